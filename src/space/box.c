/* Builds boxes: allowed options, the split into high and low part, and the low tables. */
#include "space/box.h"

#include <string.h>

#include "space/box_terms.h"

enum {
    LOW_ENOUGH = 512,    /* stop folding issues in at this size ... */
    LOW_MOST = 1 << 16,  /* ... and never beyond this one, */
    ISSUE_MOST = 1 << 20 /* unless a single issue is larger */
};
#define NARROW_MAX (INT64_C(1) << 30)

/* The allowed options of one issue. */
static void allow(const cbg_space *space, int issue, uint64_t red_lines, int *option, int *count)
{
    *count = 0;
    for (int o = 0; o < space->option_count[issue]; o++) {
        if ((space->breaks[space->offset[issue] + o] & red_lines) == 0) {
            option[(*count)++] = o;
        }
    }
}

static void split(const cbg_space *space, cbgi_box *box)
{
    int64_t size = 1;
    int high = space->issues;
    while (high > 0 && size < LOW_ENOUGH) {
        int64_t next = size * box->count[high - 1];
        if (next > (size == 1 ? ISSUE_MOST : LOW_MOST)) {
            break;
        }
        size = next;
        high--;
    }
    box->high = high;
    box->low_size = (int)size;
    box->prefixes = 1;
    for (int i = 0; i < high; i++) {
        box->prefixes *= (uint64_t)box->count[i];
    }
}

/* Partial sums of the low part for one seat, or with seat < 0 the red lines it breaks. */
static void fill_low(const cbgi_box *box, int seat, int64_t *sum, uint64_t *breaks)
{
    const cbg_space *space = box->space;
    size_t options = (size_t)space->offset[space->issues];
    int size = 1;
    for (int i = box->high; i < space->issues; i++) {
        int n = box->count[i];
        /* Backwards, so that the shorter table is read before it is overwritten. */
        for (int k = size - 1; k >= 0; k--) {
            for (int o = n - 1; o >= 0; o--) {
                int at = space->offset[i] + box->allowed[i][o];
                if (seat >= 0) {
                    sum[k * n + o] = sum[k] + space->value[(size_t)seat * options + (size_t)at];
                } else {
                    breaks[k * n + o] = breaks[k] | space->breaks[at];
                }
            }
        }
        size *= n;
    }
}

static bool fits_narrow(const cbgi_box *box)
{
    const cbg_space *space = box->space;
    size_t options = (size_t)space->offset[space->issues];
    for (int seat = 0; seat < space->seats; seat++) {
        int64_t reach = box->floor[seat] < 0 ? -box->floor[seat] : box->floor[seat];
        reach += space->terms == NULL ? 0 : cbgi_terms_size(space->terms, seat);
        for (int i = 0; i < space->issues && reach < NARROW_MAX; i++) {
            int64_t most = 0;
            for (int o = 0; o < space->option_count[i]; o++) {
                int64_t v = space->value[(size_t)seat * options + (size_t)(space->offset[i] + o)];
                int64_t size = v < 0 ? -v : v;
                most = size > most ? size : most;
            }
            reach += most;
        }
        if (reach >= NARROW_MAX) {
            return false;
        }
    }
    return true;
}

static cbg_status build_low(cbgi_box *box, cbgi_arena *arena)
{
    size_t size = (size_t)box->low_size, seats = (size_t)box->space->seats;
    int64_t *low = cbgi_arena_array(arena, seats * size, sizeof *low);
    uint64_t *breaks = cbgi_arena_array(arena, size, sizeof *breaks);
    int32_t *low32 = fits_narrow(box) ? cbgi_arena_array(arena, seats * size, sizeof *low32) : NULL;
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    for (size_t seat = 0; seat < seats; seat++) {
        fill_low(box, (int)seat, low + seat * size, NULL);
    }
    for (size_t k = 0; low32 != NULL && k < seats * size; k++) {
        low32[k] = (int32_t)low[k];
    }
    fill_low(box, -1, NULL, breaks);
    uint64_t any = 0;
    for (size_t k = 0; k < size; k++) {
        any |= breaks[k];
    }
    box->low = low;
    box->low32 = low32;
    box->low_breaks = any == 0 ? NULL : breaks;
    return CBG_OK;
}

cbg_status cbgi_box_build(const cbg_space *space, uint64_t red_lines, const int64_t *floor, cbgi_arena *arena,
                          cbgi_box *box)
{
    if (!space->countable) {
        return CBG_TOO_LARGE;
    }
    memset(box, 0, sizeof *box);
    box->space = space;
    memcpy(box->floor, floor != NULL ? floor : space->walk_away, (size_t)space->seats * sizeof *box->floor);
    int *option = cbgi_arena_array(arena, (size_t)space->offset[space->issues], sizeof *option);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    box->outcomes = 1;
    for (int i = 0; i < space->issues; i++) {
        box->allowed[i] = option + space->offset[i];
        allow(space, i, red_lines, option + space->offset[i], &box->count[i]);
        box->outcomes *= (uint64_t)box->count[i];
    }
    if (box->outcomes == 0) {
        return CBG_OK;
    }
    split(space, box);
    cbg_status status = build_low(box, arena);
    return status == CBG_OK && space->terms != NULL ? cbgi_box_terms_build(box, arena) : status;
}

uint64_t cbgi_box_outcome(const cbgi_box *box, uint64_t k)
{
    int option[CBG_ISSUES_MAX];
    for (int i = box->space->issues - 1; i >= 0; i--) {
        uint64_t n = (uint64_t)box->count[i];
        option[i] = box->allowed[i][k % n];
        k /= n;
    }
    return cbg_space_encode(box->space, option);
}

void cbgi_box_set_floor(cbgi_box *box, const int64_t *floor)
{
    memcpy(box->floor, floor, (size_t)box->space->seats * sizeof *box->floor);
    if (box->outcomes > 0 && !fits_narrow(box)) {
        box->low32 = NULL;
    }
}
