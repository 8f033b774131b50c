/* What dropping red lines opens, as JSON. */
#include "report/analyze.h"

static void put_names(cbgi_json *json, const char *key, const cbg_names *names)
{
    cbgi_json_put_open_line(json, key, '[');
    for (int k = 0; k < names->count; k++) {
        cbgi_json_string(json, names->item[k]);
    }
    cbgi_json_close(json, ']');
}

void cbgi_red_line_set_json(const cbg_case *c, cbgi_json *json, const char *key, uint64_t set)
{
    cbgi_json_put_open_line(json, key, '[');
    for (int r = 0; r < c->red_line_count; r++) {
        if ((set >> r & 1) != 0) {
            cbgi_json_int(json, r);
        }
    }
    cbgi_json_close(json, ']');
}

static void put_red_line(const cbg_analysis *a, int r, cbgi_json *json)
{
    const cbg_case *c = a->space->c;
    cbgi_text terms;
    cbgi_text_init(&terms, json->out->exec);
    cbgi_red_line_terms(c, r, &terms);
    cbgi_json_open(json, '{');
    cbgi_json_put_int(json, "red_line", r);
    cbgi_json_put_string(json, "party", c->party[c->red_line[r].party].id);
    cbgi_json_put_string(json, "accepts", terms.data);
    cbgi_json_put_uint(json, "zone_without", a->prices.without[r]);
    cbgi_json_put_uint(json, "opens", a->prices.without[r] - a->prices.now);
    put_names(json, "source", &c->red_line[r].source);
    cbgi_json_close(json, '}');
    json->out->failed = json->out->failed || terms.failed;
    cbgi_text_free(&terms);
}

void cbgi_analysis_prices_json(const cbg_analysis *a, cbgi_json *json)
{
    const cbg_case *c = a->space->c;
    const cbg_red_line_prices *p = &a->prices;
    cbgi_json_put_open(json, "red_lines", '[');
    for (int r = 0; r < c->red_line_count; r++) {
        if ((a->space->scenario.red_lines >> r & 1) != 0) {
            put_red_line(a, r, json);
        }
    }
    cbgi_json_close(json, ']');
    cbgi_json_put_uint(json, "zone_without_red_lines", p->none);
    cbgi_json_put_open(json, "drop_sets", '[');
    for (int k = 0; k < p->set_count; k++) {
        cbgi_json_open_line(json, '{');
        cbgi_red_line_set_json(c, json, "red_lines", p->set[k].red_lines);
        cbgi_json_put_uint(json, "agreements", p->set[k].agreements);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_put_bool(json, "drop_sets_complete", p->sets_complete);
    cbgi_json_put_open(json, "conflicts", '[');
    for (int k = 0; k < p->conflict_count; k++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "issue", c->issue[p->conflict[k].issue].id);
        cbgi_red_line_set_json(c, json, "red_lines", p->conflict[k].red_lines);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}
