/* What was said, row by row: one row an offer, one for all who accept it in turn and one for all who reject it. With few
 * voices the words of an offer stand beside its points; with many there is no room there, so they stand below. */
#include <stdio.h>
#include <string.h>

#include "report/talk.h"

enum { HEAD = 14, TAIL = 14, FEW_VOICES = 4, MOST_COLUMNS = 8, POINTS = 7, WHO = 10, SAYS = 10, OTHERS = 46 };

/* A row stands for entries first..end-1: a single one, or votes on one outcome that are alike. */
typedef struct row {
    uint64_t first, end, votes; /* bit v of votes: said so; 0: not a vote */
    bool deal;
} row;

static bool is_vote(const cbg_entry *e)
{
    return (e->act == CBG_ACT_ACCEPT || e->act == CBG_ACT_REJECT) && e->from != CBG_MEDIATOR;
}

/* A mediator tells what came of the votes. */
static bool is_announcement(const cbg_entry *e)
{
    return e->from == CBG_MEDIATOR && (e->act == CBG_ACT_ACCEPT || e->act == CBG_ACT_REJECT);
}

static bool same_vote(const cbg_entry *a, const cbg_entry *b)
{
    return is_vote(a) && is_vote(b) && a->outcome == b->outcome && a->round == b->round && a->phase == b->phase;
}

/* The one or two rows that begin with entry k; returns how many, and out[0].end of all of them. */
static int rows_at(const cbg_session_result *s, uint64_t k, row out[2])
{
    uint64_t end = k + 1;
    while (end < s->actions && same_vote(&s->log[k], &s->log[end]))
        end++;
    out[0] = out[1] = (row){.first = k, .end = end};
    if (!is_vote(&s->log[k])) {
        out[0].deal = s->log[k].deal != 0;
        return 1;
    }
    bool any[2] = {false, false};
    row by_act[2] = {out[0], out[0]};
    for (uint64_t e = end; e-- > k;) {
        const int side = s->log[e].act == CBG_ACT_REJECT;
        by_act[side].votes |= UINT64_C(1) << s->log[e].from;
        by_act[side].first = e;
        any[side] = true;
    }
    for (uint64_t e = k; e < end; e++) /* a deal is made by who accepts, whoever spoke last */
        by_act[!any[0]].deal = by_act[!any[0]].deal || s->log[e].deal != 0;
    int count = 0;
    for (int side = 0; side < 2; side++)
        if (any[side])
            out[count++] = by_act[side];
    return count;
}

/* Columns of points that fit. */
static int columns_of(const cbgi_talk_report *r, cbgi_style style)
{
    const int voices = r->landmarks->voices, width = style.width > 0 ? style.width : 80;
    int fit = (width - OTHERS) / POINTS;
    fit = fit < 2 ? 2 : fit > MOST_COLUMNS ? MOST_COLUMNS : fit;
    return voices < fit ? voices : fit;
}

/* Who: the speaker, or how many. */
static const char *who_of(const cbgi_talk_report *r, const row *w, char out[CBGI_TALK_WORDS])
{
    const cbg_entry *e = &r->result->log[w->first];
    const int votes = __builtin_popcountll(w->votes), voices = r->landmarks->voices;
    if (votes > 1)
        snprintf(out, CBGI_TALK_WORDS, votes == voices ? "all %d" : "%d of %d", votes, voices);
    else
        snprintf(out, CBGI_TALK_WORDS, "%s",
                 e->from == CBG_MEDIATOR ? "mediator" : cbg_talk_voice(r->talk, e->from)->id);
    return out;
}

static const char *says_of(const cbgi_talk_report *r, const row *w)
{
    const int act = r->result->log[w->first].act;
    if (__builtin_popcountll(w->votes) > 1)
        return act == CBG_ACT_ACCEPT ? "accept" : "reject";
    if (is_announcement(&r->result->log[w->first]))
        return "announces";
    return cbgi_act_words(act);
}

static cbgi_colour colour_of(const cbgi_talk_report *r, const row *w)
{
    return w->deal ? CBGI_GREEN : r->result->log[w->first].act >= CBG_ACT_END ? CBGI_RED : CBGI_PLAIN;
}

/* Points are told of offers and deals. */
static const char *points_of(const cbgi_talk_report *r, const row *w, int voice, char out[CBG_RATIONAL_TEXT])
{
    const cbg_entry *e = &r->result->log[w->first];
    if (e->outcome == CBG_NO_OUTCOME || (e->act != CBG_ACT_OFFER && !w->deal))
        return "";
    return cbgi_voice_points(r, voice, cbg_profile_value(r->landmarks->profile[voice], e->outcome), out);
}

/* Whose offer is voted on, where offers are voted on one by one; -1: there is no need to say. */
static int author_of(const cbgi_talk_report *r, uint64_t vote)
{
    const cbg_entry *log = r->result->log;
    if (log[vote].phase == 0)
        return -1;
    for (uint64_t k = vote; k-- > 0 && log[k].round + 1 >= log[vote].round;)
        if (log[k].act == CBG_ACT_OFFER && log[k].outcome == log[vote].outcome)
            return log[k].from == CBG_MEDIATOR ? -1 : log[k].from;
    return -1;
}

static void add_vote_words(const cbgi_talk_report *r, const row *w, cbgi_text *out)
{
    const int votes = __builtin_popcountll(w->votes), author = author_of(r, w->first);
    const bool list = votes > 1 && votes < r->landmarks->voices;
    if (author >= 0)
        cbgi_text_addf(out, "the offer of %s%s", cbg_talk_voice(r->talk, author)->id, list ? ": " : "");
    const char *separator = "";
    for (int v = 0; list && v < r->landmarks->voices; v++) {
        if ((w->votes >> v & 1) == 0)
            continue;
        cbgi_text_addf(out, "%s%s", separator, cbg_talk_voice(r->talk, v)->id);
        separator = ", ";
    }
}

/* What is offered or announced, or what the vote is about and who votes so. */
static void add_words(const cbgi_talk_report *r, const row *w, cbgi_text *out)
{
    const cbg_entry *e = &r->result->log[w->first];
    if (e->act == CBG_ACT_OFFER)
        cbgi_offer_words(cbg_talk_space(r->talk), e->outcome, cbgi_offer_before(r, w->first), out);
    else if (is_announcement(e))
        cbgi_text_add(out, e->act == CBG_ACT_ACCEPT ? "all take it" : "not all take it");
    else if (w->votes != 0)
        add_vote_words(r, w, out);
}

static bool begins_round(const cbgi_talk_report *r, uint64_t k)
{
    return k == 0 || r->result->log[k - 1].round != r->result->log[k].round;
}

/* --- few voices: a table --- */

static void table_row(const cbgi_talk_report *r, const row *w, int columns, bool first, cbgi_table *t)
{
    char who[CBGI_TALK_WORDS], points[CBG_RATIONAL_TEXT];
    const cbg_entry *e = &r->result->log[w->first];
    if (first)
        cbgi_table_addf(t, "%d", e->round + 1);
    else
        cbgi_table_add(t, "");
    cbgi_table_add_colour(t, CBGI_CYAN, who_of(r, w, who));
    cbgi_table_add_colour(t, colour_of(r, w), says_of(r, w));
    for (int v = 0; v < columns; v++)
        cbgi_table_add_colour(t, v == e->from && w->votes == 0 ? CBGI_BOLD : CBGI_PLAIN, points_of(r, w, v, points));
    cbgi_table_add_colour(t, CBGI_DIM, cbgi_step_words(r, w->first));
    cbgi_text words;
    cbgi_text_init(&words, NULL);
    add_words(r, w, &words);
    cbgi_table_add(t, words.length > 0 ? words.data : "");
    cbgi_text_free(&words);
}

/* --- many voices: lines, and the words below --- */

static void add_padded(cbgi_text *out, cbgi_style style, cbgi_colour colour, const char *s, int width, bool right)
{
    const int pad = width - (int)cbgi_text_columns(s);
    if (right)
        cbgi_text_addf(out, "%*s", pad > 0 ? pad : 0, "");
    cbgi_paint(out, style, colour, s);
    if (!right)
        cbgi_text_addf(out, "%*s", pad > 0 ? pad : 1, "");
}

static void line_head(const cbgi_talk_report *r, int columns, cbgi_style style, cbgi_text *out)
{
    char head[CBGI_TALK_WORDS];
    cbgi_text line;
    cbgi_text_init(&line, NULL);
    cbgi_text_add(&line, "  round  ");
    add_padded(&line, (cbgi_style){0}, CBGI_PLAIN, "who", WHO, false);
    add_padded(&line, (cbgi_style){0}, CBGI_PLAIN, "says", SAYS, false);
    for (int v = 0; v < columns; v++) {
        snprintf(head, sizeof head, "to %s", cbg_talk_voice(r->talk, v)->id);
        add_padded(&line, (cbgi_style){0}, CBGI_PLAIN, head, POINTS, true);
    }
    cbgi_text_add(&line, "  step");
    if (!line.failed)
        cbgi_paint(out, style, CBGI_DIM, line.data);
    cbgi_text_add(out, "\n");
    cbgi_text_free(&line);
}

static void line_row(const cbgi_talk_report *r, const row *w, int columns, bool first, cbgi_style style, cbgi_text *out)
{
    char who[CBGI_TALK_WORDS], points[CBG_RATIONAL_TEXT];
    const cbg_entry *e = &r->result->log[w->first];
    cbgi_text line, words;
    cbgi_text_init(&line, NULL);
    cbgi_text_init(&words, NULL);
    if (first)
        cbgi_text_addf(&line, "%7d  ", e->round + 1);
    else
        cbgi_text_add(&line, "         ");
    add_padded(&line, style, CBGI_CYAN, who_of(r, w, who), WHO, false);
    add_padded(&line, style, colour_of(r, w), says_of(r, w), SAYS, false);
    add_words(r, w, &words);
    if ((w->votes != 0 || is_announcement(e)) && !w->deal) {
        cbgi_text_add(&line, words.length > 0 ? words.data : "");
        cbgi_text_free(&words);
        cbgi_text_init(&words, NULL);
    } else if (e->outcome != CBG_NO_OUTCOME && (e->act == CBG_ACT_OFFER || w->deal)) {
        for (int v = 0; v < columns; v++)
            add_padded(&line, style, v == e->from && w->votes == 0 ? CBGI_BOLD : CBGI_PLAIN, points_of(r, w, v, points),
                       POINTS, true);
        cbgi_text_add(&line, "  ");
        cbgi_paint(&line, style, CBGI_DIM, cbgi_step_words(r, w->first));
    }
    while (line.length > 0 && line.data[line.length - 1] == ' ')
        line.data[--line.length] = '\0';
    cbgi_text_addf(out, "%s\n", line.failed ? "" : line.data);
    if (words.length > 0)
        cbgi_wrap(out, style, 9, 0, words.data);
    cbgi_text_free(&line);
    cbgi_text_free(&words);
}

/* Rows in all. */
static uint64_t count_rows(const cbg_session_result *s)
{
    uint64_t count = 0;
    row w[2];
    for (uint64_t k = 0; k < s->actions; k = w[0].end)
        count += (uint64_t)rows_at(s, k, w);
    return count;
}

static void left_out(cbgi_table *t, int columns, bool few, uint64_t rows, cbgi_text *out)
{
    if (!few) {
        cbgi_text_addf(out, "    ...  %llu more, shown with --all\n", (unsigned long long)rows);
        return;
    }
    cbgi_table_add(t, "...");
    for (int column = 1; column < columns + 4; column++)
        cbgi_table_add(t, "");
    cbgi_table_addf(t, "%llu more, shown with --all", (unsigned long long)rows);
}

static void table_head(const cbgi_talk_report *r, int columns, cbgi_table *t)
{
    char head[CBGI_TALK_WORDS];
    t->indent = 2;
    cbgi_table_add_all(t, "round", "who", "says");
    for (int v = 0; v < columns; v++) {
        snprintf(head, sizeof head, "to %s", cbg_talk_voice(r->talk, v)->id);
        cbgi_table_add(t, head);
    }
    cbgi_table_add(t, "step");
    cbgi_table_add(t, "the offer; later what changes in it");
}

static void all_rows(const cbgi_talk_report *r, int columns, bool few, cbgi_style style, cbgi_table *t, cbgi_text *out)
{
    const cbg_session_result *s = r->result;
    const uint64_t rows = count_rows(s);
    const bool cut = !r->whole && rows > HEAD + TAIL + 1;
    uint64_t number = 0;
    row w[2];
    for (uint64_t k = 0; k < s->actions; k = w[0].end) {
        const int count = rows_at(s, k, w);
        for (int part = 0; part < count; part++, number++) {
            if (cut && number == HEAD)
                left_out(t, columns, few, rows - HEAD - TAIL, out);
            if (cut && number >= HEAD && number < rows - TAIL)
                continue;
            const bool first = part == 0 && (begins_round(r, k) || (cut && number == rows - TAIL));
            if (few)
                table_row(r, &w[part], columns, first, t);
            else
                line_row(r, &w[part], columns, first, style, out);
        }
    }
}

void cbgi_talk_transcript(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out)
{
    const bool few = r->landmarks->voices <= FEW_VOICES;
    const int columns = few ? r->landmarks->voices : columns_of(r, style);
    char align[FEW_VOICES + 8] = "rll";
    cbgi_heading(out, style, "What was said");
    cbgi_table t;
    for (int v = 0; few && v < columns; v++)
        strcat(align, "r");
    strcat(align, "ll");
    cbgi_table_init(&t, style, align);
    if (few)
        table_head(r, columns, &t);
    else
        line_head(r, columns, style, out);
    all_rows(r, columns, few, style, &t, out);
    if (few)
        cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    if (columns < r->landmarks->voices)
        cbgi_wrap(out, style, 2, 0, "Points of the first voices only, for want of room; --trace FILE has those of all.");
}
