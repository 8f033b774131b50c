/* Reach sets of a group of decision makers, as bit rows.
 *
 * "Nobody twice in a row" is a walk on nodes (state, last mover). Its strongly connected components
 * (Tarjan, SIAM J. Comput. 1(2), 1972, doi 10.1137/0201010) share one row each, filled in reverse
 * topological order. When every mover's moves are transitive the last mover does not matter (two
 * moves in a row are one move, or none) and the nodes are the states; a state may then count as
 * reached from itself, which is why preferences must be complete weak orders as well: no sanction
 * can be an improvement.
 * "Nobody twice" is built up by the set of movers that are left.
 */
#include "stability/reach.h"

#include <string.h>

#define ROW_BYTES_MAX (UINT64_C(1) << 31)

typedef struct walk {
    const cbgi_move_lists *lists;
    const cbgi_arcs *arcs[CBG_MAKERS_MAX];
    int movers;
    uint32_t states, row, slots; /* slots of last mover: 1, or movers + 1 (the last: nobody) */
    uint32_t nodes;              /* node = slot * states + state */
    uint32_t *index, *low, *stack, *call, *call_arc;
    uint32_t *component; /* [node] */
    uint64_t **rows;     /* [component] */
    uint32_t components, top, depth, next;
    cbgi_arena *keep;
} walk;

/* The a-th arc out of a node; returns false past the last. */
static bool arc_at(const walk *w, uint32_t node, uint32_t a, uint32_t *to)
{
    uint32_t slot = node / w->states, s = node % w->states;
    for (int k = 0; k < w->movers; k++) {
        if (w->slots > 1 && (uint32_t)k == slot)
            continue;
        uint32_t count = w->arcs[k]->start[s + 1] - w->arcs[k]->start[s];
        if (a < count) {
            uint32_t t = w->arcs[k]->to[w->arcs[k]->start[s] + a];
            *to = (w->slots > 1 ? (uint32_t)k * w->states : 0) + t;
            return true;
        }
        a -= count;
    }
    return false;
}

static cbg_status fill_row(walk *w, uint32_t first_on_stack)
{
    uint32_t id = w->components++;
    uint64_t *row = cbgi_arena_array(w->keep, w->row, sizeof *row);
    if (row == NULL)
        return CBG_NO_MEMORY;
    w->rows[id] = row;
    for (uint32_t k = first_on_stack; k < w->top; k++)
        w->component[w->stack[k]] = id;
    for (uint32_t k = first_on_stack; k < w->top; k++) {
        uint32_t node = w->stack[k], slot = node / w->states, s = node % w->states;
        for (int m = 0; m < w->movers; m++) {
            if (w->slots > 1 && (uint32_t)m == slot)
                continue;
            const cbgi_arcs *arcs = w->arcs[m];
            for (uint32_t a = arcs->start[s]; a < arcs->start[s + 1]; a++) {
                uint32_t t = arcs->to[a];
                /* With states as nodes a row is closed: what holds t holds all beyond it. */
                if (w->slots == 1 && cbgi_bit(row, t))
                    continue;
                cbgi_set_bit(row, t);
                uint32_t other = w->component[(w->slots > 1 ? (uint32_t)m * w->states : 0) + t];
                if (other != id)
                    for (uint32_t v = 0; v < w->row; v++)
                        row[v] |= w->rows[other][v];
            }
        }
    }
    w->top = first_on_stack;
    return CBG_OK;
}

static void push(walk *w, uint32_t node)
{
    w->index[node] = w->low[node] = ++w->next;
    w->stack[w->top++] = node;
    w->call[w->depth] = node;
    w->call_arc[w->depth++] = 0;
}

static cbg_status tarjan(walk *w, uint32_t root)
{
    push(w, root);
    while (w->depth > 0) {
        uint32_t node = w->call[w->depth - 1], to = 0;
        if (arc_at(w, node, w->call_arc[w->depth - 1]++, &to)) {
            if (w->index[to] == 0)
                push(w, to);
            else if (w->component[to] == UINT32_MAX && w->index[to] < w->low[node])
                w->low[node] = w->index[to];
            continue;
        }
        w->depth--;
        if (w->depth > 0) {
            uint32_t parent = w->call[w->depth - 1];
            if (w->low[node] < w->low[parent])
                w->low[parent] = w->low[node];
        }
        if (w->low[node] == w->index[node]) {
            uint32_t first = w->top;
            while (w->stack[--first] != node)
                continue;
            cbg_status status = fill_row(w, first);
            if (status != CBG_OK)
                return status;
        }
    }
    return CBG_OK;
}

static cbg_status close_walk(walk *w, cbgi_reach *reach, cbgi_arena *scratch)
{
    uint32_t n = w->nodes;
    w->index = cbgi_arena_array(scratch, n, sizeof *w->index);
    w->low = cbgi_arena_array(scratch, n, sizeof *w->low);
    w->stack = cbgi_arena_array(scratch, n, sizeof *w->stack);
    w->call = cbgi_arena_array(scratch, n, sizeof *w->call);
    w->call_arc = cbgi_arena_array(scratch, n, sizeof *w->call_arc);
    w->component = cbgi_arena_array(scratch, n, sizeof *w->component);
    w->rows = cbgi_arena_array(scratch, n, sizeof *w->rows);
    if (scratch->failed)
        return CBG_NO_MEMORY;
    memset(w->component, 0xFF, n * sizeof *w->component);
    cbg_status status = CBG_OK;
    uint32_t base = w->slots > 1 ? (w->slots - 1) * w->states : 0;
    for (uint32_t s = 0; s < w->states && status == CBG_OK; s++) {
        if (w->index[base + s] == 0)
            status = tarjan(w, base + s);
        if (status == CBG_OK)
            reach->from[s] = w->rows[w->component[base + s]];
    }
    return status;
}

/* Rows for each set of movers that are left, smaller sets first; keeps those of the full set. */
static cbg_status build_once(walk *w, cbgi_reach *reach, cbgi_arena *scratch)
{
    size_t sets = (size_t)1 << w->movers, size = (size_t)w->states * w->row;
    if (w->movers > 10 || sets * size * sizeof(uint64_t) > ROW_BYTES_MAX)
        return CBG_TOO_LARGE;
    uint64_t *all = cbgi_arena_array(scratch, (sets - 1) * size, sizeof *all);
    uint64_t *full = cbgi_arena_array(&reach->arena, size, sizeof *full);
    if (all == NULL || full == NULL)
        return CBG_NO_MEMORY;
    for (size_t set = 0; set < sets; set++)
        for (uint32_t s = 0; s < w->states; s++) {
            uint64_t *row = (set == sets - 1 ? full : all + set * size) + (size_t)s * w->row;
            for (int k = 0; k < w->movers; k++) {
                if ((set >> k & 1) == 0)
                    continue;
                const uint64_t *rest = all + (set & ~((size_t)1 << k)) * size;
                for (uint32_t a = w->arcs[k]->start[s]; a < w->arcs[k]->start[s + 1]; a++) {
                    uint32_t t = w->arcs[k]->to[a];
                    cbgi_set_bit(row, t);
                    for (uint32_t v = 0; v < w->row; v++)
                        row[v] |= rest[(size_t)t * w->row + v];
                }
            }
            reach->from[s] = row;
        }
    return CBG_OK;
}

cbg_status cbgi_reach_open(cbgi_reach *reach, const cbgi_move_lists *lists, unsigned movers, bool improving,
                           bool once, const cbg_exec *exec)
{
    const cbg_graph *g = lists->g;
    walk w = {.lists = lists, .states = g->states, .row = g->row, .slots = 1, .keep = &reach->arena};
    for (int i = 0; i < g->makers; i++)
        if ((movers >> i & 1) != 0) {
            const cbgi_arcs *arcs = improving ? &lists->improve[i] : &lists->move[i];
            w.arcs[w.movers++] = arcs;
            w.slots = arcs->transitive && g->weak_orders ? w.slots : 2;
        }
    if (w.slots > 1)
        w.slots = (uint32_t)w.movers + 1;
    w.nodes = w.slots * w.states;
    cbgi_arena scratch;
    cbgi_arena_init(&scratch, exec != NULL ? exec->allocator : NULL);
    cbgi_arena_init(&reach->arena, exec != NULL ? exec->allocator : NULL);
    reach->from = cbgi_arena_array(&reach->arena, g->states, sizeof *reach->from);
    cbg_status status = CBG_NO_MEMORY;
    if (reach->from != NULL)
        status = once ? build_once(&w, reach, &scratch) : close_walk(&w, reach, &scratch);
    cbgi_arena_free(&scratch);
    if (status != CBG_OK)
        cbgi_reach_close(reach);
    return status;
}

void cbgi_reach_close(cbgi_reach *reach)
{
    cbgi_arena_free(&reach->arena);
}
