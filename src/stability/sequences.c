/* All sequences of moves, depth first. With a target, a table says how many moves it still takes from a state when
 * somebody has just moved, so that nothing is tried that is too far away; only running into one's own trace can fail. */
#include "coburg/sequences.h"

#include <string.h>

#include "base/arena.h"
#include "stability/graph.h"

#define STEPS_MAX UINT64_C(20000000)
enum { FAR = 255 };

typedef struct owned {
    cbg_sequences result; /* first: the caller's pointer is ours */
    cbg_exec exec;
    cbgi_arena arena;
} owned;

typedef struct walk {
    const cbg_graph *g;
    const cbg_sequence_rules *rules;
    cbg_sequence_node *node;
    uint32_t count, room, ends;
    uint8_t *far;     /* [state * (makers + 1) + last mover + 1]: moves to the target; NULL: no target */
    uint32_t *moves;  /* [depth * states] */
    bool *visited;
    uint64_t steps;
    int64_t trace[CBG_SEQUENCE_LENGTH_MAX]; /* nodes on the way; a node is kept when a sequence ends below it */
    cbg_graph_move way[CBG_SEQUENCE_LENGTH_MAX];
    bool cut;
} walk;

static bool allowed(const walk *w, int maker, uint32_t from, uint32_t to)
{
    if (!w->rules->improving)
        return true;
    cbg_relation r = cbg_graph_compare(w->g, maker, from, to);
    return r == CBG_BETTER || r == CBG_MUCH_BETTER || r == CBG_UNKNOWN;
}

static uint8_t *far_from(const walk *w, uint32_t state, int last)
{
    return &w->far[(size_t)state * (size_t)(w->g->makers + 1) + (size_t)(last + 1)];
}

/* One more move: nodes from which somebody can move to one that is `within` moves away. */
static bool spread(walk *w, int within)
{
    bool found = false;
    for (uint32_t s = 0; s < w->g->states; s++)
        for (int j = 0; j < w->g->makers; j++) {
            uint32_t count = cbgi_moves(w->g, j, s, w->moves);
            bool near = false;
            for (uint32_t k = 0; k < count && !near; k++)
                near = *far_from(w, w->moves[k], j) == within && allowed(w, j, s, w->moves[k]);
            for (int last = -1; near && last < w->g->makers; last++)
                if (last != j && *far_from(w, s, last) == FAR) {
                    *far_from(w, s, last) = (uint8_t)(within + 1);
                    found = true;
                }
        }
    return found;
}

static void measure(walk *w)
{
    memset(w->far, FAR, (size_t)w->g->states * (size_t)(w->g->makers + 1));
    for (int last = -1; last < w->g->makers; last++)
        *far_from(w, (uint32_t)w->rules->to, last) = 0;
    for (int k = 0; k < w->rules->length && spread(w, k); k++)
        continue;
}

/* Keeps the nodes on the way that are not kept yet. */
static void keep(walk *w, int depth)
{
    for (int d = 1; d <= depth; d++) {
        if (w->trace[d - 1] >= 0)
            continue;
        w->trace[d - 1] = w->count;
        w->node[w->count++] = (cbg_sequence_node){d > 1 ? w->trace[d - 2] : -1, d, w->way[d - 1], false};
    }
}

/* The move to w->way[depth - 1].to has been made. */
static void arrive(walk *w, int depth)
{
    uint32_t s = w->way[depth - 1].to;
    bool there = w->far != NULL && (int64_t)s == w->rules->to;
    if (w->far != NULL && !there)
        return;
    if (w->far == NULL ? w->count >= w->rules->most : w->ends >= w->rules->most || w->count + (uint32_t)depth > w->room) {
        w->cut = true;
        return;
    }
    keep(w, depth);
    w->node[w->trace[depth - 1]].wanted = there;
    w->ends += there;
}

static void descend(walk *w, uint32_t s, int last, int depth)
{
    uint32_t *moves = w->moves + (size_t)depth * w->g->states;
    if (depth == w->rules->length || (depth > 0 && (int64_t)s == w->rules->to))
        return;
    for (int j = 0; j < w->g->makers; j++) {
        uint32_t count = j == last ? 0 : cbgi_moves(w->g, j, s, moves);
        for (uint32_t k = 0; k < count && !w->cut; k++) {
            uint32_t t = moves[k];
            if (w->visited[t] || !allowed(w, j, s, t) ||
                (w->far != NULL && *far_from(w, t, j) > w->rules->length - depth - 1))
                continue;
            if (++w->steps > STEPS_MAX) {
                w->cut = true;
                return;
            }
            w->way[depth] = (cbg_graph_move){j, s, t};
            w->trace[depth] = -1;
            arrive(w, depth + 1);
            w->visited[t] = true;
            descend(w, t, j, depth + 1);
            w->visited[t] = false;
        }
    }
}

static cbg_status find(owned *o, const cbg_graph *g, const cbg_sequence_rules *rules)
{
    cbgi_arena scratch;
    cbgi_arena_init(&scratch, o->exec.allocator);
    walk w = {.g = g, .rules = rules};
    w.room = rules->to >= 0 ? rules->most * (uint32_t)rules->length : rules->most;
    w.node = cbgi_arena_array(&o->arena, w.room, sizeof *w.node);
    w.moves = cbgi_arena_array(&scratch, (size_t)g->states * (size_t)(rules->length + 1), sizeof *w.moves);
    w.visited = cbgi_arena_array(&scratch, g->states, sizeof *w.visited);
    if (rules->to >= 0)
        w.far = cbgi_arena_array(&scratch, (size_t)g->states * (size_t)(g->makers + 1), sizeof *w.far);
    cbg_status status = scratch.failed || o->arena.failed ? CBG_NO_MEMORY : CBG_OK;
    if (status == CBG_OK) {
        if (w.far != NULL)
            measure(&w);
        w.visited[rules->from] = true;
        descend(&w, rules->from, -1, 0);
        o->result = (cbg_sequences){w.count, w.ends, w.node, w.cut};
    }
    cbgi_arena_free(&scratch);
    return status;
}

cbg_status cbg_sequences_find(const cbg_graph *graph, const cbg_sequence_rules *rules, const cbg_exec *exec,
                              cbg_sequences **out, cbg_diags *diags)
{
    if (rules->from >= graph->states || rules->to >= (int64_t)graph->states || rules->length < 1 ||
        rules->length > CBG_SEQUENCE_LENGTH_MAX || rules->most < 1 || rules->most > 1000000)
        return CBG_BAD_ARGUMENT;
    if (graph->states > CBG_SEQUENCE_STATES_MAX) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0},
                                    "all sequences are told of up to %d states, and there are %u",
                                    (int)CBG_SEQUENCE_STATES_MAX, (unsigned)graph->states),
                      "--to-state alone tells a shortest one");
        return CBG_TOO_LARGE;
    }
    owned *o = cbgi_alloc(exec, sizeof *o);
    if (o == NULL)
        return CBG_NO_MEMORY;
    memset(o, 0, sizeof *o);
    if (exec != NULL)
        o->exec = *exec;
    cbgi_arena_init(&o->arena, o->exec.allocator);
    cbg_status status = find(o, graph, rules);
    if (status == CBG_OK)
        *out = &o->result;
    else
        cbg_sequences_free(&o->result);
    return status;
}

void cbg_sequences_free(cbg_sequences *sequences)
{
    if (sequences == NULL)
        return;
    owned *o = (owned *)(void *)sequences;
    cbg_exec exec = o->exec;
    cbgi_arena_free(&o->arena);
    cbgi_release(&exec, o);
}
