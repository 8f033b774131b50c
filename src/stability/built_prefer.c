/* Preferences over the states of a built conflict from what they are worth, and how far they are from what is stated.
 *
 * Without margins the worths are ranks. A margin of sameness, ranges and strength are relations between classes of states:
 * they need not be transitive and go to the solver with sets.
 */
#include <math.h>
#include <string.h>

#include "base/parallel.h"
#include "stability/built.h"

static int64_t worth_of(const cbg_built *b, int s, uint32_t state)
{
    return b->worth[(size_t)s * b->classes + b->class_of[state]];
}

typedef struct worths {
    const int64_t *worth;
    int64_t least;
    const uint32_t *class_of;
} worths;

static uint64_t key_of(const void *context, uint32_t state)
{
    const worths *w = context;
    return (uint64_t)(w->worth[w->class_of != NULL ? w->class_of[state] : state] - w->least);
}

/* Dense ranks of states by worth. */
static cbg_status rank_states(cbg_built *b, int s, const uint32_t **out)
{
    uint32_t n = cbg_graph_states(b->graph);
    uint32_t *rank = cbgi_arena_array(&b->graph->arena, n, sizeof *rank);
    uint32_t *order = cbgi_alloc(&b->exec, n * sizeof *order), *spare = cbgi_alloc(&b->exec, n * sizeof *spare);
    cbg_status status = rank == NULL || order == NULL || spare == NULL ? CBG_NO_MEMORY : CBG_OK;
    if (status == CBG_OK) {
        worths w = {b->worth + (size_t)s * b->classes, INT64_MAX, b->class_of};
        for (uint32_t c = 0; c < b->classes; c++)
            w.least = w.worth[c] < w.least ? w.worth[c] : w.least;
        for (uint32_t k = 0; k < n; k++)
            order[k] = k;
        cbgi_sort(order, spare, n, 64, key_of, &w);
        uint32_t next = 0;
        for (uint32_t k = 0; k < n; k++) {
            next += k > 0 && worth_of(b, s, order[k]) != worth_of(b, s, order[k - 1]);
            rank[order[k]] = next;
        }
        *out = rank;
    }
    cbgi_release(&b->exec, spare);
    cbgi_release(&b->exec, order);
    return status;
}

static cbg_relation relate(const cbg_built *b, int s, uint32_t x, uint32_t y)
{
    double low, high, same = (double)b->same[s] / b->scale[s], strong = (double)b->strong[s] / b->scale[s];
    int64_t d = b->worth[(size_t)s * b->classes + y] - b->worth[(size_t)s * b->classes + x];
    if (!b->options.ranges) {
        if (d <= b->same[s] && d >= -b->same[s])
            return CBG_SAME;
        if (b->options.has_strong && (d > b->strong[s] || -d > b->strong[s]))
            return d > 0 ? CBG_MUCH_BETTER : CBG_MUCH_WORSE;
        return d > 0 ? CBG_BETTER : CBG_WORSE;
    }
    cbgi_built_bounds(b, s, x, y, &low, &high);
    if (low >= -same && high <= same)
        return CBG_SAME;
    if (low > same)
        return b->options.has_strong && low > strong ? CBG_MUCH_BETTER : CBG_BETTER;
    if (high < -same)
        return b->options.has_strong && -high > strong ? CBG_MUCH_WORSE : CBG_WORSE;
    return CBG_UNKNOWN;
}

static cbg_status relate_states(cbg_built *b, int s)
{
    cbg_graph *g = b->graph;
    cbgi_maker *m = &g->maker[s];
    size_t size = (size_t)g->states * g->row;
    uint64_t *better = cbgi_arena_array(&g->arena, size, sizeof *better);
    uint64_t *strong = cbgi_arena_array(&g->arena, b->options.has_strong ? size : 0, sizeof *strong);
    uint64_t *unknown = cbgi_arena_array(&g->arena, b->options.ranges ? size : 0, sizeof *unknown);
    uint8_t *known = cbgi_alloc(&b->exec, (size_t)b->classes * b->classes);
    if (better == NULL || strong == NULL || unknown == NULL || known == NULL) {
        cbgi_release(&b->exec, known);
        return CBG_NO_MEMORY;
    }
    for (uint32_t x = 0; x < b->classes; x++)
        for (uint32_t y = 0; y < b->classes; y++)
            known[(size_t)x * b->classes + y] = (uint8_t)relate(b, s, x, y);
    for (uint32_t x = 0; x < g->states; x++)
        for (uint32_t y = 0; y < g->states; y++) {
            unsigned r = known[(size_t)b->class_of[x] * b->classes + b->class_of[y]];
            size_t row = (size_t)x * g->row;
            if (r == CBG_BETTER || r == CBG_MUCH_BETTER)
                cbgi_set_bit(better + row, y);
            if (r == CBG_MUCH_WORSE)
                cbgi_set_bit(strong + row, y);
            if (r == CBG_UNKNOWN)
                cbgi_set_bit(unknown + row, y);
        }
    cbgi_release(&b->exec, known);
    m->rank = NULL;
    m->better = better;
    m->strong = b->options.has_strong ? strong : NULL;
    m->unknown = b->options.ranges ? unknown : NULL;
    return CBG_OK;
}

cbg_status cbgi_built_prefer(cbg_built *b)
{
    bool relations = b->options.ranges || b->options.has_strong || b->options.same.num > 0;
    cbg_status status = CBG_OK;
    for (int s = 0; s < b->makers && status == CBG_OK; s++) {
        const cbg_process *p = &b->side[s].process;
        if (p->level_count > 0 || p->statements.count > 0)
            continue; /* stated preferences stand */
        status = rank_states(b, s, &b->graph->maker[s].rank);
        if (status == CBG_OK)
            status = cbgi_groups_build(b->graph, s);
        if (status == CBG_OK && relations)
            status = relate_states(b, s);
    }
    cbgi_graph_note_kind(b->graph);
    return status;
}

/* Keeps the five pairs that differ most in utility. */
static void keep_example(cbg_tau *t, double *gap, uint32_t better, uint32_t worse, double d)
{
    int at = t->example_count < 5 ? t->example_count++ : 5;
    for (; at > 0 && gap[at - 1] < d; at--)
        if (at < 5) {
            gap[at] = gap[at - 1];
            t->better[at] = t->better[at - 1];
            t->worse[at] = t->worse[at - 1];
        }
    if (at < 5) {
        gap[at] = d;
        t->better[at] = better;
        t->worse[at] = worse;
    }
}

static void compare_side(cbg_built *b, int s)
{
    cbg_tau *t = &b->tau[s];
    double gap[5] = {0};
    uint64_t with = 0, tied_stated = 0, tied_worth = 0;
    uint32_t n = b->graph->states;
    const uint32_t *rank = b->graph->maker[s].rank;
    for (uint32_t x = 0; x < n; x++)
        for (uint32_t y = x + 1; y < n; y++) {
            int64_t d = worth_of(b, s, y) - worth_of(b, s, x);
            bool up = rank[y] > rank[x], same = rank[y] == rank[x];
            tied_worth += d == 0;
            tied_stated += same;
            if (d == 0 || same)
                continue;
            if (up == (d > 0)) {
                with++;
                continue;
            }
            t->against++;
            keep_example(t, gap, d > 0 ? y : x, d > 0 ? x : y, (double)(d > 0 ? d : -d));
        }
    double pairs = (double)n * (double)(n - 1) / 2;
    double root = sqrt((pairs - (double)tied_stated) * (pairs - (double)tied_worth));
    t->tau = root > 0 ? ((double)with - (double)t->against) / root : 0;
}

void cbgi_built_compare_stated(cbg_built *b)
{
    for (int s = 0; s < b->makers; s++) {
        const cbg_process *p = &b->side[s].process;
        b->tau[s].stated = p->level_count > 0 || p->statements.count > 0;
        if (b->tau[s].stated && b->graph->states <= CBG_GRAPH_SETS_MAX)
            compare_side(b, s);
    }
}
