/* The solvers beside the definitions, on random conflicts of 2 to 4 decision makers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/made_conflict.h"

enum { MODELS = 160 };

static made_conflict made;

static cbg_graph *build(void)
{
    cbg_graph *g = NULL;
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    cbg_status status = cbg_graph_build(&made.conflict, NULL, &g, &diags);
    if (status != CBG_OK)
        fail_msg("%s", diags.item[0].message);
    assert_int_equal(cbg_graph_states(g), made.states);
    for (int s = 0; s < made.states && !made.graph_form; s++)
        assert_int_equal(cbg_graph_code(g, (uint32_t)s), made.code[s]);
    return g;
}

static void compare(const cbg_graph *g, cbg_stability_options options, const char *what, int number)
{
    cbg_stability *r = NULL;
    cbg_exec exec = {.threads = 1 + number % 3};
    assert_int_equal(cbg_stability_solve(g, &options, &exec, &r, NULL), CBG_OK);
    brute_rules rules = {options.opponents_once, options.unknown, false};
    for (int c = 0; c < CBG_CONCEPTS; c++) {
        if (options.concepts != 0 ? (options.concepts >> c & 1) == 0 : c >= CBG_CORE_CONCEPTS)
            continue;
        for (int s = 0; s < made.states; s++)
            for (int i = 0; i < made.makers; i++) {
                cbg_concept concept = (cbg_concept)c;
                bool expected = brute_stable(&made, concept, i, s, rules);
                if (cbg_stability_stable(r, concept, i, (uint32_t)s) != expected)
                    fail_msg("%s, model %d: %s, maker %d, state %d should be %s", what, number,
                             cbg_concept_name(concept), i, s, expected ? "stable" : "unstable");
                brute_rules strongly = {options.opponents_once, options.unknown, true};
                if (c != CBG_NASH && options.solver == CBG_SOLVER_SETS &&
                    made.maker[i].order.strong_count > 0)
                    assert_int_equal(cbg_stability_strong(r, concept, i, (uint32_t)s),
                                     brute_stable(&made, concept, i, s, strongly));
            }
    }
    cbg_stability_free(r);
}

static void start(int number, int purpose, made_wishes wishes)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 11, (uint32_t)purpose, (uint32_t)number, 0, 0);
    made_conflict_random(&made, &random, wishes);
}

static void sweeps_find_what_the_definitions_say(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        start(number, 1,
              (made_wishes){.infeasible = number % 2, .one_way = number % 3 == 0, .blind = number % 5 == 0});
        cbg_graph *g = build();
        compare(g, (cbg_stability_options){.solver = CBG_SOLVER_SWEEP}, "sweep", number);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

static void sets_find_what_the_definitions_say(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        start(number, 2,
              (made_wishes){.infeasible = number % 2, .one_way = number % 3 == 0, .blind = number % 5 == 0});
        cbg_graph *g = build();
        compare(g, (cbg_stability_options){.solver = CBG_SOLVER_SETS, .concepts = 63}, "sets", number);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

static void each_opponent_once_is_followed_by_both_solvers(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        start(number, 3,
              (made_wishes){.infeasible = number % 2, .one_way = number % 3 == 0, .blind = number % 5 == 0});
        cbg_graph *g = build();
        cbg_stability_options options = {.solver = CBG_SOLVER_SWEEP, .opponents_once = true};
        compare(g, options, "sweep, once", number);
        options.solver = CBG_SOLVER_SETS;
        compare(g, options, "sets, once", number);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

static void unknown_and_strong_preferences_follow_the_definitions_in_every_mode(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        start(number, 4,
              (made_wishes){.infeasible = number % 2,
                            .one_way = number % 3 == 0,
                            .unknown = true,
                            .strong = number % 2 == 0,
                            .intransitive = number % 4 == 0});
        cbg_graph *g = build();
        compare(g,
                (cbg_stability_options){
                    .solver = CBG_SOLVER_SETS, .unknown = (cbg_unknown_mode)(number % 4), .concepts = 63},
                "unknown", number);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

static void graph_form_with_any_arcs_follows_the_definitions(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        start(number, 5,
              (made_wishes){.graph_form = true,
                            .blind = number % 5 == 0,
                            .unknown = number % 3 == 0,
                            .strong = number % 2 == 0,
                            .intransitive = number % 4 == 0});
        cbg_graph *g = build();
        cbg_stability_options options = {.solver = CBG_SOLVER_SETS,
                                         .unknown = (cbg_unknown_mode)(number % 4)};
        options.opponents_once = number % 7 == 0;
        compare(g, options, "graph form", number);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

static void preferences_compare_as_they_were_stated(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        start(number, 6, (made_wishes){.unknown = true, .strong = true, .intransitive = number % 2});
        cbg_graph *g = build();
        for (int i = 0; i < made.makers; i++)
            for (int s = 0; s < made.states; s++)
                for (int t = 0; t < made.states; t++)
                    assert_int_equal(cbg_graph_compare(g, i, (uint32_t)s, (uint32_t)t),
                                     made.relation[i][s][t]);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sweeps_find_what_the_definitions_say),
        cmocka_unit_test(sets_find_what_the_definitions_say),
        cmocka_unit_test(each_opponent_once_is_followed_by_both_solvers),
        cmocka_unit_test(unknown_and_strong_preferences_follow_the_definitions_in_every_mode),
        cmocka_unit_test(graph_form_with_any_arcs_follows_the_definitions),
        cmocka_unit_test(preferences_compare_as_they_were_stated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
