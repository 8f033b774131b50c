/* The loops of kernel.h, compiled once per instruction set: the including file defines
 * KERNEL(name) to give its copies names of their own.
 *
 * Loops are written so that compilers turn them into vector code: the seat count is a
 * constant in each copy, and the float product, never negative inside the zone, is compared by its bit pattern,
 * because integer maxima may be reordered and float maxima may not.
 */
#include <string.h>

#include "space/kernel.h"

#define RUN_MAX 2048

static inline int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}
static inline int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline int32_t bits_of(float f)
{
    int32_t bits;
    memcpy(&bits, &f, sizeof bits);
    return bits;
}

static inline float float_of(int32_t bits)
{
    float f;
    memcpy(&f, &bits, sizeof f);
    return f;
}

/* clang-format off */
#define GAIN(p) const int32_t g##p = base[p] + low[p][j];
#define MIN(p) least = smaller(least, g##p);
#define MUL(p) product *= (float)g##p;
#define EACH1(X)
#define EACH2(X) X(1)
#define EACH3(X) EACH2(X) X(2)
#define EACH4(X) EACH3(X) X(3)
#define EACH5(X) EACH4(X) X(4)
#define EACH6(X) EACH5(X) X(5)
#define EACH7(X) EACH6(X) X(6)
#define EACH8(X) EACH7(X) X(7)

#define ZONE_LOOP(n)                                                                               \
    static void zone_##n(const int32_t *const *low_, const int32_t *base_, int count,              \
                         cbgi_kernel_result *out) {                                                \
        const int32_t *low[n];                                                                     \
        int32_t base[n];                                                                           \
        memcpy(low, low_, sizeof low);                                                             \
        memcpy(base, base_, sizeof base);                                                          \
        int32_t zone = 0, max_min = INT32_MIN, top = 0;                                            \
        for (int j = 0; j < count; j++) {                                                          \
            GAIN(0)                                                                                \
            EACH##n(GAIN) int32_t least = g0;                                                      \
            float product = (float)g0;                                                             \
            EACH##n(MIN) EACH##n(MUL) const int32_t inside = ~(least >> 31);                       \
            zone -= inside;                                                                        \
            max_min = larger(max_min, least);                                                      \
            top = larger(top, bits_of(product) & inside);                                          \
        }                                                                                          \
        *out = (cbgi_kernel_result){(uint32_t)zone, max_min, float_of(top)};                       \
    }                                                                                              \
    static int32_t best_##n(const int32_t *const *low_, const int32_t *base_, int count) {         \
        const int32_t *low[n];                                                                     \
        int32_t base[n];                                                                           \
        memcpy(low, low_, sizeof low);                                                             \
        memcpy(base, base_, sizeof base);                                                          \
        int32_t best = INT32_MIN;                                                                  \
        for (int j = 0; j < count; j++) {                                                          \
            GAIN(0)                                                                                \
            EACH##n(GAIN) int32_t least = 0;                                                       \
            EACH##n(MIN) best = larger(best, least < 0 ? INT32_MIN : g0);                          \
        }                                                                                          \
        return best;                                                                               \
    }

ZONE_LOOP(1)
ZONE_LOOP(2)
ZONE_LOOP(3)
ZONE_LOOP(4)
ZONE_LOOP(5)
ZONE_LOOP(6)
ZONE_LOOP(7)
ZONE_LOOP(8)

/* clang-format on */

/* Any number of seats, one pass a seat over arrays that stay in the first cache. */
static void zone_any(int seats, const int32_t *const *low, const int32_t *base, int count,
                     cbgi_kernel_result *out)
{
    int32_t least[RUN_MAX];
    float product[RUN_MAX];
    for (int j = 0; j < count; j++) {
        least[j] = base[0] + low[0][j];
        product[j] = (float)least[j];
    }
    for (int p = 1; p < seats; p++) {
        for (int j = 0; j < count; j++) {
            const int32_t gain = base[p] + low[p][j];
            least[j] = smaller(least[j], gain);
            product[j] *= (float)gain;
        }
    }
    int32_t zone = 0, max_min = INT32_MIN, top = 0;
    for (int j = 0; j < count; j++) {
        const int32_t inside = ~(least[j] >> 31);
        zone -= inside;
        max_min = larger(max_min, least[j]);
        top = larger(top, bits_of(product[j]) & inside);
    }
    *out = (cbgi_kernel_result){(uint32_t)zone, max_min, float_of(top)};
}

static int32_t best_any(int seats, const int32_t *const *low, const int32_t *base, int count)
{
    int32_t least[RUN_MAX] = {0};
    for (int p = 1; p < seats; p++) {
        for (int j = 0; j < count; j++) {
            least[j] = smaller(least[j], base[p] + low[p][j]);
        }
    }
    int32_t best = INT32_MIN;
    for (int j = 0; j < count; j++) {
        best = larger(best, least[j] < 0 ? INT32_MIN : base[0] + low[0][j]);
    }
    return best;
}

static void KERNEL(zone)(int seats, const int32_t *const *low, const int32_t *base, int count,
                         cbgi_kernel_result *out)
{
    switch (seats) {
    case 1: zone_1(low, base, count, out); break;
    case 2: zone_2(low, base, count, out); break;
    case 3: zone_3(low, base, count, out); break;
    case 4: zone_4(low, base, count, out); break;
    case 5: zone_5(low, base, count, out); break;
    case 6: zone_6(low, base, count, out); break;
    case 7: zone_7(low, base, count, out); break;
    case 8: zone_8(low, base, count, out); break;
    default: zone_any(seats, low, base, count, out); break;
    }
}

static int32_t KERNEL(best)(int seats, const int32_t *const *low, const int32_t *base, int count)
{
    switch (seats) {
    case 1: return best_1(low, base, count);
    case 2: return best_2(low, base, count);
    case 3: return best_3(low, base, count);
    case 4: return best_4(low, base, count);
    case 5: return best_5(low, base, count);
    case 6: return best_6(low, base, count);
    case 7: return best_7(low, base, count);
    case 8: return best_8(low, base, count);
    default: return best_any(seats, low, base, count);
    }
}

/* 16 differences at once; a lane is negative as soon as its point falls short anywhere. */
typedef int32_t lanes __attribute__((vector_size(64)));

static inline int any_reached(const lanes *least)
{
    int32_t all = -1;
    for (int l = 0; l < CBGI_LANES; l++) {
        all &= (*least)[l];
    }
    return all >= 0;
}

static inline __attribute__((always_inline)) int reached_by(int seats, const int32_t *block, size_t blocks,
                                                            const int32_t *x)
{
    const lanes *at = (const lanes *)(const void *)block;
    lanes none;
    memset(&none, 0xff, sizeof none);
    size_t b = 0;
    /* A glance at the lanes costs as much as a block, so four blocks share one. */
    for (; b + 4 <= blocks; b += 4) {
        lanes all = none;
        for (int k = 0; k < 4; k++) {
            lanes short_of = at[0] - x[0];
            for (int p = 1; p < seats; p++) {
                short_of |= at[p] - x[p];
            }
            all &= short_of; /* the sign stays set only while nobody reaches x */
            at += seats;
        }
        if (any_reached(&all)) {
            return 1;
        }
    }
    for (; b < blocks; b++, at += seats) {
        lanes short_of = at[0] - x[0];
        for (int p = 1; p < seats; p++) {
            short_of |= at[p] - x[p];
        }
        if (any_reached(&short_of)) {
            return 1;
        }
    }
    return 0;
}

static int KERNEL(reached)(int seats, const int32_t *block, size_t blocks, const int32_t *x)
{
    switch (seats) {
    case 4: return reached_by(4, block, blocks, x);
    case 5: return reached_by(5, block, blocks, x);
    case 6: return reached_by(6, block, blocks, x);
    case 7: return reached_by(7, block, blocks, x);
    default: return reached_by(seats, block, blocks, x);
    }
}

static int KERNEL(above)(const int32_t *a, const int32_t *b, int count, int32_t low, int shift,
                         const int32_t *threshold)
{
    int32_t any = 0;
    for (int j = 0; j < count; j++) {
        const uint32_t range = ((uint32_t)larger(a[j], low) - (uint32_t)low) >> shift;
        const int32_t at = (int32_t)(range < CBGI_RANGES ? range : CBGI_RANGES - 1);
        any |= b[j] >= threshold[at] ? -1 : 0;
    }
    return any != 0;
}
