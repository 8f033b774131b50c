/* A mediator that searches: it changes one issue of the current text at random and asks everybody to vote; if all accept,
 * the new text is the current one. Voices are hill-climbers (they accept what is no worse than the current text) or annealers
 * (they also accept a loss d with probability exp(-d / T)); T falls in a straight line to 0 at the deadline. A mediator that
 * anneals overrides rejections that are weak (a loss of less than `weak`) with a probability that falls likewise.
 * Source: Klein, Faratin, Sayama, Bar-Yam, "Negotiating complex contracts", Group Decision and Negotiation 12 (2003) 111-125,
 * doi 10.1023/A:1023068821218. Written from the paper's idea: the schedule is a straight line, votes are weak by a
 * threshold, and a voice's strategy plays no part. Departure: at the deadline every voice may still refuse the text if it
 * is unacceptable to it; then there is no deal.
 */
#include "base/real.h"
#include "protocol/text.h"

typedef struct annealed {
    uint64_t current;
} annealed;

enum { TEMPERATURE, WEAK, OVERRIDE };
static const cbg_param params[] = {
    {"temperature", "of voices at the start, in utility; 0: hill-climbers", 0.1, 0, 10},
    {"weak", "a rejection is weak when the loss is below this", 0.02, 0, 1},
    {"override", "chance at the start that the mediator overrides weak rejections", 0, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

static size_t state_size(const cbg_talk *talk)
{
    (void)talk;
    return sizeof(annealed);
}

static void begin(cbgi_session *s)
{
    annealed *a = s->state;
    cbgi_stream random;
    cbgi_stream_init(&random, s->seed, 0x3EE, 0, UINT16_MAX, 0);
    a->current = cbgi_text_any(s, &random);
}

static void play(cbgi_session *s)
{
    annealed *a = s->state;
    cbgi_stream random;
    cbgi_text_stream(s, &random);
    const uint64_t text = cbgi_text_change(s, a->current, &random);
    const double left = 1 - s->t, heat = s->talk->param[TEMPERATURE] * left;
    const bool overrides = cbgi_stream_unit(&random) < s->talk->param[OVERRIDE] * left;
    bool all = true;
    s->phase = 0;
    cbgi_session_say(s, CBG_MEDIATOR, CBG_ACT_OFFER, text);
    s->phase = 1;
    for (int v = 0; v < s->voices && !s->over; v++) {
        const cbg_profile *p = s->talk->profile[v];
        const double loss = cbg_profile_utility(p, a->current) - cbg_profile_utility(p, text);
        const double chance = cbgi_stream_unit(&random);
        const bool yes = loss <= 0 || (heat > 0 && chance < cbgi_exp(-loss / heat));
        all = all && (yes || (overrides && loss < s->talk->param[WEAK]));
        cbgi_session_note(s, v, yes ? CBG_ACT_ACCEPT : CBG_ACT_REJECT, text);
    }
    if (all && !s->over)
        a->current = text;
    s->phase = 2;
    if (!s->over)
        cbgi_session_say(s, CBG_MEDIATOR, all ? CBG_ACT_ACCEPT : CBG_ACT_REJECT, text);
}

static void deadline(cbgi_session *s)
{
    const annealed *a = s->state;
    for (int v = 0; v < s->voices; v++)
        if (!cbg_profile_accepts(s->talk->profile[v], a->current))
            return;
    cbgi_session_agree(s, a->current, cbgi_everyone(s->voices));
}

const cbgi_protocol cbgi_protocol_annealed = {
    .name = "annealed",
    .title = "Mediated single text, annealed",
    .summary = "a mediator changes one issue at a time; voices climb, or anneal, from text to text",
    .source = "Klein et al. 2003, doi 10.1023/A:1023068821218",
    .note = "from the paper's idea; strategies play no part; an unacceptable last text is no deal",
    .params = params,
    .entries = cbgi_text_entries,
    .state_size = state_size,
    .begin = begin,
    .round = play,
    .deadline = deadline,
};
