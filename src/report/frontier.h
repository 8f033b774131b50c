/* A Pareto frontier as text, JSON and CSV. */
#ifndef COBURGI_REPORT_FRONTIER_H
#define COBURGI_REPORT_FRONTIER_H

#include "coburg/frontier.h"
#include "report/json.h"
#include "report/table.h"

typedef struct cbgi_frontier_page {
    const cbg_space *space;
    const cbg_frontier *frontier;
    const cbg_frontier_options *options;
    int rows; /* shown in the text, evenly spread; 0: all */
} cbgi_frontier_page;

void cbgi_frontier_text(const cbgi_frontier_page *page, cbgi_style style, cbgi_text *out);
/* Adds keys to an object that is open. */
void cbgi_frontier_json(const cbgi_frontier_page *page, cbgi_json *json);
void cbgi_frontier_csv(const cbgi_frontier_page *page, cbgi_text *out);

#endif
