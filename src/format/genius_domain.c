/* The issues of a GENIUS domain.
 *
 * negotiation_template > utility_space > objective (which may hold others) > issue, with items (discrete) or a range
 * (integer, real). Issues are taken in the order of the file, at whatever depth they stand.
 */
#include <string.h>

#include "coburg/space.h"
#include "format/genius.h"

bool cbgi_genius_number(cbgi_genius *g, const cbgi_xml *element, const char *attribute, const char *of,
                        cbg_rational *out)
{
    const char *text = cbgi_xml_get(element, attribute);
    if (text == NULL) {
        cbg_diag *diag =
            cbgi_bad(g->in, element->span, "<%s> of %s has no `%s`", element->name, of, attribute);
        cbg_diag_hint(diag, "add %s=\"...\"", attribute);
        return false;
    }
    bool rounded = false;
    const cbg_status status = cbgi_decimal(text, out, &rounded);
    if (status != CBG_OK) {
        cbg_diag *diag = cbgi_bad(g->in, cbgi_xml_place(element, attribute), "%s of %s is %s: %s", attribute,
                                  of, status == CBG_OVERFLOW ? "too large a number" : "not a number",
                                  cbgi_quoted(g->in, text));
        cbg_diag_hint(diag, strchr(text, ',') != NULL ? "write a decimal point: 0.25"
                                                      : "write a number such as 0.25");
        return false;
    }
    if (rounded) {
        cbgi_remark(g->in, "%s: %s of %s, %s, is rounded to 15 decimals.", g->in->current->name, attribute,
                    of, text);
    }
    return true;
}

bool cbgi_genius_type_of(cbgi_genius *g, const cbgi_xml *issue, cbgi_genius_type *out)
{
    static const char *const where[] = {"type", "etype", "vtype"};
    static const char *const words[] = {"discrete", "integer", "real"};
    const char *given = NULL, *attribute = NULL;
    for (int k = 0; k < 3 && given == NULL; k++) {
        attribute = where[k];
        given = cbgi_xml_get(issue, attribute);
    }
    *out = CBGI_DISCRETE;
    if (given == NULL) {
        return true;
    }
    for (int k = 0; k < 3; k++) {
        if (strcmp(given, words[k]) == 0) {
            *out = (cbgi_genius_type)k;
            return true;
        }
    }
    const int nearest = cbgi_text_nearest(given, words, 3);
    cbg_diag *diag = cbgi_bad(g->in, cbgi_xml_place(issue, attribute), "an issue of type %s is not known",
                              cbgi_quoted(g->in, given));
    cbg_diag_hint(diag, nearest >= 0 ? "did you mean \"%s\"?" : "types are discrete, integer and real%.0s",
                  nearest >= 0 ? words[nearest] : "");
    return false;
}

bool cbgi_genius_index_of(cbgi_genius *g, const cbgi_xml *issue, int place, int64_t *out)
{
    cbg_rational index = {place, 1};
    if (cbgi_xml_get(issue, "index") != NULL && !cbgi_genius_number(g, issue, "index", "an issue", &index)) {
        return false;
    }
    if (index.den != 1) {
        cbg_diag *diag = cbgi_bad(g->in, cbgi_xml_place(issue, "index"), "an index is a whole number");
        cbg_diag_hint(diag, "write index=\"%d\"", place);
        return false;
    }
    *out = index.num;
    return true;
}

bool cbgi_genius_range(cbgi_genius *g, const cbgi_xml *issue, const char *of, cbg_rational out[2],
                       bool *given, cbg_span *where)
{
    const cbgi_xml *range = cbgi_xml_child(issue, "range");
    const cbgi_xml *at = range != NULL ? range : issue;
    *where = at->span;
    *given = range != NULL || cbgi_xml_get(issue, "lowerbound") != NULL;
    return !*given || (cbgi_genius_number(g, at, "lowerbound", of, &out[0]) &&
                       cbgi_genius_number(g, at, "upperbound", of, &out[1]));
}

static bool read_items(cbgi_genius *g, const cbgi_xml *element, cbgi_draft_issue *issue)
{
    cbgi_arena *arena = g->in->arena;
    int count = 0;
    for (const cbgi_xml *item = cbgi_xml_child(element, "item"); item; item = cbgi_xml_after(item, "item")) {
        count++;
    }
    if (count == 0) {
        cbg_diag_hint(cbgi_bad(g->in, element->span, "%s has no items", issue->name),
                      "add <item index=\"1\" value=\"...\"/> for each option");
        return false;
    }
    const char **name = cbgi_arena_array(arena, (size_t)count, sizeof *name);
    cbg_span *where = cbgi_arena_array(arena, (size_t)count, sizeof *where);
    if (name == NULL || where == NULL) {
        return false;
    }
    int o = 0;
    for (const cbgi_xml *item = cbgi_xml_child(element, "item"); item; item = cbgi_xml_after(item, "item")) {
        const char *value = cbgi_xml_get(item, "value");
        where[o] = cbgi_xml_place(item, "value");
        name[o] = value == NULL ? NULL : cbgi_name(g->in, value);
        if (name[o] == NULL) {
            cbg_diag *diag = cbgi_bad(g->in, where[o], "an item of %s has no value", issue->name);
            cbg_diag_hint(diag, "add value=\"...\": the name of the option");
            return false;
        }
        o++;
    }
    return cbgi_draft_options(&g->draft, issue, name, count, where);
}

static bool read_bounds(cbgi_genius *g, const cbgi_xml *element, int i)
{
    cbgi_draft_issue *issue = &g->draft.issue[i];
    cbg_rational bound[2] = {{0, 1}, {0, 1}};
    bool given;
    cbg_span where;
    if (!cbgi_genius_range(g, element, issue->name, bound, &given, &where)) {
        return false;
    }
    if (!given) {
        cbg_diag_hint(cbgi_bad(g->in, where, "%s has no range", issue->name),
                      "add <range lowerbound=\"0\" upperbound=\"10\"/>");
        return false;
    }
    g->low[i] = bound[0];
    if (g->type[i] == CBGI_REAL) {
        return cbgi_draft_real(&g->draft, issue, bound[0], bound[1], where);
    }
    if (bound[0].den != 1 || bound[1].den != 1 || bound[0].num > bound[1].num) {
        cbg_diag *diag =
            cbgi_bad(g->in, where, "the range of %s is not one of whole numbers upward", issue->name);
        cbg_diag_hint(diag, "write the lower bound first, both without decimals");
        return false;
    }
    int64_t count;
    if (__builtin_sub_overflow(bound[1].num, bound[0].num, &count) || count == INT64_MAX) {
        count = INT64_MAX - 1;
    }
    return cbgi_draft_range(&g->draft, issue, bound[0], (cbg_rational){1, 1}, count + 1, where);
}

static bool read_issue(cbgi_genius *g, const cbgi_xml *element, int i)
{
    cbgi_draft_issue *issue = &g->draft.issue[i];
    const char *name = cbgi_xml_get(element, "name");
    issue->span = element->span;
    issue->id = cbgi_xml_get(element, "id");
    issue->name = name == NULL ? NULL : cbgi_name(g->in, name);
    if (issue->name == NULL) {
        cbg_diag_hint(cbgi_bad(g->in, element->span, "an issue has no name"), "add name=\"...\"");
        return false;
    }
    if (!cbgi_genius_type_of(g, element, &g->type[i]) ||
        !cbgi_genius_index_of(g, element, i + 1, &g->index[i])) {
        return false;
    }
    for (int k = 0; k < i; k++) {
        const bool same = strcmp(g->draft.issue[k].name, issue->name) == 0;
        if (same || g->index[k] == g->index[i]) {
            cbg_diag *diag = cbgi_bad(
                g->in, cbgi_xml_place(element, same ? "name" : "index"),
                same ? "there are two issues called %s" : "%s has the index of another issue", issue->name);
            cbg_diag_hint(diag, "the other one stands on line %d", (int)g->draft.issue[k].span.line);
            return false;
        }
    }
    return g->type[i] == CBGI_DISCRETE ? read_items(g, element, issue) : read_bounds(g, element, i);
}

bool cbgi_genius_domain(cbgi_genius *g, const cbgi_xml *root)
{
    cbgi_arena *arena = g->in->arena;
    int count = 0;
    for (const cbgi_xml *e = cbgi_xml_walk(root, root, "issue"); e != NULL;
         e = cbgi_xml_walk(root, e, "issue")) {
        count++;
    }
    if (count == 0) {
        cbg_diag *diag = cbgi_bad(g->in, root->span, "the domain has no issues");
        cbg_diag_hint(diag, "issues stand within <objective> within <utility_space>");
        return false;
    }
    if (count > CBG_ISSUES_MAX) {
        cbg_diag *diag = cbg_diags_add(g->in->diags, CBG_ERROR, CBG_TOO_LARGE, root->span,
                                       "%d issues: at most %d can be handled", count, CBG_ISSUES_MAX);
        cbg_diag_hint(diag, "split the domain");
        return false;
    }
    const size_t n = (size_t)count;
    g->type = cbgi_arena_array(arena, n, sizeof *g->type);
    g->index = cbgi_arena_array(arena, n, sizeof *g->index);
    g->low = cbgi_arena_array(arena, n, sizeof *g->low);
    const char **name = cbgi_arena_array(arena, n, sizeof *name);
    if (arena->failed || !cbgi_draft_issues(&g->draft, count)) {
        return false;
    }
    int i = 0;
    for (const cbgi_xml *e = cbgi_xml_walk(root, root, "issue"); e != NULL;
         e = cbgi_xml_walk(root, e, "issue")) {
        if (!read_issue(g, e, i)) {
            return false;
        }
        name[i] = g->draft.issue[i].name;
        i++;
    }
    return cbgi_index_build(arena, name, count, &g->names);
}
