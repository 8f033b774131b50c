/* The Nash point of divisible goods between two sides, exactly: greatest product of totals.
 *
 * Let goods be in descending order of a_i/b_i. Efficient divisions give the first side a prefix of
 * this order, the second the rest, and share at most the good at the border: were the first side to
 * hold part of j and the second part of an earlier i, swapping small parts worth the same to one
 * would profit the other, as a_i/b_i > a_j/b_j. So the frontier is a concave polygon line with one
 * edge a good. On the edge of good k, with x its part for the first side, X = sum of a before k and
 * Y = sum of b after k, the product (X + x a_k)(Y + (1-x) b_k) is a concave parabola in x with its top at
 *     x_k = 1/2 + Y/(2 b_k) - X/(2 a_k).
 * log is concave and increasing, so the log-product is concave along the frontier: its maximum is
 * on the first edge whose top lies at x_k < 1, at max(x_k, 0), or, when there is none, at the end of the last edge.
 * Totals are unique; goods of equal ratio could be exchanged, and stand here in file order.
 * Source: J. F. Nash, "The bargaining problem", Econometrica 18 (1950) 155-162, doi 10.2307/1907266;
 * disagreement is (0, 0): no side gets anything. The proof is ours.
 */
#include "solution/divide.h"
#include "solution/exact.h"

static const cbg_rational zero = {0, 1}, half = {1, 2}, one = {1, 1};

/* The top of the parabola on the edge of a good, not clamped. */
static cbg_rational top(cbg_status *s, cbg_rational before, cbg_rational after, cbg_rational a,
                        cbg_rational b)
{
    cbg_rational rise = cbgi_divide(s, after, b), fall = cbgi_divide(s, before, a);
    return cbgi_multiply(s, half, cbgi_add(s, one, cbgi_subtract(s, rise, fall)));
}

cbg_status cbgi_divide_nash(cbg_division *d, cbgi_arena *arena)
{
    size_t n = (size_t)d->count;
    cbg_rational *share = cbgi_arena_array(arena, n, sizeof *share);
    cbg_rational *ratio = cbgi_arena_array(arena, n, sizeof *ratio);
    int *order = cbgi_arena_array(arena, n, sizeof *order);
    if (share == NULL || ratio == NULL || order == NULL)
        return CBG_NO_MEMORY;
    const cbg_rational *a = d->points[0], *b = d->points[1];
    cbg_status s = CBG_OK;
    cbg_rational before = zero, after = zero; /* X and Y above */
    int contested = 0;
    for (int i = 0; i < d->count; i++) {
        /* What only one side values (or neither: the first side gets it) needs no edge. */
        share[i] = b[i].num == 0 ? one : zero;
        if (b[i].num == 0)
            before = cbgi_add(&s, before, a[i]);
        else
            after = cbgi_add(&s, after, b[i]);
        if (a[i].num > 0 && b[i].num > 0)
            order[contested++] = i;
    }
    if (s == CBG_OK)
        s = cbgi_order_by_ratio(b, a, order, contested, ratio);
    for (int k = 0; k < contested && s == CBG_OK; k++) {
        int i = order[k];
        after = cbgi_subtract(&s, after, b[i]);
        cbg_rational x = top(&s, before, after, a[i], b[i]);
        if (cbg_rational_compare(x, one) < 0) {
            if (x.num > 0)
                share[i] = x;
            break;
        }
        share[i] = one;
        before = cbgi_add(&s, before, a[i]);
    }
    d->nash.share = share;
    return s == CBG_OK ? cbgi_allotment_total(d, &d->nash) : s;
}
