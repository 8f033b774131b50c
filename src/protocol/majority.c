/* Majority consensus: as alternating multiple offers, but the offer with the most votes so far is kept (the incumbent)
 * and replaced only by one with strictly more. Unanimity ends the talk; at the deadline the incumbent is the deal
 * for all, even with a single vote.
 * Source: Aydogan, Festen, Hindriks, Jonker 2017, doi 10.1007/978-3-319-51563-2_10.
 * Addition of ours: voices may hold a veto; an offer that one of them rejects cannot become the incumbent.
 * The deal also binds those who voted against it, so it may lie below their walk-aways.
 */
#include "protocol/ballot.h"

typedef struct majority {
    cbgi_ballot ballot;
    uint64_t incumbent;
    int votes; /* 0: no incumbent */
} majority;

static const cbg_param params[] = {
    {"vetoes", "so many voices, the first to speak, can veto, besides those that hold a veto anyway", 0, 0,
     CBG_VOICES_MAX},
    {NULL, NULL, 0, 0, 0},
};

static size_t state_size(const cbg_talk *talk)
{
    (void)talk;
    return sizeof(majority);
}

static void play(cbgi_session *s)
{
    majority *m = s->state;
    const int vetoes = (int)s->talk->param[0];
    uint64_t veto = cbgi_everyone(vetoes < s->voices ? vetoes : s->voices);
    for (int v = 0; v < s->voices; v++)
        veto |= (uint64_t)s->talk->voice[v].veto << v;
    s->phase = (uint8_t)(s->round % 2);
    if (s->phase == 0) {
        cbgi_ballot_table(s, &m->ballot);
        return;
    }
    for (int v = 0; v < s->voices && !s->over; v++) {
        const uint64_t yes = cbgi_ballot_vote(s, &m->ballot, v);
        const int votes = __builtin_popcountll(yes);
        if (votes > m->votes && (yes & veto) == veto) {
            m->votes = votes;
            m->incumbent = m->ballot.offer[v];
        }
        if (votes == s->voices)
            cbgi_session_agree(s, m->ballot.offer[v], cbgi_everyone(s->voices));
    }
}

static void deadline(cbgi_session *s)
{
    const majority *m = s->state;
    if (m->votes > 0)
        cbgi_session_agree(s, m->incumbent, cbgi_everyone(s->voices));
}

const cbgi_protocol cbgi_protocol_majority = {
    .name = "majority",
    .title = "Majority consensus",
    .summary = "offers and votes; at the deadline the offer with the most votes is the deal, even with one",
    .source = "Aydogan et al. 2017, doi 10.1007/978-3-319-51563-2_10",
    .note = "the deal binds those who voted against it; vetoes are an addition; a round each for tabling and voting",
    .params = params,
    .entries = cbgi_ballot_entries,
    .state_size = state_size,
    .round = play,
    .deadline = deadline,
};
