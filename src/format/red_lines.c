/* Red lines: {issue, accept | at_least | at_most}, or {accept: {issue: [options], ...}}. */
#include <string.h>

#include "format/reader.h"

enum { ISSUE, ACCEPT, AT_LEAST, AT_MOST, SOURCE, CLAIMS, NOTE, KEYS };

static const char this_line[] = "this red line";

int cbgi_count_red_lines(const cbgi_node *list)
{
    return list != NULL && list->kind == CBGI_LIST ? list->count : 0;
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
    accept[0] = v[ACCEPT] ? cbgi_read_options(r, v[ACCEPT], issue[0], this_line)
                          : cbgi_read_bounds(r, v[AT_LEAST], v[AT_MOST], issue[0], this_line);
    out->issue_count = 1;
    out->issue = issue;
    out->accept = accept;
    return accept[0] != NULL;
}

static bool several_issues(cbgi_reader *r, const cbgi_node *map, cbg_red_line *out)
{
    cbg_region region;
    if (!cbgi_read_region(r, map, this_line, &region)) {
        return false;
    }
    out->issue_count = region.issue_count;
    out->issue = region.issue;
    out->accept = region.has;
    return region.issue_count > 0;
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
