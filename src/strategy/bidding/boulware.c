/* Boulware: the power curve of power.c with e = .2. */
#include "strategy/bidding/timed.h"

static const cbg_param params[] = {
    CBGI_POWER_PARAMS(.2),
    {NULL, NULL, 0, 0, 0},
};

const cbg_bidding cbgi_bidding_boulware = {
    .part = {.name = "boulware",
             .summary = "holds out, gives way near the deadline (power curve of time)",
             .params = params,
             CBGI_POWER_PART},
    .propose = cbgi_timed_propose,
};
