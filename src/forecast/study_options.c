/* How far a model's own options move its point: each option in turn at every other setting it can be chosen to have. Settings are tried
 * side by side, as many as there are threads, and noted in order. */
#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/parallel.h"
#include "forecast/run.h"
#include "forecast/study.h"

enum { WAVE_MAX = 16 };

typedef struct trial {
    cbg_forecast_options options;
    cbgi_forecast_bench bench;
    cbg_forecast_issue *issue; /* [issues] */
    double *position;
    cbgi_forecast_pulse pulse;
} trial;

typedef struct wave {
    const cbg_study *s;
    const cbgi_forecast_kind *kind;
    int count;
    trial list[WAVE_MAX];
} wave;

static void note(cbg_study_model *m, int issues, const trial *t)
{
    for (int i = 0; i < issues; i++) {
        const double x = t->issue[i].point;
        for (int high = 0; high < 2; high++) {
            double *end = high ? m->option_high : m->option_low;
            if (!isnan(x) && (isnan(end[i]) || (high ? x > end[i] : x < end[i]))) {
                end[i] = x;
                cbg_forecast_options_text(m->model, &t->options, m->option_text[i][high], CBG_STUDY_TEXT);
            }
        }
    }
}

static cbg_status piece(void *context, uint64_t index)
{
    wave *w = context;
    trial *t = &w->list[index];
    return cbgi_forecast_run_all(w->kind, &t->options, &w->s->evidence->input, w->s->seed, 0, NULL, &t->bench,
                                 &t->pulse, t->issue, t->position);
}

static bool lay(const wave *w, trial *t, cbgi_arena *arena)
{
    const int actors = w->s->evidence->input.actors, issues = w->s->evidence->input.issues;
    void *memory = cbgi_arena_alloc(
        arena, cbgi_forecast_bench_lay(w->kind, &t->options, actors, issues, NULL, &t->bench));
    t->issue = cbgi_arena_array(arena, (size_t)issues, sizeof *t->issue);
    t->position = cbgi_arena_array(arena, (size_t)actors * (size_t)issues, sizeof *t->position);
    if (arena->failed) {
        return false;
    }
    cbgi_forecast_bench_lay(w->kind, &t->options, actors, issues, memory, &t->bench);
    return true;
}

static cbg_status run_wave(wave *w, cbg_study_model *m, const cbg_exec *exec)
{
    cbg_exec inner = exec == NULL ? (cbg_exec){0} : *exec;
    cbgi_arena arena;
    bool laid = true;
    inner.progress = NULL;
    cbgi_arena_init(&arena, inner.allocator);
    for (int k = 0; k < w->count && laid; k++) {
        laid = lay(w, &w->list[k], &arena);
        w->list[k].pulse = cbgi_forecast_pulse_of(&inner, false);
    }
    const cbg_status status = laid ? cbgi_parallel_for(&inner, (uint64_t)w->count, piece, w) : CBG_NO_MEMORY;
    for (int k = 0; k < w->count && status == CBG_OK; k++) {
        note(m, w->s->evidence->input.issues, &w->list[k]);
    }
    cbgi_arena_free(&arena);
    w->count = 0;
    return status;
}

static int choices(const cbg_forecast_param *param)
{
    int n = 0;
    while (param->option && param->choice != NULL && param->choice[n] != NULL) {
        n++;
    }
    return n;
}

cbg_status cbgi_study_envelope(const cbg_study *s, cbg_study_model *m, const cbg_exec *exec)
{
    const cbg_forecast_model *model = cbg_forecast_model_at(m->model);
    const int threads = exec == NULL || exec->threads < 1 ? 1 : exec->threads,
              most = threads < WAVE_MAX ? threads : WAVE_MAX;
    wave w = {.s = s, .kind = cbgi_forecast_kinds[m->model]};
    uint64_t all = 0, done = 0;
    for (int p = 0; p < model->params; p++) {
        all += (uint64_t)choices(&model->param[p]);
    }
    if (all > 0 && exec != NULL && exec->progress != NULL) { /* the run before has ended */
        exec->progress(exec->progress_context, 0, all);
    }
    for (int p = 0; p < model->params; p++) {
        for (int choice = 0; choice < choices(&model->param[p]); choice++) {
            w.list[w.count].options = m->options;
            w.list[w.count++].options.value[p] = choice;
            done++;
            if (w.count < most && done < all) {
                continue;
            }
            const cbg_status status = run_wave(&w, m, exec);
            if (status != CBG_OK) {
                return status;
            }
            if (exec != NULL && exec->progress != NULL) {
                exec->progress(exec->progress_context, done, all);
            }
        }
    }
    return CBG_OK;
}
