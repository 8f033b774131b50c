/* JSON to tree (RFC 8259), with the place of every value. */
#include "format/json.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "format/tree.h"

typedef struct parser {
    cbgi_input *in;
    const char *s, *end;
    int32_t line, column;
    int depth, nodes;
    bool failed;
} parser;

static cbg_span here(const parser *p)
{
    return (cbg_span){p->line, p->column, 1};
}

static void *fail(parser *p, cbg_status status, cbg_span at, const char *what, const char *hint)
{
    if (!p->failed && !p->in->arena->failed) {
        cbg_diag_hint(cbg_diags_add(p->in->diags, CBG_ERROR, status, at, "%s", what), "%s", hint);
    }
    p->failed = true;
    return NULL;
}

static void *unexpected(parser *p, const char *wanted)
{
    static const char hint[] =
        "JSON has keys and text in double quotes, commas between items and none after the last";
    char what[96];
    if (p->s == p->end) {
        return fail(p, CBG_BAD_SYNTAX, here(p), "the file ends in the middle of a value",
                    "is the file complete?");
    }
    snprintf(what, sizeof what, "%s is expected here", wanted);
    return fail(p, CBG_BAD_SYNTAX, here(p), what, hint);
}

/* Moves over one byte of the text. */
static void step(parser *p)
{
    const char c = *p->s++;
    if (c == '\n' || (c == '\r' && (p->s == p->end || *p->s != '\n'))) {
        p->line++;
        p->column = 1;
    } else if (((unsigned char)c & 0xC0) != 0x80) {
        p->column++;
    }
}

static void skip_blanks(parser *p)
{
    while (p->s < p->end && (*p->s == ' ' || *p->s == '\t' || *p->s == '\n' || *p->s == '\r')) {
        step(p);
    }
}

static bool take(parser *p, char c)
{
    skip_blanks(p);
    const bool there = p->s < p->end && *p->s == c;
    if (there) {
        step(p);
    }
    return there;
}

static cbgi_node *node_new(parser *p, cbgi_kind kind, cbg_span span)
{
    if (++p->nodes > CBGI_NODES_MAX) {
        return fail(p, CBG_TOO_LARGE, span, "the file holds more than 2,000,000 values",
                    "is this the right file?");
    }
    cbgi_node *node = cbgi_arena_alloc(p->in->arena, sizeof *node);
    if (node != NULL) {
        node->kind = kind;
        node->span = span;
        node->one_line = true;
    }
    return node;
}

/* Four hexadecimal digits, -1: they are not there. */
static int32_t hex(parser *p)
{
    int32_t code = 0;
    for (int k = 0; k < 4; k++) {
        static const char digits[] = "0123456789abcdef";
        const char c = p->s < p->end ? *p->s : '\0';
        const char *found = c == '\0' ? NULL : strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
        if (found == NULL) {
            return -1;
        }
        code = 16 * code + (int32_t)(found - digits);
        step(p);
    }
    return code;
}

static size_t put_code(uint32_t code, char *out)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned lead[] = {0, 0xC0, 0xE0, 0xF0};
    for (int k = more; k > 0; k--) {
        out[k] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)(lead[more] | code);
    return (size_t)more + 1;
}

/* What follows a backslash, as UTF-8; 0: it is no escape. */
static size_t escape(parser *p, char *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (p->s == p->end) {
        return 0;
    }
    const char *found = *p->s == '\0' ? NULL : strchr(from, *p->s);
    if (found != NULL) {
        out[0] = to[found - from];
        step(p);
        return 1;
    }
    if (*p->s != 'u') {
        return 0;
    }
    step(p);
    int32_t code = hex(p);
    if (code >= 0xD800 && code < 0xDC00 && p->end - p->s >= 6 && p->s[0] == '\\' && p->s[1] == 'u') {
        step(p);
        step(p);
        const int32_t low = hex(p);
        code = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : -1;
    }
    return code <= 0 || (code >= 0xD800 && code < 0xE000) ? 0 : put_code((uint32_t)code, out);
}

static cbgi_node *string(parser *p)
{
    cbgi_node *node = node_new(p, CBGI_SCALAR, here(p));
    step(p);
    const char *close = p->s;
    while (close < p->end && *close != '"') {
        close += *close == '\\' && close + 1 < p->end ? 2 : 1;
    }
    char *text = node == NULL ? NULL : cbgi_arena_alloc(p->in->arena, (size_t)(close - p->s) + 4);
    size_t at = 0;
    while (text != NULL && p->s < p->end && *p->s != '"') {
        const cbg_span span = here(p);
        if ((unsigned char)*p->s < 0x20) {
            return fail(p, CBG_BAD_SYNTAX, span, "a line break or control character within text",
                        "close the quotes, or write \\n");
        }
        if (*p->s != '\\') {
            text[at++] = *p->s;
            step(p);
            continue;
        }
        step(p);
        const size_t n = escape(p, text + at);
        if (n == 0) {
            return fail(p, CBG_BAD_SYNTAX, span, "a backslash that escapes nothing",
                        "write two backslashes for one");
        }
        at += n;
    }
    if (text == NULL) {
        p->failed = true;
        return NULL;
    }
    if (p->s == p->end) {
        return fail(p, CBG_BAD_SYNTAX, node->span, "this text is not closed", "add the closing quote");
    }
    step(p);
    text[at] = '\0';
    node->text = text;
    node->length = at;
    node->span.length = p->line == node->span.line ? p->column - node->span.column : 1;
    return node;
}

/* A number, true, false, null, or a word that Python writes. */
static cbgi_node *word(parser *p)
{
    cbgi_node *node = node_new(p, CBGI_SCALAR, here(p));
    const char *start = p->s;
    while (p->s < p->end && *p->s != '\0' && strchr(" \t\r\n,:{}[]\"", *p->s) == NULL) {
        step(p);
    }
    const size_t length = (size_t)(p->s - start);
    char *text = node == NULL ? NULL : cbgi_arena_copy(p->in->arena, start, length);
    if (text == NULL) {
        p->failed = true;
        return NULL;
    }
    static const char *const words[] = {"true", "false", "null", "NaN", "Infinity", "-Infinity", NULL};
    bool known = (*text >= '0' && *text <= '9') || (*text == '-' && text[1] >= '0' && text[1] <= '9');
    for (int k = 0; words[k] != NULL; k++) {
        known = known || strcmp(text, words[k]) == 0;
    }
    node->span.length = length < 1 ? 1 : cbgi_utf8_count(start, length);
    if (!known) {
        p->s = length == 0 ? p->s : start; /* for the message */
        p->line = node->span.line;
        p->column = node->span.column;
        return unexpected(p, "a value");
    }
    node->text = text;
    node->length = length;
    node->plain = true;
    return node;
}

static cbgi_node *value(parser *p);

/* Items, or keys and values in turn, up to the closing bracket, into the node. */
static cbgi_node *collection(parser *p, cbgi_node *node, char close)
{
    cbgi_node *first = NULL, *last = NULL;
    int children = 0;
    while (!p->failed && !take(p, close)) {
        if (children > 0 && !take(p, ',')) {
            return unexpected(p, close == ']' ? "',' or ']'" : "',' or '}'");
        }
        skip_blanks(p);
        const bool map = close == '}';
        if (map && (p->s == p->end || *p->s != '"')) {
            return unexpected(p, "a key in double quotes");
        }
        cbgi_node *item = map ? string(p) : value(p);
        for (int k = 0; item != NULL && k < (map ? 2 : 1); k++) {
            if (k == 1 && !take(p, ':')) {
                return unexpected(p, "':'");
            }
            item = k == 1 ? value(p) : item;
            if (item != NULL) {
                *(first != NULL ? &last->next : &first) = item;
                last = item;
                children++;
            }
        }
    }
    node->item = p->failed ? NULL : cbgi_arena_array(p->in->arena, (size_t)children, sizeof *node->item);
    for (int k = 0; node->item != NULL && k < children; k++, first = first->next) {
        node->item[k] = first;
    }
    node->count = close == '}' ? children / 2 : children;
    p->failed = p->failed || node->item == NULL;
    return p->failed ? NULL : node;
}

static cbgi_node *value(parser *p)
{
    skip_blanks(p);
    const cbg_span at = here(p);
    if (p->s == p->end) {
        return unexpected(p, "a value");
    }
    if (*p->s == '"') {
        return string(p);
    }
    if (*p->s != '{' && *p->s != '[') {
        return word(p);
    }
    if (p->depth == CBGI_DEPTH_MAX) {
        return fail(p, CBG_BAD_SYNTAX, at, "values nested more than 64 deep", "a profile needs eight levels");
    }
    const char close = *p->s == '{' ? '}' : ']';
    cbgi_node *node = node_new(p, close == '}' ? CBGI_MAP : CBGI_LIST, at);
    step(p);
    p->depth++;
    node = node == NULL ? NULL : collection(p, node, close);
    p->depth--;
    p->failed = p->failed || node == NULL;
    if (node != NULL && close == '}') {
        cbgi_tree_check_keys(p->in->arena, node, p->in->diags);
    }
    return node;
}

cbgi_node *cbgi_json_read(cbgi_input *in, const cbgi_file *file)
{
    parser p = {.in = in, .s = file->text, .end = file->text + file->length, .line = 1, .column = 1};
    cbgi_node *root = value(&p);
    skip_blanks(&p);
    if (root != NULL && p.s < p.end) {
        return fail(&p, CBG_BAD_SYNTAX, here(&p), "something follows after the end of the value",
                    "a JSON file holds one value: remove the rest");
    }
    return root != NULL && cbgi_input_status(in) == CBG_OK ? root : NULL;
}
