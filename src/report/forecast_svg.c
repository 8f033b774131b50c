/* The forecast as a picture. Above: every actor on the scale of the issue, its disc as large as its power times salience, a
 * line for the range of its position; behind them the 50 % and 90 % interval of the answer, below them the points of
 * the models. Below: the turns of a model, its forecast as a fan over draws of the evidence, and the paths of the actors.
 */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "report/forecast.h"
#include "report/svg.h"

enum { LEFT = 150, LEFT_MAX = 420, WIDTH = 640, RIGHT = 170, TOP = 70, ROW = 30, FAN = 300, TICKS_MAX = 12, TICK_COLUMNS = 22 };

typedef struct picture {
    const cbgi_forecast_report *r;
    const cbg_evidence *e;
    const cbg_forecast_input *in;
    const cbg_issue *of; /* NULL: a table */
    int issue, rows;
    double left;         /* where the scale begins: room for names */
    int *order;          /* actors who take part, by position */
    double low, high;    /* of the scale */
    double most;         /* greatest power times salience */
    cbgi_text *out;
} picture;

static double x_of(const picture *p, double place)
{
    const double u = (place - p->low) / (p->high - p->low);
    return p->left + WIDTH * (u < 0 ? 0 : u > 1 ? 1 : u);
}

static double position(const picture *p, int actor)
{
    return p->in->position[(size_t)actor * (size_t)p->in->issues + (size_t)p->issue];
}

static double clout(const picture *p, int actor)
{
    const size_t at = (size_t)actor * (size_t)p->in->issues + (size_t)p->issue;
    return p->in->salience[at] * p->in->capability[at];
}

/* Insertion keeps the order of the file among equals. */
static void place_rows(picture *p)
{
    p->low = p->in->low != NULL ? p->in->low[p->issue] : (double)INFINITY;
    p->high = p->in->high != NULL ? p->in->high[p->issue] : -(double)INFINITY;
    for (int a = 0; a < p->in->actors; a++) {
        const double x = position(p, a);
        int at = p->rows;
        if (isnan(x))
            continue;
        p->low = x < p->low ? x : p->low;
        p->high = x > p->high ? x : p->high;
        p->most = clout(p, a) > p->most ? clout(p, a) : p->most;
        for (; at > 0 && position(p, p->order[at - 1]) > x; at--)
            p->order[at] = p->order[at - 1];
        p->order[at] = a;
        p->rows++;
    }
    if (!(p->high > p->low))
        p->low -= 1, p->high += 1;
}

enum { NAME = 256, NAME_COLUMNS = 52, END_COLUMNS = 24 };

/* Cut where it would take half of the picture. */
static const char *actor_name(const picture *p, int actor, size_t columns, char text[NAME])
{
    (void)snprintf(text, NAME, "%d", actor + 1);
    if (p->in->actor_name == NULL)
        return text;
    const char *name = p->in->actor_name[actor];
    if (cbgi_text_columns(name) <= columns)
        return name;
    (void)snprintf(text, NAME, "%.*s …", (int)cbgi_wrap_line(name, columns), name);
    return text;
}

/* Room for the longest name at the left, as wide as letters of its size are at most on average. */
static void make_room(picture *p)
{
    char text[NAME];
    p->left = LEFT;
    for (int k = 0; k < p->rows; k++)
        p->left = fmax(p->left, 7.6 * (double)cbgi_text_columns(actor_name(p, p->order[k], NAME_COLUMNS, text)) + 34);
    for (int k = 0; k < p->r->study->models; k++)
        p->left = fmax(p->left, 6.8 * (double)cbgi_text_columns(p->r->study->model[k].text) + 34);
    p->left = fmin(p->left, LEFT_MAX);
}

static void band(const picture *p, double low, double high, double top, double bottom, const char *fill)
{
    if (!isnan(low))
        cbgi_text_addf(p->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n", x_of(p, low),
                       top, fmax(x_of(p, high) - x_of(p, low), 1), bottom - top, fill);
}

/* Options of a case, or five even places. */
static double tick(const picture *p, int k, char text[CBGI_OPTION_TEXT])
{
    char number[CBGI_NUMBER_TEXT];
    if (p->of != NULL && p->of->option_count <= TICKS_MAX) {
        const double at = p->of->numeric ? cbg_rational_double(p->of->option[k].value) : k;
        const char *name = p->of->option[k].name;
        const bool whole = cbgi_text_columns(name) <= TICK_COLUMNS;
        (void)snprintf(text, CBGI_OPTION_TEXT, whole ? "%.*s" : "%.*s …",
                       (int)(whole ? strlen(name) : cbgi_wrap_line(name, TICK_COLUMNS)), name);
        return at;
    }
    const double at = p->low + (p->high - p->low) * k / 4;
    (void)snprintf(text, CBGI_OPTION_TEXT, "%s", cbgi_forecast_number(p->in, p->issue, at, number));
    return at;
}

static void scale(const picture *p, double top, double bottom)
{
    const int ticks = p->of != NULL && p->of->option_count <= TICKS_MAX ? p->of->option_count : 5;
    char text[CBGI_OPTION_TEXT];
    double last = -1000;
    for (int k = 0; k < ticks; k++) {
        const double x = x_of(p, tick(p, k, text));
        cbgi_text_addf(p->out, "<path d=\"M%.1f %.1fV%.1f\" stroke=\"#e5e7eb\"/>\n", x, top, bottom);
        if (x < last + 27)
            continue; /* no name on top of another */
        last = x;
        cbgi_text_addf(p->out, "<g transform=\"translate(%.1f %.1f) rotate(-24)\">", x, bottom + 16);
        cbgi_svg_label(p->out, 0, 0, "text-anchor=\"end\" font-size=\"11\" fill=\"#6b7280\"", text);
        cbgi_text_add(p->out, "</g>\n");
    }
}

static void dots(const picture *p)
{
    char text[NAME];
    for (int k = 0; k < p->rows; k++) {
        const int a = p->order[k];
        const double y = TOP + ROW * (k + 0.5);
        const cbg_evidence_number *n =
            &p->e->number[p->in->actors + 2 * (a * p->in->issues + p->issue)];
        cbgi_svg_label(p->out, p->left - 22, y + 4, "text-anchor=\"end\"", actor_name(p, a, NAME_COLUMNS, text));
        if (n->low < n->high)
            cbgi_text_addf(p->out, "<path d=\"M%.1f %.1fH%.1f\" stroke=\"%s\" stroke-width=\"3\" stroke-opacity=\"0.4\"/>\n",
                           x_of(p, n->low), y, x_of(p, n->high), cbgi_svg_colour(a));
        cbgi_text_addf(p->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"0.85\"/>\n",
                       x_of(p, position(p, a)), y, 2 + 11 * sqrt(p->most > 0 ? clout(p, a) / p->most : 0),
                       cbgi_svg_colour(a));
    }
}

static void models(const picture *p, double y)
{
    const cbg_study *s = p->r->study;
    for (int k = 0; k < s->models; k++, y += 18) {
        const double x = s->model[k].issue[p->issue].point;
        cbgi_svg_label(p->out, p->left - 22, y + 4, "text-anchor=\"end\" font-size=\"12\" fill=\"#6b7280\"", s->model[k].text);
        if (s->model[k].spread != NULL && !isnan(s->model[k].spread[p->issue].q05))
            cbgi_text_addf(p->out, "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#9ca3af\" stroke-width=\"2\"/>\n",
                           x_of(p, s->model[k].spread[p->issue].q05), y, x_of(p, s->model[k].spread[p->issue].q95));
        if (!isnan(x))
            cbgi_text_addf(p->out, "<path d=\"M%.1f %.1fl5 5 -5 5 -5 -5z\" fill=\"%s\"/>\n", x_of(p, x), y - 5,
                           s->model[k].weight > 0 ? "#111827" : "#6b7280");
    }
}

static void upper(const picture *p, double bottom)
{
    const cbg_study *s = p->r->study;
    const double x = s->point[p->issue];
    char text[CBGI_NUMBER_TEXT];
    if (s->spread != NULL) {
        band(p, s->spread[p->issue].q05, s->spread[p->issue].q95, TOP, bottom, "#fef3c7");
        band(p, s->spread[p->issue].q25, s->spread[p->issue].q75, TOP, bottom, "#fde68a");
    }
    scale(p, TOP, bottom);
    if (!isnan(x)) {
        cbgi_text_addf(p->out, "<path d=\"M%.1f %dV%.1f\" stroke=\"#b45309\" stroke-width=\"2\"/>\n", x_of(p, x), TOP - 6,
                       bottom);
        cbgi_svg_label(p->out, x_of(p, x), TOP - 12, "text-anchor=\"middle\" font-weight=\"600\" fill=\"#b45309\"",
                       cbgi_forecast_number(p->in, p->issue, x, text));
    }
    dots(p);
    models(p, TOP + ROW * p->rows + 16);
}

/* ---- the fan: turns to the right, places upward ---- */

typedef struct fan {
    const picture *p;
    const cbgi_forecast_fan *f;
    double top;
} fan;

static double fan_x(const fan *f, int turn)
{
    return f->p->left + (double)WIDTH * turn / (f->f->turns > 1 ? f->f->turns - 1 : 1);
}

static double fan_y(const fan *f, double place)
{
    const double u = (place - f->p->low) / (f->p->high - f->p->low);
    return f->top + FAN * (1 - (u < 0 ? 0 : u > 1 ? 1 : u));
}

static void fan_band(const fan *f, size_t low, size_t high, const char *fill)
{
    cbgi_text_add(f->p->out, "<path d=\"");
    for (int k = 0; k < 2 * f->f->turns; k++) {
        const int turn = k < f->f->turns ? k : 2 * f->f->turns - 1 - k;
        const char *spread = (const char *)&f->f->spread[turn];
        double value;
        memcpy(&value, spread + (k < f->f->turns ? low : high), sizeof value);
        cbgi_text_addf(f->p->out, "%c%.1f %.1f", k == 0 ? 'M' : 'L', fan_x(f, turn), fan_y(f, value));
    }
    cbgi_text_addf(f->p->out, "z\" fill=\"%s\"/>\n", fill);
}

static void path_of(const fan *f, const double *value, int stride, int turns, const char *attributes)
{
    cbgi_text_add(f->p->out, "<path d=\"");
    for (int t = 0; t < f->f->turns; t++)
        cbgi_text_addf(f->p->out, "%c%.1f %.1f", t == 0 ? 'M' : 'L', fan_x(f, t),
                       fan_y(f, value[(t < turns ? t : turns - 1) * stride]));
    cbgi_text_addf(f->p->out, "\" fill=\"none\" %s/>\n", attributes);
}

static void fan_axes(const fan *f)
{
    const picture *p = f->p;
    const int ticks = p->of != NULL && p->of->option_count <= TICKS_MAX ? p->of->option_count : 5;
    char text[CBGI_OPTION_TEXT];
    double last = 1e6;
    for (int k = 0; k < ticks; k++) {
        const double y = fan_y(f, tick(p, k, text));
        cbgi_text_addf(p->out, "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#e5e7eb\"/>\n", p->left, y, p->left + WIDTH);
        if (y > last - 12)
            continue;
        last = y;
        cbgi_svg_label(p->out, p->left - 8, y + 4, "text-anchor=\"end\" font-size=\"11\" fill=\"#6b7280\"", text);
    }
    const int step = f->f->turns / 12 + 1;
    for (int t = 0; t < f->f->turns; t += step) {
        (void)snprintf(text, sizeof text, "%d", t);
        cbgi_svg_label(p->out, fan_x(f, t), f->top + FAN + 20, "text-anchor=\"middle\" fill=\"#6b7280\"", text);
    }
    (void)snprintf(text, sizeof text, "turns of %.100s; bold: its forecast%s", f->f->turns_of->model,
                   f->f->runs > 1 ? "; shaded: in 50 % and 90 % of draws" : "");
    cbgi_svg_label(p->out, p->left + WIDTH / 2.0, f->top + FAN + 44, "text-anchor=\"middle\"", text);
}

static double final_place(const fan *f, int actor)
{
    const cbgi_forecast_turns *t = f->f->turns_of;
    return t->position[(t->turns - 1) * f->p->in->actors + actor];
}

static void sort_by_end(const fan *f)
{
    int *order = f->p->order;
    for (int k = 1; k < f->p->rows; k++)
        for (int j = k; j > 0 && !(final_place(f, order[j - 1]) <= final_place(f, order[j])) &&
                        !isnan(final_place(f, order[j]));
             j--) {
            const int a = order[j];
            order[j] = order[j - 1];
            order[j - 1] = a;
        }
}

static void lower(const picture *p, double top)
{
    const fan f = {p, p->r->fan, top};
    const cbgi_forecast_turns *turns = f.f->turns_of;
    char text[CBGI_OPTION_TEXT], name[NAME];
    double last = 1e6;
    if (f.f->runs > 1) {
        fan_band(&f, offsetof(cbg_spread, q05), offsetof(cbg_spread, q95), "#fef3c7");
        fan_band(&f, offsetof(cbg_spread, q25), offsetof(cbg_spread, q75), "#fde68a");
    }
    fan_axes(&f);
    sort_by_end(&f);
    for (int k = 0; k < p->rows; k++) { /* names from below, none on top of another */
        const int a = p->order[k];
        double y = fan_y(&f, final_place(&f, a));
        if (isnan(y))
            continue; /* takes no part: no power */
        (void)snprintf(text, sizeof text, "stroke=\"%s\" stroke-width=\"1.5\" stroke-opacity=\"0.7\"", cbgi_svg_colour(a));
        path_of(&f, &turns->position[a], p->in->actors, turns->turns, text);
        y = y > last - 13 ? last - 13 : y;
        last = y;
        (void)snprintf(text, sizeof text, "font-size=\"11\" fill=\"%s\"", cbgi_svg_colour(a));
        cbgi_svg_label(p->out, p->left + WIDTH + 8, y + 4, text, actor_name(p, a, END_COLUMNS, name));
    }
    path_of(&f, turns->point, 1, turns->turns, "stroke=\"#111827\" stroke-width=\"3\"");
}

void cbgi_forecast_svg(const cbgi_forecast_report *r, int *order, cbgi_text *out)
{
    picture p = {.r = r, .e = r->study->evidence, .in = &r->study->evidence->input, .issue = r->issue, .order = order,
                 .out = out};
    p.of = r->c == NULL ? NULL : &r->c->issue[p.e->case_issue[r->issue]];
    place_rows(&p);
    make_room(&p);
    char title[CBGI_PLACE_TEXT];
    const double bottom = TOP + ROW * p.rows + 18 * r->study->models + 14, top = bottom + 130;
    const char *unit = p.of != NULL && p.of->unit != NULL ? p.of->unit : "";
    (void)snprintf(title, sizeof title, "%s%s%.200s%s%.60s%s", r->c == NULL ? "" : r->c->title,
                   r->c == NULL ? "" : ": ",
                   p.of != NULL                 ? p.of->name
                   : p.in->issue_name != NULL && strcmp(p.in->issue_name[r->issue], "issue") != 0
                       ? p.in->issue_name[r->issue]
                       : "Where the issue would end",
                   *unit == '\0' ? "" : " (", unit, *unit == '\0' ? "" : ")");
    cbgi_svg_open(out, (int)p.left + WIDTH + RIGHT, (int)(r->fan == NULL ? bottom + 100 : top + FAN + 60), title);
    upper(&p, bottom);
    if (r->fan != NULL)
        lower(&p, top);
    cbgi_text_add(out, "</svg>\n");
}
