/* Nice tit-for-tat: it answers concession with as much concession toward the Nash point, and never less than that. How far the
 * others have come is c = (b - b0) / (n - b0): b the best that was offered to it, b0 the least that was, n what the estimated Nash
 * outcome is worth to it. Its own target is 1 - c (1 - n), and of the outcomes just above it the one is offered that the others are
 * believed to like best.
 * Source: Baarslag, Hindriks, Jonker, "A tit for tat negotiation strategy for real-time bilateral negotiations", in Complex
 * Automated Negotiations, Springer 2013, 229-233, doi 10.1007/978-3-642-30737-9_18.
 * Ours: the Nash point is looked for anew every 16 rounds among 256 outcomes, one from each of as many equal stretches of the ranking,
 * by the product of own utility over the floor and the mean belief of the others; the window is .02 wide. Without a model
 * n is .5.
 */
#include "strategy/agent/own.h"
#include "strategy/bidding/pleasing.h"

enum { NASH = 0x21CE, OFFER, LOOKED_AT = 256, EVERY = 16 };

typedef struct nice {
    double best, least, nash;
    bool heard, has_nash;
    int looked; /* the round in which the Nash point was looked for */
} nice;

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)setup;
    (void)config;
    return sizeof(nice);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    nice *n = self.memory;
    if (heard->act != CBG_ACT_OFFER)
        return;
    const double u = cbgi_own_utility(view->own, heard->outcome);
    n->best = !n->heard || u > n->best ? u : n->best;
    n->least = !n->heard || u < n->least ? u : n->least;
    n->heard = true;
}

static void find_nash(const cbg_view *view, nice *n, const cbg_beliefs *beliefs)
{
    uint64_t candidate[LOOKED_AT];
    const double floor = cbgi_own_floor(view->own);
    const int count = cbgi_own_sample(view->own, 0, view->own->acceptable, view, NASH, candidate, LOOKED_AT);
    double most = -1;
    n->nash = .5;
    for (int k = 0; k < count && beliefs->model != NULL; k++) {
        const double u = cbgi_own_utility(view->own, candidate[k]);
        const double product = (u - floor) * cbgi_pleasing_belief(view, beliefs, candidate[k]);
        if (product > most) {
            most = product;
            n->nash = u;
        }
    }
    n->has_nash = true;
    n->looked = view->round;
}

static cbg_move propose(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs)
{
    nice *n = self.memory;
    if (!n->heard)
        return cbgi_own_offer(cbgi_own_at_least(view->own, 1));
    if (!n->has_nash || view->round - n->looked >= EVERY)
        find_nash(view, n, beliefs);
    double come = n->nash > n->least ? (n->best - n->least) / (n->nash - n->least) : 1;
    come = come < 0 ? 0 : come > 1 ? 1 : come;
    const double target = 1 - come * (1 - n->nash);
    return cbgi_own_offer(cbgi_pleasing(view, beliefs, target, target + .02, OFFER));
}

const cbg_bidding cbgi_bidding_nice_tft = {
    .part = {.name = "nice-tft",
             .summary = "answers concession with as much concession toward the estimated Nash point",
             .source = "Baarslag, Hindriks, Jonker 2013, doi 10.1007/978-3-642-30737-9_18",
             .note =
                 "the Nash point is looked for among 256 outcomes every 16 rounds; without a model it is .5",
             .memory_size = memory_size,
             .hear = hear},
    .wants_model = true,
    .propose = propose,
};
