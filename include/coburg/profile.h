/* A profile: what one voice at the table wants, in a form that strategies can search.
 *
 * A voice is a party, or a bloc that speaks as one. An outcome is acceptable to a voice when it breaks none of its
 * own red lines and no constraint of the case, and leaves every party of the voice at or above its walk-away; only
 * acceptable outcomes are ever offered. The value of an outcome is exact (units of space->unit, for a bloc the sum of its members' values
 * with whole-number shares); its utility is the value on a scale from 0 to 1, where 1 is the top of the case's
 * scale (of a party that states points: its best outcome). Spaces of up to CBG_TABLE_MAX outcomes are sorted once. Larger
 * ones are counted by value, issue by issue, which answers the same questions in O(issues * options); `exact` says
 * whether every answer is that of a sorted table.
 * Thread-safety: a profile is immutable and may be shared by any number of sessions and threads.
 */
#ifndef COBURG_PROFILE_H
#define COBURG_PROFILE_H

#include "coburg/space.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CBG_NO_OUTCOME UINT64_MAX
#define CBG_TABLE_MAX UINT64_C(4000000)

typedef struct cbg_profile {
    const cbg_space *space;
    int members;                  /* seats of the space that speak with this voice */
    int seat[CBG_SEATS_MAX];      /* which */
    int64_t share[CBG_SEATS_MAX]; /* of member k in the voice's value; 1 for a party alone */
    uint64_t red_lines;  /* bits of the case's red lines that this voice holds and that are in force */
    int64_t unit;        /* value of one point of utility on the case's scale */
    int64_t zero, top;   /* the values of utility 0 and 1 */
    double per_value;    /* 1 / (top - zero) */
    int64_t walk_away;   /* value of the walk-away(s) */
    uint64_t acceptable; /* acceptable outcomes; 0: none, the voice cannot agree to anything */
    int64_t best, worst; /* values over acceptable outcomes; walk_away when there are none */
    /* False: in a space too large for tables, values are too fine to be counted, or a member of the bloc may refuse
     * what the bloc as a whole takes. Then `acceptable` and ranks count by rounded values and with what members may
     * refuse; what is found is acceptable and within the bounds asked for, but something nearer may exist (with
     * 10^12 outcomes of 12 issues values are rounded by less than 10^-4 of their range; members are asked a bounded
     * number of times); `worst` is near. */
    bool exact;
    /* Sorted tables, NULL when the space is too large for them. */
    const int64_t *value;    /* [outcome] */
    const uint32_t *order;   /* [rank]: acceptable outcomes, best first, ties by number */
    const uint64_t *refused; /* [outcome / 64], bit outcome % 64: not acceptable */
    struct cbgi_profile_private *own;
} cbg_profile;

/* The voice of `count` seats of the space: one seat for a party. The space must outlive the profile.
 * O(outcomes) time and 12 bytes an outcome; without tables at most 32 MB and about 0.1 s. CBG_TOO_LARGE: outcomes do not fit
 * 64 bits, or there are more than CBG_TABLE_MAX and utilities are not sums over issues; CBG_OVERFLOW: the
 * shares of a bloc do not fit; CBG_NO_MEMORY. Release with cbg_profile_free. */
cbg_status cbg_profile_build(const cbg_space *space, const int *seat, int count, const cbg_exec *exec,
                             cbg_profile **out);
void cbg_profile_free(cbg_profile *profile);

/* Of any outcome of the space, acceptable or not. O(1) with tables, else O(issues * members). */
int64_t cbg_profile_value(const cbg_profile *profile, uint64_t outcome);
bool cbg_profile_accepts(const cbg_profile *profile, uint64_t outcome);

/* 0..1 (outside it for points below 0), and back: the smallest value whose utility is at least u. */
double cbg_profile_scaled(const cbg_profile *profile, int64_t value);
int64_t cbg_profile_target(const cbg_profile *profile, double u);

/* cbg_profile_scaled(cbg_profile_value(outcome)) */
double cbg_profile_utility(const cbg_profile *profile, uint64_t outcome);

/* The acceptable outcome of the least value >= `value`, the smallest number among equals; the best
 * outcome when none reaches that. CBG_NO_OUTCOME only when nothing is acceptable. O(log outcomes), without tables
 * O(options); so are the next three. */
uint64_t cbg_profile_at_least(const cbg_profile *profile, int64_t value);

/* How many acceptable outcomes have at least this value: those of ranks 0..count-1. O(log outcomes). */
uint64_t cbg_profile_rank(const cbg_profile *profile, int64_t value);

/* The acceptable outcome of this rank, 0 being the best; rank < acceptable. O(1) with tables. */
uint64_t cbg_profile_ranked(const cbg_profile *profile, uint64_t rank);

/* An acceptable outcome with low <= value <= high, each equally likely, drawn by `key` (equal keys, equal draws);
 * CBG_NO_OUTCOME when there is none (not exact: or when 64 draws found none). */
uint64_t cbg_profile_between(const cbg_profile *profile, int64_t low, int64_t high, uint64_t key);

#ifdef __cplusplus
}
#endif
#endif
