/* Voices that play by a script. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/scripted.h"

typedef struct memory {
    int asked;
    unsigned accepted; /* bit o: somebody was heard to accept o */
} memory;

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)setup;
    (void)config;
    return sizeof(memory);
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    const script *s = self.config;
    const int last = (int)strlen(s->moves) - 1;
    const char move = s->moves[view->round < last ? view->round : last];
    if (move == '!')
        return (cbg_move){CBG_ACT_END, CBG_NO_OUTCOME};
    if (move == '?')
        return (cbg_move){CBG_ACT_FAIL, CBG_NO_OUTCOME};
    return (cbg_move){CBG_ACT_OFFER, (uint64_t)(move - '0')};
}

static bool accepts(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    const script *s = self.config;
    const memory *m = self.memory;
    (void)next;
    if (offer >= 10)
        return false;
    if (s->joins != NULL && strchr(s->joins, '0' + (int)offer) != NULL && (m->accepted >> offer & 1) != 0)
        return true;
    int round = view->round < 7 ? view->round : 7;
    while (round > 0 && s->takes[round] == NULL)
        round--;
    return s->takes[round] != NULL && strchr(s->takes[round], '0' + (int)offer) != NULL;
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    memory *m = self.memory;
    (void)view;
    if (heard->act == CBG_ACT_ACCEPT && heard->outcome < 10)
        m->accepted |= 1U << heard->outcome;
}

static bool extend(const cbg_view *view, cbg_self self, int rounds)
{
    const script *s = self.config;
    memory *m = self.memory;
    (void)view;
    (void)rounds;
    return s->extends != NULL && s->extends[m->asked++] == 'y';
}

void table_set(table *t, int voices, const char *protocol, int rounds)
{
    memset(t, 0, sizeof *t);
    made_init(&t->made, voices, 2, (const int[]){2, 5});
    for (int p = 0; p < voices; p++) {
        t->made.weight[p][0].value.num = 5;
        t->made.weight[p][1].value.num = 5;
        t->made.score[p][0][1].value.num = 10;
        for (int o = 0; o < 5; o++)
            t->made.score[p][1][o].value.num = 2 * o;
    }
    t->voices = voices;
    t->options = (cbg_talk_options){.protocol = protocol, .rounds = rounds};
    for (int v = 0; v < voices; v++) {
        t->script[v] = (script){.moves = "0"};
        t->voice[v].id = "voice";
    }
}

static void build(table *t)
{
    cbg_scenario scenario;
    assert_int_equal(cbg_scenario_init(&t->made.c, &scenario, NULL), CBG_OK);
    assert_int_equal(cbg_space_build(&t->made.c, &scenario, NULL, &t->space, NULL), CBG_OK);
    for (int v = 0; v < t->voices; v++) {
        t->strategy[v] = (cbg_strategy){
            .part = {.name = "script", .memory_size = memory_size, .hear = hear}, .propose = propose, .accept = accepts};
        if (t->script[v].extends != NULL)
            t->strategy[v].extend = extend;
        t->program[v] = (cbg_program){&t->strategy[v], &t->script[v], "script", NULL};
        assert_int_equal(cbg_profile_build(t->space, &v, 1, NULL, &t->profile[v]), CBG_OK);
        t->voice[v].profile = t->profile[v];
        t->voice[v].program = &t->program[v];
    }
}

static void write_entry(table *t, const cbg_entry *e)
{
    const size_t n = strlen(t->said);
    const char who = e->from == CBG_MEDIATOR ? 'M' : (char)('A' + e->from);
    static const char sign[] = " +-!?";
    char outcome[24] = "";
    if (e->outcome != CBG_NO_OUTCOME)
        snprintf(outcome, sizeof outcome, "%d", (int)e->outcome);
    const char act[2] = {e->act == CBG_ACT_OFFER ? '\0' : sign[e->act], '\0'};
    snprintf(t->said + n, SCRIPT_LINE - n, "%c%s%s%s", who, act, outcome, e->deal ? "*" : "");
}

const char *table_run(table *t, uint64_t seed)
{
    cbg_talk *talk = NULL;
    cbg_workspace *workspace = NULL;
    build(t);
    assert_int_equal(cbg_talk_build(t->voice, t->voices, &t->options, NULL, &talk, NULL), CBG_OK);
    assert_int_equal(cbg_workspace_make(talk, NULL, &workspace), CBG_OK);
    cbg_talk_run(talk, seed, workspace, NULL, &t->result);
    t->said[0] = '\0';
    for (uint64_t k = 0; k < t->result.actions; k++) {
        const cbg_entry *e = &t->result.log[k];
        if (k > 0)
            strcat(t->said, e->round != e[-1].round ? " | " : " ");
        write_entry(t, e);
    }
    cbg_workspace_free(workspace);
    cbg_talk_free(talk);
    for (int v = 0; v < t->voices; v++)
        cbg_profile_free(t->profile[v]);
    cbg_space_free(t->space);
    t->result.log = NULL; /* went with the workspace */
    return t->said;
}
