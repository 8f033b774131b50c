/* What coburg forecast tells beyond the answer: turns and differences between variants. */
#include <math.h>
#include <string.h>

#include "cli/forecast.h"

typedef cbgi_forecast_question question;

/* Turns of one model as they come; the list grows by doubling. */
typedef struct recorder {
    question *q;
    cbgi_forecast_turns *turns;
    int capacity;
    bool joint;
} recorder;

static bool grow(recorder *r)
{
    const int actors = r->q->e->input.actors, capacity = r->capacity == 0 ? 32 : 2 * r->capacity;
    double *position = cbgi_arena_array(&r->q->arena, (size_t)capacity * (size_t)actors, sizeof *position);
    double *point = cbgi_arena_array(&r->q->arena, (size_t)capacity, sizeof *point);
    if (position == NULL || point == NULL)
        return false;
    if (r->turns->turns > 0) {
        memcpy(position, r->turns->position, (size_t)r->turns->turns * (size_t)actors * sizeof *position);
        memcpy(point, r->turns->point, (size_t)r->turns->turns * sizeof *point);
    }
    r->turns->position = position;
    r->turns->point = point;
    r->capacity = capacity;
    return true;
}

static void record(void *context, const cbg_forecast_turn *turn)
{
    recorder *r = context;
    const cbg_forecast_input *in = &r->q->e->input;
    const int issue = r->q->report.issue;
    if (turn->issue >= 0 && turn->issue != issue)
        return;
    if (r->turns->turns == r->capacity && !grow(r))
        return;
    const int t = r->turns->turns++;
    for (int a = 0; a < in->actors; a++)
        r->turns->position[t * in->actors + a] =
            turn->issue < 0 ? turn->position[a * in->issues + issue] : turn->position[a];
    r->turns->point[t] = turn->issue < 0 ? turn->point[issue] : turn->point[0];
}

cbg_status cbgi_forecast_watch(question *q, int model, const cbg_forecast_observer *observer)
{
    const cbg_study_model *m = &q->study->model[model];
    cbg_forecast_result *result = NULL;
    const cbg_status status = cbg_forecast_run(m->model, &m->options, &q->e->input, q->options.seed, 0, observer,
                                               &q->cli->exec, &result, &q->diags);
    cbg_forecast_result_free(result);
    return status;
}

cbg_status cbgi_forecast_record(question *q, int model, cbgi_forecast_turns *out)
{
    recorder r = {.q = q, .turns = out};
    *out = (cbgi_forecast_turns){.model = q->study->model[model].text};
    return cbgi_forecast_watch(q, model, &(cbg_forecast_observer){&r, record, NULL});
}

static cbg_status tell_turns(question *q)
{
    for (int k = 0; k < q->study->models; k++) {
        if (!cbg_forecast_model_at(q->study->model[k].model)->rounds)
            continue;
        const cbg_status status = cbgi_forecast_record(q, k, &q->turns[q->report.turn_count]);
        if (status != CBG_OK)
            return status;
        q->report.turn_count += q->turns[q->report.turn_count].turns > 0;
    }
    q->report.turns = q->turns;
    return q->arena.failed ? CBG_NO_MEMORY : CBG_OK;
}

static cbg_status point_with(question *q, int model, const cbg_forecast_options *base, const char *param,
                             const char *choice, double *out)
{
    cbg_forecast_options options = *base;
    cbg_forecast_result *result = NULL;
    cbg_status status = cbg_forecast_options_set(model, param, choice, &options, &q->diags);
    if (status == CBG_OK)
        status = cbg_forecast_run(model, &options, &q->e->input, q->options.seed, 0, NULL, &q->cli->exec, &result,
                                  &q->diags);
    if (status == CBG_OK)
        *out = result->issue[q->report.issue].point;
    cbg_forecast_result_free(result);
    return status;
}

static cbg_status explain(question *q)
{
    const int most = (int)(sizeof q->change / sizeof q->change[0]);
    for (int k = 0; k < q->study->models; k++) {
        const cbg_study_model *m = &q->study->model[k];
        const cbg_forecast_model *model = cbg_forecast_model_at(m->model);
        for (int d = 0; d < model->differences && q->report.changes < most; d++) {
            const cbg_forecast_difference *difference = &model->difference[d];
            cbgi_forecast_change *c = &q->change[q->report.changes++];
            *c = (cbgi_forecast_change){.model = model->name, .difference = difference};
            cbg_status status = point_with(q, m->model, &m->options, difference->param, difference->from, &c->from);
            if (status == CBG_OK)
                status = point_with(q, m->model, &m->options, difference->param, difference->to, &c->to);
            if (status != CBG_OK)
                return status;
        }
    }
    q->report.change = q->change;
    return CBG_OK;
}

/* Whether a claim stands behind a number that bears on the issue told. */
static bool bears(const question *q, int claim)
{
    for (int k = 0; k < q->e->numbers; k++) {
        const cbg_evidence_number *n = &q->e->number[k];
        if (n->issue >= 0 && n->issue != q->report.issue)
            continue;
        for (int v = 0; v < n->rivals; v++)
            for (int s = 0; n->rival[v].source != NULL && s < n->rival[v].source->count; s++)
                if (strcmp(n->rival[v].source->item[s], q->c->claim[claim].id) == 0)
                    return true;
    }
    return false;
}

static bool out_already(const question *q, int claim)
{
    for (int k = 0; k < q->e->rejected; k++)
        if (q->e->reject[k] == claim)
            return true;
    return false;
}

/* The answer with one more claim accepted. */
static cbg_status side_with(question *q, int claim)
{
    cbg_evidence_options options = q->evidence;
    cbg_study_options plan = q->options;
    cbg_evidence *e = NULL;
    cbg_study *s = NULL;
    const char *accept[FORECAST_IDS_MAX + 1];
    memcpy(accept, q->accept, sizeof q->accept);
    accept[options.accepts++] = q->c->claim[claim].id;
    options.accept = accept;
    plan.answer_only = true;
    plan.draws = plan.draws < FORECAST_SIDE_DRAWS ? plan.draws : FORECAST_SIDE_DRAWS;
    cbg_status status = cbg_evidence_build(q->c, &options, &q->cli->exec, &e, &q->diags);
    if (status == CBG_OK)
        status = cbg_study_make(e, &plan, &q->cli->exec, &s, &q->diags);
    if (status == CBG_OK) {
        const cbg_spread *spread = s->spread == NULL ? NULL : &s->spread[q->report.issue];
        q->side[q->report.sides++] = (cbgi_forecast_side){
            .claim = claim,
            .rejected = e->rejected,
            .point = s->point[q->report.issue],
            .low = spread == NULL ? (double)NAN : spread->q05,
            .high = spread == NULL ? (double)NAN : spread->q95};
    }
    cbg_study_free(s);
    cbg_evidence_free(e);
    return status;
}

/* Disputes over what bears on the issue: the answer with each side accepted. */
static cbg_status tell_sides(question *q)
{
    cbg_status status = CBG_OK;
    for (int k = 0; q->c != NULL && k < q->c->claim_count && status == CBG_OK; k++) {
        const cbg_claim *claim = &q->c->claim[k];
        if (claim->contested_by_count + claim->contradicted_by_count > 0 && q->report.sides < FORECAST_SIDES_MAX &&
            !out_already(q, k) && bears(q, k))
            status = side_with(q, k);
    }
    q->report.side = q->side;
    return status;
}

cbg_status cbgi_forecast_more(question *q)
{
    cbg_status status = CBG_OK;
    if (q->study->draws > 0 && !q->cli->csv) {
        status = cbg_study_drivers(q->study, q->report.issue, 0, &q->cli->exec, &q->drivers, &q->diags);
        q->report.drivers = q->drivers;
        if (status == CBG_OK)
            status = tell_sides(q);
        if (status != CBG_OK)
            return status;
    }
    if (cbgi_cli_has(q->cli, "turns", NULL))
        status = tell_turns(q);
    if (status == CBG_OK && q->shown >= 0)
        status = cbgi_forecast_tell_moves(q);
    if (status == CBG_OK && cbgi_cli_has(q->cli, "explain", NULL))
        status = explain(q);
    return status;
}
