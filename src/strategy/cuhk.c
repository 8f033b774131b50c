/* CUHKAgent, winner of 2012: stays above a threshold that it lowers no faster than it must. Until the point of
 * non-exploitation l the threshold falls from 1 to d^(1-l), d the discount, along (t/l)^2; from there it follows
 * d^(1-t), what a deal at the end would be worth. The tougher the others, the later l: l = l0 + (1 - l0) (1 - s), s the share of
 * the last offers that were better for it than all before. It offers what the others seem to like best among what is
 * above the threshold, now and then something random; takes what reaches the threshold or its own next offer; and in the
 * last rounds offers the best it was ever offered, and takes it.
 * Source: Hao and Leung, "CUHKAgent: an adaptive negotiation strategy for bilateral negotiations over multiple items",
 * in Novel Insights in Agent-based Complex Automated Negotiation, Springer 2014; thresholds as in their ABiNeS (2012).
 * Written from the paper's idea. Ours: the window of 10 offers, l0, the chance of a random offer, 64 candidates a round.
 * Departure: cases have no discount that runs with the rounds of a talk, so it is a parameter; with 1, as the source has it for a domain
 * without discount, it holds out to the last rounds. Toughness and beliefs of several others are taken together.
 */
#include "base/real.h"
#include "strategy/agent/counts.h"
#include "strategy/agent/cuhk.h"
#include "strategy/agent/ledger.h"
#include "strategy/agent/pick.h"

enum { OFFER = 0xC4E0, CHANCE, RANDOM, CANDIDATES = 64, WINDOW = 10 };
enum { DISCOUNT, L0, EPSILON };

static const cbg_param params[] = {
    {"discount", "what waiting for the end leaves of a deal, as the agent sees it", .7, .01, 1},
    {"l0", "point of non-exploitation against others who concede with each offer", .5, .01, 1},
    {"epsilon", "chance of a random offer above the threshold", .1, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

typedef struct cuhk {
    cbgi_ledger ledger;
    uint32_t better; /* bit k: the k-th last offer was better than all before */
    uint32_t pad;
    uint64_t counts[]; /* of counts.h */
} cuhk;

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return sizeof(cuhk) + cbgi_counts_size(setup);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    cuhk *c = self.memory;
    const double best = c->ledger.has_best ? c->ledger.best : -1;
    if (!cbgi_ledger_hear(&c->ledger, view, heard))
        return;
    cbgi_counts_hear(view, c->counts, heard->from, heard->outcome);
    c->better = (c->better << 1 | (c->ledger.last > best)) & ((1U << WINDOW) - 1);
}

double cbgi_cuhk_threshold(double t, double discount, double l)
{
    if (t >= l)
        return cbgi_pow(discount, 1 - t);
    return 1 - (1 - cbgi_pow(discount, 1 - l)) * (t / l) * (t / l);
}

static double threshold(const cbg_view *view, cbg_self self)
{
    const cuhk *c = self.memory;
    const double *p = self.config;
    const double heard = c->ledger.offers < WINDOW ? (double)c->ledger.offers : WINDOW;
    const double s = heard > 0 ? __builtin_popcount(c->better) / heard : 1;
    return cbgi_cuhk_threshold(view->t, p[DISCOUNT], p[L0] + (1 - p[L0]) * (1 - s));
}

static bool late(const cbg_view *view)
{
    return view->rounds - view->round <= 2;
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    const cuhk *c = self.memory;
    const double low = threshold(view, self);
    if (c->ledger.has_best && (c->ledger.best >= low || late(view)))
        return cbgi_own_offer(c->ledger.best_outcome);
    if (cbg_view_random_unit(view, CHANCE, 0) < ((const double *)self.config)[EPSILON])
        return cbgi_own_offer(cbgi_own_within(view->own, low, 1, cbg_view_random(view, RANDOM, 0)));
    return cbgi_own_offer(cbgi_pick(view, c->counts, low, 1, OFFER, CANDIDATES));
}

static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    const cuhk *c = self.memory;
    const double u = cbgi_own_utility(view->own, offer);
    if (next != CBG_NO_OUTCOME && u >= cbgi_own_utility(view->own, next))
        return true;
    return u >= threshold(view, self) || (late(view) && c->ledger.has_best && u >= c->ledger.best);
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    return cbgi_counts_estimate(view, ((const cuhk *)self.memory)->counts, about, outcome);
}

const cbg_strategy cbgi_strategy_cuhk = {
    .part = {.name = "cuhk",
             .summary = "concedes late to the tough; offers what the others like; last takes the best it was "
                        "offered",
             .source = "Hao and Leung 2014 (CUHKAgent, ANAC 2012, first)",
             .note = "from the paper's idea; the discount is a parameter; others are taken together; 64 "
                     "candidates a round",
             .params = params,
             .memory_size = memory_size,
             .hear = hear},
    .propose = propose,
    .accept = accept,
    .estimate = estimate,
};
