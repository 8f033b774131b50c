/* The Pareto frontier, folded issue by issue: F_i = nondominated(F_{i-1} + V_i); see frontier.h.
 *
 * Of equal sums the one with the smallest outcome number is kept; since numbering is mixed radix that choice
 * is safe at every step. Numbers that outgrow 64 bits are replaced by ranks now and then, which order alike.
 */
#include "coburg/frontier.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "coburg/solution.h"
#include "solution/fold.h"

/* How to get back from a sum to its options. */
typedef struct step_back {
    uint32_t parent;
    uint16_t option;
} step_back;

typedef struct folding {
    const cbg_space *space;
    const cbg_exec *exec;
    cbg_frontier *out;
    cbgi_fold f;
    cbgi_layer layer;
    step_back *trace[CBG_ISSUES_MAX];
    int64_t best_rest[CBG_ISSUES_MAX + 1][CBG_SEATS_MAX]; /* over allowed options of the issues from i on */
    uint64_t key_span;                                    /* all keys are below */
} folding;

cbg_status cbgi_layer_alloc(const cbgi_fold *f, size_t count, cbgi_layer *layer)
{
    layer->count = count;
    if (count > f->max_partial) {
        return CBG_TOO_LARGE;
    }
    layer->sum = cbgi_alloc(f->exec, (count * (size_t)f->seats + 1) * sizeof *layer->sum);
    layer->origin = cbgi_alloc(f->exec, (count + 1) * sizeof *layer->origin);
    return layer->sum == NULL || layer->origin == NULL ? CBG_NO_MEMORY : CBG_OK;
}

void cbgi_layer_free(const cbgi_fold *f, cbgi_layer *layer)
{
    cbgi_release(f->exec, layer->sum);
    cbgi_release(f->exec, layer->origin);
    *layer = (cbgi_layer){0};
}

static int64_t value_at(const folding *w, int which, int issue, int option)
{
    const cbg_space *space = w->space;
    size_t options = (size_t)space->offset[space->issues];
    return space->value[(size_t)w->out->seat[which] * options + (size_t)(space->offset[issue] + option)];
}

static bool allowed(const cbg_space *space, int issue, int option)
{
    return (space->breaks[space->offset[issue] + option] & space->scenario.red_lines) == 0;
}

static void sum_best_rest(folding *w)
{
    for (int i = w->space->issues - 1; i >= 0; i--) {
        for (int s = 0; s < w->f.seats; s++) {
            int64_t best = 0;
            bool any = false;
            for (int o = 0; o < w->space->option_count[i]; o++) {
                if (allowed(w->space, i, o)) {
                    int64_t v = value_at(w, s, i, o);
                    best = !any || v > best ? v : best;
                    any = true;
                }
            }
            w->best_rest[i][s] = w->best_rest[i + 1][s] + best;
        }
    }
}

/* The tolerance of one fold: an equal part of epsilon times the seat's range. */
static cbg_status set_slack(folding *w, cbg_rational epsilon)
{
    if (epsilon.den == 0 || epsilon.num == 0) {
        w->f.exact = true;
        return CBG_OK;
    }
    if (epsilon.num < 0 || epsilon.num > epsilon.den) {
        return CBG_BAD_ARGUMENT;
    }
    double share = (double)epsilon.num / (double)epsilon.den * (1 - 1e-12);
    for (int s = 0; s < w->f.seats; s++) {
        int seat = w->out->seat[s];
        double range = (double)(w->space->best[seat] - w->space->worst[seat]);
        w->f.slack[s] = (int64_t)(share * range / w->space->issues);
    }
    return CBG_OK;
}

static cbg_status choose_seats(folding *w, const cbg_frontier_options *options)
{
    w->f.seats = options->seat == NULL ? w->space->seats : options->seats;
    if (w->f.seats < 1 || w->f.seats > CBG_SEATS_MAX) {
        return CBG_BAD_ARGUMENT;
    }
    for (int s = 0; s < w->f.seats; s++) {
        int seat = options->seat == NULL ? s : options->seat[s];
        if (seat < 0 || seat >= w->space->seats) {
            return CBG_BAD_ARGUMENT;
        }
        w->out->seat[s] = seat;
    }
    w->out->seats = w->f.seats;
    w->out->issues = w->space->issues;
    return CBG_OK;
}

/* The first layer: one empty package. */
static cbg_status start(folding *w)
{
    w->key_span = 1;
    cbg_status status = cbgi_layer_alloc(&w->f, 1, &w->layer);
    if (status == CBG_OK) {
        memset(w->layer.sum, 0, (size_t)w->f.seats * sizeof *w->layer.sum);
        w->layer.origin[0] = (cbgi_origin){.many = 1};
    }
    return status;
}

static int by_key(const void *left, const void *right)
{
    const uint64_t *x = left, *y = right;
    return (x[0] > y[0]) - (x[0] < y[0]);
}

/* Replaces keys by their ranks when the next issue's would not fit. */
static cbg_status make_room(folding *w, uint64_t options)
{
    if (w->key_span <= UINT64_MAX / options) {
        return CBG_OK;
    }
    size_t count = w->layer.count;
    uint64_t(*list)[2] = cbgi_alloc(w->exec, (count + 1) * sizeof *list);
    if (list == NULL) {
        return CBG_NO_MEMORY;
    }
    for (size_t k = 0; k < count; k++) {
        list[k][0] = w->layer.origin[k].key;
        list[k][1] = k;
    }
    qsort(list, count, sizeof *list, by_key);
    for (size_t k = 0; k < count; k++) {
        w->layer.origin[list[k][1]].key = k;
    }
    cbgi_release(w->exec, list);
    w->key_span = count;
    return CBG_OK;
}

static cbg_status remember(folding *w, int issue)
{
    w->trace[issue] = cbgi_alloc(w->exec, (w->layer.count + 1) * sizeof *w->trace[issue]);
    if (w->trace[issue] == NULL) {
        return CBG_NO_MEMORY;
    }
    for (size_t k = 0; k < w->layer.count; k++) {
        const cbgi_origin *origin = &w->layer.origin[k];
        w->trace[issue][k] = (step_back){origin->parent, (uint16_t)origin->option};
    }
    return CBG_OK;
}

static cbg_status combine(folding *w)
{
    cbgi_layer next = {0};
    cbg_status status = w->f.exact && w->f.seats == 2   ? cbgi_fold_two(&w->f, &w->layer, &next)
                        : w->f.exact && w->f.seats == 3 ? cbgi_fold_three(&w->f, &w->layer, &next)
                                                        : cbgi_fold_many(&w->f, &w->layer, &next);
    w->out->partial = next.count;
    if (status != CBG_OK) {
        cbgi_layer_free(&w->f, &next);
        return status;
    }
    cbgi_layer_free(&w->f, &w->layer);
    w->layer = next;
    return CBG_OK;
}

static cbg_status fold_issue(folding *w, int issue, bool in_zone, int *option, int64_t *value)
{
    cbgi_fold *f = &w->f;
    f->option = option;
    f->value = value;
    f->options = 0;
    for (int o = 0; o < w->space->option_count[issue]; o++) {
        if (allowed(w->space, issue, o)) {
            for (int s = 0; s < f->seats; s++) {
                value[f->options * f->seats + s] = value_at(w, s, issue, o);
            }
            option[f->options++] = o;
        }
    }
    for (int s = 0; s < f->seats; s++) {
        f->need[s] = in_zone ? w->space->walk_away[w->out->seat[s]] - w->best_rest[issue + 1][s] : INT64_MIN;
    }
    f->key_step = (uint64_t)w->space->option_count[issue];
    cbg_status status = make_room(w, f->key_step);
    w->key_span *= f->key_step;
    if (status == CBG_OK) {
        status = combine(w);
    }
    return status == CBG_OK ? remember(w, issue) : status;
}

static cbg_status fold_all(folding *w, bool in_zone)
{
    int most = 1;
    for (int i = 0; i < w->space->issues; i++) {
        most = w->space->option_count[i] > most ? w->space->option_count[i] : most;
    }
    int *option = cbgi_alloc(w->exec, (size_t)most * sizeof *option);
    int64_t *value = cbgi_alloc(w->exec, (size_t)most * (size_t)w->f.seats * sizeof *value);
    cbg_status status = option == NULL || value == NULL ? CBG_NO_MEMORY : CBG_OK;
    for (int i = 0; i < w->space->issues && status == CBG_OK; i++) {
        if (w->exec != NULL && w->exec->cancel != NULL && atomic_load(w->exec->cancel)) {
            status = CBG_CANCELLED;
            break;
        }
        status = fold_issue(w, i, in_zone, option, value);
        w->out->folded += status == CBG_OK;
        w->out->widest = w->out->partial > w->out->widest ? w->out->partial : w->out->widest;
        if (w->exec != NULL && w->exec->progress != NULL) {
            w->exec->progress(w->exec->progress_context, (uint64_t)i + 1, (uint64_t)w->space->issues);
        }
    }
    cbgi_release(w->exec, option);
    cbgi_release(w->exec, value);
    return status;
}

/* One point of the last layer, made comparable on its own: qsort has no context. */
typedef struct entry {
    const int64_t *sum;
    int seats;
    uint32_t at;
} entry;

static int falling(const void *left, const void *right)
{
    const entry *x = left, *y = right;
    for (int s = 0; s < x->seats; s++) {
        if (x->sum[s] != y->sum[s]) {
            return x->sum[s] > y->sum[s] ? -1 : 1;
        }
    }
    return 0;
}

static void trace_back(const folding *w, size_t point, uint16_t *option)
{
    uint32_t at = (uint32_t)point;
    for (int i = w->space->issues - 1; i >= 0; i--) {
        option[i] = w->trace[i][at].option;
        at = w->trace[i][at].parent;
    }
}

static cbg_status deliver(folding *w)
{
    cbg_frontier *out = w->out;
    size_t n = (size_t)out->seats, count = w->layer.count, issues = (size_t)out->issues;
    out->utility = cbgi_alloc(w->exec, (count * n + 1) * sizeof *out->utility);
    out->tied = cbgi_alloc(w->exec, (count + 1) * sizeof *out->tied);
    out->option = cbgi_alloc(w->exec, (count * issues + 1) * sizeof *out->option);
    entry *list = cbgi_alloc(w->exec, (count + 1) * sizeof *list);
    if (out->utility == NULL || out->tied == NULL || out->option == NULL || list == NULL) {
        cbgi_release(w->exec, list);
        return CBG_NO_MEMORY;
    }
    for (size_t k = 0; k < count; k++) {
        list[k] = (entry){w->layer.sum + k * n, out->seats, (uint32_t)k};
    }
    qsort(list, count, sizeof *list, falling);
    for (size_t k = 0; k < count; k++) {
        memcpy(out->utility + k * n, list[k].sum, n * sizeof *out->utility);
        out->tied[k] = w->layer.origin[list[k].at].many;
        trace_back(w, list[k].at, out->option + k * issues);
    }
    cbgi_release(w->exec, list);
    out->count = count;
    out->complete = true;
    return CBG_OK;
}

static cbg_status run(folding *w, const cbg_frontier_options *options)
{
    cbg_status status = choose_seats(w, options);
    w->f.max_partial = options->max_partial == 0 ? CBG_PARTIAL_DEFAULT_MAX : options->max_partial;
    if (w->f.max_partial > UINT32_MAX / 2) {
        w->f.max_partial = UINT32_MAX / 2; /* parents are 32-bit */
    }
    if (status == CBG_OK && w->space->structure != 0) {
        return cbgi_frontier_scan(w->space, options, w->f.max_partial, w->exec, w->out);
    }
    if (status == CBG_OK) {
        status = set_slack(w, options->epsilon);
    }
    if (status == CBG_OK) {
        sum_best_rest(w);
        status = start(w);
    }
    if (status == CBG_OK) {
        status = fold_all(w, options->in_zone);
    }
    if (status == CBG_OK) {
        return deliver(w);
    }
    return status == CBG_TOO_LARGE ? CBG_OK : status; /* the budget is an answer: complete stays false */
}

cbg_status cbg_frontier_fold(const cbg_space *space, const cbg_frontier_options *options,
                             const cbg_exec *exec, cbg_frontier **out)
{
    static const cbg_frontier_options all = {0};
    folding *w = cbgi_alloc(exec, sizeof *w);
    cbg_frontier *made = cbgi_alloc(exec, sizeof *made);
    cbg_status status = w == NULL || made == NULL ? CBG_NO_MEMORY : CBG_OK;
    if (made != NULL) { /* released below even when there is no memory for w */
        memset(made, 0, sizeof *made);
        made->exec = exec;
    }
    if (status == CBG_OK) {
        memset(w, 0, sizeof *w);
        w->space = space;
        w->exec = w->f.exec = made->exec = exec;
        w->out = made;
        status = run(w, options == NULL ? &all : options);
        cbgi_layer_free(&w->f, &w->layer);
        for (int i = 0; i < space->issues; i++) {
            cbgi_release(exec, w->trace[i]);
        }
    }
    cbgi_release(exec, w);
    if (status != CBG_OK) {
        cbg_frontier_release(made);
        return status;
    }
    *out = made;
    return CBG_OK;
}

void cbg_frontier_release(cbg_frontier *frontier)
{
    if (frontier == NULL) {
        return;
    }
    const cbg_exec *exec = frontier->exec;
    cbgi_release(exec, frontier->utility);
    cbgi_release(exec, frontier->tied);
    cbgi_release(exec, frontier->option);
    cbgi_release(exec, frontier);
}

cbg_status cbg_frontier_two(const cbg_space *space, int seat_a, int seat_b, const cbg_exec *exec,
                            cbg_frontier_point **point, int *count)
{
    const int seat[2] = {seat_a, seat_b};
    cbg_frontier_options options = {.seat = seat, .seats = 2};
    cbg_frontier *found = NULL;
    cbg_status status = cbg_frontier_fold(space, &options, exec, &found);
    if (status != CBG_OK) {
        return status;
    }
    cbg_frontier_point *list = cbgi_alloc(exec, (found->count + 1) * sizeof *list);
    status = !found->complete ? CBG_TOO_LARGE : list == NULL ? CBG_NO_MEMORY : CBG_OK;
    for (size_t k = 0; k < found->count && status == CBG_OK; k++) {
        int option[CBG_ISSUES_MAX];
        for (int i = 0; i < found->issues; i++) {
            option[i] = found->option[k * (size_t)found->issues + (size_t)i];
        }
        list[k] = (cbg_frontier_point){found->utility[2 * k], found->utility[2 * k + 1],
                                       space->countable ? cbg_space_encode(space, option) : UINT64_MAX};
    }
    int points = (int)found->count;
    cbg_frontier_release(found);
    if (status != CBG_OK) {
        cbgi_release(exec, list);
        return status;
    }
    *point = list;
    *count = points;
    return CBG_OK;
}

void cbg_frontier_free(const cbg_exec *exec, cbg_frontier_point *point)
{
    cbgi_release(exec, point);
}
