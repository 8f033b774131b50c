/* Landmarks where outcomes are too many to look at: branch and bound (optimum.h) with a proof or without, counting issue by
 * issue, and folding, all on a view of the space in which every voice has a seat of its own. A bloc's seat holds the
 * weighted sums of its members, who sit there as well, without weight, so that none of them falls below its walk-away.
 */
#include <string.h>

#include "base/arena.h"
#include "base/integer.h"
#include "coburg/optimum.h"
#include "coburg/solution.h"
#include "talk/landmarks.h"
#include "talk/profile.h"

/* Nodes cost as many steps as there are seats. */
#define STEPS_MAX 40000000

enum { NODES_MAX = 1000000, STATES_MAX = 1 << 17, PARTIAL_FEW = CBGI_FRONTIER_MAX, PARTIAL_MANY = 4000, WEIGHT_MAX = 1 << 20, COUNTED_SEATS = 3 };

/* The voices' seats, then those of the members of blocs. */
typedef struct view {
    cbg_space space;
    cbg_goal goal; /* from and held are set */
} view;

static cbg_status take_seats(const cbg_landmarks *l, cbgi_arena *arena, view *out)
{
    const cbg_space *space = l->profile[0]->space;
    const size_t columns = (size_t)space->offset[space->issues];
    int seats = l->voices;
    for (int v = 0; v < l->voices; v++)
        seats += l->profile[v]->members > 1 ? l->profile[v]->members : 0;
    if (seats > CBG_SEATS_MAX)
        return CBG_TOO_LARGE;
    int64_t *value = cbgi_arena_array(arena, (size_t)seats * columns, sizeof *value);
    if (value == NULL)
        return CBG_NO_MEMORY;
    memset(out, 0, sizeof *out);
    out->space = *space;
    out->space.value = value;
    out->space.seats = seats;
    int at = l->voices;
    for (int v = 0; v < l->voices; v++) {
        const cbg_profile *p = l->profile[v];
        out->space.best[v] = out->space.worst[v] = 0;
        out->space.walk_away[v] = p->walk_away;
        for (int k = 0; k < p->members; k++) {
            const int64_t *member = space->value + (size_t)p->seat[k] * columns;
            for (size_t c = 0; c < columns; c++)
                value[(size_t)v * columns + c] += p->share[k] * member[c];
            out->space.best[v] += p->share[k] * space->best[p->seat[k]];
            out->space.worst[v] += p->share[k] * space->worst[p->seat[k]];
            if (p->members == 1)
                continue;
            memcpy(value + (size_t)at * columns, member, columns * sizeof *member);
            out->space.best[at] = space->best[p->seat[k]];
            out->space.worst[at] = space->worst[p->seat[k]];
            out->space.walk_away[at++] = space->walk_away[p->seat[k]];
        }
    }
    for (int s = 0; s < seats; s++) {
        out->goal.from[s] = out->space.walk_away[s];
        out->goal.held[s] = true;
    }
    return CBG_OK;
}

/* The best by the goal's weights; *none: it is proved that there is no agreement. */
static cbg_status find(const cbg_landmarks *l, const view *w, const cbg_exec *exec, cbg_landmark *mark, bool *none)
{
    const uint64_t nodes = STEPS_MAX / (uint64_t)(w->space.seats * (l->voices + 3));
    const cbg_optimum_options options = {.max_nodes = nodes < NODES_MAX ? nodes : NODES_MAX};
    cbg_optimum *o = NULL;
    const cbg_status status = cbg_optimum_find(&w->space, &w->goal, &options, exec, &o);
    if (status == CBG_BAD_ARGUMENT)
        return CBG_OK; /* the weights do not fit: not known */
    if (status != CBG_OK)
        return status;
    if (o->exists) {
        cbgi_landmark_set(l, mark, cbg_space_encode(&w->space, o->option));
        mark->proved = o->proof.proved;
    }
    *none = *none || o->none;
    cbg_optimum_free(o);
    return CBG_OK;
}

/* Sum of utilities: whole-number weights in the proportion of 1 / (top - zero), exactly unless they get too large. */
static bool weigh_utilities(const cbg_landmarks *l, cbg_goal *goal)
{
    double most = 0;
    int64_t common = 1;
    bool exact = true;
    for (int v = 0; v < l->voices; v++) {
        const cbg_profile *p = l->profile[v];
        most = p->per_value > most ? p->per_value : most;
        exact = exact && cbgi_common_multiple(&common, p->top - p->zero);
    }
    for (int v = 0; v < l->voices && exact; v++) {
        goal->weight[v] = common / (l->profile[v]->top - l->profile[v]->zero);
        exact = goal->weight[v] <= WEIGHT_MAX;
    }
    for (int v = 0; v < l->voices && !exact; v++)
        goal->weight[v] = (int64_t)(l->profile[v]->per_value / most * WEIGHT_MAX + .5);
    return exact;
}

static cbg_status find_solutions(cbg_landmarks *l, view *w, const cbg_exec *exec)
{
    bool none = false, known = true;
    int64_t ideal[CBG_VOICES_MAX] = {0};
    cbg_status status = CBG_OK;
    w->goal.criterion = CBG_CRITERION_SUM;
    for (int v = 0; v < l->voices && status == CBG_OK && !none; v++) {
        cbg_landmark mark = {.exists = false};
        w->goal.weight[v] = 1;
        status = find(l, w, exec, &mark, &none);
        w->goal.weight[v] = 0;
        if (mark.exists)
            ideal[v] = cbg_profile_value(l->profile[v], mark.outcome) - l->profile[v]->walk_away;
        known = known && mark.proved;
    }
    l->none = none;
    if (status != CBG_OK || none)
        return status;
    const bool exact = weigh_utilities(l, &w->goal);
    status = find(l, w, exec, &l->welfare, &none);
    l->welfare.proved = l->welfare.proved && exact;
    w->goal.criterion = CBG_CRITERION_PRODUCT;
    for (int v = 0; v < l->voices; v++)
        w->goal.weight[v] = 1;
    if (status == CBG_OK)
        status = find(l, w, exec, &l->nash, &none);
    bool all_gain = true;
    w->goal.criterion = CBG_CRITERION_SMALLEST;
    for (int v = 0; v < l->voices; v++) {
        w->goal.weight[v] = ideal[v];
        all_gain = all_gain && ideal[v] > 0;
    }
    if (status == CBG_OK && all_gain)
        status = find(l, w, exec, &l->kalai, &none);
    l->kalai.proved = l->kalai.proved && known;
    return status;
}

/* Bounds from what each voice alone takes: at most the fewest of these, at least all less what each refuses. */
static void bound_count(cbg_landmarks *l)
{
    const uint64_t all = l->profile[0]->space->outcomes;
    uint64_t most = all, least = all;
    for (int v = 0; v < l->voices; v++) {
        const cbg_profile *p = l->profile[v];
        const uint64_t takes = p->own->picky ? 0 : p->acceptable, refuses = all - takes;
        const uint64_t at_most = cbgi_ladder_count_loose(&p->own->ladder, p->walk_away);
        most = at_most < most ? at_most : most;
        least = refuses < least ? least - refuses : 0;
    }
    l->agreements = least;
    l->agreements_most = (double)most;
}

/* How many agreements, or between how many; the space of the parties themselves knows. */
static cbg_status count(cbg_landmarks *l, const cbg_exec *exec)
{
    if (l->profile[0]->space->seats > COUNTED_SEATS) {
        bound_count(l);
        l->agreements += l->agreements == 0 && l->welfare.exists;
        return CBG_OK;
    }
    cbg_zone zone;
    const cbg_status status = cbg_zone_count(l->profile[0]->space, STATES_MAX, exec, &zone);
    if (status != CBG_OK)
        return status;
    l->counted = zone.counted;
    l->agreements = zone.counted ? zone.agreements : zone.at_least >= 1 ? (uint64_t)zone.at_least : 0;
    if (l->agreements == 0 && l->welfare.exists)
        l->agreements = 1;
    l->agreements_most = zone.at_most;
    return CBG_OK;
}

cbg_status cbgi_landmarks_search(cbg_landmarks *l, const cbg_exec *exec)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    view *w = cbgi_arena_alloc(&arena, sizeof *w);
    cbg_status status = w == NULL ? CBG_NO_MEMORY : take_seats(l, &arena, w);
    if (status == CBG_OK)
        status = find_solutions(l, w, exec);
    int seat[CBG_VOICES_MAX];
    for (int v = 0; v < l->voices; v++)
        seat[v] = v;
    if (status == CBG_OK)
        status = cbgi_landmarks_fold(l, &w->space, seat, l->voices <= 3 ? PARTIAL_FEW : PARTIAL_MANY, exec);
    cbgi_arena_free(&arena);
    if (status == CBG_TOO_LARGE) /* too many members of blocs: the landmarks stay unknown */
        status = CBG_OK;
    if (l->none) {
        l->counted = true;
        return status;
    }
    return status == CBG_OK ? count(l, exec) : status;
}
