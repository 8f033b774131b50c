/* What dropping red lines opens, by enumeration: one scan over all outcomes that leave everybody at or above the
 * walk-away counts them by the set of red lines they break; price.c makes the price list of that.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "coburg/blocker.h"
#include "solution/price.h"
#include "space/scan.h"

enum { SETS_MAX = 4096 };

typedef struct tally {
    uint64_t in_force;
    int count;
    uint64_t *set;        /* broken sets that can occur, ascending */
    uint64_t *agreements; /* [piece * count + k], then the totals in piece 0 */
} tally;

static int ascending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static int unique(uint64_t *set, int count)
{
    qsort(set, (size_t)count, sizeof *set, ascending);
    int kept = 0;
    for (int k = 0; k < count; k++) {
        if (kept == 0 || set[k] != set[kept - 1]) {
            set[kept++] = set[k];
        }
    }
    return kept;
}

/* All unions of one option's broken lines per issue. */
static cbg_status possible_sets(const cbg_space *space, cbgi_arena *arena, tally *t)
{
    t->set = cbgi_arena_array(arena, SETS_MAX, sizeof *t->set);
    uint64_t *mine = cbgi_arena_array(arena, (size_t)space->offset[space->issues], sizeof *mine);
    uint64_t *next = cbgi_arena_array(arena, SETS_MAX * (CBG_RED_LINES_MAX + 1), sizeof *next);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    t->count = 1;
    t->set[0] = 0;
    for (int i = 0; i < space->issues; i++) {
        int options = space->option_count[i];
        for (int o = 0; o < options; o++) {
            mine[o] = space->breaks[space->offset[i] + o] & t->in_force;
        }
        int kinds = unique(mine, options);
        if (kinds > CBG_RED_LINES_MAX + 1) {
            return CBG_TOO_LARGE;
        }
        int count = 0;
        for (int k = 0; k < t->count; k++) {
            for (int m = 0; m < kinds; m++) {
                next[count++] = t->set[k] | mine[m];
            }
        }
        count = unique(next, count);
        if (count > SETS_MAX) {
            return CBG_TOO_LARGE;
        }
        memcpy(t->set, next, (size_t)count * sizeof *next);
        t->count = count;
    }
    return CBG_OK;
}

static int find_set(const tally *t, uint64_t set)
{
    int low = 0, high = t->count - 1;
    while (low < high) {
        int mid = (low + high) / 2;
        if (t->set[mid] < set) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static cbg_status visit(void *context, int piece, cbgi_block *block)
{
    const tally *t = context;
    uint64_t *count = t->agreements + (size_t)piece * (size_t)t->count;
    if (block->zone == 0) {
        return CBG_OK;
    }
    if (block->box->low_breaks == NULL) {
        count[find_set(t, block->high_breaks & t->in_force)] += block->zone;
        return CBG_OK;
    }
    int pick[CBGI_BLOCK], at = 0;
    cbgi_block_zone(block, pick);
    for (uint32_t k = 0; k < block->zone; k++) {
        uint64_t set = cbgi_block_breaks(block, pick[k]) & t->in_force;
        if (t->set[at] != set) {
            at = find_set(t, set);
        }
        count[at]++;
    }
    return CBG_OK;
}

static cbg_status count_sets(const cbg_space *space, cbgi_arena *arena, const cbg_exec *exec, tally *t)
{
    cbgi_box box;
    cbg_status status = possible_sets(space, arena, t);
    if (status == CBG_OK) {
        status = cbgi_box_build(space, 0, NULL, arena, &box);
    }
    if (status != CBG_OK) {
        return status;
    }
    t->agreements = cbgi_arena_array(arena, (size_t)CBGI_PIECES * (size_t)t->count, sizeof *t->agreements);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    status = cbgi_scan(&box, exec, visit, t);
    for (int piece = 1; piece < CBGI_PIECES; piece++) {
        for (int k = 0; k < t->count; k++) {
            t->agreements[k] += t->agreements[(size_t)piece * (size_t)t->count + (size_t)k];
        }
    }
    return status;
}

cbg_status cbg_red_line_price(const cbg_space *space, const cbg_exec *exec, cbg_red_line_prices *out)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    tally t = {.in_force = space->scenario.red_lines};
    cbg_status status = count_sets(space, &arena, exec, &t);
    if (status == CBG_OK) {
        cbgi_red_lines_fill(space, t.in_force, t.count, t.set, t.agreements, out);
    }
    cbgi_arena_free(&arena);
    return status;
}
