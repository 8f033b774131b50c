/* The whole analysis of one scenario: what `coburg analyze` prints. */
#ifndef COBURG_ANALYSIS_H
#define COBURG_ANALYSIS_H

#include "coburg/blocker.h"
#include "coburg/solution.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum cbg_method {
    CBG_METHOD_AUTO, /* small spaces are enumerated; large ones go by structure, and are enumerated after all
                             when that leaves something open and max_outcomes allows */
    CBG_METHOD_ENUMERATE, /* look at every outcome */
    CBG_METHOD_STRUCTURE /* fold, count and search issue by issue; with interactions, boxes or constraints search
                             the graph of their regions, without frontier and count; CBG_BAD_ARGUMENT with a table */
} cbg_method;

typedef struct cbg_analysis_options {
    int top;           /* list this many best outcomes by the Nash product; 0..CBG_TOP_MAX */
    bool weighted_top; /* by the bloc-weighted product */
    cbg_method method;
    uint64_t max_outcomes; /* enumerate at most so many; 0: CBG_OUTCOMES_DEFAULT_MAX */
    const int *outcome;    /* an outcome to score, one option an issue; NULL: none */
} cbg_analysis_options;

/* One outcome, scored. */
typedef struct cbg_scored {
    uint64_t outcome;
    int64_t utility[CBG_SEATS_MAX];
    uint64_t broken; /* red lines in force that it breaks */
    bool possible;   /* satisfies all constraints */
    bool acceptable; /* possible, breaks none and leaves nobody below the walk-away */
    bool dominated;  /* by a feasible outcome */
    bool settled;    /* dominated, or it is proved that it is not */
    uint64_t by;
} cbg_scored;

typedef struct cbg_analysis {
    cbg_space *space; /* the scenario as asked */
    bool enumerated;  /* every outcome was looked at; else: by structure */
    /* Packages by number. In a countable space a package's number is its outcome's; otherwise an index here. */
    int package_count, package_room;
    int *package; /* [package_count * issues] */
    cbg_zone zone;
    bool has_prices; /* red lines are in force, and counted */
    cbg_red_line_prices prices;
    bool set_aside;  /* the red lines leave no zone: what follows sets all of them aside */
    cbg_space *open; /* the space of what follows: `space`, or the same without red lines */
    cbg_zone open_zone;
    cbg_solutions solutions;
    int pair[2];          /* the seats of the two-party views: the first two sides' first seats */
    cbg_issue_loss *loss; /* [issues]; NULL with a single seat and where utilities are not sums over issues */
    int frontier_count;   /* two seats only */
    cbg_frontier_point *frontier;
    bool has_lottery; /* two seats, and exact results fit */
    cbg_lottery lottery[CBG_LOTTERIES];
    bool has_scored;
    cbg_scored scored;
    const cbg_exec *exec;
} cbg_analysis;

/* Runs everything. The case and exec must outlive the result, which cbg_analysis_free releases.
 * CBG_TOO_LARGE with a diagnostic that says how many outcomes there are; else as the parts. */
cbg_status cbg_analyze(const cbg_case *c, const cbg_scenario *scenario, const cbg_analysis_options *options,
                       const cbg_exec *exec, cbg_analysis **out, cbg_diags *diags);
void cbg_analysis_free(cbg_analysis *analysis);

/* The options of a package by its number; option[issues]. */
void cbg_analysis_package(const cbg_analysis *analysis, uint64_t number, int *option);

/* Does seat lie at or above its walk-away in the scored outcome, and break none of its own red lines? */
bool cbg_scored_accepted_by(const cbg_analysis *analysis, int seat);

#ifdef __cplusplus
}
#endif
#endif
