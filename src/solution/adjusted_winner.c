/* Adjusted Winner: two sides, points that sum alike, an outcome that is efficient, equitable and
 * envy-free and shares at most one good.
 *   1. Each good goes to the side that gives it more points; a tie to `ties_to`.
 *   2. While one side is ahead, it hands over its goods in ascending order of (its points / the other's points).
 *   3. The good that would overturn the lead is shared: the part (lead) / (its points + the other's points)
 *      goes over, which makes the totals equal.
 * The method is not strategy-proof, and it needs additive points and linear sharing.
 * Source: S. J. Brams and A. D. Taylor, Fair Division: From Cake-Cutting to Dispute Resolution,
 * Cambridge University Press 1996, ch. 4, doi 10.1017/CBO9780511598975. Departure: points need not sum to 100;
 * sums that differ are scaled to 100, equal sums are left as they are.
 */
#include "coburg/divide.h"

#include "solution/divide.h"
#include "solution/exact.h"

struct cbgi_division_private {
    cbgi_arena arena;
};

static const cbg_rational zero = {0, 1}, one = {1, 1};

cbg_status cbgi_order_by_ratio(const cbg_rational *x, const cbg_rational *y, int *order, int count,
                               cbg_rational *ratio)
{
    cbg_status s = CBG_OK;
    for (int k = 0; k < count; k++) {
        int good = order[k], at = k;
        ratio[good] = cbgi_divide(&s, x[good], y[good]);
        while (at > 0 && cbg_rational_compare(ratio[order[at - 1]], ratio[good]) > 0) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = good;
    }
    return s;
}

cbg_status cbgi_allotment_total(const cbg_division *d, cbg_allotment *allotment)
{
    cbg_status s = CBG_OK;
    allotment->total[0] = allotment->total[1] = zero;
    allotment->split = -1;
    for (int i = 0; i < d->count; i++) {
        cbg_rational part[2] = {allotment->share[i], cbgi_subtract(&s, one, allotment->share[i])};
        for (int side = 0; side < 2; side++)
            allotment->total[side] =
                cbgi_add(&s, allotment->total[side], cbgi_multiply(&s, part[side], d->points[side][i]));
        if (part[0].num != 0 && part[1].num != 0)
            allotment->split = i;
    }
    return s;
}

/* Copies the points into the division, scaled to 100 when their sums differ. */
static cbg_status take_points(const cbg_goods *goods, cbgi_arena *arena, cbg_division *d)
{
    const cbg_rational hundred = {100, 1};
    cbg_status s = CBG_OK;
    for (int side = 0; side < 2; side++) {
        d->stated_sum[side] = zero;
        for (int i = 0; i < goods->count; i++)
            d->stated_sum[side] = cbgi_add(&s, d->stated_sum[side], goods->points[side][i]);
    }
    d->scaled = cbg_rational_compare(d->stated_sum[0], d->stated_sum[1]) != 0;
    d->sum = d->scaled ? hundred : d->stated_sum[0];
    d->greatest_sum = zero;
    cbg_rational *points[2];
    for (int side = 0; side < 2; side++) {
        d->points[side] = points[side] = cbgi_arena_array(arena, (size_t)goods->count, sizeof zero);
        if (points[side] == NULL)
            return CBG_NO_MEMORY;
        if (s == CBG_OK && d->stated_sum[side].num == 0)
            return CBG_MISSING;
        for (int i = 0; i < goods->count; i++) {
            cbg_rational p = goods->points[side][i];
            if (d->scaled)
                p = cbgi_divide(&s, cbgi_multiply(&s, p, hundred), d->stated_sum[side]);
            points[side][i] = p;
        }
    }
    for (int i = 0; i < goods->count; i++) {
        int more = cbg_rational_compare(points[0][i], points[1][i]) < 0;
        d->greatest_sum = cbgi_add(&s, d->greatest_sum, points[more][i]);
    }
    return s;
}

/* Step 1. */
static cbg_status first_winners(cbg_division *d, int ties_to, cbgi_arena *arena)
{
    cbg_rational *share = cbgi_arena_array(arena, (size_t)d->count, sizeof *share);
    if (share == NULL)
        return CBG_NO_MEMORY;
    for (int i = 0; i < d->count; i++) {
        int order = cbg_rational_compare(d->points[0][i], d->points[1][i]);
        share[i] = order > 0 || (order == 0 && ties_to == 0) ? one : zero;
    }
    d->initial.share = share;
    cbg_status s = cbgi_allotment_total(d, &d->initial);
    int order = cbg_rational_compare(d->initial.total[0], d->initial.total[1]);
    d->leader = order == 0 ? -1 : order < 0;
    return s;
}

/* What the leader holds and the other side values, in the order of handing over. Goods that the other
 * side gives no points are never reached: once it has all that it values, it is not behind. */
static cbg_status order_of_transfer(const cbg_division *d, int *order, int *count, cbg_rational *ratio)
{
    *count = 0;
    for (int i = 0; i < d->count; i++) {
        bool held = (d->initial.share[i].num != 0) == (d->leader == 0);
        if (held && d->points[1 - d->leader][i].num > 0)
            order[(*count)++] = i;
    }
    return cbgi_order_by_ratio(d->points[d->leader], d->points[1 - d->leader], order, *count, ratio);
}

/* Steps 2 and 3, from the shares in `share`; writes the transfers to `transfer`. */
static cbg_status hand_over(cbg_division *d, cbg_rational *share, cbg_transfer *transfer, const int *order,
                            int count, const cbg_rational *ratio)
{
    cbg_status s = CBG_OK;
    int ahead = d->leader, behind = 1 - ahead;
    cbg_rational total[2] = {d->initial.total[0], d->initial.total[1]};
    for (int k = 0; k < count && s == CBG_OK; k++) {
        int good = order[k];
        cbg_rational loss = d->points[ahead][good], gain = d->points[behind][good];
        cbg_rational lead = cbgi_subtract(&s, total[ahead], total[behind]);
        if (lead.num == 0)
            break;
        cbg_rational part = cbgi_divide(&s, lead, cbgi_add(&s, loss, gain));
        if (cbg_rational_compare(part, one) > 0)
            part = one;
        total[ahead] = cbgi_subtract(&s, total[ahead], cbgi_multiply(&s, part, loss));
        total[behind] = cbgi_add(&s, total[behind], cbgi_multiply(&s, part, gain));
        share[good] = ahead == 0 ? cbgi_subtract(&s, one, part) : part;
        transfer[d->transfer_count++] = (cbg_transfer){good, ratio[good], part, {total[0], total[1]}};
    }
    return s;
}

static cbg_status adjust(cbg_division *d, cbgi_arena *arena)
{
    size_t n = (size_t)d->count;
    cbg_rational *share = cbgi_arena_array(arena, n, sizeof *share);
    cbg_rational *ratio = cbgi_arena_array(arena, n, sizeof *ratio);
    cbg_transfer *transfer = cbgi_arena_array(arena, n, sizeof *transfer);
    int *order = cbgi_arena_array(arena, n, sizeof *order);
    if (share == NULL || ratio == NULL || transfer == NULL || order == NULL)
        return CBG_NO_MEMORY;
    for (int i = 0; i < d->count; i++)
        share[i] = d->initial.share[i];
    d->adjusted.share = share;
    d->transfer = transfer;
    cbg_status s = CBG_OK;
    if (d->leader >= 0) {
        int count;
        s = order_of_transfer(d, order, &count, ratio);
        if (s == CBG_OK)
            s = hand_over(d, share, transfer, order, count, ratio);
    }
    return s == CBG_OK ? cbgi_allotment_total(d, &d->adjusted) : s;
}

static cbg_status check(const cbg_goods *goods, int ties_to, cbg_diags *diags)
{
    const cbg_span nowhere = {0, 0, 0};
    if (ties_to < 0 || ties_to > 1)
        return CBG_BAD_ARGUMENT;
    if (goods->count < 1) {
        cbg_diags_add(diags, CBG_ERROR, CBG_MISSING, nowhere, "there is nothing to divide");
        return CBG_MISSING;
    }
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < goods->count; i++) {
            if (goods->points[side][i].num >= 0)
                continue;
            cbg_diag *diag =
                cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, nowhere, "%s gives %s negative points",
                              goods->side_name[side] != NULL ? goods->side_name[side] : "one side",
                              goods->name != NULL ? goods->name[i] : "one of the goods");
            cbg_diag_hint(diag, "a burden is not a good: turn it round (\"not having to ...\")");
            return CBG_BAD_CASE;
        }
    return CBG_OK;
}

static void explain(cbg_status s, const cbg_goods *goods, const cbg_division *d, cbg_diags *diags)
{
    const cbg_span nowhere = {0, 0, 0};
    if (s == CBG_MISSING) {
        int side = d->stated_sum[0].num != 0;
        bool both = d->stated_sum[0].num == 0 && d->stated_sum[1].num == 0;
        cbg_diag *diag =
            cbg_diags_add(diags, CBG_ERROR, s, nowhere, "%s no points to anything that is to be divided",
                          both        ? "neither side gives"
                          : side == 0 ? "the first side gives"
                                      : "the second side gives");
        if (diag != NULL && !both && goods->side_name[side] != NULL)
            cbg_diag_hint(diag, "give %s points on the issues that matter to it", goods->side_name[side]);
        else
            cbg_diag_hint(diag, "give each side points on the issues that matter to it");
    } else if (s == CBG_OVERFLOW) {
        cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, s, nowhere,
                                       "the points are too finely stated for an exact division");
        cbg_diag_hint(diag, "round them to whole points");
    }
}

cbg_status cbg_divide(const cbg_goods *goods, int ties_to, const cbg_exec *exec, cbg_division **out,
                      cbg_diags *diags)
{
    cbg_status s = check(goods, ties_to, diags);
    if (s != CBG_OK)
        return s;
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec != NULL ? exec->allocator : NULL);
    cbg_division *d = cbgi_arena_alloc(&arena, sizeof *d);
    struct cbgi_division_private *own = cbgi_arena_alloc(&arena, sizeof *own);
    if (d == NULL || own == NULL) {
        cbgi_arena_free(&arena);
        return CBG_NO_MEMORY;
    }
    d->count = goods->count;
    s = take_points(goods, &arena, d);
    if (s == CBG_OK)
        s = first_winners(d, ties_to, &arena);
    if (s == CBG_OK)
        s = adjust(d, &arena);
    if (s == CBG_OK)
        s = cbgi_divide_nash(d, &arena);
    if (s == CBG_OK)
        s = cbgi_divide_whole(d, exec, &arena);
    if (s != CBG_OK) {
        explain(s, goods, d, diags);
        cbgi_arena_free(&arena);
        return s;
    }
    own->arena = arena;
    d->own = own;
    *out = d;
    return CBG_OK;
}

void cbg_division_free(cbg_division *division)
{
    if (division == NULL)
        return;
    cbgi_arena arena = division->own->arena;
    cbgi_arena_free(&arena);
}
