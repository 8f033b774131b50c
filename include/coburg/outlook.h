/* What a case states for forecasting alone: positions and saliences, the combination of models, how grades of
 * evidence widen numbers, and priors of the hazard by the deadline. What it leaves out is derived (evidence.h).
 * Owned by the case; arrays are by party, then issue.
 */
#ifndef COBURG_OUTLOOK_H
#define COBURG_OUTLOOK_H

#include "coburg/case.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A number for which rival evidence may name several values; the first is meant unless a claim is rejected. */
typedef struct cbg_stand {
    int count; /* 0: not stated */
    const cbg_number *rival;
} cbg_stand;

enum { CBG_GRADE_LETTERS = 6, CBG_GRADE_DIGITS = 6, CBG_OUTLOOK_MODELS_MAX = 16 };

/* One part of a case's own combination of models. */
typedef struct cbg_outlook_model {
    const char *text; /* "challenge:variant=textbook", as cbg_forecast_parse reads it */
    cbg_number weight; /* > 0; default 1 */
    cbg_span span;
} cbg_outlook_model;

typedef struct cbg_outlook {
    const cbg_stand *position;   /* [party * issues + issue] on the scale of the issue; of named options: places from 0 */
    const cbg_stand *salience;   /* the same, 0..100 */
    const cbg_number *reference; /* [issue] what holds without agreement */
    int models;
    const cbg_outlook_model *model;
    bool graded; /* the case has a table of grades */
    /* Half the width of the range that a number gets by the grade of its best claim, in percent of the
     * scale; 'A1' is [0][0], not given: the grade says nothing. */
    cbg_number grade[CBG_GRADE_LETTERS][CBG_GRADE_DIGITS];
    /* Of a hazard's coefficients by exit and term, in the order of hazard.h. */
    cbg_number prior_mean[3][6], prior_sd[3][6];
    cbg_span span; /* of the section; line 0: the case has none */
} cbg_outlook;

#ifdef __cplusplus
}
#endif
#endif
