/* Acceptance conditions, bidding parts and opponent models by hand, on one seller of a price from 0 to 10 and a colour. The
 * seller's utility is .8 price / 10 + .2 if the colour is red. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "coburg/profile.h"
#include "coburg/read.h"
#include "coburg/strategy.h"

enum { ROUNDS = 20 };

static const char text[] =
    "case: parts\nscale: 1\nparties:\n  S: {}\n  B: {}\nissues:\n"
    "  price: {scale: {from: 0, to: 10, step: 1}}\n  colour: {options: [red, blue]}\n"
    "preferences:\n"
    "  S:\n    weights: {price: 0.8, colour: 0.2}\n    scores:\n"
    "      price: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]\n      colour: [1, 0]\n"
    "  B:\n    weights: {price: 0.5, colour: 0.5}\n    scores:\n"
    "      price: [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0]\n      colour: [0, 1]\n";

static cbg_case *c;
static cbg_space *space;
static cbg_profile *profile[2];
static const cbg_profile *all[2];
static double clock_t_[ROUNDS];
static cbg_setup setup;
static cbg_view view;
static unsigned char plan[4096], memory[65536];
static cbg_self self;

static int open_table(void **state)
{
    cbg_diags diags;
    cbg_scenario scenario;
    (void)state;
    if (cbg_case_read_text(text, sizeof text - 1, "parts", NULL, &c, &diags) != CBG_OK ||
        cbg_scenario_init(c, &scenario, &diags) != CBG_OK ||
        cbg_space_build(c, &scenario, NULL, &space, &diags) != CBG_OK)
        return -1;
    for (int seat = 0; seat < 2; seat++) {
        if (cbg_profile_build(space, &seat, 1, NULL, &profile[seat]) != CBG_OK)
            return -1;
        all[seat] = profile[seat];
    }
    for (int r = 0; r < ROUNDS; r++)
        clock_t_[r] = (r + 1.) / (ROUNDS + 1);
    setup = (cbg_setup){profile[0], all, 0, 2, ROUNDS, ROUNDS, clock_t_};
    return 0;
}

static int close_table(void **state)
{
    (void)state;
    cbg_profile_free(profile[0]);
    cbg_profile_free(profile[1]);
    cbg_space_free(space);
    cbg_case_free(c);
    return 0;
}

static uint64_t outcome(int price, bool red)
{
    return (uint64_t)(2 * price + !red);
}

static void at_round(int round)
{
    view.round = round;
    view.t = clock_t_[round];
}

/* A part begins anew with these parameters. */
static void start(const cbg_part *part, const double *config)
{
    view = (cbg_view){.setup = &setup,
                      .own = profile[0],
                      .seats = 2,
                      .rounds = ROUNDS,
                      .seed = 1,
                      .standing = CBG_NO_OUTCOME,
                      .own_last = CBG_NO_OUTCOME};
    at_round(0);
    memset(memory, 0, sizeof memory);
    self = (cbg_self){config, plan, memory};
    if (part->memory_size != NULL)
        assert_true(part->memory_size(&setup, config) <= sizeof memory);
    if (part->plan != NULL)
        assert_int_equal(part->plan(&setup, config, NULL, plan), CBG_OK);
    if (part->begin != NULL)
        part->begin(&view, self);
}

static void hear(const cbg_part *part, int round, uint64_t offered)
{
    const cbg_heard heard = {offered, 1, round, CBG_ACT_OFFER};
    at_round(round);
    part->hear(&view, self, &heard);
}

static const cbg_acceptance *acceptance(const char *name)
{
    int k = 0;
    while (k + 1 < cbg_acceptance_count() && strcmp(cbg_acceptance_at(k)->part.name, name) != 0)
        k++;
    assert_string_equal(cbg_acceptance_at(k)->part.name, name);
    return cbg_acceptance_at(k);
}

static const cbg_bidding *bidding(const char *name)
{
    int k = 0;
    while (k + 1 < cbg_bidding_count() && strcmp(cbg_bidding_at(k)->part.name, name) != 0)
        k++;
    assert_string_equal(cbg_bidding_at(k)->part.name, name);
    return cbg_bidding_at(k);
}

static const cbg_model *model(const char *name)
{
    int k = 0;
    while (k + 1 < cbg_model_count() && strcmp(cbg_model_at(k)->part.name, name) != 0)
        k++;
    assert_string_equal(cbg_model_at(k)->part.name, name);
    return cbg_model_at(k);
}

static bool takes(const cbg_acceptance *a, uint64_t offer, uint64_t next)
{
    return a->accept(&view, self, NULL, offer, next);
}

static void conditions_by_their_formulas(void **state)
{
    (void)state;
    const double plain[] = {1, 0}, generous[] = {1, .1}, half[] = {.5}, late[] = {.9}, gap[] = {.1};
    const cbg_acceptance *a = acceptance("prev");
    start(&a->part, plain);
    assert_true(takes(a, outcome(5, true), outcome(5, true))); /* nothing offered yet: by the next offer */
    view.own_last = outcome(8, true);
    assert_false(takes(a, outcome(7, true), outcome(3, true)));
    assert_false(takes(a, outcome(10, false), outcome(9, true))); /* .8 against .84 */
    start(&a->part, generous);
    view.own_last = outcome(8, true); /* .84 */
    assert_true(takes(a, outcome(7, true), outcome(10, true)));
    assert_false(takes(a, outcome(6, true), outcome(0, false)));
    a = acceptance("const");
    start(&a->part, half);
    assert_true(takes(a, outcome(4, true), outcome(10, true)));
    assert_false(takes(a, outcome(3, true), outcome(0, false)));
    a = acceptance("time");
    start(&a->part, late);
    at_round(17); /* 18/21 */
    assert_false(takes(a, outcome(10, true), outcome(0, false)));
    at_round(18); /* 19/21 */
    assert_true(takes(a, outcome(0, false), outcome(10, true)));
    a = acceptance("gap");
    start(&a->part, gap);
    view.own_last = outcome(6, true);                           /* .68 */
    assert_true(takes(a, outcome(5, true), outcome(10, true))); /* .6 + .1 */
    assert_false(takes(a, outcome(4, true), outcome(0, false)));
}

static void combi_settles_for_what_the_window_let_it_hope_for(void **state)
{
    (void)state;
    static const char *const names[] = {"combi", "combi-avg"};
    const double late[] = {.8};
    for (int k = 0; k < 2; k++) {
        const cbg_acceptance *a = acceptance(names[k]);
        start(&a->part, late);
        hear(&a->part, 1, outcome(9, true)); /* outside any late window */
        hear(&a->part, 16, outcome(4, true));
        hear(&a->part, 17, outcome(2, true)); /* t = 18/21: the window begins at 15/21, round 14 */
        assert_true(takes(a, outcome(4, true), outcome(10, true)));
        assert_int_equal(takes(a, outcome(3, true), outcome(10, true)), k == 1); /* the mean of .52 and .36 */
        assert_false(takes(a, outcome(2, true), outcome(10, true)));
        assert_true(takes(a, outcome(2, true), outcome(1, true))); /* as next */
        at_round(14);
        assert_false(takes(a, outcome(9, false), outcome(10, true))); /* 15/21 is before T */
    }
}

static double bid(const cbg_bidding *b, const cbg_beliefs *beliefs)
{
    const cbg_move move = b->propose(&view, self, beliefs);
    assert_int_equal(move.act, CBG_ACT_OFFER);
    view.own_last = move.outcome;
    return cbg_profile_utility(profile[0], move.outcome);
}

static void a_bezier_curve_is_followed(void **state)
{
    (void)state;
    const double points[] = {1, .85, .4};
    const cbg_bidding *b = bidding("bezier");
    const cbg_beliefs none = {0};
    start(&b->part, points);
    for (int r = 0; r < ROUNDS; r++) {
        at_round(r);
        const double t = clock_t_[r], target = (1 - t) * (1 - t) + 2 * t * (1 - t) * .85 + t * t * .4;
        const double u = bid(b, &none);
        assert_true(u >= target - 1e-12 && u < target + .0801); /* outcomes lie at most .08 apart */
    }
}

static void tits_answer_tats(void **state)
{
    (void)state;
    const double one[] = {1}, still[] = {1, 0}, two[] = {2};
    const cbg_beliefs none = {0};
    const cbg_bidding *b = bidding("tft-relative");
    start(&b->part, one);
    assert_true(bid(b, &none) == 1);
    hear(&b->part, 0, outcome(2, true)); /* .36 */
    assert_true(bid(b, &none) == 1);
    hear(&b->part, 1, outcome(3, true)); /* .44: target 1 * .36 / .44 = .818 -> .84 */
    assert_true(fabs(bid(b, &none) - .84) < 1e-12);
    hear(&b->part, 2, outcome(2, true)); /* taken back: target .84 * .44 / .36 > 1 -> 1 */
    assert_true(bid(b, &none) == 1);
    b = bidding("tft-absolute");
    start(&b->part, still);
    hear(&b->part, 0, outcome(2, true));
    hear(&b->part, 1, outcome(4, true)); /* + .16: target .84 */
    assert_true(fabs(bid(b, &none) - .84) < 1e-12);
    b = bidding("tft-averaged");
    start(&b->part, two);
    hear(&b->part, 0, outcome(2, true));
    hear(&b->part, 1, outcome(2, true));
    hear(&b->part, 2, outcome(4, true)); /* .36 / .52 = .692 -> .72 */
    assert_true(fabs(bid(b, &none) - .72) < 1e-12);
}

static void micro_shows_as_much_as_it_is_shown(void **state)
{
    (void)state;
    const cbg_beliefs none = {0};
    const cbg_bidding *b = bidding("micro");
    start(&b->part, NULL);
    assert_true(bid(b, &none) == 1); /* the first in any case */
    assert_true(bid(b, &none) == 1); /* nothing was shown: the same again */
    hear(&b->part, 1, outcome(0, false));
    hear(&b->part, 1, outcome(0, false)); /* no other one */
    assert_true(fabs(bid(b, &none) - .92) < 1e-12);
    for (int k = 0; k < 20; k++) {
        at_round(k % ROUNDS);
        assert_true(bid(b, &none) > .9); /* one of the two */
    }
    hear(&b->part, 2, outcome(1, false));
    assert_true(fabs(bid(b, &none) - .84) < 1e-12);
}

/* Asked for its next offer before it accepts or says another: that shows nothing. */
static void micro_counts_what_it_said(void **state)
{
    (void)state;
    const cbg_beliefs none = {0};
    const cbg_bidding *b = bidding("micro");
    start(&b->part, NULL);
    hear(&b->part, 0, outcome(0, false));
    for (int k = 0; k < 3; k++)
        assert_int_equal(b->propose(&view, self, &none).outcome, outcome(10, true));
    assert_true(bid(b, &none) == 1);
    for (int k = 0; k < 3; k++)
        assert_int_equal(b->propose(&view, self, &none).outcome, outcome(9, true));
    assert_true(fabs(bid(b, &none) - .92) < 1e-12);
}

static void a_tradeoff_pleases_within_its_window(void **state)
{
    (void)state;
    const double config[] = {1, 0, .2};
    const cbg_model *perfect = model("perfect");
    const cbg_beliefs beliefs = {perfect, NULL, NULL, memory, 0};
    const cbg_bidding *b = bidding("tradeoff");
    start(&b->part, config);
    at_round(9); /* t = 10/21: window .52..0.72 of own utility; blue pleases the buyer most */
    const cbg_move move = b->propose(&view, self, &beliefs);
    assert_int_equal(move.outcome, outcome(7, false)); /* .56 to it; the buyer's .5 * .3 + .5 */
}

static double believes(const cbg_model *m, uint64_t what)
{
    return m->estimate(&view, self, 1, what);
}

static void frequencies_by_hand(void **state)
{
    (void)state;
    const double first[] = {2}, step[] = {.1};
    const cbg_model *m = model("smith");
    start(&m->part, NULL);
    assert_true(believes(m, outcome(3, true)) == .5);
    hear(&m->part, 0, outcome(0, false));
    hear(&m->part, 1, outcome(0, false));
    hear(&m->part, 2, outcome(1, false)); /* price 0: 2 of 3, blue: 3 of 3 */
    assert_true(fabs(believes(m, outcome(0, false)) - 1) < 1e-15);
    assert_true(fabs(believes(m, outcome(1, false)) - 4 / 5.) < 1e-15);
    assert_true(fabs(believes(m, outcome(1, true)) - 1 / 5.) < 1e-15);
    m = model("cuhk");
    start(&m->part, first);
    for (int k = 0; k < 5; k++)
        hear(&m->part, k, outcome(0, false));
    hear(&m->part, 5, outcome(1, false));
    hear(&m->part, 6, outcome(2, true)); /* too late to count */
    assert_true(fabs(believes(m, outcome(1, false)) - 1) < 1e-15);
    assert_true(fabs(believes(m, outcome(2, true)) - 0) < 1e-15);
    m = model("classic");
    start(&m->part, step);
    hear(&m->part, 0, outcome(0, false));
    hear(&m->part, 1, outcome(1, false)); /* colour stays: .5 + .1 (1 - 2/21) */
    const double colour = .5 + .1 * (1 - 2 / 21.);
    assert_true(fabs(believes(m, outcome(5, false)) - colour / (colour + .5)) < 1e-15);
}

/* Before any offer every shape is as likely: rising, falling, tops at 1 .. n - 2; issues weigh alike. */
static void bayes_begins_with_all_shapes_alike(void **state)
{
    (void)state;
    const double config[] = {.25, .003};
    const cbg_model *m = model("bayes");
    start(&m->part, config);
    for (int price = 0; price <= 10; price++) {
        double sum = price / 10. + (1 - price / 10.);
        for (int top = 1; top <= 9; top++)
            sum += price <= top ? (double)price / top : (10. - price) / (10 - top);
        assert_true(fabs(believes(m, outcome(price, true)) - (sum / 11 + .5) / 2) < 1e-12);
    }
}

static void models_of_offers_learn_what_is_insisted_on(void **state)
{
    (void)state;
    static const char *const names[] = {"hardheaded", "smith", "cuhk",    "classic",
                                        "windowed",   "bayes", "gaussian"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        const cbg_model *m = model(names[k]);
        double config[8];
        for (int p = 0; m->part.params != NULL && m->part.params[p].name != NULL; p++)
            config[p] = m->part.params[p].fallback;
        start(&m->part, config);
        for (int r = 0; r < 15; r++)
            hear(&m->part, r, outcome(r / 4, false)); /* low prices, always blue */
        assert_true(believes(m, outcome(1, false)) > believes(m, outcome(1, true)));
        assert_true(believes(m, outcome(0, false)) > believes(m, outcome(10, true)));
        for (uint64_t o = 0; o < space->outcomes; o++)
            assert_true(believes(m, o) >= 0 && believes(m, o) <= 1);
    }
}

static void ablations_are_what_they_say(void **state)
{
    (void)state;
    start(&model("perfect")->part, NULL);
    for (uint64_t o = 0; o < space->outcomes; o++) {
        const double truth = cbg_profile_utility(profile[1], o), own = cbg_profile_utility(profile[0], o);
        assert_true(believes(model("perfect"), o) == truth);
        assert_true(believes(model("worst"), o) == 1 - truth);
        assert_true(fabs(believes(model("opposite"), o) - (1 - own)) < 1e-15);
        assert_true(believes(model("uniform"), o) == .5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_by_their_formulas),
        cmocka_unit_test(combi_settles_for_what_the_window_let_it_hope_for),
        cmocka_unit_test(a_bezier_curve_is_followed),
        cmocka_unit_test(tits_answer_tats),
        cmocka_unit_test(micro_shows_as_much_as_it_is_shown),
        cmocka_unit_test(micro_counts_what_it_said),
        cmocka_unit_test(a_tradeoff_pleases_within_its_window),
        cmocka_unit_test(frequencies_by_hand),
        cmocka_unit_test(bayes_begins_with_all_shapes_alike),
        cmocka_unit_test(models_of_offers_learn_what_is_insisted_on),
        cmocka_unit_test(ablations_are_what_they_say),
    };
    return cmocka_run_group_tests(tests, open_table, close_table);
}
