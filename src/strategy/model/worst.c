/* Looks at the other voice's profile and believes the reverse: the worst that a model could be. For ablation. */
#include "strategy/model/truth.h"

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    (void)self;
    return 1 - cbgi_true_utility(view, about, outcome);
}

const cbg_model cbgi_model_worst = {
    .part = {.name = "worst", .summary = "believes the reverse of the truth (for ablation)"},
    .estimate = estimate,
};
