/* Speed of the stability solvers, on random models with a fixed seed; every figure is the best of three. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
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

/* Random ranks over few or many levels; returns seconds spent on the setup from ranks. */
static double fill(model *m, uint32_t levels)
{
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
    must(cbg_graph_rerank(bare, view, NULL, &m->graph));
    double took = now() - start;
    for (int i = 0; i < m->conflict.maker_count; i++)
        free(rank[i]);
    return took;
}

static double solve(const cbg_graph *g, const cbg_stability_options *options, int threads)
{
    double best = 1e9;
    cbg_exec exec = {.threads = threads};
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
                 "   ratio\n");
    for (size_t k = 0; k < sizeof row / sizeof row[0]; k++) {
        model m;
        describe(&m, row[k].makers, row[k].options, row[k].one_way);
        double setup = fill(&m, UINT32_C(1) << (row[k].makers * row[k].options));
        cbg_stability_options options = {0};
        double one = solve(m.graph, &options, 1), two = solve(m.graph, &options, 2);
        (void)printf("%-32s %10u %10.2f %13.2f %14.2f %7.2f\n", row[k].name,
                     (unsigned)cbg_graph_states(m.graph), 1e3 * setup, 1e3 * one, 1e3 * two, one / two);
        cbg_graph_free(m.graph);
    }
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    model m;
    describe(&m, 4, 3, 0);
    (void)fill(&m, 4096);
    cbg_stability_options sets = {.solver = CBG_SOLVER_SETS};
    (void)printf("set-based solver, 4096 states: %.2f ms\n", 1e3 * solve(m.graph, &sets, 1));
    cbg_graph_free(m.graph);
    (void)printf("greatest memory of the whole run: %.1f MB\n", (double)usage.ru_maxrss / 1024.0);
    return 0;
}
