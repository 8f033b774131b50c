/* Utilitarian: the largest sum of utilities within the zone.
 *
 *   maximise sum_p u_p over the zone
 *
 * It compares points between parties one to one, which the other solutions do not.
 * Source: J. C. Harsanyi, "Cardinal welfare, individualistic ethics, and interpersonal comparisons of utility",
 * J. Political Economy 63 (1955) 309-321, doi 10.1086/257678.
 */
#include "solution/order.h"

__extension__ typedef __int128 wide;

static void score(const cbgi_problem *problem, const cbgi_gains *gains, double *out)
{
    for (int k = 0; k < gains->count; k++) {
        out[k] = 0;
    }
    for (int seat = 0; seat < problem->seats; seat++) {
        for (int k = 0; k < gains->count; k++) {
            out[k] += (double)gains->gain[seat][k];
        }
    }
}

static double margin(const cbgi_problem *problem)
{
    return 1e-15 * (problem->seats + 1);
}

static int compare(const cbgi_problem *problem, const int64_t *a, const int64_t *b)
{
    wide sum = 0;
    for (int seat = 0; seat < problem->seats; seat++) {
        sum += (wide)a[seat] - b[seat];
    }
    return (sum > 0) - (sum < 0);
}

static bool goal(const cbgi_problem *problem, cbg_goal *out)
{
    out->criterion = CBG_CRITERION_SUM;
    for (int seat = 0; seat < problem->seats; seat++) {
        out->weight[seat] = 1;
    }
    return true;
}

const cbgi_solution_kind cbgi_solution_utilitarian = {
    .name = "utilitarian",
    .title = "Utilitarian",
    .summary = "largest sum of utilities",
    .source = "Harsanyi 1955, doi 10.1086/257678",
    .score = score,
    .margin = margin,
    .compare = compare,
    .goal = goal,
};
