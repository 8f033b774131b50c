/* Knows nothing: every outcome is worth the same to the other side. For ablation. */
#include "coburg/strategy.h"

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    (void)view;
    (void)self;
    (void)about;
    (void)outcome;
    return .5;
}

const cbg_model cbgi_model_uniform = {
    .part = {.name = "uniform", .summary = "every outcome is worth the same to the others (for ablation)"},
    .estimate = estimate,
};
