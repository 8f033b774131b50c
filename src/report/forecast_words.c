/* Numbers, places and likelihoods of a forecast in words. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/forecast.h"

enum { NAME_COLUMNS = 46 };

static double width_of(const cbg_forecast_input *in, int issue)
{
    double low = (double)INFINITY, high = -low;
    if (in->low != NULL && in->high != NULL)
        return in->high[issue] - in->low[issue];
    for (int a = 0; a < in->actors; a++) {
        const double x = in->position[(size_t)a * (size_t)in->issues + (size_t)issue];
        low = x < low ? x : low;
        high = x > high ? x : high;
    }
    return high > low ? high - low : 1;
}

const char *cbgi_forecast_number(const cbg_forecast_input *in, int issue, double x, char out[CBGI_NUMBER_TEXT])
{
    int digits = 0;
    if (!isfinite(x)) {
        snprintf(out, CBGI_NUMBER_TEXT, "–");
        return out;
    }
    for (double w = width_of(in, issue); w <= 100 && digits < 9; w *= 10)
        digits++;
    char plain[CBGI_NUMBER_TEXT];
    if (fabs(x) >= 1e15) {
        snprintf(out, CBGI_NUMBER_TEXT, "%.6g", x);
        return out;
    }
    snprintf(plain, sizeof plain, "%.*f", digits, x);
    const char *s = plain[0] == '-' ? plain + 1 : plain;
    const size_t whole = strcspn(s, ".");
    size_t n = 0;
    if (s != plain && strspn(s, "0.") < strlen(s)) /* no minus before what rounds to 0 */
        out[n++] = '-';
    for (size_t k = 0; s[k] != '\0' && n + 2 < CBGI_NUMBER_TEXT; k++) {
        if (k > 0 && k < whole && (whole - k) % 3 == 0)
            out[n++] = ',';
        out[n++] = s[k];
    }
    out[n] = '\0';
    return out;
}

const char *cbgi_forecast_interval(const cbg_forecast_input *in, int issue, double low, double high,
                                   char out[2 * CBGI_NUMBER_TEXT])
{
    char a[CBGI_NUMBER_TEXT], b[CBGI_NUMBER_TEXT];
    cbgi_forecast_number(in, issue, low, a);
    cbgi_forecast_number(in, issue, high, b);
    if (strcmp(a, b) == 0)
        snprintf(out, 2 * CBGI_NUMBER_TEXT, "%s", a);
    else
        snprintf(out, 2 * CBGI_NUMBER_TEXT, "%.44s – %.44s", a, b);
    return out;
}

static double option_at(const cbg_issue *issue, int o)
{
    return issue->numeric ? cbg_rational_double(issue->option[o].value) : o;
}

static const cbg_issue *issue_of(const cbg_evidence *e, int issue)
{
    return e->c == NULL ? NULL : &e->c->issue[e->case_issue[issue]];
}

/* The name of an option, cut at a word when it is long. */
void cbgi_forecast_option(const cbg_issue *of, int o, char out[CBGI_OPTION_TEXT])
{
    const char *name = of->option[o].name;
    const size_t columns = cbgi_text_columns(name);
    if (columns <= NAME_COLUMNS) {
        snprintf(out, CBGI_OPTION_TEXT, of->numeric ? "%.200s" : "“%.200s”", name);
        return;
    }
    snprintf(out, CBGI_OPTION_TEXT, "“%.*s …”", (int)cbgi_wrap_line(name, NAME_COLUMNS), name);
}

const char *cbgi_forecast_place(const cbgi_forecast_report *r, int issue, double x, char out[CBGI_PLACE_TEXT])
{
    const cbg_evidence *e = r->study->evidence;
    const cbg_issue *of = issue_of(e, issue);
    const int near = cbg_evidence_nearest(e, issue, x);
    char name[CBGI_OPTION_TEXT], second[CBGI_OPTION_TEXT];
    out[0] = '\0';
    if (near < 0)
        return out;
    const double at = option_at(of, near);
    const int other = x > at ? near + 1 : near - 1;
    cbgi_forecast_option(of, near, name);
    if (other < 0 || other >= of->option_count || fabs(x - at) < 0.1 * fabs(option_at(of, other) - at)) {
        snprintf(out, CBGI_PLACE_TEXT, "about %s", name);
        return out;
    }
    cbgi_forecast_option(of, other, second);
    const double share = fabs(x - at) / fabs(option_at(of, other) - at);
    const char *nearer = share > 0.4 ? "" : x > at ? ", nearer the first" : ", nearer the second";
    snprintf(out, CBGI_PLACE_TEXT, "between %s and %s%s", x > at ? name : second, x > at ? second : name, nearer);
    return out;
}

/* The rule: the numbers that bear on an issue are counted by what stands behind them. */
const char *cbgi_forecast_confidence(const cbg_evidence *e, int issue, char why[CBGI_PLACE_TEXT])
{
    int all = 0, sound = 0, backed = 0, contested = 0;
    for (int k = 0; k < e->numbers; k++) {
        const cbg_evidence_number *n = &e->number[k];
        if (n->rivals == 0 || (n->issue >= 0 && n->issue != issue))
            continue;
        const cbg_evidence_value *v = &n->rival[0];
        const bool good = v->reliability != 0 && v->reliability <= 'B' && v->credibility <= '2';
        all++;
        backed += v->origins > 0;
        contested += v->contested || n->rivals > 1;
        sound += good && v->origins > 1 && !v->contested && n->rivals == 1;
    }
    snprintf(why, CBGI_PLACE_TEXT,
             "of %d numbers %d rest%s on a claim or source, %d on good claims (B2 or better) of two origins that nobody "
             "contests; %d %s contested",
             all, backed, backed == 1 ? "s" : "", sound, contested, contested == 1 ? "is" : "are");
    return 3 * sound >= 2 * all                            ? "high"
           : 2 * backed >= all && 4 * contested <= all     ? "moderate"
                                                           : "low";
}

void cbgi_forecast_number_name(const cbg_evidence *e, int number, int told, cbgi_text *out)
{
    const cbg_evidence_number *n = &e->number[number];
    if (e->input.actor_name != NULL)
        cbgi_text_addf(out, "%s of %s", cbg_evidence_kind_name(n->kind), e->input.actor_name[n->actor]);
    else
        cbgi_text_addf(out, "%s of actor %d", cbg_evidence_kind_name(n->kind), n->actor + 1);
    if (n->issue >= 0 && n->issue != told && e->input.issue_name != NULL)
        cbgi_text_addf(out, " on %s", e->input.issue_name[n->issue]);
}
