/* From wishes to conditions; the definitions stand in inverse.h. Comparisons of a state with itself are settled at once, and
 * alternatives that ask for more than another one are left out. */
#include "coburg/inverse.h"

#include <string.h>

#include "stability/order.h"
#include "stability/reach.h"

#define CONDITIONS_MAX UINT32_C(2000000)

typedef struct owned {
    cbg_inverse inverse; /* first: the caller's pointer is ours */
    cbgi_arena arena;
} owned;

typedef struct builder {
    const cbg_graph *g;
    cbgi_arena *arena;
    const cbgi_reach *reach; /* of the others; NULL: Nash */
    int maker;
    bool symmetric;        /* SMR and SSEQ: no way out afterwards */
    uint32_t *move, *more; /* scratch: moves from the state, from an s2 */
    uint32_t made;
} builder;

static cbg_condition *make(builder *b, cbg_condition_kind kind)
{
    cbg_condition *c = b->made++ > CONDITIONS_MAX ? NULL : cbgi_arena_alloc(b->arena, sizeof *c);
    if (c != NULL)
        *c = (cbg_condition){.kind = kind};
    return c;
}

static cbg_condition *compare(builder *b, cbg_condition_kind kind, uint32_t left, uint32_t right)
{
    cbg_condition *c = make(b, kind);
    if (c != NULL) {
        c->left = left;
        c->right = right;
    }
    return c;
}

/* The list of parts is still being filled, so it may be written to. false: no room. */
static bool add(cbg_condition *to, const cbg_condition **part, const cbg_condition *c)
{
    if (c == NULL)
        return false;
    part[to->count++] = c;
    return true;
}

/* A condition with room for its parts. */
typedef struct list {
    cbg_condition *c;
    const cbg_condition **part;
} list;

static list begin(builder *b, cbg_condition_kind kind, uint32_t most)
{
    list l = {make(b, kind), NULL};
    if (l.c != NULL && most > 0 && (b->made += most) <= CONDITIONS_MAX)
        l.part = cbgi_arena_array(b->arena, most, sizeof *l.part);
    if (l.c != NULL)
        l.c->part = l.part;
    if (most > 0 && l.part == NULL)
        l.c = NULL;
    return l;
}

static bool among(const uint32_t *sorted, uint32_t count, uint32_t state)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (sorted[middle] < state)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && sorted[low] == state;
}

/* A sanction at s2: s is at least as good as it and, with a symmetric concept, as all that can be moved to from there. *needless: it
 * asks for s >= t as well. NULL: no room. */
static const cbg_condition *sanction(builder *b, uint32_t s, uint32_t t, uint32_t s2, bool *needless)
{
    *needless = s2 == t;
    if (!b->symmetric)
        return compare(b, CBG_CONDITION_AT_LEAST, s, s2);
    const uint32_t n = cbgi_moves(b->g, b->maker, s2, b->more);
    *needless = *needless || among(b->more, n, t);
    if (*needless)
        return NULL;
    list all = begin(b, CBG_CONDITION_ALL, n + 1);
    bool good = all.c != NULL && (s2 == s || add(all.c, all.part, compare(b, CBG_CONDITION_AT_LEAST, s, s2)));
    for (uint32_t k = 0; k < n && good; k++)
        good = b->more[k] == s || add(all.c, all.part, compare(b, CBG_CONDITION_AT_LEAST, s, b->more[k]));
    return good ? all.c : NULL;
}

static uint32_t reached(const builder *b, uint32_t t)
{
    uint32_t count = 0;
    for (uint32_t k = 0; b->reach != NULL && k < b->g->row; k++)
        count += (uint32_t)__builtin_popcountll(b->reach->from[t][k]);
    return count;
}

/* What keeps the decision maker from moving from s to t. */
static const cbg_condition *deterred(builder *b, uint32_t s, uint32_t t)
{
    list any = begin(b, CBG_CONDITION_ANY, reached(b, t) + 1);
    bool good = any.c != NULL && add(any.c, any.part, compare(b, CBG_CONDITION_AT_LEAST, s, t));
    for (uint32_t s2 = 0; s2 < b->g->states && good && b->reach != NULL; s2++) {
        if (!cbgi_bit(b->reach->from[t], s2))
            continue;
        bool needless = false;
        if (s2 == s && !b->symmetric) /* coming back is no improvement: met whatever is preferred */
            return begin(b, CBG_CONDITION_ALL, 0).c;
        const cbg_condition *c = sanction(b, s, t, s2, &needless);
        good = needless || add(any.c, any.part, c);
    }
    return good ? any.c : NULL;
}

/* s2 does not deter: it is better than s or, with a symmetric concept, leads to something that is. */
static const cbg_condition *harmless(builder *b, uint32_t s, uint32_t s2)
{
    if (!b->symmetric)
        return compare(b, CBG_CONDITION_BETTER, s2, s);
    const uint32_t n = cbgi_moves(b->g, b->maker, s2, b->more);
    list any = begin(b, CBG_CONDITION_ANY, n + 1);
    bool good = any.c != NULL && (s2 == s || add(any.c, any.part, compare(b, CBG_CONDITION_BETTER, s2, s)));
    for (uint32_t k = 0; k < n && good; k++)
        good = b->more[k] == s || add(any.c, any.part, compare(b, CBG_CONDITION_BETTER, b->more[k], s));
    return good ? any.c : NULL;
}

/* What makes moving from s to t worth it. */
static const cbg_condition *tempted(builder *b, uint32_t s, uint32_t t)
{
    list all = begin(b, CBG_CONDITION_ALL, reached(b, t) + 1);
    bool good = all.c != NULL && add(all.c, all.part, compare(b, CBG_CONDITION_BETTER, t, s));
    for (uint32_t s2 = 0; s2 < b->g->states && good && b->reach != NULL; s2++) {
        if (!cbgi_bit(b->reach->from[t], s2) || s2 == t)
            continue;
        if (s2 == s && !b->symmetric)
            return begin(b, CBG_CONDITION_ANY, 0).c;
        good = add(all.c, all.part, harmless(b, s, s2));
    }
    return good ? all.c : NULL;
}

static const cbg_condition *condition_of(builder *b, const cbg_wish *wish)
{
    const uint32_t n = cbgi_moves(b->g, b->maker, wish->state, b->move);
    list l = begin(b, wish->stable ? CBG_CONDITION_ALL : CBG_CONDITION_ANY, n);
    bool good = l.c != NULL;
    for (uint32_t k = 0; k < n && good; k++)
        good = add(l.c, l.part,
                   wish->stable ? deterred(b, wish->state, b->move[k]) : tempted(b, wish->state, b->move[k]));
    return good ? l.c : NULL;
}

bool cbg_condition_holds(const cbg_condition *c, bool (*better)(const void *, uint32_t, uint32_t),
                         const void *context)
{
    if (c->kind == CBG_CONDITION_AT_LEAST)
        return !better(context, c->right, c->left);
    if (c->kind == CBG_CONDITION_BETTER)
        return better(context, c->left, c->right);
    const bool all = c->kind == CBG_CONDITION_ALL;
    for (uint32_t k = 0; k < c->count; k++)
        if (cbg_condition_holds(c->part[k], better, context) != all)
            return !all;
    return all;
}

/* By the preferences stated, where every comparison that is asked for is known. */
static bool stated(const cbg_graph *g, int maker, const cbg_condition *c)
{
    if (c->kind == CBG_CONDITION_AT_LEAST || c->kind == CBG_CONDITION_BETTER) {
        const unsigned r = cbg_graph_compare(g, maker, c->right, c->left);
        const unsigned good =
            CBG_BETTER | CBG_MUCH_BETTER | (c->kind == CBG_CONDITION_AT_LEAST ? CBG_SAME : 0u);
        return (r & good) != 0;
    }
    const bool all = c->kind == CBG_CONDITION_ALL;
    for (uint32_t k = 0; k < c->count; k++)
        if (stated(g, maker, c->part[k]) != all)
            return !all;
    return all;
}

static cbg_status no_room(const builder *b, cbg_diags *diags)
{
    if (b->arena->failed)
        return CBG_NO_MEMORY;
    cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0, 0, 0},
                                "the condition has more than %u comparisons", (unsigned)CONDITIONS_MAX),
                  "ask for one decision maker's Nash stability, or leave states out of the model");
    return CBG_TOO_LARGE;
}

static cbg_status build(builder *b, const cbg_wish *wish, int wishes, cbg_inverse *out, cbg_diags *diags)
{
    b->move = cbgi_arena_array(b->arena, b->g->states, sizeof *b->move);
    b->more = cbgi_arena_array(b->arena, b->g->states, sizeof *b->more);
    if (b->arena->failed)
        return CBG_NO_MEMORY;
    list all = begin(b, CBG_CONDITION_ALL, (uint32_t)wishes);
    bool good = all.c != NULL;
    for (int k = 0; k < wishes && good; k++)
        good = add(all.c, all.part, condition_of(b, &wish[k]));
    if (!good)
        return no_room(b, diags);
    out->condition = all.c;
    out->holds = stated(b->g, b->maker, all.c);
    return cbgi_order_search(b->g, b->arena, out);
}

/* The others' reach, where the concept has them answer. */
static cbg_status with_reach(builder *b, bool improving, bool once, const cbg_exec *exec,
                             const cbg_wish *wish, int wishes, cbg_inverse *out, cbg_diags *diags)
{
    cbgi_move_lists lists;
    cbgi_reach reach;
    cbg_status status = cbgi_move_lists_open(&lists, b->g, exec, diags);
    if (status != CBG_OK)
        return status;
    const unsigned others = ((1u << b->g->makers) - 1) & ~(1u << b->maker);
    status = cbgi_reach_open(&reach, &lists, others, improving, once, exec);
    if (status == CBG_OK) {
        b->reach = &reach;
        status = build(b, wish, wishes, out, diags);
        cbgi_reach_close(&reach);
    }
    cbgi_move_lists_close(&lists);
    return status;
}

cbg_status cbg_inverse_find(const cbg_graph *graph, cbg_concept concept, int maker, const cbg_wish *wish,
                            int wishes, bool opponents_once, const cbg_exec *exec, cbg_inverse **out,
                            cbg_diags *diags)
{
    if (concept == CBG_SIM) {
        cbg_diags_add(
            diags, CBG_ERROR, CBG_BAD_ARGUMENT, (cbg_span){0, 0, 0},
            "what simultaneous stability asks for is not worked out; ask for nash, gmr, smr, seq or sseq");
        return CBG_BAD_ARGUMENT;
    }
    if (graph->states > CBG_GRAPH_SETS_MAX) {
        cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0, 0, 0},
                      "%u states are too many for the inverse question: at most %d", (unsigned)graph->states,
                      (int)CBG_GRAPH_SETS_MAX);
        return CBG_TOO_LARGE;
    }
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    owned *made = cbgi_arena_alloc(&arena, sizeof *made);
    builder b = {
        .g = graph, .arena = &arena, .maker = maker, .symmetric = concept == CBG_SMR || concept == CBG_SSEQ};
    cbg_status status = CBG_NO_MEMORY;
    if (made != NULL) {
        made->inverse = (cbg_inverse){.maker = maker, .concept = concept};
        status = concept == CBG_NASH ? build(&b, wish, wishes, &made->inverse, diags)
                                     : with_reach(&b, concept == CBG_SEQ || concept == CBG_SSEQ,
                                                  opponents_once, exec, wish, wishes, &made->inverse, diags);
    }
    if (status != CBG_OK) {
        cbgi_arena_free(&arena);
        return status;
    }
    made->arena = arena;
    *out = &made->inverse;
    return CBG_OK;
}

void cbg_inverse_free(cbg_inverse *inverse)
{
    if (inverse != NULL) {
        cbgi_arena arena = ((owned *)(void *)inverse)->arena;
        cbgi_arena_free(&arena);
    }
}
