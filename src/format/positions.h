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

/* Makes the input out of the cells; its names point into them. */
cbg_status cbgi_positions_build(cbgi_arena *arena, const cbgi_cells *cells, cbg_positions *out,
                                cbg_diags *diags);

#endif
