/* Looking ahead beside the recursive definition, and draws beside what can be worked out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/made_conflict.h"

enum { MODELS = 80 };

static made_conflict made;

static cbg_graph *start(int number, int purpose)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 13, (uint32_t)purpose, (uint32_t)number, 0, 0);
    made_conflict_random(&made, &random,
                         (made_wishes){.infeasible = number % 2,
                                       .one_way = number % 3 == 0,
                                       .graph_form = number % 4 == 0,
                                       .blind = number % 5 == 0});
    cbg_graph *g = NULL;
    assert_int_equal(cbg_graph_build(&made.conflict, NULL, &g, NULL), CBG_OK);
    return g;
}

static bool prefers(int maker, int from, int to)
{
    return made.relation[maker][from][to] == CBG_BETTER;
}

/* G_h(i, s), move by move. */
static int anticipate(int h, int i, int s)
{
    int best = s;
    for (int t = 0; h > 0 && t < made.states; t++) {
        if (!made.move[i][s][t])
            continue;
        int end = t;
        bool anybody = false;
        for (int j = 0; j < made.makers; j++) {
            int then = j == i ? t : anticipate(h - 1, j, t);
            if (then != t && (!anybody || prefers(i, then, end)))
                end = then;
            anybody = anybody || then != t;
        }
        if (prefers(i, best, end))
            best = end;
    }
    return best;
}

static void limited_moves_follow_the_recursion(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        cbg_graph *g = start(number, 1);
        for (int h = 1; h <= (made.makers == 2 && made.states < 17 ? 3 : 2); h++) {
            cbg_horizon *r = NULL;
            assert_int_equal(cbg_horizon_solve(g, h, NULL, &r, NULL), CBG_OK);
            for (int s = 0; s < made.states && s < 24; s++)
                for (int i = 0; i < made.makers; i++)
                    if (cbg_horizon_stable(r, i, (uint32_t)s) != (anticipate(h, i, s) == s))
                        fail_msg("model %d, L%d, maker %d, state %d", number, h, i, s);
            cbg_horizon_free(r);
        }
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

static void one_move_ahead_is_nash(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        cbg_graph *g = start(number, 2);
        cbg_horizon *r = NULL;
        cbg_stability *nash = NULL;
        cbg_stability_options options = {.concepts = 1u << CBG_NASH};
        assert_int_equal(cbg_horizon_solve(g, 1, NULL, &r, NULL), CBG_OK);
        assert_int_equal(cbg_stability_solve(g, &options, NULL, &nash, NULL), CBG_OK);
        for (uint32_t s = 0; s < (uint32_t)made.states; s++)
            assert_int_equal(cbg_horizon_equilibrium(r, s), cbg_stability_equilibrium(nash, CBG_NASH, s));
        cbg_stability_free(nash);
        cbg_horizon_free(r);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

/* Non-myopic is what is stable at every one of many consecutive horizons far out. */
static void non_myopic_is_stability_far_ahead(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        cbg_graph *g = start(number, 3);
        cbg_horizon *far[13] = {NULL}, *r = NULL;
        assert_int_equal(cbg_horizon_solve(g, 0, NULL, &r, NULL), CBG_OK);
        for (int k = 0; k < 13; k++)
            assert_int_equal(cbg_horizon_solve(g, 200 + k, NULL, &far[k], NULL), CBG_OK);
        for (uint32_t s = 0; s < (uint32_t)made.states; s++)
            for (int i = 0; i < made.makers; i++) {
                bool always = true;
                for (int k = 0; k < 13; k++)
                    always = always && cbg_horizon_stable(far[k], i, s);
                if (cbg_horizon_stable(r, i, s) != always)
                    fail_msg("model %d, maker %d, state %u", number, i, (unsigned)s);
            }
        for (int k = 0; k < 13; k++)
            cbg_horizon_free(far[k]);
        cbg_horizon_free(r);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

/* A owns x, worth between -1 and 3 to it: taking it is worth it in three quarters of the draws. B owns y, worth 1,
 * which A minds for sure. */
static cbg_draws *draw(const cbg_graph **graph, int count, uint64_t seed, int threads)
{
    static const cbg_formula_step take[] = {{CBG_FORMULA_OPTION, 0}, {CBG_FORMULA_OPTION, 1}};
    static const cbg_formula of_a[] = {{.text = "x", .count = 1, .step = &take[0]},
                                       {.text = "y", .count = 1, .step = &take[1]}};
    static const cbg_number worth[] =
        {{.given = true, .has_range = true, .value = {1, 1}, .low = {-1, 1}, .high = {3, 1}},
         {.given = true, .value = {-1, 3}}},
                            fixed = {.given = true, .value = {1, 1}};
    static const cbg_conflict_option option[] = {{.id = "x", .name = "x"}, {.id = "y", .name = "y"}};
    static cbg_conflict_maker maker[2];
    maker[0] = (cbg_conflict_maker){.id = "A", .name = "A", .first_option = 0, .option_count = 1};
    maker[0].order = (cbg_conflict_order){
        .form = CBG_ORDER_WEIGHTS, .statement_count = 2, .statement = of_a, .weight = worth};
    maker[1] = (cbg_conflict_maker){.id = "B", .name = "B", .first_option = 1, .option_count = 1};
    maker[1].order = (cbg_conflict_order){
        .form = CBG_ORDER_WEIGHTS, .statement_count = 1, .statement = &of_a[1], .weight = &fixed};
    static const cbg_conflict conflict = {
        .maker_count = 2, .option_count = 2, .maker = maker, .option = option};
    cbg_graph *g = NULL;
    cbg_draws *r = NULL;
    cbg_exec exec = {.threads = threads};
    assert_int_equal(cbg_graph_build(&conflict, NULL, &g, NULL), CBG_OK);
    assert_int_equal(cbg_draws_solve(&conflict, g, count, seed, false, &exec, &r, NULL), CBG_OK);
    *graph = g;
    return r;
}

static void draws_hold_as_often_as_their_ranges_say(void **state)
{
    (void)state;
    enum { DRAWS = 4000 };
    const cbg_graph *g;
    cbg_draws *r = draw(&g, DRAWS, 5, 2);
    uint32_t both = cbg_draws_held(r, CBG_NASH, 3), alone = cbg_draws_held(r, CBG_NASH, 2);
    assert_in_range(both, DRAWS * 3 / 4 - 120, DRAWS * 3 / 4 + 120);
    assert_in_range(both + alone, DRAWS, DRAWS + 5); /* both only at a weight of exactly 0 */
    assert_int_equal(cbg_draws_held(r, CBG_NASH, 0), 0);
    cbg_draws_free(r);
    cbg_graph_free((cbg_graph *)(uintptr_t)g);
}

static void draws_are_the_same_at_any_thread_count(void **state)
{
    (void)state;
    uint32_t held[3][4], other[4];
    for (int k = 0; k < 4; k++) {
        const cbg_graph *g;
        cbg_draws *r = draw(&g, 500, k == 3 ? 6 : 5, k == 3 ? 1 : k + 1);
        for (uint32_t s = 0; s < 4; s++)
            (k == 3 ? other : held[k])[s] = cbg_draws_held(r, CBG_NASH, s);
        cbg_draws_free(r);
        cbg_graph_free((cbg_graph *)(uintptr_t)g);
    }
    assert_memory_equal(held[0], held[1], sizeof held[0]);
    assert_memory_equal(held[0], held[2], sizeof held[0]);
    assert_true(memcmp(held[0], other, sizeof other) != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limited_moves_follow_the_recursion),
        cmocka_unit_test(one_move_ahead_is_nash),
        cmocka_unit_test(non_myopic_is_stability_far_ahead),
        cmocka_unit_test(draws_hold_as_often_as_their_ranges_say),
        cmocka_unit_test(draws_are_the_same_at_any_thread_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
