/* MOPAC worked by hand from its definition, and its consensus beside brute force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "protocol/mopac.h"
#include "support/scripted.h"

static table t;

static void three_want(const char *protocol, const char *a, const char *b, const char *c)
{
    table_set(&t, 3, protocol, 2);
    t.script[0] = (script){.moves = "7", .takes = {a}};
    t.script[1] = (script){.moves = "8", .takes = {b}};
    t.script[2] = (script){.moves = "9", .takes = {c}};
}

static void a_subset_settles_and_ties_go_to_who_speaks_first(void **state)
{
    (void)state;
    three_want("mopac(least=0.6)", "79", "7", "9");
    assert_string_equal(table_run(&t, 1), "A7 B8 C9 A+7 B+7* A+9 C+9");
    assert_int_equal(t.result.end, CBG_END_AGREEMENT);
    assert_int_equal(t.result.deals, 1);
    assert_int_equal(t.result.deal[0].outcome, 7);
    assert_int_equal(t.result.deal[0].members, 3);
}

static void the_most_powerful_group_settles(void **state)
{
    (void)state;
    three_want("mopac(least=0.6)", "79", "7", "9");
    t.voice[2].power = 3;
    assert_string_equal(table_run(&t, 1), "A7 B8 C9 A+7 B+7 A+9 C+9*");
    assert_int_equal(t.result.deal[0].outcome, 9);
    assert_int_equal(t.result.deal[0].members, 5);
}

static void by_default_everybody_must_agree(void **state)
{
    (void)state;
    three_want("mopac", "79", "7", "9");
    table_run(&t, 1);
    assert_int_equal(t.result.end, CBG_END_TIMEOUT);
    three_want("mopac", "7", "7", "7");
    table_run(&t, 1);
    assert_int_equal(t.result.deal[0].members, 7);
}

static void the_opt_in_adds_votes_and_widens_limits(void **state)
{
    (void)state;
    three_want("mopac", "7", "7", "");
    t.script[2].joins = "7"; /* hears the votes, then votes too */
    assert_string_equal(table_run(&t, 1), "A7 B8 C9 A+7 B+7 C+7*");
    assert_int_equal(t.result.deal[0].members, 7);
    three_want("mopac(least=1, later=0.5)", "7", "7", ""); /* the two give in: half is enough now */
    table_run(&t, 1);
    assert_int_equal(t.result.deal[0].members, 3);
    three_want("mopac(least=0.5, later=1)", "7", "7", ""); /* widens, never narrows */
    table_run(&t, 1);
    assert_int_equal(t.result.deal[0].members, 3);
}

static void a_limit_from_above_leaves_a_smaller_group(void **state)
{
    (void)state;
    three_want("mopac(least=0.5, most=0.7)", "7", "7", "7"); /* two of three */
    table_run(&t, 1);
    assert_int_equal(t.result.deal[0].outcome, 7);
    assert_int_equal(t.result.deal[0].members, 3); /* of the sets of two the one that has the first voices */
    t.voice[2].power = 2;                          /* of 4 at most 2: A and B; C alone is no group */
    table_run(&t, 1);
    assert_int_equal(t.result.deal[0].members, 3);
}

static void the_loop_lets_those_who_are_left_go_on(void **state)
{
    (void)state;
    for (int loop = 0; loop < 2; loop++) {
        table_set(&t, 5, loop == 0 ? "mopac(least=0.4)" : "mopac(least=0.4, loop=1)", 3);
        t.script[0] = (script){.moves = "7", .takes = {"7"}};
        t.script[1] = (script){.moves = "7", .takes = {"7"}};
        t.script[2] = (script){.moves = "889", .takes = {"", "89"}};
        t.script[3] = (script){.moves = "8", .takes = {"", "8"}};
        t.script[4] = (script){.moves = "6", .takes = {"6"}};
        table_run(&t, 1);
        assert_int_equal(t.result.deal[0].outcome, 7);
        assert_int_equal(t.result.deal[0].members, 3);
        assert_int_equal(t.result.deals, loop + 1);
        assert_int_equal(t.result.rounds, loop + 1);
    }
    assert_int_equal(t.result.deal[1].outcome, 8);
    assert_int_equal(t.result.deal[1].members, 12);
    assert_int_equal(t.result.deal[1].round, 1);
}

static void votes_stay_good_when_the_author_of_a_bid_has_settled(void **state)
{
    (void)state;
    table_set(&t, 4, "mopac(least=0.5, loop=1)", 3);
    t.script[0] = (script){.moves = "7", .takes = {"7"}};
    t.script[1] = (script){.moves = "8", .takes = {"7"}};
    t.script[2] = (script){.moves = "0", .takes = {"8"}};
    t.script[3] = (script){.moves = "0", .takes = {"8"}};
    assert_string_equal(table_run(&t, 1), "A7 B8 C0 D0 A+7 B+7* C+8 D+8*");
    assert_int_equal(t.result.deals, 2);
    assert_int_equal(t.result.deal[1].members, 12);
}

static void who_leaves_or_fails_is_out_and_two_can_go_on(void **state)
{
    (void)state;
    three_want("mopac", "8", "8", "8");
    t.script[0].moves = "?";
    assert_string_equal(table_run(&t, 1), "A? B8 C9 B+8 C+8*");
    assert_int_equal(t.result.end, CBG_END_AGREEMENT);
    assert_int_equal(t.result.deal[0].members, 6); /* everybody's consent is that of those who are in */
    assert_int_equal(t.result.ended_by, -1);
    three_want("mopac", "", "", "");
    t.script[0].moves = "?";
    t.script[2].moves = "9!";
    assert_string_equal(table_run(&t, 1), "A? B8 C9 | B8 C!");
    assert_int_equal(t.result.end, CBG_END_BREAKDOWN);
    assert_int_equal(t.result.ended_by, 2);
}

static bool lexically_first(uint64_t a, uint64_t b)
{
    for (int k = 0; k < 64; k++)
        if ((a >> k & 1) != (b >> k & 1))
            return (a >> k & 1) != 0;
    return false;
}

static uint64_t brute_consensus(const cbgi_mopac_vote *vote, int count, int64_t *power)
{
    uint64_t best = 0;
    *power = 0;
    for (uint64_t set = 1; set < UINT64_C(1) << count; set++) {
        int64_t sum = 0;
        bool good = (set & (set - 1)) != 0;
        for (int k = 0; k < count; k++)
            sum += (set >> k & 1) != 0 ? vote[k].power : 0;
        for (int k = 0; k < count; k++)
            good = good && ((set >> k & 1) == 0 || (sum >= vote[k].least && sum <= vote[k].most));
        if (good && (sum > *power || (sum == *power && lexically_first(set, best)))) {
            best = set;
            *power = sum;
        }
    }
    uint64_t voices = 0;
    for (int k = 0; k < count; k++)
        voices |= (best >> k & 1) << vote[k].voice;
    return voices;
}

static void a_consensus_is_the_strongest_set_that_meets_every_limit(void **state)
{
    (void)state;
    cbgi_stream random;
    cbgi_stream_init(&random, 2021, 1, 0, 0, 0);
    int found = 0;
    for (int n = 0; n < 3000; n++) {
        cbgi_mopac_vote vote[8];
        const int count = (int)cbgi_stream_below(&random, 9);
        const bool limited = cbgi_stream_below(&random, 2) == 0;
        int voice = 0;
        for (int k = 0; k < count; k++) {
            voice += 1 + (int)cbgi_stream_below(&random, 3);
            vote[k] = (cbgi_mopac_vote){voice, 1 + (int)cbgi_stream_below(&random, 3),
                                        (int64_t)cbgi_stream_below(&random, 14), INT64_MAX};
            if (limited)
                vote[k].most = vote[k].least + (int64_t)cbgi_stream_below(&random, 6);
        }
        int64_t power = -1, expected = -1;
        const uint64_t set = brute_consensus(vote, count, &expected);
        assert_int_equal(cbgi_mopac_consensus(vote, count, &power), set);
        assert_int_equal(power, expected);
        found += set != 0;
    }
    assert_true(found > 500 && found < 2500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subset_settles_and_ties_go_to_who_speaks_first),
        cmocka_unit_test(the_most_powerful_group_settles),
        cmocka_unit_test(by_default_everybody_must_agree),
        cmocka_unit_test(the_opt_in_adds_votes_and_widens_limits),
        cmocka_unit_test(a_limit_from_above_leaves_a_smaller_group),
        cmocka_unit_test(the_loop_lets_those_who_are_left_go_on),
        cmocka_unit_test(votes_stay_good_when_the_author_of_a_bid_has_settled),
        cmocka_unit_test(who_leaves_or_fails_is_out_and_two_can_go_on),
        cmocka_unit_test(a_consensus_is_the_strongest_set_that_meets_every_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
