/* The zone of agreement: how many outcomes, and how far walk-aways are from closing or opening it. */
#include <string.h>

#include "base/arena.h"
#include "space/scan.h"
#include "coburg/solution.h"

cbg_status cbg_zone_measure(const cbg_space *space, const cbg_exec *exec, cbg_zone *out)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbgi_box box;
    cbg_zone zone;
    memset(&zone, 0, sizeof zone);
    cbg_status status = cbgi_box_build(space, space->scenario.red_lines, NULL, &arena, &box);
    if (status == CBG_OK) {
        zone.outcomes = space->outcomes;
        status = cbgi_scan_zone(&box, exec, &zone.feasible, &zone.agreements, &zone.slack);
    }
    if (status == CBG_OK) {
        status = cbgi_scan_best(&box, exec, zone.reach);
    }
    cbgi_arena_free(&arena);
    if (status == CBG_OK) {
        zone.counted = zone.settled = zone.measured = true;
        zone.about = zone.at_least = zone.at_most = (double)zone.agreements;
        *out = zone;
    }
    return status;
}
