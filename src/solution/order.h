/* Exact comparisons shared by solutions. */
#ifndef COBURGI_ORDER_H
#define COBURGI_ORDER_H

#include "solution/registry.h"

/* Scores by the product of (gain / ideal) ^ exponent; exponent NULL: all 1. */
void cbgi_score_product(const cbgi_problem *problem, const int32_t *exponent, const cbgi_gains *gains,
                        double *score);

/* Leximin: compares the sorted gains, smallest first; 1 when a is better. */
int cbgi_leximin(const int64_t *a, const int64_t *b, int count);

/* Leximin of gain / ideal, exactly; seats whose ideal is 0 do not count. */
int cbgi_leximin_ratio(const cbgi_problem *problem, const int64_t *a, const int64_t *b);

#endif
