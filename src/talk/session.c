/* Running a session: rounds of the protocol until somebody ends it, the deadline, or the budget.
 *
 * A session writes to its workspace only and allocates nothing. What a voice may see is in its view; what was said
 * is in the log. Streams of random numbers are addressed by (session seed, purpose, voice, round, index).
 */
#include "talk/session.h"

#include <string.h>

#include "base/philox.h"
#include "talk/extension.h"
#include "talk/protocol.h"
#include "talk/quick.h"

const char *cbg_end_name(cbg_end end)
{
    static const char *const name[] = {"agreement", "breakdown", "timeout", "error"};
    return name[end];
}

uint64_t cbg_view_random(const cbg_view *view, uint32_t purpose, uint32_t index)
{
    cbgi_stream s;
    cbgi_stream_init(&s, view->seed, purpose, (uint32_t)view->round, (uint16_t)view->seat, 0);
    s.counter[0] = index;
    return cbgi_stream_u64(&s);
}

double cbg_view_random_unit(const cbg_view *view, uint32_t purpose, uint32_t index)
{
    return (double)(cbg_view_random(view, purpose, index) >> 11) * 0x1p-53;
}

/* What voice v sees from now on in this round. */
static cbg_view *look(cbgi_session *s, int v)
{
    cbg_view *view = &s->view[v];
    view->round = s->round;
    view->t = s->t;
    return view;
}

/* Once the budget of actions is used up nothing more is said. */
static bool log_entry(cbgi_session *s, int from, cbg_act act, uint64_t outcome)
{
    if (s->over)
        return false;
    if (s->entries >= s->limit) {
        s->over = s->spent = true;
        return false;
    }
    s->log[s->entries++] = (cbg_entry){
        .outcome = outcome, .round = s->round, .from = (uint8_t)from, .act = (uint8_t)act, .phase = s->phase};
    return true;
}

void cbgi_session_note(cbgi_session *s, int from, cbg_act act, uint64_t outcome)
{
    (void)log_entry(s, from, act, outcome);
}

void cbgi_session_say(cbgi_session *s, int from, cbg_act act, uint64_t outcome)
{
    if (!log_entry(s, from, act, outcome))
        return;
    const uint64_t ears = from == CBG_MEDIATOR ? cbgi_everyone(s->voices) : s->talk->heard_by[from];
    const cbg_heard heard = {outcome, from, s->round, act};
    if (act == CBG_ACT_OFFER && from != CBG_MEDIATOR)
        s->view[from].own_last = outcome;
    for (uint64_t left = ears; left != 0; left &= left - 1) {
        const int v = __builtin_ctzll(left);
        if (act == CBG_ACT_OFFER) {
            s->view[v].standing = outcome;
            s->view[v].standing_from = from;
        }
        if (s->listens[v])
            s->strategy[v]->part.hear(look(s, v), s->self[v], &heard);
    }
}

bool cbgi_session_hears(const cbgi_session *s, int voice, int from)
{
    return from == voice || from == CBG_MEDIATOR || (s->talk->heard_by[from] >> voice & 1) != 0;
}

cbg_move cbgi_session_propose(cbgi_session *s, int voice)
{
    cbg_move move = s->strategy[voice]->propose(look(s, voice), s->self[voice]);
    if (move.act == CBG_ACT_OFFER && move.outcome >= s->talk->space->outcomes)
        move.act = CBG_ACT_FAIL;
    if (move.act != CBG_ACT_OFFER && move.act != CBG_ACT_END)
        move.act = CBG_ACT_FAIL;
    return move;
}

bool cbgi_session_failed(cbgi_session *s, int voice)
{
    const cbg_strategy *strategy = s->strategy[voice];
    if (strategy->failed == NULL || !strategy->failed(s->self[voice]))
        return false;
    cbgi_session_fail(s, voice);
    return true;
}

bool cbgi_session_accepts(cbgi_session *s, int voice, uint64_t offer, uint64_t next)
{
    const cbg_strategy *strategy = s->strategy[voice];
    if (!strategy->below_walk_away && !cbgi_accepts(s->view[voice].own, offer))
        return false;
    const bool yes = strategy->accept(look(s, voice), s->self[voice], offer, next);
    return (strategy->failed == NULL || !cbgi_session_failed(s, voice)) && yes;
}

void cbgi_session_settle(cbgi_session *s, uint64_t outcome, uint64_t members)
{
    cbg_session_result *r = s->result;
    if (s->over)
        return;
    if (r->deals < CBG_DEALS_MAX)
        r->deal[r->deals++] = (cbg_deal){outcome, members, s->round};
    for (uint64_t k = s->entries; k-- > 0;) { /* the last that was said of it */
        if (s->log[k].outcome != outcome)
            continue;
        s->log[k].deal = 1;
        break;
    }
    r->end = CBG_END_AGREEMENT;
    r->ended_by = -1;
}

void cbgi_session_agree(cbgi_session *s, uint64_t outcome, uint64_t members)
{
    cbgi_session_settle(s, outcome, members);
    s->over = true;
}

static void stop(cbgi_session *s, int voice, cbg_end end, cbg_act act)
{
    if (s->over)
        return;
    cbgi_session_say(s, voice, act, CBG_NO_OUTCOME);
    if (s->spent)
        return;
    s->result->end = end;
    s->result->ended_by = voice;
    s->over = true;
}

void cbgi_session_end(cbgi_session *s, int voice)
{
    stop(s, voice, CBG_END_BREAKDOWN, CBG_ACT_END);
}

void cbgi_session_fail(cbgi_session *s, int voice)
{
    stop(s, voice, CBG_END_ERROR, CBG_ACT_FAIL);
}

void cbgi_session_enter(cbgi_session *s, int stage)
{
    const cbgi_stage *now = &s->talk->stage[stage];
    s->stage = stage;
    for (int v = 0; v < s->voices; v++) {
        s->view[v].setup = &now->setup[v];
        s->view[v].rounds = now->rounds;
        s->self[v].plan = now->plan[v];
    }
}

static void start(cbgi_session *s, const cbg_talk *talk, uint64_t seed, cbg_workspace *w)
{
    s->seed = seed;
    s->round = s->stage = 0;
    s->phase = 0;
    s->over = s->spent = false;
    s->entries = 0;
    s->t = talk->stage[0].t[0];
    memset(w->memory, 0, talk->memory_at[talk->voices] + talk->state_size);
    for (int v = 0; v < s->voices; v++) {
        s->view[v] = (cbg_view){.own = talk->profile[v],
                                .seat = v,
                                .seats = s->voices,
                                .seed = seed,
                                .standing = CBG_NO_OUTCOME,
                                .own_last = CBG_NO_OUTCOME,
                                .standing_from = -1};
    }
    cbgi_session_enter(s, 0);
    for (int v = 0; v < s->voices; v++)
        if (s->strategy[v]->part.begin != NULL)
            s->strategy[v]->part.begin(look(s, v), s->self[v]);
    if (talk->protocol->begin != NULL)
        talk->protocol->begin(s);
}

void cbg_talk_run(const cbg_talk *talk, uint64_t seed, cbg_workspace *workspace, const cbg_observer *observer,
                  cbg_session_result *out)
{
    cbgi_session *s = &workspace->session;
    s->result = out;
    memset(out, 0, sizeof *out);
    out->end = CBG_END_TIMEOUT;
    out->ended_by = -1;
    start(s, talk, seed, workspace);
    while (!s->over) {
        s->t = talk->stage[s->stage].t[s->round];
        talk->protocol->round(s);
        out->rounds = s->round + 1;
        if (observer != NULL)
            observer->after_round(observer->context, s);
        if (s->over || ++s->round < talk->stage[s->stage].rounds)
            continue;
        if (cbgi_session_extend(s))
            continue;
        s->round--;
        break;
    }
    out->spent = s->spent;
    s->over = s->over && !s->spent;
    if (!s->over && talk->protocol->deadline != NULL)
        talk->protocol->deadline(s);
    out->t = s->t;
    out->actions = s->entries;
    out->log = s->log;
}

void cbgi_workspace_seat(cbg_workspace *w)
{
    cbgi_session *s = &w->session;
    const cbg_talk *talk = s->talk;
    s->state = w->memory + talk->memory_at[talk->voices];
    for (int v = 0; v < s->voices; v++) {
        const cbg_program *program = talk->voice[v].program;
        s->strategy[v] = program->strategy;
        s->listens[v] = program->strategy->part.hear != NULL;
        s->self[v] = (cbg_self){.config = program->config, .memory = w->memory + talk->memory_at[v]};
    }
}

cbg_status cbg_workspace_make(const cbg_talk *talk, const cbg_exec *exec, cbg_workspace **out)
{
    cbg_workspace *w = cbgi_alloc(exec, sizeof *w);
    if (w == NULL)
        return CBG_NO_MEMORY;
    memset(w, 0, sizeof *w);
    w->exec = exec;
    w->memory = cbgi_alloc(exec, talk->memory_at[talk->voices] + talk->state_size + 1);
    w->log = cbgi_alloc(exec, talk->log_capacity * sizeof *w->log);
    if (w->memory == NULL || w->log == NULL) {
        cbg_workspace_free(w);
        return CBG_NO_MEMORY;
    }
    cbgi_session *s = &w->session;
    s->talk = talk;
    s->voices = talk->voices;
    s->log = w->log;
    s->limit = talk->log_capacity;
    if (talk->options.budget != 0 && talk->options.budget < s->limit)
        s->limit = talk->options.budget;
    cbgi_workspace_seat(w);
    *out = w;
    return CBG_OK;
}

void cbg_workspace_free(cbg_workspace *workspace)
{
    if (workspace != NULL) {
        const cbg_exec *exec = workspace->exec;
        cbgi_release(exec, workspace->memory);
        cbgi_release(exec, workspace->log);
        cbgi_release(exec, workspace);
    }
}
