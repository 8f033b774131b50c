/* See mirror.h. */
#include "strategy/bidding/mirror.h"

size_t cbgi_mirror_memory_size(const cbg_setup *setup, const void *config)
{
    (void)setup;
    (void)config;
    return sizeof(cbgi_mirror);
}

void cbgi_mirror_hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    cbgi_mirror *m = self.memory;
    if (heard->act != CBG_ACT_OFFER)
        return;
    if (m->rounds == 0 || heard->round != m->round) {
        m->round = heard->round;
        m->rounds++;
        m->offers = 0;
        m->sum = 0;
    }
    m->sum += cbg_profile_utility(view->own, heard->outcome);
    m->offers++;
    m->mean[(m->rounds - 1) % CBGI_MIRROR_MOST] = m->sum / m->offers;
}

double cbgi_mirror_at(const cbgi_mirror *mirror, int k)
{
    return mirror->mean[(mirror->rounds - 1 - k) % CBGI_MIRROR_MOST];
}

double cbgi_mirror_own(const cbg_view *view)
{
    return view->own_last == CBG_NO_OUTCOME ? cbg_profile_scaled(view->own, view->own->best)
                                            : cbg_profile_utility(view->own, view->own_last);
}

cbg_move cbgi_mirror_offer(const cbg_view *view, double target)
{
    const double worst = cbg_profile_scaled(view->own, view->own->worst),
                 best = cbg_profile_scaled(view->own, view->own->best);
    const double within = target < worst ? worst : target > best ? best : target;
    return (cbg_move){CBG_ACT_OFFER, cbg_profile_at_least(view->own, cbg_profile_target(view->own, within))};
}
