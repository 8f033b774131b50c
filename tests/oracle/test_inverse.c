/* The inverse question beside the definitions: a condition holds exactly when the state is stable, and rankings that are said to exist
 * do what is wished, those said not to exist are not among all rankings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/inverse.h"
#include "support/made_conflict.h"

enum { MODELS = 250, RANKED_MODELS = 3000, SMALL = 6 };

static made_conflict made;

static cbg_graph *start(int number, int purpose, made_wishes wishes)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 21, (uint32_t)purpose, (uint32_t)number, 0, 0);
    made_conflict_random(&made, &random, wishes);
    cbg_graph *g = NULL;
    assert_int_equal(cbg_graph_build(&made.conflict, NULL, &g, NULL), CBG_OK);
    return g;
}

static void a_condition_holds_exactly_when_the_state_is_stable(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        const made_wishes wishes = {
            .graph_form = number % 3 == 0, .one_way = number % 2 == 0, .infeasible = number % 4 < 2};
        cbg_graph *g = start(number, 1, wishes);
        const bool once = number % 5 == 0;
        for (int c = 0; c < CBG_CORE_CONCEPTS; c++) {
            for (int s = number % 3; s < made.states; s += 1 + made.states / 6) {
                const int maker = (number + s) % made.makers;
                const bool stable =
                    brute_stable(&made, (cbg_concept)c, maker, s, (brute_rules){.once = once});
                const cbg_wish wish = {(uint32_t)s, stable}, other = {(uint32_t)s, !stable};
                cbg_inverse *yes = NULL, *no = NULL;
                assert_int_equal(cbg_inverse_find(g, (cbg_concept)c, maker, &wish, 1, once, NULL, &yes, NULL),
                                 CBG_OK);
                assert_int_equal(cbg_inverse_find(g, (cbg_concept)c, maker, &other, 1, once, NULL, &no, NULL),
                                 CBG_OK);
                assert_true(yes->holds);
                assert_false(no->holds);
                assert_int_equal(yes->possible, CBG_POSSIBLE);
                cbg_inverse_free(yes);
                cbg_inverse_free(no);
            }
        }
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

static bool better(const void *context, uint32_t a, uint32_t b)
{
    const uint32_t *rank = context;
    return rank[a] > rank[b];
}

/* Does any ranking of the states fulfil the condition? All of them are tried. */
static bool any_ranking(const cbg_condition *condition, uint32_t states)
{
    uint32_t rank[SMALL + 3] = {0};
    for (;;) {
        if (cbg_condition_holds(condition, better, rank)) {
            return true;
        }
        uint32_t k = 0;
        while (k < states && ++rank[k] == states) {
            rank[k++] = 0;
        }
        if (k == states) {
            return false;
        }
    }
}

static void check_ranking(const cbg_graph *g, const cbg_inverse *found, const cbg_wish *wish, int wishes)
{
    uint32_t own[CONFLICT_STATES] = {0};
    const uint32_t *rank[CBG_MAKERS_MAX];
    uint32_t kept[CBG_MAKERS_MAX][CONFLICT_STATES];
    for (uint32_t k = 0; k < found->ranked; k++) {
        own[found->order[k]] = 1000 - found->place[k];
    }
    for (int i = 0; i < made.makers; i++) {
        for (int s = 0; s < made.states; s++) {
            kept[i][s] = (uint32_t)cbg_graph_rank(g, i, (uint32_t)s);
        }
        rank[i] = i == found->maker ? own : kept[i];
    }
    cbg_graph *changed = NULL;
    cbg_stability *result = NULL;
    assert_int_equal(cbg_graph_rerank(g, rank, NULL, &changed), CBG_OK);
    const cbg_stability_options options = {0};
    assert_int_equal(cbg_stability_solve(changed, &options, NULL, &result, NULL), CBG_OK);
    for (int w = 0; w < wishes; w++) {
        assert_int_equal(cbg_stability_stable(result, found->concept, found->maker, wish[w].state),
                         wish[w].stable);
    }
    cbg_stability_free(result);
    cbg_graph_free(changed);
}

static void rankings_exist_exactly_when_one_of_all_does(void **state)
{
    (void)state;
    int possible = 0, impossible = 0;
    for (int number = 0; number < RANKED_MODELS && possible + impossible < 1500; number++) {
        const made_wishes wishes = {.graph_form = true, .infeasible = true};
        cbg_graph *g = start(number, 2, wishes);
        cbgi_stream random;
        cbgi_stream_init(&random, 22, 1, (uint32_t)number, 0, 0);
        if (made.states > SMALL) {
            cbg_graph_free(g);
            made_conflict_free(&made);
            continue;
        }
        for (int c = 0; c < CBG_CORE_CONCEPTS; c++) {
            cbg_wish wish[SMALL];
            int count = 0;
            for (int s = 0; s < made.states; s++) {
                const uint64_t draw = cbgi_stream_below(&random, 3);
                wish[count] = (cbg_wish){(uint32_t)s, draw == 1};
                count += draw > 0;
            }
            const int maker = number % made.makers;
            cbg_inverse *found = NULL;
            assert_int_equal(
                cbg_inverse_find(g, (cbg_concept)c, maker, wish, count, false, NULL, &found, NULL), CBG_OK);
            const bool any = any_ranking(found->condition, (uint32_t)made.states);
            assert_int_equal(found->possible, any ? CBG_POSSIBLE : CBG_IMPOSSIBLE);
            if (any) {
                check_ranking(g, found, wish, count);
            }
            possible += any;
            impossible += !any;
            cbg_inverse_free(found);
        }
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
    assert_true(possible > 100 && impossible > 100);
}

static void what_cannot_be_answered_is_refused(void **state)
{
    (void)state;
    cbg_graph *g = start(1, 3, (made_wishes){0});
    const cbg_wish wish = {0, true};
    cbg_inverse *out = NULL;
    assert_int_equal(cbg_inverse_find(g, CBG_SIM, 0, &wish, 1, false, NULL, &out, NULL), CBG_BAD_ARGUMENT);
    assert_null(out);
    cbg_graph_free(g);
    made_conflict_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_condition_holds_exactly_when_the_state_is_stable),
        cmocka_unit_test(rankings_exist_exactly_when_one_of_all_does),
        cmocka_unit_test(what_cannot_be_answered_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
