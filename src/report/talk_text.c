/* A session as a person would read it: the answer, who sat there, what was said, how good the deal is, how they moved. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/talk.h"

/* "Iran gets 62.30 and the United States 71.20" */
static void shares(const cbgi_talk_report *r, const cbg_deal *deal, cbgi_text *out)
{
    char words[CBGI_TALK_WORDS], points[CBG_RATIONAL_TEXT];
    int left = __builtin_popcountll(deal->members);
    for (int v = 0; v < r->landmarks->voices; v++) {
        if ((deal->members >> v & 1) == 0)
            continue;
        cbgi_text_addf(
            out, "%s %s%s%s", cbgi_voice_words(r, v, words),
            left == __builtin_popcountll(deal->members) ? "gets " : "",
            cbgi_voice_points(r, v, cbg_profile_value(r->landmarks->profile[v], deal->outcome), points),
            left > 2    ? ", "
            : left == 2 ? " and "
                        : "");
        left--;
    }
}

/* "The deadline was extended once, by 20 rounds; then Iran and France refused." */
static void extensions(const cbgi_talk_report *r, cbgi_text *out)
{
    const cbg_session_result *s = r->result;
    char words[CBGI_TALK_WORDS], times[32];
    if (s->asked == 0)
        return;
    snprintf(times, sizeof times, "%d times", s->extensions);
    if (s->extensions > 0)
        cbgi_text_addf(out, " The deadline was extended %s, by %d rounds",
                       s->extensions == 1   ? "once"
                       : s->extensions == 2 ? "twice"
                                            : times,
                       s->extensions * r->options->extension.rounds);
    else
        cbgi_text_add(out, " An extension was asked for");
    int left = __builtin_popcountll(s->refused);
    if (left > 0)
        cbgi_text_add(out, s->extensions > 0 ? "; then " : ", but ");
    for (int v = 0; v < r->landmarks->voices; v++)
        if ((s->refused >> v & 1) != 0) {
            left--;
            cbgi_text_addf(out, "%s%s", cbgi_voice_words(r, v, words), left > 1 ? ", " : left == 1 ? " and " : " refused");
        }
    cbgi_text_add(out, ".");
}

void cbgi_talk_answer(const cbgi_talk_report *r, cbgi_text *out)
{
    const cbg_session_result *s = r->result;
    const int rounds = r->options->rounds + s->extensions * r->options->extension.rounds;
    char words[CBGI_TALK_WORDS];
    switch (s->end) {
    case CBG_END_AGREEMENT:
        if (s->deals == 1 && __builtin_popcountll(s->deal[0].members) == r->landmarks->voices)
            cbgi_text_addf(out, "They agree in round %d of %d: ", s->deal[0].round + 1, rounds);
        else
            cbgi_text_addf(out, "Some agree, %d %s by round %d of %d: ", s->deals,
                           s->deals == 1 ? "deal" : "deals", s->rounds, rounds);
        for (int d = 0; d < s->deals; d++) {
            shares(r, &s->deal[d], out);
            cbgi_text_add(out, d + 1 < s->deals ? "; " : ".");
        }
        break;
    case CBG_END_BREAKDOWN:
        cbgi_text_addf(out, "No deal: %s walks away in round %d of %d.",
                       cbgi_voice_words(r, s->ended_by, words), s->rounds, rounds);
        break;
    case CBG_END_TIMEOUT:
        cbgi_text_addf(out, "No deal: %s after %d %s.",
                       s->spent ? "the budget of actions is used up" : "the deadline comes",
                       s->rounds, s->rounds == 1 ? "round" : "rounds");
        break;
    case CBG_END_ERROR:
        cbgi_text_addf(out, "No deal: %s fails in round %d of %d, which ends the session%s%s.",
                       cbgi_voice_words(r, s->ended_by, words), s->rounds, rounds,
                       r->failure == NULL ? "" : ": its program ", r->failure == NULL ? "" : r->failure);
        break;
    }
    if (s->end != CBG_END_AGREEMENT && r->landmarks->none)
        cbgi_text_add(out, " There was nothing to agree on: no outcome is acceptable to all.");
    extensions(r, out);
}

static void table_of_voices(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out)
{
    char points[CBG_RATIONAL_TEXT], words[CBGI_TALK_WORDS], grouped[32];
    cbgi_heading(out, style, "At the table, in the order in which they speak");
    cbgi_table t;
    cbgi_table_init(&t, style, "lllrr");
    t.indent = 2;
    cbgi_table_add_all(&t, "", "voice", "strategy", "walk-away", "outcomes it would take");
    for (int v = 0; v < r->landmarks->voices; v++) {
        const cbg_voice *voice = cbg_talk_voice(r->talk, v);
        cbgi_table_add_colour(&t, CBGI_CYAN, voice->id);
        cbgi_table_add(&t, cbgi_voice_words(r, v, words));
        cbgi_table_add(&t, voice->program->spec);
        cbgi_table_add(&t, cbgi_voice_points(r, v, voice->profile->walk_away, points));
        if (voice->profile->exact)
            cbgi_table_add(&t, cbgi_text_grouped(voice->profile->acceptable, grouped));
        else
            cbgi_table_addf(&t, "about %.3g", (double)voice->profile->acceptable);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}

static void the_deal(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out)
{
    const cbg_space *space = cbg_talk_space(r->talk);
    for (int d = 0; d < r->result->deals; d++) {
        const cbg_deal *deal = &r->result->deal[d];
        int option[CBG_ISSUES_MAX];
        cbg_space_decode(space, deal->outcome, option);
        cbgi_text head;
        cbgi_text_init(&head, NULL);
        cbgi_text_add(&head, "The deal");
        if (__builtin_popcountll(deal->members) < r->landmarks->voices) {
            cbgi_text_add(&head, " of");
            for (int v = 0; v < r->landmarks->voices; v++)
                if ((deal->members >> v & 1) != 0)
                    cbgi_text_addf(&head, " %s", cbg_talk_voice(r->talk, v)->id);
        }
        cbgi_heading(out, style, head.failed ? "" : head.data);
        cbgi_text_free(&head);
        cbgi_table t;
        cbgi_table_init(&t, style, "lll");
        t.indent = 2;
        t.header_rows = 0;
        for (int i = 0; i < space->issues; i++) {
            const cbg_issue *issue = &space->c->issue[i];
            cbgi_table_add_colour(&t, CBGI_CYAN, issue->id);
            cbgi_table_add(&t, strcmp(issue->id, issue->name) == 0 ? "" : issue->name);
            cbgi_table_addf(&t, "%s%s%s", issue->option[option[i]].name, issue->unit == NULL ? "" : " ",
                            issue->unit == NULL ? "" : issue->unit);
        }
        cbgi_table_print(&t, out);
        cbgi_table_free(&t);
    }
}

static void steps(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out)
{
    cbgi_heading(out, style, "How they moved");
    cbgi_table t;
    cbgi_table_init(&t, style, "lrrrrrrr");
    t.indent = 2;
    static const cbg_step order[CBG_STEPS] = {CBG_STEP_CONCESSION, CBG_STEP_NICE,        CBG_STEP_FORTUNATE,
                                              CBG_STEP_SELFISH,    CBG_STEP_UNFORTUNATE, CBG_STEP_SILENT};
    cbgi_table_add(&t, "steps");
    for (int k = 0; k < CBG_STEPS; k++)
        cbgi_table_add(&t, cbg_step_name(order[k]));
    cbgi_table_add(&t, "sensitivity");
    for (int v = 0; v < r->landmarks->voices; v++) {
        cbgi_table_add_colour(&t, CBGI_CYAN, cbg_talk_voice(r->talk, v)->id);
        for (int k = 0; k < CBG_STEPS; k++)
            cbgi_table_addf(&t, "%d", r->measures->steps[v][order[k]]);
        const double s = r->measures->sensitivity[v];
        if (isfinite(s))
            cbgi_table_addf(&t, "%.2f", s);
        else
            cbgi_table_add(&t, isnan(s) ? "-" : "all good");
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    cbgi_wrap(out, style, 2, 0,
              "A step counts from 0.03 of utility on. Sensitivity: steps that help the others, for each that "
              "does not.");
}

/* "IR, FR": the ids of these voices. */
static void add_voices(const cbgi_talk_report *r, uint64_t voices, cbgi_text *out)
{
    const char *between = "";
    for (int v = 0; v < r->landmarks->voices; v++) {
        if ((voices >> v & 1) == 0)
            continue;
        cbgi_text_addf(out, "%s%s", between, cbg_talk_voice(r->talk, v)->id);
        between = ", ";
    }
}

/* Rules that are not as usual: who hears whom, vetoes, powers, a budget. */
static void special_rules(const cbgi_talk_report *r, cbgi_text *out)
{
    const int n = r->landmarks->voices;
    uint64_t veto = 0;
    bool powers = false;
    for (int v = 0; v < n; v++) {
        uint64_t heard = 0;
        for (int from = 0; from < n; from++) {
            const uint64_t ears = cbg_talk_voice(r->talk, from)->heard_by;
            if (from != v && (ears == 0 || (ears >> v & 1) != 0))
                heard |= UINT64_C(1) << from;
        }
        if (__builtin_popcountll(heard) < n - 1) {
            cbgi_text_addf(out, "%s hears ", cbg_talk_voice(r->talk, v)->id);
            add_voices(r, heard, out);
            cbgi_text_add(out, heard == 0 ? "nobody. " : " only. ");
        }
        veto |= (uint64_t)cbg_talk_voice(r->talk, v)->veto << v;
        powers = powers || cbg_talk_voice(r->talk, v)->power > 1;
    }
    if (veto != 0) {
        cbgi_text_add(out, "Veto: ");
        add_voices(r, veto, out);
        cbgi_text_add(out, ". ");
    }
    for (int v = 0; powers && v < n; v++)
        cbgi_text_addf(out, "%s%s %d%s", v == 0 ? "Powers: " : "", cbg_talk_voice(r->talk, v)->id,
                       cbg_talk_voice(r->talk, v)->power, v + 1 < n ? ", " : ". ");
    if (r->options->budget > 0)
        cbgi_text_addf(out, "Budget: %llu actions. ", (unsigned long long)r->options->budget);
}

static void how(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out)
{
    const cbg_talk_options *o = r->options;
    cbgi_text words;
    cbgi_text_init(&words, NULL);
    cbgi_text_addf(&words, "How: %s, %d %s, clock %s (%s), seed %llu. ", o->protocol, o->rounds,
                   o->rounds == 1 ? "round" : "rounds",
                   cbg_clock_name(o->clock), cbg_clock_summary(o->clock), (unsigned long long)r->seed);
    special_rules(r, &words);
    if (o->extension.times > 0) {
        const uint64_t asked = o->extension.consent;
        cbgi_text_addf(&words, "The deadline can be extended by %d %s, at most %d %s, if ", o->extension.rounds,
                       o->extension.rounds == 1 ? "round" : "rounds", o->extension.times,
                       o->extension.times == 1 ? "time" : "times");
        add_voices(r, asked, &words);
        cbgi_text_add(&words, asked == 0                           ? "all consent. "
                              : __builtin_popcountll(asked) == 1 ? " consents. "
                                                                 : " consent. ");
    } else if (r->c->schedule.extension.status == CBG_EXTENSION_OFF_AGENDA)
        cbgi_text_add(&words, "An extension is off the agenda, says the case. ");
    cbgi_text_add(&words, "The same seed gives the same session on any machine.");
    cbgi_text_add(out, "\n");
    cbgi_wrap(out, style, 0, 5, words.failed ? "" : words.data);
    cbgi_text_free(&words);
}

void cbgi_talk_text(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out)
{
    cbgi_text words;
    cbgi_paint(out, style, CBGI_BOLD, r->c->title);
    cbgi_text_add(out, "\n");
    cbgi_text_init(&words, NULL);
    cbgi_talk_answer(r, &words);
    cbgi_wrap(out, style, 0, 0, words.failed ? "" : words.data);
    cbgi_text_free(&words);
    table_of_voices(r, style, out);
    if (r->result->actions > 0)
        cbgi_talk_transcript(r, style, out);
    the_deal(r, style, out);
    cbgi_talk_landmarks(r, style, out);
    steps(r, style, out);
    cbgi_talk_accuracy(r, style, out);
    how(r, style, out);
}
