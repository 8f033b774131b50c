/* One case, timed in the process: bench_case CASE prints seconds and results as JSON, for peers.py to set beside a peer's.
 *
 * Each figure is the fastest of several runs on one thread, from the case read to the answer with its outcomes.
 */
#include <stdio.h>
#include <stdlib.h>

#include "coburg/frontier.h"
#include "coburg/optimum.h"
#include "coburg/read.h"
#include "domain.h"

static cbg_diags diags;

static void fail(void)
{
    fprintf(stderr, "%s\n", diags.count > 0 ? diags.item[0].message : "failed");
    exit(1);
}

static double fold_seconds(const cbg_space *space, size_t *points)
{
    double fastest = 1e9, all = 0;
    for (int round = 0; round < 1000 && all < 1; round++) {
        cbg_frontier *f = NULL;
        double began = wall_seconds();
        if (cbg_frontier_fold(space, NULL, NULL, &f) != CBG_OK) {
            fail();
        }
        double took = wall_seconds() - began;
        *points = f->count;
        cbg_frontier_release(f);
        fastest = took < fastest ? took : fastest;
        all += took;
    }
    return fastest;
}

static double best_seconds(const cbg_space *space, const cbg_goal *goal, int64_t *utility)
{
    double fastest = 1e9, all = 0;
    for (int round = 0; round < 1000 && all < 1; round++) {
        cbg_optimum *o = NULL;
        double began = wall_seconds();
        if (cbg_optimum_find(space, goal, NULL, NULL, &o) != CBG_OK || !o->exists || !o->proof.proved) {
            fail();
        }
        double took = wall_seconds() - began;
        cbg_space_utilities(space, o->option, utility);
        cbg_optimum_free(o);
        fastest = took < fastest ? took : fastest;
        all += took;
    }
    return fastest;
}

static void print_utilities(const cbg_space *space, const char *name, double seconds, const int64_t *utility)
{
    printf(", \"%s_s\": %.9f, \"%s\": [", name, seconds, name);
    for (int s = 0; s < space->seats; s++) {
        printf("%s%.12g", s == 0 ? "" : ", ", (double)utility[s] / (double)space->unit);
    }
    printf("]");
}

/* Ideals over all outcomes: the walk-aways of these domains are 0. */
static double measure_ks(const cbg_space *space, cbg_goal goal, int64_t *utility)
{
    goal.criterion = CBG_CRITERION_SMALLEST;
    for (int s = 0; s < space->seats; s++) {
        goal.weight[s] = space->best[s];
    }
    return best_seconds(space, &goal, utility);
}

int main(int argc, char **argv)
{
    cbg_case *c = NULL;
    cbg_scenario scenario;
    cbg_space *space = NULL;
    if (argc != 2 || cbg_case_read_file(argv[1], NULL, &c, &diags) != CBG_OK ||
        cbg_scenario_init(c, &scenario, &diags) != CBG_OK ||
        cbg_space_build(c, &scenario, NULL, &space, &diags) != CBG_OK) {
        fail();
    }
    size_t points = 0;
    double frontier = fold_seconds(space, &points);
    cbg_goal goal = {.criterion = CBG_CRITERION_PRODUCT};
    for (int s = 0; s < space->seats; s++) {
        goal.weight[s] = 1;
        goal.held[s] = true;
    }
    int64_t nash[CBG_SEATS_MAX], ks[CBG_SEATS_MAX];
    double nash_s = best_seconds(space, &goal, nash), ks_s = measure_ks(space, goal, ks);
    printf("{\"frontier_s\": %.9f, \"points\": %zu", frontier, points);
    print_utilities(space, "nash", nash_s, nash);
    print_utilities(space, "ks", ks_s, ks);
    printf("}\n");
    cbg_space_free(space);
    cbg_case_free(c);
    return 0;
}
