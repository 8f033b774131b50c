/* The best outcome by three criteria at sizes nobody can enumerate: time, nodes, and what is proved.
 *
 * Seven parties; domains: domain.h; walk-aways at a share of the own best outcome. Processor time on one thread, the
 * fastest of three. "gap" is proven bound less value: of the logarithm of the product, else in parts of the
 * widest range of a party's utilities.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "coburg/optimum.h"
#include "domain.h"

typedef struct measure {
    double seconds;
    cbg_proof proof;
    int64_t utility;
} measure;

static measure find(const cbg_space *space, const cbg_goal *goal, int seat)
{
    measure m = {.seconds = 1e9};
    for (int round = 0; round < 3; round++) {
        cbg_optimum *o = NULL;
        double began = cpu_seconds();
        if (cbg_optimum_find(space, goal, NULL, NULL, &o) != CBG_OK || !o->exists) {
            printf("nothing found\n");
            exit(1);
        }
        double took = cpu_seconds() - began;
        m.seconds = took < m.seconds ? took : m.seconds;
        m.proof = o->proof;
        int64_t utility[CBG_SEATS_MAX];
        cbg_space_utilities(space, o->option, utility);
        m.utility = utility[seat];
        cbg_optimum_free(o);
        if (took > 0.5) {
            break;
        }
    }
    return m;
}

static void print(const cbg_space *space, const char *what, const cbg_goal *goal, measure m)
{
    double range = 0;
    for (int p = 0; p < space->seats; p++) {
        range = fmax(range, (double)(space->best[p] - space->worst[p]) / (double)space->unit);
    }
    range = goal->criterion == CBG_CRITERION_PRODUCT ? 1 : goal->weight[0] > 1 ? 1 : range;
    printf("  %-18s %10.2f ms %9llu nodes   %-10s root gap %.5f, proven gap %.5f\n", what, 1e3 * m.seconds,
           (unsigned long long)m.proof.nodes,
           m.proof.ties_known ? "proved"
           : m.proof.proved   ? "value"
                              : "bounded",
           (m.proof.root_bound - m.proof.value) / range, (m.proof.bound - m.proof.value) / range);
}

static void bench(int issues, int options, domain_kind kind, int walk_away)
{
    static const char *const name[] = {"fine", "coarse", "opposed camps"};
    domain d = domain_make(7, issues, options, kind, walk_away, 1950);
    printf("7 parties, %dx%d = 10^%.0f outcomes, %s, walk-aways at %d %%\n", issues, options,
           issues * log10(options), name[kind], walk_away);
    cbg_goal goal = {0};
    for (int p = 0; p < 7; p++) {
        goal.from[p] = d.space->walk_away[p];
        goal.weight[p] = 1;
        goal.held[p] = true;
    }
    goal.criterion = CBG_CRITERION_PRODUCT;
    print(d.space, "Nash", &goal, find(d.space, &goal, 0));
    goal.criterion = CBG_CRITERION_SMALLEST;
    print(d.space, "egalitarian", &goal, find(d.space, &goal, 0));
    cbg_goal ks = goal;
    double ideals = 0;
    for (int p = 0; p < 7; p++) {
        cbg_goal own = goal;
        own.criterion = CBG_CRITERION_SUM;
        for (int q = 0; q < 7; q++) {
            own.weight[q] = q == p;
        }
        measure m = find(d.space, &own, p);
        ideals += m.seconds;
        ks.weight[p] = m.utility - goal.from[p];
    }
    print(d.space, "Kalai-Smorodinsky", &ks, find(d.space, &ks, 0));
    printf("  %-18s %10.2f ms\n", "  its seven ideals", 1e3 * ideals);
    domain_free(&d);
}

int main(void)
{
    bench(12, 10, DOMAIN_FINE, 50);
    bench(12, 10, DOMAIN_OPPOSED, 30);
    bench(20, 10, DOMAIN_OPPOSED, 30);
    bench(30, 10, DOMAIN_FINE, 50);
    bench(30, 10, DOMAIN_OPPOSED, 30);
    bench(50, 20, DOMAIN_FINE, 50);
    bench(50, 20, DOMAIN_OPPOSED, 30);
    return 0;
}
