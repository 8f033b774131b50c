/* What an outcome really is worth to another voice: for ablation only. */
#ifndef COBURGI_MODEL_TRUTH_H
#define COBURGI_MODEL_TRUTH_H

#include "coburg/strategy.h"

/* 0..1 */
static inline double cbgi_true_utility(const cbg_view *view, int about, uint64_t outcome)
{
    const double u = cbg_profile_utility(view->setup->all[about], outcome);
    return u < 0 ? 0 : u > 1 ? 1 : u;
}

#endif
