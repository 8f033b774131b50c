/* YAML to tree: libyaml's events, less what a case file may not contain.
 *
 * Refused but passed over, so that reading goes on: anchors, aliases, tags and duplicate keys.
 * Fatal: what libyaml cannot parse, a second document, keys that are not scalars, too much depth
 * or size. libyaml's marks count code points; cbgi_scan turns them into places.
 */
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "format/scan.h"
#include "format/tree.h"

typedef struct frame {
    cbgi_node *node;
    cbgi_node *first, *last; /* children so far; of a map keys and values in turn */
    int children;
    int32_t column; /* of a block collection; of a flow collection that of its parent */
} frame;

typedef struct builder {
    cbgi_scan scan;
    cbg_diags *diags;
    yaml_parser_t parser;
    yaml_event_t event;
    cbgi_place start, end; /* of the event */
    frame stack[CBGI_DEPTH_MAX];
    int depth, documents;
    cbgi_node *root;
    bool stop; /* a fatal problem was reported */
} builder;

static cbg_span span_of(const builder *b, cbgi_place start, cbgi_place end)
{
    cbgi_place stop = start;
    while (stop.byte < end.byte && b->scan.text[stop.byte] != '\n' && b->scan.text[stop.byte] != '\r') {
        stop = cbgi_scan_find(&b->scan, stop, stop.index + 1);
    }
    const int32_t length = (int32_t)(stop.index - start.index);
    return (cbg_span){start.line, start.column, length > 0 ? length : 1};
}

static cbg_diag *refuse(builder *b, const char *what)
{
    return cbg_diags_add(b->diags, CBG_ERROR, CBG_BAD_SYNTAX, span_of(b, b->start, b->end), "%s", what);
}

static void fatal(builder *b, cbg_status status, const char *what, const char *hint)
{
    cbg_diag *diag = cbg_diags_add(b->diags, CBG_ERROR, status, span_of(b, b->start, b->end), "%s", what);
    cbg_diag_hint(diag, "%s", hint);
    b->stop = true;
}

/* Whether the next node in the open collection is a key. */
static bool key_expected(const builder *b)
{
    const frame *f = b->depth > 0 ? &b->stack[b->depth - 1] : NULL;
    return f && f->node->kind == CBGI_MAP && f->children % 2 == 0;
}

static cbgi_node *node_new(builder *b, cbgi_kind kind)
{
    cbgi_node *node = cbgi_arena_alloc(b->scan.arena, sizeof *node);
    if (!node) {
        return NULL;
    }
    node->kind = kind;
    node->span = span_of(b, b->start, b->end);
    node->before = cbgi_scan_take(&b->scan, 0);
    node->one_line = true;
    if (++b->scan.nodes > CBGI_NODES_MAX) {
        fatal(b, CBG_TOO_LARGE, "the file holds more than 2,000,000 values and comments", "split the case");
    }
    if (b->depth == 0) {
        b->root = node;
        return node;
    }
    frame *f = &b->stack[b->depth - 1];
    *(f->first ? &f->last->next : &f->first) = node;
    f->last = node;
    f->children++;
    return node;
}

static void check_properties(builder *b, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor) {
        cbg_diag_hint(refuse(b, "a case file has no anchors (&name)"),
                      "write the text without '&%.60s', in quotes "
                      "if the '&' belongs to it",
                      (const char *)anchor);
    }
    if (tag) {
        cbg_diag_hint(refuse(b, "a case file has no tags (!type)"),
                      "remove the tag, or put the text in quotes if the '!' belongs to it");
    }
}

/* The end of a block scalar without the blank lines after it, unless they are part of its value. */
static void trim_block_scalar(builder *b, const cbgi_node *node)
{
    const size_t n = node->length;
    if (n == 0 || (n == 1 && node->text[0] == '\n') ||
        (n > 1 && node->text[n - 1] == '\n' && node->text[n - 2] == '\n')) {
        return;
    }
    size_t end = b->end.byte;
    while (end > b->start.byte && strchr(" \t\r\n", b->scan.text[end - 1])) {
        end--;
    }
    const size_t count = (size_t)cbgi_utf8_count(b->scan.text + b->start.byte, end - b->start.byte);
    b->end = cbgi_scan_find(&b->scan, b->start, b->start.index + count);
}

/* The comment behind the '|' or '>' of a block scalar. */
static void take_header_comment(builder *b, cbgi_node *node)
{
    const char *s = node->raw;
    const char *stop = s + node->raw_length;
    while (s < stop && *s != '#' && *s != '\n') {
        s++;
    }
    if (s == stop || *s == '\n') {
        return;
    }
    const char *end = memchr(s, '\n', (size_t)(stop - s));
    end = end ? end : stop;
    while (end[-1] == '\r' || end[-1] == ' ' || end[-1] == '\t') {
        end--;
    }
    cbgi_comment *comment = cbgi_arena_alloc(b->scan.arena, sizeof *comment);
    char *text = cbgi_arena_copy(b->scan.arena, s, (size_t)(end - s));
    if (comment && text) {
        comment->text = text;
        node->after = comment;
    }
}

static void check_scalar(builder *b, const cbgi_node *node, bool is_key)
{
    for (size_t i = 0; i < node->length; i++) {
        const unsigned char c = (unsigned char)node->text[i];
        const bool c1 = c == 0xC2 && (unsigned char)node->text[i + 1] < 0xA0;
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || c1) {
            cbg_diag_hint(refuse(b, "the text has a control character"), "remove the escape");
            return;
        }
    }
    const bool lines = memchr(node->raw, '\n', node->raw_length) || memchr(node->text, '\n', node->length);
    if (is_key && lines) {
        fatal(b, CBG_BAD_SYNTAX, "a key goes over several lines", "write it on one line");
    } else if (is_key && node->raw_length > CBGI_KEY_BYTES_MAX) {
        fatal(b, CBG_BAD_SYNTAX, "a key of more than 1000 characters", "use a short id");
    }
}

static void on_scalar(builder *b)
{
    const bool is_key = key_expected(b);
    const yaml_scalar_style_t style = b->event.data.scalar.style;
    cbgi_node *node = node_new(b, CBGI_SCALAR);
    char *text =
        cbgi_arena_copy(b->scan.arena, (const char *)b->event.data.scalar.value, b->event.data.scalar.length);
    if (!node || !text) {
        return;
    }
    node->text = text;
    node->length = b->event.data.scalar.length;
    node->plain = style == YAML_PLAIN_SCALAR_STYLE;
    const bool block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
    if (block) {
        trim_block_scalar(b, node);
    }
    node->raw = b->scan.text + b->start.byte;
    node->raw_length = b->end.byte - b->start.byte;
    check_properties(b, b->event.data.scalar.anchor, b->event.data.scalar.tag);
    check_scalar(b, node, is_key);
    if (block) {
        take_header_comment(b, node);
    }
    node->one_line = cbgi_scalar_one_line(node);
    b->scan.last = node;
    b->scan.last_line = b->end.line;
    b->scan.content = b->end.column > 1;
    b->scan.at = b->end;
}

static void on_start(builder *b, cbgi_kind kind, bool flow, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (key_expected(b)) {
        fatal(b, CBG_BAD_SYNTAX, "a key must be a word or number, not a list or map", "write `key: value`");
        return;
    }
    if (b->depth == CBGI_DEPTH_MAX) {
        fatal(b, CBG_BAD_SYNTAX, "lists and maps nested more than 64 deep", "a case needs five levels");
        return;
    }
    check_properties(b, anchor, tag);
    cbgi_node *node = node_new(b, kind);
    if (!node) {
        return;
    }
    node->flow = flow;
    const int32_t outside = b->depth > 0 ? b->stack[b->depth - 1].column : 0;
    b->stack[b->depth++] = (frame){.node = node, .column = flow ? outside : b->start.column};
    b->scan.at = b->end;
    b->scan.content = true;
    b->scan.last = NULL;
}

static void on_end(builder *b)
{
    frame *f = &b->stack[--b->depth];
    cbgi_node *node = f->node;
    const int32_t outside = b->depth > 0 ? b->stack[b->depth - 1].column : 0;
    node->tail = cbgi_scan_take(&b->scan, node->flow ? 0 : outside);
    node->count = node->kind == CBGI_MAP ? f->children / 2 : f->children;
    node->item = cbgi_arena_array(b->scan.arena, (size_t)f->children, sizeof *node->item);
    if (!node->item) {
        return;
    }
    int i = 0;
    for (cbgi_node *child = f->first; child; child = child->next) {
        node->item[i++] = child;
    }
    if (node->flow) {
        const int32_t line = node->span.line;
        node->span.length = b->end.line == line ? b->end.column - node->span.column : node->span.length;
        b->scan.last = node;
        b->scan.last_line = b->end.line;
        b->scan.content = true;
        b->scan.at = b->end;
    }
    if (node->kind == CBGI_MAP) {
        cbgi_tree_check_keys(b->scan.arena, node, b->diags);
    }
    cbgi_comments_settle(node);
}

static void on_document(builder *b)
{
    if (++b->documents > 1) {
        fatal(b, CBG_BAD_SYNTAX, "a second document begins here", "one file holds one case");
    }
    if (b->event.data.document_start.version_directive ||
        b->event.data.document_start.tag_directives.start !=
            b->event.data.document_start.tag_directives.end) {
        fatal(b, CBG_BAD_SYNTAX, "a case file has no %YAML or %TAG directives", "remove the line");
    }
}

static void on_event(builder *b)
{
    const yaml_event_t *e = &b->event;
    switch (e->type) {
    case YAML_DOCUMENT_START_EVENT: on_document(b); break;
    case YAML_SCALAR_EVENT: on_scalar(b); break;
    case YAML_ALIAS_EVENT:
        cbg_diag_hint(refuse(b, "a case file has no aliases (*name)"),
                      "write the value out, in quotes if the '*' belongs to it");
        node_new(b, CBGI_BROKEN);
        break;
    case YAML_SEQUENCE_START_EVENT:
        on_start(b, CBGI_LIST, e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
                 e->data.sequence_start.anchor, e->data.sequence_start.tag);
        break;
    case YAML_MAPPING_START_EVENT:
        on_start(b, CBGI_MAP, e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
                 e->data.mapping_start.anchor, e->data.mapping_start.tag);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: on_end(b); break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT: break;
    }
}

/* Runs the parser to the end of the stream; false when it must stop before. */
static bool run(builder *b)
{
    bool done = false;
    while (!done && !b->stop && !b->scan.arena->failed) {
        if (!yaml_parser_parse(&b->parser, &b->event)) {
            return false;
        }
        b->start = cbgi_scan_find(&b->scan, b->scan.at, b->event.start_mark.index);
        b->end = cbgi_scan_find(&b->scan, b->start, b->event.end_mark.index);
        cbgi_scan_gap(&b->scan, b->start);
        on_event(b);
        done = b->event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&b->event);
    }
    return done && !b->stop && !b->scan.arena->failed;
}

cbgi_node *cbgi_tree_read(cbgi_arena *arena, const char *text, size_t length, cbg_diags *diags,
                          bool *no_memory)
{
    builder *b = cbgi_arena_alloc(arena, sizeof *b);
    if (!b || !yaml_parser_initialize(&b->parser)) {
        *no_memory = true;
        return NULL;
    }
    b->scan = (cbgi_scan){.arena = arena, .text = text, .length = length, .at = {0, 0, 1, 1}};
    b->diags = diags;
    yaml_parser_set_encoding(&b->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b->parser, (const unsigned char *)text, length);
    cbgi_node *root = run(b) ? b->root : NULL;
    *no_memory = b->parser.error == YAML_MEMORY_ERROR || arena->failed;
    if (b->parser.error != YAML_NO_ERROR && !*no_memory) {
        const cbgi_place begin = {0, 0, 1, 1};
        const cbgi_place at = cbgi_scan_find(&b->scan, begin, b->parser.problem_mark.index);
        cbgi_tree_explain(&b->parser, span_of(b, at, at), diags);
    }
    yaml_parser_delete(&b->parser);
    if (root && root->kind != CBGI_SCALAR) {
        cbgi_comments_append(&root->tail, cbgi_scan_take(&b->scan, 0));
        cbgi_comments_settle_root(root);
    }
    return root;
}
