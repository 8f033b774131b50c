/* How long the best outcome over boxes takes to prove: random hyperrectangles over up to three of many issues.
 *
 * Boxes name one to three issues of ten options, an interval of three to seven options on each, and pay 1 to 100
 * points an issue. "ideal" is one party's best, "sum" the best sum of three parties who share the boxes out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/philox.h"
#include "coburg/optimum.h"
#include "coburg/terms.h"

enum { ISSUES = 50, OPTIONS = 10, BOXES = 500, PARTIES = 3 };

typedef struct boxes_case {
    cbg_case c;
    cbg_party party[PARTIES];
    cbg_issue issue[ISSUES];
    cbg_option option[OPTIONS];
    cbg_preference preference[PARTIES];
    cbg_number weight[ISSUES];
    const cbg_number *score[ISSUES];
    cbg_terms terms[PARTIES];
    cbg_box box[PARTIES][BOXES];
    int of[PARTIES][BOXES][3];
    bool has[PARTIES][BOXES][3][OPTIONS];
    const bool *side[PARTIES][BOXES][3];
} boxes_case;

static boxes_case made;

static int below(cbgi_stream *random, int bound)
{
    return (int)cbgi_stream_below(random, (uint64_t)bound);
}

static void fill_box(cbgi_stream *random, int p, int k, int issues)
{
    const int sides = 1 + below(random, 3);
    for (int n = 0; n < sides; n++) {
        bool fresh;
        do {
            made.of[p][k][n] = below(random, issues);
            fresh = true;
            for (int m = 0; m < n; m++) {
                fresh = fresh && made.of[p][k][m] != made.of[p][k][n];
            }
        } while (!fresh);
        const int width = 1 + below(random, 5), from = below(random, OPTIONS - width + 1);
        for (int o = 0; o < OPTIONS; o++) {
            made.has[p][k][n][o] = o >= from && o < from + width;
        }
        made.side[p][k][n] = made.has[p][k][n];
    }
    made.box[p][k] = (cbg_box){.region = {sides, made.of[p][k], made.side[p][k]},
                               .value = {.given = true, .value = {sides * (1 + below(random, 100)), 1}}};
}

static void make(int parties, int issues, int boxes, uint64_t seed)
{
    cbgi_stream random;
    cbgi_stream_init(&random, seed, 1, 0, 0, 0);
    memset(&made, 0, sizeof made);
    made.c = (cbg_case){.title = "boxes",
                        .scale = {100, 1},
                        .party_count = parties,
                        .issue_count = issues,
                        .party = made.party,
                        .issue = made.issue,
                        .preference = made.preference};
    for (int i = 0; i < issues; i++) {
        made.issue[i] = (cbg_issue){.id = "i", .name = "i", .option_count = OPTIONS, .option = made.option};
    }
    for (int p = 0; p < parties; p++) {
        made.party[p] = (cbg_party){.id = "p",
                                    .name = "p",
                                    .bloc = -1,
                                    .walk_away = {.value = {0, 1}},
                                    .bargaining_weight = {.value = {1, 1}}};
        made.preference[p] = (cbg_preference){.given = true,
                                              .is_points = true,
                                              .total = {1, 1},
                                              .weight = made.weight,
                                              .score = made.score,
                                              .terms = &made.terms[p]};
        made.terms[p].boxes = (cbg_boxes){.count = boxes / parties, .box = made.box[p]};
        for (int k = 0; k < boxes / parties; k++) {
            fill_box(&random, p, k, issues);
        }
    }
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static void measure(const char *what, cbg_criterion criterion, int parties, int issues, int boxes,
                    uint64_t seed)
{
    make(parties, issues, boxes, seed);
    cbg_scenario scenario;
    cbg_space *space = NULL;
    cbg_optimum *best = NULL;
    cbg_goal goal = {.criterion = criterion};
    if (cbg_scenario_init(&made.c, &scenario, NULL) != CBG_OK ||
        cbg_space_build(&made.c, &scenario, NULL, &space, NULL) != CBG_OK) {
        exit(1);
    }
    for (int s = 0; s < space->seats; s++) {
        goal.weight[s] = 1;
    }
    const cbg_optimum_options options = {.max_nodes = 200000};
    const double began = now_ms();
    if (cbg_optimum_find(space, &goal, &options, NULL, &best) != CBG_OK) {
        exit(1);
    }
    printf("%-8s %2d issues %4d boxes  %8.1f ms  %9llu nodes  %s  value %.4g  bound %.4g  root %.4g\n", what,
           issues, boxes, now_ms() - began, (unsigned long long)best->proof.nodes,
           best->proof.proved ? "proved" : "open  ", best->proof.value, best->proof.bound,
           best->proof.root_bound);
    cbg_optimum_free(best);
    cbg_space_free(space);
}

int main(void)
{
    for (uint64_t seed = 1; seed <= 3; seed++) {
        measure("ideal", CBG_CRITERION_SUM, 1, 10, 100, seed);
        measure("ideal", CBG_CRITERION_SUM, 1, 10, 400, seed);
        measure("ideal", CBG_CRITERION_SUM, 1, 30, 200, seed);
        measure("ideal", CBG_CRITERION_SUM, 1, 50, 200, seed);
        measure("ideal", CBG_CRITERION_SUM, 1, 50, 300, seed);
        measure("sum", CBG_CRITERION_SUM, 3, 50, 198, seed);
        measure("nash", CBG_CRITERION_PRODUCT, 3, 30, 150, seed);
        measure("smallest", CBG_CRITERION_SMALLEST, 3, 30, 90, seed);
    }
    return 0;
}
