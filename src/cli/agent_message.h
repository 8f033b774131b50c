/* The messages between the engine and a program of the user's: JSON, one a line. */
#ifndef COBURGI_CLI_AGENT_MESSAGE_H
#define COBURGI_CLI_AGENT_MESSAGE_H

#include "coburg/talk.h"
#include "report/json.h"

/* What a program wrote. */
typedef enum cbgi_reply_kind {
    CBGI_REPLY_BAD, /* `reason` says why */
    CBGI_REPLY_OFFER,
    CBGI_REPLY_END,
    CBGI_REPLY_YES, /* {"accept": true}, {"extend": true} */
    CBGI_REPLY_NO,
    CBGI_REPLY_UTILITY, /* a question: what is this outcome worth to me? */
    CBGI_REPLY_AT_LEAST /* a question: which outcome is worth at least this, and as little more as can be? */
} cbgi_reply_kind;

typedef struct cbgi_reply {
    cbgi_reply_kind kind;
    uint64_t outcome;
    double utility;
    char reason[160];
} cbgi_reply;

void cbgi_reply_read(const cbg_space *space, const char *line, cbgi_reply *out);

/* Options by number, in the order of the issues. */
void cbgi_message_options(cbgi_json *json, const char *key, const cbg_space *space, uint64_t outcome);

/* The first message: the talk, its issues, and what the voice wants. */
void cbgi_message_hello(cbgi_text *text, const cbg_talk *talk, const cbg_talk_options *options, int seat,
                        uint64_t seed);

/* How it ended, for this voice. */
void cbgi_message_result(cbgi_text *text, const cbg_talk *talk, const cbg_session_result *result, int seat);

#endif
