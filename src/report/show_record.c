/* The clock, the red lines, the evidence, and everything else that a case may hold. */
#include <stdio.h>
#include <string.h>

#include "report/analyze.h"
#include "report/show.h"

const char *cbgi_session_kind(cbg_session_kind kind)
{
    static const char *const name[] = {"bilateral", "trilateral", "plenary", "briefing"};
    return name[kind];
}

const char *cbgi_session_status(cbg_session_status status)
{
    static const char *const name[] = {"held", "planned", "cancelled"};
    return name[status];
}

const char *cbgi_standing(cbg_standing standing)
{
    static const char *const name[] = {"single", "corroborated", "contested", "contradicted"};
    return name[standing];
}

const char *cbgi_verdict(cbg_verdict verdict)
{
    static const char *const name[] = {"", "held", "partly", "failed"};
    return name[verdict];
}

const char *cbgi_extension_words(cbg_extension_status status)
{
    static const char *const name[] = {"not stated", "off the agenda", "on the agenda", "agreed", "refused"};
    return name[status];
}

static cbgi_table table(cbgi_style style, const char *align)
{
    cbgi_table t;
    cbgi_table_init(&t, style, align);
    t.indent = 2;
    t.header_rows = 0;
    return t;
}

static void finish(cbgi_table *t, cbgi_text *out)
{
    cbgi_table_print(t, out);
    cbgi_table_free(t);
}

static void names_cell(cbgi_table *t, const cbg_names *names, const char *separator, cbgi_text *out)
{
    cbgi_text line;
    cbgi_text_init(&line, out->exec);
    cbgi_show_names(names, separator, &line);
    cbgi_table_add(t, line.length > 0 ? line.data : "");
    out->failed = out->failed || line.failed;
    cbgi_text_free(&line);
}

static void milestones(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    const cbg_schedule *s = &c->schedule;
    cbgi_table t = table(style, "llll");
    for (int k = 0; k < s->milestone_count; k++) {
        const cbg_milestone *m = &s->milestone[k];
        cbgi_table_add(&t, m->time.text);
        cbgi_table_add(&t, m->event);
        if (m->deadline.given)
            cbgi_table_addf(&t, "deadline %s", m->deadline.text);
        else
            cbgi_table_add(&t, "");
        names_cell(&t, &m->source, " ", out);
    }
    finish(&t, out);
}

static void sessions(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    const cbg_schedule *s = &c->schedule;
    if (s->session_count == 0)
        return;
    cbgi_text_add(out, "\n");
    cbgi_table t = table(style, "lllllll");
    for (int k = 0; k < s->session_count; k++) {
        const cbg_session *m = &s->session[k];
        const bool held = m->status == CBG_SESSION_HELD;
        cbgi_table_add(&t, m->time.given ? m->time.text : "");
        cbgi_table_add_colour(&t, held ? CBGI_GREEN : CBGI_YELLOW, cbgi_session_status(m->status));
        cbgi_table_add(&t, cbgi_session_kind(m->kind));
        names_cell(&t, &m->with, ", ", out);
        names_cell(&t, &m->people, ", ", out);
        cbgi_table_add(&t, m->venue);
        names_cell(&t, &m->source, " ", out);
    }
    finish(&t, out);
}

/* The rule of an extension: who must agree, how long, how often. */
static void extension_rule(const cbg_case *c, const cbg_extension *e, cbgi_text *line)
{
    char text[CBG_RATIONAL_TEXT];
    for (int k = 0; k < e->consent_count; k++)
        cbgi_text_addf(line, "%s%s", k == 0 ? "; needs the consent of " : ", ", c->party[e->consent[k]].id);
    if (e->rounds.given)
        cbgi_text_addf(line, "; %s rounds at a time", cbg_rational_text(e->rounds.value, 6, text));
    if (e->times.given)
        cbgi_text_addf(line, "; at most %s times", cbg_rational_text(e->times.value, 6, text));
}

void cbgi_show_schedule(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    const cbg_schedule *s = &c->schedule;
    if (s->milestone_count + s->session_count == 0 && s->extension.status == CBG_EXTENSION_UNSTATED)
        return;
    cbgi_heading(out, style, "The clock");
    milestones(c, style, out);
    sessions(c, style, out);
    if (s->extension.status != CBG_EXTENSION_UNSTATED) {
        cbgi_text line;
        cbgi_text_init(&line, out->exec);
        cbgi_text_addf(&line, "Extension: %s", cbgi_extension_words(s->extension.status));
        if (s->extension.claims.count > 0) {
            cbgi_text_add(&line, " (");
            cbgi_show_names(&s->extension.claims, " ", &line);
            cbgi_text_add(&line, ")");
        }
        extension_rule(c, &s->extension, &line);
        cbgi_text_addf(&line, "%s%s", s->extension.note == NULL ? "." : ". ",
                       s->extension.note == NULL ? "" : s->extension.note);
        cbgi_text_add(out, "\n");
        if (!line.failed)
            cbgi_wrap(out, style, 2, 0, line.data);
        out->failed = out->failed || line.failed;
        cbgi_text_free(&line);
    }
}

void cbgi_show_red_lines(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    if (c->red_line_count == 0)
        return;
    cbgi_heading(out, style, "Red lines");
    cbgi_table t = table(style, "lll");
    for (int r = 0; r < c->red_line_count; r++) {
        char words[CBGI_WORDS];
        cbgi_text line;
        cbgi_text_init(&line, out->exec);
        cbgi_red_line_terms(c, r, &line);
        cbgi_table_add(&t, cbgi_party_words(c, c->red_line[r].party, words));
        cbgi_table_add(&t, line.data);
        out->failed = out->failed || line.failed;
        cbgi_text_free(&line);
        names_cell(&t, &c->red_line[r].source, " ", out);
    }
    finish(&t, out);
}

static cbgi_colour standing_colour(cbg_standing standing)
{
    static const cbgi_colour colour[] = {CBGI_PLAIN, CBGI_GREEN, CBGI_YELLOW, CBGI_RED};
    return colour[standing];
}

/* Who speaks against a claim, and how it fared. */
static void standing_cell(const cbg_case *c, const cbg_claim *claim, cbgi_table *t, cbgi_text *out)
{
    cbgi_text line;
    cbgi_text_init(&line, out->exec);
    cbgi_text_add(&line, cbgi_standing(claim->standing));
    const int count[] = {claim->corroborated_by_count, claim->contested_by_count,
                         claim->contradicted_by_count};
    const int *const list[] = {claim->corroborated_by, claim->contested_by, claim->contradicted_by};
    const int kind = (int)claim->standing - 1;
    for (int k = 0; kind >= 0 && k < count[kind]; k++)
        cbgi_text_addf(&line, "%s%s", k == 0 ? " by " : " ", c->claim[list[kind][k]].id);
    if (claim->verdict != CBG_VERDICT_OPEN)
        cbgi_text_addf(&line, "; %s%s%s", cbgi_verdict(claim->verdict), claim->scored_on.given ? " " : "",
                       claim->scored_on.given ? claim->scored_on.text : "");
    cbgi_table_add_colour(t, standing_colour(claim->standing), line.data);
    out->failed = out->failed || line.failed;
    cbgi_text_free(&line);
}

static void claims(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    if (c->claim_count == 0)
        return;
    cbgi_heading(out, style, "Claims");
    cbgi_table t = table(style, "lllll");
    t.header_rows = 1;
    static const char *const header[] = {"", "grade", "says", "source", "standing"};
    for (int k = 0; k < 5; k++)
        cbgi_table_add(&t, header[k]);
    for (int k = 0; k < c->claim_count; k++) {
        const cbg_claim *claim = &c->claim[k];
        const char grade[] = {claim->reliability == '\0' ? '-' : claim->reliability,
                              claim->credibility == '\0' ? '-' : claim->credibility, '\0'};
        cbgi_table_add_colour(&t, CBGI_BOLD, claim->id);
        cbgi_table_add(&t, grade);
        cbgi_table_add(&t, claim->says);
        cbgi_table_add(&t, claim->source < 0 ? "" : c->source[claim->source].id);
        standing_cell(c, claim, &t, out);
    }
    finish(&t, out);
}

void cbgi_show_evidence(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    claims(c, style, out);
    if (c->source_count == 0)
        return;
    cbgi_heading(out, style, "Sources");
    cbgi_table t = table(style, "lllll");
    for (int k = 0; k < c->source_count; k++) {
        const cbg_source *s = &c->source[k];
        const char letter[] = {s->reliability == '\0' ? '-' : s->reliability, '\0'};
        cbgi_table_add_colour(&t, CBGI_BOLD, s->id);
        cbgi_table_add(&t, letter);
        cbgi_table_add(&t, s->name);
        cbgi_table_add(&t, s->kind);
        cbgi_table_add(&t, s->bias);
    }
    finish(&t, out);
}

static void trail(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    if (c->trail_count == 0)
        return;
    cbgi_heading(out, style, "Positions over time");
    cbgi_table t = table(style, "lllll");
    for (int k = 0; k < c->trail_count; k++) {
        const cbg_trail_point *p = &c->trail[k];
        cbgi_table_add(&t, p->time.text);
        cbgi_table_add(&t, c->party[p->party].id);
        cbgi_table_add(&t, c->issue[p->issue].id);
        cbgi_table_add(&t, p->position);
        names_cell(&t, &p->source, " ", out);
    }
    finish(&t, out);
}

static void packages(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    if (c->package_count == 0)
        return;
    cbgi_heading(out, style, "Packages");
    for (int k = 0; k < c->package_count; k++) {
        const cbg_package *p = &c->package[k];
        cbgi_text line;
        cbgi_text_init(&line, out->exec);
        cbgi_text_addf(&line, "%s, %s:", p->id, p->name);
        for (int i = 0; i < c->issue_count; i++)
            cbgi_text_addf(&line, "%s %s %s", i == 0 ? "" : ";", c->issue[i].id,
                           c->issue[i].option[p->option[i]].name);
        if (!line.failed)
            cbgi_wrap(out, style, 2, 2, line.data);
        out->failed = out->failed || line.failed;
        cbgi_text_free(&line);
    }
}

void cbgi_show_record(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    trail(c, style, out);
    packages(c, style, out);
    if (c->indicator_count == 0)
        return;
    cbgi_heading(out, style, "Indicators");
    cbgi_table t = table(style, "lll");
    for (int k = 0; k < c->indicator_count; k++) {
        const cbg_indicator *n = &c->indicator[k];
        cbgi_table_add(&t, n->name);
        cbgi_table_addf(&t, "%s%s%s", n->value, n->unit == NULL ? "" : " ", n->unit == NULL ? "" : n->unit);
        names_cell(&t, &n->source, " ", out);
    }
    finish(&t, out);
}
