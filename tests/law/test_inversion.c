/* An inversion answers what a sorted list of all outcomes would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/inversion.h"
#include "support/made_case.h"

enum { CASES = 1500 };

static made_case made;
static brute all;

static cbg_space *random_space(int number, cbgi_stream *random)
{
    cbgi_stream_init(random, 1974, 5, (uint32_t)number, 0, 0);
    made_random(&made, random);
    return made_space(&made, &all);
}

static int64_t value(const cbg_space *space, int n, int seat)
{
    return all.utility[n][seat] * space->unit / 10;
}

static int64_t random_value(const cbg_space *space, cbgi_stream *random, int seat)
{
    int64_t range = space->best[seat] - space->worst[seat];
    return space->worst[seat] - 2 + (int64_t)cbgi_stream_below(random, (uint64_t)range + 5);
}

static void check_at_least(const cbg_space *space, const cbg_inversion *inv, int seat, int64_t v)
{
    int best = -1, option[CBG_ISSUES_MAX];
    int64_t found = 0;
    for (int n = 0; n < all.outcomes; n++) {
        bool in = all.broken[n] == 0 && value(space, n, seat) >= v;
        best = in && (best < 0 || value(space, n, seat) < value(space, best, seat)) ? n : best;
    }
    assert_int_equal(cbg_inversion_at_least(inv, v, option, &found), best >= 0);
    if (best >= 0) {
        assert_int_equal(cbg_space_encode(space, option), best);
        assert_int_equal(found, value(space, best, seat));
    }
}

static void check_between(const cbg_space *space, const cbg_inversion *inv, int seat, int64_t low,
                          int64_t high)
{
    int option[CBG_ISSUES_MAX], count = 0;
    int64_t found = 0;
    for (int n = 0; n < all.outcomes; n++) {
        count += all.broken[n] == 0 && value(space, n, seat) >= low && value(space, n, seat) <= high;
    }
    assert_int_equal(cbg_inversion_count(inv, low, high), count);
    for (uint64_t key = 0; key < 3; key++) {
        assert_int_equal(cbg_inversion_between(inv, low, high, key, option, &found), count > 0);
        if (count > 0) {
            int n = (int)cbg_space_encode(space, option);
            assert_int_equal(found, value(space, n, seat));
            assert_true(all.broken[n] == 0 && found >= low && found <= high);
        }
    }
}

static void check_top(const cbg_space *space, const cbg_inversion *inv, int seat)
{
    enum { TOP = 40 };
    int option[TOP * CBG_ISSUES_MAX];
    int64_t found[TOP];
    static bool listed[MADE_OUTCOMES];
    memset(listed, 0, sizeof listed);
    int feasible = 0, count = cbg_inversion_top(inv, TOP, option, found);
    for (int k = 0; k < count; k++) {
        int n = (int)cbg_space_encode(space, option + k * space->issues);
        assert_int_equal(found[k], value(space, n, seat));
        assert_true(!listed[n] && all.broken[n] == 0);
        assert_true(k == 0 || found[k] <= found[k - 1]);
        listed[n] = true;
    }
    for (int n = 0; n < all.outcomes; n++) {
        feasible += all.broken[n] == 0;
        assert_true(all.broken[n] != 0 || listed[n] || value(space, n, seat) <= found[count - 1]);
    }
    assert_int_equal(count, feasible < TOP ? feasible : TOP);
}

static void answers_are_those_of_a_sorted_list(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbgi_stream random;
        cbg_inversion *inv = NULL;
        cbg_space *space = random_space(number, &random);
        int seat = (int)cbgi_stream_below(&random, (uint64_t)space->seats);
        assert_int_equal(cbg_inversion_build(space, seat, NULL, NULL, NULL, &inv), CBG_OK);
        assert_true(inv->whole);
        for (int k = 0; k < 4; k++) {
            int64_t low = random_value(space, &random, seat), high = random_value(space, &random, seat);
            check_at_least(space, inv, seat, low);
            check_between(space, inv, seat, low, high);
            check_between(space, inv, seat, low, low);
        }
        check_top(space, inv, seat);
        cbg_inversion_free(inv);
        cbg_space_free(space);
    }
}

/* 6 issues of 30 options are 7 * 10^8 outcomes; 256 issues of 4 are 10^154. */
static void large_spaces_are_searched_within_reach(void **state)
{
    (void)state;
    static const int64_t units = 1000000007;
    for (int large = 0; large < 2; large++) {
        const int issues = large ? 200 : 6, options = large ? 4 : 30;
        int offset[CBG_ISSUES_MAX + 1], option_count[CBG_ISSUES_MAX], option[CBG_ISSUES_MAX];
        static int64_t table[1000];
        static uint64_t breaks[1000];
        cbgi_stream random;
        cbgi_stream_init(&random, 7, 7, (uint32_t)large, 0, 0);
        int64_t best = 0, worst = 0;
        for (int i = 0; i <= issues; i++) {
            offset[i] = i * options;
        }
        for (int i = 0; i < issues; i++) {
            option_count[i] = options;
            int64_t most = 0, least = units;
            for (int o = 0; o < options; o++) {
                int64_t v = (int64_t)cbgi_stream_below(&random, (uint64_t)units);
                table[offset[i] + o] = v;
                most = v > most ? v : most;
                least = v < least ? v : least;
            }
            best += most;
            worst += least;
        }
        cbg_space space = {.seats = 1,
                           .issues = issues,
                           .unit = 1,
                           .option_count = option_count,
                           .offset = offset,
                           .value = table,
                           .breaks = breaks};
        cbg_inversion *inv = NULL;
        assert_int_equal(cbg_inversion_build(&space, 0, NULL, NULL, NULL, &inv), CBG_OK);
        assert_int_equal(inv->whole, !large);
        assert_int_equal(inv->best, best);
        assert_int_equal(inv->worst, worst);
        for (uint64_t key = 0; key < 200; key++) {
            int64_t v = worst + (int64_t)cbgi_stream_below(&random, (uint64_t)(best - worst)), found = 0,
                    sum = 0;
            assert_true(cbg_inversion_between(inv, v, v + (best - worst) / 1000, key, option, &found));
            for (int i = 0; i < issues; i++) {
                sum += table[offset[i] + option[i]];
            }
            assert_int_equal(sum, found);
            assert_true(v <= found && found <= v + (best - worst) / 1000);
            if (key < 5) {
                assert_true(cbg_inversion_at_least(inv, v, option, &found));
                assert_true(found >= v && found - v < (best - worst) / 10000);
            }
        }
        cbg_inversion_free(inv);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_those_of_a_sorted_list),
        cmocka_unit_test(large_spaces_are_searched_within_reach),
    };
    return cmocka_run_group_tests_name("inversion", tests, NULL, NULL);
}
