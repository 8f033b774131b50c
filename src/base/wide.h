/* Exact products of non-negative int64 with integer exponents, compared without rounding:
 * what settles near-ties between Nash products. */
#ifndef COBURGI_WIDE_H
#define COBURGI_WIDE_H

#include <stdint.h>

/* Compares prod a[i]^e[i] with prod b[i]^e[i] exactly: -1, 0, 1. a, b >= 0; e[i] >= 0 and
 * sum of e[i] <= CBGI_WIDE_EXPONENTS. e NULL: all 1. 0^0 is 1. Uses stack only. */
enum { CBGI_WIDE_EXPONENTS = 4096 };
int cbgi_wide_compare_products(const int64_t *a, const int64_t *b, const int32_t *e, int count);

#endif
