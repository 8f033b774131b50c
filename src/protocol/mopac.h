/* Consensus among the voters for one bid, as MOPAC has it. */
#ifndef COBURGI_PROTOCOL_MOPAC_H
#define COBURGI_PROTOCOL_MOPAC_H

#include <stdint.h>

/* Somebody's vote for a bid: it agrees if those who agree have between so much power together. */
typedef struct cbgi_mopac_vote {
    int voice, power;
    int64_t least, most;
} cbgi_mopac_vote;

enum { CBGI_MOPAC_SUBSETS = 20 };

/* The subset of at least two voters (bits of their voices) whose power together is at least every member's `least` and at
 * most every member's `most`, with the most power; ties: the one that has the voice where two subsets first differ.
 * 0: none. *power: of the subset. If somebody limits `most`, at most CBGI_MOPAC_SUBSETS votes are looked at, the first. */
uint64_t cbgi_mopac_consensus(const cbgi_mopac_vote *vote, int count, int64_t *power);

#endif
