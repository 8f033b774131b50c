/* The Boulware of the Bezier family: bidding/bezier.c with the points (1, .85, .4). NegoLog calls it just Boulware. */
#include "coburg/strategy.h"

static const cbg_param params[] = {
    {"p0", "where the curve begins", 1, 0, 1},
    {"p1", "what pulls it in the middle", .85, 0, 1},
    {"p2", "where it ends", .4, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

const cbg_strategy cbgi_strategy_bezier_boulware = {
    .part = {.name = "bezier-boulware",
             .summary = "holds out, gives way near the deadline (Bezier curve of time)",
             .source = "Vahidov, Kersten, Yu 2017 (HICSS), as in NegoLog",
             .params = params},
    .parts = "bidding:bezier(p0=$p0,p1=$p1,p2=$p2)+accept:next",
};
