/* Atlas3, winner of 2015, for any number of voices: works backwards from the end. Outcomes that it would take and that
 * others have offered or accepted are popular; the more of the others stand behind one, the more popular, and among those of
 * equal support the better for itself. In the last rounds it will offer the popular ones, the best for itself first; what it
 * expects from r rounds of that is v(r) = p u + (1 - p) v(r - 1), u the utility of the one whose turn it is, p the share of
 * the others behind it, v(0) what it has without a deal. v of the whole end game is the lower limit of its concession: until then the target
 * is v + (1 - v)(1 - t^3), it offers above the target what the others seem to like best, and takes what reaches the
 * target. In the end game it takes what is worth more than the rounds still left.
 * Source: Mori and Ito, "Atlas3: a negotiating agent based on expecting lower limit of concession function", in Modern
 * Approaches to Agent-based Complex Automated Negotiation, Springer 2017.
 * Written from the paper's idea. Ours: the exponent 3, 16 popular outcomes kept, an end game of a quarter of the rounds at
 * most, p, 64 candidates a round.
 */
#include "strategy/agent/atlas3.h"
#include "strategy/agent/counts.h"
#include "strategy/agent/pick.h"

enum { OFFER = 0xA713, CANDIDATES = 64, POPULAR = 16 };

typedef struct popular {
    uint64_t outcome, behind; /* bit v: voice v offered or accepted it */
    double u;
} popular;

typedef struct atlas {
    popular list[POPULAR]; /* those with most behind them first, then the best for itself */
    int n;
    uint64_t counts[]; /* of counts.h */
} atlas;

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return sizeof(atlas) + cbgi_counts_size(setup);
}

static bool before(const popular *a, const popular *b)
{
    const int x = __builtin_popcountll(a->behind), y = __builtin_popcountll(b->behind);
    return x != y ? x > y : a->u != b->u ? a->u > b->u : a->outcome < b->outcome;
}

/* Enters or moves up; the last drops out of a full list. */
static void support(const cbg_view *view, atlas *a, int from, uint64_t outcome)
{
    int k = 0;
    popular p = {outcome, UINT64_C(1) << from, cbgi_own_utility(view->own, outcome)};
    while (k < a->n && a->list[k].outcome != outcome)
        k++;
    if (k < a->n) {
        p.behind |= a->list[k].behind;
    } else if (a->n < POPULAR) {
        a->n++;
    } else if (before(&p, &a->list[POPULAR - 1])) {
        k = POPULAR - 1;
    } else {
        return;
    }
    for (; k > 0 && before(&p, &a->list[k - 1]); k--)
        a->list[k] = a->list[k - 1];
    a->list[k] = p;
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    atlas *a = self.memory;
    if (heard->from >= view->seats || (heard->act != CBG_ACT_OFFER && heard->act != CBG_ACT_ACCEPT))
        return;
    if (heard->act == CBG_ACT_OFFER)
        cbgi_counts_hear(view, a->counts, heard->from, heard->outcome);
    if (cbg_profile_accepts(view->own, heard->outcome))
        support(view, a, heard->from, heard->outcome);
}

/* The plan of the end game: the most popular outcomes, as many as a quarter of the rounds (but one at least), the best for
 * itself first. */
static int plan_end(const cbg_view *view, const atlas *a, popular *plan)
{
    const int most = view->rounds < 4 ? 1 : view->rounds / 4, n = a->n < most ? a->n : most;
    for (int j = 0; j < n; j++) {
        int k = j;
        for (; k > 0 && a->list[j].u > plan[k - 1].u; k--)
            plan[k] = plan[k - 1];
        plan[k] = a->list[j];
    }
    return n;
}

double cbgi_atlas_worth(const double *u, const double *p, int n, int r, double none)
{
    double v = none;
    for (int k = n - 1; k >= 0 && n - k <= r; k--)
        v = p[k] * u[k] + (1 - p[k]) * v;
    return v;
}

/* What the last r rounds of the plan are worth. */
static double worth(const cbg_view *view, const popular *plan, int n, int r)
{
    double u[POPULAR], p[POPULAR];
    const double none = cbgi_own_scaled(view->own, view->own->walk_away);
    for (int k = 0; k < n; k++) {
        u[k] = plan[k].u > 0 ? plan[k].u : 0;
        p[k] = (double)__builtin_popcountll(plan[k].behind) / (view->seats - 1);
    }
    return cbgi_atlas_worth(u, p, n, r, none < 0 ? 0 : none);
}

static bool is_end(const cbg_view *view, int n)
{
    return view->rounds - view->round <= n;
}

static double target(const cbg_view *view, const popular *plan, int n)
{
    const double t = view->t, v = worth(view, plan, n, n);
    return v + (1 - v) * (1 - t * t * t);
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    const atlas *a = self.memory;
    popular plan[POPULAR];
    const int n = plan_end(view, a, plan);
    if (is_end(view, n))
        return cbgi_own_offer(plan[n - (view->rounds - view->round)].outcome);
    return cbgi_own_offer(cbgi_pick(view, a->counts, target(view, plan, n), 1, OFFER, CANDIDATES));
}

static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    popular plan[POPULAR];
    const int n = plan_end(view, self.memory, plan);
    const double u = cbgi_own_utility(view->own, offer);
    (void)next;
    if (is_end(view, n))
        return u >= worth(view, plan, n, view->rounds - view->round - 1);
    return u >= target(view, plan, n);
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    return cbgi_counts_estimate(view, ((const atlas *)self.memory)->counts, about, outcome);
}

const cbg_strategy cbgi_strategy_atlas3 = {
    .part = {.name = "atlas3",
             .summary = "works backwards from an end game of outcomes that others stand behind",
             .source = "Mori and Ito 2017 (Atlas3, ANAC 2015, first)",
             .note = "from the paper's idea; exponent, probabilities and 64 candidates a round are ours",
             .memory_size = memory_size,
             .hear = hear},
    .propose = propose,
    .accept = accept,
    .estimate = estimate,
};
