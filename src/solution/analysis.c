/* Puts the parts of an analysis together.
 *
 * When red lines leave no zone, solutions and walk-away questions are answered as if every red line were set aside
 * (and the result says so): "nothing" would hide what else stands in the way.
 */
#include "coburg/analysis.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static cbg_status refuse_large(const cbg_space *space, uint64_t most, cbg_diags *diags)
{
    char exact[32], limit[32];
    cbg_diag *d =
        cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0, 0, 0},
                      "the case has %s outcomes; enumeration stops at %s",
                      space->countable ? cbgi_text_grouped(space->outcomes, exact) : space->outcomes_text,
                      cbgi_text_grouped(most, limit));
    cbg_diag_hint(d, space->countable ? "use fewer issues or options, or raise the limit with --max-outcomes"
                                      : "use fewer issues or options");
    return CBG_TOO_LARGE;
}

/* The first seats of the first two sides; within one side the first two seats. */
static void pick_pair(const cbg_space *space, int pair[2])
{
    const cbg_case *c = space->c;
    pair[0] = 0;
    pair[1] = space->seats > 1 ? 1 : -1;
    int first = space->scenario.party[0];
    for (int seat = 1; seat < space->seats; seat++) {
        int party = space->scenario.party[seat];
        bool same =
            party == first || (c->party[party].bloc >= 0 && c->party[party].bloc == c->party[first].bloc);
        if (!same) {
            pair[1] = seat;
            return;
        }
    }
}

static cbg_status open_space(cbg_analysis *a, const cbg_exec *exec, cbg_diags *diags)
{
    a->open = a->space;
    a->open_zone = a->zone;
    if (!a->has_prices || a->zone.agreements > 0) {
        return CBG_OK;
    }
    cbg_scenario scenario = a->space->scenario;
    scenario.red_lines = 0;
    cbg_status status = cbg_space_build(a->space->c, &scenario, exec, &a->open, diags);
    if (status != CBG_OK) {
        a->open = a->space;
        return status;
    }
    a->set_aside = true;
    return cbg_zone_measure(a->open, exec, &a->open_zone);
}

static cbg_status two_party(cbg_analysis *a, const cbg_exec *exec)
{
    pick_pair(a->space, a->pair);
    if (a->pair[1] < 0) {
        return CBG_OK;
    }
    /* An issue on its own costs nothing definite where issues interact. */
    if ((a->space->structure & ~(unsigned)CBG_HAS_CONSTRAINTS) == 0) {
        a->loss = cbgi_alloc(exec, (size_t)a->space->issues * sizeof *a->loss);
        if (a->loss == NULL) {
            return CBG_NO_MEMORY;
        }
        cbg_issue_losses(a->open, a->pair[0], a->pair[1], a->loss);
    }
    if (a->space->seats != 2) {
        return CBG_OK;
    }
    cbg_status status = cbg_frontier_two(a->open, 0, 1, exec, &a->frontier, &a->frontier_count);
    if (status == CBG_OK) {
        cbg_status lots = cbg_lottery_solve(a->open, exec, a->lottery);
        a->has_lottery = lots == CBG_OK;
        status = lots == CBG_OVERFLOW ? CBG_OK : lots;
    }
    return status;
}

static cbg_status score(cbg_analysis *a, const int *outcome, const cbg_exec *exec)
{
    cbg_scored *s = &a->scored;
    s->outcome = cbg_space_encode(a->space, outcome);
    s->broken = cbg_space_broken(a->space, outcome);
    cbg_space_utilities(a->space, outcome, s->utility);
    s->possible = cbg_space_possible(a->space, outcome);
    s->acceptable = s->possible && s->broken == 0;
    for (int seat = 0; seat < a->space->seats; seat++) {
        s->acceptable = s->acceptable && s->utility[seat] >= a->space->walk_away[seat];
    }
    a->has_scored = true;
    return cbg_dominated(a->open, s->utility, exec, &s->dominated, &s->by);
}

static cbg_status run(cbg_analysis *a, const cbg_analysis_options *options, const cbg_exec *exec,
                      cbg_diags *diags)
{
    cbg_status status = cbg_zone_measure(a->space, exec, &a->zone);
    a->has_prices = a->space->scenario.red_lines != 0;
    if (status == CBG_OK && a->has_prices) {
        status = cbg_red_line_price(a->space, exec, &a->prices);
        if (status == CBG_TOO_LARGE) {
            cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0},
                          "the red lines combine in too many ways to price them");
        }
    }
    if (status == CBG_OK) {
        status = open_space(a, exec, diags);
    }
    if (status == CBG_OK) {
        status = cbg_solve(a->open, options->top, options->weighted_top, exec, &a->solutions);
        if (status == CBG_OVERFLOW) {
            cbg_diag *d = cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0},
                                        "the bargaining weights have no small common denominator");
            cbg_diag_hint(d, "use whole numbers such as 1, 2, 3");
        }
    }
    if (status == CBG_OK) {
        status = two_party(a, exec);
    }
    return status == CBG_OK && options->outcome != NULL ? score(a, options->outcome, exec) : status;
}

cbg_status cbg_analyze(const cbg_case *c, const cbg_scenario *scenario, const cbg_analysis_options *options,
                       const cbg_exec *exec, cbg_analysis **out, cbg_diags *diags)
{
    cbg_analysis *a = cbgi_alloc(exec, sizeof *a);
    if (a == NULL) {
        return CBG_NO_MEMORY;
    }
    memset(a, 0, sizeof *a);
    a->exec = exec;
    uint64_t most = options->max_outcomes > 0 ? options->max_outcomes : CBG_OUTCOMES_DEFAULT_MAX;
    cbg_status status = cbg_space_build(c, scenario, exec, &a->space, diags);
    if (status == CBG_OK && (!a->space->countable || a->space->outcomes > most)) {
        status = refuse_large(a->space, most, diags);
    }
    if (status == CBG_OK) {
        status = run(a, options, exec, diags);
    }
    if (status != CBG_OK) {
        cbg_analysis_free(a);
        return status;
    }
    *out = a;
    return CBG_OK;
}

void cbg_analysis_free(cbg_analysis *a)
{
    if (a == NULL) {
        return;
    }
    const cbg_exec *exec = a->exec;
    if (a->open != a->space) {
        cbg_space_free(a->open);
    }
    cbg_space_free(a->space);
    cbgi_release(exec, a->loss);
    if (a->frontier != NULL) {
        cbg_frontier_free(exec, a->frontier);
    }
    cbgi_release(exec, a);
}

bool cbg_scored_accepted_by(const cbg_analysis *a, int seat)
{
    if (!a->scored.possible || a->scored.utility[seat] < a->space->walk_away[seat]) {
        return false;
    }
    const cbg_case *c = a->space->c;
    for (int r = 0; r < c->red_line_count; r++) {
        if ((a->scored.broken >> r & 1) != 0 && c->red_line[r].party == a->space->scenario.party[seat]) {
            return false;
        }
    }
    return true;
}
