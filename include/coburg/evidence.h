/* Evidence: the numbers of a case as a forecast takes them, each with its range, its claims and its rivals, and
 * reproducible draws of all of them.
 *
 * A number is stated in the case or derived from preferences (the output can tell which). Its range is
 *   the range the case states; else, where the case has a table of grades, plus or minus the width of the best grade among
 *   its claims divided by the square root of the number of independent origins; else, with `spread`, that; else none.
 * Reports that go back to one origin count once. A number may have rivals: values that different claims support; a
 * draw takes each equally often. A claim that is rejected supports nothing; accepting a claim rejects those that contest or
 * contradict it, and where one of several rivals rests on an accepted claim the others fall. A number whose every support is rejected is not dropped: it may lie anywhere on its scale.
 *
 * Draws are stratified (Latin hypercube: M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21 (1979) 239-245,
 * doi 10.2307/1268522): of `draws` draws each falls into another of as many equal slices of a number's distribution. Every
 * drawn value is a function of (seed, draw, number, draws) alone. Half of the distribution lies below the stated value, half above,
 * even on either side; so the median of a number is what the case says.
 * Thread-safety: evidence is only read once built.
 */
#ifndef COBURG_EVIDENCE_H
#define COBURG_EVIDENCE_H

#include "coburg/case.h"
#include "coburg/forecast.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_EVIDENCE_RIVALS_MAX = 8, CBG_EVIDENCE_DRAWS_MAX = 10000000 };

typedef enum cbg_evidence_kind { CBG_EVIDENCE_POWER, CBG_EVIDENCE_POSITION, CBG_EVIDENCE_SALIENCE } cbg_evidence_kind;

/* "power", "position", "salience" */
const char *cbg_evidence_kind_name(cbg_evidence_kind kind);

typedef enum cbg_evidence_range {
    CBG_RANGE_NONE,
    CBG_RANGE_STATED,  /* in the case */
    CBG_RANGE_GRADED,  /* from the table of grades */
    CBG_RANGE_SPREAD,  /* the one spread for all that was asked for */
    CBG_RANGE_REJECTED /* nothing supports it any more */
} cbg_evidence_range;

/* One value that evidence supports. Units as in cbg_forecast_input: places, saliences of 0..1. */
typedef struct cbg_evidence_value {
    double value, low, high;
    cbg_evidence_range range;
    const cbg_names *source; /* may be NULL */
    int origins;             /* independent ones behind it, rejected claims left out */
    char reliability, credibility; /* of the best graded claim, 0: none */
    bool accepted;                 /* a claim behind it was accepted by name */
    bool contested;                /* a claim behind it is contested or contradicted */
    cbg_span span;
} cbg_evidence_value;

typedef struct cbg_evidence_number {
    cbg_evidence_kind kind;
    int actor, issue; /* issue -1: power, the same on all */
    bool derived;     /* from preferences, not stated */
    int rivals;       /* values that are left; 0: the actor takes no position here */
    cbg_evidence_value rival[CBG_EVIDENCE_RIVALS_MAX];
    double value, low, high; /* the first rival's value; the ends of all */
} cbg_evidence_number;

typedef struct cbg_evidence {
    cbg_forecast_input input; /* at the stated values */
    const cbg_case *c;        /* NULL: made from a table */
    const int *case_issue;    /* [issues] its index in the case; NULL without a case */
    /* Powers by actor, then position and salience of actor 0 on issue 0, on issue 1 ...: the place in this
     * list is the number's address in draws. */
    int numbers;
    const cbg_evidence_number *number;
    int varying; /* numbers with low < high */
    const int *vary;
    bool equal_power;
    int derived_positions, derived_saliences, stated_positions, stated_saliences;
    int rejected; /* claims rejected, those that accepting others rejects included */
    const int *reject;
    struct cbgi_evidence_private *own;
} cbg_evidence;

typedef struct cbg_evidence_options {
    bool equal_power; /* every actor counts alike, whatever the case says */
    double spread;    /* numbers without a range get this, in percent of the scale (of power: of itself); 0: none */
    int accepts, rejects;
    const char *const *accept; /* ids of claims */
    const char *const *reject; /* ids of claims or of sources, whose claims are meant */
} cbg_evidence_options;

/* From a case, which must stay alive. options NULL: none. Issues with a single option are left out. CBG_MISSING (names what
 * the case lacks, with its line), CBG_NOT_FOUND (a claim), CBG_BAD_ARGUMENT (spread; a claim both accepted and
 * rejected), CBG_TOO_LARGE, CBG_NO_MEMORY. O(parties * issues + claims). */
cbg_status cbg_evidence_build(const cbg_case *c, const cbg_evidence_options *options, const cbg_exec *exec,
                              cbg_evidence **out, cbg_diags *diags);

/* From a table, which must stay alive; of the options `spread` and `equal_power` count. Same errors. */
cbg_status cbg_evidence_from_input(const cbg_forecast_input *input, const cbg_evidence_options *options,
                                   const cbg_exec *exec, cbg_evidence **out, cbg_diags *diags);
void cbg_evidence_free(cbg_evidence *e);

/* The option of the case's issue that is nearest to a place on the scale of issue `issue`, the lower of two; -1: no case, or NaN. */
int cbg_evidence_nearest(const cbg_evidence *e, int issue, double x);

/* The value of a number at p in [0, 1) of its distribution. */
double cbg_evidence_at(const cbg_evidence_number *number, double p);

/* A plan of draws. */
typedef struct cbg_sampler cbg_sampler;

/* `purpose` tells independent plans of one seed apart. draws 1..CBG_EVIDENCE_DRAWS_MAX. CBG_BAD_ARGUMENT, CBG_NO_MEMORY. */
cbg_status cbg_sampler_make(const cbg_evidence *e, uint64_t seed, unsigned purpose, uint64_t draws,
                            const cbg_exec *exec, cbg_sampler **out);
void cbg_sampler_free(cbg_sampler *s);

/* Where in its distribution number e->vary[k] lies in a draw: [0, 1). O(1). */
double cbg_sampler_place(const cbg_sampler *s, uint64_t draw, int k);

/* As cbg_forecast_draws.fill wants it; context: a cbg_sampler. O(varying). */
void cbg_sampler_fill(void *sampler, uint64_t draw, double *position, double *salience, double *capability);

/* Puts the value of one number into tables laid out like the input's. */
void cbg_evidence_put(const cbg_evidence *e, int number, double value, double *position, double *salience,
                      double *capability);

#ifdef __cplusplus
}
#endif
#endif
