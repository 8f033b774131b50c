/* Any number of seats: candidates by falling sum, each held against the non-dominated ones before it.
 *
 * A dominating point has a strictly larger sum, so whatever stands when its turn comes is kept for good (sort-filter
 * skyline: Chomicki, Godfrey, Gryz, Liang, ICDE 2003, doi 10.1109/ICDE.2003.1260846). The kept points are grouped by
 * which medians they reach: what dominates x reaches every median that x reaches, so most groups are
 * skipped unseen. Candidates are judged in batches, first against all kept before the batch (on all threads), then
 * against those kept within it.
 * Sums are compared as 30-bit numbers: differences from the least, or ranks where these do not fit.
 */
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/radix.h"
#include "solution/fold.h"
#include "space/kernel.h"

enum { MASK_SEATS = 7, GROUPS = 1 << MASK_SEATS, BATCH = 4096, PIECE = 64, SPAN = 1 << 30 };

typedef struct group {
    int32_t *block;
    size_t count, capacity; /* points; capacity in whole blocks */
} group;

typedef struct many {
    const cbgi_fold *f;
    const cbgi_kernels *kernel;
    cbgi_arena *arena;
    size_t count;
    int64_t *sum; /* candidates: [k * seats + seat] */
    cbgi_origin *origin;
    int32_t *narrow; /* the same in 30 bits */
    uint32_t *order; /* candidates by falling total */
    int32_t *median; /* [seat] */
    int32_t *slack;  /* [seat] */
    uint32_t *kept;  /* survivors */
    size_t kept_count;
    group group[GROUPS], fresh; /* fresh: kept within the batch */
    size_t batch, batch_count;
    bool *dominated; /* [BATCH] */
    bool failed;
} many;

static uint64_t hash_sum(const int64_t *sum, int seats)
{
    uint64_t h = 0x9E3779B97F4A7C15u;
    for (int s = 0; s < seats; s++) {
        h = (h ^ (uint64_t)sum[s]) * 0xBF58476D1CE4E5B9u;
        h ^= h >> 29;
    }
    return h;
}

/* Adds the sum in m->sum[count], or joins it to an equal one. */
static void add(many *m, uint32_t *slot, uint64_t mask, const cbgi_origin *origin)
{
    size_t n = (size_t)m->f->seats;
    const int64_t *sum = m->sum + m->count * n;
    uint64_t at = hash_sum(sum, m->f->seats) & mask;
    for (; slot[at] != UINT32_MAX; at = (at + 1) & mask) {
        if (memcmp(m->sum + slot[at] * n, sum, n * sizeof *sum) == 0) {
            cbgi_fold_join(&m->origin[slot[at]], origin);
            return;
        }
    }
    slot[at] = (uint32_t)m->count;
    m->origin[m->count++] = *origin;
}

static cbg_status generate(many *m, const cbgi_layer *from)
{
    const cbgi_fold *f = m->f;
    size_t n = (size_t)f->seats, most = from->count * (size_t)f->options, slots = 16;
    while (slots < 2 * most) {
        slots *= 2;
    }
    m->sum = cbgi_alloc(f->exec, (most + 1) * n * sizeof *m->sum);
    m->origin = cbgi_alloc(f->exec, (most + 1) * sizeof *m->origin);
    uint32_t *slot = cbgi_alloc(f->exec, slots * sizeof *slot);
    if (m->sum == NULL || m->origin == NULL || slot == NULL || most > UINT32_MAX / 4) {
        cbgi_release(f->exec, slot);
        return most > UINT32_MAX / 4 ? CBG_TOO_LARGE : CBG_NO_MEMORY;
    }
    memset(slot, 0xff, slots * sizeof *slot);
    for (size_t k = 0; k < from->count; k++) {
        for (int o = 0; o < f->options; o++) {
            int64_t *sum = m->sum + m->count * n;
            for (size_t s = 0; s < n; s++) {
                sum[s] = from->sum[k * n + s] + f->value[(size_t)o * n + s];
            }
            if (cbgi_fold_viable(f, sum)) {
                cbgi_origin origin = cbgi_fold_child(f, from, k, o);
                add(m, slot, slots - 1, &origin);
            }
        }
    }
    cbgi_release(f->exec, slot);
    return CBG_OK;
}

typedef struct placed {
    int64_t value;
    uint32_t at;
} placed;

static int by_value(const void *left, const void *right)
{
    const placed *x = left, *y = right;
    return x->value != y->value ? (x->value > y->value) - (x->value < y->value)
                                : (x->at > y->at) - (x->at < y->at);
}

/* Ranks keep every comparison, and always fit. */
static cbg_status narrow_by_rank(many *m, int seat)
{
    size_t n = (size_t)m->f->seats;
    placed *list = cbgi_alloc(m->f->exec, (m->count + 1) * sizeof *list);
    if (list == NULL) {
        return CBG_NO_MEMORY;
    }
    for (size_t k = 0; k < m->count; k++) {
        list[k] = (placed){m->sum[k * n + (size_t)seat], (uint32_t)k};
    }
    qsort(list, m->count, sizeof *list, by_value);
    int32_t rank = 0;
    for (size_t k = 0; k < m->count; k++) {
        rank += k > 0 && list[k].value != list[k - 1].value;
        m->narrow[list[k].at * n + (size_t)seat] = rank;
    }
    cbgi_release(m->f->exec, list);
    return CBG_OK;
}

static cbg_status narrow_seat(many *m, int seat)
{
    size_t n = (size_t)m->f->seats, s = (size_t)seat;
    int64_t low = INT64_MAX, high = INT64_MIN;
    for (size_t k = 0; k < m->count; k++) {
        low = m->sum[k * n + s] < low ? m->sum[k * n + s] : low;
        high = m->sum[k * n + s] > high ? m->sum[k * n + s] : high;
    }
    if (m->count == 0) {
        return CBG_OK;
    }
    if ((uint64_t)high - (uint64_t)low >= SPAN) {
        /* A tolerance has no meaning between ranks; leaving it out only keeps more points. */
        return narrow_by_rank(m, seat);
    }
    for (size_t k = 0; k < m->count; k++) {
        m->narrow[k * n + s] = (int32_t)(m->sum[k * n + s] - low);
    }
    m->slack[seat] = (int32_t)(m->f->slack[seat] < SPAN - 1 ? m->f->slack[seat] : SPAN - 1);
    return CBG_OK;
}

/* By falling total; equal totals stay in order, none of them dominates another. */
static cbg_status sort_by_total(many *m)
{
    size_t n = (size_t)m->f->seats, most = 0;
    uint64_t *key = cbgi_alloc(m->f->exec, (2 * m->count + 1) * sizeof *key);
    uint32_t *spare = cbgi_alloc(m->f->exec, (m->count + 1) * sizeof *spare);
    cbg_status status = key == NULL || spare == NULL ? CBG_NO_MEMORY : CBG_OK;
    for (size_t k = 0; k < m->count && status == CBG_OK; k++) {
        key[k] = 0;
        for (size_t s = 0; s < n; s++) {
            key[k] += (uint64_t)m->narrow[k * n + s];
        }
        most = key[k] > most ? key[k] : most;
        m->order[k] = (uint32_t)k;
    }
    for (size_t k = 0; k < m->count && status == CBG_OK; k++) {
        key[k] = most - key[k];
    }
    if (status == CBG_OK) {
        cbgi_radix_sort(key, m->order, key + m->count, spare, m->count);
    }
    cbgi_release(m->f->exec, key);
    cbgi_release(m->f->exec, spare);
    return status;
}

/* Any thresholds are right; near the middle they separate best. Taken from a regular sample. */
static void find_medians(many *m)
{
    enum { SAMPLE = 255 };
    size_t n = (size_t)m->f->seats;
    for (size_t s = 0; s < n && s < MASK_SEATS && m->count > 0; s++) {
        int32_t sample[SAMPLE];
        for (size_t k = 0; k < SAMPLE; k++) {
            int32_t value = m->narrow[k * m->count / SAMPLE * n + s];
            size_t at = k;
            for (; at > 0 && sample[at - 1] > value; at--) {
                sample[at] = sample[at - 1];
            }
            sample[at] = value;
        }
        m->median[s] = sample[SAMPLE / 2];
    }
}

static int mask_of(const many *m, const int32_t *x)
{
    int mask = 0;
    for (int s = 0; s < m->f->seats && s < MASK_SEATS; s++) {
        mask |= (x[s] >= m->median[s]) << s;
    }
    return mask;
}

static void group_add(many *m, group *g, const int32_t *x)
{
    size_t n = (size_t)m->f->seats, block = n * CBGI_LANES;
    if (g->count == g->capacity) {
        size_t capacity = g->capacity == 0 ? CBGI_LANES : 2 * g->capacity;
        int32_t *grown = cbgi_arena_alloc(m->arena, capacity / CBGI_LANES * block * sizeof *grown);
        if (grown == NULL) {
            m->failed = true;
            return;
        }
        for (size_t k = g->capacity * n; k < capacity * n; k++) {
            grown[k] = INT32_MIN / 2;
        }
        if (g->count > 0) {
            memcpy(grown, g->block, g->capacity * n * sizeof *grown);
        }
        g->block = grown;
        g->capacity = capacity;
    }
    int32_t *at = g->block + g->count / CBGI_LANES * block + g->count % CBGI_LANES;
    for (size_t s = 0; s < n; s++) {
        at[s * CBGI_LANES] = x[s];
    }
    g->count++;
}

static bool group_reaches(const many *m, const group *g, const int32_t *x)
{
    size_t blocks = (g->count + CBGI_LANES - 1) / CBGI_LANES;
    return blocks > 0 && m->kernel->reached(m->f->seats, g->block, blocks, x) != 0;
}

/* What a dominating point must reach: x itself, less the tolerance. */
static void wanted(const many *m, size_t candidate, int32_t *x)
{
    size_t n = (size_t)m->f->seats;
    for (size_t s = 0; s < n; s++) {
        int32_t v = m->narrow[candidate * n + s] - m->slack[s];
        x[s] = v < 0 ? 0 : v;
    }
}

static cbg_status judge(void *context, uint64_t piece)
{
    many *m = context;
    size_t end = (piece + 1) * PIECE < m->batch_count ? (piece + 1) * PIECE : m->batch_count;
    int32_t x[CBG_SEATS_MAX];
    for (size_t k = piece * PIECE; k < end; k++) {
        wanted(m, m->order[m->batch + k], x);
        int mask = mask_of(m, x);
        m->dominated[k] = false;
        for (int g = GROUPS - 1; g >= 0 && !m->dominated[k]; g--) {
            m->dominated[k] = (g & mask) == mask && group_reaches(m, &m->group[g], x);
        }
    }
    return CBG_OK;
}

static cbg_status filter_batch(many *m)
{
    cbg_exec quiet = {0};
    if (m->f->exec != NULL) {
        quiet = *m->f->exec;
        quiet.progress = NULL;
    }
    cbg_status status = cbgi_parallel_for(&quiet, (m->batch_count + PIECE - 1) / PIECE, judge, m);
    size_t n = (size_t)m->f->seats, first = m->kept_count;
    int32_t x[CBG_SEATS_MAX];
    m->fresh.count = 0;
    for (size_t k = 0; k < m->fresh.capacity * n; k++) {
        m->fresh.block[k] = INT32_MIN / 2;
    }
    for (size_t k = 0; k < m->batch_count && status == CBG_OK; k++) {
        uint32_t at = m->order[m->batch + k];
        wanted(m, at, x);
        if (!m->dominated[k] && !group_reaches(m, &m->fresh, x)) {
            group_add(m, &m->fresh, m->narrow + at * n);
            m->kept[m->kept_count++] = at;
        }
    }
    for (size_t k = first; k < m->kept_count; k++) {
        const int32_t *kept = m->narrow + m->kept[k] * n;
        group_add(m, &m->group[mask_of(m, kept)], kept);
    }
    return status == CBG_OK && m->failed ? CBG_NO_MEMORY : status;
}

static cbg_status filter(many *m)
{
    cbg_status status = CBG_OK;
    /* Small batches first: the best points clear away most of the rest. */
    size_t size = PIECE;
    for (m->batch = 0; m->batch < m->count && status == CBG_OK; m->batch += m->batch_count) {
        size_t left = m->count - m->batch;
        m->batch_count = left < size ? left : size;
        size = size < BATCH ? 2 * size : BATCH;
        status = filter_batch(m);
        if (status == CBG_OK && m->kept_count > m->f->max_partial) {
            status = CBG_TOO_LARGE;
        }
    }
    return status;
}

static cbg_status prepare(many *m)
{
    size_t n = (size_t)m->f->seats, count = m->count + 1;
    m->narrow = cbgi_arena_array(m->arena, count * n, sizeof *m->narrow);
    m->order = cbgi_arena_array(m->arena, count, sizeof *m->order);
    m->kept = cbgi_arena_array(m->arena, count, sizeof *m->kept);
    m->median = cbgi_arena_array(m->arena, n, sizeof *m->median);
    m->slack = cbgi_arena_array(m->arena, n, sizeof *m->slack);
    m->dominated = cbgi_arena_array(m->arena, BATCH, sizeof *m->dominated);
    cbg_status status = m->arena->failed ? CBG_NO_MEMORY : CBG_OK;
    for (int s = 0; s < m->f->seats && status == CBG_OK; s++) {
        status = narrow_seat(m, s);
    }
    if (status == CBG_OK) {
        find_medians(m);
        status = sort_by_total(m);
    }
    return status;
}

static cbg_status copy_kept(const many *m, cbgi_layer *to)
{
    size_t n = (size_t)m->f->seats;
    cbg_status status = cbgi_layer_alloc(m->f, m->kept_count, to);
    for (size_t k = 0; k < to->count && status == CBG_OK; k++) {
        memcpy(to->sum + k * n, m->sum + m->kept[k] * n, n * sizeof *to->sum);
        to->origin[k] = m->origin[m->kept[k]];
    }
    return status;
}

cbg_status cbgi_fold_many(const cbgi_fold *f, const cbgi_layer *from, cbgi_layer *to)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, f->exec == NULL ? NULL : f->exec->allocator);
    many *m = cbgi_arena_alloc(&arena, sizeof *m);
    cbg_status status = CBG_NO_MEMORY;
    if (m != NULL) {
        m->f = f;
        m->arena = &arena;
        m->kernel = cbgi_kernels_pick();
        status = generate(m, from);
        if (status == CBG_OK) {
            status = prepare(m);
        }
        if (status == CBG_OK) {
            status = filter(m);
            to->count = m->kept_count;
        }
        if (status == CBG_OK) {
            status = copy_kept(m, to);
        }
        cbgi_release(f->exec, m->sum);
        cbgi_release(f->exec, m->origin);
    }
    cbgi_arena_free(&arena);
    return status;
}
