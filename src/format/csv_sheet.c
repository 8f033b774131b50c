/* Text to cells (RFC 4180, and what spreadsheets make of it). */
#include <string.h>

#include "format/csv.h"

enum { LOOK_BYTES = 4000 };

typedef struct scanner {
    cbgi_input *in;
    const char *s, *end;
    int32_t line, column;
    char separator;
    cbgi_cell cell[CBGI_COLUMNS_MAX]; /* of this row */
    int cells;
} scanner;

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Is the word in the line, in whatever case? */
static bool holds(const char *line, size_t length, const char *word)
{
    const size_t n = strlen(word);
    for (size_t i = 0; i + n <= length; i++) {
        size_t k = 0;
        while (k < n && lower(line[i + k]) == word[k]) {
            k++;
        }
        if (k == n) {
            return true;
        }
    }
    return false;
}

static bool is_header(const char *line, size_t length)
{
    return holds(line, length, "party") && holds(line, length, "issue") && holds(line, length, "option");
}

/* The header line within the beginning of the text; NULL: there is none. */
static const char *find_header(const char *text, size_t *length)
{
    for (const char *s = text; *s != '\0' && s - text < LOOK_BYTES;) {
        *length = strcspn(s, "\r\n");
        if (is_header(s, *length)) {
            return s;
        }
        s += *length;
        s += strspn(s, "\r\n");
    }
    return NULL;
}

static char separator_of(const char *text)
{
    static const char candidates[] = ",;\t";
    size_t length = 0;
    if (strncmp(text, "sep=", 4) == 0 && text[4] != '\0') {
        return text[4];
    }
    const char *header = find_header(text, &length);
    char best = ',';
    int most = 0;
    for (const char *c = candidates; header != NULL && *c != '\0'; c++) {
        int count = 0;
        for (size_t i = 0; i < length; i++) {
            count += header[i] == *c;
        }
        if (count > most) {
            best = *c;
            most = count;
        }
    }
    return best;
}

bool cbgi_sheet_likely(const char *text)
{
    size_t length = 0;
    const char *header = find_header(text, &length);
    return header != NULL &&
           (memchr(header, ',', length) || memchr(header, ';', length) || memchr(header, '\t', length));
}

static void step(scanner *p)
{
    const char c = *p->s++;
    if (c == '\n' || (c == '\r' && (p->s == p->end || *p->s != '\n'))) {
        p->line++;
        p->column = 1;
    } else if (((unsigned char)c & 0xC0) != 0x80) {
        p->column++;
    }
}

static bool at_end_of_cell(const scanner *p)
{
    return p->s == p->end || *p->s == p->separator || *p->s == '\n' || *p->s == '\r';
}

static bool bad_quotes(scanner *p, cbg_span span, const char *what, const char *hint)
{
    cbg_diag_hint(cbg_diags_add(p->in->diags, CBG_ERROR, CBG_BAD_SYNTAX, span, "%s", what), "%s", hint);
    return false;
}

/* The text of a quoted cell; p stands on the opening quote. */
static bool quoted(scanner *p, char *out, size_t *length)
{
    const cbg_span open = {p->line, p->column, 1};
    step(p);
    for (;;) {
        if (p->s == p->end) {
            return bad_quotes(p, open, "these quotes are not closed",
                              "close them; a quote within is written twice");
        }
        if (*p->s == '"') {
            step(p);
            if (p->s == p->end || *p->s != '"') {
                return true;
            }
        }
        out[(*length)++] = *p->s;
        step(p);
    }
}

static bool read_cell(scanner *p)
{
    while (p->s < p->end && (*p->s == ' ' || (*p->s == '\t' && p->separator != '\t'))) {
        step(p);
    }
    cbg_span span = {p->line, p->column, 1};
    size_t room = 0, length = 0;
    for (const char *s = p->s; s < p->end && (*p->s == '"' || (*s != p->separator && *s != '\n')); s++) {
        room++;
    }
    if (p->cells == CBGI_COLUMNS_MAX) {
        return bad_quotes(p, span, "more than 64 columns", "remove those that are not needed");
    }
    const bool in_quotes = p->s < p->end && *p->s == '"';
    const char *start = p->s;
    char *text = NULL;
    if (in_quotes) {
        /* no longer than up to the quote that closes it */
        const char *close = p->s + 1;
        while (close < p->end && (*close != '"' || (close + 1 < p->end && close[1] == '"'))) {
            close += *close == '"' ? 2 : 1;
        }
        room = (size_t)(close - start);
    }
    text = cbgi_arena_alloc(p->in->arena, room + 1);
    if (text == NULL || (in_quotes && !quoted(p, text, &length))) {
        return false;
    }
    while (!at_end_of_cell(p)) {
        if (in_quotes && *p->s != ' ') {
            return bad_quotes(p, (cbg_span){p->line, p->column, 1}, "text after closing quotes",
                              "a quote within quotes is written twice");
        }
        if (!in_quotes) {
            text[length++] = *p->s;
        }
        step(p);
    }
    while (length > 0 && strchr(" \t", text[length - 1]) != NULL) {
        length--;
    }
    text[length] = '\0';
    span.length = length > 0 && p->line == span.line ? cbgi_utf8_count(text, length) : 1;
    p->cell[p->cells++] = (cbgi_cell){text, span};
    return true;
}

/* One row; *out has no cells when all of them are empty. */
static bool read_row(scanner *p, cbgi_row *out)
{
    bool any = false;
    p->cells = 0;
    *out = (cbgi_row){.line = p->line};
    do {
        if (p->cells > 0) {
            step(p); /* the separator */
        }
        if (!read_cell(p)) {
            return false;
        }
        any = any || p->cell[p->cells - 1].text[0] != '\0';
    } while (p->s < p->end && *p->s == p->separator);
    if (p->s < p->end && *p->s == '\r') {
        step(p);
    }
    if (p->s < p->end && *p->s == '\n') {
        step(p);
    }
    if (any) {
        cbgi_cell *cell = cbgi_arena_array(p->in->arena, (size_t)p->cells, sizeof *cell);
        if (cell == NULL) {
            return false;
        }
        memcpy(cell, p->cell, (size_t)p->cells * sizeof *cell);
        out->cell = cell;
        out->count = p->cells;
    }
    return true;
}

bool cbgi_sheet_read(cbgi_input *in, const cbgi_file *file, cbgi_sheet *out)
{
    scanner p = {.in = in, .s = file->text, .end = file->text + file->length, .line = 1, .column = 1};
    size_t lines = 1;
    for (const char *s = p.s; s < p.end; s++) {
        lines += *s == '\n' || *s == '\r';
    }
    *out = (cbgi_sheet){.separator = separator_of(file->text)};
    p.separator = out->separator;
    out->row = cbgi_arena_array(in->arena, lines, sizeof *out->row);
    while (out->row != NULL && p.s < p.end) {
        cbgi_row row;
        if (!read_row(&p, &row)) {
            return false;
        }
        if (row.count > 0 && !(row.line == 1 && strncmp(file->text, "sep=", 4) == 0)) {
            out->row[out->count++] = row;
        }
    }
    return out->row != NULL;
}
