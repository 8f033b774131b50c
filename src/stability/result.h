/* What a solved graph holds: one bit a state for every concept and decision maker. */
#ifndef COBURGI_RESULT_H
#define COBURGI_RESULT_H

#include "stability/graph.h"

struct cbg_stability {
    unsigned concepts;
    cbg_solver solver; /* that was used */
    bool opponents_once;
    cbg_unknown_mode unknown;
    uint32_t states, row;
    int makers;
    /* [concept][maker]: bit rows; NULL where not asked for. strong: only where strengths are stated */
    uint64_t *stable[CBG_CONCEPTS][CBG_MAKERS_MAX], *strong[CBG_CONCEPTS][CBG_MAKERS_MAX];
    uint64_t *equilibrium[CBG_CONCEPTS];
    cbg_exec exec;
    cbgi_arena arena;
};

/* All concepts asked for, by the definitions, with sets of states. sets.c */
cbg_status cbgi_sets_solve(const cbg_graph *g, cbg_stability *result, cbg_diags *diags);

#endif
