/* Local search: a good outcome to start from makes the exact search short. */
#include <math.h>
#include <string.h>

#include "solution/branch.h"

typedef struct climb {
    cbgi_search *s;
    int *pick;
    int64_t gain[CBG_SEATS_MAX];
    double score;
} climb;

/* Larger is better; constraints first. A little of the mean leads across plateaus of the smallest gain. */
static double score(const cbgi_search *s, const int64_t *gain)
{
    const cbgi_columns *c = s->c;
    double missing = cbgi_relaxed_missing(c, gain);
    if (missing > 0) {
        return -1e9 * (1 + missing);
    }
    double value = cbgi_relaxed_value(c, gain);
    if (s->goal->criterion == CBG_CRITERION_SMALLEST) {
        for (int p = 0; p < c->seats; p++) {
            value += s->goal->weight[p] > 0 ? 1e-4 / c->seats * (double)gain[p] * c->scale[p] : 0;
        }
    }
    return value;
}

static void exchange(const cbgi_columns *c, const int64_t *gain, int out, int in, int64_t *result)
{
    const int64_t *old = c->value + (size_t)out * (size_t)c->seats,
                  *new = c->value + (size_t)in *(size_t)c->seats;
    for (int p = 0; p < c->seats; p++) {
        result[p] = gain[p] - old[p] + new[p];
    }
}

static bool take_if_better(climb *k, const int64_t *gain)
{
    double value = score(k->s, gain);
    if (!(value > k->score + 1e-12 * fabs(k->score))) {
        return false;
    }
    k->score = value;
    memcpy(k->gain, gain, (size_t)k->s->c->seats * sizeof *gain);
    return true;
}

static bool one_exchange(climb *k)
{
    const cbgi_columns *c = k->s->c;
    bool better = false;
    int64_t gain[CBG_SEATS_MAX];
    for (int i = 0; i < c->issues; i++) {
        for (int in = c->start[i]; in < c->start[i + 1]; in++) {
            if (in != k->pick[i]) {
                exchange(c, k->gain, k->pick[i], in, gain);
                if (take_if_better(k, gain)) {
                    k->pick[i] = in;
                    better = true;
                }
            }
        }
    }
    return better;
}

/* list[count]: (issue, column) pairs worth trying. */
static bool two_exchanges(climb *k, const int (*list)[2], int count)
{
    const cbgi_columns *c = k->s->c;
    bool better = false;
    int64_t first[CBG_SEATS_MAX], gain[CBG_SEATS_MAX];
    for (int a = 0; a < count; a++) {
        for (int b = a + 1; b < count; b++) {
            int i = list[a][0], j = list[b][0];
            if (i == j || k->pick[i] == list[a][1] || k->pick[j] == list[b][1]) {
                continue;
            }
            exchange(c, k->gain, k->pick[i], list[a][1], first);
            exchange(c, first, k->pick[j], list[b][1], gain);
            if (take_if_better(k, gain)) {
                k->pick[i] = list[a][1];
                k->pick[j] = list[b][1];
                better = true;
            }
        }
    }
    return better;
}

/* The columns that cost at most gap under x, at most `most` of them. */
static int cheap_columns(const cbgi_search *s, const double *x, double gap, int (*list)[2], int most)
{
    const cbgi_columns *c = s->c;
    int count = 0;
    for (int i = 0; i < c->issues; i++) {
        double best = -HUGE_VAL;
        for (int pass = 0; pass < 2; pass++) {
            for (int k = c->start[i]; k < c->start[i + 1]; k++) {
                double sum = 0;
                for (int p = 0; p < c->seats; p++) {
                    sum += x[p] * c->scaled[(size_t)k * (size_t)c->seats + (size_t)p];
                }
                best = pass == 0 && sum > best ? sum : best;
                if (pass == 1 && best - sum <= gap && count < most) {
                    list[count][0] = i;
                    list[count++][1] = k;
                }
            }
        }
    }
    return count;
}

cbg_status cbgi_climb(cbgi_search *s, const int *pick, const double *x, double gap)
{
    enum { CHEAP = 400, ROUNDS = 50 };
    const cbgi_columns *c = s->c;
    climb k = {.s = s};
    k.pick = cbgi_arena_array(s->arena, (size_t)c->issues, sizeof *k.pick);
    int(*list)[2] = cbgi_arena_array(s->arena, CHEAP, sizeof *list);
    if (s->arena->failed) {
        return CBG_NO_MEMORY;
    }
    memcpy(k.pick, pick, (size_t)c->issues * sizeof *pick);
    cbgi_search_gains(s, pick, k.gain);
    k.score = score(s, k.gain);
    int cheap = cheap_columns(s, x, gap, list, CHEAP);
    for (int round = 0; round < ROUNDS; round++) {
        if (!one_exchange(&k) && !two_exchanges(&k, (const int(*)[2])list, cheap)) {
            break;
        }
    }
    cbgi_search_offer(s, k.pick, k.gain, 0);
    return CBG_OK;
}
