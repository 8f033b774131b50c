/* Runs a model once: a joint model on everything, any other on each issue by itself. */
#include "forecast/run.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "forecast/input.h"

size_t cbgi_forecast_bench_lay(const cbgi_forecast_kind *kind, const cbg_forecast_options *options,
                               int actors, int issues, void *base, cbgi_forecast_bench *bench)
{
    const int wide = kind->model.joint ? issues : 1;
    const size_t n = (size_t)actors, cells = n * (size_t)wide, m = (size_t)issues;
    size_t used = 0;
    bench->actor = cbgi_forecast_take(base, &used, n, sizeof *bench->actor);
    double **const table[] = {&bench->position, &bench->salience, &bench->capability, &bench->final};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        *table[k] = cbgi_forecast_take(base, &used, cells, sizeof(double));
    }
    bench->told = cbgi_forecast_take(base, &used, cells + 2 * n, sizeof(double));
    bench->low = cbgi_forecast_take(base, &used, m, sizeof(double));
    bench->high = cbgi_forecast_take(base, &used, m, sizeof(double));
    bench->reference = cbgi_forecast_take(base, &used, m, sizeof(double));
    const size_t own = kind->scratch == NULL ? 1 : kind->scratch(actors, wide, options);
    bench->scratch = cbgi_forecast_take(base, &used, own, 1);
    return used;
}

bool cbgi_forecast_takes_part(const cbgi_forecast_kind *kind, const cbg_forecast_input *in, int actor, int issue)
{
    const size_t at = (size_t)actor * (size_t)in->issues + (size_t)issue;
    return !isnan(in->position[at]) && (!kind->powers_only || in->capability[at] > 0);
}

int cbgi_forecast_taking_part(const cbgi_forecast_kind *kind, const cbg_forecast_input *in, int issue, int *actor)
{
    int n = 0;
    for (int i = 0; i < in->actors; i++) {
        bool part = issue >= 0 && cbgi_forecast_takes_part(kind, in, i, issue);
        for (int k = 0; issue < 0 && !part && k < in->issues; k++) {
            part = cbgi_forecast_takes_part(kind, in, i, k);
        }
        if (part) {
            actor[n++] = i;
        }
    }
    return n;
}

static void run_issue(const cbgi_forecast_kind *kind, const cbg_forecast_input *in, cbgi_forecast_job *job,
                      const cbgi_forecast_bench *bench, int issue, double *position)
{
    const size_t m = (size_t)in->issues;
    job->actors = cbgi_forecast_taking_part(kind, in, issue, bench->actor);
    job->issue = issue;
    for (int i = 0; i < job->actors; i++) {
        const size_t at = (size_t)bench->actor[i] * m + (size_t)issue;
        bench->position[i] = bench->final[i] = in->position[at];
        bench->salience[i] = in->salience[at];
        bench->capability[i] = in->capability[at];
    }
    *job->out = (cbg_forecast_issue){CBGI_NONE, CBGI_NONE, CBGI_NONE, CBG_FORECAST_UNDETERMINED, 0, 0};
    if (job->actors > 0) {
        kind->run(job);
    }
    for (int i = 0; i < in->actors; i++) {
        position[(size_t)i * m + (size_t)issue] = in->position[(size_t)i * m + (size_t)issue];
    }
    for (int i = 0; i < job->actors; i++) {
        position[(size_t)bench->actor[i] * m + (size_t)issue] = bench->final[i];
    }
}

static void run_joint(const cbgi_forecast_kind *kind, const cbg_forecast_input *in, cbgi_forecast_job *job,
                      const cbgi_forecast_bench *bench, double *position)
{
    const size_t m = (size_t)in->issues, row = m * sizeof(double);
    job->actors = cbgi_forecast_taking_part(kind, in, -1, bench->actor);
    job->issues = in->issues;
    job->issue = -1;
    for (size_t i = 0; i < (size_t)job->actors; i++) {
        const size_t from = (size_t)bench->actor[i] * m;
        memcpy(bench->position + i * m, in->position + from, row);
        memcpy(bench->final + i * m, in->position + from, row);
        memcpy(bench->salience + i * m, in->salience + from, row);
        memcpy(bench->capability + i * m, in->capability + from, row);
    }
    for (size_t k = 0; k < m; k++) {
        job->out[k] = (cbg_forecast_issue){CBGI_NONE, CBGI_NONE, CBGI_NONE, CBG_FORECAST_UNDETERMINED, 0, 0};
    }
    if (job->actors > 0) {
        kind->run(job);
    }
    memcpy(position, in->position, (size_t)in->actors * row);
    for (size_t i = 0; i < (size_t)job->actors; i++) {
        memcpy(position + (size_t)bench->actor[i] * m, bench->final + i * m, row);
    }
}

cbg_status cbgi_forecast_run_all(const cbgi_forecast_kind *kind, const cbg_forecast_options *options,
                                 const cbg_forecast_input *in, uint64_t seed, uint64_t run,
                                 const cbg_forecast_observer *observer, const cbgi_forecast_bench *bench,
                                 cbgi_forecast_pulse *pulse, cbg_forecast_issue *issue, double *position)
{
    static const cbg_forecast_observer nobody = {NULL, NULL, NULL};
    cbgi_forecast_scales(in, kind->powers_only, bench->low, bench->high);
    for (int k = 0; k < in->issues; k++) {
        bench->reference[k] = in->reference == NULL ? CBGI_NONE : in->reference[k];
    }
    cbgi_forecast_job job = {
        .options = options,
        .issues = 1,
        .position = bench->position,
        .salience = bench->salience,
        .capability = bench->capability,
        .low = bench->low,
        .high = bench->high,
        .reference = bench->reference,
        .actor = bench->actor,
        .seed = seed,
        .run = run,
        .observer = observer == NULL ? &nobody : observer,
        .told = bench->told,
        .input_actors = in->actors,
        .pulse = pulse,
        .scratch = bench->scratch,
        .out = issue,
        .final = bench->final,
    };
    if (kind->model.joint) {
        if (!cbgi_forecast_stopped(pulse)) {
            run_joint(kind, in, &job, bench, position);
        }
        return pulse->stopped ? CBG_CANCELLED : CBG_OK;
    }
    pulse->runs = (uint64_t)in->issues;
    for (int k = 0; k < in->issues && !cbgi_forecast_stopped(pulse); k++) {
        pulse->run = (uint64_t)k;
        job.low = &bench->low[k], job.high = &bench->high[k], job.reference = &bench->reference[k];
        job.out = &issue[k];
        run_issue(kind, in, &job, bench, k, position);
    }
    return pulse->stopped ? CBG_CANCELLED : CBG_OK;
}

typedef struct owned {
    cbg_forecast_result result; /* first: the caller's pointer is ours */
    cbgi_arena arena;
} owned;

cbg_status cbg_forecast_run(int model, const cbg_forecast_options *options, const cbg_forecast_input *input,
                            uint64_t seed, uint64_t run, const cbg_forecast_observer *observer,
                            const cbg_exec *exec, cbg_forecast_result **out, cbg_diags *diags)
{
    cbg_status status = cbg_forecast_check(input, diags);
    if (status != CBG_OK) {
        return status;
    }
    const cbgi_forecast_kind *kind = cbgi_forecast_kinds[model];
    const size_t m = (size_t)input->issues, cells = (size_t)input->actors * m;
    cbgi_arena arena, work;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbgi_arena_init(&work, exec == NULL ? NULL : exec->allocator);
    cbgi_forecast_bench bench;
    void *memory = cbgi_arena_alloc(
        &work, cbgi_forecast_bench_lay(kind, options, input->actors, input->issues, NULL, &bench));
    owned *made = cbgi_arena_alloc(&arena, sizeof *made);
    cbg_forecast_issue *issue = cbgi_arena_array(&arena, m, sizeof *issue);
    double *position = cbgi_arena_array(&arena, cells, sizeof *position);
    if (arena.failed || work.failed) {
        cbgi_arena_free(&arena);
        cbgi_arena_free(&work);
        return CBG_NO_MEMORY;
    }
    cbgi_forecast_bench_lay(kind, options, input->actors, input->issues, memory, &bench);
    cbgi_forecast_pulse pulse = cbgi_forecast_pulse_of(exec, true);
    status = cbgi_forecast_run_all(kind, options, input, seed, run, observer, &bench, &pulse, issue, position);
    cbgi_arena_free(&work);
    if (status != CBG_OK) {
        cbgi_arena_free(&arena);
        return status;
    }
    *made = (owned){{input->actors, input->issues, issue, position}, arena};
    *out = &made->result;
    return CBG_OK;
}

void cbg_forecast_result_free(cbg_forecast_result *result)
{
    if (result != NULL) {
        cbgi_arena arena = ((owned *)(void *)result)->arena;
        cbgi_arena_free(&arena);
    }
}
