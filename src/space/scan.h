/* Scans: every outcome of a box in order, in blocks, on any number of threads.
 *
 * A box is cut into a fixed number of pieces that does not depend on the threads; each piece hands its
 * blocks to the visitor in ascending order. A visitor keeps one state a piece and merges the states by index.
 */
#ifndef COBURGI_SCAN_H
#define COBURGI_SCAN_H

#include "coburg/exec.h"
#include "space/box.h"
#include "space/kernel.h"

enum { CBGI_BLOCK = 1024, CBGI_PIECES = 256 };

/* Up to CBGI_BLOCK consecutive outcomes of a box. */
typedef struct cbgi_block {
    const cbgi_box *box;
    uint64_t first; /* index in the box of its first outcome */
    int count;
    uint32_t zone;      /* feasible outcomes at or above every floor */
    int feasible;       /* outcomes that constraints allow; the others have gains of INT64_MIN */
    int64_t max_min;    /* the largest smallest gain */
    double max_product; /* not less than the largest product of gains in the zone; +inf: unknown */
    int low_start;
    bool plain;       /* base + low is all there is */
    const int *digit; /* of the leading issues */
    uint64_t high_breaks;
    int64_t base[CBG_SEATS_MAX];
    int64_t (*gain)[CBGI_BLOCK]; /* [seat][k], valid after cbgi_block_load */
    bool loaded;
} cbgi_block;

/* Computes block->gain; cheap when called again. */
void cbgi_block_load(cbgi_block *block);

/* Fills pick with the positions in the block of its `zone` outcomes, ascending. Loads the block. */
void cbgi_block_zone(cbgi_block *block, int pick[CBGI_BLOCK]);

/* Red lines of the case that the k-th outcome of the block breaks (in force or not). */
uint64_t cbgi_block_breaks(const cbgi_block *block, int k);

typedef cbg_status (*cbgi_visit)(void *context, int piece, cbgi_block *block);

/* How many pieces a scan of the box has. */
static inline int cbgi_pieces(const cbgi_box *box)
{
    return box->outcomes == 0 ? 0 : box->prefixes < CBGI_PIECES ? (int)box->prefixes : CBGI_PIECES;
}

/* Visits every block, except those in which nothing is feasible. Piece numbers are below cbgi_pieces. An empty box has no blocks. */
cbg_status cbgi_scan(const cbgi_box *box, const cbg_exec *exec, cbgi_visit visit, void *context);

/* Counts feasible outcomes, those of them at or above every floor, and the largest smallest gain (INT64_MIN:
 * nothing feasible). */
cbg_status cbgi_scan_zone(const cbgi_box *box, const cbg_exec *exec, uint64_t *feasible, uint64_t *zone,
                          int64_t *max_min);

/* For each seat the largest gain among outcomes where all other seats reach their floors;
 * INT64_MIN where there is none. best[seats]. */
cbg_status cbgi_scan_best(const cbgi_box *box, const cbg_exec *exec, int64_t *best);

#endif
