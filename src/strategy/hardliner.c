/* Hardliner with AC_next: takes nothing but its best outcome. */
#include "coburg/strategy.h"

const cbg_strategy cbgi_strategy_hardliner = {
    .part = {.name = "hardliner",
             .summary = "offers its best outcome in every round and takes nothing less",
             .source = "Faratin et al. 1998, doi 10.1016/S0921-8890(98)00029-3"},
    .parts = "bidding:hardliner+accept:next",
};
