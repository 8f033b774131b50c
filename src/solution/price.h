/* From counts by broken red lines to the price list. */
#ifndef COBURGI_PRICE_H
#define COBURGI_PRICE_H

#include "coburg/blocker.h"

/* count sets of broken lines, ascending, and how many outcomes above all walk-aways break exactly those. */
void cbgi_red_lines_fill(const cbg_space *space, uint64_t in_force, int count, const uint64_t *set,
                         const uint64_t *agreements, cbg_red_line_prices *out);

#endif
