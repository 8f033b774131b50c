/* What a bargaining solution is to the engine: a score to find candidates quickly, and an exact
 * comparison to choose among them. Adding one is a new file and a line in registry.def. */
#ifndef COBURGI_SOLUTION_REGISTRY_H
#define COBURGI_SOLUTION_REGISTRY_H

#include "coburg/solution.h"
#include "space/scan.h"

/* The bargaining problem: gains are measured from the walk-aways. */
typedef struct cbgi_problem {
    const cbg_space *space;
    int seats;
    int64_t ideal[CBG_SEATS_MAX];    /* largest gain of each seat within the zone, >= 0 */
    double scale[CBG_SEATS_MAX];     /* 1/ideal, or 0 when ideal is 0 */
    int32_t exponent[CBG_SEATS_MAX]; /* bargaining shares over their common denominator */
} cbgi_problem;

/* Gains of outcomes in the zone: gain[seat][k], k < count, all >= 0. */
typedef struct cbgi_gains {
    int count;
    int64_t (*gain)[CBGI_BLOCK];
} cbgi_gains;

typedef struct cbgi_solution_kind {
    const char *name, *title, *summary, *source;
    /* A score that never falls when the criterion rises, up to rounding: score[count]. */
    void (*score)(const cbgi_problem *problem, const cbgi_gains *gains, double *score);
    /* Relative rounding error of a score. */
    double (*margin)(const cbgi_problem *problem);
    /* No outcome of the block scores more than this; NULL: nothing is known. */
    double (*bound)(const cbgi_problem *problem, const cbgi_block *block);
    /* Exact: 1 when gains a are better than b, 0 when equally good, -1 when worse. */
    int (*compare)(const cbgi_problem *problem, const int64_t *a, const int64_t *b);
    /* Does the criterion separate outcomes, given the best gains? NULL: always. */
    bool (*determined)(const cbgi_problem *problem, const int64_t *best);
    /* The same criterion for a search without enumeration (optimum.h): weights of the seats. False: it cannot be
     * told so, because nothing separates outcomes. */
    bool (*goal)(const cbgi_problem *problem, cbg_goal *goal);
} cbgi_solution_kind;

#define X(name) extern const cbgi_solution_kind cbgi_solution_##name;
#include "solution/registry.def"
#undef X

/* The bargaining shares as integer exponents over their common denominator. CBG_OVERFLOW: not a small one. */
cbg_status cbgi_share_exponents(const cbg_space *space, int32_t *exponent);

/* Every registered solution, NULL-terminated. */
extern const cbgi_solution_kind *const cbgi_solutions[];

#endif
