/* Concession along a power curve of time: F(t) = k + (1 - k) t^(1/e), target = min + (max - min) (1 - F).
 * e < 1 holds out (Boulware), e = 1 is a straight line, e > 1 gives way early (Conceder), e = 0 never moves.
 * min and max are shares of the way from the voice's worst acceptable outcome to its best.
 * Source: Faratin, Sierra, Jennings, "Negotiation decision functions for autonomous agents", Robotics and Autonomous
 * Systems 24 (1998) 159-182, doi 10.1016/S0921-8890(98)00029-3, in the form of GENIUS's time-dependent agents.
 * Everything depends on the round alone, so all offers are worked out once per talk.
 */
#include "base/real.h"
#include "strategy/bidding/timed.h"

size_t cbgi_timed_plan_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return (size_t)setup->rounds * sizeof(uint64_t);
}

void cbgi_timed_plan(const cbg_setup *setup,
                     double (*target)(const cbg_setup *setup, const void *config, double t),
                     const void *config, void *plan)
{
    uint64_t *offer = plan;
    for (int r = 0; r < setup->rounds; r++)
        offer[r] = cbg_profile_at_least(setup->own,
                                        cbg_profile_target(setup->own, target(setup, config, setup->t[r])));
}

cbg_move cbgi_timed_propose(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs)
{
    (void)beliefs;
    return (cbg_move){CBG_ACT_OFFER, ((const uint64_t *)self.plan)[view->round]};
}

static double target(const cbg_setup *setup, const void *config, double t)
{
    const double *p = config, e = p[0], k = p[1];
    const double worst = cbg_profile_scaled(setup->own, setup->own->worst);
    const double best = cbg_profile_scaled(setup->own, setup->own->best);
    const double f = e == 0 ? k : k + (1 - k) * cbgi_pow(t, 1 / e);
    const double low = worst + p[2] * (best - worst), high = worst + p[3] * (best - worst);
    return low + (high - low) * (1 - f);
}

cbg_status cbgi_power_plan(const cbg_setup *setup, const void *config, const cbg_exec *exec, void *plan)
{
    (void)exec;
    cbgi_timed_plan(setup, target, config, plan);
    return CBG_OK;
}
