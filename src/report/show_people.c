/* Who negotiates, who stands behind them, and where the conflict burns. */
#include <stdio.h>

#include "report/analyze.h"
#include "report/show.h"

void cbgi_show_names(const cbg_names *names, const char *separator, cbgi_text *out)
{
    for (int k = 0; k < names->count; k++)
        cbgi_text_addf(out, "%s%s", k == 0 ? "" : separator, names->item[k]);
}

static void names_cell(cbgi_table *t, const cbg_names *names, cbgi_text *out)
{
    cbgi_text line;
    cbgi_text_init(&line, out->exec);
    cbgi_show_names(names, ", ", &line);
    cbgi_table_add(t, line.length > 0 ? line.data : "");
    out->failed = out->failed || line.failed;
    cbgi_text_free(&line);
}

static void party_row(const cbg_case *c, int p, const cbg_rational *share, cbgi_table *t, cbgi_text *out)
{
    const cbg_party *party = &c->party[p];
    char text[CBG_RATIONAL_TEXT];
    cbgi_table_add_colour(t, CBGI_BOLD, party->id);
    cbgi_table_add(t, party->name);
    names_cell(t, &party->heads, out);
    cbgi_table_add(t, party->bloc < 0 ? "" : c->bloc[party->bloc].id);
    cbgi_table_add(t, share == NULL ? "" : cbg_rational_text(share[p], 0, text));
    cbgi_table_add(t, party->walk_away.given ? cbg_rational_text(party->walk_away.value, 6, text) : "");
}

static void blocs(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    for (int k = 0; k < c->bloc_count; k++) {
        const cbg_bloc *b = &c->bloc[k];
        const char *coordinator = b->coordinator_party >= 0 ? c->party[b->coordinator_party].name
                                  : b->coordinator_stakeholder >= 0
                                      ? c->stakeholder[b->coordinator_stakeholder].name
                                      : NULL;
        char line[CBGI_WORDS * 2];
        snprintf(line, sizeof line, "%s is %s: %d parties that speak as one side%s%s.", b->id, b->name,
                 b->member_count, coordinator == NULL ? "" : ", coordinated by ",
                 coordinator == NULL ? "" : coordinator);
        cbgi_wrap(out, style, 2, 0, line);
    }
}

/* What it is to the talks, and how much it cares where that is stated. */
static void role_cell(const cbg_stakeholder *s, cbgi_table *t, cbgi_text *out)
{
    char text[CBG_RATIONAL_TEXT];
    cbgi_text line;
    cbgi_text_init(&line, out->exec);
    cbgi_text_add(&line, s->role == NULL ? "" : s->role);
    if (s->salience.given)
        cbgi_text_addf(&line, "%ssalience %s", line.length > 0 ? ", " : "",
                       cbg_rational_text(s->salience.value, 6, text));
    cbgi_table_add(t, line.data);
    out->failed = out->failed || line.failed;
    cbgi_text_free(&line);
}

static void outsiders(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    if (c->stakeholder_count == 0)
        return;
    cbgi_heading(out, style, "Outside the room, without a vote");
    cbgi_table t;
    cbgi_table_init(&t, style, "llll");
    t.indent = 2;
    t.header_rows = 0;
    for (int k = 0; k < c->stakeholder_count; k++) {
        const cbg_stakeholder *s = &c->stakeholder[k];
        cbgi_table_add_colour(&t, CBGI_BOLD, s->id);
        cbgi_table_add(&t, s->name);
        role_cell(s, &t, out);
        names_cell(&t, &s->source, out);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}

static void pressures(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    if (c->influence_count == 0)
        return;
    cbgi_heading(out, style, "Who presses whom");
    cbgi_table t;
    cbgi_table_init(&t, style, "lll");
    t.indent = 2;
    t.header_rows = 0;
    for (int k = 0; k < c->influence_count; k++) {
        const cbg_influence *e = &c->influence[k];
        cbgi_text line;
        cbgi_text_init(&line, out->exec);
        for (int i = 0; i < e->issue_count; i++)
            cbgi_text_addf(&line, "%s%s", i == 0 ? "" : ", ", c->issue[e->issue[i]].id);
        cbgi_table_addf(&t, "%s > %s",
                        e->from_party >= 0 ? c->party[e->from_party].id
                                           : c->stakeholder[e->from_stakeholder].id,
                        c->party[e->to_party].id);
        char strength[CBG_RATIONAL_TEXT + 8] = "", number[CBG_RATIONAL_TEXT];
        if (e->strength.given)
            snprintf(strength, sizeof strength, " by %s", cbg_rational_text(e->strength.value, 6, number));
        cbgi_table_addf(&t, "%s the weight of %s%s", e->raises ? "raises" : "lowers",
                        line.length > 0 ? line.data : "everything", strength);
        out->failed = out->failed || line.failed;
        cbgi_text_free(&line);
        names_cell(&t, &e->source, out);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}

void cbgi_show_people(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    cbg_rational share[CBG_SEATS_MAX];
    if (c->party_count == 0)
        return;
    const bool shared = cbg_case_bargaining_shares(c, share) == CBG_OK;
    cbgi_heading(out, style, "At the table");
    cbgi_table t;
    cbgi_table_init(&t, style, "llllrr");
    t.indent = 2;
    cbgi_table_add_all(&t, "", "party", "led by", "bloc", "share", "walk-away");
    for (int p = 0; p < c->party_count; p++)
        party_row(c, p, shared ? share : NULL, &t, out);
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    blocs(c, style, out);
    outsiders(c, style, out);
    pressures(c, style, out);
}

/* Five shades, relative to the hottest cell. */
static int shade_of(double heat, double hottest)
{
    return hottest <= 0 || heat <= 0 ? 0
           : heat >= hottest * 0.75  ? 4
           : heat >= hottest * 0.5   ? 3
           : heat >= hottest * 0.25  ? 2
                                     : 1;
}

static void heat_cell(cbgi_table *t, double heat, double hottest)
{
    static const char *const shade[] = {" ", "░", "▒", "▓", "█"};
    static const cbgi_colour colour[] = {CBGI_DIM, CBGI_PLAIN, CBGI_PLAIN, CBGI_YELLOW, CBGI_RED};
    const int level = shade_of(heat, hottest);
    char text[32];
    snprintf(text, sizeof text, "%.1f %s", heat, shade[level]);
    cbgi_table_add_colour(t, colour[level], text);
}

void cbgi_show_heat(const cbg_case *c, const double *heat, cbgi_style style, cbgi_text *out)
{
    char align[CBG_SEATS_MAX + 3] = "ll";
    double hottest = 0;
    for (int p = 0; p < c->party_count; p++) {
        align[p + 2] = 'r';
        align[p + 3] = '\0';
        for (int i = 0; i < c->issue_count; i++)
            hottest = heat[p * c->issue_count + i] > hottest ? heat[p * c->issue_count + i] : hottest;
    }
    if (hottest <= 0)
        return;
    cbgi_heading(out, style,
                 "Where it burns: points a party would lose on an issue if the others got their way");
    cbgi_table t;
    cbgi_table_init(&t, style, align);
    t.indent = 2;
    cbgi_table_add(&t, "");
    cbgi_table_add(&t, "issue");
    for (int p = 0; p < c->party_count; p++)
        cbgi_table_addf(&t, "%s  ", c->party[p].id);
    for (int i = 0; i < c->issue_count; i++) {
        cbgi_table_add_colour(&t, CBGI_BOLD, c->issue[i].id);
        cbgi_table_add(&t, c->issue[i].name);
        for (int p = 0; p < c->party_count; p++)
            heat_cell(&t, heat[p * c->issue_count + i], hottest);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}
