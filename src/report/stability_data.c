/* The analysis of a conflict for programs: CSV and JSON. */
#include <inttypes.h>
#include <stdio.h>

#include "report/stability.h"

static bool asked(const cbgi_stability_report *r, int concept)
{
    return (r->options.concepts >> concept & 1) != 0;
}

static void csv_number(cbgi_text *out, uint64_t n, bool last)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%" PRIu64, n);
    cbgi_csv(out, text, last);
}

void cbgi_stability_csv(const cbgi_stability_report *r, cbgi_text *out)
{
    char pattern[CBG_CONFLICT_OPTIONS_MAX + 1];
    int makers = cbg_graph_makers(r->g);
    cbgi_text_add(out, "state,decimal,options,what,status_quo,efficient");
    for (int c = 0; c < CBG_CONCEPTS; c++)
        if (asked(r, c))
            cbgi_text_addf(out, ",%s", cbg_concept_id((cbg_concept)c));
    for (int e = 0; e < r->extras; e++)
        cbgi_text_addf(out, ",%s", r->extra[e].id);
    for (int i = 0; i < makers; i++)
        cbgi_text_add(out, ","), cbgi_csv(out, cbg_graph_maker_id(r->g, i), i == makers - 1);
    for (uint32_t k = 0; k < r->rows; k++) {
        uint32_t s = r->row[k];
        csv_number(out, (uint64_t)s + 1, false);
        if (cbg_graph_option_form(r->g))
            csv_number(out, cbg_graph_code(r->g, s), false);
        else
            cbgi_csv(out, "", false);
        cbgi_csv(out, cbgi_state_pattern(r->g, s, pattern), false);
        cbgi_text words;
        cbgi_text_init(&words, NULL);
        cbgi_state_add_words(r->g, s, &words);
        cbgi_csv(out, words.data, false);
        out->failed = out->failed || words.failed;
        cbgi_text_free(&words);
        csv_number(out, cbg_graph_status_quo(r->g) == (int64_t)s, false);
        csv_number(out, cbgi_stability_efficient(r->g, s), false);
        for (int c = 0; c < CBG_CONCEPTS; c++)
            if (asked(r, c))
                csv_number(out, cbg_stability_equilibrium(r->result, (cbg_concept)c, s), false);
        for (int e = 0; e < r->extras; e++)
            csv_number(out, cbg_horizon_equilibrium(r->extra[e].result, s), false);
        for (int i = 0; i < makers; i++)
            csv_number(out, cbgi_stability_place(r->g, i, s), i == makers - 1);
    }
}

static void put_words(cbgi_json *json, const char *key, cbgi_text *words)
{
    cbgi_json_put_string(json, key, words->data != NULL ? words->data : "");
    json->out->failed = json->out->failed || words->failed;
    cbgi_text_free(words);
}

static void put_state(const cbgi_stability_report *r, uint32_t s, cbgi_json *json)
{
    char pattern[CBG_CONFLICT_OPTIONS_MAX + 1];
    cbgi_json_put_uint(json, "state", (uint64_t)s + 1);
    if (cbg_graph_option_form(r->g)) {
        cbgi_json_put_uint(json, "decimal", cbg_graph_code(r->g, s));
        cbgi_json_put_string(json, "options", cbgi_state_pattern(r->g, s, pattern));
    }
    cbgi_text words;
    cbgi_text_init(&words, NULL);
    cbgi_state_add_words(r->g, s, &words);
    put_words(json, "what", &words);
}

static void put_row(const cbgi_stability_report *r, uint32_t s, cbgi_json *json)
{
    cbgi_json_open(json, '{');
    put_state(r, s, json);
    cbgi_json_put_bool(json, "efficient", cbgi_stability_efficient(r->g, s));
    cbgi_json_put_open_line(json, "equilibrium", '{');
    for (int c = 0; c < CBG_CONCEPTS; c++)
        if (asked(r, c))
            cbgi_json_put_bool(json, cbg_concept_id((cbg_concept)c),
                               cbg_stability_equilibrium(r->result, (cbg_concept)c, s));
    for (int e = 0; e < r->extras; e++)
        cbgi_json_put_bool(json, r->extra[e].id, cbg_horizon_equilibrium(r->extra[e].result, s));
    cbgi_json_close(json, '}');
    cbgi_json_put_open(json, "stable", '{');
    for (int i = 0; i < cbg_graph_makers(r->g); i++) {
        cbgi_json_put_open_line(json, cbg_graph_maker_id(r->g, i), '[');
        for (int c = 0; c < CBG_CONCEPTS; c++)
            if (asked(r, c) && cbg_stability_stable(r->result, (cbg_concept)c, i, s))
                cbgi_json_string(json, cbg_concept_id((cbg_concept)c));
        for (int e = 0; e < r->extras; e++)
            if (cbg_horizon_stable(r->extra[e].result, i, s))
                cbgi_json_string(json, r->extra[e].id);
        cbgi_json_close(json, ']');
    }
    cbgi_json_close(json, '}');
    cbgi_json_put_open_line(json, "place", '{');
    for (int i = 0; i < cbg_graph_makers(r->g); i++)
        cbgi_json_put_uint(json, cbg_graph_maker_id(r->g, i), cbgi_stability_place(r->g, i, s));
    cbgi_json_close(json, '}');
    cbgi_json_close(json, '}');
}

static void put_moves(const cbgi_stability_report *r, const char *key, const cbg_graph_move *move, int count,
                      cbgi_json *json)
{
    cbgi_json_put_open(json, key, '[');
    for (int k = 0; k < count; k++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "by", cbg_graph_maker_id(r->g, move[k].maker));
        cbgi_json_put_uint(json, "from", (uint64_t)move[k].from + 1);
        cbgi_json_put_uint(json, "to", (uint64_t)move[k].to + 1);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_why(const cbgi_stability_report *r, const cbg_why *why, cbgi_json *json)
{
    cbgi_json_open(json, '{');
    cbgi_json_put_uint(json, "state", (uint64_t)why->state + 1);
    cbgi_json_put_string(json, "decision_maker", cbg_graph_maker_id(r->g, why->maker));
    cbgi_json_put_string(json, "concept", cbg_concept_id(why->concept));
    cbgi_json_put_bool(json, "stable", why->stable);
    cbgi_json_put_open(json, "improvements", '[');
    for (uint32_t k = 0; k < why->count; k++) {
        const cbg_answer *a = &why->answer[k];
        cbgi_json_open(json, '{');
        cbgi_json_put_uint(json, "to", (uint64_t)a->to + 1);
        cbgi_json_put_bool(json, "sanctioned", a->met);
        put_moves(r, "sanction", a->sanction, a->length, json);
        cbgi_text words;
        cbgi_text_init(&words, NULL);
        cbgi_why_add_words(r->g, why, a, &words);
        put_words(json, "text", &words);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_close(json, '}');
}

static void put_way(const cbgi_stability_report *r, uint32_t to, cbgi_json *json)
{
    const cbg_graph_move *path = NULL;
    cbgi_json_open(json, '{');
    cbgi_json_put_uint(json, "to", (uint64_t)to + 1);
    int count = cbg_ways_path(r->ways, true, to, &path);
    if (count >= 0) {
        cbgi_json_put_string(json, "kind", "improvements");
    } else {
        unsigned group = cbg_ways_coalition(r->ways, to, &count, &path);
        if (group == 0)
            count = cbg_ways_path(r->ways, false, to, &path);
        cbgi_json_put_string(json, "kind", group != 0 ? "coalition" : count >= 0 ? "any moves" : "none");
    }
    put_moves(r, "moves", path, count < 0 ? 0 : count, json);
    cbgi_json_close(json, '}');
}

static void put_facts(const cbgi_stability_report *r, cbgi_json *json)
{
    cbgi_json_put_uint(json, "states", cbg_graph_states(r->g));
    int64_t now = cbg_graph_status_quo(r->g);
    cbgi_json_key(json, "status_quo");
    if (now >= 0)
        cbgi_json_int(json, now + 1);
    else
        cbgi_json_null(json);
    cbgi_json_put_string(json, "opponent_moves", r->options.opponents_once ? "once" : "any");
    cbgi_json_put_string(json, "solver",
                         cbg_stability_solver(r->result) == CBG_SOLVER_SWEEP ? "sweep" : "sets");
    cbgi_json_put_open_line(json, "decision_makers", '[');
    for (int i = 0; i < cbg_graph_makers(r->g); i++)
        cbgi_json_string(json, cbg_graph_maker_id(r->g, i));
    cbgi_json_close(json, ']');
    cbgi_json_put_open_line(json, "equilibria", '{');
    for (int c = 0; c < CBG_CONCEPTS; c++)
        if (asked(r, c))
            cbgi_json_put_uint(json, cbg_concept_id((cbg_concept)c),
                               cbg_stability_count(r->result, (cbg_concept)c));
    cbgi_json_close(json, '}');
    cbgi_json_put_uint(json, "under_every_concept", r->everywhere);
    cbgi_json_put_uint(json, "under_some_concept", r->holding);
}

void cbgi_stability_json(const cbgi_stability_report *r, cbgi_json *json)
{
    put_facts(r, json);
    cbgi_json_put_bool(json, "all_listed", r->all_listed);
    cbgi_json_put_open(json, "listed", '[');
    for (uint32_t k = 0; k < r->rows; k++)
        put_row(r, r->row[k], json);
    cbgi_json_close(json, ']');
    cbgi_json_put_open(json, "reasons", '[');
    for (int k = 0; k < r->chosen * cbg_graph_makers(r->g); k++)
        put_why(r, r->why[k], json);
    cbgi_json_close(json, ']');
    cbgi_stability_inverse_json(r, json);
    cbgi_stability_draws_json(r, json);
    cbgi_stability_built_json(r, json);
    cbgi_stability_sequences_json(r, json);
    cbgi_stability_groups_json(r, json);
    if (r->ways == NULL)
        return;
    cbgi_json_put_int(json, "from", r->from + 1);
    cbgi_json_put_open(json, "ways", '[');
    for (int k = 0; k < r->targets; k++)
        put_way(r, r->target[k], json);
    cbgi_json_close(json, ']');
}
