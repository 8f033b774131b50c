/* The conflict section of a case: what the graph model for conflict resolution starts from.
 *
 * Decision makers own options (option form: a state says of every option whether it is taken), or
 * states and moves are listed one by one (graph form). States are named as the reader of a
 * paper would name them and are resolved when the graph is built (see stability.h).
 * Source of the model: Fang, Hipel and Kilgour, Interactive Decision Making: The Graph Model for
 * Conflict Resolution, Wiley 1993.
 */
#ifndef COBURG_CONFLICT_H
#define COBURG_CONFLICT_H

#include "coburg/case.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CBG_MAKERS_MAX = 16,           /* decision makers in one conflict */
    CBG_CONFLICT_OPTIONS_MAX = 60, /* options of all decision makers together */
    CBG_FORMULA_DEPTH = 64         /* operands waiting while a formula is evaluated */
};

/* A Boolean formula over options, in postfix order: operands before their operator.
 * A IF B means "A, whenever B": A or not B. */
typedef enum cbg_formula_op {
    CBG_FORMULA_OPTION,
    CBG_FORMULA_NOT,
    CBG_FORMULA_AND,
    CBG_FORMULA_OR,
    CBG_FORMULA_IF,
    CBG_FORMULA_IFF
} cbg_formula_op;

typedef struct cbg_formula_step {
    uint8_t op;     /* cbg_formula_op */
    uint8_t option; /* of CBG_FORMULA_OPTION */
} cbg_formula_step;

typedef struct cbg_formula {
    const char *text; /* as written */
    cbg_span span;
    int count;
    const cbg_formula_step *step;
} cbg_formula;

typedef enum cbg_option_way {
    CBG_WAY_BOTH, /* may be taken and dropped again */
    CBG_WAY_TAKE, /* once taken it stays taken */
    CBG_WAY_DROP  /* once dropped it stays dropped */
} cbg_option_way;

typedef struct cbg_conflict_option {
    const char *id, *name; /* name defaults to id */
    cbg_option_way way;
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_conflict_option;

/* How a decision maker compares states; exactly one form is given, the lists of pairs add to it. */
typedef enum cbg_order_form {
    CBG_ORDER_STATEMENTS, /* option prioritisation: the first statement weighs more than all below */
    CBG_ORDER_WEIGHTS,    /* sum of the weights of the formulas that hold */
    CBG_ORDER_RANKING,    /* states listed best first, ties together; what is not listed ranks last */
    CBG_ORDER_PAIRS       /* pairs only: "first is better than second"; may be intransitive */
} cbg_order_form;

typedef struct cbg_state_pair {
    const char *first, *second; /* states, as written */
    cbg_span span;
} cbg_state_pair;

typedef struct cbg_conflict_order {
    cbg_order_form form;
    int statement_count; /* statements or weighted formulas */
    const cbg_formula *statement;
    const cbg_number *weight; /* one a statement, CBG_ORDER_WEIGHTS only */
    int level_count;
    const cbg_names *level; /* states that tie, best level first */
    int prefer_count, unknown_count, strong_count;
    const cbg_state_pair *prefer;  /* CBG_ORDER_PAIRS: first is better than second */
    const cbg_state_pair *unknown; /* how the two compare is not known */
    const cbg_state_pair *strong;  /* first is strongly preferred to second */
    cbg_number strong_gap;         /* CBG_ORDER_WEIGHTS: a larger difference is a strong preference */
    cbg_span span;
} cbg_conflict_order;

typedef struct cbg_conflict_move {
    const char *from, *to; /* states, as written */
    cbg_span span;
} cbg_conflict_move;

typedef struct cbg_conflict_maker {
    const char *id, *name;          /* name defaults to id */
    int first_option, option_count; /* its options are numbered in a row */
    int move_count;                 /* graph form */
    const cbg_conflict_move *move;
    cbg_conflict_order order;
    cbg_names misperceived; /* states it does not perceive: no moves of its own to or from them */
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_conflict_maker;

/* How a bare number names a state. */
typedef enum cbg_numbering {
    CBG_NUMBER_ORDERED, /* rank among the feasible states, from 1 */
    CBG_NUMBER_DECIMAL  /* sum of 2^k over the options taken, k from 0 */
} cbg_numbering;

struct cbg_conflict {
    const char *note;
    int maker_count, option_count, infeasible_count;
    const cbg_conflict_maker *maker;
    const cbg_conflict_option *option; /* all, maker by maker */
    const cbg_formula *infeasible;     /* a state in which any of these holds does not exist */
    int state_count;                   /* graph form: number of states; 0: option form */
    const char *const *state_name;     /* graph form */
    cbg_numbering numbering;
    const char *status_quo; /* a state, as written; NULL: none */
    cbg_span status_quo_span;
    cbg_names source;
    cbg_span span;
};
typedef struct cbg_conflict cbg_conflict;

#ifdef __cplusplus
}
#endif
#endif
