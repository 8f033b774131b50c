/* Formulas of published agents, against values worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "strategy/agent/agentk.h"
#include "strategy/agent/atlas3.h"
#include "strategy/agent/cuhk.h"
#include "strategy/agent/curve.h"
#include "strategy/agent/haggler.h"
#include "strategy/agent/hybrid.h"
#include "strategy/agent/ponpoko.h"

static void near(double a, double b)
{
    if (!(fabs(a - b) <= 1e-12))
        print_error("%.17g is not %.17g\n", a, b);
    assert_true(fabs(a - b) <= 1e-12);
}

/* Offers worth .2 and .4: m = .3, v = .01, s = sqrt(.12). */
static void agentk_hopes_for_mean_and_spread(void **state)
{
    (void)state;
    const cbgi_agentk_hope h = cbgi_agentk_hope_of(.3, .01);
    near(h.spread, sqrt(.12));
    near(h.most, .3 + .7 * sqrt(.12));
    near(h.exponent, 4.8);
}

/* Everything heard was worth .5: s = 0, emax = .5, a = 6. At t = .5 the plain target is 1 - .5/64 = .9921875, and
 * .1 / .0078125 is above 2, so q = 2: .984375. The excess r = .484375 is eased by 1 / (250 r). */
static void agentk_asks_for_a_stretched_target(void **state)
{
    (void)state;
    const cbgi_agentk_hope h = cbgi_agentk_hope_of(.5, 0);
    near(cbgi_agentk_target(&h, .5, 0), .984375 - 1 / (.484375 * 250));
    /* At t = 1 the plain target is .5 = emax, q = .1 / .5 = .2: .2 * .5 + .8 = .9; r = .4, eased by 1 / 40. */
    near(cbgi_agentk_target(&h, 1, 0), .9 - 1 / (.4 * 100));
    /* Before anything is heard, at t = 1: emax = 0, plain 0, q = .1, target .9, eased by 1 / 90. */
    const cbgi_agentk_hope none = cbgi_agentk_hope_of(0, 0);
    near(cbgi_agentk_target(&none, 1, 0), .9 - 1 / (.9 * 100));
}

static void agentk_accepts_by_chance(void **state)
{
    (void)state;
    const cbgi_agentk_hope h = cbgi_agentk_hope_of(.5, 0);
    near(cbgi_agentk_chance(&h, 1, .75), .2 + .25 + (.75 - .875));
    near(cbgi_agentk_chance(&h, 1, .5), 0); /* .2 + 0 - .375 */
    near(cbgi_agentk_chance(&h, .5, 1), 1. / 320 + .5 + (1 - .984375 + 1 / (.484375 * 250)));
}

static void ponpoko_keeps_to_its_bands(void **state)
{
    (void)state;
    double low, high;
    for (int k = 0; k <= 200; k++) {
        const double t = k / 200.;
        cbgi_ponpoko_band(1, t, &low, &high);
        near(high, 1 - .1 * t);
        near(low, 1 - .1 * t - .1 * fabs(sin(40 * t)));
        cbgi_ponpoko_band(2, t, &low, &high);
        near(high, 1);
        near(low, 1 - .22 * t);
        cbgi_ponpoko_band(3, t, &low, &high);
        near(high, 1 - .1 * t);
        near(low, 1 - .1 * t - .15 * fabs(sin(20 * t)));
        cbgi_ponpoko_band(4, t, &low, &high);
        near(high, 1 - .05 * t);
        near(low, t >= .99 ? 1 - .3 * t : 1 - .1 * t);
        cbgi_ponpoko_band(5, t, &low, &high);
        near(high, 1 - .15 * t * fabs(sin(20 * t)));
        near(low, 1 - .21 * t * fabs(sin(20 * t)));
    }
}

/* Offered .1, .2, .4, the latest first in the list: steps .2 and .1 with weights .75 and .25. */
static void hybrid_weighs_the_last_steps(void **state)
{
    (void)state;
    const double level[] = {.4, .2, .1}, flat[] = {.3};
    near(cbgi_hybrid_step(level, 3), .75 * .2 + .25 * .1);
    near(cbgi_hybrid_step(level, 2), .2);
    near(cbgi_hybrid_step(flat, 1), 0);
}

static void hybrid_mixes_time_and_behaviour(void **state)
{
    (void)state;
    const double p[] = {1, .75, .4, .5};
    /* By the clock at .5: .25 + .375 + .1 = .725; by behaviour .9 - .75 * .2 = .75. */
    near(cbgi_hybrid_target(p, .5, .9, .2), .5 * .725 + .5 * .75);
    near(cbgi_hybrid_target(p, 1, .9, .2), .4);
    near(cbgi_hybrid_target(p, 0, .9, .2), .8);
    near(cbgi_hybrid_target(p, 0, .9, -.4), 1); /* never above its best */
}

static void curves_run_straight_between_corners(void **state)
{
    (void)state;
    const cbgi_corner corner[] = {{.2, 1}, {.6, .5}, {.6, .9}, {.8, .7}};
    near(cbgi_curve(corner, 4, 0), 1);
    near(cbgi_curve(corner, 4, .3), .875);
    near(cbgi_curve(corner, 4, .6), .9); /* a jump */
    near(cbgi_curve(corner, 4, .7), .8);
    near(cbgi_curve(corner, 4, 1), .7);
}

static void cuhk_falls_to_what_the_end_is_worth(void **state)
{
    (void)state;
    near(cbgi_cuhk_threshold(0, .25, .5), 1);
    near(cbgi_cuhk_threshold(.25, .25, .5), 1 - .5 * .25); /* .25^.5 = .5 */
    near(cbgi_cuhk_threshold(.5, .25, .5), .5);
    near(cbgi_cuhk_threshold(1, .25, .5), 1);
    near(cbgi_cuhk_threshold(.9, 1, .5), 1); /* nothing is lost by waiting */
}

/* A curve through (1/4, 3/4): .5 = (1/4)^(1/b), 1/b = 1/2. */
static void iamhaggler_concedes_through_the_point(void **state)
{
    (void)state;
    near(cbgi_haggler_rate(.25, .75), .5);
    near(cbgi_haggler_rate(.5, .75), 1);
    near(1 - .5 * pow(.7, cbgi_haggler_rate(.7, .6)), .6);
    near(cbgi_haggler_rate(.01, .99), log(.02) / log(.01));
    near(cbgi_haggler_rate(1, .9), 100);
    near(cbgi_haggler_rate(.3, .2), .5); /* never below a half */
}

/* .8 with 1/2, .6 with 1, .4 with 1/4, nothing worth .2: .25, .6, .7 with 1, 2, 3 rounds left. */
static void atlas3_works_backwards(void **state)
{
    (void)state;
    const double u[] = {.8, .6, .4}, p[] = {.5, 1, .25};
    near(cbgi_atlas_worth(u, p, 3, 0, .2), .2);
    near(cbgi_atlas_worth(u, p, 3, 1, .2), .25);
    near(cbgi_atlas_worth(u, p, 3, 2, .2), .6);
    near(cbgi_atlas_worth(u, p, 3, 3, .2), .7);
    near(cbgi_atlas_worth(u, p, 3, 9, .2), .7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agentk_hopes_for_mean_and_spread),
        cmocka_unit_test(agentk_asks_for_a_stretched_target),
        cmocka_unit_test(agentk_accepts_by_chance),
        cmocka_unit_test(ponpoko_keeps_to_its_bands),
        cmocka_unit_test(hybrid_weighs_the_last_steps),
        cmocka_unit_test(hybrid_mixes_time_and_behaviour),
        cmocka_unit_test(cuhk_falls_to_what_the_end_is_worth),
        cmocka_unit_test(iamhaggler_concedes_through_the_point),
        cmocka_unit_test(atlas3_works_backwards),
        cmocka_unit_test(curves_run_straight_between_corners),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
