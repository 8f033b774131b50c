/* The set-based solver: every concept by its definition, for any preferences.
 *
 * For a focal maker and a state s: "leaves for" are its improvements (and unknown states, by mode),
 * "deterring" the set D of states it does not want to end in. An improvement s1 is
 * sanctioned when the opponents reach from s1 some s2 in D, for SMR and SSEQ an s2 from which the
 * maker has no move out of D. Strongly stable: the same with D = states to which s is strongly
 * preferred (Hamouda, Kilgour and Hipel, Group Decis. Negot. 13(5), 2004).
 * States are visited in ascending rank, so that D grows by a bit at a time. Memory: two rows of
 * states for each state.
 */
#include <string.h>

#include "stability/reach.h"
#include "stability/result.h"

typedef struct focus {
    const cbg_graph *g;
    cbg_stability *result;
    const cbgi_move_lists *lists;
    int maker;
    cbgi_reach reach[2]; /* by all moves, by improvements */
    uint64_t *no_better; /* states of no higher rank than the one at hand */
    uint64_t *deterring, *tried, *held;
    uint32_t *order;
} focus;

static bool leaves_unknown(cbg_unknown_mode mode)
{
    return mode == CBG_MODE_A || mode == CBG_MODE_C;
}

/* Is s2 in D with no move of the focal maker out of D? Remembered while D stays the same. */
static bool holds_fast(focus *f, uint32_t s2)
{
    if (!cbgi_bit(f->tried, s2)) {
        const cbgi_arcs *arcs = &f->lists->move[f->maker];
        bool held = true;
        for (uint32_t a = arcs->start[s2]; a < arcs->start[s2 + 1] && held; a++)
            held = cbgi_bit(f->deterring, arcs->to[a]);
        cbgi_set_bit(f->tried, s2);
        if (held)
            cbgi_set_bit(f->held, s2);
    }
    return cbgi_bit(f->held, s2);
}

static bool sanctioned(focus *f, const uint64_t *reach, bool fast)
{
    for (uint32_t w = 0; w < f->g->row; w++) {
        uint64_t both = reach[w] & f->deterring[w];
        if (both != 0 && !fast)
            return true;
        for (; both != 0; both &= both - 1)
            if (holds_fast(f, 64 * w + (uint32_t)__builtin_ctzll(both)))
                return true;
    }
    return false;
}

/* Some of the opponents from `next` on take one of their improvements from s, the rest stay. */
static bool met_at_once(const focus *f, uint32_t s, int next, uint64_t code, bool anybody)
{
    const cbg_graph *g = f->g;
    if (next == g->makers) {
        int64_t s2 = anybody ? cbgi_state_of_code(g, code) : -1;
        return s2 >= 0 && cbgi_bit(f->deterring, (uint32_t)s2);
    }
    if (met_at_once(f, s, next + 1, code, anybody))
        return true;
    const cbgi_arcs *arcs = &f->lists->improve[next];
    uint64_t mask = cbgi_maker_mask(&g->maker[next]);
    for (uint32_t a = arcs->start[s]; next != f->maker && a < arcs->start[s + 1]; a++)
        if (met_at_once(f, s, next + 1, (code & ~mask) | (cbgi_code(g, arcs->to[a]) & mask), true))
            return true;
    return false;
}

static bool stable_in(focus *f, cbg_concept concept, uint32_t s)
{
    const cbgi_arcs *arcs = &f->lists->improve[f->maker];
    for (uint32_t a = arcs->start[s]; a < arcs->start[s + 1]; a++) {
        uint32_t s1 = arcs->to[a];
        if (!leaves_unknown(f->result->unknown) && cbg_graph_compare(f->g, f->maker, s, s1) == CBG_UNKNOWN)
            continue;
        bool met = false;
        switch (concept) {
        case CBG_NASH: break;
        case CBG_GMR: met = sanctioned(f, f->reach[0].from[s1], false); break;
        case CBG_SMR: met = sanctioned(f, f->reach[0].from[s1], true); break;
        case CBG_SEQ: met = sanctioned(f, f->reach[1].from[s1], false); break;
        case CBG_SSEQ: met = sanctioned(f, f->reach[1].from[s1], true); break;
        case CBG_SIM: met = met_at_once(f, s, 0, cbgi_code(f->g, s1), false); break;
        }
        if (!met)
            return false;
    }
    return true;
}

static void forget(focus *f)
{
    memset(f->tried, 0, f->g->row * sizeof *f->tried);
    memset(f->held, 0, f->g->row * sizeof *f->held);
}

static void deter_weakly(focus *f, uint32_t s)
{
    const cbgi_maker *m = &f->g->maker[f->maker];
    bool unknown_deters = f->result->unknown == CBG_MODE_C || f->result->unknown == CBG_MODE_D;
    for (uint32_t w = 0; w < f->g->row; w++) {
        size_t at = (size_t)s * f->g->row + w;
        uint64_t unknown = m->unknown != NULL ? m->unknown[at] : 0;
        uint64_t set = m->rank != NULL ? f->no_better[w] : ~m->better[at];
        f->deterring[w] = unknown_deters ? set | unknown : set & ~unknown;
    }
    forget(f);
}

static void deter_strongly(focus *f, uint32_t s)
{
    const cbgi_maker *m = &f->g->maker[f->maker];
    for (uint32_t w = 0; w < f->g->row; w++) {
        size_t at = (size_t)s * f->g->row + w;
        f->deterring[w] = m->strong == NULL ? 0 : m->strong[at];
        f->deterring[w] &= m->unknown != NULL ? ~m->unknown[at] : ~UINT64_C(0);
    }
    forget(f);
}

static void judge(focus *f, uint32_t s)
{
    deter_weakly(f, s);
    for (int c = 0; c < CBG_CONCEPTS; c++)
        if (f->result->stable[c][f->maker] != NULL && stable_in(f, (cbg_concept)c, s))
            cbgi_set_bit(f->result->stable[c][f->maker], s);
    if (!f->g->strengths)
        return;
    deter_strongly(f, s);
    for (int c = 0; c < CBG_CONCEPTS; c++)
        if (f->result->strong[c][f->maker] != NULL && stable_in(f, (cbg_concept)c, s))
            cbgi_set_bit(f->result->strong[c][f->maker], s);
}

static uint64_t rank_key(const void *context, uint32_t state)
{
    const cbgi_maker *m = context;
    return m->rank[state];
}

/* States of one rank together: first they all join no_better, then they are judged. */
static void judge_all(focus *f, uint32_t *spare)
{
    const cbgi_maker *m = &f->g->maker[f->maker];
    uint32_t n = f->g->states;
    for (uint32_t s = 0; s < n; s++)
        f->order[s] = s;
    if (m->rank != NULL)
        cbgi_sort(f->order, spare, n, 31, rank_key, m);
    memset(f->no_better, 0, f->g->row * sizeof *f->no_better);
    for (uint32_t from = 0, end; from < n; from = end) {
        for (end = from; end < n && (m->rank == NULL || m->rank[f->order[end]] == m->rank[f->order[from]]);
             end++)
            cbgi_set_bit(f->no_better, f->order[end]);
        for (uint32_t k = from; k < end; k++)
            judge(f, f->order[k]);
    }
}

static cbg_status solve_for(focus *f, const cbg_exec *exec, cbgi_arena *scratch)
{
    unsigned others = ((1u << f->g->makers) - 1) & ~(1u << f->maker);
    bool once = f->result->opponents_once;
    cbg_status status = cbgi_reach_open(&f->reach[0], f->lists, others, false, once, exec);
    if (status != CBG_OK)
        return status;
    status = cbgi_reach_open(&f->reach[1], f->lists, others, true, once, exec);
    if (status == CBG_OK) {
        uint32_t *spare = cbgi_arena_array(scratch, f->g->states, sizeof *spare);
        if (spare != NULL)
            judge_all(f, spare);
        else
            status = CBG_NO_MEMORY;
        cbgi_reach_close(&f->reach[1]);
    }
    cbgi_reach_close(&f->reach[0]);
    return status;
}

cbg_status cbgi_sets_solve(const cbg_graph *g, cbg_stability *result, cbg_diags *diags)
{
    const cbg_exec *exec = &result->exec;
    cbgi_move_lists lists;
    cbg_status status = cbgi_move_lists_open(&lists, g, exec, diags);
    if (status != CBG_OK)
        return status;
    cbgi_arena scratch;
    cbgi_arena_init(&scratch, exec->allocator);
    focus f = {.g = g, .result = result, .lists = &lists};
    f.no_better = cbgi_arena_array(&scratch, g->row, sizeof(uint64_t));
    f.deterring = cbgi_arena_array(&scratch, g->row, sizeof(uint64_t));
    f.tried = cbgi_arena_array(&scratch, g->row, sizeof(uint64_t));
    f.held = cbgi_arena_array(&scratch, g->row, sizeof(uint64_t));
    f.order = cbgi_arena_array(&scratch, g->states, sizeof *f.order);
    status = scratch.failed ? CBG_NO_MEMORY : CBG_OK;
    for (f.maker = 0; f.maker < g->makers && status == CBG_OK; f.maker++)
        status = solve_for(&f, exec, &scratch);
    cbgi_arena_free(&scratch);
    cbgi_move_lists_close(&lists);
    return status;
}
