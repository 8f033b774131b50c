/* How often states hold when uncertain weights are drawn. */
#include "report/stability.h"

static bool asked(const cbgi_stability_report *r, int concept)
{
    return concept < CBG_CORE_CONCEPTS && (r->options.concepts >> concept & 1) != 0;
}

static bool ever_held(const cbgi_stability_report *r, uint32_t state)
{
    for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
        if (asked(r, c) && cbg_draws_held(r->draws, (cbg_concept)c, state) > 0)
            return true;
    return false;
}

/* The state that holds most often under the strongest core concept asked for, ties to the lowest; and that concept. */
static uint32_t most_often(const cbgi_stability_report *r, cbg_concept *concept)
{
    uint32_t best = 0;
    *concept = CBG_NASH;
    for (int c = CBG_CORE_CONCEPTS; c-- > 0;)
    *concept = asked(r, c) ? (cbg_concept)c : *concept;
    for (uint32_t s = 1; s < cbg_graph_states(r->g); s++)
        if (cbg_draws_held(r->draws, *concept, s) > cbg_draws_held(r->draws, *concept, best))
            best = s;
    return best;
}

static void sentence(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out)
{
    cbg_concept concept;
    uint32_t best = most_often(r, &concept);
    char number[32];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "State %u (", (unsigned)best + 1);
    cbgi_state_add_words(r->g, best, &text);
    cbgi_text_addf(&text, ") holds most often under %s, in %.1f%% of %s draws (seed %llu).",
                   cbg_concept_name(concept), 100.0 * cbg_draws_held(r->draws, concept, best) / r->draw_count,
                   cbgi_text_grouped((uint64_t)r->draw_count, number), (unsigned long long)r->seed);
    if (r->links > 0 && r->link[0].state >= 0) {
        cbgi_text_addf(&text, " The agreement of the %s solution, state %lld, holds in", r->link[0].name,
                       (long long)r->link[0].state + 1);
        for (int c = 0, done = 0; c < CBG_CORE_CONCEPTS; c++)
            if (asked(r, c))
                cbgi_text_addf(&text, "%s %.1f%% under %s", done++ > 0 ? "," : "",
                               100.0 * cbg_draws_held(r->draws, (cbg_concept)c, (uint32_t)r->link[0].state) / r->draw_count,
                               cbg_concept_name((cbg_concept)c));
        cbgi_text_add(&text, ".");
    }
    if (!text.failed)
        cbgi_wrap(out, style, 2, 2, text.data);
    out->failed = out->failed || text.failed;
    cbgi_text_free(&text);
}

void cbgi_stability_draws(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out)
{
    if (r->draws == NULL)
        return;
    cbgi_heading(out, style, "How sure: weights drawn anew from their ranges");
    sentence(r, style, out);
    int columns = 2;
    for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
        columns += asked(r, c);
    char align[CBG_CORE_CONCEPTS + 3] = "rlrrrrr";
    align[columns] = '\0';
    cbgi_table t;
    cbgi_table_init(&t, style, align);
    t.indent = 2;
    cbgi_table_add(&t, "state");
    cbgi_table_add(&t, "what");
    for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
        if (asked(r, c))
            cbgi_table_addf(&t, "%s %%", cbg_concept_name((cbg_concept)c));
    for (uint32_t k = 0; k < r->rows; k++) {
        uint32_t s = r->row[k];
        if (!ever_held(r, s))
            continue;
        cbgi_text words;
        cbgi_text_init(&words, NULL);
        cbgi_state_add_words(r->g, s, &words);
        cbgi_table_addf(&t, "%u", (unsigned)s + 1);
        cbgi_table_add(&t, words.data);
        cbgi_text_free(&words);
        for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
            if (asked(r, c))
                cbgi_table_addf(&t, "%.1f",
                                100.0 * cbg_draws_held(r->draws, (cbg_concept)c, s) / r->draw_count);
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}

void cbgi_stability_draws_json(const cbgi_stability_report *r, cbgi_json *json)
{
    if (r->draws == NULL)
        return;
    cbgi_json_put_int(json, "draws", r->draw_count);
    cbgi_json_put_uint(json, "seed", r->seed);
    cbgi_json_put_open(json, "held", '[');
    for (uint32_t s = 0; s < cbg_graph_states(r->g); s++) {
        if (!ever_held(r, s))
            continue;
        cbgi_json_open_line(json, '{');
        cbgi_json_put_uint(json, "state", (uint64_t)s + 1);
        for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
            if (asked(r, c))
                cbgi_json_put_uint(json, cbg_concept_id((cbg_concept)c),
                                   cbg_draws_held(r->draws, (cbg_concept)c, s));
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}
