/* A session for programs: one CSV line an action, and JSON. */
#include <stdio.h>

#include "report/talk.h"

static const char *speaker(const cbgi_talk_report *r, const cbg_entry *e)
{
    return e->from == CBG_MEDIATOR ? "mediator" : cbg_talk_voice(r->talk, e->from)->id;
}

static void options_of(const cbg_space *space, uint64_t outcome, cbgi_text *out)
{
    int option[CBG_ISSUES_MAX];
    cbg_space_decode(space, outcome, option);
    for (int i = 0; i < space->issues; i++)
        cbgi_text_addf(out, "%s%d", i == 0 ? "" : " ", option[i]);
}

void cbgi_talk_trace(const cbgi_talk_report *r, cbgi_text *out)
{
    char head[CBGI_TALK_WORDS];
    cbgi_text_add(out, "round,phase,action,party,act,outcome,options,step,deal,");
    for (int v = 0; v < r->landmarks->voices; v++) {
        snprintf(head, sizeof head, "utility %s", cbg_talk_voice(r->talk, v)->id);
        cbgi_csv(out, head, v + 1 == r->landmarks->voices);
    }
    for (uint64_t k = 0; k < r->result->actions; k++) {
        const cbg_entry *e = &r->result->log[k];
        cbgi_text_addf(out, "%d,%d,%llu,", e->round + 1, e->phase, (unsigned long long)(k + 1));
        cbgi_csv(out, speaker(r, e), false);
        cbgi_text_addf(out, "%s,", cbgi_act_words(e->act));
        const bool about = e->outcome != CBG_NO_OUTCOME;
        if (about)
            cbgi_text_addf(out, "%llu,", (unsigned long long)e->outcome);
        else
            cbgi_text_add(out, ",");
        if (about)
            options_of(cbg_talk_space(r->talk), e->outcome, out);
        cbgi_text_addf(out, ",%s,%d", cbgi_step_words(r, k), e->deal);
        for (int v = 0; v < r->landmarks->voices; v++) {
            if (about)
                cbgi_text_addf(out, ",%.6f", cbg_profile_utility(r->landmarks->profile[v], e->outcome));
            else
                cbgi_text_add(out, ",");
        }
        cbgi_text_add(out, "\n");
    }
}

static void put_outcome(const cbgi_talk_report *r, cbgi_json *json, uint64_t outcome)
{
    const cbg_space *space = cbg_talk_space(r->talk);
    int option[CBG_ISSUES_MAX];
    cbg_space_decode(space, outcome, option);
    cbgi_json_put_uint(json, "outcome", outcome);
    cbgi_json_put_open_line(json, "options", '{');
    for (int i = 0; i < space->issues; i++)
        cbgi_json_put_string(json, space->c->issue[i].id, space->c->issue[i].option[option[i]].name);
    cbgi_json_close(json, '}');
    cbgi_json_put_open_line(json, "utility", '{');
    for (int v = 0; v < r->landmarks->voices; v++)
        cbgi_json_put_double(json, cbg_talk_voice(r->talk, v)->id,
                             cbg_profile_utility(r->landmarks->profile[v], outcome));
    cbgi_json_close(json, '}');
}

static void put_voices(const cbgi_talk_report *r, cbgi_json *json)
{
    cbgi_json_put_open(json, "voices", '[');
    for (int v = 0; v < r->landmarks->voices; v++) {
        const cbg_voice *voice = cbg_talk_voice(r->talk, v);
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "id", voice->id);
        cbgi_json_put_string(json, "strategy", voice->program->spec);
        cbgi_json_put_double(json, "walk_away", r->landmarks->walk_away[v]);
        cbgi_json_put_uint(json, "acceptable", voice->profile->acceptable);
        cbgi_json_put_bool(json, "acceptable_exact", voice->profile->exact);
        cbgi_json_put_double(json, "utility", r->measures->utility[v]);
        cbgi_json_put_double(json, "gain", r->measures->gain[v]);
        cbgi_json_put_open_line(json, "steps", '{');
        for (int k = 0; k < CBG_STEPS; k++)
            cbgi_json_put_int(json, cbg_step_name((cbg_step)k), r->measures->steps[v][k]);
        cbgi_json_close(json, '}');
        cbgi_json_put_double(json, "sensitivity", r->measures->sensitivity[v]);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_log(const cbgi_talk_report *r, cbgi_json *json)
{
    cbgi_json_put_open(json, "log", '[');
    for (uint64_t k = 0; k < r->result->actions; k++) {
        const cbg_entry *e = &r->result->log[k];
        cbgi_json_open_line(json, '{');
        cbgi_json_put_int(json, "round", e->round + 1);
        cbgi_json_put_string(json, "party", speaker(r, e));
        cbgi_json_put_string(json, "act", cbgi_act_words(e->act));
        if (e->outcome != CBG_NO_OUTCOME)
            cbgi_json_put_uint(json, "outcome", e->outcome);
        if (*cbgi_step_words(r, k) != '\0')
            cbgi_json_put_string(json, "step", cbgi_step_words(r, k));
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_landmark(const cbgi_talk_report *r, cbgi_json *json, const char *key,
                         const cbg_landmark *mark)
{
    cbgi_json_key(json, key);
    if (!mark->exists) {
        cbgi_json_null(json);
        return;
    }
    cbgi_json_open(json, '{');
    cbgi_json_put_bool(json, "proved", mark->proved);
    put_outcome(r, json, mark->outcome);
    cbgi_json_close(json, '}');
}

void cbgi_talk_json(const cbgi_talk_report *r, cbgi_json *json)
{
    const cbg_session_result *s = r->result;
    cbgi_json_put_string(json, "protocol", r->options->protocol);
    cbgi_json_put_int(json, "rounds", r->options->rounds);
    cbgi_json_put_string(json, "clock", cbg_clock_name(r->options->clock));
    cbgi_json_put_uint(json, "seed", r->seed);
    cbgi_json_put_string(json, "end", cbg_end_name(s->end));
    if (s->end == CBG_END_ERROR)
        cbgi_json_put_string(json, "failure", r->failure);
    cbgi_json_put_string(json, "ended_by", s->ended_by < 0 ? NULL : cbg_talk_voice(r->talk, s->ended_by)->id);
    cbgi_json_put_int(json, "rounds_played", s->rounds);
    cbgi_json_put_int(json, "extensions", s->extensions);
    cbgi_json_put_int(json, "extensions_asked", s->asked);
    cbgi_json_put_open_line(json, "extension_refused_by", '[');
    for (int v = 0; v < r->landmarks->voices; v++)
        if ((s->refused >> v & 1) != 0)
            cbgi_json_string(json, cbg_talk_voice(r->talk, v)->id);
    cbgi_json_close(json, ']');
    cbgi_json_put_bool(json, "budget_spent", s->spent);
    cbgi_json_put_open(json, "deals", '[');
    for (int d = 0; d < s->deals; d++) {
        cbgi_json_open(json, '{');
        cbgi_json_put_int(json, "round", s->deal[d].round + 1);
        cbgi_json_put_open_line(json, "members", '[');
        for (int v = 0; v < r->landmarks->voices; v++)
            if ((s->deal[d].members >> v & 1) != 0)
                cbgi_json_string(json, cbg_talk_voice(r->talk, v)->id);
        cbgi_json_close(json, ']');
        put_outcome(r, json, s->deal[d].outcome);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_put_double(json, "welfare", r->measures->welfare);
    cbgi_json_put_double(json, "product", r->measures->product);
    cbgi_json_put_double(json, "distance_pareto", r->measures->pareto);
    cbgi_json_put_double(json, "distance_nash", r->measures->nash);
    cbgi_json_put_double(json, "distance_kalai_smorodinsky", r->measures->kalai);
    cbgi_json_put_uint(json, "agreements", r->landmarks->agreements);
    cbgi_json_put_bool(json, "agreements_counted", r->landmarks->counted);
    put_landmark(r, json, "nash", &r->landmarks->nash);
    put_landmark(r, json, "kalai_smorodinsky", &r->landmarks->kalai);
    put_landmark(r, json, "largest_sum", &r->landmarks->welfare);
    put_voices(r, json);
    cbgi_talk_accuracy_json(r, json);
    put_log(r, json);
}
