/* AgentGG, winner of 2019: estimates where the Nash point lies and comes down to it in pieces. Options that the others
 * offer often are important to them. The estimate: among up to 64 outcomes spread over its ranking, the one with the largest product
 * of the own utility and theirs; looked for anew ten times in the talk, from a fifth of the time on. With n the own
 * utility there, the lower edge of its offers falls from 1 over n + .8 (1-n) at .2, n + .5 (1-n) at .5, n + .2 (1-n) at .9
 * to n at .98 and .95 n at the end; the upper edge is .1 above it. In that window it offers what the others like best, and it
 * takes what is above the lower edge.
 * Source: the agent of Shaobo Xu and Peihao Ren, ANAC 2019.
 * Remembered: importance maps, thresholds in pieces relative to an estimated Nash point. Ours: the corners, the sampling.
 * Departure: the agent was written for uncertain preferences of its own; here it knows them. Several others: the
 * geometric mean of what is believed of them.
 */
#include "strategy/agent/counts.h"
#include "strategy/agent/curve.h"
#include "strategy/agent/ledger.h"
#include "strategy/agent/pick.h"

enum { OFFER = 0xA660, NASH, CANDIDATES = 64, LOOKS = 10 };

typedef struct agentgg {
    double nash; /* own utility at the estimated Nash point */
    int looks;   /* how often it has been looked for */
    int heard;
    uint64_t counts[]; /* of counts.h */
} agentgg;

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return sizeof(agentgg) + cbgi_counts_size(setup);
}

static void begin(const cbg_view *view, cbg_self self)
{
    (void)view;
    ((agentgg *)self.memory)->nash = .75; /* until something is known */
}

static void look_for_nash(const cbg_view *view, agentgg *g)
{
    uint64_t candidate[CANDIDATES];
    const int n =
        cbgi_own_sample(view->own, 0, view->own->acceptable, view, NASH, candidate, CANDIDATES);
    double best = -1;
    for (int k = 0; k < n; k++) {
        const double u = cbgi_own_utility(view->own, candidate[k]);
        const double product = u * cbgi_counts_joint(view, g->counts, candidate[k]);
        if (product > best) {
            best = product;
            g->nash = u;
        }
    }
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    agentgg *g = self.memory;
    if (heard->act != CBG_ACT_OFFER || heard->from >= view->seats)
        return;
    cbgi_counts_hear(view, g->counts, heard->from, heard->outcome);
    g->heard++;
    if (view->t >= .2 && g->looks < (int)(view->t * LOOKS)) {
        g->looks = (int)(view->t * LOOKS);
        look_for_nash(view, g);
    }
}

static double lower_edge(const cbg_view *view, cbg_self self)
{
    const double n = ((const agentgg *)self.memory)->nash, gap = 1 - n;
    const cbgi_corner corner[] = {{0, 1},
                                  {.2, n + .8 * gap},
                                  {.5, n + .5 * gap},
                                  {.9, n + .2 * gap},
                                  {.98, n},
                                  {1, .95 * n}};
    return cbgi_curve(corner, (int)(sizeof corner / sizeof *corner), view->t);
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    const agentgg *g = self.memory;
    const double low = lower_edge(view, self);
    return cbgi_own_offer(cbgi_pick(view, g->counts, low, low + .1, OFFER, CANDIDATES));
}

static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    (void)next;
    return cbgi_own_utility(view->own, offer) >= lower_edge(view, self);
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    return cbgi_counts_estimate(view, ((const agentgg *)self.memory)->counts, about, outcome);
}

const cbg_strategy cbgi_strategy_agentgg = {
    .part = {.name = "agentgg",
             .summary = "comes down in pieces to where it believes the Nash point to be",
             .source = "Shaobo Xu and Peihao Ren, AgentGG (ANAC 2019, first)",
             .note = "remembered; corners of the thresholds are ours; knows its own preferences; 64 candidates a "
                     "round",
             .memory_size = memory_size,
             .begin = begin,
             .hear = hear},
    .propose = propose,
    .accept = accept,
    .estimate = estimate,
};
