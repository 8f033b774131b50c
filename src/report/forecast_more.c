/* What lies behind a forecast: drivers, disputes, differences between variants, turns. */
#include <math.h>
#include <string.h>

#include "report/forecast.h"

enum { DRIVERS_SHOWN = 8, GROUPS_SHOWN = 5, TURNS_SHOWN = 24 };

static void driver_name(const cbgi_forecast_report *r, const cbg_driver *d, cbgi_text *out)
{
    const cbg_evidence *e = r->study->evidence;
    if (d->kind == CBG_DRIVER_NUMBER)
        cbgi_forecast_number_name(e, d->index, r->drivers->issue, out);
    else if (d->kind == CBG_DRIVER_CLAIM)
        cbgi_text_add(out, e->c->claim[d->index].id);
    else
        cbgi_text_add(out, e->c->source[d->index].id);
}

static void name_cell(const cbgi_forecast_report *r, cbgi_table *t, const cbg_driver *d)
{
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    driver_name(r, d, &text);
    cbgi_table_add(t, text.failed ? "" : text.data);
    cbgi_text_free(&text);
}

static void share_cell(cbgi_table *t, double x)
{
    if (isnan(x))
        cbgi_table_add(t, "–");
    else
        cbgi_table_addf(t, "%.0f %%", 100 * (x < 0 ? 0 : x > 1 ? 1 : x));
}

/* What stands behind a number: claims and sources; "" when it is somebody's judgement. */
static void add_support(const cbgi_forecast_report *r, int number, cbgi_text *text)
{
    static const char *const range[] = {"", "", "by grade", "by --spread", "rejected"};
    const cbg_evidence_number *n = &r->study->evidence->number[number];
    cbgi_text_add(text, range[n->rival[0].range]);
    for (int v = 0; v < n->rivals; v++) {
        const cbg_names *source = n->rival[v].source;
        const bool any = source != NULL && source->count > 0;
        if (n->rivals > 1 && (v > 0 || any))
            cbgi_text_addf(text, "%s%s", v == 0 ? "" : " or ", any ? "" : "judgement");
        for (int k = 0; any && k < source->count; k++)
            cbgi_text_addf(text, "%s%s", k > 0 ? ", " : v == 0 && text->length > 0 ? ": " : "", source->item[k]);
        if (n->rivals > 1 && v == 0 && !any)
            cbgi_text_add(text, "judgement");
    }
}

static void support_cell(const cbgi_forecast_report *r, cbgi_table *t, int number)
{
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    add_support(r, number, &text);
    cbgi_table_add(t, text.length == 0 ? r->c == NULL ? "" : "judgement" : text.data);
    cbgi_text_free(&text);
}

void cbgi_forecast_hinge(const cbgi_forecast_report *r, cbgi_text *out)
{
    const cbg_driver *d = r->drivers == NULL || r->drivers->count == 0 ? NULL : &r->drivers->driver[0];
    if (d == NULL || d->kind != CBG_DRIVER_NUMBER || !(d->total >= 0.05))
        return;
    cbgi_text support;
    cbgi_text_init(&support, NULL);
    add_support(r, d->index, &support);
    cbgi_text_add(out, " It hangs most on the ");
    driver_name(r, d, out);
    if (support.length > 0)
        cbgi_text_addf(out, " (%s)", support.data);
    cbgi_text_addf(out, ": %.0f %% of the variance.", 100 * (d->total > 1 ? 1 : d->total));
    cbgi_text_free(&support);
}

/* Low to high as a bar in the range that all numbers together reach. */
static void bar_cell(cbgi_table *t, const cbg_driver *d, double low, double high)
{
    enum { BAR = 16 };
    char bar[3 * BAR + 1] = "";
    double a = d->at_low < d->at_high ? d->at_low : d->at_high, b = d->at_low < d->at_high ? d->at_high : d->at_low;
    const double width = isnan(a) || isnan(b) ? 0 : high - low;
    int from = width > 0 ? (int)((a - low) / width * BAR) : 0, to = width > 0 ? (int)((b - low) / width * BAR + 0.999) : 0;
    for (int k = 0; k < BAR; k++)
        strcat(bar, k >= from && k < to ? "█" : "·");
    cbgi_table_add(t, bar);
}

static void numbers_table(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out)
{
    const cbg_drivers *d = r->drivers;
    const cbg_forecast_input *in = &r->study->evidence->input;
    char text[CBGI_NUMBER_TEXT];
    double low = (double)INFINITY, high = -low;
    cbgi_table t;
    for (int k = 0; k < d->count; k++) {
        const cbg_driver *one = &d->driver[k];
        low = fmin(low, fmin(one->at_low, one->at_high));
        high = fmax(high, fmax(one->at_low, one->at_high));
    }
    cbgi_table_init(&t, style, "lrrlrrl");
    t.indent = 2;
    static const char *const heading[] = {"number", "at low", "at high", "", "alone", "in all", "rests on"};
    for (int k = 0; k < 7; k++)
        cbgi_table_add(&t, heading[k]);
    for (int k = 0, shown = 0; k < d->count && shown < DRIVERS_SHOWN; k++) {
        const cbg_driver *one = &d->driver[k];
        if (one->kind != CBG_DRIVER_NUMBER)
            continue;
        shown++;
        name_cell(r, &t, one);
        cbgi_table_add(&t, cbgi_forecast_number(in, d->issue, one->at_low, text));
        cbgi_table_add(&t, cbgi_forecast_number(in, d->issue, one->at_high, text));
        bar_cell(&t, one, low, high);
        share_cell(&t, one->first);
        share_cell(&t, one->total);
        support_cell(r, &t, one->index);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}

static void group_list(const cbgi_forecast_report *r, cbg_driver_kind kind, const char *what, cbgi_style style,
                       cbgi_text *out)
{
    cbgi_text text;
    int told = 0;
    cbgi_text_init(&text, NULL);
    for (int k = 0; k < r->drivers->count && told < GROUPS_SHOWN; k++) {
        const cbg_driver *one = &r->drivers->driver[k];
        if (one->kind != kind || !(one->total >= 0.005))
            continue;
        cbgi_text_add(&text, told++ == 0 ? what : ", ");
        driver_name(r, one, &text);
        cbgi_text_addf(&text, " %.0f %%", 100 * (one->total > 1 ? 1 : one->total));
    }
    if (told > 0) {
        cbgi_text_add(&text, ".");
        cbgi_wrap(out, style, 2, 2, text.failed ? "" : text.data);
    }
    cbgi_text_free(&text);
}

void cbgi_forecast_drivers(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out)
{
    cbgi_text text;
    bool any = false; /* an answer that is never there is not moved */
    for (int k = 0; r->drivers != NULL && k < r->drivers->count; k++)
        any = any || !isnan(r->drivers->driver[k].at_low) || !isnan(r->drivers->driver[k].total);
    if (!any)
        return;
    cbgi_text_init(&text, NULL);
    cbgi_text_add(&text, "What moves it");
    if (r->study->evidence->input.issue_name != NULL)
        cbgi_text_addf(&text, " (%s)", r->study->evidence->input.issue_name[r->drivers->issue]);
    cbgi_heading(out, style, text.failed ? "" : text.data);
    cbgi_text_free(&text);
    numbers_table(r, style, out);
    group_list(r, CBG_DRIVER_CLAIM, "All numbers that rest on one claim, share of the variance: ", style, out);
    group_list(r, CBG_DRIVER_SOURCE, "By source: ", style, out);
    cbgi_text_init(&text, NULL);
    cbgi_text_add(&text, "At low, at high: the answer when this number alone goes to the ends of its range. ");
    if (r->drivers->base > 0)
        cbgi_text_addf(&text,
                       "Alone: the share of the answer's variance that goes when it is known (first-order Sobol index); in "
                       "all: with what it does together with others (total index). From %d pairs of draws.",
                       r->drivers->base);
    else
        cbgi_text_add(&text, "Too many numbers for Sobol indices with so few draws.");
    cbgi_wrap(out, style, 2, 2, text.failed ? "" : text.data);
    cbgi_text_free(&text);
}

void cbgi_forecast_sides(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out)
{
    const cbg_forecast_input *in = &r->study->evidence->input;
    char text[CBGI_NUMBER_TEXT], interval[2 * CBGI_NUMBER_TEXT];
    cbgi_table t;
    if (r->sides == 0)
        return;
    cbgi_heading(out, style, "If one side of a dispute is right");
    cbgi_table_init(&t, style, "lrrl");
    t.indent = 2;
    static const char *const heading[] = {"accepted", "forecast", "90 %", "says"};
    for (int k = 0; k < 4; k++)
        cbgi_table_add(&t, heading[k]);
    for (int k = 0; k < r->sides; k++) {
        const cbgi_forecast_side *s = &r->side[k];
        cbgi_table_add_colour(&t, CBGI_BOLD, r->c->claim[s->claim].id);
        cbgi_table_add(&t, cbgi_forecast_number(in, r->issue, s->point, text));
        cbgi_table_add(&t, isnan(s->low) ? "–" : cbgi_forecast_interval(in, r->issue, s->low, s->high, interval));
        cbgi_table_add(&t, r->c->claim[s->claim].says);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}

void cbgi_forecast_changes(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out)
{
    const cbg_forecast_input *in = &r->study->evidence->input;
    char a[CBGI_NUMBER_TEXT], b[CBGI_NUMBER_TEXT];
    if (r->changes == 0)
        return;
    cbgi_heading(out, style, "What differs between variants of a model");
    for (int k = 0; k < r->changes; k++) {
        const cbgi_forecast_change *c = &r->change[k];
        cbgi_text text;
        cbgi_text_init(&text, NULL);
        cbgi_text_addf(&text, "%s, %s=%s for %s: %s. ", c->model, c->difference->param, c->difference->to,
                       c->difference->from, c->difference->text);
        if (c->to == c->from || (isnan(c->to) && isnan(c->from)))
            cbgi_text_addf(&text, "Here it changes nothing (%s).", cbgi_forecast_number(in, r->issue, c->from, b));
        else
            cbgi_text_addf(&text, "Here: %s in place of %s.", cbgi_forecast_number(in, r->issue, c->to, a),
                           cbgi_forecast_number(in, r->issue, c->from, b));
        cbgi_wrap(out, style, 2, 4, text.failed ? "" : text.data);
        cbgi_text_free(&text);
    }
}

static void turns_table(const cbgi_forecast_report *r, const cbgi_forecast_turns *turns, cbgi_style style,
                        cbgi_text *out)
{
    const cbg_forecast_input *in = &r->study->evidence->input;
    const int shown = turns->turns < TURNS_SHOWN ? turns->turns : TURNS_SHOWN;
    char text[CBGI_NUMBER_TEXT], align[TURNS_SHOWN + 2] = "l";
    int silent = 0;
    cbgi_table t;
    for (int k = 0; k < shown; k++)
        strcat(align, "r");
    cbgi_table_init(&t, style, align);
    t.indent = 2;
    cbgi_table_add(&t, "turn");
    for (int k = 0; k < shown; k++)
        cbgi_table_addf(&t, "%d", k);
    for (int a = 0; a < in->actors; a++) {
        if (isnan(turns->position[a])) {
            silent += !isnan(in->position[a * in->issues + r->issue]);
            continue;
        }
        if (in->actor_name != NULL)
            cbgi_table_add(&t, in->actor_name[a]);
        else
            cbgi_table_addf(&t, "%d", a + 1);
        for (int k = 0; k < shown; k++)
            cbgi_table_add(&t, cbgi_forecast_number(in, r->issue, turns->position[k * in->actors + a], text));
    }
    cbgi_table_add_colour(&t, CBGI_BOLD, "forecast");
    for (int k = 0; k < shown; k++)
        cbgi_table_add(&t, cbgi_forecast_number(in, r->issue, turns->point[k], text));
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    if (silent > 0)
        cbgi_text_addf(out, "  Without power %d actor%s part.\n", silent, silent == 1 ? " takes no" : "s take no");
    if (shown < turns->turns)
        cbgi_text_addf(out, "  The first %d of %d turns; --csv has them all.\n", shown, turns->turns);
}

void cbgi_forecast_turns_text(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out)
{
    for (int k = 0; k < r->turn_count; k++) {
        cbgi_text title;
        cbgi_text_init(&title, NULL);
        cbgi_text_addf(&title, "Turn by turn: %s", r->turns[k].model);
        if (r->study->evidence->input.issue_name != NULL)
            cbgi_text_addf(&title, " on %s", r->study->evidence->input.issue_name[r->issue]);
        cbgi_heading(out, style, title.failed ? "" : title.data);
        cbgi_text_free(&title);
        turns_table(r, &r->turns[k], style, out);
    }
}
