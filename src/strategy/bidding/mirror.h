/* What the tit-for-tats share: what the others' offers were worth to the voice, round by round (the mean of all that were heard in
 * a round), and the move from a target to an offer.
 * Source: Faratin, Sierra, Jennings, "Negotiation decision functions for autonomous agents", Robotics and Autonomous Systems
 * 24 (1998) 159-182, doi 10.1016/S0921-8890(98)00029-3. Utilities take the place of issue values. */
#ifndef COBURGI_BIDDING_MIRROR_H
#define COBURGI_BIDDING_MIRROR_H

#include "coburg/strategy.h"

enum { CBGI_MIRROR_MOST = 64 };

typedef struct cbgi_mirror {
    int rounds;      /* in which something was heard */
    int round;       /* the last of them */
    uint32_t offers; /* heard in it */
    double sum;
    double mean[CBGI_MIRROR_MOST]; /* of the last rounds, mean[k % CBGI_MIRROR_MOST] of the k-th */
} cbgi_mirror;

size_t cbgi_mirror_memory_size(const cbg_setup *setup, const void *config);
void cbgi_mirror_hear(const cbg_view *view, cbg_self self, const cbg_heard *heard);

/* In the initialiser of each tit-for-tat's part. */
#define CBGI_MIRROR_PART                                                                                     \
    .source = "Faratin et al. 1998, doi 10.1016/S0921-8890(98)00029-3",                                      \
    .note = "on utilities of whole offers; of several others the mean of a round",                           \
    .memory_size = cbgi_mirror_memory_size, .hear = cbgi_mirror_hear

/* The mean of the k-th last round, 0 the last; k below both `rounds` and CBGI_MIRROR_MOST. */
double cbgi_mirror_at(const cbgi_mirror *mirror, int k);

/* Utility of its own last offer; of its best outcome when it has made none. */
double cbgi_mirror_own(const cbg_view *view);

/* The least acceptable outcome at or above this utility. */
cbg_move cbgi_mirror_offer(const cbg_view *view, double target);

#endif
