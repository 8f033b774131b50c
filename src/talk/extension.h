/* Extending the deadline, as a procedure. */
#ifndef COBURGI_TALK_EXTENSION_H
#define COBURGI_TALK_EXTENSION_H

#include "talk/session.h"

/* The deadline has come: asks whoever must consent. true: the next stage has begun. */
bool cbgi_session_extend(cbgi_session *s);

/* Begins a stage (0 at the start of a session). */
void cbgi_session_enter(cbgi_session *s, int stage);

#endif
