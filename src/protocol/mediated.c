/* A mediator's single text: each round the mediator puts one text before all, they vote, nobody hears another's vote.
 * It then
 * announces whether all accepted. It draws texts at random until all accept one; from then on it changes one issue of the accepted text at random. The
 * deal is the last text accepted by all, at the deadline.
 * With feedback=1 they answer better, same or worse than the text before, and the deal is the last text that nobody
 * called worse.
 * Source: the mediator protocols of Aydogan, Hindriks, Jonker, "Multilateral mediated negotiation protocols with
 * feedback", Novel Insights in Agent-based Complex Automated Negotiation, 2014, doi 10.1007/978-4-431-54758-7_3.
 * Departures: with feedback too a voice says worse to a text that it finds unacceptable, and answers honestly, whatever
 * its strategy; the first text is compared with its walk-away.
 */
#include "protocol/text.h"

typedef struct mediated {
    uint64_t accepted, previous;
    bool has_accepted, has_previous;
} mediated;

static const cbg_param params[] = {
    {"feedback", "1: voices answer better, same or worse; 0: they accept or reject", 0, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

static size_t state_size(const cbg_talk *talk)
{
    (void)talk;
    return sizeof(mediated);
}

/* Is the text no worse than the one before? */
static bool not_worse(const cbgi_session *s, const mediated *m, int voice, uint64_t text)
{
    const cbg_profile *p = s->talk->profile[voice];
    return cbg_profile_accepts(p, text) &&
           (!m->has_previous || cbg_profile_value(p, text) >= cbg_profile_value(p, m->previous));
}

static bool votes_for(cbgi_session *s, const mediated *m, int voice, uint64_t text)
{
    if (s->talk->param[0] != 0)
        return not_worse(s, m, voice, text);
    const cbg_move next = cbgi_session_propose(s, voice);
    if (next.act == CBG_ACT_END)
        cbgi_session_end(s, voice);
    else if (next.act == CBG_ACT_FAIL)
        cbgi_session_fail(s, voice);
    return !s->over && cbgi_session_accepts(s, voice, text, next.outcome);
}

static void play(cbgi_session *s)
{
    mediated *m = s->state;
    cbgi_stream random;
    cbgi_text_stream(s, &random);
    const uint64_t text =
        m->has_accepted ? cbgi_text_change(s, m->accepted, &random) : cbgi_text_any(s, &random);
    bool all = true;
    s->phase = 0;
    cbgi_session_say(s, CBG_MEDIATOR, CBG_ACT_OFFER, text);
    s->phase = 1;
    for (int v = 0; v < s->voices && !s->over; v++) {
        const bool yes = votes_for(s, m, v, text);
        all = all && yes;
        if (!s->over)
            cbgi_session_note(s, v, yes ? CBG_ACT_ACCEPT : CBG_ACT_REJECT, text);
    }
    m->previous = text;
    m->has_previous = true;
    if (all && !s->over) {
        m->accepted = text;
        m->has_accepted = true;
    }
    s->phase = 2;
    if (!s->over)
        cbgi_session_say(s, CBG_MEDIATOR, all ? CBG_ACT_ACCEPT : CBG_ACT_REJECT, text);
}

static void deadline(cbgi_session *s)
{
    const mediated *m = s->state;
    if (m->has_accepted)
        cbgi_session_agree(s, m->accepted, cbgi_everyone(s->voices));
}

const cbgi_protocol cbgi_protocol_mediated = {
    .name = "mediated",
    .title = "Mediated single text",
    .summary = "a mediator puts texts to the vote, changing one issue of what all accepted",
    .source = "Aydogan, Hindriks, Jonker 2014, doi 10.1007/978-4-431-54758-7_3",
    .note = "with feedback voices answer honestly, and call worse what they find unacceptable; "
            "a rejection in the log means worse, an acceptance better or same",
    .params = params,
    .entries = cbgi_text_entries,
    .state_size = state_size,
    .round = play,
    .deadline = deadline,
};
