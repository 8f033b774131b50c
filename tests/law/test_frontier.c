/* The folded frontier of any seats equals brute force on random cases with ties. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/frontier.h"
#include "support/made_case.h"

enum { CASES = 1500 };

static made_case made;
static brute all;

static cbg_space *random_space(int number, bool structured, cbgi_stream *random)
{
    cbgi_stream_init(random, 1906, 2, (uint32_t)number, 0, 0);
    if (structured) {
        made_structured(&made, random);
    } else {
        made_random(&made, random);
    }
    return made_space(&made, &all);
}

/* A random, shuffled choice of seats. */
static int choose(cbgi_stream *random, int seats, int *seat)
{
    for (int s = 0; s < seats; s++) {
        int at = (int)cbgi_stream_below(random, (uint64_t)s + 1);
        seat[s] = seat[at];
        seat[at] = s;
    }
    return 1 + (int)cbgi_stream_below(random, (uint64_t)seats);
}

static bool counts(int n, const int *seat, int seats, bool in_zone)
{
    bool in = all.broken[n] == 0;
    for (int s = 0; s < seats && in_zone; s++) {
        in = in && all.utility[n][seat[s]] >= all.walk_away[seat[s]];
    }
    return in;
}

/* +1: m dominates n; 0: the same; -1: neither. */
static int order(int m, int n, const int *seat, int seats)
{
    int better = 0;
    for (int s = 0; s < seats; s++) {
        int d = all.utility[m][seat[s]] - all.utility[n][seat[s]];
        if (d < 0) {
            return -1;
        }
        better |= d > 0;
    }
    return better;
}

static uint64_t outcome_of(const cbg_space *space, const cbg_frontier *f, size_t k)
{
    int option[CBG_ISSUES_MAX];
    for (int i = 0; i < f->issues; i++) {
        option[i] = f->option[k * (size_t)f->issues + (size_t)i];
    }
    return cbg_space_encode(space, option);
}

static void check_points(const cbg_space *space, const cbg_frontier *f, const int *seat, int seats,
                         bool in_zone)
{
    size_t expected = 0;
    for (int n = 0; n < all.outcomes; n++) {
        bool kept = counts(n, seat, seats, in_zone);
        uint64_t tied = 0;
        for (int m = 0; m < all.outcomes && kept; m++) {
            int o = counts(m, seat, seats, in_zone) ? order(m, n, seat, seats) : -1;
            tied += o == 0;
            kept = o < 1 && !(o == 0 && m < n);
        }
        if (!kept) {
            continue;
        }
        expected++;
        size_t k = 0;
        while (k < f->count && outcome_of(space, f, k) != (uint64_t)n) {
            k++;
        }
        assert_true(k < f->count);
        assert_int_equal(f->tied[k], tied);
        for (int s = 0; s < seats; s++) {
            assert_int_equal(f->utility[k * (size_t)seats + (size_t)s] * 10,
                             all.utility[n][seat[s]] * space->unit);
        }
    }
    assert_int_equal(f->count, expected);
}

static void the_frontier_of_any_seats_is_what_brute_force_finds(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbgi_stream random;
        int seat[CBG_SEATS_MAX];
        cbg_space *space = random_space(number, number % 5 > 2, &random);
        int seats = choose(&random, space->seats, seat);
        cbg_exec two = {.threads = 2};
        cbg_frontier_options options = {.seat = seat, .seats = seats, .in_zone = number % 3 == 0};
        cbg_frontier *f = NULL;
        assert_int_equal(cbg_frontier_fold(space, &options, number % 2 ? &two : NULL, &f), CBG_OK);
        assert_true(f->complete);
        check_points(space, f, seat, seats, options.in_zone);
        for (size_t k = 1; k < f->count; k++) {
            int s = 0;
            while (f->utility[k * (size_t)seats + (size_t)s] ==
                   f->utility[(k - 1) * (size_t)seats + (size_t)s]) {
                s++;
            }
            assert_true(f->utility[k * (size_t)seats + (size_t)s] <
                        f->utility[(k - 1) * (size_t)seats + (size_t)s]);
        }
        cbg_frontier_release(f);
        cbg_space_free(space);
    }
}

static void with_a_tolerance_every_outcome_is_nearly_reached(void **state)
{
    (void)state;
    size_t exact = 0, rough = 0;
    for (int number = 0; number < CASES / 4; number++) {
        cbgi_stream random;
        cbg_space *space = random_space(number, false, &random);
        cbg_frontier_options options = {.epsilon = {1, 10}};
        cbg_frontier *f = NULL, *full = NULL;
        assert_int_equal(cbg_frontier_fold(space, &options, NULL, &f), CBG_OK);
        assert_int_equal(cbg_frontier_fold(space, NULL, NULL, &full), CBG_OK);
        exact += full->count;
        rough += f->count;
        for (int n = 0; n < all.outcomes; n++) {
            bool near = all.broken[n] != 0;
            for (size_t k = 0; k < f->count && !near; k++) {
                near = true;
                for (int s = 0; s < f->seats; s++) {
                    int64_t range = space->best[s] - space->worst[s];
                    int64_t u = f->utility[k * (size_t)f->seats + (size_t)s];
                    near = near && 10 * (all.utility[n][s] * space->unit / 10 - u) <= range;
                }
            }
            assert_true(near);
        }
        cbg_frontier_release(f);
        cbg_frontier_release(full);
        cbg_space_free(space);
    }
    assert_true(rough < exact);
}

static void a_budget_stops_the_fold_and_says_where(void **state)
{
    (void)state;
    cbgi_stream random;
    cbg_space *space = random_space(3, false, &random);
    cbg_frontier *full = NULL, *stopped = NULL;
    assert_int_equal(cbg_frontier_fold(space, NULL, NULL, &full), CBG_OK);
    assert_true(full->widest > 1);
    cbg_frontier_options options = {.max_partial = full->widest - 1};
    assert_int_equal(cbg_frontier_fold(space, &options, NULL, &stopped), CBG_OK);
    assert_false(stopped->complete);
    assert_int_equal(stopped->count, 0);
    assert_true(stopped->folded < space->issues);
    assert_true(stopped->partial > options.max_partial);
    cbg_frontier_release(full);
    cbg_frontier_release(stopped);
    cbg_space_free(space);
}

/* Constant-sum preferences: every outcome is efficient, so all of them must come out. */
static void identical_opposed_weights_leave_every_outcome_efficient(void **state)
{
    (void)state;
    const int options[] = {5, 5, 5};
    made_init(&made, 2, 3, options);
    for (int p = 0; p < 2; p++) {
        for (int i = 0; i < 3; i++) {
            made.weight[p][i].value.num = 2 + i * i - (i == 2);
            for (int o = 0; o < 5; o++) {
                made.score[p][i][o].value.num = p == 0 ? 2 * o : 8 - 2 * o;
            }
        }
    }
    made.weight[0][2].value.num = made.weight[1][2].value.num = 5;
    cbg_scenario scenario;
    cbg_space *space = NULL;
    assert_int_equal(cbg_scenario_init(&made.c, &scenario, NULL), CBG_OK);
    assert_int_equal(cbg_space_build(&made.c, &scenario, NULL, &space, NULL), CBG_OK);
    brute_fill(&made, 0, &all);
    cbg_frontier *f = NULL;
    assert_int_equal(cbg_frontier_fold(space, NULL, NULL, &f), CBG_OK);
    const int both[] = {0, 1};
    check_points(space, f, both, 2, false);
    uint64_t outcomes = 0;
    for (size_t k = 0; k < f->count; k++) {
        outcomes += f->tied[k];
    }
    assert_int_equal(outcomes, 125);
    cbg_frontier_release(f);
    cbg_space_free(space);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_frontier_of_any_seats_is_what_brute_force_finds),
        cmocka_unit_test(with_a_tolerance_every_outcome_is_nearly_reached),
        cmocka_unit_test(a_budget_stops_the_fold_and_says_where),
        cmocka_unit_test(identical_opposed_weights_leave_every_outcome_efficient),
    };
    return cmocka_run_group_tests_name("frontier", tests, NULL, NULL);
}
