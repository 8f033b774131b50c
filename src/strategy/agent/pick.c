/* See pick.h. */
#include "strategy/agent/pick.h"

#include "strategy/agent/counts.h"

uint64_t cbgi_pick(const cbg_view *view, const void *counts, double low, double high, uint32_t purpose,
                   int most)
{
    uint64_t candidate[CBGI_PICK_MOST], picked = CBG_NO_OUTCOME;
    const cbg_profile *own = view->own;
    const int64_t ceiling = cbgi_own_ceiling(own, high);
    const uint64_t first = high >= 1 ? 0 : cbg_profile_rank(own, ceiling + 1);
    const uint64_t end = cbg_profile_rank(own, cbgi_own_value(own, low));
    const int n = cbgi_own_sample(own, first, end, view, purpose, candidate, most);
    double best = -1;
    for (int k = 0; k < n; k++) {
        const double u = cbgi_counts_joint(view, counts, candidate[k]);
        if (u > best) {
            best = u;
            picked = candidate[k];
        }
    }
    return n == 0 ? cbgi_own_at_least(own, low) : picked;
}
