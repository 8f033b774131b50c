/* A conflict being built from issues: what its pieces share. */
#ifndef COBURGI_BUILT_H
#define COBURGI_BUILT_H

#include "coburg/built.h"
#include "stability/graph.h"

__extension__ typedef __int128 cbgi_wide;

typedef struct cbgi_side {
    const char *id, *name;
    cbg_process process;       /* stated, or the default */
    int64_t weight[CBG_SEATS_MAX]; /* of each seat in the worth of the side; sum: total */
    int64_t total;
    int first, count;          /* its options */
    int bit[CBG_PROCESS_MOVES]; /* option of a process move, -1: it has none */
    int rung[CBG_BUILT_ISSUES_MAX]; /* first option of its ladder, -1: none */
} cbgi_side;

struct cbg_built {
    const cbg_case *c;
    cbg_built_options options;
    cbg_space *space;
    cbg_solutions solutions;
    bool solved;
    int makers, ladders;
    cbgi_side side[CBG_MAKERS_MAX];
    cbg_ladder ladder[CBG_BUILT_ISSUES_MAX];
    int *reference;      /* [issue]: the package that fixes issues left out */
    cbg_conflict conflict;
    cbg_graph *graph;
    /* States of one class are worth the same to everybody. */
    uint32_t classes, *class_of, *example; /* example: a state of the class */
    int64_t *worth;      /* [maker * classes + class] in units of 1 / scale[maker] points */
    double scale[CBG_MAKERS_MAX];
    int64_t same[CBG_MAKERS_MAX], strong[CBG_MAKERS_MAX];
    cbg_tau tau[CBG_MAKERS_MAX];
    const char **label;
    cbg_exec exec;
    cbgi_arena arena;
};

/* Sides, ladders and options; built.c calls them in this order. */
cbg_status cbgi_built_sides(cbg_built *b, cbg_diags *diags);
cbg_status cbgi_built_ladders(cbg_built *b, cbg_diags *diags);
cbg_status cbgi_built_options(cbg_built *b, cbg_diags *diags);
/* Worths once the graph has its states, and from them preferences. */
cbg_status cbgi_built_worths(cbg_built *b, cbg_diags *diags);
cbg_status cbgi_built_prefer(cbg_built *b);
void cbgi_built_compare_stated(cbg_built *b);

/* The rung at which ladder k stands. */
int cbgi_built_rung(const cbg_built *b, uint64_t code, int k);
/* Worth of an option of one issue to a side, in space units times weights. */
int64_t cbgi_built_option_worth(const cbg_built *b, int side, int issue, int option);
/* Least and greatest difference of worths, class y less class x, as far as stated ranges leave it open; points. */
void cbgi_built_bounds(const cbg_built *b, int maker, uint32_t x, uint32_t y, double *low, double *high);

/* Does anything that the worths of a side rest on have a range? */
bool cbgi_built_uncertain(const cbg_built *b, int maker);
/* Worths of all classes in one draw, as numbers in the same order. built_draw.c */
void cbgi_built_draw(const cbg_built *b, uint64_t seed, uint32_t draw, int maker, uint64_t *of_class);

/* Does a side make this move in a state? built_worth.c */
bool cbgi_built_takes(const cbg_built *b, uint64_t code, int side, cbg_process_move move);

#endif
