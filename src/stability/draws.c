/* How sure are the verdicts? Weights with a range are drawn anew, again and again, each time the graph is
 * solved, and it is counted how often each state is an equilibrium.
 *
 * A weight is low + (high - low) k / 2^16 with k uniform in 0 .. 2^16; draw d of statement j of maker i comes from
 * the stream (seed, d, i), so it depends on nothing else. All is in exact integers over one denominator: weights
 * that tie go on tying. (Conflicts built from issues: built_draw.c.) Counts are sums of integers, the same for any number of threads.
 */
#include <string.h>

#include "base/integer.h"
#include "base/parallel.h"
#include "base/philox.h"
#include "case/formula.h"
#include "stability/built.h"
#include "stability/slots.h"
#include "stability/sweep.h"

enum { PURPOSE = 0x5354, GRID = 1 << 16 };

struct cbg_draws {
    uint32_t states;
    int count;
    uint64_t seed;
    atomic_uint *held[CBG_CORE_CONCEPTS]; /* [state] */
    cbg_exec exec;
    cbgi_arena arena;
};

typedef struct maker_draw {
    bool uncertain;
    int statements;
    uint64_t *holds; /* [statement][row word] */
    int64_t *low, *high;
} maker_draw;

typedef struct lot { /* scratch of one thread */
    uint64_t *of_class; /* built conflicts */
    cbg_graph graph;
    uint32_t *rank[CBG_MAKERS_MAX], *order[CBG_MAKERS_MAX];
    uint64_t *value, *stable[CBG_CORE_CONCEPTS], *all[CBG_CORE_CONCEPTS];
    uint32_t *spare, *sorted;
    void *sweep;
} lot;

typedef struct work {
    const cbg_graph *g;
    const cbg_built *built; /* NULL: weights of a conflict */
    cbg_draws *result;
    maker_draw maker[CBG_MAKERS_MAX];
    cbgi_slots slots;
    lot *lot;
    cbgi_arena scratch;
    bool once;
} work;

static uint64_t value_key(const void *context, uint32_t state)
{
    return ((const uint64_t *)context)[state];
}

/* Dense ranks by value. */
static void rank_values(lot *l, uint32_t states, uint32_t *rank)
{
    uint64_t top = 1;
    for (uint32_t s = 0; s < states; s++) {
        l->sorted[s] = s;
        top = l->value[s] > top ? l->value[s] : top;
    }
    cbgi_sort(l->sorted, l->spare, states, 64 - __builtin_clzll(top), value_key, l->value);
    uint32_t next = 0;
    for (uint32_t k = 0; k < states; k++) {
        next += k > 0 && l->value[l->sorted[k]] != l->value[l->sorted[k - 1]];
        rank[l->sorted[k]] = next;
    }
}

static void draw_weights(const work *w, lot *l, int i, uint64_t draw)
{
    const maker_draw *m = &w->maker[i];
    cbgi_stream stream;
    cbgi_stream_init(&stream, w->result->seed, PURPOSE, (uint32_t)draw, (uint16_t)i, 0);
    memset(l->value, 0, w->g->states * sizeof *l->value);
    for (int j = 0; j < m->statements; j++) {
        int64_t k = (int64_t)cbgi_stream_below(&stream, GRID + 1);
        int64_t weight = m->low[j] * GRID + (m->high[j] - m->low[j]) * k;
        uint64_t size = (uint64_t)(weight < 0 ? -weight : weight), flip = weight < 0 ? ~UINT64_C(0) : 0;
        const uint64_t *holds = m->holds + (size_t)j * w->g->row;
        for (uint32_t s = 0; s < w->g->states; s++)
            l->value[s] += ((holds[s >> 6] ^ flip) >> (s & 63) & 1) != 0 ? size : 0;
    }
}

static void draw_maker(const work *w, lot *l, int i, uint64_t draw)
{
    if (w->built == NULL) {
        draw_weights(w, l, i, draw);
    } else {
        cbgi_built_draw(w->built, w->result->seed, (uint32_t)draw, i, l->of_class);
        for (uint32_t s = 0; s < w->g->states; s++)
            l->value[s] = l->of_class[w->built->class_of[s]];
    }
    rank_values(l, w->g->states, l->rank[i]);
    cbgi_groups_order(&l->graph, i, l->order[i], l->spare);
}

static cbg_status draw_piece(void *context, uint64_t draw)
{
    work *w = context;
    int slot = cbgi_slot_take(&w->slots);
    lot *l = &w->lot[slot];
    uint32_t row = w->g->row;
    for (int i = 0; i < w->g->makers; i++)
        if (w->maker[i].uncertain)
            draw_maker(w, l, i, draw);
    for (int i = 0; i < w->g->makers; i++) {
        cbgi_focal focal = {.g = &l->graph, .maker = i, .opponents_once = w->once};
        for (int c = 0; c < CBG_CORE_CONCEPTS; c++) {
            memset(l->stable[c], 0, row * sizeof(uint64_t));
            focal.stable[c] = l->stable[c];
        }
        cbgi_sweep_solve(&focal, l->sweep);
        for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
            for (uint32_t v = 0; v < row; v++)
                l->all[c][v] = i == 0 ? l->stable[c][v] : l->all[c][v] & l->stable[c][v];
    }
    for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
        for (uint32_t v = 0; v < row; v++)
            for (uint64_t bits = l->all[c][v]; bits != 0; bits &= bits - 1)
                atomic_fetch_add_explicit(&w->result->held[c][64 * v + (uint32_t)__builtin_ctzll(bits)], 1,
                                          memory_order_relaxed);
    cbgi_slot_give(&w->slots, slot);
    return CBG_OK;
}

/* Ends of the ranges over one denominator; false when they do not fit. */
static bool scale(const cbg_conflict_order *order, maker_draw *m)
{
    int64_t unit = 1, sum = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int j = 0; j < 2 * order->statement_count; j++) {
            const cbg_number *n = &order->weight[j / 2];
            cbg_rational v = !n->has_range ? n->value : j % 2 == 0 ? n->low : n->high;
            int64_t *out = j % 2 == 0 ? &m->low[j / 2] : &m->high[j / 2];
            if (pass == 0) {
                if (!cbgi_common_multiple(&unit, v.den))
                    return false;
            } else if (__builtin_mul_overflow(v.num, unit / v.den, out) ||
                       __builtin_add_overflow(sum, *out < 0 ? -*out : *out, &sum)) {
                return false;
            }
        }
    return sum < INT64_MAX / (4 * (int64_t)GRID);
}

static cbg_status prepare_maker(work *w, int i, const cbg_conflict_order *order, cbg_diags *diags)
{
    maker_draw *m = &w->maker[i];
    bool ranges = false;
    for (int j = 0; order->form == CBG_ORDER_WEIGHTS && j < order->statement_count; j++)
        ranges = ranges || order->weight[j].has_range;
    m->uncertain = ranges;
    if (!ranges)
        return CBG_OK;
    size_t count = (size_t)order->statement_count;
    m->statements = order->statement_count;
    m->holds = cbgi_arena_array(&w->scratch, count * w->g->row, sizeof(uint64_t));
    m->low = cbgi_arena_array(&w->scratch, count, sizeof(int64_t));
    m->high = cbgi_arena_array(&w->scratch, count, sizeof(int64_t));
    if (w->scratch.failed)
        return CBG_NO_MEMORY;
    if (!scale(order, m)) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_OVERFLOW, order->span,
                                    "the weights of %s do not fit exact arithmetic", w->g->maker[i].name),
                      "use rounder numbers");
        return CBG_OVERFLOW;
    }
    uint64_t word[CBG_CONFLICT_OPTIONS_MAX];
    for (uint32_t v = 0; v < w->g->row; v++) {
        cbgi_option_words(w->g, 64 * v, word);
        for (size_t j = 0; j < count; j++)
            m->holds[j * w->g->row + v] = cbgi_formula_lanes(&order->statement[j], word);
    }
    return CBG_OK;
}

static void prepare_lot(work *w, lot *l)
{
    const cbg_graph *g = w->g;
    l->graph = *g;
    for (int i = 0; i < g->makers; i++) {
        if (!w->maker[i].uncertain)
            continue;
        l->rank[i] = cbgi_arena_array(&w->scratch, g->states, sizeof(uint32_t));
        l->order[i] = cbgi_arena_array(&w->scratch, g->states, sizeof(uint32_t));
        l->graph.maker[i].rank = l->rank[i];
    }
    l->of_class = cbgi_arena_array(&w->scratch, w->built != NULL ? w->built->classes : 0, sizeof(uint64_t));
    l->value = cbgi_arena_array(&w->scratch, g->states, sizeof(uint64_t));
    l->spare = cbgi_arena_array(&w->scratch, g->states, sizeof(uint32_t));
    l->sorted = cbgi_arena_array(&w->scratch, g->states, sizeof(uint32_t));
    l->sweep = cbgi_arena_alloc(&w->scratch, cbgi_sweep_scratch(g, w->once));
    for (int c = 0; c < CBG_CORE_CONCEPTS; c++) {
        l->stable[c] = cbgi_arena_array(&w->scratch, g->row, sizeof(uint64_t));
        l->all[c] = cbgi_arena_array(&w->scratch, g->row, sizeof(uint64_t));
    }
}

static cbg_status nothing_to_draw(bool ranges, bool built, cbg_diags *diags)
{
    const char *hint = built ? "give weights, walk-aways or numbers under `process` a range, and leave out --ranges, --same-within and "
                               "--strong-above"
                             : "state preferences by weights with ranges: {release: {value: 3, range: [2, 5]}}";
    cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_MISSING, (cbg_span){0},
                                ranges ? "draws need complete rankings; some comparisons are unknown or stated as pairs"
                                       : "there is nothing to draw: no weight in this conflict has a range"),
                  "%s", hint);
    return CBG_MISSING;
}

/* What has a range; CBG_MISSING: nothing has. */
static cbg_status prepare(work *w, const cbg_conflict *conflict, cbg_diags *diags)
{
    cbg_status status = CBG_OK;
    bool any = false;
    for (int i = 0; i < w->g->makers && status == CBG_OK; i++) {
        if (w->built == NULL)
            status = prepare_maker(w, i, &conflict->maker[i].order, diags);
        else
            w->maker[i].uncertain = cbgi_built_uncertain(w->built, i);
        any = any || w->maker[i].uncertain;
    }
    if (status == CBG_OK && (!any || !w->g->weak_orders || !w->g->option_form))
        status = nothing_to_draw(any, w->built != NULL, diags);
    return status;
}

static cbg_status draw_all(work *w, const cbg_conflict *conflict, cbg_diags *diags)
{
    cbg_status status = prepare(w, conflict, diags);
    if (status != CBG_OK)
        return status;
    int threads = w->result->exec.threads > 1 ? w->result->exec.threads : 1;
    w->slots.count = threads < CBGI_SLOTS_MAX ? threads : CBGI_SLOTS_MAX;
    w->lot = cbgi_arena_array(&w->scratch, (size_t)w->slots.count, sizeof *w->lot);
    for (int k = 0; w->lot != NULL && k < w->slots.count; k++)
        prepare_lot(w, &w->lot[k]);
    if (w->scratch.failed)
        return CBG_NO_MEMORY;
    cbg_exec run = w->result->exec;
    run.threads = w->slots.count;
    return cbgi_parallel_for(&run, (uint64_t)w->result->count, draw_piece, w);
}

static cbg_status solve(const cbg_conflict *conflict, work *w, int count, uint64_t seed, const cbg_exec *exec,
                        cbg_draws **out, cbg_diags *diags)
{
    cbg_draws *r = cbgi_alloc(exec, sizeof *r);
    if (r == NULL)
        return CBG_NO_MEMORY;
    memset(r, 0, sizeof *r);
    if (exec != NULL)
        r->exec = *exec;
    cbgi_arena_init(&r->arena, r->exec.allocator);
    r->count = count;
    r->seed = seed;
    r->states = w->g->states;
    for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
        r->held[c] = cbgi_arena_array(&r->arena, r->states, sizeof *r->held[c]);
    w->result = r;
    cbgi_arena_init(&w->scratch, r->exec.allocator);
    cbg_status status = r->arena.failed ? CBG_NO_MEMORY : draw_all(w, conflict, diags);
    cbgi_arena_free(&w->scratch);
    if (status == CBG_OK)
        *out = r;
    else
        cbg_draws_free(r);
    return status;
}

cbg_status cbg_draws_solve(const cbg_conflict *conflict, const cbg_graph *graph, int count, uint64_t seed,
                           bool opponents_once, const cbg_exec *exec, cbg_draws **out, cbg_diags *diags)
{
    if (count < 1 || graph->makers != conflict->maker_count)
        return CBG_BAD_ARGUMENT;
    work w = {.g = graph, .once = opponents_once};
    return solve(conflict, &w, count, seed, exec, out, diags);
}

cbg_status cbg_draws_built(const cbg_built *built, int count, uint64_t seed, bool opponents_once, const cbg_exec *exec,
                           cbg_draws **out, cbg_diags *diags)
{
    if (count < 1)
        return CBG_BAD_ARGUMENT;
    work w = {.g = built->graph, .built = built, .once = opponents_once};
    return solve(NULL, &w, count, seed, exec, out, diags);
}

uint32_t cbg_draws_held(const cbg_draws *result, cbg_concept concept, uint32_t state)
{
    return atomic_load_explicit(&result->held[concept][state], memory_order_relaxed);
}

void cbg_draws_free(cbg_draws *result)
{
    if (result == NULL)
        return;
    cbg_exec exec = result->exec;
    cbgi_arena_free(&result->arena);
    cbgi_release(&exec, result);
}
