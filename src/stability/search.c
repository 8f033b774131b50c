/* Breadth-first search over legal sequences, from one state. Paths it finds are shortest; among those
 * of one length the first by decision maker and state is kept. O(moves * decision makers). */
#include "stability/search.h"

#include <string.h>

#define NODES_MAX (UINT64_C(1) << 27)

cbg_status cbgi_search_open(cbgi_search *search, const cbg_graph *g, unsigned movers, bool improving,
                            bool once, const cbg_exec *exec, cbg_diags *diags)
{
    memset(search, 0, sizeof *search);
    cbgi_arena_init(&search->arena, exec != NULL ? exec->allocator : NULL);
    search->g = g;
    search->movers = movers;
    search->improving = improving;
    search->once = once;
    search->pasts = once ? UINT32_C(1) << g->makers : (uint32_t)g->makers + 1;
    search->nodes = (uint64_t)g->states * search->pasts;
    if (search->nodes > NODES_MAX) {
        (void)cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0},
                            "sequences of moves of %d decision makers over %u states are too many to search",
                            g->makers, (unsigned)g->states);
        return CBG_TOO_LARGE;
    }
    search->parent = cbgi_arena_array(&search->arena, (size_t)search->nodes, sizeof *search->parent);
    search->queue = cbgi_arena_array(&search->arena, (size_t)search->nodes, sizeof *search->queue);
    search->moves = cbgi_arena_array(&search->arena, g->states, sizeof *search->moves);
    cbg_status status = search->arena.failed ? CBG_NO_MEMORY : CBG_OK;
    if (status != CBG_OK)
        cbgi_search_close(search);
    return status;
}

void cbgi_search_close(cbgi_search *search)
{
    cbgi_arena_free(&search->arena);
}

static bool may_move(const cbgi_search *search, uint32_t past, int maker)
{
    if ((search->movers >> maker & 1) == 0)
        return false;
    return search->once ? (past >> maker & 1) == 0 : past != (uint32_t)maker + 1;
}

static bool improves(const cbg_graph *g, int maker, uint32_t from, uint32_t to)
{
    cbg_relation r = cbg_graph_compare(g, maker, from, to);
    return r == CBG_BETTER || r == CBG_MUCH_BETTER || r == CBG_UNKNOWN;
}

uint64_t cbgi_search_run(cbgi_search *search, uint32_t from, cbgi_wanted wanted, const void *context)
{
    for (uint64_t k = 0; k < search->count; k++)
        search->parent[search->queue[k]] = 0;
    uint32_t root = from * search->pasts;
    search->queue[0] = root;
    search->parent[root] = root + 1;
    search->count = 1;
    for (uint64_t head = 0; head < search->count; head++) {
        uint32_t node = search->queue[head], s = node / search->pasts, past = node % search->pasts;
        for (int j = 0; j < search->g->makers; j++) {
            if (!may_move(search, past, j))
                continue;
            uint32_t after = search->once ? past | UINT32_C(1) << j : (uint32_t)j + 1;
            uint32_t count = cbgi_moves(search->g, j, s, search->moves);
            for (uint32_t m = 0; m < count; m++) {
                uint32_t t = search->moves[m], next = t * search->pasts + after;
                if (search->parent[next] != 0 || (search->improving && !improves(search->g, j, s, t)))
                    continue;
                search->parent[next] = node + 1;
                search->queue[search->count++] = next;
                if (wanted != NULL && wanted(context, t))
                    return next;
            }
        }
    }
    return UINT64_MAX;
}

const cbg_graph_move *cbgi_search_path(const cbgi_search *search, uint64_t node, cbgi_arena *arena,
                                       int *count)
{
    uint32_t at = (uint32_t)node;
    *count = 0;
    for (uint32_t n = at; search->parent[n] != n + 1; n = search->parent[n] - 1)
        ++*count;
    cbg_graph_move *path = cbgi_arena_array(arena, (size_t)*count, sizeof *path);
    for (int k = *count; path != NULL && k-- > 0;) {
        uint32_t before = search->parent[at] - 1;
        uint32_t past = at % search->pasts, was = before % search->pasts;
        uint32_t mover = search->once ? (uint32_t)__builtin_ctz(past & ~was) : past - 1;
        path[k] = (cbg_graph_move){(int)mover, before / search->pasts, at / search->pasts};
        at = before;
    }
    return path;
}
