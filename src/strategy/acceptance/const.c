/* AC_const: takes every offer of at least a fixed utility.
 * Source: Baarslag, Hindriks, Jonker, "Effective acceptance conditions in real-time automated negotiation", Decision
 * Support Systems 60 (2014) 68-77, doi 10.1016/j.dss.2013.05.021.
 */
#include "coburg/strategy.h"

static const cbg_param params[] = {
    {"c", "the least utility that it takes, 0 to 1 on the scale of the case", .9, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

static bool accept(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs, uint64_t offer,
                   uint64_t next)
{
    (void)beliefs;
    (void)next;
    const double *p = self.config;
    return cbg_profile_utility(view->own, offer) >= p[0];
}

const cbg_acceptance cbgi_acceptance_const = {
    .part = {.name = "const",
             .summary = "takes what reaches a fixed utility",
             .source = "Baarslag et al. 2014, doi 10.1016/j.dss.2013.05.021",
             .params = params},
    .accept = accept,
};
