/* The moves of a model's run: exchanges, bargains and challenges in order; as a table, JSON, CSV. */
#include <math.h>
#include <stdio.h>

#include "report/forecast.h"

static const char *kind_name(cbg_forecast_event_kind kind)
{
    static const char *const name[] = {
        [CBG_FORECAST_COMPROMISE] = "compromise",     [CBG_FORECAST_CONFRONTATION] = "confrontation",
        [CBG_FORECAST_CAPITULATION] = "capitulation", [CBG_FORECAST_BARGAIN] = "bargain",
        [CBG_FORECAST_EXCHANGE] = "exchange",
    };
    return name[kind];
}

/* Who gives what, and what it does to somebody else: "SP +0.52". */
static void add_effect(cbgi_table *t, const cbg_forecast_input *in, int actor, double by)
{
    char text[16];
    if (actor < 0)
        cbgi_table_add(t, "–");
    else
        cbgi_table_addf(t, "%s %+.2f", cbgi_forecast_actor_id(in, actor, text), by);
}

static void add_step(cbgi_table *t, const cbg_forecast_input *in, int issue, double from, double to)
{
    char a[CBGI_NUMBER_TEXT], b[CBGI_NUMBER_TEXT];
    cbgi_table_add(t, cbgi_forecast_number(in, issue, from, a));
    cbgi_table_add(t, cbgi_forecast_number(in, issue, to, b));
}

static void exchanges(const cbg_forecast_input *in, const cbgi_forecast_moves *m, int shown, cbgi_table *t)
{
    static const char *const title[] = {"round", "gain", "who", "moves on", "from", "to", "for", "moving on", "from",
                                        "to", "others most", "least"};
    char text[16];
    for (size_t k = 0; k < sizeof title / sizeof *title; k++)
        cbgi_table_add(t, title[k]);
    for (int k = 0; k < shown; k++) {
        const cbgi_forecast_move *move = &m->move[k];
        const cbg_forecast_event *e = &move->event;
        cbgi_table_addf(t, "%d", e->turn);
        cbgi_table_addf(t, "%.3f", e->gain);
        cbgi_table_add(t, cbgi_forecast_actor_id(in, e->actor, text));
        cbgi_table_add(t, cbgi_forecast_issue_id(in, e->issue, text));
        add_step(t, in, e->issue, e->from, e->to);
        cbgi_table_add(t, cbgi_forecast_actor_id(in, e->other, text));
        cbgi_table_add(t, cbgi_forecast_issue_id(in, e->other_issue, text));
        add_step(t, in, e->other_issue, e->other_from, e->other_to);
        add_effect(t, in, move->most, move->most_by);
        add_effect(t, in, move->least, move->least_by);
    }
}

/* Where a model looks at all issues together, a move has no one place. */
static void challenges(const cbg_forecast_input *in, const cbgi_forecast_moves *m, int shown, cbgi_table *t)
{
    static const char *const title[] = {"turn", "who", "", "whom", "from", "to"};
    char text[16];
    for (int k = 0; k < t->columns; k++)
        cbgi_table_add(t, title[k]);
    for (int k = 0; k < shown; k++) {
        const cbg_forecast_event *e = &m->move[k].event;
        cbgi_table_addf(t, "%d", e->turn);
        cbgi_table_add(t, cbgi_forecast_actor_id(in, e->actor, text));
        cbgi_table_add(t, cbg_forecast_event_text(e->kind));
        cbgi_table_add(t, cbgi_forecast_actor_id(in, e->other, text));
        if (e->issue >= 0)
            add_step(t, in, e->issue, e->from, e->to);
    }
}

/* "Exchanges by round: 39, 37, 36." */
static void by_round(const cbgi_forecast_moves *m, cbgi_style style, cbgi_text *out)
{
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_add(&text, "Exchanges by round:");
    for (int k = 0, from = 0; k <= m->moves; k++)
        if (k == m->moves || m->move[k].event.turn != m->move[from].event.turn) {
            cbgi_text_addf(&text, "%s %d", from == 0 ? "" : ",", k - from);
            from = k;
        }
    cbgi_text_addf(&text, ". Gain: what each of the two gains. Others most, least: to whom else it is worth most and least, "
                          "and how much.");
    cbgi_wrap(out, style, 2, 2, text.failed ? "" : text.data);
    cbgi_text_free(&text);
}

static void moves_table(const cbgi_forecast_report *r, const cbgi_forecast_moves *m, cbgi_style style, cbgi_text *out)
{
    const cbg_forecast_input *in = &r->study->evidence->input;
    const int shown = r->moves_shown > 0 && r->moves_shown < m->moves ? r->moves_shown : m->moves;
    const bool exchange = m->move[0].event.kind == CBG_FORECAST_EXCHANGE;
    cbgi_table t;
    cbgi_table_init(&t, style, exchange ? "rrllrrllrrll" : m->move[0].event.issue < 0 ? "rlll" : "rlllrr");
    t.indent = 2;
    (exchange ? exchanges : challenges)(in, m, shown, &t);
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    if (shown < m->moves)
        cbgi_text_addf(out, "  The first %d of %d; --moves 0 shows all, --json and --csv have them with every digit.\n", shown,
                       m->moves);
    if (exchange)
        by_round(m, style, out);
}

void cbgi_forecast_moves_text(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out)
{
    const cbg_forecast_input *in = &r->study->evidence->input;
    char text[16];
    for (int k = 0; k < r->move_count; k++) {
        const cbgi_forecast_moves *m = &r->moves[k];
        const bool everywhere = r->all && m->moves > 0 && m->move[0].event.kind == CBG_FORECAST_EXCHANGE;
        cbgi_text title;
        cbgi_text_init(&title, NULL);
        cbgi_text_addf(&title, "Move by move: %s", m->model);
        if (in->issue_name != NULL && !everywhere)
            cbgi_text_addf(&title, " on %s", cbgi_forecast_issue_id(in, r->issue, text));
        cbgi_heading(out, style, title.failed ? "" : title.data);
        cbgi_text_free(&title);
        if (m->moves > 0)
            moves_table(r, m, style, out);
        else
            cbgi_text_add(out, "  Nobody moves.\n");
    }
}

static void put_move(const cbg_forecast_input *in, const cbg_forecast_event *e, cbgi_json *json)
{
    char text[16];
    cbgi_json_open_line(json, '{');
    cbgi_json_put_int(json, "turn", e->turn);
    cbgi_json_put_string(json, "kind", kind_name(e->kind));
    cbgi_json_put_string(json, "actor", cbgi_forecast_actor_id(in, e->actor, text));
    if (e->issue >= 0) {
        cbgi_json_put_string(json, "issue", cbgi_forecast_issue_id(in, e->issue, text));
        cbgi_json_put_double(json, "from", e->from);
        cbgi_json_put_double(json, "to", e->to);
    }
    cbgi_json_put_string(json, "other", cbgi_forecast_actor_id(in, e->other, text));
    if (e->other_issue >= 0) {
        cbgi_json_put_string(json, "other_issue", cbgi_forecast_issue_id(in, e->other_issue, text));
        cbgi_json_put_double(json, "other_from", e->other_from);
        cbgi_json_put_double(json, "other_to", e->other_to);
        cbgi_json_put_double(json, "gain", e->gain);
        cbgi_json_put_double(json, "other_gain", e->other_gain);
    }
    if (e->effect != NULL) {
        cbgi_json_key(json, "effect");
        cbgi_json_open_line(json, '[');
        for (int a = 0; a < in->actors; a++)
            cbgi_json_double(json, e->effect[a]);
        cbgi_json_close(json, ']');
    }
    cbgi_json_close(json, '}');
}

void cbgi_forecast_moves_json(const cbgi_forecast_report *r, cbgi_json *json)
{
    if (r->moves == NULL)
        return;
    cbgi_json_key(json, "moves");
    cbgi_json_open(json, '[');
    for (int k = 0; k < r->move_count; k++) {
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "model", r->moves[k].model);
        cbgi_json_key(json, "moves");
        cbgi_json_open(json, '[');
        for (int j = 0; j < r->moves[k].moves; j++)
            put_move(&r->study->evidence->input, &r->moves[k].move[j].event, json);
        cbgi_json_close(json, ']');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void csv_move(const cbg_forecast_input *in, const char *model, const cbg_forecast_event *e, cbgi_text *out)
{
    char text[16];
    cbgi_csv(out, model, false);
    (void)snprintf(text, sizeof text, "%d", e->turn);
    cbgi_csv(out, text, false);
    cbgi_csv(out, kind_name(e->kind), false);
    cbgi_csv(out, cbgi_forecast_actor_id(in, e->actor, text), false);
    cbgi_csv(out, e->issue < 0 ? "" : cbgi_forecast_issue_id(in, e->issue, text), false);
    cbgi_forecast_csv_double(out, e->from, false);
    cbgi_forecast_csv_double(out, e->to, false);
    cbgi_csv(out, cbgi_forecast_actor_id(in, e->other, text), false);
    cbgi_csv(out, e->other_issue < 0 ? "" : cbgi_forecast_issue_id(in, e->other_issue, text), false);
    cbgi_forecast_csv_double(out, e->other_from, false);
    cbgi_forecast_csv_double(out, e->other_to, false);
    cbgi_forecast_csv_double(out, e->gain, false);
    cbgi_forecast_csv_double(out, e->other_gain, false);
    for (int a = 0; a < in->actors; a++)
        cbgi_forecast_csv_double(out, e->effect == NULL ? (double)NAN : e->effect[a], a == in->actors - 1);
}

void cbgi_forecast_moves_csv(const cbgi_forecast_report *r, cbgi_text *out)
{
    const cbg_forecast_input *in = &r->study->evidence->input;
    char text[16];
    cbgi_text_add(out, "model,turn,kind,actor,issue,from,to,other,other_issue,other_from,other_to,gain,other_gain,");
    for (int a = 0; a < in->actors; a++) {
        cbgi_text name;
        cbgi_text_init(&name, NULL);
        cbgi_text_addf(&name, "effect on %s", cbgi_forecast_actor_id(in, a, text));
        cbgi_csv(out, name.failed ? "" : name.data, a == in->actors - 1);
        cbgi_text_free(&name);
    }
    for (int k = 0; k < r->move_count; k++)
        for (int j = 0; j < r->moves[k].moves; j++)
            csv_move(in, r->moves[k].model, &r->moves[k].move[j].event, out);
}
