/* The own side of a whole strategy: utilities relative to the best outcome that the voice would take, and windows of
 * outcomes between two of them. The published agents assume that their best outcome is worth 1; here the best
 * acceptable one is, so red lines and scales that nobody reaches change nothing in their formulas. */
#ifndef COBURGI_AGENT_OWN_H
#define COBURGI_AGENT_OWN_H

#include "coburg/strategy.h"

/* What it would be to walk away: a voice to which nothing is acceptable leaves. */
static inline cbg_move cbgi_own_offer(uint64_t outcome)
{
    return (cbg_move){outcome == CBG_NO_OUTCOME ? CBG_ACT_END : CBG_ACT_OFFER, outcome};
}

/* 1 for the best acceptable outcome, 0 for the zero of the scale (or for the worst acceptable one, should that be less). */
double cbgi_own_utility(const cbg_profile *own, uint64_t outcome);
double cbgi_own_scaled(const cbg_profile *own, int64_t value);
/* The least value of at least this utility, and the largest of at most this; u is cut to 0..1. */
int64_t cbgi_own_value(const cbg_profile *own, double u);
int64_t cbgi_own_ceiling(const cbg_profile *own, double u);
/* Utility of the walk-away or of the worst acceptable outcome, whichever is more: nothing below it is ever acceptable. */
double cbgi_own_floor(const cbg_profile *own);

/* The acceptable outcome of the least utility >= u; the best when none is. CBG_NO_OUTCOME: nothing is acceptable. */
uint64_t cbgi_own_at_least(const cbg_profile *own, double u);
/* One of those with low <= utility <= high, each equally likely; when there is none, cbgi_own_at_least(low). */
uint64_t cbgi_own_within(const cbg_profile *own, double low, double high, uint64_t key);

/* Acceptable outcomes of ranks first..end-1, best first: all of them when they are at most `most`, else one drawn
 * from each of `most` equal stretches, so work is bounded in a space of any size. Returns how many. */
int cbgi_own_sample(const cbg_profile *own, uint64_t first, uint64_t end, const cbg_view *view,
                    uint32_t purpose, uint64_t *out, int most);

#endif
