/* Exact comparison of prod a[i]^e[i] with prod b[i]^e[i].
 *
 * Schoolbook multiplication by one 64-bit word at a time, words least significant first. Factors
 * are first gathered into one word as long as they fit, so products of a few utilities need
 * two or three words and no loop to speak of.
 */
#include "base/wide.h"

#include <assert.h>
#include <stddef.h>

__extension__ typedef unsigned __int128 uint128;

/* Each factor has at most 63 bits. */
enum { WORDS = CBGI_WIDE_EXPONENTS * 63 / 64 };

/* word[0..n) *= factor (not 0); returns the new n. */
static int scale(uint64_t *word, int n, uint64_t factor)
{
    uint64_t carry = 0;
    for (int i = 0; i < n; i++) {
        const uint128 t = (uint128)word[i] * factor + carry;
        word[i] = (uint64_t)t;
        carry = (uint64_t)(t >> 64);
    }
    if (carry != 0) {
        word[n++] = carry;
    }
    return n;
}

/* The product's words, the top one not 0; returns their number, 0 for a product of 0. */
static int product(const int64_t *a, const int32_t *e, int count, uint64_t word[WORDS])
{
    int n = 1, exponents = 0;
    uint64_t gathered = 1;
    word[0] = 1;
    for (int i = 0; i < count; i++) {
        const int32_t times = e ? e[i] : 1;
        assert(a[i] >= 0 && times >= 0 && times <= CBGI_WIDE_EXPONENTS - exponents);
        exponents += times;
        if (a[i] == 0 && times > 0) {
            return 0;
        }
        for (int32_t k = 0; k < times; k++) {
            uint64_t more;
            if (__builtin_mul_overflow(gathered, (uint64_t)a[i], &more)) {
                n = scale(word, n, gathered);
                more = (uint64_t)a[i];
            }
            gathered = more;
        }
    }
    return scale(word, n, gathered);
}

int cbgi_wide_compare_products(const int64_t *a, const int64_t *b, const int32_t *e, int count)
{
    uint64_t left[WORDS], right[WORDS];
    const int m = product(a, e, count, left), n = product(b, e, count, right);
    if (m != n) {
        return m < n ? -1 : 1;
    }
    for (int i = m - 1; i >= 0; i--) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    return 0;
}
