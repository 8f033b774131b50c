/* The best few outcomes of an inversion, at any size.
 *
 * Every issue's options by falling value; issues by how little their second option loses. A state is an outcome with
 * the last issue changed from its best option, `at`. Its successors lose a little more each: a further option there; the
 * next issue's second option as well; or that instead, when `at` has its second option. Each outcome comes from
 * exactly one other, so a heap of states gives all of them in order.
 */
#include <stdlib.h>
#include <string.h>

#include "space/inversion.h"

typedef struct state {
    int64_t value;
    int at;         /* place in the order of issues; -1: the best outcome itself */
    uint16_t *rank; /* [issues]: which option of each, 0 the best */
} state;

typedef struct finder {
    const cbgi_inversion_private *own;
    int issues;
    int *order;  /* issues by rising second loss */
    int *sorted; /* beside own->option: places of the options by falling value */
    state *heap;
    size_t count;
} finder;

static bool before(const finder *f, const state *x, const state *y)
{
    if (x->value != y->value) {
        return x->value > y->value;
    }
    return memcmp(x->rank, y->rank, (size_t)f->issues * sizeof *x->rank) < 0;
}

static void push(finder *f, state s)
{
    size_t at = f->count++;
    for (; at > 0 && before(f, &s, &f->heap[(at - 1) / 2]); at = (at - 1) / 2) {
        f->heap[at] = f->heap[(at - 1) / 2];
    }
    f->heap[at] = s;
}

static state pop(finder *f)
{
    state top = f->heap[0], last = f->heap[--f->count];
    size_t at = 0;
    while (2 * at + 1 < f->count) {
        size_t child = 2 * at + 1;
        child += child + 1 < f->count && before(f, &f->heap[child + 1], &f->heap[child]);
        if (!before(f, &f->heap[child], &last)) {
            break;
        }
        f->heap[at] = f->heap[child];
        at = child;
    }
    f->heap[at] = last;
    return top;
}

static int options_of(const finder *f, int issue)
{
    return f->own->start[issue + 1] - f->own->start[issue];
}

static int64_t value_of(const finder *f, int issue, int rank)
{
    return f->own->value[f->sorted[f->own->start[issue] + rank]];
}

static void sort_options(finder *f)
{
    for (int i = 0; i < f->issues; i++) {
        for (int k = f->own->start[i]; k < f->own->start[i + 1]; k++) {
            int at = k;
            for (; at > f->own->start[i] && f->own->value[f->sorted[at - 1]] < f->own->value[k]; at--) {
                f->sorted[at] = f->sorted[at - 1];
            }
            f->sorted[at] = k;
        }
    }
}

static int64_t second_loss(const finder *f, int issue)
{
    return options_of(f, issue) > 1 ? value_of(f, issue, 0) - value_of(f, issue, 1) : INT64_MAX;
}

static void sort_issues(finder *f)
{
    for (int i = 0; i < f->issues; i++) {
        int at = i;
        for (; at > 0 && second_loss(f, f->order[at - 1]) > second_loss(f, i); at--) {
            f->order[at] = f->order[at - 1];
        }
        f->order[at] = i;
    }
}

/* A copy of s with the ranks of two places set; pushed. */
static bool follow(finder *f, cbgi_arena *arena, const state *s, int place, int rank, int next)
{
    state t = {s->value, next >= 0 ? next : place,
               cbgi_arena_array(arena, (size_t)f->issues, sizeof *t.rank)};
    if (t.rank == NULL) {
        return false;
    }
    memcpy(t.rank, s->rank, (size_t)f->issues * sizeof *t.rank);
    if (place >= 0) {
        int issue = f->order[place];
        t.value += value_of(f, issue, rank) - value_of(f, issue, t.rank[issue]);
        t.rank[issue] = (uint16_t)rank;
    }
    if (next >= 0) {
        int issue = f->order[next];
        t.value += value_of(f, issue, 1) - value_of(f, issue, 0);
        t.rank[issue] = 1;
    }
    push(f, t);
    return true;
}

static bool expand(finder *f, cbgi_arena *arena, const state *s)
{
    int at = s->at, next = at + 1;
    int rank = at >= 0 ? s->rank[f->order[at]] : 0;
    bool good = true;
    if (at >= 0 && rank + 1 < options_of(f, f->order[at])) {
        good = follow(f, arena, s, at, rank + 1, -1);
    }
    if (good && next < f->issues && options_of(f, f->order[next]) > 1) {
        good = follow(f, arena, s, at, rank, next);
        if (good && rank == 1) {
            good = follow(f, arena, s, at, 0, next);
        }
    }
    return good;
}

static int find(finder *f, cbgi_arena *arena, int count, int *option, int64_t *value)
{
    state best = {0, -1, cbgi_arena_array(arena, (size_t)f->issues, sizeof *best.rank)};
    if (best.rank == NULL) {
        return -1;
    }
    for (int i = 0; i < f->issues; i++) {
        best.value += value_of(f, i, 0);
    }
    push(f, best);
    int found = 0;
    while (found < count && f->count > 0) {
        state s = pop(f);
        for (int i = 0; i < f->issues; i++) {
            option[found * f->issues + i] = f->own->option[f->sorted[f->own->start[i] + s.rank[i]]];
        }
        value[found++] = s.value;
        if (!expand(f, arena, &s)) {
            return -1;
        }
    }
    return found;
}

int cbg_inversion_top(const cbg_inversion *inv, int count, int *option, int64_t *value)
{
    const cbgi_inversion_private *own = inv->own;
    if (!inv->any || count <= 0) {
        return 0;
    }
    cbgi_arena arena;
    cbgi_arena_init(&arena, own->exec == NULL ? NULL : own->exec->allocator);
    finder f = {.own = own, .issues = inv->issues};
    f.order = cbgi_arena_array(&arena, (size_t)inv->issues, sizeof *f.order);
    f.sorted = cbgi_arena_array(&arena, (size_t)own->start[inv->issues], sizeof *f.sorted);
    f.heap =
        cbgi_arena_array(&arena, 2 * (size_t)count + 4, sizeof *f.heap); /* each pop pushes three at most */
    int found = -1;
    if (!arena.failed) {
        sort_options(&f);
        sort_issues(&f);
        found = find(&f, &arena, count, option, value);
    }
    cbgi_arena_free(&arena);
    return found;
}
