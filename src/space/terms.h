/* What a space has besides sums over issues: all regions of interactions, boxes and constraints in
 * one numbering, with the bits of the regions that each option lies in.
 *
 * An outcome lies in the regions whose bits its options all have: one AND an issue for 64 regions.
 * Order of the regions: forbidden ones, those of each `allow` rule, then for each seat what is simply
 * added and what is aggregated.
 */
#ifndef COBURGI_TERMS_H
#define COBURGI_TERMS_H

#include "base/arena.h"
#include "coburg/space.h"
#include "coburg/terms.h"

typedef struct cbgi_seat_terms {
    int64_t constant;            /* paid in every outcome */
    int begin, aggregated, end;  /* regions begin..aggregated-1 are added, aggregated..end-1 aggregated */
    cbg_aggregation aggregation; /* of the latter */
    int64_t cap;                 /* INT64_MAX: none */
    int rows;                    /* of the table; what it pays otherwise is part of `constant` */
    const uint64_t *row;         /* outcome numbers, ascending */
    const int64_t *row_pays;     /* beyond what is paid otherwise */
} cbgi_seat_terms;

typedef struct cbgi_terms {
    int regions, words;    /* words = regions / 64, rounded up */
    const uint64_t *match; /* [(offset[issue] + option) * words + w]: regions that the option lies in */
    int forbidden;         /* regions 0..forbidden-1 are ruled out */
    int rules;             /* outcomes outside all regions of a rule are ruled out */
    const int *rule;       /* [rules + 1]: where the regions of a rule begin */
    const int64_t *pays;   /* [region], units */
    const bool *outside;   /* [region]: an aggregated box that pays outside */
    cbgi_seat_terms seat[CBG_SEATS_MAX];
} cbgi_terms;

/* The least common multiple of *unit and every denominator in the terms. */
cbg_status cbgi_terms_unit(const cbg_terms *terms, int64_t *unit);

/* Compiles constraints and terms into space->terms and space->structure; needs value, offset and unit, and widens
 * best and worst. CBG_OVERFLOW: *seat is whose utilities do not fit; CBG_TOO_LARGE: too many regions. */
cbg_status cbgi_terms_compile(cbg_space *space, cbgi_arena *arena, int *seat);

/* What the terms add to the utility of a seat; the space has terms. */
int64_t cbgi_terms_utility(const cbg_space *space, int seat, const int *option);

/* a * unit, where a.den divides unit; CBG_OVERFLOW beyond CBGI_UTILITY_MAX. */
#define CBGI_UTILITY_MAX (INT64_C(1) << 61)
cbg_status cbgi_units(cbg_rational a, int64_t unit, int64_t *out);

/* Bits of word w that belong to regions from..to-1. */
static inline uint64_t cbgi_region_bits(int w, int from, int to)
{
    const int low = from - 64 * w, high = to - 64 * w;
    const uint64_t below_high = high >= 64 ? UINT64_MAX : high <= 0 ? 0 : (UINT64_C(1) << high) - 1;
    const uint64_t below_low = low >= 64 ? UINT64_MAX : low <= 0 ? 0 : (UINT64_C(1) << low) - 1;
    return below_high & ~below_low;
}

#endif
