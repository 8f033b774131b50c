/* A Gaussian process over outcomes: offers are observations of what the voice wanted at the time, 1 - .5 t, and two outcomes are
 * as alike as the share of options they have in common. The belief is the posterior mean, from a prior mean of .5.
 * Source of the regression: Rasmussen and Williams, Gaussian Processes for Machine Learning, MIT Press 2006, algorithm 2.1. The
 * use as an opponent model over outcomes, the kernel (share squared, deviation .3), the noise (.1) and the assumed concession
 * are ours. The first 32 distinct offers are taken; a question costs O(32 issues).
 */
#include <math.h>

#include "strategy/agent/own.h"

enum { MOST = 32 };

typedef struct process {
    int n;
    uint64_t outcome[MOST];
    double factor[MOST][MOST]; /* lower triangle of the covariance's Cholesky factor */
    double half[MOST];         /* factor^-1 (y - prior) */
    double alpha[MOST];        /* covariance^-1 (y - prior) */
} process;

static const double prior = .5, variance = .09, noise = .01;

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)setup;
    (void)config;
    return sizeof(process);
}

static double covariance(const cbg_space *space, const int *a, uint64_t outcome)
{
    int b[CBG_ISSUES_MAX], same = 0;
    cbg_space_decode(space, outcome, b);
    for (int i = 0; i < space->issues; i++)
        same += a[i] == b[i];
    const double share = (double)same / space->issues;
    return variance * share * share;
}

/* A row of the factor more; then the weights of all observations anew. */
static void observe(const cbg_space *space, process *g, uint64_t outcome, double y)
{
    int option[CBG_ISSUES_MAX];
    const int n = g->n;
    double left = variance + noise, known = y - prior;
    cbg_space_decode(space, outcome, option);
    for (int k = 0; k < n; k++) {
        double sum = covariance(space, option, g->outcome[k]);
        for (int j = 0; j < k; j++)
            sum -= g->factor[n][j] * g->factor[k][j];
        g->factor[n][k] = sum / g->factor[k][k];
        left -= g->factor[n][k] * g->factor[n][k];
        known -= g->factor[n][k] * g->half[k];
    }
    g->factor[n][n] = sqrt(left > noise / 2 ? left : noise / 2);
    g->half[n] = known / g->factor[n][n];
    g->outcome[n] = outcome;
    g->n = n + 1;
    for (int k = n; k >= 0; k--) {
        double sum = g->half[k];
        for (int j = k + 1; j <= n; j++)
            sum -= g->factor[j][k] * g->alpha[j];
        g->alpha[k] = sum / g->factor[k][k];
    }
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    process *g = self.memory;
    if (heard->act != CBG_ACT_OFFER || g->n == MOST)
        return;
    for (int k = 0; k < g->n; k++)
        if (g->outcome[k] == heard->outcome)
            return;
    observe(view->own->space, g, heard->outcome, 1 - .5 * view->t);
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    const cbg_space *space = view->own->space;
    const process *g = self.memory;
    int option[CBG_ISSUES_MAX];
    double sum = prior;
    (void)about;
    cbg_space_decode(space, outcome, option);
    for (int k = 0; k < g->n; k++)
        sum += covariance(space, option, g->outcome[k]) * g->alpha[k];
    return sum < 0 ? 0 : sum > 1 ? 1 : sum;
}

const cbg_model cbgi_model_gaussian = {
    .part = {.name = "gaussian",
             .summary = "a Gaussian process over outcomes: what is like their offers is worth more to them",
             .source = "Rasmussen and Williams 2006",
             .note = "the use as an opponent model, kernel, noise and assumed concession are ours",
             .memory_size = memory_size,
             .hear = hear},
    .estimate = estimate,
};
