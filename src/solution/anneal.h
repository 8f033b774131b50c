/* Simulated annealing over outcomes, for the weighted sum of the regions they lie in. */
#ifndef COBURGI_ANNEAL_H
#define COBURGI_ANNEAL_H

#include "base/philox.h"
#include "solution/meet.h"

typedef struct cbgi_anneal {
    const cbgi_meet *m;
    const int64_t *weight; /* [region] */
    int *start, *region;   /* regions that speak of an issue: region[start[issue]..start[issue + 1]-1] ... */
    const bool **has;      /* ... and their options there */
    int *missing;          /* [region]: issues on which the outcome lies outside */
    int *met;              /* [group]: regions that the outcome lies in */
    int *allowed, *allowed_start; /* options that break no red line in force, by issue */
    int64_t penalty;              /* of a group that is not met */
} cbgi_anneal;

cbg_status cbgi_anneal_init(const cbgi_meet *m, cbgi_arena *arena, cbgi_anneal *out);

/* Moves `option` about for so many steps and leaves the best outcome met there. */
void cbgi_anneal_run(cbgi_anneal *a, const int64_t *weight, int steps, cbgi_stream *random, int *option,
                     int *spare);

#endif
