/* An analysis without enumeration: what takes the place of scans when a space is too large for them. */
#ifndef COBURGI_STRUCTURED_H
#define COBURGI_STRUCTURED_H

#include "base/arena.h"
#include "coburg/analysis.h"

/* How many outcomes reach every walk-away, by the red lines they break. */
typedef struct cbgi_tally {
    size_t count;
    uint64_t *broken; /* [count], ascending */
    uint64_t *exact;  /* [count]: saturating */
    double *about;    /* [count] */
} cbgi_tally;

typedef struct cbgi_count_options {
    uint64_t forbidden; /* options that break one of these red lines are left out */
    uint64_t tracked;   /* outcomes are told apart by which of these lines they break */
    const int *seat;    /* the seats whose walk-aways matter; NULL: all */
    int seats;
    int levels; /* 0: exact; else utilities on a grid of about so many steps a seat, */
    bool up;    /* rounded up: the count is not too small; or down: not too large */
    size_t max_states;
} cbgi_count_options;

/* CBG_TOO_LARGE beyond max_states. Arrays of *out from `arena`. */
cbg_status cbgi_count_zone(const cbg_space *space, const cbgi_count_options *options, const cbg_exec *exec,
                           cbgi_arena *arena, cbgi_tally *out);

/* Certain bounds on the zone's size where it cannot be counted: from above the smallest of what any two seats can
 * accept, from below all outcomes less those that some single seat refuses; both on a grid. */
cbg_status cbgi_count_bounds(const cbg_space *space, const cbg_exec *exec, double *at_least, double *at_most);

/* As cbg_zone_measure, cbg_red_line_price (known false: too many states to count), cbg_dominated. */
cbg_status cbgi_structured_zone(const cbg_space *space, const cbg_exec *exec, cbg_zone *out);
cbg_status cbgi_structured_prices(const cbg_space *space, const cbg_exec *exec, bool *known,
                                  cbg_red_line_prices *out);
cbg_status cbgi_structured_dominated(const cbg_space *space, const int *option, const cbg_exec *exec,
                                     bool *known, bool *dominated, int *by);

/* All registered solutions over the open space; packages go into the register of the analysis. */
cbg_status cbgi_structured_solve(cbg_analysis *a, int top, bool weighted_top, const cbg_exec *exec);

/* The number that stands for these options in the analysis. UINT64_MAX: no memory. */
uint64_t cbgi_analysis_enter(cbg_analysis *a, const int *option);

#endif
