/* The best outcomes of a search so far: exact comparisons, ties, and the bound worth looking beyond. */
#include <math.h>
#include <string.h>

#include "base/wide.h"
#include "solution/branch.h"
#include "solution/order.h"

__extension__ typedef __int128 wide;

static int compare_sums(const cbgi_search *s, const int64_t *a, const int64_t *b)
{
    wide difference = 0;
    for (int p = 0; p < s->c->seats; p++) {
        difference += (wide)s->goal->weight[p] * (a[p] - b[p]);
    }
    return (difference > 0) - (difference < 0);
}

/* A seat that does not count may have lost, which products cannot hold. */
static int compare_products(const cbgi_search *s, const int64_t *a, const int64_t *b)
{
    int64_t x[CBG_SEATS_MAX], y[CBG_SEATS_MAX];
    for (int p = 0; p < s->c->seats; p++) {
        bool counts = s->goal->weight[p] > 0;
        x[p] = counts ? a[p] : 1;
        y[p] = counts ? b[p] : 1;
    }
    return cbgi_wide_compare_products(x, y, s->order.exponent, s->c->seats);
}

int cbgi_search_compare(const cbgi_search *s, const int64_t *a, const int64_t *b)
{
    switch (s->goal->criterion) {
    case CBG_CRITERION_SUM: return compare_sums(s, a, b);
    case CBG_CRITERION_PRODUCT: return compare_products(s, a, b);
    case CBG_CRITERION_SMALLEST: return cbgi_leximin_ratio(&s->order, a, b);
    }
    return 0;
}

/* The least by which two different values of the criterion differ, a little less; 0 when nothing is known. */
static double step_of(const cbgi_search *s)
{
    double widest = 1;
    for (int p = 0; p < s->c->seats; p++) {
        double weight = (double)s->goal->weight[p];
        widest = weight > widest ? weight : widest;
    }
    double step = s->goal->criterion == CBG_CRITERION_SUM        ? 1 / s->c->unit
                  : s->goal->criterion == CBG_CRITERION_SMALLEST ? 1 / (s->c->unit * widest * widest)
                                                                 : 0;
    return step > 16 * s->c->margin ? step * (1 - 1e-6) - 4 * s->c->margin : 0;
}

double cbgi_search_threshold(const cbgi_search *s)
{
    bool least = s->goal->criterion == CBG_CRITERION_SMALLEST;
    for (int p = 0; p < s->c->seats && least; p++) {
        least = s->goal->weight[p] == 0 || s->goal->held[p];
    }
    double none = least && !s->enough ? 0 : -HUGE_VAL; /* a held seat's gain below 0 is not wanted */
    if (s->count < s->keep) {
        return none;
    }
    double value = s->best[s->keep - 1].value;
    return value - 4 * s->c->margin + (s->strict ? step_of(s) : 0);
}

static int by_number(const cbgi_search *s, const int *a, const int *b)
{
    for (int i = 0; i < s->c->issues; i++) {
        if (a[i] != b[i]) {
            return s->c->option[a[i]] < s->c->option[b[i]] ? 1 : -1;
        }
    }
    return 0;
}

/* Does a kept outcome equal this one? */
static bool known(const cbgi_search *s, const int *pick)
{
    for (int k = 0; k < s->count; k++) {
        if (by_number(s, s->best[k].pick, pick) == 0) {
            return true;
        }
    }
    return false;
}

static void put(cbgi_search *s, int rank, const int *pick, const int64_t *gain, uint64_t many)
{
    s->count += s->count < s->keep;
    cbgi_found spare = s->best[s->count];
    memmove(&s->best[rank + 1], &s->best[rank], (size_t)(s->count - rank) * sizeof *s->best);
    s->best[rank] = spare;
    cbgi_found *f = &s->best[rank];
    memcpy(f->pick, pick, (size_t)s->c->issues * sizeof *pick);
    memcpy(f->gain, gain, (size_t)s->c->seats * sizeof *gain);
    f->value = cbgi_relaxed_value(s->c, gain);
    f->tied = many;
}

void cbgi_search_offer(cbgi_search *s, const int *pick, const int64_t *gain, uint64_t many)
{
    if (cbgi_relaxed_missing(s->c, gain) > 0) {
        return;
    }
    if (s->keep == 1 && s->count == 1) {
        cbgi_found *best = &s->best[0];
        int order = cbgi_search_compare(s, gain, best->gain);
        if (order > 0) {
            put(s, 0, pick, gain, many);
        } else if (order == 0) {
            uint64_t tied = best->tied + many < many ? UINT64_MAX : best->tied + many;
            if (by_number(s, pick, best->pick) > 0) {
                put(s, 0, pick, gain, many);
            }
            best->tied = tied;
        }
        return;
    }
    int rank = s->count;
    while (rank > 0) {
        const cbgi_found *before = &s->best[rank - 1];
        int order = cbgi_search_compare(s, gain, before->gain);
        if (order < 0 || (order == 0 && by_number(s, pick, before->pick) <= 0)) {
            break;
        }
        rank--;
    }
    if (rank < s->keep && !known(s, pick)) {
        put(s, rank, pick, gain, many);
    }
}

void cbgi_search_gains(const cbgi_search *s, const int *pick, int64_t *gain)
{
    size_t n = (size_t)s->c->seats;
    memcpy(gain, s->none, n * sizeof *gain);
    for (int i = 0; i < s->c->issues; i++) {
        for (size_t p = 0; p < n; p++) {
            gain[p] += s->c->value[(size_t)pick[i] * n + p];
        }
    }
}
