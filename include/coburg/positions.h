/* Reading actors' positions from tables: what forecasting models take.
 *
 * Three layouts, told apart by the first line; separated by commas, semicolons or tabs; lines that begin with '#' are
 * comments. Column names are matched without regard to case:
 *   long  one row an actor and issue: actor, [issue,] position, salience, [power,] [lower, upper,] [reference]
 *         (also capability or influence for power, low/min, high/max). Issues keep the order of their first rows.
 *   wide  one row an actor: actor, [description,] power, then position and salience columns by pairs, as KTAB's CSV; positions
 *         lie on 0..100.
 *   tags  the input files of the exchange model's program: lines that begin with #A (actor), #P (issue), #M (point of its scale),
 *         #D (actor, issue, position, salience, power), #O or #/ (remarks). A scale runs from its least to its greatest point, without
 *         points over the positions.
 * Saliences are in percent when any of them is above 1. A row left out, or an empty position, means
 * that the actor takes no position on the issue.
 */
#ifndef COBURG_POSITIONS_H
#define COBURG_POSITIONS_H

#include "coburg/forecast.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_POSITIONS_BYTES_MAX = 16 * 1024 * 1024 };

typedef struct cbg_positions {
    cbg_forecast_input input; /* points into memory that this owns; low/high NULL when no scale is given */
    bool wide, percent;       /* the layout; saliences were divided by 100 */
    bool power_given;         /* false: no such column, all capabilities are 1 */
} cbg_positions;

/* Reads text that may hold any bytes; `name` is what diagnostics call it. *out is released with cbg_positions_free.
 * CBG_BAD_SYNTAX, CBG_BAD_CASE (with line and column), CBG_TOO_LARGE, CBG_NO_MEMORY; `diags` must not be NULL. */
cbg_status cbg_positions_read_text(const char *text, size_t length, const char *name, const cbg_exec *exec,
                                   cbg_positions **out, cbg_diags *diags);

/* The same from a file; also CBG_IO. */
cbg_status cbg_positions_read_file(const char *path, const cbg_exec *exec, cbg_positions **out,
                                   cbg_diags *diags);

/* Are these the tagged lines of the exchange model's program? A look at the first lines only. */
bool cbg_positions_tagged(const char *text, size_t length);

void cbg_positions_free(cbg_positions *positions);

#ifdef __cplusplus
}
#endif
#endif
