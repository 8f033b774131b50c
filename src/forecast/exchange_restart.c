/* What an exchange does to the other pairs of its round.
 *
 * A pair of which one actor has just moved on the issue that it supplies is worked out again from where it stands. Pairs stay in
 * line by gain, and of equal gains who was ahead stays ahead. These rules are not in the descriptions of the model; they were found
 * from its published runs, all fifteen rounds of which are met with them:
 * - Each pair has forecasts of its own that limit its moves, at first those of the round's start. The one of an issue whose supplier
 *   has moved becomes the forecast of the voting positions; but if this was for the same demander, in the other role (i there, j
 *   here, or the reverse), and for any exchange that has brought the same demander nearer on the issue, it goes along with
 *   the shift.
 * - When it has thereby come so near to what is demanded that the pair's move would pass it, the pair is held back until
 *   it is worked out again.
 * - Moves that have been worked out for the same actor of a pair, one after the other, may not come to more than the scale upwards,
 *   else the pair is given up. Those of the actor that has not moved count anew; but those of i stay as they are when the exchange
 *   was with the same j for the same two issues.
 */
#include "forecast/exchange.h"

/* What the exchange that was realised has left. */
typedef struct trace {
    const exchange_pair *done;
    double by_q, by_p; /* signed shifts of the forecasts */
} trace;

/* How far the exchange brought the forecast for the demander of this cell; 0: it was not for it. */
static double brought(const trace *after, int wants)
{
    return wants == after->done->wants_q ? after->by_q : wants == after->done->wants_p ? after->by_p : 0;
}

/* The forecast that a pair reckons with on one issue, from `base` before. */
static double reckon(double base, double now, double by, bool moved, bool same_role)
{
    return moved && (same_role || by == 0) ? now : base + by;
}

/* Would a shift from here pass what is demanded? Who has landed on it or is past it does not. */
static bool passes(double base, double demanded, bool up, double shift)
{
    const double left = up ? demanded - base : base - demanded;
    return left > EXCHANGE_NEAR && shift > left + EXCHANGE_NEAR;
}

/* Works the pair out again; false: it is given up. */
static bool again(const exchange *e, exchange_pair *t, const exchange_pair *done, bool i_moved, bool j_moved)
{
    const bool kept = t->takes == done->takes && t->wants_q == done->wants_q;
    t->held = false;
    exchange_match(e, t);
    const double move_i = t->to_i - e->v[t->gives], move_j = t->to_j - e->v[t->takes];
    t->sum_i = i_moved ? t->sum_i + move_i : kept ? t->sum_i : move_i;
    t->sum_j = j_moved ? t->sum_j + move_j : move_j;
    const double most = EXCHANGE_SCALE + EXCHANGE_NEAR;
    return t->rank > 0 && t->sum_i <= most && t->sum_j <= most;
}

typedef enum effect { UNTOUCHED, WORKED_OUT, GIVEN_UP } effect;

static effect touch(const exchange *e, exchange_pair *t, const trace *after)
{
    const exchange_pair *const done = after->done;
    const bool i_moved = t->gives == done->gives || t->gives == done->takes,
               j_moved = t->takes == done->gives || t->takes == done->takes;
    const double by_q = brought(after, t->wants_q), by_p = brought(after, t->wants_p);
    if (!i_moved && !j_moved && by_q == 0 && by_p == 0) {
        return UNTOUCHED;
    }
    t->base_q = reckon(t->base_q, e->now[t->q], by_q, i_moved, t->gives == done->gives);
    t->base_p = reckon(t->base_p, e->now[t->p], by_p, j_moved, t->takes == done->takes);
    if (i_moved || j_moved) {
        return again(e, t, done, i_moved, j_moved) ? WORKED_OUT : GIVEN_UP;
    }
    t->held = t->held || (by_q != 0 && passes(t->base_q, e->x[t->wants_q], t->up_i, t->shift_q)) ||
              (by_p != 0 && passes(t->base_p, e->x[t->wants_p], t->up_j, t->shift_p));
    return UNTOUCHED;
}

static bool ahead(const exchange_pair *a, const exchange_pair *b)
{
    const double x = exchange_key(a), y = exchange_key(b);
    return x > y || (x == y && a->place < b->place);
}

/* Puts the pairs that were worked out again in line with the others, which have stayed in order. */
static void line_up(exchange *e, size_t others, size_t changed)
{
    exchange_pair **const few = e->again;
    for (size_t k = 1; k < changed; k++) { /* they are few */
        exchange_pair *const t = few[k];
        size_t at = k;
        for (; at > 0 && ahead(t, few[at - 1]); at--) {
            few[at] = few[at - 1];
        }
        few[at] = t;
    }
    size_t a = 0, b = 0;
    for (size_t k = 0; k < others + changed; k++) {
        const bool first = b == changed || (a < others && ahead(e->next[a], few[b]));
        e->line[k] = first ? e->next[a++] : few[b++];
    }
    e->pairs = others + changed;
}

void exchange_restart(exchange *e, const exchange_pair *done)
{
    const trace after = {done, done->up_i ? done->shift_q : -done->shift_q,
                         done->up_j ? done->shift_p : -done->shift_p};
    size_t others = 0, changed = 0;
    for (size_t k = 0; k < e->pairs; k++) {
        exchange_pair *const t = e->line[k];
        t->place = k;
        if (t == done) {
            continue;
        }
        const effect what = touch(e, t, &after);
        if (what == UNTOUCHED) {
            e->next[others++] = t;
        } else if (what == WORKED_OUT) {
            e->again[changed++] = t;
        }
    }
    line_up(e, others, changed);
}
