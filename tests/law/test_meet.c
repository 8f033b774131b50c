/* The best outcome of cases with interactions, boxes and constraints is what brute force finds. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/optimum.h"
#include "support/made_case.h"

enum { CASES = 800 };

__extension__ typedef unsigned __int128 wide;

static made_case made;
static brute all;
static cbg_goal goal;

static cbg_space *random_space(int number, cbgi_stream *random)
{
    cbgi_stream_init(random, 1912, 4, (uint32_t)number, 0, 0);
    do {
        made_structured(&made, random);
        for (int p = 0; p < made.c.party_count; p++) {
            made.terms[p].table = (cbg_table){0};
        }
    } while (made.c.party_count > 4);
    return made_space(&made, &all);
}

static void random_goal(const cbg_space *space, cbgi_stream *random)
{
    memset(&goal, 0, sizeof goal);
    goal.criterion = (cbg_criterion)cbgi_stream_below(random, 3);
    int64_t total = 0;
    for (int p = 0; p < space->seats; p++) {
        goal.from[p] = space->walk_away[p];
        goal.held[p] = cbgi_stream_below(random, 3) > 0;
        goal.weight[p] = (int64_t)cbgi_stream_below(random, 3);
        total += goal.weight[p];
    }
    goal.weight[0] += total == 0;
}

static int64_t gain(const cbg_space *space, int n, int p)
{
    return all.utility[n][p] * space->unit / 10 - goal.from[p];
}

static bool meets(const cbg_space *space, int n)
{
    bool good = all.broken[n] == 0;
    for (int p = 0; p < all.seats; p++) {
        const bool factor = goal.criterion == CBG_CRITERION_PRODUCT && goal.weight[p] > 0;
        good = good && (!goal.held[p] || gain(space, n, p) >= 0) && (!factor || gain(space, n, p) > 0);
    }
    return good;
}

/* The criterion as an integer: the sum, the product, the smallest gain / weight times 2. */
static wide worth(const cbg_space *space, int n)
{
    const int64_t shift = INT64_C(1) << 40; /* sums and minima may be negative */
    wide product = 1;
    int64_t sum = 0, least = INT64_MAX;
    for (int p = 0; p < all.seats; p++) {
        const int64_t g = gain(space, n, p), w = goal.weight[p];
        sum += w * g;
        least = w > 0 && 2 * g / w < least ? 2 * g / w : least;
        for (int64_t e = 0; e < w; e++) {
            product *= (uint64_t)g;
        }
    }
    return goal.criterion == CBG_CRITERION_PRODUCT ? product
           : goal.criterion == CBG_CRITERION_SUM   ? (wide)(sum + shift)
                                                   : (wide)(least + shift);
}

static int by_force(const cbg_space *space)
{
    int best = -1;
    for (int n = 0; n < all.outcomes; n++) {
        if (meets(space, n) && (best < 0 || worth(space, n) > worth(space, best))) {
            best = n;
        }
    }
    return best;
}

static void the_best_outcome_is_as_good_as_brute_force_finds(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbgi_stream random;
        cbg_space *space = random_space(number, &random);
        random_goal(space, &random);
        cbg_optimum *o = NULL;
        if (space->structure == 0) {
            cbg_space_free(space);
            continue;
        }
        assert_int_equal(cbg_optimum_find(space, &goal, NULL, NULL, &o), CBG_OK);
        const int best = by_force(space);
        assert_true(o->proof.proved);
        assert_int_equal(o->exists, best >= 0);
        assert_int_equal(o->none, best < 0);
        if (best >= 0) {
            const int n = (int)cbg_space_encode(space, o->option);
            assert_true(meets(space, n));
            assert_true(worth(space, n) == worth(space, best));
            assert_true(o->proof.bound >= o->proof.value - 1e-9);
            assert_true(o->proof.root_bound >= o->proof.value - 1e-9);
        }
        cbg_optimum_free(o);
        cbg_space_free(space);
    }
}

/* However short the search, what it claims as a bound holds. */
static void a_search_cut_short_still_bounds_the_best(void **state)
{
    (void)state;
    int open = 0;
    for (int number = 0; number < CASES / 2; number++) {
        cbgi_stream random;
        cbg_space *space = random_space(number, &random);
        random_goal(space, &random);
        goal.criterion = number % 2 ? CBG_CRITERION_SUM : CBG_CRITERION_SMALLEST;
        cbg_optimum *o = NULL;
        const cbg_optimum_options options = {.max_nodes = 2};
        if (space->structure != 0) {
            assert_int_equal(cbg_optimum_find(space, &goal, &options, NULL, &o), CBG_OK);
            open += !o->proof.proved;
            for (int n = 0; n < all.outcomes; n++) {
                double sum = 0, least = HUGE_VAL;
                for (int p = 0; p < all.seats; p++) {
                    const double g = (double)gain(space, n, p) / (double)space->unit,
                                 w = (double)goal.weight[p];
                    sum += w * g;
                    least = w > 0 && g / w < least ? g / w : least;
                }
                const double value = goal.criterion == CBG_CRITERION_SUM ? sum : least;
                assert_true(!meets(space, n) || value <= o->proof.bound + 1e-9);
            }
            cbg_optimum_free(o);
        }
        cbg_space_free(space);
    }
    assert_true(open > CASES / 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_outcome_is_as_good_as_brute_force_finds),
        cmocka_unit_test(a_search_cut_short_still_bounds_the_best),
    };
    return cmocka_run_group_tests_name("meet", tests, NULL, NULL);
}
