/* The outcome in a window of own utility that the others are believed to like best. */
#ifndef COBURGI_BIDDING_PLEASING_H
#define COBURGI_BIDDING_PLEASING_H

#include "coburg/strategy.h"

/* The mean of what is believed of all others. */
double cbgi_pleasing_belief(const cbg_view *view, const cbg_beliefs *beliefs, uint64_t outcome);

/* Among at most 64 outcomes of utility low..high, one from each of as many equal stretches of the ranking, the one that is
 * believed to please most; ties to the best for itself. An empty window: the least at or above low. Utilities run from 0 to
 * 1, 1 being the best acceptable outcome (agent/own.h). */
uint64_t cbgi_pleasing(const cbg_view *view, const cbg_beliefs *beliefs, double low, double high,
                       uint32_t purpose);

#endif
