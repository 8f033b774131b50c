/* The Lagrangian relaxation of "find the best outcome": see optimum.h. */
#ifndef COBURGI_RELAXED_H
#define COBURGI_RELAXED_H

#include "base/arena.h"
#include "coburg/optimum.h"

/* The feasible options of every issue as columns; options that all seats value alike are one column. */
typedef struct cbgi_columns {
    const cbg_space *space;
    const cbg_goal *goal;
    int seats, issues, widest;
    bool blocked;                /* an issue has no feasible option */
    int *start;                  /* [issues + 1] */
    int64_t *value;              /* [column * seats + seat] */
    double *scaled;              /* the same times scale[seat] */
    int *option;                 /* [column]: the smallest option index behind it */
    uint64_t *many;              /* [column]: options behind it */
    double scale[CBG_SEATS_MAX]; /* gains times scale are what multipliers multiply */
    double unit; /* SUM and SMALLEST: the criterion in scaled gains times this is in space units (SMALLEST: of
                          gain / weight) */
    double margin; /* rounding error of a bound per unit of multiplier */
} cbgi_columns;

/* A partial outcome: the gains of what is fixed and the issues left open. */
typedef struct cbgi_partial {
    const int64_t *gain; /* [seat], `from` already taken off */
    int open;
    const int *issue; /* [open] */
} cbgi_partial;

cbg_status cbgi_columns_build(const cbg_space *space, const cbg_goal *goal, bool merge, cbgi_arena *arena,
                              cbgi_columns *out);

/* Multipliers to start from. */
void cbgi_relaxed_start(const cbgi_columns *c, double *x);

/* The bound from multipliers x; pick[open] receives the maximising columns (may be NULL), gain[seats] their scaled
 * gains (may be NULL). Rounding is allowed for. */
double cbgi_relaxed_bound(const cbgi_columns *c, const cbgi_partial *at, const double *x, int *pick,
                          double *gain);

/* Called with the maximising columns of every step: they are complete outcomes. */
typedef void (*cbgi_relaxed_seen)(void *context, const int *pick);

/* Improves x by up to `steps` steps, until the bound falls below target. Returns the best bound; x attains it. */
double cbgi_relaxed_improve(const cbgi_columns *c, const cbgi_partial *at, int steps, double target,
                            double *x, int *pick, cbgi_relaxed_seen seen, void *context);

/* The criterion as bounds measure it: scaled sum, logarithm of the scaled product, smallest scaled gain. -infinity when
 * a held seat is below, or a product has a factor of at most 0. */
double cbgi_relaxed_value(const cbgi_columns *c, const int64_t *gain);

/* By how much an outcome misses the constraints, in scaled gains; 0 when it meets them. */
double cbgi_relaxed_missing(const cbgi_columns *c, const int64_t *gain);

#endif
