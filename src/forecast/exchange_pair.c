/* One exchange between two actors on two issues: rates, limits and validity.
 *
 * A move of m by an actor of weight w shifts the forecast of an issue by m w / W, W the sum of weights. j goes all the way to
 * i's position on p, which shifts p by dp; gains are equal when dq (s_iq + s_jq) = dp (s_ip + s_jp), so i moves by dq W_q / w_iq.
 * When that passes j's position, i goes all the way and dp follows from dq. When a forecast on its way would pass the position
 * of who wants the move, the move ends where the forecast lands on it. i gains dp s_ip - dq s_iq, j gains dq s_jq - dp s_jp.
 */
#include <math.h>

#include "forecast/exchange.h"

static void from_p(exchange_pair *t, double shift)
{
    t->shift_p = shift;
    t->shift_q = shift * t->q_for_p;
}

static void from_q(exchange_pair *t, double shift)
{
    t->shift_q = shift;
    t->shift_p = shift * t->p_for_q;
}

/* How far the forecast may go before it passes the demanded position; any way when it is past it. */
static double room(double forecast, double demanded, double way)
{
    const double left = (demanded - forecast) * way;
    return left > EXCHANGE_NEAR    ? left
           : left > -EXCHANGE_NEAR ? 0
                                   : HUGE_VAL; /* landed there is not past it */
}

static double toward(double from, double to)
{
    return to > from ? 1 : -1;
}

/* Ends on the position that is demanded when the move comes to it but for rounding. */
static double land(double from, double way, double move, double demanded)
{
    const double to = from + way * move;
    return fabs(to - demanded) <= 1e-12 * EXCHANGE_SCALE ? demanded : to;
}

static bool possible(const exchange *e, const exchange_pair *t, int cell, double to)
{
    const double from = e->v[cell], move = fabs(to - from);
    const double way = to > from ? 1 : -1;
    return t->rank > EXCHANGE_LEAST && move > EXCHANGE_LEAST && move <= EXCHANGE_SCALE && to >= 0 &&
           to <= EXCHANGE_SCALE && (e->way[cell] == 0 || e->way[cell] == way);
}

/* Where both end, and whether they may. */
static void settle(const exchange *e, exchange_pair *t)
{
    const double wish_q = e->x[t->wants_q], wish_p = e->x[t->wants_p];
    const double at_i = e->v[t->gives], at_j = e->v[t->takes];
    t->to_i = land(at_i, toward(at_i, wish_q), t->shift_q * e->stretch[t->gives], wish_q);
    t->to_j = land(at_j, toward(at_j, wish_p), t->shift_p * e->stretch[t->takes], wish_p);
    t->up_i = t->to_i > at_i, t->up_j = t->to_j > at_j;
    if (!possible(e, t, t->gives, t->to_i) || !possible(e, t, t->takes, t->to_j)) {
        t->rank = 0;
    }
}

void exchange_match(const exchange *e, exchange_pair *t)
{
    const double wish_q = e->x[t->wants_q], wish_p = e->x[t->wants_p];
    const double at_i = e->v[t->gives], at_j = e->v[t->takes];
    const double whole_p = fabs(wish_p - at_j) * e->share[t->takes],
                 whole_q = fabs(wish_q - at_i) * e->share[t->gives];
    from_p(t, whole_p);
    if (t->shift_q > whole_q) {
        from_q(t, whole_q);
    }
    const double room_q = room(t->base_q, wish_q, toward(at_i, wish_q)),
                 room_p = room(t->base_p, wish_p, toward(at_j, wish_p));
    if (t->shift_q > room_q + 1e-12) {
        from_q(t, room_q);
    }
    if (t->shift_p > room_p + 1e-12) {
        from_p(t, room_p);
    }
    t->rank = fabs(t->shift_q * e->s[t->gives] - t->shift_p * e->s[t->wants_p]);
    t->gain_i = t->gain_j = t->rank;
    settle(e, t);
}

double exchange_most(const exchange *e, const exchange_pair *t, bool of_i)
{
    const double s_ip = e->s[t->wants_p], s_iq = e->s[t->gives], s_jp = e->s[t->takes],
                 s_jq = e->s[t->wants_q];
    return of_i ? t->shift_p * (s_ip - s_iq * s_jp / s_jq) : t->shift_p * (s_jq * s_ip / s_iq - s_jp);
}

void exchange_rate(const exchange *e, exchange_pair *t, double level, double u, double v, double z)
{
    const double s_ip = e->s[t->wants_p], s_iq = e->s[t->gives], s_jp = e->s[t->takes],
                 s_jq = e->s[t->wants_q];
    const exchange_pair equal = *t;
    const bool of_i = u < 0.5;
    const double most = exchange_most(e, t, of_i);
    const double gain = v < 0.5 ? t->rank + level * z * (most - t->rank) : t->rank * (1 - level * z);
    const double at_i = e->v[t->gives], wish_q = e->x[t->wants_q], way = toward(at_i, wish_q);
    const double reach = fabs(wish_q - at_i) * e->share[t->gives];
    const double left = room(t->base_q, wish_q, way), limit = reach < left ? reach : left;
    t->shift_q = of_i ? (t->shift_p * s_ip - gain) / s_iq : (gain + t->shift_p * s_jp) / s_jq;
    if (t->shift_q > limit) { /* i cannot move so far: j moves less, or not so far for the same */
        t->shift_q = limit;
        t->shift_p = of_i ? (gain + limit * s_iq) / s_ip : s_jp > 0 ? (limit * s_jq - gain) / s_jp : 0;
        t->shift_p = t->shift_p < equal.shift_p ? t->shift_p : equal.shift_p;
    }
    t->gain_i = t->shift_p * s_ip - t->shift_q * s_iq;
    t->gain_j = t->shift_q * s_jq - t->shift_p * s_jp;
    settle(e, t);
    if (t->rank <= 0 || t->gain_i < 0 ||
        t->gain_j < 0) { /* what is not possible at this rate is at the equal one */
        *t = equal;
    }
}
