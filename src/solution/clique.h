/* Maximum-weight cliques by branch and bound over bit sets. */
#ifndef COBURGI_CLIQUE_H
#define COBURGI_CLIQUE_H

#include "base/arena.h"

typedef struct cbgi_clique {
    int count, words;      /* vertices; words of a set of them */
    const uint64_t *near;  /* [vertex * words + w]: neighbours, not itself */
    const int64_t *weight; /* [vertex], >= 0; their sum fits 62 bits */
    int groups;
    const uint64_t *group; /* [group * words + w]: a clique has at least one member of each */
    /* Called with every clique that cannot grow and weighs more than `threshold`, which it may raise. */
    void (*found)(void *context, struct cbgi_clique *search, const uint64_t *member);
    /* Where neighbours in pairs are not enough: takes out of `next` what does not go with all of `member`, of which
     * v is the newest. NULL: they are enough. */
    void (*shrink)(void *context, const uint64_t *member, int v, uint64_t *next);
    void *context;
    int64_t threshold; /* cliques of this weight or less are of no use */
    uint64_t nodes, max_nodes;
    bool stopped; /* max_nodes were not enough */
} cbgi_clique;

/* No clique weighs more. O(vertices * classes). */
int64_t cbgi_clique_bound(const cbgi_clique *c, cbgi_arena *arena);

/* Looks at every clique that may weigh more than the threshold. Cancels as exec says; CBG_NO_MEMORY. */
cbg_status cbgi_clique_search(cbgi_clique *c, cbgi_arena *arena, const cbg_exec *exec);

#endif
