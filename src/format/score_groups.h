/* Which rows of a log of forecasts belong together. */
#ifndef COBURGI_SCORE_GROUPS_H
#define COBURGI_SCORE_GROUPS_H

#include "base/arena.h"
#include "coburg/score.h"

/* Numbers questions, forecasts and forecasters in the rows, fills the counts and the order of *log, and complains about rows of one
 * question that cannot all be true. O(rows log rows). A failed allocation shows in the arena. */
void cbgi_score_groups(cbgi_arena *arena, cbg_prediction *row, int rows, cbg_score_log *log,
                       cbg_diags *diags);

#endif
