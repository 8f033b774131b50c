/* Spaces and scenarios: numbering, exact utilities, shares, large numbers, many seats, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/made_case.h"

enum { CASES = 400 };

static made_case made;
static brute all;

static void random_case(int number)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 7, 3, (uint32_t)number, 0, 0);
    if (number % 2) {
        made_structured(&made, &random);
    } else {
        made_random(&made, &random);
    }
}

static cbg_space *space_of(const cbg_scenario *scenario)
{
    cbg_space *space = NULL;
    assert_int_equal(cbg_space_build(&made.c, scenario, NULL, &space, NULL), CBG_OK);
    return space;
}

static void outcomes_are_numbered_with_the_last_issue_fastest(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        random_case(number);
        cbg_scenario scenario;
        assert_int_equal(cbg_scenario_init(&made.c, &scenario, NULL), CBG_OK);
        cbg_space *space = space_of(&scenario);
        brute_fill(&made, scenario.red_lines, &all);
        for (int n = 0; n < all.outcomes; n++) {
            int option[CBG_ISSUES_MAX];
            int64_t utility[CBG_SEATS_MAX];
            cbg_space_decode(space, (uint64_t)n, option);
            assert_int_equal(cbg_space_encode(space, option), n);
            cbg_space_utilities(space, option, utility);
            assert_int_equal(cbg_space_broken(space, option), all.broken[n] & ~BRUTE_IMPOSSIBLE);
            assert_int_equal(cbg_space_possible(space, option), (all.broken[n] & BRUTE_IMPOSSIBLE) == 0);
            for (int p = 0; p < all.seats; p++) {
                assert_int_equal(utility[p] * 10, all.utility[n][p] * space->unit);
                assert_true(utility[p] >= space->worst[p] && utility[p] <= space->best[p]);
            }
        }
        cbg_space_free(space);
    }
}

static void shares_sum_to_one_and_a_bloc_counts_as_one_side(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        random_case(number);
        cbg_rational share[MADE_PARTIES], sum = {0, 1}, bloc = {0, 1};
        cbg_scenario scenario;
        assert_int_equal(cbg_case_bargaining_shares(&made.c, share), CBG_OK);
        assert_int_equal(cbg_scenario_init(&made.c, &scenario, NULL), CBG_OK);
        const int sides = cbg_case_sides(&made.c, NULL);
        for (int p = 0; p < made.c.party_count; p++) {
            assert_int_equal(cbg_rational_compare(share[p], scenario.share[p]), 0);
            assert_int_equal(cbg_rational_add(sum, share[p], &sum), CBG_OK);
            if (made.party[p].bloc >= 0)
                assert_int_equal(cbg_rational_add(bloc, share[p], &bloc), CBG_OK);
        }
        assert_true(sum.num == 1 && sum.den == 1);
        assert_true(made.c.bloc_count == 0 || (bloc.num == 1 && bloc.den == sides));
    }
}

static void scale_terms(cbg_terms *terms, int p, int64_t factor)
{
    for (int n = 0; n < terms->interaction_count; n++)
        made.interaction[p][n].points.value.num *= factor;
    for (int n = 0; n < terms->boxes.count; n++)
        made.box[p][n].value.value.num *= factor;
    for (int n = 0; n < terms->table.count; n++)
        made.row_points[p][n].num *= factor;
    terms->boxes.cap.value.num *= factor;
    terms->table.otherwise.num *= factor;
}

/* Multiplying all scores and walk-aways by a constant changes units and nothing else; large
 * constants need the 64-bit path. */
static void scaling_all_utilities_changes_no_answer(void **state)
{
    (void)state;
    static const int64_t factor[] = {1, 1000003, INT64_C(1000000000039)};
    for (int number = 0; number < CASES; number++) {
        cbg_solutions found[3];
        cbg_zone zone[3];
        for (int k = 0; k < 3; k++) {
            random_case(number);
            for (int p = 0; p < made.c.party_count; p++) {
                made.party[p].walk_away.value.num *= factor[k];
                scale_terms(&made.terms[p], p, factor[k]);
                for (int i = 0; i < made.c.issue_count; i++)
                    for (int o = 0; o < made.issue[i].option_count; o++)
                        made.score[p][i][o].value.num *= factor[k];
            }
            cbg_scenario scenario;
            assert_int_equal(cbg_scenario_init(&made.c, &scenario, NULL), CBG_OK);
            cbg_space *space = space_of(&scenario);
            assert_int_equal(cbg_solve(space, 0, false, NULL, &found[k]), CBG_OK);
            assert_int_equal(cbg_zone_measure(space, NULL, &zone[k]), CBG_OK);
            assert_int_equal(zone[k].agreements, zone[0].agreements);
            for (int s = 0; s < found[k].count; s++) {
                assert_int_equal(found[k].agreement[s].outcome, found[0].agreement[s].outcome);
                assert_int_equal(found[k].agreement[s].tied, found[0].agreement[s].tied);
                assert_int_equal(found[k].agreement[s].efficient, found[0].agreement[s].efficient);
            }
            cbg_space_free(space);
        }
    }
}

static void clones_of_everybody_change_no_zone(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        random_case(number);
        cbg_scenario scenario, doubled;
        int party[3 * MADE_PARTIES];
        const int n = made.c.party_count;
        for (int k = 0; k < 3 * n; k++)
            party[k] = k % n;
        assert_int_equal(cbg_scenario_init(&made.c, &scenario, NULL), CBG_OK);
        doubled = scenario;
        assert_int_equal(cbg_scenario_seat(&made.c, party, 3 * n, &doubled, NULL), CBG_OK);
        cbg_space *once = space_of(&scenario), *thrice = space_of(&doubled);
        cbg_zone a, b;
        assert_int_equal(cbg_zone_measure(once, NULL, &a), CBG_OK);
        assert_int_equal(cbg_zone_measure(thrice, NULL, &b), CBG_OK);
        assert_int_equal(a.agreements, b.agreements);
        assert_true(a.slack == b.slack);
        cbg_space_free(once);
        cbg_space_free(thrice);
    }
}

static void too_many_outcomes_or_digits_are_refused(void **state)
{
    (void)state;
    const int options[] = {2, 2};
    static cbg_diags diags;
    made_init(&made, 2, 2, options);
    made.issue[0].option_count = made.issue[1].option_count = 2;
    made.weight[0][0].value = (cbg_rational){1, INT64_C(4000000007)};
    made.weight[0][1].value = (cbg_rational){1, INT64_C(4000000009)};
    for (int i = 0; i < 2; i++)
        for (int o = 0; o < 2; o++)
            made.score[0][i][o].value = (cbg_rational){1 + o, INT64_C(1000003)};
    cbg_scenario scenario;
    cbg_space *space = NULL;
    cbg_diags_init(&diags, NULL);
    assert_int_equal(cbg_scenario_init(&made.c, &scenario, NULL), CBG_OK);
    assert_int_equal(cbg_space_build(&made.c, &scenario, NULL, &space, &diags), CBG_OVERFLOW);
    assert_null(space);
    assert_non_null(strstr(diags.item[0].message, "too many digits"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcomes_are_numbered_with_the_last_issue_fastest),
        cmocka_unit_test(shares_sum_to_one_and_a_bloc_counts_as_one_side),
        cmocka_unit_test(scaling_all_utilities_changes_no_answer),
        cmocka_unit_test(clones_of_everybody_change_no_zone),
        cmocka_unit_test(too_many_outcomes_or_digits_are_refused),
    };
    return cmocka_run_group_tests_name("space", tests, NULL, NULL);
}
