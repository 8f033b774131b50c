/* The exact Pareto frontier with one outcome behind every point, by folding: sizes solved and time.
 *
 * Wall time, the fastest of several runs; on one thread, and on two where more than three parties leave
 * work to share. Domains: domain.h. "in zone" prunes with walk-aways at that share of the own best outcome.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "coburg/frontier.h"
#include "domain.h"

typedef struct run {
    int parties, issues, options;
    domain_kind kind;
    int walk_away; /* per cent; 0: the whole frontier */
    int percent;   /* epsilon */
} run;

static const char *const kind_name[] = {"fine", "coarse", "opposed"};

static double fold_seconds(const cbg_space *space, const run *r, int threads, cbg_frontier **out)
{
    cbg_frontier_options options = {.in_zone = r->walk_away > 0, .epsilon = {r->percent, 100}};
    static cbg_exec exec; /* outlives the frontiers */
    exec.threads = threads;
    double fastest = 1e9;
    for (int round = 0; round < 20; round++) {
        cbg_frontier *f = NULL;
        double began = wall_seconds();
        if (cbg_frontier_fold(space, &options, &exec, &f) != CBG_OK) {
            exit(1);
        }
        double took = wall_seconds() - began;
        fastest = took < fastest ? took : fastest;
        cbg_frontier_release(*out);
        *out = f;
        if (took > 0.05 && round >= 1) {
            break;
        }
    }
    return fastest;
}

static void bench(run r)
{
    domain d = domain_make(r.parties, r.issues, r.options, r.kind, r.walk_away, 1906);
    cbg_frontier *f = NULL;
    double one = fold_seconds(d.space, &r, 1, &f),
           two = r.parties > 3 ? fold_seconds(d.space, &r, 2, &f) : one;
    char what[64];
    snprintf(what, sizeof what, "%s%s", kind_name[r.kind], r.percent > 0 ? ", 1 % tolerance" : "");
    if (r.walk_away > 0) {
        snprintf(what, sizeof what, "%s, in zone %d %%", kind_name[r.kind], r.walk_away);
    }
    printf("%d, %3dx%-3d 10^%-5.1f  %-24s %9zu %9zu  %10.3f ms", r.parties, r.issues, r.options,
           r.issues * log10(r.options), what, f->count, f->widest, 1e3 * one);
    printf(two == one ? "\n" : "  %10.3f ms\n", 1e3 * two);
    cbg_frontier_release(f);
    domain_free(&d);
}

int main(void)
{
    static const run runs[] = {
        {2, 6, 10, DOMAIN_FINE, 0, 0},     {2, 20, 10, DOMAIN_FINE, 0, 0}, {2, 20, 10, DOMAIN_OPPOSED, 0, 0},
        {2, 100, 10, DOMAIN_COARSE, 0, 0}, {3, 10, 10, DOMAIN_FINE, 0, 0}, {3, 20, 10, DOMAIN_FINE, 0, 0},
        {3, 30, 10, DOMAIN_FINE, 0, 0},    {3, 30, 10, DOMAIN_FINE, 0, 1}, {4, 10, 10, DOMAIN_FINE, 0, 0},
        {7, 8, 5, DOMAIN_FINE, 0, 0},      {7, 10, 5, DOMAIN_FINE, 0, 0},  {7, 10, 10, DOMAIN_FINE, 60, 0},
        {7, 10, 10, DOMAIN_FINE, 65, 0},
    };
    printf("parties, issues x options, outcomes         points    widest    one thread     two threads\n");
    for (size_t k = 0; k < sizeof runs / sizeof *runs; k++) {
        bench(runs[k]);
    }
    return 0;
}
