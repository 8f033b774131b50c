/* Bounds on the size of a zone that cannot be counted; see structured.h. */
#include "base/arena.h"
#include "solution/structured.h"

enum { STATES_MAX = 1 << 18, PAIR_LEVELS = 400, ONE_LEVELS = 20000 };

/* Rounding of sums of doubles, more than enough. */
#define ROOM 1e-9

static cbg_status count(const cbg_space *space, const int *seat, int seats, int levels, bool up,
                        const cbg_exec *exec, double *out)
{
    cbgi_arena arena;
    cbgi_tally tally;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbgi_count_options options = {.forbidden = space->scenario.red_lines,
                                  .seat = seat,
                                  .seats = seats,
                                  .levels = levels,
                                  .up = up,
                                  .max_states = STATES_MAX};
    cbg_status status = cbgi_count_zone(space, &options, exec, &arena, &tally);
    if (status == CBG_OK) {
        *out = tally.count > 0 ? tally.about[0] : 0;
    }
    cbgi_arena_free(&arena);
    return status;
}

static double feasible(const cbg_space *space)
{
    double product = 1;
    for (int i = 0; i < space->issues; i++) {
        int allowed = 0;
        for (int o = 0; o < space->option_count[i]; o++) {
            allowed += (space->breaks[space->offset[i] + o] & space->scenario.red_lines) == 0;
        }
        product *= allowed;
    }
    return product;
}

cbg_status cbgi_count_bounds(const cbg_space *space, const cbg_exec *exec, double *at_least, double *at_most)
{
    double all = feasible(space), least = all * (1 - ROOM), most = all;
    cbg_status status = CBG_OK;
    for (int a = 0; a < space->seats && status != CBG_NO_MEMORY; a++) {
        double accepted = 0;
        status = count(space, &a, 1, ONE_LEVELS, false, exec, &accepted);
        least -= all - accepted;
        for (int b = a + 1; b < space->seats && status != CBG_NO_MEMORY; b++) {
            double both = most;
            status = count(space, (const int[]){a, b}, 2, PAIR_LEVELS, true, exec, &both);
            most = both < most ? both : most;
        }
    }
    /* With two seats the grid itself bounds from below. */
    double both = 0;
    if (space->seats == 2 && count(space, NULL, 2, PAIR_LEVELS, false, exec, &both) == CBG_OK) {
        least = both > least ? both : least;
    }
    *at_least = least > 0 ? least * (1 - ROOM) : 0;
    *at_most = most * (1 + ROOM);
    return status == CBG_NO_MEMORY ? status : CBG_OK;
}
