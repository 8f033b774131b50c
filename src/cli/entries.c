/* Who enters a tournament: strategies and cases from the command line. */
#include <stdlib.h>
#include <string.h>

#include "cli/tournament.h"
#include "coburg/terms.h"

enum { SPEC_BYTES = 256 };
/* Tables are kept from counting to playing while all of them together stay below so many values. */
#define KEPT_VALUES UINT64_C(20000000)
#define SESSIONS_MAX INT64_C(100000000)

/* ---- strategies ---- */

static bool add_strategy(cbgi_cli *cli, cbgi_entry_list *e, const char **spec, const char *text, size_t length)
{
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length == 0 || length >= SPEC_BYTES || e->programs == CBG_PROGRAMS_MAX) {
        cbgi_cli_usage(cli, length == 0 ? "--strategies takes names with commas between, such as boulware,conceder"
                            : length >= SPEC_BYTES ? "--strategies: \"%.*s...\" is too long for a strategy"
                                                   : "--strategies takes at most 256 strategies",
                       40, text);
        return false;
    }
    spec[e->programs] = cbgi_arena_copy(&e->programme.arena, text, length);
    if (spec[e->programs] == NULL) {
        cbgi_cli_fail(cli, CBG_NO_MEMORY, NULL);
        return false;
    }
    for (int k = 0; k < e->programs; k++)
        if (strcmp(spec[k], spec[e->programs]) == 0) {
            cbgi_cli_usage(cli, "--strategies: %s is there twice", spec[k]);
            return false;
        }
    if (cbgi_agent_is(spec[e->programs])) {
        cbgi_cli_usage(cli, "--strategies: %s is a program of its own; those play in \"coburg talk\" only", spec[e->programs]);
        return false;
    }
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    const cbg_status status = cbg_program_parse(spec[e->programs], &cli->exec, &e->program[e->programs], &diags);
    if (status != CBG_OK)
        cbgi_cli_fail(cli, status, &diags);
    else
        e->programs++;
    return status == CBG_OK;
}

/* Commas within parentheses belong to a strategy. */
static bool split_strategies(cbgi_cli *cli, cbgi_entry_list *e, const char **spec, const char *list)
{
    int depth = 0;
    const char *begin = list;
    for (const char *at = list;; at++) {
        depth += (*at == '(') - (*at == ')');
        if (depth < 0 || (*at == '\0' && depth > 0)) {
            cbgi_cli_usage(cli, "--strategies: parentheses do not match in \"%s\"", list);
            return false;
        }
        if (*at != '\0' && (*at != ',' || depth > 0))
            continue;
        if (!add_strategy(cli, e, spec, begin, (size_t)(at - begin)))
            return false;
        if (*at == '\0')
            return true;
        begin = at + 1;
    }
}

static bool take_strategies(cbgi_cli *cli, cbgi_entry_list *e, cbg_tournament_options *o)
{
    const char **spec = cbgi_arena_array(&e->programme.arena, CBG_PROGRAMS_MAX, sizeof *spec);
    if (spec == NULL)
        return false;
    if (!cbgi_cli_has(cli, "strategies", NULL)) {
        cbgi_cli_usage(cli, "--strategies is missing: name some of \"coburg list strategies\", such as "
                            "--strategies boulware,conceder, or all");
        return false;
    }
    for (int k = 0; k < cli->given_count; k++) {
        if (strcmp(cli->given[k].option->name, "strategies") != 0)
            continue;
        if (strcmp(cli->given[k].value, "all") == 0) {
            for (int s = 0; s < cbg_strategy_count(); s++) {
                const char *name = cbg_strategy_at(s)->part.name;
                if (!add_strategy(cli, e, spec, name, strlen(name)))
                    return false;
            }
        } else if (!split_strategies(cli, e, spec, cli->given[k].value)) {
            return false;
        }
    }
    o->programs = e->programs;
    o->spec = spec;
    return true;
}

/* ---- options ---- */

static bool take_pairing(cbgi_cli *cli, cbg_tournament_options *o)
{
    const char *value = NULL;
    o->self_play = cbgi_cli_has(cli, "self-play", NULL);
    if (!cbgi_cli_has(cli, "tuples", &value) || strcmp(value, "all") == 0)
        return true;
    if (strcmp(value, "duels") == 0) {
        o->pairing = CBG_PAIRING_DUELS;
        return true;
    }
    char *end;
    const unsigned long long sample = strtoull(value, &end, 10);
    if (*value < '1' || *value > '9' || *end != '\0' || sample > (UINT64_C(1) << 50)) {
        cbgi_cli_usage(cli, "--tuples takes all, duels or a number of matches to draw, not \"%s\"", value);
        return false;
    }
    o->pairing = CBG_PAIRING_SAMPLED;
    o->sample = sample;
    return true;
}

/* "2/5" */
static bool take_shard(cbgi_cli *cli, cbgi_tournament_plan *plan)
{
    const char *value = NULL;
    if (!cbgi_cli_has(cli, "shard", &value))
        return true;
    char *slash, *end = NULL;
    plan->shard = strtoull(value, &slash, 10);
    if (*slash == '/')
        plan->shards = strtoull(slash + 1, &end, 10);
    if (*value < '0' || *value > '9' || end == NULL || *end != '\0' || slash[1] < '0' || slash[1] > '9' ||
        plan->shard < 1 || plan->shard > plan->shards || plan->shards > 1000000) {
        cbgi_cli_usage(cli, "--shard takes PART/PARTS such as 2/5, not \"%s\"", value);
        return false;
    }
    return true;
}

/* What else changes the outcome, for the manifest. */
static bool take_settings(cbgi_cli *cli, cbgi_programme *p)
{
    static const char *const name[] = {"party", "budget", "hears", "veto", "power", "extend", "without-red-lines", "walk-away", "raise-walk-aways"};
    const char **setting = cbgi_arena_array(&p->arena, CBGI_GIVEN_MAX, sizeof *setting);
    if (setting == NULL)
        return false;
    for (int k = 0; k < cli->given_count; k++) {
        const cbgi_given *g = &cli->given[k];
        for (size_t i = 0; i < sizeof name / sizeof *name; i++)
            if (strcmp(g->option->name, name[i]) == 0)
                setting[p->plan.settings++] =
                    cbgi_arena_format(&p->arena, g->value == NULL ? "%s" : "%s=%s", name[i], g->value);
        if (strcmp(g->option->name, "party") == 0 && strchr(g->value, '=') != NULL) {
            cbgi_cli_usage(cli, "--party says who has a voice, not with which strategy: leave out \"%s\"",
                           strchr(g->value, '='));
            return false;
        }
    }
    p->plan.setting = setting;
    return !p->arena.failed;
}

/* ---- tables ---- */

void cbgi_entries_clear(cbgi_entry_list *e, int table)
{
    cbgi_table_case *k = &e->table[table];
    if (k->sitting != NULL)
        cbgi_sitting_free(k->sitting);
    free(k->sitting);
    cbg_case_free(k->c);
    *k = (cbgi_table_case){NULL, NULL};
}

cbgi_sitting *cbgi_entries_table(cbgi_cli *cli, cbgi_entry_list *e, int table)
{
    cbgi_table_case *k = &e->table[table];
    if (k->sitting != NULL)
        return k->sitting;
    e->one = *cli;
    e->one.arg = &cli->arg[table];
    e->one.arg_count = 1;
    k->c = cbgi_cli_read_case(&e->one, 0);
    if (k->c == NULL)
        return NULL;
    k->sitting = malloc(sizeof *k->sitting);
    if (k->sitting == NULL) {
        cbgi_cli_fail(cli, CBG_NO_MEMORY, NULL);
        return NULL;
    }
    if (!cbgi_sitting_set(&e->one, k->c, k->sitting)) {
        cbgi_entries_clear(e, table);
        return NULL;
    }
    return k->sitting;
}

static void describe(cbgi_entry_list *e, int table, cbgi_played_case *out, cbg_table_shape *shape)
{
    static const double zero[CBG_VOICES_MAX];
    const cbgi_sitting *s = e->table[table].sitting;
    const cbg_case *c = s->c;
    cbgi_arena *arena = &e->programme.arena;
    const char **party = cbgi_arena_array(arena, (size_t)s->voices, sizeof *party);
    for (int v = 0; v < s->voices && party != NULL; v++)
        party[v] = cbgi_arena_string(arena, s->voice[v].id);
    *out = (cbgi_played_case){
        .title = cbgi_arena_string(arena, c->title),
        .hash = cbgi_arena_string(arena, cbg_case_hash(c)),
        .outcomes = cbgi_arena_string(arena, s->space->outcomes_text),
        .agreements = s->landmarks->agreements,
        .counted = s->landmarks->counted,
        .party = party,
        .zero_pareto = cbg_nano(cbg_distance_pareto(s->landmarks, zero)),
        .zero_nash = cbg_nano(cbg_distance(s->landmarks, &s->landmarks->nash, zero)),
    };
    for (int k = 0; k < s->scenario.seat_count; k++)
        out->discounted = out->discounted || c->preference[s->scenario.party[k]].discount.given;
    if (!arena->failed)
        *shape = (cbg_table_shape){s->voices, cbgi_case_key(out->hash)};
}

static bool take_tables(cbgi_cli *cli, cbgi_entry_list *e, cbg_tournament_options *o)
{
    cbgi_arena *arena = &e->programme.arena;
    if (cli->arg_count > CBG_TABLES_MAX) {
        cbgi_cli_usage(cli, "at most %d cases", (int)CBG_TABLES_MAX);
        return false;
    }
    cbgi_played_case *played = cbgi_arena_array(arena, (size_t)cli->arg_count, sizeof *played);
    cbg_table_shape *shape = cbgi_arena_array(arena, (size_t)cli->arg_count, sizeof *shape);
    e->table = cbgi_arena_array(arena, (size_t)cli->arg_count, sizeof *e->table);
    if (arena->failed)
        return cbgi_cli_fail(cli, CBG_NO_MEMORY, NULL) < 0;
    e->tables = cli->arg_count;
    uint64_t kept = 0;
    for (int k = 0; k < e->tables; k++) {
        const cbgi_sitting *s = cbgi_entries_table(cli, e, k);
        if (s == NULL)
            return false;
        describe(e, k, &played[k], &shape[k]);
        if (arena->failed)
            return cbgi_cli_fail(cli, CBG_NO_MEMORY, NULL) < 0;
        for (int before = 0; before < k; before++)
            if (strcmp(played[before].hash, played[k].hash) == 0) {
                cbgi_cli_usage(cli, "%s and %s are the same case", cli->arg[before], cli->arg[k]);
                return false;
            }
        e->options = s->options;
        if (s->profile[0]->value != NULL)
            kept += s->space->outcomes * (uint64_t)s->voices;
        if (kept > KEPT_VALUES)
            cbgi_entries_clear(e, k);
    }
    e->programme.plan.played = played;
    o->tables = e->tables;
    o->table = shape;
    return true;
}

/* Refuses what would run for days by mistake. */
static bool bounded(cbgi_cli *cli, const cbgi_programme *p)
{
    int64_t most = SESSIONS_MAX;
    if (!cbgi_cli_integer(cli, "max-sessions", 1, INT64_MAX, &most))
        return false;
    uint64_t first, end;
    char count[32], limit[32];
    cbgi_programme_part(p, &first, &end);
    const uint64_t sessions = cbg_tournament_first(p->t, end) - cbg_tournament_first(p->t, first);
    if (sessions > (uint64_t)most) {
        cbgi_cli_usage(cli,
                       "that would be %s sessions, more than %s: play --tuples duels or --tuples 1000 matches drawn at "
                       "random, fewer repetitions, or allow it with --max-sessions",
                       cbgi_text_grouped(sessions, count), cbgi_text_grouped((uint64_t)most, limit));
        return false;
    }
    if (p->plan.traces && sessions > 100000) {
        cbgi_cli_usage(cli, "--traces of %s sessions would be as many files; 100,000 at most",
                       cbgi_text_grouped(sessions, count));
        return false;
    }
    return true;
}

bool cbgi_entries_set(cbgi_cli *cli, cbgi_entry_list *e)
{
    int64_t seed = 1, repeat = 1;
    cbg_tournament_options o = {0};
    cbgi_programme *p = &e->programme;
    memset(e, 0, sizeof *e);
    cbgi_programme_init(p);
    p->plan.traces = cbgi_cli_has(cli, "traces", NULL);
    if (p->plan.traces && !cbgi_cli_has(cli, "out", NULL)) {
        cbgi_cli_usage(cli, "--traces needs --out DIR to put them");
        return false;
    }
    if (!cbgi_cli_integer(cli, "seed", 0, INT64_MAX, &seed) ||
        !cbgi_cli_integer(cli, "repeat", 1, INT64_C(1) << 50, &repeat) || !take_strategies(cli, e, &o) ||
        !take_pairing(cli, &o) || !take_shard(cli, &p->plan) || !take_settings(cli, p) || !take_tables(cli, e, &o))
        return false;
    o.seed = (uint64_t)seed;
    o.repeat = (uint64_t)repeat;
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    const cbg_status status = cbg_tournament_make(&o, NULL, &p->t, &diags);
    if (status != CBG_OK) {
        cbgi_cli_fail(cli, status, &diags);
        return false;
    }
    p->plan.t = p->t;
    p->plan.protocol = cbgi_arena_string(&p->arena, e->options.protocol);
    p->plan.clock = cbg_clock_name(e->options.clock);
    p->plan.rounds = e->options.rounds;
    if (!cbgi_programme_name(p) || p->plan.protocol == NULL)
        return cbgi_cli_fail(cli, CBG_NO_MEMORY, NULL) < 0;
    return bounded(cli, p);
}

void cbgi_entries_free(cbgi_entry_list *e)
{
    for (int k = 0; k < e->tables; k++)
        cbgi_entries_clear(e, k);
    for (int k = 0; k < e->programs; k++)
        cbg_program_free(e->program[k]);
    cbgi_programme_free(&e->programme);
}
