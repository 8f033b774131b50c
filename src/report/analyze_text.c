/* The analysis for people: the answer, the zone, the agreements, what blocks, who must move. */
#include <stdio.h>

#include "report/analyze.h"

static void zone_row(const cbg_space *space, cbgi_table *t, const char *what, const cbg_zone *z)
{
    char words[CBGI_WORDS], share[CBG_RATIONAL_TEXT];
    cbgi_table_add(t, what);
    cbgi_table_add_colour(t, z->agreements == 0 ? CBGI_RED : CBGI_GREEN, cbgi_agreements(z, words));
    cbgi_table_add(t, z->counted && space->countable ? cbgi_percent(z->agreements, z->outcomes, share) : "");
}

static void zone_section(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    cbgi_heading(out, style, "Zone of agreement");
    char total[CBGI_WORDS];
    cbgi_table t;
    cbgi_table_init(&t, style, "lrr");
    t.header_rows = 0;
    t.indent = 2;
    if (a->space->scenario.red_lines == 0) {
        zone_row(a->space, &t,
                 a->space->c->red_line_count > 0 ? "without red lines" : "outcomes that all can accept",
                 &a->zone);
    } else {
        zone_row(a->space, &t, "all red lines in force", &a->zone);
        if (a->has_prices) {
            cbg_zone none = {.outcomes = a->zone.outcomes,
                             .agreements = a->prices.none,
                             .counted = true,
                             .about = (double)a->prices.none};
            zone_row(a->space, &t, "all red lines set aside", &none);
        } else if (a->set_aside) {
            zone_row(a->space, &t, "all red lines set aside", &a->open_zone);
        }
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    cbgi_text_addf(out, "  of %s\n", cbgi_all_outcomes(a->space, total));
}

static void by_structure(const cbg_analysis *a, cbgi_text *line)
{
    uint64_t nodes = 0;
    int open = 0;
    char number[32];
    for (int k = 0; k < a->solutions.count; k++) {
        nodes += a->solutions.agreement[k].proof.nodes;
        open += a->solutions.agreement[k].exists && !a->solutions.agreement[k].proof.proved;
    }
    cbgi_text_addf(line, "How: not by enumeration. Solutions by branch and bound on %s (%s nodes), %s; ",
                   a->space->structure == 0 ? "Lagrangian bounds" : "cliques of regions that meet",
                   cbgi_text_grouped(nodes, number),
                   open == 0 ? "each proved to be the best"
                             : "not all proved to be the best: see the bounds beside them");
    cbgi_text_add(line, a->zone.counted            ? "the zone counted issue by issue; "
                        : a->space->structure != 0 ? "the zone not counted; "
                                                   : "the zone too intricate to be counted, so bounded; ");
    cbgi_text_add(line, a->zone.measured && a->open_zone.measured
                            ? "what walk-aways may rise or must fall by is proved. "
                            : "what walk-aways may rise or must fall by is the best found, not proved. ");
    cbgi_text_addf(line, "Utilities are whole multiples of 1/%lld point and compared exactly.",
                   (long long)a->space->unit);
}

static void method_section(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    cbgi_text line;
    char n[CBGI_WORDS];
    cbgi_text_init(&line, out->exec);
    if (a->enumerated) {
        cbgi_text_addf(&line,
                       "How: all %s enumerated, utilities as whole multiples of 1/%lld point, so counts, "
                       "ties and comparisons are exact.",
                       cbgi_outcomes(a->zone.outcomes, n), (long long)a->space->unit);
    } else {
        by_structure(a, &line);
    }
    cbgi_text_add(&line, " Gains are over the walk-away; ideals are the best within the zone.");
    cbgi_analysis_structure(a, &line);
    if (line.failed) {
        out->failed = true;
    } else {
        cbgi_text_add(out, "\n");
        cbgi_wrap(out, style, 0, 5, line.data);
    }
    cbgi_text_free(&line);
}

static void sentence(const cbg_analysis *a, void (*write)(const cbg_analysis *, cbgi_text *),
                     cbgi_style style, int indent, cbgi_text *out)
{
    cbgi_text line;
    cbgi_text_init(&line, out->exec);
    write(a, &line);
    if (line.failed) {
        out->failed = true;
    } else if (line.length > 0) {
        cbgi_wrap(out, style, indent, 0, line.data);
    }
    cbgi_text_free(&line);
}

void cbgi_analysis_text(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    cbgi_paint(out, style, CBGI_BOLD, a->space->c->title);
    cbgi_text_add(out, "\n");
    sentence(a, cbgi_analysis_answer, style, 0, out);
    if (a->has_scored) {
        cbgi_analysis_scored(a, style, out);
    }
    zone_section(a, style, out);
    cbgi_analysis_agreements(a, style, out);
    cbgi_analysis_blockers(a, style, out);
    cbgi_heading(out, style, "Who must move");
    sentence(a, cbgi_analysis_movers, style, 2, out);
    method_section(a, style, out);
}
