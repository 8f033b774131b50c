/* Checks what a forecast is made from. */
#include <math.h>
#include <stdio.h>

#include "forecast/input.h"

static const cbg_span nowhere = {0, 0, 0};

enum { WHO_MAX = 96 };

static const char *named(const char *const *name, int index, const char *what, char out[WHO_MAX])
{
    if (name != NULL && name[index] != NULL) {
        snprintf(out, WHO_MAX, "%.80s", name[index]);
    } else {
        snprintf(out, WHO_MAX, "%s %d", what, index + 1);
    }
    return out;
}

static bool within(double value, double low, double high)
{
    return value >= low && value <= high; /* false for NaN */
}

static void complain(const cbg_forecast_input *in, int actor, int issue, const char *what, double value,
                     const char *hint, cbg_diags *diags)
{
    char who[WHO_MAX], where[WHO_MAX];
    cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere, "%s of %s on %s is %.6g",
                                   what, named(in->actor_name, actor, "actor", who),
                                   named(in->issue_name, issue, "issue", where), value);
    cbg_diag_hint(diag, "%s", hint);
}

static int check_scales(const cbg_forecast_input *in, cbg_diags *diags)
{
    int wrong = 0;
    for (int k = 0; in->low != NULL && k < in->issues; k++) {
        if (!within(in->low[k], -CBG_FORECAST_VALUE_MAX, CBG_FORECAST_VALUE_MAX) ||
            !within(in->high[k], -CBG_FORECAST_VALUE_MAX, CBG_FORECAST_VALUE_MAX) ||
            in->low[k] >= in->high[k]) {
            char where[WHO_MAX];
            cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere,
                          "the scale of %s runs from %.6g to %.6g", named(in->issue_name, k, "issue", where),
                          in->low[k], in->high[k]);
            wrong++;
        }
    }
    for (int k = 0; in->reference != NULL && k < in->issues; k++) {
        if (!isnan(in->reference[k]) &&
            !within(in->reference[k], -CBG_FORECAST_VALUE_MAX, CBG_FORECAST_VALUE_MAX)) {
            cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere, "a reference point is %.6g",
                          in->reference[k]);
            wrong++;
        }
    }
    return wrong;
}

static int check_cell(const cbg_forecast_input *in, int actor, int issue, cbg_diags *diags)
{
    const size_t at = (size_t)actor * (size_t)in->issues + (size_t)issue;
    const double low = in->low != NULL ? in->low[issue] : -CBG_FORECAST_VALUE_MAX,
                 high = in->high != NULL ? in->high[issue] : CBG_FORECAST_VALUE_MAX;
    int wrong = 0;
    if (isnan(in->position[at])) {
        return 0;
    }
    if (!within(in->position[at], low, high)) {
        complain(in, actor, issue, "the position", in->position[at],
                 "positions lie on the scale of the issue", diags);
        wrong++;
    }
    if (!within(in->salience[at], 0, 1)) {
        complain(in, actor, issue, "the salience", in->salience[at], "saliences lie between 0 and 1", diags);
        wrong++;
    }
    if (!within(in->capability[at], 0, CBG_FORECAST_VALUE_MAX)) {
        complain(in, actor, issue, "the capability", in->capability[at], "capabilities are 0 or more", diags);
        wrong++;
    }
    return wrong;
}

cbg_status cbg_forecast_check(const cbg_forecast_input *in, cbg_diags *diags)
{
    if (in->actors < 1 || in->issues < 1 || (in->low == NULL) != (in->high == NULL)) {
        cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere,
                      "a forecast needs at least one actor and one issue");
        return CBG_BAD_ARGUMENT;
    }
    if (in->actors > CBG_FORECAST_ACTORS_MAX || in->issues > CBG_FORECAST_ISSUES_MAX) {
        cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, nowhere, "%d actors and %d issues: at most %d and %d",
                      in->actors, in->issues, CBG_FORECAST_ACTORS_MAX, CBG_FORECAST_ISSUES_MAX);
        return CBG_TOO_LARGE;
    }
    int wrong = check_scales(in, diags);
    for (int i = 0; i < in->actors; i++) {
        for (int k = 0; k < in->issues; k++) {
            wrong += check_cell(in, i, k, diags);
        }
    }
    return wrong > 0 ? CBG_BAD_ARGUMENT : CBG_OK;
}

static void scale_of(const cbg_forecast_input *in, bool powers_only, int issue, double *low, double *high)
{
    *low = HUGE_VAL, *high = -HUGE_VAL;
    for (int i = 0; i < in->actors; i++) {
        const size_t at = (size_t)i * (size_t)in->issues + (size_t)issue;
        const double x = powers_only && !(in->capability[at] > 0) ? (double)NAN : in->position[at];
        if (x < *low) {
            *low = x;
        }
        if (x > *high) {
            *high = x;
        }
    }
    if (*low > *high) { /* nobody takes a position */
        *low = *high = 0;
    }
}

void cbgi_forecast_scales(const cbg_forecast_input *in, bool powers_only, double *low, double *high)
{
    for (int k = 0; k < in->issues; k++) {
        if (in->low != NULL) {
            low[k] = in->low[k], high[k] = in->high[k];
        } else {
            scale_of(in, powers_only, k, &low[k], &high[k]);
        }
    }
}
