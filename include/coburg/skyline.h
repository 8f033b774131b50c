/* The efficient ones among points given one by one: for tables of utilities that no formula gives.
 *
 * Sources: a sample of points gives each range of first coordinates the least second one worth looking at, so one
 * pass over the table leaves few to be sorted; sort-filter as J. Chomicki, P. Godfrey, J. Gryz and D. Liang, ICDE 2003,
 * 717-719, doi 10.1109/ICDE.2003.1260846.
 */
#ifndef COBURG_SKYLINE_H
#define COBURG_SKYLINE_H

#include <stdint.h>

#include "coburg/exec.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Indices of the points that no point dominates (at least as much of both, more of one), by falling a and rising b;
 * of equal points the smallest index. *index is released with cbg_skyline_free. count may be 0.
 * One pass over the table at the speed of memory, and O(k log k) for the k points it leaves: few unless
 * most points are efficient or equal. Results do not depend on threads. CBG_NO_MEMORY, CBG_CANCELLED; CBG_TOO_LARGE:
 * more than 2^20 efficient points in one 256th of the table. */
cbg_status cbg_skyline_two(const int32_t *a, const int32_t *b, size_t count, const cbg_exec *exec,
                           size_t **index, size_t *found);
void cbg_skyline_free(const cbg_exec *exec, size_t *index);

#ifdef __cplusplus
}
#endif
#endif
