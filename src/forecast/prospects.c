/* What a case says of its own prospects: days left, how far apart the parties are, the room for agreement, and how often
 * the deadline has moved. */
#include <math.h>
#include <string.h>

#include "base/real.h"
#include "coburg/analysis.h"
#include "coburg/hazard.h"
#include "coburg/optimum.h"

static const double decades = 6; /* one outcome in a million leaves next to no room */

/* Days since an arbitrary day, by the Gregorian calendar. */
static int64_t day_number(const cbg_time *t)
{
    const int64_t y = t->year - (t->month <= 2), era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    const int64_t of_year = (153 * (t->month + (t->month > 2 ? -3 : 9)) + 2) / 5 + t->day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

static bool to_the_day(const cbg_time *t)
{
    return t->given && t->has_day;
}

static void count_days(const cbg_case *c, cbg_prospects *out)
{
    const cbg_time *deadline = &c->schedule.deadline;
    if (!to_the_day(&c->as_of) || !to_the_day(deadline)) {
        return;
    }
    const int64_t days = day_number(deadline) - day_number(&c->as_of) + 1;
    out->past = days < 1;
    out->far = days > CBG_HAZARD_DAYS_MAX;
    out->days = days < 1 || out->far ? 0 : (int)days;
}

/* Milestones up to the day of the case that name another deadline than stood before. */
static void count_moves(const cbg_case *c, cbg_prospects *out)
{
    const cbg_time *stood = NULL;
    for (int k = 0; k < c->schedule.milestone_count; k++) {
        const cbg_milestone *m = &c->schedule.milestone[k];
        const bool later =
            to_the_day(&c->as_of) && to_the_day(&m->time) && day_number(&m->time) > day_number(&c->as_of);
        if (!to_the_day(&m->deadline) || later) {
            continue;
        }
        out->moved += stood != NULL && day_number(stood) != day_number(&m->deadline);
        stood = &m->deadline;
    }
}

static double room(double share)
{
    const double z = share > 0 ? 1 + cbgi_log(share) / cbgi_log(10) / decades : 0;
    return z < 0 ? 0 : z > 1 ? 1 : z;
}

/* A zone that is only bounded counts by the geometric mean of its bounds. */
static double share_of(const cbg_zone *zone, double outcomes)
{
    if (zone->counted) {
        return zone->about / outcomes;
    }
    const double least = zone->at_least > 0 ? zone->at_least : 0,
                 most = isfinite(zone->at_most) ? zone->at_most : outcomes;
    return least > 0 ? sqrt(least * most) / outcomes : 0;
}

static cbg_status measure_zone(const cbg_case *c, const cbg_scenario *scenario, const cbg_exec *exec,
                               cbg_prospects *out, cbg_diags *diags)
{
    const cbg_analysis_options options = {0};
    cbg_analysis *a = NULL;
    const cbg_status status = cbg_analyze(c, scenario, &options, exec, &a, diags);
    if (status != CBG_OK) {
        return status;
    }
    double outcomes = 1;
    for (int i = 0; i < a->space->issues; i++) {
        outcomes *= a->space->option_count[i];
    }
    out->share = share_of(&a->zone, outcomes);
    out->share_open = a->set_aside ? share_of(&a->open_zone, outcomes) : out->share;
    out->zone = room(out->share);
    out->zone_open = room(out->share_open);
    cbg_analysis_free(a);
    return CBG_OK;
}

/* The largest equal share of everybody's range, red lines and walk-aways aside. */
static cbg_status measure_gap(const cbg_case *c, cbg_scenario scenario, const cbg_exec *exec,
                              cbg_prospects *out, cbg_diags *diags)
{
    cbg_space *space = NULL;
    cbg_optimum *best = NULL;
    cbg_goal goal = {.criterion = CBG_CRITERION_SMALLEST};
    scenario.red_lines = 0;
    cbg_status status = cbg_space_build(c, &scenario, exec, &space, diags);
    if (status != CBG_OK) {
        return status;
    }
    for (int s = 0; s < space->seats; s++) {
        goal.from[s] = space->worst[s];
        goal.weight[s] = space->best[s] - space->worst[s];
        out->has_gap = out->has_gap || goal.weight[s] > 0;
    }
    status = out->has_gap ? cbg_optimum_find(space, &goal, NULL, exec, &best) : CBG_OK;
    if (best != NULL && best->exists) {
        int64_t utility[CBG_SEATS_MAX];
        double share = 1;
        cbg_space_utilities(space, best->option, utility);
        for (int s = 0; s < space->seats; s++) {
            const double own =
                goal.weight[s] > 0 ? (double)(utility[s] - goal.from[s]) / (double)goal.weight[s] : 1;
            share = own < share ? own : share;
        }
        out->gap = share < 0 ? 1 : 1 - share;
    }
    out->has_gap = out->has_gap && best != NULL && best->exists;
    cbg_optimum_free(best);
    cbg_space_free(space);
    return status == CBG_TOO_LARGE ? CBG_OK : status;
}

cbg_status cbg_prospects_of(const cbg_case *c, const cbg_exec *exec, cbg_prospects *out, cbg_diags *diags)
{
    cbg_prospects made = {0};
    cbg_scenario scenario;
    if (c->party_count < 2) {
        cbg_diags_add(diags, CBG_ERROR, CBG_MISSING, (cbg_span){0, 0, 0},
                      "the case has fewer than two parties");
        return CBG_MISSING;
    }
    count_days(c, &made);
    count_moves(c, &made);
    cbg_status status = cbg_scenario_init(c, &scenario, diags);
    status = status == CBG_OK ? measure_zone(c, &scenario, exec, &made, diags) : status;
    status = status == CBG_OK ? measure_gap(c, scenario, exec, &made, diags) : status;
    if (status == CBG_OK) {
        *out = made;
    }
    return status;
}
