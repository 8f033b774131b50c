/* What a case says about positions and saliences without saying so: the best option's place on the scale, and the weight. */
#include <math.h>

#include "evidence/evidence.h"

void cbgi_evidence_scale(const cbg_issue *issue, double *low, double *high)
{
    *low = issue->numeric ? cbg_rational_double(issue->option[0].value) : 0;
    *high = issue->numeric ? cbg_rational_double(issue->option[issue->option_count - 1].value)
                           : issue->option_count - 1;
}

static const cbg_number *scores(const cbg_case *c, int party, int issue)
{
    const cbg_preference *f = &c->preference[party];
    return c->preference == NULL || !f->given || f->score == NULL ? NULL : f->score[issue];
}

/* Of options that are equally good the first: the same rule as everywhere in Coburg. */
bool cbgi_evidence_best(const cbg_case *c, int party, int issue, double *place)
{
    const cbg_number *score = scores(c, party, issue);
    const cbg_issue *of = &c->issue[issue];
    if (score == NULL) {
        return false;
    }
    int best = 0;
    for (int o = 1; o < of->option_count; o++) {
        best = cbg_rational_compare(score[o].value, score[best].value) > 0 ? o : best;
    }
    *place = of->numeric ? cbg_rational_double(of->option[best].value) : best;
    return true;
}

/* What is at stake between the best and the worst option of an issue. */
static double stake(const cbg_case *c, int party, int issue)
{
    const cbg_number *score = scores(c, party, issue);
    double low = 0, high = 0;
    for (int o = 0; score != NULL && o < c->issue[issue].option_count; o++) {
        const double v = cbg_rational_double(score[o].value);
        low = o == 0 || v < low ? v : low;
        high = o == 0 || v > high ? v : high;
    }
    return high - low;
}

static double at_most_one(double x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

bool cbgi_evidence_weight(const cbg_case *c, int party, int issue, cbg_evidence_value *share)
{
    const cbg_preference *f = &c->preference[party];
    if (scores(c, party, issue) == NULL) {
        return false;
    }
    *share = (cbg_evidence_value){.span = f->span};
    if (f->is_points) {
        double sum = 0;
        for (int i = 0; i < c->issue_count; i++) {
            sum += stake(c, party, i);
        }
        share->value = share->low = share->high = sum > 0 ? stake(c, party, issue) / sum : 0;
        return true;
    }
    const cbg_number *w = &f->weight[issue];
    const double total = cbg_rational_double(f->total);
    share->value = at_most_one(cbg_rational_double(w->value) / total);
    share->low = at_most_one(cbg_rational_double(w->low) / total);
    share->high = at_most_one(cbg_rational_double(w->high) / total);
    share->range = w->has_range ? CBG_RANGE_STATED : CBG_RANGE_NONE;
    share->source = &w->source;
    share->span = w->span.line > 0 ? w->span : f->span;
    return true;
}

int cbg_evidence_nearest(const cbg_evidence *e, int issue, double x)
{
    const cbg_issue *of = e->c == NULL ? NULL : &e->c->issue[e->case_issue[issue]];
    double least = (double)INFINITY;
    int best = -1;
    for (int o = 0; of != NULL && !isnan(x) && o < of->option_count; o++) {
        const double away = fabs((of->numeric ? cbg_rational_double(of->option[o].value) : o) - x);
        best = away < least ? o : best;
        least = away < least ? away : least;
    }
    return best;
}
