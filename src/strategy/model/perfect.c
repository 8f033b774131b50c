/* Looks at the other voice's profile: the best that a model could be. For ablation. */
#include "strategy/model/truth.h"

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    (void)self;
    return cbgi_true_utility(view, about, outcome);
}

const cbg_model cbgi_model_perfect = {
    .part = {.name = "perfect", .summary = "knows what every outcome is worth to the others (for ablation)"},
    .estimate = estimate,
};
