/* One step of the challenge model in all lanes, compiled once per instruction set: the including file defines KERNEL(name).
 *
 * Formulas stand in challenge.c. With A_ka = w_k (|x_k - x_a| / D)^r_k, S_a = sum_k A_ka and L_ab = sum_k |A_ka - A_kb| the votes
 * for a over b are (L_ab + S_b - S_a) / 2, so that the n^3 part is a sum of absolute differences. Utilities of the
 * observer share the positive factor 4 * 2^-r, which no comparison and no ratio sees: left out, 2 - 4 (.5 - .5 d)^r is -(1 - d)^r.
 * Without a factor, a = o_i - u - f_ij (v - u) and b = o_j - u - f_ji (v - u), u = (1 - d)^r, v = (1 + d)^r, f_ij = s_j (1 - P_ij).
 * log and exp are good to some 1e-15, enough after a vote is counted. 1 - d is (D - |x_i - x_j|) / D: of the two ends it is then
 * exactly 0, of which a power below 1 would make much (a last bit left over comes out as 1e-8).
 */
#include <stdint.h>
#include <string.h>

#include "forecast/challenge.h"

/* Vectors go between inlined functions only, so how they are passed does not matter. */
#pragma GCC diagnostic ignored "-Wpsabi"

typedef challenge_lanes lanes;
typedef int64_t masks __attribute__((vector_size(8 * CHALLENGE_LANES)));

#if defined(__AVX512F__)
#define TILE 4
#else
#define TILE 2
#endif

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

/* log x for 0 < x; about -709 for 0. x = 2^e m, m in [sqrt(1/2), sqrt(2)); s = (m - 1)/(m + 1); the series of the
 * inverse hyperbolic tangent. */
INLINE lanes log_of(lanes x)
{
    const masks bits = (masks)x,
                shifted = bits - INT64_C(0x3FE6A09E667F3BCD); /* exponent counts from sqrt(1/2) */
    const masks e = shifted >> 52;
    const lanes m = (lanes)(bits - (e << 52));
    const lanes s = (m - 1) / (m + 1), z = s * s, z2 = z * z, z4 = z2 * z2;
    const lanes low = (2. / 3 + z * (2. / 5)) + z2 * (2. / 7 + z * (2. / 9)),
                high = (2. / 11 + z * (2. / 13)) + z2 * (2. / 15 + z * (2. / 17));
    return __builtin_convertvector(e, lanes) * 0x1.62e42fefa39efp-1 +
           (2 * s + s * z * (low + z4 * (high + z4 * (2. / 19))));
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

/* L for a tile of TILE x TILE pairs of positions. */
INLINE void tile_apart(challenge *g, int a, int b)
{
    const size_t n = (size_t)g->n, wide = (size_t)g->padded;
    lanes sum[TILE][TILE];
    const lanes *const at = g->part + (size_t)a * n, *const to = g->part + (size_t)b * n;
    memset(sum, 0, sizeof sum);
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < TILE; i++) {
            for (size_t j = 0; j < TILE; j++) {
                sum[i][j] += size_of(at[i * n + k] - to[j * n + k]);
            }
        }
    }
    for (size_t i = 0; i < TILE; i++) {
        for (size_t j = 0; j < TILE; j++) {
            g->apart[((size_t)a + i) * wide + (size_t)b + j] = sum[i][j];
        }
    }
}

/* S and L from A; L above the diagonal only, and the sum of all of it twice: over ordered pairs. */
INLINE lanes measure(challenge *g)
{
    const size_t n = (size_t)g->n, wide = (size_t)g->padded;
    for (size_t a = 0; a < n; a++) {
        lanes sum = all_of(0);
        for (size_t k = 0; k < n; k++) {
            sum += g->part[a * n + k];
        }
        g->sum[a] = sum;
    }
    for (int a = 0; a < g->padded; a += TILE) {
        for (int b = a; b < g->padded; b += TILE) {
            tile_apart(g, a, b);
        }
    }
    lanes all = all_of(0);
    for (size_t a = 0; a < n; a++) {
        for (size_t b = a + 1; b < n; b++) {
            all += g->apart[a * wide + b];
        }
    }
    return 2 * all;
}

/* f_ij = s_j (1 - P_ij) and f_ji for i < j; `all` is the replica's denominator. */
INLINE void doubts(const challenge *g, size_t i, size_t j, lanes all, lanes *f_ij, lanes *f_ji)
{
    const lanes apart = g->apart[i * (size_t)g->padded + j], lean = g->sum[j] - g->sum[i],
                against = (g->mended & CHALLENGE_MEND_CHANCE) != 0 ? apart : all, none = all_of(0);
    const lanes by = .5 / against;
    const masks known = against > none;
    const lanes p_ij = pick(known, (apart + lean) * by, none), p_ji = pick(known, (apart - lean) * by, none);
    *f_ij = g->s[j] * (1 - p_ij);
    *f_ji = g->s[i] * (1 - p_ji);
}

/* 1 - |x_i - x_j| / D. */
INLINE lanes nearness(const challenge *g, size_t i, size_t j)
{
    const lanes left = g->range - size_of(g->x[i] - g->x[j]);
    return pick(left > 0, left, all_of(0)) * g->by_range;
}

/* What i expects when it does not challenge j, without the common factor: 1 when q is 1. d: from i to j, over D. */
INLINE lanes otherwise(const challenge *g, size_t i, size_t j, lanes r)
{
    if (g->q == 1) {
        return all_of(1);
    }
    const lanes half = (size_of(g->x[i] - g->median) + size_of(g->x[i] - g->x[j])) * .5, left = g->range - half;
    const lanes better = pick(left > 0, left, all_of(0)) * g->by_range;
    return g->q + (1 - g->q) * (g->t * power_of(better, r) + (1 - g->t) * power_of(1 + half * g->by_range, r));
}

/* Attitudes to risk: how little support i could have, and has, when all see things plainly (r = 1). */
INLINE void attitudes(challenge *g)
{
    const size_t n = (size_t)g->n;
    for (size_t a = 0; a < n; a++) {
        for (size_t k = 0; k < n; k++) {
            g->part[a * n + k] = g->w[k] * (size_of(g->x[k] - g->x[a]) * g->by_range);
        }
        g->gain[a] = all_of(0);
    }
    const lanes all = measure(g), one = all_of(1);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            const lanes d = size_of(g->x[i] - g->x[j]) * g->by_range;
            lanes f_ij, f_ji;
            doubts(g, i, j, all, &f_ij, &f_ji);
            g->gain[j] += 2 * (otherwise(g, i, j, one) - (1 - d) - f_ij * (2 * d));
            g->gain[i] += 2 * (otherwise(g, j, i, one) - (1 - d) - f_ji * (2 * d));
        }
    }
    lanes least = g->gain[0], most = g->gain[0];
    for (size_t i = 1; i < n; i++) {
        least = pick(g->gain[i] < least, g->gain[i], least);
        most = pick(g->gain[i] > most, g->gain[i], most);
    }
    const lanes span = most - least;
    for (size_t i = 0; i < n; i++) {
        const lanes r = pick(span > 0, (2 * g->gain[i] - most - least) / span, all_of(0));
        g->risk[i] = (1 - r / 3) / (1 + r / 3);
    }
}

/* Lays the offer of `from` before i where `where` says so: a and b as i sees them. The first best stays. */
INLINE void offer(challenge *g, size_t i, size_t from, masks where, lanes a, lanes b)
{
    const lanes none = all_of(0), gap = g->x[from] - g->x[i], far = size_of(gap), size = size_of(a);
    const masks wins = where & (b > none) & (far > none), fights = wins & (a > none) & (b > a),
                meets = wins & (a < none) & (b > size),
                yields = (g->mended & CHALLENGE_MEND_CAPITULATION) != 0 ? wins & (a < none) & (b <= size)
                                                                        : (masks)none;
    const lanes part = size / pick(wins, b, all_of(1)), move = gap * part;
    const lanes met = (g->mended & CHALLENGE_MEND_CHOICE) != 0
                          ? size_of(move)
                          : (size * g->x[i] + b * g->x[from]) / pick(wins, size + b, all_of(1));
    const lanes kind = pick(fights, all_of(CHALLENGE_CONFRONTS),
                            pick(meets, all_of(CHALLENGE_COMPROMISES), all_of(CHALLENGE_CAPITULATES)));
    const lanes key = pick(meets, met, far), to = pick(meets, g->x[i] + move, g->x[from]);
    const masks better = (fights | meets | yields) &
                         ((kind < g->best_kind[i]) | ((kind == g->best_kind[i]) & (key < g->best_key[i])));
    g->best_kind[i] = pick(better, kind, g->best_kind[i]);
    g->best_key[i] = pick(better, key, g->best_key[i]);
    g->best_to[i] = pick(better, to, g->best_to[i]);
    g->best_from[i] = pick(better, all_of((double)from), g->best_from[i]);
}

/* Both directions of a pair. When q is 1, b > a exactly where f_ij > f_ji, so only one of the two can get an offer: one pair of
 * powers, at that one's risk, serves both. */
INLINE void meet(challenge *g, size_t i, size_t j, lanes all)
{
    const lanes d = size_of(g->x[i] - g->x[j]) * g->by_range, below = log_of(nearness(g, i, j)), above = log_of(1 + d);
    lanes f_ij, f_ji;
    doubts(g, i, j, all, &f_ij, &f_ji);
    const masks to_i = f_ij > f_ji, everywhere = all_of(0) == all_of(0);
    const lanes r = pick(to_i, g->risk[i], g->risk[j]), u = exp_of(r * below), v = exp_of(r * above);
    if (g->q == 1) {
        const lanes own = pick(to_i, f_ij, f_ji), other = pick(to_i, f_ji, f_ij);
        const lanes a = 1 - u - own * (v - u), b = 1 - u - other * (v - u);
        offer(g, i, j, to_i, a, b);
        offer(g, j, i, ~to_i, a, b);
        return;
    }
    for (int side = 0; side < 2; side++) {
        const size_t to = side == 0 ? i : j, from = side == 0 ? j : i;
        const lanes own = g->risk[to], f = side == 0 ? f_ij : f_ji, f_back = side == 0 ? f_ji : f_ij;
        const lanes low = exp_of(own * below), wide = exp_of(own * above) - low;
        offer(g, to, from, everywhere, otherwise(g, to, from, own) - low - f * wide,
              otherwise(g, from, to, own) - low - f_back * wide);
    }
}

static void KERNEL(median)(challenge *g)
{
    lanes least = all_of(0);
    masks found = (masks)least;
    for (int a = 0; a < g->n; a++) {
        lanes below = all_of(0);
        for (int k = 0; k < g->n; k++) {
            below += (lanes)((g->x[k] <= g->x[a]) & (masks)g->w[k]);
        }
        const masks counts = (below >= g->least_weight) & (~found | (g->x[a] < least));
        least = pick(counts, g->x[a], least);
        found |= counts;
    }
    g->median = least;
}

static void KERNEL(step)(challenge *g)
{
    const size_t n = (size_t)g->n;
    attitudes(g);
    for (size_t a = 0; a < n; a++) {
        for (size_t k = a; k < n; k++) {
            const lanes far = log_of(size_of(g->x[k] - g->x[a]) * g->by_range);
            g->part[a * n + k] = g->w[k] * exp_of(g->risk[k] * far);
            g->part[k * n + a] = g->w[a] * exp_of(g->risk[a] * far);
        }
        g->best_kind[a] = all_of(CHALLENGE_STAYS);
        g->best_key[a] = all_of(0);
        g->best_to[a] = g->x[a];
        g->best_from[a] = all_of((double)a);
    }
    const lanes all = measure(g);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            meet(g, i, j, all);
        }
    }
    memcpy(g->x, g->best_to, n * sizeof *g->x);
}
