/* The analysis as JSON: the same content as the text, stable keys, exact decimals. */
#include "report/analyze.h"

static void put_points(const cbg_space *space, cbgi_json *json, const char *key, int64_t units)
{
    cbg_rational points;
    cbgi_json_key(json, key);
    if (units == INT64_MIN || cbg_rational_make(units, space->unit, &points) != CBG_OK) {
        cbgi_json_null(json);
    } else {
        cbgi_json_rational(json, points);
    }
}

static void put_utilities(const cbg_space *space, cbgi_json *json, const int64_t *utility)
{
    char id[CBGI_WORDS];
    cbgi_json_put_open_line(json, "utilities", '{');
    for (int seat = 0; seat < space->seats; seat++) {
        put_points(space, json, cbgi_seat_id(space, seat, id), utility[seat]);
    }
    cbgi_json_close(json, '}');
}

static void put_options(const cbg_analysis *a, cbgi_json *json, uint64_t outcome)
{
    int option[CBG_ISSUES_MAX];
    cbg_analysis_package(a, outcome, option);
    cbgi_json_put_open_line(json, "options", '[');
    for (int i = 0; i < a->space->issues; i++) {
        cbgi_json_int(json, option[i]);
    }
    cbgi_json_close(json, ']');
}

/* The outcome by number, by option numbers, and in words. */
static void put_outcome(const cbg_analysis *a, cbgi_json *json, uint64_t outcome)
{
    const cbg_space *space = a->space;
    int option[CBG_ISSUES_MAX];
    cbg_analysis_package(a, outcome, option);
    if (space->countable) {
        cbgi_json_put_uint(json, "outcome", outcome);
    }
    put_options(a, json, outcome);
    cbgi_json_put_open(json, "package", '{');
    for (int i = 0; i < space->issues; i++) {
        cbgi_json_put_string(json, space->c->issue[i].id, space->c->issue[i].option[option[i]].name);
    }
    cbgi_json_close(json, '}');
}

static void put_zone(const cbg_space *space, const cbg_zone *z, cbgi_json *json, const char *key)
{
    char id[CBGI_WORDS];
    cbgi_json_put_open(json, key, '{');
    if (space->countable) {
        cbgi_json_put_uint(json, "outcomes", z->outcomes);
        if (z->counted || space->structure == 0) {
            cbgi_json_put_uint(json, "within_red_lines", z->feasible);
        }
    } else {
        cbgi_json_put_string(json, "outcomes", space->outcomes_text);
    }
    cbgi_json_put_bool(json, "counted", z->counted);
    if (z->counted && z->agreements == UINT64_MAX) {
        cbgi_json_put_double(json, "agreements", z->about);
    } else if (z->counted) {
        cbgi_json_put_uint(json, "agreements", z->agreements);
    } else {
        cbgi_json_put_double(json, "agreements_at_least", z->at_least);
        cbgi_json_put_double(json, "agreements_at_most", z->at_most);
    }
    if (z->counted && space->countable) {
        cbgi_json_put_double(json, "share", z->outcomes == 0 ? 0 : (double)z->agreements / (double)z->outcomes);
    }
    cbgi_json_put_bool(json, "measured", z->measured);
    put_points(space, json, "slack", z->slack);
    cbgi_json_put_open_line(json, "slack_alone", '{');
    for (int seat = 0; seat < space->seats; seat++) {
        put_points(space, json, cbgi_seat_id(space, seat, id), z->reach[seat]);
    }
    cbgi_json_close(json, '}');
    cbgi_json_close(json, '}');
}

static void put_seats(const cbg_space *space, cbgi_json *json)
{
    char id[CBGI_WORDS];
    cbgi_json_put_open(json, "parties", '[');
    for (int seat = 0; seat < space->seats; seat++) {
        const cbg_party *party = &space->c->party[space->scenario.party[seat]];
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "id", cbgi_seat_id(space, seat, id));
        cbgi_json_put_string(json, "name", party->name);
        cbgi_json_put_rational(json, "walk_away", space->scenario.walk_away[seat]);
        cbgi_json_key(json, "share");
        cbgi_json_string(json, cbg_rational_text(space->scenario.share[seat], 0, id));
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

/* How far a search has proved its answer; enumeration leaves nothing to prove. */
static void put_proof(const cbg_space *space, const cbg_agreement *g, cbgi_json *json)
{
    char id[CBGI_WORDS];
    cbgi_json_put_bool(json, "proved", !g->searched || g->proof.proved);
    cbgi_json_put_bool(json, "ties_known", !g->searched || g->proof.ties_known);
    if (g->searched) {
        cbgi_json_put_double(json, "value", g->proof.value);
        cbgi_json_put_double(json, "bound", g->proof.bound);
        cbgi_json_put_double(json, "root_bound", g->proof.root_bound);
        cbgi_json_put_open_line(json, "multipliers", '{');
        for (int seat = 0; seat < space->seats; seat++) {
            cbgi_json_put_double(json, cbgi_seat_id(space, seat, id), g->proof.multiplier[seat]);
        }
        cbgi_json_close(json, '}');
        cbgi_json_put_uint(json, "nodes", g->proof.nodes);
    }
}

static void put_solutions(const cbg_analysis *a, cbgi_json *json)
{
    cbgi_json_put_open(json, "solutions", '[');
    for (int k = 0; k < a->solutions.count; k++) {
        const cbg_agreement *g = &a->solutions.agreement[k];
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "solution", g->name);
        cbgi_json_put_bool(json, "exists", g->exists);
        if (g->exists) {
            cbgi_json_put_bool(json, "determined", g->determined);
        }
        if (g->exists && g->determined) {
            if (g->efficient || g->dominated) {
                cbgi_json_put_bool(json, "efficient", g->efficient);
            }
            cbgi_json_put_uint(json, "tied", g->tied);
            put_proof(a->open, g, json);
            put_utilities(a->open, json, g->utility);
            put_outcome(a, json, g->outcome);
        }
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_top(const cbg_analysis *a, cbgi_json *json)
{
    cbgi_json_put_open(json, "top", '[');
    for (int k = 0; k < a->solutions.top_count; k++) {
        int option[CBG_ISSUES_MAX];
        int64_t utility[CBG_SEATS_MAX];
        cbg_analysis_package(a, a->solutions.top[k], option);
        cbg_space_utilities(a->open, option, utility);
        cbgi_json_open(json, '{');
        put_utilities(a->open, json, utility);
        put_outcome(a, json, a->solutions.top[k]);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_losses(const cbg_analysis *a, cbgi_json *json)
{
    const cbg_case *c = a->space->c;
    char id[CBGI_WORDS];
    cbgi_json_put_open(json, "issue_losses", '{');
    cbgi_json_put_open_line(json, "between", '[');
    cbgi_json_string(json, cbgi_seat_id(a->space, a->pair[0], id));
    cbgi_json_string(json, cbgi_seat_id(a->space, a->pair[1], id));
    cbgi_json_close(json, ']');
    cbgi_json_put_open(json, "issues", '[');
    for (int i = 0; i < a->space->issues; i++) {
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "issue", c->issue[i].id);
        put_points(a->open, json, "first_loses", a->loss[i].own[0]);
        put_points(a->open, json, "second_loses", a->loss[i].own[1]);
        put_points(a->open, json, "least_joint", a->loss[i].joint);
        cbgi_json_put_string(json, "at", c->issue[i].option[a->loss[i].joint_option].name);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
    cbgi_json_close(json, '}');
}

/* Left out where it is not known: an empty list would say that there is none. */
static void put_frontier(const cbg_analysis *a, cbgi_json *json)
{
    if (a->frontier == NULL) {
        return;
    }
    cbgi_json_put_open(json, "frontier", '[');
    for (int k = 0; k < a->frontier_count; k++) {
        const cbg_frontier_point *f = &a->frontier[k];
        int64_t utility[2] = {f->a, f->b};
        cbgi_json_open_line(json, '{');
        put_utilities(a->open, json, utility);
        if (a->open->countable) {
            cbgi_json_put_uint(json, "outcome", f->outcome);
        } else {
            put_options(a, json, f->outcome);
        }
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_lotteries(const cbg_analysis *a, cbgi_json *json)
{
    char text[CBG_RATIONAL_TEXT];
    cbgi_json_put_open(json, "lotteries", '[');
    for (int k = 0; k < CBG_LOTTERIES && a->lottery[k].exists; k++) {
        const cbg_lottery *l = &a->lottery[k];
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "solution", l->name);
        cbgi_json_put_open_line(json, "gains", '[');
        cbgi_json_string(json, cbg_rational_text(l->gain[0], 0, text));
        cbgi_json_string(json, cbg_rational_text(l->gain[1], 0, text));
        cbgi_json_close(json, ']');
        cbgi_json_put_open_line(json, "outcomes", '[');
        cbgi_json_uint(json, l->outcome[0]);
        cbgi_json_uint(json, l->outcome[1]);
        cbgi_json_close(json, ']');
        cbgi_json_put_string(json, "chance_of_first", cbg_rational_text(l->chance, 0, text));
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

static void put_scored(const cbg_analysis *a, cbgi_json *json)
{
    const cbg_scored *s = &a->scored;
    char id[CBGI_WORDS];
    cbgi_json_put_open(json, "scored", '{');
    cbgi_json_put_bool(json, "acceptable", s->acceptable);
    cbgi_json_put_bool(json, "within_constraints", s->possible);
    cbgi_json_put_open_line(json, "accepted_by", '[');
    for (int seat = 0; seat < a->space->seats; seat++) {
        if (cbg_scored_accepted_by(a, seat)) {
            cbgi_json_string(json, cbgi_seat_id(a->space, seat, id));
        }
    }
    cbgi_json_close(json, ']');
    cbgi_red_line_set_json(a->space->c, json, "red_lines_crossed", s->broken);
    put_utilities(a->space, json, s->utility);
    put_outcome(a, json, s->outcome);
    if (s->settled) {
        cbgi_json_put_bool(json, "efficient", !s->dominated);
    }
    if (s->dominated) {
        int option[CBG_ISSUES_MAX];
        int64_t utility[CBG_SEATS_MAX];
        cbg_analysis_package(a, s->by, option);
        cbg_space_utilities(a->space, option, utility);
        cbgi_json_put_open(json, "dominated_by", '{');
        put_utilities(a->space, json, utility);
        put_outcome(a, json, s->by);
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, '}');
}

static void put_answer(const cbg_analysis *a, cbgi_json *json)
{
    cbgi_text answer;
    cbgi_text_init(&answer, json->out->exec);
    cbgi_analysis_answer(a, &answer);
    cbgi_json_put_string(json, "answer", answer.data);
    json->out->failed = json->out->failed || answer.failed;
    cbgi_text_free(&answer);
}

void cbgi_analysis_json(const cbg_analysis *a, cbgi_json *json)
{
    put_answer(a, json);
    if (a->zone.settled) {
        cbgi_json_put_bool(json, "possible", a->zone.agreements > 0);
    }
    cbgi_json_put_string(json, "method", a->enumerated ? "enumeration" : "structure");
    put_seats(a->space, json);
    cbgi_analysis_structure_json(a, json);
    put_zone(a->space, &a->zone, json, "zone");
    cbgi_json_put_bool(json, "red_lines_set_aside", a->set_aside);
    if (a->set_aside) {
        put_zone(a->open, &a->open_zone, json, "zone_set_aside");
    }
    put_solutions(a, json);
    if (a->solutions.top_count > 0) {
        put_top(a, json);
    }
    if (a->has_prices) {
        cbgi_analysis_prices_json(a, json);
    }
    if (a->loss != NULL) {
        put_losses(a, json);
    }
    if (a->space->seats == 2) {
        put_frontier(a, json);
    }
    if (a->has_lottery) {
        put_lotteries(a, json);
    }
    if (a->has_scored) {
        put_scored(a, json);
    }
}
