/* Inputs of forecasts for tests: from the published files, or made up from a seed. */
#ifndef TEST_MADE_INPUT_H
#define TEST_MADE_INPUT_H

#include <stdint.h>

#include "coburg/forecast.h"

enum { MADE_ACTORS = 40, MADE_ISSUES = 16 };

typedef struct made_input {
    cbg_forecast_input input; /* points into the rest */
    double position[MADE_ACTORS * MADE_ISSUES], salience[MADE_ACTORS * MADE_ISSUES],
        capability[MADE_ACTORS * MADE_ISSUES], low[MADE_ISSUES], high[MADE_ISSUES];
} made_input;

/* One issue from a file with columns Capability, Position, Salience; no scale given. */
void made_input_file(made_input *m, const char *name);

/* Positions on 0..100, one capability an actor; saliences of an actor sum to less than 1. */
void made_input_random(made_input *m, int actors, int issues, uint64_t seed);

/* The same with the actors in another order: actor k of the new one is order[k]. */
void made_input_reorder(const made_input *from, const int *order, made_input *to);

/* Runs a model given as text ("mean:weights=equal") and frees nothing: the result is the caller's. */
cbg_forecast_result *made_forecast(const char *model, const cbg_forecast_input *input);

/* The same, one issue only: the point. */
double made_point(const char *model, const cbg_forecast_input *input);

#endif
