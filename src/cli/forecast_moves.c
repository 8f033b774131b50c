/* Move by move: the exchanges, bargains and challenges of the models' runs at the stated values. */
#include <math.h>
#include <string.h>

#include "cli/forecast.h"

typedef cbgi_forecast_question question;

/* Moves as they come; the list grows by doubling. */
typedef struct recorder {
    question *q;
    cbgi_forecast_moves *moves;
    int capacity;
} recorder;

static bool grow(recorder *r)
{
    const int capacity = r->capacity == 0 ? 64 : 2 * r->capacity;
    cbgi_forecast_move *move = cbgi_arena_array(&r->q->arena, (size_t)capacity, sizeof *move);
    if (move == NULL)
        return false;
    if (r->moves->moves > 0)
        memcpy(move, r->moves->move, (size_t)r->moves->moves * sizeof *move);
    r->moves->move = move;
    r->capacity = capacity;
    return true;
}

/* Is it about the issue told, or about all when all are? */
static bool asked_for(const question *q, const cbg_forecast_event *event)
{
    const bool all = q->report.all && event->kind == CBG_FORECAST_EXCHANGE;
    return all || event->issue < 0 || event->issue == q->report.issue || event->other_issue == q->report.issue;
}

/* To whom but the two the exchange is worth most and least. */
static void find_others(const cbg_forecast_event *event, int actors, cbgi_forecast_move *out)
{
    for (int a = 0; a < actors; a++) {
        const double by = event->effect[a];
        if (a == event->actor || a == event->other || isnan(by))
            continue;
        if (out->most < 0 || by > out->most_by) {
            out->most = a;
            out->most_by = by;
        }
        if (out->least < 0 || by < out->least_by) {
            out->least = a;
            out->least_by = by;
        }
    }
}

static void record(void *context, const cbg_forecast_event *event)
{
    recorder *r = context;
    question *q = r->q;
    const int actors = q->e->input.actors;
    if (!asked_for(q, event) || (r->moves->moves == r->capacity && !grow(r)))
        return;
    cbgi_forecast_move *move = &r->moves->move[r->moves->moves++];
    *move = (cbgi_forecast_move){.event = *event, .most = -1, .least = -1};
    move->event.effect = NULL;
    if (event->effect == NULL)
        return;
    find_others(event, actors, move);
    if (q->cli->json || q->cli->csv) {
        double *effect = cbgi_arena_array(&q->arena, (size_t)actors, sizeof *effect);
        if (effect != NULL)
            memcpy(effect, event->effect, (size_t)actors * sizeof *effect);
        move->event.effect = effect;
    }
}

static cbg_status record_model(question *q, int model, cbgi_forecast_moves *out)
{
    recorder r = {.q = q, .moves = out};
    *out = (cbgi_forecast_moves){.model = q->study->model[model].text};
    return cbgi_forecast_watch(q, model, &(cbg_forecast_observer){&r, NULL, record});
}

cbg_status cbgi_forecast_tell_moves(question *q)
{
    cbg_status status = CBG_OK;
    for (int k = 0; k < q->study->models && status == CBG_OK; k++)
        if (cbg_forecast_model_at(q->study->model[k].model)->rounds)
            status = record_model(q, k, &q->moves[q->report.move_count++]);
    q->report.moves = q->moves;
    q->report.moves_shown = (int)q->shown;
    return status != CBG_OK ? status : q->arena.failed ? CBG_NO_MEMORY : CBG_OK;
}
