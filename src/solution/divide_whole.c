/* Whole goods between two sides: leximin and maximum Nash welfare, exactly.
 *
 * Both rules choose an efficient division, and both see only the totals, so it is enough to keep the
 * frontier of (total of the first, total of the second). It is folded good by good: each point
 * leads to two, "the first gets it" and "the second gets it"; both lists are in order, so one
 * merge drops what is dominated. Points keep the point they came from, which gives the division back.
 * Leximin: the smaller total as large as possible, then the larger. Maximum Nash welfare: the
 * greatest product; when no division gives both sides something, the greatest single total
 * (I. Caragiannis et al., "The unreasonable fairness of maximum Nash welfare", ACM TEAC 7 (2019) 12,
 * doi 10.1145/3355902). Ties go to the division that is better for the first side.
 */
#include "base/integer.h"
#include "base/wide.h"
#include "solution/divide.h"

enum { PARTIALS_MAX = 1 << 22 }; /* partial divisions that are kept, about 100 MB */

typedef struct partial {
    int64_t total[2];
    uint32_t from;   /* index in the layer before */
    bool first_gets; /* the good of this layer */
} partial;

typedef struct layer {
    partial *item;
    uint32_t count;
} layer;

/* Points as whole numbers of one unit for both sides; false when they do not fit. */
static bool to_integers(const cbg_division *d, int64_t *value[2])
{
    const int64_t limit = INT64_MAX / 4; /* so that totals add without overflow */
    int64_t unit = 1;
    for (int i = 0; i < 2 * d->count; i++) {
        if (!cbgi_common_multiple(&unit, d->points[i % 2][i / 2].den) || unit > limit)
            return false;
    }
    for (int side = 0; side < 2; side++) {
        int64_t sum = 0;
        for (int i = 0; i < d->count; i++) {
            cbg_rational p = d->points[side][i];
            int64_t scale = unit / p.den;
            if (p.num > (limit - sum) / scale)
                return false;
            value[side][i] = p.num * scale;
            sum += value[side][i];
        }
    }
    return true;
}

/* The frontier of the next layer, by falling total of the first side. */
static layer extend(layer last, int64_t a, int64_t b, cbgi_arena *arena)
{
    layer next = {cbgi_arena_array(arena, 2 * (size_t)last.count, sizeof(partial)), 0};
    if (next.item == NULL)
        return next;
    uint32_t give = 0, keep = 0; /* next to be given to the first; to the second */
    int64_t best = -1;           /* of the second side's totals so far */
    while (give < last.count || keep < last.count) {
        partial x = {{-1, -1}, give, true}, y = {{-1, -1}, keep, false};
        if (give < last.count) {
            x.total[0] = last.item[give].total[0] + a;
            x.total[1] = last.item[give].total[1];
        }
        if (keep < last.count) {
            y.total[0] = last.item[keep].total[0];
            y.total[1] = last.item[keep].total[1] + b;
        }
        bool first = x.total[0] > y.total[0] || (x.total[0] == y.total[0] && x.total[1] >= y.total[1]);
        partial z = first ? x : y;
        if (first)
            give++;
        else
            keep++;
        if (z.total[1] <= best)
            continue;
        best = z.total[1];
        next.item[next.count++] = z;
    }
    return next;
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_leximin(const int64_t x[2], const int64_t y[2])
{
    int x_low = x[1] < x[0], y_low = y[1] < y[0];
    int order = compare(x[x_low], y[y_low]);
    return order != 0 ? order : compare(x[1 - x_low], y[1 - y_low]);
}

static int by_product(const int64_t x[2], const int64_t y[2])
{
    int order = cbgi_wide_compare_products(x, y, NULL, 2);
    if (order != 0 || (x[0] > 0 && x[1] > 0))
        return order;
    return compare(x[0] > x[1] ? x[0] : x[1], y[0] > y[1] ? y[0] : y[1]);
}

/* The best point of the last layer (the first of equals, which is the better one for the first side),
 * traced back to shares. */
static cbg_status choose(const cbg_division *d, const layer *layers,
                         int (*order)(const int64_t[2], const int64_t[2]), cbgi_arena *arena,
                         cbg_allotment *out)
{
    cbg_rational *share = cbgi_arena_array(arena, (size_t)d->count, sizeof *share);
    if (share == NULL)
        return CBG_NO_MEMORY;
    const layer *last = &layers[d->count];
    uint32_t at = 0;
    for (uint32_t k = 1; k < last->count; k++)
        if (order(last->item[k].total, last->item[at].total) > 0)
            at = k;
    for (int i = d->count; i > 0; i--) {
        const partial *p = &layers[i].item[at];
        share[i - 1] = (cbg_rational){p->first_gets, 1};
        at = p->from;
    }
    out->share = share;
    return cbgi_allotment_total(d, out);
}

/* Folds into layers[0..count]; *done tells whether it stayed within PARTIALS_MAX. */
static cbg_status fold(const cbg_division *d, const cbg_exec *exec, int64_t *const value[2], layer *layers,
                       cbgi_arena *scratch, bool *done)
{
    layers[0] = (layer){cbgi_arena_alloc(scratch, sizeof(partial)), 1}; /* nobody has anything yet */
    if (layers[0].item == NULL)
        return CBG_NO_MEMORY;
    uint64_t kept = 0;
    *done = false;
    for (int i = 0; i < d->count; i++) {
        if (exec != NULL && exec->cancel != NULL && atomic_load(exec->cancel))
            return CBG_CANCELLED;
        kept += 2 * (uint64_t)layers[i].count;
        if (kept > PARTIALS_MAX)
            return CBG_OK;
        layers[i + 1] = extend(layers[i], value[0][i], value[1][i], scratch);
        if (layers[i + 1].item == NULL)
            return CBG_NO_MEMORY;
    }
    *done = true;
    return CBG_OK;
}

cbg_status cbgi_divide_whole(cbg_division *d, const cbg_exec *exec, cbgi_arena *arena)
{
    cbgi_arena scratch;
    cbgi_arena_init(&scratch, exec != NULL ? exec->allocator : NULL);
    size_t n = (size_t)d->count;
    int64_t *value[2] = {cbgi_arena_array(&scratch, n, sizeof(int64_t)),
                         cbgi_arena_array(&scratch, n, sizeof(int64_t))};
    layer *layers = cbgi_arena_array(&scratch, n + 1, sizeof *layers);
    cbg_status s = value[0] == NULL || value[1] == NULL || layers == NULL ? CBG_NO_MEMORY : CBG_OK;
    d->whole_known = false;
    if (s == CBG_OK && to_integers(d, value)) {
        s = fold(d, exec, value, layers, &scratch, &d->whole_known);
        if (s == CBG_OK && d->whole_known)
            s = choose(d, layers, by_leximin, arena, &d->leximin);
        if (s == CBG_OK && d->whole_known)
            s = choose(d, layers, by_product, arena, &d->max_product);
    }
    cbgi_arena_free(&scratch);
    return s;
}
