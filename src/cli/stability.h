/* One run of coburg stability. */
#ifndef COBURGI_CLI_STABILITY_H
#define COBURGI_CLI_STABILITY_H

#include "base/arena.h"
#include "cli/cli.h"
#include "report/stability.h"

enum {
    CHOSEN_MAX = 64,
    EXPLAINED = 3,
    TARGETS_MAX = 12,
    TOP_DEFAULT = 20,
    TOP_MAX = 1 << 20,
    JUMP_ENDS = 64
};

typedef struct cbgi_question {
    cbgi_cli *cli;
    cbg_case *c;
    cbg_graph *own;     /* of the conflict that the case states */
    cbg_built *built;   /* or built from issues */
    const cbg_graph *g; /* the one looked at */
    cbg_built_options built_options;
    cbg_scenario scenario;
    int issue[CBG_BUILT_ISSUES_MAX];
    int targets_first; /* packages of bargaining solutions, first among the targets */
    cbg_stability *result;
    cbgi_stability_report report;
    uint32_t state[CHOSEN_MAX], target[CHOSEN_MAX];
    cbg_why *why[CHOSEN_MAX * CBG_MAKERS_MAX];
    cbgi_extra extra[CBGI_EXTRAS_MAX];
    cbg_coalitions *coalitions;
    cbg_draws *draws;
    cbg_ways *jump_ways[JUMP_ENDS];
    cbgi_all_ways all_ways[TARGETS_MAX];
    cbg_sequences *tree;
    int64_t all_length, tree_depth;
    cbg_wish wish[CHOSEN_MAX];
    cbg_inverse *inverse[CBG_CORE_CONCEPTS * CBG_MAKERS_MAX];
    cbgi_arena arena;
    cbg_diags diags;
    int64_t top, draw_count, seed;
} cbgi_question;

/* Options into q->report.options and so on; false after a complaint. */
bool cbgi_stability_read_options(cbgi_question *q);

/* Builds the graph from the issues of the case, as --from-issues and its options ask; links packages to states. stability_built.c */
cbg_status cbgi_stability_build(cbgi_question *q);
cbg_status cbgi_stability_link(cbgi_question *q);

/* --all-ways and --tree. stability_sequences.c */
cbg_status cbgi_stability_sequences_find(cbgi_question *q);

/* The concepts that look ahead. */
cbg_status cbgi_stability_look_ahead(cbgi_question *q);

/* States to explain and ways to tell, once the graph is solved; false after a complaint. */
bool cbgi_stability_choose(cbgi_question *q);

/* What was asked for beyond verdicts: reasons, ways, coalitions, draws. */
cbg_status cbgi_stability_ask(cbgi_question *q);

#endif
