/* Where will it end? Spatial bargaining models: actors with positions on the scale of an issue.
 *
 * A model maps positions, saliences and capabilities to a point on each issue. Models that look at
 * one issue at a time are run on each issue by itself; others weigh issues against each other. Each
 * declares its own parameters, its source and where it departs from it. Nothing here reads a clock; random
 * models draw from streams addressed by (seed, run), so every run can be had again by itself, and
 * results are the same for any number of threads.
 * Thread-safety: inputs are only read; any number of threads may share them.
 */
#ifndef COBURG_FORECAST_H
#define COBURG_FORECAST_H

#include "coburg/exec.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_FORECAST_ACTORS_MAX = 1000, CBG_FORECAST_ISSUES_MAX = 256, CBG_FORECAST_PARAMS_MAX = 16 };
/* The greatest size of a position, an end of a scale, a reference point or a capability: no sum or product of them overflows. */
#define CBG_FORECAST_VALUE_MAX 1e15

/* What a forecast is made from. Tables are by actor, then issue: [actor * issues + issue].
 * An actor without a position on an issue (NaN) takes no part in that issue. */
typedef struct cbg_forecast_input {
    int actors, issues;       /* 1..CBG_FORECAST_ACTORS_MAX, 1..CBG_FORECAST_ISSUES_MAX */
    const double *position;   /* in the unit of the issue; finite or NaN */
    const double *salience;   /* 0..1: how much the actor cares; models of several issues at once that bound
                                 the sum over issues say so and scale */
    const double *capability; /* >= 0, any unit: what the actor can throw in. Also by actor and issue */
    const double *low, *high; /* [issue] ends of the scale, low < high; positions may not lie outside.
                                 NULL: from the least to the greatest position of the input */
    const double *reference;  /* [issue] what happens without agreement; NaN or NULL: not known */
    const char *const *actor_name, *const *issue_name; /* for people; may be NULL */
} cbg_forecast_input;

/* CBG_BAD_ARGUMENT with a diagnostic that names actor and issue, CBG_TOO_LARGE. O(actors * issues).
 * Every call below checks its input so; `diags` may be NULL. */
cbg_status cbg_forecast_check(const cbg_forecast_input *input, cbg_diags *diags);

/* One parameter of a model. Its value is a double; of a choice: the index into `choice`. */
typedef struct cbg_forecast_param {
    const char *name, *help;
    const char *const *choice; /* NULL-terminated; NULL: a number */
    double lowest, highest;    /* of a number */
    double initial;
    bool whole;  /* the number is an integer */
    bool option; /* belongs to the model's own options, whose spread is worth showing beside the
                    answer; false for limits, tolerances and what is done with the result */
} cbg_forecast_param;

/* A difference between variants: setting `param` from one choice to the other changes what `text` says. */
typedef struct cbg_forecast_difference {
    const char *param, *from, *to, *text;
} cbg_forecast_difference;

/* A registered model; all texts are static. */
typedef struct cbg_forecast_model {
    const char *name;    /* "smp": what one types */
    const char *label;   /* "Scalable multidimensional process": a heading */
    const char *summary; /* one line */
    const char *source;  /* author, year, DOI */
    const char *departures;
    bool joint;  /* looks at all issues together */
    bool random; /* with some settings the result depends on seed and run */
    bool rounds; /* moves positions turn by turn */
    int params, differences;
    const cbg_forecast_param *param;
    const cbg_forecast_difference *difference;
} cbg_forecast_model;

/* Registered models, in order. at: index in 0..count-1. find: -1 when there is none. */
int cbg_forecast_model_count(void);
const cbg_forecast_model *cbg_forecast_model_at(int index);
int cbg_forecast_model_find(const char *name);

/* Settings of one model: value[k] belongs to its param[k]. */
typedef struct cbg_forecast_options {
    double value[CBG_FORECAST_PARAMS_MAX];
} cbg_forecast_options;

void cbg_forecast_options_init(int model, cbg_forecast_options *out);

/* Sets a parameter by name from text. CBG_NOT_FOUND (no such parameter or choice),
 * CBG_BAD_ARGUMENT (not a number, out of bounds); the diagnostic (diags may be NULL) lists what there is. */
cbg_status cbg_forecast_options_set(int model, const char *name, const char *value,
                                    cbg_forecast_options *options, cbg_diags *diags);

/* Reads "model" or "model:name=value:name=value" whole: *model and *options are set. Same errors. */
cbg_status cbg_forecast_parse(const char *text, int *model, cbg_forecast_options *options, cbg_diags *diags);

/* The settings that differ from the initial ones, as cbg_forecast_parse reads them ("smp:vote=binary").
 * Cut to `size` bytes, NUL-terminated. Returns out. */
char *cbg_forecast_options_text(int model, const cbg_forecast_options *options, char *out, size_t size);

typedef enum cbg_forecast_stop {
    CBG_FORECAST_SETTLED,      /* the model came to rest, or has a closed answer */
    CBG_FORECAST_CYCLE,        /* positions recur: the point is the middle of low..high */
    CBG_FORECAST_LIMIT,        /* the limit of turns was reached first */
    CBG_FORECAST_NO_AGREEMENT, /* no point is better than no agreement for all: point is NaN */
    CBG_FORECAST_UNDETERMINED  /* nobody with weight has a position: point is NaN */
} cbg_forecast_stop;

/* "settled", "cycles", "limit of turns", "no agreement", "undetermined"; never NULL. */
const char *cbg_forecast_stop_text(cbg_forecast_stop stop);

typedef struct cbg_forecast_issue {
    double point;     /* the forecast, in the unit of the issue; NaN: see stop */
    double low, high; /* what the model itself leaves open (the interval of a median, the ends of a
                         cycle); equal to the point when it leaves nothing open */
    cbg_forecast_stop stop;
    int turns;  /* turns taken; 0 for closed answers */
    int period; /* of a cycle, in turns; else 0 */
} cbg_forecast_issue;

/* One turn as it ends; turn 0 is the beginning. Pointers are valid during the call only. */
typedef struct cbg_forecast_turn {
    int turn, issue;           /* issue -1: all issues together */
    const double *position;    /* [actor], or [actor * issues + issue] when issue is -1; NaN: takes no part */
    const double *point;       /* what would be forecast now: one number, or [issues] when issue is -1 */
    const double *probability; /* [actor] that the actor's position wins (smp), or NULL */
    const double *risk;        /* [actor] the model's risk attitude, or NULL */
} cbg_forecast_turn;

typedef enum cbg_forecast_event_kind {
    CBG_FORECAST_COMPROMISE,    /* actor moves part of the way towards other */
    CBG_FORECAST_CONFRONTATION, /* actor loses a confrontation to other and moves to its position */
    CBG_FORECAST_CAPITULATION,  /* actor gives in and moves to other's position */
    CBG_FORECAST_BARGAIN,       /* actor takes its side of a bargain that it or other proposed */
    CBG_FORECAST_EXCHANGE       /* actor moves on `issue`, other on `other_issue` in return */
} cbg_forecast_event_kind;

/* "compromises with", "loses confrontation to", "capitulates to", "bargains with", "exchanges with". */
const char *cbg_forecast_event_text(cbg_forecast_event_kind kind);

typedef struct cbg_forecast_event {
    int turn; /* from 1 */
    cbg_forecast_event_kind kind;
    int actor, other;
    int issue, other_issue;      /* issue: -1 all together. other_issue: of an exchange, else -1 */
    double from, to;             /* of actor, on issue; NaN when issue is -1 */
    double other_from, other_to; /* of other, on other_issue */
    double gain;                 /* of an exchange, equal for both in the equal-gain model; else NaN */
    double other_gain;
    const double *effect; /* of an exchange: [actor] what it is worth to everybody, the two included, in units of
                             the gain; valid during the call. Else NULL */
} cbg_forecast_event;

/* Told of turns and events in order, on the calling thread. Either may be NULL. */
typedef struct cbg_forecast_observer {
    void *context;
    void (*turn)(void *context, const cbg_forecast_turn *turn);
    void (*event)(void *context, const cbg_forecast_event *event);
} cbg_forecast_observer;

typedef struct cbg_forecast_result {
    int actors, issues;
    cbg_forecast_issue *issue; /* [issues] */
    double *position;          /* [actors * issues] where actors end; NaN as in the input */
} cbg_forecast_result;

/* Runs a model once. `run` addresses the random numbers of random models together with `seed`. observer, exec
 * and diags may be NULL. *out is released with cbg_forecast_result_free.
 * Models with rounds report progress, up to their limit of rounds, and heed cancel within a round or after it.
 * CBG_BAD_ARGUMENT, CBG_TOO_LARGE (input), CBG_NO_MEMORY, CBG_CANCELLED. Costs stand in each model's file. */
cbg_status cbg_forecast_run(int model, const cbg_forecast_options *options, const cbg_forecast_input *input,
                            uint64_t seed, uint64_t run, const cbg_forecast_observer *observer,
                            const cbg_exec *exec, cbg_forecast_result **out, cbg_diags *diags);
void cbg_forecast_result_free(cbg_forecast_result *result);

/* Many runs, one per draw of the evidence: first .. first + count - 1. fill writes the numbers of
 * run `run` into tables laid out like the input's, which hold the input's numbers when it is
 * called; it must not turn a position into NaN or back, must keep the bounds of cbg_forecast_input
 * (positions outside the scale are taken to its nearest end), and is called from several
 * threads at once: what it writes may depend on context and run alone. NULL: all runs use the input. */
typedef struct cbg_forecast_draws {
    uint64_t first, count;
    void (*fill)(void *context, uint64_t run, double *position, double *salience, double *capability);
    void *context;
} cbg_forecast_draws;

/* point[(run - first) * issues + issue] receives the forecast (NaN: none); stop, laid out alike, may be NULL.
 * Progress counts runs. Same errors as cbg_forecast_run. Same numbers for any number of threads, and
 * the same as cbg_forecast_run gives for each draw by itself. */
cbg_status cbg_forecast_batch(int model, const cbg_forecast_options *options, const cbg_forecast_input *input,
                              uint64_t seed, const cbg_forecast_draws *draws, const cbg_exec *exec,
                              double *point, cbg_forecast_stop *stop, cbg_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
