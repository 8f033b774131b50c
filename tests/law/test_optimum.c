/* Branch and bound finds what brute force finds on random cases with ties, and its bounds hold in exact arithmetic. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/optimum.h"
#include "support/made_case.h"

enum { CASES = 3000 };

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

static made_case made;
static brute all;
static cbg_goal goal;

static cbg_space *random_space(int number, cbgi_stream *random)
{
    cbgi_stream_init(random, 1959, 3, (uint32_t)number, 0, 0);
    made_random(&made, random);
    return made_space(&made, &all);
}

static int64_t gain(const cbg_space *space, int n, int p)
{
    return all.utility[n][p] * space->unit / 10 - goal.from[p];
}

static bool meets(const cbg_space *space, int n)
{
    bool good = all.broken[n] == 0;
    for (int p = 0; p < all.seats; p++) {
        good = good && (!goal.held[p] || gain(space, n, p) >= 0);
        good =
            good && (goal.criterion != CBG_CRITERION_PRODUCT || goal.weight[p] == 0 || gain(space, n, p) > 0);
    }
    return good;
}

static int compare_sums(const cbg_space *space, int x, int y)
{
    wide sum = 0;
    for (int p = 0; p < all.seats; p++) {
        sum += (wide)goal.weight[p] * (gain(space, x, p) - gain(space, y, p));
    }
    return (sum > 0) - (sum < 0);
}

static uwide product(const cbg_space *space, int n)
{
    uwide result = 1;
    for (int p = 0; p < all.seats; p++) {
        for (int64_t e = 0; e < goal.weight[p]; e++) {
            result *= (uint64_t)gain(space, n, p);
        }
    }
    return result;
}

static int falling(const void *left, const void *right)
{
    double x = *(const double *)left, y = *(const double *)right;
    return (x > y) - (x < y);
}

/* Small integers over a common multiple of small weights: exact in double. */
static int compare_smallest(const cbg_space *space, int x, int y)
{
    double a[MADE_PARTIES], b[MADE_PARTIES];
    int count = 0;
    for (int p = 0; p < all.seats; p++) {
        if (goal.weight[p] > 0) {
            double times = 27720.0 / (double)goal.weight[p]; /* weights up to 12 */
            a[count] = (double)gain(space, x, p) * times;
            b[count++] = (double)gain(space, y, p) * times;
        }
    }
    qsort(a, (size_t)count, sizeof *a, falling);
    qsort(b, (size_t)count, sizeof *b, falling);
    for (int k = 0; k < count; k++) {
        if (a[k] != b[k]) {
            return a[k] > b[k] ? 1 : -1;
        }
    }
    return 0;
}

static int compare(const cbg_space *space, int x, int y)
{
    uwide a, b;
    switch (goal.criterion) {
    case CBG_CRITERION_SUM: return compare_sums(space, x, y);
    case CBG_CRITERION_SMALLEST: return compare_smallest(space, x, y);
    case CBG_CRITERION_PRODUCT:
    default:
        a = product(space, x);
        b = product(space, y);
        return (a > b) - (a < b);
    }
}

static void random_goal(const cbg_space *space, cbgi_stream *random, cbg_criterion criterion)
{
    memset(&goal, 0, sizeof goal);
    goal.criterion = criterion;
    bool unequal = cbgi_stream_below(random, 3) == 0, walk = cbgi_stream_below(random, 4) > 0;
    int64_t total = 0;
    for (int p = 0; p < space->seats; p++) {
        goal.from[p] = walk ? space->walk_away[p] : space->worst[p];
        goal.held[p] = cbgi_stream_below(random, 5) > 0;
        goal.weight[p] = unequal ? (int64_t)cbgi_stream_below(random, 3) : 1;
        total += goal.weight[p];
    }
    goal.weight[0] += total == 0;
}

static int number_of(const cbg_space *space, const cbg_optimum *o, int k)
{
    return (int)cbg_space_encode(space, o->option + k * o->issues);
}

static void check(const cbg_space *space, const cbg_optimum *o)
{
    int best = -1;
    uint64_t tied = 0;
    for (int n = 0; n < all.outcomes; n++) {
        if (meets(space, n)) {
            int order = best < 0 ? 1 : compare(space, n, best);
            best = order > 0 ? n : best;
            tied = order > 0 ? 1 : tied + (order == 0);
        }
    }
    assert_int_equal(o->exists, best >= 0);
    assert_int_equal(o->none, best < 0);
    if (best >= 0) {
        assert_true(o->proof.proved && o->proof.ties_known);
        assert_int_equal(number_of(space, o, 0), best);
        assert_int_equal(o->tied, tied);
    }
}

static void the_optimum_is_what_brute_force_finds(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbgi_stream random;
        cbg_space *space = random_space(number, &random);
        for (int criterion = CBG_CRITERION_SUM; criterion <= CBG_CRITERION_SMALLEST; criterion++) {
            cbg_optimum *o = NULL;
            random_goal(space, &random, (cbg_criterion)criterion);
            assert_int_equal(cbg_optimum_find(space, &goal, NULL, NULL, &o), CBG_OK);
            check(space, o);
            cbg_optimum_free(o);
        }
        cbg_space_free(space);
    }
}

static void the_best_few_are_in_order_and_none_is_missing(void **state)
{
    (void)state;
    for (int number = 0; number < CASES / 3; number++) {
        cbgi_stream random;
        cbg_space *space = random_space(number, &random);
        random_goal(space, &random, CBG_CRITERION_PRODUCT);
        cbg_optimum_options options = {.keep = 7};
        cbg_optimum *o = NULL;
        assert_int_equal(cbg_optimum_find(space, &goal, &options, NULL, &o), CBG_OK);
        int possible = 0, better = 0, last = o->count > 0 ? number_of(space, o, o->count - 1) : -1;
        for (int n = 0; n < all.outcomes; n++) {
            if (meets(space, n)) {
                possible++;
                int order = last >= 0 ? compare(space, n, last) : -1;
                better += order > 0 || (order == 0 && n < last);
            }
        }
        assert_int_equal(o->count, possible < 7 ? possible : 7);
        assert_int_equal(better, o->count > 0 ? o->count - 1 : 0);
        for (int k = 1; k < o->count; k++) {
            int a = number_of(space, o, k - 1), b = number_of(space, o, k), order = compare(space, a, b);
            assert_true(order > 0 || (order == 0 && a < b));
        }
        cbg_optimum_free(o);
        cbg_space_free(space);
    }
}

/* The verifier: the bound that the multipliers give, recomputed from the case in long double with no help from the
 * engine's tables. */
static long double bound_of(const cbg_space *space, const cbg_proof *proof)
{
    long double bound = 0, total = 0;
    size_t options = (size_t)space->offset[space->issues];
    for (int p = 0; p < space->seats; p++) {
        total += (long double)goal.weight[p];
    }
    for (int p = 0; p < space->seats; p++) {
        long double x = (long double)proof->multiplier[p], a = (long double)goal.weight[p] / total;
        assert_true(x >= 0);
        bound -= x * (long double)goal.from[p] / (long double)space->unit;
        if (goal.criterion == CBG_CRITERION_PRODUCT && a > 0) {
            bound += a * (logl(a / x) - 1);
        }
    }
    for (int i = 0; i < space->issues; i++) {
        long double most = -HUGE_VALL;
        for (int o = 0; o < space->option_count[i]; o++) {
            if ((space->breaks[space->offset[i] + o] & space->scenario.red_lines) != 0) {
                continue;
            }
            long double sum = 0;
            for (int p = 0; p < space->seats; p++) {
                sum += (long double)proof->multiplier[p] *
                       (long double)space->value[(size_t)p * options + (size_t)(space->offset[i] + o)] /
                       (long double)space->unit;
            }
            most = sum > most ? sum : most;
        }
        bound += most;
    }
    return bound;
}

/* What the multipliers must satisfy for the bound to be one. */
static void check_multipliers(const cbg_space *space, const cbg_proof *proof)
{
    long double sum = 0;
    for (int p = 0; p < space->seats; p++) {
        long double x = (long double)proof->multiplier[p], w = (long double)goal.weight[p];
        if (goal.criterion == CBG_CRITERION_SUM) {
            assert_true(x >= w * (1 - 1e-12L) && (goal.held[p] || x <= w * (1 + 1e-12L)));
        }
        assert_true(goal.weight[p] > 0 || goal.held[p] || x == 0);
        sum += x * w;
    }
    if (goal.criterion == CBG_CRITERION_SMALLEST) {
        assert_true(sum >= 1 - 1e-12L && sum <= 1 + 1e-12L);
    }
}

static void bounds_hold_when_recomputed(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbgi_stream random;
        cbg_space *space = random_space(number, &random);
        random_goal(space, &random, (cbg_criterion)(number % 3));
        cbg_optimum *o = NULL;
        assert_int_equal(cbg_optimum_find(space, &goal, NULL, NULL, &o), CBG_OK);
        if (o->exists) {
            check_multipliers(space, &o->proof);
            long double bound = bound_of(space, &o->proof);
            assert_true(fabsl(bound - (long double)o->proof.root_bound) <= 1e-9L * (1 + fabsl(bound)));
            assert_true(bound >= (long double)o->proof.value - 1e-9L * (1 + fabsl(bound)));
            assert_true(o->proof.bound >= o->proof.value);
        }
        cbg_optimum_free(o);
        cbg_space_free(space);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_optimum_is_what_brute_force_finds),
        cmocka_unit_test(the_best_few_are_in_order_and_none_is_missing),
        cmocka_unit_test(bounds_hold_when_recomputed),
    };
    return cmocka_run_group_tests_name("optimum", tests, NULL, NULL);
}
