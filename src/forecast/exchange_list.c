/* Who can exchange with whom, in the order of issues, then actors, queued by gain; and the memory of it all. */
#include <math.h>
#include <string.h>

#include "forecast/exchange.h"

size_t exchange_lay(exchange *e, int actors, int issues, void *base)
{
    const size_t n = (size_t)actors, m = (size_t)issues, cells = n * m;
    size_t used = 0;
    e->n = actors, e->m = issues;
    double **const table[] = {&e->x, &e->v, &e->s, &e->w, &e->share, &e->stretch};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        *table[k] = cbgi_forecast_take(base, &used, cells, sizeof(double));
    }
    e->weight = cbgi_forecast_take(base, &used, m, sizeof(double));
    e->start = cbgi_forecast_take(base, &used, m, sizeof(double));
    e->now = cbgi_forecast_take(base, &used, m, sizeof(double));
    e->way = cbgi_forecast_take(base, &used, cells, 1);
    e->side = cbgi_forecast_take(base, &used, cells, 1);
    e->effect = cbgi_forecast_take(base, &used, n, sizeof(double));
    e->told = cbgi_forecast_take(base, &used, cells + m, sizeof(double));
    /* of n actors at most n^2/4 pairs stand across from each other, whatever the shares of the four groups */
    const size_t most = m * (m - 1) / 2 * (n * n / 4) + 1;
    e->pair = cbgi_forecast_take(base, &used, most, sizeof *e->pair);
    e->supply = cbgi_forecast_take(base, &used, cells, sizeof *e->supply);
    e->wish = cbgi_forecast_take(base, &used, cells, sizeof *e->wish);
    e->supplies = cbgi_forecast_take(base, &used, 2 * most, sizeof(exchange_pair *));
    e->wishes = cbgi_forecast_take(base, &used, 2 * most, sizeof(exchange_pair *));
    e->queue = cbgi_forecast_take(base, &used, most, sizeof(exchange_pair *));
    e->few = cbgi_forecast_take(base, &used, most, sizeof(exchange_pair *));
    return used;
}

/* a and b, who stand across from each other on both issues, where an exchange is possible. */
static void offer(exchange *e, int a, int b, int p, int q)
{
    const int m = e->m;
    exchange_pair *t = &e->pair[e->pairs];
    const double *s = e->s;
    const bool a_first = s[a * m + p] * s[b * m + q] >= s[b * m + p] * s[a * m + q];
    t->i = a_first ? a : b;
    t->j = a_first ? b : a;
    t->p = p, t->q = q;
    t->gives = t->i * m + q, t->takes = t->j * m + p;
    t->wants_q = t->j * m + q, t->wants_p = t->i * m + p;
    t->base_p = e->start[p], t->base_q = e->start[q];
    t->held = t->gone = false;
    t->seen = 0;
    if (e->w[t->gives] > 0 && e->w[t->takes] > 0) {
        const double both_q = s[t->gives] + s[t->wants_q], both_p = s[t->takes] + s[t->wants_p];
        t->q_for_p = both_p / both_q, t->p_for_q = both_q / both_p;
        exchange_match(e, t);
        t->sum_i = t->to_i - e->v[t->gives], t->sum_j = t->to_j - e->v[t->takes];
        e->pairs += t->rank > 0 ? 1 : 0;
    }
}

/* Those of (side_p, side_q) with those of the opposite sides. */
static void across(exchange *e, int p, int q, int side_p, int side_q)
{
    const int m = e->m;
    for (int a = 0; a < e->n && !cbgi_forecast_stopped(e->pulse); a++) {
        if (e->side[a * m + p] != side_p || e->side[a * m + q] != side_q) {
            continue;
        }
        for (int b = 0; b < e->n; b++) {
            if (e->side[b * m + p] == -side_p && e->side[b * m + q] == -side_q) {
                offer(e, a, b, p, q);
            }
        }
    }
}

/* One of the two indices by cell: each pair stands in it at two cells. */
static void index_by(exchange *e, exchange_part *part, exchange_pair **room, bool wishes)
{
    const int cells = e->n * e->m;
    memset(part, 0, (size_t)cells * sizeof *part);
    for (size_t k = 0; k < e->pairs; k++) {
        const exchange_pair *const t = &e->pair[k];
        part[wishes ? t->wants_q : t->gives].count++;
        part[wishes ? t->wants_p : t->takes].count++;
    }
    for (int at = 0; at < cells; at++) {
        part[at].pair = room;
        room += part[at].count;
        part[at].count = 0;
    }
    for (size_t k = 0; k < e->pairs; k++) {
        exchange_pair *const t = &e->pair[k];
        exchange_part *const one = &part[wishes ? t->wants_q : t->gives],
                             *const two = &part[wishes ? t->wants_p : t->takes];
        one->pair[one->count++] = t;
        two->pair[two->count++] = t;
    }
}

void exchange_list(exchange *e)
{
    for (int at = 0; at < e->n * e->m; at++) {
        const double o = e->start[at % e->m];
        e->side[at] = isnan(e->x[at]) || isnan(o) ? 0 : e->x[at] <= o ? -1 : 1;
    }
    e->pairs = 0, e->done = 0;
    for (int p = 0; p < e->m; p++) {
        for (int q = p + 1; q < e->m; q++) {
            across(e, p, q, 1, 1);
            across(e, p, q, -1, 1);
        }
    }
    index_by(e, e->supply, e->supplies, false);
    index_by(e, e->wish, e->wishes, true);
    exchange_queue_fill(e);
}
