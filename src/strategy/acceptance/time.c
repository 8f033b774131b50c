/* AC_time: takes anything acceptable from time T on. Whether that ever comes depends on the clock: with `genius` and N
 * rounds the last of them is at N / (N + 1).
 * Source: Baarslag, Hindriks, Jonker, "Effective acceptance conditions in real-time automated negotiation", Decision
 * Support Systems 60 (2014) 68-77, doi 10.1016/j.dss.2013.05.021.
 */
#include "coburg/strategy.h"

static const cbg_param params[] = {
    {"T", "relative time from which it takes anything", .98, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

static bool accept(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs, uint64_t offer,
                   uint64_t next)
{
    (void)beliefs;
    (void)offer;
    (void)next;
    const double *p = self.config;
    return view->t >= p[0];
}

const cbg_acceptance cbgi_acceptance_time = {
    .part = {.name = "time",
             .summary = "takes anything acceptable from a time on, nothing before",
             .source = "Baarslag et al. 2014, doi 10.1016/j.dss.2013.05.021",
             .params = params},
    .accept = accept,
};
