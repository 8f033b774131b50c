/* Every model on the same evidence and the same draws. */
#include "forecast/study.h"

#include "coburg/outlook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PURPOSE_DRAWS = 0 };
static const size_t cells_max = (size_t)1 << 28; /* points of one model over all draws: 2 GB */

/* NaN last. */
static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return isnan(x) || isnan(y) ? isnan(x) - isnan(y) : (x > y) - (x < y);
}

static double quantile(const double *sorted, size_t count, double p)
{
    const double at = p * (double)(count - 1);
    const size_t below = (size_t)at;
    return below + 1 < count ? sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below])
                             : sorted[count - 1];
}

void cbg_spread_of(double *value, size_t count, cbg_spread *out)
{
    const double nan = (double)NAN;
    size_t there = 0;
    double sum = 0;
    *out = (cbg_spread){nan, nan, nan, nan, nan, nan, count > 0 ? 1 : nan};
    qsort(value, count, sizeof *value, by_value);
    for (; there < count && !isnan(value[there]); there++) {
        sum += value[there];
    }
    if (there > 0) {
        *out = (cbg_spread){quantile(value, there, 0.5),  quantile(value, there, 0.05), quantile(value, there, 0.25),
                            quantile(value, there, 0.75), quantile(value, there, 0.95), sum / (double)there,
                            (double)(count - there) / (double)count};
    }
}

static cbg_status run_models(const cbg_study *s, const cbg_forecast_draws *draws, const cbg_exec *exec, double *out,
                             double *one, cbg_diags *diags)
{
    const size_t cells = (size_t)draws->count * (size_t)s->evidence->input.issues;
    memset(out, 0, cells * sizeof *out);
    for (int m = 0; m < s->models; m++) {
        const cbg_study_model *model = &s->model[m];
        if (!(model->weight > 0)) {
            continue;
        }
        const cbg_status status = cbg_forecast_batch(model->model, &model->options, &s->evidence->input, s->seed,
                                                     draws, exec, one, NULL, diags);
        if (status != CBG_OK) {
            return status;
        }
        for (size_t k = 0; k < cells; k++) {
            out[k] += model->weight * one[k];
        }
    }
    return CBG_OK;
}

cbg_status cbgi_study_answer(const cbg_study *s, const cbg_forecast_draws *draws, const cbg_exec *exec, double *out,
                             cbg_diags *diags)
{
    double *one = cbgi_alloc(exec, (size_t)draws->count * (size_t)s->evidence->input.issues * sizeof *one);
    const cbg_status status = one == NULL ? CBG_NO_MEMORY : run_models(s, draws, exec, out, one, diags);
    cbgi_release(exec, one);
    return status;
}

/* ---- which models ---- */

static bool add_model(cbg_study *s, int model, const cbg_forecast_options *options, double weight)
{
    char text[CBG_STUDY_TEXT];
    cbg_forecast_options_text(model, options, text, sizeof text);
    for (int k = 0; k < s->models; k++) {
        if (strcmp(s->model[k].text, text) == 0) { /* named twice: once is enough */
            s->model[k].weight += weight;
            return true;
        }
    }
    if (s->models == CBG_STUDY_MODELS_MAX) {
        return false;
    }
    cbg_study_model *m = &s->model[s->models++];
    *m = (cbg_study_model){.model = model, .options = *options, .weight = weight};
    memcpy(m->text, text, sizeof text);
    return true;
}

static cbg_status too_many(cbg_diags *diags)
{
    cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0, 0, 0},
                                "more than %d models in one study", (int)CBG_STUDY_MODELS_MAX),
                  "ask for some of them");
    return CBG_TOO_LARGE;
}

static cbg_status named_by_case(cbg_study *s, const cbg_outlook *o, cbg_diags *diags)
{
    double sum = 0;
    for (int k = 0; k < o->models; k++) {
        sum += cbg_rational_double(o->model[k].weight.value);
    }
    for (int k = 0; k < o->models; k++) {
        int model = -1;
        cbg_forecast_options options;
        const int before = diags == NULL ? 0 : diags->count;
        const cbg_status status = cbg_forecast_parse(o->model[k].text, &model, &options, diags);
        if (status != CBG_OK) {
            if (diags != NULL && diags->count > before) {
                diags->item[before].span = o->model[k].span;
            }
            return status;
        }
        if (!add_model(s, model, &options, cbg_rational_double(o->model[k].weight.value) / sum)) {
            return too_many(diags);
        }
    }
    s->named = o->models > 0;
    return CBG_OK;
}

static cbg_status all_registered(cbg_study *s, cbg_diags *diags)
{
    const int mean = cbg_forecast_model_find("mean");
    for (int k = 0; k < cbg_forecast_model_count(); k++) {
        cbg_forecast_options options;
        cbg_forecast_options_init(k, &options);
        if (!add_model(s, k, &options, !s->named && k == mean ? 1 : 0)) {
            return too_many(diags);
        }
    }
    return CBG_OK;
}

static cbg_status choose(cbg_study *s, const cbg_study_options *o, cbg_diags *diags)
{
    for (int k = 0; k < o->specs; k++) {
        int model = -1;
        cbg_forecast_options options;
        const cbg_status status = cbg_forecast_parse(o->spec[k], &model, &options, diags);
        if (status != CBG_OK) {
            return status;
        }
        if (!add_model(s, model, &options, k == 0 ? 1 : 0)) {
            return too_many(diags);
        }
    }
    if (o->specs > 0) {
        return CBG_OK;
    }
    const cbg_outlook *outlook = s->evidence->c == NULL ? NULL : s->evidence->c->outlook;
    const cbg_status status = outlook == NULL ? CBG_OK : named_by_case(s, outlook, diags);
    return status == CBG_OK ? all_registered(s, diags) : status;
}

/* ---- points ---- */

static cbg_status points(cbg_study *s, bool bare, const cbg_exec *exec, cbg_diags *diags)
{
    const int issues = s->evidence->input.issues;
    for (int k = 0; k < s->models; k++) {
        cbg_study_model *m = &s->model[k];
        cbg_forecast_result *result = NULL;
        const cbg_status status = cbg_forecast_run(m->model, &m->options, &s->evidence->input, s->seed, 0, NULL, exec,
                                                   &result, diags);
        if (status != CBG_OK) {
            return status;
        }
        memcpy(m->issue, result->issue, (size_t)issues * sizeof *m->issue);
        cbg_forecast_result_free(result);
        for (int i = 0; i < issues; i++) {
            const double x = m->issue[i].point;
            s->point[i] += m->weight > 0 ? m->weight * x : 0;
            s->model_low[i] = isnan(s->model_low[i]) || x < s->model_low[i] ? x : s->model_low[i];
            s->model_high[i] = isnan(s->model_high[i]) || x > s->model_high[i] ? x : s->model_high[i];
        }
        const cbg_status other = bare ? CBG_OK : cbgi_study_envelope(s, m, exec);
        if (other != CBG_OK) {
            return other;
        }
    }
    return CBG_OK;
}

/* ---- draws ---- */

static void spreads(const double *point, size_t draws, size_t issues, double *column, cbg_spread *out)
{
    for (size_t i = 0; i < issues; i++) {
        for (size_t d = 0; d < draws; d++) {
            column[d] = point[d * issues + i];
        }
        cbg_spread_of(column, draws, &out[i]);
    }
}

static cbg_status draw_models(cbg_study *s, cbg_sampler *sampler, double *memory, const cbg_exec *exec,
                              cbg_diags *diags)
{
    const size_t issues = (size_t)s->evidence->input.issues, draws = (size_t)s->draws, cells = issues * draws;
    double *one = memory, *all = memory + cells, *column = memory + 2 * cells;
    const cbg_forecast_draws plan = {0, s->draws, cbg_sampler_fill, sampler};
    memset(all, 0, cells * sizeof *all);
    for (int k = 0; k < s->models; k++) {
        cbg_study_model *m = &s->model[k];
        const cbg_status status =
            cbg_forecast_batch(m->model, &m->options, &s->evidence->input, s->seed, &plan, exec, one, NULL, diags);
        if (status != CBG_OK) {
            return status;
        }
        for (size_t c = 0; c < cells && m->weight > 0; c++) {
            all[c] += m->weight * one[c];
        }
        spreads(one, draws, issues, column, m->spread);
    }
    for (size_t i = 0; i < issues; i++) {
        double *share = s->share[i];
        for (size_t d = 0; share != NULL && d < draws; d++) {
            const int option = cbg_evidence_nearest(s->evidence, (int)i, all[d * issues + i]);
            share[option < 0 ? 0 : option] += option < 0 ? 0 : 1 / (double)draws;
        }
    }
    spreads(all, draws, issues, column, s->spread);
    return CBG_OK;
}

static cbg_status draw_all(cbg_study *s, const cbg_exec *exec, cbg_diags *diags)
{
    const size_t issues = (size_t)s->evidence->input.issues, draws = (size_t)s->draws;
    if (draws > cells_max / issues) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0, 0, 0},
                                    "%llu draws of %d issues", (unsigned long long)s->draws, (int)issues),
                      "ask for at most %llu draws", (unsigned long long)(cells_max / issues));
        return CBG_TOO_LARGE;
    }
    cbg_sampler *sampler = NULL;
    double *memory = cbgi_alloc(exec, (2 * issues + 1) * draws * sizeof *memory);
    cbg_status status = memory == NULL ? CBG_NO_MEMORY
                                       : cbg_sampler_make(s->evidence, s->seed, PURPOSE_DRAWS, s->draws, exec, &sampler);
    status = status == CBG_OK ? draw_models(s, sampler, memory, exec, diags) : status;
    cbg_sampler_free(sampler);
    cbgi_release(exec, memory);
    return status;
}

/* ---- all ---- */

static double *unknowns(cbgi_arena *arena, size_t count)
{
    double *x = cbgi_arena_array(arena, count, sizeof *x);
    for (size_t k = 0; x != NULL && k < count; k++) {
        x[k] = (double)NAN;
    }
    return x;
}

static bool lay(cbg_study *s, cbgi_arena *arena)
{
    const size_t issues = (size_t)s->evidence->input.issues;
    s->point = cbgi_arena_array(arena, issues, sizeof *s->point);
    s->model_low = unknowns(arena, issues);
    s->model_high = unknowns(arena, issues);
    s->spread = s->draws == 0 ? NULL : cbgi_arena_array(arena, issues, sizeof *s->spread);
    s->share = cbgi_arena_array(arena, issues, sizeof *s->share);
    for (size_t i = 0; i < issues && s->share != NULL && s->draws > 0 && s->evidence->c != NULL; i++) {
        const int options = s->evidence->c->issue[s->evidence->case_issue[i]].option_count;
        if (options <= CBG_STUDY_SHARES_MAX) {
            s->share[i] = cbgi_arena_array(arena, (size_t)options, sizeof *s->share[i]);
        }
    }
    for (int k = 0; k < s->models; k++) {
        cbg_study_model *m = &s->model[k];
        m->issue = cbgi_arena_array(arena, issues, sizeof *m->issue);
        m->spread = s->draws == 0 ? NULL : cbgi_arena_array(arena, issues, sizeof *m->spread);
        m->option_low = unknowns(arena, issues);
        m->option_high = unknowns(arena, issues);
        m->option_text = cbgi_arena_array(arena, issues, sizeof *m->option_text);
    }
    return !arena->failed;
}

static cbg_status make(cbg_study *s, const cbg_study_options *o, const cbg_exec *exec, cbg_diags *diags)
{
    s->model = cbgi_arena_array(&s->own->arena, CBG_STUDY_MODELS_MAX, sizeof *s->model);
    if (s->model == NULL) {
        return CBG_NO_MEMORY;
    }
    cbg_status status = choose(s, o, diags);
    for (int k = 0, kept = 0; status == CBG_OK && o->answer_only; k++) {
        if (k == s->models) {
            s->models = kept;
            break;
        }
        if (s->model[k].weight > 0) {
            s->model[kept++] = s->model[k];
        }
    }
    if (status == CBG_OK && !lay(s, &s->own->arena)) {
        return CBG_NO_MEMORY;
    }
    status = status == CBG_OK ? points(s, o->answer_only, exec, diags) : status;
    return status == CBG_OK && s->draws > 0 ? draw_all(s, exec, diags) : status;
}

cbg_status cbg_study_make(const cbg_evidence *e, const cbg_study_options *options, const cbg_exec *exec,
                          cbg_study **out, cbg_diags *diags)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbg_study *s = cbgi_arena_alloc(&arena, sizeof *s);
    struct cbgi_study_private *own = cbgi_arena_alloc(&arena, sizeof *own);
    if (s == NULL || own == NULL) {
        cbgi_arena_free(&arena);
        return CBG_NO_MEMORY;
    }
    own->arena = arena;
    *s = (cbg_study){.evidence = e, .seed = options->seed, .own = own};
    s->draws = e->varying > 0 ? options->draws : 0;
    const cbg_status status = make(s, options, exec, diags);
    if (status != CBG_OK) {
        cbg_study_free(s);
        return status;
    }
    *out = s;
    return CBG_OK;
}

void cbg_study_free(cbg_study *s)
{
    if (s != NULL) {
        cbgi_arena arena = s->own->arena;
        cbgi_arena_free(&arena);
    }
}
