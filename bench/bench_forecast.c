/* Spatial models: turns a second of SMP. One thread; positions, saliences and capabilities made up from a seed, on
 * one issue, so that every actor has somebody to challenge for many turns. */
#include <stdio.h>
#include <stdlib.h>

#include "base/philox.h"
#include "coburg/forecast.h"
#include "domain.h"

enum { ACTORS_MAX = 300 };

static double position[ACTORS_MAX], salience[ACTORS_MAX], capability[ACTORS_MAX];
static const double low = 0, high = 100;

static cbg_forecast_input made(int actors)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 1906, 1, 0, 0, 0);
    for (int i = 0; i < actors; i++) {
        position[i] = 100 * cbgi_stream_unit(&random);
        salience[i] = .1 + .9 * cbgi_stream_unit(&random);
        capability[i] = 1 + 100 * cbgi_stream_unit(&random);
    }
    return (cbg_forecast_input){.actors = actors,
                                .issues = 1,
                                .position = position,
                                .salience = salience,
                                .capability = capability,
                                .low = &low,
                                .high = &high};
}

static void bench_smp(int actors)
{
    const cbg_forecast_input in = made(actors);
    const int model = cbg_forecast_model_find("smp");
    cbg_forecast_options options;
    cbg_forecast_options_init(model, &options);
    const double began = wall_seconds();
    double took = 0;
    int turns = 0;
    while (took < 1) {
        cbg_forecast_result *r = NULL;
        if (cbg_forecast_run(model, &options, &in, 1, 0, NULL, NULL, &r, NULL) != CBG_OK) {
            exit(1);
        }
        turns += r->issue[0].turns;
        cbg_forecast_result_free(r);
        took = wall_seconds() - began;
    }
    printf("smp        %4d actors  %10.1f turns/s  (%d turns)\n", actors, turns / took, turns);
}

int main(void)
{
    bench_smp(10);
    bench_smp(30);
    bench_smp(100);
    bench_smp(300);
    return 0;
}
