/* The inverse question: what would a decision maker have to prefer for these states to hold for it?
 *
 * The answer is a condition: comparisons of states joined by "all of" and "any of", for one decision maker, one concept
 * and one or more wishes (this state stable, that one not; several wishes at once are what others call a goal seeker).
 * It follows from the definitions in stability.h: s is stable when for every move to a t
 *   Nash  s >= t;
 *   GMR   s >= t, or s >= some s2 in R_O(t);
 *   SMR   s >= t, or s >= some such s2 and s >= every s3 that the decision maker can move to from there;
 *   SEQ, SSEQ as GMR, SMR with R_O+(t) in place of R_O(t): what the others would do goes by their preferences as stated.
 * Whether some ranking (a weak order) fulfils it is decided by search over the alternatives with the order closed under
 * transitivity at every step; rankings are never enumerated. Source of the question: R. Kinsara, D. M. Kilgour and K. W. Hipel,
 * "Inverse approach to the graph model for conflict resolution", IEEE Trans. SMC: Systems 45(5), 2015.
 * Thread-safety: as for graphs.
 */
#ifndef COBURG_INVERSE_H
#define COBURG_INVERSE_H

#include "coburg/stability.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum cbg_condition_kind {
    CBG_CONDITION_AT_LEAST, /* left is at least as good as right */
    CBG_CONDITION_BETTER,   /* left is better than right */
    CBG_CONDITION_ALL,      /* of the parts; of none: true */
    CBG_CONDITION_ANY       /* of the parts; of none: false */
} cbg_condition_kind;

typedef struct cbg_condition {
    cbg_condition_kind kind;
    uint32_t left, right;
    uint32_t count;
    const struct cbg_condition *const *part;
} cbg_condition;

typedef struct cbg_wish {
    uint32_t state;
    bool stable; /* false: not to be stable */
} cbg_wish;

typedef enum cbg_possible {
    CBG_POSSIBLE,
    CBG_IMPOSSIBLE,   /* no ranking fulfils the condition */
    CBG_POSSIBLE_OPEN /* the search was given up */
} cbg_possible;

typedef struct cbg_inverse {
    int maker;
    cbg_concept concept;
    const cbg_condition
        *condition; /* ALL of the wishes, each in order; its own parts are those of the moves */
    bool holds;     /* under the preferences stated; unknown comparisons do not count as held */
    cbg_possible possible;
    uint32_t ranked;       /* CBG_POSSIBLE: states that the condition mentions, ... */
    const uint32_t *order; /* ... in an order that fulfils it, best first, ... */
    const uint32_t *place; /* ... and their places from 1, ties alike */
} cbg_inverse;

/* CBG_TOO_LARGE: more than CBG_GRAPH_SETS_MAX states, or a condition of more than 2,000,000 comparisons; CBG_BAD_ARGUMENT: SIM.
 * Released with cbg_inverse_free. Time O(states * moves) for the condition; the search is limited by its work. */
cbg_status cbg_inverse_find(const cbg_graph *graph, cbg_concept concept, int maker, const cbg_wish *wish,
                            int wishes, bool opponents_once, const cbg_exec *exec, cbg_inverse **out,
                            cbg_diags *diags);
void cbg_inverse_free(cbg_inverse *inverse);

/* Is the condition fulfilled by better(context, a, b): a is better than b in a weak order? O(comparisons). */
bool cbg_condition_holds(const cbg_condition *condition,
                         bool (*better)(const void *context, uint32_t a, uint32_t b), const void *context);

#ifdef __cplusplus
}
#endif
#endif
