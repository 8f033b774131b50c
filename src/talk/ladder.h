/* Outcomes of one voice by value, counted instead of listed.
 *
 * Values are sums over issues. In units of their greatest common step they are small whole numbers, rungs; how many ways the
 * issues from i on add up to r rungs follows issue by issue (dynamic programming). From these counts come the number of
 * outcomes from a value on, and the outcome of any rank, by walking down the issues: exactly what a table of all
 * outcomes sorted by value, ties by number, would say, in memory of rungs times issues. Values too fine for that are
 * rounded down to coarser rungs; `slack` says by how much at most.
 * The idea is that of ranking and unranking combinatorial objects by counting: A. Nijenhuis and H. S. Wilf,
 * Combinatorial Algorithms, 2nd edition, Academic Press 1978, chapter 13.
 */
#ifndef COBURGI_TALK_LADDER_H
#define COBURGI_TALK_LADDER_H

#include "base/arena.h"
#include "coburg/space.h"

/* Entries of the table of ways, and additions to fill it, at most; half of them when values have to be rounded. */
enum { CBGI_LADDER_CELLS = 1 << 22, CBGI_LADDER_WORK = 1 << 27 };

typedef struct cbgi_ladder {
    const cbg_space *space;
    int issues;
    bool any;              /* every issue has an option that is allowed */
    int64_t base, step;    /* value of rung 0; of one rung */
    int64_t slack;         /* a value lies at most this far above its rung; 0: exact */
    int64_t best;          /* the largest value */
    int *start;            /* [issues + 1] into option and rung */
    int *option;           /* allowed, ascending */
    uint32_t *rung;        /* beside option */
    uint32_t *size;        /* [issues + 1]: rungs that the issues from i on can reach */
    uint64_t **ways;       /* [issues + 1][size] */
    uint64_t *above;       /* [size[0] + 1]: outcomes on this rung or higher */
} cbgi_ladder;

/* value[column], allowed[column] as in a space; outcomes must be countable. Everything from `arena`. CBG_NO_MEMORY. */
cbg_status cbgi_ladder_build(const cbg_space *space, const int64_t *value, const bool *allowed, cbgi_arena *arena,
                             cbgi_ladder *out);

/* Outcomes whose rung shows that they are worth at least `value`. O(1). */
uint64_t cbgi_ladder_count(const cbgi_ladder *ladder, int64_t value);

/* Outcomes that may be worth at least `value`: the same when slack is 0. O(1). */
uint64_t cbgi_ladder_count_loose(const cbgi_ladder *ladder, int64_t value);

/* The outcome of this rank: by falling rung, then by number. rank < cbgi_ladder_count(lowest). O(options + log rungs). */
uint64_t cbgi_ladder_take(const cbgi_ladder *ladder, uint64_t rank);

/* The first rank on the same rung. O(log rungs). */
uint64_t cbgi_ladder_first(const cbgi_ladder *ladder, uint64_t rank);

#endif
