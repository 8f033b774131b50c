/* Utilities with terms as a graph: see meet.c. */
#ifndef COBURGI_MEET_H
#define COBURGI_MEET_H

#include "solution/clique.h"
#include "coburg/space.h"
#include "coburg/terms.h"

/* One issue that a region speaks of. */
typedef struct cbgi_side {
    int issue;
    const bool *has; /* [option] */
} cbgi_side;

typedef struct cbgi_meet {
    const cbg_space *space;
    bool blocked;  /* nothing is feasible */
    bool convex;   /* every side is a run of allowed options, so regions that meet in pairs all meet */
    bool *allowed; /* [offset[issue] + option]: breaks no red line in force */
    int count;
    int *first;                  /* [count + 1]: the sides of a region */
    cbgi_side *side;             /* by region */
    double *share;               /* [region]: of all allowed outcomes */
    int64_t *pay;                /* [region * seats + seat], >= 0 */
    int *group_of;               /* [region], -1: none */
    int groups;                  /* of each an outcome must lie in a region */
    int64_t base[CBG_SEATS_MAX]; /* utility <= base + what the regions it lies in pay, with equality for seats
                                    whose boxes are simply added */
} cbgi_meet;

/* CBG_TOO_LARGE: a table, or more regions than a graph can hold. */
cbg_status cbgi_meet_build(const cbg_space *space, cbgi_arena *arena, cbgi_meet *out);

/* The graph with vertices in this order of regions. (*meeting)[(offset[issue] + option) * words + w] are its vertices
 * that have the option or do not speak of the issue. */
cbg_status cbgi_meet_graph(const cbgi_meet *m, const int *order, const int64_t *weight, cbgi_arena *arena,
                           cbgi_clique *out, uint64_t **meeting);

/* Takes out of `next` what has no outcome in common with all of `member`, judged on the issues of vertex v. */
void cbgi_meet_shrink(const cbgi_meet *m, const int *order, const uint64_t *meeting, const uint64_t *member,
                      int v, uint64_t *next);

/* The outcome with the smallest number that lies in all regions of a clique of that graph. */
void cbgi_meet_outcome(const cbgi_meet *m, const int *order, const uint64_t *member, int *option);

#endif
