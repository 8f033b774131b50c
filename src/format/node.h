/* The tree of a YAML file: values with their places, their text as written, and the comments.
 *
 * The reader of cases takes meaning from it, the writer lays it out again. A tree is built
 * once and not changed afterwards. All of it lives in one arena.
 */
#ifndef COBURGI_NODE_H
#define COBURGI_NODE_H

#include "base/arena.h"
#include "base/text.h"
#include "coburg/status.h"

enum {
    CBGI_DEPTH_MAX = 64,      /* collections within collections */
    CBGI_NODES_MAX = 2000000, /* values and comments in one file */
    CBGI_KEY_BYTES_MAX = 1000 /* a YAML key fits on one line of at most 1024 characters */
};

/* A full-line or trailing comment from its '#'; text "" stands for a blank line. */
typedef struct cbgi_comment {
    const char *text;
    int32_t column;
    struct cbgi_comment *next;
} cbgi_comment;

typedef enum cbgi_kind {
    CBGI_SCALAR,
    CBGI_MAP,
    CBGI_LIST,
    CBGI_BROKEN /* already complained about: readers pass over it in silence */
} cbgi_kind;

typedef struct cbgi_node {
    cbgi_kind kind;
    bool plain;       /* a scalar without quotes */
    bool flow;        /* a collection written in brackets */
    bool one_line;    /* can be written on one line: no comments or line breaks within */
    const char *text; /* scalar: its value */
    const char *raw;  /* scalar: its text in the file, not NUL-terminated */
    size_t length, raw_length;
    cbg_span span;
    int count;               /* pairs or items */
    struct cbgi_node **item; /* a map: key 0, value 0, key 1, value 1 ... */
    struct cbgi_node *next;  /* used while building */
    cbgi_comment *before;    /* lines above */
    cbgi_comment *after;     /* at the end of the line; of a pair it belongs to the key */
    cbgi_comment *tail;      /* lines after the last child of a collection */
} cbgi_node;

static inline cbgi_node *cbgi_key(const cbgi_node *map, int i)
{
    return map->item[2 * i];
}
static inline cbgi_node *cbgi_value(const cbgi_node *map, int i)
{
    return map->item[2 * i + 1];
}

/* Nothing written: `key:` or `key: ~`. */
bool cbgi_node_empty(const cbgi_node *node);

/* Refuses what is not UTF-8 text, with its place. `text` starts after any byte order mark. */
bool cbgi_utf8_check(const char *text, size_t length, cbg_diags *diags);

/* The code points in a piece of valid UTF-8. */
int32_t cbgi_utf8_count(const char *text, size_t length);

/* Builds the tree of a text that passed cbgi_utf8_check and stays alive with the arena. NULL on
 * a syntax error or when memory runs out (arena->failed or *no_memory is set then); problems
 * that leave a usable tree are in `diags` while the tree is returned. */
cbgi_node *cbgi_tree_read(cbgi_arena *arena, const char *text, size_t length, cbg_diags *diags,
                          bool *no_memory);

/* Moves the comments of a finished collection to where the writer puts them, so that reading
 * what was written finds them on the same nodes. */
void cbgi_comments_settle(cbgi_node *collection);
void cbgi_comments_settle_root(cbgi_node *root);
void cbgi_comments_append(cbgi_comment **list, cbgi_comment *more);

/* Lays the tree out. */
void cbgi_tree_write(const cbgi_node *root, cbgi_text *out);

/* How scalars are written (scalar.c). */
bool cbgi_scalar_one_line(const cbgi_node *node);
size_t cbgi_scalar_width(const cbgi_node *node, size_t limit);
void cbgi_scalar_write_line(const cbgi_node *node, cbgi_text *out);
bool cbgi_scalar_write_block_header(const cbgi_node *node, int indent, int column, cbgi_text *out);
void cbgi_scalar_write_block_body(const cbgi_node *node, int indent, cbgi_text *out);

#endif
