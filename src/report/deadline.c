/* Deal, breakdown or extension by the deadline, for people and for programs. */
#include "report/deadline.h"

#include <math.h>
#include <stdio.h>

#include "report/likelihood.h"

static const char *const exit_words[CBG_EXITS] = {"a deal", "a breakdown", "an extension"};

static const char *from_words(cbgi_from from)
{
    return from == CBGI_FROM_CASE ? "the case" : from == CBGI_FROM_USER ? "as asked" : "default";
}

static double at_deadline(const cbgi_deadline_page *page, int exit)
{
    return page->mean_by[exit * page->input->days + page->input->days - 1];
}

/* Wrapped text from a line that is composed first. */
static void print_line(cbgi_text *line, cbgi_style style, int indent, cbgi_text *out)
{
    out->failed = out->failed || line->failed;
    cbgi_wrap(out, style, indent, indent, line->failed ? "" : line->data);
    cbgi_text_free(line);
}

static void answer(const cbgi_deadline_page *page, cbgi_style style, cbgi_text *out)
{
    int place[CBG_EXITS] = {0, 1, 2};
    for (int k = 1; k < CBG_EXITS; k++)
        for (int j = k; j > 0 && at_deadline(page, place[j]) > at_deadline(page, place[j - 1]); j--) {
            const int kept = place[j];
            place[j] = place[j - 1];
            place[j - 1] = kept;
        }
    cbgi_text line;
    cbgi_text_init(&line, NULL);
    cbgi_text_addf(&line,
                   "By the deadline%s%s, with %d day%s left: ", page->c->schedule.deadline.given ? " of " : "",
                   page->c->schedule.deadline.given ? page->c->schedule.deadline.text : "", page->input->days,
                   page->input->days == 1 ? "" : "s");
    for (int k = 0; k < CBG_EXITS; k++) {
        const int e = place[k];
        cbgi_text_addf(&line, "%s%s %.0f %% (%s; 90 %% interval %.0f to %.0f %%)", k > 0 ? ", " : "",
                       exit_words[e], 100 * at_deadline(page, e), cbgi_likelihood(at_deadline(page, e)),
                       100 * page->quantile[e][0], 100 * page->quantile[e][4]);
    }
    cbgi_text_add(&line, ". These are priors put to work, not estimates.");
    print_line(&line, style, 0, out);
}

static void exits(const cbgi_deadline_page *page, cbgi_style style, cbgi_text *out)
{
    cbgi_table t;
    cbgi_heading(out, style, "By the deadline");
    cbgi_table_init(&t, style, "lrrrrl");
    cbgi_table_add_all(&t, "", "mean", "median", "50 % interval", "90 % interval", "likelihood");
    for (int e = 0; e < CBG_EXITS; e++) {
        const double *q = page->quantile[e];
        cbgi_table_add(&t, cbg_exit_name((cbg_exit)e));
        cbgi_table_addf(&t, "%.1f %%", 100 * at_deadline(page, e));
        cbgi_table_addf(&t, "%.1f %%", 100 * q[2]);
        cbgi_table_addf(&t, "%.1f to %.1f", 100 * q[1], 100 * q[3]);
        cbgi_table_addf(&t, "%.1f to %.1f", 100 * q[0], 100 * q[4]);
        cbgi_table_add(&t, cbgi_likelihood(at_deadline(page, e)));
    }
    cbgi_table_print(&t, out);
    out->failed = out->failed || t.arena.failed;
    cbgi_table_free(&t);
    cbgi_wrap(out, style, 2, 2,
              "Confidence: low, whatever the likelihood; no data stand behind the coefficients.");
}

/* What each circumstance is, in words. */
static void term_words(const cbgi_deadline_page *page, cbg_hazard_term term, cbgi_text *out)
{
    const cbg_prospects *p = page->prospects;
    if (page->value_from[term] == CBGI_FROM_USER) {
        cbgi_text_add(out, "as asked");
    } else if (term == CBG_HAZARD_GAP) {
        cbgi_text_addf(out, "all parties together can have %.0f %% of what each could have at most",
                       100 * (1 - p->gap));
    } else if (term == CBG_HAZARD_ZONE && p->share == p->share_open) {
        cbgi_text_addf(out, "%.3g %% of all outcomes leave everybody at or above the walk-away",
                       100 * p->share);
    } else if (term == CBG_HAZARD_ZONE) {
        cbgi_text_addf(
            out, "%.3g %% of all outcomes are agreements, %.3g %% if no red line held: anything between",
            100 * p->share, 100 * p->share_open);
    } else if (term == CBG_HAZARD_PRECEDENT) {
        cbgi_text_addf(out, "the deadline has moved %d time%s", p->moved, p->moved == 1 ? "" : "s");
    } else {
        cbgi_text_add(out, "not known: anything between (--tension)");
    }
}

static void circumstances(const cbgi_deadline_page *page, cbgi_style style, cbgi_text *out)
{
    cbgi_table t;
    cbgi_heading(out, style, "What it goes by");
    cbgi_table_init(&t, style, "lrl");
    cbgi_table_add_all(&t, "", "value", "because");
    for (int k = CBG_HAZARD_GAP; k <= CBG_HAZARD_TENSION; k++) {
        cbgi_text words;
        cbgi_text_init(&words, NULL);
        term_words(page, (cbg_hazard_term)k, &words);
        cbgi_table_add(&t, cbg_hazard_term_name((cbg_hazard_term)k));
        if (page->input->low[k] < page->input->high[k])
            cbgi_table_addf(&t, "%.3g to %.3g", page->input->low[k], page->input->high[k]);
        else
            cbgi_table_addf(&t, "%.3g", page->input->value[k]);
        cbgi_table_add(&t, words.data);
        cbgi_text_free(&words);
    }
    cbgi_table_print(&t, out);
    out->failed = out->failed || t.arena.failed;
    cbgi_table_free(&t);
}

static void priors(const cbgi_deadline_page *page, cbgi_style style, cbgi_text *out)
{
    cbgi_table t;
    bool all_default = true;
    cbgi_heading(out, style, "The priors: mean ± standard deviation of each coefficient");
    cbgi_table_init(&t, style, "lrrrrrr");
    cbgi_table_add(&t, "");
    for (int k = 0; k < CBG_HAZARD_TERMS; k++)
        cbgi_table_add(&t, cbg_hazard_term_name((cbg_hazard_term)k));
    for (int e = 0; e < CBG_EXITS; e++) {
        cbgi_table_add(&t, cbg_exit_name((cbg_exit)e));
        for (int k = 0; k < CBG_HAZARD_TERMS; k++) {
            const char *mark = page->prior_from[e][k] == CBGI_FROM_DEFAULT ? ""
                               : page->prior_from[e][k] == CBGI_FROM_CASE  ? " c"
                                                                           : " u";
            cbgi_table_addf(&t, "%.3g ± %.3g%s", page->prior->mean[e][k], page->prior->sd[e][k], mark);
            all_default = all_default && *mark == '\0';
        }
    }
    cbgi_table_print(&t, out);
    out->failed = out->failed || t.arena.failed;
    cbgi_table_free(&t);
    cbgi_wrap(out, style, 2, 2,
              all_default
                  ? "All are this program's defaults: judgement. Put your own into the case (forecast: "
                    "hazard) or give "
                    "--prior deal.gap=-3:1."
                  : "c: from the case; u: as asked; the others are this program's defaults: judgement.");
}

/* Ten days at most, the last of them the deadline. */
static void course(const cbgi_deadline_page *page, cbgi_style style, cbgi_text *out)
{
    enum { ROWS = 10 };
    const int days = page->input->days, rows = days < ROWS ? days : ROWS;
    if (days < 2)
        return;
    cbgi_table t;
    cbgi_heading(out, style, "Day by day: what will have happened");
    cbgi_table_init(&t, style, "rrrrr");
    cbgi_table_add(&t, "day");
    for (int e = 0; e < CBG_EXITS; e++)
        cbgi_table_add(&t, cbg_exit_name((cbg_exit)e));
    cbgi_table_add(&t, "still talking");
    for (int k = 0; k < rows; k++) {
        const int day = rows == days     ? k + 1
                        : k == rows - 1 ? days
                        : k == rows - 2 ? days - 1
                                        : 1 + k * (days - 2) / (rows - 2);
        double left = 1;
        cbgi_table_addf(&t, "%d", day);
        for (int e = 0; e < CBG_EXITS; e++) {
            const double p = page->mean_by[e * days + day - 1];
            left -= p;
            cbgi_table_addf(&t, "%.1f %%", 100 * p);
        }
        cbgi_table_addf(&t, "%.1f %%", left < 1e-9 ? 0 : 100 * left);
    }
    cbgi_table_print(&t, out);
    out->failed = out->failed || t.arena.failed;
    cbgi_table_free(&t);
}

void cbgi_deadline_text(const cbgi_deadline_page *page, cbgi_style style, cbgi_text *out)
{
    cbgi_text line;
    answer(page, style, out);
    exits(page, style, out);
    circumstances(page, style, out);
    course(page, style, out);
    priors(page, style, out);
    cbgi_text_init(&line, NULL);
    cbgi_text_addf(&line,
                   "How: each day the talks end in one of three ways or go on, by a logit of the "
                   "circumstances; on the day of the "
                   "deadline they must end. %d draws of coefficients and circumstances (seed %llu); days: "
                   "%s. docs/forecast.md has "
                   "the formula.",
                   page->draws, (unsigned long long)page->seed, from_words(page->days_from));
    cbgi_text_add(out, "\n");
    print_line(&line, style, 0, out);
}

static void put_exit(const cbgi_deadline_page *page, int e, cbgi_json *json)
{
    static const char *const names[] = {"q5", "q25", "q50", "q75", "q95"};
    const int days = page->input->days;
    cbgi_json_open(json, '{');
    cbgi_json_put_string(json, "exit", cbg_exit_name((cbg_exit)e));
    cbgi_json_put_double(json, "probability", at_deadline(page, e));
    cbgi_json_put_double(json, "at_means", page->by[e * days + days - 1]);
    for (int k = 0; k < 5; k++)
        cbgi_json_put_double(json, names[k], page->quantile[e][k]);
    cbgi_json_put_string(json, "likelihood", cbgi_likelihood(at_deadline(page, e)));
    cbgi_json_put_open_line(json, "by_day", '[');
    for (int d = 0; d < days; d++)
        cbgi_json_double(json, page->mean_by[e * days + d]);
    cbgi_json_close(json, ']');
    cbgi_json_put_open(json, "priors", '{');
    for (int k = 0; k < CBG_HAZARD_TERMS; k++) {
        cbgi_json_key(json, cbg_hazard_term_name((cbg_hazard_term)k));
        cbgi_json_open_line(json, '{');
        cbgi_json_put_double(json, "mean", page->prior->mean[e][k]);
        cbgi_json_put_double(json, "sd", page->prior->sd[e][k]);
        cbgi_json_put_string(json, "from", from_words(page->prior_from[e][k]));
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, '}');
    cbgi_json_close(json, '}');
}

void cbgi_deadline_json(const cbgi_deadline_page *page, cbgi_json *json)
{
    cbgi_json_put_string(json, "deadline",
                         page->c->schedule.deadline.given ? page->c->schedule.deadline.text : NULL);
    cbgi_json_put_int(json, "days", page->input->days);
    cbgi_json_put_int(json, "draws", page->draws);
    cbgi_json_put_uint(json, "seed", page->seed);
    cbgi_json_put_string(json, "confidence", "low");
    cbgi_json_put_open(json, "exits", '[');
    for (int e = 0; e < CBG_EXITS; e++)
        put_exit(page, e, json);
    cbgi_json_close(json, ']');
    cbgi_json_put_open(json, "circumstances", '[');
    for (int k = CBG_HAZARD_GAP; k <= CBG_HAZARD_TENSION; k++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "name", cbg_hazard_term_name((cbg_hazard_term)k));
        cbgi_json_put_double(json, "value", page->input->value[k]);
        cbgi_json_put_double(json, "low", page->input->low[k]);
        cbgi_json_put_double(json, "high", page->input->high[k]);
        cbgi_json_put_string(json, "from", from_words(page->value_from[k]));
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

void cbgi_deadline_csv(const cbgi_deadline_page *page, cbgi_text *out)
{
    const int days = page->input->days;
    cbgi_text_add(out, "day,deal,breakdown,extension\n");
    for (int d = 0; d < days; d++)
        cbgi_text_addf(out, "%d,%.17g,%.17g,%.17g\n", d + 1, page->mean_by[d], page->mean_by[days + d],
                       page->mean_by[2 * days + d]);
}
