/* Nodes of a tree that come from no file: what a translated format is made of. */
#include <string.h>

#include "format/draft.h"

cbgi_node *cbgi_make_text(cbgi_arena *arena, const char *text, cbg_span span)
{
    cbgi_node *node = cbgi_arena_alloc(arena, sizeof *node);
    if (node != NULL) {
        node->kind = CBGI_SCALAR;
        node->text = text;
        node->length = strlen(text);
        node->plain = node->length > 0 && strcmp(text, "~") != 0;
        node->span = span;
        node->one_line = cbgi_scalar_one_line(node);
    }
    return node;
}

cbgi_node *cbgi_make_number(cbgi_arena *arena, cbg_rational number, cbg_span span)
{
    char text[CBG_RATIONAL_TEXT];
    const char *copy = cbgi_arena_string(arena, cbg_rational_text(number, 18, text));
    return copy == NULL ? NULL : cbgi_make_text(arena, copy, span);
}

static cbgi_node *collection(cbgi_arena *arena, cbgi_kind kind, int children, bool flow, cbg_span span)
{
    cbgi_node *node = cbgi_arena_alloc(arena, sizeof *node);
    cbgi_node **item = cbgi_arena_array(arena, (size_t)children, sizeof *item);
    if (node == NULL || item == NULL) {
        return NULL;
    }
    node->kind = kind;
    node->flow = flow;
    node->one_line = true;
    node->span = span;
    node->item = item;
    return node;
}

cbgi_node *cbgi_make_map(cbgi_arena *arena, int count, bool flow, cbg_span span)
{
    return collection(arena, CBGI_MAP, 2 * count, flow, span);
}

cbgi_node *cbgi_make_list(cbgi_arena *arena, int count, bool flow, cbg_span span)
{
    return collection(arena, CBGI_LIST, count, flow, span);
}

void cbgi_make_put(cbgi_node *map, cbgi_node *key, cbgi_node *value)
{
    if (map != NULL && key != NULL && value != NULL) {
        map->item[2 * map->count] = key;
        map->item[2 * map->count + 1] = value;
        map->count++;
        map->one_line = map->one_line && key->one_line && value->one_line;
    }
}

void cbgi_make_add(cbgi_node *list, cbgi_node *item)
{
    if (list != NULL && item != NULL) {
        list->item[list->count++] = item;
        list->one_line = list->one_line && item->one_line;
    }
}
