/* Relative tit-for-tat: it reproduces in proportion what the others did `delta` rounds ago: target = own last offer times
 * u(k - delta) / u(k - delta + 1), u being what their offers were worth to it. mirror.h has the source.
 * Ours: until enough has been heard it offers its best outcome; where their offers were worth nothing it stays.
 */
#include "strategy/bidding/mirror.h"

static const cbg_param params[] = {
    {"delta", "how many rounds back it looks", 1, 1, CBGI_MIRROR_MOST - 2},
    {NULL, NULL, 0, 0, 0},
};

static cbg_move propose(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs)
{
    const cbgi_mirror *m = self.memory;
    const int delta = (int)((const double *)self.config)[0];
    (void)beliefs;
    if (m->rounds <= delta)
        return cbgi_mirror_offer(view, 1);
    const double before = cbgi_mirror_at(m, delta), after = cbgi_mirror_at(m, delta - 1);
    return cbgi_mirror_offer(view, cbgi_mirror_own(view) * (before > 0 && after > 0 ? before / after : 1));
}

const cbg_bidding cbgi_bidding_tft_relative = {
    .part = {.name = "tft-relative",
             .summary = "tit-for-tat: concedes in the proportion in which the others did",
             .params = params,
             CBGI_MIRROR_PART},
    .propose = propose,
};
