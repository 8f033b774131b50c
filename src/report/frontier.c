/* A Pareto frontier for people and for programs. */
#include "report/frontier.h"

#include <stdio.h>
#include <string.h>

#include "report/analyze.h"

static bool approximate(const cbgi_frontier_page *page)
{
    return page->options->epsilon.num > 0;
}

/* All outcomes behind the points; UINT64_MAX: that many or more. */
static uint64_t behind(const cbg_frontier *f)
{
    uint64_t sum = 0;
    for (size_t k = 0; k < f->count; k++) {
        sum = sum + f->tied[k] < sum ? UINT64_MAX : sum + f->tied[k];
    }
    return sum;
}

static void points_words(const cbgi_frontier_page *page, cbgi_text *line)
{
    const cbg_frontier *f = page->frontier;
    char number[32], words[CBGI_WORDS], all[CBGI_WORDS], share[CBG_RATIONAL_TEXT];
    const char *where = page->options->in_zone ? " within the zone" : "";
    cbgi_text_addf(line, "%s point%s", cbgi_text_grouped(f->count, number), f->count == 1 ? "" : "s");
    if (approximate(page)) {
        cbg_rational percent = {100, 1};
        cbg_status status = cbg_rational_multiply(page->options->epsilon, percent, &percent);
        cbgi_text_addf(
            line,
            "%s come within %s %% of each party's range of every one of %s: no outcome is better than all "
            "of them by more than that.",
            where, status == CBG_OK ? cbg_rational_text(percent, 6, share) : "?",
            cbgi_all_outcomes(page->space, all));
    } else {
        cbgi_text_addf(line, "%s %s efficient, with %s behind %s, of %s.", where,
                       f->count == 1 ? "is" : "are", cbgi_outcomes(behind(f), words),
                       f->count == 1 ? "it" : "them", cbgi_all_outcomes(page->space, all));
    }
}

static void stopped_words(const cbgi_frontier_page *page, cbgi_text *line)
{
    const cbg_frontier *f = page->frontier;
    char number[32], all[CBGI_WORDS];
    cbgi_text_addf(
        line,
        "The frontier of %s is too large: stopped at issue %d of %d (%s), with over %s partial packages "
        "that nothing dominates. ",
        cbgi_all_outcomes(page->space, all), f->folded + 1, f->issues, page->space->c->issue[f->folded].name,
        cbgi_text_grouped(f->partial - 1, number));
    cbgi_text_add(line,
                  "What still is exact: `coburg analyze` finds the solutions in it, and the frontier of two "
                  "parties (--parties A,B) is rarely large. ");
    cbgi_text_add(line, page->options->in_zone ? "" : "--in-zone leaves out what some party would refuse. ");
    cbgi_text_add(line, "--tolerance 5% asks for fewer points, and --max-partial for more patience.");
}

static void header(const cbgi_frontier_page *page, cbgi_table *t)
{
    const cbg_frontier *f = page->frontier;
    char id[CBGI_WORDS];
    for (int s = 0; s < f->seats; s++) {
        cbgi_table_add(t, cbgi_seat_id(page->space, f->seat[s], id));
    }
    cbgi_table_add_all(t, "zone", "outcomes", "options, by number");
}

static bool in_zone(const cbgi_frontier_page *page, size_t k)
{
    const cbg_frontier *f = page->frontier;
    bool inside = true;
    for (int s = 0; s < f->seats; s++) {
        inside = inside && f->utility[k * (size_t)f->seats + (size_t)s] >= page->space->walk_away[f->seat[s]];
    }
    return inside;
}

static void row(const cbgi_frontier_page *page, size_t k, cbgi_table *t, cbgi_text *out)
{
    const cbg_frontier *f = page->frontier;
    char text[CBG_RATIONAL_TEXT];
    for (int s = 0; s < f->seats; s++) {
        cbgi_table_add(t, cbgi_points(page->space, f->utility[k * (size_t)f->seats + (size_t)s], text));
    }
    cbgi_table_add_colour(t, CBGI_GREEN, in_zone(page, k) ? "yes" : "");
    cbgi_table_add(t, f->tied[k] == UINT64_MAX ? "> 1.8e+19" : cbgi_text_grouped(f->tied[k], text));
    cbgi_text line;
    cbgi_text_init(&line, out->exec);
    for (int i = 0; i < f->issues; i++) {
        cbgi_text_addf(&line, "%s%d", i == 0 ? "" : " ", f->option[k * (size_t)f->issues + (size_t)i]);
    }
    cbgi_table_add(t, line.data);
    out->failed = out->failed || line.failed;
    cbgi_text_free(&line);
}

static void table(const cbgi_frontier_page *page, cbgi_style style, cbgi_text *out)
{
    const cbg_frontier *f = page->frontier;
    char align[CBG_SEATS_MAX + 4];
    memset(align, 'r', (size_t)f->seats);
    memcpy(align + f->seats, "lrl", 4);
    cbgi_table t;
    cbgi_table_init(&t, style, align);
    t.indent = 2;
    header(page, &t);
    size_t rows = page->rows == 0 ? f->count : (size_t)page->rows, step = (f->count + rows - 1) / rows;
    for (size_t k = 0; k < f->count; k += step) {
        row(page, k, &t, out);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    if (step > 1) {
        cbgi_text_addf(out, "  one point in %zu is shown; --all, --csv and --json list them all\n", step);
    }
}

static void wrapped(cbgi_text *line, cbgi_style style, cbgi_text *out)
{
    if (line->failed) {
        out->failed = true;
    } else {
        cbgi_wrap(out, style, 0, 0, line->data);
    }
    cbgi_text_free(line);
}

void cbgi_frontier_text(const cbgi_frontier_page *page, cbgi_style style, cbgi_text *out)
{
    const cbg_frontier *f = page->frontier;
    cbgi_text line;
    cbgi_paint(out, style, CBGI_BOLD, page->space->c->title);
    cbgi_text_add(out, "\n");
    cbgi_text_init(&line, out->exec);
    if (!f->complete) {
        stopped_words(page, &line);
        wrapped(&line, style, out);
        return;
    }
    if (f->count == 0) {
        cbgi_text_add(&line, page->options->in_zone
                                 ? "No outcome leaves every party at or above its walk-away."
                                 : "The red lines and constraints leave no outcome at all.");
        wrapped(&line, style, out);
        return;
    }
    points_words(page, &line);
    wrapped(&line, style, out);
    cbgi_text_add(out, "\n");
    table(page, style, out);
    cbgi_text_init(&line, out->exec);
    char number[32];
    cbgi_text_addf(
        &line,
        page->space->structure == 0
            ? "\nHow: folded issue by issue, keeping partial packages that nothing dominates (at most %s); "
            : "\nHow: every outcome compared, %s kept; ",
        cbgi_text_grouped(f->widest > f->count ? f->widest : f->count, number));
    cbgi_text_addf(
        &line, "utilities in whole multiples of 1/%lld point, so no point is lost or invented by rounding.",
        (long long)page->space->unit);
    wrapped(&line, style, out);
}

static void put_point(const cbgi_frontier_page *page, size_t k, cbgi_json *json)
{
    const cbg_frontier *f = page->frontier;
    char id[CBGI_WORDS], text[CBG_RATIONAL_TEXT];
    cbgi_json_open_line(json, '{');
    cbgi_json_put_open_line(json, "utilities", '{');
    for (int s = 0; s < f->seats; s++) {
        cbg_rational points;
        cbgi_json_key(json, cbgi_seat_id(page->space, f->seat[s], id));
        cbg_status status =
            cbg_rational_make(f->utility[k * (size_t)f->seats + (size_t)s], page->space->unit, &points);
        cbgi_json_string(json, status == CBG_OK ? cbg_rational_text(points, 12, text) : "");
    }
    cbgi_json_close(json, '}');
    cbgi_json_put_bool(json, "in_zone", in_zone(page, k));
    cbgi_json_put_uint(json, "outcomes", f->tied[k]);
    cbgi_json_put_open_line(json, "options", '[');
    for (int i = 0; i < f->issues; i++) {
        cbgi_json_int(json, f->option[k * (size_t)f->issues + (size_t)i]);
    }
    cbgi_json_close(json, ']');
    cbgi_json_close(json, '}');
}

void cbgi_frontier_json(const cbgi_frontier_page *page, cbgi_json *json)
{
    const cbg_frontier *f = page->frontier;
    cbgi_json_put_bool(json, "complete", f->complete);
    cbgi_json_put_bool(json, "exact", f->complete && !approximate(page));
    cbgi_json_put_bool(json, "in_zone_only", page->options->in_zone);
    cbgi_json_put_string(json, "outcomes", page->space->outcomes_text);
    cbgi_json_put_int(json, "issues", f->issues);
    cbgi_json_put_int(json, "issues_folded", f->folded);
    cbgi_json_put_uint(json, "partial", f->partial);
    cbgi_json_put_uint(json, "points", f->count);
    cbgi_json_put_open(json, "frontier", '[');
    for (size_t k = 0; k < f->count; k++) {
        put_point(page, k, json);
    }
    cbgi_json_close(json, ']');
}

void cbgi_frontier_csv(const cbgi_frontier_page *page, cbgi_text *out)
{
    const cbg_frontier *f = page->frontier;
    const cbg_case *c = page->space->c;
    char text[CBG_RATIONAL_TEXT], id[CBGI_WORDS];
    for (int s = 0; s < f->seats; s++) {
        cbgi_csv(out, cbgi_seat_id(page->space, f->seat[s], id), false);
    }
    cbgi_csv(out, "outcomes", false);
    for (int i = 0; i < f->issues; i++) {
        cbgi_csv(out, c->issue[i].id, i + 1 == f->issues);
    }
    for (size_t k = 0; k < f->count; k++) {
        for (int s = 0; s < f->seats; s++) {
            cbg_rational points;
            int64_t units = f->utility[k * (size_t)f->seats + (size_t)s];
            cbg_status status = cbg_rational_make(units, page->space->unit, &points);
            cbgi_csv(out, status == CBG_OK ? cbg_rational_text(points, 12, text) : "", false);
        }
        snprintf(text, sizeof text, "%llu", (unsigned long long)f->tied[k]);
        cbgi_csv(out, text, false);
        for (int i = 0; i < f->issues; i++) {
            cbgi_csv(out, c->issue[i].option[f->option[k * (size_t)f->issues + (size_t)i]].name,
                     i + 1 == f->issues);
        }
    }
}
