/* Averaged tit-for-tat: relative tit-for-tat over a window of `gamma` rounds: target = own last offer times u(k - gamma) / u(k).
 * With gamma = 1 it is relative tit-for-tat. mirror.h has the source.
 * Ours: until a whole window has been heard it looks at as much as there is, and offers its best outcome before.
 */
#include "strategy/bidding/mirror.h"

static const cbg_param params[] = {
    {"gamma", "rounds in the window", 4, 1, CBGI_MIRROR_MOST - 2},
    {NULL, NULL, 0, 0, 0},
};

static cbg_move propose(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs)
{
    const cbgi_mirror *m = self.memory;
    const int gamma = (int)((const double *)self.config)[0];
    (void)beliefs;
    if (m->rounds < 2)
        return cbgi_mirror_offer(view, 1);
    const double before = cbgi_mirror_at(m, m->rounds - 1 < gamma ? m->rounds - 1 : gamma),
                 now = cbgi_mirror_at(m, 0);
    return cbgi_mirror_offer(view, cbgi_mirror_own(view) * (before > 0 && now > 0 ? before / now : 1));
}

const cbg_bidding cbgi_bidding_tft_averaged = {
    .part = {.name = "tft-averaged",
             .summary = "tit-for-tat over a window of rounds",
             .params = params,
             CBGI_MIRROR_PART},
    .propose = propose,
};
