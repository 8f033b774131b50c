/* The two forms share their memory: the best and the sum of the utilities offered in each round. A window of length 1 - t ends
 * now, so it holds the rounds whose time is at least t - (1 - t). The formula is in combi.h; how the window is kept by
 * rounds is ours (remembered from the paper). A question costs O(rounds in the window). */
#include "strategy/acceptance/combi.h"

#include <math.h>

typedef struct round_of_offers {
    double best, sum;
    uint32_t offers;
} round_of_offers;

const cbg_param cbgi_combi_params[] = {
    {"T", "relative time from which it settles for what is left to hope for", .98, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

size_t cbgi_combi_memory_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return (size_t)setup->max_rounds * sizeof(round_of_offers);
}

void cbgi_combi_hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    if (heard->act != CBG_ACT_OFFER)
        return;
    round_of_offers *now = (round_of_offers *)self.memory + heard->round;
    const double u = cbg_profile_utility(view->own, heard->outcome);
    now->best = now->offers == 0 || u > now->best ? u : now->best;
    now->sum += u;
    now->offers++;
}

double cbgi_combi_expects(const cbg_view *view, const void *memory, bool mean)
{
    const round_of_offers *offers = memory;
    double best = -HUGE_VAL, sum = 0;
    uint64_t count = 0;
    for (int r = view->round; r >= 0 && view->setup->t[r] >= 2 * view->t - 1; r--) {
        if (offers[r].offers == 0)
            continue;
        best = offers[r].best > best ? offers[r].best : best;
        sum += offers[r].sum;
        count += offers[r].offers;
    }
    return count == 0 ? HUGE_VAL : mean ? sum / (double)count : best;
}

bool cbgi_combi_accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next, bool mean)
{
    const double *p = self.config;
    if (next != CBG_NO_OUTCOME && cbg_profile_value(view->own, offer) >= cbg_profile_value(view->own, next))
        return true;
    return view->t >= p[0] &&
           cbg_profile_utility(view->own, offer) >= cbgi_combi_expects(view, self.memory, mean);
}

static bool accept(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs, uint64_t offer,
                   uint64_t next)
{
    (void)beliefs;
    return cbgi_combi_accept(view, self, offer, next, false);
}

const cbg_acceptance cbgi_acceptance_combi = {
    .part = {.name = "combi",
             .summary = "as next; late also what is as good as the best of the others' recent offers",
             .source = "Baarslag et al. 2014, doi 10.1016/j.dss.2013.05.021",
             .note = "AC_combi(T, MAX^W); the window 1 - t is kept by rounds",
             .params = cbgi_combi_params,
             .memory_size = cbgi_combi_memory_size,
             .hear = cbgi_combi_hear},
    .accept = accept,
};
