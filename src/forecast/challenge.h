/* The challenge model eight runs at a time: one run in each lane of a vector, so that a lane's numbers are those of a run by
 * itself on every instruction set. Kernels take a step; challenge.c says when to stop. */
#ifndef COBURGI_FORECAST_CHALLENGE_H
#define COBURGI_FORECAST_CHALLENGE_H

#include <stddef.h>

enum { CHALLENGE_LANES = 8 };

/* Aligned to 64 bytes wherever it is stored. */
typedef double challenge_lanes __attribute__((vector_size(8 * CHALLENGE_LANES)));

enum { CHALLENGE_CONFRONTS, CHALLENGE_COMPROMISES, CHALLENGE_CAPITULATES, CHALLENGE_STAYS };

/* Faults of the replica that a variant mends. */
enum { CHALLENGE_MEND_CHANCE = 1, CHALLENGE_MEND_CAPITULATION = 2, CHALLENGE_MEND_CHOICE = 4 };

typedef struct challenge {
    int n, padded; /* actors, and up to a multiple of 4 */
    int mended;
    double q, t; /* chance that nothing changes when i does not challenge, and that j moves for the better */
    challenge_lanes range, by_range; /* D, 1 / D */
    challenge_lanes *x, *s, *w;  /* [actor] positions, saliences, capability * salience */
    challenge_lanes *risk;       /* [actor] r_i of the last step */
    challenge_lanes *sum, *gain; /* [actor] */
    challenge_lanes *part;       /* [padded * n]: what voter k holds against position a, at [a * n + k] */
    challenge_lanes *apart;      /* [padded * padded]: sum over voters of differences between two positions */
    challenge_lanes *best_kind, *best_key, *best_to,
        *best_from;                       /* [actor] the offer each accepts; from: actor number */
    challenge_lanes median, least_weight; /* weighted median; half of all weight, less a little */
} challenge;

typedef struct challenge_kernel {
    const char *name;
    void (*median)(challenge *g); /* of the positions, into g->median */
    void (*step)(challenge *g);   /* risks, offers and choices; moves x */
} challenge_kernel;

/* The median as the public replica finds it, into g->median. */
void challenge_median_by_votes(challenge *g);

/* The fastest that this processor runs; and all that it runs, NULL-terminated, for tests. */
const challenge_kernel *challenge_kernel_pick(void);
void challenge_kernels(const challenge_kernel *out[4]);

#endif
