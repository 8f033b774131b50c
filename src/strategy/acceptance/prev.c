/* AC_prev: takes an offer that is worth as much as what it offered last itself: a u(offer) + b >= u(own last offer). Before
 * it has offered anything it goes by its next offer.
 * Source: Baarslag, Hindriks, Jonker, "Effective acceptance conditions in real-time automated negotiation", Decision
 * Support Systems 60 (2014) 68-77, doi 10.1016/j.dss.2013.05.021.
 */
#include "strategy/acceptance/margin.h"

static const cbg_param params[] = {
    {"a", "factor on the utility of the offer", 1, 0, 10},
    {"b", "added to it", 0, -1, 1},
    {NULL, NULL, 0, 0, 0},
};

static bool accept(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs, uint64_t offer,
                   uint64_t next)
{
    (void)beliefs;
    const double *p = self.config;
    return cbgi_within_margin(view, offer, cbgi_own_last(view, next), p[0], p[1]);
}

const cbg_acceptance cbgi_acceptance_prev = {
    .part = {.name = "prev",
             .summary = "takes what is worth as much as its own last offer",
             .source = "Baarslag et al. 2014, doi 10.1016/j.dss.2013.05.021",
             .params = params},
    .accept = accept,
};
