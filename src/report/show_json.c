/* The case as JSON: everything that the text shows, whole. */
#include "report/show.h"

static void put_names(cbgi_json *json, const char *key, const cbg_names *names)
{
    cbgi_json_put_open_line(json, key, '[');
    for (int k = 0; k < names->count; k++)
        cbgi_json_string(json, names->item[k]);
    cbgi_json_close(json, ']');
}

static void put_time(cbgi_json *json, const char *key, const cbg_time *t)
{
    cbgi_json_put_string(json, key, t->given ? t->text : NULL);
}

/* null when the file does not state it. */
static void put_number(cbgi_json *json, const char *key, const cbg_number *number)
{
    cbgi_json_key(json, key);
    if (number->given)
        cbgi_json_rational(json, number->value);
    else
        cbgi_json_null(json);
}

static void put_letter(cbgi_json *json, const char *key, char letter)
{
    const char text[] = {letter, '\0'};
    cbgi_json_put_string(json, key, letter == '\0' ? NULL : text);
}

static void begin(cbgi_json *json, const char *key)
{
    cbgi_json_put_open(json, key, '[');
}

static void put_parties(const cbg_case *c, const double *heat, cbgi_json *json)
{
    begin(json, "parties");
    for (int p = 0; p < c->party_count; p++) {
        const cbg_party *party = &c->party[p];
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "id", party->id);
        cbgi_json_put_string(json, "name", party->name);
        put_names(json, "heads", &party->heads);
        cbgi_json_put_string(json, "bloc", party->bloc < 0 ? NULL : c->bloc[party->bloc].id);
        cbgi_json_put_rational(json, "walk_away", party->walk_away.value);
        cbgi_json_put_open_line(json, "heat", '{');
        for (int i = 0; i < c->issue_count; i++) {
            cbgi_json_put_double(json, c->issue[i].id, heat[p * c->issue_count + i]);
        }
        cbgi_json_close(json, '}');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_outside(const cbg_case *c, cbgi_json *json)
{
    begin(json, "stakeholders");
    for (int k = 0; k < c->stakeholder_count; k++) {
        const cbg_stakeholder *s = &c->stakeholder[k];
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "id", s->id);
        cbgi_json_put_string(json, "name", s->name);
        cbgi_json_put_string(json, "role", s->role);
        put_number(json, "salience", &s->salience);
        put_names(json, "heads", &s->heads);
        put_names(json, "source", &s->source);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    begin(json, "influence");
    for (int k = 0; k < c->influence_count; k++) {
        const cbg_influence *e = &c->influence[k];
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "from",
                             e->from_party >= 0 ? c->party[e->from_party].id
                                                : c->stakeholder[e->from_stakeholder].id);
        cbgi_json_put_string(json, "to", c->party[e->to_party].id);
        cbgi_json_put_string(json, "effect", e->raises ? "raises" : "lowers");
        put_number(json, "strength", &e->strength);
        cbgi_json_put_open_line(json, "issues", '[');
        for (int i = 0; i < e->issue_count; i++)
            cbgi_json_string(json, c->issue[e->issue[i]].id);
        cbgi_json_close(json, ']');
        put_names(json, "source", &e->source);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_schedule(const cbg_case *c, cbgi_json *json)
{
    const cbg_schedule *s = &c->schedule;
    cbgi_json_put_open(json, "schedule", '{');
    put_time(json, "began", &s->began);
    put_time(json, "deadline", &s->deadline);
    cbgi_json_put_string(json, "venue", s->venue);
    cbgi_json_put_string(json, "goal", s->goal);
    begin(json, "history");
    for (int k = 0; k < s->milestone_count; k++) {
        const cbg_milestone *m = &s->milestone[k];
        cbgi_json_open_line(json, '{');
        put_time(json, "date", &m->time);
        cbgi_json_put_string(json, "event", m->event);
        put_time(json, "deadline", &m->deadline);
        put_names(json, "source", &m->source);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    begin(json, "sessions");
    for (int k = 0; k < s->session_count; k++) {
        const cbg_session *m = &s->session[k];
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "id", m->id);
        cbgi_json_put_string(json, "kind", cbgi_session_kind(m->kind));
        cbgi_json_put_string(json, "status", cbgi_session_status(m->status));
        put_time(json, "date", &m->time);
        cbgi_json_put_string(json, "venue", m->venue);
        put_names(json, "with", &m->with);
        put_names(json, "people", &m->people);
        put_names(json, "source", &m->source);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_put_string(json, "extension", cbgi_extension_words(s->extension.status));
    put_names(json, "extension_claims", &s->extension.claims);
    put_number(json, "extension_rounds", &s->extension.rounds);
    put_number(json, "extension_times", &s->extension.times);
    cbgi_json_close(json, '}');
}

static void put_relation(const cbg_case *c, cbgi_json *json, const char *key, int count, const int *list)
{
    cbgi_json_put_open_line(json, key, '[');
    for (int k = 0; k < count; k++)
        cbgi_json_string(json, c->claim[list[k]].id);
    cbgi_json_close(json, ']');
}

static void put_claims(const cbg_case *c, cbgi_json *json)
{
    begin(json, "claims");
    for (int k = 0; k < c->claim_count; k++) {
        const cbg_claim *claim = &c->claim[k];
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "id", claim->id);
        cbgi_json_put_string(json, "source", claim->source < 0 ? NULL : c->source[claim->source].id);
        cbgi_json_put_string(json, "by", claim->by);
        cbgi_json_put_string(json, "says", claim->says);
        put_names(json, "about", &claim->about);
        put_letter(json, "reliability", claim->reliability);
        put_letter(json, "credibility", claim->credibility);
        cbgi_json_put_string(json, "standing", cbgi_standing(claim->standing));
        put_relation(c, json, "corroborated_by", claim->corroborated_by_count, claim->corroborated_by);
        put_relation(c, json, "contested_by", claim->contested_by_count, claim->contested_by);
        put_relation(c, json, "contradicted_by", claim->contradicted_by_count, claim->contradicted_by);
        cbgi_json_put_string(json, "verdict",
                             claim->verdict == CBG_VERDICT_OPEN ? NULL : cbgi_verdict(claim->verdict));
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_sources(const cbg_case *c, cbgi_json *json)
{
    begin(json, "sources");
    for (int k = 0; k < c->source_count; k++) {
        const cbg_source *s = &c->source[k];
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "id", s->id);
        cbgi_json_put_string(json, "name", s->name);
        cbgi_json_put_string(json, "kind", s->kind);
        put_letter(json, "reliability", s->reliability);
        cbgi_json_put_string(json, "origin", s->origin);
        cbgi_json_put_string(json, "bias", s->bias);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_issues(const cbg_case *c, cbgi_json *json)
{
    begin(json, "issues");
    for (int i = 0; i < c->issue_count; i++) {
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "id", c->issue[i].id);
        cbgi_json_put_string(json, "name", c->issue[i].name);
        cbgi_json_put_string(json, "unit", c->issue[i].unit);
        cbgi_json_put_open_line(json, "options", '[');
        for (int o = 0; o < c->issue[i].option_count; o++)
            cbgi_json_string(json, c->issue[i].option[o].name);
        cbgi_json_close(json, ']');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_red_lines(const cbg_case *c, cbgi_json *json)
{
    begin(json, "red_lines");
    for (int r = 0; r < c->red_line_count; r++) {
        const cbg_red_line *line = &c->red_line[r];
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "party", c->party[line->party].id);
        cbgi_json_put_open(json, "accepts", '{');
        for (int k = 0; k < line->issue_count; k++) {
            const cbg_issue *issue = &c->issue[line->issue[k]];
            cbgi_json_put_open_line(json, issue->id, '[');
            for (int o = 0; o < issue->option_count; o++)
                if (line->accept[k][o])
                    cbgi_json_string(json, issue->option[o].name);
            cbgi_json_close(json, ']');
        }
        cbgi_json_close(json, '}');
        put_names(json, "source", &line->source);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_rest(const cbg_case *c, cbgi_json *json)
{
    begin(json, "trail");
    for (int k = 0; k < c->trail_count; k++) {
        const cbg_trail_point *p = &c->trail[k];
        cbgi_json_open_line(json, '{');
        put_time(json, "date", &p->time);
        cbgi_json_put_string(json, "party", c->party[p->party].id);
        cbgi_json_put_string(json, "issue", c->issue[p->issue].id);
        cbgi_json_put_string(json, "position", p->position);
        put_names(json, "source", &p->source);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    begin(json, "packages");
    for (int k = 0; k < c->package_count; k++) {
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "id", c->package[k].id);
        cbgi_json_put_string(json, "name", c->package[k].name);
        cbgi_json_put_open_line(json, "options", '[');
        for (int i = 0; i < c->issue_count; i++)
            cbgi_json_int(json, c->package[k].option[i]);
        cbgi_json_close(json, ']');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    begin(json, "indicators");
    for (int k = 0; k < c->indicator_count; k++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "id", c->indicator[k].id);
        cbgi_json_put_string(json, "name", c->indicator[k].name);
        cbgi_json_put_string(json, "value", c->indicator[k].value);
        cbgi_json_put_string(json, "unit", c->indicator[k].unit);
        put_names(json, "source", &c->indicator[k].source);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

void cbgi_show_json(const cbg_case *c, const double *heat, cbgi_json *json)
{
    put_time(json, "as_of", &c->as_of);
    cbgi_json_put_string(json, "note", c->note);
    put_parties(c, heat, json);
    begin(json, "blocs");
    for (int k = 0; k < c->bloc_count; k++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "id", c->bloc[k].id);
        cbgi_json_put_string(json, "name", c->bloc[k].name);
        cbgi_json_put_open_line(json, "members", '[');
        for (int m = 0; m < c->bloc[k].member_count; m++)
            cbgi_json_string(json, c->party[c->bloc[k].member[m]].id);
        cbgi_json_close(json, ']');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    put_outside(c, json);
    put_issues(c, json);
    put_red_lines(c, json);
    cbgi_show_outlook_json(c, json);
    cbgi_show_conflict_json(c, json);
    put_schedule(c, json);
    put_claims(c, json);
    put_sources(c, json);
    put_rest(c, json);
}
