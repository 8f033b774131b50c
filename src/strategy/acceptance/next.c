/* AC_next: takes an offer that is worth as much as what it is about to offer itself: a u(offer) + b >= u(next).
 * Source: Baarslag, Hindriks, Jonker, "Effective acceptance conditions in real-time automated negotiation", Decision
 * Support Systems 60 (2014) 68-77, doi 10.1016/j.dss.2013.05.021.
 * With a = 1 and b = 0 values are compared exactly.
 */
#include "coburg/strategy.h"
#include "talk/quick.h"

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
    if (next == CBG_NO_OUTCOME)
        return false;
    if (p[0] == 1 && p[1] == 0)
        return cbgi_value(view->own, offer) >= cbgi_value(view->own, next);
    return p[0] * cbg_profile_utility(view->own, offer) + p[1] >= cbg_profile_utility(view->own, next);
}

const cbg_acceptance cbgi_acceptance_next = {
    .part = {.name = "next",
             .summary = "takes what is worth as much as its own next offer",
             .source = "Baarslag et al. 2014, doi 10.1016/j.dss.2013.05.021",
             .params = params},
    .accept = accept,
};
