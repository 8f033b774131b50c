/* Core concepts for complete weak orders without reach sets.
 *
 * Let f(t) be the least value over t and all that the opponents can reach from t, where the value
 * of a state is the focal maker's rank p (GMR, SEQ) or the best rank it can still get to from there
 * (SMR, SSEQ), over all moves (GMR, SMR) or improvements (SEQ, SSEQ). A state s is stable when
 * f(s1) <= p(s) for every improvement s1 of the focal maker. (s1 itself has a value above p(s), so
 * that including it is harmless; moves in option form are transitive, so that "nobody twice in a
 * row" never matters.) f is found by relaxing until nothing changes; both values go in one
 * pass. The greatest over improvements is the same kernel on complemented values.
 *
 * Each opponent at most once (compatibility): f is built up by the set of opponents that may still
 * move, f_M(t) = least of value(t) and f_(M without j)(t') over moves t' of a j in M.
 */
#include "stability/sweep.h"

#include <string.h>

typedef struct workspace {
    const cbgi_focal *focal;
    uint32_t *escape;   /* [state] best rank after a move of the focal maker, or none */
    cbgi_cell *f, *out; /* [state]; once: f holds one layer for each set of opponents */
    cbgi_cell *table;
} workspace;

static size_t table_cells(const cbg_graph *g)
{
    int bits = 0;
    for (int i = 0; i < g->makers; i++)
        bits = cbgi_table_bits(&g->maker[i]) > bits ? cbgi_table_bits(&g->maker[i]) : bits;
    return (size_t)1 << bits;
}

static size_t layers(const cbg_graph *g, bool once)
{
    return once ? (size_t)1 << (g->makers - 1) : 1;
}

size_t cbgi_sweep_scratch(const cbg_graph *g, bool opponents_once)
{
    return (layers(g, opponents_once) + 1) * g->states * sizeof(cbgi_cell) +
           table_cells(g) * sizeof(cbgi_cell) + g->states * sizeof(uint32_t);
}

static void complement(cbgi_cell *cell, uint32_t states)
{
    for (uint32_t s = 0; s < states; s++)
        cell[s] = (cbgi_cell){~cell[s].rank, ~cell[s].escape};
}

static void find_escapes(const workspace *w)
{
    const cbg_graph *g = w->focal->g;
    const cbgi_maker *m = &g->maker[w->focal->maker];
    for (uint32_t s = 0; s < g->states; s++)
        w->f[s] = (cbgi_cell){~m->rank[s], ~m->rank[s]};
    (void)cbgi_relax(m, false, w->f, w->f, w->table);
    for (uint32_t s = 0; s < g->states; s++)
        w->escape[s] = ~w->f[s].rank;
}

static void start_values(const workspace *w, cbgi_cell *f)
{
    const cbg_graph *g = w->focal->g;
    const uint32_t *rank = g->maker[w->focal->maker].rank;
    for (uint32_t s = 0; s < g->states; s++)
        f[s] = (cbgi_cell){rank[s], w->escape[s]};
}

/* Where every combination of options is a state that all perceive, moves of different makers do not depend on each
 * other: whatever can be reached, each opponent reaches by one move, in any order. */
static bool independent(const cbg_graph *g)
{
    bool all = g->code == NULL;
    for (int i = 0; i < g->makers; i++)
        all = all && g->maker[i].blind == NULL;
    return all;
}

/* Relaxes until every opponent in turn changes nothing. */
static void settle(const workspace *w, bool improving)
{
    const cbg_graph *g = w->focal->g;
    start_values(w, w->f);
    if (!improving && independent(g)) {
        for (int j = 0; j < g->makers; j++)
            if (j != w->focal->maker)
                (void)cbgi_relax(&g->maker[j], false, w->f, w->f, w->table);
        return;
    }
    int quiet = 0;
    for (int j = 0; quiet < g->makers - 1; j = j + 1 < g->makers ? j + 1 : 0) {
        if (j == w->focal->maker)
            continue;
        bool changed = cbgi_relax(&g->maker[j], improving, w->f, w->f, w->table);
        quiet = changed ? 1 : quiet + 1; /* a maker's moves applied twice add nothing */
    }
}

/* One layer for each set of opponents, the full set last; it ends up in f[0..states). */
static void settle_once(const workspace *w, bool improving)
{
    const cbg_graph *g = w->focal->g;
    size_t sets = layers(g, true);
    for (size_t set = 0; set < sets; set++) {
        cbgi_cell *layer = w->f + set * g->states;
        start_values(w, layer);
        for (int k = 0; k < g->makers - 1; k++)
            if ((set >> k & 1) != 0)
                (void)cbgi_relax(&g->maker[k + (k >= w->focal->maker)], improving,
                                 w->f + (set & ~((size_t)1 << k)) * g->states, layer, w->table);
    }
    memmove(w->f, w->f + (sets - 1) * g->states, g->states * sizeof *w->f);
}

/* f holds the values; writes down who is stable by rank and by escape. */
static void judge(const workspace *w, uint64_t *by_rank, uint64_t *by_escape)
{
    const cbg_graph *g = w->focal->g;
    const cbgi_maker *m = &g->maker[w->focal->maker];
    complement(w->f, g->states);
    memset(w->out, 0xFF, g->states * sizeof *w->out);
    (void)cbgi_relax(m, true, w->f, w->out, w->table);
    for (uint32_t word = 0; word < g->row; word++) {
        uint64_t rank_bits = 0, escape_bits = 0;
        for (uint32_t s = 64 * word; s < g->states && s < 64 * (word + 1); s++) {
            rank_bits |= (uint64_t)(~w->out[s].rank <= m->rank[s]) << (s & 63);
            escape_bits |= (uint64_t)(~w->out[s].escape <= m->rank[s]) << (s & 63);
        }
        if (by_rank != NULL)
            by_rank[word] = rank_bits;
        if (by_escape != NULL)
            by_escape[word] = escape_bits;
    }
}

void cbgi_sweep_solve(const cbgi_focal *focal, void *scratch)
{
    const cbg_graph *g = focal->g;
    const cbgi_maker *m = &g->maker[focal->maker];
    workspace w = {.focal = focal, .f = scratch};
    w.out = w.f + layers(g, focal->opponents_once) * g->states;
    w.table = w.out + g->states;
    w.escape = (uint32_t *)(w.table + table_cells(g));
    find_escapes(&w);
    if (focal->stable[CBG_NASH] != NULL)
        for (uint32_t s = 0; s < g->states; s++)
            if (w.escape[s] == m->rank[s])
                cbgi_set_bit(focal->stable[CBG_NASH], s);
    for (int improving = 0; improving <= 1; improving++) {
        uint64_t *by_rank = focal->stable[improving ? CBG_SEQ : CBG_GMR];
        uint64_t *by_escape = focal->stable[improving ? CBG_SSEQ : CBG_SMR];
        if (by_rank == NULL && by_escape == NULL)
            continue;
        if (focal->opponents_once)
            settle_once(&w, improving);
        else
            settle(&w, improving);
        judge(&w, by_rank, by_escape);
    }
}
