/* Tabling offers and voting on them. */
#include "protocol/ballot.h"

void cbgi_ballot_table(cbgi_session *s, cbgi_ballot *ballot)
{
    for (int v = 0; v < s->voices; v++) {
        const cbg_move move = cbgi_session_propose(s, v);
        if (move.act == CBG_ACT_END)
            cbgi_session_end(s, v);
        else if (move.act == CBG_ACT_FAIL)
            cbgi_session_fail(s, v);
        if (s->over)
            return;
        ballot->offer[v] = move.outcome;
    }
    for (int v = 0; v < s->voices && !s->over; v++)
        cbgi_session_say(s, v, CBG_ACT_OFFER, ballot->offer[v]);
}

uint64_t cbgi_ballot_vote(cbgi_session *s, const cbgi_ballot *ballot, int author)
{
    uint64_t yes = 0;
    const uint64_t offer = ballot->offer[author];
    for (int v = 0; v < s->voices && !s->over; v++) {
        const bool for_it =
            cbgi_session_hears(s, v, author) && cbgi_session_accepts(s, v, offer, ballot->offer[v]);
        yes |= (uint64_t)for_it << v;
        cbgi_session_say(s, v, for_it ? CBG_ACT_ACCEPT : CBG_ACT_REJECT, offer);
    }
    return s->over ? 0 : yes;
}

int cbgi_ballot_entries(int voices)
{
    return voices * voices + 1;
}
