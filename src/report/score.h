/* Scores of forecasts and of claims, as text, JSON and CSV. */
#ifndef COBURGI_REPORT_SCORE_H
#define COBURGI_REPORT_SCORE_H

#include "coburg/case.h"
#include "coburg/score.h"
#include "report/json.h"
#include "report/table.h"

typedef struct cbgi_score_page {
    const cbg_score_log *log;
    const cbg_score_card *card;
    bool all, shared;
} cbgi_score_page;

void cbgi_score_text(const cbgi_score_page *page, cbgi_style style, cbgi_text *out);
/* Adds keys to an object that is open. */
void cbgi_score_json(const cbgi_score_page *page, cbgi_json *json);
/* One row a forecast. */
void cbgi_score_csv(const cbgi_score_page *page, cbgi_text *out);

/* Claims of a case that were scored later, by source and grade. */
void cbgi_score_claims_text(const cbg_case *c, cbgi_style style, cbgi_text *out);
void cbgi_score_claims_json(const cbg_case *c, cbgi_json *json);

#endif
