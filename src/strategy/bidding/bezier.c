/* Concession along a Bezier curve of time: target = (1 - t)^2 p0 + 2 t (1 - t) p1 + t^2 p2, as shares of the way from the worst
 * acceptable outcome to the best. NegoLog's agents named Boulware, Linear and Conceder are of this family, not of the power curve.
 * Source: Vahidov, Kersten, Yu, "Human-agent negotiations: the impact of agents' concession schedule and task complexity on
 * agreements", HICSS 2017. Boulware's points (1, .85, .4) are NegoLog's; those of the other two are ours.
 */
#include "strategy/bidding/timed.h"

static const cbg_param params[] = {
    {"p0", "where it begins", 1, 0, 1},
    {"p1", "what pulls it in the middle", .85, 0, 1},
    {"p2", "where it ends", .4, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

static double target(const cbg_setup *setup, const void *config, double t)
{
    const double *p = config;
    const double worst = cbg_profile_scaled(setup->own, setup->own->worst);
    const double best = cbg_profile_scaled(setup->own, setup->own->best);
    const double share = (1 - t) * (1 - t) * p[0] + 2 * t * (1 - t) * p[1] + t * t * p[2];
    return worst + (best - worst) * share;
}

static cbg_status plan(const cbg_setup *setup, const void *config, const cbg_exec *exec, void *out)
{
    (void)exec;
    cbgi_timed_plan(setup, target, config, out);
    return CBG_OK;
}

const cbg_bidding cbgi_bidding_bezier = {
    .part = {.name = "bezier",
             .summary = "concedes along a Bezier curve of time",
             .source = "Vahidov, Kersten, Yu 2017 (HICSS), as in NegoLog",
             .params = params,
             .plan_size = cbgi_timed_plan_size,
             .plan = plan},
    .propose = cbgi_timed_propose,
};
