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
#include <stdlib.h>
#include <string.h>

#include "base/real.h"
#include "base/wide.h"
#include "solution/anneal.h"
#include "solution/branch.h"

enum { ROUNDS = 12, STEPS_A_REGION = 100, STEPS_MAX = 40000 };
#define WEIGHT_MAX 4503599627370496.0 /* 2^52: sums of weights are exact in double */
#define SLACK 1e-11                   /* rounding of logarithms and sums, relative */

/* Wide and light regions first: they go with nearly everything, so they colour badly and are better settled by the
 * classes of the others; narrow and heavy ones last, where branching begins. */
typedef struct rank {
    double key;
    int region;
} rank;

typedef struct hunt {
    const cbg_space *space;
    const cbg_goal *goal;
    cbgi_meet *m;
    cbgi_arena *arena;
    cbgi_columns c; /* what exact comparisons ask for: seats */
    cbgi_search compare;
    bool any;
    int *best; /* [issues] */
    int64_t gain[CBG_SEATS_MAX];
    double value;
    double total; /* of the goal's weights */
    /* For the multipliers in use. */
    double x[CBG_SEATS_MAX], constant, scale;
    int64_t *weight; /* [region] */
    int *order;      /* [vertex]: region */
    rank *rank;      /* [region]: for sorting */
} hunt;

/* The criterion in units (PRODUCT: logarithm of units, weights summing to 1). */
static double value_of(const hunt *h, const int64_t *gain)
{
    double sum = 0, least = HUGE_VAL;
    for (int p = 0; p < h->space->seats; p++) {
        const double w = (double)h->goal->weight[p];
        if (w > 0) {
            sum += h->goal->criterion == CBG_CRITERION_SUM ? w * (double)gain[p]
                                                           : w / h->total * cbgi_log((double)gain[p]);
            least = (double)gain[p] / w < least ? (double)gain[p] / w : least;
        }
    }
    return h->goal->criterion == CBG_CRITERION_SMALLEST ? least : sum;
}

static bool acceptable(const hunt *h, const int64_t *gain)
{
    bool ok = true;
    for (int p = 0; p < h->space->seats; p++) {
        const bool counts = h->goal->criterion == CBG_CRITERION_PRODUCT && h->goal->weight[p] > 0;
        ok = ok && !(h->goal->held[p] && gain[p] < 0) && !(counts && gain[p] <= 0);
    }
    return ok;
}

/* Takes the outcome if it is feasible and better than the best; gain[] receives its gains. */
static void offer(hunt *h, const int *option, int64_t *gain)
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
        h->value = value_of(h, gain);
    }
}

/* constant(L) and the part of the bound that no region changes. */
static double constant_of(const hunt *h)
{
    double sum = 0;
    for (int p = 0; p < h->space->seats; p++) {
        const double a = (double)h->goal->weight[p] / h->total;
        sum += h->x[p] * ((double)h->m->base[p] - (double)h->goal->from[p]);
        if (h->goal->criterion == CBG_CRITERION_PRODUCT && a > 0) {
            sum += a * cbgi_log(a / h->x[p]) - a;
        }
    }
    return sum;
}

static int falling(const void *a, const void *b)
{
    const rank *x = a, *y = b;
    return x->key != y->key ? (x->key < y->key) - (x->key > y->key)
                            : (x->region > y->region) - (x->region < y->region);
}

/* Weights, order and constant for the multipliers in x. */
static void weigh(hunt *h)
{
    const int n = h->m->count, seats = h->space->seats;
    double total = 0, all = 0;
    for (int r = 0; r < n; r++) {
        for (int p = 0; p < seats; p++) {
            total += h->x[p] * (double)h->m->pay[(size_t)r * (size_t)seats + (size_t)p];
        }
    }
    for (int p = 0; p < seats; p++) {
        all += h->x[p];
    }
    const bool exact = h->goal->criterion == CBG_CRITERION_SUM && all == h->total && total < WEIGHT_MAX;
    h->scale = exact || total <= 0 ? 1 : WEIGHT_MAX / (2 * total);
    h->constant = constant_of(h);
    for (int r = 0; r < n; r++) {
        double w = 0;
        for (int p = 0; p < seats; p++) {
            w += h->x[p] * (double)h->m->pay[(size_t)r * (size_t)seats + (size_t)p];
        }
        h->weight[r] = (int64_t)(exact ? w : ceil(w * h->scale * (1 + SLACK)));
        h->rank[r] = (struct rank){h->m->share[r] / (double)(h->weight[r] + 1), r};
    }
    qsort(h->rank, (size_t)n, sizeof *h->rank, falling);
    for (int v = 0; v < n; v++) {
        h->order[v] = h->rank[v].region;
    }
}

/* The criterion that cliques of this weight can reach. */
static double reach_of(const hunt *h, int64_t weight)
{
    const double sum = h->constant + (double)weight / h->scale;
    return h->scale == 1 && h->goal->criterion == CBG_CRITERION_SUM
               ? sum
               : sum + SLACK * (fabs(sum) + fabs(h->constant));
}

/* Cliques of this weight or less are no better than the best outcome. */
static int64_t threshold_of(const hunt *h)
{
    if (!h->any) {
        return INT64_MIN / 2;
    }
    const double room = (h->value - h->constant) * h->scale;
    const double slack =
        h->scale == 1 && h->goal->criterion == CBG_CRITERION_SUM
            ? 0
            : SLACK * h->scale * (fabs(h->value) + fabs(h->constant) + fabs(h->value - h->constant)) + 1;
    return (int64_t)floor(room - slack);
}

static void found(void *context, cbgi_clique *search, const uint64_t *member)
{
    hunt *h = context;
    int option[CBG_ISSUES_MAX];
    int64_t gain[CBG_SEATS_MAX];
    cbgi_meet_outcome(h->m, h->order, member, option);
    offer(h, option, gain);
    search->threshold = threshold_of(h);
}

static void shrink(void *context, const uint64_t *member, int v, uint64_t *next)
{
    const hunt *h = context;
    cbgi_meet_shrink(h->m, h->order, member, v, (h->m->count + 63) / 64, next);
}

/* Multipliers to start from: everybody's range alike. */
static void start(hunt *h)
{
    double sum = 0;
    for (int p = 0; p < h->space->seats; p++) {
        const double w = (double)h->goal->weight[p];
        const double most = (double)h->space->best[p] - (double)h->goal->from[p];
        const double range = most > 1 ? most : 1;
        switch (h->goal->criterion) {
        case CBG_CRITERION_SUM: h->x[p] = w; break;
        case CBG_CRITERION_PRODUCT: h->x[p] = 2 * w / h->total / range; break;
        case CBG_CRITERION_SMALLEST: h->x[p] = w > 0 ? 1 / range : 0; break;
        }
        sum += h->x[p] * w;
    }
    for (int p = 0; p < h->space->seats && h->goal->criterion == CBG_CRITERION_SMALLEST; p++) {
        h->x[p] /= sum; /* a weighted mean of gain / weight */
    }
}

/* A step towards multipliers whose best outcome is the criterion's; false when there is nothing to move. */
static bool step(hunt *h, const int64_t *gain, int round)
{
    double sum = 0, mean = 0;
    int counting = 0;
    for (int p = 0; p < h->space->seats; p++) {
        const double w = (double)h->goal->weight[p];
        counting += w > 0;
        mean += w > 0 ? (double)gain[p] * h->x[p] : 0;
    }
    if (h->goal->criterion == CBG_CRITERION_SUM || counting < 2) {
        return false;
    }
    const double speed = 1.0 / (1 + round);
    for (int p = 0; p < h->space->seats; p++) {
        const double w = (double)h->goal->weight[p], a = w / h->total;
        if (w == 0) {
            continue;
        }
        if (h->goal->criterion == CBG_CRITERION_PRODUCT) {
            double ratio = gain[p] > 0 ? a / ((double)gain[p] * h->x[p]) : 4;
            ratio = ratio > 4 ? 4 : ratio < 0.25 ? 0.25 : ratio;
            h->x[p] *= cbgi_pow(ratio, speed);
        } else {
            double lead = mean > 0 ? (double)gain[p] / w / mean - 1 : 0;
            lead = lead > 2 ? 2 : lead < -2 ? -2 : lead;
            h->x[p] *= cbgi_exp(-speed * lead);
        }
        sum += h->x[p] * w;
    }
    for (int p = 0; p < h->space->seats && h->goal->criterion == CBG_CRITERION_SMALLEST; p++) {
        h->x[p] /= sum;
    }
    return true;
}

/* Good outcomes and good multipliers; leaves the graph of the best in *graph and their bound in *bound. */
static cbg_status prepare(hunt *h, cbgi_clique *graph, double *bound)
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
    start(h);
    for (int round = 0; round < ROUNDS && status == CBG_OK; round++) {
        int64_t gain[CBG_SEATS_MAX];
        weigh(h);
        status = cbgi_meet_graph(h->m, h->order, h->weight, h->arena, graph);
        if (status != CBG_OK) {
            return status;
        }
        const double reach = reach_of(h, cbgi_clique_bound(graph, h->arena));
        if (reach < *bound) {
            *bound = reach;
            memcpy(kept, h->x, sizeof kept);
        }
        cbgi_anneal_run(&a, h->weight, round == 0 ? steps : steps / 4, &random, option, option + issues);
        offer(h, option, gain);
        if (!step(h, gain, round)) {
            break;
        }
    }
    memcpy(h->x, kept, sizeof kept);
    weigh(h);
    return cbgi_meet_graph(h->m, h->order, h->weight, h->arena, graph);
}

static double in_points(const hunt *h, double value)
{
    const double unit = (double)h->space->unit;
    return h->goal->criterion == CBG_CRITERION_PRODUCT ? value - cbgi_log(unit) : value / unit;
}

static cbg_status deliver(const hunt *h, const cbgi_clique *graph, double bound, cbg_optimum *out)
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

static cbg_status run(hunt *h, const cbg_optimum_options *options, cbg_optimum *out)
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
    graph.threshold = threshold_of(h);
    graph.max_nodes = options->max_nodes == 0 ? CBG_NODES_DEFAULT_MAX : options->max_nodes;
    status = cbgi_clique_search(&graph, h->arena, out->exec);
    return status == CBG_OK ? deliver(h, &graph, bound, out) : status;
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
    hunt h = {.space = space, .goal = goal, .m = &m, .arena = arena, .c = {.seats = space->seats}};
    h.compare.c = &h.c;
    h.compare.goal = goal;
    h.compare.order.seats = space->seats;
    for (int p = 0; p < space->seats; p++) {
        h.compare.order.ideal[p] = goal->weight[p];
        h.compare.order.exponent[p] = (int32_t)goal->weight[p];
        h.total += (double)goal->weight[p];
    }
    h.best = cbgi_arena_array(arena, (size_t)space->issues, sizeof *h.best);
    h.weight = cbgi_arena_array(arena, (size_t)m.count, sizeof *h.weight);
    h.rank = cbgi_arena_array(arena, (size_t)m.count, sizeof *h.rank);
    h.order = cbgi_arena_array(arena, (size_t)m.count, sizeof *h.order);
    return arena->failed ? CBG_NO_MEMORY : run(&h, options, out);
}
