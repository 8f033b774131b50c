/* Conceder with AC_next: gives way early (power curve of time). */
#include "coburg/strategy.h"

static const cbg_param params[] = {
    {"e", "how soon it gives way: below 1 late, above 1 early, 0 never", 2, 0, 100},
    {NULL, NULL, 0, 0, 0},
};

const cbg_strategy cbgi_strategy_conceder = {
    .part = {.name = "conceder",
             .summary = "gives way early (power curve of time)",
             .source = "Faratin et al. 1998, doi 10.1016/S0921-8890(98)00029-3",
             .params = params},
    .parts = "bidding:conceder(e=$e)+accept:next",
};
