/* A log of forecasts on disk: read whole, changed as text, put back whole. */
#ifndef COBURGI_CLI_LEDGER_H
#define COBURGI_CLI_LEDGER_H

#include "cli/cli.h"
#include "coburg/score.h"

typedef struct cbgi_ledger {
    cbgi_cli *cli;
    const char *path;
    cbgi_text text;
    cbg_score_log *log; /* of the text as it was understood last */
    bool exists;
} cbgi_ledger;

/* Each is false after a complaint. With `may_begin`, a file that is not there or empty begins with the line of names. */
bool cbgi_ledger_load(cbgi_cli *cli, const char *path, bool may_begin, cbgi_ledger *out);
bool cbgi_ledger_understand(cbgi_ledger *l);
/* Gives the log the columns of these values that it lacks; before rows are added, which may not be whole yet. */
bool cbgi_ledger_need(cbgi_ledger *l, const char *const (*value)[2], int count);
/* Appends a row with these values by column name. */
void cbgi_ledger_add(cbgi_ledger *l, const char *const (*value)[2], int count);
/* Puts the changed text in place of the file, as a whole or not at all, after reading it once more. */
bool cbgi_ledger_save(cbgi_ledger *l);
void cbgi_ledger_free(cbgi_ledger *l);

/* Today in UTC: what a forecast or an outcome is dated when no day is given. */
const char *cbgi_ledger_today(char out[16]);

#endif
