/* Puts the parts of an analysis together, by enumeration or by structure.
 *
 * When red lines leave no zone, solutions and walk-away questions are answered as if every red line were set aside
 * (and the result says so): "nothing" would hide what else stands in the way.
 */
#include "coburg/analysis.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "coburg/frontier.h"
#include "solution/structured.h"

static cbg_status refuse_large(const cbg_space *space, uint64_t most, cbg_diags *diags)
{
    char exact[32], limit[32];
    cbg_diag *d =
        cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0, 0, 0},
                      "the case has %s outcomes; enumeration stops at %s",
                      space->countable ? cbgi_text_grouped(space->outcomes, exact) : space->outcomes_text,
                      cbgi_text_grouped(most, limit));
    const char *hint = (space->structure & CBG_HAS_TABLE) != 0
                           ? "use fewer issues or options, or raise the limit with --max-outcomes"
                           : "leave out --method, or raise the limit with --max-outcomes";
    cbg_diag_hint(d, "%s", space->countable ? hint : "use fewer issues or options");
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

static cbg_status measure(const cbg_analysis *a, const cbg_space *space, const cbg_exec *exec, cbg_zone *zone)
{
    return a->enumerated ? cbg_zone_measure(space, exec, zone) : cbgi_structured_zone(space, exec, zone);
}

static cbg_status open_space(cbg_analysis *a, const cbg_exec *exec, cbg_diags *diags)
{
    a->open = a->space;
    a->open_zone = a->zone;
    if (a->space->scenario.red_lines == 0 || a->zone.agreements > 0 || !a->zone.settled) {
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
    return measure(a, a->open, exec, &a->open_zone);
}

/* A frontier of more points than can be folded is left out. */
static cbg_status two_party_frontier(cbg_analysis *a, const cbg_exec *exec)
{
    cbg_frontier *f = NULL;
    cbg_status status = cbg_frontier_fold(a->open, NULL, exec, &f);
    if (status != CBG_OK) {
        return status;
    }
    a->frontier = cbgi_alloc(exec, (f->count + 1) * sizeof *a->frontier);
    status = a->frontier == NULL ? CBG_NO_MEMORY : CBG_OK;
    for (size_t k = 0; k < f->count && status == CBG_OK; k++) {
        int option[CBG_ISSUES_MAX];
        for (int i = 0; i < f->issues; i++) {
            option[i] = f->option[k * (size_t)f->issues + (size_t)i];
        }
        a->frontier[k] =
            (cbg_frontier_point){f->utility[2 * k], f->utility[2 * k + 1], cbgi_analysis_enter(a, option)};
        status = a->frontier[k].outcome == UINT64_MAX ? CBG_NO_MEMORY : CBG_OK;
        a->frontier_count = (int)k + 1;
    }
    cbg_frontier_release(f);
    return status;
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
    if (a->space->seats != 2 || (a->space->structure != 0 && !a->enumerated)) {
        return CBG_OK; /* a frontier that neither folds nor can be looked for outcome by outcome */
    }
    cbg_status status = two_party_frontier(a, exec);
    if (status == CBG_OK && a->frontier_count > 0 && a->open->countable) {
        cbg_status lots = cbg_lottery_solve(a->open, exec, a->lottery);
        a->has_lottery = lots == CBG_OK;
        status = lots == CBG_OVERFLOW ? CBG_OK : lots;
    }
    return status;
}

static cbg_status score(cbg_analysis *a, const int *outcome, const cbg_exec *exec)
{
    cbg_scored *s = &a->scored;
    s->outcome = cbgi_analysis_enter(a, outcome);
    s->broken = cbg_space_broken(a->space, outcome);
    cbg_space_utilities(a->space, outcome, s->utility);
    s->possible = cbg_space_possible(a->space, outcome);
    s->acceptable = s->possible && s->broken == 0;
    for (int seat = 0; seat < a->space->seats; seat++) {
        s->acceptable = s->acceptable && s->utility[seat] >= a->space->walk_away[seat];
    }
    a->has_scored = true;
    if (s->outcome == UINT64_MAX) {
        return CBG_NO_MEMORY;
    }
    if (a->enumerated) {
        s->settled = true;
        return cbg_dominated(a->open, s->utility, exec, &s->dominated, &s->by);
    }
    int by[CBG_ISSUES_MAX];
    cbg_status status = cbgi_structured_dominated(a->open, outcome, exec, &s->settled, &s->dominated, by);
    s->by = s->dominated ? cbgi_analysis_enter(a, by) : 0;
    return status;
}

static cbg_status price(cbg_analysis *a, const cbg_exec *exec, cbg_diags *diags)
{
    if (a->space->scenario.red_lines == 0) {
        return CBG_OK;
    }
    if (!a->enumerated) {
        return cbgi_structured_prices(a->space, exec, &a->has_prices, &a->prices);
    }
    a->has_prices = true;
    cbg_status status = cbg_red_line_price(a->space, exec, &a->prices);
    if (status == CBG_TOO_LARGE) {
        cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0},
                      "the red lines combine in too many ways to price them");
    }
    return status;
}

static cbg_status solve(cbg_analysis *a, const cbg_analysis_options *options, const cbg_exec *exec,
                        cbg_diags *diags)
{
    cbg_status status = a->enumerated
                            ? cbg_solve(a->open, options->top, options->weighted_top, exec, &a->solutions)
                            : cbgi_structured_solve(a, options->top, options->weighted_top, exec);
    if (status == CBG_OVERFLOW) {
        cbg_diag *d = cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0},
                                    "the bargaining weights have no small common denominator");
        cbg_diag_hint(d, "use whole numbers such as 1, 2, 3");
    }
    return status;
}

static cbg_status run(cbg_analysis *a, const cbg_analysis_options *options, const cbg_exec *exec,
                      cbg_diags *diags)
{
    cbg_status status = measure(a, a->space, exec, &a->zone);
    if (status == CBG_OK) {
        status = price(a, exec, diags);
    }
    if (status == CBG_OK) {
        status = open_space(a, exec, diags);
    }
    if (status == CBG_OK) {
        status = solve(a, options, exec, diags);
    }
    if (status == CBG_OK) {
        status = two_party(a, exec);
    }
    return status == CBG_OK && options->outcome != NULL ? score(a, options->outcome, exec) : status;
}

/* Whether the structure answered everything that enumeration would. */
static bool conclusive(const cbg_analysis *a)
{
    bool all = a->zone.counted && a->zone.measured && a->open_zone.counted && a->open_zone.measured &&
               (a->has_prices || a->space->scenario.red_lines == 0) && (!a->has_scored || a->scored.settled);
    for (int k = 0; k < a->solutions.count; k++) {
        const cbg_agreement *g = &a->solutions.agreement[k];
        all = all && (!g->exists || (g->proof.ties_known && (g->efficient || g->dominated)));
    }
    return all;
}

static cbg_status start(const cbg_case *c, const cbg_scenario *scenario, bool enumerate, const cbg_exec *exec,
                        cbg_analysis **out, cbg_diags *diags)
{
    cbg_analysis *a = cbgi_alloc(exec, sizeof *a);
    if (a == NULL) {
        return CBG_NO_MEMORY;
    }
    memset(a, 0, sizeof *a);
    a->exec = exec;
    a->enumerated = enumerate;
    *out = a;
    return cbg_space_build(c, scenario, exec, &a->space, diags);
}

static cbg_status refuse_structure(cbg_diags *diags)
{
    cbg_diag *d = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, (cbg_span){0, 0, 0},
                                "a table of outcomes has no structure to use");
    cbg_diag_hint(d, "leave out --method");
    return CBG_BAD_ARGUMENT;
}

/* Why the graph of interactions, boxes and constraints could not be built. */
static cbg_status refuse_terms(cbg_diags *diags)
{
    cbg_diag *d = cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0, 0, 0},
                                "interactions, boxes and constraints are too many to search at this size");
    cbg_diag_hint(d, "use fewer of them, or fewer options so that outcomes can be enumerated");
    return CBG_TOO_LARGE;
}

/* One attempt. *enumerate is what was asked for; AUTO decides by size. */
static cbg_status attempt(const cbg_case *c, const cbg_scenario *scenario,
                          const cbg_analysis_options *options, cbg_method method, const cbg_exec *exec,
                          cbg_analysis **out, cbg_diags *diags)
{
    enum { SMALL = 50000000 };
    uint64_t most = options->max_outcomes > 0 ? options->max_outcomes : CBG_OUTCOMES_DEFAULT_MAX;
    cbg_analysis *a = NULL;
    cbg_status status = start(c, scenario, true, exec, &a, diags);
    if (status == CBG_OK) {
        const cbg_space *space = a->space;
        bool table = (space->structure & CBG_HAS_TABLE) != 0;
        bool small = space->countable && space->outcomes <= most;
        a->enumerated = method == CBG_METHOD_ENUMERATE || table ||
                        (method == CBG_METHOD_AUTO && small && space->outcomes <= SMALL);
        status = method == CBG_METHOD_STRUCTURE && table ? refuse_structure(diags)
                 : a->enumerated && !small               ? refuse_large(space, most, diags)
                                                         : CBG_OK;
    }
    if (status == CBG_OK) {
        status = run(a, options, exec, diags);
        status = status == CBG_TOO_LARGE && !a->enumerated && a->space->structure != 0 ? refuse_terms(diags)
                                                                                       : status;
    }
    if (status != CBG_OK) {
        cbg_analysis_free(a);
        return status;
    }
    *out = a;
    return CBG_OK;
}

cbg_status cbg_analyze(const cbg_case *c, const cbg_scenario *scenario, const cbg_analysis_options *options,
                       const cbg_exec *exec, cbg_analysis **out, cbg_diags *diags)
{
    cbg_analysis *a = NULL, *again = NULL;
    cbg_status status = attempt(c, scenario, options, options->method, exec, &a, diags);
    uint64_t most = options->max_outcomes > 0 ? options->max_outcomes : CBG_OUTCOMES_DEFAULT_MAX;
    if (status == CBG_OK && options->method == CBG_METHOD_AUTO && !a->enumerated && !conclusive(a) &&
        a->space->countable && a->space->outcomes <= most) {
        status = attempt(c, scenario, options, CBG_METHOD_ENUMERATE, exec, &again, diags);
        cbg_analysis_free(a);
        a = again;
    }
    if (status == CBG_OK) {
        *out = a;
    }
    return status;
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
    cbgi_release(exec, a->package);
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

uint64_t cbgi_analysis_enter(cbg_analysis *a, const int *option)
{
    if (a->space->countable) {
        return cbg_space_encode(a->space, option);
    }
    size_t issues = (size_t)a->space->issues;
    for (int k = 0; k < a->package_count && k < 256; k++) { /* long lists, of frontiers, need no look back */
        if (memcmp(a->package + (size_t)k * issues, option, issues * sizeof *option) == 0) {
            return (uint64_t)k;
        }
    }
    if (a->package_count == a->package_room) {
        int room = a->package_room == 0 ? 64 : 2 * a->package_room;
        int *grown = cbgi_alloc(a->exec, (size_t)room * issues * sizeof *grown);
        if (grown == NULL) {
            return UINT64_MAX;
        }
        if (a->package_count > 0) {
            memcpy(grown, a->package, (size_t)a->package_count * issues * sizeof *grown);
        }
        cbgi_release(a->exec, a->package);
        a->package = grown;
        a->package_room = room;
    }
    memcpy(a->package + (size_t)a->package_count * issues, option, issues * sizeof *option);
    return (uint64_t)a->package_count++;
}

void cbg_analysis_package(const cbg_analysis *a, uint64_t number, int *option)
{
    if (a->space->countable) {
        cbg_space_decode(a->space, number, option);
    } else {
        memcpy(option, a->package + number * (uint64_t)a->space->issues,
               (size_t)a->space->issues * sizeof *option);
    }
}
