/* What the columns of a log of forecasts hold, by their names. */
#ifndef COBURGI_SCORE_HEADER_H
#define COBURGI_SCORE_HEADER_H

#include "coburg/score.h"
#include "format/cells.h"

typedef enum cbgi_score_field {
    CBGI_SCORE_QUESTION,
    CBGI_SCORE_BY,
    CBGI_SCORE_MADE,
    CBGI_SCORE_ANSWER,
    CBGI_SCORE_PROBABILITY,
    CBGI_SCORE_LOW,
    CBGI_SCORE_HIGH,
    CBGI_SCORE_DUE,
    CBGI_SCORE_OUTCOME,
    CBGI_SCORE_RESOLVED,
    CBGI_SCORE_NOTE,
    CBGI_SCORE_NAMED, /* from here on: a quantile, by the number of its level */
    CBGI_SCORE_OTHER = -1
} cbgi_score_field;

enum { CBGI_SCORE_COLUMNS_MAX = 256 };

typedef struct cbgi_score_columns {
    int count, levels;
    int field[CBGI_SCORE_COLUMNS_MAX];
    double level[CBG_SCORE_LEVELS_MAX]; /* rising */
} cbgi_score_columns;

/* Understands the first line: line[0..count-1]. False: complained. */
bool cbgi_score_header(const cbgi_cell *line, int count, cbgi_score_columns *out, cbg_diags *diags);

#endif
