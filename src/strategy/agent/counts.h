/* How often each option was offered by each other voice: the plainest model of what they want. An outcome is believed to
 * be worth the sum of the counts of its options over the largest sum that any outcome could have, so issues on which a
 * voice insists weigh more than those on which it wanders. .5 of a voice that has offered nothing.
 * Memory: 4 bytes a voice and option. An offer costs O(issues), a question too. */
#ifndef COBURGI_AGENT_COUNTS_H
#define COBURGI_AGENT_COUNTS_H

#include "coburg/strategy.h"

size_t cbgi_counts_size(const cbg_setup *setup);
void cbgi_counts_hear(const cbg_view *view, void *counts, int from, uint64_t outcome);
double cbgi_counts_estimate(const cbg_view *view, const void *counts, int about, uint64_t outcome);

/* The product of the beliefs about all others that have offered something, once to the power of 1 / their number: their
 * geometric mean; 1 when nobody has. */
double cbgi_counts_joint(const cbg_view *view, const void *counts, uint64_t outcome);

#endif
