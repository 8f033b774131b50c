/* Specifications such as "boulware(e=0.1)": a name, and parameters checked against a table. */
#ifndef COBURGI_TALK_PARAMS_H
#define COBURGI_TALK_PARAMS_H

#include "coburg/strategy.h"

enum { CBGI_SPEC_BYTES = 256 };

typedef struct cbgi_spec {
    char text[CBGI_SPEC_BYTES]; /* cut into NUL-terminated pieces */
    const char *name;
    int count;
    const char *key[CBG_PARAMS_MAX], *value[CBG_PARAMS_MAX];
} cbgi_spec;

/* Cuts up name or name(key=value,...); blanks around the pieces do not count. `kind`: what it specifies, for
 * messages. CBG_BAD_SYNTAX. */
cbg_status cbgi_spec_read(const char *text, const char *kind, cbgi_spec *spec, cbg_diags *diags);

/* The index of the spec's name among `names`; CBG_NOT_FOUND names the nearest. */
cbg_status cbgi_spec_find(const cbgi_spec *spec, const char *kind, const char *const *names, int count,
                          int *index, cbg_diags *diags);

/* The values of `params` (NULL: none) as the spec gives them, or their fallbacks; out[CBG_PARAMS_MAX].
 * CBG_BAD_ARGUMENT: unknown, given twice, not a number, or out of bounds. */
cbg_status cbgi_spec_params(const cbgi_spec *spec, const cbg_param *params, double *out, cbg_diags *diags);

#endif
