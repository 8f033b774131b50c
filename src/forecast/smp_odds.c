/* Votes, coalitions and chances of the SMP model.
 *
 * C(i,j) = 1e-8 + votes of those who prefer i to j;  p_ij = strength of C(i,j) over both;  p_ii = 1/2.
 * Conditional: p_i = prod_j p_ij over the sum. Markov: iterated as registry text says, halving steps.
 * Departure: when all products underflow (several hundred options) they are taken by logarithms.
 */
#include <float.h>
#include <math.h>

#include "base/real.h"
#include "forecast/smp.h"

enum { MARKOV_STEPS_MAX = 100000 };

static inline __attribute__((always_inline)) void vote_on(int rule, const smp *g, const double *a,
                                                          const double *b, double *for_a, double *for_b)
{
    double x = 1e-8, y = 1e-8;
    for (int k = 0; k < g->n; k++) {
        const double v = smp_vote(rule, g->c[k], a[k] - b[k]);
        x += v > 0 ? v : 0;
        y -= v > 0 ? 0 : v;
    }
    *for_a = x, *for_b = y;
}

static void coalitions(smp *g, const double *u, const int *row, int count)
{
    const size_t n = (size_t)g->n, wide = (size_t)count;
    double *const c = g->coalition;
    for (size_t i = 0; i < wide && !cbgi_forecast_stopped(g->pulse); i++) {
        c[i * wide + i] = 1e-8;
        for (size_t j = 0; j < i; j++) {
            const double *const a = u + (size_t)row[i] * n, *const b = u + (size_t)row[j] * n;
            double *const x = &c[i * wide + j], *const y = &c[j * wide + i];
            switch (g->rules.vote) { /* a loop for each rule */
            case SMP_VOTE_BINARY: vote_on(SMP_VOTE_BINARY, g, a, b, x, y); break;
            case SMP_VOTE_PROP_BIN: vote_on(SMP_VOTE_PROP_BIN, g, a, b, x, y); break;
            case SMP_VOTE_PROP: vote_on(SMP_VOTE_PROP, g, a, b, x, y); break;
            case SMP_VOTE_PROP_CUBIC: vote_on(SMP_VOTE_PROP_CUBIC, g, a, b, x, y); break;
            case SMP_VOTE_CUBIC: vote_on(SMP_VOTE_CUBIC, g, a, b, x, y); break;
            default: vote_on(SMP_VOTE_PROSPECT, g, a, b, x, y); break;
            }
        }
    }
}

/* Who wins of two coalitions: p for the first, q for the second. */
static void victory(int rule, double a, double b, double *p, double *q)
{
    if (rule == SMP_BINARY) { /* certain from a ratio of 1.1 on */
        const double r = (2.1 * (a / (a + b)) - 1) / .1;
        *p = r < 0 ? 0 : r > 1 ? 1 : r;
        *q = 1 - *p;
        return;
    }
    for (int k = rule; k > SMP_LINEAR; k--) {
        a = a * a, b = b * b;
    }
    *p = a / (a + b), *q = b / (a + b);
}

static void contests(smp *g, int count)
{
    const size_t wide = (size_t)count;
    for (size_t i = 0; i < wide; i++) {
        g->wins[i * wide + i] = .5;
        for (size_t j = 0; j < i; j++) {
            victory(g->rules.victory, g->coalition[i * wide + j], g->coalition[j * wide + i],
                    &g->wins[i * wide + j], &g->wins[j * wide + i]);
        }
    }
}

static void by_logarithms(smp *g, int count)
{
    const size_t wide = (size_t)count;
    double most = -HUGE_VAL, sum = 0;
    for (size_t i = 0; i < wide; i++) {
        double log = 0;
        for (size_t j = 0; j < wide; j++) {
            log += cbgi_log(g->wins[i * wide + j] > DBL_MIN ? g->wins[i * wide + j] : DBL_MIN);
        }
        g->odds[i] = log;
        most = log > most ? log : most;
    }
    for (size_t i = 0; i < wide; i++) {
        g->odds[i] = cbgi_exp(g->odds[i] - most);
        sum += g->odds[i];
    }
    for (size_t i = 0; i < wide; i++) {
        g->odds[i] /= sum;
    }
}

static void conditional(smp *g, int count)
{
    const size_t wide = (size_t)count;
    double sum = 0;
    for (size_t i = 0; i < wide; i++) {
        double product = 1;
        for (size_t j = 0; j < wide; j++) {
            product *= g->wins[i * wide + j];
        }
        g->odds[i] = product;
        sum += product;
    }
    if (sum < DBL_MIN) {
        by_logarithms(g, count);
        return;
    }
    for (size_t i = 0; i < wide; i++) {
        g->odds[i] /= sum;
    }
}

/* Turns coalitions into the chances H(i,j) that i challenges j. */
static void incentives(smp *g, int count)
{
    const size_t wide = (size_t)count;
    double *const h = g->coalition;
    for (size_t i = 0; i < wide; i++) {
        for (size_t j = 0; j < wide; j++) {
            h[i * wide + j] = h[i * wide + j] * g->wins[i * wide + j] + (i == j ? 1e-10 : 0);
        }
    }
    for (size_t j = 0; j < wide; j++) {
        double sum = 0;
        for (size_t k = 0; k < wide; k++) {
            sum += h[k * wide + j];
        }
        for (size_t i = 0; i < wide; i++) {
            h[i * wide + j] /= sum;
        }
    }
}

/* One step of the chain; returns the largest change. */
static double markov_step(smp *g, int count)
{
    const size_t wide = (size_t)count;
    const bool uniform = g->rules.pce == SMP_MARKOV_UNIFORM;
    const double *const h = g->coalition, *const p = g->odds;
    double change = 0;
    for (size_t i = 0; i < wide; i++) {
        double sum = 0;
        for (size_t j = 0; j < wide; j++) {
            const double meet = uniform ? p[i] + p[j] : p[i] * h[j * wide + i] + p[j] * h[i * wide + j];
            sum += g->wins[i * wide + j] * meet;
        }
        g->odds_next[i] = uniform ? sum / count : sum;
        const double d = fabs(g->odds_next[i] - p[i]);
        change = d > change ? d : change;
    }
    for (size_t i = 0; i < wide; i++) {
        g->odds[i] = (g->odds[i] + g->odds_next[i]) / 2;
    }
    return change;
}

static void markov(smp *g, int count)
{
    const double enough = g->rules.pce == SMP_MARKOV_UNIFORM ? 1e-6 : 1e-8;
    if (g->rules.pce == SMP_MARKOV_INCENTIVE) {
        incentives(g, count);
    }
    for (int i = 0; i < count; i++) {
        g->odds[i] = 1. / count;
    }
    for (int step = 0; step < MARKOV_STEPS_MAX && !cbgi_forecast_stopped(g->pulse) && markov_step(g, count) > enough; step++) {
    }
}

void smp_odds(smp *g, const double *u, const int *row, int count)
{
    coalitions(g, u, row, count);
    if (cbgi_forecast_stopped(g->pulse)) {
        return;
    }
    contests(g, count);
    if (g->rules.pce == SMP_CONDITIONAL) {
        conditional(g, count);
    } else {
        markov(g, count);
    }
}
