/* constraints: rules between issues, {forbid: region}, {allow: [regions]} or {if: region, then: region}. */
#include "format/reader.h"

enum { FORBID, ALLOW, IF, THEN, SOURCE, CLAIMS, NOTE, KEYS };

static const char *const keys[KEYS] = {"forbid", "allow", "if", "then", "source", "claims", "note"};

/* One region or a list of them. */
static bool regions(cbgi_reader *r, const cbgi_node *node, cbg_constraint *out)
{
    const bool single = node->kind == CBGI_MAP;
    cbgi_node *const *item = NULL;
    const int count = single ? 1 : cbgi_items(r, node, "a list of combinations of options", &item);
    cbg_region *region = count < 0 ? NULL : cbgi_arena_array(r->arena, (size_t)count, sizeof *region);
    if (region == NULL) {
        return false;
    }
    if (count == 0) {
        cbg_diag_hint(cbgi_wrong(r, node, "this constraint names no combination"),
                      "write a map from issue to options, such as {UN: kept, CF: [500, 1500]}");
        return false;
    }
    for (int k = 0; k < count; k++) {
        if (!cbgi_read_region(r, single ? node : item[k], "a combination", &region[k])) {
            return false;
        }
    }
    out->region_count = count;
    out->region = region;
    return true;
}

/* Where two regions both speak of an issue the later one narrows the former. */
static cbg_region meet(cbgi_reader *r, const cbg_region *a, int issue, const bool *has)
{
    const int options = r->c->issue[issue].option_count;
    int *issues = cbgi_arena_array(r->arena, (size_t)a->issue_count + 1, sizeof *issues);
    const bool **sets = cbgi_arena_array(r->arena, (size_t)a->issue_count + 1, sizeof *sets);
    bool *both = cbgi_arena_array(r->arena, (size_t)options, sizeof *both);
    if (issues == NULL || sets == NULL || both == NULL) {
        return (cbg_region){0, NULL, NULL};
    }
    int count = 0;
    const bool *narrowed = has;
    for (int k = 0; k < a->issue_count; k++) {
        if (a->issue[k] != issue) {
            issues[count] = a->issue[k];
            sets[count++] = a->has[k];
            continue;
        }
        for (int o = 0; o < options; o++) {
            both[o] = a->has[k][o] && has[o];
        }
        narrowed = both;
    }
    issues[count] = issue;
    sets[count++] = narrowed;
    return (cbg_region){count, issues, sets};
}

/* A then B forbids, for each issue of B, A together with what B does not accept there. */
static bool implication(cbgi_reader *r, const cbgi_node *when, const cbgi_node *then, cbg_constraint *out)
{
    cbg_region a, b;
    if (!cbgi_read_region(r, when, "a condition", &a) || !cbgi_read_region(r, then, "a consequence", &b)) {
        return false;
    }
    cbg_region *region = cbgi_arena_array(r->arena, (size_t)b.issue_count, sizeof *region);
    for (int k = 0; k < b.issue_count && region != NULL; k++) {
        const int options = r->c->issue[b.issue[k]].option_count;
        bool *others = cbgi_arena_array(r->arena, (size_t)options, sizeof *others);
        for (int o = 0; o < options && others != NULL; o++) {
            others[o] = !b.has[k][o];
        }
        if (others == NULL) {
            return false;
        }
        region[k] = meet(r, &a, b.issue[k], others);
    }
    out->region_count = b.issue_count;
    out->region = region;
    return !r->arena->failed;
}

static bool read_constraint(cbgi_reader *r, const cbgi_node *node, cbg_constraint *out)
{
    const cbgi_node *v[KEYS];
    if (!cbgi_fields(r, node, "a constraint", keys, KEYS, v)) {
        return false;
    }
    *out = (cbg_constraint){.allows = v[ALLOW] != NULL, .span = node->span};
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &out->source);
    cbgi_note_of(r, v[NOTE], &out->note);
    if ((v[FORBID] != NULL) + (v[ALLOW] != NULL) + (v[IF] != NULL || v[THEN] != NULL) != 1) {
        const bool none = !v[FORBID] && !v[ALLOW] && !v[IF] && !v[THEN];
        cbg_diag *diag = cbgi_wrong(r, node, "this constraint says %s", none ? "nothing" : "two things");
        cbg_diag_hint(diag,
                      "write one of `forbid: {...}`, `allow: [{...}, {...}]`, `if: {...}, then: {...}`");
        return false;
    }
    if (v[FORBID] || v[ALLOW]) {
        return regions(r, v[FORBID] ? v[FORBID] : v[ALLOW], out);
    }
    if (!v[IF] || !v[THEN]) {
        cbgi_missing(r, node, "this constraint", v[IF] ? "then" : "if",
                     v[IF] ? "then: {issue: [options]}" : "if: {issue: [options]}");
        return false;
    }
    return implication(r, v[IF], v[THEN], out);
}

void cbgi_read_constraints(cbgi_reader *r)
{
    const cbgi_node *list = r->section[CBGI_CONSTRAINTS];
    cbgi_node *const *item = NULL;
    const int count = list == NULL || cbgi_node_empty(list) ? 0 : cbgi_items(r, list, "`constraints`", &item);
    cbg_constraint *all = count < 0 ? NULL : cbgi_arena_array(r->arena, (size_t)count, sizeof *all);
    r->c->constraint = all;
    for (int k = 0; k < count && all != NULL && !cbgi_reader_done(r); k++) {
        r->c->constraint_count += read_constraint(r, item[k], &all[r->c->constraint_count]);
    }
}
