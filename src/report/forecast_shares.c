/* Which option the answer lies nearest to, draw by draw, in words of likelihood. */
#include <math.h>

#include "report/forecast.h"

enum { SHOWN = 8 };

void cbgi_forecast_shares(const cbgi_forecast_report *r, cbgi_style style, cbgi_text *out)
{
    const cbg_evidence *e = r->study->evidence;
    const double *share = r->study->share == NULL ? NULL : r->study->share[r->issue];
    char name[CBGI_OPTION_TEXT];
    bool told[CBG_STUDY_SHARES_MAX] = {false};
    cbgi_text title;
    cbgi_table t;
    if (share == NULL)
        return;
    const cbg_issue *of = &e->c->issue[e->case_issue[r->issue]];
    cbgi_text_init(&title, NULL);
    cbgi_text_addf(&title, "Nearest to the answer on %s", of->id);
    cbgi_heading(out, style, title.failed ? "" : title.data);
    cbgi_text_free(&title);
    cbgi_table_init(&t, style, "lrl");
    t.indent = 2;
    cbgi_table_add(&t, "option");
    cbgi_table_add(&t, "draws");
    cbgi_table_add(&t, "likelihood");
    for (int row = 0; row < SHOWN; row++) {
        int best = -1;
        for (int o = 0; o < of->option_count; o++)
            best = !told[o] && share[o] >= 0.005 && (best < 0 || share[o] > share[best]) ? o : best;
        if (best < 0)
            break;
        told[best] = true;
        cbgi_forecast_option(of, best, name);
        cbgi_table_add(&t, name);
        cbgi_table_addf(&t, "%.0f %%", 100 * share[best]);
        cbgi_table_add(&t, cbgi_likelihood(share[best]));
    }
    cbgi_table_print(&t, out);
    cbgi_table_free(&t);
}
