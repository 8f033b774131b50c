/* The negotiation dance: every voice's offers as a path through the space of utilities, over the outcomes, the
 * frontier, the walk-aways and the landmarks. Utility of the first voice to the right; of the second (with more voices:
 * the mean of the others) upward. Early offers are pale, late ones strong.
 */
#include <stdio.h>

#include "report/svg.h"
#include "report/talk.h"

enum { SIZE = 560, LEFT = 64, TOP = 56, CLOUD = 1500, FRONTIER = 4000 };

/* Where a pair of utilities lies. */
static double x_of(double u)
{
    return LEFT + SIZE * (u < 0 ? 0 : u > 1 ? 1 : u);
}

static double y_of(double u)
{
    return TOP + SIZE * (1 - (u < 0 ? 0 : u > 1 ? 1 : u));
}

static double second(const cbgi_talk_report *r, const double *utility)
{
    double sum = 0;
    for (int v = 1; v < r->landmarks->voices; v++)
        sum += utility[v];
    return sum / (r->landmarks->voices - 1);
}

static void place(const cbgi_talk_report *r, uint64_t outcome, double *x, double *y)
{
    double utility[CBG_VOICES_MAX] = {0};
    for (int v = 0; v < r->landmarks->voices; v++)
        utility[v] = cbg_profile_utility(r->landmarks->profile[v], outcome);
    *x = x_of(utility[0]);
    *y = y_of(second(r, utility));
}

static void frame(const cbgi_talk_report *r, cbgi_text *out)
{
    char words[CBGI_TALK_WORDS], axis[CBGI_TALK_WORDS + 32];
    cbgi_svg_open(out, LEFT + SIZE + 220, TOP + SIZE + 64, r->c->title);
    for (int k = 0; k <= 5; k++) {
        const double u = k / 5.0;
        cbgi_text_addf(out, "<path d=\"M%.1f %.1fV%.1fM%.1f %.1fH%.1f\" stroke=\"#e5e7eb\" fill=\"none\"/>\n",
                       x_of(u), y_of(0), y_of(1), x_of(0), y_of(u), x_of(1));
        cbgi_text_addf(out,
                       "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#6b7280\">%.1f</text>\n",
                       x_of(u), y_of(0) + 20, u);
        cbgi_text_addf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"#6b7280\">%.1f</text>\n",
                       x_of(0) - 8, y_of(u) + 4, u);
    }
    snprintf(axis, sizeof axis, "utility of %s", cbgi_voice_words(r, 0, words));
    cbgi_svg_label(out, LEFT + SIZE / 2.0, TOP + SIZE + 46, "text-anchor=\"middle\"", axis);
    if (r->landmarks->voices == 2)
        snprintf(axis, sizeof axis, "utility of %s", cbgi_voice_words(r, 1, words));
    else
        snprintf(axis, sizeof axis, "mean utility of the others");
    cbgi_text_addf(out, "<g transform=\"translate(20 %.1f) rotate(-90)\">", TOP + SIZE / 2.0);
    cbgi_svg_label(out, 0, 0, "text-anchor=\"middle\"", axis);
    cbgi_text_add(out, "</g>\n");
}

/* Every n-th outcome, so that large spaces stay small pictures. */
static void cloud(const cbgi_talk_report *r, cbgi_text *out)
{
    const uint64_t n = cbg_talk_space(r->talk)->outcomes, step = n / CLOUD + 1, count = n / step;
    cbgi_text_add(out, "<g fill=\"#d1d5db\">\n");
    for (uint64_t k = 0; k < count; k++) {
        double x, y;
        place(r, k * step, &x, &y);
        cbgi_text_addf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\"/>\n", x, y);
    }
    cbgi_text_add(out, "</g>\n");
}

static void frontier(const cbgi_talk_report *r, cbgi_text *out)
{
    const cbg_landmarks *l = r->landmarks;
    if (l->voices == 2 && l->has_frontier && l->frontier_count <= FRONTIER) {
        cbgi_text_add(out, "<path fill=\"none\" stroke=\"#6b7280\" stroke-width=\"1.5\" d=\"");
        for (int64_t k = 0; k < l->frontier_count; k++)
            cbgi_text_addf(out, "%s%.1f %.1f", k == 0 ? "M" : "L", x_of(l->frontier[2 * k]),
                           y_of(l->frontier[2 * k + 1]));
        cbgi_text_add(out, "\"/>\n");
    }
    const double x = x_of(l->walk_away[0]), y = y_of(second(r, l->walk_away));
    cbgi_text_addf(
        out,
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#16a34a\" opacity=\".07\"/>\n", x,
        y_of(1), x_of(1) - x, y - y_of(1));
    cbgi_text_addf(
        out, "<path d=\"M%.1f %.1fV%.1fM%.1f %.1fH%.1f\" stroke=\"#9ca3af\" stroke-dasharray=\"4 4\"/>\n", x,
        y_of(0), y_of(1), x_of(0), y, x_of(1));
}

static void dance(const cbgi_talk_report *r, int voice, cbgi_text *out)
{
    const char *colour = voice == CBG_MEDIATOR ? "#111827" : cbgi_svg_colour(voice);
    const cbg_session_result *s = r->result;
    cbgi_text_addf(out, "<path fill=\"none\" stroke=\"%s\" stroke-width=\"1.2\" opacity=\".5\" d=\"", colour);
    double x, y;
    int count = 0;
    uint64_t last = CBG_NO_OUTCOME;
    for (uint64_t k = 0; k < s->actions; k++) {
        if (s->log[k].from != voice || s->log[k].act != CBG_ACT_OFFER || s->log[k].outcome == last)
            continue;
        last = s->log[k].outcome;
        place(r, last, &x, &y);
        cbgi_text_addf(out, "%s%.1f %.1f", count++ == 0 ? "M" : "L", x, y);
    }
    cbgi_text_add(out, count == 0 ? "M0 0\"/>\n" : "\"/>\n");
    last = CBG_NO_OUTCOME;
    for (uint64_t k = 0; k < s->actions; k++) {
        if (s->log[k].from != voice || s->log[k].act != CBG_ACT_OFFER || s->log[k].outcome == last)
            continue;
        last = s->log[k].outcome;
        place(r, last, &x, &y);
        cbgi_text_addf(out,
                       "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.2\" fill=\"%s\" opacity=\"%.2f\"><title>round "
                       "%d</title></circle>\n",
                       x, y, colour, .35 + .65 * (s->log[k].round + 1) / s->rounds, s->log[k].round + 1);
    }
}

static void mark(const cbgi_talk_report *r, const cbg_landmark *m, const char *letter, cbgi_text *out)
{
    double x, y;
    if (!m->exists)
        return;
    place(r, m->outcome, &x, &y);
    cbgi_text_addf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"7\" fill=\"none\" stroke=\"#111827\"/>\n", x, y);
    cbgi_text_addf(out, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"12\" font-weight=\"600\">%s</text>\n", x + 9,
                   y - 6, letter);
}

static void legend(const cbgi_talk_report *r, cbgi_text *out)
{
    char words[CBGI_TALK_WORDS];
    const double x = LEFT + SIZE + 24;
    double y = TOP + 12;
    for (int v = 0; v < r->landmarks->voices; v++, y += 40) {
        cbgi_text_addf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\"/>\n", x, y - 4,
                       cbgi_svg_colour(v));
        cbgi_svg_label(out, x + 12, y, "font-weight=\"600\"", cbgi_voice_words(r, v, words));
        cbgi_svg_label(out, x + 12, y + 16, "font-size=\"11\" fill=\"#6b7280\"",
                       cbg_talk_voice(r->talk, v)->program->spec);
    }
    static const char *const lines[] = {"N  Nash solution", "K  Kalai-Smorodinsky", "star: the deal",
                                        "line: efficient frontier", "green: above the walk-aways"};
    for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++, y += 19)
        cbgi_svg_label(out, x, y + 8, "fill=\"#6b7280\"", lines[k]);
}

void cbgi_talk_svg(const cbgi_talk_report *r, cbgi_text *out)
{
    frame(r, out);
    cloud(r, out);
    frontier(r, out);
    for (int v = 0; v < r->landmarks->voices; v++)
        dance(r, v, out);
    dance(r, CBG_MEDIATOR, out);
    mark(r, &r->landmarks->nash, "N", out);
    mark(r, &r->landmarks->kalai, "K", out);
    for (int d = 0; d < r->result->deals; d++) {
        double x, y;
        place(r, r->result->deal[d].outcome, &x, &y);
        cbgi_text_addf(
            out,
            "<path transform=\"translate(%.1f %.1f)\" d=\"M0-11L3-4 11-4 5 2 7 10 0 5-7 10-5 2-11-4-3-4Z\" "
            "fill=\"#facc15\" stroke=\"#111827\"/>\n",
            x, y);
    }
    legend(r, out);
    cbgi_text_add(out, "</svg>\n");
}
