/* AC_combi with the mean of the window: see combi.h. */
#include "strategy/acceptance/combi.h"

static bool accept(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs, uint64_t offer,
                   uint64_t next)
{
    (void)beliefs;
    return cbgi_combi_accept(view, self, offer, next, true);
}

const cbg_acceptance cbgi_acceptance_combi_avg = {
    .part = {.name = "combi-avg",
             .summary = "as next; late also what is as good as the mean of the others' recent offers",
             .source = "Baarslag et al. 2014, doi 10.1016/j.dss.2013.05.021",
             .note = "AC_combi(T, AVG^W); the window 1 - t is kept by rounds",
             .params = cbgi_combi_params,
             .memory_size = cbgi_combi_memory_size,
             .hear = cbgi_combi_hear},
    .accept = accept,
};
