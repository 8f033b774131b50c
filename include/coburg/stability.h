/* Would it hold? The graph model for conflict resolution.
 *
 * A graph holds decision makers, the states they move between and how each compares them.
 * Definitions (O: all decision makers but i; R_i(s): states i can move to from s in one step;
 * R_i+(s): those of them that i prefers to s; R_O(s): states reached from s by the others, nobody
 * moving twice in a row; R_O+: the same, every step an improvement for who moves):
 * s is stable for i when every s1 in R_i+(s)
 *   Nash  does not exist;
 *   GMR   has an s2 in R_O(s1) that i does not prefer to s;
 *   SMR   has such an s2 from which i has no move to a state it prefers to s;
 *   SEQ   has an s2 in R_O+(s1) that i does not prefer to s;
 *   SSEQ  has such an s2 from which i has no move to a state it prefers to s;
 *   SIM   taken together with improvements from s by some of the others ends in a feasible state
 *         that i does not prefer to s (option form only).
 * A state stable for all is an equilibrium. Sources: Fang, Hipel and Kilgour 1993 (conflict.h);
 * for symmetric sequential stability Rego and Vieira, Group Decis. Negot. 26(6), 2017.
 * Departures are written where they occur.
 *
 * Thread-safety: a graph is immutable once built; any number of threads may read it.
 */
#ifndef COBURG_STABILITY_H
#define COBURG_STABILITY_H

#include "coburg/conflict.h"
#include "coburg/exec.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CBG_GRAPH_STATES_MAX = 1 << 24, /* of one graph */
    CBG_GRAPH_SETS_MAX = 1 << 14    /* states for what needs sets of states: see cbg_stability_solve */
};

typedef enum cbg_concept { CBG_NASH, CBG_GMR, CBG_SMR, CBG_SEQ, CBG_SSEQ, CBG_SIM } cbg_concept;
enum { CBG_CORE_CONCEPTS = 5, CBG_CONCEPTS = 6 };

/* "nash", "gmr" ...; and the name people read: "Nash", "GMR" ... */
const char *cbg_concept_id(cbg_concept concept);
const char *cbg_concept_name(cbg_concept concept);
int cbg_concept_find(const char *id); /* -1: none */

typedef struct cbg_graph cbg_graph;

/* Compiles a conflict. Diagnostics point into the case file.
 * CBG_BAD_CASE: a state is named that does not exist, nothing is feasible ...;
 * CBG_TOO_LARGE: more than CBG_GRAPH_STATES_MAX feasible states, or the search for them gets too
 * long; CBG_OVERFLOW: weights do not fit. O(makers * states) time and memory. */
cbg_status cbg_graph_build(const cbg_conflict *conflict, const cbg_exec *exec, cbg_graph **out,
                           cbg_diags *diags);
void cbg_graph_free(cbg_graph *graph);

/* The same graph, which must outlive the new one, with other preferences: rank[maker][state],
 * larger is better, below
 * 2^31. For preferences that are computed rather than written down. */
cbg_status cbg_graph_rerank(const cbg_graph *graph, const uint32_t *const *rank, const cbg_exec *exec,
                            cbg_graph **out);

int cbg_graph_makers(const cbg_graph *graph);
uint32_t cbg_graph_states(const cbg_graph *graph);
const char *cbg_graph_maker_id(const cbg_graph *graph, int maker);
const char *cbg_graph_maker_name(const cbg_graph *graph, int maker);
bool cbg_graph_option_form(const cbg_graph *graph);
int cbg_graph_options(const cbg_graph *graph); /* of all decision makers; 0 in graph form */
const char *cbg_graph_option_id(const cbg_graph *graph, int option);
const char *cbg_graph_option_name(const cbg_graph *graph, int option);
const char *cbg_graph_state_name(const cbg_graph *graph, uint32_t state); /* NULL in option form */
const char *cbg_graph_label(const cbg_graph *graph, uint32_t state); /* in words, of built conflicts (built.h); else NULL */
int64_t cbg_graph_status_quo(const cbg_graph *graph);                     /* -1: not stated */
cbg_numbering cbg_graph_numbering(const cbg_graph *graph);

/* Place of a state in the maker's order, larger is better, equal ties; -1 when it compares by pairs only. */
int64_t cbg_graph_rank(const cbg_graph *graph, int maker, uint32_t state);

/* States the maker can move to in one step, ascending, into out[cbg_graph_states]; returns how many. */
uint32_t cbg_graph_moves(const cbg_graph *graph, int maker, uint32_t state, uint32_t *out);

/* Options taken in a state as bits; 0 in graph form. This is the decimal number of the state. */
uint64_t cbg_graph_code(const cbg_graph *graph, uint32_t state);

/* The state that `text` names: a number in the numbering of the conflict, a pattern such as "YNN",
 * "d5" (decimal) or "o3" (ordered) in any numbering, or the name of a state in graph form.
 * Returns -1 when there is none. */
int64_t cbg_graph_find(const cbg_graph *graph, const char *text);

/* How the maker compares `to` with `from`. */
typedef enum cbg_relation {
    CBG_MUCH_WORSE = 1, /* from is strongly preferred */
    CBG_WORSE = 2,
    CBG_SAME = 4,
    CBG_BETTER = 8,
    CBG_MUCH_BETTER = 16,
    CBG_UNKNOWN = 32
} cbg_relation;
cbg_relation cbg_graph_compare(const cbg_graph *graph, int maker, uint32_t from, uint32_t to);

/* What the focal decision maker does about comparisons it cannot make (Li, Hipel, Kilgour and Xu,
 * IEEE Trans. SMC A 34(4), 2004): a leaves also for an unknown state and is deterred only by states
 * known to be no better; b leaves only for a better one; c and d are as a and b but are deterred by
 * unknown states too. The others, when they sanction by improvements, move for unknown states. */
typedef enum cbg_unknown_mode { CBG_MODE_A, CBG_MODE_B, CBG_MODE_C, CBG_MODE_D } cbg_unknown_mode;

typedef enum cbg_solver {
    CBG_SOLVER_AUTO,  /* sweep where it applies, else sets */
    CBG_SOLVER_SWEEP, /* option form, complete weak orders: O(makers * states) a sweep */
    CBG_SOLVER_SETS   /* any graph of at most CBG_GRAPH_SETS_MAX states */
} cbg_solver;

typedef struct cbg_stability_options {
    unsigned concepts; /* bit 1 << concept; 0: the five core concepts */
    cbg_solver solver;
    bool opponents_once; /* each opponent moves at most once in a sanction */
    cbg_unknown_mode unknown;
} cbg_stability_options;

typedef struct cbg_stability cbg_stability;

/* Stability of every state for every decision maker. CBG_TOO_LARGE: sets are needed (unknown,
 * strong or intransitive preferences, graph form, SIM) and the graph has too many states;
 * CBG_BAD_ARGUMENT: SIM in graph form, or the sweep solver asked for where it does not apply. */
cbg_status cbg_stability_solve(const cbg_graph *graph, const cbg_stability_options *options,
                               const cbg_exec *exec, cbg_stability **out, cbg_diags *diags);
void cbg_stability_free(cbg_stability *result);

cbg_solver cbg_stability_solver(const cbg_stability *result); /* the one that was used */
bool cbg_stability_stable(const cbg_stability *result, cbg_concept concept, int maker, uint32_t state);
/* Strongly stable: all sanctions that count are strongly worse. Only where strengths are stated. */
bool cbg_stability_strong(const cbg_stability *result, cbg_concept concept, int maker, uint32_t state);
bool cbg_stability_equilibrium(const cbg_stability *result, cbg_concept concept, uint32_t state);
uint32_t cbg_stability_count(const cbg_stability *result, cbg_concept concept); /* equilibria */

typedef struct cbg_graph_move {
    int maker;
    uint32_t from, to;
} cbg_graph_move;

/* What follows when the maker leaves for one of its improvements. */
typedef struct cbg_answer {
    uint32_t to; /* the improvement */
    bool met;    /* the others can answer so that it is not worth it */
    int length;  /* moves of the answer, from `to`; SIM: each from the state itself, at once */
    const cbg_graph_move *sanction;
    uint32_t ends; /* where it ends, when met */
} cbg_answer;

typedef struct cbg_why {
    cbg_concept concept;
    int maker;
    uint32_t state;
    bool stable;
    uint32_t count; /* improvements, ascending by state */
    const cbg_answer *answer;
} cbg_why;

/* Why the state is stable for the maker, or not. Of `options` the rules are used, not the concepts.
 * Each sanction is a shortest one. O(improvements * moves) time, O(states * makers) memory;
 * CBG_TOO_LARGE: too many sequences. The result is released with cbg_why_free. */
cbg_status cbg_stability_explain(const cbg_graph *graph, const cbg_stability_options *options,
                                 cbg_concept concept, int maker, uint32_t state, const cbg_exec *exec,
                                 cbg_why **out, cbg_diags *diags);
void cbg_why_free(cbg_why *why);

/* How to get from one state to all others, nobody moving twice in a row: shortest sequences of improvements,
 * and of any moves (what a coalition of all could do; the status quo analysis of Li, Kilgour and Hipel,
 * J. Oper. Res. Soc. 56(6), 2005). */
typedef struct cbg_ways cbg_ways;
cbg_status cbg_ways_find(const cbg_graph *graph, uint32_t from, const cbg_exec *exec, cbg_ways **out,
                         cbg_diags *diags);
/* Moves to `to` (0: it is there already), -1: no way, or no memory. *path belongs to `ways`, which is changed. */
int cbg_ways_path(cbg_ways *ways, bool improving, uint32_t to, const cbg_graph_move **path);
/* The smallest group whose members all prefer `to` and can bring it about by moves of their own, ties to the
 * lower decision makers; a bit set, 0: none, or no memory. Tries at most 2^16 groups. */
unsigned cbg_ways_coalition(cbg_ways *ways, uint32_t to, int *count, const cbg_graph_move **path);
void cbg_ways_free(cbg_ways *ways);

/* Looking ahead by up to `moves` moves (L_h; L_1 is Nash), or, with moves 0, as far as it matters (non-myopic); rules
 * for ties and for more than two decision makers in horizon.c. Needs complete rankings (CBG_BAD_ARGUMENT).
 * O(moves * arcs). `graph` must outlive the result. */
enum { CBG_HORIZON_MAX = 1000 };
typedef struct cbg_horizon cbg_horizon;
cbg_status cbg_horizon_solve(const cbg_graph *graph, int moves, const cbg_exec *exec, cbg_horizon **out,
                             cbg_diags *diags);
bool cbg_horizon_stable(const cbg_horizon *result, int maker, uint32_t state);
bool cbg_horizon_equilibrium(const cbg_horizon *result, uint32_t state);
void cbg_horizon_free(cbg_horizon *result);

/* How often each state is an equilibrium when weights with a range are drawn `count` times, uniformly and one by
 * one; `graph` was built from `conflict`. A draw depends on the seed and its number alone. The five core concepts.
 * CBG_MISSING: nothing has a range, or rankings are incomplete. Same numbers at any thread count. */
typedef struct cbg_draws cbg_draws;
cbg_status cbg_draws_solve(const cbg_conflict *conflict, const cbg_graph *graph, int count, uint64_t seed,
                           bool opponents_once, const cbg_exec *exec, cbg_draws **out, cbg_diags *diags);
uint32_t cbg_draws_held(const cbg_draws *result, cbg_concept concept, uint32_t state); /* of `count` draws */
void cbg_draws_free(cbg_draws *result);

/* Stability against every coalition (definitions and sources in coalitions.c): Nash, GMR, SMR, SEQ.
 * A group is a bit set of decision makers. CBG_TOO_LARGE: more than 8 decision makers or 4096 states.
 * O(2^makers * states * states^2 / 64) at worst. `graph` must outlive the result. */
enum { CBG_COALITION_CONCEPTS = 4 };
typedef struct cbg_coalitions cbg_coalitions;
cbg_status cbg_coalitions_solve(const cbg_graph *graph, const cbg_exec *exec, cbg_coalitions **out,
                                cbg_diags *diags);
bool cbg_coalitions_stable(const cbg_coalitions *result, cbg_concept concept, unsigned group, uint32_t state);
/* The smallest group for which the state is not stable, ties to the lower decision makers; 0: it is stable for all
 * (universally stable). */
unsigned cbg_coalitions_leaver(const cbg_coalitions *result, cbg_concept concept, uint32_t state);
void cbg_coalitions_free(cbg_coalitions *result);

#ifdef __cplusplus
}
#endif
#endif
