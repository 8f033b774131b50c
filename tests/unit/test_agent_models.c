/* What published agents believe of others, against values worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "strategy/agent/counts.h"
#include "strategy/agent/hardheaded.h"
#include "strategy/agent/insistence.h"
#include "strategy/agent/own.h"
#include "strategy/agent/process.h"
#include "support/made_talk.h"

static void near(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance))
        print_error("%.17g is not %.17g\n", a, b);
    assert_true(fabs(a - b) <= tolerance);
}

/* Two issues of three options; nine outcomes, 3 a + b. The first party wants high numbers. */
static void make(made_talk *t, made_case *m)
{
    const int options[] = {3, 3};
    cbg_program *linear = NULL;
    assert_int_equal(cbg_program_parse("linear", NULL, &linear, NULL), CBG_OK);
    const made_sitting sitting = {.program = {linear, linear, linear}, .voices = 3, .options = {.rounds = 5}};
    made_init(m, 3, 2, options);
    for (int i = 0; i < 2; i++) {
        m->weight[0][i].value.num = i == 0 ? 8 : 2;
        for (int o = 0; o < 3; o++)
            m->score[0][i][o].value.num = 5 * o;
    }
    made_talk_build(m, &sitting, t);
    t->voice[0].program = linear; /* freed by unmake */
}

static void unmake(made_talk *t)
{
    cbg_program *linear = (cbg_program *)(uintptr_t)t->voice[0].program;
    made_talk_free(t);
    cbg_program_free(linear);
}

/* Offers (2,0), (2,1), (2,1): g = .1. After the second m = 1: w = .6/1.1 and .5/1.1; after the third m = 2, most =
 * 1 - .2/1.2: both gain, (w + .1)/1.2. */
static void insistence_follows_the_published_weights(void **state)
{
    (void)state;
    static made_case m;
    made_talk t;
    uint64_t memory[32] = {0};
    make(&t, &m);
    assert_true(cbgi_insistence_size(t.space) <= sizeof memory);
    near(cbgi_insistence_estimate(t.space, memory, 0), .5, 0);
    cbgi_insistence_hear(t.space, memory, 6);
    near(cbgi_insistence_weights(memory)[0], .5, 0);
    near(cbgi_insistence_estimate(t.space, memory, 6), 1, 0);
    near(cbgi_insistence_estimate(t.space, memory, 7), .75, 0); /* 1 of 2 on the second issue */
    cbgi_insistence_hear(t.space, memory, 7);
    near(cbgi_insistence_weights(memory)[0], .6 / 1.1, 1e-15);
    near(cbgi_insistence_weights(memory)[1], .5 / 1.1, 1e-15);
    cbgi_insistence_hear(t.space, memory, 7);
    const double a = (.6 / 1.1 + .1) / 1.2, b = (.5 / 1.1 + .1) / 1.2;
    near(cbgi_insistence_weights(memory)[0], a, 1e-15);
    near(cbgi_insistence_weights(memory)[1], b, 1e-15);
    near(a + b, 1, 1e-15);
    /* Counts: first issue 4 for option 2, 1 else; second 2, 3, 1. */
    near(cbgi_insistence_estimate(t.space, memory, 5), a / 4 + b / 3, 1e-15);
    near(cbgi_insistence_estimate(t.space, memory, 6), a + b * 2 / 3, 1e-15);
    unmake(&t);
}

/* An issue never moved stops gaining once its weight has reached 1 - n g / (1 + g m). */
static void insistence_has_a_largest_weight(void **state)
{
    (void)state;
    static made_case m;
    made_talk t;
    uint64_t memory[32] = {0};
    make(&t, &m);
    for (int k = 0; k < 200; k++)
        cbgi_insistence_hear(t.space, memory, (uint64_t)(6 + k % 2));
    /* most = 1 - .2/1.1 = .818; the step that passes it is the last, the next one only divides. */
    const double w = cbgi_insistence_weights(memory)[0];
    assert_true(w > .7 && w < (1 - .2 / 1.1 + .1) / 1.1 + 1e-12);
    unmake(&t);
}

static void hardheaded_gives_way_at_the_end(void **state)
{
    (void)state;
    near(cbgi_hardheaded_edge(0, .05, .05, .585), 1 - .05 * .415, 1e-15);
    near(cbgi_hardheaded_edge(1, .05, .05, .585), .585, 1e-15);
    /* t = .5: F = .05 + .95 / 2^20. */
    near(cbgi_hardheaded_edge(.5, .05, .05, .585), 1 - .415 * (.05 + .95 / 1048576), 1e-14);
}

/* Voice 1 offers (2,0), (2,1), (1,1): counts 2 of 3 on option 2, 2 of 3 on option 1; the largest sum is 4. */
static void counts_weigh_options_by_how_often_they_were_offered(void **state)
{
    (void)state;
    static made_case m;
    made_talk t;
    uint64_t memory[64] = {0};
    make(&t, &m);
    const cbg_setup setup = {.own = t.profile[0], .seats = 3};
    const cbg_view view = {.setup = &setup, .own = t.profile[0], .seat = 0, .seats = 3};
    assert_true(cbgi_counts_size(&setup) <= sizeof memory);
    near(cbgi_counts_joint(&view, memory, 4), 1, 0);
    cbgi_counts_hear(&view, memory, 1, 6);
    cbgi_counts_hear(&view, memory, 1, 7);
    cbgi_counts_hear(&view, memory, 1, 4);
    near(cbgi_counts_estimate(&view, memory, 1, 7), 1, 0);
    near(cbgi_counts_estimate(&view, memory, 1, 4), .75, 0);
    near(cbgi_counts_estimate(&view, memory, 1, 3), .5, 0);
    near(cbgi_counts_estimate(&view, memory, 1, 2), 0, 0);
    near(cbgi_counts_estimate(&view, memory, 2, 2), .5, 0);
    near(cbgi_counts_joint(&view, memory, 4), .75, 0); /* voice 2 has offered nothing */
    cbgi_counts_hear(&view, memory, 2, 3);
    near(cbgi_counts_joint(&view, memory, 4), sqrt(.75 * .5), 1e-15);
    unmake(&t);
}

/* Own utilities of the nine outcomes: 0 .1 .2 .4 .5 .6 .8 .9 1. */
static void own_windows_hold_what_they_say(void **state)
{
    (void)state;
    static made_case m;
    made_talk t;
    make(&t, &m);
    const cbg_profile *own = t.profile[0];
    const cbg_view view = {.own = own, .seed = 5};
    uint64_t out[9];
    near(cbgi_own_utility(own, 4), .5, 1e-15);
    assert_int_equal(cbgi_own_at_least(own, .55), 5);
    assert_int_equal(cbgi_own_at_least(own, 1.5), 8);
    for (uint64_t key = 0; key < 50; key++) {
        const uint64_t o = cbgi_own_within(own, .35, .65, key);
        assert_true(o >= 3 && o <= 5);
        assert_int_equal(cbgi_own_within(own, .61, .79, key), 6); /* an empty window */
    }
    assert_int_equal(cbgi_own_sample(own, 1, 4, &view, 1, out, 9), 3);
    assert_true(out[0] == 7 && out[1] == 6 && out[2] == 5);
    assert_int_equal(cbgi_own_sample(own, 0, 9, &view, 1, out, 3), 3);
    assert_true(out[0] >= 6 && out[1] >= 3 && out[1] <= 5 && out[2] <= 2);
    assert_int_equal(cbgi_own_sample(own, 4, 4, &view, 1, out, 3), 0);
    unmake(&t);
}

/* Two observations: the prediction as the 2 by 2 system gives it, solved by Cramer's rule. */
static void the_process_solves_its_system(void **state)
{
    (void)state;
    cbgi_process p = {.scale = .3, .spread = .5, .noise = .1};
    const double at[] = {.1, .3, .9};
    double mean[3], deviation[3];
    cbgi_process_add(&p, .1, .2);
    cbgi_process_predict(&p, at, 1, mean, deviation);
    near(mean[0], .2, 1e-15); /* one observation is its own mean */
    near(deviation[0], sqrt(.26 - .25 * .25 / .26), 1e-12);
    cbgi_process_add(&p, .4, .6);
    cbgi_process_predict(&p, at, 3, mean, deviation);
    for (int k = 0; k < 3; k++) {
        const double d = sqrt(3) * .3 / .3, a = .26, b = .25 * (1 + d) * exp(-d), det = a * a - b * b;
        double c[2];
        for (int i = 0; i < 2; i++) {
            const double x = sqrt(3) * fabs(at[k] - (i == 0 ? .1 : .4)) / .3;
            c[i] = .25 * (1 + x) * exp(-x);
        }
        near(mean[k], .4 + (c[0] * (a * -.2 - b * .2) + c[1] * (a * .2 - b * -.2)) / det, 1e-12);
        const double squares = (c[0] * (a * c[0] - b * c[1]) + c[1] * (a * c[1] - b * c[0])) / det;
        near(deviation[k], sqrt(.26 - squares), 1e-12);
    }
}

static void the_normal_distribution_is_near(void **state)
{
    (void)state;
    for (double x = -6; x <= 6; x += .01)
        near(cbgi_normal_below(x), .5 * erfc(-x / sqrt(2)), 2e-4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(insistence_follows_the_published_weights),
        cmocka_unit_test(insistence_has_a_largest_weight),
        cmocka_unit_test(hardheaded_gives_way_at_the_end),
        cmocka_unit_test(counts_weigh_options_by_how_often_they_were_offered),
        cmocka_unit_test(own_windows_hold_what_they_say),
        cmocka_unit_test(the_process_solves_its_system),
        cmocka_unit_test(the_normal_distribution_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
