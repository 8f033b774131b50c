/* Eight numbers at a time, for the challenge kernel: choices, logarithms and powers, from + - * / alone, so that they are the same bits
 * on every instruction set. They are good to some 1e-15, powers of numbers from 2^-500 to 2. */
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

/* log2 x for 0 < x; -500 for 0. x = 2^e m, m in [sqrt(1/2), sqrt(2)); s = (m - 1)/(m + 1); log2 m = s (2 / log 2 + z q(z)), z = s^2, q
 * through the values at the seven nodes of Chebyshev. */
INLINE lanes log2_of(lanes x)
{
    const masks bits = (masks)(x + 0x1p-500),
                shifted = bits - INT64_C(0x3FE6A09E667F3BCD); /* exponent counts from sqrt(1/2) */
    const masks e = shifted >> 52;
    const lanes m = (lanes)(bits - (e << 52));
    const lanes s = (m - 1) / (m + 1), z = s * s, z2 = z * z;
    const lanes low = (0x1.ec709dc3a0401p-1 + z * 0x1.2776c50ef68fbp-1) +
                      z2 * (0x1.a61762b532f39p-2 + z * 0x1.484b091bb27dcp-2),
                high = (0x1.0c9e9175ecd73p-2 + z * 0x1.c4ff418a4c6edp-3) + z2 * 0x1.afdd06f96939dp-3;
    return __builtin_convertvector(e, lanes) + s * (0x1.71547652b82fep+1 + z * (low + z2 * z2 * high));
}

/* 2^y for -1022 < y < 1023. y = k + f, |f| <= 1/2; 2^f = 1 + f q(f), q through the values at the ten nodes of Chebyshev. */
INLINE lanes exp2_of(lanes y)
{
    const lanes magic = all_of(0x1.8p52), shifted = y + magic, f = y - (shifted - magic);
    const lanes f2 = f * f, f4 = f2 * f2;
    const lanes low = (0x1.62e42fefa39f7p-1 + f * 0x1.ebfbdff82c590p-3) +
                      f2 * (0x1.c6b08d7044119p-5 + f * 0x1.3b2ab6fba385fp-7),
                high = (0x1.5d87fe908f88ap-10 + f * 0x1.4309130378460p-13) +
                       f2 * (0x1.ffcb76789860fp-17 + f * 0x1.62bfe46117445p-20),
                top = 0x1.b6571de2f2351p-24 + f * 0x1.e5e9f548e5725p-28;
    const lanes p = 1 + f * (low + f4 * (high + f4 * top));
    return (lanes)((masks)p + (((masks)shifted - (masks)magic) << 52));
}

INLINE lanes power_of(lanes x, lanes r)
{
    return exp2_of(r * log2_of(x));
}

#endif
