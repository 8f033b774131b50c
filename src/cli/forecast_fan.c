/* The picture of a forecast: the turns of one model on draws of the evidence, then the file. */
#include <math.h>
#include <string.h>

#include "cli/core.h"
#include "cli/forecast.h"

typedef cbgi_forecast_question question;

enum { RUNS = 300, RUNS_LARGE = 60, LARGE = 15, TURNS = 60 };

/* The forecast of one run after each turn. */
typedef struct line {
    const question *q;
    double *point; /* [TURNS] */
    int turns;
} line;

static void record(void *context, const cbg_forecast_turn *turn)
{
    line *l = context;
    const int issue = l->q->report.issue;
    if ((turn->issue < 0 || turn->issue == issue) && l->turns < TURNS)
        l->point[l->turns++] = turn->issue < 0 ? turn->point[issue] : turn->point[0];
}

/* The model behind the answer if it has turns, else the first that has, -1: none. */
static int model_with_turns(const cbg_study *s)
{
    int found = -1;
    for (int k = s->models - 1; k >= 0; k--)
        if (cbg_forecast_model_at(s->model[k].model)->rounds)
            found = found >= 0 && s->model[found].weight > 0 && !(s->model[k].weight > 0) ? found : k;
    return found;
}

/* Run by run; a run that ends early keeps its last point. */
static cbg_status run_all(question *q, const cbg_study_model *m, const cbg_sampler *sampler, int runs, double *point,
                          int length[TURNS + 1])
{
    const size_t cells = (size_t)q->e->input.actors * (size_t)q->e->input.issues;
    double *table = cbgi_arena_array(&q->arena, 3 * cells, sizeof *table);
    if (table == NULL)
        return CBG_NO_MEMORY;
    cbg_exec exec = q->cli->exec; /* of several runs their number is told, of one how far it is */
    exec.progress = runs > 1 ? NULL : exec.progress;
    for (int run = 0; run < runs; run++) {
        cbg_forecast_input in = q->e->input;
        cbg_forecast_result *result = NULL;
        line l = {q, &point[run * TURNS], 0};
        const cbg_forecast_observer observer = {&l, record, NULL};
        memcpy(table, in.position, cells * sizeof *table);
        memcpy(table + cells, in.salience, cells * sizeof *table);
        memcpy(table + 2 * cells, in.capability, cells * sizeof *table);
        if (sampler != NULL)
            cbg_sampler_fill((void *)(uintptr_t)sampler, (uint64_t)run, table, table + cells, table + 2 * cells);
        in.position = table;
        in.salience = table + cells;
        in.capability = table + 2 * cells;
        const cbg_status status = cbg_forecast_run(m->model, &m->options, &in, q->options.seed, (uint64_t)run, &observer,
                                                   &exec, &result, &q->diags);
        cbg_forecast_result_free(result);
        if (status != CBG_OK)
            return status;
        if (runs > 1 && q->cli->exec.progress != NULL)
            q->cli->exec.progress(q->cli->exec.progress_context, (uint64_t)run, (uint64_t)runs);
        length[l.turns]++;
        for (int t = l.turns; t < TURNS; t++)
            l.point[t] = l.turns > 0 ? l.point[l.turns - 1] : (double)NAN;
    }
    return CBG_OK;
}

/* As many turns as nine of ten runs take, and all of those at the stated values. */
static int turns_shown(const int length[TURNS + 1], int runs, int stated)
{
    int turns = 0, ended = length[0];
    while (turns < TURNS && 10 * ended < 9 * runs)
        ended += length[++turns];
    stated = stated < TURNS ? stated : TURNS;
    return turns > stated ? turns : stated;
}

static cbg_status make_fan(question *q)
{
    const int k = model_with_turns(q->study);
    const int runs = q->study->draws == 0 ? 1 : q->e->input.actors > LARGE ? RUNS_LARGE : RUNS;
    if (k < 0)
        return CBG_OK;
    cbg_sampler *sampler = NULL;
    int length[TURNS + 1] = {0};
    double *point = cbgi_arena_array(&q->arena, (size_t)runs * TURNS, sizeof *point);
    double *column = cbgi_arena_array(&q->arena, (size_t)runs, sizeof *column);
    q->fan.spread = cbgi_arena_array(&q->arena, TURNS, sizeof *q->fan.spread);
    if (q->arena.failed)
        return CBG_NO_MEMORY;
    cbg_status status = cbgi_forecast_record(q, k, &q->fan_turns);
    if (status == CBG_OK && runs > 1)
        status = cbg_sampler_make(q->e, q->options.seed, 0, (uint64_t)runs, &q->cli->exec, &sampler);
    if (status == CBG_OK)
        status = run_all(q, &q->study->model[k], sampler, runs, point, length);
    cbg_sampler_free(sampler);
    q->fan.turns = turns_shown(length, runs, q->fan_turns.turns);
    for (int t = 0; status == CBG_OK && t < q->fan.turns; t++) {
        for (int run = 0; run < runs; run++)
            column[run] = point[run * TURNS + t];
        cbg_spread_of(column, (size_t)runs, &q->fan.spread[t]);
    }
    q->fan.runs = runs;
    q->fan.turns_of = &q->fan_turns;
    q->report.fan = status == CBG_OK && q->fan.turns > 1 && q->fan_turns.turns > 0 ? &q->fan : NULL;
    return status;
}

cbg_status cbgi_forecast_picture(question *q, bool *written)
{
    const char *path = NULL;
    *written = true;
    if (!cbgi_cli_has(q->cli, "svg", &path))
        return CBG_OK;
    cbg_status status = make_fan(q);
    int *order = cbgi_arena_array(&q->arena, (size_t)q->e->input.actors, sizeof *order);
    if (status != CBG_OK || order == NULL)
        return order == NULL ? CBG_NO_MEMORY : status;
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_forecast_svg(&q->report, order, &text);
    *written = cbgi_cli_write(q->cli, path, &text);
    cbgi_text_free(&text);
    return CBG_OK;
}
