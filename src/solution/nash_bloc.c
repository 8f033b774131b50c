/* Nash with bargaining weights: sides count alike however many members they have.
 *
 *   maximise prod_p (u_p - d_p)^(a_p) over the zone, a_p the seat's share, sum 1
 *
 * Source: asymmetric Nash solution, E. Kalai, "Nonsymmetric Nash solutions and replications of
 * 2-person bargaining", Int. J. Game Theory 6 (1977) 129-133, doi 10.1007/BF01774658. Shares: scenario.c.
 * Exact: the shares are brought to integer exponents, the products compared as whole numbers.
 */
#include "base/wide.h"
#include "solution/order.h"

static void score(const cbgi_problem *problem, const cbgi_gains *gains, double *out)
{
    cbgi_score_product(problem, problem->exponent, gains, out);
}

static double margin(const cbgi_problem *problem)
{
    double factors = 8;
    for (int seat = 0; seat < problem->seats; seat++) {
        factors += 4 * (double)problem->exponent[seat];
    }
    return 1e-15 * factors;
}

static int compare(const cbgi_problem *problem, const int64_t *a, const int64_t *b)
{
    return cbgi_wide_compare_products(a, b, problem->exponent, problem->seats);
}

static bool determined(const cbgi_problem *problem, const int64_t *best)
{
    bool all = true;
    for (int seat = 0; seat < problem->seats; seat++) {
        all = all && (best[seat] > 0 || problem->exponent[seat] == 0);
    }
    return all;
}

static bool goal(const cbgi_problem *problem, cbg_goal *out)
{
    out->criterion = CBG_CRITERION_PRODUCT;
    for (int seat = 0; seat < problem->seats; seat++) {
        out->weight[seat] = problem->exponent[seat];
    }
    return true;
}

const cbgi_solution_kind cbgi_solution_nash_bloc = {
    .name = "nash-bloc",
    .title = "Nash, bloc-weighted",
    .summary = "largest product of gains, every side counting alike",
    .source = "Kalai 1977, doi 10.1007/BF01774658",
    .score = score,
    .margin = margin,
    .compare = compare,
    .determined = determined,
    .goal = goal,
};
