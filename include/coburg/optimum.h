/* The best outcome by a criterion at any size, with a proof, without enumeration.
 *
 * Branch and bound on the Lagrangian relaxation: for any multipliers L the criterion f of the gains g is bounded by
 *   f(g) <= constant(L) + sum over issues of max over options of L . a(issue, option)
 * because f lies below each of its tangents (Nash: a log s <= L s - a + a log(a / L)) and a smallest gain below
 * each weighted mean. The multipliers are improved by subgradient steps; the search then leaves out whatever
 * costs more against the bound than the best outcome found leaves room for. Bounds are in double with room for
 * rounding; every comparison of outcomes is exact. The gap of the relaxation involves at most about as many
 * issues as there are seats, so it shrinks as issues are added.
 * Sources: E. Eisenberg and D. Gale, Ann. Math. Stat. 30 (1959) 165-168, doi 10.1214/aoms/1177706369 (the relaxation of
 * Nash); A. M. Geoffrion, Math. Prog. Study 2 (1974) 82-114, doi 10.1007/BFb0120690; B. T. Polyak, USSR Comput. Math.
 * Math. Phys. 9 (1969) 14-29, doi 10.1016/0041-5553(69)90061-5 (steps).
 * Thread-safety: a space may be shared.
 */
#ifndef COBURG_OPTIMUM_H
#define COBURG_OPTIMUM_H

#include "coburg/space.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CBG_NODES_DEFAULT_MAX UINT64_C(20000000)
#define CBG_NODES_CLIQUE_MAX UINT64_C(200000)

typedef enum cbg_criterion {
    CBG_CRITERION_SUM,     /* sum of weight * gain */
    CBG_CRITERION_PRODUCT, /* product of gain ^ weight */
    CBG_CRITERION_SMALLEST /* the smallest gain / weight, then the next smallest, ... (leximin) */
} cbg_criterion;

/* What to maximise over feasible outcomes. Gains are utilities minus `from`, in units. */
typedef struct cbg_goal {
    cbg_criterion criterion;
    int64_t from[CBG_SEATS_MAX];
    int64_t weight
        [CBG_SEATS_MAX]; /* >= 0, not all 0; a seat of weight 0 does not count. PRODUCT: at most 4096 in all */
    bool held[CBG_SEATS_MAX]; /* this seat's gain may not be negative */
} cbg_goal;

typedef struct cbg_optimum_options {
    uint64_t max_nodes; /* 0: CBG_NODES_DEFAULT_MAX */
    int keep;           /* the best so many outcomes; 0: one, with those tied counted */
    const int *start;   /* an outcome to beat or tie, one option an issue; NULL: none */
} cbg_optimum_options;

/* How far a claim of optimality is proved. */
typedef struct cbg_proof {
    bool proved; /* no outcome is better; with SMALLEST: none has a larger smallest gain / weight */
    bool
        ties_known; /* the outcome named is the smallest number among all equally good (SMALLEST: by leximin), and
                          tied counts them */
    double value; /* of the criterion: SUM and SMALLEST in points, PRODUCT as a natural logarithm of points */
    double bound; /* no outcome exceeds this; equals value when proved */
    double root_bound;                /* the same from the multipliers alone */
    double multiplier[CBG_SEATS_MAX]; /* of root_bound, per point of gain */
    uint64_t nodes;                   /* partial outcomes looked at */
} cbg_proof;

typedef struct cbg_optimum {
    bool exists;   /* an outcome was found */
    bool none;     /* it is proved that there is none */
    uint64_t tied; /* outcomes equally good, this one included; UINT64_MAX: that many or more */
    int count;     /* outcomes kept */
    int issues;
    int *option; /* [count * issues], best first; equally good ones by number */
    cbg_proof proof;
    const cbg_exec *exec;
} cbg_optimum;

/* Memory O(issues * options * (seats + issues)); time is what the search takes, at most max_nodes nodes of
 * O(seats) each. Deterministic. exec must outlive the result. CBG_BAD_ARGUMENT, CBG_NO_MEMORY, CBG_CANCELLED.
 * Where utilities are not sums over issues, or constraints bind (space->structure), the outcome is the heaviest clique
 * of the regions that interactions, boxes and constraints speak of: nodes cost O(regions^2 / 64), so max_nodes is
 * CBG_NODES_CLIQUE_MAX by default; one outcome is kept, and ties are not known. CBG_TOO_LARGE: a party
 * states a table, or there are more than 8,192 regions. */
cbg_status cbg_optimum_find(const cbg_space *space, const cbg_goal *goal, const cbg_optimum_options *options,
                            const cbg_exec *exec, cbg_optimum **out);
void cbg_optimum_free(cbg_optimum *optimum);

#ifdef __cplusplus
}
#endif
#endif
