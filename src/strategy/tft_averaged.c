/* Averaged tit-for-tat: bidding/tft_averaged.c. */
#include "coburg/strategy.h"

static const cbg_param params[] = {
    {"gamma", "rounds in the window", 4, 1, 62},
    {NULL, NULL, 0, 0, 0},
};

const cbg_strategy cbgi_strategy_tft_averaged = {
    .part = {.name = "tft-averaged",
             .summary = "tit-for-tat over a window of rounds",
             .source = "Faratin et al. 1998, doi 10.1016/S0921-8890(98)00029-3",
             .params = params},
    .parts = "bidding:tft-averaged(gamma=$gamma)+accept:next",
};
