/* Random offers with AC_next. */
#include "coburg/strategy.h"

static const cbg_param params[] = {
    {"min", "the least it offers, as a share of the way from its worst acceptable outcome to its best", 0, 0,
     1},
    {NULL, NULL, 0, 0, 0},
};

const cbg_strategy cbgi_strategy_random = {
    .part = {.name = "random", .summary = "offers acceptable outcomes at random", .params = params},
    .parts = "bidding:random(min=$min)+accept:next",
};
