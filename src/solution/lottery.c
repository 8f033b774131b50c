/* Two-party solutions when lots may be drawn among outcomes of the zone.
 *
 * The gains that lotteries reach are the convex hull of the outcomes' gains; the solutions lie on its
 * upper right boundary, a chain of vertices with a rising. A solution is a vertex or a point between two
 * neighbours P, Q: P + t (Q - P), found exactly.
 *   Nash: a b is concave along the chain; t = -(Pb da + Pa db) / (2 da db) where its derivative is 0.
 *   Kalai-Smorodinsky and egalitarian: where the ray towards the ideal (or towards (1,1)) crosses the chain; if it
 *   passes beside the chain the nearest end (leximin).
 * Sources: Nash 1950, doi 10.2307/1907266; Kalai and Smorodinsky 1975, doi 10.2307/1914280; Kalai 1977,
 * doi 10.2307/1913954. Only outcomes of the zone enter the hull: nobody risks less than the walk-away.
 */
#include "base/arena.h"
#include "coburg/solution.h"

__extension__ typedef __int128 wide;

typedef struct chain {
    int count;
    cbg_frontier_point *vertex; /* gains, a rising, b falling */
} chain;

/* A point on the chain: vertex `at`, and num/den of the way to the next one. */
typedef struct place {
    int at;
    wide num, den;
} place;

static wide turn(const cbg_frontier_point *p, const cbg_frontier_point *q, const cbg_frontier_point *r)
{
    return (wide)(q->a - p->a) * (r->b - p->b) - (wide)(q->b - p->b) * (r->a - p->a);
}

/* Keeps the points of the zone, turned to rising a, as gains; then their upper hull. */
static chain hull(const cbg_space *space, cbg_frontier_point *point, int count)
{
    int kept = 0;
    for (int k = 0; k < count; k++) {
        point[k].a -= space->walk_away[0];
        point[k].b -= space->walk_away[1];
    }
    for (int k = 0; k < count / 2; k++) {
        cbg_frontier_point swap = point[k];
        point[k] = point[count - 1 - k];
        point[count - 1 - k] = swap;
    }
    for (int k = 0; k < count; k++) {
        if (point[k].a < 0 || point[k].b < 0) {
            continue;
        }
        while (kept >= 2 && turn(&point[kept - 2], &point[kept - 1], &point[k]) >= 0) {
            kept--;
        }
        point[kept++] = point[k];
    }
    return (chain){kept, point};
}

static place nash(const chain *c)
{
    for (int k = 0; k + 1 < c->count; k++) {
        const cbg_frontier_point *p = &c->vertex[k], *q = p + 1;
        wide da = q->a - p->a, db = q->b - p->b;
        wide at_p = p->b * da + p->a * db, at_q = q->b * da + q->a * db;
        if (at_p <= 0) {
            return (place){k, 0, 1};
        }
        if (at_q < 0) {
            /* The derivative falls linearly from at_p to at_q. */
            return (place){k, at_p, at_p - at_q};
        }
    }
    return (place){c->count - 1, 0, 1};
}

/* Where the ray from 0 towards (a, b) crosses. */
static place crossing(const chain *c, int64_t a, int64_t b)
{
    if ((wide)c->vertex[0].b * a - (wide)c->vertex[0].a * b <= 0) {
        return (place){0, 0, 1};
    }
    for (int k = 0; k + 1 < c->count; k++) {
        const cbg_frontier_point *p = &c->vertex[k], *q = p + 1;
        wide above = (wide)p->b * a - (wide)p->a * b, below = (wide)q->b * a - (wide)q->a * b;
        if (below <= 0) {
            return (place){k, above, above - below};
        }
    }
    return (place){c->count - 1, 0, 1};
}

static cbg_status reduce(wide num, wide den, cbg_rational *out)
{
    wide a = num < 0 ? -num : num, b = den;
    while (b != 0) {
        wide r = a % b;
        a = b;
        b = r;
    }
    num /= a;
    den /= a;
    if (num > INT64_MAX || num < -INT64_MAX || den > INT64_MAX) {
        return CBG_OVERFLOW;
    }
    *out = (cbg_rational){(int64_t)num, (int64_t)den};
    return CBG_OK;
}

/* (from + t (to - from)) / unit */
static cbg_status between(int64_t from, int64_t to, cbg_rational t, int64_t unit, cbg_rational *out)
{
    cbg_rational step = {to - from, 1}, start = {from, 1}, one_unit = {unit, 1};
    cbg_status status = cbg_rational_multiply(step, t, &step);
    if (status == CBG_OK) {
        status = cbg_rational_add(start, step, &start);
    }
    return status == CBG_OK ? cbg_rational_divide(start, one_unit, out) : status;
}

static cbg_status describe(const cbg_space *space, const chain *c, place where, cbg_lottery *lottery)
{
    const cbg_frontier_point *p = &c->vertex[where.at];
    const cbg_frontier_point *q = where.num == 0 ? p : p + 1;
    if (where.num == where.den) {
        p = q; /* exactly on the next vertex */
    }
    cbg_rational t = {0, 1};
    cbg_status status = p == q ? CBG_OK : reduce(where.num, where.den, &t);
    if (status == CBG_OK) {
        status = between(p->a, q->a, t, space->unit, &lottery->gain[0]);
    }
    if (status == CBG_OK) {
        status = between(p->b, q->b, t, space->unit, &lottery->gain[1]);
    }
    lottery->exists = true;
    lottery->outcome[0] = p->outcome;
    lottery->outcome[1] = q->outcome;
    return status == CBG_OK ? cbg_rational_subtract((cbg_rational){1, 1}, t, &lottery->chance) : status;
}

cbg_status cbg_lottery_solve(const cbg_space *space, const cbg_exec *exec, cbg_lottery out[CBG_LOTTERIES])
{
    if (space->seats != 2) {
        return CBG_BAD_ARGUMENT;
    }
    cbg_frontier_point *point = NULL;
    int count = 0;
    cbg_status status = cbg_frontier_two(space, 0, 1, exec, &point, &count);
    if (status != CBG_OK) {
        return status;
    }
    static const char *const name[CBG_LOTTERIES] = {"nash", "kalai-smorodinsky", "egalitarian"};
    cbg_lottery found[CBG_LOTTERIES] = {{0}};
    chain c = hull(space, point, count);
    for (int k = 0; k < CBG_LOTTERIES && status == CBG_OK; k++) {
        found[k].name = name[k];
        if (c.count == 0) {
            continue;
        }
        int64_t ideal_a = c.vertex[c.count - 1].a, ideal_b = c.vertex[0].b;
        place where = k == 0 ? nash(&c) : k == 1 ? crossing(&c, ideal_a, ideal_b) : crossing(&c, 1, 1);
        status = describe(space, &c, where, &found[k]);
    }
    cbg_frontier_free(exec, point);
    for (int k = 0; k < CBG_LOTTERIES && status == CBG_OK; k++) {
        out[k] = found[k];
    }
    return status;
}
