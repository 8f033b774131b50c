/* issues: named options, points on a scale, ranges with a step, and goods. */
#include <string.h>

#include "format/reader.h"

static cbg_option *options_new(cbgi_reader *r, const cbgi_node *at, cbg_issue *issue, int64_t count)
{
    int64_t total = count;
    for (const cbg_issue *i = r->c->issue; i < issue; i++) {
        total += i->option_count;
    }
    if (count > CBGI_ISSUE_OPTIONS_MAX || total > CBGI_CASE_OPTIONS_MAX) {
        cbg_diag *diag =
            cbg_diags_add(r->diags, CBG_ERROR, CBG_TOO_LARGE, at->span,
                          count > CBGI_ISSUE_OPTIONS_MAX
                              ? "%s has %lld options, more than 1,000,000"
                              : "with %s, which has %lld options, the case has more than 2,000,000",
                          issue->id, (long long)count);
        cbg_diag_hint(diag, "take a larger step");
        return NULL;
    }
    cbg_option *option = cbgi_arena_array(r->arena, (size_t)count, sizeof *option);
    issue->option = option;
    return option;
}

static bool named_option(cbgi_reader *r, const cbgi_node *node, cbg_option *out)
{
    out->name = cbgi_text_of(r, node, "an option");
    out->span = node->span;
    if (out->name && strchr(out->name, '\n')) {
        cbg_diag *diag = cbgi_wrong(r, node, "an option goes over several lines");
        cbg_diag_hint(diag, "name it in one line and explain it in the `note` of the issue");
        return false;
    }
    return out->name;
}

/* The list of options, named or (numeric) points in ascending order. */
static bool read_list(cbgi_reader *r, const cbgi_node *list, cbg_issue *issue, cbgi_index *index)
{
    cbgi_node *const *item = NULL;
    const int count = cbgi_items(r, list, "`options`", &item);
    cbg_option *option = count < 0 ? NULL : options_new(r, list, issue, count);
    const char **name = cbgi_arena_array(r->arena, option ? (size_t)count : 0, sizeof *name);
    if (!option || !name) {
        return false;
    }
    if (count == 0) {
        cbg_diag_hint(cbgi_wrong(r, list, "%s has no options", issue->id), "name at least one");
        return false;
    }
    for (int i = 0; i < count; i++) {
        if (cbgi_reader_done(r) || !named_option(r, item[i], &option[i]) ||
            (issue->numeric && !cbgi_rational_of(r, item[i], "a point on a scale", &option[i].value))) {
            return false;
        }
        if (issue->numeric && i > 0 && cbg_rational_compare(option[i - 1].value, option[i].value) >= 0) {
            cbg_diag *diag = cbgi_wrong(r, item[i], "the scale of %s does not go up from %s to %s", issue->id,
                                        option[i - 1].name, option[i].name);
            cbg_diag_hint(diag, "write its points in ascending order, each once");
            return false;
        }
        name[i] = option[i].name;
    }
    if (!cbgi_index_build(r->arena, name, count, index)) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        if (cbgi_index_find(index, name[i]) < i) {
            cbg_diag *diag =
                cbgi_wrong(r, item[i], "%s has the option %s twice", issue->id, cbgi_shown(r, item[i]));
            cbg_diag_hint(diag, "remove one, or give each a name of its own");
            return false;
        }
    }
    issue->option_count = count;
    return true;
}

/* count = (to - from) / step + 1 when that is a whole number; 0 otherwise, -1: does not fit. */
static int64_t count_steps(cbg_rational from, cbg_rational to, cbg_rational step)
{
    cbg_rational span, steps;
    if (cbg_rational_subtract(to, from, &span) != CBG_OK ||
        cbg_rational_divide(span, step, &steps) != CBG_OK || steps.num == INT64_MAX) {
        return -1;
    }
    return steps.den == 1 ? steps.num + 1 : 0;
}

static bool fill_range(cbgi_reader *r, const cbgi_node *at, cbg_issue *issue, const cbg_rational end[3],
                       int64_t count)
{
    cbg_option *option = options_new(r, at, issue, count);
    for (int64_t i = 0; option && i < count; i++) {
        char text[CBG_RATIONAL_TEXT];
        cbg_rational offset;
        if (cbg_rational_multiply(end[2], (cbg_rational){i, 1}, &offset) != CBG_OK ||
            cbg_rational_add(end[0], offset, &option[i].value) != CBG_OK) {
            cbg_diag *diag = cbgi_wrong(r, at, "the points of %s have too many digits", issue->id);
            cbg_diag_hint(diag, "numbers are exact with at most 18 digits: round the step");
            return false;
        }
        option[i].name = cbgi_arena_string(r->arena, cbg_rational_text(option[i].value, 18, text));
        option[i].span = at->span;
        if (!option[i].name) {
            return false;
        }
    }
    issue->option_count = option ? (int)count : 0;
    issue->is_range = true;
    return option;
}

static bool read_range(cbgi_reader *r, const cbgi_node *scale, const cbgi_node *const v[3], cbg_issue *issue)
{
    static const char *const what[3] = {"`from`", "`to`", "`step`"};
    cbg_rational end[3];
    for (int k = 0; k < 3; k++) {
        if (!v[k]) {
            cbg_diag *diag = cbgi_wrong(r, scale, "the scale of %s has no %s", issue->id, what[k]);
            cbg_diag_hint(diag, "write scale: {from: 100, to: 200, step: 1}, or {options: [...]}");
            return false;
        }
        if (!cbgi_rational_of(r, v[k], what[k], &end[k])) {
            return false;
        }
    }
    if (end[2].num <= 0) {
        cbg_diag_hint(cbgi_wrong(r, v[2], "the step of %s is not above 0", issue->id),
                      "write a step above 0");
        return false;
    }
    if (cbg_rational_compare(end[0], end[1]) >= 0) {
        cbg_diag *diag = cbgi_wrong(r, v[1], "the scale of %s does not go up", issue->id);
        cbg_diag_hint(diag, "`to` must be above `from`");
        return false;
    }
    const int64_t count = count_steps(end[0], end[1], end[2]);
    if (count == 0) {
        cbg_diag *diag =
            cbgi_wrong(r, v[2], "steps of %s from %s do not meet %s", v[2]->text, v[0]->text, v[1]->text);
        cbg_diag_hint(diag, "choose a step that divides the range");
        return false;
    }
    return fill_range(r, v[2], issue, end, count < 0 ? INT64_MAX : count);
}

static bool read_scale(cbgi_reader *r, const cbgi_node *scale, cbg_issue *issue, cbgi_index *index)
{
    enum { FROM, TO, STEP, OPTIONS, UNIT, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const keys[COUNT] = {"from", "to",     "step",   "options",
                                            "unit", "source", "claims", "note"};
    const cbgi_node *v[COUNT];
    cbg_names ignored;
    const char *unused;
    if (!cbgi_fields(r, scale, "a scale", keys, COUNT, v)) {
        return false;
    }
    issue->numeric = true;
    issue->unit = cbgi_optional_text(r, v[UNIT], "a unit");
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &ignored);
    cbgi_note_of(r, v[NOTE], &unused);
    if (!v[OPTIONS]) {
        return read_range(r, scale, v, issue);
    }
    for (int k = FROM; k <= STEP; k++) {
        if (v[k]) {
            cbg_diag *diag = cbgi_wrong(r, cbgi_key_of(scale, v[k]),
                                        "a scale has `options` or `from`, `to` and `step`, not both");
            cbg_diag_hint(diag, "remove one of them");
            return false;
        }
    }
    return read_list(r, v[OPTIONS], issue, index);
}

static bool read_good(cbgi_reader *r, const cbgi_node *node, cbg_issue *issue, cbgi_index *index)
{
    int count = 0;
    issue->is_good = issue->divisible = true;
    if (!cbgi_refer_all(r, node, "party", &r->party, &count, &issue->to)) {
        return false;
    }
    cbg_option *option = options_new(r, node, issue, count);
    const char **name = cbgi_arena_array(r->arena, (size_t)count, sizeof *name);
    if (!option || !name) {
        return false;
    }
    if (count == 0) {
        cbg_diag_hint(cbgi_wrong(r, node, "nobody can get %s", issue->id),
                      "name the parties that may get it");
        return false;
    }
    for (int i = 0; i < count; i++) {
        name[i] = option[i].name = r->party.index.name[issue->to[i]];
        option[i].span = node->kind == CBGI_LIST ? node->item[i]->span : node->span;
    }
    issue->option_count = count;
    return cbgi_index_build(r->arena, name, count, index);
}

/* One issue; false when its options could not be read. */
static bool read_issue(cbgi_reader *r, const cbgi_node *key, const cbgi_node *node, cbg_issue *issue,
                       cbgi_index *index)
{
    enum { NAME, OPTIONS, SCALE, TO, DIVISIBLE, OWNER, REFERENCE, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const keys[COUNT] = {"name",  "options", "scale",  "to",  "divisible",
                                            "owner", "reference", "source", "claims", "note"};
    const cbgi_node *v[COUNT];
    if (!cbgi_fields(r, node, "an issue", keys, COUNT, v)) {
        return false;
    }
    const char *name = cbgi_optional_text(r, v[NAME], "a name");
    issue->name = name ? name : issue->id;
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &issue->source);
    cbgi_note_of(r, v[NOTE], &issue->note);
    issue->owner = v[OWNER] ? cbgi_side_of(r, v[OWNER]) : NULL;
    if (!!v[OPTIONS] + !!v[SCALE] + !!v[TO] != 1) {
        const bool none = !v[OPTIONS] && !v[SCALE] && !v[TO];
        const cbgi_node *second = v[TO] ? v[TO] : v[SCALE];
        cbg_diag *diag =
            none ? cbgi_wrong(r, key, "%s has no options", issue->id)
                 : cbgi_wrong(r, cbgi_key_of(node, second), "%s has its options twice", issue->id);
        cbg_diag_hint(diag, "write one of `options: [...]`, `scale: {...}` and, for a good, `to: [...]`");
        return false;
    }
    const bool ok = v[OPTIONS] ? read_list(r, v[OPTIONS], issue, index)
                    : v[SCALE] ? read_scale(r, v[SCALE], issue, index)
                               : read_good(r, v[TO], issue, index);
    if (v[DIVISIBLE]) {
        cbgi_bool_of(r, v[DIVISIBLE], "`divisible`", &issue->divisible);
    }
    return ok;
}

void cbgi_read_issues(cbgi_reader *r)
{
    const int count = r->issue.index.count;
    cbg_issue *issue = cbgi_arena_array(r->arena, (size_t)count, sizeof *issue);
    r->option = cbgi_arena_array(r->arena, (size_t)count, sizeof *r->option);
    r->issue_ok = cbgi_arena_array(r->arena, (size_t)count, sizeof *r->issue_ok);
    if (!issue || !r->option || !r->issue_ok) {
        return;
    }
    r->c->issue = issue;
    r->c->issue_count = count;
    for (int i = 0; i < count; i++) {
        const cbgi_node *key = cbgi_entry_key(r, CBGI_ISSUES, i);
        issue[i].id = issue[i].name = r->issue.index.name[i];
        issue[i].span = key->span;
        if (!cbgi_reader_done(r)) {
            r->issue_ok[i] = read_issue(r, key, cbgi_entry(r, CBGI_ISSUES, i), &issue[i], &r->option[i]);
        }
    }
}
