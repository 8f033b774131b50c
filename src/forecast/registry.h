/* What a forecasting model is to the engine. Adding one is a new file and a line in registry.def.
 *
 * A model gets one job: the numbers of one issue with those who take part in it, or for joint models of all issues, and
 * scratch memory of the size it asked for, so that running it cannot fail and any thread may.
 */
#ifndef COBURGI_FORECAST_REGISTRY_H
#define COBURGI_FORECAST_REGISTRY_H

#include <math.h>
#include <stdatomic.h>

#include "coburg/exec.h"
#include "coburg/forecast.h"

#define CBGI_NONE ((double)NAN) /* no position, no forecast */

/* What a model that takes long asks now and then: whether to go on. One for each thread. */
typedef struct cbgi_forecast_pulse {
    const atomic_bool *cancel; /* NULL: never */
    bool stopped;              /* seen to be set: stays, whatever becomes of it */
    void (*progress)(void *context, uint64_t done, uint64_t total); /* NULL: nobody looks */
    void *context;
    uint64_t run, runs; /* models that take an issue at a time run so many times */
} cbgi_forecast_pulse;

typedef struct cbgi_forecast_job {
    const cbg_forecast_options *options;
    int actors, issues; /* who takes part; issues is 1 unless the model is joint */
    const double *position, *salience, *capability; /* [actor * issues + issue]; NaN in joint models only */
    const double *low, *high; /* [issues]; low == high: all stand at one point and no scale was given */
    const double *reference;  /* [issues], NaN: not known */
    const int *actor;         /* number in the input of each who takes part */
    int issue;                /* number in the input; -1: all */
    uint64_t seed, run;
    const cbg_forecast_observer *observer; /* never NULL; its functions may be */
    double *told; /* [actors of the input * (issues + 2)], for the observer */
    int input_actors;
    cbgi_forecast_pulse *pulse; /* never NULL; a run that sees it stopped returns, whatever it has filled so far */
    void *scratch;           /* aligned to 64 bytes, not zeroed */
    cbg_forecast_issue *out; /* [issues] */
    double *final;           /* laid out like position; holds the positions at the beginning */
} cbgi_forecast_job;

/* Many runs of one issue side by side: tables are [actor * width + lane], width lanes. */
typedef struct cbgi_forecast_lanes {
    const cbg_forecast_options *options;
    int actors, width;
    const double *position, *salience, *capability;
    cbgi_forecast_pulse *pulse; /* as above */
    void *scratch;
    double *point;           /* [width] */
    cbg_forecast_stop *stop; /* [width] */
} cbgi_forecast_lanes;

typedef struct cbgi_forecast_kind {
    cbg_forecast_model model;
    bool powers_only; /* who has no capability takes no part, so that nobody notices it */
    /* Bytes that a job of this size needs; never 0. NULL: none. */
    size_t (*scratch)(int actors, int issues, const cbg_forecast_options *options);
    void (*run)(const cbgi_forecast_job *job);
    /* Several runs at once, with the same results as run; NULL: there is no faster way. */
    int lanes;
    size_t (*lanes_scratch)(int actors);
    void (*run_lanes)(const cbgi_forecast_lanes *job);
} cbgi_forecast_kind;

#define X(name) extern const cbgi_forecast_kind cbgi_forecast_##name;
#include "forecast/registry.def"
#undef X

/* Every registered model, NULL-terminated. */
extern const cbgi_forecast_kind *const cbgi_forecast_kinds[];

/* Lays `count` things of `size` bytes into scratch memory at *used, aligned to 64 bytes; with base NULL only *used
 * grows, so that the function that asks for memory and the one that uses it are the same. */
void *cbgi_forecast_take(void *base, size_t *used, size_t count, size_t size);

/* The pulse of a call that runs as `exec` says; `watched`: with its progress, which is for the calling thread. */
cbgi_forecast_pulse cbgi_forecast_pulse_of(const cbg_exec *exec, bool watched);

/* Whether the run is to end. Cheap: a load and a branch. */
static inline bool cbgi_forecast_stopped(cbgi_forecast_pulse *pulse)
{
    pulse->stopped =
        pulse->stopped || (pulse->cancel != NULL && atomic_load_explicit(pulse->cancel, memory_order_relaxed));
    return pulse->stopped;
}

/* The same, and tells how far the run is: `part` of `parts` equal ones done in turn `turn`, from 0, of at most `turns`. */
bool cbgi_forecast_beat(cbgi_forecast_pulse *pulse, int turn, int turns, size_t part, size_t parts);

/* The value of a choice or whole number. */
int cbgi_forecast_choice(const cbg_forecast_options *options, int param);

/* Tells the observer of the end of a turn; positions are the job's, in the unit of the issue. */
void cbgi_forecast_tell(const cbgi_forecast_job *job, int turn, const double *position, const double *point,
                        const double *probability, const double *risk);

/* Tells the observer of an event, whose actors are numbers within the job. */
void cbgi_forecast_tell_event(const cbgi_forecast_job *job, cbg_forecast_event event);

#endif
