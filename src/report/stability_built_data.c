/* A conflict built from issues for programs. */
#include "report/stability.h"

typedef struct page {
    const cbgi_stability_report *r;
    const cbg_graph *g;
    const cbg_built *b;
} page;

static bool asked(const cbgi_stability_report *r, int concept)
{
    return (r->options.concepts >> concept & 1) != 0;
}

static void put_ladders(const page *p, cbgi_json *json)
{
    const cbg_ladder *ladder;
    int count = cbg_built_ladders(p->b, &ladder);
    cbgi_json_put_open(json, "ladders", '[');
    for (int k = 0; k < count; k++) {
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "issue", p->r->c->issue[ladder[k].issue].id);
        cbgi_json_key(json, "owner");
        if (ladder[k].owner >= 0)
            cbgi_json_string(json, cbg_graph_maker_id(p->g, ladder[k].owner));
        else
            cbgi_json_null(json);
        cbgi_json_put_open_line(json, "levels", '[');
        for (int r = 0; r < ladder[k].count; r++)
            cbgi_json_string(json, p->r->c->issue[ladder[k].issue].option[ladder[k].level[r]].name);
        cbgi_json_close(json, ']');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_links(const page *p, cbgi_json *json)
{
    cbgi_json_put_open(json, "agreements", '[');
    for (int k = 0; k < p->r->links; k++) {
        const cbgi_link *l = &p->r->link[k];
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "solution", l->name);
        cbgi_json_put_bool(json, "efficient", l->agreement->efficient);
        cbgi_json_key(json, "state");
        if (l->state < 0)
            cbgi_json_null(json);
        else
            cbgi_json_int(json, l->state + 1);
        if (l->state >= 0) {
            cbgi_json_put_string(json, "reached", cbgi_way_kind(p->r, (uint32_t)l->state));
            cbgi_json_put_open_line(json, "worth", '{');
            for (int i = 0; i < cbg_graph_makers(p->g); i++)
                cbgi_json_key(json, cbg_graph_maker_id(p->g, i)), cbgi_json_double(json, cbg_built_worth(p->b, i, (uint32_t)l->state));
            cbgi_json_close(json, '}');
            cbgi_json_put_open_line(json, "equilibrium", '{');
            for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
                if (asked(p->r, c))
                    cbgi_json_put_bool(json, cbg_concept_id((cbg_concept)c),
                                       cbg_stability_equilibrium(p->r->result, (cbg_concept)c, (uint32_t)l->state));
            cbgi_json_close(json, '}');
        }
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

/* What keeps agreements from being Nash stable: who leaves, where to, and how many points that is worth. */
static void put_blocked(const page *p, cbgi_json *json)
{
    static const char *const kind[] = {"open", "deal", "extended", "left", "lapsed"};
    cbgi_arena scratch;
    cbgi_arena_init(&scratch, NULL);
    uint32_t *moves = cbgi_arena_array(&scratch, cbg_graph_states(p->g), sizeof *moves);
    cbgi_json_put_open(json, "blocked", '[');
    for (int k = 0; moves != NULL && k < p->r->links; k++)
        for (int i = 0; i < cbg_graph_makers(p->g) && p->r->link[k].state >= 0; i++) {
            uint32_t s = (uint32_t)p->r->link[k].state, to = cbgi_best_move(p->r, i, s, moves);
            if (to == s)
                continue;
            cbgi_json_open_line(json, '{');
            cbgi_json_put_string(json, "solution", p->r->link[k].name);
            cbgi_json_put_string(json, "decision_maker", cbg_graph_maker_id(p->g, i));
            cbgi_json_put_uint(json, "to", (uint64_t)to + 1);
            cbgi_json_put_string(json, "kind", kind[cbg_built_kind_of(p->b, to)]);
            cbgi_json_put_double(json, "points", cbg_built_worth(p->b, i, to) - cbg_built_worth(p->b, i, s));
            cbgi_json_close(json, '}');
        }
    cbgi_json_close(json, ']');
    json->out->failed = json->out->failed || scratch.failed;
    cbgi_arena_free(&scratch);
}

void cbgi_stability_built_json(const cbgi_stability_report *r, cbgi_json *json)
{
    if (r->built == NULL)
        return;
    page p = {.r = r, .g = r->g, .b = r->built};
    cbgi_json_put_string(json, "built", r->built_options->deadline ? "at the deadline" : "before the deadline");
    put_ladders(&p, json);
    put_links(&p, json);
    put_blocked(&p, json);
    cbgi_json_put_uint(json, "deals", r->deals);
    if (r->counted)
        cbgi_json_put_uint(json, "efficient_deals", r->efficient_deals);
    cbgi_json_put_open(json, "stated", '[');
    for (int i = 0; i < cbg_graph_makers(r->g); i++) {
        const cbg_tau *t = cbg_built_tau(r->built, i);
        if (!t->stated)
            continue;
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "decision_maker", cbg_graph_maker_id(r->g, i));
        cbgi_json_key(json, "kendall_tau"), cbgi_json_double(json, t->tau);
        cbgi_json_put_uint(json, "pairs_against", t->against);
        cbgi_json_put_open_line(json, "against", '[');
        for (int k = 0; k < t->example_count; k++) {
            cbgi_json_open_line(json, '[');
            cbgi_json_int(json, (int64_t)t->better[k] + 1);
            cbgi_json_int(json, (int64_t)t->worse[k] + 1);
            cbgi_json_close(json, ']');
        }
        cbgi_json_close(json, ']');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}
