/* Reads specifications of strategies, parts and protocols. Numbers are read by cbgi_rational_typed, so they do not
 * depend on the locale. */
#include "talk/params.h"

#include <string.h>

#include "base/decimal.h"
#include "base/text.h"

static const cbg_span nowhere = {0, 0, 0};

/* Cuts blanks off both ends, in place. */
static char *trim(char *s)
{
    while (*s == ' ')
        s++;
    for (size_t n = strlen(s); n > 0 && s[n - 1] == ' '; n--)
        s[n - 1] = '\0';
    return s;
}

static cbg_status bad(const char *kind, const char *text, cbg_diags *diags)
{
    cbg_diag *d =
        cbg_diags_add(diags, CBG_ERROR, CBG_BAD_SYNTAX, nowhere, "\"%s\" does not specify a %s", text, kind);
    cbg_diag_hint(d, "write a name, or name(parameter=number,...)");
    return CBG_BAD_SYNTAX;
}

/* Cuts "a=1, b=2" into keys and values. */
static bool cut_params(char *list, cbgi_spec *spec)
{
    if (*trim(list) == '\0')
        return true;
    while (list != NULL) {
        char *next = strchr(list, ',');
        if (next != NULL)
            *next++ = '\0';
        char *equals = strchr(list, '=');
        if (equals == NULL || spec->count == CBG_PARAMS_MAX)
            return false;
        *equals = '\0';
        spec->key[spec->count] = trim(list);
        spec->value[spec->count++] = trim(equals + 1);
        list = next;
    }
    return true;
}

cbg_status cbgi_spec_read(const char *text, const char *kind, cbgi_spec *spec, cbg_diags *diags)
{
    memset(spec, 0, sizeof *spec);
    const size_t length = strlen(text);
    if (length >= sizeof spec->text)
        return bad(kind, text, diags);
    memcpy(spec->text, text, length + 1);
    char *start = trim(spec->text), *open = strchr(start, '(');
    spec->name = start;
    if (open != NULL) {
        const size_t n = strlen(open);
        if (open[n - 1] != ')')
            return bad(kind, text, diags);
        open[n - 1] = '\0';
        *open = '\0';
        if (!cut_params(open + 1, spec))
            return bad(kind, text, diags);
        trim(start);
    }
    return *start == '\0' || strpbrk(start, " ()=,") != NULL ? bad(kind, text, diags) : CBG_OK;
}

cbg_status cbgi_spec_find(const cbgi_spec *spec, const char *kind, const char *const *names, int count,
                          int *index, cbg_diags *diags)
{
    for (int k = 0; k < count; k++) {
        if (strcmp(names[k], spec->name) == 0) {
            *index = k;
            return CBG_OK;
        }
    }
    cbg_diag *d =
        cbg_diags_add(diags, CBG_ERROR, CBG_NOT_FOUND, nowhere, "there is no %s \"%s\"", kind, spec->name);
    const int near = cbgi_text_nearest(spec->name, names, count);
    if (near >= 0)
        cbg_diag_hint(d, "did you mean %s?", names[near]);
    else
        cbg_diag_hint(d, "\"coburg list\" shows all there are");
    return CBG_NOT_FOUND;
}

static cbg_status unknown(const cbgi_spec *spec, const cbg_param *params, const char *key, cbg_diags *diags)
{
    const char *names[CBG_PARAMS_MAX];
    int count = 0;
    for (; params != NULL && params[count].name != NULL; count++)
        names[count] = params[count].name;
    cbg_diag *d = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere, "%s has no parameter \"%s\"",
                                spec->name, key);
    const int near = cbgi_text_nearest(key, names, count);
    if (count == 0)
        cbg_diag_hint(d, "it takes none");
    else
        cbg_diag_hint(d, "did you mean %s?", names[near < 0 ? 0 : near]);
    return CBG_BAD_ARGUMENT;
}

static cbg_status take(const cbgi_spec *spec, const cbg_param *param, const char *value, double *out,
                       cbg_diags *diags)
{
    cbg_rational number;
    if (cbgi_rational_typed(value, &number) == CBG_OK) {
        *out = cbg_rational_double(number);
        if (*out >= param->low && *out <= param->high)
            return CBG_OK;
    }
    cbg_diag *d = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere, "%s: %s cannot be \"%s\"",
                                spec->name, param->name, value);
    cbg_diag_hint(d, "it is a number from %.6g to %.6g: %s", param->low, param->high, param->help);
    return CBG_BAD_ARGUMENT;
}

static cbg_status twice(const cbgi_spec *spec, const char *key, cbg_diags *diags)
{
    cbg_diag *d =
        cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, nowhere, "%s: %s is given twice", spec->name, key);
    cbg_diag_hint(d, "write one value for it");
    return CBG_BAD_ARGUMENT;
}

cbg_status cbgi_spec_params(const cbgi_spec *spec, const cbg_param *params, double *out, cbg_diags *diags)
{
    for (int p = 0; params != NULL && params[p].name != NULL; p++)
        out[p] = params[p].fallback;
    for (int k = 0; k < spec->count; k++) {
        for (int before = 0; before < k; before++)
            if (strcmp(spec->key[before], spec->key[k]) == 0)
                return twice(spec, spec->key[k], diags);
        int p = 0;
        while (params != NULL && params[p].name != NULL && strcmp(params[p].name, spec->key[k]) != 0)
            p++;
        if (params == NULL || params[p].name == NULL)
            return unknown(spec, params, spec->key[k], diags);
        cbg_status status = take(spec, &params[p], spec->value[k], &out[p], diags);
        if (status != CBG_OK)
            return status;
    }
    return CBG_OK;
}
