/* Lists of arcs for graphs small enough for sets of states. */
#include <string.h>

#include "stability/reach.h"

#define ARCS_MAX (UINT64_C(1) << 26)

/* Moves within one group, entry by entry; to NULL: count into start[s + 1] only. */
static void list_group(const cbg_graph *g, const cbgi_maker *m, uint32_t group, uint32_t *start, uint32_t *to)
{
    for (uint32_t e = m->start[group]; e < m->start[group + 1]; e++) {
        uint32_t s = m->order[e] & CBGI_STATE, at = to != NULL ? start[s] : 0;
        uint64_t used = cbgi_used_up(m, cbgi_code(g, s));
        for (uint32_t f = m->start[group]; f < m->start[group + 1]; f++) {
            uint32_t t = m->order[f] & CBGI_STATE;
            if (f == e || (used & ~cbgi_used_up(m, cbgi_code(g, t))) != 0)
                continue;
            if (to != NULL)
                to[at] = t;
            at++;
        }
        if (to == NULL)
            start[s + 1] = at;
    }
}

static cbg_status list_options(cbgi_move_lists *lists, int maker, uint64_t *arcs)
{
    const cbg_graph *g = lists->g;
    const cbgi_maker *m = &g->maker[maker];
    uint32_t *start = cbgi_arena_array(&lists->arena, (size_t)g->states + 1, sizeof *start);
    if (start == NULL)
        return CBG_NO_MEMORY;
    for (uint32_t k = 0; k < m->groups; k++) {
        uint64_t size = m->start[k + 1] - m->start[k];
        *arcs += size * size;
    }
    if (*arcs > ARCS_MAX)
        return CBG_TOO_LARGE;
    for (uint32_t k = 0; k < m->groups; k++)
        list_group(g, m, k, start, NULL);
    for (uint32_t s = 0; s < g->states; s++)
        start[s + 1] += start[s];
    uint32_t *to = cbgi_arena_array(&lists->arena, start[g->states], sizeof *to);
    if (to == NULL)
        return CBG_NO_MEMORY;
    for (uint32_t k = 0; k < m->groups; k++)
        list_group(g, m, k, start, to);
    lists->move[maker] = (cbgi_arcs){start, to, true};
    return CBG_OK;
}

/* Keeps the arcs that lead to better or unknown states. */
static cbg_status list_improvements(cbgi_move_lists *lists, int maker)
{
    const cbg_graph *g = lists->g;
    const cbgi_arcs *all = &lists->move[maker];
    uint32_t *start = cbgi_arena_array(&lists->arena, (size_t)g->states + 1, sizeof *start);
    uint32_t *to = cbgi_arena_array(&lists->arena, all->start[g->states], sizeof *to);
    if (start == NULL || to == NULL)
        return CBG_NO_MEMORY;
    uint32_t at = 0;
    for (uint32_t s = 0; s < g->states; s++) {
        start[s] = at;
        for (uint32_t a = all->start[s]; a < all->start[s + 1]; a++) {
            cbg_relation r = cbg_graph_compare(g, maker, s, all->to[a]);
            if (r == CBG_BETTER || r == CBG_MUCH_BETTER || r == CBG_UNKNOWN)
                to[at++] = all->to[a];
        }
    }
    start[g->states] = at;
    const cbgi_maker *m = &g->maker[maker];
    lists->improve[maker] = (cbgi_arcs){start, to, all->transitive && m->rank != NULL && m->unknown == NULL};
    return CBG_OK;
}

static bool has_arc(const cbgi_arcs *arcs, uint32_t from, uint32_t to)
{
    uint32_t low = arcs->start[from], high = arcs->start[from + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (arcs->to[middle] < to)
            low = middle + 1;
        else
            high = middle;
    }
    return low < arcs->start[from + 1] && arcs->to[low] == to;
}

static bool is_transitive(const cbgi_arcs *arcs, uint32_t states)
{
    for (uint32_t s = 0; s < states; s++)
        for (uint32_t a = arcs->start[s]; a < arcs->start[s + 1]; a++)
            for (uint32_t b = arcs->start[arcs->to[a]]; b < arcs->start[arcs->to[a] + 1]; b++)
                if (arcs->to[b] != s && !has_arc(arcs, s, arcs->to[b]))
                    return false;
    return true;
}

cbg_status cbgi_move_lists_open(cbgi_move_lists *lists, const cbg_graph *g, const cbg_exec *exec,
                                cbg_diags *diags)
{
    memset(lists, 0, sizeof *lists);
    lists->g = g;
    cbgi_arena_init(&lists->arena, exec != NULL ? exec->allocator : NULL);
    cbg_status status = g->states > CBG_GRAPH_SETS_MAX ? CBG_TOO_LARGE : CBG_OK;
    uint64_t arcs = 0;
    for (int i = 0; i < g->makers && status == CBG_OK; i++) {
        if (g->option_form) {
            status = list_options(lists, i, &arcs);
        } else {
            lists->move[i] = (cbgi_arcs){g->maker[i].arc_start, g->maker[i].arc, false};
            lists->move[i].transitive = is_transitive(&lists->move[i], g->states);
        }
        if (status == CBG_OK)
            status = list_improvements(lists, i);
    }
    if (status == CBG_TOO_LARGE)
        (void)cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0},
                            "%u states with this many moves are too many to list: this needs at "
                            "most %d states and %u moves",
                            (unsigned)g->states, (int)CBG_GRAPH_SETS_MAX, (unsigned)ARCS_MAX);
    if (status != CBG_OK)
        cbgi_move_lists_close(lists);
    return status;
}

void cbgi_move_lists_close(cbgi_move_lists *lists)
{
    cbgi_arena_free(&lists->arena);
}
