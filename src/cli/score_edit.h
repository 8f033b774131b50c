/* Changes to the text of a log of forecasts: rows at its end, outcomes in its cells; everything else stays as it is. */
#ifndef COBURGI_CLI_SCORE_EDIT_H
#define COBURGI_CLI_SCORE_EDIT_H

#include "base/text.h"
#include "coburg/score.h"

/* The first line of a new log. */
extern const char cbgi_score_first_line[];

/* The name of the first of these columns that the log does not have; NULL: it has all. */
const char *cbgi_score_lacks(const cbg_score_log *log, const char *const (*value)[2], int count);

/* Appends a row with these values by column name; values of columns that the log does not have are left out. */
void cbgi_score_add_row(const cbg_score_log *log, const char *const (*value)[2], int count, cbgi_text *text);

/* A last column of this name, empty in every row. */
void cbgi_score_add_column(const cbg_score_log *log, const char *name, cbgi_text *text);

/* Writes outcome and day into every row of the question. Returns how many; -1: the log lacks the columns. */
int cbgi_score_resolve(const cbg_score_log *log, const char *question, const char *outcome, const char *day,
                       cbgi_text *text);

#endif
