/* What deals exist: the zone of agreement, the agreements that bargaining solutions choose in it, efficiency,
 * and the two-party frontier. All by exact integer utilities.
 *
 * The zone is every outcome that satisfies the case's constraints, breaks no red line in force and leaves every
 * seat at or above its walk-away. Gains are utilities minus walk-aways, in units of 1/space->unit points.
 * Every function enumerates at most `space->outcomes` outcomes; complexity is given in scans of
 * the space (about outcomes * seats additions). Thread-safety: a space may be shared.
 */
#ifndef COBURG_SOLUTION_H
#define COBURG_SOLUTION_H

#include "coburg/optimum.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Enumerating calls refuse larger spaces with CBG_TOO_LARGE unless told otherwise. */
#define CBG_OUTCOMES_DEFAULT_MAX UINT64_C(2000000000)

typedef struct cbg_zone {
    uint64_t outcomes;   /* of the whole space */
    uint64_t feasible;   /* satisfy all constraints and break no red line in force */
    uint64_t agreements; /* of these, leave nobody below the walk-away */
    int64_t slack;       /* largest smallest gain over feasible outcomes: walk-aways can all rise by this much
                             before the zone closes; negative: must all fall by this much. INT64_MIN: nothing feasible */
    int64_t reach
        [CBG_SEATS_MAX]; /* largest gain of a seat when all others reach their walk-aways; INT64_MIN: never.
                                     Non-negative: the seat's walk-away alone can rise by this much; negative:
                                     must alone fall by this much */
    /* All true when every outcome was looked at. */
    bool counted;  /* agreements is exact (UINT64_MAX: that many or more); else 1 stands for at least one */
    bool settled;  /* agreements > 0, or it is proved that there is none */
    bool measured; /* slack and reach are proved; else they are the best found */
    double about;  /* agreements as a double, also beyond 64 bits; 0 unless counted */
    double at_least,
        at_most; /* the size of the zone lies between these; equal when counted; at_most infinite: no
                                 bound is known */
} cbg_zone;

/* Only how many outcomes there are, are feasible and are agreements: counted issue by issue in at most so many states,
 * else between bounds. Utilities must be sums over issues: CBG_BAD_ARGUMENT. */
cbg_status cbg_zone_count(const cbg_space *space, size_t max_states, const cbg_exec *exec, cbg_zone *out);

/* 1 + seats scans. */
cbg_status cbg_zone_measure(const cbg_space *space, const cbg_exec *exec, cbg_zone *out);

/* One agreement that a solution chooses. */
typedef struct cbg_agreement {
    const char *name, *title; /* of the solution, static */
    bool exists;              /* false: the zone is empty */
    bool determined;          /* false: the criterion is 0 everywhere and separates nothing */
    uint64_t outcome;         /* the smallest outcome number among those tied */
    uint64_t tied;            /* outcomes that do equally well, this one included */
    int64_t utility[CBG_SEATS_MAX];
    bool efficient;        /* no feasible outcome is better for one and worse for none */
    bool dominated;        /* there is one; neither flag: not settled within the limit of a search */
    uint64_t dominated_by; /* when dominated */
    bool searched;         /* found by branch and bound: then `proof` says how far it is proved */
    cbg_proof proof;
} cbg_agreement;

enum { CBG_SOLUTIONS_MAX = 16, CBG_TOP_MAX = 100 };

/* The registered solutions, in order: names and texts are static. */
typedef struct cbg_solution_info {
    const char *name, *title, *summary, *source;
} cbg_solution_info;
int cbg_solution_count(void);
cbg_solution_info cbg_solution_at(int index);

typedef struct cbg_solutions {
    int count;
    cbg_agreement agreement[CBG_SOLUTIONS_MAX];
    int top_count; /* best outcomes by the Nash product, in order; ties by outcome number */
    uint64_t top[CBG_TOP_MAX];
} cbg_solutions;

/* All registered solutions, and the `top` (0..CBG_TOP_MAX) best outcomes of the zone by the product
 * of gains, weighted by the shares when `weighted_top`. 3 scans and one per chosen agreement, plus
 * an exact comparison for each near-tie. CBG_OVERFLOW: shares without a small common denominator. */
cbg_status cbg_solve(const cbg_space *space, int top, bool weighted_top, const cbg_exec *exec,
                     cbg_solutions *out);

/* Is there a feasible outcome at least as good for every seat and better for one? If so, the one
 * with the greatest sum of utilities (ties: smallest number) in *by. One scan. */
cbg_status cbg_dominated(const cbg_space *space, const int64_t *utility, const cbg_exec *exec,
                         bool *dominated, uint64_t *by);

typedef struct cbg_frontier_point {
    int64_t a, b;     /* utilities of the two seats */
    uint64_t outcome; /* the smallest outcome number with these utilities; UINT64_MAX when
                          the space is not countable */
} cbg_frontier_point;

/* The Pareto frontier of two seats over feasible outcomes, by falling a and rising b. By folding
 * issues in one at a time, without enumeration: O(sum over issues of frontier * options * log).
 * *point is released with cbg_frontier_free. CBG_TOO_LARGE beyond 4 million partial points. */
cbg_status cbg_frontier_two(const cbg_space *space, int seat_a, int seat_b, const cbg_exec *exec,
                            cbg_frontier_point **point, int *count);
void cbg_frontier_free(const cbg_exec *exec, cbg_frontier_point *point);

/* Solutions of a two-party game when the parties may draw lots among outcomes of the zone: exact
 * points on the upper hull of its gains. */
typedef struct cbg_lottery {
    const char *name; /* "nash", "kalai-smorodinsky", "egalitarian" */
    bool exists;
    cbg_rational gain[2]; /* in points */
    uint64_t outcome[2];  /* drawn between these two; equal when no lot is needed */
    cbg_rational chance;  /* of the first */
} cbg_lottery;
enum { CBG_LOTTERIES = 3 };

/* CBG_BAD_ARGUMENT unless the space has two seats. CBG_OVERFLOW when exact results do not fit. */
cbg_status cbg_lottery_solve(const cbg_space *space, const cbg_exec *exec, cbg_lottery out[CBG_LOTTERIES]);

#ifdef __cplusplus
}
#endif
#endif
