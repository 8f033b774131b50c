/* Coalition stability, ways and reasons beside the definitions, on random conflicts; and the inclusions between
 * concepts as laws. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/made_conflict.h"

enum { MODELS = 120 };

static made_conflict made;

static cbg_graph *start(int number, int purpose, made_wishes wishes)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 12, (uint32_t)purpose, (uint32_t)number, 0, 0);
    made_conflict_random(&made, &random, wishes);
    cbg_graph *g = NULL;
    assert_int_equal(cbg_graph_build(&made.conflict, NULL, &g, NULL), CBG_OK);
    return g;
}

static bool gains(int maker, int from, int to)
{
    unsigned r = made.relation[maker][from][to];
    return r == CBG_BETTER || r == CBG_MUCH_BETTER;
}

static bool all_gain(unsigned group, int from, int to)
{
    for (int i = 0; i < made.makers; i++)
        if ((group >> i & 1) != 0 && !gains(i, from, to))
            return false;
    return true;
}

static bool brute(cbg_concept concept, unsigned group, int s)
{
    bool own[CONFLICT_STATES], others[CONFLICT_STATES], on[CONFLICT_STATES];
    unsigned rest = ((1u << made.makers) - 1) & ~group;
    brute_reach(&made, group, s, false, false, own);
    for (int s1 = 0; s1 < made.states; s1++) {
        if (!own[s1] || !all_gain(group, s, s1))
            continue;
        bool met = false;
        brute_reach(&made, rest, s1, concept == CBG_SEQ, false, others);
        for (int s2 = 0; s2 < made.states && concept != CBG_NASH && !met; s2++) {
            if (!others[s2] || all_gain(group, s, s2))
                continue;
            met = true;
            if (concept != CBG_SMR)
                continue;
            brute_reach(&made, group, s2, false, false, on);
            for (int s3 = 0; s3 < made.states; s3++)
                met = met && !(on[s3] && all_gain(group, s, s3));
        }
        if (!met)
            return false;
    }
    return true;
}

static made_wishes wishes_of(int number)
{
    return (made_wishes){.infeasible = number % 2,
                         .one_way = number % 3 == 0,
                         .graph_form = number % 4 == 0,
                         .blind = number % 5 == 0};
}

static void coalitions_are_judged_by_the_definitions(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        cbg_graph *g = start(number, 1, wishes_of(number));
        cbg_coalitions *r = NULL;
        assert_int_equal(cbg_coalitions_solve(g, NULL, &r, NULL), CBG_OK);
        for (int s = 0; s < made.states && s < 24; s++)
            for (unsigned group = 1; group < 1u << made.makers; group++)
                for (int c = 0; c < CBG_COALITION_CONCEPTS; c++)
                    if (cbg_coalitions_stable(r, (cbg_concept)c, group, (uint32_t)s) !=
                        brute((cbg_concept)c, group, s))
                        fail_msg("model %d, %s, group %u, state %d", number, cbg_concept_name((cbg_concept)c),
                                 group, s);
        cbg_coalitions_free(r);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

static bool holds(const cbg_stability *r, cbg_concept concept, int maker, uint32_t s)
{
    return cbg_stability_stable(r, concept, maker, s);
}

static void concepts_contain_each_other(void **state)
{
    (void)state;
    static const cbg_concept within[][2] = {{CBG_NASH, CBG_SSEQ},
                                            {CBG_SSEQ, CBG_SEQ},
                                            {CBG_SEQ, CBG_GMR},
                                            {CBG_SSEQ, CBG_SMR},
                                            {CBG_SMR, CBG_GMR}};
    for (int number = 0; number < 4 * MODELS; number++) {
        cbg_graph *g = start(number, 2, wishes_of(number));
        cbg_stability *r = NULL;
        cbg_stability_options options = {0};
        assert_int_equal(cbg_stability_solve(g, &options, NULL, &r, NULL), CBG_OK);
        for (uint32_t s = 0; s < (uint32_t)made.states; s++)
            for (int i = 0; i < made.makers; i++)
                for (size_t k = 0; k < sizeof within / sizeof within[0]; k++)
                    assert_true(!holds(r, within[k][0], i, s) || holds(r, within[k][1], i, s));
        cbg_stability_free(r);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

/* A reason gives the verdict of the solver, and each of its sanctions is a legal sequence. */
static void check_why(const cbg_graph *g, const cbg_stability *r, cbg_concept concept, int maker, int s,
                      bool once)
{
    cbg_why *why = NULL;
    cbg_stability_options options = {.opponents_once = once};
    assert_int_equal(cbg_stability_explain(g, &options, concept, maker, (uint32_t)s, NULL, &why, NULL),
                     CBG_OK);
    assert_int_equal(why->stable, cbg_stability_stable(r, concept, maker, (uint32_t)s));
    for (uint32_t k = 0; k < why->count; k++) {
        const cbg_answer *a = &why->answer[k];
        assert_true(made.move[maker][s][a->to] && gains(maker, s, (int)a->to));
        uint32_t at = a->to;
        int last = maker;
        unsigned used = 0;
        for (int n = 0; a->met && n < a->length && concept != CBG_SIM; n++) {
            const cbg_graph_move *move = &a->sanction[n];
            assert_true(move->from == at && move->maker != last && move->maker != maker);
            assert_true(made.move[move->maker][move->from][move->to]);
            assert_true(!once || (used >> move->maker & 1) == 0);
            if (concept == CBG_SEQ || concept == CBG_SSEQ)
                assert_true(gains(move->maker, (int)move->from, (int)move->to));
            at = move->to;
            last = move->maker;
            used |= 1u << move->maker;
        }
        if (a->met)
            assert_true((concept == CBG_SIM || at == a->ends) && !gains(maker, s, (int)a->ends));
    }
    cbg_why_free(why);
}

static void reasons_bear_the_verdicts_out(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        cbg_graph *g = start(number, 3, wishes_of(number));
        cbg_stability *r = NULL;
        bool once = number % 3 == 1;
        cbg_stability_options options = {.opponents_once = once};
        options.concepts = made.graph_form ? 31 : 63;
        assert_int_equal(cbg_stability_solve(g, &options, NULL, &r, NULL), CBG_OK);
        for (int s = 0; s < made.states && s < 16; s++)
            for (int i = 0; i < made.makers; i++)
                for (int c = 0; c < CBG_CONCEPTS; c++)
                    if ((options.concepts >> c & 1) != 0)
                        check_why(g, r, (cbg_concept)c, i, s, once);
        cbg_stability_free(r);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

static void ways_lead_where_moves_lead(void **state)
{
    (void)state;
    for (int number = 0; number < MODELS; number++) {
        cbg_graph *g = start(number, 4, wishes_of(number));
        cbg_ways *ways = NULL;
        bool reached[2][CONFLICT_STATES];
        unsigned everybody = (1u << made.makers) - 1;
        assert_int_equal(cbg_ways_find(g, 0, NULL, &ways, NULL), CBG_OK);
        brute_reach(&made, everybody, 0, false, false, reached[0]);
        brute_reach(&made, everybody, 0, true, false, reached[1]);
        for (uint32_t s = 1; s < (uint32_t)made.states; s++) {
            const cbg_graph_move *path = NULL;
            int count = 0;
            for (int kind = 0; kind < 2; kind++)
                assert_int_equal(cbg_ways_path(ways, kind == 1, s, &path) > 0, reached[kind][s]);
            unsigned group = cbg_ways_coalition(ways, s, &count, &path);
            for (unsigned other = 1; other <= everybody; other++) {
                bool own[CONFLICT_STATES];
                brute_reach(&made, other, 0, false, false, own);
                bool can = own[s] && all_gain(other, 0, (int)s);
                assert_true(!can || (group != 0 && __builtin_popcount(group) <= __builtin_popcount(other)));
                assert_true(other != group || can);
            }
        }
        cbg_ways_free(ways);
        cbg_graph_free(g);
        made_conflict_free(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coalitions_are_judged_by_the_definitions),
        cmocka_unit_test(concepts_contain_each_other),
        cmocka_unit_test(reasons_bear_the_verdicts_out),
        cmocka_unit_test(ways_lead_where_moves_lead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
