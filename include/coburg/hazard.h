/* Deal, breakdown or extension by the deadline: a discrete hazard with three competing exits.
 *
 * Days run from 1 to the deadline. On each day the talks end in one of three ways or go on, with probabilities
 *   h_e(t) = exp(eta_e(t)) / (1 + sum over exits of exp(eta))
 *   eta_e  = base + gap * G + zone * Z + precedent * E + tension * X + deadline * [t is the last day]
 * and on the last day they cannot go on: the three divide what is left among them. P(exit e by day T) is the sum over days
 * of S(t - 1) h_e(t), S being what has not ended. The coefficients are priors of whoever asks, never estimates: no data set
 * stands behind them. What they express: agreements bunch at deadlines, a wide gap delays them, and a
 * deadline that has slipped before slips again.
 * Sources: P. D. Allison, Sociological Methodology 13 (1982) 61-98, doi 10.2307/270718 (discrete competing risks); A. E. Roth,
 * J. K. Murnighan and F. Schoumaker, Am. Econ. Rev. 78 (1988) 806-823 (the deadline effect).
 * Thread-safety: pure functions.
 */
#ifndef COBURG_HAZARD_H
#define COBURG_HAZARD_H

#include "coburg/case.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_HAZARD_DAYS_MAX = 3660 };

typedef enum cbg_exit { CBG_EXIT_DEAL, CBG_EXIT_BREAKDOWN, CBG_EXIT_EXTENSION } cbg_exit;
enum { CBG_EXITS = 3 };
/* "deal", "breakdown", "extension" */
const char *cbg_exit_name(cbg_exit exit);

/* What a coefficient multiplies. */
typedef enum cbg_hazard_term {
    CBG_HAZARD_BASE,      /* 1 */
    CBG_HAZARD_GAP,       /* how far the sides are apart, 0..1 */
    CBG_HAZARD_ZONE,      /* how much room for agreement there is, 0..1 */
    CBG_HAZARD_PRECEDENT, /* how often the deadline has moved before */
    CBG_HAZARD_TENSION,   /* 0..1 */
    CBG_HAZARD_DEADLINE   /* 1 on the last day */
} cbg_hazard_term;
enum { CBG_HAZARD_TERMS = 6 };
/* "base", "gap", "zone", "precedent", "tension", "deadline" */
const char *cbg_hazard_term_name(cbg_hazard_term term);

/* A normal prior for every coefficient; sd >= 0, 0: known for certain. */
typedef struct cbg_hazard_prior {
    double mean[CBG_EXITS][CBG_HAZARD_TERMS], sd[CBG_EXITS][CBG_HAZARD_TERMS];
} cbg_hazard_prior;

/* Something to begin with: judgement, documented in docs/forecast.md. */
void cbg_hazard_prior_default(cbg_hazard_prior *out);

/* Sets "deal.gap" from a mean and, unless it is NaN, an sd. CBG_NOT_FOUND, CBG_BAD_ARGUMENT (not finite, |mean| > 100, sd
 * outside 0..100). */
cbg_status cbg_hazard_prior_set(cbg_hazard_prior *prior, const char *name, double mean, double sd);

typedef struct cbg_hazard_input {
    int days;                       /* 1..CBG_HAZARD_DAYS_MAX: until the deadline, that day included */
    double value[CBG_HAZARD_TERMS]; /* of gap, zone, precedent and tension; the others are not read */
    double low[CBG_HAZARD_TERMS],
        high[CBG_HAZARD_TERMS]; /* drawn evenly between these; equal to value: no range */
} cbg_hazard_input;

/* Coefficients at their means. by[exit * days + day - 1]: probability that the talks have ended so by the end of the day;
 * the three sum to 1 on the last. CBG_BAD_ARGUMENT. O(days). */
cbg_status cbg_hazard_run(const cbg_hazard_prior *prior, const cbg_hazard_input *input, double *by);

/* The spread over priors and ranges: draw d is addressed by (seed, d), the same at any number of threads.
 * at_deadline[exit * draws + d]; mean_by[exit * days + day - 1]: mean over draws of what cbg_hazard_run gives. Either may be NULL.
 * CBG_BAD_ARGUMENT, CBG_NO_MEMORY, CBG_CANCELLED. O(draws * days). */
cbg_status cbg_hazard_draws(const cbg_hazard_prior *prior, const cbg_hazard_input *input, uint64_t seed,
                            int draws, const cbg_exec *exec, double *at_deadline, double *mean_by);

/* What a case says of its own prospects. */
typedef struct cbg_prospects {
    int days; /* from the day `as_of` (day 1) to the deadline, both included; 0: one of them is not stated to the day */
    bool past;    /* the deadline lies before `as_of` */
    bool far;     /* it lies more than CBG_HAZARD_DAYS_MAX days ahead: days is 0 */
    bool has_gap; /* false: utilities are given as a table, or there are fewer than two parties */
    double gap; /* 1 - the largest share of its own range, worst to best, that all parties can have at once */
    double zone,
        zone_open; /* 1 + log10(share of outcomes that are agreements) / 6, within 0..1, 0 when there are none; with the red lines
                               in force, and with all of them set aside */
    double share, share_open; /* those shares */
    int moved;                /* times that the deadline had moved by `as_of` */
} cbg_prospects;

/* CBG_MISSING: the case has no parties with preferences; else as cbg_analyze and cbg_optimum_find. The analysis is what it costs. */
cbg_status cbg_prospects_of(const cbg_case *c, const cbg_exec *exec, cbg_prospects *out, cbg_diags *diags);

/* The value of a standard normal variable that is not exceeded with probability p, 0 < p < 1; |error| < 1e-9. */
double cbg_normal_quantile(double p);

#ifdef __cplusplus
}
#endif
#endif
