/* HardHeaded, winner of 2011: gives way only at the very end, and then to what the others like. Its lower edge is
 * p(t) = m + (1 - m)(1 - F), F = k + (1 - k) t^(1/e), k = e = .05, m the larger of .585 and what it could take at all.
 * Outcomes that come within the edge are queued, those that the others seem to like best first; when none is left it goes
 * back to what it has offered before, again the best by its model. Once it has been offered something above the edge it
 * offers that. It takes what is worth as much as the least it has offered so far, or as its next offer.
 * The model is that of insistence.h.
 * Source: van Krimpen, Looije, Hajizadeh, "HardHeaded", in Complex Automated Negotiations: Theories, Models, and Software
 * Competitions, Springer 2013, 223-227.
 * Ours: a queue takes at most 64 outcomes, drawn one from each of as many equal stretches of what is new, and going back looks at
 * 16. With several others it goes by the mean of what is believed of them.
 */
#include "base/real.h"
#include "strategy/agent/hardheaded.h"
#include "strategy/agent/insistence.h"
#include "strategy/agent/ledger.h"

enum { QUEUE = 0x4EAD, BACK, QUEUED = 64, LOOKED_BACK = 16 };
enum { K, E, MIN };

static const cbg_param params[] = {
    {"k", "share of the way conceded at the start", .05, 0, 1},
    {"e", "how soon it gives way", .05, .001, 100},
    {"min", "where it ends", .585, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

typedef struct headed {
    cbgi_ledger ledger;
    uint64_t opened; /* ranks below this have been queued */
    int queued, at;
    int64_t least; /* value of the least offer made */
    bool has_offered;
    uint64_t queue[QUEUED];
    uint64_t models[]; /* of each voice, insistence.h */
} headed;

double cbgi_hardheaded_edge(double t, double k, double e, double least)
{
    const double f = k + (1 - k) * cbgi_pow(t, 1 / e);
    return least + (1 - least) * (1 - f);
}

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return sizeof(headed) + (size_t)setup->seats * cbgi_insistence_size(setup->own->space);
}

static void *model_of(const cbg_view *view, headed *h, int about)
{
    return (unsigned char *)h->models + (size_t)about * cbgi_insistence_size(view->own->space);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    headed *h = self.memory;
    if (cbgi_ledger_hear(&h->ledger, view, heard))
        cbgi_insistence_hear(view->own->space, model_of(view, h, heard->from), heard->outcome);
}

static double estimate(const cbg_view *view, cbg_self self, int about, uint64_t outcome)
{
    return cbgi_insistence_estimate(view->own->space, model_of(view, self.memory, about), outcome);
}

static double liked(const cbg_view *view, cbg_self self, uint64_t outcome)
{
    double sum = 0;
    for (int v = 0; v < view->seats; v++)
        sum += v == view->seat ? 0 : estimate(view, self, v, outcome);
    return sum;
}

/* Draws from the ranks first..end-1 and puts what the others like best in front; equals stay as they are ranked. */
static int line_up(const cbg_view *view, cbg_self self, uint64_t first, uint64_t end, uint32_t purpose,
                   uint64_t *out, int most)
{
    double like[QUEUED];
    const int n = cbgi_own_sample(view->own, first, end, view, purpose, out, most);
    for (int k = 0; k < n; k++) {
        const uint64_t outcome = out[k];
        const double u = liked(view, self, outcome);
        int at = k;
        for (; at > 0 && like[at - 1] < u; at--) {
            like[at] = like[at - 1];
            out[at] = out[at - 1];
        }
        like[at] = u;
        out[at] = outcome;
    }
    return n;
}

static double edge(const cbg_view *view, const double *p)
{
    const double floor = cbgi_own_floor(view->own);
    return cbgi_hardheaded_edge(view->t, p[K], p[E], floor > p[MIN] ? floor : p[MIN]);
}

static uint64_t choose(const cbg_view *view, cbg_self self)
{
    headed *h = self.memory;
    const double low = edge(view, self.config);
    const uint64_t end = cbg_profile_rank(view->own, cbgi_own_value(view->own, low));
    if (h->ledger.has_best && h->ledger.best >= low)
        return h->ledger.best_outcome;
    if (h->at == h->queued && end > h->opened) {
        h->queued = line_up(view, self, h->opened, end, QUEUE, h->queue, QUEUED);
        h->opened = end;
        h->at = 0;
    }
    if (h->at < h->queued)
        return h->queue[h->at++];
    uint64_t back[LOOKED_BACK];
    return line_up(view, self, 0, h->opened, BACK, back, LOOKED_BACK) > 0 ? back[0]
                                                                         : cbgi_own_at_least(view->own, 1);
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    headed *h = self.memory;
    if (view->own->acceptable == 0)
        return cbgi_own_offer(CBG_NO_OUTCOME);
    const uint64_t outcome = choose(view, self);
    if (view->own_last != CBG_NO_OUTCOME) { /* what was said, not what was merely thought of */
        const int64_t said = cbg_profile_value(view->own, view->own_last);
        h->least = !h->has_offered || said < h->least ? said : h->least;
        h->has_offered = true;
    }
    return cbgi_own_offer(outcome);
}

static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    const headed *h = self.memory;
    const int64_t value = cbg_profile_value(view->own, offer);
    return (h->has_offered && value >= h->least) ||
           (next != CBG_NO_OUTCOME && value >= cbg_profile_value(view->own, next));
}

const cbg_strategy cbgi_strategy_hardheaded = {
    .part = {.name = "hardheaded",
             .summary = "gives way only at the very end, and then to what the others seem to like",
             .source = "van Krimpen, Looije, Hajizadeh 2013 (HardHeaded, ANAC 2011, first)",
             .note = "a queue takes at most 64 outcomes; of several others it goes by the mean belief",
             .params = params,
             .memory_size = memory_size,
             .hear = hear},
    .propose = propose,
    .accept = accept,
    .estimate = estimate,
};
