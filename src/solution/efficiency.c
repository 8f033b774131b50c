/* Is an outcome Pareto-efficient, and if not, what dominates it?
 *
 * The outcome's own utilities become the floors of a scan: what reaches all of them is at least as
 * good for everybody, and dominates if its sum is greater.
 */
#include "base/arena.h"
#include "coburg/solution.h"
#include "space/scan.h"

__extension__ typedef __int128 wide;

typedef struct better {
    bool any;
    uint64_t at;
    wide sum;
} better;

static cbg_status visit(void *context, int piece, cbgi_block *block)
{
    better *best = (better *)context + piece;
    if (block->zone == 0) {
        return CBG_OK;
    }
    int pick[CBGI_BLOCK];
    cbgi_block_zone(block, pick);
    for (uint32_t k = 0; k < block->zone; k++) {
        wide sum = 0;
        for (int seat = 0; seat < block->box->space->seats; seat++) {
            sum += block->gain[seat][pick[k]];
        }
        if (sum > best->sum) {
            *best = (better){true, block->first + (uint64_t)pick[k], sum};
        }
    }
    return CBG_OK;
}

cbg_status cbg_dominated(const cbg_space *space, const int64_t *utility, const cbg_exec *exec,
                         bool *dominated, uint64_t *by)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbgi_box box;
    better best[CBGI_PIECES] = {{false, 0, 0}};
    cbg_status status = cbgi_box_build(space, space->scenario.red_lines, utility, &arena, &box);
    if (status == CBG_OK) {
        status = cbgi_scan(&box, exec, visit, best);
    }
    if (status == CBG_OK) {
        better top = {false, 0, 0};
        for (int piece = 0; piece < CBGI_PIECES; piece++) {
            top = best[piece].sum > top.sum ? best[piece] : top;
        }
        *dominated = top.any;
        if (top.any) {
            *by = cbgi_box_outcome(&box, top.at);
        }
    }
    cbgi_arena_free(&arena);
    return status;
}
