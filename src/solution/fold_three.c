/* Three seats: a sweep by the first seat's sum over a staircase of the other two.
 *
 * 1. A grid over the first two sums holds the best third sum of each cell; what a cell further up on both axes beats
 *    is dominated. This drops most candidates at the price of one look-up, before anything is sorted.
 * 2. The rest is sorted by falling (first, second, third) sum. A point is dominated exactly when one before it
 *    reaches its second and third sum: a staircase of those, searched by bisection.
 * O(n + m log m), n candidates of which m pass the grid.
 */
#include <stdlib.h>

#include "solution/fold.h"

enum { CELLS_MAX = 256, CELLS_MIN = 8 };

typedef struct point3 {
    int64_t u[3];
    cbgi_origin origin;
} point3;

typedef struct grid {
    int cells; /* on each axis: about as many in all as there are candidates */
    int64_t low[2];
    double scale[2];
    int64_t best[CELLS_MAX + 1][CELLS_MAX + 1]; /* [i][j]: the best third sum in cells at or beyond i and j */
} grid;

typedef struct candidates {
    const cbgi_fold *f;
    const cbgi_layer *from;
    grid *g;
} candidates;

/* Monotone, so a larger cell means a larger sum. */
static size_t cell(const grid *g, int axis, int64_t value)
{
    return (size_t)((double)(value - g->low[axis]) * g->scale[axis]);
}

static bool candidate(const candidates *c, size_t k, int o, int64_t *sum)
{
    for (int s = 0; s < 3; s++) {
        sum[s] = c->from->sum[3 * k + (size_t)s] + c->f->value[3 * o + s];
    }
    return cbgi_fold_viable(c->f, sum);
}

static void grid_range(const candidates *c)
{
    for (int axis = 0; axis < 2; axis++) {
        int64_t low = INT64_MAX, high = INT64_MIN, least = INT64_MAX, most = INT64_MIN;
        for (size_t k = 0; k < c->from->count; k++) {
            int64_t v = c->from->sum[3 * k + (size_t)axis];
            low = v < low ? v : low;
            high = v > high ? v : high;
        }
        for (int o = 0; o < c->f->options; o++) {
            int64_t v = c->f->value[3 * o + axis];
            least = v < least ? v : least;
            most = v > most ? v : most;
        }
        c->g->low[axis] = low + least;
        c->g->scale[axis] = (c->g->cells - 0.5) / ((double)(high + most - low - least) + 1);
    }
}

static void grid_fill(const candidates *c)
{
    grid *g = c->g;
    size_t sums = c->from->count * (size_t)c->f->options;
    g->cells = CELLS_MIN;
    while (g->cells < CELLS_MAX && (size_t)g->cells * (size_t)g->cells < sums) {
        g->cells *= 2;
    }
    for (int i = 0; i <= g->cells; i++) {
        for (int j = 0; j <= g->cells; j++) {
            g->best[i][j] = INT64_MIN;
        }
    }
    grid_range(c);
    int64_t sum[3];
    for (int o = 0; o < c->f->options; o++) {
        for (size_t k = 0; k < c->from->count; k++) {
            if (candidate(c, k, o, sum)) {
                int64_t *best = &g->best[cell(g, 0, sum[0])][cell(g, 1, sum[1])];
                *best = sum[2] > *best ? sum[2] : *best;
            }
        }
    }
    for (int i = g->cells - 1; i >= 0; i--) {
        for (int j = g->cells - 1; j >= 0; j--) {
            int64_t up = g->best[i + 1][j], right = g->best[i][j + 1];
            int64_t beyond = up > right ? up : right;
            g->best[i][j] = beyond > g->best[i][j] ? beyond : g->best[i][j];
        }
    }
}

static bool beaten(const grid *g, const int64_t *sum)
{
    return g->best[cell(g, 0, sum[0]) + 1][cell(g, 1, sum[1]) + 1] >= sum[2];
}

/* Candidates that pass the grid; out NULL: only counts them. */
static size_t pass_grid(const candidates *c, point3 *out)
{
    size_t count = 0;
    int64_t sum[3];
    for (int o = 0; o < c->f->options; o++) {
        for (size_t k = 0; k < c->from->count; k++) {
            if (!candidate(c, k, o, sum) || beaten(c->g, sum)) {
                continue;
            }
            if (out != NULL) {
                out[count] = (point3){{sum[0], sum[1], sum[2]}, cbgi_fold_child(c->f, c->from, k, o)};
            }
            count++;
        }
    }
    return count;
}

static int falling(const void *left, const void *right)
{
    const point3 *x = left, *y = right;
    for (int s = 0; s < 3; s++) {
        if (x->u[s] != y->u[s]) {
            return x->u[s] > y->u[s] ? -1 : 1;
        }
    }
    return (x->origin.key > y->origin.key) - (x->origin.key < y->origin.key);
}

/* The staircase of (second, third) sums: second falls, third rises. */
typedef struct stair {
    int64_t b, c;
} stair;

/* The first step whose b is below; the one before has the best c among b' >= b. */
static size_t stairs_above(const stair *stairs, size_t count, int64_t b)
{
    size_t low = 0;
    while (count > 0) {
        size_t half = count / 2;
        bool right = stairs[low + half].b >= b;
        low = right ? low + half + 1 : low;
        count = right ? count - half - 1 : half;
    }
    return low;
}

/* Puts (b, c) where it belongs and drops the steps that it covers. */
static size_t stairs_put(stair *stairs, size_t count, size_t at, int64_t b, int64_t c)
{
    if (at > 0 && stairs[at - 1].b == b) {
        at--; /* a step of the same b has a smaller c here */
    }
    size_t covered = at;
    while (covered < count && stairs[covered].c <= c) {
        covered++;
    }
    if (covered == at) {
        for (size_t k = count; k > at; k--) {
            stairs[k] = stairs[k - 1];
        }
        count++;
    } else {
        for (size_t k = covered; k < count; k++) {
            stairs[at + 1 + k - covered] = stairs[k];
        }
        count -= covered - at - 1;
    }
    stairs[at] = (stair){b, c};
    return count;
}

/* Keeps the non-dominated points, in place; they are sorted and stay so. */
static size_t sweep(point3 *point, size_t count, stair *stairs)
{
    size_t kept = 0, steps = 0;
    for (size_t k = 0; k < count; k++) {
        const int64_t *u = point[k].u;
        if (kept > 0 && u[0] == point[kept - 1].u[0] && u[1] == point[kept - 1].u[1] &&
            u[2] == point[kept - 1].u[2]) {
            cbgi_fold_join(&point[kept - 1].origin, &point[k].origin);
            continue;
        }
        size_t at = stairs_above(stairs, steps, u[1]);
        if (at > 0 && stairs[at - 1].c >= u[2]) {
            continue;
        }
        steps = stairs_put(stairs, steps, at, u[1], u[2]);
        point[kept++] = point[k];
    }
    return kept;
}

static cbg_status filter(const candidates *c, cbgi_layer *to)
{
    const cbgi_fold *f = c->f;
    grid_fill(c);
    size_t count = pass_grid(c, NULL);
    point3 *point = cbgi_alloc(f->exec, (count + 1) * sizeof *point);
    stair *stairs = cbgi_alloc(f->exec, (count + 1) * sizeof *stairs);
    cbg_status status = point == NULL || stairs == NULL ? CBG_NO_MEMORY : CBG_OK;
    if (status == CBG_OK) {
        pass_grid(c, point);
        qsort(point, count, sizeof *point, falling);
        status = cbgi_layer_alloc(f, sweep(point, count, stairs), to);
    }
    for (size_t k = 0; status == CBG_OK && k < to->count; k++) {
        for (size_t s = 0; s < 3; s++) {
            to->sum[3 * k + s] = point[k].u[s];
        }
        to->origin[k] = point[k].origin;
    }
    cbgi_release(f->exec, point);
    cbgi_release(f->exec, stairs);
    return status;
}

cbg_status cbgi_fold_three(const cbgi_fold *f, const cbgi_layer *from, cbgi_layer *to)
{
    to->count = 0;
    if (from->count == 0 || f->options == 0) {
        return cbgi_layer_alloc(f, 0, to); /* nothing has no range for a grid */
    }
    candidates c = {f, from, cbgi_alloc(f->exec, sizeof(grid))};
    if (c.g == NULL) {
        return CBG_NO_MEMORY;
    }
    cbg_status status = filter(&c, to);
    cbgi_release(f->exec, c.g);
    return status;
}
