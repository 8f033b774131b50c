/* Maximum-weight cliques by branch and bound.
 *
 * Vertices no two of which are neighbours (a colour class) add at most the weight of the heaviest to a clique. As
 * many vertices as possible are put into classes that together weigh no more than what is still needed; those that
 * are left over are branched on, one after the other, and the others never.
 * Sources: L. Babel, A fast algorithm for the maximum weight clique problem, Computing 52 (1994) 31-38,
 * doi 10.1007/BF02243394; sets of bits after P. San Segundo, D. Rodriguez-Losada and A. Jimenez, An exact
 * bit-parallel algorithm for the maximum clique problem, Computers & Operations Research 38 (2011) 571-581,
 * doi 10.1016/j.cor.2010.07.019.
 */
#include "solution/clique.h"

#include <string.h>

typedef struct walk {
    cbgi_clique *c;
    const cbg_exec *exec;
    bool cancelled;
    uint64_t *set;    /* [depth][3 * words]: candidates, those to branch on, scratch */
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

/* Takes a class out of `left`, heaviest first: vertices of at most `most`, which must be its own first one's
 * weight or less for none to be heavier. Returns the weight of the class, -1 when nothing is light enough. */
static int64_t take_class(const cbgi_clique *c, uint64_t *left, uint64_t *free, int64_t most)
{
    int64_t weight = -1;
    memcpy(free, left, (size_t)c->words * sizeof *free);
    for (int w = 0; w < c->words; w++) {
        while (free[w] != 0) {
            const int v = 64 * w + __builtin_ctzll(free[w]);
            drop(free, v);
            if (c->weight[v] > most) {
                continue;
            }
            weight = weight < 0 ? c->weight[v] : weight;
            drop(left, v);
            const uint64_t *near = c->near + (size_t)v * (size_t)c->words;
            for (int k = w; k < c->words; k++) {
                free[k] &= ~near[k];
            }
        }
    }
    return weight;
}

int64_t cbgi_clique_bound(const cbgi_clique *c, cbgi_arena *arena)
{
    uint64_t *left = cbgi_arena_array(arena, 2 * (size_t)c->words + 1, sizeof *left);
    int64_t sum = 0;
    for (int v = 0; v < c->count && left != NULL; v++) {
        left[v / 64] |= UINT64_C(1) << (v % 64);
    }
    while (left != NULL && lowest(left, c->words) >= 0) {
        sum += take_class(c, left, left + c->words, INT64_MAX);
    }
    return sum;
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
    uint64_t *candidate = w->set + (size_t)depth * 3 * (size_t)c->words;
    uint64_t *branch = candidate + c->words, *scratch = branch + c->words;
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
    for (int64_t room = c->threshold - weight, used = 0; room >= 0 && used >= 0;) {
        used = take_class(c, branch, scratch, room);
        room -= used < 0 ? 0 : used;
    }
    /* From the last: what is branched on later is no candidate of what comes before. */
    for (int word = c->words - 1; word >= 0; word--) {
        while (branch[word] != 0) {
            const int v = 64 * word + 63 - __builtin_clzll(branch[word]);
            const uint64_t *near = c->near + (size_t)v * (size_t)c->words;
            uint64_t *next = candidate + 3 * c->words;
            drop(branch, v);
            drop(candidate, v);
            for (int k = 0; k < c->words; k++) {
                next[k] = candidate[k] & near[k];
            }
            w->member[v / 64] |= UINT64_C(1) << (v % 64);
            expand(w, depth + 1, weight + c->weight[v]);
            drop(w->member, v);
            if (w->cancelled || c->stopped) {
                return;
            }
        }
    }
}

/* A clique is no larger than the number of colour classes of the whole graph. */
static int deepest(const cbgi_clique *c, uint64_t *left, uint64_t *scratch)
{
    int classes = 0;
    memset(left, 0, (size_t)c->words * sizeof *left);
    for (int v = 0; v < c->count; v++) {
        left[v / 64] |= UINT64_C(1) << (v % 64);
    }
    for (; lowest(left, c->words) >= 0; classes++) {
        (void)take_class(c, left, scratch, INT64_MAX);
    }
    return classes;
}

cbg_status cbgi_clique_search(cbgi_clique *c, cbgi_arena *arena, const cbg_exec *exec)
{
    walk w = {.c = c, .exec = exec};
    uint64_t *two = cbgi_arena_array(arena, 2 * (size_t)c->words + 1, sizeof *two);
    w.member = cbgi_arena_array(arena, (size_t)c->words + 1, sizeof *w.member);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    const size_t depth = (size_t)deepest(c, two, two + c->words) + 2;
    w.set = cbgi_arena_array(arena, depth * 3 * (size_t)c->words + 1, sizeof *w.set);
    if (w.set == NULL) {
        return CBG_NO_MEMORY;
    }
    for (int v = 0; v < c->count; v++) {
        w.set[v / 64] |= UINT64_C(1) << (v % 64);
    }
    expand(&w, 0, 0);
    return w.cancelled ? CBG_CANCELLED : CBG_OK;
}
