/* Egalitarian: the worst-off seat gains as much as possible, then the next, and so on (leximin).
 *
 *   maximise the sorted vector of gains u_p - d_p, smallest first, in lexicographic order
 *
 * Equal gains alone can be dominated (Nash's barter: (6,6) against (8,6)); leximin never is.
 * Source: E. Kalai, "Proportional solutions to bargaining situations", Econometrica 45 (1977)
 * 1623-1630, doi 10.2307/1913954; leximin: H. Imai 1983, doi 10.2307/1911997.
 */
#include "solution/order.h"

static void score(const cbgi_problem *problem, const cbgi_gains *gains, double *out)
{
    for (int k = 0; k < gains->count; k++) {
        int64_t least = gains->gain[0][k];
        for (int seat = 1; seat < problem->seats; seat++) {
            least = gains->gain[seat][k] < least ? gains->gain[seat][k] : least;
        }
        out[k] = (double)least;
    }
}

static double margin(const cbgi_problem *problem)
{
    (void)problem;
    return 1e-15;
}

static double bound(const cbgi_problem *problem, const cbgi_block *block)
{
    (void)problem;
    return (double)block->max_min;
}

static int compare(const cbgi_problem *problem, const int64_t *a, const int64_t *b)
{
    return cbgi_leximin(a, b, problem->seats);
}

static bool goal(const cbgi_problem *problem, cbg_goal *out)
{
    out->criterion = CBG_CRITERION_SMALLEST;
    for (int seat = 0; seat < problem->seats; seat++) {
        out->weight[seat] = 1;
    }
    return true;
}

const cbgi_solution_kind cbgi_solution_egalitarian = {
    .name = "egalitarian",
    .title = "Egalitarian (leximin)",
    .summary = "largest gain for the worst-off party, then the next",
    .source = "Kalai 1977, doi 10.2307/1913954; Imai 1983, doi 10.2307/1911997",
    .score = score,
    .margin = margin,
    .bound = bound,
    .compare = compare,
    .goal = goal,
};
