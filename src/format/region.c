/* Regions: sets of outcomes described issue by issue, as red lines, interactions, boxes and constraints
 * state them: {UN: kept, EC: [a, b], CF: {at_least: 500, at_most: 1500}}. */
#include "format/reader.h"

/* A set of options, all false. Counted, because few characters can ask for many of them. */
static bool *marks_new(cbgi_reader *r, const cbgi_node *at, int options)
{
    r->marks += options;
    if (r->marks > CBGI_CASE_MARKS_MAX) {
        cbg_diag *diag = cbg_diags_add(r->diags, CBG_ERROR, CBG_TOO_LARGE, at->span,
                                       "red lines, boxes and constraints name too many options");
        cbg_diag_hint(diag, "take larger steps on the scales");
        return NULL;
    }
    return cbgi_arena_array(r->arena, (size_t)options, sizeof(bool));
}

const bool *cbgi_read_bounds(cbgi_reader *r, const cbgi_node *at_least, const cbgi_node *at_most, int issue,
                             const char *what)
{
    const int options = r->c->issue[issue].option_count;
    bool *set = marks_new(r, at_least ? at_least : at_most, options);
    const int low = at_least ? cbgi_refer_option(r, at_least, issue) : 0;
    const int high = at_most ? cbgi_refer_option(r, at_most, issue) : options - 1;
    if (set == NULL || low < 0 || high < 0) {
        return NULL;
    }
    if (low > high) {
        cbg_diag *diag =
            cbgi_wrong(r, at_least, "%s accepts nothing: it asks for at least more than at most", what);
        cbg_diag_hint(diag, "swap `at_least` and `at_most`");
        return NULL;
    }
    for (int o = low; o <= high; o++) {
        set[o] = true;
    }
    return set;
}

static const bool *from_bounds(cbgi_reader *r, const cbgi_node *node, int issue, const char *what)
{
    enum { AT_LEAST, AT_MOST, KEYS };
    static const char *const keys[KEYS] = {"at_least", "at_most"};
    const cbgi_node *v[KEYS];
    if (!cbgi_fields(r, node, "a range of options", keys, KEYS, v)) {
        return NULL;
    }
    if (!v[AT_LEAST] && !v[AT_MOST]) {
        cbgi_missing(r, node, "this range of options", "at_least", "at_least: option, at_most: option");
        return NULL;
    }
    return cbgi_read_bounds(r, v[AT_LEAST], v[AT_MOST], issue, what);
}

const bool *cbgi_read_options(cbgi_reader *r, const cbgi_node *node, int issue, const char *what)
{
    if (!r->issue_ok[issue] || node->kind == CBGI_BROKEN) {
        return NULL;
    }
    if (node->kind == CBGI_MAP) {
        return from_bounds(r, node, issue, what);
    }
    const bool single = node->kind == CBGI_SCALAR;
    cbgi_node *const *item = NULL;
    const int count = single ? 1 : cbgi_items(r, node, "a list of options", &item);
    bool *set = count < 0 ? NULL : marks_new(r, node, r->c->issue[issue].option_count);
    if (set == NULL) {
        return NULL;
    }
    if (count == 0) {
        cbg_diag_hint(cbgi_wrong(r, node, "%s accepts nothing", what), "name at least one option");
        return NULL;
    }
    for (int k = 0; k < count; k++) {
        const int o = cbgi_refer_option(r, single ? node : item[k], issue);
        if (o < 0) {
            return NULL;
        }
        set[o] = true;
    }
    return set;
}

bool cbgi_read_region(cbgi_reader *r, const cbgi_node *map, const char *what, cbg_region *out)
{
    if (map->kind != CBGI_MAP) {
        if (map->kind != CBGI_BROKEN) {
            cbg_diag *diag = cbgi_wrong(r, map, "%s is a map from issue to options", what);
            cbg_diag_hint(diag, "write {issue: option, issue: [options]}");
        }
        return false;
    }
    int *issue = cbgi_arena_array(r->arena, (size_t)map->count, sizeof *issue);
    const bool **has = cbgi_arena_array(r->arena, (size_t)map->count, sizeof *has);
    if (issue == NULL || has == NULL) {
        return false;
    }
    for (int k = 0; k < map->count; k++) {
        if (cbgi_reader_done(r)) {
            return false;
        }
        issue[k] = cbgi_refer(r, cbgi_key(map, k), "issue", &r->issue);
        has[k] = issue[k] < 0 ? NULL : cbgi_read_options(r, cbgi_value(map, k), issue[k], what);
        if (has[k] == NULL) {
            return false;
        }
    }
    *out = (cbg_region){map->count, issue, has};
    return true;
}
