/* The size of the zone, or of what some of the seats can accept, without enumeration: dynamic programming over issues.
 *
 * A state is what the issues so far have given every seat, and the tracked red lines they break; outcomes that
 * agree on both are counted together. A seat that reaches its walk-away whatever happens is no longer told apart; a
 * state in which some seat cannot reach it any more is dropped. Exact while the counts fit 64 bits; the double beside
 * them is within rounding of the truth at any size. On a grid, utilities are rounded to multiples of a step, all up or
 * all down, and the count is then no smaller, or no larger, than the true one: fewer states for a certain bound.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "solution/structured.h"

/* A seat's gain when it is safe. */
#define SAFE INT64_MAX

typedef struct states {
    size_t count, room;
    int64_t *sum;     /* [state * seats] */
    uint64_t *broken; /* [state] */
    uint64_t *exact;
    double *about;
    uint32_t *slot; /* hash table: state + 1, or 0 */
    size_t slots;
} states;

typedef struct counting {
    const cbg_space *space;
    const cbg_exec *exec;
    const cbgi_count_options *options;
    int seats;
    int64_t *value; /* [column * seats + k] */
    int64_t need[CBG_SEATS_MAX];
    int64_t best[CBG_ISSUES_MAX + 1][CBG_SEATS_MAX],
        worst[CBG_ISSUES_MAX + 1][CBG_SEATS_MAX]; /* of issues from i on */
} counting;

static bool allowed(const counting *c, int issue, int option)
{
    return (c->space->breaks[c->space->offset[issue] + option] & c->options->forbidden) == 0;
}

static int64_t value_at(const counting *c, int seat, int issue, int option)
{
    return c->value[(size_t)(c->space->offset[issue] + option) * (size_t)c->seats + (size_t)seat];
}

/* Division towards -infinity (up: +infinity). */
static int64_t divide(int64_t value, int64_t step, bool up)
{
    int64_t q = value / step, r = value % step;
    return q + (up && r > 0) - (!up && r < 0);
}

/* Utilities and walk-aways of the chosen seats, on the grid if there is one. */
static cbg_status tabulate(counting *c, cbgi_arena *arena)
{
    const cbg_space *space = c->space;
    const cbgi_count_options *o = c->options;
    size_t columns = (size_t)space->offset[space->issues];
    c->value = cbgi_arena_array(arena, columns * (size_t)c->seats, sizeof *c->value);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    for (int k = 0; k < c->seats; k++) {
        int seat = o->seat == NULL ? k : o->seat[k];
        int64_t step = o->levels == 0 ? 1 : (space->best[seat] - space->worst[seat]) / o->levels + 1;
        c->need[k] = divide(space->walk_away[seat], step, !o->up);
        for (size_t column = 0; column < columns; column++) {
            c->value[column * (size_t)c->seats + (size_t)k] =
                divide(space->value[(size_t)seat * columns + column], step, o->up);
        }
    }
    return CBG_OK;
}

static void sum_rest(counting *c)
{
    for (int i = c->space->issues - 1; i >= 0; i--) {
        for (int s = 0; s < c->seats; s++) {
            int64_t best = INT64_MIN, worst = INT64_MAX;
            for (int o = 0; o < c->space->option_count[i]; o++) {
                if (allowed(c, i, o)) {
                    int64_t v = value_at(c, s, i, o);
                    best = v > best ? v : best;
                    worst = v < worst ? v : worst;
                }
            }
            bool none = best < worst;
            c->best[i][s] = c->best[i + 1][s] + (none ? 0 : best);
            c->worst[i][s] = c->worst[i + 1][s] + (none ? 0 : worst);
        }
    }
}

static cbg_status states_make(const counting *c, size_t room, states *s)
{
    size_t n = (size_t)c->seats;
    *s = (states){.room = room, .slots = 16};
    while (s->slots < 2 * room) {
        s->slots *= 2;
    }
    s->sum = cbgi_alloc(c->exec, room * n * sizeof *s->sum);
    s->broken = cbgi_alloc(c->exec, room * sizeof *s->broken);
    s->exact = cbgi_alloc(c->exec, room * sizeof *s->exact);
    s->about = cbgi_alloc(c->exec, room * sizeof *s->about);
    s->slot = cbgi_alloc(c->exec, s->slots * sizeof *s->slot);
    if (s->sum == NULL || s->broken == NULL || s->exact == NULL || s->about == NULL || s->slot == NULL) {
        return CBG_NO_MEMORY;
    }
    memset(s->slot, 0, s->slots * sizeof *s->slot);
    return CBG_OK;
}

static void states_free(const counting *c, states *s)
{
    cbgi_release(c->exec, s->sum);
    cbgi_release(c->exec, s->broken);
    cbgi_release(c->exec, s->exact);
    cbgi_release(c->exec, s->about);
    cbgi_release(c->exec, s->slot);
    *s = (states){0};
}

static uint64_t hash_state(const int64_t *sum, int seats, uint64_t broken)
{
    uint64_t h = broken * 0x9E3779B97F4A7C15u;
    for (int s = 0; s < seats; s++) {
        h = (h ^ (uint64_t)sum[s]) * 0xBF58476D1CE4E5B9u;
        h ^= h >> 31;
    }
    return h;
}

/* Counts `exact` outcomes more in this state. */
static cbg_status add(const counting *c, states *s, const int64_t *sum, uint64_t broken, uint64_t exact,
                      double about)
{
    size_t n = (size_t)c->seats;
    size_t at = hash_state(sum, c->seats, broken) & (s->slots - 1);
    for (; s->slot[at] != 0; at = (at + 1) & (s->slots - 1)) {
        size_t k = s->slot[at] - 1;
        if (s->broken[k] == broken && memcmp(s->sum + k * n, sum, n * sizeof *sum) == 0) {
            s->exact[k] = s->exact[k] + exact < exact ? UINT64_MAX : s->exact[k] + exact;
            s->about[k] += about;
            return CBG_OK;
        }
    }
    if (s->count == s->room) {
        return CBG_TOO_LARGE;
    }
    s->slot[at] = (uint32_t)s->count + 1;
    memcpy(s->sum + s->count * n, sum, n * sizeof *sum);
    s->broken[s->count] = broken;
    s->exact[s->count] = exact;
    s->about[s->count++] = about;
    return CBG_OK;
}

/* The sums after one more option; false when a seat cannot reach its walk-away any more. */
static bool extend(const counting *c, const int64_t *from, int issue, int option, int64_t *to)
{
    for (int s = 0; s < c->seats; s++) {
        if (from[s] == SAFE) {
            to[s] = SAFE;
            continue;
        }
        int64_t sum = from[s] + value_at(c, s, issue, option), need = c->need[s];
        if (sum + c->best[issue + 1][s] < need) {
            return false;
        }
        to[s] = sum + c->worst[issue + 1][s] >= need ? SAFE : sum;
    }
    return true;
}

static cbg_status fold_issue(const counting *c, int issue, const states *from, states *to)
{
    cbg_status status = CBG_OK;
    int64_t sum[CBG_SEATS_MAX];
    size_t n = (size_t)c->seats;
    for (size_t k = 0; k < from->count && status == CBG_OK; k++) {
        for (int o = 0; o < c->space->option_count[issue] && status == CBG_OK; o++) {
            uint64_t breaks = c->space->breaks[c->space->offset[issue] + o];
            if (allowed(c, issue, o) && extend(c, from->sum + k * n, issue, o, sum)) {
                status = add(c, to, sum, from->broken[k] | (breaks & c->options->tracked), from->exact[k],
                             from->about[k]);
            }
        }
    }
    return status;
}

static cbg_status fold_all(const counting *c, states *now)
{
    int64_t nothing[CBG_SEATS_MAX] = {0};
    cbg_status status = states_make(c, 1, now);
    if (status == CBG_OK) {
        status = add(c, now, nothing, 0, 1, 1);
    }
    for (int i = 0; i < c->space->issues && status == CBG_OK; i++) {
        size_t most = now->count * (size_t)c->space->option_count[i] + 1;
        states next;
        status = states_make(c, most < c->options->max_states ? most : c->options->max_states, &next);
        if (status == CBG_OK) {
            status = fold_issue(c, i, now, &next);
        }
        states_free(c, now);
        *now = next;
    }
    return status;
}

typedef struct entry {
    uint64_t broken, exact;
    double about;
} entry;

static int ascending(const void *left, const void *right)
{
    const entry *x = left, *y = right;
    return (x->broken > y->broken) - (x->broken < y->broken);
}

/* After the last issue every seat is safe, so states differ by broken lines only. */
static cbg_status deliver(const states *s, cbgi_arena *arena, cbgi_tally *out)
{
    entry *list = cbgi_arena_array(arena, s->count, sizeof *list);
    cbgi_tally t = {s->count, cbgi_arena_array(arena, s->count, sizeof *t.broken),
                    cbgi_arena_array(arena, s->count, sizeof *t.exact),
                    cbgi_arena_array(arena, s->count, sizeof *t.about)};
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    for (size_t k = 0; k < s->count; k++) {
        list[k] = (entry){s->broken[k], s->exact[k], s->about[k]};
    }
    qsort(list, s->count, sizeof *list, ascending);
    for (size_t k = 0; k < s->count; k++) {
        t.broken[k] = list[k].broken;
        t.exact[k] = list[k].exact;
        t.about[k] = list[k].about;
    }
    *out = t;
    return CBG_OK;
}

cbg_status cbgi_count_zone(const cbg_space *space, const cbgi_count_options *options, const cbg_exec *exec,
                           cbgi_arena *arena, cbgi_tally *out)
{
    counting *c = cbgi_arena_alloc(arena, sizeof *c);
    if (c == NULL) {
        return CBG_NO_MEMORY;
    }
    *c = (counting){.space = space, .exec = exec, .options = options};
    c->seats = options->seat == NULL ? space->seats : options->seats;
    cbg_status status = tabulate(c, arena);
    states now = {0};
    if (status == CBG_OK) {
        sum_rest(c);
        status = fold_all(c, &now);
    }
    if (status == CBG_OK) {
        status = deliver(&now, arena, out);
    }
    states_free(c, &now);
    return status;
}
