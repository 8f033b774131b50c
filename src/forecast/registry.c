/* The table of models, made from registry.def, and what all models use. */
#include "forecast/registry.h"

#include <math.h>
#include <string.h>

const cbgi_forecast_kind *const cbgi_forecast_kinds[] = {
#define X(name) &cbgi_forecast_##name,
#include "forecast/registry.def"
#undef X
    NULL};

int cbg_forecast_model_count(void)
{
    int n = 0;
    while (cbgi_forecast_kinds[n] != NULL) {
        n++;
    }
    return n;
}

const cbg_forecast_model *cbg_forecast_model_at(int index)
{
    return &cbgi_forecast_kinds[index]->model;
}

int cbg_forecast_model_find(const char *name)
{
    for (int k = 0; cbgi_forecast_kinds[k] != NULL; k++) {
        if (strcmp(cbgi_forecast_kinds[k]->model.name, name) == 0) {
            return k;
        }
    }
    return -1;
}

const char *cbg_forecast_stop_text(cbg_forecast_stop stop)
{
    switch (stop) {
    case CBG_FORECAST_SETTLED: return "settled";
    case CBG_FORECAST_CYCLE: return "cycles";
    case CBG_FORECAST_LIMIT: return "limit of turns";
    case CBG_FORECAST_NO_AGREEMENT: return "no agreement";
    case CBG_FORECAST_UNDETERMINED: break;
    }
    return "undetermined";
}

const char *cbg_forecast_event_text(cbg_forecast_event_kind kind)
{
    switch (kind) {
    case CBG_FORECAST_COMPROMISE: return "compromises with";
    case CBG_FORECAST_CONFRONTATION: return "loses confrontation to";
    case CBG_FORECAST_CAPITULATION: return "capitulates to";
    case CBG_FORECAST_BARGAIN: return "bargains with";
    case CBG_FORECAST_EXCHANGE: break;
    }
    return "exchanges with";
}

void *cbgi_forecast_take(void *base, size_t *used, size_t count, size_t size)
{
    void *at = base == NULL ? NULL : (char *)base + *used;
    *used += (count * size + 63) / 64 * 64;
    return at;
}

cbgi_forecast_pulse cbgi_forecast_pulse_of(const cbg_exec *exec, bool watched)
{
    if (exec == NULL) {
        return (cbgi_forecast_pulse){.runs = 1};
    }
    return (cbgi_forecast_pulse){.cancel = exec->cancel,
                                 .progress = watched ? exec->progress : NULL,
                                 .context = exec->progress_context,
                                 .runs = 1};
}

bool cbgi_forecast_beat(cbgi_forecast_pulse *pulse, int turn, int turns, size_t part, size_t parts)
{
    if (pulse->progress != NULL && !pulse->stopped) {
        const uint64_t before = pulse->run * (uint64_t)turns + (uint64_t)turn;
        pulse->progress(pulse->context, before * parts + part, pulse->runs * (uint64_t)turns * parts);
    }
    return cbgi_forecast_stopped(pulse);
}

int cbgi_forecast_choice(const cbg_forecast_options *options, int param)
{
    return (int)options->value[param];
}

/* Numbers of those who take part, `wide` each, by their numbers in the input; NaN for the others. NULL stays NULL. */
static const double *by_input(const cbgi_forecast_job *job, int wide, double *to, const double *from)
{
    for (int i = 0; i < job->input_actors * wide; i++) {
        to[i] = CBGI_NONE;
    }
    for (int i = 0; from != NULL && i < job->actors; i++) {
        memcpy(to + (size_t)job->actor[i] * (size_t)wide, from + (size_t)i * (size_t)wide,
               (size_t)wide * sizeof *to);
    }
    return from == NULL ? NULL : to;
}

void cbgi_forecast_tell(const cbgi_forecast_job *job, int turn, const double *position, const double *point,
                        const double *probability, const double *risk)
{
    if (job->observer->turn == NULL) {
        return;
    }
    const size_t cells = (size_t)job->input_actors * (size_t)job->issues;
    double *const first = job->told, *const second = first + cells, *const third = second + job->input_actors;
    const cbg_forecast_turn told = {turn,
                                    job->issue,
                                    by_input(job, job->issues, first, position),
                                    point,
                                    by_input(job, 1, second, probability),
                                    by_input(job, 1, third, risk)};
    job->observer->turn(job->observer->context, &told);
}

void cbgi_forecast_tell_event(const cbgi_forecast_job *job, cbg_forecast_event event)
{
    if (job->observer->event != NULL) {
        event.actor = job->actor[event.actor];
        event.other = job->actor[event.other];
        job->observer->event(job->observer->context, &event);
    }
}
