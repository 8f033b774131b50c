/* From utility back to outcomes, at sizes where no table of outcomes fits.
 *
 * One voice's utilities are sums over issues. Issues are split into two parts; the sums of each part are sorted once
 * (at most 2^20 of them), and a query combines the two: meet in the middle. Up to 2^40 outcomes, 10^12, every answer is
 * exact. In larger spaces the leading issues are settled first, at random or so that the value asked for stays
 * within reach: then at_least is merely very close, which `whole` tells.
 * Sources: E. Horowitz and S. Sahni, "Computing partitions with applications to the knapsack problem", J. ACM 21 (1974)
 * 277-292, doi 10.1145/321812.321823; the best few: E. L. Lawler, Management Science 18 (1972) 401-405,
 * doi 10.1287/mnsc.18.7.401.
 * Thread-safety: an inversion is immutable and may be shared by any number of threads.
 */
#ifndef COBURG_INVERSION_H
#define COBURG_INVERSION_H

#include "coburg/space.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cbg_inversion {
    int issues;
    bool whole;          /* no issue is left outside the two parts: every answer is exact */
    bool any;            /* every issue has an option that is allowed; otherwise there is nothing to find */
    int64_t best, worst; /* values over what is allowed */
    struct cbgi_inversion_private *own;
} cbg_inversion;

/* value[column], column = space->offset[issue] + option: what the voice gains from each option, in units; NULL: the
 * values of `seat`. allowed[column]: options that may be used; NULL: those that break no red line in force.
 * Memory at most 24 MB, time O(parts log parts). CBG_BAD_ARGUMENT when utilities are not sums over issues;
 * CBG_NO_MEMORY. The space and exec must outlive the result. */
cbg_status cbg_inversion_build(const cbg_space *space, int seat, const int64_t *value, const bool *allowed,
                               const cbg_exec *exec, cbg_inversion **out);
void cbg_inversion_free(cbg_inversion *inversion);

/* The outcome of the least value >= `value`; among equals the smallest number. option[issues]; *found: its value.
 * False: none reaches it. O(parts). Not whole: the least over one choice of the leading issues. */
bool cbg_inversion_at_least(const cbg_inversion *inversion, int64_t value, int *option, int64_t *found);

/* An outcome with low <= value <= high, drawn by `key`: equal keys, equal draws. Any such outcome may come;
 * they are not equally likely, but spread. False: there is none (whole), or none was found. O(log parts) as a rule. */
bool cbg_inversion_between(const cbg_inversion *inversion, int64_t low, int64_t high, uint64_t key,
                           int *option, int64_t *found);

/* How many outcomes have low <= value <= high; saturating. Only when whole; else UINT64_MAX. O(parts). */
uint64_t cbg_inversion_count(const cbg_inversion *inversion, int64_t low, int64_t high);

/* The best `count` outcomes, best first; option[count * issues], value[count]. Returns how many there are, or -1
 * without memory. Exact at any size. O(count (issues + log count)). */
int cbg_inversion_top(const cbg_inversion *inversion, int count, int *option, int64_t *value);

#ifdef __cplusplus
}
#endif
#endif
