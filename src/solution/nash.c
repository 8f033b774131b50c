/* Nash: the largest product of gains over the walk-aways, every seat counting alike.
 *
 *   maximise prod_p (u_p - d_p) over the zone
 *
 * Source: J. F. Nash, "The bargaining problem", Econometrica 18 (1950) 155-162, doi 10.2307/1907266.
 * Departure: outcomes are discrete, no lotteries (see lottery.c). When the product is 0 everywhere the criterion says
 * nothing and the result is marked as not determined; see max_product.c.
 */
#include "base/wide.h"
#include "solution/order.h"

static void score(const cbgi_problem *problem, const cbgi_gains *gains, double *out)
{
    cbgi_score_product(problem, NULL, gains, out);
}

static double margin(const cbgi_problem *problem)
{
    return 1e-15 * (4 * problem->seats + 8);
}

static double bound(const cbgi_problem *problem, const cbgi_block *block)
{
    double most = block->max_product;
    for (int seat = 0; seat < problem->seats; seat++) {
        most *= problem->scale[seat];
    }
    return most;
}

static int compare(const cbgi_problem *problem, const int64_t *a, const int64_t *b)
{
    return cbgi_wide_compare_products(a, b, NULL, problem->seats);
}

static bool determined(const cbgi_problem *problem, const int64_t *best)
{
    bool all = true;
    for (int seat = 0; seat < problem->seats; seat++) {
        all = all && best[seat] > 0;
    }
    return all;
}

static bool goal(const cbgi_problem *problem, cbg_goal *out)
{
    out->criterion = CBG_CRITERION_PRODUCT;
    for (int seat = 0; seat < problem->seats; seat++) {
        out->weight[seat] = 1;
    }
    return true;
}

const cbgi_solution_kind cbgi_solution_nash = {
    .name = "nash",
    .title = "Nash",
    .summary = "largest product of gains, every party counting alike",
    .source = "Nash 1950, doi 10.2307/1907266",
    .score = score,
    .margin = margin,
    .bound = bound,
    .compare = compare,
    .determined = determined,
    .goal = goal,
};
