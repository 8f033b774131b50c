/* What actors of the SMP model see: distances, utilities, chances of positions and attitudes to risk.
 *
 *   d_ij = sqrt(sum_k (s_ik (x_ik - x_jk))^2 / sum_k s_ik^2),   U(d, R) = (1 - d)(1 + d R), beyond 1 (1 - d)(1 + R)
 *   R from the chances at R = 0: min (p - pmin)/(pmax - pmin), mid (3p - pmax - 2pmin)/(2(pmax - pmin)),
 *   max (2p - pmax - pmin)/(pmax - pmin)
 * Departures: R = 0 when all chances are equal, and d = 0 for who cares about nothing (the published program divides by 0).
 */
#include <math.h>

#include "forecast/smp.h"

/* Positions as near as this count as one where chances are shown. */
#define SAME_PLACE 1e-3

double smp_distance(int m, const double *s, const double *a, const double *b)
{
    double sum = 0, all = 0;
    for (int k = 0; k < m; k++) {
        const double t = s[k] * (a[k] - b[k]);
        sum += t * t;
        all += s[k] * s[k];
    }
    return all > 0 ? sqrt(sum / all) : 0;
}

double smp_estimate(int adjust, double own, double other)
{
    switch (adjust) {
    case SMP_NONE: return own;
    case SMP_THIRD: return (2 * own + other) / 3;
    case SMP_HALF: return (own + other) / 2;
    case SMP_TWO_THIRDS: return (own + 2 * other) / 3;
    default: return other;
    }
}

static void measure(smp *g)
{
    const size_t n = (size_t)g->n, m = (size_t)g->m;
    for (size_t j = 0; j < n && !cbgi_forecast_stopped(g->pulse); j++) {
        for (size_t i = 0; i < n; i++) {
            g->away[j * n + i] = smp_distance(g->m, g->s + i * m, g->x + i * m, g->x + j * m);
        }
    }
}

static void attitudes(smp *g)
{
    double least = g->chance[0], most = g->chance[0];
    for (int i = 1; i < g->n; i++) {
        least = g->chance[i] < least ? g->chance[i] : least;
        most = g->chance[i] > most ? g->chance[i] : most;
    }
    for (int i = 0; i < g->n; i++) {
        const double p = g->chance[i];
        if (most == least) {
            g->risk[i] = 0;
        } else if (g->rules.range == SMP_MIN) {
            g->risk[i] = (p - least) / (most - least);
        } else if (g->rules.range == SMP_MID) {
            g->risk[i] = (3 * p - most - 2 * least) / (2 * (most - least));
        } else {
            g->risk[i] = (2 * p - most - least) / (most - least);
        }
    }
}

void smp_see(smp *g, int h)
{
    const size_t n = (size_t)g->n;
    for (size_t i = 0; i < n; i++) {
        g->view[i] = smp_estimate(g->rules.adjust, g->risk[h], g->risk[i]);
    }
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < n; i++) {
            g->u[j * n + i] = smp_utility(g->away[j * n + i], g->view[i]);
        }
    }
}

void smp_look(smp *g)
{
    const size_t n = (size_t)g->n;
    measure(g);
    for (size_t k = 0; k < n * n; k++) {
        g->u[k] = smp_utility(g->away[k], 0);
    }
    for (int i = 0; i < g->n; i++) {
        g->row[i] = i;
    }
    smp_odds(g, g->u, g->row, g->n);
    for (size_t i = 0; i < n; i++) {
        g->chance[i] = g->odds[i];
    }
    attitudes(g);
    for (size_t i = 0; i < n; i++) {
        g->view[i] = smp_estimate(g->rules.adjust, g->risk[i], g->risk[i]);
    }
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < n; i++) {
            g->own[j * n + i] = smp_utility(g->away[j * n + i], g->view[i]);
        }
    }
}

static bool same_place(const smp *g, int i, int j)
{
    double sum = 0;
    for (int k = 0; k < g->m; k++) {
        const double t = g->x[i * g->m + k] - g->x[j * g->m + k];
        sum += t * t;
    }
    return sum < SAME_PLACE * SAME_PLACE;
}

void smp_standing(smp *g, double *chance)
{
    const size_t n = (size_t)g->n;
    int count = 0;
    for (int i = 0; i < g->n && !cbgi_forecast_stopped(g->pulse); i++) {
        bool first = true;
        for (int j = 0; j < i && first; j++) {
            first = !same_place(g, i, j);
        }
        if (first) {
            g->row[count++] = i;
        }
    }
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < n; i++) {
            g->u[j * n + i] = smp_utility(g->away[j * n + i], g->risk[i]);
        }
    }
    smp_odds(g, g->u, g->row, count);
    for (int i = 0; i < g->n; i++) {
        int k = 0;
        while (k < count - 1 && !same_place(g, i, g->row[k])) {
            k++;
        }
        chance[i] = g->odds[k];
    }
}
