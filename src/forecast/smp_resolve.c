/* Bargains of the SMP model: where two actors meet, and which of its bargains each actor ends up with.
 *
 * On each issue, with w = s p (s1p1) or (s p)^2 (s2p2), m = 1e-6, rounded to 4 decimals:
 *   b_i = ((w_i + m) x_i + w_j x_j) / (w_i + m + w_j),   b_j = (w_i x_i + (w_j + m) x_j) / (w_i + m + w_j)
 * s2pmax, not rounded: only who has the smaller chance gives way, by g = p_j - p_i:
 *   b_i = x_i + g s_j^2 / (g s_j^2 + m + (1 - g) s_i^2) (x_j - x_i).
 * Actor k chooses among the status quo and the bargains it is party to, in the order in which initiators make them; all
 * vote with weight c by the mean utility over actors' positions if that bargain alone came true.
 */
#include "base/philox.h"
#include "forecast/smp.h"

enum { PURPOSE = 0x534D50 };

static double rounded(double y)
{
    return (double)(int)(.5 + 1e4 * y) / 1e4;
}

static double give_way(double from, double to, double s_own, double s_other, double lead)
{
    const double g = lead > 0 ? lead : 0, pull = g * s_other * s_other;
    return from + pull / (pull + 1e-6 + (1 - g) * s_own * s_own) * (to - from);
}

void smp_meet(const smp *g, int i, int j, double p, double q, double *side_i, double *side_j)
{
    const size_t m = (size_t)g->m;
    for (size_t k = 0; k < m; k++) {
        const double xi = g->x[(size_t)i * m + k], xj = g->x[(size_t)j * m + k], si = g->s[(size_t)i * m + k],
                     sj = g->s[(size_t)j * m + k];
        if (g->rules.weights == SMP_S2PMAX) {
            side_i[k] = give_way(xi, xj, si, sj, q - p);
            side_j[k] = give_way(xj, xi, sj, si, p - q);
            continue;
        }
        const bool squared = g->rules.weights == SMP_S2P2;
        const double wi = squared ? si * si * p * p : si * p, wj = squared ? sj * sj * q * q : sj * q,
                     all = wi + 1e-6 + wj;
        side_i[k] = rounded(((wi + 1e-6) * xi + wj * xj) / all);
        side_j[k] = rounded((wi * xi + (wj + 1e-6) * xj) / all);
    }
}

/* What each deal is worth to each actor, by row 1 + deal; row 0: nobody moves. Sums run over positions in order. */
static void appraise(smp *g)
{
    const size_t n = (size_t)g->n, m = (size_t)g->m;
    for (int d = -1; d < g->deals && !smp_stopped(g, 1, d + 1, g->deals + 1); d++) {
        double *const worth = g->worth + (size_t)(d + 1) * n;
        const smp_deal deal = d < 0 ? (smp_deal){-1, -1} : g->deal[d];
        const double *const side = g->side + (size_t)(d < 0 ? 0 : d) * 2 * m;
        for (size_t k = 0; k < n; k++) {
            worth[k] = 0;
        }
        for (int a = 0; a < g->n; a++) {
            const double *const own = g->own + (size_t)a * n;
            if (a != deal.initiator && a != deal.receiver) {
                for (size_t k = 0; k < n; k++) {
                    worth[k] += own[k];
                }
                continue;
            }
            const double *const place = a == deal.initiator ? side : side + m;
            for (size_t k = 0; k < n; k++) {
                worth[k] += smp_utility(smp_distance(g->m, g->s + k * m, g->x + k * m, place), g->risk[k]);
            }
        }
        for (size_t k = 0; k < n; k++) {
            worth[k] /= g->n;
        }
    }
}

/* The options of actor k in order, as rows of `worth`. */
static int options_of(const smp *g, int k, int *row)
{
    int count = 0, d = 0;
    for (; d < g->deals && g->deal[d].initiator < k; d++) {
        if (g->deal[d].receiver == k) {
            row[count++] = d + 1;
        }
    }
    row[count++] = 0;
    for (; d < g->deals; d++) {
        if (g->deal[d].initiator == k || g->deal[d].receiver == k) {
            row[count++] = d + 1;
        }
    }
    return count;
}

static int most_likely(const double *odds, int count)
{
    int best = 0;
    for (int k = 1; k < count; k++) {
        best = odds[k] > odds[best] ? k : best;
    }
    return best;
}

static int drawn(const double *odds, int count, double u)
{
    double sum = odds[0];
    int k = 0;
    while (k < count - 1 && sum <= u) {
        sum += odds[++k];
    }
    return k;
}

void smp_resolve(smp *g, uint64_t seed, uint64_t run, int turn, int *chosen)
{
    const size_t m = (size_t)g->m;
    appraise(g);
    for (int k = 0; k < g->n && !smp_stopped(g, 2, k, g->n); k++) {
        const int count = options_of(g, k, g->row);
        int option = 0;
        if (count > 1) {
            smp_odds(g, g->worth, g->row, count);
            option = most_likely(g->odds, count);
        }
        if (count > 1 && g->rules.stochastic) {
            cbgi_stream random;
            cbgi_stream_init(&random, seed ^ run >> 32, PURPOSE, (uint32_t)run, (uint16_t)k, (uint16_t)turn);
            option = drawn(g->odds, count, cbgi_stream_unit(&random));
        }
        chosen[k] = g->row[option] - 1;
        const double *place = g->x + (size_t)k * m;
        if (chosen[k] >= 0) {
            place = g->side + (size_t)chosen[k] * 2 * m + (g->deal[chosen[k]].initiator == k ? 0 : m);
        }
        for (size_t i = 0; i < m; i++) {
            g->next[(size_t)k * m + i] = place[i];
        }
    }
}
