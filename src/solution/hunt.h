/* The search of optimum_meet.c: its state, and the bounds that multipliers give. */
#ifndef COBURGI_HUNT_H
#define COBURGI_HUNT_H

#include "solution/branch.h"
#include "solution/meet.h"

/* Wide and light regions first: they go with nearly everything, so they colour badly and are better settled by the
 * classes of the others; narrow and heavy ones last, where branching begins. */
typedef struct cbgi_rank {
    double key;
    int region;
} cbgi_rank;

typedef struct cbgi_hunt {
    const cbg_space *space;
    const cbg_goal *goal;
    cbgi_meet *m;
    cbgi_arena *arena;
    cbgi_columns c; /* what exact comparisons ask for: seats */
    cbgi_search compare;
    bool any;
    int *best; /* [issues] */
    int64_t gain[CBG_SEATS_MAX];
    double value;
    double total;      /* of the goal's weights */
    bool enough;       /* any outcome with a value of 0 or more will do, and no other */
    uint64_t *meeting; /* of the graph in use, see meet.h */
    /* For the multipliers in use. */
    double x[CBG_SEATS_MAX], constant, scale;
    int64_t *weight; /* [region] */
    int *order;      /* [vertex]: region */
    cbgi_rank *rank; /* [region]: for sorting */
} cbgi_hunt;

/* The criterion in units (PRODUCT: logarithm of units, weights summing to 1). */
double cbgi_hunt_value(const cbgi_hunt *h, const int64_t *gain);

/* Weights, order and constant for the multipliers in x. */
void cbgi_hunt_weigh(cbgi_hunt *h);

/* The criterion that cliques of this weight can reach. */
double cbgi_hunt_reach(const cbgi_hunt *h, int64_t weight);

/* Cliques of this weight or less are no better than the best outcome. */
int64_t cbgi_hunt_threshold(const cbgi_hunt *h);

/* Multipliers to start from: everybody's range alike. */
void cbgi_hunt_start(cbgi_hunt *h);

/* A step towards multipliers whose best outcome is the criterion's, from gains of an outcome that is good for the
 * present ones; false when there is nothing to move. */
bool cbgi_hunt_step(cbgi_hunt *h, const int64_t *gain, int round);

#endif
