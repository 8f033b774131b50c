/* A program of the user's that negotiates: `exec:COMMAND` in place of a strategy. Messages: docs/agents.md. */
#ifndef COBURGI_CLI_AGENT_H
#define COBURGI_CLI_AGENT_H

#include "cli/process.h"
#include "coburg/talk.h"

typedef struct cbgi_agent {
    cbg_program program; /* what is seated; its config is this agent */
    cbgi_process process;
    double patience_s;
    bool failed;
    char reason[CBGI_REASON]; /* why it failed */
    const char *id;           /* of the voice */
} cbgi_agent;

/* "exec:" in front of a command. */
bool cbgi_agent_is(const char *spec);

/* Starts the command of `spec` and makes it a program to be seated; NULL without memory. A command that cannot be run
 * fails when it is first asked. `spec` and `id` must outlive it. */
cbgi_agent *cbgi_agent_start(const char *spec, const char *id, double patience_s);

/* Introduces the talk: once all voices are seated, before the first session. */
void cbgi_agent_hello(cbgi_agent *agent, const cbg_talk *talk, const cbg_talk_options *options, int seat,
                      uint64_t seed);

/* Tells how the session ended. */
void cbgi_agent_result(cbgi_agent *agent, const cbg_talk *talk, const cbg_session_result *result);

/* Ends the command. */
void cbgi_agent_stop(cbgi_agent *agent);

#endif
