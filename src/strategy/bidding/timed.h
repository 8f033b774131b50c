/* Bidding by the clock alone: what the time-dependent families share. */
#ifndef COBURGI_BIDDING_TIMED_H
#define COBURGI_BIDDING_TIMED_H

#include "coburg/strategy.h"

/* A plan: the offer of every round. */
size_t cbgi_timed_plan_size(const cbg_setup *setup, const void *config);

/* Fills the plan with, for each round, the least acceptable outcome at or above the target utility. */
void cbgi_timed_plan(const cbg_setup *setup,
                     double (*target)(const cbg_setup *setup, const void *config, double t),
                     const void *config, void *plan);

/* Says what the plan holds for this round. */
cbg_move cbgi_timed_propose(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs);

/* Power curve, parameters e, k, min, max in this order: see power.c. */
cbg_status cbgi_power_plan(const cbg_setup *setup, const void *config, const cbg_exec *exec, void *plan);

/* These parameters, and what stands in the initialiser of each part that bids along such a curve. */
#define CBGI_POWER_PARAMS(e)                                                                                 \
    {"e", "how soon it gives way: below 1 late, above 1 early, 0 never", e, 0, 100},                         \
        {"k", "share of the way conceded at the start", 0, 0, 1},                                            \
        {"min", "where it ends, as a share of the way from its worst to its best outcome", 0, 0, 1},         \
        {"max", "where it begins", 1, 0, 1}
#define CBGI_POWER_PART                                                                                      \
    .source = "Faratin et al. 1998, doi 10.1016/S0921-8890(98)00029-3", .plan_size = cbgi_timed_plan_size,   \
    .plan = cbgi_power_plan

#endif
