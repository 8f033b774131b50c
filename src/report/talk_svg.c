/* The negotiation dance: every voice's offers as a path through the space of utilities, over the outcomes, the
 * frontier, the walk-aways and the landmarks. Utility of the first voice to the right; of the second (with more voices:
 * the mean of the others) upward. Early offers are pale, late ones strong.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/philox.h"
#include "report/svg.h"
#include "report/talk.h"

enum { SIZE = 560, LEFT = 64, TOP = 84, LEGEND = LEFT + SIZE + 32, CLOUD = 1500, FRONTIER = 4000, PATH = 600 };

#define GREY "#6b7280"
#define INK "#111827"

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

static void utilities(const cbgi_talk_report *r, uint64_t outcome, double *x, double *y)
{
    double utility[CBG_VOICES_MAX] = {0};
    for (int v = 0; v < r->landmarks->voices; v++)
        utility[v] = cbg_profile_utility(r->landmarks->profile[v], outcome);
    *x = utility[0];
    *y = second(r, utility);
}

static void place(const cbgi_talk_report *r, uint64_t outcome, double *x, double *y)
{
    double first, others;
    utilities(r, outcome, &first, &others);
    *x = x_of(first);
    *y = y_of(others);
}

/* Wide enough for the longest line of the legend. */
static int width_of(const cbgi_talk_report *r)
{
    char words[CBGI_TALK_WORDS];
    size_t longest = 26;
    for (int v = 0; v < r->landmarks->voices; v++) {
        const size_t name = cbgi_text_columns(cbgi_voice_words(r, v, words));
        const size_t spec = cbgi_text_columns(cbg_talk_voice(r->talk, v)->program->spec) * 6 / 7;
        longest = name > longest ? name : longest;
        longest = spec > longest ? spec : longest;
    }
    return LEGEND + 40 + 8 * (int)(longest < 90 ? longest : 90);
}

static void axes(const cbgi_talk_report *r, cbgi_text *out)
{
    char words[CBGI_TALK_WORDS], axis[CBGI_TALK_WORDS + 32];
    for (int k = 0; k <= 5; k++) {
        const double u = k / 5.0;
        cbgi_text_addf(out, "<path d=\"M%.1f %.1fV%.1fM%.1f %.1fH%.1f\" stroke=\"#e5e7eb\" fill=\"none\"/>\n", x_of(u),
                       y_of(0), y_of(1), x_of(0), y_of(u), x_of(1));
        cbgi_text_addf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"" GREY "\">%.1f</text>\n",
                       x_of(u), y_of(0) + 20, u);
        cbgi_text_addf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"" GREY "\">%.1f</text>\n",
                       x_of(0) - 8, y_of(u) + 4, u);
    }
    snprintf(axis, sizeof axis, "utility of %s", cbgi_voice_words(r, 0, words));
    cbgi_svg_label(out, LEFT + SIZE / 2.0, TOP + SIZE + 46, "text-anchor=\"middle\"", axis);
    if (r->landmarks->voices == 2)
        snprintf(axis, sizeof axis, "utility of %s", cbgi_voice_words(r, 1, words));
    else
        snprintf(axis, sizeof axis, "mean utility of the others");
    cbgi_text_addf(out, "<g transform=\"translate(22 %.1f) rotate(-90)\">", TOP + SIZE / 2.0);
    cbgi_svg_label(out, 0, 0, "text-anchor=\"middle\"", axis);
    cbgi_text_add(out, "</g>\n");
}

static void frame(const cbgi_talk_report *r, cbgi_text *out)
{
    cbgi_text words;
    const int tall = TOP + 38 * r->landmarks->voices + 22 * (r->result->deals + 6) + 40;
    cbgi_svg_open(out, width_of(r), tall > TOP + SIZE + 88 ? tall : TOP + SIZE + 88, r->c->title);
    cbgi_text_init(&words, NULL);
    cbgi_talk_answer(r, &words);
    if (!words.failed) { /* one line of it */
        const size_t room = 118;
        if (cbgi_text_columns(words.data) > room) {
            char *end = words.data + room;
            while (end > words.data && *end != ' ')
                end--;
            *end = '\0';
        }
        cbgi_svg_label(out, LEFT, 54, "fill=\"" GREY "\"", words.data);
    }
    cbgi_text_free(&words);
    axes(r, out);
}

/* Every outcome, or so many drawn one from each of as many equal stretches of numbers. */
static void cloud(const cbgi_talk_report *r, cbgi_text *out)
{
    const uint64_t n = cbg_talk_space(r->talk)->outcomes, step = n / CLOUD + (n % CLOUD != 0), count = n / step;
    cbgi_text_add(out, "<g fill=\"#cbd0d8\">\n");
    for (uint64_t k = 0; k < count; k++) {
        double x, y;
        place(r, k * step + (step > 1 ? cbgi_hash_words(&k, 1) % step : 0), &x, &y);
        cbgi_text_addf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\"/>\n", x, y);
    }
    cbgi_text_add(out, "</g>\n");
}

static bool shows_frontier(const cbgi_talk_report *r)
{
    const cbg_landmarks *l = r->landmarks;
    return l->voices == 2 && l->has_frontier && l->frontier_count > 0 && l->frontier_count <= FRONTIER;
}

static void walk_aways(const cbgi_talk_report *r, cbgi_text *out)
{
    const cbg_landmarks *l = r->landmarks;
    const double x = x_of(l->walk_away[0]), y = y_of(second(r, l->walk_away));
    if (l->voices == 2)
        cbgi_text_addf(out,
                       "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#16a34a\" "
                       "opacity=\".07\"/>\n",
                       x, y_of(1), x_of(1) - x, y - y_of(1));
    cbgi_text_addf(out, "<path d=\"M%.1f %.1fV%.1fM%.1f %.1fH%.1f\" stroke=\"#9ca3af\" stroke-dasharray=\"4 4\"/>\n", x,
                   y_of(0), y_of(1), x_of(0), y, x_of(1));
}

static void frontier(const cbgi_talk_report *r, cbgi_text *out)
{
    const cbg_landmarks *l = r->landmarks;
    if (!shows_frontier(r))
        return;
    cbgi_text_add(out, "<path fill=\"none\" stroke=\"#4b5563\" stroke-width=\"1.6\" stroke-linejoin=\"round\" d=\"");
    for (int64_t k = 0; k < l->frontier_count; k++)
        cbgi_text_addf(out, "%s%.1f %.1f", k == 0 ? "M" : "L", x_of(l->frontier[2 * k]), y_of(l->frontier[2 * k + 1]));
    cbgi_text_add(out, "\"/>\n");
}

/* The next offer of this voice that differs from its last one, from entry *k on; CBG_NO_OUTCOME: there is none. */
static uint64_t next_offer(const cbg_session_result *s, int voice, uint64_t last, uint64_t *k)
{
    for (; *k < s->actions; ++*k)
        if (s->log[*k].from == voice && s->log[*k].act == CBG_ACT_OFFER && s->log[*k].outcome != last)
            return s->log[*k].outcome;
    return CBG_NO_OUTCOME;
}

static int count_offers(const cbg_session_result *s, int voice)
{
    int count = 0;
    uint64_t k = 0;
    for (uint64_t o = next_offer(s, voice, CBG_NO_OUTCOME, &k); o != CBG_NO_OUTCOME; o = next_offer(s, voice, o, &k))
        count++;
    return count;
}

/* The path of a voice's offers, thinned when there are very many; the last one has a ring. */
static void dance(const cbgi_talk_report *r, int voice, cbgi_text *out)
{
    const char *colour = voice == CBG_MEDIATOR ? INK : cbgi_svg_colour(voice);
    const cbg_session_result *s = r->result;
    const int count = count_offers(s, voice), every = count / PATH + 1;
    cbgi_text dots;
    cbgi_text_init(&dots, NULL);
    uint64_t k = 0, o = next_offer(s, voice, CBG_NO_OUTCOME, &k);
    if (count > 0)
        cbgi_text_addf(out, "<path fill=\"none\" stroke=\"%s\" stroke-width=\"1.2\" opacity=\"%s\" d=\"", colour,
                       r->landmarks->voices > 2 ? ".22" : ".45");
    for (int n = 0; n < count; n++, o = next_offer(s, voice, o, &k)) {
        double x, y;
        if (n % every != 0 && n != count - 1)
            continue;
        place(r, o, &x, &y);
        cbgi_text_addf(out, "%s%.1f %.1f", n == 0 ? "M" : "L", x, y);
        const int round = s->log[k].round + 1;
        cbgi_text_addf(&dots, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" opacity=\"%.2f\"><title>round %d</title></circle>\n",
                       x, y, .25 + .75 * round / s->rounds, round);
        if (n == count - 1)
            cbgi_text_addf(&dots, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"none\" stroke=\"%s\"/>\n", x, y, colour);
    }
    if (count > 0 && !dots.failed)
        cbgi_text_addf(out, "\"/>\n<g fill=\"%s\">\n%s</g>\n", colour, dots.data);
    cbgi_text_free(&dots);
}

static void ring(cbgi_text *out, double x, double y)
{
    cbgi_text_addf(out,
                   "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"7\" fill=\"#ffffff\" fill-opacity=\".7\" stroke=\"" INK
                   "\" stroke-width=\"1.4\"/>\n",
                   x, y);
}

static void star(cbgi_text *out, double x, double y)
{
    cbgi_text_addf(out,
                   "<path transform=\"translate(%.1f %.1f)\" d=\"M0-11L3-4 11-4 5 2 7 10 0 5-7 10-5 2-11-4-3-4Z\" "
                   "fill=\"#facc15\" stroke=\"" INK "\"/>\n",
                   x, y);
}

/* Letters above a landmark, on a pale outline so that they stand out. */
static void letters(cbgi_text *out, double x, double y, const char *words)
{
    cbgi_svg_label(out, x + 8, y - 9,
                   "font-size=\"13\" font-weight=\"700\" stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\"",
                   words);
}

static void marks(const cbgi_talk_report *r, cbgi_text *out)
{
    const cbg_landmark *mark[] = {&r->landmarks->nash, &r->landmarks->kalai};
    double x[2] = {0}, y[2] = {0};
    for (int k = 0; k < 2; k++)
        if (mark[k]->exists)
            place(r, mark[k]->outcome, &x[k], &y[k]);
    const bool together = mark[0]->exists && mark[1]->exists && fabs(x[0] - x[1]) < 12 && fabs(y[0] - y[1]) < 12;
    for (int k = 0; k < 2; k++) {
        if (!mark[k]->exists)
            continue;
        ring(out, x[k], y[k]);
        if (!together || k == 1)
            letters(out, x[k], y[k], together ? "N K" : k == 0 ? "N" : "K");
    }
    for (int d = 0; d < r->result->deals; d++) {
        place(r, r->result->deal[d].outcome, &x[0], &y[0]);
        star(out, x[0], y[0]);
    }
}

/* A line of the legend about an outcome, with its utilities. */
static void legend_place(const cbgi_talk_report *r, uint64_t outcome, bool proved, const char *name, double y,
                         cbgi_text *out)
{
    char line[128];
    double first, others;
    utilities(r, outcome, &first, &others);
    snprintf(line, sizeof line, "%s  %.3f, %.3f%s", name, first, others, proved ? "" : ", best found");
    cbgi_svg_label(out, LEGEND + 16, y, "", line);
}

static double legend_voices(const cbgi_talk_report *r, double y, cbgi_text *out)
{
    char words[CBGI_TALK_WORDS];
    for (int v = 0; v < r->landmarks->voices; v++, y += 38) {
        cbgi_text_addf(out, "<circle cx=\"%d\" cy=\"%.1f\" r=\"5\" fill=\"%s\"/>\n", LEGEND, y - 4, cbgi_svg_colour(v));
        cbgi_svg_label(out, LEGEND + 16, y, "font-weight=\"600\"", cbgi_voice_words(r, v, words));
        cbgi_svg_label(out, LEGEND + 16, y + 15, "font-size=\"11\" fill=\"" GREY "\"",
                       cbg_talk_voice(r->talk, v)->program->spec);
    }
    return y + 4;
}

static void legend(const cbgi_talk_report *r, cbgi_text *out)
{
    const cbg_landmarks *l = r->landmarks;
    double y = legend_voices(r, TOP + 10, out);
    for (int d = 0; d < r->result->deals; d++, y += 22) {
        star(out, LEGEND, y - 4);
        legend_place(r, r->result->deal[d].outcome, true, "deal", y, out);
    }
    if (l->nash.exists) {
        ring(out, LEGEND, y - 4);
        legend_place(r, l->nash.outcome, l->nash.proved, "N  Nash", y, out);
        y += 22;
    }
    if (l->kalai.exists) {
        ring(out, LEGEND, y - 4);
        legend_place(r, l->kalai.outcome, l->kalai.proved, "K  Kalai-Smorodinsky", y, out);
        y += 22;
    }
    if (shows_frontier(r)) {
        cbgi_text_addf(out, "<path d=\"M%d %.1fh18\" stroke=\"#4b5563\" stroke-width=\"1.6\"/>\n", LEGEND - 9, y - 4);
        cbgi_svg_label(out, LEGEND + 16, y, "", "efficient frontier");
        y += 22;
    }
    cbgi_text_addf(out, "<path d=\"M%d %.1fh18\" stroke=\"#9ca3af\" stroke-dasharray=\"4 4\"/>\n", LEGEND - 9, y - 4);
    cbgi_svg_label(out, LEGEND + 16, y, "",
                   l->voices == 2 ? "walk-aways; green: both gain" : "walk-aways; the others' mean");
    y += 22;
    cbgi_text_addf(out, "<circle cx=\"%d\" cy=\"%.1f\" r=\"2\" fill=\"#9ca3af\"/>\n", LEGEND, y - 4);
    cbgi_svg_label(out, LEGEND + 16, y, "", cbg_talk_space(r->talk)->outcomes > CLOUD ? "outcomes (some)" : "outcomes");
    cbgi_svg_label(out, LEGEND - 6, y + 28, "font-size=\"11\" fill=\"" GREY "\"",
                   "offers: pale early, strong late, ring: last");
}

static void foot(const cbgi_talk_report *r, cbgi_text *out)
{
    char line[256];
    snprintf(line, sizeof line, "%s, %d rounds, clock %s, seed %llu", r->options->protocol, r->options->rounds,
             cbg_clock_name(r->options->clock), (unsigned long long)r->seed);
    cbgi_svg_label(out, LEFT, TOP + SIZE + 74, "font-size=\"11\" fill=\"#9ca3af\"", line);
}

void cbgi_talk_svg(const cbgi_talk_report *r, cbgi_text *out)
{
    frame(r, out);
    walk_aways(r, out);
    cloud(r, out);
    frontier(r, out);
    for (int v = 0; v < r->landmarks->voices; v++)
        dance(r, v, out);
    dance(r, CBG_MEDIATOR, out);
    marks(r, out);
    legend(r, out);
    foot(r, out);
    cbgi_text_add(out, "</svg>\n");
}
