/* A mediator's single text. */
#ifndef COBURGI_PROTOCOL_TEXT_H
#define COBURGI_PROTOCOL_TEXT_H

#include "base/philox.h"
#include "talk/protocol.h"

/* The mediator's random numbers in this round. */
void cbgi_text_stream(const cbgi_session *s, cbgi_stream *random);

/* Any outcome of the space. */
uint64_t cbgi_text_any(const cbgi_session *s, cbgi_stream *random);

/* The text with the option of one issue changed; issues with a single option stay. */
uint64_t cbgi_text_change(const cbgi_session *s, uint64_t text, cbgi_stream *random);

/* The mediator's text, a vote of each, and what the mediator announces. */
int cbgi_text_entries(int voices);

#endif
