/* MiCRO: bidding/micro.c and the acceptance that goes with it. */
#include "coburg/strategy.h"

const cbg_strategy cbgi_strategy_micro = {
    .part = {.name = "micro",
             .summary = "goes down its own outcomes, a new one only when the others have shown as many",
             .source = "de Jonge 2022, doi 10.24963/ijcai.2022/32"},
    .parts = "bidding:micro+accept:lowest",
};
