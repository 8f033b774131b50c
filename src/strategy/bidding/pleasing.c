/* See pleasing.h. */
#include "strategy/bidding/pleasing.h"

#include "strategy/agent/own.h"

enum { LOOKED_AT = 64 };

double cbgi_pleasing_belief(const cbg_view *view, const cbg_beliefs *beliefs, uint64_t outcome)
{
    double sum = 0;
    for (int v = 0; v < view->seats; v++)
        sum += v == view->seat ? 0 : cbg_believe(view, beliefs, v, outcome);
    return view->seats > 1 ? sum / (view->seats - 1) : 0;
}

uint64_t cbgi_pleasing(const cbg_view *view, const cbg_beliefs *beliefs, double low, double high,
                       uint32_t purpose)
{
    uint64_t candidate[LOOKED_AT], picked = CBG_NO_OUTCOME;
    const cbg_profile *own = view->own;
    const uint64_t first = high >= 1 ? 0 : cbg_profile_rank(own, cbgi_own_ceiling(own, high) + 1);
    const uint64_t end = cbg_profile_rank(own, cbgi_own_value(own, low));
    const int n = cbgi_own_sample(own, first, end, view, purpose, candidate, LOOKED_AT);
    double best = -1;
    for (int k = 0; k < n; k++) {
        const double u = cbgi_pleasing_belief(view, beliefs, candidate[k]);
        if (u > best) {
            best = u;
            picked = candidate[k];
        }
    }
    return n == 0 ? cbgi_own_at_least(own, low) : picked;
}
