/* Chooses the solver, runs it for every focal decision maker and joins the verdicts. */
#include <string.h>

#include "base/parallel.h"
#include "stability/result.h"
#include "stability/slots.h"
#include "stability/sweep.h"

static const unsigned core = (1u << CBG_CORE_CONCEPTS) - 1;

typedef struct sweep_work {
    const cbg_graph *g;
    cbg_stability *result;
    bool halves;
    cbgi_slots slots;
    void *scratch[CBGI_SLOTS_MAX];
} sweep_work;

/* One decision maker; or half of one, the longer halves (answers by improvements) first, where whole ones would leave a
 * thread idle at the end. Both halves look for the ways out again, so that halves cost more in all. */
static cbg_status sweep_piece(void *context, uint64_t index)
{
    sweep_work *w = context;
    int slot = cbgi_slot_take(&w->slots), makers = w->g->makers, maker = (int)index % makers;
    bool gaining = (int)index < makers;
    cbgi_focal focal = {.g = w->g, .maker = maker, .opponents_once = w->result->opponents_once};
    for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
        if (!w->halves || gaining == (c != CBG_GMR && c != CBG_SMR))
            focal.stable[c] = w->result->stable[c][maker];
    cbgi_sweep_solve(&focal, w->scratch[slot]);
    cbgi_slot_give(&w->slots, slot);
    return CBG_OK;
}

static cbg_status solve_by_sweeps(const cbg_graph *g, cbg_stability *result, const cbg_exec *exec)
{
    sweep_work w = {.g = g, .result = result};
    int threads = exec != NULL && exec->threads > 1 ? exec->threads : 1;
    w.slots.count = threads < CBGI_SLOTS_MAX ? threads : CBGI_SLOTS_MAX;
    w.halves = g->makers % w.slots.count != 0;
    int pieces = w.halves ? 2 * g->makers : g->makers;
    w.slots.count = w.slots.count < pieces ? w.slots.count : pieces;
    size_t size = cbgi_sweep_scratch(g, result->opponents_once);
    cbg_status status = CBG_OK;
    for (int k = 0; k < w.slots.count && status == CBG_OK; k++) {
        w.scratch[k] = cbgi_alloc(exec, size);
        if (w.scratch[k] == NULL)
            status = CBG_NO_MEMORY;
    }
    cbg_exec run = exec != NULL ? *exec : (cbg_exec){0};
    run.threads = w.slots.count;
    if (status == CBG_OK)
        status = cbgi_parallel_for(&run, (uint64_t)pieces, sweep_piece, &w);
    for (int k = 0; k < w.slots.count; k++)
        cbgi_release(exec, w.scratch[k]);
    return status;
}

static cbg_status allocate(const cbg_graph *g, cbg_stability *r)
{
    for (int c = 0; c < CBG_CONCEPTS; c++) {
        if ((r->concepts >> c & 1) == 0)
            continue;
        r->equilibrium[c] = cbgi_arena_array(&r->arena, g->row, sizeof(uint64_t));
        for (int i = 0; i < g->makers; i++) {
            r->stable[c][i] = cbgi_arena_array(&r->arena, g->row, sizeof(uint64_t));
            if (g->strengths && c != CBG_NASH)
                r->strong[c][i] = cbgi_arena_array(&r->arena, g->row, sizeof(uint64_t));
        }
    }
    return r->arena.failed ? CBG_NO_MEMORY : CBG_OK;
}

static void join(const cbg_graph *g, cbg_stability *r)
{
    for (int c = 0; c < CBG_CONCEPTS; c++)
        for (uint32_t w = 0; r->equilibrium[c] != NULL && w < g->row; w++) {
            uint64_t all = ~UINT64_C(0);
            for (int i = 0; i < g->makers; i++)
                all &= r->stable[c][i][w];
            r->equilibrium[c][w] = all;
        }
}

static cbg_status choose(const cbg_graph *g, cbg_solver wanted, cbg_stability *r, cbg_diags *diags)
{
    bool sweeps = g->option_form && g->weak_orders && !g->strengths && (r->concepts & ~core) == 0;
    r->solver = wanted;
    if (wanted == CBG_SOLVER_AUTO)
        r->solver = sweeps ? CBG_SOLVER_SWEEP : CBG_SOLVER_SETS;
    cbg_span nowhere = {0};
    if (r->solver == CBG_SOLVER_SWEEP && !sweeps) {
        (void)cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere,
                            "the sweep solver takes option form with complete weak orders and the "
                            "concepts Nash, GMR, SMR, SEQ and SSEQ");
        return CBG_BAD_ARGUMENT;
    }
    if ((r->concepts >> CBG_SIM & 1) != 0 && !g->option_form) {
        (void)cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere,
                            "SIM joins moves of several decision makers and so needs options: it "
                            "has no meaning in graph form");
        return CBG_BAD_ARGUMENT;
    }
    if (r->solver == CBG_SOLVER_SETS && g->states > CBG_GRAPH_SETS_MAX) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, nowhere,
                                    "%u states: unknown, strong or intransitive preferences and "
                                    "SIM are solved with sets of states, up to %d of them",
                                    (unsigned)g->states, (int)CBG_GRAPH_SETS_MAX),
                      "with complete rankings and without SIM there is no such limit");
        return CBG_TOO_LARGE;
    }
    return CBG_OK;
}

cbg_status cbg_stability_solve(const cbg_graph *graph, const cbg_stability_options *options,
                               const cbg_exec *exec, cbg_stability **out, cbg_diags *diags)
{
    cbg_stability *r = cbgi_alloc(exec, sizeof *r);
    if (r == NULL)
        return CBG_NO_MEMORY;
    memset(r, 0, sizeof *r);
    if (exec != NULL)
        r->exec = *exec;
    cbgi_arena_init(&r->arena, r->exec.allocator);
    r->concepts = options->concepts != 0 ? options->concepts : core;
    r->opponents_once = options->opponents_once;
    r->unknown = options->unknown;
    r->states = graph->states;
    r->row = graph->row;
    r->makers = graph->makers;
    cbg_status status = choose(graph, options->solver, r, diags);
    if (status == CBG_OK)
        status = allocate(graph, r);
    if (status == CBG_OK && r->solver == CBG_SOLVER_SWEEP)
        status = solve_by_sweeps(graph, r, exec);
    else if (status == CBG_OK)
        status = cbgi_sets_solve(graph, r, diags);
    if (status != CBG_OK) {
        cbg_stability_free(r);
        return status;
    }
    join(graph, r);
    *out = r;
    return CBG_OK;
}

void cbg_stability_free(cbg_stability *result)
{
    if (result == NULL)
        return;
    cbg_exec exec = result->exec;
    cbgi_arena_free(&result->arena);
    cbgi_release(&exec, result);
}

cbg_solver cbg_stability_solver(const cbg_stability *result)
{
    return result->solver;
}

bool cbg_stability_stable(const cbg_stability *result, cbg_concept concept, int maker, uint32_t state)
{
    return result->stable[concept][maker] != NULL && cbgi_bit(result->stable[concept][maker], state);
}

bool cbg_stability_strong(const cbg_stability *result, cbg_concept concept, int maker, uint32_t state)
{
    return result->strong[concept][maker] != NULL && cbgi_bit(result->strong[concept][maker], state);
}

bool cbg_stability_equilibrium(const cbg_stability *result, cbg_concept concept, uint32_t state)
{
    return result->equilibrium[concept] != NULL && cbgi_bit(result->equilibrium[concept], state);
}

uint32_t cbg_stability_count(const cbg_stability *result, cbg_concept concept)
{
    uint32_t count = 0;
    for (uint32_t s = 0; s < result->states; s++)
        count += cbg_stability_equilibrium(result, concept, s);
    return count;
}
