/* An analysis by structure says what an analysis by enumeration says, on random cases with ties. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <math.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/analysis.h"
#include "solution/structured.h"
#include "support/made_case.h"

enum { CASES = 2000 };

static made_case made;

static cbg_analysis *analyse(const cbg_scenario *scenario, cbg_method method, const int *outcome)
{
    static cbg_diags diags;
    cbg_analysis *a = NULL;
    cbg_analysis_options options = {.method = method, .outcome = outcome};
    cbg_diags_init(&diags, "made");
    assert_int_equal(cbg_analyze(&made.c, scenario, &options, NULL, &a, &diags), CBG_OK);
    assert_int_equal(a->enumerated, method == CBG_METHOD_ENUMERATE);
    return a;
}

static void same_zone(const cbg_zone *x, const cbg_zone *y)
{
    assert_true(y->counted && y->settled && y->measured);
    assert_int_equal(x->outcomes, y->outcomes);
    assert_int_equal(x->feasible, y->feasible);
    assert_int_equal(x->agreements, y->agreements);
    assert_true(x->about == y->about);
    assert_int_equal(x->slack, y->slack);
    assert_memory_equal(x->reach, y->reach, sizeof x->reach);
}

static void same_prices(const cbg_red_line_prices *x, const cbg_red_line_prices *y)
{
    assert_int_equal(x->now, y->now);
    assert_int_equal(x->none, y->none);
    assert_memory_equal(x->without, y->without, sizeof x->without);
    assert_memory_equal(x->without_party, y->without_party, sizeof x->without_party);
    assert_int_equal(x->set_count, y->set_count);
    for (int k = 0; k < x->set_count; k++) {
        assert_int_equal(x->set[k].red_lines, y->set[k].red_lines);
        assert_int_equal(x->set[k].agreements, y->set[k].agreements);
    }
    assert_int_equal(x->conflict_count, y->conflict_count);
}

static void same_agreement(const cbg_agreement *x, const cbg_agreement *y, int seats)
{
    assert_string_equal(x->name, y->name);
    assert_int_equal(x->exists, y->exists);
    assert_int_equal(x->determined, y->determined);
    if (!x->exists || !x->determined) {
        return;
    }
    assert_true(y->searched && y->proof.proved && y->proof.ties_known);
    assert_int_equal(x->outcome, y->outcome);
    assert_int_equal(x->tied, y->tied);
    assert_int_equal(x->efficient, y->efficient);
    assert_int_equal(x->dominated, y->dominated);
    if (x->dominated) {
        assert_int_equal(x->dominated_by, y->dominated_by);
    }
    assert_memory_equal(x->utility, y->utility, (size_t)seats * sizeof *x->utility);
}

/* The proof of Kalai-Smorodinsky is in shares of the ideals, whatever the unit of utilities. */
static void smallest_share_is_the_value(const cbg_analysis *y, const cbg_agreement *g)
{
    double least = HUGE_VAL;
    for (int s = 0; s < y->space->seats; s++) {
        const int64_t reach = y->open_zone.reach[s];
        const double share = reach > 0 ? (double)(g->utility[s] - y->space->walk_away[s]) / (double)reach : HUGE_VAL;
        least = share < least ? share : least;
    }
    assert_true(g->proof.value > least * (1 - 1e-12) - 1e-12 && g->proof.value < least * (1 + 1e-12) + 1e-12);
    assert_true(g->proof.bound >= g->proof.value && g->proof.root_bound > least - 1e-9);
}

static void same_analysis(const cbg_analysis *x, const cbg_analysis *y)
{
    same_zone(&x->zone, &y->zone);
    same_zone(&x->open_zone, &y->open_zone);
    assert_int_equal(x->set_aside, y->set_aside);
    assert_int_equal(x->has_prices, y->has_prices);
    if (x->has_prices) {
        same_prices(&x->prices, &y->prices);
    }
    assert_int_equal(x->solutions.count, y->solutions.count);
    for (int k = 0; k < x->solutions.count; k++) {
        const cbg_agreement *g = &y->solutions.agreement[k];
        same_agreement(&x->solutions.agreement[k], g, x->space->seats);
        if (g->exists && g->determined && strcmp(g->name, "kalai-smorodinsky") == 0) {
            smallest_share_is_the_value(y, g);
        }
    }
    assert_int_equal(x->frontier_count, y->frontier_count);
    assert_int_equal(x->scored.dominated, y->scored.dominated);
    assert_int_equal(x->scored.by, y->scored.by);
    assert_int_equal(x->scored.acceptable, y->scored.acceptable);
    assert_true(y->scored.settled);
}

static void structure_and_enumeration_agree_and_bounds_hold(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbgi_stream random;
        cbg_scenario scenario;
        int outcome[CBG_ISSUES_MAX];
        cbgi_stream_init(&random, 1977, 4, (uint32_t)number, 0, 0);
        made_random(&made, &random);
        assert_int_equal(cbg_scenario_init(&made.c, &scenario, NULL), CBG_OK);
        for (int i = 0; i < made.c.issue_count; i++) {
            outcome[i] = (int)cbgi_stream_below(&random, (uint64_t)made.c.issue[i].option_count);
        }
        cbg_analysis *x = analyse(&scenario, CBG_METHOD_ENUMERATE, outcome);
        cbg_analysis *y = analyse(&scenario, CBG_METHOD_STRUCTURE, outcome);
        same_analysis(x, y);
        double at_least = -1, at_most = -1;
        assert_int_equal(cbgi_count_bounds(x->space, NULL, &at_least, &at_most), CBG_OK);
        assert_true(at_least <= (double)x->zone.agreements && (double)x->zone.agreements <= at_most);
        cbg_analysis_free(x);
        cbg_analysis_free(y);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(structure_and_enumeration_agree_and_bounds_hold)};
    return cmocka_run_group_tests_name("structure", tests, NULL, NULL);
}
