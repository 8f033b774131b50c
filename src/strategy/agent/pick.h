/* The outcome in a window of own utility that the others seem to like best, by counts of what they offered. */
#ifndef COBURGI_AGENT_PICK_H
#define COBURGI_AGENT_PICK_H

#include "strategy/agent/own.h"

enum { CBGI_PICK_MOST = 64 };

/* Looks at no more than `most` (at most CBGI_PICK_MOST) outcomes of low <= utility <= high, one from each of as many
 * equal stretches of the ranking; equals: the best for itself. An empty window: cbgi_own_at_least(low). */
uint64_t cbgi_pick(const cbg_view *view, const void *counts, double low, double high, uint32_t purpose,
                   int most);

#endif
