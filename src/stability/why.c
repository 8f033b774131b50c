/* Why a state is stable for a decision maker, or not: for each improvement the shortest sanction.
 *
 * The sanction is searched afresh, by the definition, so that it is the shortest one and also checks
 * what the solvers found: SMR and SSEQ accept only an end from which the maker has no move to a state
 * that it prefers to the one at hand.
 */
#include <string.h>

#include "base/parallel.h"
#include "stability/search.h"

typedef struct judge {
    const cbg_graph *g;
    int maker;
    uint32_t state;
    cbg_unknown_mode mode;
    bool fast; /* no way out: SMR, SSEQ */
    uint32_t *moves;
} judge;

typedef struct why {
    cbg_why result;
    cbg_exec exec;
    cbgi_arena arena;
} why;

static bool deters(const judge *j, uint32_t s2)
{
    switch (cbg_graph_compare(j->g, j->maker, j->state, s2)) {
    case CBG_UNKNOWN: return j->mode == CBG_MODE_C || j->mode == CBG_MODE_D;
    case CBG_SAME:
    case CBG_WORSE:
    case CBG_MUCH_WORSE: return true;
    case CBG_BETTER:
    case CBG_MUCH_BETTER: break;
    }
    return false;
}

static bool sanctions(const void *context, uint32_t s2)
{
    const judge *j = context;
    if (!deters(j, s2))
        return false;
    uint32_t count = j->fast ? cbgi_moves(j->g, j->maker, s2, j->moves) : 0;
    for (uint32_t k = 0; k < count; k++)
        if (!deters(j, j->moves[k]))
            return false;
    return true;
}

static bool leaves_for(const judge *j, uint32_t s1)
{
    cbg_relation r = cbg_graph_compare(j->g, j->maker, j->state, s1);
    return r == CBG_BETTER || r == CBG_MUCH_BETTER ||
           (r == CBG_UNKNOWN && (j->mode == CBG_MODE_A || j->mode == CBG_MODE_C));
}

/* Where joint improvements of others lead from `code`; -1: nowhere that deters. SIM. */
typedef struct joint {
    const judge *j;
    uint32_t *moves[CBG_MAKERS_MAX];
    uint32_t count[CBG_MAKERS_MAX];
    cbg_graph_move path[CBG_MAKERS_MAX];
    int length;
    uint32_t ends;
} joint;

static bool meet(joint *q, int next, uint64_t code)
{
    const cbg_graph *g = q->j->g;
    if (next == g->makers) {
        int64_t s2 = q->length > 0 ? cbgi_state_of_code(g, code) : -1;
        if (s2 < 0 || !deters(q->j, (uint32_t)s2))
            return false;
        q->ends = (uint32_t)s2;
        return true;
    }
    if (meet(q, next + 1, code))
        return true;
    uint64_t mask = cbgi_maker_mask(&g->maker[next]);
    for (uint32_t k = 0; k < q->count[next]; k++) {
        uint32_t t = q->moves[next][k];
        q->path[q->length++] = (cbg_graph_move){next, q->j->state, t};
        if (meet(q, next + 1, (code & ~mask) | (cbgi_code(g, t) & mask)))
            return true;
        q->length--;
    }
    return false;
}

static cbg_status joint_open(joint *q, const judge *j, cbgi_arena *arena)
{
    const cbg_graph *g = j->g;
    *q = (joint){.j = j};
    for (int i = 0; i < g->makers; i++) {
        if (i == j->maker)
            continue;
        q->moves[i] = cbgi_arena_array(arena, g->states, sizeof(uint32_t));
        if (q->moves[i] == NULL)
            return CBG_NO_MEMORY;
        uint32_t all = cbgi_moves(g, i, j->state, q->moves[i]);
        for (uint32_t k = 0; k < all; k++) {
            cbg_relation r = cbg_graph_compare(g, i, j->state, q->moves[i][k]);
            if (r == CBG_BETTER || r == CBG_MUCH_BETTER || r == CBG_UNKNOWN)
                q->moves[i][q->count[i]++] = q->moves[i][k];
        }
    }
    return CBG_OK;
}

static cbg_status answer_jointly(why *w, const judge *j, cbg_answer *a)
{
    cbgi_arena scratch;
    joint q;
    cbgi_arena_init(&scratch, w->exec.allocator);
    cbg_status status = joint_open(&q, j, &scratch);
    if (status == CBG_OK && meet(&q, 0, cbgi_code(j->g, a->to))) {
        cbg_graph_move *path = cbgi_arena_array(&w->arena, (size_t)q.length, sizeof *path);
        if (path != NULL) {
            memcpy(path, q.path, (size_t)q.length * sizeof *path);
            a->met = true;
            a->length = q.length;
            a->sanction = path;
            a->ends = q.ends;
        } else {
            status = CBG_NO_MEMORY;
        }
    }
    cbgi_arena_free(&scratch);
    return status;
}

/* Each answer in turn; stops at nothing, so that all are told. */
static cbg_status answer_all(why *w, const judge *j, cbg_answer *answer, const cbg_stability_options *o,
                             cbg_diags *diags)
{
    cbg_concept concept = w->result.concept;
    unsigned others = ((1u << j->g->makers) - 1) & ~(1u << j->maker);
    bool improving = concept == CBG_SEQ || concept == CBG_SSEQ;
    if (concept == CBG_NASH || w->result.count == 0)
        return CBG_OK;
    if (concept == CBG_SIM) {
        cbg_status joined = CBG_OK;
        for (uint32_t k = 0; k < w->result.count && joined == CBG_OK; k++)
            joined = answer_jointly(w, j, &answer[k]);
        return joined;
    }
    cbgi_search search;
    cbg_status status =
        cbgi_search_open(&search, j->g, others, improving, o->opponents_once, &w->exec, diags);
    if (status != CBG_OK)
        return status;
    for (uint32_t k = 0; k < w->result.count && status == CBG_OK; k++) {
        uint64_t node = cbgi_search_run(&search, answer[k].to, sanctions, j);
        if (node == UINT64_MAX)
            continue;
        answer[k].met = true;
        answer[k].sanction = cbgi_search_path(&search, node, &w->arena, &answer[k].length);
        answer[k].ends = cbgi_search_state(&search, node);
        status = answer[k].sanction == NULL ? CBG_NO_MEMORY : CBG_OK;
    }
    cbgi_search_close(&search);
    return status;
}

static cbg_status explain(why *w, judge *j, const cbg_stability_options *o, cbg_diags *diags)
{
    j->moves = cbgi_arena_array(&w->arena, j->g->states, sizeof *j->moves);
    if (j->moves == NULL)
        return CBG_NO_MEMORY;
    uint32_t count = cbgi_moves(j->g, j->maker, j->state, j->moves);
    cbg_answer *answer = cbgi_arena_array(&w->arena, count, sizeof *answer);
    if (answer == NULL)
        return CBG_NO_MEMORY;
    for (uint32_t k = 0; k < count; k++)
        if (leaves_for(j, j->moves[k]))
            answer[w->result.count++].to = j->moves[k];
    w->result.answer = answer;
    cbg_status status = answer_all(w, j, answer, o, diags);
    w->result.stable = true;
    for (uint32_t k = 0; k < w->result.count; k++)
        w->result.stable = w->result.stable && answer[k].met;
    return status;
}

cbg_status cbg_stability_explain(const cbg_graph *graph, const cbg_stability_options *options,
                                 cbg_concept concept, int maker, uint32_t state, const cbg_exec *exec,
                                 cbg_why **out, cbg_diags *diags)
{
    if (maker < 0 || maker >= graph->makers || state >= graph->states ||
        (concept == CBG_SIM && !graph->option_form))
        return CBG_BAD_ARGUMENT;
    why *w = cbgi_alloc(exec, sizeof *w);
    if (w == NULL)
        return CBG_NO_MEMORY;
    memset(w, 0, sizeof *w);
    if (exec != NULL)
        w->exec = *exec;
    cbgi_arena_init(&w->arena, w->exec.allocator);
    w->result = (cbg_why){.concept = concept, .maker = maker, .state = state};
    judge j = {graph, maker, state, options->unknown, concept == CBG_SMR || concept == CBG_SSEQ, NULL};
    cbg_status status = explain(w, &j, options, diags);
    if (status == CBG_OK)
        *out = &w->result;
    else
        cbg_why_free(&w->result);
    return status;
}

void cbg_why_free(cbg_why *result)
{
    if (result == NULL)
        return;
    why *w = (why *)(void *)result;
    cbg_exec exec = w->exec;
    cbgi_arena_free(&w->arena);
    cbgi_release(&exec, w);
}
