/* Trade-off on a curve of time: the target falls as F(t) = t^(1/e) has it, and of the outcomes just above it the one is offered that
 * the others are believed to like best. Source of trade-offs: Faratin, Sierra, Jennings, "Using similarity criteria to make issue
 * trade-offs in automated negotiations", Artificial Intelligence 142 (2002) 205-237, doi 10.1016/S0004-3702(02)00290-4.
 * Departure: an opponent model takes the place of similarity to their last offer; without one the best for itself is offered.
 */
#include "base/real.h"
#include "strategy/agent/own.h"
#include "strategy/bidding/pleasing.h"

enum { PURPOSE = 0x7ADE };

static const cbg_param params[] = {
    {"e", "how soon it gives way: below 1 late, above 1 early, 0 never", .2, 0, 100},
    {"min", "where it ends, as a share of the way from its worst to its best outcome", 0, 0, 1},
    {"width", "of the window above the target, in utility", .05, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

static cbg_move propose(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs)
{
    const double *p = self.config, floor = cbgi_own_floor(view->own);
    const double least = floor + p[1] * (1 - floor);
    const double target = p[0] == 0 ? 1 : least + (1 - least) * (1 - cbgi_pow(view->t, 1 / p[0]));
    return cbgi_own_offer(cbgi_pleasing(view, beliefs, target, target + p[2], PURPOSE));
}

const cbg_bidding cbgi_bidding_tradeoff = {
    .part = {.name = "tradeoff",
             .summary =
                 "concedes by time; of what is worth enough it offers what the others seem to like best",
             .source = "Faratin, Sierra, Jennings 2002, doi 10.1016/S0004-3702(02)00290-4",
             .note = "an opponent model takes the place of similarity; looks at 64 outcomes",
             .params = params},
    .wants_model = true,
    .propose = propose,
};
