/* How to get from one state to others: by improvements alone, by any moves, or by a coalition. */
#include <string.h>

#include "base/parallel.h"
#include "stability/search.h"

struct cbg_ways {
    uint32_t from;
    const cbg_graph *g;
    cbgi_search search[3]; /* by improvements, by any moves, by a coalition */
    uint64_t *node[2];     /* [state]: the first node that reached it, UINT64_MAX: none */
    cbg_exec exec;
    cbgi_arena arena;
};

static cbg_status explore(struct cbg_ways *w, const cbg_graph *g, int kind, cbg_diags *diags)
{
    cbgi_search *search = &w->search[kind];
    unsigned everybody = (1u << g->makers) - 1;
    cbg_status status = cbgi_search_open(search, g, everybody, kind == 0, false, &w->exec, diags);
    if (status != CBG_OK)
        return status;
    w->node[kind] = cbgi_arena_array(&w->arena, g->states, sizeof(uint64_t));
    if (w->node[kind] == NULL)
        return CBG_NO_MEMORY;
    memset(w->node[kind], 0xFF, g->states * sizeof(uint64_t));
    (void)cbgi_search_run(search, w->from, NULL, NULL);
    for (uint64_t k = 0; k < search->count; k++) {
        uint64_t *first = &w->node[kind][cbgi_search_state(search, search->queue[k])];
        *first = *first == UINT64_MAX ? search->queue[k] : *first;
    }
    return CBG_OK;
}

cbg_status cbg_ways_find(const cbg_graph *graph, uint32_t from, const cbg_exec *exec, cbg_ways **out,
                         cbg_diags *diags)
{
    if (from >= graph->states)
        return CBG_BAD_ARGUMENT;
    struct cbg_ways *w = cbgi_alloc(exec, sizeof *w);
    if (w == NULL)
        return CBG_NO_MEMORY;
    memset(w, 0, sizeof *w);
    if (exec != NULL)
        w->exec = *exec;
    w->from = from;
    w->g = graph;
    cbgi_arena_init(&w->arena, w->exec.allocator);
    cbg_status status = explore(w, graph, 0, diags);
    if (status == CBG_OK)
        status = explore(w, graph, 1, diags);
    if (status == CBG_OK)
        status = cbgi_search_open(&w->search[2], graph, 0, false, false, &w->exec, diags);
    if (status == CBG_OK)
        *out = w;
    else
        cbg_ways_free(w);
    return status;
}

int cbg_ways_path(cbg_ways *ways, bool improving, uint32_t to, const cbg_graph_move **path)
{
    int kind = improving ? 0 : 1, count = 0;
    if (ways->node[kind][to] == UINT64_MAX)
        return -1;
    *path = cbgi_search_path(&ways->search[kind], ways->node[kind][to], &ways->arena, &count);
    return *path == NULL ? -1 : count;
}

static bool is_target(const void *context, uint32_t state)
{
    return state == *(const uint32_t *)context;
}

unsigned cbg_ways_coalition(cbg_ways *ways, uint32_t to, int *count, const cbg_graph_move **path)
{
    const cbg_graph *g = ways->g;
    unsigned willing = 0, needed = 0; /* who prefers `to`; who must move for it */
    for (int i = 0; i < g->makers; i++) {
        cbg_relation r = cbg_graph_compare(g, i, ways->from, to);
        willing |= r == CBG_BETTER || r == CBG_MUCH_BETTER ? 1u << i : 0;
        if (g->option_form &&
            ((cbgi_code(g, ways->from) ^ cbgi_code(g, to)) & cbgi_maker_mask(&g->maker[i])) != 0)
            needed |= 1u << i;
    }
    for (int size = 1; size <= __builtin_popcount(willing); size++)
        for (unsigned group = 1; group <= willing; group++) {
            if ((group & ~willing) != 0 || (needed & ~group) != 0 || __builtin_popcount(group) != size)
                continue;
            ways->search[2].movers = group;
            uint64_t node = cbgi_search_run(&ways->search[2], ways->from, is_target, &to);
            if (node == UINT64_MAX)
                continue;
            *path = cbgi_search_path(&ways->search[2], node, &ways->arena, count);
            return *path == NULL ? 0 : group;
        }
    return 0;
}

void cbg_ways_free(cbg_ways *ways)
{
    if (ways == NULL)
        return;
    cbg_exec exec = ways->exec;
    for (int k = 0; k < 3; k++)
        cbgi_search_close(&ways->search[k]);
    cbgi_arena_free(&ways->arena);
    cbgi_release(&exec, ways);
}
