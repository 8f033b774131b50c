/* Messages to and from programs; docs/agents.md describes them. */
#include "cli/agent_message.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static void bad(cbgi_reply *out, const char *what, const char *detail)
{
    out->kind = CBGI_REPLY_BAD;
    snprintf(out->reason, sizeof out->reason, "%s%.90s", what, detail);
}

/* One option of an issue, by number, or by name or value. -1: there is none. */
static int option_of(const cbg_issue *issue, const json_t *value)
{
    if (json_is_integer(value)) {
        const json_int_t k = json_integer_value(value);
        return k >= 0 && k < issue->option_count ? (int)k : -1;
    }
    return json_is_string(value) ? cbg_issue_find_option(issue, json_string_value(value)) : -1;
}

/* [0, 2, 1], or {"UN": "kept in full", ...}; complete. */
static bool read_outcome(const cbg_space *space, const json_t *value, cbgi_reply *out)
{
    int option[CBG_ISSUES_MAX];
    const size_t size = json_is_array(value) ? json_array_size(value) : json_object_size(value);
    if ((!json_is_array(value) && !json_is_object(value)) || size != (size_t)space->issues) {
        bad(out, "named an offer that has not one option for each issue", "");
        return false;
    }
    for (int i = 0; i < space->issues; i++) {
        const cbg_issue *issue = &space->c->issue[i];
        option[i] = option_of(issue, json_is_array(value) ? json_array_get(value, (size_t)i)
                                                          : json_object_get(value, issue->id));
        if (option[i] < 0) {
            bad(out, "named no option of the issue ", issue->id);
            return false;
        }
    }
    if (!cbg_space_possible(space, option)) {
        bad(out, "named an outcome that a constraint of the case rules out", "");
        return false;
    }
    out->outcome = cbg_space_encode(space, option);
    return true;
}

static void read_question(const cbg_space *space, const json_t *root, cbgi_reply *out)
{
    const char *ask = json_string_value(json_object_get(root, "ask"));
    const json_t *utility = json_object_get(root, "utility");
    if (ask != NULL && strcmp(ask, "utility") == 0) {
        if (read_outcome(space, json_object_get(root, "offer"), out))
            out->kind = CBGI_REPLY_UTILITY;
    } else if (ask != NULL && strcmp(ask, "at_least") == 0 && json_is_number(utility)) {
        out->utility = json_number_value(utility);
        out->kind = CBGI_REPLY_AT_LEAST;
    } else {
        bad(out, "asked something that is neither \"utility\" nor \"at_least\" with a utility", "");
    }
}

static void read_object(const cbg_space *space, const json_t *root, cbgi_reply *out)
{
    const json_t *offer = json_object_get(root, "offer"), *accept = json_object_get(root, "accept"),
                 *extend = json_object_get(root, "extend");
    const json_t *answer = accept != NULL ? accept : extend;
    if (json_object_get(root, "ask") != NULL) {
        read_question(space, root, out);
    } else if (offer != NULL) {
        if (read_outcome(space, offer, out))
            out->kind = CBGI_REPLY_OFFER;
    } else if (json_is_true(json_object_get(root, "end"))) {
        out->kind = CBGI_REPLY_END;
    } else if (json_is_boolean(answer)) {
        out->kind = json_is_true(answer) ? CBGI_REPLY_YES : CBGI_REPLY_NO;
    } else {
        bad(out, "wrote an object without \"offer\", \"end\", \"accept\", \"extend\" or \"ask\"", "");
    }
}

void cbgi_reply_read(const cbg_space *space, const char *line, cbgi_reply *out)
{
    json_error_t error;
    json_t *root = json_loads(line, JSON_REJECT_DUPLICATES, &error);
    *out = (cbgi_reply){.outcome = CBG_NO_OUTCOME};
    if (root == NULL)
        bad(out, "wrote a line that is not JSON: ", error.text);
    else if (!json_is_object(root))
        bad(out, "wrote JSON that is not an object", "");
    else
        read_object(space, root, out);
    json_decref(root);
}

void cbgi_message_options(cbgi_json *json, const char *key, const cbg_space *space, uint64_t outcome)
{
    int option[CBG_ISSUES_MAX];
    cbgi_json_key(json, key);
    if (outcome == CBG_NO_OUTCOME) {
        cbgi_json_null(json);
        return;
    }
    cbg_space_decode(space, outcome, option);
    cbgi_json_open_line(json, '[');
    for (int i = 0; i < space->issues; i++)
        cbgi_json_int(json, option[i]);
    cbgi_json_close(json, ']');
}

/* The issues: ids, names, options in order. */
static void add_issues(cbgi_json *json, const cbg_case *c)
{
    cbgi_json_put_open_line(json, "issues", '[');
    for (int i = 0; i < c->issue_count; i++) {
        const cbg_issue *issue = &c->issue[i];
        cbgi_json_open_line(json, '{');
        cbgi_json_put_string(json, "id", issue->id);
        cbgi_json_put_string(json, "name", issue->name);
        cbgi_json_put_string(json, "unit", issue->unit);
        cbgi_json_put_open_line(json, "options", '[');
        for (int o = 0; o < issue->option_count; o++)
            cbgi_json_string(json, issue->option[o].name);
        cbgi_json_close(json, ']');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

/* What each option adds to the own utility, where that is a sum: [issue][option]; null elsewhere. */
static void add_gains(cbgi_json *json, const cbg_profile *own)
{
    const cbg_space *space = own->space;
    cbgi_json_key(json, "adds");
    if (space->structure != 0) {
        cbgi_json_null(json);
        return;
    }
    cbgi_json_open_line(json, '[');
    for (int i = 0; i < space->issues; i++) {
        cbgi_json_open_line(json, '[');
        for (int k = space->offset[i]; k < space->offset[i + 1]; k++) {
            double sum = 0;
            for (int m = 0; m < own->members; m++) {
                const size_t row = (size_t)own->seat[m] * (size_t)space->offset[space->issues];
                sum += (double)own->share[m] * (double)space->value[row + (size_t)k];
            }
            cbgi_json_double(json, sum * own->per_value);
        }
        cbgi_json_close(json, ']');
    }
    cbgi_json_close(json, ']');
}

void cbgi_message_hello(cbgi_text *text, const cbg_talk *talk, const cbg_talk_options *options, int seat,
                        uint64_t seed)
{
    const cbg_profile *own = cbg_talk_profiles(talk)[seat];
    cbgi_json json;
    cbgi_json_init(&json, text);
    cbgi_json_open_line(&json, '{');
    cbgi_json_put_string(&json, "type", "hello");
    cbgi_json_put_int(&json, "version", 1);
    cbgi_json_put_string(&json, "case", own->space->c->title);
    cbgi_json_put_string(&json, "voice", cbg_talk_voice(talk, seat)->id);
    cbgi_json_put_open_line(&json, "voices", '[');
    for (int v = 0; v < cbg_talk_voices(talk); v++)
        cbgi_json_string(&json, cbg_talk_voice(talk, v)->id);
    cbgi_json_close(&json, ']');
    cbgi_json_put_string(&json, "protocol", options->protocol);
    cbgi_json_put_int(&json, "rounds", options->rounds);
    cbgi_json_put_string(&json, "clock", cbg_clock_name(options->clock));
    cbgi_json_put_uint(&json, "seed", seed);
    cbgi_json_put_double(&json, "walk_away", cbg_profile_scaled(own, own->walk_away));
    cbgi_json_put_double(&json, "best", cbg_profile_scaled(own, own->best));
    cbgi_json_put_double(&json, "worst", cbg_profile_scaled(own, own->worst));
    cbgi_json_put_uint(&json, "acceptable", own->acceptable);
    add_issues(&json, own->space->c);
    add_gains(&json, own);
    cbgi_json_close(&json, '}');
}

void cbgi_message_result(cbgi_text *text, const cbg_talk *talk, const cbg_session_result *result, int seat)
{
    const cbg_profile *own = cbg_talk_profiles(talk)[seat];
    uint64_t deal = CBG_NO_OUTCOME;
    for (int d = 0; d < result->deals; d++)
        deal = result->deal[d].members >> seat & 1 ? result->deal[d].outcome : deal;
    cbgi_json json;
    cbgi_json_init(&json, text);
    cbgi_json_open_line(&json, '{');
    cbgi_json_put_string(&json, "type", "result");
    cbgi_json_put_string(&json, "end", cbg_end_name(result->end));
    cbgi_message_options(&json, "deal", own->space, deal);
    cbgi_json_put_double(&json, "utility",
                         deal == CBG_NO_OUTCOME ? cbg_profile_scaled(own, own->walk_away)
                                                : cbg_profile_utility(own, deal));
    cbgi_json_close(&json, '}');
}
