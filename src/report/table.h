/* Aligned text tables, CSV, and colour.
 *
 * A table is filled cell by cell, row by row; columns take the width of their widest cell (UTF-8
 * aware). Numbers align right, text left. */
#ifndef COBURGI_TABLE_H
#define COBURGI_TABLE_H

#include "base/arena.h"
#include "base/text.h"

typedef enum cbgi_colour {
    CBGI_PLAIN,
    CBGI_BOLD,
    CBGI_DIM,
    CBGI_GREEN,
    CBGI_YELLOW,
    CBGI_RED,
    CBGI_CYAN
} cbgi_colour;

/* How a report is to look. */
typedef struct cbgi_style {
    bool colour; /* escape sequences are written only when set */
    int width;   /* columns of the terminal; long texts are wrapped to it; 0: 80 */
} cbgi_style;

typedef struct cbgi_cell {
    const char *text;
    cbgi_colour colour;
} cbgi_cell;

typedef struct cbgi_table {
    cbgi_arena arena;
    cbgi_style style;
    int columns, rows, capacity;
    const char *align; /* one letter a column: 'l' or 'r' */
    cbgi_cell *cell;   /* [row * columns + column] */
    int filled;        /* cells of the row being filled */
    int indent;
    int header_rows;   /* a rule is drawn below them; default 1 */
    size_t *width;     /* [column], while the table is laid out */
    const char **rest; /* [column]: what is still to be printed of the row */
} cbgi_table;

/* align: one of l, r a column, e.g. "lrr". */
void cbgi_table_init(cbgi_table *t, cbgi_style style, const char *align);
void cbgi_table_free(cbgi_table *t);
/* Adds the next cell; after the last column a new row begins. Texts are copied. NULL: empty. */
void cbgi_table_add(cbgi_table *t, const char *text);
void cbgi_table_add_list(cbgi_table *t, const char *const *text, int count);
/* The same for texts one by one, such as the first line: cbgi_table_add_all(&t, "issue", "cost"). */
#define cbgi_table_add_all(t, ...)                                                                           \
    cbgi_table_add_list((t), (const char *const[]){__VA_ARGS__},                                             \
                        (int)(sizeof(const char *const[]){__VA_ARGS__} / sizeof(const char *)))
void cbgi_table_addf(cbgi_table *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cbgi_table_add_colour(cbgi_table *t, cbgi_colour colour, const char *text);
/* Lays the table out at the end of `out`; sets out->failed when memory ran out. */
void cbgi_table_print(const cbgi_table *t, cbgi_text *out);

/* Adds text in colour when style.colour. */
void cbgi_paint(cbgi_text *out, cbgi_style style, cbgi_colour colour, const char *text);
/* A section heading, a blank line before it. */
void cbgi_heading(cbgi_text *out, cbgi_style style, const char *text);
/* Adds text wrapped to style.width, each line after the first indented by `hang` spaces, then a newline. */
void cbgi_wrap(cbgi_text *out, cbgi_style style, int indent, int hang, const char *text);

/* Bytes of the first line of `s` when broken at blanks to `width` columns; a single word may be
 * longer. cbgi_wrap_next(s + bytes) is where the next line begins, at '\0' when none does. */
size_t cbgi_wrap_line(const char *s, size_t width);
const char *cbgi_wrap_next(const char *s);

/* One CSV field, quoted per RFC 4180 where needed; `last` ends the line. */
void cbgi_csv(cbgi_text *out, const char *field, bool last);

#endif
