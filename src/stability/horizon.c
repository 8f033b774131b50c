/* Stability by looking ahead: limited-move stability L_h and non-myopic stability.
 *
 * Two decision makers i and j. G_0(i, s) = s. With m the best move of i from s, judged by p_i(G_h-1(j, m)):
 * G_h(i, s) = s when i has no move or p_i(s) >= p_i(G_h-1(j, m)), else G_h-1(j, m). s is L_h stable for i when
 * G_h(i, s) = s; L_1 is Nash. Non-myopic: stable for every h from some h* on.
 * Ties: who gains nothing stays; among equally good moves the one to the state of the lowest number is taken.
 * Sources: Kilgour, Theory and Decision 16(2), 1984; Fang, Hipel and Kilgour 1993 (conflict.h), chapter 3.
 *
 * Departure, for three and more decision makers ("cautious looking ahead", a rule of our own; published
 * generalisations differ among themselves): after a move of i any other who would go on may be next, and i expects
 * the one who takes it where it likes least, ties to the lower decision maker; nobody goes on: there it ends.
 * With two it is the definition above.
 */
#include <string.h>

#include "base/parallel.h"
#include "stability/graph.h"

enum { STEPS_MAX = 1 << 14 };

struct cbg_horizon {
    const cbg_graph *g;
    uint64_t *stable[CBG_MAKERS_MAX];
    cbg_exec exec;
    cbgi_arena arena;
};

typedef struct look {
    const cbg_graph *g;
    uint32_t *now[CBG_MAKERS_MAX], *next[CBG_MAKERS_MAX],
        *saved[CBG_MAKERS_MAX]; /* G_h-1, G_h, an earlier one */
    uint32_t *moves;
} look;

/* Where i expects to end after moving to t. */
static uint32_t expected(const look *l, int i, uint32_t t)
{
    const uint32_t *rank = l->g->maker[i].rank;
    uint32_t end = t;
    bool anybody = false;
    for (int j = 0; j < l->g->makers; j++) {
        if (j == i || l->now[j][t] == t)
            continue;
        if (!anybody || rank[l->now[j][t]] < rank[end])
            end = l->now[j][t];
        anybody = true;
    }
    return end;
}

static void step(look *l)
{
    for (int i = 0; i < l->g->makers; i++) {
        const uint32_t *rank = l->g->maker[i].rank;
        for (uint32_t s = 0; s < l->g->states; s++) {
            uint32_t count = cbgi_moves(l->g, i, s, l->moves), best = s;
            for (uint32_t k = 0; k < count; k++) {
                uint32_t end = expected(l, i, l->moves[k]);
                best = rank[end] > rank[best] ? end : best;
            }
            l->next[i][s] = best;
        }
    }
    for (int i = 0; i < l->g->makers; i++) {
        uint32_t *swap = l->now[i];
        l->now[i] = l->next[i];
        l->next[i] = swap;
    }
}

static void keep_stable(const look *l, cbg_horizon *r, bool first)
{
    for (int i = 0; i < l->g->makers; i++)
        for (uint32_t w = 0; w < l->g->row; w++) {
            uint64_t bits = 0;
            for (uint32_t s = 64 * w; s < l->g->states && s < 64 * (w + 1); s++)
                bits |= (uint64_t)(l->now[i][s] == s) << (s & 63);
            r->stable[i][w] = first ? bits : r->stable[i][w] & bits;
        }
}

static bool same_as_saved(const look *l)
{
    for (int i = 0; i < l->g->makers; i++)
        if (memcmp(l->now[i], l->saved[i], l->g->states * sizeof(uint32_t)) != 0)
            return false;
    return true;
}

/* G_h follows from G_h-1 alone, so it runs into a cycle, found by comparing with the step at the last power of two
 * (Brent, BIT 20(2), 1980). Stable from some h* on: stable throughout the cycle. */
static cbg_status look_for_ever(look *l, cbg_horizon *r, cbg_diags *diags)
{
    for (uint32_t h = 0, mark = 1; h < STEPS_MAX; h++) {
        if (h == mark || h == 0) {
            for (int i = 0; i < l->g->makers; i++)
                memcpy(l->saved[i], l->now[i], l->g->states * sizeof(uint32_t));
            mark = h == 0 ? 1 : 2 * mark;
        }
        step(l);
        if (!same_as_saved(l))
            continue;
        bool first = true;
        do {
            keep_stable(l, r, first);
            first = false;
            step(l);
        } while (!same_as_saved(l));
        return CBG_OK;
    }
    (void)cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0},
                        "looking ahead does not settle within %d steps", (int)STEPS_MAX);
    return CBG_TOO_LARGE;
}

static cbg_status solve(cbg_horizon *r, int moves, cbg_diags *diags)
{
    const cbg_graph *g = r->g;
    cbgi_arena scratch;
    cbgi_arena_init(&scratch, r->exec.allocator);
    look l = {.g = g};
    l.moves = cbgi_arena_array(&scratch, g->states, sizeof *l.moves);
    for (int i = 0; i < g->makers; i++) {
        l.now[i] = cbgi_arena_array(&scratch, g->states, sizeof(uint32_t));
        l.next[i] = cbgi_arena_array(&scratch, g->states, sizeof(uint32_t));
        l.saved[i] = cbgi_arena_array(&scratch, g->states, sizeof(uint32_t));
        r->stable[i] = cbgi_arena_array(&r->arena, g->row, sizeof(uint64_t));
        for (uint32_t s = 0; !scratch.failed && s < g->states; s++)
            l.now[i][s] = s;
    }
    cbg_status status = scratch.failed || r->arena.failed ? CBG_NO_MEMORY : CBG_OK;
    if (status == CBG_OK && moves == 0)
        status = look_for_ever(&l, r, diags);
    else if (status == CBG_OK) {
        for (int h = 0; h < moves; h++)
            step(&l);
        keep_stable(&l, r, true);
    }
    cbgi_arena_free(&scratch);
    return status;
}

cbg_status cbg_horizon_solve(const cbg_graph *graph, int moves, const cbg_exec *exec, cbg_horizon **out,
                             cbg_diags *diags)
{
    if (moves < 0 || moves > CBG_HORIZON_MAX)
        return CBG_BAD_ARGUMENT;
    if (!graph->weak_orders) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, (cbg_span){0},
                                    "looking ahead needs complete rankings, and some comparisons are unknown "
                                    "or stated as pairs"),
                      "leave out lh and nonmyopic, or rank all states");
        return CBG_BAD_ARGUMENT;
    }
    cbg_horizon *r = cbgi_alloc(exec, sizeof *r);
    if (r == NULL)
        return CBG_NO_MEMORY;
    memset(r, 0, sizeof *r);
    r->g = graph;
    if (exec != NULL)
        r->exec = *exec;
    cbgi_arena_init(&r->arena, r->exec.allocator);
    cbg_status status = solve(r, moves, diags);
    if (status == CBG_OK)
        *out = r;
    else
        cbg_horizon_free(r);
    return status;
}

bool cbg_horizon_stable(const cbg_horizon *result, int maker, uint32_t state)
{
    return cbgi_bit(result->stable[maker], state);
}

bool cbg_horizon_equilibrium(const cbg_horizon *result, uint32_t state)
{
    bool all = true;
    for (int i = 0; i < result->g->makers; i++)
        all = all && cbg_horizon_stable(result, i, state);
    return all;
}

void cbg_horizon_free(cbg_horizon *result)
{
    if (result == NULL)
        return;
    cbg_exec exec = result->exec;
    cbgi_arena_free(&result->arena);
    cbgi_release(&exec, result);
}
