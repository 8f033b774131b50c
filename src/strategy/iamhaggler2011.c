/* IAMhaggler2011: foretells what the others will offer, and concedes so as to meet them where that pays most. Time is cut into
 * 24 slots; the best offer of each is an observation of a Gaussian process. At each new slot it weighs the later slots, at their
 * ends t, and 21 utilities u by d^t u P(the others offer at least u at t), d the discount, and takes the best (t*, u*). Its own
 * targets follow 1 - .5 t^(1/b), with b such that the curve passes through (t*, u*). It offers at random near the target and
 * takes what, with 2 % to spare, is worth its next offer, its last one, or .9.
 * Source: Williams, Robu, Gerding, Jennings, "Using Gaussian processes to optimise concession in complex negotiations
 * against unknown opponents", IJCAI 2011, 432-438.
 * Written from the paper's idea. Ours: slots and grids, the covariance (Matern 3/2, scale .3, spread .3, noise .03), b within .01 to 2,
 * the window of .05 above the target. Departure: the discount is a parameter, as in cuhk.c. With several others the
 * observation of a slot is the least of the voices' best offers in it, for all of them must agree.
 */
#include "base/real.h"
#include "strategy/agent/haggler.h"
#include "strategy/agent/ledger.h"
#include "strategy/agent/process.h"

enum { OFFER = 0x1A40, SLOTS = CBGI_PROCESS_MOST, UTILITIES = 21 };

static const cbg_param params[] = {
    {"discount", "what waiting for the end leaves of a deal, as the agent sees it", .9, .01, 1},
    {NULL, NULL, 0, 0, 0},
};

typedef struct haggler {
    cbgi_process process;
    double rate; /* 1/b */
    int slot;    /* the present one */
    double best[CBG_VOICES_MAX]; /* offered in it; -1: nothing */
} haggler;

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)setup;
    (void)config;
    return sizeof(haggler);
}

static void forget(haggler *h)
{
    for (int v = 0; v < CBG_VOICES_MAX; v++)
        h->best[v] = -1;
}

static void begin(const cbg_view *view, cbg_self self)
{
    haggler *h = self.memory;
    (void)view;
    h->process.scale = h->process.spread = .3;
    h->process.noise = .03;
    h->rate = 1 / .2; /* until there is something to go by */
    forget(h);
}

double cbgi_haggler_rate(double t, double u)
{
    u = u < .5 ? .5 : u > .99 ? .99 : u;
    t = t < .01 ? .01 : t > .99 ? .99 : t;
    const double rate = cbgi_log((1 - u) / .5) / cbgi_log(t);
    return rate < .5 ? .5 : rate > 100 ? 100 : rate;
}

/* The curve through the best of the grid. As a function of u the product rises and then falls, so each slot is left when
 * it falls. */
static void plan_concession(haggler *h, double discount)
{
    double t[SLOTS] = {0}, mean[SLOTS], deviation[SLOTS], most = -1, best_t = 1, best_u = 1;
    int times = 0;
    if (h->slot + 1 >= SLOTS)
        return; /* no later slot */
    for (int slot = h->slot + 1; slot < SLOTS; slot++)
        t[times++] = (slot + 1.) / SLOTS;
    cbgi_process_predict(&h->process, t, times, mean, deviation);
    for (int k = 0; k < times; k++) {
        const double left = cbgi_pow(discount, t[k]);
        double before = -1;
        for (int j = 1; j < UTILITIES; j++) {
            const double u = (double)j / (UTILITIES - 1);
            const double expected = left * u * cbgi_normal_below((mean[k] - u) / deviation[k]);
            if (expected > most) {
                most = expected;
                best_t = t[k];
                best_u = u;
            }
            if (expected < before)
                break;
            before = expected;
        }
    }
    h->rate = cbgi_haggler_rate(best_t, best_u);
}

static void close_slot(const cbg_view *view, cbg_self self)
{
    haggler *h = self.memory;
    double least = 2;
    for (int v = 0; v < view->seats; v++)
        if (h->best[v] >= 0 && h->best[v] < least)
            least = h->best[v];
    if (least <= 1) {
        cbgi_process_add(&h->process, (h->slot + .5) / SLOTS, least);
        plan_concession(h, *(const double *)self.config);
    }
    forget(h);
}

/* Slots only go forward: extending the deadline sets relative time back, and what was seen then stays. */
static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    haggler *h = self.memory;
    if (heard->act != CBG_ACT_OFFER || heard->from >= view->seats)
        return;
    const int slot = (int)(view->t * SLOTS);
    if (slot > h->slot) {
        close_slot(view, self);
        h->slot = slot;
    }
    double u = cbgi_own_utility(view->own, heard->outcome);
    u = u < 0 ? 0 : u > 1 ? 1 : u;
    if (u > h->best[heard->from])
        h->best[heard->from] = u;
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    const double target = 1 - .5 * cbgi_pow(view->t, ((const haggler *)self.memory)->rate);
    return cbgi_own_offer(
        cbgi_own_within(view->own, target, target + .05, cbg_view_random(view, OFFER, 0)));
}

static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    (void)self;
    const double u = 1.02 * cbgi_own_utility(view->own, offer);
    return u >= .9 || (next != CBG_NO_OUTCOME && u >= cbgi_own_utility(view->own, next)) ||
           (view->own_last != CBG_NO_OUTCOME && u >= cbgi_own_utility(view->own, view->own_last));
}

const cbg_strategy cbgi_strategy_iamhaggler2011 = {
    .part = {.name = "iamhaggler2011",
             .summary = "foretells the others' offers by a Gaussian process, meets them where it pays most",
             .source = "Williams, Robu, Gerding, Jennings 2011 (IJCAI; ANAC 2011, third)",
             .note = "from the paper's idea; slots, grids and covariance are ours; the discount is a parameter; of "
                     "several others the least of their best offers",
             .params = params,
             .memory_size = memory_size,
             .begin = begin,
             .hear = hear},
    .propose = propose,
    .accept = accept,
};
