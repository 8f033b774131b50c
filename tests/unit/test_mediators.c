/* Sessions with a mediator, held to their definitions action by action. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/scripted.h"

enum { SEEDS = 60 };
static table t;

/* Outcomes are 5 * first + second; how many of the two differ. */
static int differences(int a, int b)
{
    return (a / 5 != b / 5) + (a % 5 != b % 5);
}

/* One round as said by the mediator and two voices. */
typedef struct heard_round {
    int text;
    bool yes[2], all;
} heard_round;

static int read_rounds(const char *said, heard_round *out)
{
    int count = 0;
    for (const char *s = said; *s != '\0'; s++) {
        const int digit = s[1] - '0';
        if (*s == 'M' && digit >= 0 && digit <= 9)
            out[count].text = digit;
        else if (*s == 'M')
            out[count++].all = s[1] == '+';
        else if (*s == 'A' || *s == 'B')
            out[count].yes[*s - 'A'] = s[1] == '+';
    }
    return count;
}

static void the_mediator_keeps_what_all_accept_and_changes_one_issue(void **state)
{
    (void)state;
    heard_round r[32];
    int agreed = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        table_set(&t, 2, "mediated", 20);
        t.script[0] = (script){.moves = "9", .takes = {"13579"}};
        t.script[1] = (script){.moves = "0", .takes = {"123456"}};
        assert_int_equal(read_rounds(table_run(&t, seed), r), 20);
        int accepted = -1;
        for (int k = 0; k < 20; k++) {
            if (accepted >= 0)
                assert_int_equal(differences(accepted, r[k].text), 1);
            assert_int_equal(r[k].yes[0], r[k].text % 2 == 1);
            assert_int_equal(r[k].yes[1], r[k].text >= 1 && r[k].text <= 6);
            assert_int_equal(r[k].all, r[k].yes[0] && r[k].yes[1]);
            accepted = r[k].all ? r[k].text : accepted;
        }
        assert_int_equal(t.result.deals, accepted >= 0);
        if (accepted >= 0)
            assert_int_equal(t.result.deal[0].outcome, accepted);
        agreed += accepted >= 0;
    }
    assert_true(agreed > SEEDS / 2);
}

/* A likes high numbers, B low ones in the second issue. */
static void oppose(void)
{
    for (int o = 0; o < 5; o++)
        t.made.score[1][1][o].value.num = 2 * (4 - o);
}

static int worth(int voice, int outcome)
{
    return 10 * (outcome / 5) + 2 * (voice == 0 ? outcome % 5 : 4 - outcome % 5);
}

static void feedback_keeps_the_last_text_that_nobody_calls_worse(void **state)
{
    (void)state;
    heard_round r[32];
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        table_set(&t, 2, "mediated(feedback=1)", 20);
        oppose();
        assert_int_equal(read_rounds(table_run(&t, seed), r), 20);
        int deal = -1;
        for (int k = 0; k < 20; k++) {
            for (int v = 0; v < 2; v++)
                assert_int_equal(r[k].yes[v], k == 0 || worth(v, r[k].text) >= worth(v, r[k - 1].text));
            if (k > 0)
                assert_int_equal(differences(deal, r[k].text), 1);
            deal = r[k].yes[0] && r[k].yes[1] ? r[k].text : deal;
        }
        assert_int_equal(t.result.deal[0].outcome, deal);
    }
}

static void a_voice_may_walk_away_from_a_mediator(void **state)
{
    (void)state;
    table_set(&t, 2, "mediated", 20);
    t.script[1].moves = "00!";
    const char *said = table_run(&t, 1);
    assert_true(strlen(said) > 2 && strcmp(said + strlen(said) - 2, "B!") == 0);
    assert_int_equal(t.result.end, CBG_END_BREAKDOWN);
    assert_int_equal(t.result.ended_by, 1);
    assert_int_equal(t.result.rounds, 3);
}

static void hill_climbers_take_nothing_worse_than_the_current_text(void **state)
{
    (void)state;
    heard_round r[64];
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        table_set(&t, 2, "annealed(temperature=0)", 50);
        oppose();
        assert_int_equal(read_rounds(table_run(&t, seed), r), 50);
        int current = -1;
        for (int k = 0; k < 50; k++) {
            if (current >= 0) {
                assert_int_equal(differences(current, r[k].text), 1);
                for (int v = 0; v < 2; v++)
                    assert_int_equal(r[k].yes[v], worth(v, r[k].text) >= worth(v, current));
            }
            assert_int_equal(r[k].all, r[k].yes[0] && r[k].yes[1]);
            current = r[k].all ? r[k].text : current;
        }
        if (current >= 0)
            assert_int_equal(t.result.deal[0].outcome, current);
        assert_true(t.result.deal[0].outcome >= 5); /* the first issue is better for both, and found in 50 rounds */
    }
}

/* exp(-d / T) by the law of large numbers: observed and expected acceptances of losses within four deviations. */
static void annealers_accept_a_loss_with_the_stated_chance(void **state)
{
    (void)state;
    heard_round r[64];
    double expected = 0, variance = 0;
    int seen = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        table_set(&t, 2, "annealed(temperature=0.5)", 50);
        oppose();
        read_rounds(table_run(&t, seed), r);
        int current = -1;
        for (int k = 0; k < 50; k++) {
            for (int v = 0; v < 2 && current >= 0; v++) {
                const double loss = (worth(v, current) - worth(v, r[k].text)) / 20.0;
                const double chance = exp(-loss / (0.5 * (1 - (k + 1) / 51.0)));
                if (loss <= 0) {
                    assert_true(r[k].yes[v]);
                    continue;
                }
                expected += chance;
                variance += chance * (1 - chance);
                seen += r[k].yes[v];
            }
            current = r[k].all ? r[k].text : current;
        }
    }
    assert_true(variance > 100);
    assert_true(fabs(seen - expected) < 4 * sqrt(variance));
}

static void an_annealing_mediator_overrides_weak_rejections_only(void **state)
{
    (void)state;
    heard_round r[64];
    int overridden = 0, strong = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        table_set(&t, 2, "annealed(temperature=0, weak=0.25, override=1)", 50);
        oppose();
        read_rounds(table_run(&t, seed), r);
        int current = -1;
        for (int k = 0; k < 50; k++) {
            int loss = 0;
            for (int v = 0; v < 2 && current >= 0; v++)
                loss = worth(v, current) - worth(v, r[k].text) > loss ? worth(v, current) - worth(v, r[k].text) : loss;
            if (current >= 0 && r[k].all && loss > 0) {
                overridden++;
                assert_true(loss / 20.0 < 0.25);
            }
            strong += loss / 20.0 >= 0.25;
            current = r[k].all ? r[k].text : current;
        }
    }
    assert_true(overridden > SEEDS && strong > SEEDS);
}

static void an_unacceptable_last_text_is_no_deal(void **state)
{
    (void)state;
    int agreed = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        table_set(&t, 2, "annealed", 3);
        t.made.party[0].walk_away.value.num = 9; /* A takes only the best outcome, which both climb to in the end */
        table_run(&t, seed);
        assert_int_equal(t.result.end, t.result.deals == 0 ? CBG_END_TIMEOUT : CBG_END_AGREEMENT);
        assert_true(t.result.deals == 0 || t.result.deal[0].outcome == 9);
        agreed += t.result.deals;
    }
    assert_true(agreed > 0 && agreed < SEEDS);
    t.options.rounds = 300;
    table_run(&t, 3);
    assert_int_equal(t.result.deal[0].outcome, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mediator_keeps_what_all_accept_and_changes_one_issue),
        cmocka_unit_test(feedback_keeps_the_last_text_that_nobody_calls_worse),
        cmocka_unit_test(a_voice_may_walk_away_from_a_mediator),
        cmocka_unit_test(hill_climbers_take_nothing_worse_than_the_current_text),
        cmocka_unit_test(annealers_accept_a_loss_with_the_stated_chance),
        cmocka_unit_test(an_annealing_mediator_overrides_weak_rejections_only),
        cmocka_unit_test(an_unacceptable_last_text_is_no_deal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
