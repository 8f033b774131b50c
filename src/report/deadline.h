/* Deal, breakdown or extension by the deadline, as text and JSON. */
#ifndef COBURGI_REPORT_DEADLINE_H
#define COBURGI_REPORT_DEADLINE_H

#include "coburg/hazard.h"
#include "report/json.h"
#include "report/table.h"

/* Where a value came from. */
typedef enum cbgi_from { CBGI_FROM_DEFAULT, CBGI_FROM_CASE, CBGI_FROM_USER } cbgi_from;

typedef struct cbgi_deadline_page {
    const cbg_case *c;
    const cbg_prospects *prospects;
    const cbg_hazard_input *input;
    const cbg_hazard_prior *prior;
    cbgi_from days_from, value_from[CBG_HAZARD_TERMS], prior_from[CBG_EXITS][CBG_HAZARD_TERMS];
    const double *by;              /* [exit * days + day - 1], coefficients at their means */
    const double *mean_by;         /* the same, mean over draws */
    double quantile[CBG_EXITS][5]; /* of the probability by the deadline: 5, 25, 50, 75, 95 % */
    int draws;
    uint64_t seed;
} cbgi_deadline_page;

void cbgi_deadline_text(const cbgi_deadline_page *page, cbgi_style style, cbgi_text *out);
/* Adds keys to an object that is open. */
void cbgi_deadline_json(const cbgi_deadline_page *page, cbgi_json *json);
/* One row a day. */
void cbgi_deadline_csv(const cbgi_deadline_page *page, cbgi_text *out);

#endif
