/* Linear concession: the power curve of power.c with e = 1. */
#include "strategy/bidding/timed.h"

static const cbg_param params[] = {
    CBGI_POWER_PARAMS(1),
    {NULL, NULL, 0, 0, 0},
};

const cbg_bidding cbgi_bidding_linear = {
    .part = {.name = "linear",
             .summary = "gives way in equal steps (power curve of time)",
             .params = params,
             CBGI_POWER_PART},
    .propose = cbgi_timed_propose,
};
