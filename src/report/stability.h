/* How the analysis of a conflict is told. */
#ifndef COBURGI_REPORT_STABILITY_H
#define COBURGI_REPORT_STABILITY_H

#include "coburg/built.h"
#include "coburg/inverse.h"
#include "coburg/sequences.h"
#include "coburg/stability.h"
#include "report/json.h"
#include "report/table.h"

/* A coalition takes one equilibrium to another that all its members prefer. */
typedef struct cbgi_jump {
    uint32_t from, to;
    unsigned group;
    int length;
    const cbg_graph_move *path;
} cbgi_jump;

enum { CBGI_EXTRAS_MAX = 8 };

/* A concept that looks ahead. */
typedef struct cbgi_extra {
    char id[16], name[16]; /* "lh:3", "L3" */
    int moves;             /* 0: non-myopic */
    cbg_horizon *result;
} cbgi_extra;

/* A package that a bargaining solution chooses, as a state of a conflict built from issues. */
typedef struct cbgi_link {
    const char *name;
    const cbg_agreement *agreement;
    int64_t state; /* -1: its package is not in the graph */
} cbgi_link;

/* All sequences of moves to a state. */
typedef struct cbgi_all_ways {
    uint32_t to;
    cbg_sequences *sequences;
} cbgi_all_ways;

typedef struct cbgi_stability_report {
    int all_ways_count;
    const cbgi_all_ways *all_ways;
    const cbg_sequences *tree; /* NULL: not asked for */
    int all_length, tree_depth; /* moves */
    bool any_moves;
    const cbg_built *built; /* NULL: the conflict is the case's own */
    const cbg_built_options *built_options;
    int links;
    const cbgi_link *link;
    uint32_t deals, efficient_deals; /* packages that can be agreed on, without sanctions; the efficient ones ... */
    uint32_t efficient_hold[CBG_CORE_CONCEPTS]; /* ... that hold under a concept */
    bool counted;                    /* efficiency was looked at */
    const cbg_case *c;
    const cbg_graph *g;
    const cbg_stability *result;
    cbg_stability_options options; /* concepts: those asked for */
    uint32_t *row;                 /* states to list, in order */
    uint32_t rows, holding;        /* how many of them; states that hold under some concept */
    uint32_t everywhere;           /* states that hold under all concepts asked for */
    bool all_listed;               /* every state of the model is in row[] */
    int extras;
    const cbgi_extra *extra;
    const cbg_draws *draws; /* NULL: none */
    int draw_count;
    uint64_t seed;
    int chosen; /* states to explain */
    const uint32_t *state;
    cbg_why *const *why; /* [chosen * makers + maker] */
    int64_t from;        /* ways are told from here; -1: not at all */
    cbg_ways *ways;      /* NULL: none */
    int targets;
    const uint32_t *target;
    const cbg_coalitions *coalitions; /* NULL: not asked for */
    cbg_concept jump_concept;
    int jumps;
    const cbgi_jump *jump;
    int wishes, inverses; /* the inverse question; 0: not asked */
    const cbg_wish *wish;
    cbg_inverse *const *inverse; /* [inverses] by decision maker, then concept */
} cbgi_stability_report;

/* The answer, the table, the reasons, the ways, how it was found. */
void cbgi_stability_text(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out);
/* One row a listed state. */
void cbgi_stability_csv(const cbgi_stability_report *r, cbgi_text *out);
/* Adds its keys to the object that is open. */
void cbgi_stability_json(const cbgi_stability_report *r, cbgi_json *json);

/* Against coalitions; nothing when they were not asked for. */
void cbgi_stability_groups(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out);
void cbgi_stability_groups_json(const cbgi_stability_report *r, cbgi_json *json);
/* "MoE + UR" */
void cbgi_group_add_words(const cbg_graph *g, unsigned group, cbgi_text *out);

/* What they would have to prefer; nothing when it was not asked. */
void cbgi_stability_inverse(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out);
void cbgi_stability_inverse_json(const cbgi_stability_report *r, cbgi_json *json);
/* "5 ≥ 1 and 2; and 5 ≥ 3 or 4" */
void cbgi_condition_add_words(const cbg_condition *condition, cbgi_text *out);

/* The graph as a picture, of at most CBGI_SVG_STATES_MAX states. */
enum { CBGI_SVG_STATES_MAX = 40 };
void cbgi_stability_svg(const cbgi_stability_report *r, cbgi_text *out);

/* Puts the states to list into r->row[] (room for `most`): all when there are no more than that, else those
 * that hold under some concept, the more of them the earlier, and counts. */
void cbgi_stability_list(cbgi_stability_report *r, uint32_t most);

/* Concepts, extras included, under which a state is an equilibrium; those asked for. */
int cbgi_stability_held(const cbgi_stability_report *r, uint32_t state);
int cbgi_stability_asked(const cbgi_stability_report *r);

/* How often states held when weights were drawn; nothing without draws. */
void cbgi_stability_draws(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out);
void cbgi_stability_draws_json(const cbgi_stability_report *r, cbgi_json *json);

/* All ways to states and the tree of what may follow; nothing when not asked for. */
void cbgi_stability_sequences(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out);
void cbgi_stability_sequences_json(const cbgi_stability_report *r, cbgi_json *json);

/* Agreements of a conflict built from issues: which hold and how they are reached; how it was built. */
void cbgi_stability_built(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out);
/* How one gets from r->from to a state: "improvements", "coalition", "any moves" or "none"; "" without r->ways. */
const char *cbgi_way_kind(const cbgi_stability_report *r, uint32_t to);
/* Where the move of a side from a state leads that gains most; the state itself when none gains. moves: room for all states. */
uint32_t cbgi_best_move(const cbgi_stability_report *r, int maker, uint32_t s, uint32_t *moves);
/* Does the first of these agreements hold? Adds a sentence. */
void cbgi_stability_built_sentence(const cbgi_stability_report *r, cbgi_text *text);
void cbgi_stability_built_json(const cbgi_stability_report *r, cbgi_json *json);

/* The concept that tells most about a state and a decision maker: the strongest that it is stable under, else
 * the weakest asked for. */
cbg_concept cbgi_stability_telling(const cbgi_stability_report *r, int maker, uint32_t state);

/* Nobody gains from going anywhere else without somebody losing. O(states * makers) */
bool cbgi_stability_efficient(const cbg_graph *g, uint32_t state);
/* The maker's place for a state: 1 is best; ties share the better one; 0 when there is no ranking. */
uint32_t cbgi_stability_place(const cbg_graph *g, int maker, uint32_t state);

/* "NYN", or "" in graph form; out holds CBG_CONFLICT_OPTIONS_MAX + 1 bytes. */
const char *cbgi_state_pattern(const cbg_graph *g, uint32_t state, char *out);
/* Names of the options taken, "nothing", or the name of the state in graph form. */
void cbgi_state_add_words(const cbg_graph *g, uint32_t state, cbgi_text *out);
/* "takes Attack and drops Escalate", "moves to accept"; `plain`: "take Attack ...". */
void cbgi_move_add_words(const cbg_graph *g, const cbg_graph_move *move, cbgi_text *out);
/* "Iraq takes Attack (4), Syria ... (6)" */
void cbgi_moves_add_words(const cbg_graph *g, const cbg_graph_move *move, int count, cbgi_text *out);
/* The reason in a sentence. */
void cbgi_why_add_words(const cbg_graph *g, const cbg_why *why, const cbg_answer *answer, cbgi_text *out);

#endif
