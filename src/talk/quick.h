/* What the engine asks of a profile at every turn, without a call where the profile has tables. */
#ifndef COBURGI_TALK_QUICK_H
#define COBURGI_TALK_QUICK_H

#include "coburg/profile.h"

static inline int64_t cbgi_value(const cbg_profile *p, uint64_t outcome)
{
    return p->value != NULL ? p->value[outcome] : cbg_profile_value(p, outcome);
}

static inline bool cbgi_accepts(const cbg_profile *p, uint64_t outcome)
{
    return p->refused != NULL ? (p->refused[outcome / 64] >> outcome % 64 & 1) == 0 : cbg_profile_accepts(p, outcome);
}

/* As cbg_profile_scaled has it, to the bit. */
static inline double cbgi_utility(const cbg_profile *p, uint64_t outcome)
{
    return (double)(cbgi_value(p, outcome) - p->zero) * p->per_value;
}

#endif
