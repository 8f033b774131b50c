/* Speed of the stability solvers, on random models with a fixed seed; every figure is the best of three. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/philox.h"
#include "coburg/stability.h"

typedef struct model {
    cbg_conflict conflict;
    cbg_conflict_maker maker[CBG_MAKERS_MAX];
    cbg_conflict_option option[CBG_CONFLICT_OPTIONS_MAX];
    cbg_graph *graph; /* with random ranks */
} model;

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(cbg_status status)
{
    if (status != CBG_OK) {
        (void)fprintf(stderr, "bench: %s\n", cbg_status_text(status));
        exit(1);
    }
}

static void describe(model *m, int makers, int options, int one_way)
{
    memset(m, 0, sizeof *m);
    for (int i = 0; i < makers; i++) {
        m->maker[i] = (cbg_conflict_maker){
            .id = "dm", .name = "dm", .first_option = i * options, .option_count = options};
        for (int o = i * options; o < (i + 1) * options; o++)
            m->option[o] = (cbg_conflict_option){
                .id = "o", .name = "o", .way = o - i * options < one_way ? CBG_WAY_TAKE : CBG_WAY_BOTH};
    }
    m->conflict = (cbg_conflict){
        .maker_count = makers, .option_count = makers * options, .maker = m->maker, .option = m->option};
}

/* Memory in use and its peak; every block begins with its size. */
typedef struct meter {
    size_t now, peak;
    cbg_allocator allocator;
} meter;

static void *metered(void *context, size_t size)
{
    meter *m = context;
    max_align_t *block = malloc(sizeof *block + size);
    if (block == NULL)
        return NULL;
    memcpy(block, &size, sizeof size);
    m->now += size;
    m->peak = m->now > m->peak ? m->now : m->peak;
    return block + 1;
}

static void unmetered(void *context, void *memory)
{
    size_t size;
    if (memory == NULL)
        return;
    memcpy(&size, (max_align_t *)memory - 1, sizeof size);
    ((meter *)context)->now -= size;
    free((max_align_t *)memory - 1);
}

/* Random ranks over few or many levels; returns seconds spent on the setup from ranks. */
static double fill(model *m, uint32_t levels, meter *count)
{
    count->allocator = (cbg_allocator){metered, unmetered, count};
    cbg_exec exec = {.allocator = &count->allocator};
    cbg_graph *bare;
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    must(cbg_graph_build(&m->conflict, NULL, &bare, &diags));
    uint32_t *rank[CBG_MAKERS_MAX];
    const uint32_t *view[CBG_MAKERS_MAX];
    uint32_t states = cbg_graph_states(bare);
    for (int i = 0; i < m->conflict.maker_count; i++) {
        cbgi_stream stream;
        cbgi_stream_init(&stream, 1, 7, 0, (uint16_t)i, 0);
        rank[i] = malloc(states * sizeof *rank[i]);
        for (uint32_t s = 0; rank[i] != NULL && s < states; s++)
            rank[i][s] = (uint32_t)cbgi_stream_below(&stream, levels);
        view[i] = rank[i];
    }
    double start = now();
    must(cbg_graph_rerank(bare, view, &exec, &m->graph));
    double took = now() - start;
    for (int i = 0; i < m->conflict.maker_count; i++)
        free(rank[i]);
    return took;
}

static double solve(const cbg_graph *g, const cbg_stability_options *options, int threads, meter *m)
{
    double best = 1e9;
    cbg_exec exec = {.threads = threads, .allocator = &m->allocator};
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    for (int k = 0; k < 3; k++) {
        cbg_stability *result;
        double start = now();
        must(cbg_stability_solve(g, options, &exec, &result, &diags));
        double took = now() - start;
        best = took < best ? took : best;
        cbg_stability_free(result);
    }
    return best;
}

/* Every maker weighs every option, with a range: draws over the whole model. */
static double draw(int threads)
{
    enum { MAKERS = 4, OPTIONS = 3, ALL = MAKERS * OPTIONS };
    model m;
    describe(&m, MAKERS, OPTIONS, 0);
    static cbg_formula_step step[ALL];
    static cbg_formula formula[ALL];
    static cbg_number weight[MAKERS][ALL];
    cbgi_stream stream;
    cbgi_stream_init(&stream, 1, 8, 0, 0, 0);
    for (int o = 0; o < ALL; o++) {
        step[o] = (cbg_formula_step){CBG_FORMULA_OPTION, (uint8_t)o};
        formula[o] = (cbg_formula){.text = "o", .count = 1, .step = &step[o]};
    }
    for (int i = 0; i < MAKERS; i++) {
        for (int o = 0; o < ALL; o++) {
            int64_t w = (int64_t)cbgi_stream_below(&stream, 2000) - 1000;
            weight[i][o] = (cbg_number){
                .given = true, .has_range = true, .value = {w, 1}, .low = {w - 300, 1}, .high = {w + 300, 1}};
        }
        m.maker[i].order = (cbg_conflict_order){
            .form = CBG_ORDER_WEIGHTS, .statement_count = ALL, .statement = formula, .weight = weight[i]};
    }
    cbg_exec exec = {.threads = threads};
    cbg_diags diags;
    cbg_draws *draws;
    cbg_diags_init(&diags, NULL);
    must(cbg_graph_build(&m.conflict, NULL, &m.graph, &diags));
    double start = now();
    must(cbg_draws_solve(&m.conflict, m.graph, 1000, 1, false, &exec, &draws, &diags));
    double took = now() - start;
    cbg_draws_free(draws);
    cbg_graph_free(m.graph);
    return took;
}

int main(void)
{
    static const struct {
        const char *name;
        int makers, options, one_way;
    } row[] = {{"4 x 3", 4, 3, 0},
               {"4 x 4", 4, 4, 0},
               {"4 x 5", 4, 5, 0},
               {"4 x 5, one-way", 4, 5, 1},
               {"4 x 5, two one-way", 4, 5, 2},
               {"5 x 4", 5, 4, 0}};
    (void)printf("five core concepts, sweep solver     states   setup ms   1 thread ms   2 threads ms"
                 "   ratio   MB\n");
    for (size_t k = 0; k < sizeof row / sizeof row[0]; k++) {
        model m;
        meter memory = {0};
        describe(&m, row[k].makers, row[k].options, row[k].one_way);
        double setup = fill(&m, UINT32_C(1) << (row[k].makers * row[k].options), &memory);
        cbg_stability_options options = {0};
        double one = solve(m.graph, &options, 1, &memory);
        size_t peak = memory.peak;
        double two = solve(m.graph, &options, 2, &memory);
        (void)printf("%-32s %10u %10.2f %13.2f %14.2f %7.2f %4.0f\n", row[k].name,
                     (unsigned)cbg_graph_states(m.graph), 1e3 * setup, 1e3 * one, 1e3 * two, one / two,
                     (double)peak / 1048576.0);
        cbg_graph_free(m.graph);
    }
    model m;
    meter memory = {0};
    describe(&m, 4, 3, 0);
    (void)fill(&m, 4096, &memory);
    cbg_stability_options sets = {.solver = CBG_SOLVER_SETS};
    double took = solve(m.graph, &sets, 1, &memory);
    (void)printf("set-based solver, 4096 states: %.2f ms\n", 1e3 * took);
    cbg_graph_free(m.graph);
    double one = draw(1), two = draw(2);
    (void)printf("1,000 draws, 4096 states: %.2f s on one thread, %.2f s on two\n", one, two);
    return 0;
}
