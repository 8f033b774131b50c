/* Boolean formulas over options: reading and evaluating. */
#ifndef COBURGI_FORMULA_H
#define COBURGI_FORMULA_H

#include "base/arena.h"
#include "coburg/conflict.h"

/* Reads `text`, which stands at `span`. Operands are ids of options or their numbers from 1;
 * operators, binding from tight to loose: - ! NOT, & AND, | OR, then one IF or IFF. A text of
 * Y, N and - only, one letter an option, is a pattern as in the literature ("YY-").
 * Errors are added to diags at the place of the offending character. CBG_BAD_CASE, CBG_NO_MEMORY. */
cbg_status cbgi_formula_read(cbgi_arena *arena, const char *text, cbg_span span,
                             const cbg_conflict_option *option, int option_count, cbg_formula *out,
                             cbg_diags *diags);

/* Truth in 64 states at once: bit b of word[o] says whether option o is taken in state b. */
uint64_t cbgi_formula_lanes(const cbg_formula *formula, const uint64_t *word);

/* May the formula still turn out true, may it turn out false, when only the options in `known` are
 * settled (as in `code`)? Returns bit 0 for "may be true", bit 1 for "may be false"
 * (Kleene's strong logic: exact when all options are known). */
unsigned cbgi_formula_partial(const cbg_formula *formula, uint64_t code, uint64_t known);

#endif
