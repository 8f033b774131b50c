/* Stability against coalitions: may any group leave together?
 *
 * CI_H(s): states that the members of H reach from s by legal sequences of their own and that all of them prefer
 * to s. A state is stable for H when every s1 in CI_H(s) is answered by the others with an s2 that at least one
 * member does not prefer to s: Nash: there is no s1; GMR: by any moves; SMR: by any moves, and H cannot go on from
 * s2 to a state that all its members prefer to s; SEQ: by improvements of those who move.
 * Sources: Kilgour, Hipel, Fang and Peng, Group Decis. Negot. 10(2), 2001; Inohara and Hipel, J. Syst. Sci. Syst.
 * Eng. 17(4), 2008. Departure: in SEQ the answers are improvements of single decision makers, as in the
 * individual concept, not of coalitions among the others.
 */
#include <string.h>

#include "base/parallel.h"
#include "stability/reach.h"

enum { MAKERS_MAX = 8, STATES_MAX = 4096 };

struct cbg_coalitions {
    const cbg_graph *g;
    uint64_t *stable[CBG_COALITION_CONCEPTS][1 << MAKERS_MAX];
    cbg_exec exec;
    cbgi_arena arena;
};

typedef struct group_work {
    const cbg_graph *g;
    unsigned group;
    cbgi_reach own, any, gaining; /* of the group; of the others by any moves, by improvements */
    uint64_t *better;             /* states that all members prefer to the one at hand */
    uint64_t *tried, *held;
} group_work;

static void find_better(group_work *w, uint32_t s)
{
    memset(w->better, 0, w->g->row * sizeof *w->better);
    for (uint32_t t = 0; t < w->g->states; t++) {
        bool all = true;
        for (int i = 0; i < w->g->makers && all; i++) {
            cbg_relation r = (w->group >> i & 1) != 0 ? cbg_graph_compare(w->g, i, s, t) : CBG_BETTER;
            all = r == CBG_BETTER || r == CBG_MUCH_BETTER;
        }
        if (all)
            cbgi_set_bit(w->better, t);
    }
    memset(w->tried, 0, w->g->row * sizeof *w->tried);
    memset(w->held, 0, w->g->row * sizeof *w->held);
}

/* Cannot the group go on from s2 to what all its members prefer? */
static bool holds_fast(group_work *w, uint32_t s2)
{
    if (!cbgi_bit(w->tried, s2)) {
        bool out = false;
        for (uint32_t v = 0; v < w->g->row && !out; v++)
            out = (w->own.from[s2][v] & w->better[v]) != 0;
        cbgi_set_bit(w->tried, s2);
        if (!out)
            cbgi_set_bit(w->held, s2);
    }
    return cbgi_bit(w->held, s2);
}

static uint64_t in_row(const group_work *w, uint32_t word)
{
    uint32_t rest = w->g->states - 64 * word;
    return rest >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << rest) - 1;
}

static bool answered(group_work *w, const cbgi_reach *others, uint32_t s1, bool fast)
{
    for (uint32_t v = 0; v < w->g->row; v++) {
        uint64_t ends = others->from[s1][v] & ~w->better[v] & in_row(w, v);
        if (ends != 0 && !fast)
            return true;
        for (; ends != 0; ends &= ends - 1)
            if (holds_fast(w, 64 * v + (uint32_t)__builtin_ctzll(ends)))
                return true;
    }
    return false;
}

static void judge(group_work *w, uint32_t s, bool stable[CBG_COALITION_CONCEPTS])
{
    find_better(w, s);
    for (int c = 0; c < CBG_COALITION_CONCEPTS; c++)
        stable[c] = true;
    for (uint32_t v = 0; v < w->g->row; v++)
        for (uint64_t gains = w->own.from[s][v] & w->better[v]; gains != 0; gains &= gains - 1) {
            uint32_t s1 = 64 * v + (uint32_t)__builtin_ctzll(gains);
            stable[CBG_NASH] = false;
            stable[CBG_GMR] = stable[CBG_GMR] && answered(w, &w->any, s1, false);
            stable[CBG_SMR] = stable[CBG_SMR] && answered(w, &w->any, s1, true);
            stable[CBG_SEQ] = stable[CBG_SEQ] && answered(w, &w->gaining, s1, false);
        }
}

static cbg_status solve_group(cbg_coalitions *r, const cbgi_move_lists *lists, group_work *w)
{
    unsigned others = ((1u << r->g->makers) - 1) & ~w->group;
    cbg_status status = cbgi_reach_open(&w->own, lists, w->group, false, false, &r->exec);
    if (status != CBG_OK)
        return status;
    status = cbgi_reach_open(&w->any, lists, others, false, false, &r->exec);
    if (status == CBG_OK) {
        status = cbgi_reach_open(&w->gaining, lists, others, true, false, &r->exec);
        if (status == CBG_OK) {
            for (uint32_t s = 0; s < r->g->states; s++) {
                bool stable[CBG_COALITION_CONCEPTS];
                judge(w, s, stable);
                for (int c = 0; c < CBG_COALITION_CONCEPTS; c++)
                    if (stable[c])
                        cbgi_set_bit(r->stable[c][w->group], s);
            }
            cbgi_reach_close(&w->gaining);
        }
        cbgi_reach_close(&w->any);
    }
    cbgi_reach_close(&w->own);
    return status;
}

static cbg_status solve_all(cbg_coalitions *r, cbg_diags *diags)
{
    const cbg_graph *g = r->g;
    cbgi_move_lists lists;
    for (unsigned group = 1; group < 1u << g->makers; group++)
        for (int c = 0; c < CBG_COALITION_CONCEPTS; c++)
            r->stable[c][group] = cbgi_arena_array(&r->arena, g->row, sizeof(uint64_t));
    group_work w = {.g = g};
    w.better = cbgi_arena_array(&r->arena, g->row, sizeof *w.better);
    w.tried = cbgi_arena_array(&r->arena, g->row, sizeof *w.tried);
    w.held = cbgi_arena_array(&r->arena, g->row, sizeof *w.held);
    if (r->arena.failed)
        return CBG_NO_MEMORY;
    cbg_status status = cbgi_move_lists_open(&lists, g, &r->exec, diags);
    if (status != CBG_OK)
        return status;
    for (w.group = 1; w.group < 1u << g->makers && status == CBG_OK; w.group++)
        status = solve_group(r, &lists, &w);
    cbgi_move_lists_close(&lists);
    return status;
}

cbg_status cbg_coalitions_solve(const cbg_graph *graph, const cbg_exec *exec, cbg_coalitions **out,
                                cbg_diags *diags)
{
    if (graph->makers > MAKERS_MAX || graph->states > STATES_MAX) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0},
                                    "coalitions of %d decision makers over %u states are too many",
                                    graph->makers, (unsigned)graph->states),
                      "coalitions are analysed for up to %d decision makers and %d states", (int)MAKERS_MAX,
                      (int)STATES_MAX);
        return CBG_TOO_LARGE;
    }
    cbg_coalitions *r = cbgi_alloc(exec, sizeof *r);
    if (r == NULL)
        return CBG_NO_MEMORY;
    memset(r, 0, sizeof *r);
    r->g = graph;
    if (exec != NULL)
        r->exec = *exec;
    cbgi_arena_init(&r->arena, r->exec.allocator);
    cbg_status status = solve_all(r, diags);
    if (status == CBG_OK)
        *out = r;
    else
        cbg_coalitions_free(r);
    return status;
}

void cbg_coalitions_free(cbg_coalitions *result)
{
    if (result == NULL)
        return;
    cbg_exec exec = result->exec;
    cbgi_arena_free(&result->arena);
    cbgi_release(&exec, result);
}

bool cbg_coalitions_stable(const cbg_coalitions *result, cbg_concept concept, unsigned group, uint32_t state)
{
    return cbgi_bit(result->stable[concept][group], state);
}

unsigned cbg_coalitions_leaver(const cbg_coalitions *result, cbg_concept concept, uint32_t state)
{
    int makers = result->g->makers;
    for (int size = 1; size <= makers; size++)
        for (unsigned group = 1; group < 1u << makers; group++)
            if (__builtin_popcount(group) == size && !cbg_coalitions_stable(result, concept, group, state))
                return group;
    return 0;
}
