/* Every variant of the challenge kernel computes the same bits, and they are what the definitions say: votes, attitudes to risk and moves
 * beside sums over all voters for every pair, by libm; also where positions coincide, voters stand in the middle of two, or have no
 * weight, and of mirror images. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "base/philox.h"
#include "forecast/challenge.h"

enum { ACTORS = 30, STEPS = 3, SETTINGS = 16 };

typedef enum made_of { SCATTERED, CROWDED, MIRRORED, KINDS } made_of;

static _Alignas(64) unsigned char memory[1 << 18];

static challenge made(uint32_t seed, int n, made_of kind)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 3, 4, seed, (uint16_t)n, (uint16_t)kind);
    challenge g = {.mended = (int)seed % 8, .q = seed % 16 < 8 ? 1 : .5, .t = .25};
    assert_true(challenge_lay(&g, n, NULL) <= sizeof memory);
    memset(memory, 0, sizeof memory);
    challenge_lay(&g, n, memory);
    for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
        double weight = 0, least = 100, most = 0;
        for (int i = 0; i < n; i++) {
            const double x = 100 * cbgi_stream_unit(&random);
            g.x[i][lane] = kind == CROWDED    ? 20 * floor(x / 20)
                           : kind == MIRRORED ? floor(64 * x) / 64 /* so that 100 - x is exact */
                                              : x;
            g.s[i][lane] = kind == CROWDED ? .25 + .25 * (double)cbgi_stream_below(&random, 4)
                                           : cbgi_stream_unit(&random);
            g.w[i][lane] = g.s[i][lane] * cbgi_stream_unit(&random);
            if (kind == CROWDED && cbgi_stream_below(&random, 3) == 0) {
                g.w[i][lane] = 0;
            }
            if (kind == MIRRORED && i >= n / 2) {
                const int twin = n - 1 - i;
                g.x[i][lane] = twin == i ? 50 : 100 - g.x[twin][lane];
                g.s[i][lane] = g.s[twin][lane], g.w[i][lane] = g.w[twin][lane];
            }
            weight += g.w[i][lane];
            least = fmin(least, g.x[i][lane]), most = fmax(most, g.x[i][lane]);
        }
        g.range[lane] = most - least;
        g.by_range[lane] = most > least ? 1 / (most - least) : 0;
        g.least_weight[lane] = weight / 2 - 1e-12 * weight;
    }
    return g;
}

static void every_variant_computes_the_same_bits(void **state)
{
    (void)state;
    static challenge_lanes wanted_x[STEPS][ACTORS], wanted_risk[STEPS][ACTORS], wanted_median[STEPS];
    const challenge_kernel *all[4];
    challenge_kernels(all);
    for (uint32_t seed = 0; seed < 2 * SETTINGS; seed++) {
        const size_t n = 1 + (size_t)(7 * seed) % ACTORS, bytes = n * sizeof(challenge_lanes);
        for (int v = 0; all[v] != NULL; v++) {
            challenge g = made(seed, (int)n, (made_of)(seed % KINDS));
            for (int step = 0; step < STEPS; step++) {
                all[v]->rank(&g);
                all[v]->step(&g);
                if (v == 0) {
                    memcpy(wanted_x[step], g.x, bytes);
                    memcpy(wanted_risk[step], g.risk, bytes);
                    wanted_median[step] = g.median;
                }
                assert_memory_equal(g.x, wanted_x[step], bytes);
                assert_memory_equal(g.risk, wanted_risk[step], bytes);
                assert_memory_equal(&g.median, &wanted_median[step], sizeof g.median);
            }
        }
    }
}

/* ---- the definitions, slowly: one lane, sums over all voters, libm ---- */

typedef struct slow {
    int n, mended;
    double d, q, t, median, weight, all;
    double x[ACTORS], s[ACTORS], w[ACTORS], r[ACTORS];
} slow;

/* Of all differences that decide: rounding makes no more than this. */
static int sign(double x)
{
    return x > 1e-12 ? 1 : x < -1e-12 ? -1 : 0;
}

static double votes(const slow *g, int i, int j)
{
    double sum = 0;
    for (int k = 0; k < g->n; k++) {
        sum += fmax(0, g->w[k] * (pow(fabs(g->x[k] - g->x[j]) / g->d, g->r[k]) -
                                  pow(fabs(g->x[k] - g->x[i]) / g->d, g->r[k])));
    }
    return g->x[i] == g->x[j] ? 0 : sum;
}

static void sum_votes(slow *g)
{
    g->all = 0;
    for (int i = 0; i < g->n; i++) {
        for (int j = 0; j < g->n; j++) {
            g->all += 2 * votes(g, i, j);
        }
    }
}

static double chance(const slow *g, int i, int j)
{
    const bool textbook = (g->mended & CHALLENGE_MEND_CHANCE) != 0;
    const double own = votes(g, i, j), under = textbook ? own + votes(g, j, i) : g->all;
    return under > 1e-12 * g->weight ? own / under : 0;
}

/* EU(i->j) with the observer's r. */
static double expected(const slow *g, int i, int j, double r)
{
    const double far = fabs(g->x[i] - g->x[j]), d = far / g->d,
                 half = (fabs(g->x[i] - g->median) + far) / (2 * g->d), p = chance(g, i, j);
    const double us = 2 - 4 * pow(fmax(0, .5 - .5 * d), r), uf = 2 - 4 * pow(.5 + .5 * d, r),
                 better = 2 - 4 * pow(fmax(0, .5 - .5 * half), r), worse = 2 - 4 * pow(.5 + .5 * half, r);
    return g->s[j] * (p * us + (1 - p) * uf) + (1 - g->s[j]) * us - g->q * (2 - 4 * pow(.5, r)) -
           (1 - g->q) * (g->t * better + (1 - g->t) * worse);
}

static void find_risks(const slow *given, double *risk)
{
    slow g = *given;
    double gain[ACTORS] = {0}, least = HUGE_VAL, most = -HUGE_VAL;
    for (int i = 0; i < g.n; i++) {
        g.r[i] = 1;
    }
    sum_votes(&g);
    for (int i = 0; i < g.n; i++) {
        for (int j = 0; j < g.n; j++) {
            gain[i] += j == i ? 0 : expected(&g, j, i, 1);
        }
        least = fmin(least, gain[i]), most = fmax(most, gain[i]);
    }
    for (int i = 0; i < g.n; i++) {
        const double part = sign(most - least) > 0 ? (2 * gain[i] - most - least) / (most - least) : 0;
        risk[i] = (1 - part / 3) / (1 + part / 3);
    }
}

static double choose(const slow *g, int i, int *kind)
{
    double best_key = 0, to = g->x[i];
    *kind = CHALLENGE_STAYS;
    for (int j = 0; j < g->n; j++) {
        if (g->x[j] == g->x[i]) {
            continue;
        }
        const double a = expected(g, i, j, g->r[i]), b = expected(g, j, i, g->r[i]), gap = g->x[j] - g->x[i];
        const bool meets = sign(b) > 0 && sign(a) < 0 && sign(b + a) > 0;
        const int offer =
            sign(b - a) > 0 && sign(a) > 0 ? CHALLENGE_CONFRONTS
            : meets                        ? CHALLENGE_COMPROMISES
            : sign(b) > 0 && sign(a) < 0 && (g->mended & CHALLENGE_MEND_CAPITULATION) != 0
                ? CHALLENGE_CAPITULATES
                : CHALLENGE_STAYS;
        const double goal = meets ? g->x[i] + gap * fabs(a / b) : g->x[j],
                     key = meets && (g->mended & CHALLENGE_MEND_CHOICE) == 0
                               ? (fabs(a) * g->x[i] + fabs(b) * g->x[j]) / (fabs(a) + fabs(b))
                               : fabs(goal - g->x[i]);
        if (offer < *kind || (offer == *kind && offer < CHALLENGE_STAYS && key < best_key - 1e-9)) {
            *kind = offer, best_key = key, to = goal;
        }
    }
    return to;
}

static slow lane_of(const challenge *g, int lane)
{
    slow one = {.n = g->n, .mended = g->mended, .d = g->range[lane], .q = g->q, .t = g->t};
    double all = 0, below = 0;
    for (int i = 0; i < g->n; i++) {
        one.x[i] = g->x[i][lane], one.s[i] = g->s[i][lane], one.w[i] = g->w[i][lane];
        all += one.w[i];
    }
    one.weight = all, one.median = HUGE_VAL;
    for (int i = 0; i < g->n; i++) {
        below = 0;
        for (int k = 0; k < g->n; k++) {
            below += one.x[k] <= one.x[i] ? one.w[k] : 0;
        }
        one.median = below >= all / 2 - 1e-12 * all ? fmin(one.median, one.x[i]) : one.median;
    }
    return one;
}

/* After a step from `one`. */
static void check_lane(const challenge *g, int lane, slow *one)
{
    double risk[ACTORS];
    find_risks(one, risk);
    for (int i = 0; i < one->n; i++) {
        one->r[i] = g->risk[i][lane];
        assert_true(fabs(one->r[i] - risk[i]) <= 1e-9);
    }
    for (int a = 0; a < one->n; a++) {
        for (int b = a + 1; b < one->n; b++) {
            const double lower = g->votes[a * one->n + b][lane],
                         higher = lower + (g->sum[a][lane] - g->sum[b][lane]);
            const int i = (int)g->actor[a][lane], j = (int)g->actor[b][lane];
            assert_true(fabs(lower - votes(one, i, j)) <= 2e-14 * one->weight);
            assert_true(fabs(higher - votes(one, j, i)) <= 2e-14 * one->weight);
        }
    }
    sum_votes(one);
    for (int i = 0; i < one->n; i++) {
        int kind = 0;
        const double to = choose(one, i, &kind);
        assert_int_equal((int)g->best_kind[i][lane], kind);
        assert_true(fabs(g->x[i][lane] - to) <= 1e-8);
    }
}

static void every_step_follows_the_definitions(void **state)
{
    (void)state;
    static const int sizes[] = {1, 2, 3, 4, 7, 12};
    const challenge_kernel *const kernel = challenge_kernel_pick();
    int moved = 0;
    for (uint32_t seed = 0; seed < 6 * SETTINGS; seed++) {
        const int n = sizes[seed / SETTINGS];
        for (int kind = 0; kind < KINDS; kind++) {
            challenge g = made(seed, n, (made_of)kind);
            slow before[CHALLENGE_LANES];
            for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
                before[lane] = lane_of(&g, lane);
            }
            kernel->rank(&g);
            kernel->step(&g);
            for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
                assert_true(g.median[lane] == before[lane].median);
                if (before[lane].d > 0) {
                    check_lane(&g, lane, &before[lane]);
                }
                moved += g.x[0][lane] != before[lane].x[0];
            }
        }
    }
    assert_true(moved > 200);
}

/* A decision that rounding takes would send twins different ways. */
static void mirror_images_stay_mirror_images(void **state)
{
    (void)state;
    const challenge_kernel *const kernel = challenge_kernel_pick();
    for (uint32_t seed = 0; seed < 2 * SETTINGS; seed++) {
        const int n = 4 + (int)seed % 9;
        challenge g = made(seed | CHALLENGE_MEND_CHOICE, n, MIRRORED);
        for (int i = 0; i < n; i++) { /* of one median, and of one salience: chances alone decide */
            g.s[i] = g.s[0];
        }
        g.q = 1;
        kernel->rank(&g);
        kernel->step(&g);
        for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
            for (int i = 0; i < n / 2; i++) {
                assert_true(g.best_kind[i][lane] == g.best_kind[n - 1 - i][lane]);
                assert_true(fabs(g.x[i][lane] + g.x[n - 1 - i][lane] - 100) <= 1e-9);
            }
        }
    }
}

/* Differences overflow, so that nothing is in order; what is told must still be actors and kinds. */
static void positions_that_overflow_name_actors_still(void **state)
{
    (void)state;
    const challenge_kernel *all[4];
    challenge_kernels(all);
    for (int v = 0; all[v] != NULL; v++) {
        for (uint32_t seed = 0; seed < SETTINGS; seed++) {
            challenge g = made(seed, 9, SCATTERED);
            for (int i = 0; i < g.n; i++) {
                g.x[i] = (g.x[i] - 50) * 3e306;
            }
            g.range = g.x[0] - g.x[0] + (double)INFINITY;
            g.by_range = 1 / g.range;
            for (int step = 0; step < STEPS; step++) {
                all[v]->rank(&g);
                all[v]->step(&g);
                for (int k = 0; k < g.n * CHALLENGE_LANES; k++) {
                    const double kind = g.best_kind[k / CHALLENGE_LANES][k % CHALLENGE_LANES],
                                 from = g.best_from[k / CHALLENGE_LANES][k % CHALLENGE_LANES];
                    assert_true(kind >= CHALLENGE_CONFRONTS && kind <= CHALLENGE_STAYS);
                    assert_true(from >= 0 && from < g.n);
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_variant_computes_the_same_bits),
        cmocka_unit_test(every_step_follows_the_definitions),
        cmocka_unit_test(mirror_images_stay_mirror_images),
        cmocka_unit_test(positions_that_overflow_name_actors_still),
    };
    return cmocka_run_group_tests_name("challenge kernel", tests, NULL, NULL);
}
