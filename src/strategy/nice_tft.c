/* Nice tit-for-tat: bidding/nice_tft.c with the scalable Bayesian model. Near the deadline it also takes the best of what is still to be hoped for, as AC_combi has it. */
#include "coburg/strategy.h"

const cbg_strategy cbgi_strategy_nice_tft = {
    .part = {.name = "nice-tft",
             .summary = "answers concession with as much concession toward the estimated Nash point",
             .source = "Baarslag, Hindriks, Jonker 2013, doi 10.1007/978-3-642-30737-9_18",
             .note = "acceptance remembered"},
    .parts = "bidding:nice-tft+accept:combi(T=0.98)+model:bayes",
};
