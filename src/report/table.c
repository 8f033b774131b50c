/* Aligned tables. Cells are kept in an arena until the table is laid out, when every width is
 * known. A table wider than the terminal gives up room in its widest text column, whose cells
 * are then wrapped. */
#include "report/table.h"

#include <stdio.h>
#include <string.h>

enum { GAP = 2, NARROWEST = 16 };

void cbgi_table_init(cbgi_table *t, cbgi_style style, const char *align)
{
    memset(t, 0, sizeof *t);
    cbgi_arena_init(&t->arena, NULL);
    t->style = style;
    t->align = align;
    t->columns = (int)strlen(align);
    t->header_rows = 1;
    t->width = cbgi_arena_array(&t->arena, (size_t)t->columns, sizeof *t->width);
    t->rest = cbgi_arena_array(&t->arena, (size_t)t->columns, sizeof *t->rest);
}

void cbgi_table_free(cbgi_table *t)
{
    cbgi_arena_free(&t->arena);
    memset(t, 0, sizeof *t);
}

/* The place of the next cell, NULL when memory ran out. */
static cbgi_cell *next_cell(cbgi_table *t)
{
    if (t->filled == 0 && t->rows == t->capacity) {
        int capacity = t->capacity == 0 ? 16 : 2 * t->capacity;
        size_t cells = (size_t)capacity * (size_t)t->columns;
        cbgi_cell *cell = cbgi_arena_array(&t->arena, cells, sizeof *cell);
        if (cell == NULL)
            return NULL;
        if (t->rows > 0)
            memcpy(cell, t->cell, (size_t)t->rows * (size_t)t->columns * sizeof *cell);
        t->cell = cell;
        t->capacity = capacity;
    }
    if (t->filled == 0)
        t->rows++;
    cbgi_cell *next = &t->cell[(t->rows - 1) * t->columns + t->filled];
    t->filled = (t->filled + 1) % t->columns;
    return next;
}

void cbgi_table_add_colour(cbgi_table *t, cbgi_colour colour, const char *text)
{
    const char *copy = cbgi_arena_string(&t->arena, text == NULL ? "" : text);
    cbgi_cell *cell = copy == NULL ? NULL : next_cell(t);
    if (cell != NULL)
        *cell = (cbgi_cell){copy, colour};
}

void cbgi_table_add(cbgi_table *t, const char *text)
{
    cbgi_table_add_colour(t, CBGI_PLAIN, text);
}

void cbgi_table_add_list(cbgi_table *t, const char *const *text, int count)
{
    for (int k = 0; k < count; k++)
        cbgi_table_add(t, text[k]);
}

void cbgi_table_addf(cbgi_table *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = length < 0 ? NULL : cbgi_arena_alloc(&t->arena, (size_t)length + 1);
    if (text == NULL) {
        t->arena.failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    cbgi_table_add(t, text);
}

static const char *cell_text(const cbgi_table *t, int row, int column)
{
    const char *text = t->cell[row * t->columns + column].text;
    return text == NULL ? "" : text;
}

/* What a column cannot do without: its longest word, lest it breaks the alignment. */
static size_t longest_word(const cbgi_table *t, int column)
{
    size_t longest = NARROWEST;
    for (int row = 0; row < t->rows; row++) {
        const char *text = cell_text(t, row, column);
        while (*text != '\0') {
            size_t length = cbgi_wrap_line(text, 1);
            cbgi_text word;
            cbgi_text_init(&word, NULL);
            cbgi_text_add_n(&word, text, length);
            size_t columns = length == 0 || word.failed ? 0 : cbgi_text_columns(word.data);
            longest = columns > longest ? columns : longest;
            cbgi_text_free(&word);
            text = cbgi_wrap_next(text + length);
        }
    }
    return longest;
}

static void measure(const cbgi_table *t)
{
    size_t total = (size_t)t->indent + GAP * (size_t)(t->columns - 1);
    int widest = -1;
    for (int k = 0; k < t->columns; k++) {
        t->width[k] = 0;
        for (int row = 0; row < t->rows; row++) {
            size_t columns = cbgi_text_columns(cell_text(t, row, k));
            if (columns > t->width[k])
                t->width[k] = columns;
        }
        total += t->width[k];
        if (t->align[k] == 'l' && (widest < 0 || t->width[k] > t->width[widest]))
            widest = k;
    }
    size_t room = t->style.width > 0 ? (size_t)t->style.width : 80;
    if (total <= room || widest < 0 || t->width[widest] <= NARROWEST)
        return;
    size_t excess = total - room, spare = t->width[widest] - longest_word(t, widest);
    t->width[widest] -= excess < spare ? excess : spare;
}

/* One line of a row: takes from each cell what fits. Blanks are held back until something
 * follows them, so no line ends in blanks. Returns whether anything is left for another line. */
static bool print_line(const cbgi_table *t, int row, cbgi_text *out)
{
    bool more = false;
    size_t blanks = (size_t)t->indent;
    for (int k = 0; k < t->columns; k++) {
        const char *text = t->rest[k];
        size_t length = cbgi_wrap_line(text, t->width[k]);
        cbgi_text part;
        cbgi_text_init(&part, NULL);
        cbgi_text_add_n(&part, text, length);
        size_t columns = length == 0 || part.failed ? 0 : cbgi_text_columns(part.data);
        size_t fill = columns < t->width[k] ? t->width[k] - columns : 0;
        if (t->align[k] == 'r')
            blanks += fill;
        if (columns > 0) {
            cbgi_colour colour = t->cell[row * t->columns + k].colour;
            bool heads = row < t->header_rows && colour == CBGI_PLAIN;
            cbgi_text_pad(out, ' ', blanks);
            cbgi_paint(out, t->style, heads ? CBGI_BOLD : colour, part.data);
            blanks = 0;
        }
        if (part.failed)
            out->failed = true;
        cbgi_text_free(&part);
        blanks += GAP + (t->align[k] == 'r' ? 0 : fill);
        t->rest[k] = cbgi_wrap_next(text + length);
        more = more || *t->rest[k] != '\0';
    }
    cbgi_text_add_n(out, "\n", 1);
    return more;
}

static void print_rule(const cbgi_table *t, cbgi_text *out)
{
    cbgi_text rule;
    cbgi_text_init(&rule, NULL);
    for (int k = 0; k < t->columns; k++) {
        cbgi_text_pad(&rule, ' ', k > 0 ? GAP : 0);
        for (size_t n = 0; n < t->width[k]; n++)
            cbgi_text_add(&rule, "─");
    }
    cbgi_text_pad(out, ' ', (size_t)t->indent);
    if (rule.failed)
        out->failed = true;
    else if (rule.length > 0)
        cbgi_paint(out, t->style, CBGI_DIM, rule.data);
    cbgi_text_add_n(out, "\n", 1);
    cbgi_text_free(&rule);
}

void cbgi_table_print(const cbgi_table *t, cbgi_text *out)
{
    if (t->arena.failed) {
        out->failed = true;
        return;
    }
    measure(t);
    for (int row = 0; row < t->rows; row++) {
        if (row == t->header_rows && row > 0)
            print_rule(t, out);
        for (int k = 0; k < t->columns; k++)
            t->rest[k] = cell_text(t, row, k);
        while (print_line(t, row, out))
            continue;
    }
}
