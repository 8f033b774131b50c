/* Believes that the others want the opposite of what it wants itself: what one gains the other loses. For ablation. */
#include "coburg/strategy.h"

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    const double u = 1 - cbg_profile_utility(view->own, outcome);
    (void)self;
    (void)about;
    return u < 0 ? 0 : u > 1 ? 1 : u;
}

const cbg_model cbgi_model_opposite = {
    .part = {.name = "opposite", .summary = "the others want the opposite of what it wants (for ablation)"},
    .estimate = estimate,
};
