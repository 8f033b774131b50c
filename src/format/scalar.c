/* How text is written: as it stood when it stood on one line, else laid out anew.
 *
 * Text from several lines becomes one plain or quoted line when that fits, a folded block
 * (>-) when it is a long paragraph, a literal block (|) when it has lines of its own, and a line
 * in double quotes when no block can hold it.
 */
#include <string.h>

#include "base/utf8.h"
#include "format/node.h"

enum { WIDTH = 110, FOLD = 100 };

static bool raw_kept(const cbgi_node *node)
{
    return node->raw && !memchr(node->raw, '\n', node->raw_length) &&
           (node->raw_length == 0 || !strchr("|>", node->raw[0]));
}

bool cbgi_scalar_one_line(const cbgi_node *node)
{
    return raw_kept(node) || !memchr(node->text, '\n', node->length);
}

/* Text that needs no quotes anywhere, by a rule that is stricter than YAML's. */
static bool plain_safe(const cbgi_node *node)
{
    const char *s = node->text;
    const size_t n = node->length;
    if (!node->plain || n == 0 || s[0] == ' ' || s[n - 1] == ' ' || s[n - 1] == ':' ||
        strchr("!&*-?:|>@`%#\"'~=<", s[0])) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] < 0x20 || strchr(",[]{}", s[i]) || (s[i] == ':' && s[i + 1] == ' ') ||
            (s[i] == ' ' && s[i + 1] == '#')) {
            return false;
        }
    }
    return cbgi_text_columns(s) > 0 && !strstr(s, "\xC2\x85") && !strstr(s, "\xE2\x80\xA8") &&
           !strstr(s, "\xE2\x80\xA9") && !strstr(s, "\xEF\xBB\xBF");
}

/* How many characters stand for one in double quotes: all that is not plainly visible has an escape. */
static int escaped(uint32_t code)
{
    if (code == '\n' || code == '\t' || code == '"' || code == '\\') {
        return 2;
    }
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) {
        return 4;
    }
    return code == 0x2028 || code == 0x2029 || code == 0xFEFF || code == 0xFFFE || code == 0xFFFF ? 6 : 1;
}

/* In double quotes; escaped() says what each character takes. */
static void write_quoted(const char *s, size_t n, cbgi_text *out)
{
    cbgi_text_add(out, "\"");
    for (size_t i = 0; i < n;) {
        uint32_t code;
        const size_t taken = cbgi_utf8_next(s + i, n - i, &code);
        switch (escaped(code)) {
        case 2: cbgi_text_addf(out, "\\%c", code == '\n' ? 'n' : code == '\t' ? 't' : (char)code); break;
        case 4: cbgi_text_addf(out, "\\x%02X", (unsigned)code); break;
        case 6: cbgi_text_addf(out, "\\u%04X", (unsigned)code); break;
        default: cbgi_text_add_n(out, s + i, taken);
        }
        i += taken;
    }
    cbgi_text_add(out, "\"");
}

/* As wide as write_line makes it, so that it counts the same when it is read again. */
static size_t written_width(const cbgi_node *node)
{
    if (plain_safe(node)) {
        return (size_t)cbgi_utf8_count(node->text, node->length);
    }
    size_t width = 2;
    for (size_t i = 0; i < node->length;) {
        uint32_t code;
        i += cbgi_utf8_next(node->text + i, node->length - i, &code);
        width += (size_t)escaped(code);
    }
    return width;
}

static size_t quoted_width(const cbgi_node *node)
{
    return (size_t)cbgi_utf8_count(node->text, node->length) + 2;
}

size_t cbgi_scalar_width(const cbgi_node *node, size_t limit)
{
    if (!raw_kept(node)) {
        return written_width(node);
    }
    if (node->raw_length > 4 * limit) {
        return limit + 1;
    }
    return (size_t)cbgi_utf8_count(node->raw, node->raw_length);
}

void cbgi_scalar_write_line(const cbgi_node *node, cbgi_text *out)
{
    if (raw_kept(node)) {
        cbgi_text_add_n(out, node->raw, node->raw_length);
    } else if (plain_safe(node)) {
        cbgi_text_add_n(out, node->text, node->length);
    } else {
        write_quoted(node->text, node->length, out);
    }
}

/* Words apart by single blanks: what folding gives back unchanged. */
static bool foldable(const cbgi_node *node)
{
    const char *s = node->text;
    const size_t n = node->length;
    return n > 0 && s[0] != ' ' && s[n - 1] != ' ' && !strstr(s, "  ") && !strchr(s, '\t') &&
           !strchr(s, '\n');
}

/* Lines that a literal block gives back unchanged. */
static bool literal_safe(const cbgi_node *node)
{
    const char *s = node->text;
    const size_t n = node->length;
    if (n < 2 || strchr(" \t\n", s[0]) || (s[n - 1] == '\n' && s[n - 2] == '\n') || strchr(s, '\t') ||
        strstr(s, " \n") || s[n - 1] == ' ') {
        return false;
    }
    return !strstr(s, "\xC2\x85") && !strstr(s, "\xE2\x80\xA8") && !strstr(s, "\xE2\x80\xA9") &&
           !strstr(s, "\xEF\xBB\xBF") && !strstr(s, "\xEF\xBF\xBE") && !strstr(s, "\xEF\xBF\xBF");
}

bool cbgi_scalar_write_block_header(const cbgi_node *node, int indent, int column, cbgi_text *out)
{
    if (raw_kept(node)) {
        return false;
    }
    if (memchr(node->text, '\n', node->length)) {
        if (!literal_safe(node)) {
            return false;
        }
        cbgi_text_add(out, node->text[node->length - 1] == '\n' ? "|" : "|-");
        return true;
    }
    const bool fits = (size_t)indent + (size_t)column + quoted_width(node) <= WIDTH;
    if (fits || !foldable(node) || !literal_safe(node)) {
        return false;
    }
    cbgi_text_add(out, ">-");
    return true;
}

static void write_folded(const cbgi_node *node, int indent, cbgi_text *out)
{
    const char *s = node->text;
    const char *stop = s + node->length;
    size_t column = 0;
    while (s < stop) {
        const char *end = memchr(s, ' ', (size_t)(stop - s));
        end = end ? end : stop;
        const size_t width = (size_t)cbgi_utf8_count(s, (size_t)(end - s));
        if (column == 0 || column + 1 + width > FOLD) {
            cbgi_text_add(out, "\n");
            cbgi_text_pad(out, ' ', (size_t)indent);
            column = (size_t)indent;
        } else {
            cbgi_text_add(out, " ");
            column++;
        }
        cbgi_text_add_n(out, s, (size_t)(end - s));
        column += width;
        s = end < stop ? end + 1 : stop;
    }
    cbgi_text_add(out, "\n");
}

void cbgi_scalar_write_block_body(const cbgi_node *node, int indent, cbgi_text *out)
{
    if (!memchr(node->text, '\n', node->length)) {
        write_folded(node, indent, out);
        return;
    }
    cbgi_text_add(out, "\n");
    for (const char *s = node->text; *s;) {
        const char *end = strchr(s, '\n');
        const size_t length = end ? (size_t)(end - s) : strlen(s);
        cbgi_text_pad(out, ' ', length > 0 ? (size_t)indent : 0);
        cbgi_text_add_n(out, s, length);
        cbgi_text_add(out, "\n");
        s += length + (end != NULL);
    }
}
