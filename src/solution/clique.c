/* Maximum-weight cliques by branch and bound.
 *
 * Vertices no two of which are neighbours (a colour class) add one of their weights to a clique at most. Classes take
 * what weight they can from all of their members alike, which may stand in several classes; members whose weight is
 * covered before the classes weigh what is still needed are never branched on, the others are, one by one.
 * Sources: L. Babel, A fast algorithm for the maximum weight clique problem, Computing 52 (1994) 31-38,
 * doi 10.1007/BF02243394; sets of bits after P. San Segundo, D. Rodriguez-Losada and A. Jimenez, An exact
 * bit-parallel algorithm for the maximum clique problem, Computers & Operations Research 38 (2011) 571-581,
 * doi 10.1016/j.cor.2010.07.019.
 */
#include "solution/clique.h"

#include <string.h>

/* For one colouring at a time. */
typedef struct scratch {
    int64_t *rest;  /* [vertex]: weight not covered yet */
    int *class;     /* [vertex] */
    uint64_t *free; /* [words] */
} scratch;

typedef struct walk {
    cbgi_clique *c;
    const cbg_exec *exec;
    scratch scratch;
    bool cancelled;
    uint64_t *set;    /* [depth][2 * words]: candidates, those to branch on */
    uint64_t *member; /* the clique so far */
} walk;

static int lowest(const uint64_t *set, int words)
{
    for (int w = 0; w < words; w++) {
        if (set[w] != 0) {
            return 64 * w + __builtin_ctzll(set[w]);
        }
    }
    return -1;
}

static void drop(uint64_t *set, int v)
{
    set[v / 64] &= ~(UINT64_C(1) << (v % 64));
}

/* Takes vertices that are not neighbours from `left`, in order, and up to `room` from the weight each has left;
 * what has none left leaves the set. Returns what was taken. */
static int64_t take_class(const cbgi_clique *c, const scratch *s, uint64_t *left, int64_t room)
{
    int64_t *rest = s->rest;
    uint64_t *free = s->free;
    int *class = s->class;
    int count = 0;
    int64_t least = room;
    memcpy(free, left, (size_t)c->words * sizeof *free);
    for (int w = 0; w < c->words; w++) {
        while (free[w] != 0) {
            const int v = 64 * w + __builtin_ctzll(free[w]);
            drop(free, v);
            const uint64_t *near = c->near + (size_t)v * (size_t)c->words;
            for (int k = w; k < c->words; k++) {
                free[k] &= ~near[k];
            }
            least = rest[v] < least ? rest[v] : least;
            class[count++] = v;
        }
    }
    for (int k = 0; k < count; k++) {
        rest[class[k]] -= least;
        if (rest[class[k]] == 0) {
            drop(left, class[k]);
        }
    }
    return least;
}

/* Covers as much of the weight of `left` by classes as `room` allows; `left` keeps what is not covered. Returns the
 * room that is used. */
static int64_t cover(const cbgi_clique *c, const scratch *s, uint64_t *left, int64_t room)
{
    int64_t used = 0;
    for (int w = 0; w < c->words; w++) {
        for (uint64_t set = left[w]; set != 0; set &= set - 1) {
            const int v = 64 * w + __builtin_ctzll(set);
            s->rest[v] = c->weight[v];
            if (c->weight[v] == 0) {
                drop(left, v);
            }
        }
    }
    while (used < room && lowest(left, c->words) >= 0) {
        used += take_class(c, s, left, room - used);
    }
    return used;
}

static bool scratch_new(const cbgi_clique *c, cbgi_arena *arena, scratch *s)
{
    const size_t n = (size_t)c->count + 1;
    s->rest = cbgi_arena_array(arena, n, sizeof *s->rest);
    s->class = cbgi_arena_array(arena, n, sizeof *s->class);
    s->free = cbgi_arena_array(arena, (size_t)c->words + 1, sizeof *s->free);
    return !arena->failed;
}

static void everything(const cbgi_clique *c, uint64_t *set)
{
    for (int v = 0; v < c->count; v++) {
        set[v / 64] |= UINT64_C(1) << (v % 64);
    }
}

int64_t cbgi_clique_bound(const cbgi_clique *c, cbgi_arena *arena)
{
    scratch s;
    uint64_t *left = cbgi_arena_array(arena, (size_t)c->words + 1, sizeof *left);
    if (left == NULL || !scratch_new(c, arena, &s)) {
        return INT64_MAX; /* the arena has failed, and nobody will use it */
    }
    everything(c, left);
    return cover(c, &s, left, INT64_MAX);
}

/* Every group has a member in the clique or among the candidates. */
static bool groups_open(const walk *w, const uint64_t *candidate)
{
    for (int g = 0; g < w->c->groups; g++) {
        const uint64_t *group = w->c->group + (size_t)g * (size_t)w->c->words;
        uint64_t any = 0;
        for (int k = 0; k < w->c->words; k++) {
            any |= group[k] & (candidate[k] | w->member[k]);
        }
        if (any == 0) {
            return false;
        }
    }
    return true;
}

/* A node of the search: weight of the clique so far, candidates at set[0]. */
static void expand(walk *w, int depth, int64_t weight)
{
    cbgi_clique *c = w->c;
    uint64_t *candidate = w->set + (size_t)depth * 2 * (size_t)c->words;
    uint64_t *branch = candidate + c->words;
    c->nodes++;
    if (c->nodes % 1024 == 0 && w->exec != NULL && w->exec->cancel != NULL && atomic_load(w->exec->cancel)) {
        w->cancelled = true;
    }
    if (c->nodes > c->max_nodes) {
        c->stopped = true;
    }
    if (w->cancelled || c->stopped || !groups_open(w, candidate)) {
        return;
    }
    if (lowest(candidate, c->words) < 0) {
        if (weight > c->threshold) {
            c->found(c->context, c, w->member);
        }
        return;
    }
    memcpy(branch, candidate, (size_t)c->words * sizeof *branch);
    if (weight <= c->threshold) {
        (void)cover(c, &w->scratch, branch, c->threshold - weight);
    }
    /* From the last: what is branched on later is no candidate of what comes before. */
    for (int word = c->words - 1; word >= 0; word--) {
        while (branch[word] != 0) {
            const int v = 64 * word + 63 - __builtin_clzll(branch[word]);
            const uint64_t *near = c->near + (size_t)v * (size_t)c->words;
            uint64_t *next = branch + c->words;
            drop(branch, v);
            drop(candidate, v);
            for (int k = 0; k < c->words; k++) {
                next[k] = candidate[k] & near[k];
            }
            w->member[v / 64] |= UINT64_C(1) << (v % 64);
            if (c->shrink != NULL) {
                c->shrink(c->context, w->member, v, next);
            }
            expand(w, depth + 1, weight + c->weight[v]);
            drop(w->member, v);
            if (w->cancelled || c->stopped) {
                return;
            }
        }
    }
}

/* A clique is no larger than the number of classes of a plain colouring. */
static int deepest(const cbgi_clique *c, const scratch *s, uint64_t *left)
{
    int classes = 0;
    everything(c, left);
    for (int v = 0; v < c->count; v++) {
        s->rest[v] = 1;
    }
    for (; lowest(left, c->words) >= 0; classes++) {
        (void)take_class(c, s, left, 1);
    }
    return classes;
}

cbg_status cbgi_clique_search(cbgi_clique *c, cbgi_arena *arena, const cbg_exec *exec)
{
    walk w = {.c = c, .exec = exec};
    w.member = cbgi_arena_array(arena, (size_t)c->words + 1, sizeof *w.member);
    if (w.member == NULL || !scratch_new(c, arena, &w.scratch)) {
        return CBG_NO_MEMORY;
    }
    const size_t depth = (size_t)deepest(c, &w.scratch, w.member) + 2;
    w.set = cbgi_arena_array(arena, depth * 2 * (size_t)c->words + 1, sizeof *w.set);
    if (w.set == NULL) {
        return CBG_NO_MEMORY;
    }
    everything(c, w.set);
    expand(&w, 0, 0);
    return w.cancelled ? CBG_CANCELLED : CBG_OK;
}
