/* Tree to canonical text: two blanks a level, `key: value`, lists and maps in brackets stay so
 * while they fit, comments and single blank lines where they were.
 * Law: reading what was written gives an equal tree, and writing that gives the same text.
 */
#include "format/node.h"

enum { WIDTH = 110, STEP = 2 };

static size_t flow_width(const cbgi_node *node, size_t limit)
{
    if (node->kind == CBGI_SCALAR) {
        return cbgi_scalar_width(node, limit);
    }
    const int children = node->kind == CBGI_MAP ? 2 * node->count : node->count;
    size_t width = 2;
    for (int i = 0; i < children && width <= limit; i++) {
        width += flow_width(node->item[i], limit) + (i > 0 ? 2 : 0);
    }
    return width;
}

static void write_flow(const cbgi_node *node, cbgi_text *out)
{
    if (node->kind == CBGI_SCALAR) {
        cbgi_scalar_write_line(node, out);
        return;
    }
    const bool map = node->kind == CBGI_MAP;
    cbgi_text_add(out, map ? "{" : "[");
    for (int i = 0; i < node->count; i++) {
        cbgi_text_add(out, i > 0 ? ", " : "");
        write_flow(node->item[map ? 2 * i : i], out);
        if (map) {
            cbgi_text_add(out, ": ");
            write_flow(cbgi_value(node, i), out);
        }
    }
    cbgi_text_add(out, map ? "}" : "]");
}

/* Whether a collection that begins in this column (from 0) goes in brackets. */
static bool in_brackets(const cbgi_node *node, size_t column)
{
    if (node->count == 0) {
        return true;
    }
    return node->flow && node->one_line && flow_width(node, WIDTH) + column <= WIDTH;
}

static void write_lines(const cbgi_comment *comment, int indent, cbgi_text *out)
{
    for (; comment; comment = comment->next) {
        if (comment->text[0] != '\0') {
            cbgi_text_pad(out, ' ', (size_t)indent);
            cbgi_text_add(out, comment->text);
        }
        cbgi_text_add(out, "\n");
    }
}

static void write_after(const cbgi_comment *comment, cbgi_text *out)
{
    if (comment) {
        cbgi_text_add(out, "  ");
        cbgi_text_add(out, comment->text);
    }
}

static void write_block(const cbgi_node *node, int indent, bool inlined, cbgi_text *out);

/* A scalar behind `key:` or `-` and the rest of its line. */
static void write_scalar(const cbgi_node *node, int indent, int column, const cbgi_comment *after,
                         cbgi_text *out)
{
    cbgi_text_add(out, node->length > 0 || !node->plain ? " " : "");
    const bool block = cbgi_scalar_write_block_header(node, indent, column, out);
    if (!block) {
        cbgi_scalar_write_line(node, out);
    }
    write_after(after, out);
    if (block) {
        cbgi_scalar_write_block_body(node, indent + STEP, out);
    } else {
        cbgi_text_add(out, "\n");
    }
}

static void write_pair(const cbgi_node *key, const cbgi_node *value, int indent, cbgi_text *out)
{
    cbgi_scalar_write_line(key, out);
    cbgi_text_add(out, ":");
    const size_t column = cbgi_scalar_width(key, CBGI_KEY_BYTES_MAX) + 2;
    if (value->kind == CBGI_SCALAR) {
        write_scalar(value, indent, (int)column, key->after, out);
    } else if (in_brackets(value, (size_t)indent + column)) {
        cbgi_text_add(out, " ");
        write_flow(value, out);
        write_after(key->after, out);
        cbgi_text_add(out, "\n");
    } else {
        write_after(key->after, out);
        cbgi_text_add(out, "\n");
        write_lines(value->before, indent + STEP, out);
        write_block(value, indent + STEP, false, out);
    }
}

static void write_item(const cbgi_node *item, int indent, cbgi_text *out)
{
    cbgi_text_add(out, "-");
    if (item->kind == CBGI_SCALAR) {
        write_scalar(item, indent, STEP, item->after, out);
    } else if (in_brackets(item, (size_t)indent + STEP)) {
        cbgi_text_add(out, " ");
        write_flow(item, out);
        write_after(item->after, out);
        cbgi_text_add(out, "\n");
    } else {
        cbgi_text_add(out, " ");
        write_block(item, indent + STEP, true, out);
    }
}

/* The children of a collection, each on lines of its own; `inlined`: the first continues a line. */
static void write_block(const cbgi_node *node, int indent, bool inlined, cbgi_text *out)
{
    for (int i = 0; i < node->count; i++) {
        const cbgi_node *head = node->item[node->kind == CBGI_MAP ? 2 * i : i];
        if (i > 0 || !inlined) {
            write_lines(head->before, indent, out);
            cbgi_text_pad(out, ' ', (size_t)indent);
        }
        if (node->kind == CBGI_MAP) {
            write_pair(head, cbgi_value(node, i), indent, out);
        } else {
            write_item(head, indent, out);
        }
    }
    write_lines(node->tail, indent, out);
}

void cbgi_tree_write(const cbgi_node *root, cbgi_text *out)
{
    write_lines(root->before, 0, out);
    write_block(root, 0, false, out);
}
