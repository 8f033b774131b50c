/* The graph of a small conflict: states in a ring, an arrow for every improvement in the colour of who moves, thin lines for
 * moves that nobody gains by. States that hold are filled, the darker the more concepts; the status quo has a second ring. */
#include <stdio.h>
#include <string.h>

#include "report/stability.h"
#include "report/svg.h"

enum { CENTRE_X = 380, CENTRE_Y = 370, RADIUS = 270, NODE = 23, WIDTH = 1010, HEIGHT = 720, LEGEND = 730 };

static const double pi = 3.14159265358979323846;

/* By series, so that pictures are the same bytes everywhere; 0 <= x <= 2 pi. */
static void turn(double x, double *cosine, double *sine)
{
    double c = 1, s = 0, term = 1;
    const double y = x - pi; /* cos x = -cos y, sin x = -sin y */
    for (int k = 1; k < 40; k++) {
        term *= y / k;
        if (k % 2 == 0)
            c += k % 4 == 0 ? term : -term;
        else
            s += k % 4 == 1 ? term : -term;
    }
    *cosine = -c;
    *sine = -s;
}

/* Clockwise from the top. */
static void place(const cbg_graph *g, uint32_t state, double *x, double *y)
{
    double c, s;
    turn(2 * pi * state / cbg_graph_states(g), &c, &s);
    *x = CENTRE_X + RADIUS * s;
    *y = CENTRE_Y - RADIUS * c;
}

/* From node to node, bent to the right of its direction so that there and back are apart. */
static void arrow(const cbg_graph *g, uint32_t from, uint32_t to, int maker, bool gains, cbgi_text *out)
{
    double x, y, u, v;
    place(g, from, &x, &y);
    place(g, to, &u, &v);
    const double mx = (x + u) / 2 - (v - y) * 0.12, my = (y + v) / 2 + (u - x) * 0.12;
    if (gains)
        cbgi_text_addf(
            out,
            "<path d=\"M%.1f %.1fQ%.1f %.1f %.1f %.1f\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\" "
            "marker-end=\"url(#m%d)\"/>\n",
            x, y, mx, my, u, v, cbgi_svg_colour(maker), maker);
    else
        cbgi_text_addf(out, "<path d=\"M%.1f %.1fQ%.1f %.1f %.1f %.1f\" fill=\"none\" stroke=\"#d1d5db\"/>\n",
                       x, y, mx, my, u, v);
}

static bool improves(const cbg_graph *g, int maker, uint32_t from, uint32_t to)
{
    return (cbg_graph_compare(g, maker, from, to) & (CBG_BETTER | CBG_MUCH_BETTER)) != 0;
}

/* First the moves that nobody gains by, then the others above them. */
static void arrows(const cbg_graph *g, cbgi_text *out)
{
    uint32_t move[CBGI_SVG_STATES_MAX];
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < cbg_graph_makers(g); i++)
            for (uint32_t s = 0; s < cbg_graph_states(g); s++) {
                const uint32_t n = cbg_graph_moves(g, i, s, move);
                for (uint32_t k = 0; k < n; k++)
                    if (improves(g, i, s, move[k]) == (pass == 1))
                        arrow(g, s, move[k], i, pass == 1, out);
            }
}

static void markers(const cbg_graph *g, cbgi_text *out)
{
    cbgi_text_add(out, "<defs>\n");
    for (int i = 0; i < cbg_graph_makers(g); i++)
        cbgi_text_addf(
            out,
            "<marker id=\"m%d\" viewBox=\"0 0 10 10\" refX=\"%d\" refY=\"5\" markerWidth=\"7\" "
            "markerHeight=\"7\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L10 5L0 10z\" "
            "fill=\"%s\"/></marker>\n",
            i, 10 + NODE * 10 / 7, cbgi_svg_colour(i));
    cbgi_text_add(out, "</defs>\n");
}

static void node(const cbgi_stability_report *r, uint32_t state, cbgi_text *out)
{
    const cbg_graph *g = r->g;
    char pattern[CBG_CONFLICT_OPTIONS_MAX + 1], number[16];
    double x, y;
    const int asked = cbgi_stability_asked(r), held = cbgi_stability_held(r, state);
    place(g, state, &x, &y);
    if ((int64_t)state == cbg_graph_status_quo(g))
        cbgi_text_addf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"none\" stroke=\"#1f2937\"/>\n",
                       x, y, NODE + 5);
    cbgi_text_addf(out,
                   "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"#ffffff\" stroke=\"#1f2937\" "
                   "stroke-width=\"1.5\"/>\n<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"#16a34a\" "
                   "fill-opacity=\"%.2f\"/>\n",
                   x, y, NODE, x, y, NODE, held == 0 ? 0.0 : 0.2 + 0.6 * held / asked);
    snprintf(number, sizeof number, "%u", (unsigned)state + 1);
    cbgi_svg_label(out, x, y + 5, "text-anchor=\"middle\" font-weight=\"600\"", number);
    const double out_x = CENTRE_X + (x - CENTRE_X) * 1.15, out_y = CENTRE_Y + (y - CENTRE_Y) * 1.15;
    cbgi_svg_label(out, out_x, out_y + 4, "text-anchor=\"middle\" font-size=\"11\" fill=\"#6b7280\"",
                   cbgi_state_pattern(g, state, pattern));
}

/* What the numbers are, as many as there is room for. */
static void legend(const cbgi_stability_report *r, cbgi_text *out)
{
    const cbg_graph *g = r->g;
    double y = 70;
    for (int i = 0; i < cbg_graph_makers(g); i++, y += 22) {
        cbgi_text_addf(out, "<path d=\"M%d %.1fh28\" stroke=\"%s\" stroke-width=\"2.5\"/>\n", LEGEND, y - 4,
                       cbgi_svg_colour(i));
        cbgi_svg_label(out, LEGEND + 36, y, "", cbg_graph_maker_name(g, i));
    }
    cbgi_text_addf(out, "<path d=\"M%d %.1fh28\" stroke=\"#d1d5db\"/>\n", LEGEND, y - 4);
    cbgi_svg_label(out, LEGEND + 36, y, "", "a move without gain");
    y += 22;
    cbgi_text_addf(out, "<circle cx=\"%d\" cy=\"%.1f\" r=\"8\" fill=\"#16a34a\" fill-opacity=\"0.8\"/>\n",
                   LEGEND + 14, y - 4);
    cbgi_svg_label(out, LEGEND + 36, y, "", "holds, paler: under fewer concepts");
    y += 22;
    cbgi_text_addf(out, "<circle cx=\"%d\" cy=\"%.1f\" r=\"8\" fill=\"none\" stroke=\"#1f2937\"/>\n",
                   LEGEND + 14, y - 4);
    cbgi_svg_label(out, LEGEND + 36, y, "", "second ring: the status quo");
    y += 34;
    for (int o = 0; o < cbg_graph_options(g) && y < HEIGHT - 12; o++, y += 19) {
        char line[120];
        snprintf(line, sizeof line, "letter %d: %.40s", o + 1, cbg_graph_option_name(g, o));
        cbgi_svg_label(out, LEGEND, y, "font-size=\"12\"", line);
    }
    for (uint32_t s = 0; !cbg_graph_option_form(g) && s < cbg_graph_states(g) && y < HEIGHT - 12;
         s++, y += 19) {
        char line[120];
        snprintf(line, sizeof line, "%u: %.40s", (unsigned)s + 1, cbg_graph_state_name(g, s));
        cbgi_svg_label(out, LEGEND, y, "font-size=\"12\"", line);
    }
}

void cbgi_stability_svg(const cbgi_stability_report *r, cbgi_text *out)
{
    cbgi_svg_open(out, WIDTH, HEIGHT, r->c->title);
    markers(r->g, out);
    arrows(r->g, out);
    for (uint32_t s = 0; s < cbg_graph_states(r->g); s++)
        node(r, s, out);
    legend(r, out);
    cbgi_text_add(out, "</svg>\n");
}
