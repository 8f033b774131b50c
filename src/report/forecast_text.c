/* A forecast for people: the answer and its interval, the models side by side, what it rests on. */
#include <math.h>
#include <string.h>

#include "report/forecast.h"

typedef struct page {
    const cbgi_forecast_report *r;
    const cbg_study *s;
    const cbg_evidence *e;
    const cbg_forecast_input *in;
    cbgi_style style;
    cbgi_text *out;
} page;

static void paragraph(const page *p, cbgi_text *text, int hang)
{
    if (text->failed)
        p->out->failed = true;
    else if (text->length > 0)
        cbgi_wrap(p->out, p->style, 0, hang, text->data);
    cbgi_text_free(text);
}

static const char *id_of(const page *p, int issue)
{
    return p->in->issue_name == NULL ? "The issue" : p->in->issue_name[issue];
}

static const char *name_of(const page *p, int issue)
{
    if (p->r->c == NULL && strcmp(id_of(p, issue), "issue") == 0)
        return "The issue"; /* a table of one issue does not name it */
    return p->r->c == NULL ? id_of(p, issue) : p->r->c->issue[p->e->case_issue[issue]].name;
}

static const char *unit_of(const page *p, int issue)
{
    const char *unit = p->r->c == NULL ? NULL : p->r->c->issue[p->e->case_issue[issue]].unit;
    return unit == NULL ? "" : unit;
}

/* "the compromise mean", "the combination that the case names" */
static void add_method(const page *p, cbgi_text *text)
{
    if (p->s->named) {
        cbgi_text_add(text, "the combination that the case names");
        return;
    }
    for (int k = 0; k < p->s->models; k++)
        if (p->s->model[k].weight > 0)
            cbgi_text_add(text, strcmp(p->s->model[k].text, "mean") == 0 ? "the compromise mean" : p->s->model[k].text);
}

/* The first byte of a name as it begins a sentence. */
static char capital(const char *s, bool of_case)
{
    return of_case && *s >= 'a' && *s <= 'z' ? (char)(*s - 'a' + 'A') : *s;
}

/* Why there is no point. */
static const char *reason(const page *p, int issue)
{
    for (int k = 0; k < p->s->models; k++)
        if (p->s->model[k].weight > 0 && p->s->model[k].issue[issue].stop == CBG_FORECAST_UNDETERMINED)
            return "nobody who counts has a position";
    return "no point is better than no agreement for everybody";
}

/* What the evidence leaves open; in how many draws there is a forecast at all. */
static void add_interval(const page *p, int i, cbgi_text *text)
{
    const cbg_spread *d = p->s->spread == NULL ? NULL : &p->s->spread[i];
    char interval[2 * CBGI_NUMBER_TEXT];
    if (d == NULL || isnan(d->q05))
        return;
    cbgi_forecast_interval(p->in, i, d->q05, d->q95, interval);
    if (isnan(p->s->point[i])) {
        cbgi_text_addf(text, "; in %.3g %% of the draws of the evidence there is one, %s (90 %% interval)",
                       100 * (1 - d->none), interval);
        return;
    }
    cbgi_text_addf(text, "; the evidence leaves %s open (90 %% interval", d->q05 < d->q95 ? interval : "nothing");
    if (d->none > 0)
        cbgi_text_addf(text, "; %.3g %% of the draws have no forecast", 100 * d->none);
    cbgi_text_add(text, ")");
}

static void answer(const page *p)
{
    const int i = p->r->issue;
    const double x = p->s->point[i];
    const char *unit = unit_of(p, i);
    char number[CBGI_NUMBER_TEXT], interval[2 * CBGI_NUMBER_TEXT], place[CBGI_PLACE_TEXT];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "%c%s%s%s%s ", capital(name_of(p, i), p->r->c != NULL), name_of(p, i) + 1, p->r->c == NULL ? "" : " (", p->r->c == NULL ? "" : id_of(p, i),
                   p->r->c == NULL ? "" : ")");
    if (isnan(x)) {
        cbgi_text_addf(&text, "has no forecast: %s", reason(p, i));
    } else {
        const cbg_issue *of = p->r->c == NULL ? NULL : &p->r->c->issue[p->e->case_issue[i]];
        cbgi_forecast_number(p->in, i, x, number);
        if (of != NULL && !of->numeric) {
            cbgi_forecast_place(p->r, i, x, place);
            cbgi_text_addf(&text, "would end %s%s (at %s on its scale of options, 0 to %d)",
                           strncmp(place, "about", 5) == 0 ? "at " : "", place, number, of->option_count - 1);
        } else {
            cbgi_text_addf(&text, "would end near %s%s%s", number, *unit == '\0' ? "" : " ", unit);
        }
    }
    add_interval(p, i, &text);
    cbgi_text_add(&text, ". This is ");
    add_method(p, &text);
    bool all = p->s->models > 1;
    for (int k = 0; k < p->s->models; k++)
        all = all && p->s->model[k].issue[i].point == p->s->point[i];
    if (all)
        cbgi_text_add(&text, "; all models say the same");
    else if (p->s->models > 1 && !isnan(p->s->model_low[i]))
        cbgi_text_addf(&text, "; the points of all models span %s",
                       cbgi_forecast_interval(p->in, i, p->s->model_low[i], p->s->model_high[i], interval));
    cbgi_text_add(&text, ".");
    if (p->s->spread == NULL)
        cbgi_text_add(&text, p->e->varying > 0 ? " No draws were made, so there is no interval."
                                               : " No number here has a range, so there is no interval: give numbers "
                                                 "{value, range}, or try --spread 10.");
    cbgi_forecast_hinge(p->r, &text);
    if (p->r->c != NULL && p->r->c->as_of.given && p->r->c->schedule.deadline.given)
        cbgi_text_addf(&text, " Whether there is a deal by %s is another question: add --deadline.",
                       p->r->c->schedule.deadline.text);
    paragraph(p, &text, 0);
}

static void number_cell(const page *p, cbgi_table *t, int issue, double x)
{
    char text[CBGI_NUMBER_TEXT];
    cbgi_table_add(t, cbgi_forecast_number(p->in, issue, x, text));
}

static void interval_cell(const page *p, cbgi_table *t, int issue, double low, double high)
{
    char text[2 * CBGI_NUMBER_TEXT];
    cbgi_table_add(t, isnan(low) ? "–" : cbgi_forecast_interval(p->in, issue, low, high, text));
}

/* All issues, one a row: the answer. */
static void issues_table(const page *p)
{
    const bool drawn = p->s->spread != NULL, cased = p->r->c != NULL;
    char place[CBGI_PLACE_TEXT], align[8] = "lr";
    cbgi_table t;
    strcat(align, drawn ? "rr" : "");
    strcat(align, "r");
    strcat(align, cased ? "l" : "");
    cbgi_table_init(&t, p->style, align);
    cbgi_table_add(&t, "issue");
    cbgi_table_add(&t, "forecast");
    if (drawn) {
        cbgi_table_add(&t, "50 %");
        cbgi_table_add(&t, "90 %");
    }
    cbgi_table_add(&t, "models");
    if (cased)
        cbgi_table_add(&t, "in words");
    for (int i = 0; i < p->in->issues; i++) {
        cbgi_table_add_colour(&t, CBGI_BOLD, id_of(p, i));
        number_cell(p, &t, i, p->s->point[i]);
        if (drawn) {
            interval_cell(p, &t, i, p->s->spread[i].q25, p->s->spread[i].q75);
            interval_cell(p, &t, i, p->s->spread[i].q05, p->s->spread[i].q95);
        }
        interval_cell(p, &t, i, p->s->model_low[i], p->s->model_high[i]);
        if (cased)
            cbgi_table_add(&t, cbgi_forecast_place(p->r, i, p->s->point[i], place));
    }
    cbgi_text_add(p->out, "\n");
    cbgi_table_print(&t, p->out);
    cbgi_table_free(&t);
}

/* How a model ended, and what it leaves open itself: the ends of a cycle, the interval of a median. */
static void end_cell(const page *p, cbgi_table *t, int issue, const cbg_forecast_issue *end)
{
    char low[CBGI_NUMBER_TEXT], high[CBGI_NUMBER_TEXT];
    const bool open = end->low < end->high, settled = end->stop == CBG_FORECAST_SETTLED;
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    if (!settled || end->turns > 0)
        cbgi_text_add(&text, cbg_forecast_stop_text(end->stop));
    else if (open)
        cbgi_text_add(&text, "half stand on either side");
    if (open)
        cbgi_text_addf(&text, " between %s and %s", cbgi_forecast_number(p->in, issue, end->low, low),
                       cbgi_forecast_number(p->in, issue, end->high, high));
    if (end->turns > 0)
        cbgi_text_addf(&text, ", %d turn%s", end->turns, end->turns == 1 ? "" : "s");
    cbgi_table_add(t, text.length == 0 ? "" : text.data);
    cbgi_text_free(&text);
}

/* One issue, one model a row. */
static void models_table(const page *p)
{
    const int i = p->r->issue;
    const bool drawn = p->s->spread != NULL;
    cbgi_table t;
    cbgi_text title;
    cbgi_text_init(&title, NULL);
    cbgi_text_addf(&title, "The models on %s", id_of(p, i));
    cbgi_heading(p->out, p->style, title.failed ? "" : title.data);
    cbgi_text_free(&title);
    cbgi_table_init(&t, p->style, drawn ? "lrrrrrl" : "lrrl");
    t.indent = 2;
    static const char *const heading[] = {"model", "point", "median", "50 %", "90 %", "its options", ""};
    for (int k = 0; k < 7; k++)
        if (drawn || k < 2 || k > 4)
            cbgi_table_add(&t, heading[k]);
    for (int k = 0; k < p->s->models; k++) {
        const cbg_study_model *m = &p->s->model[k];
        cbgi_table_add_colour(&t, m->weight > 0 ? CBGI_BOLD : CBGI_PLAIN, m->text);
        number_cell(p, &t, i, m->issue[i].point);
        if (drawn) {
            number_cell(p, &t, i, m->spread[i].median);
            interval_cell(p, &t, i, m->spread[i].q25, m->spread[i].q75);
            interval_cell(p, &t, i, m->spread[i].q05, m->spread[i].q95);
        }
        interval_cell(p, &t, i, m->option_low[i], m->option_high[i]);
        end_cell(p, &t, i, &m->issue[i]);
    }
    cbgi_table_print(&t, p->out);
    cbgi_table_free(&t);
}

/* Points of all models on all issues. */
static void matrix(const page *p)
{
    char align[CBG_STUDY_MODELS_MAX + 2] = "l";
    cbgi_table t;
    if (p->s->models < 2)
        return;
    for (int k = 0; k < p->s->models; k++)
        strcat(align, "r");
    cbgi_heading(p->out, p->style, "What each model says");
    cbgi_table_init(&t, p->style, align);
    t.indent = 2;
    cbgi_table_add(&t, "issue");
    for (int k = 0; k < p->s->models; k++)
        cbgi_table_add(&t, p->s->model[k].text);
    for (int i = 0; i < p->in->issues; i++) {
        cbgi_table_add_colour(&t, CBGI_BOLD, id_of(p, i));
        for (int k = 0; k < p->s->models; k++)
            number_cell(p, &t, i, p->s->model[k].issue[i].point);
    }
    cbgi_table_print(&t, p->out);
    cbgi_table_free(&t);
}

static void below_issues(const page *p)
{
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_add(&text, p->s->spread != NULL ? "50 % and 90 %: intervals that the ranges of the evidence leave. " : "");
    cbgi_text_add(&text, "Models: from the lowest to the highest point of any model.");
    cbgi_text_add(p->out, "\n");
    paragraph(p, &text, 0);
}

static void below_models(const page *p)
{
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_add(&text, p->s->spread != NULL && !p->r->all ? "50 % and 90 %: intervals that the ranges of the evidence leave. "
                                                            : "");
    cbgi_text_add(&text, "Its options: the lowest and highest point when each option of the model is set otherwise in turn.");
    cbgi_text_add(&text, p->r->all ? " --issue tells another issue in full." : "");
    if (p->r->all) {
        cbgi_wrap(p->out, p->style, 2, 2, text.failed ? "" : text.data);
        cbgi_text_free(&text);
        return;
    }
    cbgi_text_add(p->out, "\n");
    paragraph(p, &text, 0);
}

/* Where the numbers come from. */
static void origins(const page *p)
{
    const cbg_evidence *e = p->e;
    char why[CBGI_PLACE_TEXT];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_heading(p->out, p->style, "What it rests on");
    if (p->r->c != NULL) {
        cbgi_text_addf(&text, "Confidence in the evidence on %s is %s: ", id_of(p, p->r->issue),
                       cbgi_forecast_confidence(e, p->r->issue, why));
        cbgi_text_addf(&text, "%s. ", why);
    }
    if (e->derived_positions > 0)
        cbgi_text_addf(&text, "%d of %d positions are derived: where the best option of the party lies on the scale. ",
                       e->derived_positions, e->derived_positions + e->stated_positions);
    if (e->derived_saliences > 0)
        cbgi_text_addf(&text, "%d of %d saliences are derived: the weight of the issue. ", e->derived_saliences,
                       e->derived_saliences + e->stated_saliences);
    if (p->r->c != NULL && p->r->c->bloc_count > 0)
        cbgi_text_add(&text, "Members of a bloc are actors of their own. ");
    if (e->equal_power || (p->r->c == NULL && !p->r->power_given))
        cbgi_text_add(&text, "All powers are taken as equal. ");
    cbgi_text_addf(&text, "%d of %d numbers have a range. ", e->varying, e->numbers);
    if (p->r->spread > 0)
        cbgi_text_addf(&text, "Those without one got one of %.6g %% of their scale either way (--spread), powers of "
                              "themselves. ",
                       p->r->spread);
    for (int k = 0; k < e->rejected; k++)
        cbgi_text_addf(&text, "%s%s%s", k == 0 ? "Rejected: " : ", ", e->c->claim[e->reject[k]].id,
                       k + 1 == e->rejected ? ". " : "");
    paragraph(p, &text, 0);
}

static void method(const page *p)
{
    cbgi_text text;
    char number[32];
    cbgi_text_init(&text, NULL);
    if (p->s->spread != NULL)
        cbgi_text_addf(&text, "%s draws of all numbers together, stratified (Latin hypercube), seed %llu; half of each "
                              "number's draws lie below its value, half above. ",
                       cbgi_text_grouped(p->s->draws, number), (unsigned long long)p->s->seed);
    cbgi_text_add(&text, "The answer is ");
    add_method(p, &text);
    if (p->s->named) {
        cbgi_text_add(&text, ": ");
        int told = 0;
        for (int k = 0; k < p->s->models; k++)
            if (p->s->model[k].weight > 0)
                cbgi_text_addf(&text, "%s%.0f %% %s", told++ > 0 ? ", " : "", 100 * p->s->model[k].weight,
                               p->s->model[k].text);
    }
    cbgi_text_add(&text, ". `coburg list forecasts` describes the models. These are models of bargaining fed with "
                         "somebody's numbers: intervals show what the stated ranges leave open, and nothing else.");
    cbgi_text_add(p->out, "\n");
    paragraph(p, &text, 0);
}

void cbgi_forecast_text(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out)
{
    const page p = {r, r->study, r->study->evidence, &r->study->evidence->input, style, out};
    answer(&p);
    if (r->all) {
        issues_table(&p);
        below_issues(&p);
        matrix(&p);
    }
    models_table(&p);
    below_models(&p);
    cbgi_forecast_shares(r, style, out);
    cbgi_forecast_drivers(r, style, out);
    cbgi_forecast_sides(r, style, out);
    cbgi_forecast_changes(r, style, out);
    cbgi_forecast_turns_text(r, style, out);
    cbgi_forecast_moves_text(r, style, out);
    origins(&p);
    method(&p);
}
