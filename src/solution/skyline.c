/* Two-dimensional skylines of tables; see skyline.h.
 *
 * A point is dropped without a closer look when a sampled point lies in a higher range of a and has at least its b.
 * What is left goes into a buffer a piece, which is cut down to its own skyline when it is full.
 */
#include "coburg/skyline.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/parallel.h"
#include "space/kernel.h"

enum { PIECES = 256, RUN = 1024, SAMPLE = 1 << 15, ROOM_FIRST = 4096, ROOM_STEP = 16, ROOM_MAX = 1 << 21 };

typedef struct point {
    int32_t a, b;
    size_t at;
} point;

typedef struct sieve {
    const int32_t *a, *b;
    size_t count, room;
    int32_t low;
    int shift;
    int32_t threshold[CBGI_RANGES]; /* least b worth keeping in each range of a */
    const cbgi_kernels *kernel;
    point *kept;  /* [PIECES * room] */
    size_t *many; /* [PIECES] */
} sieve;

/* Falling a, then falling b, then rising index. */
static int falling(const void *left, const void *right)
{
    const point *x = left, *y = right;
    if (x->a != y->a) {
        return x->a > y->a ? -1 : 1;
    }
    if (x->b != y->b) {
        return x->b > y->b ? -1 : 1;
    }
    return (x->at > y->at) - (x->at < y->at);
}

static size_t staircase(point *p, size_t count)
{
    qsort(p, count, sizeof *p, falling);
    size_t kept = 0;
    for (size_t k = 0; k < count; k++) {
        if (kept == 0 || p[k].b > p[kept - 1].b) {
            p[kept++] = p[k];
        }
    }
    return kept;
}

static int range_of(const sieve *s, int32_t a)
{
    const uint32_t above = a > s->low ? (uint32_t)a - (uint32_t)s->low : 0, range = above >> s->shift;
    return range < CBGI_RANGES ? (int)range : CBGI_RANGES - 1;
}

/* Thresholds from a sample: nothing is known about the highest range. */
static void sample(sieve *s)
{
    const size_t step = s->count / SAMPLE + 1;
    int32_t high = s->low = s->a[0];
    for (size_t k = 0; k < s->count; k += step) {
        s->low = s->a[k] < s->low ? s->a[k] : s->low;
        high = s->a[k] > high ? s->a[k] : high;
    }
    for (s->shift = 0; ((uint32_t)high - (uint32_t)s->low) >> s->shift >= CBGI_RANGES; s->shift++) {
    }
    int32_t best[CBGI_RANGES];
    for (int r = 0; r < CBGI_RANGES; r++) {
        best[r] = INT32_MIN;
    }
    for (size_t k = 0; k < s->count; k += step) {
        const int r = range_of(s, s->a[k]);
        best[r] = s->b[k] > best[r] ? s->b[k] : best[r];
    }
    int32_t above = INT32_MIN;
    for (int r = CBGI_RANGES - 1; r >= 0; r--) {
        s->threshold[r] = above == INT32_MIN || above == INT32_MAX ? above : above + 1;
        above = best[r] > above ? best[r] : above;
    }
}

static cbg_status sift(void *context, uint64_t piece)
{
    sieve *s = context;
    const size_t from = (size_t)((double)s->count * (double)piece / PIECES) / RUN * RUN;
    const size_t to = piece + 1 == PIECES
                          ? s->count
                          : (size_t)((double)s->count * (double)(piece + 1) / PIECES) / RUN * RUN;
    point *kept = s->kept + (size_t)piece * s->room;
    size_t many = 0;
    for (size_t run = from; run < to; run += RUN) {
        const int n = to - run < RUN ? (int)(to - run) : RUN;
        if (s->kernel->above(s->a + run, s->b + run, n, s->low, s->shift, s->threshold) == 0) {
            continue;
        }
        if (many + RUN > s->room) {
            many = staircase(kept, many);
            if (many > s->room / 2) {
                return CBG_TOO_LARGE;
            }
        }
        for (size_t k = run; k < run + (size_t)n; k++) {
            if (s->b[k] >= s->threshold[range_of(s, s->a[k])]) {
                kept[many++] = (point){s->a[k], s->b[k], k};
            }
        }
    }
    s->many[piece] = staircase(kept, many);
    return CBG_OK;
}

static cbg_status run(sieve *s, const cbg_exec *exec, cbgi_arena *arena)
{
    cbg_status status = CBG_TOO_LARGE;
    sample(s);
    s->kernel = cbgi_kernels_pick();
    s->many = cbgi_arena_array(arena, PIECES, sizeof *s->many);
    for (s->room = ROOM_FIRST; status == CBG_TOO_LARGE && s->room <= ROOM_MAX; s->room *= ROOM_STEP) {
        cbgi_release(exec, s->kept);
        s->kept = cbgi_alloc(exec, PIECES * s->room * sizeof *s->kept);
        status =
            s->kept == NULL || s->many == NULL ? CBG_NO_MEMORY : cbgi_parallel_for(exec, PIECES, sift, s);
        if (status == CBG_OK) {
            break;
        }
    }
    return status;
}

cbg_status cbg_skyline_two(const int32_t *a, const int32_t *b, size_t count, const cbg_exec *exec,
                           size_t **index, size_t *found)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    sieve *s = cbgi_arena_alloc(&arena, sizeof *s);
    if (s == NULL) {
        return CBG_NO_MEMORY;
    }
    s->a = a;
    s->b = b;
    s->count = count;
    cbg_status status = count == 0 ? CBG_OK : run(s, exec, &arena);
    size_t all = 0;
    for (int piece = 0; piece < PIECES && count > 0 && status == CBG_OK; piece++) {
        memmove(s->kept + all, s->kept + (size_t)piece * s->room, s->many[piece] * sizeof *s->kept);
        all += s->many[piece];
    }
    all = status == CBG_OK && all > 0 ? staircase(s->kept, all) : 0;
    size_t *out = status == CBG_OK ? cbgi_alloc(exec, (all + 1) * sizeof *out) : NULL;
    if (out != NULL) {
        for (size_t k = 0; k < all; k++) {
            out[k] = s->kept[k].at;
        }
        *index = out;
        *found = all;
    }
    cbgi_release(exec, s->kept);
    cbgi_arena_free(&arena);
    return status == CBG_OK && out == NULL ? CBG_NO_MEMORY : status;
}

void cbg_skyline_free(const cbg_exec *exec, size_t *index)
{
    cbgi_release(exec, index);
}
