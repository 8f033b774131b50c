/* Maximum product over walk-away: lift as many seats as possible above their walk-away, then
 * maximise the product of the gains of those that are.
 *
 * The same as Nash whenever some outcome leaves everybody better off; where none does, Nash's product is 0
 * everywhere and this still chooses. Known as maximum Nash welfare in fair division:
 * Caragiannis, Kurokawa, Moulin, Procaccia, Shah, Wang, "The unreasonable fairness of maximum Nash welfare", ACM
 * TEAC 7 (2019) 12, doi 10.1145/3355902.
 */
#include "base/wide.h"
#include "solution/order.h"

/* Who is above the walk-away differs between outcomes, so all gains are scaled alike. */
static void score(const cbgi_problem *problem, const cbgi_gains *gains, double *out)
{
    int64_t most = 1;
    for (int seat = 0; seat < problem->seats; seat++) {
        most = problem->ideal[seat] > most ? problem->ideal[seat] : most;
    }
    const double scale = 1 / (double)most;
    for (int k = 0; k < gains->count; k++) {
        double product = 0.5;
        int above = 0;
        for (int seat = 0; seat < problem->seats; seat++) {
            if (gains->gain[seat][k] > 0) {
                above++;
                product *= (double)gains->gain[seat][k] * scale;
            }
        }
        out[k] = above + product;
    }
}

static double margin(const cbgi_problem *problem)
{
    return 1e-15 * (4 * problem->seats + 8);
}

static int compare(const cbgi_problem *problem, const int64_t *a, const int64_t *b)
{
    int64_t x[CBG_SEATS_MAX], y[CBG_SEATS_MAX];
    int above_a = 0, above_b = 0;
    for (int seat = 0; seat < problem->seats; seat++) {
        above_a += a[seat] > 0;
        above_b += b[seat] > 0;
        x[seat] = a[seat] > 0 ? a[seat] : 1;
        y[seat] = b[seat] > 0 ? b[seat] : 1;
    }
    if (above_a != above_b) {
        return above_a > above_b ? 1 : -1;
    }
    return cbgi_wide_compare_products(x, y, NULL, problem->seats);
}

static bool goal(const cbgi_problem *problem, cbg_goal *out)
{
    out->criterion = CBG_CRITERION_PRODUCT;
    for (int seat = 0; seat < problem->seats; seat++) {
        out->weight[seat] = problem->ideal[seat] > 0;
    }
    /* Nash of those who can gain; where they cannot all gain at once the engine tries fewer of them. */
    return true;
}

const cbgi_solution_kind cbgi_solution_max_product = {
    .name = "max-product",
    .title = "Maximum product over walk-away",
    .summary = "most parties above their walk-away, then the largest product of their gains",
    .source = "Caragiannis et al. 2019, doi 10.1145/3355902",
    .score = score,
    .margin = margin,
    .compare = compare,
    .goal = goal,
};
