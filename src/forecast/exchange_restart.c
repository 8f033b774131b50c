/* What an exchange does to the other pairs of its round.
 *
 * A pair of which one actor has just moved on the issue that it supplies is worked out again from where it stands. The rules
 * below are not in the descriptions of the model; they were found from its published runs, all fifteen rounds of which are met
 * with them:
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

/* Brings the pair up to date; true: it has left the queue because its gain may be another now. */
static bool touch(exchange *e, exchange_pair *t, const trace *after)
{
    const exchange_pair *const done = after->done;
    const bool i_moved = t->gives == done->gives || t->gives == done->takes,
               j_moved = t->takes == done->gives || t->takes == done->takes;
    const double by_q = brought(after, t->wants_q), by_p = brought(after, t->wants_p);
    t->base_q = reckon(t->base_q, e->now[t->q], by_q, i_moved, t->gives == done->gives);
    t->base_p = reckon(t->base_p, e->now[t->p], by_p, j_moved, t->takes == done->takes);
    const bool moved = i_moved || j_moved;
    if (moved) {
        t->gone = !again(e, t, done, i_moved, j_moved);
    } else {
        t->held = t->held || (by_q != 0 && passes(t->base_q, e->x[t->wants_q], t->up_i, t->shift_q)) ||
                  (by_p != 0 && passes(t->base_p, e->x[t->wants_p], t->up_j, t->shift_p));
    }
    if (moved || t->held) {
        exchange_queue_take(e, t);
    }
    return moved && !t->gone;
}

/* Appends to e->few those of the part whose gain may be another. */
static size_t touch_all(exchange *e, exchange_part *part, const trace *after, size_t few)
{
    for (size_t k = 0; k < part->count;) {
        exchange_pair *const t = part->pair[k];
        if (t->gone) {
            part->pair[k] = part->pair[--part->count];
            continue;
        }
        k++;
        if (t->seen != e->done) {
            t->seen = e->done;
            if (touch(e, t, after)) {
                e->few[few++] = t;
            }
        }
    }
    return few;
}

void exchange_restart(exchange *e, exchange_pair *done)
{
    const trace after = {done, done->up_i ? done->shift_q : -done->shift_q,
                         done->up_j ? done->shift_p : -done->shift_p};
    exchange_queue_take(e, done);
    done->gone = true;
    e->done++;
    size_t few = touch_all(e, &e->supply[done->gives], &after, 0);
    few = touch_all(e, &e->supply[done->takes], &after, few);
    few = touch_all(e, &e->wish[done->wants_q], &after, few);
    few = touch_all(e, &e->wish[done->wants_p], &after, few);
    exchange_queue_again(e, e->few, few);
}
