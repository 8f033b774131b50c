/* One step of the challenge model in all lanes, compiled once per instruction set: the including file defines KERNEL(name).
 *
 * Formulas stand in challenge.c. Voter k prefers position x_i to x_j exactly when x_k is on the side of x_i of their middle, whatever
 * r_k is. So with actors in order of position, A_ka = w_k (|x_k - x_a| / D)^r_k and C_a(t) = sum_{k <= t} A_ka, the votes for i over j > i
 * are C_j(t) - C_i(t), t the last actor before the middle, and those for j over i are more by S_i - S_j, S = C(n): two look-ups a
 * pair instead of a sum. Who stands in the very middle votes for neither, so that it does not matter on which side it is counted.
 * With r = 1 even C is a closed form: C_a(t) less a part common to all a is sum_{k <= t} w_k times a distance.
 * Utilities of the observer share the positive factor 4 * 2^-r, which no comparison and no ratio sees: left out, 2 - 4 (.5 - .5 d)^r is
 * -(1 - d)^r. Without a factor, a = o_i - u - f_ij (v - u) and b = o_j - u - f_ji (v - u), u = (1 - d)^r, v = (1 + d)^r,
 * f_ij = s_j (1 - P_ij). 1 - d is (D - |x_i - x_j|) / D: of the two ends it is then exactly 0, of which a power below 1 would make much
 * (a last bit left over comes out as 1e-8). Votes are known to some CLOSE of all weight: what that cannot tell apart is equal, so that
 * rounding decides nothing between mirror images.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "forecast/challenge_lanes.h"

#define CLOSE 1e-14
#define ROUNDING 4e-16 /* of f */

/* Actors of each lane in order of position, then of number; and the weighted median, the first to have half of all weight with those
 * before it. */
static void KERNEL(rank)(challenge *g)
{
    const size_t n = (size_t)g->n;
    masks *const rank = g->rank; /* how many come before */
    memset(rank, 0, n * sizeof *rank);
    for (size_t i = 0; i < n; i++) {
        masks before = rank[i];
        for (size_t j = i + 1; j < n; j++) {
            const masks first = g->x[j] < g->x[i]; /* -1 where j comes first */
            before -= first;
            rank[j] += 1 + first;
        }
        rank[i] = before;
        g->actor[i] = all_of((double)i); /* a number even where overflow left positions that have no order */
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t lane = 0; lane < CHALLENGE_LANES; lane++) {
            const size_t to = (size_t)rank[i][lane];
            g->at[to][lane] = g->x[i][lane];
            g->care[to][lane] = g->s[i][lane];
            g->weight[to][lane] = g->w[i][lane];
            g->actor[to][lane] = (double)i;
        }
    }
    lanes below = all_of(0), median = below;
    masks found = (masks)below, even = found;
    for (size_t k = 0; k < n; k++) {
        below += g->weight[k];
        g->below[k] = below;
        g->twice[k] = 2 * g->at[k];
        const masks here = ~found & (below >= g->least_weight);
        median = pick(here, g->at[k], median);
        found |= here;
        even |= size_of(below - g->least_weight) <= 1e-9 * g->least_weight;
    }
    g->median = median;
    g->even = false;
    for (size_t lane = 0; lane < CHALLENGE_LANES; lane++) {
        g->even |= even[lane] != 0;
    }
}

/* For every j > i the last actor before the middle of i and j. It moves on with j, in each lane in its own steps: a pointer a lane would
 * have lanes wait for each other, so all between are compared, by the sign of a difference. */
INLINE void find_middles(const challenge *g, size_t i)
{
    enum { TILE = 4 };
    const size_t n = (size_t)g->n;
    for (size_t j = i + 1; j < n; j += TILE) {
        const size_t end = j + TILE < n ? j + TILE : n;
        lanes sum[TILE];
        masks last[TILE];
        for (size_t next = 0; next < TILE; next++) {
            sum[next] = g->at[i] + g->at[j + next < end ? j + next : end - 1];
            last[next] = (masks){0} + (int64_t)i;
        }
        for (size_t k = i + 1; k + 1 < end; k++) { /* none counts from j on: 2 x_j is no less than the sum */
            for (size_t next = 0; next < TILE; next++) {
                last[next] -= (masks)(g->twice[k] - sum[next]) >> 63;
            }
        }
        for (size_t next = 0; j + next < end; next++) {
            const rows low = __builtin_convertvector(last[next], rows);
            memcpy(g->middle + (i * n + j + next) * CHALLENGE_LANES, &low, sizeof low);
        }
    }
}

/* P_ij and P_ji are own and other times `by`; of no votes nobody has any. */
typedef struct chances {
    lanes own, other, by;
} chances;

/* Votes of i over j, and by how much those of j over i are more; `scale` is the replica's denominator. */
INLINE chances chances_of(const challenge *g, lanes votes, lanes lean, lanes scale)
{
    const lanes own = at_least_none(votes), other = at_least_none(votes + lean), sum = own + other;
    if ((g->mended & CHALLENGE_MEND_CHANCE) == 0) {
        return (chances){own, other, scale};
    }
    const masks known = sum > g->few;
    return (chances){own, other, (lanes)(known & (masks)(1 / pick(known, sum, all_of(1))))};
}

/* From the sum over pairs. */
INLINE lanes replica_scale(lanes all)
{
    const masks known = all > 0;
    return (lanes)(known & (masks)(.5 / pick(known, all, all_of(1))));
}

/* 1 - d of what is `gap` away. */
INLINE lanes nearness(const challenge *g, lanes gap)
{
    return at_least_none(g->range - gap) * g->by_range;
}

/* What who stands at x expects when it does not challenge who is `gap` away, without the common factor: 1 when q is 1. */
INLINE lanes otherwise(const challenge *g, lanes x, lanes gap, lanes r)
{
    if (g->q == 1) {
        return all_of(1);
    }
    const lanes half = (size_of(x - g->median) + gap) * .5;
    return g->q + (1 - g->q) * (g->t * power_of(nearness(g, half), r) +
                                (1 - g->t) * power_of(1 + half * g->by_range, r));
}

/* Distances from a to all others, weighed: those below, twice, into g->left; all into g->sum. */
INLINE void plain_sums(challenge *g)
{
    const size_t n = (size_t)g->n;
    lanes left = all_of(0), right = left, above = left;
    for (size_t k = 0; k < n; k++) {
        left += k > 0 ? 2 * (g->below[k - 1] * (g->at[k] - g->at[k - 1])) : all_of(0);
        g->left[k] = left;
    }
    for (size_t k = n; k-- > 0;) {
        right += k + 1 < n ? above * (g->at[k + 1] - g->at[k]) : all_of(0);
        above += g->weight[k];
        g->sum[k] = .5 * g->left[k] + right;
    }
}

/* Votes of i over all above when all see things plainly (r = 1), into g->own; returns the sum of votes of these pairs. */
INLINE lanes plain_votes(challenge *g, size_t i)
{
    const size_t n = (size_t)g->n;
    const lanes xi = g->at[i];
    lanes all = all_of(0);
    for (size_t j = i + 1; j < n; j++) {
        const int32_t *const t = g->middle + (i * n + j) * CHALLENGE_LANES;
        const lanes x = look(g->at, t),
                    votes = (look(g->left, t) - g->left[i]) + look(g->below, t) * ((g->at[j] - x) - (x - xi));
        g->own[j] = votes;
        all += votes + (votes + (g->sum[i] - g->sum[j]));
    }
    return all;
}

/* Over all i: what j then expects of being challenged, but for what salience and scale make of it. Returns the sum of votes of all
 * pairs. */
INLINE lanes hopes(challenge *g)
{
    const size_t n = (size_t)g->n;
    const lanes one = all_of(1);
    lanes all = all_of(0);
    for (size_t i = 0; i < n; i++) {
        find_middles(g, i);
        all += plain_votes(g, i);
        lanes far = g->far[i], won = g->won[i];
        for (size_t j = i + 1; j < n; j++) {
            const lanes d = (g->at[j] - g->at[i]) * g->by_range;
            const chances p = chances_of(g, g->own[j], g->sum[i] - g->sum[j], one);
            far += d, won += d * (p.other * p.by);
            g->far[j] += d, g->won[j] += d * (p.own * p.by);
        }
        g->far[i] = far, g->won[i] = won;
        for (size_t j = i + 1; j < n && g->q != 1; j++) {
            const lanes gap = g->at[j] - g->at[i];
            g->gain[i] += otherwise(g, g->at[j], gap, one) - 1;
            g->gain[j] += otherwise(g, g->at[i], gap, one) - 1;
        }
    }
    return all;
}

/* Attitudes to risk: how little support i could have, and has. */
INLINE void attitudes(challenge *g)
{
    const size_t n = (size_t)g->n;
    for (size_t k = 0; k < n; k++) {
        g->far[k] = g->won[k] = g->gain[k] = all_of(0);
    }
    plain_sums(g);
    g->few = CLOSE * g->below[n - 1] * (g->at[n - 1] - g->at[0]);
    const lanes all = hopes(g),
                scale = (g->mended & CHALLENGE_MEND_CHANCE) != 0 ? all_of(1) : replica_scale(all);
    lanes least = all_of(0), most = least;
    for (size_t i = 0; i < n; i++) {
        const lanes s = g->care[i],
                    gain = 2 * (g->gain[i] + (1 - 2 * s) * g->far[i] + 2 * s * (g->won[i] * scale));
        g->gain[i] = gain;
        least = pick(i == 0 ? gain == gain : gain < least, gain, least);
        most = pick(i == 0 ? gain == gain : gain > most, gain, most);
    }
    const lanes span = most - least;
    for (size_t i = 0; i < n; i++) {
        const lanes r = pick(span > CLOSE * (double)n, (2 * g->gain[i] - most - least) / span, all_of(0));
        g->bold[i] = (1 - r / 3) / (1 + r / 3);
    }
}

/* C, and votes of the lower over the higher of all pairs; the sum over pairs. */
INLINE lanes count_votes(challenge *g)
{
    const size_t n = (size_t)g->n;
    for (size_t a = 0; a < n; a++) {
        for (size_t k = a + 1; k < n; k++) {
            g->less[k] = log2_of((g->at[k] - g->at[a]) * g->by_range);
        }
        g->part[a * n + a] = all_of(0);
        for (size_t k = a + 1; k < n; k++) {
            g->part[a * n + k] = g->weight[k] * exp2_of(g->bold[k] * g->less[k]);
        }
        for (size_t k = a + 1; k < n; k++) {
            g->part[k * n + a] = g->weight[a] * exp2_of(g->bold[a] * g->less[k]);
        }
    }
    for (size_t a = 0; a < n; a++) {
        lanes sum = all_of(0);
        for (size_t k = 0; k < n; k++) {
            sum += g->part[a * n + k];
            g->part[a * n + k] = sum;
        }
        g->sum[a] = sum;
    }
    g->few = CLOSE * g->below[n - 1];
    lanes all = all_of(0);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            const int32_t *const t = g->middle + (i * n + j) * CHALLENGE_LANES;
            const lanes votes = look(g->part + j * n, t) - look(g->part + i * n, t);
            g->votes[i * n + j] = votes;
            all += votes + (votes + (g->sum[i] - g->sum[j]));
        }
    }
    return all;
}

/* What an offer is to the one who gets it: the less, the better. Kinds come first, then the move, or what the replica takes for
 * it less the receiver's own position, over D: within -1..1. More than NOTHING when there is no offer. */
enum { KINDS_APART = 4, NOTHING = 100 };

/* An offer of `goal` to who stands at `start`: a and b as the receiver sees them, known to `close`. `to` is where it leads. */
INLINE lanes judge(const challenge *g, lanes start, lanes goal, lanes a, lanes b, lanes close, lanes *to)
{
    const lanes size = size_of(a), gap = goal - start, far = size_of(gap) * g->by_range;
    const masks wins = (b > close) & (far > 0), fights = wins & (a > close) & (b - a > close),
                loses = wins & (a < -close), meets = loses & (b - size > close),
                yields = (g->mended & CHALLENGE_MEND_CAPITULATION) != 0 ? loses & ~meets : all_of(0) != 0;
    const bool least_move = (g->mended & CHALLENGE_MEND_CHOICE) != 0;
    const lanes under = least_move ? b : b * (size + b), by = 1 / pick(meets, under, all_of(1)),
                part = least_move ? size * by : size * (size + b) * by,
                met = least_move ? far * part : gap * g->by_range * (b * b * by);
    const lanes none = all_of(NOTHING + 1),
                lost = pick(yields, CHALLENGE_CAPITULATES * KINDS_APART + far, none);
    *to = pick(meets, start + gap * part, goal);
    return pick(fights, far, pick(meets, CHALLENGE_COMPROMISES * KINDS_APART + met, lost));
}

/* The first actor of the best stays. */
INLINE void lay_before(challenge_best *best, masks where, lanes score, lanes to, lanes from)
{
    const masks better = where & ((score < best->score) | ((score == best->score) & (from < best->from)));
    best->score = pick(better, score, best->score);
    best->to = pick(better, to, best->to);
    best->from = pick(better, from, best->from);
}

/* f_ij and f_ji, and how well they are known. */
typedef struct doubts {
    lanes ij, ji, close;
} doubts;

INLINE doubts doubts_of(const challenge *g, size_t i, size_t j, lanes scale)
{
    const chances p = chances_of(g, g->votes[i * (size_t)g->n + j], g->sum[i] - g->sum[j], scale);
    return (doubts){g->care[j] * (1 - p.own * p.by), g->care[i] * (1 - p.other * p.by), g->few * p.by};
}

/* Logarithms of 1 - d and 1 + d from i to all above. */
INLINE void find_logs(challenge *g, size_t i)
{
    for (size_t j = i + 1; j < (size_t)g->n; j++) {
        g->less[j] = log2_of(nearness(g, g->at[j] - g->at[i]));
    }
    for (size_t j = i + 1; j < (size_t)g->n; j++) {
        g->more[j] = log2_of(1 + (g->at[j] - g->at[i]) * g->by_range);
    }
}

/* Offers between i and all above when q is 1. Then b > a exactly where f_ij > f_ji, so only one of the two can get an offer: one
 * pair of powers, at that one's risk, serves both. */
INLINE void meet_plainly(challenge *g, size_t i, lanes scale)
{
    const size_t n = (size_t)g->n;
    for (size_t j = i + 1; j < n; j++) {
        const doubts f = doubts_of(g, i, j, scale);
        const masks to_i = f.ij > f.ji;
        g->to_lower[j] = to_i;
        g->own[j] = pick(to_i, f.ij, f.ji);
        g->other[j] = pick(to_i, f.ji, f.ij);
        g->close[j] = f.close;
        g->taker[j] = pick(to_i, g->bold[i], g->bold[j]);
    }
    for (size_t j = i + 1; j < n; j++) {
        g->less[j] = exp2_of(g->taker[j] * g->less[j]);
    }
    for (size_t j = i + 1; j < n; j++) {
        g->more[j] = exp2_of(g->taker[j] * g->more[j]);
    }
    for (size_t j = i + 1; j < n; j++) {
        const masks to_i = g->to_lower[j], clear = g->own[j] - g->other[j] > g->close[j] + ROUNDING;
        const lanes low = g->less[j], wide = g->more[j] - low, a = 1 - low - g->own[j] * wide,
                    b = pick(clear, 1 - low - g->other[j] * wide, all_of(0));
        g->offered[j] = judge(g, pick(to_i, g->at[i], g->at[j]), pick(to_i, g->at[j], g->at[i]), a, b,
                              g->close[j] * wide, &g->goal[j]);
    }
    challenge_best best = g->best[i];
    for (size_t j = i + 1; j < n; j++) {
        const masks to_i = g->to_lower[j];
        lay_before(&best, to_i, g->offered[j], g->goal[j], g->actor[j]);
        lay_before(&g->best[j], ~to_i, g->offered[j], g->goal[j], g->actor[i]);
    }
    g->best[i] = best;
}

/* The same for any q: each of two may get an offer from the other. */
INLINE void meet(challenge *g, size_t i, lanes scale)
{
    for (size_t j = i + 1; j < (size_t)g->n; j++) {
        const lanes gap = g->at[j] - g->at[i];
        const doubts f = doubts_of(g, i, j, scale);
        for (int side = 0; side < 2; side++) {
            const size_t own = side == 0 ? i : j, from = side == 0 ? j : i;
            const lanes r = g->bold[own], low = exp2_of(r * g->less[j]),
                        wide = exp2_of(r * g->more[j]) - low, f_own = side == 0 ? f.ij : f.ji,
                        f_from = side == 0 ? f.ji : f.ij;
            const lanes a = otherwise(g, g->at[own], gap, r) - low - f_own * wide,
                        b = otherwise(g, g->at[from], gap, r) - low - f_from * wide;
            lanes to;
            const lanes score = judge(g, g->at[own], g->at[from], a, b, f.close * wide, &to);
            lay_before(&g->best[own], gap == gap, score, to, g->actor[from]);
        }
    }
}

/* Every actor takes its best offer. */
INLINE void accept(challenge *g)
{
    const size_t n = (size_t)g->n;
    for (size_t k = 0; k < n; k++) {
        for (size_t lane = 0; lane < CHALLENGE_LANES; lane++) {
            const size_t i = (size_t)g->actor[k][lane];
            const double score = g->best[k].score[lane];
            g->risk[i][lane] = g->bold[k][lane];
            g->best_kind[i][lane] = score < NOTHING ? floor((score + 1) / KINDS_APART) : CHALLENGE_STAYS;
            g->best_from[i][lane] = g->best[k].from[lane];
            g->x[i][lane] = g->best[k].to[lane];
        }
    }
}

/* After KERNEL(rank). */
static void KERNEL(step)(challenge *g)
{
    const size_t n = (size_t)g->n;
    attitudes(g);
    const lanes scale = replica_scale(count_votes(g));
    for (size_t i = 0; i < n; i++) {
        g->best[i] = (challenge_best){all_of(NOTHING), g->at[i], g->actor[i]};
    }
    for (size_t i = 0; i < n; i++) {
        find_logs(g, i);
        if (g->q == 1) {
            meet_plainly(g, i, scale);
        } else {
            meet(g, i, scale);
        }
    }
    accept(g);
}
