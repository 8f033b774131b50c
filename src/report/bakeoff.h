/* Models against outcomes, as text, JSON and CSV. */
#ifndef COBURGI_REPORT_BAKEOFF_H
#define COBURGI_REPORT_BAKEOFF_H

#include "coburg/bakeoff.h"
#include "report/json.h"
#include "report/table.h"

typedef struct cbgi_bakeoff_page {
    const cbg_outcomes *set;
    const cbg_bakeoff *bakeoff;
    uint64_t seed;
    int resamples;
} cbgi_bakeoff_page;

void cbgi_bakeoff_text(const cbgi_bakeoff_page *page, cbgi_style style, cbgi_text *out);
/* Adds keys to an object that is open. */
void cbgi_bakeoff_json(const cbgi_bakeoff_page *page, cbgi_json *json);
/* One row an issue and entrant. */
void cbgi_bakeoff_csv(const cbgi_bakeoff_page *page, cbgi_text *out);

#endif
