/* The analysis as tidy CSV: one row per outcome and party. Kinds of rows: each solution by
 * name, "top" for the list of best outcomes, "frontier" with two parties, "asked" for a scored package. */
#include <stdio.h>

#include "report/analyze.h"

static void add_exact(const cbg_space *space, int64_t units, cbgi_text *out, bool last)
{
    cbg_rational points;
    char text[CBG_RATIONAL_TEXT] = "";
    if (cbg_rational_make(units, space->unit, &points) == CBG_OK) {
        cbg_rational_text(points, 12, text);
    }
    cbgi_csv(out, text, last);
}

static void rows(const cbg_analysis *a, const char *kind, int rank, uint64_t outcome, const char *efficient,
                 cbgi_text *out)
{
    const cbg_space *space = a->open;
    int option[CBG_ISSUES_MAX];
    int64_t utility[CBG_SEATS_MAX];
    char number[32], id[CBGI_WORDS];
    cbg_analysis_package(a, outcome, option);
    cbg_space_utilities(space, option, utility);
    for (int seat = 0; seat < space->seats; seat++) {
        cbgi_csv(out, kind, false);
        snprintf(number, sizeof number, "%d", rank);
        cbgi_csv(out, number, false);
        snprintf(number, sizeof number, "%llu", (unsigned long long)outcome);
        cbgi_csv(out, number, false);
        cbgi_csv(out, cbgi_seat_id(space, seat, id), false);
        add_exact(space, utility[seat], out, false);
        add_exact(space, space->walk_away[seat], out, false);
        add_exact(space, utility[seat] - space->walk_away[seat], out, false);
        cbgi_csv(out, efficient, false);
        for (int i = 0; i < space->issues; i++) {
            cbgi_csv(out, space->c->issue[i].option[option[i]].name, i + 1 == space->issues);
        }
    }
}

void cbgi_analysis_csv(const cbg_analysis *a, cbgi_text *out)
{
    const cbg_space *space = a->open;
    static const char *const header[] = {"kind",    "rank",      "outcome", "party",
                                         "utility", "walk_away", "gain",    "efficient"};
    for (size_t k = 0; k < sizeof header / sizeof *header; k++) {
        cbgi_csv(out, header[k], false);
    }
    for (int i = 0; i < space->issues; i++) {
        cbgi_csv(out, space->c->issue[i].id, i + 1 == space->issues);
    }
    for (int k = 0; k < a->solutions.count; k++) {
        const cbg_agreement *g = &a->solutions.agreement[k];
        if (g->exists && g->determined) {
            rows(a, g->name, 1, g->outcome, g->efficient ? "yes" : g->dominated ? "no" : "", out);
        }
    }
    for (int k = 0; k < a->solutions.top_count; k++) {
        rows(a, "top", k + 1, a->solutions.top[k], "", out);
    }
    for (int k = 0; k < a->frontier_count; k++) {
        rows(a, "frontier", k + 1, a->frontier[k].outcome, "yes", out);
    }
    if (a->has_scored) {
        rows(a, "asked", 1, a->scored.outcome,
             a->scored.dominated ? "no"
             : a->scored.settled ? "yes"
                                 : "",
             out);
    }
}
