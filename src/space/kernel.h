/* The inner loop of enumeration: what can be said about a run of outcomes at the price of
 * one addition per seat per outcome, without storing a single utility.
 *
 * Gains over the floor are base[seat] + low[seat][j], int32. All variants (plain, AVX2, AVX-512) compute the same
 * integers; the product estimate is the same float in each lane, so its maximum is the same too.
 */
#ifndef COBURGI_KERNEL_H
#define COBURGI_KERNEL_H

#include <stddef.h>
#include <stdint.h>

typedef struct cbgi_kernel_result {
    uint32_t zone;     /* outcomes with every gain >= 0 */
    int32_t max_min;   /* the largest smallest gain of the run; INT32_MIN when it is empty */
    float max_product; /* largest product of gains in the zone, relative error < seats * 2^-23; 0 when none;
                          may be +inf */
} cbgi_kernel_result;

/* low: one pointer a seat, 1 <= count outcomes. */
typedef void (*cbgi_kernel)(int seats, const int32_t *const *low, const int32_t *base, int count,
                            cbgi_kernel_result *out);

/* The largest gain of seat 0 among outcomes where seats 1.. have gains >= 0; INT32_MIN when none. */
typedef int32_t (*cbgi_kernel_best)(int seats, const int32_t *const *low, const int32_t *base, int count);

/* Points in blocks of 16: block[(b * seats + seat) * 16 + lane]. */
enum { CBGI_LANES = 16 };

/* Does any point of the blocks reach x in every seat? Empty lanes hold INT32_MIN / 2; everything else, x too, lies
 * in 0 .. 2^30 - 1, so differences do not overflow. Blocks are aligned to 64 bytes. */
typedef int (*cbgi_kernel_reached)(int seats, const int32_t *block, size_t blocks, const int32_t *x);

/* Ranges of first coordinates: (max(a, low) - low) >> shift, the last one open. */
enum { CBGI_RANGES = 4096 };

/* Does any of the points reach the threshold of its range: b[j] >= threshold[range of a[j]]? */
typedef int (*cbgi_kernel_above)(const int32_t *a, const int32_t *b, int count, int32_t low, int shift,
                                 const int32_t *threshold);

typedef struct cbgi_kernels {
    const char *name;
    cbgi_kernel zone;
    cbgi_kernel_best best;
    cbgi_kernel_reached reached;
    cbgi_kernel_above above;
} cbgi_kernels;

/* The fastest variant that this processor runs. */
const cbgi_kernels *cbgi_kernels_pick(void);

/* Every variant that this processor runs, NULL-terminated; for tests and benchmarks. */
void cbgi_kernels_all(const cbgi_kernels *out[4]);

#endif
