/* Models against outcomes: which forecasting model would have come closest on a set of issues that are decided?
 *
 * A set holds proposals (dossiers, bills), each with one or more issues: actors' positions, saliences and capabilities, the
 * scale, perhaps a reference point (what holds without a decision), and the outcome. Models run on one proposal at a time,
 * so those that weigh issues against each other see all of its issues together. Errors are distances to the outcome in
 * percent of the scale. Entrants are compared with the compromise (capability-salience-weighted) mean over the issues that both
 * forecast, and how sure a difference is comes from resampling proposals, because issues of one proposal are not independent.
 * Sources: R. Thomson, F. N. Stokman, C. H. Achen and T. Koenig (eds.), The European Union Decides, 2006, doi
 * 10.1017/CBO9780511492082 (the task); B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
 * Thread-safety: sets and results are immutable once made.
 */
#ifndef COBURG_BAKEOFF_H
#define COBURG_BAKEOFF_H

#include "coburg/forecast.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_OUTCOMES_BYTES_MAX = 64 * 1024 * 1024, CBG_BAKEOFF_ENTRANTS_MAX = 64 };

typedef struct cbg_proposal {
    const char *name;
    cbg_forecast_input input; /* its issues; low and high are given, reference is NaN where it is not */
    const double *outcome;    /* [issues]; NaN: not known */
} cbg_proposal;

typedef struct cbg_outcomes {
    int proposals, issues, decided; /* decided: issues with an outcome */
    const cbg_proposal *proposal;
    bool power_given;
} cbg_outcomes;

/* Reads a set from text that may hold any bytes. Long layout: a row an actor and issue with columns issue, actor, position, salience, outcome,
 * and, where there are any, proposal, power, low, high, reference. Wide layout: a row an issue with columns issue, outcome and
 * a pair pos_ACTOR, sal_ACTOR for each actor. Other names by `columns`: "proposal=prnr,outcome=out" (NULL: none). Without
 * low and high a scale is 0 to 100, or from the least to the greatest position when some lie outside. `power`, of power_length bytes, is a
 * second table with columns actor and power, called power_name in diagnostics (NULL: none). Saliences are 0..1, or percent when any is above 1.
 * CBG_BAD_SYNTAX, CBG_BAD_CASE with line and column, CBG_TOO_LARGE, CBG_NO_MEMORY. Release with cbg_outcomes_free. */
cbg_status cbg_outcomes_read_text(const char *text, size_t length, const char *name, const char *columns,
                                  const char *power_name, const char *power, size_t power_length,
                                  const cbg_exec *exec, cbg_outcomes **out, cbg_diags *diags);
void cbg_outcomes_free(cbg_outcomes *outcomes);

typedef struct cbg_entrant {
    char name[96];    /* "smp:vote=binary" */
    const char *what; /* what it is, for people */
    bool baseline;
    int model; /* -1: no model (midpoint, reference point) */
    cbg_forecast_options options;
    int count;           /* issues forecast */
    double mean, median; /* absolute error, percent of the scale; NaN when count is 0 */
    int hits,
        dichotomous; /* issues with two positions: forecasts nearer to the outcome than to the other, of how many; a
                              forecast halfway counts half, so hits is in halves */
    /* Against the compromise mean, over `shared` issues: its error less this one's, mean, 95 % interval, the share of
     * resamples in which this one is better, and 1 - mean error / mean error of the compromise mean. */
    int shared;
    double difference, low, high, better, skill;
} cbg_entrant;

typedef struct cbg_bakeoff {
    int entrants, issues, proposals; /* issues: decided ones; proposals that have any */
    const cbg_entrant *entrant;      /* entrant 0 is the compromise mean */
    const double *forecast;          /* [entrant * issues + issue] in the unit of the issue; NaN: none */
    const int *proposal, *issue;     /* [issues] where each decided issue stands in the set */
} cbg_bakeoff;

/* Runs the baselines and the models of `spec` ("smp", "challenge:variant=textbook" as in cbg_forecast_parse; count 0: every
 * registered model with its initial options). resamples: 0 for 2000. The same numbers at any number of threads.
 * CBG_BAD_ARGUMENT and CBG_NOT_FOUND with a diagnostic, CBG_NO_MEMORY, CBG_CANCELLED. Costs the models' runs, and
 * O(resamples * proposals * entrants). Release with cbg_bakeoff_free. */
cbg_status cbg_bakeoff_run(const cbg_outcomes *outcomes, const char *const *spec, int count, uint64_t seed,
                           int resamples, const cbg_exec *exec, cbg_bakeoff **out, cbg_diags *diags);
void cbg_bakeoff_free(cbg_bakeoff *bakeoff);

#ifdef __cplusplus
}
#endif
#endif
