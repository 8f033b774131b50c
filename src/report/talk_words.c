/* The words a session is told in. */
#include <stdio.h>
#include <string.h>

#include "report/analyze.h"
#include "report/talk.h"

const char *cbgi_voice_words(const cbgi_talk_report *r, int voice, char out[CBGI_TALK_WORDS])
{
    const cbg_profile *p = cbg_talk_voice(r->talk, voice)->profile;
    const int party = p->space->scenario.party[p->seat[0]];
    char words[CBGI_WORDS];
    if (p->members > 1)
        snprintf(out, CBGI_TALK_WORDS, "%s", r->c->bloc[r->c->party[party].bloc].name);
    else
        snprintf(out, CBGI_TALK_WORDS, "%s", cbgi_party_words(r->c, party, words));
    return out;
}

const char *cbgi_voice_points(const cbgi_talk_report *r, int voice, int64_t value,
                              char out[CBG_RATIONAL_TEXT])
{
    const cbg_profile *p = cbg_talk_voice(r->talk, voice)->profile;
    const double scale = cbg_rational_double(r->c->scale);
    snprintf(out, CBG_RATIONAL_TEXT, "%.*f", scale <= 1 ? 4 : 2, (double)value / (double)p->unit);
    return out;
}

void cbgi_offer_words(const cbg_space *space, uint64_t outcome, uint64_t before, cbgi_text *out)
{
    int option[CBG_ISSUES_MAX], old[CBG_ISSUES_MAX];
    cbg_space_decode(space, outcome, option);
    if (before != CBG_NO_OUTCOME)
        cbg_space_decode(space, before, old);
    const char *separator = "";
    for (int i = 0; i < space->issues; i++) {
        if (before != CBG_NO_OUTCOME && option[i] == old[i])
            continue;
        cbgi_text_addf(out, "%s%s: %s", separator, space->c->issue[i].id,
                       space->c->issue[i].option[option[i]].name);
        separator = "; ";
    }
    if (*separator == '\0')
        cbgi_text_add(out, "the same again");
}

const char *cbgi_act_words(int act)
{
    static const char *const words[] = {"offers", "accepts", "rejects", "walks away", "fails"};
    return words[act];
}

uint64_t cbgi_offer_before(const cbgi_talk_report *r, uint64_t k)
{
    const cbg_entry *log = r->result->log;
    for (uint64_t b = k; b-- > 0;)
        if (log[b].from == log[k].from && log[b].act == CBG_ACT_OFFER)
            return log[b].outcome;
    return CBG_NO_OUTCOME;
}

const char *cbgi_step_words(const cbgi_talk_report *r, uint64_t k)
{
    const cbg_entry *e = &r->result->log[k];
    const int voices = r->landmarks->voices;
    if (e->act != CBG_ACT_OFFER || e->from >= voices)
        return "";
    const uint64_t before = cbgi_offer_before(r, k);
    if (before == CBG_NO_OUTCOME)
        return "";
    double own = 0, others = 0;
    for (int v = 0; v < voices; v++) {
        const cbg_profile *p = r->landmarks->profile[v];
        const double change = cbg_profile_utility(p, e->outcome) - cbg_profile_utility(p, before);
        if (v == e->from)
            own = change;
        else
            others += change / (voices - 1);
    }
    return cbg_step_name(cbg_step_kind(own, others));
}
