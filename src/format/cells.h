/* A table in a text file: cells with their places. Separators are commas, semicolons or tabs, whichever the first line
 * has most of; cells may be quoted ("" is a quote); blank lines and lines that begin with '#' are left out. */
#ifndef COBURGI_CELLS_H
#define COBURGI_CELLS_H

#include "base/arena.h"
#include "coburg/status.h"

typedef struct cbgi_cell {
    const char *text; /* NUL-terminated, without blanks around it */
    cbg_span span;
    bool first; /* of its row */
} cbgi_cell;

typedef struct cbgi_cells {
    int count;
    cbgi_cell *cell; /* row by row */
    char separator;  /* 0 on entry: the one that the first line has most of */
    bool lines;      /* on entry: quoted cells may hold line breaks, and '#' begins no comment */
} cbgi_cells;

/* Takes the table apart; *out says how (zero-initialise for defaults). `text` is UTF-8. CBG_BAD_SYNTAX (a quote that is not closed), CBG_NO_MEMORY. */
cbg_status cbgi_cells_read(cbgi_arena *arena, const char *text, size_t length, cbgi_cells *out,
                           cbg_diags *diags);

#endif
