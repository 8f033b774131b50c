/* The deal beside the landmarks: a row each, or with many voices a column each; and how far it is from them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/talk.h"

enum { MARKS = 4, VOICES_ACROSS = 8 };

typedef struct column {
    const char *name;
    cbg_landmark mark;
    double distance; /* of the deal; NaN: none */
} column;

/* Those that exist; returns how many. */
static int take_columns(const cbgi_talk_report *r, column out[MARKS])
{
    const cbg_landmarks *l = r->landmarks;
    cbg_landmark deal = {.exists = r->result->deals == 1, .proved = true};
    if (deal.exists)
        deal.outcome = r->result->deal[0].outcome;
    for (int v = 0; v < l->voices && deal.exists; v++)
        deal.utility[v] = cbg_profile_utility(l->profile[v], deal.outcome);
    const column all[MARKS] = {
        {"the deal", deal, (double)NAN},
        {"Nash", l->nash, r->measures->nash},
        {"Kalai-Smorodinsky", l->kalai, r->measures->kalai},
        {"largest sum", l->welfare, deal.exists ? cbg_distance(l, &l->welfare, deal.utility) : (double)NAN}};
    int count = 0;
    for (int k = 0; k < MARKS; k++)
        if (all[k].mark.exists)
            out[count++] = all[k];
    return count;
}

static void add_name(cbgi_table *t, const column *c)
{
    cbgi_table_addf(t, "%s%s", c->name, c->mark.proved ? "" : ", best found");
}

static void add_points(const cbgi_talk_report *r, cbgi_table *t, const column *c, int voice)
{
    char points[CBG_RATIONAL_TEXT];
    cbgi_table_add(t, cbgi_voice_points(r, voice, cbg_profile_value(r->landmarks->profile[voice], c->mark.outcome), points));
}

static void add_sum(const cbgi_talk_report *r, cbgi_table *t, const column *c)
{
    double sum = 0;
    for (int v = 0; v < r->landmarks->voices; v++)
        sum += c->mark.utility[v];
    cbgi_table_addf(t, "%.3f", sum);
}

static void add_distance(cbgi_table *t, const column *c)
{
    if (isnan(c->distance))
        cbgi_table_add(t, "");
    else
        cbgi_table_addf(t, "%.3f", c->distance);
}

static void across(const cbgi_talk_report *r, const column *c, int count, cbgi_table *t)
{
    cbgi_table_add(t, "points");
    for (int v = 0; v < r->landmarks->voices; v++)
        cbgi_table_add(t, cbg_talk_voice(r->talk, v)->id);
    cbgi_table_add(t, "sum of utilities");
    cbgi_table_add(t, "distance");
    for (int k = 0; k < count; k++) {
        add_name(t, &c[k]);
        for (int v = 0; v < r->landmarks->voices; v++)
            add_points(r, t, &c[k], v);
        add_sum(r, t, &c[k]);
        add_distance(t, &c[k]);
    }
}

static void down(const cbgi_talk_report *r, const column *c, int count, cbgi_table *t)
{
    cbgi_table_add(t, "points");
    for (int k = 0; k < count; k++)
        add_name(t, &c[k]);
    for (int v = 0; v < r->landmarks->voices; v++) {
        cbgi_table_add_colour(t, CBGI_CYAN, cbg_talk_voice(r->talk, v)->id);
        for (int k = 0; k < count; k++)
            add_points(r, t, &c[k], v);
    }
    cbgi_table_add(t, "sum of utilities");
    for (int k = 0; k < count; k++)
        add_sum(r, t, &c[k]);
    if (r->result->deals != 1)
        return;
    cbgi_table_add(t, "distance");
    for (int k = 0; k < count; k++)
        add_distance(t, &c[k]);
}

static void add_agreements(const cbg_landmarks *l, cbgi_text *out)
{
    char grouped[32];
    if (l->counted)
        cbgi_text_addf(out, "%s outcomes are acceptable to all.", cbgi_text_grouped(l->agreements, grouped));
    else if (l->agreements > 1)
        cbgi_text_addf(out, "Between %.3g and %.3g outcomes are acceptable to all.", (double)l->agreements,
                       l->agreements_most);
    else
        cbgi_text_addf(out, "%s outcomes acceptable to all were not counted; there are at most %.3g.",
                       l->agreements == 1 ? "The" : "No agreement was found; the", l->agreements_most);
}

static void remarks(const cbgi_talk_report *r, const column *c, int count, cbgi_style style, cbgi_text *out)
{
    const cbg_landmarks *l = r->landmarks;
    cbgi_text words;
    cbgi_text_init(&words, NULL);
    if (r->result->deals == 1 && !isnan(r->measures->pareto)) {
        if (r->measures->pareto < 1e-9)
            cbgi_text_add(&words, "The deal is efficient: no outcome is better for one and worse for none. ");
        else
            cbgi_text_addf(&words, "The deal is %.3f from the nearest efficient outcome. ", r->measures->pareto);
    }
    add_agreements(l, &words);
    if (!l->has_frontier)
        cbgi_text_add(&words, " The efficient frontier was not listed.");
    cbgi_text_add(&words, " Distances are in utilities of 0 to 1.");
    bool proved = true;
    for (int k = 0; k < count; k++)
        proved = proved && c[k].mark.proved;
    if (!proved)
        cbgi_text_add(&words, " Best found: the search ended before it was proved that nothing is better.");
    cbgi_wrap(out, style, 2, 0, words.failed ? "" : words.data);
    cbgi_text_free(&words);
}

void cbgi_talk_landmarks(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out)
{
    const int voices = r->landmarks->voices;
    cbgi_heading(out, style, r->result->deals == 1 ? "How good the deal is" : "What was there to be had");
    if (r->landmarks->none) {
        cbgi_wrap(out, style, 2, 0,
                  "No outcome is acceptable to all: \"coburg analyze\" says what stands in the way; "
                  "--without-red-lines and --walk-away try what would open it.");
        return;
    }
    column c[MARKS];
    const int count = take_columns(r, c);
    char align[VOICES_ACROSS + 4] = "l";
    const bool wide = voices <= VOICES_ACROSS;
    memset(align + 1, 'r', (size_t)(wide ? voices + 2 : count));
    cbgi_table t;
    cbgi_table_init(&t, style, align);
    t.indent = 2;
    if (wide)
        across(r, c, count, &t);
    else
        down(r, c, count, &t);
    if (count > 0)
        cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    remarks(r, c, count, style, out);
}
