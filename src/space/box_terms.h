/* Terms on the way through a box: what regions add to runs of outcomes, and which they rule out.
 *
 * Each region knows by bits which combinations of the trailing issues (the low part) lie in it. The leading
 * issues decide which regions are alive; of these the ones that hold all of the low part move the running sums,
 * and only the rest touches single outcomes.
 */
#ifndef COBURGI_BOX_TERMS_H
#define COBURGI_BOX_TERMS_H

#include "space/scan.h"
#include "space/terms.h"

typedef struct cbgi_box_terms {
    int low_words;               /* words of one region's bits over the low part */
    const uint64_t *low;         /* [region * low_words + w] */
    const uint64_t *some;        /* [words]: regions that a part of the low part lies in ... */
    const uint64_t *all;         /* ... and those that all of it lies in */
    const uint64_t *low_outcome; /* [k]: outcome number within the trailing issues; NULL without tables */
    uint64_t low_outcomes;       /* product of the option counts of the trailing issues */
    bool steady;                 /* no aggregates, tables or rules: without `some` there is nothing to do */
} cbgi_box_terms;

/* Gains of infeasible outcomes: below every floor, and never the best of anything. */
#define CBGI_INFEASIBLE INT64_MIN

/* Fills box->terms from the space's; needs the split of the box. CBG_TOO_LARGE, CBG_NO_MEMORY. */
cbg_status cbgi_box_terms_build(cbgi_box *box, cbgi_arena *arena);

/* The largest size of what the terms of a seat can add. */
int64_t cbgi_terms_size(const cbgi_terms *terms, int seat);

/* Adds to sum[seat] what holds for every outcome with these digits of the leading issues. False: they
 * are all infeasible. *plain: nothing else happens to any of them. */
bool cbgi_terms_prefix(const cbgi_box *box, const int *digit, int64_t *sum, bool *plain);

/* Adds to the loaded gains of a block what is not in its base, marks the infeasible outcomes and
 * counts the others in block->feasible. */
void cbgi_terms_block(cbgi_block *block);

#endif
