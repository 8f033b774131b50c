/* The hazard of three exits against hand computation, and its draws against each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "coburg/hazard.h"

enum { DRAWS = 3000, DAYS = 9 };

static void close_to(double got, double wanted, double tolerance)
{
    if (!(fabs(got - wanted) <= tolerance)) {
        fail_msg("got %.17g, wanted %.17g", got, wanted);
    }
}

static void the_quantile_inverts_the_normal_distribution(void **state)
{
    (void)state;
    for (double p = 1e-12; p < 1; p = p < .01 ? p * 3 : p + .007) {
        const double x = cbg_normal_quantile(p);
        close_to(.5 * erfc(-x / sqrt(2)), p, 1e-13);
        close_to(cbg_normal_quantile(1 - p), -x, 1e-3 + 1e-9 * fabs(x)); /* 1 - p is rounded */
    }
}

static cbg_hazard_input input_of(int days, double gap, double zone, double precedent, double tension)
{
    cbg_hazard_input in = {.days = days, .value = {0, gap, zone, precedent, tension, 0}};
    memcpy(in.low, in.value, sizeof in.low);
    memcpy(in.high, in.value, sizeof in.high);
    return in;
}

static void two_days_by_hand(void **state)
{
    (void)state;
    cbg_hazard_prior prior = {.mean = {{-1, -2, 1, 0, 0, 2}, {-3, 0, 0, 0, 1, 0}, {-5, 0, 0, 1, 0, 4}}};
    const cbg_hazard_input in = input_of(2, .5, .25, 2, .75);
    double by[CBG_EXITS * 2];
    assert_int_equal(cbg_hazard_run(&prior, &in, by), CBG_OK);
    const double usual[] = {exp(-1 - 1 + .25), exp(-3 + .75), exp(-5 + 2.0)},
                 last[] = {exp(-1 - 1 + .25 + 2), exp(-3 + .75), exp(-5 + 2 + 4.0)};
    const double go_on = 1 + usual[0] + usual[1] + usual[2], end = last[0] + last[1] + last[2];
    for (int e = 0; e < CBG_EXITS; e++) {
        close_to(by[2 * e], usual[e] / go_on, 1e-14);
        close_to(by[2 * e + 1], usual[e] / go_on + last[e] / end / go_on, 1e-14);
    }
}

static void something_happens_by_the_deadline_and_chances_only_grow(void **state)
{
    (void)state;
    cbg_hazard_prior prior;
    cbg_hazard_prior_default(&prior);
    for (int days = 1; days <= 400; days += 57) {
        double by[CBG_EXITS * 400], sum = 0;
        const cbg_hazard_input in = input_of(days, .3, .4, 1, .5);
        assert_int_equal(cbg_hazard_run(&prior, &in, by), CBG_OK);
        for (int e = 0; e < CBG_EXITS; e++) {
            sum += by[e * days + days - 1];
            for (int d = 1; d < days; d++) {
                assert_true(by[e * days + d] >= by[e * days + d - 1]);
            }
        }
        close_to(sum, 1, 1e-12);
    }
}

static void the_default_priors_say_what_they_are_meant_to_say(void **state)
{
    (void)state;
    cbg_hazard_prior prior;
    double near[CBG_EXITS * DAYS], far[CBG_EXITS * DAYS], slipped[CBG_EXITS * DAYS];
    cbg_hazard_prior_default(&prior);
    cbg_hazard_input in = input_of(DAYS, .1, .6, 0, .5);
    assert_int_equal(cbg_hazard_run(&prior, &in, near), CBG_OK);
    in = input_of(DAYS, .7, .6, 0, .5);
    assert_int_equal(cbg_hazard_run(&prior, &in, far), CBG_OK);
    in = input_of(DAYS, .7, .6, 2, .5);
    assert_int_equal(cbg_hazard_run(&prior, &in, slipped), CBG_OK);
    assert_true(near[DAYS - 1] > far[DAYS - 1]);                                /* deals */
    assert_true(slipped[3 * DAYS - 1] > far[3 * DAYS - 1]);                     /* extensions */
    assert_true(near[DAYS - 1] - near[DAYS - 2] > near[DAYS - 2] / (DAYS - 1)); /* the last day */
}

static void draws_are_addressed_and_threads_change_nothing(void **state)
{
    (void)state;
    static double one[CBG_EXITS * DRAWS], two[CBG_EXITS * DRAWS], few[CBG_EXITS * 10];
    double mean_one[CBG_EXITS * DAYS], mean_two[CBG_EXITS * DAYS], by[CBG_EXITS * DAYS];
    cbg_hazard_prior prior;
    cbg_hazard_prior_default(&prior);
    cbg_hazard_input in = input_of(DAYS, .3, .4, 1, .5);
    in.low[CBG_HAZARD_GAP] = .1;
    in.high[CBG_HAZARD_GAP] = .8;
    const cbg_exec threads = {.threads = 2};
    assert_int_equal(cbg_hazard_draws(&prior, &in, 5, DRAWS, NULL, one, mean_one), CBG_OK);
    assert_int_equal(cbg_hazard_draws(&prior, &in, 5, DRAWS, &threads, two, mean_two), CBG_OK);
    assert_memory_equal(one, two, sizeof one);
    assert_memory_equal(mean_one, mean_two, sizeof mean_one);
    assert_int_equal(cbg_hazard_draws(&prior, &in, 5, 10, NULL, few, NULL), CBG_OK);
    for (int e = 0; e < CBG_EXITS; e++) {
        double sum = 0;
        assert_memory_equal(few + e * 10, one + e * DRAWS, 10 * sizeof *few);
        for (int d = 0; d < DRAWS; d++) {
            sum += one[e * DRAWS + d];
        }
        close_to(mean_one[e * DAYS + DAYS - 1], sum / DRAWS, 1e-12);
    }
    /* Without any spread every draw is the run at the means. */
    memset(prior.sd, 0, sizeof prior.sd);
    in = input_of(DAYS, .3, .4, 1, .5);
    assert_int_equal(cbg_hazard_run(&prior, &in, by), CBG_OK);
    assert_int_equal(cbg_hazard_draws(&prior, &in, 5, 10, NULL, few, NULL), CBG_OK);
    for (int e = 0; e < CBG_EXITS; e++) {
        close_to(few[e * 10 + 7], by[e * DAYS + DAYS - 1], 0);
    }
}

static void priors_are_set_by_name_and_nonsense_is_refused(void **state)
{
    (void)state;
    cbg_hazard_prior prior;
    double by[CBG_EXITS * 2];
    cbg_hazard_prior_default(&prior);
    assert_int_equal(cbg_hazard_prior_set(&prior, "extension.deadline", 9, .5), CBG_OK);
    close_to(prior.mean[CBG_EXIT_EXTENSION][CBG_HAZARD_DEADLINE], 9, 0);
    close_to(prior.sd[CBG_EXIT_EXTENSION][CBG_HAZARD_DEADLINE], .5, 0);
    assert_int_equal(cbg_hazard_prior_set(&prior, "deal", 9, .5), CBG_NOT_FOUND);
    assert_int_equal(cbg_hazard_prior_set(&prior, "deal.mood", 9, .5), CBG_NOT_FOUND);
    assert_int_equal(cbg_hazard_prior_set(&prior, "deal.gap", (double)NAN, .5), CBG_BAD_ARGUMENT);
    assert_int_equal(cbg_hazard_prior_set(&prior, "deal.gap", 1, -1), CBG_BAD_ARGUMENT);
    cbg_hazard_input in = input_of(0, .3, .4, 1, .5);
    assert_int_equal(cbg_hazard_run(&prior, &in, by), CBG_BAD_ARGUMENT);
    in = input_of(2, 1.3, .4, 1, .5);
    assert_int_equal(cbg_hazard_run(&prior, &in, by), CBG_BAD_ARGUMENT);
    in = input_of(2, .3, .4, (double)NAN, .5);
    assert_int_equal(cbg_hazard_run(&prior, &in, by), CBG_BAD_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_quantile_inverts_the_normal_distribution),
        cmocka_unit_test(two_days_by_hand),
        cmocka_unit_test(something_happens_by_the_deadline_and_chances_only_grow),
        cmocka_unit_test(the_default_priors_say_what_they_are_meant_to_say),
        cmocka_unit_test(draws_are_addressed_and_threads_change_nothing),
        cmocka_unit_test(priors_are_set_by_name_and_nonsense_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
