/* AC_next: takes an offer that is worth as much as what it is about to offer itself: a u(offer) + b >= u(next).
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
    return cbgi_within_margin(view, offer, next, p[0], p[1]);
}

const cbg_acceptance cbgi_acceptance_next = {
    .part = {.name = "next",
             .summary = "takes what is worth as much as its own next offer",
             .source = "Baarslag et al. 2014, doi 10.1016/j.dss.2013.05.021",
             .params = params},
    .accept = accept,
};
