/* Red lines: {issue, accept | at_least | at_most}, or {accept: {issue: [options], ...}}. */
#include <string.h>

#include "format/reader.h"

enum { ISSUE, ACCEPT, AT_LEAST, AT_MOST, SOURCE, CLAIMS, NOTE, KEYS };

int cbgi_count_red_lines(const cbgi_node *list)
{
    return list != NULL && list->kind == CBGI_LIST ? list->count : 0;
}

/* The options that a list (or one option) accepts. */
static const bool *accepted(cbgi_reader *r, const cbgi_node *node, int issue)
{
    const bool single = node->kind == CBGI_SCALAR;
    cbgi_node *const *item = NULL;
    const int count = single ? 1 : cbgi_items(r, node, "`accept`", &item);
    bool *set = cbgi_arena_array(r->arena, (size_t)r->c->issue[issue].option_count, sizeof *set);
    if (count < 0 || set == NULL || !r->issue_ok[issue]) {
        return NULL;
    }
    if (count == 0) {
        cbg_diag_hint(cbgi_wrong(r, node, "this red line accepts nothing"), "name at least one option");
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

static const bool *bounded(cbgi_reader *r, const cbgi_node *at_least, const cbgi_node *at_most, int issue)
{
    const int options = r->c->issue[issue].option_count;
    bool *set = cbgi_arena_array(r->arena, (size_t)options, sizeof *set);
    const int low = at_least ? cbgi_refer_option(r, at_least, issue) : 0;
    const int high = at_most ? cbgi_refer_option(r, at_most, issue) : options - 1;
    if (set == NULL || low < 0 || high < 0) {
        return NULL;
    }
    if (low > high) {
        cbg_diag *diag =
            cbgi_wrong(r, at_least, "this red line accepts nothing: it asks for at least more than at most");
        cbg_diag_hint(diag, "swap `at_least` and `at_most`");
        return NULL;
    }
    for (int o = low; o <= high; o++) {
        set[o] = true;
    }
    return set;
}

static bool one_issue(cbgi_reader *r, const cbgi_node *node, const cbgi_node *const *v, cbg_red_line *out)
{
    int *issue = cbgi_arena_array(r->arena, 1, sizeof *issue);
    const bool **accept = cbgi_arena_array(r->arena, 1, sizeof *accept);
    if (issue == NULL || accept == NULL) {
        return false;
    }
    issue[0] = cbgi_refer(r, v[ISSUE], "issue", &r->issue);
    if (issue[0] < 0) {
        return false;
    }
    if (!v[ACCEPT] == (!v[AT_LEAST] && !v[AT_MOST])) {
        cbg_diag *diag = cbgi_wrong(r, node,
                                    v[ACCEPT] ? "this red line says twice what it accepts"
                                              : "this red line does not say what it accepts");
        cbg_diag_hint(diag, "write `accept: [options]`, or `at_least` or `at_most`");
        return false;
    }
    accept[0] = v[ACCEPT] ? accepted(r, v[ACCEPT], issue[0]) : bounded(r, v[AT_LEAST], v[AT_MOST], issue[0]);
    out->issue_count = 1;
    out->issue = issue;
    out->accept = accept;
    return accept[0] != NULL;
}

static bool several_issues(cbgi_reader *r, const cbgi_node *map, cbg_red_line *out)
{
    int *issue = cbgi_arena_array(r->arena, (size_t)map->count, sizeof *issue);
    const bool **accept = cbgi_arena_array(r->arena, (size_t)map->count, sizeof *accept);
    if (issue == NULL || accept == NULL) {
        return false;
    }
    for (int k = 0; k < map->count; k++) {
        issue[k] = cbgi_refer(r, cbgi_key(map, k), "issue", &r->issue);
        accept[k] = issue[k] < 0 ? NULL : accepted(r, cbgi_value(map, k), issue[k]);
        if (accept[k] == NULL) {
            return false;
        }
    }
    out->issue_count = map->count;
    out->issue = issue;
    out->accept = accept;
    return map->count > 0;
}

static bool read_line(cbgi_reader *r, const cbgi_node *node, int party, cbg_red_line *out)
{
    static const char *const keys[KEYS] = {"issue",  "accept", "at_least", "at_most",
                                           "source", "claims", "note"};
    const cbgi_node *v[KEYS];
    if (!cbgi_fields(r, node, "a red line", keys, KEYS, v)) {
        return false;
    }
    *out = (cbg_red_line){.party = party, .span = node->span};
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &out->source);
    cbgi_note_of(r, v[NOTE], &out->note);
    if (v[ISSUE]) {
        return one_issue(r, node, v, out);
    }
    if (v[ACCEPT] && v[ACCEPT]->kind == CBGI_MAP && !v[AT_LEAST] && !v[AT_MOST]) {
        return several_issues(r, v[ACCEPT], out);
    }
    if (!v[ACCEPT] || v[ACCEPT]->kind != CBGI_BROKEN) {
        cbgi_missing(r, node, "this red line", "issue",
                     "issue: ..., or write `accept` as a map from issue to accepted options");
    }
    return false;
}

int cbgi_read_red_lines(cbgi_reader *r, const cbgi_node *list, int party, cbg_red_line *out)
{
    cbgi_node *const *item = NULL;
    const int count = cbgi_node_empty(list) ? 0 : cbgi_items(r, list, "`red_lines`", &item);
    int kept = 0;
    for (int k = 0; k < count && !cbgi_reader_done(r); k++) {
        kept += read_line(r, item[k], party, &out[kept]);
    }
    return kept;
}
