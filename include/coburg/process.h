/* What a side can do in the talks themselves, besides settling issues: the moves of `coburg stability --from-issues`.
 *
 * Stated in the `process` section of a case, one entry a side (a bloc, or a party outside any bloc). A side without an
 * entry has the default: it may agree, extend and walk out for good, and cannot impose sanctions.
 */
#ifndef COBURG_PROCESS_H
#define COBURG_PROCESS_H

#include "coburg/case.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum cbg_process_move { CBG_PROCESS_AGREE, CBG_PROCESS_EXTEND, CBG_PROCESS_LEAVE, CBG_PROCESS_SANCTION } cbg_process_move;
enum { CBG_PROCESS_MOVES = 4 };

typedef struct cbg_process {
    int party, bloc;         /* one of them is -1 */
    unsigned moves;          /* bit 1 << cbg_process_move */
    bool may_return;         /* walking out can be taken back */
    bool sanctions_end;      /* sanctions can be lifted again */
    cbg_number status_quo;   /* what the state of things is worth to the side, in points; not given: its walk-away */
    cbg_number delay_cost;   /* taken off that while there is no deal; default 0 */
    cbg_number sanction_cost; /* what this side's sanctions take off every other side, in points; default 0 */
    cbg_names statements;    /* its preferences as stated, formulas over the options built; overrides utilities */
    int level_count;         /* or a ranking of states, best level first */
    const cbg_names *level;
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_process;

#ifdef __cplusplus
}
#endif
#endif
