/* Weighted median: the position that no other beats when actors vote with their weight.
 *
 *   lower: the smallest position x with  sum of weights at or below x >= half of all
 *   upper: the greatest position x with  sum of weights at or above x >= half of all
 *
 * They differ when exactly half stands at or below the lower one; the result then gives both as its interval.
 * Sums of decimals miss a half by rounding, so within 1e-12 of all weight it counts as exact.
 * Source: D. Black, "On the rationale of group decision-making", J. Political Economy 56 (1948) 23-34,
 * doi 10.1086/256633. O(n log n). Departures: weights need not be equal.
 */
#include "forecast/weights.h"

enum { WEIGHTS, SIDE };

static const char *const sides[] = {"lower", "upper", "middle", NULL};

static const cbg_forecast_param params[] = {
    {.name = "weights",
     .help = "what an actor's vote counts by",
     .choice = cbgi_forecast_weightings,
     .option = true},
    {.name = "side", .help = "which median when half stands on either side", .choice = sides, .option = true},
};

static void run(const cbgi_forecast_job *job)
{
    cbgi_held *held = job->scratch;
    const int count = cbgi_forecast_held(job, cbgi_forecast_choice(job->options, WEIGHTS), held);
    if (count == 0) {
        return;
    }
    double all = 0, below = 0;
    for (int i = 0; i < count; i++) {
        all += held[i].w;
    }
    const double half = all / 2, slack = 1e-12 * all;
    int at = 0;
    for (below = held[0].w; below < half - slack && at < count - 1; below += held[at].w) {
        at++;
    }
    const bool both = below <= half + slack && at < count - 1;
    const double lower = held[at].x, upper = both ? held[at + 1].x : lower;
    const int side = cbgi_forecast_choice(job->options, SIDE);
    const double x = side == 0 ? lower : side == 1 ? upper : lower + (upper - lower) / 2;
    *job->out = (cbg_forecast_issue){x, lower, upper, CBG_FORECAST_SETTLED, 0, 0};
}

const cbgi_forecast_kind cbgi_forecast_median = {
    .model = {.name = "median",
              .label = "Median voter",
              .summary = "the position with half of the weight on either side",
              .source = "Black 1948, doi 10.1086/256633",
              .departures = "votes are weighted",
              .params = 2,
              .param = params},
    .scratch = cbgi_forecast_held_scratch,
    .run = run,
};
