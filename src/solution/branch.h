/* The search of optimum.h: its state, and the steps that its files share. */
#ifndef COBURGI_BRANCH_H
#define COBURGI_BRANCH_H

#include "solution/registry.h"
#include "solution/relaxed.h"

/* A complete outcome found. */
typedef struct cbgi_found {
    int *pick; /* [issue]: column */
    int64_t gain[CBG_SEATS_MAX];
    double value; /* as bounds measure it */
    uint64_t tied;
} cbgi_found;

typedef struct cbgi_search {
    const cbgi_columns *c;
    const cbg_goal *goal;
    cbgi_problem order; /* for exact comparisons */
    cbgi_arena *arena;
    const cbg_exec *exec;
    int keep, count;
    cbgi_found *best;            /* [keep + 1], best first */
    int *all;                    /* [issues]: 0, 1, 2, ... */
    int64_t none[CBG_SEATS_MAX]; /* gains of the empty package */
    int64_t *most;               /* [issue * seats + seat]: largest value of the issue */
    bool strict;                 /* only what is better than the best, not what ties with it */
    bool enough;                 /* stop at the first value >= 0 */
    uint64_t nodes, max_nodes;
    bool stopped; /* max_nodes were not enough */
    double open;  /* bound of what was left unsearched then */
} cbgi_search;

/* Offers a complete outcome; `many` outcomes stand behind its columns. Infeasible ones are ignored. */
void cbgi_search_offer(cbgi_search *s, const int *pick, const int64_t *gain, uint64_t many);

/* The gains of a complete outcome. */
void cbgi_search_gains(const cbgi_search *s, const int *pick, int64_t *gain);

/* Bounds below this can be left out. */
double cbgi_search_threshold(const cbgi_search *s);

/* Exact: > 0 when gains a are better. */
int cbgi_search_compare(const cbgi_search *s, const int64_t *a, const int64_t *b);

/* Improves an outcome by exchanging one option, then one or two, as long as that helps; offers the result.
 * Two at a time only among columns that cost at most `gap` under multipliers x. */
cbg_status cbgi_climb(cbgi_search *s, const int *pick, const double *x, double gap);

/* Searches everything that may reach the threshold, from multipliers x with this bound. */
cbg_status cbgi_branch(cbgi_search *s, const double *x, double bound);

/* The same question where utilities have terms; fills *out, which has its exec. CBG_TOO_LARGE: tables, or more
 * regions than a graph can hold. optimum_meet.c */
cbg_status cbgi_optimum_meet(const cbg_space *space, const cbg_goal *goal, const cbg_optimum_options *options,
                             cbgi_arena *arena, cbg_optimum *out);

#endif
