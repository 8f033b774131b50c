/* A case as a table: rows of cells with their places. */
#ifndef COBURGI_CSV_H
#define COBURGI_CSV_H

#include "format/cells.h"
#include "format/draft.h"

typedef struct cbgi_row {
    int count;
    const cbgi_cell *cell;
} cbgi_row;

typedef struct cbgi_sheet {
    char separator;
    int count; /* rows that are not empty */
    cbgi_row *row;
} cbgi_sheet;

/* Commas, semicolons or tabs, whichever the header row has most of; quotes as in RFC 4180; a first line "sep=;" is
 * obeyed. False after a complaint, or when memory ran out. */
bool cbgi_sheet_read(cbgi_input *in, const cbgi_file *file, cbgi_sheet *out);

/* Whether a line of the text looks like the header: party, issue and option stand in it, apart. */
bool cbgi_sheet_likely(const char *text);

typedef enum cbgi_csv_column {
    CBGI_CSV_PARTY,
    CBGI_CSV_ISSUE,
    CBGI_CSV_OPTION,
    CBGI_CSV_SCORE,
    CBGI_CSV_WEIGHT,
    CBGI_CSV_WALK_AWAY,
    CBGI_CSV_OUT_OF,
    CBGI_CSV_UNIT,
    CBGI_CSV_TYPE,
    CBGI_CSV_PARTY_NAME,
    CBGI_CSV_ISSUE_NAME,
    CBGI_CSV_COLUMNS
} cbgi_csv_column;

typedef struct cbgi_csv {
    cbgi_input *in;
    cbgi_sheet sheet;
    int header, at[CBGI_CSV_COLUMNS]; /* row of the header; column of each, -1: absent */
    cbgi_draft draft;
    bool scale_given;
    int *party, *issue, *option; /* [row] */
    cbg_span *weight_at;         /* [party * issues + issue]: line 0: none yet */
} cbgi_csv;

/* Is the text this word (in small letters), in whatever case? */
bool cbgi_csv_is(const char *text, const char *word);

/* The cell of a column, NULL: absent or empty. */
const cbgi_cell *cbgi_csv_cell(const cbgi_csv *t, int row, cbgi_csv_column column);

/* A number as spreadsheets write it; false after a complaint. */
bool cbgi_csv_number(cbgi_csv *t, const cbgi_cell *c, const char *what, cbg_rational *out);

/* Settings, then the header: the first row with a cell "party". False after a complaint. */
bool cbgi_csv_top(cbgi_csv *t);

cbg_status cbgi_csv_write(cbgi_output *out);

#endif
