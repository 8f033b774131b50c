/* AC_combi: takes an offer as AC_next does; from time T on also one that is worth as much as what the others' recent offers
 * let it expect from the time that is left: their best, or their mean, over the last window of length 1 - t.
 * Source: Baarslag, Hindriks, Jonker, "Effective acceptance conditions in real-time automated negotiation", Decision
 * Support Systems 60 (2014) 68-77, doi 10.1016/j.dss.2013.05.021. */
#ifndef COBURGI_ACCEPTANCE_COMBI_H
#define COBURGI_ACCEPTANCE_COMBI_H

#include "coburg/strategy.h"

extern const cbg_param cbgi_combi_params[];

size_t cbgi_combi_memory_size(const cbg_setup *setup, const void *config);
void cbgi_combi_hear(const cbg_view *view, cbg_self self, const cbg_heard *heard);

bool cbgi_combi_accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next, bool mean);

#endif
