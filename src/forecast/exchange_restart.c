/* What an exchange does to the other pairs of its round.
 *
 * A pair of which one actor has just moved on the issue that it supplies is worked out again from where it stands, and comes
 * after all others of its gain; the forecast that limits this move is now that of the voting positions, the other one stays as
 * it was. Three rules are not in the descriptions of the model; without them the published runs are not met:
 * - Who supplied as i and is j here, or the reverse: its move is limited from the forecast as that exchange reckoned it.
 * - Moves that have been worked out for the same actor of a pair, one after the other, may not come to more than the
 *   scale upwards; else the pair is given up. They are counted anew when the other actor has moved.
 * - When the forecast that an exchange left its demander with, together with the move of another pair for the same
 *   demander and issue, would pass the demanded position, and the move turned round would leave the scale, that pair is held back
 *   until one of its actors moves.
 */
#include "forecast/exchange.h"

#define NEARLY 1e-9

/* What an exchange that was realised leaves: its forecasts, each as it reckoned them. */
typedef struct trace {
    const exchange_pair *done;
    double left_p, left_q;
} trace;

/* Works the pair out again; false: it is given up. */
static bool again(exchange *e, exchange_pair *t, const trace *after, bool i_moved, bool j_moved)
{
    if (i_moved) {
        t->base_q = t->gives == after->done->gives ? e->now[t->q] : after->left_p;
    }
    if (j_moved) {
        t->base_p = t->takes == after->done->takes ? e->now[t->p] : after->left_q;
    }
    t->held = false;
    t->order = e->ordered++;
    exchange_match(e, t);
    t->sum_i = (i_moved ? t->sum_i : 0) + (t->to_i - e->v[t->gives]);
    t->sum_j = (j_moved ? t->sum_j : 0) + (t->to_j - e->v[t->takes]);
    return t->rank > 0 && t->sum_i <= EXCHANGE_SCALE + NEARLY && t->sum_j <= EXCHANGE_SCALE + NEARLY;
}

/* Would the move from `from` to `to`, which shifts the forecast by `shift` from `left`, pass what is demanded, and turned round
 * leave the scale? */
static bool hinders(double left, double from, double to, double shift, double demanded)
{
    const double way = to > from ? 1 : -1, back = from - (to - from);
    return (left + way * shift - demanded) * way > NEARLY && (left - demanded) * way <= NEARLY &&
           (back < -NEARLY || back > EXCHANGE_SCALE + NEARLY);
}

/* `actor` has had a move on `issue`, which left its forecast at `left`: does another for the same have to wait? */
static bool waits(const exchange *e, const exchange_pair *t, int actor, int issue, double left)
{
    const double demanded = e->x[actor * e->m + issue];
    return (t->i == actor && t->p == issue &&
            hinders(left, e->v[t->takes], t->to_j, t->shift_p, demanded)) ||
           (t->j == actor && t->q == issue && hinders(left, e->v[t->gives], t->to_i, t->shift_q, demanded));
}

void exchange_restart(exchange *e, const exchange_pair *done)
{
    const trace after = {done, done->base_p + done->shift_p * (done->up_j ? 1 : -1),
                         done->base_q + done->shift_q * (done->up_i ? 1 : -1)};
    size_t kept = 0;
    for (size_t k = 0; k < e->pairs; k++) {
        exchange_pair *t = &e->pair[k];
        const bool i_moved = t->gives == done->gives || t->gives == done->takes,
                   j_moved = t->takes == done->gives || t->takes == done->takes;
        bool stays = t->rank > 0 || t->held;
        if (stays && (i_moved || j_moved)) {
            stays = again(e, t, &after, i_moved, j_moved);
        } else if (stays && !t->held &&
                   (waits(e, t, done->i, done->p, after.left_p) ||
                    waits(e, t, done->j, done->q, after.left_q))) {
            t->held = true;
        }
        if (stays) {
            if (kept != k) {
                e->pair[kept] = *t;
            }
            kept++;
        }
    }
    e->pairs = kept;
}
