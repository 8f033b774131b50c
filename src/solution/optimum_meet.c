/* The best outcome by a criterion where utilities have interactions, boxes or constraints: optimum.h over the graph of
 * meet.h.
 *
 * For multipliers L the criterion is at most constant(L) + sum over regions of (L . pays), so the weight of a clique
 * bounds the criterion of its outcomes, and a colouring of the graph bounds all of them. Annealing finds good
 * outcomes for some multipliers, which it then moves as subgradients say; with the best ones the cliques are
 * searched. Weights are rounded up to integers, so that bounds hold exactly; a sum whose weights are small enough is not
 * rounded at all.
 */
#include <math.h>
#include <string.h>

#include "base/real.h"
#include "solution/anneal.h"
#include "solution/hunt.h"

enum { ROUNDS = 12, STEPS_A_REGION = 100, STEPS_MAX = 40000 };

static bool acceptable(const cbgi_hunt *h, const int64_t *gain)
{
    bool ok = true;
    for (int p = 0; p < h->space->seats; p++) {
        const bool counts = h->goal->criterion == CBG_CRITERION_PRODUCT && h->goal->weight[p] > 0;
        ok = ok && !(h->goal->held[p] && gain[p] < 0) && !(counts && gain[p] <= 0);
    }
    return ok;
}

/* Takes the outcome if it is feasible and better than the best; gain[] receives its gains. */
static void offer(cbgi_hunt *h, const int *option, int64_t *gain)
{
    const cbg_space *space = h->space;
    cbg_space_utilities(space, option, gain);
    for (int p = 0; p < space->seats; p++) {
        gain[p] -= h->goal->from[p];
    }
    if (cbg_space_broken(space, option) != 0 || !cbg_space_possible(space, option) || !acceptable(h, gain)) {
        return;
    }
    if (!h->any || cbgi_search_compare(&h->compare, gain, h->gain) > 0) {
        h->any = true;
        memcpy(h->best, option, (size_t)space->issues * sizeof *option);
        memcpy(h->gain, gain, (size_t)space->seats * sizeof *gain);
        h->value = cbgi_hunt_value(h, gain);
    }
}

static void found(void *context, cbgi_clique *search, const uint64_t *member)
{
    cbgi_hunt *h = context;
    int option[CBG_ISSUES_MAX];
    int64_t gain[CBG_SEATS_MAX];
    cbgi_meet_outcome(h->m, h->order, member, option);
    offer(h, option, gain);
    search->threshold = cbgi_hunt_threshold(h);
}

static void shrink(void *context, const uint64_t *member, int v, uint64_t *next)
{
    const cbgi_hunt *h = context;
    cbgi_meet_shrink(h->m, h->order, h->meeting, member, v, next);
}

/* Good outcomes and good multipliers; leaves the graph of the best in *graph and their bound in *bound. */
static cbg_status prepare(cbgi_hunt *h, cbgi_clique *graph, double *bound)
{
    const size_t issues = (size_t)h->space->issues;
    cbgi_anneal a;
    cbgi_stream random;
    cbg_status status = cbgi_anneal_init(h->m, h->arena, &a);
    int *option = cbgi_arena_array(h->arena, 2 * issues, sizeof *option);
    if (status != CBG_OK || option == NULL) {
        return CBG_NO_MEMORY;
    }
    cbgi_stream_init(&random, 0, 0x6d656574, 0, 0, 0);
    for (size_t i = 0; i < issues; i++) {
        option[i] = a.allowed[a.allowed_start[i]];
    }
    const int wanted = STEPS_A_REGION * (h->m->count + 1), steps = wanted < STEPS_MAX ? wanted : STEPS_MAX;
    double kept[CBG_SEATS_MAX];
    *bound = HUGE_VAL;
    cbgi_hunt_start(h);
    for (int round = 0; round < ROUNDS && status == CBG_OK; round++) {
        int64_t gain[CBG_SEATS_MAX];
        cbgi_hunt_weigh(h);
        status = cbgi_meet_graph(h->m, h->order, h->weight, h->arena, graph, &h->meeting);
        if (status != CBG_OK) {
            return status;
        }
        const double reach = cbgi_hunt_reach(h, cbgi_clique_bound(graph, h->arena));
        if (reach < *bound) {
            *bound = reach;
            memcpy(kept, h->x, sizeof kept);
        }
        cbgi_anneal_run(&a, h->weight, round == 0 ? steps : steps / 4, &random, option, option + issues);
        offer(h, option, gain);
        if (!cbgi_hunt_step(h, gain, round)) {
            break;
        }
    }
    memcpy(h->x, kept, sizeof kept);
    cbgi_hunt_weigh(h);
    return cbgi_meet_graph(h->m, h->order, h->weight, h->arena, graph, &h->meeting);
}

static double in_points(const cbgi_hunt *h, double value)
{
    const double unit = (double)h->space->unit;
    return h->goal->criterion == CBG_CRITERION_PRODUCT ? value - cbgi_log(unit) : value / unit;
}

static cbg_status deliver(const cbgi_hunt *h, const cbgi_clique *graph, double bound, cbg_optimum *out)
{
    const double found = h->any ? h->value : -HUGE_VAL;
    const double left = graph->stopped && bound > found ? bound : found;
    out->exists = h->any;
    out->none = !h->any && !graph->stopped;
    out->tied = h->any;
    out->count = h->any;
    out->issues = h->space->issues;
    out->proof = (cbg_proof){.proved = !graph->stopped, .nodes = graph->nodes};
    out->proof.value = in_points(h, found);
    out->proof.bound = in_points(h, left);
    out->proof.root_bound = in_points(h, bound);
    for (int p = 0; p < h->space->seats; p++) {
        out->proof.multiplier[p] =
            h->goal->criterion == CBG_CRITERION_PRODUCT ? h->x[p] * (double)h->space->unit : h->x[p];
    }
    out->option = cbgi_alloc(out->exec, ((size_t)out->issues + 1) * sizeof *out->option);
    if (out->option == NULL) {
        return CBG_NO_MEMORY;
    }
    if (h->any) {
        memcpy(out->option, h->best, (size_t)out->issues * sizeof *out->option);
    }
    return CBG_OK;
}

static cbg_status hunt_init(cbgi_hunt *h, const cbg_space *space, const cbg_goal *goal, cbgi_meet *m,
                            cbgi_arena *arena);
static cbg_status run(cbgi_hunt *h, const cbg_optimum_options *options, cbg_optimum *out);

/* An outcome that leaves every held seat where it must be, if annealing met none: one whose smallest gain over these
 * seats reaches 0. out->none: there is proved to be none. */
static cbg_status find_feasible(cbgi_hunt *h, uint64_t max_nodes, cbg_optimum *out)
{
    cbg_goal goal = {.criterion = CBG_CRITERION_SMALLEST};
    int64_t gain[CBG_SEATS_MAX];
    cbg_optimum inner = {.exec = out->exec};
    cbgi_hunt one;
    bool any = false;
    for (int p = 0; p < h->space->seats; p++) {
        const bool factor = h->goal->criterion == CBG_CRITERION_PRODUCT && h->goal->weight[p] > 0;
        goal.from[p] = h->goal->from[p] + factor;
        goal.weight[p] = goal.held[p] = factor || h->goal->held[p];
        any = any || goal.weight[p] > 0;
    }
    if (!any || h->enough) {
        return CBG_OK;
    }
    cbg_status status = hunt_init(&one, h->space, &goal, h->m, h->arena);
    one.enough = true;
    const cbg_optimum_options options = {.max_nodes = max_nodes};
    status = status == CBG_OK ? run(&one, &options, &inner) : status;
    if (status != CBG_OK) {
        return status;
    }
    cbgi_release(out->exec, inner.option);
    out->none = inner.none;
    out->proof.nodes = inner.proof.nodes;
    if (one.any) {
        offer(h, one.best, gain);
    }
    return CBG_OK;
}

static cbg_status run(cbgi_hunt *h, const cbg_optimum_options *options, cbg_optimum *out)
{
    cbgi_clique graph = {0};
    double bound;
    int64_t gain[CBG_SEATS_MAX];
    if (options->start != NULL) {
        offer(h, options->start, gain);
    }
    cbg_status status = prepare(h, &graph, &bound);
    if (status != CBG_OK) {
        return status;
    }
    graph.found = found;
    graph.shrink = h->m->convex ? NULL : shrink;
    graph.context = h;
    graph.threshold = cbgi_hunt_threshold(h);
    graph.max_nodes = options->max_nodes == 0 ? CBG_NODES_CLIQUE_MAX : options->max_nodes;
    if (!h->any) {
        status = find_feasible(h, graph.max_nodes, out);
        graph.threshold = cbgi_hunt_threshold(h);
        graph.nodes = out->proof.nodes;
    }
    if (status == CBG_OK && out->none) {
        out->proof.proved = true;
        return CBG_OK;
    }
    if (status == CBG_OK) {
        status = cbgi_clique_search(&graph, h->arena, out->exec);
    }
    return status == CBG_OK ? deliver(h, &graph, bound, out) : status;
}

static cbg_status hunt_init(cbgi_hunt *h, const cbg_space *space, const cbg_goal *goal, cbgi_meet *m,
                            cbgi_arena *arena)
{
    *h = (cbgi_hunt){.space = space, .goal = goal, .m = m, .arena = arena, .c = {.seats = space->seats}};
    h->compare.c = &h->c;
    h->compare.goal = goal;
    h->compare.order.seats = space->seats;
    for (int p = 0; p < space->seats; p++) {
        h->compare.order.ideal[p] = goal->weight[p];
        h->compare.order.exponent[p] = (int32_t)goal->weight[p];
        h->total += (double)goal->weight[p];
    }
    h->best = cbgi_arena_array(arena, (size_t)space->issues, sizeof *h->best);
    h->weight = cbgi_arena_array(arena, (size_t)m->count, sizeof *h->weight);
    h->rank = cbgi_arena_array(arena, (size_t)m->count, sizeof *h->rank);
    h->order = cbgi_arena_array(arena, (size_t)m->count, sizeof *h->order);
    return arena->failed ? CBG_NO_MEMORY : CBG_OK;
}

cbg_status cbgi_optimum_meet(const cbg_space *space, const cbg_goal *goal, const cbg_optimum_options *options,
                             cbgi_arena *arena, cbg_optimum *out)
{
    cbgi_meet m;
    cbg_status status = cbgi_meet_build(space, arena, &m);
    if (status != CBG_OK) {
        return status;
    }
    if (m.blocked) {
        out->none = out->proof.proved = true;
        return CBG_OK;
    }
    cbgi_hunt h;
    status = hunt_init(&h, space, goal, &m, arena);
    return status == CBG_OK ? run(&h, options, out) : status;
}
