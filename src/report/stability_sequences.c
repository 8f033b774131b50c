/* All ways to a state, one a line, and the tree of what may follow. */
#include "report/stability.h"

static void told(cbgi_style style, int indent, int hang, cbgi_text *text, cbgi_text *out)
{
    if (!text->failed)
        cbgi_wrap(out, style, indent, hang, text->data);
    out->failed = out->failed || text->failed;
    cbgi_text_free(text);
}

/* The moves that end in a node, in order. */
static int moves_of(const cbg_sequences *q, int64_t at, cbg_graph_move *move)
{
    int count = q->node[at].depth;
    for (int k = count; k-- > 0; at = q->node[at].parent)
        move[k] = q->node[at].move;
    return count;
}

static void all_ways(const cbgi_stability_report *r, const cbgi_all_ways *a, cbgi_style style, cbgi_text *out)
{
    const cbg_sequences *q = a->sequences;
    cbg_graph_move move[CBG_SEQUENCE_LENGTH_MAX];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "To %u: %s%u %s of at most %d move%s, %s, without coming back to a state.", (unsigned)a->to + 1,
                   q->cut ? "the first " : "", (unsigned)q->ends, q->ends == 1 ? "sequence" : "sequences", r->all_length,
                   r->all_length == 1 ? "" : "s",
                   r->any_moves ? "any moves" : "each an improvement");
    told(style, 2, 2, &text, out);
    for (int length = 1; length <= r->all_length; length++)
        for (uint32_t k = 0; k < q->count; k++) {
            if (!q->node[k].wanted || q->node[k].depth != length)
                continue;
            cbgi_text_init(&text, NULL);
            cbgi_moves_add_words(r->g, move, moves_of(q, k, move), &text);
            told(style, 4, 2, &text, out);
        }
}

static void tree(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out)
{
    const cbg_sequences *q = r->tree;
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "What may follow state %u in %d move%s, %s", (unsigned)r->from + 1, r->tree_depth,
                   r->tree_depth == 1 ? "" : "s",
                   r->any_moves ? "any moves" : "each an improvement");
    if (!text.failed)
        cbgi_heading(out, style, text.data);
    cbgi_text_free(&text);
    for (uint32_t k = 0; k < q->count; k++) {
        const cbg_sequence_node *n = &q->node[k];
        int held = cbgi_stability_held(r, n->move.to), indent = 2 * n->depth;
        cbgi_text_init(&text, NULL);
        cbgi_moves_add_words(r->g, &n->move, 1, &text);
        if (held > 0)
            cbgi_text_add(&text, held == cbgi_stability_asked(r) ? ", which holds" : ", which holds under some concepts");
        told(style, indent, 2, &text, out);
    }
    if (q->count == 0)
        cbgi_text_add(out, "  Nothing: nobody has such a move.\n");
    if (q->cut)
        cbgi_text_addf(out, "  ... and more: only the first %u moves are shown.\n", (unsigned)q->count);
}

void cbgi_stability_sequences(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out)
{
    if (r->all_ways_count > 0)
        cbgi_heading(out, style, "All ways");
    for (int k = 0; k < r->all_ways_count; k++)
        all_ways(r, &r->all_ways[k], style, out);
    if (r->tree != NULL)
        tree(r, style, out);
}

static void put_move(const cbgi_stability_report *r, const cbg_graph_move *move, cbgi_json *json)
{
    cbgi_json_put_string(json, "by", cbg_graph_maker_id(r->g, move->maker));
    cbgi_json_put_uint(json, "from", (uint64_t)move->from + 1);
    cbgi_json_put_uint(json, "to", (uint64_t)move->to + 1);
}

static void put_ways(const cbgi_stability_report *r, const cbgi_all_ways *a, cbgi_json *json)
{
    cbg_graph_move move[CBG_SEQUENCE_LENGTH_MAX];
    cbgi_json_open(json, '{');
    cbgi_json_put_uint(json, "to", (uint64_t)a->to + 1);
    cbgi_json_put_bool(json, "complete", !a->sequences->cut);
    cbgi_json_put_open(json, "sequences", '[');
    for (uint32_t k = 0; k < a->sequences->count; k++) {
        if (!a->sequences->node[k].wanted)
            continue;
        int count = moves_of(a->sequences, k, move);
        cbgi_json_open_line(json, '[');
        for (int m = 0; m < count; m++) {
            cbgi_json_open_line(json, '{');
            put_move(r, &move[m], json);
            cbgi_json_close(json, '}');
        }
        cbgi_json_close(json, ']');
    }
    cbgi_json_close(json, ']');
    cbgi_json_close(json, '}');
}

void cbgi_stability_sequences_json(const cbgi_stability_report *r, cbgi_json *json)
{
    if (r->all_ways_count > 0 || r->tree != NULL)
        cbgi_json_put_string(json, "sequence_moves", r->any_moves ? "any" : "improvements");
    if (r->all_ways_count > 0) {
        cbgi_json_put_open(json, "all_ways", '[');
        for (int k = 0; k < r->all_ways_count; k++)
            put_ways(r, &r->all_ways[k], json);
        cbgi_json_close(json, ']');
    }
    if (r->tree == NULL)
        return;
    cbgi_json_put_bool(json, "tree_complete", !r->tree->cut);
    cbgi_json_put_open(json, "tree", '[');
    for (uint32_t k = 0; k < r->tree->count; k++) {
        const cbg_sequence_node *n = &r->tree->node[k];
        cbgi_json_open_line(json, '{');
        cbgi_json_put_int(json, "parent", n->parent);
        cbgi_json_put_int(json, "depth", n->depth);
        put_move(r, &n->move, json);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}
