/* The zone, the prices of red lines and efficiency without enumeration: counted by dynamic programming, measured by
 * branch and bound. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "solution/price.h"
#include "solution/structured.h"

enum { STATES_MAX = 1 << 20 };

static uint64_t feasible_outcomes(const cbg_space *space)
{
    uint64_t product = 1;
    for (int i = 0; i < space->issues; i++) {
        uint64_t allowed = 0;
        for (int o = 0; o < space->option_count[i]; o++) {
            allowed += (space->breaks[space->offset[i] + o] & space->scenario.red_lines) == 0;
        }
        if (__builtin_mul_overflow(product, allowed, &product)) {
            product = UINT64_MAX;
        }
    }
    return product;
}

static void gains_of(const cbg_space *space, const cbg_optimum *o, int64_t *gain)
{
    cbg_space_utilities(space, o->option, gain);
    for (int s = 0; s < space->seats; s++) {
        gain[s] -= space->walk_away[s];
    }
}

/* The largest smallest gain, walk-aways or not. */
static cbg_status measure_slack(const cbg_space *space, const cbg_exec *exec, cbg_zone *zone)
{
    cbg_goal goal = {.criterion = CBG_CRITERION_SMALLEST};
    for (int s = 0; s < space->seats; s++) {
        goal.from[s] = space->walk_away[s];
        goal.weight[s] = 1;
    }
    cbg_optimum *o = NULL;
    cbg_status status = cbg_optimum_find(space, &goal, NULL, exec, &o);
    if (status != CBG_OK) {
        return status;
    }
    zone->slack = INT64_MIN;
    if (o->exists) {
        int64_t gain[CBG_SEATS_MAX];
        gains_of(space, o, gain);
        zone->slack = gain[0];
        for (int s = 1; s < space->seats; s++) {
            zone->slack = gain[s] < zone->slack ? gain[s] : zone->slack;
        }
    }
    zone->measured = o->proof.proved;
    zone->settled = zone->slack >= 0 || o->proof.proved || o->proof.bound < 0;
    cbg_optimum_free(o);
    return CBG_OK;
}

static cbg_status measure_reach(const cbg_space *space, int seat, const cbg_exec *exec, cbg_zone *zone)
{
    cbg_goal goal = {.criterion = CBG_CRITERION_SUM};
    for (int s = 0; s < space->seats; s++) {
        goal.from[s] = space->walk_away[s];
        goal.held[s] = s != seat;
    }
    goal.weight[seat] = 1;
    cbg_optimum *o = NULL;
    cbg_status status = cbg_optimum_find(space, &goal, NULL, exec, &o);
    if (status != CBG_OK) {
        return status;
    }
    int64_t gain[CBG_SEATS_MAX] = {0};
    if (o->exists) {
        gains_of(space, o, gain);
    }
    zone->reach[seat] = o->exists ? gain[seat] : INT64_MIN;
    zone->measured = zone->measured && (o->exists ? o->proof.proved : o->none);
    cbg_optimum_free(o);
    return CBG_OK;
}

static cbg_status count(const cbg_space *space, size_t max_states, const cbg_exec *exec, cbg_zone *zone)
{
    if (space->structure != 0) { /* counting adds up issue by issue; all that is certain is what was found */
        zone->at_least = (double)zone->agreements;
        zone->at_most = zone->settled && zone->agreements == 0 ? 0 : HUGE_VAL;
        return CBG_OK;
    }
    cbgi_arena arena;
    cbgi_tally tally;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbgi_count_options options = {.forbidden = space->scenario.red_lines, .max_states = max_states};
    cbg_status status = cbgi_count_zone(space, &options, exec, &arena, &tally);
    if (status == CBG_OK) {
        zone->counted = zone->settled = true;
        zone->agreements = tally.count > 0 ? tally.exact[0] : 0;
        zone->about = tally.count > 0 ? tally.about[0] : 0;
        zone->at_least = zone->at_most = zone->about;
    }
    cbgi_arena_free(&arena);
    if (status != CBG_TOO_LARGE) {
        return status;
    }
    status = cbgi_count_bounds(space, exec, &zone->at_least, &zone->at_most);
    zone->at_least = zone->at_least < (double)zone->agreements ? (double)zone->agreements : zone->at_least;
    return status;
}

cbg_status cbg_zone_count(const cbg_space *space, size_t max_states, const cbg_exec *exec, cbg_zone *out)
{
    cbg_zone zone = {.outcomes = space->outcomes, .feasible = feasible_outcomes(space)};
    if (space->structure != 0) {
        return CBG_BAD_ARGUMENT;
    }
    const cbg_status status = count(space, max_states, exec, &zone);
    if (status == CBG_OK) {
        zone.settled = zone.counted || zone.at_most < 1 || zone.at_least >= 1;
        *out = zone;
    }
    return status;
}

cbg_status cbgi_structured_zone(const cbg_space *space, const cbg_exec *exec, cbg_zone *out)
{
    cbg_zone zone = {.outcomes = space->outcomes, .feasible = feasible_outcomes(space)};
    cbg_status status = measure_slack(space, exec, &zone);
    zone.agreements = zone.slack >= 0;
    for (int s = 0; s < space->seats && status == CBG_OK; s++) {
        status = measure_reach(space, s, exec, &zone);
    }
    if (status == CBG_OK) {
        status = count(space, STATES_MAX, exec, &zone);
    }
    if (status == CBG_OK) {
        *out = zone;
    }
    return status;
}

cbg_status cbgi_structured_prices(const cbg_space *space, const cbg_exec *exec, bool *known,
                                  cbg_red_line_prices *out)
{
    *known = false;
    if (space->structure != 0) {
        return CBG_OK;
    }
    cbgi_arena arena;
    cbgi_tally tally;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbgi_count_options options = {.tracked = space->scenario.red_lines, .max_states = STATES_MAX};
    cbg_status status = cbgi_count_zone(space, &options, exec, &arena, &tally);
    *known = status == CBG_OK;
    if (status == CBG_OK) {
        cbgi_red_lines_fill(space, space->scenario.red_lines, (int)tally.count, tally.broken, tally.exact,
                            out);
    }
    cbgi_arena_free(&arena);
    return status == CBG_TOO_LARGE ? CBG_OK : status;
}

cbg_status cbgi_structured_dominated(const cbg_space *space, const int *option, const cbg_exec *exec,
                                     bool *known, bool *dominated, int *by)
{
    cbg_goal goal = {.criterion = CBG_CRITERION_SUM};
    cbg_space_utilities(space, option, goal.from);
    for (int s = 0; s < space->seats; s++) {
        goal.weight[s] = 1;
        goal.held[s] = true;
    }
    cbg_optimum_options options = {.start = option};
    cbg_optimum *o = NULL;
    cbg_status status = cbg_optimum_find(space, &goal, &options, exec, &o);
    if (status != CBG_OK) {
        return status;
    }
    *dominated = false;
    if (o->exists) {
        int64_t utility[CBG_SEATS_MAX];
        cbg_space_utilities(space, o->option, utility);
        for (int s = 0; s < space->seats; s++) {
            *dominated = *dominated || utility[s] > goal.from[s];
        }
        memcpy(by, o->option, (size_t)space->issues * sizeof *by);
    }
    *known = *dominated || o->proof.proved;
    cbg_optimum_free(o);
    return CBG_OK;
}
