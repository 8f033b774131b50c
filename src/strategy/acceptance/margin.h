/* What AC_next, AC_prev and AC_gap share. */
#ifndef COBURGI_ACCEPTANCE_MARGIN_H
#define COBURGI_ACCEPTANCE_MARGIN_H

#include "coburg/strategy.h"
#include "talk/quick.h"

/* a u(offer) + b >= u(own); false without an offer of its own. With a = 1 and b = 0 values are compared exactly. */
static inline bool cbgi_within_margin(const cbg_view *view, uint64_t offer, uint64_t own, double a, double b)
{
    if (own == CBG_NO_OUTCOME)
        return false;
    if (a == 1 && b == 0)
        return cbgi_value(view->own, offer) >= cbgi_value(view->own, own);
    return a * cbg_profile_utility(view->own, offer) + b >= cbg_profile_utility(view->own, own);
}

/* What it offered last; before it has offered anything, what it is about to. */
static inline uint64_t cbgi_own_last(const cbg_view *view, uint64_t next)
{
    return view->own_last == CBG_NO_OUTCOME ? next : view->own_last;
}

#endif
