/* XML to tree with expat, and complaints that say what is open where.
 *
 * The text is given to expat as UTF-8 whatever its first line claims (encoding.c has settled that). An entity
 * declaration ends the reading: no format of the field has any, and nested ones grow without bound.
 */
#include "format/xml.h"

#include <expat.h>
#include <string.h>

#include "base/utf8.h"

typedef struct builder {
    cbgi_input *in;
    XML_Parser parser;
    const char *text;
    size_t length;
    cbgi_xml *root, *open; /* open: the innermost element */
    int depth, elements;
    bool stop; /* a complaint was made */
} builder;

static cbg_span here(const builder *b)
{
    const int32_t line = (int32_t)XML_GetCurrentLineNumber(b->parser);
    return (cbg_span){line, (int32_t)XML_GetCurrentColumnNumber(b->parser) + 1, 1};
}

static void stop(builder *b, cbg_status status, const char *what, const char *hint)
{
    if (!b->stop) {
        cbg_diag_hint(cbg_diags_add(b->in->diags, CBG_ERROR, status, here(b), "%s", what), "%s", hint);
    }
    b->stop = true;
    XML_StopParser(b->parser, XML_FALSE);
}

/* Copies of the attributes: expat's own vanish. */
static const char *const *keep(builder *b, const char **attribute, int *count)
{
    int n = 0;
    while (attribute[2 * n] != NULL) {
        n++;
    }
    const char **out = cbgi_arena_array(b->in->arena, 2 * (size_t)n, sizeof *out);
    for (int k = 0; out != NULL && k < 2 * n; k++) {
        out[k] = cbgi_arena_string(b->in->arena, attribute[k]);
    }
    *count = b->in->arena->failed ? 0 : n;
    return out;
}

static void XMLCALL on_start(void *context, const char *name, const char **attribute)
{
    builder *b = context;
    if (b->stop) {
        return;
    }
    if (b->depth == CBGI_DEPTH_MAX) {
        stop(b, CBG_BAD_SYNTAX, "elements nested more than 64 deep", "a profile needs five levels");
        return;
    }
    if (++b->elements > CBGI_NODES_MAX) {
        stop(b, CBG_TOO_LARGE, "the file holds more than 2,000,000 elements", "is this the right file?");
        return;
    }
    cbgi_xml *element = cbgi_arena_alloc(b->in->arena, sizeof *element);
    const char *copy = cbgi_arena_string(b->in->arena, name);
    if (element == NULL || copy == NULL) {
        b->stop = true; /* the arena has failed, and says so itself */
        XML_StopParser(b->parser, XML_FALSE);
        return;
    }
    element->name = copy;
    element->attribute = keep(b, attribute, &element->attribute_count);
    element->span = here(b);
    element->span.length = cbgi_utf8_count(copy, strlen(copy)) + 1;
    const XML_Index at = XML_GetCurrentByteIndex(b->parser);
    const int bytes = XML_GetCurrentByteCount(b->parser);
    if (at >= 0 && bytes > 0 && (size_t)at + (size_t)bytes <= b->length) {
        element->raw = b->text + at;
        element->raw_length = (size_t)bytes;
    }
    element->parent = b->open;
    if (b->open == NULL) {
        b->root = element;
    } else {
        *(b->open->last != NULL ? &b->open->last->next : &b->open->first) = element;
        b->open->last = element;
    }
    b->open = element;
    b->depth++;
}

static void XMLCALL on_end(void *context, const char *name)
{
    builder *b = context;
    (void)name;
    if (!b->stop) {
        b->open = b->open->parent;
        b->depth--;
    }
}

static void XMLCALL on_entity(void *context, const char *name, int parameter, const char *value, int length,
                              const char *base, const char *system, const char *public, const char *notation)
{
    (void)name, (void)parameter, (void)value, (void)length, (void)base, (void)system, (void)public,
        (void)notation;
    stop(context, CBG_BAD_SYNTAX, "the file declares an entity",
         "remove the <!ENTITY ...> and write the text where it is used");
}

/* What expat could not parse, in plain words. */
static void explain(builder *b)
{
    const enum XML_Error code = XML_GetErrorCode(b->parser);
    const cbg_span at = here(b);
    cbg_diag *diag;
    if (code == XML_ERROR_NO_MEMORY) {
        cbgi_arena_array(b->in->arena, SIZE_MAX, 2); /* marks the arena as failed */
        return;
    }
    const bool ends = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                      code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION;
    if (code == XML_ERROR_TAG_MISMATCH && b->open != NULL) {
        diag = cbg_diags_add(b->in->diags, CBG_ERROR, CBG_BAD_SYNTAX, at,
                             "this end tag does not close <%s>, which was opened on line %d", b->open->name,
                             (int)b->open->span.line);
        cbg_diag_hint(diag, "write </%s> here, or close what stands between", b->open->name);
    } else if (ends && b->open != NULL) {
        diag = cbg_diags_add(b->in->diags, CBG_ERROR, CBG_BAD_SYNTAX, at,
                             "the file ends inside <%s>, which was opened on line %d", b->open->name,
                             (int)b->open->span.line);
        cbg_diag_hint(diag, "is the file complete? It must end with </%s>", b->root->name);
    } else if (code == XML_ERROR_NO_ELEMENTS) {
        diag = cbg_diags_add(b->in->diags, CBG_ERROR, CBG_BAD_SYNTAX, at, "the file holds no element");
        cbg_diag_hint(diag, "a GENIUS file begins with <negotiation_template> or <utility_space>");
    } else {
        diag = cbg_diags_add(b->in->diags, CBG_ERROR, CBG_BAD_SYNTAX, at, "this is not XML: %s",
                             XML_ErrorString(code));
        cbg_diag_hint(diag, code == XML_ERROR_DUPLICATE_ATTRIBUTE ? "keep one of the two"
                            : code == XML_ERROR_INVALID_TOKEN
                                ? "write &lt; for <, &amp; for & and &quot; for \" "
                                  "inside values"
                                : "correct the file, or export it again");
    }
}

cbgi_xml *cbgi_xml_read(cbgi_input *in, const cbgi_file *file)
{
    builder b = {.in = in, .text = file->text, .length = file->length};
    b.parser = XML_ParserCreate("UTF-8");
    if (b.parser == NULL) {
        cbgi_arena_array(in->arena, SIZE_MAX, 2); /* marks the arena as failed */
        return NULL;
    }
    XML_SetUserData(b.parser, &b);
    XML_SetElementHandler(b.parser, on_start, on_end);
    XML_SetEntityDeclHandler(b.parser, on_entity);
    const bool good = XML_Parse(b.parser, b.text, (int)b.length, XML_TRUE) == XML_STATUS_OK;
    if (!good && !b.stop) {
        explain(&b);
    }
    XML_ParserFree(b.parser);
    return good && !b.stop && !in->arena->failed ? b.root : NULL;
}

const char *cbgi_xml_get(const cbgi_xml *element, const char *name)
{
    for (int k = 0; k < element->attribute_count; k++) {
        if (strcmp(element->attribute[2 * k], name) == 0) {
            return element->attribute[2 * k + 1];
        }
    }
    return NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The byte behind `name = "` in a tag, or the tag's length. */
static size_t find_value(const cbgi_xml *element, const char *name)
{
    const char *s = element->raw;
    const size_t n = strlen(name), end = element->raw_length;
    for (size_t i = 1; i < end; i++) {
        if (s[i] == '"' || s[i] == '\'') { /* the value of another */
            const char *close = memchr(s + i + 1, s[i], end - i - 1);
            i = close == NULL ? end : (size_t)(close - s);
            continue;
        }
        if (!is_blank(s[i - 1]) || end - i < n || memcmp(s + i, name, n) != 0) {
            continue;
        }
        size_t at = i + n;
        while (at < end && is_blank(s[at])) {
            at++;
        }
        if (at < end && s[at] == '=') {
            for (at++; at < end && is_blank(s[at]);) {
                at++;
            }
            return at + 1 < end ? at + 1 : end;
        }
    }
    return end;
}

cbg_span cbgi_xml_place(const cbgi_xml *element, const char *name)
{
    const size_t end = element->raw == NULL ? 0 : element->raw_length;
    const size_t at = end == 0 ? 0 : find_value(element, name);
    if (at == end) {
        return element->span;
    }
    cbg_span span = element->span;
    for (size_t i = 0; i < at; i++) {
        const char c = element->raw[i];
        if (c == '\n' || (c == '\r' && element->raw[i + 1] != '\n')) {
            span.line++;
            span.column = 1;
        } else if (((unsigned char)c & 0xC0) != 0x80) {
            span.column++;
        }
    }
    const char *close = memchr(element->raw + at, element->raw[at - 1], end - at);
    span.length = close == NULL ? 1 : cbgi_utf8_count(element->raw + at, (size_t)(close - element->raw) - at);
    span.length = span.length < 1 ? 1 : span.length;
    return span;
}

cbgi_xml *cbgi_xml_child(const cbgi_xml *element, const char *name)
{
    cbgi_xml *child = element->first;
    return child == NULL || strcmp(child->name, name) == 0 ? child : cbgi_xml_after(child, name);
}

cbgi_xml *cbgi_xml_after(const cbgi_xml *child, const char *name)
{
    cbgi_xml *next = child->next;
    while (next != NULL && strcmp(next->name, name) != 0) {
        next = next->next;
    }
    return next;
}

cbgi_xml *cbgi_xml_walk(const cbgi_xml *top, const cbgi_xml *at, const char *name)
{
    cbgi_xml *next;
    do {
        if (at->first != NULL) {
            next = at->first;
        } else {
            while (at != top && at->next == NULL) {
                at = at->parent;
            }
            next = at == top ? NULL : at->next;
        }
        at = next;
    } while (next != NULL && name != NULL && strcmp(next->name, name) != 0);
    return next;
}
