/* The scalable Bayesian model: beliefs about each issue by itself. Of its weight there are 11 hypotheses (j + 1) / 11 with prior
 * (1 - j / 11)^3, of the values of its n options n: rising with the option's number, falling, and n - 2 triangles with their
 * top at an inner option. An offer is expected to be worth the voice's assumed target, which starts at 1 and falls by .003 with each
 * offer that differs from the one before; a hypothesis that makes the offer worth u, all else as expected, is as likely as
 * exp(-e^2 / (2 s^2)) with e = (u - target) / target and s = .25. The utility is the sum of expected weight times expected value.
 * Source: Hindriks and Tykhonov, "Opponent modelling in automated multi-issue negotiation using Bayesian learning", AAMAS 2008,
 * 331-338. Ours: expected weights are taken over their sum; orders of named options are as in the case.
 */
#include "base/real.h"
#include "strategy/agent/own.h"

enum { WEIGHTS = 11 };

static const cbg_param params[] = {
    {"sigma", "spread of the relative error", .25, .01, 10},
    {"fall", "by which the assumed target falls with each new offer", .003, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

/* By issue: probabilities of weights, then by option those of values; then expected weights and values. */
typedef struct beliefs {
    uint64_t last;
    double target;
    bool heard;
    double number[];
} beliefs;

typedef struct tables {
    double *weight, *shape, *expected_weight, *value; /* [issues * WEIGHTS], [options], [issues], [options] */
} tables;

static tables tables_of(const cbg_space *space, beliefs *b)
{
    const size_t issues = (size_t)space->issues, options = (size_t)space->offset[issues];
    double *at = b->number;
    return (tables){at, at + issues * WEIGHTS, at + issues * WEIGHTS + options,
                    at + issues * (WEIGHTS + 1) + options};
}

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    const size_t issues = (size_t)setup->own->space->issues,
                 options = (size_t)setup->own->space->offset[issues];
    (void)config;
    return sizeof(beliefs) + (issues * (WEIGHTS + 1) + 2 * options) * sizeof(double);
}

/* The value of option o of n under the h-th shape: rising, falling, then triangles. */
static double shape_value(int h, int o, int n)
{
    if (n == 1)
        return 1;
    if (h == 0)
        return (double)o / (n - 1);
    if (h == 1)
        return 1 - (double)o / (n - 1);
    const int top = h - 1; /* 1 .. n - 2 */
    return o <= top ? (double)o / top : (double)(n - 1 - o) / (n - 1 - top);
}

/* Expected values of n options under the probabilities of n shapes, in O(n): the triangles with their top at or above an
 * option add in proportion to its number, those below it in proportion to its distance from the end. */
static void expect_values(const double *shape, int n, double *value)
{
    double sum = 0;
    if (n == 1) {
        value[0] = 1;
        return;
    }
    for (int o = n - 1; o >= 0; o--) {
        sum += o >= 1 && o <= n - 2 ? shape[o + 1] / o : 0;
        value[o] = shape[0] * ((double)o / (n - 1)) + shape[1] * (1 - (double)o / (n - 1)) + o * sum;
    }
    sum = 0;
    for (int o = 1; o < n; o++) {
        value[o] += (n - 1 - o) * sum;
        sum += o <= n - 2 ? shape[o + 1] / (n - 1 - o) : 0;
    }
}

static void expect(const cbg_space *space, const tables *t)
{
    double sum = 0;
    for (int i = 0; i < space->issues; i++) {
        double w = 0;
        for (int j = 0; j < WEIGHTS; j++)
            w += t->weight[i * WEIGHTS + j] * (j + 1) / WEIGHTS;
        t->expected_weight[i] = w;
        sum += w;
        expect_values(t->shape + space->offset[i], space->option_count[i], t->value + space->offset[i]);
    }
    for (int i = 0; i < space->issues; i++)
        t->expected_weight[i] /= sum;
}

static void begin(const cbg_view *view, cbg_self self)
{
    const cbg_space *space = view->own->space;
    beliefs *b = self.memory;
    const tables t = tables_of(space, b);
    b->target = 1;
    for (int i = 0; i < space->issues; i++) {
        double sum = 0;
        for (int j = 0; j < WEIGHTS; j++) {
            const double left = 1 - (double)j / WEIGHTS;
            t.weight[i * WEIGHTS + j] = left * left * left;
            sum += left * left * left;
        }
        for (int j = 0; j < WEIGHTS; j++)
            t.weight[i * WEIGHTS + j] /= sum;
        for (int h = 0; h < space->option_count[i]; h++)
            t.shape[space->offset[i] + h] = 1. / space->option_count[i];
    }
    expect(space, &t);
}

static double likelihood(double u, double target, double sigma)
{
    const double e = (u - target) / target;
    return cbgi_exp(-e * e / (2 * sigma * sigma));
}

static void normalise(double *p, int count)
{
    double sum = 0;
    for (int k = 0; k < count; k++)
        sum += p[k];
    for (int k = 0; k < count; k++) /* all but ruled out: as before they were, evenly */
        p[k] = sum > 1e-300 ? p[k] / sum : 1. / count;
}

/* All issues learn from the beliefs before the offer. */
static void learn(const cbg_space *space, const tables *t, const int *option, double target, double sigma)
{
    double all = 0;
    for (int i = 0; i < space->issues; i++)
        all += t->expected_weight[i] * t->value[space->offset[i] + option[i]];
    for (int i = 0; i < space->issues; i++) {
        const int n = space->option_count[i];
        const double value = t->value[space->offset[i] + option[i]],
                     rest = all - t->expected_weight[i] * value;
        for (int j = 0; j < WEIGHTS; j++)
            t->weight[i * WEIGHTS + j] *= likelihood(rest + value * (j + 1) / WEIGHTS, target, sigma);
        for (int h = 0; h < n; h++)
            t->shape[space->offset[i] + h] *=
                likelihood(rest + t->expected_weight[i] * shape_value(h, option[i], n), target, sigma);
        normalise(t->weight + i * WEIGHTS, WEIGHTS);
        normalise(t->shape + space->offset[i], n);
    }
    expect(space, t);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    const cbg_space *space = view->own->space;
    const double *p = self.config;
    beliefs *b = self.memory;
    const tables t = tables_of(space, b);
    int option[CBG_ISSUES_MAX];
    if (heard->act != CBG_ACT_OFFER || (b->heard && heard->outcome == b->last))
        return;
    b->target -= b->heard ? p[1] : 0;
    b->target = b->target < .1 ? .1 : b->target;
    b->heard = true;
    b->last = heard->outcome;
    cbg_space_decode(space, heard->outcome, option);
    learn(space, &t, option, b->target, p[0]);
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    const cbg_space *space = view->own->space;
    const tables t = tables_of(space, self.memory);
    int option[CBG_ISSUES_MAX];
    double sum = 0;
    (void)about;
    cbg_space_decode(space, outcome, option);
    for (int i = 0; i < space->issues; i++)
        sum += t.expected_weight[i] * t.value[space->offset[i] + option[i]];
    return sum > 1 ? 1 : sum;
}

const cbg_model cbgi_model_bayes = {
    .part = {.name = "bayes",
             .summary = "weighs hypotheses about each issue by how well they explain the offers",
             .source = "Hindriks and Tykhonov 2008, AAMAS",
             .note = "the scalable form; the assumed target never falls below .1",
             .params = params,
             .memory_size = memory_size,
             .begin = begin,
             .hear = hear},
    .estimate = estimate,
};
