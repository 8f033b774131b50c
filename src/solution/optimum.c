/* Finds the best outcome by a criterion: multipliers, a good start, then the exact search; see optimum.h. */
#include "coburg/optimum.h"

#include <math.h>
#include <string.h>

#include "base/real.h"
#include "base/wide.h"
#include "solution/branch.h"

__extension__ typedef __int128 wide;

/* Nodes for finding all ties; when they are too many only the value is proved. */
enum { ROOT_STEPS = 300, TIE_NODES = 2000000 };

/* Every step of the multipliers names an outcome; the best of them is where climbing starts. */
typedef struct sighting {
    cbgi_search *s;
    int *pick;
    double score;
} sighting;

static void see(void *context, const int *pick)
{
    sighting *best = context;
    int64_t gain[CBG_SEATS_MAX];
    cbgi_search_gains(best->s, pick, gain);
    double missing = cbgi_relaxed_missing(best->s->c, gain);
    double score = missing > 0 ? -1e9 * (1 + missing) : cbgi_relaxed_value(best->s->c, gain);
    if (score > best->score) {
        best->score = score;
        memcpy(best->pick, pick, (size_t)best->s->c->issues * sizeof *pick);
    }
}

static cbg_status search_init(cbgi_search *s, const cbgi_columns *c, int keep, cbgi_arena *arena,
                              const cbg_exec *exec)
{
    size_t n = (size_t)c->seats, issues = (size_t)c->issues;
    *s =
        (cbgi_search){.c = c, .goal = c->goal, .arena = arena, .exec = exec, .keep = keep, .open = -HUGE_VAL};
    s->order.space = c->space;
    s->order.seats = c->seats;
    s->best = cbgi_arena_array(arena, (size_t)keep + 1, sizeof *s->best);
    s->all = cbgi_arena_array(arena, issues, sizeof *s->all);
    s->most = cbgi_arena_array(arena, issues * n, sizeof *s->most);
    for (int k = 0; k <= keep && !arena->failed; k++) {
        s->best[k].pick = cbgi_arena_array(arena, issues, sizeof *s->best[k].pick);
    }
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    for (size_t p = 0; p < n; p++) {
        s->none[p] = -c->goal->from[p];
        s->order.ideal[p] = c->goal->weight[p];
        s->order.exponent[p] = (int32_t)c->goal->weight[p];
    }
    for (size_t i = 0; i < issues; i++) {
        s->all[i] = (int)i;
        for (size_t p = 0; p < n; p++) {
            s->most[i * n + p] = INT64_MIN;
            for (int k = c->start[i]; k < c->start[i + 1]; k++) {
                int64_t v = c->value[(size_t)k * n + p];
                s->most[i * n + p] = v > s->most[i * n + p] ? v : s->most[i * n + p];
            }
        }
    }
    return CBG_OK;
}

/* Multipliers and a first outcome; returns the bound. */
static cbg_status root(cbgi_search *s, double *x, double *bound)
{
    const cbgi_columns *c = s->c;
    int pick[CBG_ISSUES_MAX];
    cbgi_partial at = {s->none, c->issues, s->all};
    sighting best = {s, cbgi_arena_array(s->arena, (size_t)c->issues, sizeof(int)), -HUGE_VAL};
    if (s->arena->failed) {
        return CBG_NO_MEMORY;
    }
    cbgi_relaxed_start(c, x);
    memcpy(best.pick, c->start, (size_t)c->issues * sizeof *pick);
    *bound = cbgi_relaxed_improve(c, &at, ROOT_STEPS / 3, cbgi_search_threshold(s), x, pick, see, &best);
    cbg_status status = CBG_OK;
    for (int round = 0; round < 2 && status == CBG_OK; round++) {
        double value =
            best.score > -HUGE_VAL && best.score > -1e8 ? best.score : *bound - 0.05 * (fabs(*bound) + 1);
        status = cbgi_climb(s, best.pick, x, *bound - value);
        /* With an outcome to aim at, the steps become exact ones. */
        *bound = cbgi_relaxed_improve(c, &at, ROOT_STEPS / 3, cbgi_search_threshold(s), x, pick, see, &best);
    }
    return status;
}

/* All of the search below the root. */
static cbg_status search(cbgi_search *s, uint64_t max_nodes, const double *x, double bound)
{
    s->max_nodes = s->keep > 1 || max_nodes < TIE_NODES || s->enough ? max_nodes : TIE_NODES;
    cbg_status status = cbgi_branch(s, x, bound);
    if (status == CBG_OK && s->stopped && s->max_nodes < max_nodes) {
        s->strict = true;
        s->stopped = false;
        s->open = -HUGE_VAL;
        s->max_nodes = max_nodes;
        status = cbgi_branch(s, x, bound);
    }
    return status;
}

/* An outcome that meets every constraint, if the climb found none: where the smallest gain of the held seats
 * reaches 0. *none: there is proved to be no such outcome. */
static cbg_status find_feasible(cbgi_search *s, uint64_t max_nodes, bool *none)
{
    const cbgi_columns *c = s->c;
    cbg_goal goal = {.criterion = CBG_CRITERION_SMALLEST};
    bool any = false;
    for (int p = 0; p < c->seats; p++) {
        bool above = s->goal->criterion == CBG_CRITERION_PRODUCT && s->goal->weight[p] > 0;
        goal.from[p] = s->goal->from[p] + above;
        if (above || s->goal->held[p]) {
            double range =
                1e6 / (c->scale[p] * c->unit); /* alike for all seats, give or take the width of gains */
            goal.weight[p] = range < 1 ? 1 : range > 1e6 ? 1000000 : (int64_t)range;
            any = true;
        }
    }
    if (!any) {
        return CBG_OK;
    }
    cbgi_columns columns;
    cbgi_search inner;
    double x[CBG_SEATS_MAX], bound;
    cbg_status status = cbgi_columns_build(c->space, &goal, s->keep == 1, s->arena, &columns);
    if (status == CBG_OK) {
        status = search_init(&inner, &columns, 1, s->arena, s->exec);
    }
    if (status != CBG_OK) {
        return status;
    }
    inner.enough = true;
    status = root(&inner, x, &bound);
    if (status == CBG_OK && !(inner.count > 0 && inner.best[0].value >= 0)) {
        status = search(&inner, max_nodes, x, bound);
    }
    s->nodes += inner.nodes;
    if (status != CBG_OK) {
        return status;
    }
    bool met = inner.count > 0 && inner.best[0].value >= 0;
    *none = !met && !inner.stopped;
    if (met) { /* columns depend on the space alone, so they are the same in both searches */
        int64_t gain[CBG_SEATS_MAX];
        cbgi_search_gains(s, inner.best[0].pick, gain);
        cbgi_search_offer(s, inner.best[0].pick, gain, 0);
    }
    return CBG_OK;
}

static cbg_status offer_start(cbgi_search *s, const int *option)
{
    const cbgi_columns *c = s->c;
    int pick[CBG_ISSUES_MAX];
    for (int i = 0; i < c->issues; i++) {
        pick[i] = -1;
        const cbg_space *space = c->space;
        size_t options = (size_t)space->offset[space->issues], at = (size_t)(space->offset[i] + option[i]);
        for (int k = c->start[i]; k < c->start[i + 1]; k++) {
            bool same = true;
            for (int p = 0; p < c->seats; p++) {
                same = same && c->value[(size_t)k * (size_t)c->seats + (size_t)p] ==
                                   space->value[(size_t)p * options + at];
            }
            pick[i] = same ? k : pick[i];
        }
        if (pick[i] < 0) {
            return CBG_OK; /* not feasible, so nothing to beat */
        }
    }
    int64_t gain[CBG_SEATS_MAX];
    cbgi_search_gains(s, pick, gain);
    cbgi_search_offer(s, pick, gain, 0);
    return CBG_OK;
}

/* From what bounds measure to points, or logarithms of points. */
static double in_points(const cbgi_columns *c, double value)
{
    double unit = (double)c->space->unit;
    if (c->goal->criterion != CBG_CRITERION_PRODUCT) {
        return value * c->unit / unit;
    }
    double total = 0;
    for (int p = 0; p < c->seats; p++) {
        total += (double)c->goal->weight[p];
    }
    for (int p = 0; p < c->seats; p++) {
        value -= (double)c->goal->weight[p] / total * cbgi_log(c->scale[p] * unit);
    }
    return value;
}

/* The criterion of an outcome, in points: sums and smallest gains from whole numbers, so that they come out round. */
static double value_in_points(const cbgi_search *s, const cbgi_found *f)
{
    double unit = (double)s->c->space->unit, value = HUGE_VAL;
    wide sum = 0;
    for (int p = 0; p < s->c->seats; p++) {
        int64_t weight = s->goal->weight[p];
        sum += (wide)weight * f->gain[p];
        double each = weight > 0 ? (double)f->gain[p] / ((double)weight * unit) : HUGE_VAL;
        value = each < value ? each : value;
    }
    return s->goal->criterion == CBG_CRITERION_SUM        ? (double)sum / unit
           : s->goal->criterion == CBG_CRITERION_SMALLEST ? value
                                                          : in_points(s->c, f->value);
}

static void describe_proof(const cbgi_search *s, const double *x, double bound, cbg_proof *proof)
{
    const cbgi_columns *c = s->c;
    double left = s->stopped && s->open < bound ? s->open : bound;
    proof->proved = !s->stopped;
    proof->ties_known = !s->stopped && !s->strict;
    proof->nodes = s->nodes;
    proof->value = s->count > 0 ? value_in_points(s, &s->best[0]) : -HUGE_VAL;
    proof->bound = in_points(c, left);
    if (s->count > 0 && (!s->stopped || proof->bound < proof->value)) {
        proof->bound = proof->value;
    }
    proof->root_bound = in_points(c, bound);
    double per_point = c->goal->criterion == CBG_CRITERION_PRODUCT ? (double)c->space->unit : c->unit;
    for (int p = 0; p < c->seats; p++) {
        proof->multiplier[p] = x[p] * c->scale[p] * per_point;
    }
}

static cbg_status deliver(const cbgi_search *s, cbg_optimum *out)
{
    const cbgi_columns *c = s->c;
    out->exists = s->count > 0;
    out->count = s->count;
    out->issues = c->issues;
    out->tied = s->count > 0 && s->best[0].tied > 0 ? s->best[0].tied : (uint64_t)(s->count > 0);
    out->option = cbgi_alloc(s->exec, ((size_t)s->count * (size_t)c->issues + 1) * sizeof *out->option);
    if (out->option == NULL) {
        return CBG_NO_MEMORY;
    }
    for (int k = 0; k < s->count; k++) {
        for (int i = 0; i < c->issues; i++) {
            out->option[k * c->issues + i] = c->option[s->best[k].pick[i]];
        }
    }
    return CBG_OK;
}

static cbg_status run(cbgi_search *s, const cbg_optimum_options *options, cbg_optimum *out)
{
    double x[CBG_SEATS_MAX] = {0}, bound = 0;
    uint64_t max_nodes = options->max_nodes == 0 ? CBG_NODES_DEFAULT_MAX : options->max_nodes;
    cbg_status status = options->start == NULL ? CBG_OK : offer_start(s, options->start);
    if (status == CBG_OK) {
        cbgi_relaxed_start(s->c, x);
        status = root(s, x, &bound);
    }
    if (status == CBG_OK && s->count == 0) {
        status = find_feasible(s, max_nodes, &out->none);
    }
    if (status == CBG_OK && !out->none) {
        status = search(s, max_nodes, x, bound);
    }
    if (status != CBG_OK) {
        return status;
    }
    out->none = out->none || (s->count == 0 && !s->stopped);
    describe_proof(s, x, bound, &out->proof);
    return deliver(s, out);
}

static bool sound(const cbg_space *space, const cbg_goal *goal)
{
    int64_t total = 0, most = goal->criterion == CBG_CRITERION_PRODUCT ? CBGI_WIDE_EXPONENTS : INT64_MAX / 64;
    for (int p = 0; p < space->seats; p++) {
        if (goal->weight[p] < 0 || goal->weight[p] > most) {
            return false;
        }
        total += goal->weight[p];
    }
    return total > 0 && total <= most;
}

static cbg_status find(const cbg_space *space, const cbg_goal *goal, const cbg_optimum_options *options,
                       cbgi_arena *arena, cbg_optimum *out)
{
    cbgi_columns columns;
    cbgi_search s;
    int keep = options->keep > 1 ? options->keep : 1;
    cbg_status status = cbgi_columns_build(space, goal, keep == 1, arena, &columns);
    if (status == CBG_OK && columns.blocked) {
        out->none = out->proof.proved = out->proof.ties_known = true;
        return CBG_OK;
    }
    if (status == CBG_OK) {
        status = search_init(&s, &columns, keep, arena, out->exec);
    }
    return status == CBG_OK ? run(&s, options, out) : status;
}

cbg_status cbg_optimum_find(const cbg_space *space, const cbg_goal *goal, const cbg_optimum_options *options,
                            const cbg_exec *exec, cbg_optimum **out)
{
    static const cbg_optimum_options usual = {0};
    if (!sound(space, goal)) {
        return CBG_BAD_ARGUMENT;
    }
    cbg_optimum *made = cbgi_alloc(exec, sizeof *made);
    if (made == NULL) {
        return CBG_NO_MEMORY;
    }
    memset(made, 0, sizeof *made);
    made->exec = exec;
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    options = options == NULL ? &usual : options;
    cbg_status status = space->structure == 0 ? find(space, goal, options, &arena, made)
                                              : cbgi_optimum_meet(space, goal, options, &arena, made);
    cbgi_arena_free(&arena);
    if (status != CBG_OK) {
        cbg_optimum_free(made);
        return status;
    }
    *out = made;
    return CBG_OK;
}

void cbg_optimum_free(cbg_optimum *optimum)
{
    if (optimum != NULL) {
        const cbg_exec *exec = optimum->exec;
        cbgi_release(exec, optimum->option);
        cbgi_release(exec, optimum);
    }
}
