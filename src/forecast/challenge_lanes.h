/* Eight numbers at a time, for the challenge kernel: choices, logarithms and powers, from + - * / alone, so that they are the same bits
 * on every instruction set. log and exp are good to some 1e-15. */
#ifndef COBURGI_FORECAST_CHALLENGE_LANES_H
#define COBURGI_FORECAST_CHALLENGE_LANES_H

#include <stdint.h>

#include "forecast/challenge.h"

/* Vectors go between inlined functions only, so how they are passed does not matter. */
#pragma GCC diagnostic ignored "-Wpsabi"

typedef challenge_lanes lanes;
typedef challenge_counts masks;
typedef int32_t rows __attribute__((vector_size(4 * CHALLENGE_LANES)));

#define INLINE static inline __attribute__((always_inline))

INLINE lanes all_of(double x)
{
    return (lanes){x, x, x, x, x, x, x, x};
}

INLINE lanes pick(masks m, lanes a, lanes b)
{
    return (lanes)((m & (masks)a) | (~m & (masks)b));
}

INLINE lanes size_of(lanes a)
{
    return (lanes)((masks)a & INT64_MAX);
}

/* a where it is more than nothing, else 0. */
INLINE lanes at_least_none(lanes a)
{
    return (lanes)((a > 0) & (masks)a);
}

/* In each lane the number in the row that `row` names for it. */
INLINE lanes look(const lanes *table, const int32_t *row)
{
    return (lanes){table[row[0]][0], table[row[1]][1], table[row[2]][2], table[row[3]][3],
                   table[row[4]][4], table[row[5]][5], table[row[6]][6], table[row[7]][7]};
}

/* x = 2^e m, m in [sqrt(1/2), sqrt(2)), for 0 < x; about 2^-1023 for 0. */
INLINE lanes split_power(lanes x, lanes *m)
{
    const masks bits = (masks)x,
                shifted = bits - INT64_C(0x3FE6A09E667F3BCD); /* exponent counts from sqrt(1/2) */
    const masks e = shifted >> 52;
    *m = (lanes)(bits - (e << 52));
    return __builtin_convertvector(e, lanes);
}

/* e log 2 + log m; s = (m - 1)/(m + 1); the series of the inverse hyperbolic tangent. */
INLINE lanes log_series(lanes e, lanes s)
{
    const lanes z = s * s, z2 = z * z, z4 = z2 * z2;
    const lanes low = (2. / 3 + z * (2. / 5)) + z2 * (2. / 7 + z * (2. / 9)),
                high = (2. / 11 + z * (2. / 13)) + z2 * (2. / 15 + z * (2. / 17));
    return e * 0x1.62e42fefa39efp-1 + (2 * s + s * z * (low + z4 * (high + z4 * (2. / 19))));
}

INLINE lanes log_of(lanes x)
{
    lanes m;
    const lanes e = split_power(x, &m);
    return log_series(e, (m - 1) / (m + 1));
}

/* Both logarithms with one division, the dearest operation there is. */
INLINE void log_of_two(lanes x, lanes y, lanes *log_x, lanes *log_y)
{
    lanes mx, my;
    const lanes ex = split_power(x, &mx), ey = split_power(y, &my), by = 1 / ((mx + 1) * (my + 1));
    *log_x = log_series(ex, (mx - 1) * ((my + 1) * by));
    *log_y = log_series(ey, (my - 1) * ((mx + 1) * by));
}

/* exp y for y <= 2; nothing below -700. y = k log 2 + r, |r| <= log(2)/2, and the series of exp. */
INLINE lanes exp_of(lanes y)
{
    y = pick(y < -700, all_of(-700), y);
    const lanes magic = all_of(0x1.8p52), shifted = y * 0x1.71547652b82fep0 + magic, k = shifted - magic;
    const lanes r = (y - k * 0x1.62e42fefa3800p-1) - k * 0x1.ef35793c76730p-45, r2 = r * r, r4 = r2 * r2;
    const lanes low = (1 + r) + r2 * (1. / 2 + r * (1. / 6)),
                middle = (1. / 24 + r * (1. / 120)) + r2 * (1. / 720 + r * (1. / 5040)),
                high = (1. / 40320 + r * (1. / 362880)) + r2 * (1. / 3628800 + r * (1. / 39916800));
    const lanes p = low + r4 * (middle + r4 * (high + r4 * (1. / 479001600)));
    return (lanes)((masks)p + (((masks)shifted - (masks)magic) << 52));
}

INLINE lanes power_of(lanes x, lanes r)
{
    return exp_of(r * log_of(x));
}

#endif
