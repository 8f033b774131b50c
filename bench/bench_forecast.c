/* Spatial models: turns a second of SMP on one thread, and 10^5 runs of 10 turns of the challenge model on two, rounds a second of the exchange model; positions, saliences and capabilities made up from a seed, on
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

static void vary(void *context, uint64_t run, double *x, double *s, double *c)
{
    const cbg_forecast_input *in = context;
    cbgi_stream random;
    cbgi_stream_init(&random, 1906, 2, (uint32_t)run, 0, 0);
    for (int i = 0; i < in->actors; i++) {
        x[i] = 100 * cbgi_stream_unit(&random);
        s[i] = .1 + .9 * cbgi_stream_unit(&random);
        c[i] = 1 + 100 * cbgi_stream_unit(&random);
    }
}

static void bench_challenge(int actors, uint64_t runs, const char *variant)
{
    cbg_forecast_input in = made(actors);
    const int model = cbg_forecast_model_find("challenge");
    const cbg_exec exec = {.threads = 2};
    const cbg_forecast_draws draws = {0, runs, vary, &in};
    cbg_forecast_options options;
    cbg_forecast_options_init(model, &options);
    double *point = calloc(runs, sizeof *point);
    if (point == NULL || cbg_forecast_options_set(model, "variant", variant, &options, NULL) != CBG_OK ||
        cbg_forecast_options_set(model, "turns", "10", &options, NULL) != CBG_OK ||
        cbg_forecast_options_set(model, "settle", "0", &options, NULL) != CBG_OK) {
        exit(1);
    }
    const double began = wall_seconds();
    if (cbg_forecast_batch(model, &options, &in, 1, &draws, &exec, point, NULL, NULL) != CBG_OK) {
        exit(1);
    }
    const double took = wall_seconds() - began;
    printf(
        "challenge  %4d actors  %10.2f s for 100,000 runs of 10 turns, two threads, %s (%d runs measured)\n",
        actors, took * 1e5 / (double)runs, variant, (int)runs);
    free(point);
}

/* On the size of the COP21 data: 15 actors, 13 issues. */
static void bench_exchange(int actors, int issues)
{
    enum { CELLS = 15 * 13 };
    static double x[CELLS], s[CELLS], c[CELLS], least[13], most[13];
    cbgi_stream random;
    cbgi_stream_init(&random, 1906, 3, 0, 0, 0);
    for (int i = 0; i < actors; i++) {
        const double power = .1 + cbgi_stream_unit(&random);
        for (int k = 0; k < issues; k++) {
            x[i * issues + k] = (double)(5 * cbgi_stream_below(&random, 21));
            s[i * issues + k] = .1 + .9 * cbgi_stream_unit(&random);
            c[i * issues + k] = power;
            least[k] = 0, most[k] = 100;
        }
    }
    const cbg_forecast_input in = {.actors = actors,
                                   .issues = issues,
                                   .position = x,
                                   .salience = s,
                                   .capability = c,
                                   .low = least,
                                   .high = most};
    const int model = cbg_forecast_model_find("exchange");
    cbg_forecast_options options;
    cbg_forecast_options_init(model, &options);
    const double began = wall_seconds();
    double took = 0;
    int rounds = 0;
    while (took < 1) {
        cbg_forecast_result *r = NULL;
        if (cbg_forecast_run(model, &options, &in, 1, 0, NULL, NULL, &r, NULL) != CBG_OK) {
            exit(1);
        }
        rounds += r->issue[0].turns;
        cbg_forecast_result_free(r);
        took = wall_seconds() - began;
    }
    printf("exchange   %4d actors, %d issues  %10.1f rounds/s  (%d rounds)\n", actors, issues, rounds / took,
           rounds);
}

int main(void)
{
    bench_exchange(10, 6);
    bench_exchange(15, 13);
    bench_smp(10);
    bench_smp(30);
    bench_smp(100);
    bench_smp(300);
    bench_challenge(10, 100000, "textbook");
    bench_challenge(30, 50000, "textbook");
    bench_challenge(30, 50000, "replica");
    bench_challenge(100, 2000, "textbook");
    return 0;
}
