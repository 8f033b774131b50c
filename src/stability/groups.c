/* Groups of states within which one decision maker moves, each ascending by the maker's rank.
 *
 * Built by two stable sorts: by rank, then by the options of everybody else, which leaves groups in
 * the order of those options; a state's group is found again by binary search.
 */
#include "stability/graph.h"

typedef struct outside {
    const cbg_graph *g;
    const cbgi_maker *m;
} outside;

/* The options of everybody but the maker, squeezed together. */
static uint64_t outside_of(const cbg_graph *g, const cbgi_maker *m, uint32_t state)
{
    uint64_t code = cbgi_code(g, state);
    return (code & ((UINT64_C(1) << m->first) - 1)) | code >> (m->first + m->count) << m->first;
}

static uint64_t outside_key(const void *context, uint32_t state)
{
    const outside *c = context;
    return outside_of(c->g, c->m, state);
}

/* A maker known by pairs only has its groups too; their order then says nothing. */
static uint32_t rank_of(const cbgi_maker *m, uint32_t state)
{
    return m->rank != NULL ? m->rank[state] : 0;
}

static uint64_t rank_key(const void *context, uint32_t state)
{
    const cbgi_maker *m = context;
    return rank_of(m, state);
}

uint32_t cbgi_pattern(const cbgi_maker *m, uint64_t code)
{
    uint64_t used = cbgi_used_up(m, code);
    uint32_t pattern = 0;
    int k = 0;
    for (uint64_t left = m->one_way; left != 0; left &= left - 1, k++)
        pattern |= (uint32_t)((used & left & (~left + 1)) != 0) << k;
    return pattern;
}

uint32_t cbgi_group_of(const cbg_graph *g, const cbgi_maker *m, uint32_t state)
{
    uint64_t key = outside_of(g, m, state);
    uint32_t low = 0, high = m->groups;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint64_t here = outside_of(g, m, m->order[m->start[middle]] & CBGI_STATE);
        if (here == key)
            return middle;
        if (here < key)
            low = middle + 1;
        else
            high = middle;
    }
    return m->groups; /* none: the maker does not perceive the whole group */
}

static int bits_of(uint64_t n)
{
    return n == 0 ? 0 : 64 - __builtin_clzll(n);
}

/* States that the maker perceives, by group and in it by rank; returns how many. */
static uint32_t sort_states(const cbg_graph *g, const cbgi_maker *m, uint32_t *order, uint32_t *spare)
{
    uint32_t count = 0, top = 0;
    for (uint32_t s = 0; s < g->states; s++) {
        if (m->blind == NULL || !cbgi_bit(m->blind, s))
            order[count++] = s;
        top = rank_of(m, s) > top ? rank_of(m, s) : top;
    }
    cbgi_sort(order, spare, count, bits_of(top), rank_key, m);
    outside context = {g, m};
    cbgi_sort(order, spare, count, g->options - m->count, outside_key, &context);
    return count;
}

/* Where groups start; start NULL: only how many there are. */
static uint32_t find_starts(const cbg_graph *g, const cbgi_maker *m, const uint32_t *order, uint32_t count,
                            uint32_t *start)
{
    uint32_t groups = 0;
    for (uint32_t e = 0; e < count; e++) {
        bool fresh = e == 0 || outside_of(g, m, order[e]) != outside_of(g, m, order[e - 1]);
        if (fresh && start != NULL)
            start[groups] = e;
        groups += fresh;
    }
    if (start != NULL)
        start[groups] = count;
    return groups;
}

/* Ties, and the patterns of the entries where they fit, once the groups are known. */
static void finish(const cbg_graph *g, cbgi_maker *m, uint32_t *order)
{
    for (uint32_t k = 0; k < m->groups; k++)
        for (uint32_t e = m->start[k] + 1; e < m->start[k + 1]; e++)
            if (rank_of(m, order[e]) == rank_of(m, order[e - 1]))
                order[e - 1] |= CBGI_TIE;
    m->order = order;
    if (m->pattern_bits == 0 || m->pattern_bits > CBGI_PATTERN_PACKED)
        return;
    for (uint32_t e = 0; e < m->start[m->groups]; e++)
        order[e] |= cbgi_pattern(m, cbgi_code(g, order[e] & CBGI_STATE)) << CBGI_PATTERN_SHIFT;
}

void cbgi_groups_order(cbg_graph *g, int maker, uint32_t *order, uint32_t *spare)
{
    cbgi_maker *m = &g->maker[maker];
    (void)sort_states(g, m, order, spare);
    finish(g, m, order);
}

static cbg_status build(cbg_graph *g, cbgi_maker *m, uint32_t *spare)
{
    uint32_t *order = cbgi_arena_array(&g->arena, g->states, sizeof *order);
    if (order == NULL)
        return CBG_NO_MEMORY;
    uint32_t count = sort_states(g, m, order, spare);
    uint32_t groups = find_starts(g, m, order, count, NULL);
    uint32_t *start = cbgi_arena_array(&g->arena, (size_t)groups + 1, sizeof *start);
    if (start == NULL)
        return CBG_NO_MEMORY;
    m->pattern_bits = __builtin_popcountll(m->one_way);
    m->code = g->code;
    m->groups = find_starts(g, m, order, count, start);
    m->start = start;
    finish(g, m, order);
    return CBG_OK;
}

cbg_status cbgi_groups_build(cbg_graph *g, int maker)
{
    uint32_t *spare = cbgi_alloc(&g->exec, g->states * sizeof *spare);
    if (spare == NULL)
        return CBG_NO_MEMORY;
    cbg_status status = build(g, &g->maker[maker], spare);
    cbgi_release(&g->exec, spare);
    return status;
}
