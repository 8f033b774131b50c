/* The analysis for people: the answer, the zone, the agreements, what blocks, who must move. */
#include <stdio.h>

#include "report/analyze.h"

static void zone_row(cbgi_table *t, const char *what, uint64_t n, uint64_t total)
{
    char number[32], share[CBG_RATIONAL_TEXT];
    cbgi_table_add(t, what);
    cbgi_table_add_colour(t, n == 0 ? CBGI_RED : CBGI_GREEN, cbgi_text_grouped(n, number));
    cbgi_table_add(t, cbgi_percent(n, total, share));
}

static void zone_section(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    cbgi_heading(out, style, "Zone of agreement");
    char total[CBGI_WORDS];
    cbgi_table t;
    cbgi_table_init(&t, style, "lrr");
    t.header_rows = 0;
    t.indent = 2;
    if (!a->has_prices) {
        zone_row(&t, a->space->c->red_line_count > 0 ? "without red lines" : "outcomes that all can accept",
                 a->zone.agreements, a->zone.outcomes);
    } else {
        zone_row(&t, "all red lines in force", a->zone.agreements, a->zone.outcomes);
        zone_row(&t, "all red lines set aside", a->prices.none, a->zone.outcomes);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    cbgi_text_addf(out, "  of %s\n", cbgi_outcomes(a->zone.outcomes, total));
}

static void method_section(const cbg_analysis *a, cbgi_style style, cbgi_text *out)
{
    cbgi_text line;
    char n[CBGI_WORDS];
    cbgi_text_init(&line, out->exec);
    cbgi_text_addf(&line,
                   "How: all %s enumerated, utilities as whole multiples of 1/%lld point, so counts, "
                   "ties and comparisons are exact. Gains are over the walk-away; ideals are the best "
                   "within the zone.",
                   cbgi_outcomes(a->zone.outcomes, n), (long long)a->space->unit);
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
