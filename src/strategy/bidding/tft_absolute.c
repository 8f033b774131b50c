/* Random absolute tit-for-tat: it reproduces in absolute terms what the others did `delta` rounds ago, give or take a random step to break
 * out of cycles: target = own last offer - (u(k - delta + 1) - u(k - delta)) + r, r uniform in -step..step. mirror.h has the source.
 * Ours: until enough has been heard it offers its best outcome.
 */
#include "strategy/bidding/mirror.h"

enum { PURPOSE = 0x7F7A };

static const cbg_param params[] = {
    {"delta", "how many rounds back it looks", 1, 1, CBGI_MIRROR_MOST - 2},
    {"step", "the largest random change", .02, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

static cbg_move propose(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs)
{
    const cbgi_mirror *m = self.memory;
    const double *p = self.config;
    const int delta = (int)p[0];
    (void)beliefs;
    if (m->rounds <= delta)
        return cbgi_mirror_offer(view, 1);
    const double gained = cbgi_mirror_at(m, delta - 1) - cbgi_mirror_at(m, delta);
    const double random = p[1] * (2 * cbg_view_random_unit(view, PURPOSE, 0) - 1);
    return cbgi_mirror_offer(view, cbgi_mirror_own(view) - gained + random);
}

const cbg_bidding cbgi_bidding_tft_absolute = {
    .part = {.name = "tft-absolute",
             .summary = "tit-for-tat: concedes by as much as the others did, give or take a random step",
             .params = params,
             CBGI_MIRROR_PART},
    .propose = propose,
};
