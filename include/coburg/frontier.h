/* The exact Pareto frontier of any seats, without enumeration.
 *
 * Utilities are additive, so an efficient outcome consists of efficient partial outcomes: issues are folded in
 * one at a time and dominated partial sums never come back. What counts is the size of the frontier,
 * not of the space: 10^100 outcomes are no obstacle, a frontier of millions of points is. Spaces with
 * interactions, boxes, tables or constraints (space->structure) are looked at outcome by outcome instead.
 * Source: dynamic programming with dominance, e.g. K. Klamroth and M. Wiecek, "Dynamic programming approaches to the
 * multiple criteria knapsack problem", Naval Research Logistics 47 (2000) 57-76,
 * doi 10.1002/(SICI)1520-6750(200002)47:1<57::AID-NAV4>3.0.CO;2-4.
 * Thread-safety: a space may be shared; a frontier is immutable once made.
 */
#ifndef COBURG_FRONTIER_H
#define COBURG_FRONTIER_H

#include "coburg/space.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CBG_PARTIAL_DEFAULT_MAX ((size_t)2000000)

typedef struct cbg_frontier_options {
    const int *seat; /* the seats whose frontier is asked for; NULL: all */
    int seats;
    bool in_zone; /* only outcomes that leave each of these seats at or above its walk-away */
    cbg_rational
        epsilon; /* 0 (also when zero-initialised): exact. Otherwise a share of each seat's range from worst
                             to best outcome, at most 1: every outcome is at most that much better for any
                             seat than some listed outcome */
    size_t
        max_partial; /* stop when an issue leaves more partial sums than this; 0: CBG_PARTIAL_DEFAULT_MAX */
} cbg_frontier_options;

typedef struct cbg_frontier {
    int seats;
    int seat[CBG_SEATS_MAX];
    bool complete;    /* false: stopped by max_partial, and count is 0 */
    int folded;       /* issues folded in; all of them when complete */
    size_t partial;   /* partial sums after the last of them, or the number that was too many */
    size_t widest;    /* the most partial sums after any issue */
    size_t count;     /* points, by falling utility of the first seat, then of the second, ... */
    int64_t *utility; /* [point * seats + seat], in units */
    uint64_t *tied;   /* [point]: outcomes with exactly these utilities; UINT64_MAX: that many or more.
                          With epsilon: those met on the way, at least 1 */
    uint16_t *option; /* [point * issues + issue]: of these outcomes the one with the smallest number */
    int issues;
    const cbg_exec *exec;
} cbg_frontier;

/* Time and memory grow with the partial frontiers f_i: O(sum of f_i * options * log) for two and three
 * seats, O(sum of f_i^2 * options * seats) at worst for more. Results do not depend on threads. exec must outlive
 * the result.
 * With structure: O(outcomes * seats * points met); CBG_TOO_LARGE when outcomes are not countable.
 * CBG_BAD_ARGUMENT for a bad seat or epsilon; CBG_NO_MEMORY; CBG_CANCELLED. Release with cbg_frontier_release. */
cbg_status cbg_frontier_fold(const cbg_space *space, const cbg_frontier_options *options,
                             const cbg_exec *exec, cbg_frontier **out);
void cbg_frontier_release(cbg_frontier *frontier);

#ifdef __cplusplus
}
#endif
#endif
