/* Relative tit-for-tat: bidding/tft_relative.c. */
#include "coburg/strategy.h"

static const cbg_param params[] = {
    {"delta", "how many rounds back it looks", 1, 1, 62},
    {NULL, NULL, 0, 0, 0},
};

const cbg_strategy cbgi_strategy_tft_relative = {
    .part = {.name = "tft-relative",
             .summary = "tit-for-tat: concedes in the proportion in which the others did",
             .source = "Faratin et al. 1998, doi 10.1016/S0921-8890(98)00029-3",
             .params = params},
    .parts = "bidding:tft-relative(delta=$delta)+accept:next",
};
