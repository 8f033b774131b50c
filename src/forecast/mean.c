/* Weighted mean: the compromise model and its simpler relatives.
 *
 *   x = sum_i w_i x_i / sum_i w_i,   w = capability * salience, capability, salience, or 1
 *
 * With both weights it is the compromise model, the first-order answer of the Nash solution when
 * disagreement is far worse than any outcome. Source: C. H. Achen, "Institutional realism and bargaining models", in Thomson,
 * Stokman, Achen and Koenig, The European Union Decides, 2006, doi 10.1017/CBO9780511492082. O(n log n).
 * Departures: none. Sums run over positions in order, so the order of actors does not show.
 */
#include "forecast/weights.h"

enum { WEIGHTS };

static const cbg_forecast_param params[] = {
    {.name = "weights",
     .help = "what an actor's position counts by",
     .choice = cbgi_forecast_weightings,
     .option = true},
};

static void run(const cbgi_forecast_job *job)
{
    cbgi_held *held = job->scratch;
    const int count = cbgi_forecast_held(job, cbgi_forecast_choice(job->options, WEIGHTS), held);
    double sum = 0, weight = 0;
    for (int i = 0; i < count; i++) {
        sum += held[i].w * held[i].x;
        weight += held[i].w;
    }
    if (count > 0) {
        const double x = held[0].x == held[count - 1].x ? held[0].x : sum / weight;
        *job->out = (cbg_forecast_issue){x, x, x, CBG_FORECAST_SETTLED, 0, 0};
    }
}

const cbgi_forecast_kind cbgi_forecast_mean = {
    .model = {.name = "mean",
              .label = "Compromise (weighted mean)",
              .summary = "the mean of positions, weighted by capability and salience",
              .source = "Achen 2006, doi 10.1017/CBO9780511492082",
              .departures = "none",
              .params = 1,
              .param = params},
    .scratch = cbgi_forecast_held_scratch,
    .run = run,
};
