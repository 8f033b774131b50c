/* What the others offered, in own utilities: count, mean, spread, the best and the last. All other voices together;
 * a mediator's texts are nobody's offers. */
#ifndef COBURGI_AGENT_LEDGER_H
#define COBURGI_AGENT_LEDGER_H

#include "strategy/agent/own.h"

typedef struct cbgi_ledger {
    uint64_t offers, best_outcome; /* best_outcome: the best *acceptable* offer heard */
    double sum, squares, best, last;
    bool has_best;
} cbgi_ledger;

/* Enters an offer of another voice; anything else is passed over. Returns whether it was one. */
static inline bool cbgi_ledger_hear(cbgi_ledger *ledger, const cbg_view *view, const cbg_heard *heard)
{
    if (heard->act != CBG_ACT_OFFER || heard->from >= view->seats)
        return false;
    const double u = cbgi_own_utility(view->own, heard->outcome);
    ledger->offers++;
    ledger->sum += u;
    ledger->squares += u * u;
    ledger->last = u;
    if ((!ledger->has_best || u > ledger->best) && cbg_profile_accepts(view->own, heard->outcome)) {
        ledger->has_best = true;
        ledger->best = u;
        ledger->best_outcome = heard->outcome;
    }
    return true;
}

static inline double cbgi_ledger_mean(const cbgi_ledger *ledger)
{
    return ledger->offers == 0 ? 0 : ledger->sum / (double)ledger->offers;
}

static inline double cbgi_ledger_variance(const cbgi_ledger *ledger)
{
    const double m = cbgi_ledger_mean(ledger);
    const double v = ledger->offers == 0 ? 0 : ledger->squares / (double)ledger->offers - m * m;
    return v > 0 ? v : 0;
}

#endif
