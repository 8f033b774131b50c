/* Challenges of the SMP model: the chance that i prevails over j when third parties weigh in, and whom i challenges.
 *
 * As observer h sees it, A and B start at 1e-10 and take the votes of the two by weight S c. A third party k that prefers
 * one side would bring its weight: pi = (A0 + max(v, 0)) / (A0 + max(v, 0) + B0 + max(-v, 0)). It compares
 *   e1 = pi X1 + (1 - pi) X2 (with i)   and   e2 = pi X3 + (1 - pi) X4 (with j)
 * where semi: X1 = 2u_ki + u_kk, X2 = 3u_kj, X3 = 3u_ki, X4 = 2u_kj + u_kk, and votes by the difference. phi = A / (A + B).
 *
 * Mended, third parties: pi is the chance with k on i's side in e1, on j's side in e2; else joining changes nothing
 * and none and full commitment count nobody: none X1 = X3 = 2u_ki + u_kk, X2 = X4 = 2u_kj + u_kk; full X1 = X3 = 3u_ki, X2 = X4 = 3u_kj.
 * Mended, own side: who would vote against the side it prefers (even its own position) stays out.
 */
#include "forecast/smp.h"

typedef struct sides {
    double a, b; /* strengths of the two principals */
} sides;

/* What one third party brings: positive for i, negative for j. ui, uj: what their positions are worth to it (its own: 1). */
static inline __attribute__((always_inline)) double third(int rule, const smp_rules *r, double w, double ui,
                                                          double uj, sides s)
{
    const double v = smp_vote(rule, w, ui - uj), strength = v > 0 ? v : -v;
    const double a = s.a + (v > 0 ? v : 0), b = s.b + (v > 0 ? 0 : -v);
    const bool mend = (r->mended & SMP_MEND_THIRD_PARTIES) != 0;
    const double pi = mend ? (s.a + strength) / (s.a + strength + s.b) : a / (a + b);
    const double pj = mend ? s.a / (s.a + (s.b + strength)) : pi;
    double x1, x2, x3, x4;
    if (r->commit == SMP_COMMIT_SEMI) {
        x1 = 2 * ui + 1, x2 = 3 * uj, x3 = 3 * ui, x4 = 2 * uj + 1;
    } else if (r->commit == SMP_COMMIT_NONE) {
        x1 = x3 = 2 * ui + 1, x2 = x4 = 2 * uj + 1;
    } else {
        x1 = x3 = 3 * ui, x2 = x4 = 3 * uj;
    }
    const double e1 = pi * x1 + (1 - pi) * x2, e2 = pj * x3 + (1 - pj) * x4;
    const double t = smp_vote(rule, w, e1 - e2);
    const bool against = (t > 0 && v < 0) || (t < 0 && v > 0) || v == 0;
    return (r->mended & SMP_MEND_OWN_SIDE) != 0 && against ? 0 : t;
}

static inline __attribute__((always_inline)) double victory(int rule, const smp *g, const double *u, int i,
                                                            int j)
{
    const size_t n = (size_t)g->n;
    const double *const ui = u + (size_t)i * n, *const uj = u + (size_t)j * n;
    sides s = {1e-10, 1e-10};
    const double vi = smp_vote(rule, g->w[i], ui[i] - uj[i]), vj = smp_vote(rule, g->w[j], ui[j] - uj[j]);
    s.a += vi > 0 ? vi : 0, s.b -= vi > 0 ? 0 : vi;
    s.a += vj > 0 ? vj : 0, s.b -= vj > 0 ? 0 : vj;
    double *const brought = g->tally;
    const smp_rules r = g->rules;
    for (size_t k = 0; k < n; k++) { /* side by side: nothing is summed yet */
        brought[k] = third(rule, &r, g->w[k], ui[k], uj[k], s);
    }
    brought[i] = brought[j] = 0;
    for (size_t k = 0; k < n; k++) {
        s.a += brought[k] > 0 ? brought[k] : 0;
        s.b -= brought[k] > 0 ? 0 : brought[k];
    }
    return s.a / (s.a + s.b);
}

double smp_victory(const smp *g, const double *u, int i, int j)
{
    switch (g->rules.vote) { /* a loop for each rule */
    case SMP_VOTE_BINARY: return victory(SMP_VOTE_BINARY, g, u, i, j);
    case SMP_VOTE_PROP_BIN: return victory(SMP_VOTE_PROP_BIN, g, u, i, j);
    case SMP_VOTE_PROP: return victory(SMP_VOTE_PROP, g, u, i, j);
    case SMP_VOTE_PROP_CUBIC: return victory(SMP_VOTE_PROP_CUBIC, g, u, i, j);
    case SMP_VOTE_CUBIC: return victory(SMP_VOTE_CUBIC, g, u, i, j);
    default: return victory(SMP_VOTE_PROSPECT, g, u, i, j);
    }
}

double smp_gain(const smp *g, const double *u, int i, int j, double chance)
{
    const size_t n = (size_t)g->n;
    const double at_i = u[(size_t)i * n + (size_t)i], at_j = u[(size_t)j * n + (size_t)i], s = g->sum[j];
    return (1 - s) * 2 * at_i + s * (chance * 2 * at_i + (1 - chance) * 2 * at_j) - (at_i + at_j);
}

/* Whom i challenges, as it sees things itself; -1: nobody. */
static int target(const smp *g, int i, double *chance)
{
    const size_t n = (size_t)g->n;
    double best = 1e-5;
    int at = -1;
    for (int j = 0; j < g->n; j++) {
        /* A certain victory gains u_ii - u_ij: when that is too little the chance need not be known. */
        if (j == i || 1 - g->u[(size_t)j * n + (size_t)i] < best - 1e-12) {
            continue;
        }
        const double p = smp_victory(g, g->u, i, j), gain = smp_gain(g, g->u, i, j, p);
        if (gain > best) {
            best = gain;
            at = j;
            *chance = p;
        }
    }
    return at;
}

static void add_deal(smp *g, int i, int j, double p, double q)
{
    double *const side = g->side + (size_t)g->deals * 2 * (size_t)g->m;
    g->deal[g->deals++] = (smp_deal){i, j};
    smp_meet(g, i, j, p, q, side, side + g->m);
}

/* The receiver's idea of the same bargain. The published program takes what the challenge changes for i where the chance
 * is meant. */
static void answer(smp *g, int i, int j)
{
    smp_see(g, j);
    const double chance = smp_victory(g, g->u, i, j);
    const double p = (g->rules.mended & SMP_MEND_RECEIVER) != 0 ? chance : smp_gain(g, g->u, i, j, chance);
    add_deal(g, i, j, p, 1 - p);
}

/* Draws the last two deals together by weight; the published program gives both sides the capability of i. */
static void compromise(smp *g, int i, int j)
{
    const size_t wide = 2 * (size_t)g->m;
    const bool mend = (g->rules.mended & SMP_MEND_RECEIVER) != 0;
    const double wi = mend ? g->w[i] : g->sum[i], wj = mend ? g->w[j] : g->sum[j];
    g->deals--;
    double *const second = g->side + (size_t)g->deals * wide, *const first = second - wide;
    for (size_t k = 0; k < wide; k++) {
        first[k] = wi + wj > 0 ? (wi * first[k] + wj * second[k]) / (wi + wj) : first[k];
    }
}

void smp_propose(smp *g)
{
    g->deals = 0;
    for (int i = 0; i < g->n && !smp_stopped(g, 0, i, g->n); i++) {
        double chance = 0;
        smp_see(g, i);
        const int j = target(g, i, &chance);
        if (j < 0) {
            continue;
        }
        add_deal(g, i, j, chance, 1 - chance);
        if (g->rules.bargain != SMP_INITIATOR) {
            answer(g, i, j);
        }
        if (g->rules.bargain == SMP_COMPROMISE) {
            compromise(g, i, j);
        }
    }
}
