/* Kalai-Smorodinsky: every seat gets the largest common share of what it could hope for.
 *
 *   maximise min_p (u_p - d_p) / (I_p - d_p), then the next smallest ratio, and so on
 *
 * I_p is the best for p within the zone (individually rational outcomes), not over all outcomes: with the latter the
 * answer depends on outcomes that somebody would never accept. Seats that cannot gain at all do not count.
 * Source: E. Kalai and M. Smorodinsky, "Other solutions to Nash's bargaining problem", Econometrica 43 (1975) 513-518,
 * doi 10.2307/1914280; leximin form for more than two parties: H. Imai, Econometrica 51 (1983) 389-401,
 * doi 10.2307/1911997. Departure: outcomes are discrete, so ratios need not be equal.
 */
#include "solution/order.h"

static void score(const cbgi_problem *problem, const cbgi_gains *gains, double *out)
{
    for (int k = 0; k < gains->count; k++) {
        out[k] = 2;
    }
    for (int seat = 0; seat < problem->seats; seat++) {
        double scale = problem->scale[seat];
        const int64_t *gain = gains->gain[seat];
        for (int k = 0; scale > 0 && k < gains->count; k++) {
            double ratio = (double)gain[k] * scale;
            out[k] = ratio < out[k] ? ratio : out[k];
        }
    }
}

static double margin(const cbgi_problem *problem)
{
    (void)problem;
    return 1e-14;
}

static bool determined(const cbgi_problem *problem, const int64_t *best)
{
    (void)best;
    bool any = false;
    for (int seat = 0; seat < problem->seats; seat++) {
        any = any || problem->ideal[seat] > 0;
    }
    return any;
}

static bool goal(const cbgi_problem *problem, cbg_goal *out)
{
    out->criterion = CBG_CRITERION_SMALLEST;
    for (int seat = 0; seat < problem->seats; seat++) {
        out->weight[seat] = problem->ideal[seat];
    }
    return determined(problem, NULL);
}

const cbgi_solution_kind cbgi_solution_kalai_smorodinsky = {
    .name = "kalai-smorodinsky",
    .title = "Kalai-Smorodinsky",
    .summary = "largest common share of each party's best gain within the zone",
    .source = "Kalai and Smorodinsky 1975, doi 10.2307/1914280",
    .score = score,
    .margin = margin,
    .compare = cbgi_leximin_ratio,
    .determined = determined,
    .goal = goal,
};
