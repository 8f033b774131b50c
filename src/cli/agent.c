/* A strategy that asks a program. Every question is one line and waits for one answer; before it answers, the program may
 * ask in turn what an outcome is worth. Whatever goes wrong ends its session as the party's failure, with the reason. */
#include "cli/agent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/agent_message.h"

enum { QUESTIONS_MAX = 100000 }; /* by a program, before one answer */

/* What the strategy is given as its configuration. */
typedef struct handle {
    cbgi_agent *agent;
} handle;

typedef struct owned {
    cbgi_agent agent; /* first: the caller's pointer is ours */
    handle handle;
} owned;

static const char prefix[] = "exec:";

bool cbgi_agent_is(const char *spec)
{
    return strncmp(spec, prefix, sizeof prefix - 1) == 0;
}

static cbgi_agent *agent_of(cbg_self self)
{
    return ((const handle *)self.config)->agent;
}

static bool give_up(cbgi_agent *agent, const char *reason)
{
    if (!agent->failed)
        snprintf(agent->reason, sizeof agent->reason, "%s", reason);
    agent->failed = true;
    return false;
}

static bool send(cbgi_agent *agent, cbgi_text *text)
{
    bool sent = !agent->failed && !text->failed;
    if (sent && !cbgi_process_write(&agent->process, text->data, text->length, agent->patience_s))
        sent = give_up(agent, agent->process.reason);
    cbgi_text_free(text);
    return sent;
}

static void begin_message(cbgi_text *text, cbgi_json *json, const char *type)
{
    cbgi_text_init(text, NULL);
    cbgi_json_init(json, text);
    cbgi_json_open_line(json, '{');
    cbgi_json_put_string(json, "type", type);
}

static void put_moment(cbgi_json *json, const cbg_view *view)
{
    cbgi_json_put_int(json, "round", view->round + 1);
    cbgi_json_put_int(json, "rounds", view->rounds);
    cbgi_json_put_double(json, "t", view->t);
}

static void put_utility(cbgi_json *json, const cbg_profile *own, uint64_t outcome)
{
    cbgi_json_put_double(json, "utility", cbg_profile_utility(own, outcome));
}

/* Answers what a program asked. */
static bool tell(cbgi_agent *agent, const cbg_profile *own, const cbgi_reply *asked)
{
    cbgi_text text;
    cbgi_json json;
    uint64_t outcome = asked->outcome;
    if (asked->kind == CBGI_REPLY_AT_LEAST) {
        const double u = asked->utility < -1e6 ? -1e6 : asked->utility > 1e6 ? 1e6 : asked->utility;
        outcome =
            own->acceptable == 0 ? CBG_NO_OUTCOME : cbg_profile_at_least(own, cbg_profile_target(own, u));
    }
    begin_message(&text, &json, "told");
    cbgi_message_options(&json, "offer", own->space, outcome);
    if (outcome != CBG_NO_OUTCOME) {
        put_utility(&json, own, outcome);
        cbgi_json_put_bool(&json, "acceptable", cbg_profile_accepts(own, outcome));
    }
    cbgi_json_close(&json, '}');
    return send(agent, &text);
}

/* Sends a question and waits for its answer; false: the agent failed. */
static bool ask(cbgi_agent *agent, const cbg_profile *own, cbgi_text *text, cbgi_reply *reply)
{
    if (!send(agent, text))
        return false;
    for (int questions = 0; questions < QUESTIONS_MAX; questions++) {
        const char *line = cbgi_process_line(&agent->process, agent->patience_s);
        if (line == NULL)
            return give_up(agent, agent->process.reason);
        cbgi_reply_read(own->space, line, reply);
        if (reply->kind == CBGI_REPLY_BAD)
            return give_up(agent, reply->reason);
        if (reply->kind != CBGI_REPLY_UTILITY && reply->kind != CBGI_REPLY_AT_LEAST)
            return true;
        if (!tell(agent, own, reply))
            return false;
    }
    return give_up(agent, "asks without end instead of answering");
}

static void begin(const cbg_view *view, cbg_self self)
{
    cbgi_text text;
    cbgi_json json;
    begin_message(&text, &json, "begin");
    cbgi_json_put_uint(&json, "seed", view->seed);
    cbgi_json_close(&json, '}');
    send(agent_of(self), &text);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    static const char *const act[] = {"offer", "accept", "reject", "end", "fail"};
    cbgi_text text;
    cbgi_json json;
    begin_message(&text, &json, "heard");
    cbgi_json_put_int(&json, "round", heard->round + 1);
    cbgi_json_put_int(&json, "from", heard->from == CBG_MEDIATOR ? -1 : heard->from);
    cbgi_json_put_string(&json, "act", act[heard->act]);
    cbgi_message_options(&json, "offer", view->own->space, heard->outcome);
    if (heard->outcome != CBG_NO_OUTCOME)
        put_utility(&json, view->own, heard->outcome);
    cbgi_json_close(&json, '}');
    send(agent_of(self), &text);
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    cbgi_agent *agent = agent_of(self);
    cbgi_text text;
    cbgi_json json;
    cbgi_reply reply;
    begin_message(&text, &json, "propose");
    put_moment(&json, view);
    cbgi_message_options(&json, "standing", view->own->space, view->standing);
    if (view->standing != CBG_NO_OUTCOME)
        put_utility(&json, view->own, view->standing);
    cbgi_json_close(&json, '}');
    if (ask(agent, view->own, &text, &reply)) {
        if (reply.kind == CBGI_REPLY_END)
            return (cbg_move){CBG_ACT_END, CBG_NO_OUTCOME};
        if (reply.kind != CBGI_REPLY_OFFER)
            give_up(agent, "answered \"propose\" with neither an offer nor an end");
        else if (!cbg_profile_accepts(view->own, reply.outcome))
            give_up(agent, "offered what breaks its own red lines or lies below its walk-away");
        else
            return (cbg_move){CBG_ACT_OFFER, reply.outcome};
    }
    return (cbg_move){CBG_ACT_FAIL, CBG_NO_OUTCOME};
}

static bool yes_or_no(cbgi_agent *agent, const cbg_view *view, cbgi_text *text, const char *question)
{
    cbgi_reply reply;
    if (!ask(agent, view->own, text, &reply))
        return false;
    if (reply.kind != CBGI_REPLY_YES && reply.kind != CBGI_REPLY_NO) {
        char reason[CBGI_REASON];
        snprintf(reason, sizeof reason, "answered \"%s\" with neither true nor false", question);
        return give_up(agent, reason);
    }
    return reply.kind == CBGI_REPLY_YES;
}

static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    cbgi_text text;
    cbgi_json json;
    begin_message(&text, &json, "accept");
    put_moment(&json, view);
    cbgi_message_options(&json, "offer", view->own->space, offer);
    put_utility(&json, view->own, offer);
    cbgi_message_options(&json, "next", view->own->space, next);
    cbgi_json_close(&json, '}');
    return yes_or_no(agent_of(self), view, &text, "accept");
}

static bool extend(const cbg_view *view, cbg_self self, int rounds)
{
    cbgi_text text;
    cbgi_json json;
    begin_message(&text, &json, "extend");
    cbgi_json_put_int(&json, "rounds", rounds);
    cbgi_json_close(&json, '}');
    return yes_or_no(agent_of(self), view, &text, "extend");
}

static bool failed(cbg_self self)
{
    return agent_of(self)->failed;
}

static const cbg_strategy strategy = {.part = {.name = "exec",
                                               .summary = "a program of the user's",
                                               .source = "docs/agents.md",
                                               .begin = begin,
                                               .hear = hear},
                                      .propose = propose,
                                      .accept = accept,
                                      .extend = extend,
                                      .failed = failed};

cbgi_agent *cbgi_agent_start(const char *spec, const char *id, double patience_s)
{
    owned *made = malloc(sizeof *made);
    if (made == NULL)
        return NULL;
    cbgi_agent *agent = &made->agent;
    made->handle.agent = agent;
    *agent =
        (cbgi_agent){.program = {&strategy, &made->handle, spec, NULL}, .patience_s = patience_s, .id = id};
    if (!cbgi_process_start(&agent->process, spec + sizeof prefix - 1))
        give_up(agent, agent->process.reason);
    return agent;
}

void cbgi_agent_hello(cbgi_agent *agent, const cbg_talk *talk, const cbg_talk_options *options, int seat,
                      uint64_t seed)
{
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_message_hello(&text, talk, options, seat, seed);
    send(agent, &text);
}

void cbgi_agent_result(cbgi_agent *agent, const cbg_talk *talk, const cbg_session_result *result)
{
    for (int v = 0; v < cbg_talk_voices(talk); v++) {
        if (cbg_talk_voice(talk, v)->program == &agent->program) {
            cbgi_text text;
            cbgi_text_init(&text, NULL);
            cbgi_message_result(&text, talk, result, v);
            send(agent, &text);
        }
    }
}

void cbgi_agent_stop(cbgi_agent *agent)
{
    if (agent != NULL) {
        cbgi_process_stop(&agent->process);
        free(agent);
    }
}
