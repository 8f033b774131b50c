/* Alternating multiple offers: in even rounds (from 0) every voice tables one offer; in odd rounds all vote on each of
 * them in turn, its author too. The first offer that all vote for is the deal.
 * Source: Aydogan, Festen, Hindriks, Jonker 2017, doi 10.1007/978-3-319-51563-2_10.
 * A voice that did not hear an offer votes against it. A voice votes for what it would take when otherwise its own offer on the table were its next.
 */
#include "protocol/ballot.h"

static size_t state_size(const cbg_talk *talk)
{
    (void)talk;
    return sizeof(cbgi_ballot);
}

static void play(cbgi_session *s)
{
    cbgi_ballot *ballot = s->state;
    s->phase = (uint8_t)(s->round % 2);
    if (s->phase == 0) {
        cbgi_ballot_table(s, ballot);
        return;
    }
    for (int v = 0; v < s->voices && !s->over; v++)
        if (cbgi_ballot_vote(s, ballot, v) == cbgi_everyone(s->voices))
            cbgi_session_agree(s, ballot->offer[v], cbgi_everyone(s->voices));
}

const cbgi_protocol cbgi_protocol_amop = {
    .name = "amop",
    .title = "Alternating multiple offers",
    .summary = "all table an offer, then vote on each; the first that all vote for is the deal",
    .source = "Aydogan et al. 2017, doi 10.1007/978-3-319-51563-2_10",
    .note = "tabling and voting take a round each; whoever did not hear an offer votes against it",
    .entries = cbgi_ballot_entries,
    .state_size = state_size,
    .round = play,
};
