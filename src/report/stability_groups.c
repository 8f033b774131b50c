/* What coalitions change: states that groups leave, and jumps from one equilibrium to a better one. */
#include "report/stability.h"

void cbgi_group_add_words(const cbg_graph *g, unsigned group, cbgi_text *out)
{
    int done = 0;
    for (int i = 0; i < cbg_graph_makers(g); i++)
        if ((group >> i & 1) != 0)
            cbgi_text_addf(out, "%s%s", done++ > 0 ? " + " : "", cbg_graph_maker_id(g, i));
}

static void group_cell(const cbg_graph *g, unsigned group, cbgi_table *t)
{
    cbgi_text words;
    cbgi_text_init(&words, NULL);
    cbgi_group_add_words(g, group, &words);
    cbgi_table_add_colour(t, group == 0 ? CBGI_GREEN : CBGI_PLAIN, group == 0 ? "holds" : words.data);
    cbgi_text_free(&words);
}

static bool relevant(const cbgi_stability_report *r, uint32_t state)
{
    for (int c = 0; c < CBG_CONCEPTS; c++)
        if ((r->options.concepts >> c & 1) != 0 &&
            cbg_stability_equilibrium(r->result, (cbg_concept)c, state))
            return true;
    return false;
}

static void jumps(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out)
{
    for (int k = 0; k < r->jumps; k++) {
        const cbgi_jump *jump = &r->jump[k];
        cbgi_text text;
        cbgi_text_init(&text, NULL);
        cbgi_text_addf(&text, "Jump from %u to %u: ", (unsigned)jump->from + 1, (unsigned)jump->to + 1);
        cbgi_moves_add_words(r->g, jump->path, jump->length, &text);
        cbgi_text_add(&text, "; nobody would go alone, together ");
        cbgi_group_add_words(r->g, jump->group, &text);
        cbgi_text_add(&text, " all gain.");
        if (!text.failed)
            cbgi_wrap(out, style, 2, 4, text.data);
        out->failed = out->failed || text.failed;
        cbgi_text_free(&text);
    }
    if (r->jumps == 0)
        cbgi_text_addf(out,
                       "  No coalition can take one %s equilibrium to another that all its members prefer.\n",
                       cbg_concept_name(r->jump_concept));
}

void cbgi_stability_groups(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out)
{
    if (r->coalitions == NULL)
        return;
    cbgi_heading(out, style, "Coalitions: which states stand even when groups may leave together");
    cbgi_table t;
    cbgi_table_init(&t, style, "rlllll");
    t.indent = 2;
    cbgi_table_add(&t, "state");
    cbgi_table_add(&t, "what");
    for (int c = 0; c < CBG_COALITION_CONCEPTS; c++)
        cbgi_table_add(&t, cbg_concept_name((cbg_concept)c));
    for (uint32_t k = 0; k < r->rows; k++) {
        if (!relevant(r, r->row[k]))
            continue;
        cbgi_text words;
        cbgi_text_init(&words, NULL);
        cbgi_state_add_words(r->g, r->row[k], &words);
        cbgi_table_addf(&t, "%u", (unsigned)r->row[k] + 1);
        cbgi_table_add(&t, words.data);
        cbgi_text_free(&words);
        for (int c = 0; c < CBG_COALITION_CONCEPTS; c++)
            group_cell(r->g, cbg_coalitions_leaver(r->coalitions, (cbg_concept)c, r->row[k]), &t);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
    cbgi_wrap(out, style, 2, 2,
              "\"holds\": universally stable, for every coalition; else the smallest coalition that leaves.");
    jumps(r, style, out);
}

static void put_group(const cbg_graph *g, const char *key, unsigned group, cbgi_json *json)
{
    cbgi_json_put_open_line(json, key, '[');
    for (int i = 0; i < cbg_graph_makers(g); i++)
        if ((group >> i & 1) != 0)
            cbgi_json_string(json, cbg_graph_maker_id(g, i));
    cbgi_json_close(json, ']');
}

void cbgi_stability_groups_json(const cbgi_stability_report *r, cbgi_json *json)
{
    if (r->coalitions == NULL)
        return;
    cbgi_json_put_open(json, "coalitions", '[');
    for (uint32_t k = 0; k < r->rows; k++) {
        cbgi_json_open(json, '{');
        cbgi_json_put_uint(json, "state", (uint64_t)r->row[k] + 1);
        cbgi_json_put_open(json, "leave", '{');
        for (int c = 0; c < CBG_COALITION_CONCEPTS; c++)
            put_group(r->g, cbg_concept_id((cbg_concept)c),
                      cbg_coalitions_leaver(r->coalitions, (cbg_concept)c, r->row[k]), json);
        cbgi_json_close(json, '}');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_put_string(json, "jump_concept", cbg_concept_id(r->jump_concept));
    cbgi_json_put_open(json, "jumps", '[');
    for (int k = 0; k < r->jumps; k++) {
        cbgi_json_open(json, '{');
        cbgi_json_put_uint(json, "from", (uint64_t)r->jump[k].from + 1);
        cbgi_json_put_uint(json, "to", (uint64_t)r->jump[k].to + 1);
        put_group(r->g, "coalition", r->jump[k].group, json);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}
