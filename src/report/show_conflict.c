/* The conflict section of a case at a glance: who can do what, who wants what, where things stand. */
#include "coburg/conflict.h"
#include "report/show.h"

static const char *way_words(cbg_option_way way)
{
    return way == CBG_WAY_TAKE   ? "once taken it stays"
           : way == CBG_WAY_DROP ? "once dropped it stays so"
                                 : "";
}

static const char *form_id(cbg_order_form form)
{
    static const char *const id[] = {"statements", "weights", "ranking", "prefers"};
    return id[form];
}

/* "1 > 2 = 3" */
static void add_ranking(const cbg_conflict_order *o, cbgi_text *out)
{
    for (int l = 0; l < o->level_count; l++)
        for (int k = 0; k < o->level[l].count; k++)
            cbgi_text_addf(out, "%s%s", k > 0 ? " = " : l > 0 ? " > " : "", o->level[l].item[k]);
}

static void add_order(const cbg_conflict_order *o, cbgi_text *out)
{
    char number[CBG_RATIONAL_TEXT];
    switch (o->form) {
    case CBG_ORDER_STATEMENTS:
    case CBG_ORDER_WEIGHTS:
        for (int j = 0; j < o->statement_count; j++) {
            cbgi_text_addf(out, "%s%s", j > 0 ? "; " : "", o->statement[j].text);
            if (o->form == CBG_ORDER_WEIGHTS)
                cbgi_text_addf(out, " (%s)", cbg_rational_text(o->weight[j].value, 6, number));
        }
        break;
    case CBG_ORDER_RANKING: add_ranking(o, out); break;
    case CBG_ORDER_PAIRS:
        for (int k = 0; k < o->prefer_count; k++)
            cbgi_text_addf(out, "%s%s > %s", k > 0 ? ", " : "", o->prefer[k].first, o->prefer[k].second);
        break;
    }
    if (o->unknown_count > 0)
        cbgi_text_addf(out, "; %d pair%s unknown", o->unknown_count, o->unknown_count == 1 ? "" : "s");
    if (o->strong_count > 0 || o->strong_gap.given)
        cbgi_text_add(out, "; strong preferences stated");
}

static void show_options(const cbg_conflict *k, cbgi_style style, cbgi_text *out)
{
    cbgi_table t;
    cbgi_table_init(&t, style, "rllll");
    t.indent = 2;
    cbgi_table_add_all(&t, "", "decision maker", "", "option", "");
    for (int i = 0; i < k->maker_count; i++)
        for (int o = k->maker[i].first_option; o < k->maker[i].first_option + k->maker[i].option_count; o++) {
            cbgi_table_addf(&t, "%d", o + 1);
            cbgi_table_add(&t, o == k->maker[i].first_option ? k->maker[i].name : "");
            cbgi_table_add_colour(&t, CBGI_BOLD, k->option[o].id);
            cbgi_table_add(&t, k->option[o].name);
            cbgi_table_add_colour(&t, CBGI_DIM, way_words(k->option[o].way));
        }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}

void cbgi_show_conflict(const cbg_case *c, cbgi_style style, cbgi_text *out)
{
    const cbg_conflict *k = c->conflict;
    if (k == NULL)
        return;
    cbgi_heading(out, style, "The conflict (coburg stability says what would hold)");
    if (k->state_count == 0)
        show_options(k, style, out);
    cbgi_text line;
    for (int i = 0; i < k->maker_count; i++) {
        cbgi_text_init(&line, out->exec);
        cbgi_text_addf(&line, "Preferences of %s, first things first: ", k->maker[i].name);
        add_order(&k->maker[i].order, &line);
        cbgi_wrap(out, style, 2, 4, line.failed ? "" : line.data);
        out->failed = out->failed || line.failed;
        cbgi_text_free(&line);
    }
    cbgi_text_init(&line, out->exec);
    for (int j = 0; j < k->infeasible_count; j++)
        cbgi_text_addf(&line, "%s%s", j > 0 ? "; " : "Cannot be: ", k->infeasible[j].text);
    if (k->state_count > 0)
        cbgi_text_addf(&line, "%d states are listed", k->state_count);
    if (k->status_quo != NULL)
        cbgi_text_addf(&line, "%sStatus quo: %s", line.length > 0 ? ". " : "", k->status_quo);
    if (line.length > 0 && !line.failed)
        cbgi_wrap(out, style, 2, 4, line.data);
    out->failed = out->failed || line.failed;
    cbgi_text_free(&line);
}

static void put_maker(const cbg_conflict *k, const cbg_conflict_maker *m, cbgi_json *json)
{
    cbgi_json_open(json, '{');
    cbgi_json_put_string(json, "id", m->id);
    cbgi_json_put_string(json, "name", m->name);
    cbgi_json_put_open(json, "options", '[');
    for (int o = m->first_option; o < m->first_option + m->option_count; o++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "id", k->option[o].id);
        cbgi_json_put_string(json, "name", k->option[o].name);
        static const char *const way[] = {NULL, "take", "drop"};
        cbgi_json_put_string(json, "one_way", way[k->option[o].way]);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_put_int(json, "moves", m->move_count);
    cbgi_json_put_string(json, "form", form_id(m->order.form));
    cbgi_text order;
    cbgi_text_init(&order, json->out->exec);
    add_order(&m->order, &order);
    cbgi_json_put_string(json, "preferences", order.data != NULL ? order.data : "");
    json->out->failed = json->out->failed || order.failed;
    cbgi_text_free(&order);
    cbgi_json_close(json, '}');
}

void cbgi_show_conflict_json(const cbg_case *c, cbgi_json *json)
{
    const cbg_conflict *k = c->conflict;
    if (k == NULL)
        return;
    cbgi_json_put_open(json, "conflict", '{');
    cbgi_json_put_string(json, "note", k->note);
    cbgi_json_put_open(json, "decision_makers", '[');
    for (int i = 0; i < k->maker_count; i++)
        put_maker(k, &k->maker[i], json);
    cbgi_json_close(json, ']');
    cbgi_json_put_open_line(json, "infeasible", '[');
    for (int j = 0; j < k->infeasible_count; j++)
        cbgi_json_string(json, k->infeasible[j].text);
    cbgi_json_close(json, ']');
    cbgi_json_put_open_line(json, "states", '[');
    for (int s = 0; s < k->state_count; s++)
        cbgi_json_string(json, k->state_name[s]);
    cbgi_json_close(json, ']');
    cbgi_json_put_string(json, "status_quo", k->status_quo);
    cbgi_json_close(json, '}');
}
