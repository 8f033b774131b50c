/* Stacked alternating offers: voices speak in turn, all hear it; the first offers or walks away, later ones may also
 * accept what stands; an offer replaces what stood. Counting back from the last action, acceptances count
 * until the offer, which counts for its author: when all have thus said yes the offer is the deal,
 * even across the boundary of a round. Anyone who walks away ends the talk without a deal.
 * Source: Aydogan, Festen, Hindriks, Jonker, "Alternating offers protocols for multilateral negotiation",
 * in Modern Approaches to Agent-based Complex Automated Negotiation, 2017, doi 10.1007/978-3-319-51563-2_10.
 * A voice that did not hear the standing offer cannot accept it and must make its own.
 */
#include "talk/protocol.h"

typedef struct saop {
    uint64_t standing;
    int author, yes;
} saop;

static int entries(int voices)
{
    return voices;
}

static size_t state_size(const cbg_talk *talk)
{
    (void)talk;
    return sizeof(saop);
}

/* Everybody hears everybody, or voice heard the author. */
static bool heard(const cbgi_session *s, const saop *state, int voice)
{
    return state->yes > 0 && s->view[voice].standing == state->standing &&
           s->view[voice].standing_from == state->author;
}

static void turn(cbgi_session *s, saop *state, int voice)
{
    const cbg_move move = cbgi_session_propose(s, voice);
    if (move.act == CBG_ACT_FAIL) {
        cbgi_session_fail(s, voice);
    } else if (move.act == CBG_ACT_END) {
        cbgi_session_end(s, voice);
    } else if (heard(s, state, voice) && cbgi_session_accepts(s, voice, state->standing, move.outcome)) {
        cbgi_session_say(s, voice, CBG_ACT_ACCEPT, state->standing);
        if (++state->yes == s->voices && !s->over)
            cbgi_session_agree(s, state->standing, cbgi_everyone(s->voices));
    } else {
        *state = (saop){move.outcome, voice, 1};
        cbgi_session_say(s, voice, CBG_ACT_OFFER, move.outcome);
    }
}

static void play(cbgi_session *s)
{
    for (int v = 0; v < s->voices && !s->over; v++)
        turn(s, s->state, v);
}

const cbgi_protocol cbgi_protocol_saop = {
    .name = "saop",
    .title = "Stacked alternating offers",
    .summary = "voices speak in turn; a deal when all others accept the standing offer in a row",
    .source = "Aydogan et al. 2017, doi 10.1007/978-3-319-51563-2_10",
    .note = "a voice out of hearing of the standing offer makes its own; with two voices: alternating offers",
    .entries = entries,
    .state_size = state_size,
    .round = play,
};
