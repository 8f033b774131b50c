/* NegMAS's outcome space, {issues: [{name, type, values}]}, and linear additive utility function, {values: [{type,
 * mapping | slope, bias}], weights: [...], reserved_value}, in the order of the issues; u = sum of weight * value.
 *
 * Issues: CategoricalIssue, OrdinalIssue, DiscreteOrdinalIssue, DiscreteCardinalIssue (a list of values),
 * ContiguousIssue ([least, greatest] whole number), ContinuousIssue ([least, greatest], read at 21 points). Functions of a
 * value v: TableFun (mapping), IdentityFun v, LinearFun slope v + bias, AffineFun slope v + bias, ConstFun bias. Values
 * need not lie between 0 and 1: if one does not, the party has points (weight * value).
 */
#include <string.h>

#include "coburg/space.h"
#include "format/negmas.h"

static const cbg_rational zero = {0, 1}, one = {1, 1};

/* The last part of "negmas.outcomes.CategoricalIssue"; "" when there is none. */
static const char *type_of(const cbgi_node *node)
{
    static const char *const keys[] = {"type", "__python_class__", NULL};
    for (int k = 0; keys[k] != NULL; k++) {
        const cbgi_node *type = cbgi_json_get(node, keys[k]);
        if (type != NULL && type->kind == CBGI_SCALAR) {
            const char *point = strrchr(type->text, '.');
            return point != NULL ? point + 1 : type->text;
        }
    }
    return "";
}

static bool is_type(const cbgi_node *node, const char *name)
{
    return strcmp(type_of(node), name) == 0;
}

static bool ends(cbgi_negmas *g, const cbgi_node *list, cbgi_draft_issue *issue, bool real)
{
    cbg_rational end[2];
    int64_t count;
    if (list->count != 2) {
        cbg_diag *diag =
            cbgi_bad(g->in, list->span, "%s needs two numbers, the least and the greatest", issue->name);
        cbg_diag_hint(diag, "write values: [0, 10]");
        return false;
    }
    for (int k = 0; k < 2; k++) {
        if (!cbgi_json_number(g->in, list->item[k], "a bound", &end[k])) {
            return false;
        }
    }
    if (real) {
        return cbgi_draft_real(&g->draft, issue, end[0], end[1], list->span);
    }
    if (end[0].den != 1 || end[1].den != 1 || end[0].num > end[1].num ||
        __builtin_sub_overflow(end[1].num, end[0].num, &count) || count == INT64_MAX) {
        cbg_diag *diag =
            cbgi_bad(g->in, list->span, "the range of %s is not one of whole numbers upward", issue->name);
        cbg_diag_hint(diag, "write the least number first, both without decimals");
        return false;
    }
    return cbgi_draft_range(&g->draft, issue, end[0], one, count + 1, list->span);
}

static bool read_issue(cbgi_negmas *g, const cbgi_node *node, cbgi_draft_issue *issue)
{
    const cbgi_node *name = cbgi_json_need(g->in, node, "name", CBGI_SCALAR, "an issue");
    issue->span = node->span;
    issue->name = name == NULL ? NULL : cbgi_json_name(g->in, name, "an issue");
    const cbgi_node *values = issue->name == NULL ? NULL : cbgi_json_get(node, "values");
    if (issue->name == NULL) {
        return false;
    }
    if (values != NULL && values->kind == CBGI_SCALAR) { /* a number n stands for 0 .. n - 1 */
        cbg_rational n;
        return cbgi_json_number(g->in, values, "the number of values", &n) &&
               cbgi_draft_range(&g->draft, issue, zero, one, n.num / n.den, values->span);
    }
    values = cbgi_json_need(g->in, node, "values", CBGI_LIST, issue->name);
    if (values == NULL) {
        return false;
    }
    if (is_type(node, "ContiguousIssue") || is_type(node, "ContinuousIssue")) {
        return ends(g, values, issue, is_type(node, "ContinuousIssue"));
    }
    const char **option = cbgi_arena_array(g->in->arena, (size_t)values->count, sizeof *option);
    cbg_span *where = cbgi_arena_array(g->in->arena, (size_t)values->count, sizeof *where);
    for (int o = 0; option != NULL && where != NULL && o < values->count; o++) {
        where[o] = values->item[o]->span;
        option[o] = cbgi_json_name(g->in, values->item[o], "a value");
        if (option[o] == NULL) {
            return false;
        }
    }
    if (values->count == 0) {
        cbg_diag_hint(cbgi_bad(g->in, values->span, "%s has no values", issue->name), "name at least one");
        return false;
    }
    return !g->in->arena->failed && cbgi_draft_options(&g->draft, issue, option, values->count, where);
}

bool cbgi_negmas_space(cbgi_negmas *g, const cbgi_node *root)
{
    const cbgi_node *list = cbgi_json_need(g->in, root, "issues", CBGI_LIST, "the outcome space");
    if (list == NULL) {
        return false;
    }
    if (list->count == 0 || list->count > CBG_ISSUES_MAX) {
        cbg_diag *diag = cbgi_bad(g->in, list->span, "the outcome space has %d issues", list->count);
        cbg_diag_hint(diag, "between 1 and %d can be handled", CBG_ISSUES_MAX);
        return false;
    }
    const char **name = cbgi_arena_array(g->in->arena, (size_t)list->count, sizeof *name);
    if (name == NULL || !cbgi_draft_issues(&g->draft, list->count)) {
        return false;
    }
    for (int i = 0; i < list->count; i++) {
        if (!read_issue(g, list->item[i], &g->draft.issue[i])) {
            return false;
        }
        name[i] = g->draft.issue[i].name;
    }
    return cbgi_index_build(g->in->arena, name, list->count, &g->names);
}

static bool from_table(cbgi_negmas *g, const cbgi_node *map, int i, cbg_rational *score)
{
    const cbgi_draft_issue *issue = &g->draft.issue[i];
    bool *seen = cbgi_arena_array(g->in->arena, (size_t)issue->count, sizeof *seen);
    for (int k = 0; seen != NULL && k < map->count; k++) {
        const char *name = cbgi_json_name(g->in, cbgi_key(map, k), "a value");
        const int o = name == NULL ? -1 : cbgi_index_find(&issue->index, name);
        if (name == NULL) {
            return false;
        }
        if (o < 0) {
            cbgi_remark(g->in, "%s: %s has no value %s; what it is worth is passed over.",
                        g->in->current->name, issue->name, cbgi_quoted(g->in, name));
        } else if (!cbgi_json_number(g->in, cbgi_value(map, k), "a value", &score[o])) {
            return false;
        } else {
            seen[o] = true;
        }
    }
    for (int o = 0; seen != NULL && o < issue->count; o++) {
        if (!seen[o]) {
            cbg_diag *diag = cbgi_bad(g->in, map->span, "the mapping says nothing of %s of %s",
                                      cbgi_quoted(g->in, issue->option[o]), issue->name);
            cbg_diag_hint(diag, "add it");
            return false;
        }
    }
    return seen != NULL;
}

static bool optional(cbgi_negmas *g, const cbgi_node *map, const char *key, cbg_rational *out)
{
    const cbgi_node *node = cbgi_json_get(map, key);
    return node == NULL || cbgi_json_number(g->in, node, key, out);
}

static bool from_line(cbgi_negmas *g, const cbgi_node *fun, int i, cbg_rational *score)
{
    const cbgi_draft_issue *issue = &g->draft.issue[i];
    cbg_rational slope = is_type(fun, "ConstFun") ? zero : one, bias = zero;
    if (!optional(g, fun, "slope", &slope) || !optional(g, fun, "bias", &bias)) {
        return false;
    }
    for (int o = 0; o < issue->count; o++) {
        cbg_rational v = zero;
        bool rounded = false, fits = slope.num == 0 || issue->numeric ||
                                     cbgi_decimal(issue->option[o], &v, &rounded) == CBG_OK;
        v = issue->numeric ? issue->value[o] : v;
        fits = fits && cbg_rational_multiply(slope, v, &score[o]) == CBG_OK &&
               cbg_rational_add(score[o], bias, &score[o]) == CBG_OK;
        if (!fits) {
            cbg_diag *diag =
                cbgi_bad(g->in, fun->span, "this function does not fit the values of %s", issue->name);
            cbg_diag_hint(diag, "values by name need a TableFun");
            return false;
        }
    }
    return true;
}

static bool read_values(cbgi_negmas *g, const cbgi_node *fun, int i, cbg_rational *score)
{
    static const char *const lines[] = {"IdentityFun", "LinearFun", "AffineFun", "ConstFun", NULL};
    const char *type = type_of(fun);
    for (int k = 0; lines[k] != NULL; k++) {
        if (strcmp(type, lines[k]) == 0) {
            return from_line(g, fun, i, score);
        }
    }
    const cbgi_node *mapping = cbgi_json_get(fun, "mapping");
    if (mapping != NULL || strcmp(type, "TableFun") == 0) {
        mapping = cbgi_json_need(g->in, fun, "mapping", CBGI_MAP, g->draft.issue[i].name);
        return mapping != NULL && from_table(g, mapping, i, score);
    }
    cbg_diag *diag = cbgi_bad(g->in, fun->span, "the values of %s are of a kind that is not known: %s",
                              g->draft.issue[i].name, type[0] == '\0' ? "none" : cbgi_quoted(g->in, type));
    cbg_diag_hint(diag, "Coburg reads TableFun, IdentityFun, LinearFun, AffineFun and ConstFun");
    return false;
}

/* Anything outside 0..1 makes the party one of points. */
static void settle_form(cbgi_negmas *g, cbgi_draft_party *party)
{
    for (int i = 0; i < g->draft.issue_count && !party->points; i++) {
        party->points = party->weight[i].num < 0;
        for (int o = 0; o < g->draft.issue[i].count && !party->points; o++) {
            const cbg_rational s = party->score[i][o];
            party->points = s.num < 0 || cbg_rational_compare(s, one) > 0;
        }
    }
    for (int i = 0; i < g->draft.issue_count && party->points; i++) {
        for (int o = 0; o < g->draft.issue[i].count; o++) {
            if (cbg_rational_multiply(party->weight[i], party->score[i][o], &party->score[i][o]) != CBG_OK) {
                cbg_diag *diag = cbgi_bad(g->in, party->span, "weights times values have too many digits");
                cbg_diag_hint(diag, "round them to fewer digits");
                return;
            }
        }
    }
}

/* A finite reserved value; NegMAS writes minus infinity for none. */
static bool read_reserved(cbgi_negmas *g, const cbgi_node *root, cbgi_draft_party *party)
{
    static const char *const none[] = {"-.inf", "-Infinity", "null", "-inf", "~", "", NULL};
    const cbgi_node *value = cbgi_json_get(root, "reserved_value");
    for (int k = 0; value != NULL && value->kind == CBGI_SCALAR && none[k] != NULL; k++) {
        if (strcmp(value->text, none[k]) == 0) {
            return true;
        }
    }
    return value == NULL || cbgi_json_number(g->in, value, "the reserved value", &party->walk_away);
}

/* A discounted function holds another, which is what counts at the start. */
static const cbgi_node *undiscounted(cbgi_negmas *g, const cbgi_node *root, cbgi_draft_party *party)
{
    const cbgi_node *inside = cbgi_json_get(root, "ufun");
    if (inside == NULL || inside->kind != CBGI_MAP) {
        return root;
    }
    const cbgi_node *factor = cbgi_json_get(root, "discount");
    cbg_rational d;
    bool rounded = false;
    const bool usable = is_type(root, "ExpDiscountedUFun") && factor != NULL && factor->kind == CBGI_SCALAR &&
                        cbgi_decimal(factor->text, &d, &rounded) == CBG_OK && d.num > 0 && d.num <= d.den;
    if (usable) {
        party->discount = d;
    } else {
        cbgi_remark(g->in, "%s is discounted (%s): read as it is at the start.", party->name, type_of(root));
    }
    return inside;
}

bool cbgi_negmas_function(cbgi_negmas *g, const cbgi_node *root, cbgi_draft_party *party)
{
    const cbgi_node *fun = undiscounted(g, root, party);
    party->span = root->span;
    if (!is_type(fun, "LinearAdditiveUtilityFunction") && !is_type(fun, "LinearUtilityAggregationFunction")) {
        cbg_diag *diag = cbgi_bad(g->in, fun->span, "a utility function that is not linear additive: %s",
                                  cbgi_quoted(g->in, type_of(fun)));
        cbg_diag_hint(diag, "Coburg reads LinearAdditiveUtilityFunction so far");
        return false;
    }
    const cbgi_node *values = cbgi_json_need(g->in, fun, "values", CBGI_LIST, party->name);
    const cbgi_node *weights =
        values == NULL ? NULL : cbgi_json_need(g->in, fun, "weights", CBGI_LIST, party->name);
    if (weights == NULL) {
        return false;
    }
    if (values->count != g->draft.issue_count || weights->count != values->count) {
        cbg_diag *diag = cbgi_bad(g->in, values->span, "%d values and %d weights for %d issues",
                                  values->count, weights->count, g->draft.issue_count);
        cbg_diag_hint(diag, "write one of each for every issue, in the order of the outcome space");
        return false;
    }
    for (int i = 0; i < g->draft.issue_count; i++) {
        cbg_rational *score = cbgi_draft_scores(&g->draft, party, i);
        if (score == NULL || !cbgi_json_number(g->in, weights->item[i], "a weight", &party->weight[i]) ||
            !read_values(g, values->item[i], i, score)) {
            return false;
        }
    }
    party->given = true;
    settle_form(g, party);
    return read_reserved(g, root, party);
}
