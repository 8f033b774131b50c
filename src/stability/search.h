/* Breadth-first search over legal sequences of moves: nobody twice in a row, or nobody twice. */
#ifndef COBURGI_SEARCH_H
#define COBURGI_SEARCH_H

#include "coburg/stability.h"
#include "stability/graph.h"

/* A node is a state and what of the past matters: who moved last, or who has moved so far. */
typedef struct cbgi_search {
    const cbg_graph *g;
    unsigned movers;      /* bit set of decision makers */
    bool improving, once; /* moves to better or unknown states only; nobody twice */
    uint32_t pasts;       /* kinds of past; past 0: nobody has moved */
    uint64_t nodes;
    uint32_t *parent, *queue; /* node + 1 it came from, 0: not reached; nodes in order */
    uint64_t count;           /* reached, the root first */
    uint32_t *moves;          /* scratch: one maker's moves */
    cbgi_arena arena;
} cbgi_search;

/* CBG_TOO_LARGE: more nodes than can be searched. Closed by cbgi_search_close. */
cbg_status cbgi_search_open(cbgi_search *search, const cbg_graph *g, unsigned movers, bool improving,
                            bool once, const cbg_exec *exec, cbg_diags *diags);
void cbgi_search_close(cbgi_search *search);

/* From a state, until `wanted` says yes of a state that was reached by at least one move (its node is
 * returned) or nothing is left (UINT64_MAX). wanted NULL: everything. Forgets the search before. */
typedef bool (*cbgi_wanted)(const void *context, uint32_t state);
uint64_t cbgi_search_run(cbgi_search *search, uint32_t from, cbgi_wanted wanted, const void *context);

static inline uint32_t cbgi_search_state(const cbgi_search *search, uint64_t node)
{
    return (uint32_t)(node / search->pasts);
}

/* The moves that lead to a node, in order, from `arena`; NULL when memory runs out. */
const cbg_graph_move *cbgi_search_path(const cbgi_search *search, uint64_t node, cbgi_arena *arena,
                                       int *count);

#endif
