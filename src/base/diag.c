/* Diagnostics: collecting them, and cutting the source line that each one quotes.
 *
 * Names from a case file end up in messages, and messages end up on terminals, so everything
 * kept here is made of printing characters: the others are replaced one for one, which
 * keeps columns true. No allocation.
 */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "coburg/status.h"

/* Bytes of a cut line that are kept before the column, for context. */
enum { CONTEXT = 60 };
static const char ellipsis[] = "...";

/* Copies one character of s (length >= 1) to out, tabs and line breaks as a blank, others that do
 * not print as '?'. Returns the bytes read; *written <= that. */
static size_t clean_one(const char *s, size_t length, char *out, size_t *written)
{
    uint32_t code;
    const size_t taken = cbgi_utf8_next(s, length, &code);
    *written = 1;
    if (code == '\t' || code == '\n' || code == '\r') {
        *out = ' ';
    } else if (!cbgi_utf8_printable(code)) {
        *out = '?';
    } else {
        memcpy(out, s, taken);
        *written = taken;
    }
    return taken;
}

/* printf into a cleaned text that ends in "..." when it was cut. */
__attribute__((format(printf, 2, 0))) static void print_clean(char out[CBG_DIAG_TEXT], const char *format,
                                                              va_list args)
{
    char raw[CBG_DIAG_TEXT];
    const int wanted = vsnprintf(raw, sizeof raw, format, args);
    size_t length = wanted < 0 ? 0 : (size_t)wanted;
    const bool cut = length >= sizeof raw;
    if (cut) {
        length = cbgi_utf8_cut(raw, sizeof raw - 1, sizeof raw - sizeof ellipsis);
    }
    size_t end = 0;
    for (size_t i = 0, written; i < length; end += written) {
        i += clean_one(raw + i, length - i, out + end, &written);
    }
    strcpy(out + end, cut ? ellipsis : "");
}

void cbg_diags_init(cbg_diags *diags, const char *file)
{
    memset(diags, 0, sizeof *diags);
    if (file) {
        memcpy(diags->file, file, cbgi_utf8_cut(file, strlen(file), sizeof diags->file - 1));
    }
}

/* A free place at the end of the list, or NULL. */
static cbg_diag *place(cbg_diags *diags, cbg_severity severity)
{
    if (diags->count < CBG_DIAGS_MAX) {
        return &diags->item[diags->count++];
    }
    for (int i = CBG_DIAGS_MAX - 1; i >= 0 && severity == CBG_ERROR; i--) {
        if (diags->item[i].severity == CBG_WARNING) {
            memmove(&diags->item[i], &diags->item[i + 1],
                    (size_t)(CBG_DIAGS_MAX - 1 - i) * sizeof *diags->item);
            return &diags->item[CBG_DIAGS_MAX - 1];
        }
    }
    return NULL;
}

cbg_diag *cbg_diags_add(cbg_diags *diags, cbg_severity severity, cbg_status status, cbg_span span,
                        const char *format, ...)
{
    if (!diags) {
        return NULL;
    }
    *(severity == CBG_ERROR ? &diags->errors : &diags->warnings) += 1;
    cbg_diag *diag = place(diags, severity);
    if (!diag) {
        return NULL;
    }
    memset(diag, 0, sizeof *diag);
    diag->status = status;
    diag->severity = severity;
    diag->span = span;
    va_list args;
    va_start(args, format);
    print_clean(diag->message, format, args);
    va_end(args);
    return diag;
}

void cbg_diag_hint(cbg_diag *diag, const char *format, ...)
{
    if (!diag) {
        return;
    }
    va_list args;
    va_start(args, format);
    print_clean(diag->hint, format, args);
    va_end(args);
}

/* Length of the line at s without its end; *next is where the following line starts. Lines
 * end with LF, CR LF or CR. */
static size_t line_length(const char *s, size_t length, size_t *next)
{
    size_t n = 0;
    while (n < length && s[n] != '\n' && s[n] != '\r') {
        n++;
    }
    const bool pair = n + 1 < length && s[n] == '\r' && s[n + 1] == '\n';
    *next = n + (n < length) + pair;
    return n;
}

/* Where in the line (in bytes) its `column`-th character starts; columns past the end are brought
 * back to just behind the last character. */
static size_t column_offset(const char *line, size_t length, int32_t *column)
{
    size_t at = 0;
    int32_t c = 1;
    for (; c < *column && at < length; c++) {
        uint32_t code;
        at += cbgi_utf8_next(line + at, length - at, &code);
    }
    *column = c;
    return at;
}

/* The line when it fits, else the part around the column between "...". */
static void excerpt(cbg_diag *diag, const char *line, size_t length)
{
    int32_t column = diag->span.column;
    const size_t focus = column_offset(line, length, &column);
    const size_t room = sizeof diag->excerpt - 1;
    size_t from = 0, end = 0;
    if (length > room) {
        while (focus - from > CONTEXT) {
            uint32_t code;
            from += cbgi_utf8_next(line + from, length - from, &code);
            column--;
        }
        if (from > 0) {
            end = strlen(strcpy(diag->excerpt, ellipsis));
            column += (int32_t)end;
        }
    }
    size_t until = length;
    if (length - from > room - end) {
        until = from + cbgi_utf8_cut(line + from, length - from, room - end - strlen(ellipsis));
    }
    for (size_t i = from, written; i < until; end += written) {
        i += clean_one(line + i, until - i, diag->excerpt + end, &written);
    }
    strcpy(diag->excerpt + end, until < length ? ellipsis : "");
    diag->excerpt_column = column;
}

void cbg_diags_quote(cbg_diags *diags, const char *text, size_t length)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* a byte order mark takes no column */
    const size_t begin = length >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    for (int i = 0; i < diags->count; i++) {
        cbg_diag *diag = &diags->item[i];
        size_t at = begin, next = 0;
        for (int32_t line = 1; line <= diag->span.line && at < length; line++) {
            const size_t n = line_length(text + at, length - at, &next);
            if (line == diag->span.line) {
                excerpt(diag, text + at, n);
            }
            at += next;
        }
    }
}

const char *cbg_status_text(cbg_status status)
{
    switch (status) {
    case CBG_OK: return "no error";
    case CBG_NO_MEMORY: return "out of memory";
    case CBG_BAD_ARGUMENT: return "bad argument";
    case CBG_BAD_SYNTAX: return "bad syntax";
    case CBG_BAD_CASE: return "invalid case";
    case CBG_NOT_FOUND: return "not found";
    case CBG_TOO_LARGE: return "too large";
    case CBG_IO: return "input or output failed";
    case CBG_CANCELLED: return "cancelled";
    case CBG_OVERFLOW: return "number out of range";
    case CBG_MISSING: return "missing from the case";
    }
    return "unknown status";
}

cbg_status cbg_diags_status(const cbg_diags *diags)
{
    for (int i = 0; i < diags->count; i++) {
        if (diags->item[i].severity == CBG_ERROR) {
            return diags->item[i].status;
        }
    }
    return CBG_OK;
}
