/* Sorting numbers with something attached, without comparisons: the same on every machine. */
#ifndef COBURGI_RADIX_H
#define COBURGI_RADIX_H

#include <stddef.h>
#include <stdint.h>

/* Sorts key[count] ascending and moves item[] along; equal keys stay in order. The spares are as long.
 * O(count * bits of the largest key / 11). */
void cbgi_radix_sort(uint64_t *key, uint32_t *item, uint64_t *spare_key, uint32_t *spare_item, size_t count);

#endif
