/* Stable radix sort of state numbers: O(count * bits / 11), no comparisons, the same on every
 * machine. Digits are wide when there is much to sort, so that 2^20 states take two passes. */
#include <string.h>

#include "stability/graph.h"

enum { DIGIT_MAX = 15 };

static void pass(const uint32_t *from, uint32_t *to, uint32_t count, int shift, int digit, cbgi_key key,
                 const void *context)
{
    uint32_t at[1 << DIGIT_MAX] = {0};
    uint64_t mask = (UINT64_C(1) << digit) - 1;
    for (uint32_t i = 0; i < count; i++)
        at[key(context, from[i]) >> shift & mask]++;
    uint32_t sum = 0;
    for (uint32_t d = 0; d <= mask; d++) {
        uint32_t here = at[d];
        at[d] = sum;
        sum += here;
    }
    for (uint32_t i = 0; i < count; i++)
        to[at[key(context, from[i]) >> shift & mask]++] = from[i];
}

void cbgi_sort(uint32_t *order, uint32_t *spare, uint32_t count, int bits, cbgi_key key, const void *context)
{
    int digit = count >= 1u << 16 ? DIGIT_MAX : 9;
    uint32_t *from = order, *to = spare;
    for (int shift = 0; shift < bits; shift += digit) {
        pass(from, to, count, shift, bits - shift < digit ? bits - shift : digit, key, context);
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != order)
        memcpy(order, from, count * sizeof *order);
}
