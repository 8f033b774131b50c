/* Conceder: the power curve of power.c with e = 2. */
#include "strategy/bidding/timed.h"

static const cbg_param params[] = {
    {"e", "how soon it gives way: below 1 late, above 1 early, 0 never", 2, 0, 100},
    {"k", "share of the way conceded at the start", 0, 0, 1},
    {"min", "where it ends, as a share of the way from its worst to its best outcome", 0, 0, 1},
    {"max", "where it begins", 1, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

const cbg_bidding cbgi_bidding_conceder = {
    .part = {.name = "conceder",
             .summary = "gives way early (power curve of time)",
             .source = "Faratin et al. 1998, doi 10.1016/S0921-8890(98)00029-3",
             .params = params,
             .plan_size = cbgi_timed_plan_size,
             .plan = cbgi_power_plan},
    .propose = cbgi_timed_propose,
};
