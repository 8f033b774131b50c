/* Search for a weak order that fulfils a condition.
 *
 * The comparisons decided so far are kept closed under transitivity, as rows of bits: above[a] holds all b with a >= b, over[a]
 * those with a > b. A comparison contradicts them when its opposite is among them. What all of the condition asks for is
 * decided at once; of the alternatives that are open the one with the fewest ways left is taken up next, and every way
 * is tried in turn. Work is counted in words of rows, so the search ends at the same place on any machine.
 */
#include "stability/order.h"

#include <string.h>

#include "stability/graph.h"

#define WORK_MAX UINT64_C(2000000000)

enum { NONE = -1, DEPTH_MAX = 5000 /* branchings within one another */ };

/* A row as it was before a change. */
typedef struct saved {
    uint64_t *row, *was;
} saved;

typedef struct search {
    const cbg_graph *g;
    cbgi_arena *arena;
    int maker;
    uint32_t n, row; /* states mentioned; words in a row over them */
    uint32_t *state; /* [n] */
    int32_t *index;  /* [states], NONE: not mentioned */
    uint64_t *above, *over;
    saved *trail;
    uint64_t *pool; /* rows that were */
    size_t trail_count, trail_room;
    const cbg_condition **open; /* alternatives to be settled */
    uint32_t *taken;            /* [taken_count]: of them, those that a way was chosen for, in order */
    bool *is_taken;             /* [open] */
    uint32_t open_count, open_room, taken_count;
    uint64_t work;
    int depth;
    bool too_deep, failed;
} search;

static uint64_t *row_of(const search *s, uint64_t *rows, uint32_t state)
{
    return rows + (size_t)state * s->row;
}

/* Keeps a row for undoing; false: no memory. */
static bool save(search *s, uint64_t *row)
{
    if (s->trail_count == s->trail_room) {
        const size_t room = s->trail_room == 0 ? 1024 : 2 * s->trail_room;
        saved *trail = cbgi_arena_array(s->arena, room, sizeof *trail);
        uint64_t *pool = cbgi_arena_array(s->arena, (room - s->trail_room) * s->row, sizeof *pool);
        if (s->arena->failed) {
            s->failed = true;
            return false;
        }
        if (s->trail_count > 0)
            memcpy(trail, s->trail, s->trail_count * sizeof *trail);
        for (size_t k = s->trail_room; k < room; k++)
            trail[k].was = pool + (k - s->trail_room) * s->row;
        s->trail = trail;
        s->trail_room = room;
    }
    saved *kept = &s->trail[s->trail_count++];
    kept->row = row;
    memcpy(kept->was, row, s->row * sizeof *row);
    return true;
}

static void undo(search *s, size_t mark)
{
    while (s->trail_count > mark) {
        const saved *kept = &s->trail[--s->trail_count];
        memcpy(kept->row, kept->was, s->row * sizeof *kept->was);
    }
}

static bool known(const search *s, const cbg_condition *c)
{
    const uint32_t a = (uint32_t)s->index[c->left], b = (uint32_t)s->index[c->right];
    return c->kind == CBG_CONDITION_BETTER ? cbgi_bit(row_of(s, s->over, a), b)
                                           : a == b || cbgi_bit(row_of(s, s->above, a), b);
}

static bool contradicted(const search *s, const cbg_condition *c)
{
    const uint32_t a = (uint32_t)s->index[c->left], b = (uint32_t)s->index[c->right];
    return c->kind == CBG_CONDITION_BETTER ? a == b || cbgi_bit(row_of(s, s->above, b), a)
                                           : cbgi_bit(row_of(s, s->over, b), a);
}

/* row |= more and the bit itself; saved when it changes. */
static void merge(search *s, uint64_t *row, const uint64_t *more, uint32_t self)
{
    bool changes = self < s->n && !cbgi_bit(row, self);
    for (uint32_t k = 0; k < s->row && !changes; k++)
        changes = (more[k] & ~row[k]) != 0;
    s->work += s->row;
    if (!changes || !save(s, row))
        return;
    for (uint32_t k = 0; k < s->row; k++)
        row[k] |= more[k];
    if (self < s->n)
        cbgi_set_bit(row, self);
}

static bool decide(search *s, const cbg_condition *c)
{
    if (contradicted(s, c))
        return false;
    if (known(s, c))
        return true;
    const uint32_t a = (uint32_t)s->index[c->left], b = (uint32_t)s->index[c->right];
    const bool strict = c->kind == CBG_CONDITION_BETTER;
    for (uint32_t x = 0; x < s->n && !s->failed; x++) {
        if (x != a && !cbgi_bit(row_of(s, s->above, x), a))
            continue;
        const bool past = strict || (x != a && cbgi_bit(row_of(s, s->over, x), a));
        merge(s, row_of(s, s->over, x), row_of(s, past ? s->above : s->over, b), past ? b : s->n);
        merge(s, row_of(s, s->above, x), row_of(s, s->above, b), b);
    }
    return !s->failed;
}

static bool push_open(search *s, const cbg_condition *c)
{
    if (s->open_count == s->open_room) {
        const uint32_t room = s->open_room == 0 ? 256 : 2 * s->open_room;
        const cbg_condition **open = cbgi_arena_array(s->arena, room, sizeof *open);
        uint32_t *taken = cbgi_arena_array(s->arena, room, sizeof *taken);
        bool *is_taken = cbgi_arena_array(s->arena, room, sizeof *is_taken);
        if (s->arena->failed) {
            s->failed = true;
            return false;
        }
        for (uint32_t k = 0; k < s->open_count; k++) {
            open[k] = s->open[k];
            is_taken[k] = s->is_taken[k];
        }
        for (uint32_t k = 0; k < s->taken_count; k++)
            taken[k] = s->taken[k];
        s->open = open;
        s->taken = taken;
        s->is_taken = is_taken;
        s->open_room = room;
    }
    s->is_taken[s->open_count] = false;
    s->open[s->open_count++] = c;
    return true;
}

/* Where the search stands, to come back to. */
typedef struct mark {
    size_t trail;
    uint32_t open, taken;
} mark;

static mark here(const search *s)
{
    return (mark){s->trail_count, s->open_count, s->taken_count};
}

static void back_to(search *s, mark m)
{
    undo(s, m.trail);
    while (s->taken_count > m.taken)
        s->is_taken[s->taken[--s->taken_count]] = false;
    s->open_count = m.open;
}

/* Decides what a condition asks for whatever else is chosen; alternatives wait. */
static bool assume(search *s, const cbg_condition *c)
{
    if (c->kind == CBG_CONDITION_ANY)
        return c->count > 0 && push_open(s, c);
    if (c->kind != CBG_CONDITION_ALL)
        return decide(s, c);
    for (uint32_t k = 0; k < c->count; k++)
        if (!assume(s, c->part[k]))
            return false;
    return true;
}

typedef enum outlook { SETTLED, CLOSED, LEFT_OPEN } outlook;

/* Of a condition as far as is known. */
static outlook look(search *s, const cbg_condition *c)
{
    s->work++;
    if (c->kind == CBG_CONDITION_AT_LEAST || c->kind == CBG_CONDITION_BETTER)
        return known(s, c) ? SETTLED : contradicted(s, c) ? CLOSED : LEFT_OPEN;
    const outlook end = c->kind == CBG_CONDITION_ALL ? CLOSED : SETTLED,
                  start = c->kind == CBG_CONDITION_ALL ? SETTLED : CLOSED;
    outlook all = start;
    for (uint32_t k = 0; k < c->count; k++) {
        const outlook o = look(s, c->part[k]);
        if (o == end)
            return end;
        all = o == LEFT_OPEN ? LEFT_OPEN : all;
    }
    return all;
}

/* The open alternative with the fewest ways left, -1: all are settled. *ways 0: a dead end. */
static int64_t next_open(search *s, uint32_t *ways)
{
    int64_t best = -1;
    *ways = UINT32_MAX;
    for (uint32_t k = 0; k<s->open_count && * ways> 1; k++) {
        uint32_t left = 0;
        bool settled = s->is_taken[k];
        for (uint32_t p = 0; p < s->open[k]->count && !settled; p++) {
            const outlook o = look(s, s->open[k]->part[p]);
            settled = o == SETTLED;
            left += o == LEFT_OPEN;
        }
        if (!settled && left < *ways) {
            *ways = left;
            best = k;
        }
    }
    return best;
}

static bool stated(const search *s, const cbg_condition *c)
{
    if (c->kind == CBG_CONDITION_AT_LEAST || c->kind == CBG_CONDITION_BETTER) {
        const unsigned r = cbg_graph_compare(s->g, s->maker, c->right, c->left);
        return (r & (CBG_BETTER | CBG_MUCH_BETTER | (c->kind == CBG_CONDITION_AT_LEAST ? CBG_SAME : 0u))) !=
               0;
    }
    for (uint32_t k = 0; k < c->count; k++)
        if (stated(s, c->part[k]) != (c->kind == CBG_CONDITION_ALL))
            return c->kind == CBG_CONDITION_ANY;
    return c->kind == CBG_CONDITION_ALL;
}

static bool given_up(const search *s)
{
    return s->failed || s->work > WORK_MAX || s->too_deep;
}

static bool settle(search *s);

/* Tries the ways of an alternative in turn: what is preferred already comes first. */
static bool branch(search *s, const cbg_condition *any)
{
    bool found = false;
    s->depth++;
    s->too_deep = s->too_deep || s->depth > DEPTH_MAX;
    for (int pass = 0; pass < 2 && !found; pass++) {
        for (uint32_t p = 0; p < any->count && !found && !given_up(s); p++) {
            if (stated(s, any->part[p]) != (pass == 0) || look(s, any->part[p]) == CLOSED)
                continue;
            const mark m = here(s);
            found = assume(s, any->part[p]) && settle(s);
            if (!found)
                back_to(s, m);
        }
    }
    s->depth--;
    return found;
}

/* Settles all alternatives that are open. A dead end leaves what was decided: the caller goes back. */
static bool settle(search *s)
{
    while (!given_up(s)) {
        uint32_t ways = 0;
        const int64_t k = next_open(s, &ways);
        if (k < 0)
            return true;
        const cbg_condition *any = s->open[k];
        s->is_taken[k] = true;
        s->taken[s->taken_count++] = (uint32_t)k;
        if (ways != 1)
            return ways > 0 && branch(s, any);
        uint32_t p = 0;
        while (look(s, any->part[p]) != LEFT_OPEN)
            p++;
        if (!assume(s, any->part[p]))
            return false;
    }
    return false;
}

static void mention(search *s, const cbg_condition *c)
{
    if (c->kind == CBG_CONDITION_AT_LEAST || c->kind == CBG_CONDITION_BETTER) {
        s->index[c->left] = s->index[c->right] = 0;
        return;
    }
    for (uint32_t k = 0; k < c->count; k++)
        mention(s, c->part[k]);
}

static bool lay(search *s, const cbg_condition *c)
{
    s->index = cbgi_arena_array(s->arena, s->g->states, sizeof *s->index);
    if (s->index == NULL)
        return false;
    for (uint32_t k = 0; k < s->g->states; k++)
        s->index[k] = NONE;
    mention(s, c);
    for (uint32_t k = 0; k < s->g->states; k++)
        s->n += s->index[k] != NONE;
    s->row = (s->n + 63) / 64 + (s->n == 0);
    s->state = cbgi_arena_array(s->arena, s->n + 1, sizeof *s->state);
    s->above = cbgi_arena_array(s->arena, (size_t)s->n * s->row, sizeof *s->above);
    s->over = cbgi_arena_array(s->arena, (size_t)s->n * s->row, sizeof *s->over);
    if (s->arena->failed)
        return false;
    for (uint32_t k = 0, at = 0; k < s->g->states; k++) {
        if (s->index[k] != NONE) {
            s->state[at] = k;
            s->index[k] = (int32_t)at++;
        }
    }
    return true;
}

/* Is a to stand before b? When nothing decides it, the decision maker's own ranking does. */
static bool before(const search *s, uint32_t a, uint32_t b)
{
    return cbg_graph_rank(s->g, s->maker, s->state[a]) > cbg_graph_rank(s->g, s->maker, s->state[b]);
}

static bool level(const search *s, uint32_t a, uint32_t b)
{
    return a == b || (cbgi_bit(row_of(s, s->above, a), b) && cbgi_bit(row_of(s, s->above, b), a));
}

/* Nothing that is left must stand before a. */
static bool is_next(const search *s, const bool *done, uint32_t a)
{
    for (uint32_t b = 0; b < s->n; b++)
        if (!done[b] && !level(s, a, b) && cbgi_bit(row_of(s, s->above, b), a))
            return false;
    return true;
}

/* An order of all states mentioned: what was decided, and for the rest the ranking as stated. Of those that may come next
 * the best stated one does, and with it whatever must tie with it. O(states^3) at worst, rows of bits. */
static bool deliver(search *s, cbg_inverse *out)
{
    uint32_t *order = cbgi_arena_array(s->arena, s->n + 1, sizeof *order),
             *place = cbgi_arena_array(s->arena, s->n + 1, sizeof *place);
    bool *done = cbgi_arena_array(s->arena, s->n + 1, sizeof *done);
    if (s->arena->failed)
        return false;
    for (uint32_t count = 0, at = 0; count < s->n;) {
        uint32_t best = s->n;
        for (uint32_t a = 0; a < s->n; a++)
            if (!done[a] && (best == s->n || before(s, a, best)) && is_next(s, done, a))
                best = a;
        at++;
        for (uint32_t a = 0; a < s->n; a++) {
            if (done[a] || !level(s, best, a))
                continue;
            done[a] = true;
            place[count] = at;
            order[count++] = s->state[a];
        }
    }
    out->ranked = s->n;
    out->order = order;
    out->place = place;
    return true;
}

cbg_status cbgi_order_search(const cbg_graph *graph, cbgi_arena *arena, cbg_inverse *out)
{
    search s = {.g = graph, .arena = arena, .maker = out->maker};
    if (!lay(&s, out->condition))
        return CBG_NO_MEMORY;
    const bool found = assume(&s, out->condition) && settle(&s);
    if (s.failed)
        return CBG_NO_MEMORY;
    out->possible = found ? CBG_POSSIBLE : given_up(&s) ? CBG_POSSIBLE_OPEN : CBG_IMPOSSIBLE;
    return !found || deliver(&s, out) ? CBG_OK : CBG_NO_MEMORY;
}
