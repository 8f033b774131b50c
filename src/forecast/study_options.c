/* How far a model's own options move its point: each option in turn at every other setting it can be chosen to have. */
#include <math.h>
#include <stdio.h>

#include "forecast/study.h"

static void note(cbg_study_model *m, int issues, const cbg_forecast_options *options, const cbg_forecast_result *r)
{
    for (int i = 0; i < issues; i++) {
        const double x = r->issue[i].point;
        for (int high = 0; high < 2; high++) {
            double *end = high ? m->option_high : m->option_low;
            if (!isnan(x) && (isnan(end[i]) || (high ? x > end[i] : x < end[i]))) {
                end[i] = x;
                cbg_forecast_options_text(m->model, options, m->option_text[i][high], CBG_STUDY_TEXT);
            }
        }
    }
}

cbg_status cbgi_study_envelope(const cbg_study *s, cbg_study_model *m, const cbg_exec *exec, cbg_diags *diags)
{
    const cbg_forecast_model *model = cbg_forecast_model_at(m->model);
    const int issues = s->evidence->input.issues;
    for (int p = 0; p < model->params; p++) {
        const cbg_forecast_param *param = &model->param[p];
        for (int choice = 0; param->option && param->choice != NULL && param->choice[choice] != NULL; choice++) {
            cbg_forecast_options other = m->options;
            cbg_forecast_result *result = NULL;
            other.value[p] = choice;
            const cbg_status status =
                cbg_forecast_run(m->model, &other, &s->evidence->input, s->seed, 0, NULL, exec, &result, diags);
            if (status != CBG_OK) {
                return status;
            }
            note(m, issues, &other, result);
            cbg_forecast_result_free(result);
        }
    }
    return CBG_OK;
}
