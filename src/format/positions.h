/* A table of positions while it is being read. */
#ifndef COBURGI_POSITIONS_READER_H
#define COBURGI_POSITIONS_READER_H

#include "coburg/positions.h"
#include "format/cells.h"

/* What a column holds. */
typedef enum cbgi_field {
    CBGI_FIELD_NONE,
    CBGI_FIELD_ACTOR,
    CBGI_FIELD_ISSUE,
    CBGI_FIELD_POSITION,
    CBGI_FIELD_SALIENCE,
    CBGI_FIELD_POWER,
    CBGI_FIELD_LOWER,
    CBGI_FIELD_UPPER,
    CBGI_FIELD_REFERENCE,
    CBGI_FIELDS
} cbgi_field;

enum { CBGI_POSITION_COLUMNS = 2 * CBG_FORECAST_ISSUES_MAX + 16 };

typedef struct cbgi_columns {
    int count;
    bool wide;
    bool has[CBGI_FIELDS];
    cbgi_field field[CBGI_POSITION_COLUMNS];
    int issue[CBGI_POSITION_COLUMNS];          /* wide: which issue a position or salience is about */
    const char *name[CBG_FORECAST_ISSUES_MAX]; /* wide: of the issues */
    int issues;
} cbgi_columns;

/* Understands the header line: cell[0..count-1]. False: complained. */
bool cbgi_positions_header(cbgi_arena *arena, const cbgi_cell *cell, int count, cbgi_columns *out,
                           cbg_diags *diags);

/* Names in the order in which a file declares them before its rows. */
typedef struct cbgi_declared {
    const char **actor, **issue;
    int actors, issues; /* 0: none, they come in the order of rows */
} cbgi_declared;

/* The separator of a file of tagged lines (positions_records.c); 0: the text is a plain table. */
char cbgi_positions_separator(const char *text, size_t length);

/* Turns the cells of tagged lines into a table with a row an actor and issue. CBG_BAD_CASE, CBG_TOO_LARGE, CBG_NO_MEMORY. */
cbg_status cbgi_positions_records(cbgi_arena *arena, cbgi_cells *cells, cbgi_declared *out, cbg_diags *diags);

/* Reads a number; where cells are not separated by commas, a comma may stand for the point. CBG_BAD_SYNTAX, CBG_OVERFLOW. */
cbg_status cbgi_positions_number(const char *text, char separator, double *out);

/* Makes the input out of the cells; its names point into them. */
cbg_status cbgi_positions_build(cbgi_arena *arena, const cbgi_cells *cells, const cbgi_declared *declared,
                                cbg_positions *out, cbg_diags *diags);

#endif
