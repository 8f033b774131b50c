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

#endif
