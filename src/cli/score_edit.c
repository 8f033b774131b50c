/* Changes to the text of a log, cell by cell. */
#include "cli/score_edit.h"

#include <string.h>

#include "base/utf8.h"

const char cbgi_score_first_line[] =
    "question,by,made,answer,probability,q5,q25,q50,q75,q95,low,high,due,outcome,resolved,note\n";

/* A cell for a table with this separator, in quotes where it must be. */
static void add_cell(cbgi_text *text, const char *value, char separator)
{
    const char special[] = {separator, '"', '\n', '\r', '#', '\0'};
    if (value[strcspn(value, special)] == '\0') {
        cbgi_text_add(text, value);
        return;
    }
    cbgi_text_add_n(text, "\"", 1);
    for (; *value != '\0'; value++) {
        cbgi_text_add_n(text, *value == '"' ? "\"\"" : value, *value == '"' ? 2 : 1);
    }
    cbgi_text_add_n(text, "\"", 1);
}

static bool same_name(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        const char x = *a >= 'A' && *a <= 'Z' ? (char)(*a - 'A' + 'a') : *a;
        if (x != *b) {
            return false;
        }
    }
    return *a == *b;
}

const char *cbgi_score_lacks(const cbg_score_log *log, const char *const (*value)[2], int count)
{
    for (int v = 0; v < count; v++) {
        bool placed = false;
        for (int k = 0; k < log->columns && !placed; k++) {
            placed = same_name(log->column[k], value[v][0]);
        }
        if (!placed) {
            return value[v][0];
        }
    }
    return NULL;
}

void cbgi_score_add_row(const cbg_score_log *log, const char *const (*value)[2], int count, cbgi_text *text)
{
    if (text->length > 0 && text->data[text->length - 1] != '\n') {
        cbgi_text_add_n(text, "\n", 1);
    }
    for (int k = 0; k < log->columns; k++) {
        for (int v = 0; v < count; v++) {
            if (same_name(log->column[k], value[v][0])) {
                add_cell(text, value[v][1], log->separator);
            }
        }
        cbgi_text_add_n(text, k + 1 < log->columns ? &log->separator : "\n", 1);
    }
}

void cbgi_score_add_column(const cbg_score_log *log, const char *name, cbgi_text *text)
{
    static const char mark[] = "\xef\xbb\xbf";
    const char *at = text->data, *const end = text->data + text->length;
    bool named = false;
    cbgi_text changed;
    cbgi_text_init(&changed, text->exec);
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const char *const next = stop == NULL ? end : stop + 1;
        stop = stop == NULL ? end : stop;
        stop -= stop > at && stop[-1] == '\r';
        const char *const begin = at == text->data && end - at >= 3 && memcmp(at, mark, 3) == 0 ? at + 3 : at;
        cbgi_text_add_n(&changed, at, (size_t)(stop - at));
        if (begin < stop && *begin != '#') { /* a row, the first of them the line of names */
            cbgi_text_add_n(&changed, &log->separator, 1);
            cbgi_text_add(&changed, named ? "" : name);
            named = true;
        }
        cbgi_text_add_n(&changed, stop, (size_t)(next - stop));
        at = next;
    }
    changed.failed = changed.failed || text->failed;
    cbgi_text_free(text);
    *text = changed;
}

/* Where the cell at this place begins in the text, and how many bytes it takes. */
static size_t find_cell(const cbgi_text *text, cbg_span span, char separator, size_t *bytes)
{
    size_t at = cbgi_utf8_mark(text->data, text->length);
    for (int line = 1; line < span.line; at++) {
        line += text->data[at] == '\n';
    }
    for (int column = 1; column < span.column; column++) {
        do {
            at++;
        } while (((unsigned char)text->data[at] & 0xC0) == 0x80);
    }
    while (at > 0 && text->data[at - 1] == '\r' && (at == text->length || text->data[at] == '\n')) {
        at--; /* an empty cell at the end of a line begins before its line end */
    }
    size_t end = at;
    if (end < text->length && text->data[end] == '"') {
        for (end++; end < text->length && (text->data[end] != '"' || text->data[end + 1] == '"'); end++) {
            end += text->data[end] == '"';
        }
        end++;
    } else {
        const char stop[] = {separator, '\n', '\r', '\0'};
        end += strcspn(text->data + at, stop);
    }
    *bytes = end - at;
    return at;
}

static void replace_cell(cbgi_text *text, cbg_span span, const char *value, char separator)
{
    size_t bytes = 0;
    const size_t at = find_cell(text, span, separator, &bytes);
    cbgi_text changed;
    cbgi_text_init(&changed, text->exec);
    cbgi_text_add_n(&changed, text->data, at);
    add_cell(&changed, value, separator);
    cbgi_text_add_n(&changed, text->data + at + bytes, text->length - at - bytes);
    changed.failed = changed.failed || text->failed;
    cbgi_text_free(text);
    *text = changed;
}

int cbgi_score_resolve(const cbg_score_log *log, const char *question, const char *outcome, const char *day,
                       cbgi_text *text)
{
    int rows = 0;
    for (int k = log->count - 1; k >= 0 && !text->failed; k--) { /* from the end: places before it stay */
        const cbg_prediction *p = &log->row[k];
        if (strcmp(p->question, question) != 0) {
            continue;
        }
        if (p->outcome_cell.line == 0 || p->resolved_cell.line == 0) {
            return -1;
        }
        const bool outcome_first = p->outcome_cell.column < p->resolved_cell.column;
        replace_cell(text, outcome_first ? p->resolved_cell : p->outcome_cell, outcome_first ? day : outcome,
                     log->separator);
        replace_cell(text, outcome_first ? p->outcome_cell : p->resolved_cell, outcome_first ? outcome : day,
                     log->separator);
        rows++;
    }
    return rows;
}
