/* Moves as lists of arcs, and the sets of states that groups of decision makers can reach. */
#ifndef COBURGI_REACH_H
#define COBURGI_REACH_H

#include "stability/graph.h"

typedef struct cbgi_arcs {
    const uint32_t *start, *to; /* from s: to[start[s]..start[s + 1]) */
    bool transitive;            /* two arcs in a row: an arc, or back to the start */
} cbgi_arcs;

/* All moves of a graph and, apart, those that a maker prefers or cannot compare. */
typedef struct cbgi_move_lists {
    const cbg_graph *g;
    cbgi_arcs move[CBG_MAKERS_MAX], improve[CBG_MAKERS_MAX];
    cbgi_arena arena;
} cbgi_move_lists;

/* CBG_TOO_LARGE: too many states or arcs to list. Freed by cbgi_move_lists_close. */
cbg_status cbgi_move_lists_open(cbgi_move_lists *lists, const cbg_graph *g, const cbg_exec *exec,
                                cbg_diags *diags);
void cbgi_move_lists_close(cbgi_move_lists *lists);

/* from[s]: bit row of the states that the makers in `movers` reach from s by legal sequences of at
 * least one move, nobody twice in a row (once: nobody twice at all). Rows may be shared. */
typedef struct cbgi_reach {
    const uint64_t **from;
    cbgi_arena arena;
} cbgi_reach;

cbg_status cbgi_reach_open(cbgi_reach *reach, const cbgi_move_lists *lists, unsigned movers, bool improving,
                           bool once, const cbg_exec *exec);
void cbgi_reach_close(cbgi_reach *reach);

#endif
