/* Takes a table apart into cells. */
#include "format/cells.h"

#include <string.h>

typedef struct scanner {
    cbgi_arena *arena;
    cbg_diags *diags;
    const char *at, *end;
    int32_t line, column; /* of `at` */
    cbgi_cells *out;
    int capacity;
} scanner;

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The separator that the first line with cells has most of, outside quotes. */
static char separator_of(const char *text, const char *end)
{
    static const char known[] = ",;\t";
    int count[3] = {0};
    while (text < end && (*text == '#' || *text == '\n' || *text == '\r')) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        text = stop == NULL ? end : stop + 1;
    }
    for (bool quoted = false; text < end && *text != '\n'; text++) {
        quoted ^= *text == '"';
        const char *found = quoted ? NULL : memchr(known, *text, 3);
        count[found == NULL ? 0 : found - known] += found != NULL;
    }
    return count[1] > count[0] && count[1] >= count[2] ? ';' : count[2] > count[0] ? '\t' : ',';
}

static void step(scanner *s)
{
    s->column += ((unsigned char)*s->at & 0xC0) != 0x80;
    s->at++;
}

static bool add(scanner *s, const char *from, const char *to, cbg_span span, bool first)
{
    if (s->out->count == s->capacity) {
        const int larger = s->capacity == 0 ? 256 : 2 * s->capacity;
        cbgi_cell *grown = cbgi_arena_array(s->arena, (size_t)larger, sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        if (s->out->count > 0) {
            memcpy(grown, s->out->cell, (size_t)s->out->count * sizeof *grown);
        }
        s->out->cell = grown;
        s->capacity = larger;
    }
    const char *copy = cbgi_arena_copy(s->arena, from, (size_t)(to - from));
    s->out->cell[s->out->count++] = (cbgi_cell){copy, span, first};
    return copy != NULL;
}

/* Past the opening quote up to the closing one, "" becoming one quote. */
static bool quoted(scanner *s, bool first)
{
    cbg_span span = {s->line, s->column, 1};
    size_t room = 1, length = 0;
    for (const char *c = s->at + 1; c < s->end && (*c != '\n' || s->out->lines); c++, room++) {
        if (*c == '"' && (c + 1 == s->end || *++c != '"')) {
            break;
        }
    }
    char *text = cbgi_arena_alloc(s->arena, room);
    if (text == NULL) {
        return false;
    }
    step(s);
    while (s->at < s->end && (*s->at != '\n' || s->out->lines)) {
        if (*s->at == '"') {
            step(s);
            if (s->at == s->end || *s->at != '"') {
                span.length = s->line == span.line ? s->column - span.column : 1;
                return add(s, text, text + length, span, first);
            }
        }
        text[length++] = *s->at;
        const bool line = *s->at == '\n';
        step(s);
        s->line += line;
        s->column = line ? 1 : s->column;
    }
    cbg_diag *diag =
        cbg_diags_add(s->diags, CBG_ERROR, CBG_BAD_SYNTAX, span, "a quote that is not closed on its line");
    cbg_diag_hint(diag, "close it with \"; write \"\" for a quote within");
    return false;
}

static bool plain(scanner *s, bool first)
{
    const char *from = s->at;
    const cbg_span span = {s->line, s->column, 0};
    while (s->at < s->end && *s->at != '\n' && *s->at != s->out->separator) {
        step(s);
    }
    const char *to = s->at;
    int32_t length = s->column - span.column;
    for (; to > from && (blank(to[-1]) || to[-1] == '\r'); to--) {
        length--;
    }
    return add(s, from, to, (cbg_span){span.line, span.column, length > 0 ? length : 1}, first);
}

static void skip(scanner *s, bool separator_too)
{
    while (s->at < s->end && (blank(*s->at) || *s->at == '\r') &&
           (separator_too || *s->at != s->out->separator)) {
        step(s);
    }
}

/* The cells of one line, up to its end. */
static bool row(scanner *s)
{
    for (bool first = true;; first = false) {
        skip(s, false);
        if (!(s->at < s->end && *s->at == '"' ? quoted(s, first) : plain(s, first))) {
            return false;
        }
        skip(s, false);
        if (s->at == s->end || *s->at == '\n') {
            return true;
        }
        if (*s->at != s->out->separator) {
            cbg_diag *diag = cbg_diags_add(s->diags, CBG_ERROR, CBG_BAD_SYNTAX,
                                           (cbg_span){s->line, s->column, 1}, "text after a closing quote");
            cbg_diag_hint(diag, "put the whole cell in quotes");
            return false;
        }
        step(s);
    }
}

cbg_status cbgi_cells_read(cbgi_arena *arena, const char *text, size_t length, cbgi_cells *out,
                           cbg_diags *diags)
{
    const char separator = out->separator != 0 ? out->separator : separator_of(text, text + length);
    *out = (cbgi_cells){.separator = separator, .lines = out->lines};
    scanner s = {arena, diags, text, text + length, 1, 1, out, 0};
    while (s.at < s.end) {
        const char *begin = s.at;
        skip(&s, true);
        if (s.at < s.end && *s.at == '#' && !out->lines) {
            while (s.at < s.end && *s.at != '\n') {
                step(&s);
            }
        } else if (s.at < s.end && *s.at != '\n') {
            s.column = 1;
            s.at = begin; /* a line may begin with empty cells */
            if (!row(&s)) {
                return arena->failed ? CBG_NO_MEMORY : CBG_BAD_SYNTAX;
            }
        }
        if (s.at < s.end) {
            s.at++;
        }
        s.line++;
        s.column = 1;
    }
    return CBG_OK;
}
