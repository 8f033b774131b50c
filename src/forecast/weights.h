/* Positions with the weights of those who hold them: what the static models work on. */
#ifndef COBURGI_FORECAST_WEIGHTS_H
#define COBURGI_FORECAST_WEIGHTS_H

#include "forecast/registry.h"

typedef struct cbgi_held {
    double x, w;
} cbgi_held;

/* Choices of the parameter `weights`. */
extern const char *const cbgi_forecast_weightings[];
enum { CBGI_WEIGH_BOTH, CBGI_WEIGH_POWER, CBGI_WEIGH_SALIENCE, CBGI_WEIGH_EQUAL };

/* The positions of positive weight by rising position, then weight: sums over them do not depend on the order of
 * actors, and who weighs nothing is not there. `held` has room for job->actors; returns their number. */
int cbgi_forecast_held(const cbgi_forecast_job *job, int weighting, cbgi_held *held);

size_t cbgi_forecast_held_scratch(int actors, int issues, const cbg_forecast_options *options);

#endif
