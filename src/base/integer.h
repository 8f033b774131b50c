/* Common denominators of exact numbers. */
#ifndef COBURGI_INTEGER_H
#define COBURGI_INTEGER_H

#include <stdbool.h>
#include <stdint.h>

/* *common becomes the least common multiple of itself and n; both > 0. False, and *common
 * unchanged, when that does not fit. */
bool cbgi_common_multiple(int64_t *common, int64_t n);

#endif
