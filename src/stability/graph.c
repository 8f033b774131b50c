/* From a conflict to a graph: states first, then every maker's preferences, then its moves. */
#include "stability/graph.h"

#include <stdio.h>
#include <string.h>

#include "base/parallel.h"

cbg_relation cbg_graph_compare(const cbg_graph *g, int maker, uint32_t from, uint32_t to)
{
    const cbgi_maker *m = &g->maker[maker];
    size_t row = (size_t)from * g->row, back = (size_t)to * g->row;
    bool better, worse;
    if (m->unknown != NULL && cbgi_bit(m->unknown + row, to))
        return CBG_UNKNOWN;
    if (m->rank != NULL) {
        better = m->rank[to] > m->rank[from];
        worse = m->rank[to] < m->rank[from];
    } else {
        better = cbgi_bit(m->better + row, to);
        worse = cbgi_bit(m->better + back, from);
    }
    if (better)
        return m->strong != NULL && cbgi_bit(m->strong + back, from) ? CBG_MUCH_BETTER : CBG_BETTER;
    if (worse)
        return m->strong != NULL && cbgi_bit(m->strong + row, to) ? CBG_MUCH_WORSE : CBG_WORSE;
    return CBG_SAME;
}

/* Shell's method: groups are small, and come in another order for every maker. */
static void ascend(uint32_t *state, uint32_t count)
{
    static const uint32_t gap[] = {100894, 44842, 19930, 8858, 3937, 1750, 701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t k = 0; k < sizeof gap / sizeof gap[0]; k++)
        for (uint32_t e = gap[k]; e < count; e++) {
            uint32_t at = e, moving = state[e];
            for (; at >= gap[k] && state[at - gap[k]] > moving; at -= gap[k])
                state[at] = state[at - gap[k]];
            state[at] = moving;
        }
}

uint32_t cbgi_moves(const cbg_graph *g, int maker, uint32_t state, uint32_t *out)
{
    const cbgi_maker *m = &g->maker[maker];
    uint32_t count = 0;
    if (!g->option_form) {
        for (uint32_t a = m->arc_start[state]; a < m->arc_start[state + 1]; a++)
            out[count++] = m->arc[a];
        return count;
    }
    uint32_t group = cbgi_group_of(g, m, state);
    if (group == m->groups || (m->blind != NULL && cbgi_bit(m->blind, state)))
        return 0;
    uint64_t used = cbgi_used_up(m, cbgi_code(g, state));
    for (uint32_t e = m->start[group]; e < m->start[group + 1]; e++) {
        uint32_t to = m->order[e] & CBGI_STATE;
        if (to != state && (used & ~cbgi_used_up(m, cbgi_code(g, to))) == 0)
            out[count++] = to;
    }
    ascend(out, count);
    return count;
}

static cbg_status read_blind(cbg_graph *g, cbgi_maker *m, const cbg_names *names, cbg_diags *diags)
{
    if (names->count == 0)
        return CBG_OK;
    uint64_t *blind = cbgi_arena_array(&g->arena, g->row, sizeof *blind);
    if (blind == NULL)
        return CBG_NO_MEMORY;
    for (int k = 0; k < names->count; k++) {
        int64_t s = cbg_graph_find(g, names->item[k]);
        if (s < 0)
            return cbgi_unknown_state(g, names->item[k], names->span[k], diags);
        cbgi_set_bit(blind, (uint32_t)s);
    }
    m->blind = blind;
    return CBG_OK;
}

/* Arcs of the graph form as a bit matrix first, so that repeats and order do not matter. */
static cbg_status read_arcs(cbg_graph *g, cbgi_maker *m, const cbg_conflict_maker *from, uint64_t *seen,
                            cbg_diags *diags)
{
    uint32_t n = g->states, count = 0;
    uint32_t *start = cbgi_arena_array(&g->arena, (size_t)n + 1, sizeof *start);
    if (start == NULL)
        return CBG_NO_MEMORY;
    memset(seen, 0, (size_t)n * g->row * sizeof *seen);
    for (int k = 0; k < from->move_count; k++) {
        const cbg_conflict_move *move = &from->move[k];
        int64_t a = cbg_graph_find(g, move->from), b = cbg_graph_find(g, move->to);
        if (a < 0 || b < 0)
            return cbgi_unknown_state(g, a < 0 ? move->from : move->to, move->span, diags);
        if (a == b) {
            cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, move->span,
                                        "a move from state %s to itself is no move", move->from),
                          "remove it: staying is always possible");
            return CBG_BAD_CASE;
        }
        bool hidden =
            m->blind != NULL && (cbgi_bit(m->blind, (uint32_t)a) || cbgi_bit(m->blind, (uint32_t)b));
        uint64_t *row = seen + (size_t)a * g->row;
        if (!hidden && !cbgi_bit(row, (uint32_t)b)) {
            cbgi_set_bit(row, (uint32_t)b);
            count++;
        }
    }
    uint32_t *arc = cbgi_arena_array(&g->arena, count, sizeof *arc), at = 0;
    if (arc == NULL)
        return CBG_NO_MEMORY;
    for (uint32_t s = 0; s < n; s++) {
        start[s] = at;
        for (uint32_t w = 0; w < g->row; w++)
            for (uint64_t left = seen[(size_t)s * g->row + w]; left != 0; left &= left - 1)
                arc[at++] = 64 * w + (uint32_t)__builtin_ctzll(left);
    }
    start[n] = at;
    m->arc_start = start;
    m->arc = arc;
    return CBG_OK;
}

static cbg_status build_arcs(cbg_graph *g, const cbg_conflict *conflict, cbg_diags *diags)
{
    uint64_t *seen = cbgi_alloc(&g->exec, (size_t)g->states * g->row * sizeof *seen);
    cbg_status status = seen == NULL ? CBG_NO_MEMORY : CBG_OK;
    for (int i = 0; i < g->makers && status == CBG_OK; i++)
        status = read_arcs(g, &g->maker[i], &conflict->maker[i], seen, diags);
    cbgi_release(&g->exec, seen);
    return status;
}

static cbg_status copy_names(cbg_graph *g, const cbg_conflict *conflict)
{
    size_t count = (size_t)conflict->option_count;
    const char **name = cbgi_arena_array(&g->arena, count, sizeof *name);
    const char **id = cbgi_arena_array(&g->arena, count, sizeof *id);
    const char **state = cbgi_arena_array(&g->arena, (size_t)conflict->state_count, sizeof *state);
    if (name == NULL || id == NULL || state == NULL)
        return CBG_NO_MEMORY;
    for (int o = 0; o < conflict->option_count; o++) {
        name[o] = cbgi_arena_string(&g->arena, conflict->option[o].name);
        id[o] = cbgi_arena_string(&g->arena, conflict->option[o].id);
    }
    for (int s = 0; s < conflict->state_count; s++)
        state[s] = cbgi_arena_string(&g->arena, conflict->state_name[s]);
    g->option_name = name;
    g->option_id = id;
    g->state_name = state;
    for (int i = 0; i < conflict->maker_count; i++) {
        const cbg_conflict_maker *from = &conflict->maker[i];
        cbgi_maker *m = &g->maker[i];
        m->id = cbgi_arena_string(&g->arena, from->id);
        m->name = cbgi_arena_string(&g->arena, from->name);
        m->first = from->first_option;
        m->count = from->option_count;
        for (int o = m->first; o < m->first + m->count; o++) {
            if (conflict->option[o].way != CBG_WAY_BOTH)
                m->one_way |= UINT64_C(1) << o;
            if (conflict->option[o].way == CBG_WAY_TAKE)
                m->used |= UINT64_C(1) << o;
        }
    }
    return g->arena.failed ? CBG_NO_MEMORY : CBG_OK;
}

/* What the solvers may rely on. */
void cbgi_graph_note_kind(cbg_graph *g)
{
    g->weak_orders = true;
    g->strengths = g->unknowns = false;
    for (int i = 0; i < g->makers; i++) {
        const cbgi_maker *m = &g->maker[i];
        g->weak_orders = g->weak_orders && m->rank != NULL && m->unknown == NULL;
        g->strengths = g->strengths || m->strong != NULL;
        g->unknowns = g->unknowns || m->unknown != NULL;
    }
}

static cbg_status build_states(cbg_graph *g, const cbg_conflict *conflict, cbg_diags *diags)
{
    cbg_status status = CBG_OK;
    g->option_form = conflict->state_count == 0;
    if (g->option_form)
        status = cbgi_enumerate(conflict, &g->arena, &g->code, &g->states, diags);
    else
        g->states = (uint32_t)conflict->state_count;
    if (status == CBG_OK && !g->option_form && g->states > CBG_GRAPH_SETS_MAX) {
        (void)cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, conflict->span,
                            "graph form takes at most %d states", (int)CBG_GRAPH_SETS_MAX);
        status = CBG_TOO_LARGE;
    }
    g->row = (g->states + 63) / 64;
    return status;
}

static cbg_status build(cbg_graph *g, const cbg_conflict *conflict, cbg_diags *diags)
{
    g->makers = conflict->maker_count;
    g->options = conflict->option_count;
    g->numbering = conflict->numbering;
    g->status_quo = -1;
    cbg_status status = copy_names(g, conflict);
    if (status == CBG_OK)
        status = build_states(g, conflict, diags);
    for (int i = 0; i < g->makers && status == CBG_OK; i++) {
        const cbg_conflict_maker *from = &conflict->maker[i];
        status = cbgi_order_read(g, i, &from->order, diags);
        if (status == CBG_OK)
            status = read_blind(g, &g->maker[i], &from->misperceived, diags);
        if (status == CBG_OK && g->option_form)
            status = cbgi_groups_build(g, i);
    }
    if (status == CBG_OK && !g->option_form)
        status = build_arcs(g, conflict, diags);
    if (status != CBG_OK)
        return status;
    cbgi_graph_note_kind(g);
    if (conflict->status_quo != NULL) {
        g->status_quo = cbg_graph_find(g, conflict->status_quo);
        if (g->status_quo < 0)
            return cbgi_unknown_state(g, conflict->status_quo, conflict->status_quo_span, diags);
    }
    return CBG_OK;
}

static cbg_graph *new_graph(const cbg_exec *exec)
{
    cbg_graph *g = cbgi_alloc(exec, sizeof *g);
    if (g == NULL)
        return NULL;
    memset(g, 0, sizeof *g);
    if (exec != NULL)
        g->exec = *exec;
    cbgi_arena_init(&g->arena, g->exec.allocator);
    return g;
}

cbg_status cbg_graph_build(const cbg_conflict *conflict, const cbg_exec *exec, cbg_graph **out,
                           cbg_diags *diags)
{
    if (conflict->maker_count < 1 || conflict->maker_count > CBG_MAKERS_MAX ||
        conflict->option_count > CBG_CONFLICT_OPTIONS_MAX)
        return CBG_BAD_ARGUMENT;
    cbg_graph *g = new_graph(exec);
    if (g == NULL)
        return CBG_NO_MEMORY;
    cbg_status status = build(g, conflict, diags);
    if (status == CBG_OK)
        *out = g;
    else
        cbg_graph_free(g);
    return status;
}

cbg_status cbg_graph_rerank(const cbg_graph *graph, const uint32_t *const *rank, const cbg_exec *exec,
                            cbg_graph **out)
{
    cbg_graph *g = new_graph(exec);
    if (g == NULL)
        return CBG_NO_MEMORY;
    cbgi_arena arena = g->arena;
    cbg_exec own = g->exec;
    *g = *graph;
    g->arena = arena;
    g->exec = own;
    g->weak_orders = true;
    g->strengths = g->unknowns = false;
    cbg_status status = CBG_OK;
    for (int i = 0; i < g->makers && status == CBG_OK; i++) {
        cbgi_maker *m = &g->maker[i];
        m->better = m->unknown = m->strong = NULL;
        uint32_t *copy = cbgi_arena_array(&g->arena, g->states, sizeof *copy);
        if (copy == NULL) {
            status = CBG_NO_MEMORY;
            break;
        }
        memcpy(copy, rank[i], g->states * sizeof *copy);
        m->rank = copy;
        if (g->option_form)
            status = cbgi_groups_build(g, i);
    }
    if (status == CBG_OK)
        *out = g;
    else
        cbg_graph_free(g);
    return status;
}

void cbg_graph_free(cbg_graph *graph)
{
    if (graph == NULL)
        return;
    cbg_exec exec = graph->exec;
    cbgi_arena_free(&graph->arena);
    cbgi_release(&exec, graph);
}
