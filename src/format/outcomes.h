/* A set of decided issues while it is being read. */
#ifndef COBURGI_OUTCOMES_H
#define COBURGI_OUTCOMES_H

#include "coburg/bakeoff.h"
#include "format/cells.h"
#include "format/index.h"

typedef enum cbgi_outcome_field {
    CBGI_OUTCOME_PROPOSAL,
    CBGI_OUTCOME_ISSUE,
    CBGI_OUTCOME_ACTOR,
    CBGI_OUTCOME_POSITION,
    CBGI_OUTCOME_SALIENCE,
    CBGI_OUTCOME_POWER,
    CBGI_OUTCOME_LOW,
    CBGI_OUTCOME_HIGH,
    CBGI_OUTCOME_REFERENCE,
    CBGI_OUTCOME_OUTCOME,
    CBGI_OUTCOME_FIELDS,
    CBGI_OUTCOME_OTHER = -1
} cbgi_outcome_field;

enum { CBGI_OUTCOME_COLUMNS_MAX = 2 * CBG_FORECAST_ACTORS_MAX + 64 };

typedef struct cbgi_outcome_columns {
    int count;
    int at[CBGI_OUTCOME_FIELDS]; /* column of a field, -1: none */
    int actors;                  /* wide layout: pairs of columns; 0: long */
    const char *actor[CBG_FORECAST_ACTORS_MAX];
    int position[CBG_FORECAST_ACTORS_MAX], salience[CBG_FORECAST_ACTORS_MAX]; /* their columns */
} cbgi_outcome_columns;

/* Understands the first line; `names` as in cbg_outcomes_read_text. False: complained. */
bool cbgi_outcome_header(const cbgi_cell *cell, int count, const char *names, cbgi_outcome_columns *out,
                         cbg_diags *diags);

/* An actor's position on an issue, and what its row says of the issue. */
typedef struct cbgi_statement {
    const char *proposal, *issue, *actor, *issue_key, *actor_key;
    double position, salience, power, low, high, reference, outcome;
    cbg_span span;
    int proposal_number, issue_number, actor_number; /* issues and actors counted within their proposal */
} cbgi_statement;

typedef struct cbgi_outcome_reader {
    cbgi_arena *arena;
    cbg_diags *diags;
    cbgi_cells cells;
    cbgi_outcome_columns *columns;
    cbgi_statement *list;
    int count;
    cbgi_index power_actor; /* of the second table */
    double *power;
    bool percent, power_given;
} cbgi_outcome_reader;

void cbgi_outcome_complain(cbgi_outcome_reader *r, cbg_span span, const char *what, const char *text,
                           const char *hint);

/* Proposals with their tables, from the statements. */
cbg_status cbgi_outcomes_build(cbgi_outcome_reader *r, cbg_outcomes *out);

#endif
