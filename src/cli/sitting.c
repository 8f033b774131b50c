/* Sets a table: who sits there (parties, or blocs that speak as one), with which strategies, under which rules. */
#include "cli/sitting.h"

#include <string.h>

#include "base/decimal.h"

enum { ID_BYTES = 128, SPEC_BYTES = 256 };

bool cbgi_sitting_options(cbgi_cli *cli, cbg_talk_options *out)
{
    int64_t rounds = 100, budget = 0;
    const char *clock = NULL;
    *out = (cbg_talk_options){.protocol = "saop"};
    (void)cbgi_cli_has(cli, "protocol", &out->protocol);
    if (!cbgi_cli_integer(cli, "rounds", 1, CBG_ROUNDS_MAX, &rounds) ||
        !cbgi_cli_integer(cli, "budget", 1, INT64_MAX, &budget))
        return false;
    out->rounds = (int)rounds;
    out->budget = (uint64_t)budget;
    if (!cbgi_cli_has(cli, "clock", &clock))
        return true;
    for (int k = 0; k < CBG_CLOCKS; k++) {
        if (strcmp(clock, cbg_clock_name((cbg_clock)k)) == 0) {
            out->clock = (cbg_clock)k;
            return true;
        }
    }
    cbgi_cli_usage(cli, "--clock takes genius, negolog or full, not \"%s\"", clock);
    return false;
}

int cbgi_sitting_find(const cbgi_sitting *s, const char *id, size_t length)
{
    for (int v = 0; v < s->voices; v++)
        if (strlen(s->voice[v].id) == length && strncmp(s->voice[v].id, id, length) == 0)
            return v;
    return -1;
}

/* Seats in `party` whoever speaks with the voice `id`: a party, or the members of a bloc. Returns how many, 0: no such. */
static int members_of(cbgi_cli *cli, const cbg_case *c, const char *id, int *party, const char **name)
{
    const int p = cbg_case_find_party(c, id), b = cbg_case_find_bloc(c, id);
    if (p >= 0) {
        *party = p;
        *name = c->party[p].id;
        return 1;
    }
    if (b >= 0) {
        memcpy(party, c->bloc[b].member, (size_t)c->bloc[b].member_count * sizeof *party);
        *name = c->bloc[b].id;
        return c->bloc[b].member_count;
    }
    const char *known[2 * CBG_SEATS_MAX];
    int count = 0;
    for (int k = 0; k < c->party_count && count < CBG_SEATS_MAX; k++)
        known[count++] = c->party[k].id;
    for (int k = 0; k < c->bloc_count && count < 2 * CBG_SEATS_MAX; k++)
        known[count++] = c->bloc[k].id;
    const int near = cbgi_text_nearest(id, known, count);
    if (near >= 0) {
        cbgi_cli_usage(cli, "the case has no party or bloc \"%s\"; did you mean %s?", id, known[near]);
        return 0;
    }
    cbgi_text all;
    cbgi_text_init(&all, NULL);
    for (int k = 0; k < count; k++)
        cbgi_text_addf(&all, "%s%s", k == 0 ? "" : ", ", known[k]);
    cbgi_cli_usage(cli, "the case has no party or bloc \"%s\" (it has %s)", id, all.failed ? known[0] : all.data);
    cbgi_text_free(&all);
    return 0;
}

/* Everybody who is to sit there, in speaking order. */
typedef struct places {
    int count, first[CBG_VOICES_MAX + 1];
    int party[CBG_SEATS_MAX];
    const char *id[CBG_VOICES_MAX], *spec[CBG_VOICES_MAX];
} places;

static bool add_place(cbgi_cli *cli, const cbg_case *c, const char *id, const char *spec, places *p)
{
    int party[CBG_SEATS_MAX];
    const int at = p->count == 0 ? 0 : p->first[p->count];
    if (c->party_count > CBG_SEATS_MAX || p->count == CBG_VOICES_MAX) {
        cbgi_cli_usage(cli, "at most %d parties can talk", CBG_SEATS_MAX);
        return false;
    }
    const int n = members_of(cli, c, id, party, &p->id[p->count]);
    for (int k = 0; k < n; k++) {
        for (int before = 0; before < at; before++) {
            if (p->party[before] == party[k]) {
                cbgi_cli_usage(cli, "%s is at the table twice", c->party[party[k]].id);
                return false;
            }
        }
        p->party[at + k] = party[k];
    }
    p->first[p->count] = at;
    p->spec[p->count] = spec;
    p->first[++p->count] = at + n;
    return n > 0;
}

/* Says how to seat somebody else when one voice would talk to itself. */
static bool in_company(cbgi_cli *cli, const cbg_case *c, const places *p)
{
    if (p->count != 1)
        return true;
    const bool talk = strcmp(cli->command->name, "talk") == 0; /* a tournament seats by --strategies */
    int other = 0;
    for (int k = 0; k < p->first[1]; k++) {
        if (p->party[k] == other) {
            other++;
            k = -1;
        }
    }
    if (other < c->party_count)
        cbgi_cli_usage(cli, "only %s is at the table: seat somebody else with another --party, such as %s%s", p->id[0],
                       c->party[other].id, talk ? ", or all of them with --others STRATEGY" : "");
    else
        cbgi_cli_usage(cli, "everybody speaks with the one voice of %s: a talk needs at least two", p->id[0]);
    return false;
}

/* --party ID=SPEC, in the order given; without any, all parties of the case. --others seats whoever is left. */
static bool take_places(cbgi_cli *cli, const cbg_case *c, places *p)
{
    char id[ID_BYTES];
    const char *others = NULL;
    const bool fill = cbgi_cli_has(cli, "others", &others);
    memset(p, 0, sizeof *p);
    for (int k = 0; k < cli->given_count; k++) {
        if (strcmp(cli->given[k].option->name, "party") != 0)
            continue;
        const char *value = cli->given[k].value, *equals = strchr(value, '=');
        const size_t n = equals == NULL ? strlen(value) : (size_t)(equals - value);
        if (n >= sizeof id) {
            cbgi_cli_usage(cli, "--party takes PARTY=STRATEGY, not \"%s\"", value);
            return false;
        }
        memcpy(id, value, n);
        id[n] = '\0';
        if (!add_place(cli, c, id, equals == NULL ? "boulware" : equals + 1, p))
            return false;
    }
    if (p->count > 0 && !fill)
        return in_company(cli, c, p);
    for (int k = 0; k < c->party_count; k++) {
        bool seated = false;
        for (int before = 0; before < (p->count == 0 ? 0 : p->first[p->count]); before++)
            seated = seated || p->party[before] == k;
        if (!seated && !add_place(cli, c, c->party[k].id, others == NULL ? "boulware" : others, p))
            return false;
    }
    return true;
}

/* --patience SECONDS: how long a program may think. */
static bool read_patience(cbgi_cli *cli, double *out)
{
    const char *value = NULL;
    cbg_rational seconds = {10, 1};
    if (cbgi_cli_has(cli, "patience", &value) &&
        (cbgi_rational_typed(value, &seconds) != CBG_OK || cbg_rational_double(seconds) < 0.001 ||
         cbg_rational_double(seconds) > 86400)) {
        cbgi_cli_usage(cli, "--patience takes seconds, 0.001 to 86400, not \"%s\"", value);
        return false;
    }
    *out = cbg_rational_double(seconds);
    return true;
}

static bool seat_voice(cbgi_cli *cli, const places *p, int v, cbgi_sitting *s, cbg_diags *diags)
{
    int seat[CBG_SEATS_MAX];
    const int count = p->first[v + 1] - p->first[v];
    for (int k = 0; k < count; k++)
        seat[k] = p->first[v] + k;
    double patience_s = 0;
    cbg_status status = CBG_OK;
    if (!read_patience(cli, &patience_s))
        return false;
    if (cbgi_agent_is(p->spec[v]) && strspn(strchr(p->spec[v], ':') + 1, " ") == strlen(strchr(p->spec[v], ':') + 1)) {
        cbgi_cli_usage(cli, "--party %s=exec: needs a command, such as exec:./my_agent", p->id[v]);
        return false;
    }
    if (!cbgi_agent_is(p->spec[v]))
        status = cbg_program_parse(p->spec[v], &cli->exec, &s->program[v], diags);
    else if ((s->agent[v] = cbgi_agent_start(p->spec[v], p->id[v], patience_s)) == NULL)
        status = CBG_NO_MEMORY;
    if (status == CBG_OK)
        status = cbg_profile_build(s->space, seat, count, &cli->exec, &s->profile[v]);
    if (status == CBG_TOO_LARGE && diags->count == 0) {
        cbg_diag *d = cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0},
                                    "%s outcomes are too many for a talk", s->space->outcomes_text);
        cbg_diag_hint(d,
                      "with interactions, boxes, tables or constraints it takes at most %llu outcomes; without them "
                      "as many as fit 64 bits, about 1.8e19",
                      (unsigned long long)CBG_TABLE_MAX);
    }
    if (status != CBG_OK) {
        cbgi_cli_fail(cli, status, diags);
        return false;
    }
    s->voice[v] = (cbg_voice){.id = p->id[v],
                              .profile = s->profile[v],
                              .program = s->agent[v] != NULL ? &s->agent[v]->program : s->program[v]};
    s->voices = v + 1;
    return true;
}

bool cbgi_sitting_set(cbgi_cli *cli, const cbg_case *c, cbgi_sitting *out)
{
    places p;
    cbg_diags diags;
    memset(out, 0, sizeof *out);
    out->c = c;
    if (!cbgi_sitting_options(cli, &out->options) || !take_places(cli, c, &p))
        return false;
    cbg_diags_init(&diags, cli->arg[cbgi_cli_case_argument(cli)]);
    cbg_status status = cbg_scenario_init(c, &out->scenario, &diags);
    if (status == CBG_OK)
        status = cbg_scenario_seat(c, p.party, p.first[p.count], &out->scenario, &diags);
    if (status == CBG_OK && !cbgi_cli_what_if(cli, c, &out->scenario))
        return false;
    if (status == CBG_OK)
        status = cbg_space_build(c, &out->scenario, &cli->exec, &out->space, &diags);
    if (status != CBG_OK) {
        cbgi_cli_fail(cli, status, &diags);
        return false;
    }
    for (int v = 0; v < p.count; v++)
        if (!seat_voice(cli, &p, v, out, &diags))
            return false;
    if (!cbgi_sitting_rules(cli, out))
        return false;
    status = cbg_talk_build(out->voice, out->voices, &out->options, &cli->exec, &out->talk, &diags);
    if (status == CBG_OK)
        status = cbg_landmarks_build(cbg_talk_profiles(out->talk), out->voices, &cli->exec, &out->landmarks);
    if (status != CBG_OK)
        cbgi_cli_fail(cli, status, &diags);
    return status == CBG_OK;
}

void cbgi_sitting_free(cbgi_sitting *sitting)
{
    cbg_landmarks_free(sitting->landmarks);
    cbg_talk_free(sitting->talk);
    for (int v = 0; v < CBG_VOICES_MAX; v++) {
        cbg_profile_free(sitting->profile[v]);
        cbg_program_free(sitting->program[v]);
        cbgi_agent_stop(sitting->agent[v]);
    }
    cbg_space_free(sitting->space);
}
