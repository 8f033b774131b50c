/* Ids: which there are, and what a name in the file refers to. */
#include <string.h>

#include "base/utf8.h"
#include "format/reader.h"

bool cbgi_id_check(cbgi_reader *r, const cbgi_node *key, const char *what)
{
    if (key->kind != CBGI_SCALAR) {
        return false;
    }
    const char *s = key->text;
    const size_t n = key->length;
    const char *fault = NULL;
    if (n == 0) {
        fault = "is empty";
    } else if (cbgi_utf8_count(s, n) > CBGI_ID_CHARACTERS) {
        fault = "is longer than 64 characters";
    } else if (strpbrk(s, ",=")) {
        fault = "has a comma or '=' in it";
    } else if (strpbrk(s, "\t\n")) {
        fault = "has a tab or line break in it";
    } else if (s[0] == ' ' || s[n - 1] == ' ') {
        fault = "begins or ends with a blank";
    }
    if (fault) {
        cbg_diag *diag = cbgi_wrong(r, key, "the id of %s %s", what, fault);
        cbg_diag_hint(diag, "give it a short id and put the full text in `name`");
    }
    return !fault;
}

void cbgi_ids_collect(cbgi_reader *r, cbgi_section section, const char *what, cbgi_ids *out)
{
    const cbgi_node *map = r->section[section];
    const char *const *none = NULL;
    out->closed = true;
    if (map && map->kind != CBGI_MAP && !cbgi_node_empty(map)) {
        if (map->kind != CBGI_BROKEN) {
            cbg_diag *diag =
                cbgi_wrong(r, map, "`%s` is a map from id to %s, not %s", cbgi_key_of(r->root, map)->text,
                           what, map->kind == CBGI_LIST ? "a list" : cbgi_shown(r, map));
            cbg_diag_hint(diag, "write `id: {...}`, or `id:` and the keys below it");
        }
        out->closed = false;
        map = NULL;
    }
    r->section[section] = map = map && map->kind == CBGI_MAP ? map : NULL;
    const int count = map ? map->count : 0;
    const char **name = cbgi_arena_array(r->arena, (size_t)count, sizeof *name);
    for (int i = 0; name && i < count; i++) {
        const cbgi_node *key = cbgi_key(map, i);
        name[i] = key->text ? key->text : "";
        out->closed = out->closed && key->kind != CBGI_BROKEN; /* the other was meant to be something else */
        if (!cbgi_reader_done(r)) {
            cbgi_id_check(r, key, what);
        }
    }
    cbgi_index_build(r->arena, name ? name : none, name ? count : 0, &out->index);
}

const cbgi_node *cbgi_entry_key(const cbgi_reader *r, cbgi_section section, int i)
{
    return cbgi_key(r->section[section], i);
}

const cbgi_node *cbgi_entry(const cbgi_reader *r, cbgi_section section, int i)
{
    return cbgi_value(r->section[section], i);
}

int cbgi_refer(cbgi_reader *r, const cbgi_node *node, const char *what, const cbgi_ids *ids)
{
    if (node->kind == CBGI_SCALAR && node->length > 0) {
        const int found = cbgi_index_find(&ids->index, node->text);
        if (found < 0 && ids->closed) {
            cbg_diag *diag = cbgi_wrong(r, node, "there is no %s %s", what, cbgi_shown(r, node));
            const char *nearest = diag ? cbgi_index_nearest(&ids->index, node->text) : NULL;
            if (nearest) {
                cbg_diag_hint(diag, "did you mean '%s'?", nearest);
            } else if (ids->index.count == 0) {
                cbg_diag_hint(diag, "the case defines no %s", what);
            } else if (ids->index.count <= 12) {
                const char *all = ids->index.name[0];
                for (int i = 1; i < ids->index.count && all; i++) {
                    all = cbgi_arena_format(r->arena, "%s, %s", all, ids->index.name[i]);
                }
                cbg_diag_hint(diag, "the case has %s", all ? all : "others");
            } else {
                cbg_diag_hint(diag, "define it, or name one of the %d that there are", ids->index.count);
            }
        }
        return found;
    }
    if (node->kind != CBGI_BROKEN) {
        cbg_diag *diag =
            cbgi_wrong(r, node, "the id of a %s belongs here, not %s", what, cbgi_shown(r, node));
        cbg_diag_hint(diag, "write one id");
    }
    return -1;
}

/* Complains about names that stand twice in a list. */
static bool all_distinct(cbgi_reader *r, cbgi_node *const *item, int count)
{
    const char **name = cbgi_arena_array(r->arena, (size_t)count, sizeof *name);
    cbgi_index index;
    for (int i = 0; name && i < count; i++) {
        name[i] = item[i]->text ? item[i]->text : "";
    }
    if (!name || !cbgi_index_build(r->arena, name, count, &index)) {
        return false;
    }
    bool ok = true;
    for (int i = 0; i < count; i++) {
        if (item[i]->kind == CBGI_SCALAR && cbgi_index_find(&index, name[i]) < i) {
            cbg_diag *diag = cbgi_wrong(r, item[i], "%s is named twice", cbgi_shown(r, item[i]));
            cbg_diag_hint(diag, "keep one of them");
            ok = false;
        }
    }
    return ok;
}

bool cbgi_refer_all(cbgi_reader *r, const cbgi_node *node, const char *what, const cbgi_ids *ids, int *count,
                    const int **out)
{
    const bool single = node->kind == CBGI_SCALAR && !cbgi_node_empty(node);
    cbgi_node *const *items = NULL;
    const char *list = cbgi_arena_format(r->arena, "a list of %s ids", what);
    const int n = single ? 1 : cbgi_items(r, node, list ? list : what, &items);
    int *number = n < 0 ? NULL : cbgi_arena_array(r->arena, (size_t)n, sizeof *number);
    if (!number) {
        return false;
    }
    bool ok = single || all_distinct(r, items, n);
    for (int i = 0; i < n && ok; i++) {
        number[i] = cbgi_reader_done(r) ? -1 : cbgi_refer(r, single ? node : items[i], what, ids);
        ok = number[i] >= 0;
    }
    *count = ok ? n : 0;
    *out = number;
    return ok;
}

int cbgi_refer_option(cbgi_reader *r, const cbgi_node *node, int issue)
{
    const cbg_issue *of = &r->c->issue[issue];
    if (node->kind == CBGI_BROKEN || !r->issue_ok[issue]) {
        return -1;
    }
    if (node->kind != CBGI_SCALAR || node->length == 0) {
        cbg_diag *diag =
            cbgi_wrong(r, node, "an option of %s belongs here, not %s", of->id, cbgi_shown(r, node));
        cbg_diag_hint(diag, "write one of its options");
        return -1;
    }
    const int found =
        of->numeric ? cbg_issue_find_option(of, node->text) : cbgi_index_find(&r->option[issue], node->text);
    if (found >= 0) {
        return found;
    }
    cbg_diag *diag = cbgi_wrong(r, node, "%s has no option %s", of->id, cbgi_shown(r, node));
    if (!diag) {
        return -1;
    }
    if (of->numeric) {
        cbg_diag_hint(diag, "its %d options run from %s to %s", of->option_count, of->option[0].name,
                      of->option[of->option_count - 1].name);
        return -1;
    }
    const char *nearest = cbgi_index_nearest(&r->option[issue], node->text);
    if (nearest) {
        cbg_diag_hint(diag, "did you mean '%s'?", nearest);
    } else {
        const char *all = of->option[0].name;
        for (int i = 1; i < of->option_count && i < 12 && all; i++) {
            all = cbgi_arena_format(r->arena, "%s; %s", all, of->option[i].name);
        }
        cbg_diag_hint(diag, "its options are: %s", all ? all : "");
    }
    return -1;
}

static void check_source(cbgi_reader *r, const cbgi_node *node)
{
    if (!r->claim.closed || !r->source.closed || cbgi_index_find(&r->claim.index, node->text) >= 0 ||
        cbgi_index_find(&r->source.index, node->text) >= 0) {
        return;
    }
    cbg_diag *diag = cbgi_wrong(r, node, "there is no claim or source %s", cbgi_shown(r, node));
    const char *nearest = diag ? cbgi_index_nearest(&r->claim.index, node->text) : NULL;
    if (diag && !nearest) {
        nearest = cbgi_index_nearest(&r->source.index, node->text);
    }
    if (nearest) {
        cbg_diag_hint(diag, "did you mean '%s'?", nearest);
    } else {
        cbg_diag_hint(diag, "define it under `claims` or `sources`");
    }
}

void cbgi_source_of(cbgi_reader *r, const cbgi_node *source, const cbgi_node *claims, cbg_names *out)
{
    const cbgi_node *node = source ? source : claims;
    if (source && claims) {
        cbg_diag *diag = cbgi_wrong(r, claims, "`claims` stands beside `source`, which means the same");
        cbg_diag_hint(diag, "put all ids in one list");
        return;
    }
    if (!node || !cbgi_names_of(r, node, "a list of claims and sources", out)) {
        return;
    }
    for (int i = 0; i < out->count && !cbgi_reader_done(r); i++) {
        check_source(r, node->kind == CBGI_SCALAR ? node : node->item[i]);
    }
}
