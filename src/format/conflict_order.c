/* What a decision maker prefers: statements, weights, a ranking or pairs, and what adds to them. */
#include "format/conflict.h"

static const cbg_rational zero = {0, 1};

static int read_pairs(cbgi_reader *r, const cbgi_node *node, const char *what, const cbg_state_pair **out)
{
    cbgi_node *const *item = NULL;
    if (node == NULL) {
        return 0;
    }
    const int count = cbgi_node_empty(node) ? 0 : cbgi_items(r, node, what, &item);
    cbg_state_pair *pair = cbgi_arena_array(r->arena, count > 0 ? (size_t)count : 0, sizeof *pair);
    int kept = 0;
    for (int i = 0; pair != NULL && i < count && !cbgi_reader_done(r); i++) {
        cbg_names two = {0};
        if (item[i]->kind == CBGI_BROKEN) {
            continue;
        }
        if (item[i]->kind != CBGI_LIST || item[i]->count != 2) {
            cbg_diag_hint(cbgi_wrong(r, item[i], "%s holds pairs of states", what),
                          "write each as [first, second]");
        } else if (cbgi_names_of(r, item[i], "a pair of states", &two)) {
            pair[kept++] = (cbg_state_pair){two.item[0], two.item[1], item[i]->span};
        }
    }
    *out = pair;
    return kept;
}

int cbgi_read_ranking(cbgi_reader *r, const cbgi_node *node, const cbg_names **out)
{
    cbgi_node *const *item = NULL;
    const int count = cbgi_node_empty(node) ? 0 : cbgi_items(r, node, "`ranking`", &item);
    cbg_names *level = cbgi_arena_array(r->arena, count > 0 ? (size_t)count : 0, sizeof *level);
    int kept = 0;
    for (int i = 0; level != NULL && i < count && !cbgi_reader_done(r); i++) {
        kept += cbgi_names_of(r, item[i], "a state, or a list of states that tie", &level[kept]);
    }
    *out = level;
    return kept;
}

static void read_weights(cbgi_conflict_reader *k, const cbgi_node *map, cbg_conflict_order *order)
{
    cbgi_reader *r = k->r;
    if (map->kind != CBGI_MAP) {
        if (map->kind != CBGI_BROKEN && !cbgi_node_empty(map)) {
            cbg_diag_hint(cbgi_wrong(r, map, "weights are a map from formula to number"),
                          "write {release: 3, -attack: 5}");
        }
        return;
    }
    cbg_formula *formula = cbgi_arena_array(r->arena, (size_t)map->count, sizeof *formula);
    cbg_number *weight = cbgi_arena_array(r->arena, (size_t)map->count, sizeof *weight);
    int kept = 0;
    for (int i = 0; formula != NULL && weight != NULL && i < map->count && !cbgi_reader_done(r); i++) {
        const bool ok = cbgi_read_formula(k, cbgi_key(map, i), &formula[kept]);
        kept += cbgi_number_of(r, cbgi_value(map, i), "a weight", (cbgi_bounds){0}, &weight[kept]) && ok;
    }
    order->statement = formula;
    order->weight = weight;
    order->statement_count = kept;
}

/* Exactly one form; the key node of the one to complain about, or NULL. */
static bool choose_form(cbgi_conflict_reader *k, int maker, const cbgi_order_nodes *n,
                        cbg_conflict_order *order)
{
    const cbgi_node *const form[] = {n->statements, n->weights, n->ranking, n->prefers};
    int found = -1;
    for (int f = 0; f < 4; f++) {
        if (form[f] != NULL && found >= 0) {
            const cbgi_node *key = cbgi_key_of(k->entry[maker], form[f]);
            cbg_diag_hint(
                cbgi_wrong(k->r, key, "%s states its preferences in two forms", k->maker[maker].name),
                "keep one of statements, weights, ranking and prefers");
            return false;
        }
        found = form[f] != NULL ? f : found;
    }
    if (found < 0) {
        cbg_diag_hint(
            CBGI_WRONG(k->r->diags, k->maker[maker].span, "%s has no preferences", k->maker[maker].name),
            "add statements, weights, a ranking or prefers");
        return false;
    }
    order->form = (cbg_order_form)found;
    if (k->graph_form && found < 2) {
        cbg_diag_hint(cbgi_wrong(k->r, cbgi_key_of(k->entry[maker], form[found]),
                                 "formulas speak of options, and this conflict lists states"),
                      "write a `ranking` of the states, or `prefers`");
        return false;
    }
    return true;
}

void cbgi_read_order(cbgi_conflict_reader *k, int maker, const cbgi_order_nodes *n)
{
    cbg_conflict_order *order = &k->maker[maker].order;
    cbgi_reader *r = k->r;
    order->span = k->maker[maker].span;
    if (!choose_form(k, maker, n, order)) {
        return;
    }
    switch (order->form) {
    case CBG_ORDER_STATEMENTS:
        order->statement_count = cbgi_read_formulas(k, n->statements, "`statements`", &order->statement);
        break;
    case CBG_ORDER_WEIGHTS: read_weights(k, n->weights, order); break;
    case CBG_ORDER_RANKING: order->level_count = cbgi_read_ranking(r, n->ranking, &order->level); break;
    case CBG_ORDER_PAIRS: order->prefer_count = read_pairs(r, n->prefers, "`prefers`", &order->prefer); break;
    }
    order->unknown_count = read_pairs(r, n->unknown, "`unknown`", &order->unknown);
    order->strong_count = read_pairs(r, n->strong, "`strong`", &order->strong);
    cbgi_optional_number(r, n->strong_gap, "the gap", (cbgi_bounds){.low = &zero}, &order->strong_gap);
    if (order->strong_gap.given && order->form != CBG_ORDER_WEIGHTS) {
        cbg_diag_hint(cbgi_wrong(r, cbgi_key_of(k->entry[maker], n->strong_gap),
                                 "`strong_gap` is a difference of weights, and there are none"),
                      "list pairs under `strong`");
    }
}
