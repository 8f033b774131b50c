/* AC_gap: takes an offer that comes within a gap of its own last one: u(offer) + c >= u(own last offer). It is AC_prev with a
 * constant added, named because agents are described so.
 * Source: Baarslag, Hindriks, Jonker, "Effective acceptance conditions in real-time automated negotiation", Decision
 * Support Systems 60 (2014) 68-77, doi 10.1016/j.dss.2013.05.021.
 */
#include "strategy/acceptance/margin.h"

static const cbg_param params[] = {
    {"c", "the gap, in utility", .05, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

static bool accept(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs, uint64_t offer,
                   uint64_t next)
{
    (void)beliefs;
    const double *p = self.config;
    const uint64_t own = cbgi_own_last(view, next);
    return own != CBG_NO_OUTCOME &&
           cbg_profile_utility(view->own, offer) + p[0] >= cbg_profile_utility(view->own, own);
}

const cbg_acceptance cbgi_acceptance_gap = {
    .part = {.name = "gap",
             .summary = "takes what comes within a gap of its own last offer",
             .source = "Baarslag et al. 2014, doi 10.1016/j.dss.2013.05.021",
             .params = params},
    .accept = accept,
};
