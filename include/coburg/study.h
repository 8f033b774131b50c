/* A forecast study: every model asked for on the same evidence and the same draws of it, the spread that
 * evidence leaves, the spread that a model's own options leave, and a combination of models as the answer.
 * Thread-safety: a study is only read once made.
 */
#ifndef COBURG_STUDY_H
#define COBURG_STUDY_H

#include "coburg/evidence.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_STUDY_MODELS_MAX = 32, CBG_STUDY_TEXT = 128, CBG_STUDY_SHARES_MAX = 64 };

/* A distribution over draws. Quantiles interpolate between order statistics (type 7 of Hyndman and Fan, American Statistician
 * 50 (1996) 361-365, doi 10.2307/2684934). All NaN when no draw has a point. */
typedef struct cbg_spread {
    double median, q05, q25, q75, q95, mean;
    double none; /* share of draws without a point (no agreement) */
} cbg_spread;

/* Sorts `value` in place, NaN last. O(n log n). */
void cbg_spread_of(double *value, size_t count, cbg_spread *out);

typedef struct cbg_study_model {
    int model;
    cbg_forecast_options options;
    char text[CBG_STUDY_TEXT]; /* as one types it */
    double weight;             /* share in the answer, 0: none */
    cbg_forecast_issue *issue; /* [issues] at the stated values */
    cbg_spread *spread;        /* [issues] over draws; NULL without draws */
    double *option_low, *option_high; /* [issues] over every other setting of one of its options; NaN: it has none */
    char (*option_text)[2][CBG_STUDY_TEXT]; /* [issues] which settings those are */
} cbg_study_model;

typedef struct cbg_study {
    const cbg_evidence *evidence;
    uint64_t seed, draws; /* draws 0: none were made, as nothing has a range or none were asked for */
    int models;
    cbg_study_model *model;
    bool named;          /* the answer is the combination that the case names */
    double *point;       /* [issues] the answer at the stated values: weighted mean of the models' points; NaN: a part has none */
    cbg_spread *spread;  /* [issues] of the answer; NULL without draws */
    double **share;      /* [issues][options of the case's issue] of the draws in which that option is the nearest to the answer; NULL
                            without draws or case, and for issues of more than CBG_STUDY_SHARES_MAX options */
    double *model_low, *model_high; /* [issues] over the points of all models shown */
    struct cbgi_study_private *own;
} cbg_study;

typedef struct cbg_study_options {
    int specs;
    const char *const *spec; /* models as cbg_forecast_parse reads them; none: all registered */
    uint64_t draws, seed;
    bool answer_only; /* leave out models that have no share in the answer, and the models' own options */
} cbg_study_options;

/* The answer is, in this order: the first of the models asked for; the combination of the case; the compromise mean.
 * The evidence must stay alive. Progress counts draws. CBG_NOT_FOUND, CBG_BAD_ARGUMENT (a model, named with its line
 * where it stands in the case), CBG_TOO_LARGE, CBG_NO_MEMORY, CBG_CANCELLED. */
cbg_status cbg_study_make(const cbg_evidence *e, const cbg_study_options *options, const cbg_exec *exec,
                          cbg_study **out, cbg_diags *diags);
void cbg_study_free(cbg_study *s);

/* What moves the answer on one issue: a single number, or all numbers that rest on a claim or a source.
 * first: the share of the answer's variance that would go if it were known (first-order Sobol index, by the correlations of G. Glen and
 * K. Isaacs, Environ. Model. Softw. 37 (2012) 157-166, doi 10.1016/j.envsoft.2012.03.014); total: the share that would remain
 * if all else were known (total index; M. J. W. Jansen, Comput. Phys. Commun. 117 (1999) 35-43, doi 10.1016/S0010-4655(98)00154-4).
 * Both are estimates from `base` pairs of draws. */
typedef enum cbg_driver_kind { CBG_DRIVER_NUMBER, CBG_DRIVER_CLAIM, CBG_DRIVER_SOURCE } cbg_driver_kind;

typedef struct cbg_driver {
    cbg_driver_kind kind;
    int index;             /* number of the evidence, claim or source of the case */
    double first, total;   /* NaN: the answer does not vary, or the base is 0 */
    double at_low, at_high; /* of a number: the answer with it at its low and its high end; else NaN */
} cbg_driver;

typedef struct cbg_drivers {
    int issue, base, count;
    cbg_driver *driver; /* by kind, then falling total index, then falling |at_high - at_low| */
    struct cbgi_study_private *own;
} cbg_drivers;

/* O((drivers + 2) * base) runs of the models behind the answer. `base` 0: a number that keeps that to some tens of
 * thousands; where even 32 pairs would be more, indices are NaN and the base of the result is 0. CBG_NO_MEMORY, CBG_CANCELLED. */
cbg_status cbg_study_drivers(const cbg_study *s, int issue, int base, const cbg_exec *exec, cbg_drivers **out,
                             cbg_diags *diags);
void cbg_drivers_free(cbg_drivers *d);

/* The two indices of each of `factors` from outputs by block, then row: block 0 from sample A, block 1 from B, block 2 + k
 * from A with factor k taken from B. Rows with a NaN are left out. NaN when there is no variance. O(factors * rows). */
void cbg_sobol_indices(const double *output, int factors, int rows, double *first, double *total);

#ifdef __cplusplus
}
#endif
#endif
