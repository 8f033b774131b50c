/* Two seats: frontiers are staircases, and a shifted staircase is one as well, so combining is a merge.
 *
 * The copies of the frontier, one an option, are merged in pairs; each merge keeps the staircase of both in one
 * pass. O(points * options * log options), almost without branches that mispredict.
 */
#include <string.h>

#include "solution/fold.h"

typedef struct step {
    int64_t a, b; /* along a staircase a falls and b rises */
    cbgi_origin origin;
} step;

/* The shifted staircase, without what cannot reach the floor. */
static size_t shift(const cbgi_fold *f, const cbgi_layer *from, int o, step *out)
{
    const int64_t *value = f->value + 2 * o;
    size_t count = 0;
    for (size_t k = 0; k < from->count; k++) {
        int64_t sum[2] = {from->sum[2 * k] + value[0], from->sum[2 * k + 1] + value[1]};
        out[count] = (step){sum[0], sum[1], cbgi_fold_child(f, from, k, o)};
        count += cbgi_fold_viable(f, sum);
    }
    return count;
}

static size_t put(step *out, size_t count, const step *next)
{
    if (count == 0 || next->b > out[count - 1].b) {
        out[count] = *next;
        return count + 1;
    }
    if (next->b == out[count - 1].b && next->a == out[count - 1].a) {
        cbgi_fold_join(&out[count - 1].origin, &next->origin);
    }
    return count;
}

static size_t merge(const step *x, size_t xs, const step *y, size_t ys, step *out)
{
    size_t i = 0, j = 0, count = 0;
    while (i < xs && j < ys) {
        bool first = x[i].a > y[j].a || (x[i].a == y[j].a && x[i].b >= y[j].b);
        count = put(out, count, first ? &x[i++] : &y[j++]);
    }
    while (i < xs) {
        count = put(out, count, &x[i++]);
    }
    while (j < ys) {
        count = put(out, count, &y[j++]);
    }
    return count;
}

/* Merges neighbours until one run is left; returns where it is. Runs start where the ones before them could end. */
static step *merge_all(step *here, step *there, const size_t *start, size_t *length, int runs)
{
    for (int gap = 1; gap < runs; gap *= 2) {
        for (int r = 0; r < runs; r += 2 * gap) {
            int s = r + gap;
            if (s < runs) {
                length[r] = merge(here + start[r], length[r], here + start[s], length[s], there + start[r]);
            } else {
                memcpy(there + start[r], here + start[r], length[r] * sizeof *here);
            }
        }
        step *swap = here;
        here = there;
        there = swap;
    }
    return here;
}

cbg_status cbgi_fold_two(const cbgi_fold *f, const cbgi_layer *from, cbgi_layer *to)
{
    size_t runs = (size_t)f->options, most = from->count * runs;
    step *copies = cbgi_alloc(f->exec, (2 * most + 1) * sizeof *copies);
    size_t *start = cbgi_alloc(f->exec, 2 * (runs + 1) * sizeof *start), *length = start + runs + 1;
    cbg_status status = copies == NULL || start == NULL ? CBG_NO_MEMORY : CBG_OK;
    to->count = 0;
    if (status == CBG_OK) {
        for (size_t r = 0; r < runs; r++) {
            start[r] = r * from->count;
            length[r] = shift(f, from, (int)r, copies + start[r]);
        }
        const step *all = merge_all(copies, copies + most, start, length, f->options);
        size_t count = runs == 0 ? 0 : length[0];
        status = cbgi_layer_alloc(f, count, to);
        for (size_t k = 0; k < to->count && status == CBG_OK; k++) {
            to->sum[2 * k] = all[k].a;
            to->sum[2 * k + 1] = all[k].b;
            to->origin[k] = all[k].origin;
        }
    }
    cbgi_release(f->exec, copies);
    cbgi_release(f->exec, start);
    return status;
}
