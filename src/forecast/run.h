/* One run of one model over all its issues, in memory laid out beforehand. */
#ifndef COBURGI_FORECAST_RUN_H
#define COBURGI_FORECAST_RUN_H

#include "forecast/registry.h"

typedef struct cbgi_forecast_bench {
    int *actor;
    double *position, *salience, *capability, *final, *told; /* of those who take part */
    double *low, *high, *reference;                          /* [issues] */
    void *scratch;                                           /* of the model */
} cbgi_forecast_bench;

/* Lays the tables out at `base`, aligned to 64 bytes; NULL: nothing is written. Returns the bytes needed. */
size_t cbgi_forecast_bench_lay(const cbgi_forecast_kind *kind, const cbg_forecast_options *options,
                               int actors, int issues, void *base, cbgi_forecast_bench *bench);

/* Whether an actor has a position on `issue`, and the power that the model asks for. */
bool cbgi_forecast_takes_part(const cbgi_forecast_kind *kind, const cbg_forecast_input *in, int actor, int issue);

/* Those who take part in `issue`, -1: in any. Fills `actor` and returns their number. */
int cbgi_forecast_taking_part(const cbgi_forecast_kind *kind, const cbg_forecast_input *in, int issue, int *actor);

/* Runs over all issues; `in` has been checked. issue: [issues]; position: [actors * issues]. CBG_OK or CBG_CANCELLED. */
cbg_status cbgi_forecast_run_all(const cbgi_forecast_kind *kind, const cbg_forecast_options *options,
                                 const cbg_forecast_input *in, uint64_t seed, uint64_t run,
                                 const cbg_forecast_observer *observer, const cbgi_forecast_bench *bench,
                                 cbgi_forecast_pulse *pulse, cbg_forecast_issue *issue, double *position);

#endif
