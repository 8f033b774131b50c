/* Radix sort, least significant digit first. */
#include "base/radix.h"

#include <string.h>

enum { DIGIT = 11, BUCKETS = 1 << DIGIT };

static void pass(const uint64_t *key, const uint32_t *item, uint64_t *to_key, uint32_t *to_item, size_t count,
                 int shift)
{
    size_t start[BUCKETS] = {0}, sum = 0;
    for (size_t k = 0; k < count; k++) {
        start[key[k] >> shift & (BUCKETS - 1)]++;
    }
    for (size_t b = 0; b < BUCKETS; b++) {
        size_t here = start[b];
        start[b] = sum;
        sum += here;
    }
    for (size_t k = 0; k < count; k++) {
        size_t to = start[key[k] >> shift & (BUCKETS - 1)]++;
        to_key[to] = key[k];
        to_item[to] = item[k];
    }
}

void cbgi_radix_sort(uint64_t *key, uint32_t *item, uint64_t *spare_key, uint32_t *spare_item, size_t count)
{
    uint64_t most = 0, *from_key = key, *to_key = spare_key;
    uint32_t *from_item = item, *to_item = spare_item;
    for (size_t k = 0; k < count; k++) {
        most = key[k] > most ? key[k] : most;
    }
    for (int shift = 0; shift < 64 && most >> shift != 0; shift += DIGIT) {
        pass(from_key, from_item, to_key, to_item, count, shift);
        uint64_t *swap_key = from_key;
        uint32_t *swap_item = from_item;
        from_key = to_key;
        from_item = to_item;
        to_key = swap_key;
        to_item = swap_item;
    }
    if (from_key != key) {
        memcpy(key, from_key, count * sizeof *key);
        memcpy(item, from_item, count * sizeof *item);
    }
}
