/* The scanner: walks the leading issues of a box like an odometer, keeping running sums, and
 * runs the kernels over slices of the low part. */
#include "space/scan.h"

#include <math.h>
#include <string.h>

#include "base/parallel.h"
#include "space/box_terms.h"

/* Where a piece has got to. */
typedef struct walker {
    const cbgi_box *box;
    const cbgi_kernels *kernel;
    uint64_t prefix, end;
    int digit[CBG_ISSUES_MAX];
    int64_t (*sum)[CBG_SEATS_MAX]; /* [issue + 1]: gains of the issues before */
    uint64_t breaks[CBG_ISSUES_MAX + 1];
} walker;

/* Adds the chosen option of issue `i` to the running sums. */
static void add_digit(walker *w, int i)
{
    const cbg_space *space = w->box->space;
    size_t options = (size_t)space->offset[space->issues];
    int at = space->offset[i] + w->box->allowed[i][w->digit[i]];
    for (int seat = 0; seat < space->seats; seat++) {
        w->sum[i + 1][seat] = w->sum[i][seat] + space->value[(size_t)seat * options + (size_t)at];
    }
    w->breaks[i + 1] = w->breaks[i] | space->breaks[at];
}

static void walker_start(walker *w, int piece)
{
    const cbgi_box *box = w->box;
    uint64_t pieces = (uint64_t)cbgi_pieces(box), p = (uint64_t)piece;
    uint64_t size = box->prefixes / pieces, more = box->prefixes % pieces;
    w->prefix = p * size + (p < more ? p : more);
    w->end = w->prefix + size + (p < more ? 1 : 0);
    uint64_t rest = w->prefix;
    for (int i = box->high - 1; i >= 0; i--) {
        w->digit[i] = (int)(rest % (uint64_t)box->count[i]);
        rest /= (uint64_t)box->count[i];
    }
    w->breaks[0] = 0;
    for (int seat = 0; seat < box->space->seats; seat++) {
        w->sum[0][seat] = -box->floor[seat];
        w->sum[0][seat] += box->terms == NULL ? 0 : box->space->terms->seat[seat].constant;
    }
    for (int i = 0; i < box->high; i++) {
        add_digit(w, i);
    }
}

static void walker_next(walker *w)
{
    w->prefix++;
    int i = w->box->high - 1;
    while (i >= 0 && w->digit[i] + 1 == w->box->count[i]) {
        w->digit[i--] = 0;
    }
    if (i >= 0) {
        w->digit[i]++;
        for (; i < w->box->high; i++) {
            add_digit(w, i);
        }
    }
}

/* The slices of the low part are as even as can be: a short last one would waste a kernel call. */
static int slices_of(const cbgi_box *box)
{
    return (box->low_size + CBGI_BLOCK - 1) / CBGI_BLOCK;
}

static int slice_start(const cbgi_box *box, int slice)
{
    return (int)((int64_t)box->low_size * slice / slices_of(box));
}

/* What the kernel computes, for gains that need 64 bits. */
static void summarise_wide(cbgi_block *block)
{
    cbgi_block_load(block);
    block->zone = 0;
    block->max_min = INT64_MIN;
    block->max_product = (double)INFINITY;
    for (int k = 0; k < block->count; k++) {
        int64_t least = block->gain[0][k];
        for (int seat = 1; seat < block->box->space->seats; seat++) {
            least = block->gain[seat][k] < least ? block->gain[seat][k] : least;
        }
        block->zone += least >= 0;
        block->max_min = least > block->max_min ? least : block->max_min;
    }
}

static void summarise(cbgi_block *block, const cbgi_kernels *kernel)
{
    const cbgi_box *box = block->box;
    int seats = box->space->seats;
    block->feasible = block->count;
    if (box->low32 == NULL || !block->plain) {
        summarise_wide(block);
        return;
    }
    const int32_t *low[CBG_SEATS_MAX];
    int32_t base[CBG_SEATS_MAX];
    for (int seat = 0; seat < seats; seat++) {
        low[seat] = box->low32 + (size_t)seat * (size_t)box->low_size + (size_t)block->low_start;
        base[seat] = (int32_t)block->base[seat];
    }
    cbgi_kernel_result r;
    kernel->zone(seats, low, base, block->count, &r);
    block->zone = r.zone;
    block->max_min = r.max_min;
    /* Rounded up by more than the kernel's error. */
    block->max_product = (double)r.max_product * (1 + 1e-6 * (seats + 1));
    /* A product near the ends of what a float holds says nothing. */
    if (r.zone > 0 && !(r.max_product > 1e-30F && r.max_product < 1e38F)) {
        block->max_product = (double)INFINITY;
    }
}

void cbgi_block_load(cbgi_block *block)
{
    if (block->loaded) {
        return;
    }
    const cbgi_box *box = block->box;
    for (int seat = 0; seat < box->space->seats; seat++) {
        const int64_t *low = box->low + (size_t)seat * (size_t)box->low_size + block->low_start;
        int64_t base = block->base[seat];
        int64_t *gain = block->gain[seat];
        for (int k = 0; k < block->count; k++) {
            gain[k] = base + low[k];
        }
    }
    block->loaded = true;
    if (!block->plain) {
        cbgi_terms_block(block);
    }
}

void cbgi_block_zone(cbgi_block *block, int pick[CBGI_BLOCK])
{
    cbgi_block_load(block);
    int n = 0, seats = block->box->space->seats;
    for (int k = 0; k < block->count && n < (int)block->zone; k++) {
        int64_t any_below = 0;
        for (int seat = 0; seat < seats; seat++) {
            any_below |= block->gain[seat][k]; /* the sign bit collects negatives */
        }
        pick[n] = k;
        n += any_below >= 0;
    }
}

uint64_t cbgi_block_breaks(const cbgi_block *block, int k)
{
    const uint64_t *low = block->box->low_breaks;
    return block->high_breaks | (low == NULL ? 0 : low[block->low_start + k]);
}

typedef struct scan {
    const cbgi_box *box;
    const cbgi_kernels *kernel;
    cbgi_visit visit;
    void *context;
} scan;

static cbg_status scan_piece(void *context, uint64_t piece)
{
    const scan *s = context;
    const cbgi_box *box = s->box;
    int64_t sum[CBG_ISSUES_MAX + 1][CBG_SEATS_MAX];
    int64_t gain[CBG_SEATS_MAX][CBGI_BLOCK];
    walker w = {.box = box, .kernel = s->kernel, .sum = sum};
    cbgi_block block = {.box = box, .digit = w.digit, .plain = true, .gain = gain};
    for (walker_start(&w, (int)piece); w.prefix < w.end; walker_next(&w)) {
        memcpy(block.base, sum[box->high], (size_t)box->space->seats * sizeof *block.base);
        if (box->terms != NULL && !cbgi_terms_prefix(box, w.digit, block.base, &block.plain)) {
            continue;
        }
        block.high_breaks = w.breaks[box->high];
        for (int slice = 0; slice < slices_of(box); slice++) {
            block.low_start = slice_start(box, slice);
            block.count = slice_start(box, slice + 1) - block.low_start;
            block.first = w.prefix * (uint64_t)box->low_size + (uint64_t)block.low_start;
            block.loaded = false;
            summarise(&block, s->kernel);
            cbg_status status = s->visit(s->context, (int)piece, &block);
            if (status != CBG_OK) {
                return status;
            }
        }
    }
    return CBG_OK;
}

/* Tells progress in outcomes: pieces mean nothing to whoever waits. */
typedef struct outcome_progress {
    const cbg_exec *exec;
    uint64_t outcomes;
} outcome_progress;

static void tell(void *context, uint64_t done, uint64_t total)
{
    const outcome_progress *p = context;
    p->exec->progress(p->exec->progress_context, p->outcomes / total * done, p->outcomes);
}

static cbg_status run_pieces(const cbgi_box *box, const cbg_exec *exec, cbgi_piece piece, void *context)
{
    if (exec == NULL || exec->progress == NULL) {
        return cbgi_parallel_for(exec, (uint64_t)cbgi_pieces(box), piece, context);
    }
    outcome_progress progress = {exec, box->outcomes};
    cbg_exec telling = *exec;
    telling.progress = tell;
    telling.progress_context = &progress;
    return cbgi_parallel_for(&telling, (uint64_t)cbgi_pieces(box), piece, context);
}

cbg_status cbgi_scan(const cbgi_box *box, const cbg_exec *exec, cbgi_visit visit, void *context)
{
    scan s = {box, cbgi_kernels_pick(), visit, context};
    return run_pieces(box, exec, scan_piece, &s);
}

typedef struct zone_state {
    uint64_t feasible[CBGI_PIECES], zone[CBGI_PIECES];
    int64_t max_min[CBGI_PIECES];
} zone_state;

static cbg_status visit_zone(void *context, int piece, cbgi_block *block)
{
    zone_state *z = context;
    z->feasible[piece] += (uint64_t)block->feasible;
    z->zone[piece] += block->zone;
    z->max_min[piece] = block->max_min > z->max_min[piece] ? block->max_min : z->max_min[piece];
    return CBG_OK;
}

cbg_status cbgi_scan_zone(const cbgi_box *box, const cbg_exec *exec, uint64_t *feasible, uint64_t *zone,
                          int64_t *max_min)
{
    zone_state z;
    memset(&z, 0, sizeof z);
    for (int p = 0; p < CBGI_PIECES; p++) {
        z.max_min[p] = INT64_MIN;
    }
    cbg_status status = cbgi_scan(box, exec, visit_zone, &z);
    if (status != CBG_OK) {
        return status;
    }
    *feasible = *zone = 0;
    *max_min = INT64_MIN;
    for (int p = 0; p < CBGI_PIECES; p++) {
        *feasible += z.feasible[p];
        *zone += z.zone[p];
        *max_min = z.max_min[p] > *max_min ? z.max_min[p] : *max_min;
    }
    return CBG_OK;
}

typedef struct best_state {
    scan scan;
    int64_t best[CBGI_PIECES][CBG_SEATS_MAX];
} best_state;

/* The largest gain of one seat in a slice, others at or above their floors. */
static int64_t best_of_slice(const walker *w, int seat, int start, int count)
{
    const cbgi_box *box = w->box;
    int seats = box->space->seats;
    const int64_t *sum = w->sum[box->high];
    size_t size = (size_t)box->low_size;
    if (box->low32 != NULL) {
        const int32_t *low[CBG_SEATS_MAX];
        int32_t base[CBG_SEATS_MAX];
        for (int k = 0; k < seats; k++) {
            int from = k == 0 ? seat : k == seat ? 0 : k; /* the seat in question comes first */
            low[k] = box->low32 + (size_t)from * size + (size_t)start;
            base[k] = (int32_t)sum[from];
        }
        int32_t best = w->kernel->best(seats, low, base, count);
        return best == INT32_MIN ? INT64_MIN : best;
    }
    int64_t best = INT64_MIN;
    for (int k = start; k < start + count; k++) {
        bool others = true;
        for (int p = 0; p < seats; p++) {
            others = others && (p == seat || sum[p] + box->low[(size_t)p * size + (size_t)k] >= 0);
        }
        int64_t gain = sum[seat] + box->low[(size_t)seat * size + (size_t)k];
        best = others && gain > best ? gain : best;
    }
    return best;
}

static cbg_status best_piece(void *context, uint64_t piece)
{
    best_state *s = context;
    const cbgi_box *box = s->scan.box;
    int64_t sum[CBG_ISSUES_MAX + 1][CBG_SEATS_MAX];
    walker w = {.box = box, .kernel = s->scan.kernel, .sum = sum};
    int64_t *best = s->best[piece];
    for (walker_start(&w, (int)piece); w.prefix < w.end; walker_next(&w)) {
        for (int slice = 0; slice < slices_of(box); slice++) {
            int start = slice_start(box, slice), count = slice_start(box, slice + 1) - start;
            for (int seat = 0; seat < box->space->seats; seat++) {
                int64_t gain = best_of_slice(&w, seat, start, count);
                best[seat] = gain > best[seat] ? gain : best[seat];
            }
        }
    }
    return CBG_OK;
}

/* The same where terms come on top: an outcome counts for a seat when no other one is below its floor. */
static cbg_status visit_best(void *context, int piece, cbgi_block *block)
{
    best_state *s = context;
    const int seats = block->box->space->seats;
    int64_t *best = s->best[piece];
    cbgi_block_load(block);
    for (int k = 0; k < block->count; k++) {
        int below = 0, last = 0;
        for (int seat = 0; seat < seats; seat++) {
            const bool under = block->gain[seat][k] < 0;
            below += under;
            last = under ? seat : last;
        }
        for (int seat = 0; seat < seats && below <= 1; seat++) {
            const int64_t gain = block->gain[seat][k];
            best[seat] = (below == 0 || seat == last) && gain > best[seat] ? gain : best[seat];
        }
    }
    return CBG_OK;
}

cbg_status cbgi_scan_best(const cbgi_box *box, const cbg_exec *exec, int64_t *best)
{
    best_state s = {.scan = {box, cbgi_kernels_pick(), NULL, NULL}};
    for (int p = 0; p < CBGI_PIECES; p++) {
        for (int seat = 0; seat < CBG_SEATS_MAX; seat++) {
            s.best[p][seat] = INT64_MIN;
        }
    }
    cbg_status status =
        box->terms == NULL ? run_pieces(box, exec, best_piece, &s) : cbgi_scan(box, exec, visit_best, &s);
    for (int seat = 0; status == CBG_OK && seat < box->space->seats; seat++) {
        best[seat] = INT64_MIN;
        for (int p = 0; p < CBGI_PIECES; p++) {
            best[seat] = s.best[p][seat] > best[seat] ? s.best[p][seat] : best[seat];
        }
    }
    return status;
}
