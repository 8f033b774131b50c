/* Random: any acceptable outcome at or above a floor, each equally likely. */
#include "strategy/bidding/timed.h"

enum { PURPOSE = 0xB1D };

static const cbg_param params[] = {
    {"min", "the least it offers, as a share of the way from its worst acceptable outcome to its best", 0, 0,
     1},
    {NULL, NULL, 0, 0, 0},
};

static cbg_move propose(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs)
{
    (void)beliefs;
    const cbg_profile *own = view->own;
    const double *p = self.config;
    const int64_t floor = own->worst + (int64_t)(p[0] * (double)(own->best - own->worst));
    const uint64_t outcome = cbg_profile_between(own, floor, own->best, cbg_view_random(view, PURPOSE, 0));
    return (cbg_move){CBG_ACT_OFFER, outcome};
}

const cbg_bidding cbgi_bidding_random = {
    .part = {.name = "random", .summary = "offers acceptable outcomes at random", .params = params},
    .propose = propose,
};
