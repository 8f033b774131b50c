/* Hardliner: asks for its best outcome to the end. */
#include "strategy/bidding/timed.h"

static cbg_move propose(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs)
{
    (void)self;
    (void)beliefs;
    return (cbg_move){CBG_ACT_OFFER, cbg_profile_at_least(view->own, view->own->best)};
}

const cbg_bidding cbgi_bidding_hardliner = {
    .part = {.name = "hardliner",
             .summary = "offers its best outcome in every round",
             .source = "Faratin et al. 1998, doi 10.1016/S0921-8890(98)00029-3"},
    .propose = propose,
};
