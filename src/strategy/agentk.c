/* AgentK, winner of 2010: judges from what it was offered how much it can hope for, and concedes to that.
 * With mean m and variance v of the utilities offered so far, s = sqrt(12 v) is the width of a uniform distribution that
 * spreads as much; the most to hope for is emax = m + (1 - m) s. The target falls as 1 - t^a (1 - emax), a = 3 + 6 m,
 * is stretched by q = min(2, (s + .1) / (1 - target)) to q target + 1 - q, and stays above emax, by less and less.
 * It offers at random what is worth the target, found with an exponent that wavers by 1 around a, and accepts with
 * probability t^a / 5 + (u - emax) + (u - target), none below .1.
 * Source: Kawaguchi, Fujita, Ito, "AgentK: compromising strategy based on estimated maximum utility for automated
 * negotiating agents", in New Trends in Agent-Based Complex Automated Negotiations, Springer 2012.
 * Remembered: how a target above emax is softened (by 1 / (r (400 - 300 t)) where r is the excess, never by more than r), the
 * wavering exponent and the cut at .1. With more than two voices the offers of all others are taken together.
 */
#include <math.h>

#include "base/real.h"
#include "strategy/agent/agentk.h"
#include "strategy/agent/ledger.h"

enum { OFFER = 0xA6E0, WAVER, ACCEPT };

/* The target for exponent a, given what the others let hope for. */
static double target(const cbgi_agentk_hope *h, double t, double a)
{
    const double plain = 1 - cbgi_pow(t, a) * (1 - h->most);
    const double q = plain < 1 && (h->spread + .1) / (1 - plain) < 2 ? (h->spread + .1) / (1 - plain) : 2;
    const double stretched = q * plain + 1 - q;
    const double excess = stretched - h->most, firmness = 400 - 300 * t;
    if (!(excess > 0))
        return h->most;
    const double eased = 1 / (excess * firmness);
    return stretched - (eased < excess ? eased : excess);
}

cbgi_agentk_hope cbgi_agentk_hope_of(double mean, double variance)
{
    const double s = sqrt(12 * variance);
    return (cbgi_agentk_hope){.spread = s, .most = mean + (1 - mean) * s, .exponent = 3 + 6 * mean};
}

double cbgi_agentk_target(const cbgi_agentk_hope *hope, double t, double waver)
{
    return target(hope, t, hope->exponent + waver);
}

double cbgi_agentk_chance(const cbgi_agentk_hope *hope, double t, double u)
{
    const double p =
        cbgi_pow(t, hope->exponent) / 5 + (u - hope->most) + (u - target(hope, t, hope->exponent));
    return p < .1 ? 0 : p;
}

static size_t memory_size(const cbg_setup *setup, const void *config)
{
    (void)setup;
    (void)config;
    return sizeof(cbgi_ledger);
}

static void hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    (void)cbgi_ledger_hear(self.memory, view, heard);
}

static cbgi_agentk_hope hope_now(cbg_self self)
{
    const cbgi_ledger *ledger = self.memory;
    return cbgi_agentk_hope_of(cbgi_ledger_mean(ledger), cbgi_ledger_variance(ledger));
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    const cbgi_agentk_hope hope = hope_now(self);
    const double waver = 2 * cbg_view_random_unit(view, WAVER, 0) - 1;
    return cbgi_own_offer(cbgi_own_within(view->own, cbgi_agentk_target(&hope, view->t, waver), 1,
                                          cbg_view_random(view, OFFER, 0)));
}

static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    (void)next;
    const cbgi_agentk_hope hope = hope_now(self);
    const double p = cbgi_agentk_chance(&hope, view->t, cbgi_own_utility(view->own, offer));
    return p > cbg_view_random_unit(view, ACCEPT, (uint32_t)(offer ^ offer >> 32));
}

const cbg_strategy cbgi_strategy_agentk = {
    .part = {.name = "agentk",
             .summary = "concedes to the most that the offers so far let it hope for; accepts by chance",
             .source = "Kawaguchi, Fujita, Ito 2012 (ANAC 2010, first)",
             .note = "remembered: softening of the target, wavering exponent, no acceptance below .1; offers of "
                     "all others are taken together",
             .memory_size = memory_size,
             .hear = hear},
    .propose = propose,
    .accept = accept,
};
