/* The exact Pareto frontier where utilities are not sums over issues: by looking at every outcome.
 *
 * Each piece of a scan keeps its own list of points that nothing in the piece dominates, with whatever last
 * dominated something in front, because it is likely to do so again. The lists are then joined: sorted by
 * falling utility of the first seat, then of the next ..., so that what dominates a point stands before it.
 * Source: sort-filter-skyline, J. Chomicki, P. Godfrey, J. Gryz and D. Liang, Skyline with presorting, ICDE 2003,
 * 717-719, doi 10.1109/ICDE.2003.1260846; the lists are the windows of S. Boerzsoenyi, D. Kossmann and
 * K. Stocker, The skyline operator, ICDE 2001, 421-430, doi 10.1109/ICDE.2001.914855.
 */
#include <stdlib.h>
#include <string.h>

#include "solution/fold.h"
#include "space/scan.h"

enum { ROOM_FIRST = 512, ROOM_STEP = 8 };
#define BYTES_MAX ((size_t)1 << 30)

typedef struct point {
    uint64_t at; /* index in the box: ascending with the outcome number */
    uint64_t tied;
    const int64_t *utility;
} point;

/* The list of one piece. */
typedef struct list {
    size_t count;
    uint64_t *at, *tied; /* [room] */
    int64_t *utility;    /* [room * seats], above the floors */
} list;

typedef struct scanning {
    const cbg_space *space;
    int seats;
    int seat[CBG_SEATS_MAX];
    cbgi_box box;
    size_t room;
    int pieces;
    list *piece; /* [pieces] */
} scanning;

static void move(list *l, int seats, size_t to, size_t from)
{
    l->at[to] = l->at[from];
    l->tied[to] = l->tied[from];
    memcpy(l->utility + to * (size_t)seats, l->utility + from * (size_t)seats,
           (size_t)seats * sizeof *l->utility);
}

static void to_front(list *l, int seats, size_t k)
{
    for (int s = 0; s < seats; s++) {
        const int64_t swap = l->utility[s];
        l->utility[s] = l->utility[k * (size_t)seats + (size_t)s];
        l->utility[k * (size_t)seats + (size_t)s] = swap;
    }
    const uint64_t at = l->at[0], tied = l->tied[0];
    l->at[0] = l->at[k];
    l->tied[0] = l->tied[k];
    l->at[k] = at;
    l->tied[k] = tied;
}

/* Enters a point unless it is dominated; drops what it dominates. False: no room. */
static bool enter(list *l, int seats, size_t room, const int64_t *utility, uint64_t at)
{
    for (size_t k = 0; k < l->count;) {
        const int64_t *other = l->utility + k * (size_t)seats;
        bool above = false, below = false;
        for (int s = 0; s < seats; s++) {
            above |= utility[s] > other[s];
            below |= utility[s] < other[s];
        }
        if (!above && !below) {
            l->tied[k]++;
            return true;
        }
        if (!above) {
            to_front(l, seats, k);
            return true;
        }
        if (!below) {
            move(l, seats, k, --l->count);
            continue;
        }
        k++;
    }
    if (l->count == room) {
        return false;
    }
    l->at[l->count] = at;
    l->tied[l->count] = 1;
    memcpy(l->utility + l->count++ * (size_t)seats, utility, (size_t)seats * sizeof *utility);
    return true;
}

static cbg_status visit(void *context, int piece, cbgi_block *block)
{
    const scanning *w = context;
    list *l = &w->piece[piece];
    int pick[CBGI_BLOCK];
    cbgi_block_zone(block, pick);
    for (uint32_t k = 0; k < block->zone; k++) {
        int64_t utility[CBG_SEATS_MAX];
        for (int s = 0; s < w->seats; s++) {
            utility[s] = block->gain[w->seat[s]][pick[k]];
        }
        if (!enter(l, w->seats, w->room, utility, block->first + (uint64_t)pick[k])) {
            return CBG_TOO_LARGE;
        }
    }
    return CBG_OK;
}

/* Scans with lists of this room. CBG_TOO_LARGE: it was not enough. */
static cbg_status scan_with(scanning *w, cbgi_arena *arena, const cbg_exec *exec)
{
    const size_t n = (size_t)w->seats, pieces = (size_t)w->pieces, all = pieces * w->room;
    uint64_t *at = cbgi_arena_array(arena, all, 2 * sizeof *at);
    int64_t *utility = cbgi_arena_array(arena, all, n * sizeof *utility);
    w->piece = cbgi_arena_array(arena, pieces, sizeof *w->piece);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    for (size_t p = 0; p < pieces; p++) {
        w->piece[p] = (list){0, at + p * 2 * w->room, at + (p * 2 + 1) * w->room, utility + p * n * w->room};
    }
    return cbgi_scan(&w->box, exec, visit, w);
}

/* For qsort, whose comparison knows nothing but the entries. */
typedef struct sorted {
    point p;
    int seats;
} sorted;

/* Falling utilities; equal ones by rising outcome. */
static int falling(const void *a, const void *b)
{
    const sorted *x = a, *y = b;
    for (int s = 0; s < x->seats; s++) {
        if (x->p.utility[s] != y->p.utility[s]) {
            return x->p.utility[s] > y->p.utility[s] ? -1 : 1;
        }
    }
    return (x->p.at > y->p.at) - (x->p.at < y->p.at);
}

static bool covers(const int64_t *a, const int64_t *b, int seats)
{
    bool covers = true;
    for (int s = 0; s < seats; s++) {
        covers &= a[s] >= b[s];
    }
    return covers;
}

/* Keeps what nothing before it dominates; equal points become one. Returns how many. */
static size_t filter(sorted *p, size_t count, int seats)
{
    size_t kept = 0;
    for (size_t k = 0; k < count; k++) {
        size_t by = 0;
        if (seats == 2) {
            by = kept > 0 && p[kept - 1].p.utility[1] >= p[k].p.utility[1] ? kept - 1 : kept;
        } else {
            while (by < kept && !covers(p[by].p.utility, p[k].p.utility, seats)) {
                by++;
            }
        }
        if (by == kept) {
            p[kept++] = p[k];
        } else if (memcmp(p[by].p.utility, p[k].p.utility, (size_t)seats * sizeof(int64_t)) == 0) {
            p[by].p.tied += p[k].p.tied;
        }
    }
    return kept;
}

static cbg_status deliver(const scanning *w, const sorted *p, size_t count, const cbg_exec *exec,
                          cbg_frontier *out)
{
    const size_t n = (size_t)w->seats, issues = (size_t)w->space->issues;
    out->utility = cbgi_alloc(exec, (count * n + 1) * sizeof *out->utility);
    out->tied = cbgi_alloc(exec, (count + 1) * sizeof *out->tied);
    out->option = cbgi_alloc(exec, (count * issues + 1) * sizeof *out->option);
    if (out->utility == NULL || out->tied == NULL || out->option == NULL) {
        return CBG_NO_MEMORY;
    }
    for (size_t k = 0; k < count; k++) {
        int option[CBG_ISSUES_MAX];
        for (size_t s = 0; s < n; s++) {
            out->utility[k * n + s] = p[k].p.utility[s] + w->box.floor[w->seat[s]];
        }
        out->tied[k] = p[k].p.tied;
        cbg_space_decode(w->space, cbgi_box_outcome(&w->box, p[k].p.at), option);
        for (size_t i = 0; i < issues; i++) {
            out->option[k * issues + i] = (uint16_t)option[i];
        }
    }
    out->count = count;
    out->complete = true;
    out->folded = w->space->issues;
    return CBG_OK;
}

static cbg_status join(const scanning *w, size_t most, cbgi_arena *arena, const cbg_exec *exec,
                       cbg_frontier *out)
{
    size_t count = 0;
    for (int piece = 0; piece < w->pieces; piece++) {
        count += w->piece[piece].count;
    }
    sorted *p = cbgi_arena_array(arena, count, sizeof *p);
    if (p == NULL) {
        return CBG_NO_MEMORY;
    }
    count = 0;
    for (int piece = 0; piece < w->pieces; piece++) {
        const list *l = &w->piece[piece];
        for (size_t k = 0; k < l->count; k++) {
            p[count++] = (sorted){{l->at[k], l->tied[k], l->utility + k * (size_t)w->seats}, w->seats};
        }
    }
    qsort(p, count, sizeof *p, falling);
    count = filter(p, count, w->seats);
    out->partial = out->widest = count;
    return count > most ? CBG_OK : deliver(w, p, count, exec, out);
}

static cbg_status run(scanning *w, const cbg_frontier_options *options, size_t most, cbgi_arena *arena,
                      const cbg_exec *exec, cbg_frontier *out)
{
    int64_t floor[CBG_SEATS_MAX];
    memcpy(floor, w->space->worst, sizeof floor);
    for (int s = 0; s < w->seats && options->in_zone; s++) {
        floor[w->seat[s]] = w->space->walk_away[w->seat[s]];
    }
    cbg_status status = cbgi_box_build(w->space, w->space->scenario.red_lines, floor, arena, &w->box);
    w->pieces = cbgi_pieces(&w->box);
    for (w->room = ROOM_FIRST; status == CBG_OK; w->room *= ROOM_STEP) {
        status = scan_with(w, arena, exec);
        if (status != CBG_TOO_LARGE) {
            break;
        }
        const size_t bytes =
            (size_t)w->pieces * w->room * ROOM_STEP * ((size_t)w->seats + 2) * sizeof(int64_t);
        out->partial = out->widest = w->room;
        if (w->room > most || bytes > BYTES_MAX) {
            return CBG_OK; /* the budget is an answer: complete stays false */
        }
        status = CBG_OK;
    }
    return status == CBG_OK ? join(w, most, arena, exec, out) : status;
}

cbg_status cbgi_frontier_scan(const cbg_space *space, const cbg_frontier_options *options, size_t most,
                              const cbg_exec *exec, cbg_frontier *out)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    scanning *w = cbgi_arena_alloc(&arena, sizeof *w);
    cbg_status status = CBG_NO_MEMORY;
    if (w != NULL) {
        w->space = space;
        w->seats = out->seats;
        memcpy(w->seat, out->seat, sizeof w->seat);
        status = run(w, options, most, &arena, exec, out);
    }
    cbgi_arena_free(&arena);
    return status;
}
