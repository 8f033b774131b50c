/* How a fair division is told. */
#ifndef COBURGI_REPORT_DIVIDE_H
#define COBURGI_REPORT_DIVIDE_H

#include "coburg/divide.h"
#include "report/json.h"
#include "report/table.h"

/* One division, with the case that the goods are of. */
typedef struct cbgi_divide_report {
    const cbg_case *c;
    const cbg_goods *goods;
    const cbg_division *division;
} cbgi_divide_report;

/* The answer in one sentence, the table, the comparison with other rules, the steps. */
void cbgi_divide_text(const cbgi_divide_report *r, cbgi_style style, cbgi_text *out);
/* One row an issue and rule. */
void cbgi_divide_csv(const cbgi_divide_report *r, cbgi_text *out);
/* Adds its keys to the object that is open. */
void cbgi_divide_json(const cbgi_divide_report *r, cbgi_json *json);

/* The part of a good that goes to a side under an allotment. */
cbg_rational cbgi_divide_part(const cbg_allotment *a, int side, int good);

#endif
