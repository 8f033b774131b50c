/* A forecast for programs: CSV, a row a model and issue; JSON. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/forecast.h"

void cbgi_forecast_csv_double(cbgi_text *out, double x, bool last)
{
    char text[32] = "";
    if (isfinite(x))
        for (int digits = 1; digits <= 17; digits++) {
            (void)snprintf(text, sizeof text, "%.*g", digits, x);
            double back = 0;
            if (sscanf(text, "%lf", &back) == 1 && !(back < x) && !(back > x))
                break;
        }
    if (strchr(text, 'e') != NULL && fabs(x) >= 1 && fabs(x) < 1e15)
        (void)snprintf(text, sizeof text, "%.0f", x); /* 100 rather than 1e+02: it has no digits behind the point */
    cbgi_csv(out, text, last);
}

static const char *id(const char *const *name, int at, char text[16])
{
    (void)snprintf(text, 16, "%d", at + 1);
    return name == NULL ? text : name[at];
}

const char *cbgi_forecast_issue_id(const cbg_forecast_input *in, int issue, char text[16])
{
    return id(in->issue_name, issue, text);
}

const char *cbgi_forecast_actor_id(const cbg_forecast_input *in, int actor, char text[16])
{
    return id(in->actor_name, actor, text);
}

static void csv_row(const cbgi_forecast_report *r, const char *model, int issue, double point, double weight,
                    const cbg_spread *d, const cbg_study_model *m, cbgi_text *out)
{
    const double nan = (double)NAN;
    const cbg_spread none = {nan, nan, nan, nan, nan, nan, nan};
    char text[16];
    d = d == NULL ? &none : d;
    cbgi_csv(out, cbgi_forecast_issue_id(&r->study->evidence->input, issue, text), false);
    cbgi_csv(out, model, false);
    cbgi_forecast_csv_double(out, weight, false);
    cbgi_forecast_csv_double(out, point, false);
    const double value[] = {d->median, d->q25, d->q75, d->q05, d->q95, d->mean, d->none};
    for (int k = 0; k < 7; k++)
        cbgi_forecast_csv_double(out, value[k], false);
    cbgi_forecast_csv_double(out, m == NULL ? r->study->model_low[issue] : m->option_low[issue], false);
    cbgi_forecast_csv_double(out, m == NULL ? r->study->model_high[issue] : m->option_high[issue], false);
    cbgi_csv(out, m == NULL ? "" : cbg_forecast_stop_text(m->issue[issue].stop), false);
    (void)snprintf(text, sizeof text, "%d", m == NULL ? 0 : m->issue[issue].turns);
    cbgi_csv(out, text, true);
}

static void csv_turns(const cbgi_forecast_report *r, cbgi_text *out)
{
    const cbg_forecast_input *in = &r->study->evidence->input;
    char text[16];
    cbgi_text_add(out, "model,issue,turn,actor,position\n");
    for (int k = 0; k < r->turn_count; k++)
        for (int t = 0; t < r->turns[k].turns; t++)
            for (int a = 0; a <= in->actors; a++) {
                const double x =
                    a < in->actors ? r->turns[k].position[t * in->actors + a] : r->turns[k].point[t];
                char number[16];
                cbgi_csv(out, r->turns[k].model, false);
                cbgi_csv(out, cbgi_forecast_issue_id(in, r->issue, text), false);
                (void)snprintf(text, sizeof text, "%d", t);
                cbgi_csv(out, text, false);
                cbgi_csv(out, a == in->actors ? "(forecast)" : cbgi_forecast_actor_id(in, a, number), false);
                cbgi_forecast_csv_double(out, x, true);
            }
}

void cbgi_forecast_csv(const cbgi_forecast_report *r, cbgi_text *out)
{
    const cbg_study *s = r->study;
    if (r->move_count > 0) {
        cbgi_forecast_moves_csv(r, out);
        return;
    }
    if (r->turn_count > 0) {
        csv_turns(r, out);
        return;
    }
    cbgi_text_add(out, "issue,model,weight,point,median,q25,q75,q05,q95,mean,no_point,low,high,stop,turns\n");
    for (int i = 0; i < s->evidence->input.issues; i++) {
        if (!r->all && i != r->issue)
            continue;
        csv_row(r, "(answer)", i, s->point[i], 1, s->spread == NULL ? NULL : &s->spread[i], NULL, out);
        for (int k = 0; k < s->models; k++) {
            const cbg_study_model *m = &s->model[k];
            csv_row(r, m->text, i, m->issue[i].point, m->weight, m->spread == NULL ? NULL : &m->spread[i], m, out);
        }
    }
}

static void put_spread(cbgi_json *json, const cbg_spread *d)
{
    cbgi_json_key(json, "draws");
    if (d == NULL) {
        cbgi_json_null(json);
        return;
    }
    cbgi_json_open_line(json, '{');
    cbgi_json_put_double(json, "median", d->median);
    cbgi_json_put_double(json, "q05", d->q05);
    cbgi_json_put_double(json, "q25", d->q25);
    cbgi_json_put_double(json, "q75", d->q75);
    cbgi_json_put_double(json, "q95", d->q95);
    cbgi_json_put_double(json, "mean", d->mean);
    cbgi_json_put_double(json, "no_point", d->none);
    cbgi_json_close(json, '}');
}

static void put_model(cbgi_json *json, const cbg_study_model *m, int i)
{
    cbgi_json_open(json, '{');
    cbgi_json_put_string(json, "model", m->text);
    cbgi_json_put_double(json, "weight", m->weight);
    cbgi_json_put_double(json, "point", m->issue[i].point);
    cbgi_json_put_double(json, "low", m->issue[i].low);
    cbgi_json_put_double(json, "high", m->issue[i].high);
    cbgi_json_put_string(json, "stop", cbg_forecast_stop_text(m->issue[i].stop));
    cbgi_json_put_int(json, "turns", m->issue[i].turns);
    put_spread(json, m->spread == NULL ? NULL : &m->spread[i]);
    cbgi_json_key(json, "options");
    cbgi_json_open_line(json, '{');
    cbgi_json_put_double(json, "low", m->option_low[i]);
    cbgi_json_put_string(json, "low_with", isnan(m->option_low[i]) ? NULL : m->option_text[i][0]);
    cbgi_json_put_double(json, "high", m->option_high[i]);
    cbgi_json_put_string(json, "high_with", isnan(m->option_high[i]) ? NULL : m->option_text[i][1]);
    cbgi_json_close(json, '}');
    cbgi_json_close(json, '}');
}

/* How often each option is the nearest. */
static void put_shares(const cbgi_forecast_report *r, cbgi_json *json, int i)
{
    const double *share = r->study->share[i];
    if (share == NULL)
        return;
    const cbg_issue *of = &r->c->issue[r->study->evidence->case_issue[i]];
    cbgi_json_key(json, "nearest");
    cbgi_json_open(json, '[');
    for (int o = 0; o < of->option_count; o++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "option", of->option[o].name);
        cbgi_json_put_double(json, "share", share[o]);
        cbgi_json_put_string(json, "likelihood", cbgi_likelihood(share[o]));
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_issue(const cbgi_forecast_report *r, cbgi_json *json, int i)
{
    const cbg_study *s = r->study;
    char text[16], place[CBGI_PLACE_TEXT], why[CBGI_PLACE_TEXT];
    cbgi_json_open(json, '{');
    cbgi_json_put_string(json, "issue", cbgi_forecast_issue_id(&r->study->evidence->input, i, text));
    cbgi_json_put_double(json, "point", s->point[i]);
    put_spread(json, s->spread == NULL ? NULL : &s->spread[i]);
    cbgi_json_put_double(json, "models_low", s->model_low[i]);
    cbgi_json_put_double(json, "models_high", s->model_high[i]);
    if (r->c != NULL) {
        cbgi_json_put_string(json, "in_words", cbgi_forecast_place(r, i, s->point[i], place));
        cbgi_json_put_string(json, "confidence", cbgi_forecast_confidence(s->evidence, i, why));
        cbgi_json_put_string(json, "confidence_because", why);
    }
    put_shares(r, json, i);
    cbgi_json_key(json, "models");
    cbgi_json_open(json, '[');
    for (int k = 0; k < s->models; k++)
        put_model(json, &s->model[k], i);
    cbgi_json_close(json, ']');
    cbgi_json_close(json, '}');
}

static void put_evidence(const cbgi_forecast_report *r, cbgi_json *json)
{
    const cbg_evidence *e = r->study->evidence;
    cbgi_json_key(json, "evidence");
    cbgi_json_open(json, '{');
    cbgi_json_put_int(json, "actors", e->input.actors);
    cbgi_json_put_int(json, "numbers", e->numbers);
    cbgi_json_put_int(json, "with_range", e->varying);
    cbgi_json_put_int(json, "positions_stated", e->stated_positions);
    cbgi_json_put_int(json, "positions_derived", e->derived_positions);
    cbgi_json_put_int(json, "saliences_stated", e->stated_saliences);
    cbgi_json_put_int(json, "saliences_derived", e->derived_saliences);
    cbgi_json_put_bool(json, "equal_power", e->equal_power || (r->c == NULL && !r->power_given));
    cbgi_json_key(json, "rejected");
    cbgi_json_open_line(json, '[');
    for (int k = 0; k < e->rejected; k++)
        cbgi_json_string(json, e->c->claim[e->reject[k]].id);
    cbgi_json_close(json, ']');
    cbgi_json_close(json, '}');
}

void cbgi_forecast_json(const cbgi_forecast_report *r, cbgi_json *json)
{
    const cbg_study *s = r->study;
    char text[16];
    cbgi_json_put_string(json, "told", cbgi_forecast_issue_id(&r->study->evidence->input, r->issue, text));
    cbgi_json_put_string(json, "answer", s->named ? "combination of the case" : "one model");
    cbgi_json_put_uint(json, "draws", s->draws);
    cbgi_json_put_uint(json, "seed", s->seed);
    put_evidence(r, json);
    cbgi_json_key(json, "issues");
    cbgi_json_open(json, '[');
    for (int i = 0; i < s->evidence->input.issues; i++)
        if (r->all || i == r->issue)
            put_issue(r, json, i);
    cbgi_json_close(json, ']');
    cbgi_forecast_more_json(r, json);
}
