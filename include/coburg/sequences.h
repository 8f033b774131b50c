/* All sequences of moves from a state, not only a shortest one: status quo and evolution analysis in full.
 *
 * A sequence is legal when nobody moves twice in a row; it is told as long as it visits no state twice. Source: Li, Kilgour and
 * Hipel, J. Oper. Res. Soc. 56(6), 2005. Thread-safety: as for graphs.
 */
#ifndef COBURG_SEQUENCES_H
#define COBURG_SEQUENCES_H

#include "coburg/stability.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_SEQUENCE_LENGTH_MAX = 32, CBG_SEQUENCE_STATES_MAX = 4096 };

typedef struct cbg_sequence_rules {
    uint32_t from;
    int64_t to;     /* only sequences that end there; -1: all */
    int length;     /* moves at most, 1 to CBG_SEQUENCE_LENGTH_MAX */
    bool improving; /* every move to a state that the mover prefers or cannot compare */
    uint32_t most;  /* nodes to keep (to < 0) or sequences (to >= 0), >= 1 */
} cbg_sequence_rules;

/* A node is the move that leads to it after those of its ancestors. Parents come before children, children in the order of
 * decision maker and state: depth first. */
typedef struct cbg_sequence_node {
    int64_t parent; /* index, -1: the move starts from `from` */
    int depth;      /* moves so far, from 1 */
    cbg_graph_move move;
    bool wanted;    /* to >= 0: a sequence ends here */
} cbg_sequence_node;

typedef struct cbg_sequences {
    uint32_t count, ends; /* nodes; wanted ones */
    const cbg_sequence_node *node;
    bool cut; /* there are more than were kept */
} cbg_sequences;

/* CBG_TOO_LARGE: more than CBG_SEQUENCE_STATES_MAX states; CBG_BAD_ARGUMENT: rules out of range. Released with
 * cbg_sequences_free. With a target O(length * makers * states * moves) and the search, which is limited. */
cbg_status cbg_sequences_find(const cbg_graph *graph, const cbg_sequence_rules *rules, const cbg_exec *exec,
                              cbg_sequences **out, cbg_diags *diags);
void cbg_sequences_free(cbg_sequences *sequences);

#ifdef __cplusplus
}
#endif
#endif
