/* The sweep solver's kernel: one decision maker's moves applied to values on all states. */
#ifndef COBURGI_SWEEP_H
#define COBURGI_SWEEP_H

#include "stability/graph.h"

/* Two values a state: the focal maker's rank there (GMR, SEQ), and the best rank it can still
 * reach from there by one move of its own or none (SMR, SSEQ). */
typedef struct cbgi_cell {
    uint32_t rank, escape;
} cbgi_cell;

/* out[s] = least of out[s] and in[t] over all t that m can move to from s (improving: and that m
 * prefers to s), both values apart. in may be out. table: scratch of 1 << cbgi_table_bits(m) cells.
 * Returns whether anything changed. O(entries); with one-way options O(entries * 2^(those used
 * up)), never more than O(entries * size of a group). */
int cbgi_table_bits(const cbgi_maker *m);
bool cbgi_relax(const cbgi_maker *m, bool improving, const cbgi_cell *in, cbgi_cell *out, cbgi_cell *table);

/* Stable states of one focal maker, a bit each, by concept; NULL: not wanted. */
typedef struct cbgi_focal {
    const cbg_graph *g;
    int maker;
    bool opponents_once;
    uint64_t *stable[CBG_CORE_CONCEPTS];
} cbgi_focal;

/* Bytes of scratch that cbgi_sweep_solve needs. */
size_t cbgi_sweep_scratch(const cbg_graph *g, bool opponents_once);
void cbgi_sweep_solve(const cbgi_focal *focal, void *scratch);

#endif
