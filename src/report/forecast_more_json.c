/* What lies behind a forecast, for programs. */
#include "report/forecast.h"

static void put_driver(const cbg_evidence *e, const cbg_driver *d, cbgi_json *json)
{
    static const char *const kind[] = {"number", "claim", "source"};
    cbgi_text name;
    cbgi_text_init(&name, NULL);
    if (d->kind == CBG_DRIVER_NUMBER)
        cbgi_forecast_number_name(e, d->index, -1, &name);
    else
        cbgi_text_add(&name, d->kind == CBG_DRIVER_CLAIM ? e->c->claim[d->index].id : e->c->source[d->index].id);
    cbgi_json_open_line(json, '{');
    cbgi_json_put_string(json, "kind", kind[d->kind]);
    cbgi_json_put_string(json, "name", name.data);
    cbgi_json_put_double(json, "first", d->first);
    cbgi_json_put_double(json, "total", d->total);
    cbgi_json_put_double(json, "at_low", d->at_low);
    cbgi_json_put_double(json, "at_high", d->at_high);
    cbgi_json_close(json, '}');
    json->out->failed = json->out->failed || name.failed;
    cbgi_text_free(&name);
}

static void put_turns(const cbgi_forecast_report *r, cbgi_json *json)
{
    const int actors = r->study->evidence->input.actors;
    cbgi_json_key(json, "turns");
    cbgi_json_open(json, '[');
    for (int k = 0; k < r->turn_count; k++) {
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "model", r->turns[k].model);
        cbgi_json_key(json, "turns");
        cbgi_json_open(json, '[');
        for (int t = 0; t < r->turns[k].turns; t++) {
            cbgi_json_open_line(json, '{');
            cbgi_json_put_double(json, "forecast", r->turns[k].point[t]);
            cbgi_json_key(json, "position");
            cbgi_json_open_line(json, '[');
            for (int a = 0; a < actors; a++)
                cbgi_json_double(json, r->turns[k].position[t * actors + a]);
            cbgi_json_close(json, ']');
            cbgi_json_close(json, '}');
        }
        cbgi_json_close(json, ']');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

void cbgi_forecast_more_json(const cbgi_forecast_report *r, cbgi_json *json)
{
    cbgi_json_key(json, "drivers");
    cbgi_json_open(json, '[');
    for (int k = 0; r->drivers != NULL && k < r->drivers->count; k++)
        put_driver(r->study->evidence, &r->drivers->driver[k], json);
    cbgi_json_close(json, ']');
    cbgi_json_key(json, "disputes");
    cbgi_json_open(json, '[');
    for (int k = 0; k < r->sides; k++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "accepted", r->c->claim[r->side[k].claim].id);
        cbgi_json_put_double(json, "point", r->side[k].point);
        cbgi_json_put_double(json, "q05", r->side[k].low);
        cbgi_json_put_double(json, "q95", r->side[k].high);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_key(json, "variants");
    cbgi_json_open(json, '[');
    for (int k = 0; k < r->changes; k++) {
        const cbgi_forecast_change *c = &r->change[k];
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "model", c->model);
        cbgi_json_put_string(json, "param", c->difference->param);
        cbgi_json_put_string(json, "from", c->difference->from);
        cbgi_json_put_string(json, "to", c->difference->to);
        cbgi_json_put_string(json, "text", c->difference->text);
        cbgi_json_put_double(json, "point_from", c->from);
        cbgi_json_put_double(json, "point_to", c->to);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    if (r->turn_count > 0)
        put_turns(r, json);
    cbgi_forecast_moves_json(r, json);
}
