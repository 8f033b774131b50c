/* Models against outcomes: see bakeoff.h.
 *
 * Resampling: proposals are drawn with replacement, as many as there are, from a stream of random numbers of its own for each
 * resample; the mean difference of the errors over the drawn issues gives one value, and the interval is between
 * the 2.5 % and the 97.5 % quantile of all.
 */
#include "coburg/bakeoff.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/parallel.h"
#include "base/philox.h"

enum { RESAMPLES = 2000, RESAMPLES_MAX = 100000, PURPOSE = 0x42414B45, BASELINES = 4, PIECE = 50 };

typedef struct owned {
    cbg_bakeoff bakeoff; /* first: the caller's pointer is ours */
    cbgi_arena arena;
} owned;

typedef struct oven {
    const cbg_outcomes *set;
    cbgi_arena *arena;
    const cbg_exec *exec;
    uint64_t seed;
    cbg_entrant *entrant;
    int entrants, issues, proposals;
    int *proposal, *issue;    /* [issues] */
    int *first;               /* [proposals + 1] where each deciding proposal's issues begin */
    double *forecast, *error; /* [entrant * issues + issue] */
    double *resampled;        /* [resample * entrants + entrant] mean differences, NaN: none */
    int resamples;
} oven;

static const char *const baseline_name[BASELINES] = {"compromise", "unweighted", "midpoint", "reference"};
static const char *const baseline_what[BASELINES] = {"mean by capability and salience", "mean, unweighted",
                                                     "middle of the scale", "reference point: no decision"};
static const char *const baseline_spec[BASELINES] = {"mean", "mean:weights=equal", NULL, NULL};

static cbg_status add_model(oven *o, const char *spec, cbg_diags *diags)
{
    cbg_entrant *e = &o->entrant[o->entrants];
    *e = (cbg_entrant){.model = -1};
    const cbg_status status = cbg_forecast_parse(spec, &e->model, &e->options, diags);
    if (status == CBG_OK) {
        cbg_forecast_options_text(e->model, &e->options, e->name, sizeof e->name);
        e->what = cbg_forecast_model_at(e->model)->label;
        o->entrants++;
    }
    return status;
}

static cbg_status enter(oven *o, const char *const *spec, int count, cbg_diags *diags)
{
    cbg_status status = CBG_OK;
    for (int k = 0; k < BASELINES && status == CBG_OK; k++) {
        if (baseline_spec[k] != NULL) {
            status = add_model(o, baseline_spec[k], diags);
        } else {
            o->entrant[o->entrants++] = (cbg_entrant){.model = -1};
        }
        cbg_entrant *e = &o->entrant[k];
        snprintf(e->name, sizeof e->name, "%s", baseline_name[k]);
        e->what = baseline_what[k];
        e->baseline = true;
    }
    if (count > CBG_BAKEOFF_ENTRANTS_MAX - BASELINES) {
        cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, (cbg_span){0, 0, 0}, "more than %d models",
                      CBG_BAKEOFF_ENTRANTS_MAX - BASELINES);
        return CBG_BAD_ARGUMENT;
    }
    for (int k = 0; k < count && status == CBG_OK; k++) {
        status = add_model(o, spec[k], diags);
    }
    for (int k = 0; k < cbg_forecast_model_count() && count == 0 && status == CBG_OK; k++) {
        const char *name = cbg_forecast_model_at(k)->name;
        status = strcmp(name, "mean") == 0 ? CBG_OK : add_model(o, name, diags);
    }
    return status;
}

/* The decided issues, by proposal. */
static bool list_issues(oven *o)
{
    const size_t n = (size_t)o->set->decided + 1;
    o->proposal = cbgi_arena_array(o->arena, n, sizeof *o->proposal);
    o->issue = cbgi_arena_array(o->arena, n, sizeof *o->issue);
    o->first = cbgi_arena_array(o->arena, (size_t)o->set->proposals + 1, sizeof *o->first);
    if (o->arena->failed) {
        return false;
    }
    for (int p = 0; p < o->set->proposals; p++) {
        const int before = o->issues;
        for (int i = 0; i < o->set->proposal[p].input.issues; i++) {
            if (!isnan(o->set->proposal[p].outcome[i])) {
                o->proposal[o->issues] = p;
                o->issue[o->issues++] = i;
            }
        }
        if (o->issues > before) {
            o->first[o->proposals++] = before;
        }
    }
    o->first[o->proposals] = o->issues;
    return true;
}

/* One entrant on the issues of one proposal: k from..to - 1. */
static cbg_status bake(oven *o, int entrant, int from, int to)
{
    const cbg_entrant *e = &o->entrant[entrant];
    const cbg_forecast_input *in = &o->set->proposal[o->proposal[from]].input;
    double *out = o->forecast + (size_t)entrant * (size_t)o->issues;
    cbg_forecast_result *r = NULL;
    if (e->model >= 0) {
        const cbg_status status = cbg_forecast_run(e->model, &e->options, in, o->seed,
                                                   (uint64_t)o->proposal[from], NULL, o->exec, &r, NULL);
        if (status != CBG_OK) {
            return status;
        }
    }
    for (int k = from; k < to; k++) {
        const int i = o->issue[k];
        out[k] = r != NULL                          ? r->issue[i].point
                 : strcmp(e->name, "midpoint") == 0 ? in->low[i] + (in->high[i] - in->low[i]) / 2
                                                    : in->reference[i];
    }
    cbg_forecast_result_free(r);
    return CBG_OK;
}

static cbg_status bake_all(oven *o)
{
    const size_t cells = (size_t)o->entrants * (size_t)o->issues + 1;
    o->forecast = cbgi_arena_array(o->arena, cells, sizeof *o->forecast);
    o->error = cbgi_arena_array(o->arena, cells, sizeof *o->error);
    if (o->arena->failed) {
        return CBG_NO_MEMORY;
    }
    const cbg_exec *outer = o->exec;
    cbg_exec inner = outer == NULL ? (cbg_exec){0} : *outer;
    inner.progress = NULL; /* the proposals are what progresses */
    o->exec = &inner;
    cbg_status status = CBG_OK;
    for (int p = 0; p < o->proposals && status == CBG_OK; p++) {
        for (int e = 0; e < o->entrants && status == CBG_OK; e++) {
            status = bake(o, e, o->first[p], o->first[p + 1]);
        }
        if (outer != NULL && outer->progress != NULL) {
            outer->progress(outer->progress_context, (uint64_t)p + 1, (uint64_t)o->proposals);
        }
    }
    o->exec = outer;
    for (size_t k = 0; k + 1 < cells && status == CBG_OK; k++) {
        const int at = (int)(k % (size_t)o->issues), i = o->issue[at];
        const cbg_proposal *p = &o->set->proposal[o->proposal[at]];
        o->error[k] = 100 * fabs(o->forecast[k] - p->outcome[i]) / (p->input.high[i] - p->input.low[i]);
    }
    return status;
}

static int rising(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Between the neighbours of place q (count - 1) of a sorted list. */
static double quantile(const double *sorted, int count, double q)
{
    const double place = q * (count - 1);
    const int at = place >= count - 1 ? count - 1 : (int)place;
    return at + 1 < count ? sorted[at] + (place - at) * (sorted[at + 1] - sorted[at]) : sorted[at];
}

/* The two positions of an issue on which all stand at one of two points; false: there are none or more. */
static bool two_positions(const cbg_forecast_input *in, int issue, double *a, double *b)
{
    *a = *b = (double)NAN;
    for (int i = 0; i < in->actors; i++) {
        const double x = in->position[i * in->issues + issue];
        if (isnan(x) || x == *a || x == *b) {
            continue;
        }
        if (!isnan(*b)) {
            return false;
        }
        *(isnan(*a) ? a : b) = x;
    }
    return !isnan(*b);
}

static void count_hits(const oven *o, int entrant)
{
    cbg_entrant *e = &o->entrant[entrant];
    for (int k = 0; k < o->issues; k++) {
        const cbg_proposal *p = &o->set->proposal[o->proposal[k]];
        double a, b;
        const double y = p->outcome[o->issue[k]],
                     x = o->forecast[(size_t)entrant * (size_t)o->issues + (size_t)k];
        if (isnan(x) || !two_positions(&p->input, o->issue[k], &a, &b) || (y != a && y != b)) {
            continue;
        }
        const double own = fabs(x - y), other = fabs(x - (y == a ? b : a));
        e->dichotomous++;
        e->hits += own < other ? 2 : own == other ? 1 : 0;
    }
}

static void summarise(const oven *o, int entrant, double *scratch)
{
    cbg_entrant *e = &o->entrant[entrant];
    const double *error = o->error + (size_t)entrant * (size_t)o->issues;
    double sum = 0, base = 0, own = 0;
    for (int k = 0; k < o->issues; k++) {
        if (!isnan(error[k])) {
            scratch[e->count++] = error[k];
            sum += error[k];
            if (!isnan(o->error[k])) {
                e->shared++;
                base += o->error[k];
                own += error[k];
            }
        }
    }
    qsort(scratch, (size_t)e->count, sizeof *scratch, rising);
    e->mean = e->count > 0 ? sum / e->count : (double)NAN;
    e->median = e->count > 0 ? quantile(scratch, e->count, .5) : (double)NAN;
    e->difference = e->shared > 0 ? (base - own) / e->shared : (double)NAN;
    e->skill = base > 0 ? 1 - own / base : (double)NAN;
    count_hits(o, entrant);
}

/* Some resamples: which proposals, then what the errors come to over their issues. */
static cbg_status resample(void *context, uint64_t index)
{
    const oven *o = context;
    const int from = (int)index * PIECE, to = from + PIECE < o->resamples ? from + PIECE : o->resamples;
    for (int b = from; b < to; b++) {
        double sum[CBG_BAKEOFF_ENTRANTS_MAX] = {0};
        int count[CBG_BAKEOFF_ENTRANTS_MAX] = {0};
        cbgi_stream random;
        cbgi_stream_init(&random, o->seed, PURPOSE, (uint32_t)b, 0, 0);
        for (int draw = 0; draw < o->proposals; draw++) {
            const int p = (int)cbgi_stream_below(&random, (uint64_t)o->proposals);
            for (int k = o->first[p]; k < o->first[p + 1]; k++) {
                for (int e = 0; e < o->entrants; e++) {
                    const double difference =
                        o->error[k] - o->error[(size_t)e * (size_t)o->issues + (size_t)k];
                    sum[e] += isnan(difference) ? 0 : difference;
                    count[e] += !isnan(difference);
                }
            }
        }
        for (int e = 0; e < o->entrants; e++) {
            o->resampled[(size_t)b * (size_t)o->entrants + (size_t)e] =
                count[e] > 0 ? sum[e] / count[e] : (double)NAN;
        }
    }
    return CBG_OK;
}

static cbg_status compare(oven *o, double *scratch)
{
    o->resampled =
        cbgi_arena_array(o->arena, (size_t)o->resamples * (size_t)o->entrants, sizeof *o->resampled);
    if (o->arena->failed) {
        return CBG_NO_MEMORY;
    }
    const cbg_status status =
        cbgi_parallel_for(o->exec, ((uint64_t)o->resamples + PIECE - 1) / PIECE, resample, o);
    for (int e = 0; e < o->entrants && status == CBG_OK; e++) {
        cbg_entrant *entrant = &o->entrant[e];
        int count = 0;
        double better = 0;
        for (int b = 0; b < o->resamples; b++) {
            const double value = o->resampled[(size_t)b * (size_t)o->entrants + (size_t)e];
            if (!isnan(value)) {
                scratch[count++] = value;
                better += value > 0 ? 1 : value == 0 ? .5 : 0;
            }
        }
        qsort(scratch, (size_t)count, sizeof *scratch, rising);
        entrant->low = count > 0 ? quantile(scratch, count, .025) : (double)NAN;
        entrant->high = count > 0 ? quantile(scratch, count, .975) : (double)NAN;
        entrant->better = count > 0 ? better / count : (double)NAN;
    }
    return status;
}

static cbg_status run(oven *o, const char *const *spec, int count, cbg_diags *diags)
{
    o->entrant = cbgi_arena_array(o->arena, CBG_BAKEOFF_ENTRANTS_MAX + 1, sizeof *o->entrant);
    if (o->arena->failed || !list_issues(o)) {
        return CBG_NO_MEMORY;
    }
    if (o->issues == 0) {
        cbg_diag_hint(
            cbg_diags_add(diags, CBG_ERROR, CBG_MISSING, (cbg_span){0, 0, 0}, "no issue has an outcome"),
            "fill in the column outcome");
        return CBG_MISSING;
    }
    cbg_status status = enter(o, spec, count, diags);
    status = status == CBG_OK ? bake_all(o) : status;
    const int most = o->issues > o->resamples ? o->issues : o->resamples;
    double *scratch = cbgi_arena_array(o->arena, (size_t)most + 1, sizeof *scratch);
    if (scratch == NULL || status != CBG_OK) {
        return status == CBG_OK ? CBG_NO_MEMORY : status;
    }
    for (int e = 0; e < o->entrants; e++) {
        summarise(o, e, scratch);
    }
    return compare(o, scratch);
}

cbg_status cbg_bakeoff_run(const cbg_outcomes *outcomes, const char *const *spec, int count, uint64_t seed,
                           int resamples, const cbg_exec *exec, cbg_bakeoff **out, cbg_diags *diags)
{
    if (resamples < 0 || resamples > RESAMPLES_MAX) {
        cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, (cbg_span){0, 0, 0}, "0 to %d resamples",
                      RESAMPLES_MAX);
        return CBG_BAD_ARGUMENT;
    }
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    owned *made = cbgi_arena_alloc(&arena, sizeof *made);
    oven o = {.set = outcomes,
              .arena = &arena,
              .exec = exec,
              .seed = seed,
              .resamples = resamples == 0 ? RESAMPLES : resamples};
    const cbg_status status = made == NULL ? CBG_NO_MEMORY : run(&o, spec, count, diags);
    if (status != CBG_OK) {
        cbgi_arena_free(&arena);
        return status;
    }
    made->bakeoff =
        (cbg_bakeoff){o.entrants, o.issues, o.proposals, o.entrant, o.forecast, o.proposal, o.issue};
    made->arena = arena;
    *out = &made->bakeoff;
    return CBG_OK;
}

void cbg_bakeoff_free(cbg_bakeoff *bakeoff)
{
    if (bakeoff != NULL) {
        cbgi_arena arena = ((owned *)(void *)bakeoff)->arena;
        cbgi_arena_free(&arena);
    }
}
