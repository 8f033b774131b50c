/* A conflict built from the issues of a case: the graph model of the bargaining that the same case describes.
 *
 * Sides (a bloc, or a party outside any) are the decision makers. Each owns a ladder for every chosen issue that is its
 * to settle, from what it likes best downwards, one option a step; of an issue that nobody owns every side has a ladder, in
 * the order of the case, and the lowest of them counts. Besides, each side may agree, extend, walk out and sanction
 * (process.h). A state is worth to a side: when all agree, the utility of the package; when somebody walked out, the
 * walk-away; else the status quo less the cost of delay; always less the sanctions of others. A package that breaks a
 * constraint or a red line cannot be agreed: agreeing to it counts for nothing. At the deadline packages cannot be
 * changed any more, and where neither all agree nor all extend the talks lapse, which is worth the walk-away.
 * A bloc counts the utilities of its members by their bargaining weights.
 */
#ifndef COBURG_BUILT_H
#define COBURG_BUILT_H

#include "coburg/process.h"
#include "coburg/solution.h"
#include "coburg/stability.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CBG_BUILT_STATES = 4096,         /* when the engine chooses the issues */
    CBG_BUILT_STATES_MAX = 1 << 20,  /* when they are named */
    CBG_BUILT_ISSUES_MAX = 12,
    CBG_BUILT_RUNGS_MAX = 16
};

typedef struct cbg_built_options {
    const cbg_scenario *scenario; /* every party once, in order; NULL: the case as it stands */
    int issue_count; /* 0: the engine chooses, the most contested first, as many as fit */
    const int *issue;
    int rungs;           /* levels of an issue at most; 0: 3. Levels of bargaining solutions are kept in any case */
    bool deadline;
    bool ranges;         /* ranges of numbers count: where they leave the order open it is unknown */
    cbg_rational same;   /* a smaller difference, in points, is none */
    bool has_strong;
    cbg_rational strong; /* a larger one is a strong preference */
} cbg_built_options;

typedef enum cbg_built_kind { CBG_BUILT_OPEN, CBG_BUILT_DEAL, CBG_BUILT_EXTENDED, CBG_BUILT_LEFT, CBG_BUILT_LAPSED } cbg_built_kind;

/* The levels of a chosen issue. */
typedef struct cbg_ladder {
    int issue, owner; /* owner: decision maker, -1: all */
    int count;
    int level[CBG_BUILT_RUNGS_MAX]; /* option of the issue; level[0] is where it starts */
} cbg_ladder;

/* How stated preferences of a side compare with its utilities, over pairs of states. */
typedef struct cbg_tau {
    bool stated;
    double tau;            /* Kendall's tau-b */
    uint64_t against;      /* pairs ordered the other way round */
    int example_count;     /* those that differ most in utility */
    uint32_t better[5], worse[5]; /* by utility */
} cbg_tau;

typedef struct cbg_built cbg_built;

/* CBG_MISSING: no two sides, or preferences are missing; CBG_TOO_LARGE: too many sides, issues or states;
 * CBG_BAD_CASE: stated preferences that do not fit; CBG_OVERFLOW. `c` must outlive the result. O(sides * states), with
 * `same`, `ranges` or `strong` O(sides * states^2). */
cbg_status cbg_built_make(const cbg_case *c, const cbg_built_options *options, const cbg_exec *exec,
                          cbg_built **out, cbg_diags *diags);
void cbg_built_free(cbg_built *built);

const cbg_graph *cbg_built_graph(const cbg_built *built);
const cbg_space *cbg_built_space(const cbg_built *built); /* all parties */
const cbg_solutions *cbg_built_solutions(const cbg_built *built); /* NULL: the space is too large to solve */
/* In words; NULL when there are more than CBG_GRAPH_SETS_MAX states. */
const char *cbg_built_label(const cbg_built *built, uint32_t state);
cbg_built_kind cbg_built_kind_of(const cbg_built *built, uint32_t state);
/* The package on the table in a state; option[issues]. */
void cbg_built_package(const cbg_built *built, uint32_t state, int *option);
/* What a state is worth to a side, in points. */
double cbg_built_worth(const cbg_built *built, int maker, uint32_t state);
int cbg_built_ladders(const cbg_built *built, const cbg_ladder **ladder);
const cbg_tau *cbg_built_tau(const cbg_built *built, int maker);
/* The state in which all agree on this package, without sanctions; -1: not in the graph. */
int64_t cbg_built_deal(const cbg_built *built, const int *option);

/* As cbg_draws_solve (stability.h): weights, walk-aways and numbers under `process` are drawn from their ranges, weights
 * then brought back to their sum. Terms that are no sums over issues stay as they are. Needs complete rankings. */
cbg_status cbg_draws_built(const cbg_built *built, int count, uint64_t seed, bool opponents_once, const cbg_exec *exec,
                           cbg_draws **out, cbg_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
