/* Models against outcomes, for people and for programs. */
#include "report/bakeoff.h"

#include <math.h>
#include <stdio.h>

/* Errors over other issues do not compare: those that forecast them all come first, then by mean error. */
static bool before(const cbg_bakeoff *b, const cbg_entrant *x, const cbg_entrant *y)
{
    const bool x_all = x->count == b->issues, y_all = y->count == b->issues;
    if (x_all != y_all)
        return x_all;
    return x->mean < y->mean || (isnan(y->mean) && !isnan(x->mean));
}

/* The entrants from the first to the last of the table. */
static int order(const cbg_bakeoff *b, int place[CBG_BAKEOFF_ENTRANTS_MAX])
{
    for (int k = 0; k < b->entrants; k++) {
        int at = k;
        for (; at > 0 && before(b, &b->entrant[k], &b->entrant[place[at - 1]]); at--)
            place[at] = place[at - 1];
        place[at] = k;
    }
    return b->entrants;
}

static const cbg_entrant *best_of(const cbg_bakeoff *b)
{
    const cbg_entrant *best = &b->entrant[0];
    for (int k = 0; k < b->entrants; k++) {
        const cbg_entrant *e = &b->entrant[k];
        best = e->shared == b->entrant[0].count && e->mean < best->mean ? e : best;
    }
    return best;
}

static void answer(const cbgi_bakeoff_page *page, cbgi_style style, cbgi_text *out)
{
    const cbg_bakeoff *b = page->bakeoff;
    const cbg_entrant *base = &b->entrant[0], *best = best_of(b);
    cbgi_text line;
    cbgi_text_init(&line, NULL);
    cbgi_text_addf(
        &line, "On %d decided issue%s of %d proposal%s the compromise mean ", b->issues,
        b->issues == 1 ? "" : "s", b->proposals, b->proposals == 1 ? "" : "s");
    if (isnan(base->mean))
        cbgi_text_add(&line, "has no forecast, so there is nothing to compare with");
    else
        cbgi_text_addf(&line, "misses by %.1f %% of the scale", base->mean);
    if (isnan(base->mean)) {
        cbgi_text_add(&line, ".");
    } else if (best == base) {
        cbgi_text_add(&line, ", and nothing that forecasts them all comes closer.");
    } else if (b->proposals == 1) {
        cbgi_text_addf(&line, "; %s comes closest with %.1f %%; one proposal does not say whether that is chance.",
                       best->name, best->mean);
    } else {
        const bool sure = best->low > 0;
        cbgi_text_addf(&line,
                       "; %s comes closest with %.1f %%, %s (95 %% interval of the difference %.1f to %.1f).",
                       best->name, best->mean,
                       sure ? "a difference that resampling upholds" : "no more than chance could make it",
                       best->low, best->high);
    }
    out->failed = out->failed || line.failed;
    cbgi_wrap(out, style, 0, 0, line.failed ? "" : line.data);
    cbgi_text_free(&line);
}

static void add_number(cbgi_table *t, double x, const char *unit)
{
    if (isnan(x)) {
        cbgi_table_add(t, "–");
    } else {
        cbgi_table_addf(t, "%.1f%s", fabs(x) < .05 ? 0 : x, unit);
    }
}

static void table(const cbgi_bakeoff_page *page, cbgi_style style, cbgi_text *out)
{
    static const char *const heading[] = {"entrant", "issues",    "mean error",    "median",   "hits",
                                          "skill",   "closer by", "95 % interval", "better in"};
    int place[CBG_BAKEOFF_ENTRANTS_MAX];
    cbgi_table t;
    cbgi_heading(out, style, "Errors in percent of the scale");
    cbgi_table_init(&t, style, "lrrrrrrrr");
    for (int k = 0; k < 9; k++) {
        cbgi_table_add(&t, heading[k]);
    }
    for (int k = 0, n = order(page->bakeoff, place); k < n; k++) {
        const cbg_entrant *e = &page->bakeoff->entrant[place[k]];
        cbgi_table_addf(&t, "%s%s", e->name, e->baseline ? " *" : "");
        cbgi_table_addf(&t, "%d", e->count);
        add_number(&t, e->mean, "");
        add_number(&t, e->median, "");
        if (e->dichotomous > 0) {
            cbgi_table_addf(&t, "%g of %d", e->hits / 2.0, e->dichotomous);
        } else {
            cbgi_table_add(&t, "–");
        }
        const bool other = place[k] != 0;
        add_number(&t, other ? 100 * e->skill : (double)NAN, " %");
        add_number(&t, other ? e->difference : (double)NAN, "");
        if (other && e->shared > 0) {
            cbgi_table_addf(&t, "%.1f to %.1f", e->low, e->high);
        } else {
            cbgi_table_add(&t, "");
        }
        add_number(&t, other ? 100 * e->better : (double)NAN, " %");
    }
    cbgi_table_print(&t, out);
    out->failed = out->failed || t.arena.failed;
    cbgi_table_free(&t);
}

void cbgi_bakeoff_text(const cbgi_bakeoff_page *page, cbgi_style style, cbgi_text *out)
{
    cbgi_text line;
    answer(page, style, out);
    table(page, style, out);
    cbgi_wrap(out, style, 2, 0,
              "* baselines: the compromise mean (capability times salience), the unweighted mean, the middle "
              "of the scale, the "
              "reference point. Who did not forecast all issues comes after who did. Hits: issues with two positions on which the forecast lies nearer to the "
              "outcome. Skill, "
              "closer by, interval, better in: against the compromise mean, on issues that both forecast.");
    cbgi_text_init(&line, NULL);
    cbgi_text_addf(&line,
                   "How: each model ran with its initial options on one proposal at a time; %d proposal%s "
                   "drawn with "
                   "replacement %d times (seed %llu). %s",
                   page->bakeoff->proposals, page->bakeoff->proposals == 1 ? " was" : "s were", page->resamples, (unsigned long long)page->seed,
                   page->set->power_given ? "" : "No powers are given: all actors count the same.");
    cbgi_text_add(out, "\n");
    out->failed = out->failed || line.failed;
    cbgi_wrap(out, style, 0, 0, line.failed ? "" : line.data);
    cbgi_text_free(&line);
    if (page->set->issues > page->set->decided) {
        const int open = page->set->issues - page->set->decided;
        cbgi_text_addf(out, "%d issue%s without an outcome %s left out.\n", open, open == 1 ? "" : "s",
                       open == 1 ? "is" : "are");
    }
}

void cbgi_bakeoff_json(const cbgi_bakeoff_page *page, cbgi_json *json)
{
    const cbg_bakeoff *b = page->bakeoff;
    cbgi_json_put_int(json, "issues", b->issues);
    cbgi_json_put_int(json, "proposals", b->proposals);
    cbgi_json_put_int(json, "undecided", page->set->issues - page->set->decided);
    cbgi_json_put_bool(json, "power_given", page->set->power_given);
    cbgi_json_put_uint(json, "seed", page->seed);
    cbgi_json_put_int(json, "resamples", page->resamples);
    cbgi_json_put_open(json, "entrants", '[');
    for (int k = 0; k < b->entrants; k++) {
        const cbg_entrant *e = &b->entrant[k];
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "name", e->name);
        cbgi_json_put_string(json, "what", e->what);
        cbgi_json_put_bool(json, "baseline", e->baseline);
        cbgi_json_put_int(json, "issues", e->count);
        cbgi_json_put_double(json, "mean_error", e->mean);
        cbgi_json_put_double(json, "median_error", e->median);
        cbgi_json_put_double(json, "hits", e->hits / 2.0);
        cbgi_json_put_int(json, "dichotomous", e->dichotomous);
        cbgi_json_put_int(json, "shared", e->shared);
        cbgi_json_put_double(json, "skill", e->skill);
        cbgi_json_put_double(json, "closer_by", e->difference);
        cbgi_json_put_double(json, "low", e->low);
        cbgi_json_put_double(json, "high", e->high);
        cbgi_json_put_double(json, "better_in", e->better);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void add(cbgi_text *out, double x, bool last)
{
    char number[40];
    snprintf(number, sizeof number, "%.17g", x);
    cbgi_csv(out, isnan(x) ? "" : number, last);
}

void cbgi_bakeoff_csv(const cbgi_bakeoff_page *page, cbgi_text *out)
{
    const cbg_bakeoff *b = page->bakeoff;
    cbgi_text_add(out, "proposal,issue,entrant,forecast,outcome,error\n");
    for (int k = 0; k < b->issues; k++) {
        const cbg_proposal *p = &page->set->proposal[b->proposal[k]];
        const int i = b->issue[k];
        for (int e = 0; e < b->entrants; e++) {
            const double x = b->forecast[(size_t)e * (size_t)b->issues + (size_t)k];
            cbgi_csv(out, p->name, false);
            cbgi_csv(out, p->input.issue_name[i], false);
            cbgi_csv(out, b->entrant[e].name, false);
            add(out, x, false);
            add(out, p->outcome[i], false);
            add(out, 100 * fabs(x - p->outcome[i]) / (p->input.high[i] - p->input.low[i]), true);
        }
    }
}
