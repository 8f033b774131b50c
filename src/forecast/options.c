/* Settings of models as people write them: "smp:vote=binary:commit=none". */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "coburg/number.h"
#include "forecast/registry.h"

enum { NAME_MAX = 64, LIST_MAX = 220 };

static const cbg_span nowhere = {0, 0, 0};

void cbg_forecast_options_init(int model, cbg_forecast_options *out)
{
    const cbg_forecast_model *m = cbg_forecast_model_at(model);
    memset(out, 0, sizeof *out);
    for (int k = 0; k < m->params; k++) {
        out->value[k] = m->param[k].initial;
    }
}

/* Adds a name to "a, b, c". */
static void list(char out[LIST_MAX], const char *name)
{
    const size_t used = strlen(out);
    snprintf(out + used, LIST_MAX - used, used == 0 ? "%s" : ", %s", name);
}

static cbg_status unknown_param(const cbg_forecast_model *m, const char *name, cbg_diags *diags)
{
    char known[LIST_MAX] = "";
    for (int k = 0; k < m->params; k++) {
        list(known, m->param[k].name);
    }
    cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, CBG_NOT_FOUND, nowhere,
                                   "the model %s has no parameter \"%s\"", m->name, name);
    cbg_diag_hint(diag, m->params > 0 ? "it has %s" : "it has none%s", known);
    return CBG_NOT_FOUND;
}

static cbg_status set_choice(const cbg_forecast_param *p, const char *value, double *out, cbg_diags *diags)
{
    char known[LIST_MAX] = "";
    for (int k = 0; p->choice[k] != NULL; k++) {
        if (strcmp(p->choice[k], value) == 0) {
            *out = k;
            return CBG_OK;
        }
        list(known, p->choice[k]);
    }
    cbg_diag *diag =
        cbg_diags_add(diags, CBG_ERROR, CBG_NOT_FOUND, nowhere, "%s cannot be \"%s\"", p->name, value);
    cbg_diag_hint(diag, "one of %s", known);
    return CBG_NOT_FOUND;
}

static cbg_status set_number(const cbg_forecast_param *p, const char *value, double *out, cbg_diags *diags)
{
    cbg_rational exact;
    const cbg_status status = cbg_rational_parse(value, &exact);
    const double number = status == CBG_OK ? cbg_rational_double(exact) : 0;
    if (status != CBG_OK || number < p->lowest || number > p->highest || (p->whole && exact.den != 1)) {
        cbg_diag *diag =
            cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere, "%s cannot be \"%s\"", p->name, value);
        cbg_diag_hint(diag, "a %snumber from %.15g to %.15g", p->whole ? "whole " : "", p->lowest,
                      p->highest);
        return CBG_BAD_ARGUMENT;
    }
    *out = number;
    return CBG_OK;
}

cbg_status cbg_forecast_options_set(int model, const char *name, const char *value,
                                    cbg_forecast_options *options, cbg_diags *diags)
{
    const cbg_forecast_model *m = cbg_forecast_model_at(model);
    for (int k = 0; k < m->params; k++) {
        const cbg_forecast_param *p = &m->param[k];
        if (strcmp(p->name, name) == 0) {
            return p->choice != NULL ? set_choice(p, value, &options->value[k], diags)
                                     : set_number(p, value, &options->value[k], diags);
        }
    }
    return unknown_param(m, name, diags);
}

/* Copies up to `stop` or the end; returns what follows, NULL when the piece is longer than a name may be. */
static const char *piece(const char *text, const char *stop, char out[NAME_MAX])
{
    const size_t length = strcspn(text, stop);
    if (length >= NAME_MAX) {
        return NULL;
    }
    memcpy(out, text, length);
    out[length] = '\0';
    return text + length;
}

static cbg_status unknown_model(const char *name, cbg_diags *diags)
{
    char known[LIST_MAX] = "";
    for (int k = 0; k < cbg_forecast_model_count(); k++) {
        list(known, cbg_forecast_model_at(k)->name);
    }
    cbg_diag *diag =
        cbg_diags_add(diags, CBG_ERROR, CBG_NOT_FOUND, nowhere, "there is no model \"%s\"", name);
    cbg_diag_hint(diag, "models are %s", known);
    return CBG_NOT_FOUND;
}

static cbg_status malformed(const char *text, cbg_diags *diags)
{
    cbg_diag *diag =
        cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere, "cannot read the model \"%.100s\"", text);
    cbg_diag_hint(diag, "write model:parameter=value:parameter=value");
    return CBG_BAD_ARGUMENT;
}

cbg_status cbg_forecast_parse(const char *text, int *model, cbg_forecast_options *options, cbg_diags *diags)
{
    char name[NAME_MAX], value[NAME_MAX];
    const char *at = piece(text, ":", name);
    if (at == NULL) {
        return malformed(text, diags);
    }
    const int found = cbg_forecast_model_find(name);
    if (found < 0) {
        return unknown_model(name, diags);
    }
    cbg_forecast_options read;
    cbg_forecast_options_init(found, &read);
    while (*at == ':') {
        at = piece(at + 1, "=:", name);
        if (at == NULL || *at != '=' || (at = piece(at + 1, ":", value)) == NULL) {
            return malformed(text, diags);
        }
        const cbg_status status = cbg_forecast_options_set(found, name, value, &read, diags);
        if (status != CBG_OK) {
            return status;
        }
    }
    *model = found;
    *options = read;
    return CBG_OK;
}

char *cbg_forecast_options_text(int model, const cbg_forecast_options *options, char *out, size_t size)
{
    const cbg_forecast_model *m = cbg_forecast_model_at(model);
    size_t used = (size_t)snprintf(out, size, "%s", m->name);
    for (int k = 0; k < m->params && used < size; k++) {
        const cbg_forecast_param *p = &m->param[k];
        const double value = options->value[k];
        if (value != p->initial) {
            used += (size_t)(p->choice != NULL
                                 ? snprintf(out + used, size - used, ":%s=%s", p->name, p->choice[(int)value])
                                 : snprintf(out + used, size - used, ":%s=%.15g", p->name, value));
        }
    }
    return out;
}
