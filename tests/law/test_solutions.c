/* Every solution, the zone, the price list and the frontier equal brute force on random cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/made_case.h"

enum { CASES = 3000 };

__extension__ typedef unsigned __int128 wide;

static made_case made;
static brute all;
static int ideal[MADE_PARTIES]; /* largest gain in the zone */

/* Oracle: gains in tenths of points. */
static int gain(int n, int p)
{
    return all.utility[n][p] - all.walk_away[p];
}

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Leximin of gain / norm with small integers: cross-multiplied to a common denominator, so exact in double. */
static int leximin(int x, int y, const int *norm)
{
    double a[MADE_PARTIES], b[MADE_PARTIES], common = 1;
    int count = 0;
    for (int p = 0; p < all.seats; p++) {
        common *= norm[p] > 0 ? norm[p] : 1;
    }
    for (int p = 0; p < all.seats; p++) {
        if (norm[p] > 0) {
            a[count] = gain(x, p) * (common / norm[p]);
            b[count++] = gain(y, p) * (common / norm[p]);
        }
    }
    qsort(a, (size_t)count, sizeof *a, descending);
    qsort(b, (size_t)count, sizeof *b, descending);
    for (int k = 0; k < count; k++) {
        if (a[k] != b[k]) {
            return a[k] > b[k] ? 1 : -1;
        }
    }
    return 0;
}

static wide product(int n, const int *exponent, bool skip_zero)
{
    wide result = 1;
    for (int p = 0; p < all.seats; p++) {
        for (int e = 0; e < exponent[p]; e++) {
            result *= skip_zero && gain(n, p) == 0 ? 1 : (wide)(unsigned)gain(n, p);
        }
    }
    return result;
}

static int above(int n)
{
    int count = 0;
    for (int p = 0; p < all.seats; p++) {
        count += gain(n, p) > 0;
    }
    return count;
}

static int sum(int n)
{
    int total = 0;
    for (int p = 0; p < all.seats; p++) {
        total += all.utility[n][p];
    }
    return total;
}

static int order_wide(wide a, wide b)
{
    return (a > b) - (a < b);
}

static const int ones[MADE_PARTIES] = {1, 1, 1, 1, 1, 1, 1, 1};

/* Shares as small integers: one side, equal; two sides, half each. */
static void exponents(int *e)
{
    int members = made.c.bloc_count > 0 ? made.bloc[0].member_count : 1;
    for (int p = 0; p < all.seats; p++) {
        e[p] = made.party[p].bloc >= 0 ? 1 : members;
    }
}

static int oracle_compare(const char *name, int x, int y)
{
    int e[MADE_PARTIES];
    exponents(e);
    if (strcmp(name, "nash") == 0) {
        return order_wide(product(x, ones, false), product(y, ones, false));
    }
    if (strcmp(name, "nash-bloc") == 0) {
        return order_wide(product(x, e, false), product(y, e, false));
    }
    if (strcmp(name, "kalai-smorodinsky") == 0) {
        return leximin(x, y, ideal);
    }
    if (strcmp(name, "egalitarian") == 0) {
        return leximin(x, y, ones);
    }
    if (strcmp(name, "utilitarian") == 0) {
        return (sum(x) > sum(y)) - (sum(x) < sum(y));
    }
    assert_string_equal(name, "max-product"); /* a new solution needs an oracle here */
    if (above(x) != above(y)) {
        return above(x) > above(y) ? 1 : -1;
    }
    return order_wide(product(x, ones, true), product(y, ones, true));
}

static bool dominates(int x, int y)
{
    bool better = false;
    for (int p = 0; p < all.seats; p++) {
        if (all.utility[x][p] < all.utility[y][p]) {
            return false;
        }
        better = better || all.utility[x][p] > all.utility[y][p];
    }
    return better;
}

static void random_stream(cbgi_stream *random, int number)
{
    cbgi_stream_init(random, 20141124, 1, (uint32_t)number, 0, 0);
}

static cbg_space *random_space(int number)
{
    cbgi_stream random;
    random_stream(&random, number);
    /* Half of the cases have utilities that are not sums over issues. */
    if (number % 4 < 2) {
        made_random(&made, &random);
    } else {
        made_structured(&made, &random);
    }
    cbg_space *space = made_space(&made, &all);
    assert_int_equal(space->outcomes, (uint64_t)all.outcomes);
    memset(ideal, 0, sizeof ideal);
    for (int n = 0; n < all.outcomes; n++) {
        for (int p = 0; p < all.seats; p++) {
            ideal[p] = all.zone[n] && gain(n, p) > ideal[p] ? gain(n, p) : ideal[p];
        }
    }
    return space;
}

static int best_by_force(const char *name, uint64_t *tied)
{
    int best = -1;
    for (int n = 0; n < all.outcomes; n++) {
        if (!all.zone[n]) {
            continue;
        }
        int order = best < 0 ? 1 : oracle_compare(name, n, best);
        best = order > 0 ? n : best;
        *tied = order > 0 ? 1 : *tied + (order == 0);
    }
    return best;
}

static void every_solution_is_what_brute_force_finds(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbg_space *space = random_space(number);
        cbg_solutions found;
        cbg_exec two = {.threads = 2};
        assert_int_equal(cbg_solve(space, 0, false, number % 2 ? &two : NULL, &found), CBG_OK);
        for (int k = 0; k < found.count; k++) {
            const cbg_agreement *a = &found.agreement[k];
            uint64_t tied = 0;
            int best = best_by_force(a->name, &tied);
            assert_int_equal(a->exists, best >= 0);
            if (best < 0) {
                continue;
            }
            assert_int_equal(a->outcome, best);
            assert_int_equal(a->tied, tied);
            bool dominated = false;
            for (int n = 0; n < all.outcomes; n++) {
                dominated = dominated || (all.broken[n] == 0 && dominates(n, best));
            }
            assert_int_equal(a->efficient, !dominated);
            if (dominated) {
                assert_true(dominates((int)a->dominated_by, best));
            }
        }
        cbg_space_free(space);
    }
}

static void what_dominates_an_outcome_is_found(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbg_space *space = random_space(number);
        const int n = number * 7 % all.outcomes;
        int64_t utility[CBG_SEATS_MAX];
        int option[CBG_ISSUES_MAX], best = -1;
        cbg_space_decode(space, (uint64_t)n, option);
        cbg_space_utilities(space, option, utility);
        for (int m = 0; m < all.outcomes; m++) {
            if (all.broken[m] == 0 && dominates(m, n) && (best < 0 || sum(m) > sum(best))) {
                best = m;
            }
        }
        bool dominated = false;
        uint64_t by = 0;
        assert_int_equal(cbg_dominated(space, utility, NULL, &dominated, &by), CBG_OK);
        assert_int_equal(dominated, best >= 0);
        if (dominated) {
            assert_int_equal(by, best);
        }
        cbg_space_free(space);
    }
}

static void the_zone_is_counted_and_measured_exactly(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbg_space *space = random_space(number);
        cbg_zone zone;
        assert_int_equal(cbg_zone_measure(space, NULL, &zone), CBG_OK);
        uint64_t agreements = 0, feasible = 0;
        int slack = INT32_MIN, reach[MADE_PARTIES];
        for (int p = 0; p < all.seats; p++) {
            reach[p] = INT32_MIN;
        }
        for (int n = 0; n < all.outcomes; n++) {
            agreements += all.zone[n];
            if (all.broken[n] != 0) {
                continue;
            }
            feasible++;
            int least = INT32_MAX, failing = -1, fails = 0;
            for (int p = 0; p < all.seats; p++) {
                least = gain(n, p) < least ? gain(n, p) : least;
                fails += gain(n, p) < 0;
                failing = gain(n, p) < 0 ? p : failing;
            }
            slack = least > slack ? least : slack;
            for (int p = 0; p < all.seats; p++) {
                if ((fails == 0 || (fails == 1 && failing == p)) && gain(n, p) > reach[p]) {
                    reach[p] = gain(n, p);
                }
            }
        }
        assert_int_equal(zone.agreements, agreements);
        assert_int_equal(zone.feasible, feasible);
        for (int p = 0; p < all.seats; p++) {
            assert_int_equal(zone.reach[p] == INT64_MIN, reach[p] == INT32_MIN);
            if (reach[p] != INT32_MIN) {
                assert_int_equal(zone.reach[p] * 10, reach[p] * space->unit);
            }
        }
        assert_int_equal(zone.slack == INT64_MIN, feasible == 0);
        if (feasible > 0) {
            assert_int_equal(zone.slack * 10, slack * space->unit);
        }
        cbg_space_free(space);
    }
}

static uint64_t zone_by_force(uint64_t in_force)
{
    uint64_t count = 0;
    brute_fill(&made, in_force, &all);
    for (int n = 0; n < all.outcomes; n++) {
        count += all.zone[n];
    }
    return count;
}

static void red_line_prices_are_zone_sizes(void **state)
{
    (void)state;
    for (int number = 0; number < CASES / 4; number++) {
        cbg_space *space = random_space(number);
        uint64_t in_force = space->scenario.red_lines;
        cbg_red_line_prices prices;
        assert_int_equal(cbg_red_line_price(space, NULL, &prices), CBG_OK);
        assert_int_equal(prices.now, zone_by_force(in_force));
        assert_int_equal(prices.none, zone_by_force(0));
        for (int r = 0; r < made.c.red_line_count; r++) {
            assert_int_equal(prices.without[r], zone_by_force(in_force & ~(UINT64_C(1) << r)));
        }
        int expected_sets = 0;
        for (uint64_t set = 1; prices.now == 0 && set <= in_force; set++) {
            bool opens = (set & ~in_force) == 0 && zone_by_force(in_force & ~set) > 0;
            for (uint64_t sub = (set - 1) & set; opens && sub > 0; sub = (sub - 1) & set) {
                opens = zone_by_force(in_force & ~sub) == 0;
            }
            expected_sets += opens;
            for (int k = 0; k < prices.set_count; k++) {
                if (prices.set[k].red_lines == set) {
                    assert_true(opens);
                    assert_int_equal(prices.set[k].agreements, zone_by_force(in_force & ~set));
                }
            }
        }
        assert_int_equal(prices.set_count, expected_sets);
        cbg_space_free(space);
    }
}

static void the_two_party_frontier_is_what_brute_force_finds(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbg_space *space = random_space(number);
        int seats[2] = {number % 2, 1 - number % 2};
        cbg_frontier_point *point;
        int count, expected = 0;
        assert_int_equal(cbg_frontier_two(space, seats[0], seats[1], NULL, &point, &count), CBG_OK);
        for (int n = 0; n < all.outcomes; n++) {
            bool kept = all.broken[n] == 0;
            for (int m = 0; kept && m < all.outcomes; m++) {
                int a = all.utility[m][seats[0]] - all.utility[n][seats[0]];
                int b = all.utility[m][seats[1]] - all.utility[n][seats[1]];
                kept = all.broken[m] != 0 || !(a >= 0 && b >= 0 && (a > 0 || b > 0 || m < n));
            }
            if (kept) {
                bool listed = false;
                for (int k = 0; k < count; k++) {
                    listed = listed || point[k].outcome == (uint64_t)n;
                }
                assert_true(listed);
                expected++;
            }
        }
        assert_int_equal(count, expected);
        cbg_frontier_free(NULL, point);
        cbg_space_free(space);
    }
}

static void the_top_list_is_sorted_and_complete(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbg_space *space = random_space(number);
        cbg_solutions found;
        assert_int_equal(cbg_solve(space, 5, number % 2, NULL, &found), CBG_OK);
        const char *name = number % 2 ? "nash-bloc" : "nash";
        int better = 0, zone = 0, last = found.top_count > 0 ? (int)found.top[found.top_count - 1] : -1;
        for (int n = 0; n < all.outcomes; n++) {
            zone += all.zone[n];
            int order = last >= 0 && all.zone[n] ? oracle_compare(name, n, last) : -1;
            better += order > 0 || (order == 0 && n < last);
        }
        assert_int_equal(found.top_count, zone < 5 ? zone : 5);
        assert_int_equal(better, found.top_count > 0 ? found.top_count - 1 : 0);
        cbg_space_free(space);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_solution_is_what_brute_force_finds),
        cmocka_unit_test(what_dominates_an_outcome_is_found),
        cmocka_unit_test(the_zone_is_counted_and_measured_exactly),
        cmocka_unit_test(red_line_prices_are_zone_sizes),
        cmocka_unit_test(the_two_party_frontier_is_what_brute_force_finds),
        cmocka_unit_test(the_top_list_is_sorted_and_complete),
    };
    return cmocka_run_group_tests_name("solutions", tests, NULL, NULL);
}
