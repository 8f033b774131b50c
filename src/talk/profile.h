/* The inside of profiles: sorted tables where they fit, a ladder (ladder.h) where they do not. */
#ifndef COBURGI_TALK_PROFILE_H
#define COBURGI_TALK_PROFILE_H

#include "coburg/profile.h"
#include "talk/ladder.h"

/* Values stay below this, so that differences never overflow. */
#define CBGI_VALUE_MAX (INT64_C(1) << 61)

struct cbgi_profile_private {
    cbgi_arena arena;
    /* Without tables only. */
    cbgi_ladder ladder;
    int64_t *column; /* [column]: the voice's value of an option */
    bool picky;      /* some member may refuse what the voice as a whole values at its walk-away or more */
    uint64_t best;   /* the best acceptable outcome; CBG_NO_OUTCOME: none */
};

/* Stream of random numbers of draws. */
enum { CBGI_PROFILE_PURPOSE = 0xBE7 };

/* As cbg_profile_build, with tables up to so many outcomes only. */
cbg_status cbgi_profile_build(const cbg_space *space, const int *seat, int count, uint64_t table_max,
                              const cbg_exec *exec, cbg_profile **out);

/* Fills in a profile without tables whose scale is known. */
cbg_status cbgi_large_fill(cbg_profile *p, const cbg_exec *exec);

/* The searches of such a profile. */
int64_t cbgi_large_value(const cbg_profile *p, uint64_t outcome);
bool cbgi_large_accepts(const cbg_profile *p, uint64_t outcome);
uint64_t cbgi_large_at_least(const cbg_profile *p, int64_t value);
uint64_t cbgi_large_rank(const cbg_profile *p, int64_t value);
uint64_t cbgi_large_ranked(const cbg_profile *p, uint64_t rank);
uint64_t cbgi_large_between(const cbg_profile *p, int64_t low, int64_t high, uint64_t key);

/* The values of one member's options. */
static inline const int64_t *cbgi_member_table(const cbg_profile *p, int member)
{
    const cbg_space *space = p->space;
    return space->value + (size_t)p->seat[member] * (size_t)space->offset[space->issues];
}

#endif
