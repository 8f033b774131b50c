/* A tournament for programs: its manifest, the ranking as CSV and as JSON. */
#include <math.h>
#include <stdio.h>

#include "report/tournament.h"

static void put_strings(cbgi_json *json, const char *key, const char *const *text, int count)
{
    cbgi_json_put_open_line(json, key, '[');
    for (int k = 0; k < count; k++)
        cbgi_json_string(json, text[k]);
    cbgi_json_close(json, ']');
}

static void put_cases(const cbgi_tournament_plan *plan, cbgi_json *json)
{
    const cbg_tournament_options *o = cbg_tournament_options_of(plan->t);
    cbgi_json_put_open(json, "cases", '[');
    for (int k = 0; k < o->tables; k++) {
        const cbgi_played_case *c = &plan->played[k];
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "case", c->title);
        cbgi_json_put_string(json, "sha256", c->hash);
        cbgi_json_put_string(json, "outcomes", c->outcomes);
        cbgi_json_put_uint(json, "agreements", c->agreements);
        cbgi_json_put_bool(json, "agreements_counted", c->counted);
        put_strings(json, "parties", c->party, o->table[k].voices);
        cbgi_json_put_uint(json, "matches", cbg_tournament_matches(plan->t, k));
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_plan(const cbgi_tournament_plan *plan, cbgi_json *json)
{
    const cbg_tournament_options *o = cbg_tournament_options_of(plan->t);
    put_strings(json, "strategies", o->spec, o->programs);
    put_cases(plan, json);
    cbgi_json_put_string(json, "protocol", plan->protocol);
    cbgi_json_put_int(json, "rounds", plan->rounds);
    cbgi_json_put_string(json, "clock", plan->clock);
    put_strings(json, "options", plan->setting, plan->settings);
    cbgi_json_put_uint(json, "repeat", o->repeat);
    cbgi_json_put_uint(json, "seed", o->seed);
    cbgi_json_put_string(json, "tuples", cbg_pairing_name(o->pairing));
    cbgi_json_put_uint(json, "sample", o->pairing == CBG_PAIRING_SAMPLED ? o->sample : 0);
    cbgi_json_put_bool(json, "self_play", o->self_play);
    cbgi_json_put_uint(json, "sessions", cbg_tournament_sessions(plan->t));
}

void cbgi_tournament_manifest(const cbgi_tournament_plan *plan, cbgi_text *out)
{
    cbgi_json json;
    cbgi_json_init(&json, out);
    cbgi_json_open(&json, '{');
    cbgi_json_put_string(&json, "program", "coburg");
    cbgi_json_put_string(&json, "version", plan->version);
    put_plan(plan, &json);
    cbgi_json_put_bool(&json, "traces", plan->traces);
    cbgi_json_put_uint(&json, "shard", plan->shard);
    cbgi_json_put_uint(&json, "shards", plan->shards);
    cbgi_json_close(&json, '}');
    cbgi_text_add(out, "\n");
}

/* ---- ranking ---- */

typedef struct column {
    const char *name;
    double value;
} column;

enum { COLUMNS = 17 };

static void describe(const cbg_placing *s, column out[COLUMNS])
{
    const column all[COLUMNS] = {{"utility", s->utility},
                                 {"utility_low", s->low},
                                 {"utility_high", s->high},
                                 {"gain", s->gain},
                                 {"advantage", s->advantage},
                                 {"others_utility", s->others},
                                 {"agreement_rate", s->agreement},
                                 {"welfare", s->welfare},
                                 {"distance_pareto", s->pareto},
                                 {"distance_nash", s->nash},
                                 {"distance_kalai_smorodinsky", s->kalai},
                                 {"time", s->deadline},
                                 {"welch_t", s->welch_t},
                                 {"welch_df", s->welch_df},
                                 {"welch_p", s->welch_p},
                                 {"bootstrap_p", s->bootstrap_p},
                                 {NULL, 0}};
    for (int k = 0; k < COLUMNS; k++)
        out[k] = all[k];
}

void cbgi_ranking_csv(const cbgi_tournament_report *r, cbgi_text *out)
{
    column c[COLUMNS];
    const char *const *spec = cbg_tournament_options_of(r->plan->t)->spec;
    describe(&r->ranking->placing[0], c);
    cbgi_text_add(out, "rank,strategy,seats,matches,failed,best_rank,worst_rank");
    for (int k = 0; c[k].name != NULL; k++)
        cbgi_text_addf(out, ",%s", c[k].name);
    cbgi_text_add(out, "\n");
    for (int k = 0; k < r->ranking->count; k++) {
        const cbg_placing *s = &r->ranking->placing[k];
        cbgi_text_addf(out, "%d,", s->rank);
        cbgi_csv(out, spec[s->program], false);
        cbgi_text_addf(out, "%llu,%llu,%llu,%d,%d", (unsigned long long)s->seats, (unsigned long long)s->matches,
                       (unsigned long long)s->failed, s->best, s->worst);
        describe(s, c);
        for (int i = 0; c[i].name != NULL; i++) {
            if (isfinite(c[i].value))
                cbgi_text_addf(out, ",%.9g", c[i].value);
            else
                cbgi_text_add(out, ",");
        }
        cbgi_text_add(out, "\n");
    }
}

static void put_matrix(const cbgi_tournament_report *r, cbgi_json *json)
{
    const cbg_tournament_options *o = cbg_tournament_options_of(r->plan->t);
    cbgi_json_put_open(json, "utility_against", '[');
    for (int a = 0; a < o->programs; a++) {
        cbgi_json_open_line(json, '[');
        for (int b = 0; b < o->programs; b++)
            cbgi_json_double(json, cbg_tally_against(r->tally, a, b));
        cbgi_json_close(json, ']');
    }
    cbgi_json_close(json, ']');
    cbgi_json_put_open(json, "utility_in_case", '[');
    for (int a = 0; a < o->programs; a++) {
        cbgi_json_open_line(json, '[');
        for (int k = 0; k < o->tables; k++)
            cbgi_json_double(json, cbg_tally_at_table(r->tally, a, k));
        cbgi_json_close(json, ']');
    }
    cbgi_json_close(json, ']');
}

void cbgi_tournament_json(const cbgi_tournament_report *r, cbgi_json *json)
{
    column c[COLUMNS];
    const char *const *spec = cbg_tournament_options_of(r->plan->t)->spec;
    put_plan(r->plan, json);
    cbgi_json_put_uint(json, "played", cbg_tally_sessions(r->tally));
    cbgi_json_put_open_line(json, "ended", '{');
    for (int k = 0; k < 4; k++)
        cbgi_json_put_uint(json, cbg_end_name((cbg_end)k), cbg_tally_ended(r->tally, (cbg_end)k));
    cbgi_json_close(json, '}');
    cbgi_json_put_bool(json, "repetitions_differ", cbg_tally_varied(r->tally));
    cbgi_json_put_int(json, "bootstrap_blocks", r->ranking->blocks);
    cbgi_json_put_open(json, "ranking", '[');
    for (int k = 0; k < r->ranking->count; k++) {
        const cbg_placing *s = &r->ranking->placing[k];
        cbgi_json_open(json, '{');
        cbgi_json_put_int(json, "rank", s->rank);
        cbgi_json_put_string(json, "strategy", spec[s->program]);
        cbgi_json_put_uint(json, "seats", s->seats);
        cbgi_json_put_uint(json, "matches", s->matches);
        cbgi_json_put_uint(json, "failed", s->failed);
        cbgi_json_put_int(json, "best_rank", s->best);
        cbgi_json_put_int(json, "worst_rank", s->worst);
        describe(s, c);
        for (int i = 0; c[i].name != NULL; i++) {
            cbgi_json_put_double(json, c[i].name, c[i].value);
        }
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    put_matrix(r, json);
}
