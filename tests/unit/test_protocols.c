/* Sessions worked by hand from the written definitions of the protocols in which voices make offers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/scripted.h"

static table t;

static void expect_deal(int deal, uint64_t outcome, uint64_t members, int round)
{
    assert_int_equal(t.result.end, CBG_END_AGREEMENT);
    assert_true(t.result.deals > deal);
    assert_int_equal(t.result.deal[deal].outcome, outcome);
    assert_int_equal(t.result.deal[deal].members, members);
    assert_int_equal(t.result.deal[deal].round, round);
    assert_int_equal(t.result.ended_by, -1);
}

static void expect_no_deal(cbg_end end, int by)
{
    assert_int_equal(t.result.end, end);
    assert_int_equal(t.result.deals, 0);
    assert_int_equal(t.result.ended_by, by);
}

/* --- stacked alternating offers --- */

static void an_acceptance_chain_crosses_the_boundary_of_a_round(void **state)
{
    (void)state;
    table_set(&t, 3, "saop", 3);
    t.script[0] = (script){.moves = "7", .takes = {"", "9"}};
    t.script[1] = (script){.moves = "8", .takes = {"", "9"}};
    t.script[2] = (script){.moves = "9"};
    assert_string_equal(table_run(&t, 1), "A7 B8 C9 | A+9 B+9*");
    expect_deal(0, 9, 7, 1);
}

static void an_offer_breaks_the_chain(void **state)
{
    (void)state;
    table_set(&t, 3, "saop", 3);
    t.script[0] = (script){.moves = "777", .takes = {"", "9", ""}};
    t.script[1] = (script){.moves = "868", .takes = {"", "", ""}};
    t.script[2] = (script){.moves = "999", .takes = {"", "6"}};
    /* C's 9 has A's acceptance, then B offers 6 instead, which C takes and A does not. */
    assert_string_equal(table_run(&t, 1), "A7 B8 C9 | A+9 B6 C+6 | A7 B8 C9");
    expect_no_deal(CBG_END_TIMEOUT, -1);
    assert_int_equal(t.result.rounds, 3);
}

static void nobody_accepts_its_own_offer_twice(void **state)
{
    (void)state;
    table_set(&t, 2, "saop", 2);
    t.script[0] = (script){.moves = "3", .takes = {"3"}};
    t.script[1] = (script){.moves = "3", .takes = {""}};
    /* B does not accept but offers the same: that is an offer of its own, which A may accept. */
    assert_string_equal(table_run(&t, 1), "A3 B3 | A+3*");
    expect_deal(0, 3, 3, 1);
}

static void walking_away_ends_the_talk_at_once(void **state)
{
    (void)state;
    table_set(&t, 3, "saop", 5);
    t.script[0] = (script){.moves = "77"};
    t.script[1] = (script){.moves = "8!", .takes = {"", ""}};
    t.script[2] = (script){.moves = "99"};
    assert_string_equal(table_run(&t, 1), "A7 B8 C9 | A7 B!");
    expect_no_deal(CBG_END_BREAKDOWN, 1);
    table_set(&t, 2, "saop", 5);
    t.script[0] = (script){.moves = "!"}; /* also as the first action of all */
    assert_string_equal(table_run(&t, 1), "A!");
    expect_no_deal(CBG_END_BREAKDOWN, 0);
}

static void breaking_the_rules_ends_the_talk_as_an_error_of_that_voice(void **state)
{
    (void)state;
    table_set(&t, 2, "saop", 5);
    t.script[0] = (script){.moves = "7"};
    t.script[1] = (script){.moves = "?"};
    assert_string_equal(table_run(&t, 1), "A7 B?");
    expect_no_deal(CBG_END_ERROR, 1);
    table_set(&t, 2, "saop", 5);
    t.script[0] = (script){.moves = "7"};
    t.script[1] = (script){.moves = "B"}; /* outcome 18 does not exist */
    assert_string_equal(table_run(&t, 1), "A7 B?");
    expect_no_deal(CBG_END_ERROR, 1);
}

static void a_bilateral_is_not_heard_by_the_third(void **state)
{
    (void)state;
    table_set(&t, 3, "saop", 3);
    t.voice[0].heard_by = 2; /* A and B hear each other; C, who speaks to both, hears nobody */
    t.voice[1].heard_by = 1;
    t.script[0] = (script){.moves = "456", .takes = {"", "", "9"}};
    t.script[1] = (script){.moves = "577", .takes = {"", "", "9"}};
    t.script[2] = (script){.moves = "899", .takes = {"4567", "4567", "4567"}};
    /* C would take what it cannot hear, so it makes offers of its own; the others can close on its 9. */
    assert_string_equal(table_run(&t, 1), "A4 B5 C8 | A5 B7 C9 | A+9 B+9*");
    expect_deal(0, 9, 7, 2);
}

static void who_does_not_hear_the_standing_offer_replaces_it(void **state)
{
    (void)state;
    table_set(&t, 3, "saop", 2);
    t.voice[0].heard_by = 2;
    t.script[0] = (script){.moves = "4"};
    t.script[1] = (script){.moves = "4", .takes = {"4"}};
    t.script[2] = (script){.moves = "6", .takes = {"4"}};
    assert_string_equal(table_run(&t, 1), "A4 B+4 C6 | A4 B+4 C6");
    expect_no_deal(CBG_END_TIMEOUT, -1);
}

static void the_budget_counts_what_is_said(void **state)
{
    (void)state;
    table_set(&t, 2, "saop", 5);
    t.options.budget = 3;
    t.script[0] = (script){.moves = "7"};
    t.script[1] = (script){.moves = "8", .takes = {"", "7"}};
    assert_string_equal(table_run(&t, 1), "A7 B8 | A7");
    expect_no_deal(CBG_END_TIMEOUT, -1);
    assert_true(t.result.spent);
    t.options.budget = 4;
    assert_string_equal(table_run(&t, 1), "A7 B8 | A7 B+7*");
    expect_deal(0, 7, 3, 1);
    assert_false(t.result.spent);
}

static void clocks_tell_the_time_as_they_say(void **state)
{
    (void)state;
    static const double last[CBG_CLOCKS] = {4.0 / 5, 3.0 / 4, 1}, only[CBG_CLOCKS] = {1.0 / 2, 0, 0};
    for (int clock = 0; clock < CBG_CLOCKS; clock++) {
        table_set(&t, 2, "saop", 4);
        t.options.clock = (cbg_clock)clock;
        table_run(&t, 1);
        assert_true(t.result.t == last[clock]);
        t.options.rounds = 1;
        table_run(&t, 1);
        assert_true(t.result.t == only[clock]);
    }
}

/* --- alternating multiple offers --- */

static void the_first_offer_that_all_vote_for_is_the_deal(void **state)
{
    (void)state;
    table_set(&t, 3, "amop", 4);
    t.script[0] = (script){.moves = "7789", .takes = {"7", "7", "8", "8"}};
    t.script[1] = (script){.moves = "8888", .takes = {"8"}};
    t.script[2] = (script){.moves = "9999", .takes = {"9", "9", "9", "89"}};
    assert_string_equal(table_run(&t, 1), "A7 B8 C9 | A+7 B-7 C-7 A-8 B+8 C-8 A-9 B-9 C+9 | "
                                          "A8 B8 C9 | A+8 B+8 C+8*");
    expect_deal(0, 8, 7, 3);
}

static void an_author_may_vote_against_its_offer(void **state)
{
    (void)state;
    table_set(&t, 2, "amop", 3);
    t.script[0] = (script){.moves = "7", .takes = {"8"}};
    t.script[1] = (script){.moves = "8", .takes = {"7"}};
    assert_string_equal(table_run(&t, 1), "A7 B8 | A-7 B+7 A+8 B-8 | A7 B8");
    expect_no_deal(CBG_END_TIMEOUT, -1); /* what the last round tables is not voted on */
}

static void no_vote_for_what_was_not_heard(void **state)
{
    (void)state;
    table_set(&t, 3, "amop", 2);
    t.voice[0].heard_by = 2;
    for (int v = 0; v < 3; v++)
        t.script[v] = (script){.moves = v == 0 ? "7" : "6", .takes = {"7"}};
    assert_string_equal(table_run(&t, 1), "A7 B6 C6 | A+7 B+7 C-7 A-6 B-6 C-6 A-6 B-6 C-6");
    expect_no_deal(CBG_END_TIMEOUT, -1);
}

/* --- majority --- */

static void one_vote_is_enough_at_the_deadline(void **state)
{
    (void)state;
    table_set(&t, 3, "majority", 2);
    t.script[0] = (script){.moves = "7", .takes = {""}};
    t.script[1] = (script){.moves = "8", .takes = {"8"}};
    t.script[2] = (script){.moves = "9", .takes = {"9"}};
    /* 8 has one vote, and 9 has not strictly more. */
    assert_string_equal(table_run(&t, 1), "A7 B8 C9 | A-7 B-7 C-7 A-8 B+8 C-8* A-9 B-9 C+9");
    expect_deal(0, 8, 7, 1);
}

static void only_strictly_more_votes_replace_the_incumbent(void **state)
{
    (void)state;
    table_set(&t, 3, "majority", 4);
    t.script[0] = (script){.moves = "7766", .takes = {"7", "7", "6", "6"}};
    t.script[1] = (script){.moves = "8855", .takes = {"78", "78", "56", "56"}};
    t.script[2] = (script){.moves = "9944", .takes = {"9", "9", "4", "4"}};
    table_run(&t, 1);
    expect_deal(0, 7, 7, 3); /* 7 and later 6 have two votes each: the first keeps its place */
    t.script[2].takes[3] = "6";
    assert_string_equal(table_run(&t, 1), "A7 B8 C9 | A+7 B+7 C-7 A-8 B+8 C-8 A-9 B-9 C+9 | A6 B5 C4 | A+6 B+6 C+6*");
    expect_deal(0, 6, 7, 3); /* all three: unanimity ends the talk at once */
}

static void without_any_vote_there_is_no_deal(void **state)
{
    (void)state;
    table_set(&t, 2, "majority", 2);
    assert_string_equal(table_run(&t, 1), "A0 B0 | A-0 B-0 A-0 B-0");
    expect_no_deal(CBG_END_TIMEOUT, -1);
}

static void a_veto_keeps_an_offer_from_becoming_the_incumbent(void **state)
{
    (void)state;
    table_set(&t, 3, "majority", 2);
    t.voice[2].veto = true; /* the last voice, which no count of first voices could name alone */
    t.script[0] = (script){.moves = "7", .takes = {"7"}};
    t.script[1] = (script){.moves = "8", .takes = {"7"}};
    t.script[2] = (script){.moves = "9", .takes = {"9"}};
    table_run(&t, 1);
    expect_deal(0, 9, 7, 1); /* 7 has two votes, but not C's */
    t.voice[2].veto = false;
    table_run(&t, 1);
    expect_deal(0, 7, 7, 1);
    t.options.protocol = "majority(vetoes=2)"; /* A and B reject 9, B rejects nothing that A takes */
    table_run(&t, 1);
    expect_deal(0, 7, 7, 1);
}

static void the_budget_spoils_an_unfinished_vote_only(void **state)
{
    (void)state;
    table_set(&t, 2, "majority", 4);
    t.script[0] = (script){.moves = "7799", .takes = {"7", "7", "9"}};
    t.script[1] = (script){.moves = "8899", .takes = {"8", "8", "9"}};
    t.options.budget = 9; /* A7 B8, four votes, A9 B9, and one of the two votes that would close */
    assert_string_equal(table_run(&t, 1), "A7 B8 | A+7 B-7* A-8 B+8 | A9 B9 | A+9");
    expect_deal(0, 7, 3, 3);
    assert_true(t.result.spent);
}

/* --- the deadline and its extension --- */

static void an_extension_needs_the_consent_of_all_by_default(void **state)
{
    (void)state;
    table_set(&t, 3, "saop", 1);
    t.options.extension = (cbg_extension_rule){.rounds = 2, .times = 2};
    for (int v = 0; v < 3; v++)
        t.script[v] = (script){.moves = "0", .extends = v == 1 ? "yn" : "yy"};
    assert_string_equal(table_run(&t, 1), "A0 B0 C0 | A0 B0 C0 | A0 B0 C0");
    assert_int_equal(t.result.asked, 2);
    assert_int_equal(t.result.extensions, 1);
    assert_int_equal(t.result.refused, 2); /* B, the second time */
    assert_int_equal(t.result.rounds, 3);
    expect_no_deal(CBG_END_TIMEOUT, -1);
}

static void an_extension_asks_only_those_who_must_consent(void **state)
{
    (void)state;
    table_set(&t, 3, "saop", 1);
    t.options.extension = (cbg_extension_rule){.consent = 5, .rounds = 1, .times = 1};
    for (int v = 0; v < 3; v++)
        t.script[v] = (script){.moves = "07", .takes = {"", "7"}, .extends = v == 1 ? "n" : "y"};
    assert_string_equal(table_run(&t, 1), "A0 B0 C0 | A7 B+7 C+7*");
    assert_int_equal(t.result.refused, 0);
    expect_deal(0, 7, 7, 1);
    t.options.extension.consent = 2;
    assert_string_equal(table_run(&t, 1), "A0 B0 C0");
    assert_int_equal(t.result.refused, 2);
    assert_int_equal(t.result.extensions, 0);
}

static void what_stood_at_the_deadline_stands_after_it(void **state)
{
    (void)state;
    table_set(&t, 2, "saop", 1);
    t.options.extension = (cbg_extension_rule){.rounds = 1, .times = 1};
    t.script[0] = (script){.moves = "7", .takes = {"", "8"}, .extends = "y"};
    t.script[1] = (script){.moves = "8", .takes = {""}, .extends = "y"};
    assert_string_equal(table_run(&t, 1), "A7 B8 | A+8*");
    expect_deal(0, 8, 3, 1);
}

static void without_an_opinion_a_voice_consents_while_the_others_come_nearer(void **state)
{
    (void)state;
    table_set(&t, 2, "saop", 4);
    t.options.extension = (cbg_extension_rule){.rounds = 1, .times = 1};
    t.script[0] = (script){.moves = "1234"};
    t.script[1] = (script){.moves = "1234"};
    table_run(&t, 1);
    assert_int_equal(t.result.extensions, 1);
    t.script[1].moves = "4444"; /* A sees no movement any more */
    table_run(&t, 1);
    assert_int_equal(t.result.extensions, 0);
    assert_int_equal(t.result.refused, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_acceptance_chain_crosses_the_boundary_of_a_round),
        cmocka_unit_test(an_offer_breaks_the_chain),
        cmocka_unit_test(nobody_accepts_its_own_offer_twice),
        cmocka_unit_test(walking_away_ends_the_talk_at_once),
        cmocka_unit_test(breaking_the_rules_ends_the_talk_as_an_error_of_that_voice),
        cmocka_unit_test(a_bilateral_is_not_heard_by_the_third),
        cmocka_unit_test(who_does_not_hear_the_standing_offer_replaces_it),
        cmocka_unit_test(the_budget_counts_what_is_said),
        cmocka_unit_test(clocks_tell_the_time_as_they_say),
        cmocka_unit_test(the_first_offer_that_all_vote_for_is_the_deal),
        cmocka_unit_test(an_author_may_vote_against_its_offer),
        cmocka_unit_test(no_vote_for_what_was_not_heard),
        cmocka_unit_test(one_vote_is_enough_at_the_deadline),
        cmocka_unit_test(only_strictly_more_votes_replace_the_incumbent),
        cmocka_unit_test(without_any_vote_there_is_no_deal),
        cmocka_unit_test(a_veto_keeps_an_offer_from_becoming_the_incumbent),
        cmocka_unit_test(the_budget_spoils_an_unfinished_vote_only),
        cmocka_unit_test(an_extension_needs_the_consent_of_all_by_default),
        cmocka_unit_test(an_extension_asks_only_those_who_must_consent),
        cmocka_unit_test(what_stood_at_the_deadline_stands_after_it),
        cmocka_unit_test(without_an_opinion_a_voice_consents_while_the_others_come_nearer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
