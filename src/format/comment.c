/* Where comments belong.
 *
 * While a tree is built, full-line comments go to the next node that begins and trailing
 * ones to the node that ends on their line. The same comment can then sit on a pair's key or on
 * its value, on a collection or on its first child. Settling gives each comment the one
 * place where the writer puts it and the reader finds it again:
 *   - above a pair or item: the key, or the item;
 *   - above the first child: the collection (printed first in it);
 *   - at the end of a line of a pair: the key;
 *   - a collection that cannot stay on one line has nothing at its end: that moves above it.
 * Blank lines are kept between block items only, one at a time.
 */
#include "format/node.h"

void cbgi_comments_append(cbgi_comment **list, cbgi_comment *more)
{
    while (*list) {
        list = &(*list)->next;
    }
    *list = more;
}

static void drop_leading_blanks(cbgi_comment **list)
{
    while (*list && (*list)->text[0] == '\0') {
        *list = (*list)->next;
    }
}

static void drop_blanks(cbgi_comment **list)
{
    while (*list) {
        if ((*list)->text[0] == '\0') {
            *list = (*list)->next;
        } else {
            list = &(*list)->next;
        }
    }
}

static void drop_repeated_blanks(cbgi_comment *list)
{
    while (list && list->next) {
        if (list->text[0] == '\0' && list->next->text[0] == '\0') {
            list->next = list->next->next;
        } else {
            list = list->next;
        }
    }
}

static bool is_block(const cbgi_node *node)
{
    return node->kind != CBGI_SCALAR && !node->flow;
}

static void hoist(cbgi_comment **from, cbgi_comment **to)
{
    cbgi_comment *moved = *from;
    *from = NULL;
    cbgi_comments_append(to, moved);
}

static void settle_pair(cbgi_node *key, cbgi_node *value)
{
    if (!is_block(value)) {
        drop_blanks(&value->before);
        if (value->after && key->after) {
            hoist(&key->after, &key->before);
        }
        hoist(&value->before, &key->before);
    } else {
        drop_leading_blanks(&value->before);
    }
    if (value->after && key->after) {
        hoist(&key->after, &key->before);
    }
    hoist(&value->after, &key->after);
}

static bool bare(const cbgi_node *node)
{
    return !node->before && !node->after && !node->tail;
}

void cbgi_comments_settle(cbgi_node *node)
{
    const bool map = node->kind == CBGI_MAP;
    if (node->kind == CBGI_SCALAR || node->kind == CBGI_BROKEN) {
        return;
    }
    const int step = map ? 2 : 1;
    for (int i = 0; i < node->count; i++) {
        cbgi_node *head = node->item[step * i];
        if (map) {
            settle_pair(head, cbgi_value(node, i));
        } else if (head->after && !head->one_line && head->kind != CBGI_SCALAR) {
            hoist(&head->after, &head->before);
        }
        if (node->flow) {
            drop_blanks(&head->before);
        }
        drop_repeated_blanks(head->before);
    }
    if (node->flow) {
        drop_blanks(&node->tail);
    }
    if (node->count > 0) {
        hoist(&node->item[0]->before, &node->before);
    } else {
        hoist(&node->tail, &node->before);
    }
    drop_repeated_blanks(node->before);
    node->one_line = !node->tail;
    for (int i = 0; i < step * node->count; i++) {
        node->one_line = node->one_line && node->item[i]->one_line && bare(node->item[i]);
    }
    drop_repeated_blanks(node->tail);
}

static void drop_last_blank(cbgi_comment **list)
{
    cbgi_comment **last = list;
    while (*list) {
        if ((*list)->text[0] != '\0') {
            last = &(*list)->next;
        }
        list = &(*list)->next;
    }
    *last = NULL;
}

void cbgi_comments_settle_root(cbgi_node *root)
{
    hoist(&root->after, &root->tail);
    drop_leading_blanks(&root->before);
    drop_repeated_blanks(root->tail);
    drop_last_blank(&root->tail);
}
