/* What a protocol is to the session engine: one round at a time, by asking voices and saying aloud what they answer.
 * Adding one is a new file in src/protocol and a line in registry.def. */
#ifndef COBURGI_TALK_PROTOCOL_H
#define COBURGI_TALK_PROTOCOL_H

#include "talk/session.h"

typedef struct cbgi_protocol {
    const char *name, *title, *summary, *source, *note;
    const cbg_param *params;
    /* Most entries that one round adds to the log, with so many voices. */
    int (*entries)(int voices);
    /* Bytes of state, zeroed before each session; NULL: none. */
    size_t (*state_size)(const cbg_talk *talk);
    void (*begin)(cbgi_session *s); /* may be NULL */
    /* Plays a round; calls cbgi_session_agree, _end or _fail when the talk is over. */
    void (*round)(cbgi_session *s);
    /* The deadline has come without an end; NULL: no deal. */
    void (*deadline)(cbgi_session *s);
} cbgi_protocol;

/* Every registered protocol, NULL-terminated; defined with them, in src/protocol. */
extern const cbgi_protocol *const cbgi_protocols[];

#endif
