/* Fair division, inside: the three computations that cbg_divide puts together. */
#ifndef COBURGI_DIVIDE_H
#define COBURGI_DIVIDE_H

#include "base/arena.h"
#include "coburg/divide.h"

/* Orders goods by x/y, ascending, equal ratios in file order; y > 0 for all of them.
 * ratio[] receives x/y of order[k]'s good at the good's own index. */
cbg_status cbgi_order_by_ratio(const cbg_rational *x, const cbg_rational *y, int *order, int count,
                               cbg_rational *ratio);

/* Totals and the shared good of the shares that are set. */
cbg_status cbgi_allotment_total(const cbg_division *d, cbg_allotment *allotment);

/* The divisible Nash point. */
cbg_status cbgi_divide_nash(cbg_division *d, cbgi_arena *arena);

/* Leximin and maximum Nash welfare over whole goods; sets whole_known. */
cbg_status cbgi_divide_whole(cbg_division *d, const cbg_exec *exec, cbgi_arena *arena);

#endif
