#include "support/made_talk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void need(cbg_status status, const cbg_diags *diags)
{
    if (status != CBG_OK) {
        fprintf(stderr, "made_talk: status %d: %s\n", (int)status,
                diags->count > 0 ? diags->item[0].message : "");
        abort();
    }
}

void made_talk_build(const made_case *m, const made_sitting *sitting, made_talk *out)
{
    cbg_diags diags;
    cbg_diags_init(&diags, "made");
    memset(out, 0, sizeof *out);
    out->space = made_space(m, NULL);
    out->voices = sitting->voices;
    for (int v = 0; v < out->voices; v++) {
        const int seat = sitting->party == NULL ? v : sitting->party[v];
        need(cbg_profile_build(out->space, &seat, 1, NULL, &out->profile[v]), &diags);
        out->voice[v] = (cbg_voice){.id = "voice",
                                    .profile = out->profile[v],
                                    .program = sitting->program[v],
                                    .heard_by = sitting->heard_by[v]};
    }
    need(cbg_talk_build(out->voice, out->voices, &sitting->options, NULL, &out->talk, &diags), &diags);
}

void made_talk_free(made_talk *t)
{
    cbg_talk_free(t->talk);
    for (int v = 0; v < t->voices; v++)
        cbg_profile_free(t->profile[v]);
    cbg_space_free(t->space);
}

void made_session_run(const made_talk *t, uint64_t seed, cbg_workspace *w, const cbg_observer *observer,
                      made_session *out)
{
    cbg_workspace *own = NULL;
    if (w == NULL) {
        const cbg_diags none = {0};
        need(cbg_workspace_make(t->talk, NULL, &own), &none);
    }
    cbg_talk_run(t->talk, seed, w == NULL ? own : w, observer, &out->result);
    const size_t bytes = out->result.actions * sizeof *out->log;
    out->log = malloc(bytes + 1);
    if (out->log == NULL)
        abort();
    memcpy(out->log, out->result.log, bytes);
    out->result.log = NULL;
    cbg_workspace_free(own);
}

void made_session_free(made_session *s)
{
    free(s->log);
}

static bool same_entry(const cbg_entry *a, const cbg_entry *b)
{
    return a->outcome == b->outcome && a->round == b->round && a->from == b->from && a->act == b->act &&
           a->phase == b->phase && a->deal == b->deal;
}

bool made_session_same(const made_session *a, const made_session *b)
{
    const cbg_session_result *x = &a->result, *y = &b->result;
    bool same = x->end == y->end && x->ended_by == y->ended_by && x->rounds == y->rounds &&
                x->extensions == y->extensions && x->refused == y->refused && x->deals == y->deals &&
                x->actions == y->actions;
    for (int k = 0; same && k < x->deals; k++)
        same = x->deal[k].outcome == y->deal[k].outcome && x->deal[k].members == y->deal[k].members;
    for (uint64_t k = 0; same && k < x->actions; k++)
        same = same_entry(&a->log[k], &b->log[k]);
    return same;
}

static int below(cbgi_stream *random, int bound)
{
    return (int)cbgi_stream_below(random, (uint64_t)bound);
}

void made_sitting_random(made_sitting *sitting, cbgi_stream *random)
{
    cbg_talk_options *o = &sitting->options;
    if (below(random, 4) == 0)
        for (int v = 0; v < sitting->voices; v++)
            sitting->heard_by[v] = (uint64_t)below(random, 1 << sitting->voices);
    o->rounds = 1 + below(random, below(random, 4) == 0 ? 60 : 12);
    o->clock = (cbg_clock)below(random, CBG_CLOCKS);
    if (below(random, 3) == 0)
        o->extension = (cbg_extension_rule){.rounds = 1 + below(random, 9), .times = 2};
    if (below(random, 8) == 0)
        o->budget = (uint64_t)(1 + below(random, 40));
}

bool made_session_fair(const made_sitting *sitting, const made_talk *t, const made_session *s)
{
    const char *protocol = sitting->options.protocol;
    const bool climbs = protocol != NULL && strncmp(protocol, "annealed", 8) == 0;
    bool fair = s->result.end != CBG_END_ERROR;
    for (uint64_t k = 0; fair && k < s->result.actions; k++) {
        const cbg_entry *e = &s->log[k];
        if (e->from == CBG_MEDIATOR)
            continue;
        const cbg_profile *own = t->profile[e->from];
        if (e->act == CBG_ACT_OFFER)
            fair = e->outcome < t->space->outcomes && cbg_profile_accepts(own, e->outcome);
        else if (e->act == CBG_ACT_ACCEPT && !climbs)
            fair = cbg_profile_accepts(own, e->outcome) ||
                   sitting->program[e->from]->strategy->below_walk_away;
        else if (e->act == CBG_ACT_END)
            fair = own->acceptable == 0;
    }
    return fair;
}

bool made_session_fair_by_hand(const made_case *m, const made_sitting *sitting, const made_talk *t,
                               const made_session *s)
{
    static brute all;
    brute_fill(m, t->space->scenario.red_lines, &all);
    for (uint64_t k = 0; k < s->result.actions; k++) {
        const cbg_entry *e = &s->log[k];
        if (e->from == CBG_MEDIATOR || e->act != CBG_ACT_OFFER)
            continue;
        const int party = sitting->party == NULL ? e->from : sitting->party[e->from];
        if (e->outcome >= (uint64_t)all.outcomes || (all.broken[e->outcome] & BRUTE_IMPOSSIBLE) != 0 ||
            all.utility[e->outcome][party] < all.walk_away[party])
            return false;
        for (int r = 0; r < m->c.red_line_count; r++)
            if (m->line[r].party == party && (all.broken[e->outcome] >> r & 1) != 0)
                return false;
    }
    return true;
}
