/* Branch and bound by reduced costs.
 *
 * Under fixed multipliers an option costs its distance from the best option of its issue, and an outcome is worth
 * looking at only while its costs sum to at most bound - threshold. That search is cheap a node, and enough
 * when the gap is small. Where it needs more than LOCAL nodes it is given up, one issue is branched on and the multipliers
 * are improved for each of its options: nodes that cost more and prune more.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solution/branch.h"

enum { LOCAL = 2000, STEPS = 8, NODES_A_STEP = 2 };

/* A node that multipliers were improved for, and the costs under them. */
typedef struct level {
    int open;
    int *issue;    /* [open], the one whose second option costs most first */
    int *column;   /* [columns of c]: of each issue, from its start, by rising cost */
    double *cost;  /* beside column */
    int64_t *rest; /* [(open + 1) * seats]: most that issues from k on can add */
    int64_t *gain; /* [(open + 1) * seats]: along the path */
    double bound;
    double x[CBG_SEATS_MAX];
} level;

typedef struct walk {
    cbgi_search *s;
    const level *at;
    int *pick;
    int64_t need[CBG_SEATS_MAX]; /* gains that an outcome worth finding has at least */
    double threshold;
    uint64_t local; /* nodes left before giving up here */
    bool given_up;
} walk;

static int by_cost(const void *left, const void *right)
{
    const double *x = left, *y = right;
    return x[0] != y[0] ? (x[0] > y[0]) - (x[0] < y[0]) : (x[1] > y[1]) - (x[1] < y[1]);
}

/* Columns of one issue by rising cost under x; equal costs by index. */
static void sort_columns(const cbgi_columns *c, level *l, int issue, double (*list)[2])
{
    int from = c->start[issue], count = c->start[issue + 1] - from;
    double best = -HUGE_VAL;
    for (int k = 0; k < count; k++) {
        const double *v = c->scaled + (size_t)(from + k) * (size_t)c->seats;
        double sum = 0;
        for (int p = 0; p < c->seats; p++) {
            sum += l->x[p] * v[p];
        }
        best = sum > best ? sum : best;
        list[k][0] = -sum;
        list[k][1] = from + k;
    }
    qsort(list, (size_t)count, sizeof *list, by_cost);
    for (int k = 0; k < count; k++) {
        l->cost[from + k] = best + list[k][0];
        l->column[from + k] = (int)list[k][1];
    }
}

/* What it costs not to take the best option of an issue. */
static double second_cost(const cbgi_columns *c, const level *l, int issue)
{
    return c->start[issue + 1] - c->start[issue] > 1 ? l->cost[c->start[issue] + 1] : HUGE_VAL;
}

static void order_issues(const cbgi_columns *c, level *l)
{
    for (int k = 1; k < l->open; k++) {
        int issue = l->issue[k], at = k;
        for (; at > 0 && second_cost(c, l, l->issue[at - 1]) < second_cost(c, l, issue); at--) {
            l->issue[at] = l->issue[at - 1];
        }
        l->issue[at] = issue;
    }
}

static level *level_new(cbgi_search *s)
{
    const cbgi_columns *c = s->c;
    size_t columns = (size_t)c->start[c->issues], n = (size_t)c->seats, issues = (size_t)c->issues;
    level *l = cbgi_arena_alloc(s->arena, sizeof *l);
    if (l != NULL) {
        l->issue = cbgi_arena_array(s->arena, issues, sizeof *l->issue);
        l->column = cbgi_arena_array(s->arena, columns, sizeof *l->column);
        l->cost = cbgi_arena_array(s->arena, columns, sizeof *l->cost);
        l->rest = cbgi_arena_array(s->arena, (issues + 1) * n, sizeof *l->rest);
        l->gain = cbgi_arena_array(s->arena, (issues + 1) * n, sizeof *l->gain);
    }
    return s->arena->failed ? NULL : l;
}

/* Costs and order under l->x; l->issue and l->open are set. */
static void level_fill(const cbgi_search *s, level *l, double (*list)[2])
{
    const cbgi_columns *c = s->c;
    size_t n = (size_t)c->seats;
    for (int k = 0; k < l->open; k++) {
        sort_columns(c, l, l->issue[k], list);
    }
    order_issues(c, l);
    memset(l->rest + (size_t)l->open * n, 0, n * sizeof *l->rest);
    for (int k = l->open - 1; k >= 0; k--) {
        for (size_t p = 0; p < n; p++) {
            l->rest[(size_t)k * n + p] =
                l->rest[(size_t)(k + 1) * n + p] + s->most[(size_t)l->issue[k] * n + p];
        }
    }
}

/* Gains that everything at or above the threshold has, seat by seat. */
static void set_need(const cbgi_search *s, double threshold, int64_t *need)
{
    for (int p = 0; p < s->c->seats; p++) {
        bool counted = s->goal->weight[p] > 0;
        need[p] = counted && s->goal->criterion == CBG_CRITERION_PRODUCT ? 1
                  : s->goal->held[p]                                     ? 0
                                                                         : INT64_MIN / 2;
        if (counted && s->goal->criterion == CBG_CRITERION_SMALLEST && threshold > -HUGE_VAL) {
            double least = threshold / s->c->scale[p];
            int64_t rounded = (int64_t)(least - 1 - 1e-9 * fabs(least));
            need[p] = rounded > need[p] ? rounded : need[p];
        }
    }
}

static void refresh(walk *w)
{
    double now = cbgi_search_threshold(w->s);
    if (now != w->threshold) {
        w->threshold = now;
        set_need(w->s, now, w->need);
    }
}

static uint64_t behind(const cbgi_columns *c, const int *pick)
{
    uint64_t many = 1;
    for (int i = 0; i < c->issues; i++) {
        if (__builtin_mul_overflow(many, c->many[pick[i]], &many)) {
            return UINT64_MAX;
        }
    }
    return many;
}

static bool can_reach(const walk *w, int depth, const int64_t *gain)
{
    const int64_t *rest = w->at->rest + (size_t)depth * (size_t)w->s->c->seats;
    bool reach = true;
    for (int p = 0; p < w->s->c->seats; p++) {
        reach &= gain[p] + rest[p] >= w->need[p];
    }
    return reach;
}

static bool out_of_nodes(walk *w)
{
    cbgi_search *s = w->s;
    s->stopped = s->stopped || ++s->nodes > s->max_nodes;
    return s->stopped || (s->enough && s->count > 0 && s->best[0].value >= 0);
}

/* The cheap search below a level. */
static void descend(walk *w, int depth, double cost)
{
    const level *l = w->at;
    const cbgi_columns *c = w->s->c;
    size_t n = (size_t)c->seats;
    const int64_t *gain = l->gain + (size_t)depth * n;
    if (depth == l->open) {
        cbgi_search_offer(w->s, w->pick, gain, behind(c, w->pick));
        refresh(w);
        return;
    }
    int64_t *next = l->gain + (size_t)(depth + 1) * n;
    int issue = l->issue[depth];
    for (int k = c->start[issue]; k < c->start[issue + 1]; k++) {
        if (l->bound - cost - l->cost[k] < w->threshold) {
            return;
        }
        if (out_of_nodes(w) || w->local-- == 0) {
            w->given_up = true;
            return;
        }
        const int64_t *value = c->value + (size_t)l->column[k] * n;
        for (size_t p = 0; p < n; p++) {
            next[p] = gain[p] + value[p];
        }
        if (can_reach(w, depth + 1, next)) {
            w->pick[issue] = l->column[k];
            descend(w, depth + 1, cost + l->cost[k]);
            if (w->given_up) {
                return;
            }
        }
    }
}

typedef struct tree {
    cbgi_search *s;
    int *pick;
    double (*list)[2];
    level **level; /* [issues + 1] */
} tree;

static cbg_status solve(tree *t, int depth);

/* Does the cheap search within LOCAL nodes; outcomes counted by one that is given up are forgotten. */
static bool try_cheap(tree *t, const level *l)
{
    cbgi_search *s = t->s;
    walk w = {.s = s, .at = l, .pick = t->pick, .threshold = (double)NAN, .local = LOCAL};
    uint64_t tied = s->count > 0 ? s->best[0].tied : 0;
    int64_t before[CBG_SEATS_MAX] = {0};
    memcpy(before, s->count > 0 ? s->best[0].gain : before, (size_t)s->c->seats * sizeof *before);
    bool had = s->count > 0;
    refresh(&w);
    descend(&w, 0, 0);
    if (w.given_up && s->count > 0) {
        bool same = had && cbgi_search_compare(s, before, s->best[0].gain) == 0;
        s->best[0].tied = same ? tied : 0;
    }
    return !w.given_up;
}

/* Improves the multipliers for one option of the branching issue and goes on below it. */
static cbg_status try_option(tree *t, int depth, const level *l, int column)
{
    cbgi_search *s = t->s;
    const cbgi_columns *c = s->c;
    size_t n = (size_t)c->seats;
    level *child = t->level[depth + 1];
    if (child == NULL) {
        child = t->level[depth + 1] = level_new(s);
        if (child == NULL) {
            return CBG_NO_MEMORY;
        }
    }
    child->open = l->open - 1;
    memcpy(child->issue, l->issue + 1, (size_t)child->open * sizeof *child->issue);
    for (size_t p = 0; p < n; p++) {
        child->gain[p] = l->gain[p] + c->value[(size_t)column * n + p];
    }
    memcpy(child->x, l->x, n * sizeof *child->x);
    int pick[CBG_ISSUES_MAX];
    cbgi_partial at = {child->gain, child->open, child->issue};
    child->bound = cbgi_relaxed_improve(c, &at, STEPS, cbgi_search_threshold(s), child->x, pick, NULL, NULL);
    s->nodes += STEPS * NODES_A_STEP;
    if (child->bound < cbgi_search_threshold(s)) {
        return CBG_OK;
    }
    t->pick[l->issue[0]] = column;
    level_fill(s, child, t->list);
    return solve(t, depth + 1);
}

static cbg_status solve(tree *t, int depth)
{
    cbgi_search *s = t->s;
    const level *l = t->level[depth];
    if (s->exec != NULL && s->exec->cancel != NULL && atomic_load(s->exec->cancel)) {
        return CBG_CANCELLED;
    }
    if (try_cheap(t, l) || (s->enough && s->count > 0 && s->best[0].value >= 0)) {
        return CBG_OK;
    }
    cbg_status status = CBG_OK;
    int issue = l->issue[0];
    for (int k = s->c->start[issue]; k < s->c->start[issue + 1] && status == CBG_OK; k++) {
        double bound = l->bound - l->cost[k];
        if (bound < cbgi_search_threshold(s)) {
            break;
        }
        if (s->stopped) {
            s->open = bound > s->open ? bound : s->open;
            break;
        }
        status = try_option(t, depth, l, l->column[k]);
    }
    return status;
}

cbg_status cbgi_branch(cbgi_search *s, const double *x, double bound)
{
    const cbgi_columns *c = s->c;
    tree t = {.s = s};
    t.pick = cbgi_arena_array(s->arena, (size_t)c->issues, sizeof *t.pick);
    t.list = cbgi_arena_array(s->arena, (size_t)c->widest, sizeof *t.list);
    t.level = cbgi_arena_array(s->arena, (size_t)c->issues + 1, sizeof *t.level);
    level *root = s->arena->failed ? NULL : level_new(s);
    if (root == NULL) {
        return CBG_NO_MEMORY;
    }
    t.level[0] = root;
    root->open = c->issues;
    root->bound = bound;
    memcpy(root->issue, s->all, (size_t)c->issues * sizeof *root->issue);
    memcpy(root->x, x, (size_t)c->seats * sizeof *x);
    memcpy(root->gain, s->none, (size_t)c->seats * sizeof *root->gain);
    level_fill(s, root, t.list);
    return bound < cbgi_search_threshold(s) ? CBG_OK : solve(&t, 0);
}
