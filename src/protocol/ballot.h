/* Offers on the table and votes on them, for the protocols that alternate between the two. */
#ifndef COBURGI_PROTOCOL_BALLOT_H
#define COBURGI_PROTOCOL_BALLOT_H

#include "talk/protocol.h"

typedef struct cbgi_ballot {
    uint64_t offer[CBG_VOICES_MAX]; /* of each voice */
} cbgi_ballot;

/* Each voice tables one offer; nobody hears the others' before all have decided. Says them aloud in speaking order.
 * Somebody who walks away or fails ends the session. */
void cbgi_ballot_table(cbgi_session *s, cbgi_ballot *ballot);

/* All vote on the offer of `author`, in speaking order and aloud, each comparing with its own. Whoever did not hear it is
 * against it. Returns who is for it; nobody when the vote was broken off. */
uint64_t cbgi_ballot_vote(cbgi_session *s, const cbgi_ballot *ballot, int author);

/* Entries of the longer of the two rounds. */
int cbgi_ballot_entries(int voices);

#endif
