/* Is there a weak order that fulfils a condition? */
#ifndef COBURGI_STABILITY_ORDER_H
#define COBURGI_STABILITY_ORDER_H

#include "base/arena.h"
#include "coburg/inverse.h"

/* Fills possible, ranked, order and place of *out, in memory of the arena; of equally good alternatives those are tried
 * first that `graph` states for the decision maker. states: of the graph. CBG_NO_MEMORY. */
cbg_status cbgi_order_search(const cbg_graph *graph, cbgi_arena *arena, cbg_inverse *out);

#endif
