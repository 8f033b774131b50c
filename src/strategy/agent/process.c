/* See process.h. */
#include "strategy/agent/process.h"

#include <math.h>

#include "base/real.h"

static double covariance(const cbgi_process *p, double a, double b)
{
    const double d = sqrt(3) * (a > b ? a - b : b - a) / p->scale;
    return p->spread * p->spread * (1 + d) * cbgi_exp(-d);
}

/* Solves L x = k(t) for the observations so far; returns x . x. */
static double solve(const cbgi_process *p, double t, double *x)
{
    double squares = 0;
    for (int i = 0; i < p->n; i++) {
        double sum = covariance(p, t, p->t[i]);
        for (int j = 0; j < i; j++)
            sum -= p->factor[i][j] * x[j];
        x[i] = sum / p->factor[i][i];
        squares += x[i] * x[i];
    }
    return squares;
}

void cbgi_process_add(cbgi_process *process, double t, double y)
{
    cbgi_process *p = process;
    if (p->n == CBGI_PROCESS_MOST)
        return;
    double *row = p->factor[p->n];
    const double squares = solve(p, t, row);
    const double left = p->spread * p->spread + p->noise * p->noise - squares;
    const double least = p->noise * p->noise / 4; /* rounding must not make it negative */
    row[p->n] = sqrt(left > least ? left : least);
    p->t[p->n] = t;
    p->y[p->n++] = y;
}

void cbgi_process_predict(const cbgi_process *process, const double *t, int count, double *mean,
                          double *deviation)
{
    const cbgi_process *p = process;
    double z[CBGI_PROCESS_MOST], x[CBGI_PROCESS_MOST], average = 0;
    for (int i = 0; i < p->n; i++)
        average += p->y[i] / p->n;
    for (int i = 0; i < p->n; i++) { /* L z = y - average; the prediction is average + x . z */
        double sum = p->y[i] - average;
        for (int j = 0; j < i; j++)
            sum -= p->factor[i][j] * z[j];
        z[i] = sum / p->factor[i][i];
    }
    for (int k = 0; k < count; k++) {
        const double squares = solve(p, t[k], x);
        const double left = p->spread * p->spread + p->noise * p->noise - squares;
        mean[k] = average;
        for (int i = 0; i < p->n; i++)
            mean[k] += x[i] * z[i];
        deviation[k] = left > 0 ? sqrt(left) : 0;
    }
}

double cbgi_normal_below(double x)
{
    return 1 / (1 + cbgi_exp(-.07056 * x * x * x - 1.5976 * x));
}
