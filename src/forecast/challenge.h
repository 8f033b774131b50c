/* The challenge model eight runs at a time: one run in each lane of a vector, so that a lane's numbers are those of a run by
 * itself on every instruction set. Kernels take a step; challenge.c says when to stop. */
#ifndef COBURGI_FORECAST_CHALLENGE_H
#define COBURGI_FORECAST_CHALLENGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHALLENGE_LANES = 8 };

/* Aligned to 64 bytes wherever they are stored. */
typedef double challenge_lanes __attribute__((vector_size(8 * CHALLENGE_LANES)));
typedef int64_t challenge_counts __attribute__((vector_size(8 * CHALLENGE_LANES)));

enum { CHALLENGE_CONFRONTS, CHALLENGE_COMPROMISES, CHALLENGE_CAPITULATES, CHALLENGE_STAYS };

/* Faults of the replica that a variant mends. */
enum { CHALLENGE_MEND_CHANCE = 1, CHALLENGE_MEND_CAPITULATION = 2, CHALLENGE_MEND_CHOICE = 4 };

/* The best offer yet: how good, where it leads, from which actor. */
typedef struct challenge_best {
    challenge_lanes score, to, from;
} challenge_best;

typedef struct challenge {
    int n;
    int mended;
    double q, t; /* chance that nothing changes when i does not challenge, and that j moves for the better */
    challenge_lanes range, by_range;      /* D, 1 / D */
    challenge_lanes median, least_weight; /* weighted median; half of all weight, less a little */
    bool even;                            /* in some lane weights up to some position are half of all, or next to it */
    challenge_lanes few;                  /* so few votes are none */
    /* By actor: positions, saliences, capability * salience; of the last step r_i and the offer accepted, and from whom. */
    challenge_lanes *x, *s, *w, *risk, *best_kind, *best_from;
    challenge_counts *rank;
    /* By rank, which is a lane's own: who stands there, where, and twice that; salience, weight, r; weight up to here. */
    challenge_lanes *actor, *at, *twice, *care, *weight, *bold, *below;
    challenge_lanes *left, *sum, *far, *won, *gain; /* by rank: sums over the other actors */
    challenge_best *best;                           /* by rank */
    /* Between the actor at hand and each above, in steps: logarithms and then powers of 1 - d and 1 + d; who gets an offer, its f, the
     * other's, how well they are known; its r; what it is offered, and where that leads. */
    challenge_lanes *less, *more, *own, *other, *close, *taker, *offered, *goal;
    challenge_counts *to_lower;
    challenge_lanes *part;  /* [n * n]: what voters up to k hold against the position of a, at [a * n + k] */
    challenge_lanes *votes; /* [n * n]: for i over j, at [i * n + j], i < j */
    int32_t *middle;        /* [n * n * lanes]: last rank before the middle of i and j, i < j */
} challenge;

typedef struct challenge_kernel {
    const char *name;
    void (*rank)(challenge *g); /* puts actors in order of position and finds the median; before each step */
    void (*step)(challenge *g); /* risks, offers and choices; moves x */
} challenge_kernel;

/* Lays the tables of n actors into `base`, or with NULL only counts: bytes taken. */
size_t challenge_lay(challenge *g, int n, void *base);

/* The median as the public replica finds it, into g->median: another one in even lanes only. */
void challenge_median_by_votes(challenge *g);

/* The fastest that this processor runs; and all that it runs, NULL-terminated, for tests. */
const challenge_kernel *challenge_kernel_pick(void);
void challenge_kernels(const challenge_kernel *out[4]);

#endif
