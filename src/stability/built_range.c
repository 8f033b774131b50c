/* How far the difference of two states may be off, when numbers have ranges.
 *
 * Two packages are compared issue by issue under the same uncertain weights, so what they have in common cancels out; a
 * package and a state without a deal differ by what both leave open. A bound is no probability.
 */
#include "stability/built.h"

typedef struct interval {
    double low, mid, high;
} interval;

static interval around(double part, const cbg_number *n)
{
    double value = (double)n->value.num / (double)n->value.den;
    if (!n->has_range || value == 0)
        return (interval){part, part, part};
    double a = part * ((double)n->low.num / (double)n->low.den / value);
    double b = part * ((double)n->high.num / (double)n->high.den / value);
    return a < b ? (interval){a, part, b} : (interval){b, part, a};
}

static interval plus(interval a, interval b, double factor)
{
    double mid = a.mid + factor * b.mid;
    return factor > 0 ? (interval){a.low + factor * b.low, mid, a.high + factor * b.high}
                      : (interval){a.low + factor * b.high, mid, a.high + factor * b.low};
}

/* Package y less package x (x NULL: nothing) to a side. Weights have ranges, so issues alike in both cancel out. */
static interval package_difference(const cbg_built *b, int s, const int *y, const int *x)
{
    const cbg_space *space = b->space;
    interval sum = {0, 0, 0};
    for (int m = 0; m < space->seats; m++) {
        const cbg_preference *p = &b->c->preference[m];
        double share = (double)b->side[s].weight[m] / (double)b->side[s].total / (double)space->unit;
        const int64_t *value = space->value + (size_t)m * (size_t)space->offset[space->issues];
        for (int i = 0; i < space->issues && share > 0; i++) {
            int64_t d = value[space->offset[i] + y[i]] - (x != NULL ? value[space->offset[i] + x[i]] : 0);
            sum = plus(sum, around(share * (double)d, &p->weight[i]), 1);
        }
    }
    return sum;
}

static bool is_over(cbg_built_kind kind)
{
    return kind == CBG_BUILT_LEFT || kind == CBG_BUILT_LAPSED;
}

/* What no deal is worth, less sanctions. */
static interval standing(const cbg_built *b, int s, cbg_built_kind kind)
{
    const cbg_process *p = &b->side[s].process;
    interval sum = {0, 0, 0};
    bool left = is_over(kind);
    for (int m = 0; (left || !p->status_quo.given) && m < b->space->seats; m++) {
        const cbg_number *w = &b->c->party[m].walk_away;
        double share = (double)b->side[s].weight[m] / (double)b->side[s].total;
        sum = share > 0 ? plus(sum, around((double)w->value.num / (double)w->value.den, w), share) : sum;
    }
    if (!left && p->status_quo.given) {
        double v = (double)p->status_quo.value.num / (double)p->status_quo.value.den;
        sum = plus(sum, around(v, &p->status_quo), 1);
    }
    if (!left)
        sum = plus(sum, around((double)p->delay_cost.value.num / (double)p->delay_cost.value.den, &p->delay_cost), -1);
    return sum;
}

void cbgi_built_bounds(const cbg_built *b, int s, uint32_t x, uint32_t y, double *low, double *high)
{
    double exact = (double)(b->worth[(size_t)s * b->classes + y] - b->worth[(size_t)s * b->classes + x]) / b->scale[s];
    cbg_built_kind kx = cbg_built_kind_of(b, b->example[x]), ky = cbg_built_kind_of(b, b->example[y]);
    int px[CBG_ISSUES_MAX], py[CBG_ISSUES_MAX];
    cbg_built_package(b, b->example[x], px);
    cbg_built_package(b, b->example[y], py);
    interval d = {0, 0, 0};
    bool dx = kx == CBG_BUILT_DEAL, dy = ky == CBG_BUILT_DEAL;
    if (dx && dy)
        d = package_difference(b, s, py, px);
    else if (dy)
        d = plus(package_difference(b, s, py, NULL), standing(b, s, kx), -1);
    else if (dx)
        d = plus(standing(b, s, ky), package_difference(b, s, px, NULL), -1);
    else if (is_over(kx) != is_over(ky))
        d = plus(standing(b, s, ky), standing(b, s, kx), -1);
    /* Sanctions and terms that are no sums over issues have no ranges: they move both ends alike. */
    double below = d.mid - d.low, above = d.high - d.mid;
    *low = below > 1e-12 ? exact - below : exact;
    *high = above > 1e-12 ? exact + above : exact;
}
