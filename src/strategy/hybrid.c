/* Hybrid: time and behaviour mixed. By the clock it would ask for (1-t)^2 p0 + 2 (1-t) t p1 + t^2 p2; by the others'
 * behaviour for u(own last offer) - mu d, where d is the weighted sum of the last steps (up to four) by which the
 * others' offers became better for it, and mu = p3 (1 + t) is how much it empathises. The target is
 * t x (by the clock) + (1 - t) x (by behaviour): early it answers, late it minds the deadline.
 * Source: Keskin, Cakan, Aydogan, "Solver agent: towards emotional and opponent-aware agent for human-robot
 * negotiation", AAMAS 2021, whose idea this follows.
 * Remembered: weights of steps and mu. With several others the steps are those between successive averages: what it is
 * offered in a round of turns is averaged over the voices that have spoken since its own last offer.
 * Accepts what is worth as much as its own next offer.
 */
#include "strategy/agent/hybrid.h"
#include "strategy/agent/own.h"

enum { P0, P1, P2, P3 };
static const cbg_param params[] = {
    {"p0", "where the curve of time begins", 1, 0, 1},
    {"p1", "what pulls it in the middle", .75, 0, 1},
    {"p2", "where it ends", .4, 0, 1},
    {"p3", "how strongly it answers the others' steps", .5, 0, 4},
    {NULL, NULL, 0, 0, 0},
};

typedef struct hybrid {
    double sum;                        /* of what was offered since the own last turn */
    int heard, turns;                  /* voices in `sum`; entries of `level` so far */
    double level[CBGI_HYBRID_LEVELS];  /* average offered per turn, the latest first */
} hybrid;

double cbgi_hybrid_step(const double *level, int levels)
{
    /* By number of steps; the latest first. */
    static const double weight[4][4] = {{1}, {.75, .25}, {.66, .22, .11}, {.5, .3, .15, .05}};
    const int steps = levels < CBGI_HYBRID_LEVELS ? levels - 1 : CBGI_HYBRID_LEVELS - 1;
    double sum = 0;
    for (int k = 0; k < steps; k++)
        sum += weight[steps - 1][k] * (level[k] - level[k + 1]);
    return sum;
}

double cbgi_hybrid_target(const double *p, double t, double own_last, double step)
{
    const double clock = (1 - t) * (1 - t) * p[P0] + 2 * (1 - t) * t * p[P1] + t * t * p[P2];
    const double behaviour = own_last - p[P3] * (1 + t) * step;
    const double u = t * clock + (1 - t) * behaviour;
    return u > 1 ? 1 : u;
}

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)setup;
    (void)config;
    return sizeof(hybrid);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    hybrid *h = self.memory;
    if (heard->act != CBG_ACT_OFFER || heard->from >= view->seats)
        return;
    h->sum += cbgi_own_utility(view->own, heard->outcome);
    h->heard++;
}

/* The levels as they would be if the own turn came now. */
static int levels_now(const hybrid *h, double *level)
{
    int n = 0;
    if (h->heard > 0)
        level[n++] = h->sum / h->heard;
    for (int k = 0; k < h->turns && n < CBGI_HYBRID_LEVELS; k++)
        level[n++] = h->level[k];
    return n;
}

static double target(const cbg_view *view, cbg_self self)
{
    const double *p = self.config;
    double level[CBGI_HYBRID_LEVELS];
    const int n = levels_now(self.memory, level);
    if (n < 2 || view->own_last == CBG_NO_OUTCOME)
        return cbgi_hybrid_target(p, view->t, p[P0], 0);
    return cbgi_hybrid_target(p, view->t, cbgi_own_utility(view->own, view->own_last),
                              cbgi_hybrid_step(level, n));
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    hybrid *h = self.memory;
    double level[CBGI_HYBRID_LEVELS];
    const uint64_t outcome = cbgi_own_at_least(view->own, target(view, self));
    h->turns = levels_now(h, level);
    for (int k = 0; k < h->turns; k++)
        h->level[k] = level[k];
    h->sum = 0;
    h->heard = 0;
    return cbgi_own_offer(outcome);
}

/* `next` was chosen by the target of this turn. */
static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    (void)self;
    return next != CBG_NO_OUTCOME &&
           cbg_profile_value(view->own, offer) >= cbg_profile_value(view->own, next);
}

const cbg_strategy cbgi_strategy_hybrid = {
    .part = {.name = "hybrid",
             .summary = "early it answers the others' steps, late it follows a Bezier curve of time",
             .source = "Keskin, Cakan, Aydogan 2021 (AAMAS)",
             .note = "from the paper's idea; remembered: weights of steps; averages over several others; "
                     "accepts what is worth as much as its own next offer",
             .params = params,
             .memory_size = memory_size,
             .hear = hear},
    .propose = propose,
    .accept = accept,
};
