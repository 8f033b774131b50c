/* Inputs of forecasts for tests. */
#include "support/made_input.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/philox.h"
#include "support/table_file.h"

static void point_at(made_input *m, int actors, int issues)
{
    m->input = (cbg_forecast_input){.actors = actors,
                                    .issues = issues,
                                    .position = m->position,
                                    .salience = m->salience,
                                    .capability = m->capability};
}

void made_input_file(made_input *m, const char *name)
{
    table_file *t = table_read(name);
    for (int i = 0; i < t->rows; i++) {
        m->position[i] = table_number(t, i, "Position");
        m->salience[i] = table_number(t, i, "Salience");
        m->capability[i] = table_number(t, i, "Capability");
    }
    point_at(m, t->rows, 1);
    table_free(t);
}

void made_input_random(made_input *m, int actors, int issues, uint64_t seed)
{
    cbgi_stream random;
    cbgi_stream_init(&random, seed, 1, 2, 3, 4);
    for (int i = 0; i < actors; i++) {
        const double power = 1 + (double)cbgi_stream_below(&random, 1000) / 10;
        for (int k = 0; k < issues; k++) {
            m->position[i * issues + k] = (double)cbgi_stream_below(&random, 10001) / 100;
            m->salience[i * issues + k] = (double)(1 + cbgi_stream_below(&random, 99)) / 100 / issues;
            m->capability[i * issues + k] = power;
            m->low[k] = 0, m->high[k] = 100;
        }
    }
    point_at(m, actors, issues);
    m->input.low = m->low, m->input.high = m->high;
}

void made_input_reorder(const made_input *from, const int *order, made_input *to)
{
    const int issues = from->input.issues;
    *to = *from;
    point_at(to, from->input.actors, issues);
    if (from->input.low != NULL) {
        to->input.low = to->low, to->input.high = to->high;
    }
    for (int i = 0; i < from->input.actors; i++) {
        for (int k = 0; k < issues; k++) {
            to->position[i * issues + k] = from->position[order[i] * issues + k];
            to->salience[i * issues + k] = from->salience[order[i] * issues + k];
            to->capability[i * issues + k] = from->capability[order[i] * issues + k];
        }
    }
}

cbg_forecast_result *made_forecast(const char *model, const cbg_forecast_input *input)
{
    static cbg_diags diags;
    int number = 0;
    cbg_forecast_options options;
    cbg_forecast_result *result = NULL;
    cbg_diags_init(&diags, NULL);
    if (cbg_forecast_parse(model, &number, &options, &diags) != CBG_OK ||
        cbg_forecast_run(number, &options, input, 1, 0, NULL, NULL, &result, &diags) != CBG_OK) {
        fprintf(stderr, "%s: %s\n", model, diags.count > 0 ? diags.item[0].message : "failed");
        exit(2);
    }
    return result;
}

double made_point(const char *model, const cbg_forecast_input *input)
{
    cbg_forecast_result *r = made_forecast(model, input);
    const double x = r->issue[0].point;
    cbg_forecast_result_free(r);
    return x;
}
