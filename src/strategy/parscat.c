/* ParsCat, ANAC 2016: offers at random from a narrow window around a curve that does not fall steadily but goes up and
 * down in straight pieces, so that nobody learns where it ends; takes what is worth as much as the curve.
 * Source: the agent of the Pars team for the multilateral league of ANAC 2016.
 * Remembered: that the curve has pieces and rises between them, and that windows are narrow. Ours: its corners (below),
 * the width of .02 to either side. All voices are treated alike, which is what it was written for; any number of them.
 */
#include "strategy/agent/curve.h"
#include "strategy/agent/own.h"

enum { OFFER = 0x9A25 };

static const cbg_param params[] = {
    {"width", "half the width of the window, in utility", .02, 0, .5},
    {"end", "where the curve ends", .6, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

static double target(const cbg_view *view, cbg_self self)
{
    const double end = ((const double *)self.config)[1];
    const cbgi_corner corner[] = {{0, 1},     {.25, .9}, {.375, .95}, {.5, .9},           {.6, .8},
                                  {.7, 1},    {.8, .7},  {.9, .8},    {.95, (.8 + end) / 2}, {1, end}};
    return cbgi_curve(corner, (int)(sizeof corner / sizeof *corner), view->t);
}

static cbg_move propose(const cbg_view *view, cbg_self self)
{
    const double u = target(view, self), width = *(const double *)self.config;
    return cbgi_own_offer(
        cbgi_own_within(view->own, u - width, u + width, cbg_view_random(view, OFFER, 0)));
}

static bool accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next)
{
    (void)next;
    return cbgi_own_utility(view->own, offer) >= target(view, self);
}

const cbg_strategy cbgi_strategy_parscat = {
    .part = {.name = "parscat",
             .summary = "random offers around a curve that rises and falls in straight pieces",
             .source = "ParsCat (ANAC 2016, multilateral)",
             .note = "remembered; the corners of the curve and the width of the window are ours",
             .params = params},
    .propose = propose,
    .accept = accept,
};
