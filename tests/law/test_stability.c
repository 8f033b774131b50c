/* Laws of the concepts on models too large for the definitions: what implies what, the two solvers agree, threads change
 * nothing; with one-way options of every number, also more than fit beside a state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/philox.h"
#include "coburg/stability.h"

enum { MODELS = 40 };

typedef struct model {
    cbg_graph *bare, *graph; /* without preferences; with, which leans on the first */
    cbg_conflict conflict;
    cbg_conflict_maker maker[CBG_MAKERS_MAX];
    cbg_conflict_option option[CBG_CONFLICT_OPTIONS_MAX];
    cbg_formula_step step[16];
    cbg_formula infeasible[4];
} model;

/* `makers` with `options` each, so many of them one-way; formulas that exclude some states. */
static cbg_graph *build(model *m, int makers, int options, int one_way, int formulas, uint32_t levels, int number)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 14, 1, (uint32_t)number, 0, 0);
    memset(m, 0, sizeof *m);
    for (int i = 0; i < makers; i++) {
        m->maker[i] =
            (cbg_conflict_maker){.id = "m", .name = "m", .first_option = i * options, .option_count = options};
        m->maker[i].order.form = CBG_ORDER_WEIGHTS;
        for (int o = 0; o < options; o++) {
            cbg_option_way way = o < one_way ? (o % 2 == 0 ? CBG_WAY_TAKE : CBG_WAY_DROP) : CBG_WAY_BOTH;
            m->option[i * options + o] = (cbg_conflict_option){.id = "o", .name = "o", .way = way};
        }
    }
    for (int k = 0; k < formulas; k++) {
        cbg_formula_step *s = &m->step[4 * k];
        s[0] = (cbg_formula_step){CBG_FORMULA_OPTION, (uint8_t)cbgi_stream_below(&random, (uint64_t)(makers * options))};
        s[1] = (cbg_formula_step){CBG_FORMULA_OPTION, (uint8_t)cbgi_stream_below(&random, (uint64_t)(makers * options))};
        s[2] = (cbg_formula_step){(uint8_t)(k % 2 == 0 ? CBG_FORMULA_NOT : CBG_FORMULA_AND), 0};
        s[3] = (cbg_formula_step){CBG_FORMULA_AND, 0};
        m->infeasible[k] = (cbg_formula){.text = "", .count = k % 2 == 0 ? 4 : 3, .step = s};
    }
    m->conflict = (cbg_conflict){.maker_count = makers,
                                 .option_count = makers * options,
                                 .maker = m->maker,
                                 .option = m->option,
                                 .infeasible_count = formulas,
                                 .infeasible = m->infeasible};
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    assert_int_equal(cbg_graph_build(&m->conflict, NULL, &m->bare, &diags), CBG_OK);
    uint32_t n = cbg_graph_states(m->bare), *rank[CBG_MAKERS_MAX];
    const uint32_t *view[CBG_MAKERS_MAX];
    for (int i = 0; i < makers; i++) {
        rank[i] = malloc(n * sizeof *rank[i]);
        assert_non_null(rank[i]);
        for (uint32_t s = 0; s < n; s++)
            rank[i][s] = (uint32_t)cbgi_stream_below(&random, levels);
        view[i] = rank[i];
    }
    assert_int_equal(cbg_graph_rerank(m->bare, view, NULL, &m->graph), CBG_OK);
    for (int i = 0; i < makers; i++)
        free(rank[i]);
    return m->graph;
}

static cbg_stability *solve(const cbg_graph *g, cbg_solver solver, int threads)
{
    cbg_stability *r = NULL;
    cbg_stability_options options = {.solver = solver};
    cbg_exec exec = {.threads = threads};
    assert_int_equal(cbg_stability_solve(g, &options, &exec, &r, NULL), CBG_OK);
    return r;
}

static void inclusions(const cbg_graph *g, const cbg_stability *r)
{
    static const cbg_concept within[][2] = {{CBG_NASH, CBG_SSEQ}, {CBG_SSEQ, CBG_SEQ}, {CBG_SEQ, CBG_GMR},
                                            {CBG_SSEQ, CBG_SMR},  {CBG_SMR, CBG_GMR}};
    for (uint32_t s = 0; s < cbg_graph_states(g); s++)
        for (int i = 0; i < cbg_graph_makers(g); i++)
            for (size_t k = 0; k < sizeof within / sizeof within[0]; k++)
                assert_true(!cbg_stability_stable(r, within[k][0], i, s) || cbg_stability_stable(r, within[k][1], i, s));
}

static void same(const cbg_graph *g, const cbg_stability *a, const cbg_stability *b, int number)
{
    for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
        for (int i = 0; i < cbg_graph_makers(g); i++)
            for (uint32_t s = 0; s < cbg_graph_states(g); s++)
                if (cbg_stability_stable(a, (cbg_concept)c, i, s) != cbg_stability_stable(b, (cbg_concept)c, i, s))
                    fail_msg("model %d: %s, maker %d, state %u", number, cbg_concept_name((cbg_concept)c), i, (unsigned)s);
}

static void stronger_concepts_imply_weaker_ones_and_solvers_agree(void **state)
{
    (void)state;
    static const int shape[][2] = {{2, 5}, {3, 3}, {4, 2}, {3, 4}, {2, 4}};
    static model m;
    for (int number = 0; number < MODELS; number++) {
        int makers = shape[number % 5][0], options = shape[number % 5][1];
        cbg_graph *g = build(&m, makers, options, number % (options + 1), number % 4, number % 3 == 0 ? 4 : 100, number);
        cbg_stability *sweep = solve(g, CBG_SOLVER_SWEEP, 1), *threads = solve(g, CBG_SOLVER_SWEEP, 3);
        cbg_stability *sets = solve(g, CBG_SOLVER_SETS, 1);
        inclusions(g, sweep);
        same(g, sweep, threads, number);
        same(g, sweep, sets, number);
        cbg_stability_free(sweep);
        cbg_stability_free(threads);
        cbg_stability_free(sets);
        cbg_graph_free(m.graph);
        cbg_graph_free(m.bare);
    }
}

/* Groups by table (8 options of 2^8 states) and by pairs, where one-way options outnumber what excluded states leave. */
static void any_number_of_one_way_options_is_followed(void **state)
{
    (void)state;
    static model m;
    static const int shape[][3] = {{1, 9, 9}, {2, 6, 6}, {1, 12, 8}, {1, 12, 12}};
    for (int number = 0; number < 4; number++) {
        cbg_graph *g = build(&m, shape[number][0], shape[number][1], shape[number][2], number % 2 * 4, 50, 100 + number);
        cbg_stability *sweep = solve(g, CBG_SOLVER_SWEEP, 1), *sets = solve(g, CBG_SOLVER_SETS, 1);
        same(g, sweep, sets, number);
        cbg_stability_free(sweep);
        cbg_stability_free(sets);
        cbg_graph_free(m.graph);
        cbg_graph_free(m.bare);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stronger_concepts_imply_weaker_ones_and_solvers_agree),
        cmocka_unit_test(any_number_of_one_way_options_is_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
