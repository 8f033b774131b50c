/* The bounds of optimum_meet.c: criterion, multipliers, and the weights of regions under them. */
#include <math.h>
#include <stdlib.h>

#include "base/real.h"
#include "solution/hunt.h"

#define WEIGHT_MAX 4503599627370496.0 /* 2^52: sums of weights are exact in double */
#define SLACK 1e-11                   /* rounding of logarithms and sums, relative */

double cbgi_hunt_value(const cbgi_hunt *h, const int64_t *gain)
{
    double sum = 0, least = HUGE_VAL;
    for (int p = 0; p < h->space->seats; p++) {
        const double w = (double)h->goal->weight[p];
        if (w > 0) {
            sum += h->goal->criterion == CBG_CRITERION_SUM ? w * (double)gain[p]
                                                           : w / h->total * cbgi_log((double)gain[p]);
            least = (double)gain[p] / w < least ? (double)gain[p] / w : least;
        }
    }
    return h->goal->criterion == CBG_CRITERION_SMALLEST ? least : sum;
}

/* constant(L) and the part of the bound that no region changes. */
static double constant_of(const cbgi_hunt *h)
{
    double sum = 0;
    for (int p = 0; p < h->space->seats; p++) {
        const double a = (double)h->goal->weight[p] / h->total;
        sum += h->x[p] * ((double)h->m->base[p] - (double)h->goal->from[p]);
        if (h->goal->criterion == CBG_CRITERION_PRODUCT && a > 0) {
            sum += a * cbgi_log(a / h->x[p]) - a;
        }
    }
    return sum;
}

static int falling(const void *a, const void *b)
{
    const cbgi_rank *x = a, *y = b;
    return x->key != y->key ? (x->key < y->key) - (x->key > y->key)
                            : (x->region > y->region) - (x->region < y->region);
}

void cbgi_hunt_weigh(cbgi_hunt *h)
{
    const int n = h->m->count, seats = h->space->seats;
    double total = 0, all = 0;
    for (int r = 0; r < n; r++) {
        for (int p = 0; p < seats; p++) {
            total += h->x[p] * (double)h->m->pay[(size_t)r * (size_t)seats + (size_t)p];
        }
    }
    for (int p = 0; p < seats; p++) {
        all += h->x[p];
    }
    const bool exact = h->goal->criterion == CBG_CRITERION_SUM && all == h->total && total < WEIGHT_MAX;
    h->scale = exact || total <= 0 ? 1 : WEIGHT_MAX / (2 * total);
    h->constant = constant_of(h);
    for (int r = 0; r < n; r++) {
        double w = 0;
        for (int p = 0; p < seats; p++) {
            w += h->x[p] * (double)h->m->pay[(size_t)r * (size_t)seats + (size_t)p];
        }
        h->weight[r] = (int64_t)(exact ? w : ceil(w * h->scale * (1 + SLACK)));
        h->rank[r] = (cbgi_rank){h->m->share[r] / (double)(h->weight[r] + 1), r};
    }
    qsort(h->rank, (size_t)n, sizeof *h->rank, falling);
    for (int v = 0; v < n; v++) {
        h->order[v] = h->rank[v].region;
    }
}

double cbgi_hunt_reach(const cbgi_hunt *h, int64_t weight)
{
    const double sum = h->constant + (double)weight / h->scale;
    return h->scale == 1 && h->goal->criterion == CBG_CRITERION_SUM
               ? sum
               : sum + SLACK * (fabs(sum) + fabs(h->constant));
}

int64_t cbgi_hunt_threshold(const cbgi_hunt *h)
{
    if (h->enough && h->any) {
        return INT64_MAX;
    }
    if (!h->any && !h->enough) {
        return INT64_MIN / 2;
    }
    const double value = h->any ? h->value : 0, room = (value - h->constant) * h->scale;
    const double slack =
        h->scale == 1 && h->goal->criterion == CBG_CRITERION_SUM
            ? 0
            : SLACK * h->scale * (fabs(value) + fabs(h->constant) + fabs(value - h->constant)) + 1;
    return (int64_t)floor(room - slack) - h->enough; /* a value of 0 is enough, but not less */
}

void cbgi_hunt_start(cbgi_hunt *h)
{
    double sum = 0;
    for (int p = 0; p < h->space->seats; p++) {
        const double w = (double)h->goal->weight[p];
        const double most = (double)h->space->best[p] - (double)h->goal->from[p];
        const double range = most > 1 ? most : 1;
        switch (h->goal->criterion) {
        case CBG_CRITERION_SUM: h->x[p] = w; break;
        case CBG_CRITERION_PRODUCT: h->x[p] = 2 * w / h->total / range; break;
        case CBG_CRITERION_SMALLEST: h->x[p] = w > 0 ? 1 / range : 0; break;
        }
        sum += h->x[p] * w;
    }
    for (int p = 0; p < h->space->seats && h->goal->criterion == CBG_CRITERION_SMALLEST; p++) {
        h->x[p] /= sum; /* a weighted mean of gain / weight */
    }
}

/* A seat that must not lose gets a multiplier of its own: f <= f + nu * gain while gain >= 0. Returns whether any
 * moved. */
static bool press(cbgi_hunt *h, const int64_t *gain, double speed)
{
    double total = 0;
    bool moved = false;
    for (int p = 0; p < h->space->seats; p++) {
        total += h->goal->weight[p] > 0 ? h->x[p] : 0;
    }
    for (int p = 0; p < h->space->seats; p++) {
        const bool sum = h->goal->criterion == CBG_CRITERION_SUM;
        if (!h->goal->held[p] || (h->goal->weight[p] > 0 && !sum)) {
            continue;
        }
        const double least = sum ? (double)h->goal->weight[p] : 0;
        const double range = (double)h->space->best[p] - (double)h->space->worst[p] + 1;
        double push = -4 * (double)gain[p] / range;
        push = push > 1 ? 1 : push < -1 ? -1 : push;
        const double next = h->x[p] + speed * total * push;
        moved = moved || next > least || h->x[p] > least;
        h->x[p] = next > least ? next : least;
    }
    return moved;
}

bool cbgi_hunt_step(cbgi_hunt *h, const int64_t *gain, int round)
{
    double sum = 0, mean = 0;
    int counting = 0;
    for (int p = 0; p < h->space->seats; p++) {
        const double w = (double)h->goal->weight[p];
        counting += w > 0;
        mean += w > 0 ? (double)gain[p] * h->x[p] : 0;
    }
    const double speed = 1.0 / (1 + round);
    const bool pressed = press(h, gain, speed);
    if (h->goal->criterion == CBG_CRITERION_SUM || counting < 2) {
        return pressed;
    }
    for (int p = 0; p < h->space->seats; p++) {
        const double w = (double)h->goal->weight[p], a = w / h->total;
        if (w == 0) {
            continue;
        }
        if (h->goal->criterion == CBG_CRITERION_PRODUCT) {
            double ratio = gain[p] > 0 ? a / ((double)gain[p] * h->x[p]) : 4;
            ratio = ratio > 4 ? 4 : ratio < 0.25 ? 0.25 : ratio;
            h->x[p] *= cbgi_pow(ratio, speed);
        } else {
            double lead = mean > 0 ? (double)gain[p] / w / mean - 1 : 0;
            lead = lead > 2 ? 2 : lead < -2 ? -2 : lead;
            h->x[p] *= cbgi_exp(-speed * lead);
        }
        sum += h->x[p] * w;
    }
    for (int p = 0; p < h->space->seats && h->goal->criterion == CBG_CRITERION_SMALLEST; p++) {
        h->x[p] /= sum;
    }
    return true;
}
