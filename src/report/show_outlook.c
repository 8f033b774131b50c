/* What a case states for forecasting: powers, positions, saliences, its own combination of models, grades. */
#include <stdio.h>

#include "coburg/outlook.h"
#include "report/show.h"

static void put_number(const cbg_number *n, cbgi_json *json)
{
    cbgi_json_open_line(json, '{');
    cbgi_json_put_rational(json, "value", n->value);
    if (n->has_range) {
        cbgi_json_put_rational(json, "low", n->low);
        cbgi_json_put_rational(json, "high", n->high);
    }
    cbgi_json_put_open_line(json, "source", '[');
    for (int k = 0; k < n->source.count; k++)
        cbgi_json_string(json, n->source.item[k]);
    cbgi_json_close(json, ']');
    cbgi_json_close(json, '}');
}

static void put_stands(const cbg_case *c, const char *key, const cbg_stand *stand, cbgi_json *json)
{
    cbgi_json_put_open(json, key, '{');
    for (int i = 0; i < c->issue_count; i++) {
        if (stand[i].count == 0)
            continue;
        cbgi_json_put_open(json, c->issue[i].id, '[');
        for (int k = 0; k < stand[i].count; k++)
            put_number(&stand[i].rival[k], json);
        cbgi_json_close(json, ']');
    }
    cbgi_json_close(json, '}');
}

static void put_parties(const cbg_case *c, cbgi_json *json)
{
    cbgi_json_put_open(json, "parties", '{');
    for (int p = 0; p < c->party_count; p++) {
        const size_t row = (size_t)p * (size_t)c->issue_count;
        cbgi_json_put_open(json, c->party[p].id, '{');
        cbgi_json_key(json, "power");
        if (c->party[p].power.given)
            put_number(&c->party[p].power, json);
        else
            cbgi_json_null(json);
        if (c->outlook != NULL) {
            put_stands(c, "positions", &c->outlook->position[row], json);
            put_stands(c, "salience", &c->outlook->salience[row], json);
        }
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, '}');
}

static void put_section(const cbg_case *c, const cbg_outlook *o, cbgi_json *json)
{
    cbgi_json_put_open_line(json, "references", '{');
    for (int i = 0; i < c->issue_count; i++)
        if (o->reference[i].given)
            cbgi_json_put_rational(json, c->issue[i].id, o->reference[i].value);
    cbgi_json_close(json, '}');
    cbgi_json_put_open(json, "models", '[');
    for (int k = 0; k < o->models; k++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "model", o->model[k].text);
        cbgi_json_put_rational(json, "weight", o->model[k].weight.value);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_put_open_line(json, "grades", '{');
    for (int k = 0; k < CBG_GRADE_LETTERS * CBG_GRADE_DIGITS; k++) {
        const char grade[] = {(char)('A' + k / CBG_GRADE_DIGITS), (char)('1' + k % CBG_GRADE_DIGITS), '\0'};
        const cbg_number *width = &o->grade[k / CBG_GRADE_DIGITS][k % CBG_GRADE_DIGITS];
        if (width->given)
            cbgi_json_put_rational(json, grade, width->value);
    }
    cbgi_json_close(json, '}');
    static const char *const exits[] = {"deal", "breakdown", "extension"};
    static const char *const terms[] = {"base", "gap", "zone", "precedent", "tension", "deadline"};
    cbgi_json_put_open_line(json, "hazard", '{');
    for (int k = 0; k < 18; k++) {
        char name[32];
        (void)snprintf(name, sizeof name, "%s.%s", exits[k / 6], terms[k % 6]);
        if (o->prior_mean[k / 6][k % 6].given)
            cbgi_json_put_rational(json, name, o->prior_mean[k / 6][k % 6].value);
        (void)snprintf(name, sizeof name, "%s.%s sd", exits[k / 6], terms[k % 6]);
        if (o->prior_sd[k / 6][k % 6].given)
            cbgi_json_put_rational(json, name, o->prior_sd[k / 6][k % 6].value);
    }
    cbgi_json_close(json, '}');
}

static bool says_power(const cbg_case *c)
{
    bool any = false;
    for (int p = 0; p < c->party_count; p++)
        any = any || c->party[p].power.given;
    return any;
}

void cbgi_show_outlook_json(const cbg_case *c, cbgi_json *json)
{
    if (c->outlook == NULL && !says_power(c))
        return;
    cbgi_json_put_open(json, "forecast", '{');
    put_parties(c, json);
    if (c->outlook != NULL)
        put_section(c, c->outlook, json);
    cbgi_json_close(json, '}');
}

/* "13 (9.1 to 16.9) or 8 (5 to 11) by S10" */
static void add_stand(const cbg_stand *stand, cbgi_text *out)
{
    char text[CBG_RATIONAL_TEXT];
    for (int k = 0; k < stand->count; k++) {
        const cbg_number *n = &stand->rival[k];
        cbgi_text_addf(out, "%s%s", k == 0 ? "" : " or ", cbg_rational_text(n->value, 6, text));
        if (n->has_range) {
            cbgi_text_addf(out, " (%s", cbg_rational_text(n->low, 6, text));
            cbgi_text_addf(out, " to %s)", cbg_rational_text(n->high, 6, text));
        }
        if (n->source.count > 0) {
            cbgi_text_add(out, " by ");
            cbgi_show_names(&n->source, ", ", out);
        }
    }
}

static void stand_row(const cbg_case *c, int party, int issue, const char *what, const cbg_stand *stand, cbgi_table *t)
{
    cbgi_text line;
    if (stand->count == 0)
        return;
    cbgi_text_init(&line, NULL);
    add_stand(stand, &line);
    cbgi_table_add_colour(t, CBGI_BOLD, c->party[party].id);
    cbgi_table_add(t, c->issue[issue].id);
    cbgi_table_add(t, what);
    cbgi_table_add(t, line.failed ? "" : line.data);
    cbgi_text_free(&line);
}

static void powers(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    char text[CBG_RATIONAL_TEXT];
    cbgi_text line;
    int told = 0;
    cbgi_text_init(&line, NULL);
    for (int p = 0; p < c->party_count; p++)
        if (c->party[p].power.given)
            cbgi_text_addf(&line, "%s%s %s", told++ == 0 ? "Power: " : ", ", c->party[p].id,
                           cbg_rational_text(c->party[p].power.value, 6, text));
    cbgi_text_add(&line, told > 0 ? "." : "");
    if (told > 0)
        cbgi_wrap(out, style, 2, 2, line.failed ? "" : line.data);
    cbgi_text_free(&line);
}

void cbgi_show_outlook(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    const cbg_outlook *o = c->outlook;
    cbgi_table t;
    if (o == NULL && !says_power(c))
        return;
    cbgi_heading(out, style, "Stated for forecasts");
    powers(c, style, out);
    cbgi_table_init(&t, style, "llll");
    t.indent = 2;
    t.header_rows = 0;
    for (int k = 0; o != NULL && k < c->party_count * c->issue_count; k++) {
        stand_row(c, k / c->issue_count, k % c->issue_count, "position", &o->position[k], &t);
        stand_row(c, k / c->issue_count, k % c->issue_count, "salience", &o->salience[k], &t);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}
