/* Maps, lists and text: the shapes every section is made of. */
#include <string.h>

#include "base/utf8.h"
#include "format/reader.h"

enum { SHOWN = 40, FIELDS_MAX = 24 };

bool cbgi_reader_done(const cbgi_reader *r)
{
    return r->arena->failed || r->diags->errors >= CBG_DIAGS_MAX;
}

bool cbgi_node_empty(const cbgi_node *node)
{
    return node->kind == CBGI_SCALAR && node->plain &&
           (node->length == 0 || strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0);
}

const char *cbgi_shown(cbgi_reader *r, const cbgi_node *node)
{
    if (node->kind != CBGI_SCALAR) {
        return node->kind == CBGI_MAP ? "a map" : "a list";
    }
    if (node->length == 0) {
        return "nothing";
    }
    size_t bytes = 0;
    for (int n = 0; n < SHOWN && bytes < node->length; n++) {
        uint32_t code;
        bytes += cbgi_utf8_next(node->text + bytes, node->length - bytes, &code);
    }
    const char *shown =
        cbgi_arena_format(r->arena, "'%.*s%s'", (int)bytes, node->text, bytes < node->length ? "..." : "");
    return shown ? shown : "";
}

const cbgi_node *cbgi_key_of(const cbgi_node *map, const cbgi_node *value)
{
    for (int i = 0; i < map->count; i++) {
        if (cbgi_value(map, i) == value) {
            return cbgi_key(map, i);
        }
    }
    return map;
}

static int find_word(const char *const *words, int count, const char *text)
{
    for (int k = 0; k < count; k++) {
        if (strcmp(words[k], text) == 0) {
            return k;
        }
    }
    return -1;
}

/* "a, b or c" */
static const char *either(cbgi_reader *r, const char *const *words, int count)
{
    const char *text = words[0];
    for (int k = 1; k < count && text; k++) {
        text = cbgi_arena_format(r->arena, "%s%s%s", text, k + 1 < count ? ", " : " or ", words[k]);
    }
    return text ? text : "";
}

/* Returns the key that was probably meant, -1: none. */
static int unknown_key(cbgi_reader *r, const cbgi_node *key, const char *what, const char *const *keys,
                       int count)
{
    cbg_diag *diag = cbgi_wrong(r, key, "%s has no key %s", what, cbgi_shown(r, key));
    const int nearest = cbgi_text_nearest(key->text, keys, count);
    if (nearest >= 0) {
        cbg_diag_hint(diag, "did you mean '%s'?", keys[nearest]);
    } else {
        cbg_diag_hint(diag, "it may have %s", either(r, keys, count));
    }
    return nearest;
}

bool cbgi_fields(cbgi_reader *r, const cbgi_node *node, const char *what, const char *const *keys, int count,
                 const cbgi_node **value)
{
    memset(value, 0, (size_t)count * sizeof *value);
    if (cbgi_node_empty(node)) {
        return true;
    }
    if (node->kind != CBGI_MAP) {
        if (node->kind != CBGI_BROKEN) {
            cbg_diag *diag =
                cbgi_wrong(r, node, "%s is a map, not %s", what, node->kind == CBGI_LIST ? "a list" : "text");
            cbg_diag_hint(diag, "write it as `key: value` pairs, with %s", either(r, keys, count));
        }
        return false;
    }
    for (int i = 0; i < node->count && !cbgi_reader_done(r); i++) {
        const cbgi_node *key = cbgi_key(node, i);
        const int k = key->kind == CBGI_SCALAR ? find_word(keys, count, key->text) : -1;
        if (k >= 0) {
            value[k] = cbgi_value(node, i);
        } else if (key->kind == CBGI_SCALAR) {
            /* Read on as if it had been spelt right: one mistake, one message. */
            const int meant = unknown_key(r, key, what, keys, count);
            if (meant >= 0 && value[meant] == NULL) {
                value[meant] = cbgi_value(node, i);
            }
        }
    }
    return true;
}

const char *cbgi_text_of(cbgi_reader *r, const cbgi_node *node, const char *what)
{
    if (node->kind == CBGI_BROKEN) {
        return NULL;
    }
    if (node->kind != CBGI_SCALAR) {
        cbg_diag *diag =
            cbgi_wrong(r, node, "%s is text, not %s", what, node->kind == CBGI_MAP ? "a map" : "a list");
        cbg_diag_hint(diag, "put text that begins with '{' or '[' in quotes");
        return NULL;
    }
    if (node->length == 0 || (node->plain && strcmp(node->text, "~") == 0)) {
        cbg_diag *diag = cbgi_wrong(r, node, "%s is empty", what);
        cbg_diag_hint(diag, "write it, or remove the line");
        return NULL;
    }
    return node->text;
}

const char *cbgi_optional_text(cbgi_reader *r, const cbgi_node *node, const char *what)
{
    return node ? cbgi_text_of(r, node, what) : NULL;
}

int cbgi_word_of(cbgi_reader *r, const cbgi_node *node, const char *what, const char *const *words, int count)
{
    if (node->kind == CBGI_BROKEN) {
        return -1;
    }
    const int k = node->kind == CBGI_SCALAR ? find_word(words, count, node->text) : -1;
    if (k < 0) {
        cbg_diag *diag = cbgi_wrong(r, node, "%s cannot be %s", what, cbgi_shown(r, node));
        cbg_diag_hint(diag, "write %s", either(r, words, count));
    }
    return k;
}

int cbgi_items(cbgi_reader *r, const cbgi_node *node, const char *what, cbgi_node *const **items)
{
    if (node->kind == CBGI_LIST) {
        *items = node->item;
        return node->count;
    }
    if (node->kind == CBGI_BROKEN) {
        return -1;
    }
    cbg_diag *diag = cbgi_wrong(r, node, "%s is a list, not %s", what,
                                node->kind == CBGI_MAP ? "a map" : cbgi_shown(r, node));
    cbg_diag_hint(diag, "begin each item with '- ', or write [ ... ]");
    return -1;
}

bool cbgi_names_of(cbgi_reader *r, const cbgi_node *node, const char *what, cbg_names *out)
{
    const bool single = node->kind == CBGI_SCALAR && !cbgi_node_empty(node);
    cbgi_node *const *items = NULL;
    const int count = single ? 1 : cbgi_items(r, node, what, &items);
    if (count < 0) {
        return false;
    }
    const char **item = cbgi_arena_array(r->arena, (size_t)count, sizeof *item);
    cbg_span *span = cbgi_arena_array(r->arena, (size_t)count, sizeof *span);
    if (!item || !span) {
        return false;
    }
    int kept = 0;
    for (int i = 0; i < count && !cbgi_reader_done(r); i++) {
        const cbgi_node *each = single ? node : items[i];
        const char *text = cbgi_text_of(r, each, what);
        if (text) {
            item[kept] = text;
            span[kept++] = each->span;
        }
    }
    *out = (cbg_names){kept, item, span};
    return kept == count;
}

void cbgi_note_of(cbgi_reader *r, const cbgi_node *note, const char **out)
{
    *out = cbgi_optional_text(r, note, "a note");
}

void cbgi_missing(cbgi_reader *r, const cbgi_node *at, const char *what, const char *key, const char *example)
{
    cbg_diag *diag = cbgi_wrong(r, at, "%s has no `%s`", what, key);
    cbg_diag_hint(diag, "add %s", example);
}
