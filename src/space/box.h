/* A box: the outcomes that a scan visits, namely all combinations of the allowed options of each
 * issue, with a floor for each seat (usually its walk-away).
 *
 * Trailing issues are folded into a table of partial sums (the low part); the leading issues
 * are counted through with running sums. One addition per seat then gives an outcome's utility, and where the
 * space has terms these come on top (box_terms.h).
 */
#ifndef COBURGI_BOX_H
#define COBURGI_BOX_H

#include "base/arena.h"
#include "coburg/space.h"

typedef struct cbgi_box {
    const cbg_space *space;
    int count[CBG_ISSUES_MAX];          /* allowed options of each issue */
    const int *allowed[CBG_ISSUES_MAX]; /* their indices, ascending */
    uint64_t outcomes;                  /* product of counts; 0 when an issue has none */
    int64_t floor[CBG_SEATS_MAX];
    int high;                           /* issues before the low part */
    uint64_t prefixes;                  /* combinations of those */
    int low_size;                       /* combinations of the low part */
    const int64_t *low;                 /* [seat * low_size + k]: partial sums */
    const int32_t *low32;               /* the same; NULL when gains may not fit 32 bits */
    const uint64_t *low_breaks;         /* [k]: red lines broken by the low part; NULL when never any */
    const struct cbgi_box_terms *terms; /* what is not a sum over issues; NULL: nothing */
} cbgi_box;

/* All outcomes that break none of `red_lines` (bits of the case's red lines), with these floors
 * (NULL: the scenario's walk-aways). The arena owns the tables. CBG_TOO_LARGE when the outcomes
 * are not countable; CBG_NO_MEMORY. */
cbg_status cbgi_box_build(const cbg_space *space, uint64_t red_lines, const int64_t *floor, cbgi_arena *arena,
                          cbgi_box *box);

/* The outcome number in the whole space of the k-th outcome of the box; ascending in k. */
uint64_t cbgi_box_outcome(const cbgi_box *box, uint64_t k);

/* Changes the floors, and drops the 32-bit tables if they no longer suffice. */
void cbgi_box_set_floor(cbgi_box *box, const int64_t *floor);

#endif
