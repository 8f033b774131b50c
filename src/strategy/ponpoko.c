/* PonPoko, winner of 2017: no model of anybody. It draws one of five bands of utility at the start, offers at random from
 * the band of the moment, and accepts what is above its lower edge.
 *   1  low = 1 - .1 t - .1 |sin 40 t|   high = 1 - .1 t        2  low = 1 - .22 t             high = 1
 *   3  low = 1 - .1 t - .15 |sin 20 t|  high = 1 - .1 t        4  low = 1 - .1 t, and 1 - .3 t from t = .99 on,
 *   5  low = 1 - .21 t |sin 20 t|       high = 1 - .15 t |sin 20 t|                             high = 1 - .05 t
 * Source: the agent of Takaki Matsune, ANAC 2017; band 1 as published, bands 2 to 5 remembered.
 * Where a band holds no outcome it offers the least one above the band. Departure: with a voice whose best outcome is
 * far below 1, utility is relative to that outcome.
 */
#include "strategy/agent/own.h"
#include "strategy/agent/ponpoko.h"

enum { BAND = 0x9090, OFFER };

static const cbg_param params[] = {
    {"band", "which band, 1 to 5; 0: drawn in each session", 0, 0, 5},
    {NULL, NULL, 0, 0, 0},
};

/* |sin x| for x >= 0, from + - * / alone: the cosine of the distance to the nearest crest. */
static double wave(double x)
{
    const double pi = 3.14159265358979323846;
    const double turns = x / pi, y = (turns - (double)(int64_t)turns - .5) * pi, y2 = y * y;
    double sum = 1;
    for (int k = 10; k >= 1; k--)
        sum = 1 - sum * y2 / (double)(2 * k * (2 * k - 1));
    return sum < 0 ? 0 : sum;
}

void cbgi_ponpoko_band(int band, double t, double *low, double *high)
{
    *high = 1 - .1 * t;
    switch (band) {
    case 1: *low = 1 - .1 * t - .1 * wave(40 * t); break;
    case 2:
        *high = 1;
        *low = 1 - .22 * t;
        break;
    case 3: *low = 1 - .1 * t - .15 * wave(20 * t); break;
    case 4:
        *high = 1 - .05 * t;
        *low = t >= .99 ? 1 - .3 * t : 1 - .1 * t;
        break;
    default:
        *high = 1 - .15 * t * wave(20 * t);
        *low = 1 - .21 * t * wave(20 * t);
        break;
    }
}

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)setup;
    (void)config;
    return sizeof(int);
}

static void begin(const cbg_view *view, cbg_self self)
{
    const int wanted = (int)*(const double *)self.config;
    *(int *)self.memory = wanted != 0 ? wanted : 1 + (int)(cbg_view_random(view, BAND, 0) % 5);
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    double low, high;
    cbgi_ponpoko_band(*(const int *)self.memory, view->t, &low, &high);
    return cbgi_own_offer(cbgi_own_within(view->own, low, high, cbg_view_random(view, OFFER, 0)));
}

static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    (void)next;
    double low, high;
    cbgi_ponpoko_band(*(const int *)self.memory, view->t, &low, &high);
    return cbgi_own_utility(view->own, offer) >= low;
}

const cbg_strategy cbgi_strategy_ponpoko = {
    .part = {.name = "ponpoko",
             .summary = "no model: random offers from one of five bands of utility that swing and sink",
             .source = "Takaki Matsune, PonPoko (ANAC 2017, first)",
             .note = "bands 2 to 5 remembered",
             .params = params,
             .memory_size = memory_size,
             .begin = begin},
    .propose = propose,
    .accept = accept,
};
