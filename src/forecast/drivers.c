/* What moves the answer: each number to the ends of its range, and Sobol indices of numbers and of groups of numbers that
 * rest on one claim or come from one source. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/study.h"

enum { PURPOSE_A = 1, PURPOSE_B = 2, RUNS = 40000, RUNS_CHEAP = 120000, CELLS_SMALL = 200, BASE_LEAST = 32, BASE_MOST = 8192 };

typedef struct work {
    const cbg_study *s;
    const cbg_evidence *e;
    cbg_drivers *d;
    cbgi_arena *arena;
    const cbg_sampler *a, *b;
    bool *counts;   /* [varying]: bears on the issue */
    int *own;       /* [driver]: the one number it is, -1: a group */
    bool *member;   /* [(driver - numbers) * varying + k]: k is of the group */
    size_t varying, numbers;
} work;

static bool rests_on(const cbg_evidence *e, const cbg_evidence_number *n, cbg_driver_kind kind, int index)
{
    for (int r = 0; r < n->rivals; r++) {
        const cbg_names *source = n->rival[r].source;
        for (int k = 0; source != NULL && k < source->count; k++) {
            const int claim = cbg_case_find_claim(e->c, source->item[k]);
            const int from = claim >= 0 ? e->c->claim[claim].source : cbg_case_find_source(e->c, source->item[k]);
            if (kind == CBG_DRIVER_CLAIM ? claim == index : from == index) {
                return true;
            }
        }
    }
    return false;
}

/* Adds a group unless nothing belongs to it. */
static void add_group(work *w, cbg_driver_kind kind, int index)
{
    const double nan = (double)NAN;
    bool *member = &w->member[((size_t)w->d->count - w->numbers) * w->varying], any = false;
    for (size_t k = 0; k < w->varying; k++) {
        member[k] = w->counts[k] && rests_on(w->e, &w->e->number[w->e->vary[k]], kind, index);
        any = any || member[k];
    }
    if (any) {
        w->own[w->d->count] = -1;
        w->d->driver[w->d->count++] = (cbg_driver){kind, index, nan, nan, nan, nan};
    }
}

/* Numbers that bear on the issue: of models that look at one issue at a time those of the issue, and powers. */
static bool find_drivers(work *w)
{
    const cbg_case *c = w->e->c;
    bool joint = false;
    const double nan = (double)NAN;
    for (int m = 0; m < w->s->models; m++) {
        joint = joint || (w->s->model[m].weight > 0 && cbg_forecast_model_at(w->s->model[m].model)->joint);
    }
    w->varying = (size_t)w->e->varying;
    const size_t groups = c == NULL ? 0 : (size_t)(c->claim_count + c->source_count), most = w->varying + groups;
    w->counts = cbgi_arena_array(w->arena, w->varying, sizeof *w->counts);
    w->member = cbgi_arena_array(w->arena, (groups + 1) * w->varying, sizeof *w->member);
    w->own = cbgi_arena_array(w->arena, most + 1, sizeof *w->own);
    w->d->driver = cbgi_arena_array(w->arena, most + 1, sizeof *w->d->driver);
    if (w->arena->failed) {
        return false;
    }
    for (size_t k = 0; k < w->varying; k++) {
        const cbg_evidence_number *n = &w->e->number[w->e->vary[k]];
        w->counts[k] = joint || n->issue < 0 || n->issue == w->d->issue;
        if (w->counts[k]) {
            w->own[w->d->count] = (int)k;
            w->d->driver[w->d->count++] = (cbg_driver){CBG_DRIVER_NUMBER, w->e->vary[k], nan, nan, nan, nan};
        }
    }
    w->numbers = (size_t)w->d->count;
    for (int k = 0; c != NULL && k < c->claim_count; k++) {
        add_group(w, CBG_DRIVER_CLAIM, k);
    }
    for (int k = 0; c != NULL && k < c->source_count; k++) {
        add_group(w, CBG_DRIVER_SOURCE, k);
    }
    return true;
}

static void fill_sobol(void *context, uint64_t run, double *position, double *salience, double *capability)
{
    const work *w = context;
    const uint64_t block = run / (uint64_t)w->d->base, row = run % (uint64_t)w->d->base;
    const int own = block < 2 ? -1 : w->own[block - 2];
    const bool *member =
        block < 2 || own >= 0 ? NULL : &w->member[((size_t)(block - 2) - w->numbers) * w->varying];
    for (size_t k = 0; k < w->varying; k++) {
        if (!w->counts[k]) {
            continue;
        }
        const bool other = block == 1 || own == (int)k || (member != NULL && member[k]);
        const int number = w->e->vary[k];
        const double place = cbg_sampler_place(other ? w->b : w->a, row, (int)k);
        cbg_evidence_put(w->e, number, cbg_evidence_at(&w->e->number[number], place), position, salience, capability);
    }
}

static void fill_ends(void *context, uint64_t run, double *position, double *salience, double *capability)
{
    const work *w = context;
    const cbg_evidence_number *n = &w->e->number[w->d->driver[run / 2].index];
    cbg_evidence_put(w->e, w->d->driver[run / 2].index, run % 2 == 0 ? n->low : n->high, position, salience,
                     capability);
}

static cbg_status ends(work *w, const cbg_exec *exec, cbg_diags *diags)
{
    const size_t issues = (size_t)w->e->input.issues;
    size_t numbers = 0;
    while (numbers < (size_t)w->d->count && w->d->driver[numbers].kind == CBG_DRIVER_NUMBER) {
        numbers++;
    }
    double *out = cbgi_alloc(exec, (2 * numbers + 1) * issues * sizeof *out);
    const cbg_forecast_draws draws = {0, 2 * numbers, fill_ends, w};
    const cbg_status status = out == NULL ? CBG_NO_MEMORY : cbgi_study_answer(w->s, &draws, exec, out, diags);
    for (size_t k = 0; k < numbers && status == CBG_OK; k++) {
        w->d->driver[k].at_low = out[2 * k * issues + (size_t)w->d->issue];
        w->d->driver[k].at_high = out[(2 * k + 1) * issues + (size_t)w->d->issue];
    }
    cbgi_release(exec, out);
    return status;
}

static cbg_status indices(work *w, const cbg_exec *exec, cbg_diags *diags)
{
    const size_t issues = (size_t)w->e->input.issues, factors = (size_t)w->d->count,
                 runs = (factors + 2) * (size_t)w->d->base;
    double *out = cbgi_alloc(exec, runs * issues * sizeof *out), *column = cbgi_alloc(exec, runs * sizeof *column);
    double *index = cbgi_alloc(exec, 2 * factors * sizeof *index);
    const cbg_forecast_draws draws = {0, runs, fill_sobol, w};
    cbg_status status = out == NULL || column == NULL || index == NULL
                            ? CBG_NO_MEMORY
                            : cbgi_study_answer(w->s, &draws, exec, out, diags);
    if (status == CBG_OK) {
        for (size_t k = 0; k < runs; k++) {
            column[k] = out[k * issues + (size_t)w->d->issue];
        }
        cbg_sobol_indices(column, w->d->count, w->d->base, index, index + factors);
        for (size_t k = 0; k < factors; k++) {
            w->d->driver[k].first = index[k];
            w->d->driver[k].total = index[factors + k];
        }
    }
    cbgi_release(exec, index);
    cbgi_release(exec, column);
    cbgi_release(exec, out);
    return status;
}

static double swing(const cbg_driver *d)
{
    const double x = fabs(d->at_high - d->at_low);
    return isnan(x) ? 0 : x;
}

static int by_weight(const void *a, const void *b)
{
    const cbg_driver *x = a, *y = b;
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    const double tx = isnan(x->total) ? 0 : x->total, ty = isnan(y->total) ? 0 : y->total;
    if (tx < ty || tx > ty) {
        return tx > ty ? -1 : 1;
    }
    if (swing(x) < swing(y) || swing(x) > swing(y)) {
        return swing(x) > swing(y) ? -1 : 1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

/* Where runs are dear, about as many as there were draws. */
static int runs_for(const work *w)
{
    const bool small = w->e->input.actors * w->e->input.issues <= CELLS_SMALL;
    bool rounds = false;
    for (int m = 0; m < w->s->models; m++) {
        rounds = rounds || (w->s->model[m].weight > 0 && cbg_forecast_model_at(w->s->model[m].model)->rounds);
    }
    const uint64_t most = rounds ? RUNS : RUNS_CHEAP;
    return (int)(small || 4 * w->s->draws > most ? most : 4 * w->s->draws);
}

static cbg_status solve(work *w, int base, const cbg_exec *exec, cbg_diags *diags)
{
    cbg_sampler *a = NULL, *b = NULL;
    if (!find_drivers(w)) {
        return CBG_NO_MEMORY;
    }
    const int fits = runs_for(w) / (w->d->count + 2);
    w->d->base = base > 0 ? base : fits < BASE_LEAST ? 0 : fits > BASE_MOST ? BASE_MOST : fits;
    cbg_status status = ends(w, exec, diags);
    if (status == CBG_OK && w->d->base > 0) {
        status = cbg_sampler_make(w->e, w->s->seed, PURPOSE_A, (uint64_t)w->d->base, exec, &a);
    }
    if (status == CBG_OK && w->d->base > 0) {
        status = cbg_sampler_make(w->e, w->s->seed, PURPOSE_B, (uint64_t)w->d->base, exec, &b);
    }
    w->a = a;
    w->b = b;
    status = status == CBG_OK && w->d->count > 0 && w->d->base > 0 ? indices(w, exec, diags) : status;
    cbg_sampler_free(a);
    cbg_sampler_free(b);
    if (status == CBG_OK) {
        qsort(w->d->driver, (size_t)w->d->count, sizeof *w->d->driver, by_weight);
    }
    return status;
}

cbg_status cbg_study_drivers(const cbg_study *s, int issue, int base, const cbg_exec *exec, cbg_drivers **out,
                             cbg_diags *diags)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbg_drivers *d = cbgi_arena_alloc(&arena, sizeof *d);
    struct cbgi_study_private *own = cbgi_arena_alloc(&arena, sizeof *own);
    if (d == NULL || own == NULL || issue < 0 || issue >= s->evidence->input.issues || base < 0) {
        cbgi_arena_free(&arena);
        return d == NULL || own == NULL ? CBG_NO_MEMORY : CBG_BAD_ARGUMENT;
    }
    own->arena = arena;
    *d = (cbg_drivers){.issue = issue, .own = own};
    work w = {.s = s, .e = s->evidence, .d = d, .arena = &own->arena};
    const cbg_status status = solve(&w, base, exec, diags);
    if (status != CBG_OK) {
        cbg_drivers_free(d);
        return status;
    }
    *out = d;
    return CBG_OK;
}

void cbg_drivers_free(cbg_drivers *d)
{
    if (d != NULL) {
        cbgi_arena arena = d->own->arena;
        cbgi_arena_free(&arena);
    }
}
