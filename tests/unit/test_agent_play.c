/* How published agents play, seen from what they say in sessions against each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "strategy/agent/hardheaded.h"
#include "strategy/agent/own.h"
#include "strategy/agent/ponpoko.h"
#include "support/made_talk.h"

enum { ROUNDS = 60, SEEDS = 20 };

typedef struct table {
    made_case m;
    made_talk t;
    cbg_program *program[2];
    made_session s;
} table;

/* Two parties, 216 outcomes, opposed on every issue but with different weights. */
static void sit(table *x, const char *first, const char *second)
{
    const int options[] = {6, 6, 6};
    const char *spec[] = {first, second};
    made_sitting sitting = {.voices = 2, .options = {.rounds = ROUNDS}};
    made_init(&x->m, 2, 3, options);
    for (int p = 0; p < 2; p++) {
        assert_int_equal(cbg_program_parse(spec[p], NULL, &x->program[p], NULL), CBG_OK);
        sitting.program[p] = x->program[p];
        for (int i = 0; i < 3; i++) {
            x->m.weight[p][i].value.num = (int[]){5, 3, 2}[p == 0 ? i : 2 - i];
            for (int o = 0; o < 6; o++)
                x->m.score[p][i][o].value.num = 2 * (p == 0 ? o : 5 - o);
        }
    }
    made_talk_build(&x->m, &sitting, &x->t);
}

static void rise(table *x)
{
    made_talk_free(&x->t);
    cbg_program_free(x->program[0]);
    cbg_program_free(x->program[1]);
}

static double time_of(const cbg_entry *e)
{
    return (e->round + 1.) / (ROUNDS + 1);
}

/* Calls `holds` for each offer of the first voice in sessions of many seeds; n counts them. */
typedef bool (*saying)(const table *x, const cbg_entry *e, double u);

static void says(const char *first, const char *second, saying holds)
{
    static table x;
    int n = 0;
    sit(&x, first, second);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        made_session_run(&x.t, seed, NULL, NULL, &x.s);
        for (uint64_t k = 0; k < x.s.result.actions; k++) {
            const cbg_entry *e = &x.s.log[k];
            if (e->from != 0 || e->act != CBG_ACT_OFFER)
                continue;
            const double u = cbgi_own_utility(x.t.profile[0], e->outcome);
            if (!holds(&x, e, u))
                print_error("%s, seed %d, round %d: %g\n", first, (int)seed, e->round + 1, u);
            assert_true(holds(&x, e, u));
            n++;
        }
        made_session_free(&x.s);
    }
    assert_true(n > SEEDS); /* it did speak */
    rise(&x);
}

/* Was it offered by the other voice before? */
static bool was_heard(const table *x, const cbg_entry *e)
{
    for (const cbg_entry *k = x->s.log; k < e; k++)
        if (k->from == 1 && k->outcome == e->outcome)
            return true;
    return false;
}

/* Utilities lie .04 apart at most: wider windows are never empty. */
static bool within_first_band(const table *x, const cbg_entry *e, double u)
{
    double low, high;
    (void)x;
    cbgi_ponpoko_band(1, time_of(e), &low, &high);
    return u >= low - 1e-9 && (u <= high + 1e-9 || high - low < .05);
}

static void ponpoko_offers_within_its_band(void **state)
{
    (void)state;
    says("ponpoko(band=1)", "boulware", within_first_band);
}

static bool best_until_calm_ends(const table *x, const cbg_entry *e, double u)
{
    (void)x;
    return time_of(e) >= .83 || u >= 1;
}

static void caduceus_offers_its_best_until_the_vote(void **state)
{
    (void)state;
    says("caduceus", "boulware", best_until_calm_ends);
}

static bool above_edge(const table *x, const cbg_entry *e, double u)
{
    (void)x;
    return u >= cbgi_hardheaded_edge(time_of(e), .05, .05, .585) - 1e-9;
}

static void hardheaded_keeps_above_its_edge(void **state)
{
    (void)state;
    says("hardheaded", "random(min=0.5)", above_edge);
}

/* Queued outcomes are not repeated while new ones come. */
static void hardheaded_opens_with_its_best(void **state)
{
    (void)state;
    static table x;
    sit(&x, "hardheaded", "hardliner");
    made_session_run(&x.t, 1, NULL, NULL, &x.s);
    assert_int_equal(x.s.log[0].outcome, 215); /* all that lies within .02 of 1 */
    made_session_free(&x.s);
    rise(&x);
}

/* An end game of at most 15 rounds: then it offers what the other has offered. */
static bool popular_in_the_end(const table *x, const cbg_entry *e, double u)
{
    (void)u;
    return e->round < ROUNDS - 5 || was_heard(x, e);
}

static void atlas3_ends_with_what_the_other_offered(void **state)
{
    (void)state;
    says("atlas3", "random(min=0.9)", popular_in_the_end);
}

static bool best_heard_in_the_end(const table *x, const cbg_entry *e, double u)
{
    double best = -1;
    if (e->round < ROUNDS - 2)
        return true;
    for (const cbg_entry *k = x->s.log; k < e; k++)
        if (k->from == 1 && k->act == CBG_ACT_OFFER) {
            const double v = cbgi_own_utility(x->t.profile[0], k->outcome);
            best = v > best ? v : best;
        }
    return u == best;
}

static void cuhk_ends_with_the_best_it_was_offered(void **state)
{
    (void)state;
    says("cuhk(discount=1)", "random(min=0.9)", best_heard_in_the_end);
}

/* To a hardliner all offers are alike, so behaviour alone keeps the last own offer: it comes down by the clock. */
static bool between_curve_and_best(const table *x, const cbg_entry *e, double u)
{
    const double t = time_of(e), clock = (1 - t) * (1 - t) + 2 * (1 - t) * t * .75 + t * t * .4;
    (void)x;
    return u >= clock - 1e-9;
}

static void hybrid_comes_down_no_faster_than_the_clock_to_who_stands_still(void **state)
{
    (void)state;
    says("hybrid", "hardliner", between_curve_and_best);
}

static bool near_nash_or_above(const table *x, const cbg_entry *e, double u)
{
    (void)x;
    return u >= .35 && (time_of(e) > .2 || u >= .85);
}

static void agentgg_stays_above_the_estimated_nash_point(void **state)
{
    (void)state;
    says("agentgg", "linear", near_nash_or_above);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ponpoko_offers_within_its_band),
        cmocka_unit_test(caduceus_offers_its_best_until_the_vote),
        cmocka_unit_test(hardheaded_keeps_above_its_edge),
        cmocka_unit_test(hardheaded_opens_with_its_best),
        cmocka_unit_test(atlas3_ends_with_what_the_other_offered),
        cmocka_unit_test(cuhk_ends_with_the_best_it_was_offered),
        cmocka_unit_test(hybrid_comes_down_no_faster_than_the_clock_to_who_stands_still),
        cmocka_unit_test(agentgg_stays_above_the_estimated_nash_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
