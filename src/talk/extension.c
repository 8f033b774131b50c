/* Extending the deadline. Every voice whose consent the rule demands is asked, in speaking order; one refusal settles
 * it. A strategy may have an opinion (`extend`); otherwise a voice looks at what it was offered since the stage began: it
 * consents when the best of the second half beats the best of the first, that is when the others are still coming
 * nearer. The rule is ours: protocols in the literature have no extension.
 */
#include "talk/extension.h"

/* The best value offered to `voice` in rounds from..to-1; INT64_MIN: nothing. */
static int64_t best_offered(const cbgi_session *s, int voice, int from, int to)
{
    int64_t best = INT64_MIN;
    for (uint64_t k = 0; k < s->entries; k++) {
        const cbg_entry *e = &s->log[k];
        if (e->act != CBG_ACT_OFFER || e->from == voice || e->round < from || e->round >= to)
            continue;
        if (e->from != CBG_MEDIATOR && (s->talk->heard_by[e->from] >> voice & 1) == 0)
            continue;
        const int64_t value = cbg_profile_value(s->talk->profile[voice], e->outcome);
        best = value > best ? value : best;
    }
    return best;
}

static bool consents(cbgi_session *s, int voice)
{
    const cbg_strategy *strategy = s->strategy[voice];
    if (strategy->extend != NULL) {
        const bool yes = strategy->extend(&s->view[voice], s->self[voice], s->talk->options.extension.rounds);
        return !cbgi_session_failed(s, voice) && yes;
    }
    const int began = s->stage == 0 ? 0 : s->talk->stage[s->stage - 1].rounds;
    const int middle = began + (s->round - began) / 2;
    return best_offered(s, voice, middle, s->round) > best_offered(s, voice, began, middle);
}

bool cbgi_session_extend(cbgi_session *s)
{
    const cbg_extension_rule *rule = &s->talk->options.extension;
    if (s->stage + 1 >= s->talk->stages)
        return false;
    s->result->asked++;
    s->result->refused = 0;
    for (int v = 0; v < s->voices; v++)
        if ((rule->consent == 0 || (rule->consent >> v & 1) != 0) && !consents(s, v))
            s->result->refused |= UINT64_C(1) << v;
    if (s->result->refused != 0)
        return false;
    s->result->extensions++;
    cbgi_session_enter(s, s->stage + 1);
    return true;
}
