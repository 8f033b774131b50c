/* Random absolute tit-for-tat: bidding/tft_absolute.c. */
#include "coburg/strategy.h"

static const cbg_param params[] = {
    {"delta", "how many rounds back it looks", 1, 1, 62},
    {"step", "the largest random change", .02, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

const cbg_strategy cbgi_strategy_tft_absolute = {
    .part = {.name = "tft-absolute",
             .summary = "tit-for-tat: concedes by as much as the others did, give or take a random step",
             .source = "Faratin et al. 1998, doi 10.1016/S0921-8890(98)00029-3",
             .params = params},
    .parts = "bidding:tft-absolute(delta=$delta,step=$step)+accept:next",
};
