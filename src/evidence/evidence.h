/* Evidence being built. */
#ifndef COBURGI_EVIDENCE_H
#define COBURGI_EVIDENCE_H

#include "base/arena.h"
#include "coburg/evidence.h"
#include "coburg/outlook.h"

struct cbgi_evidence_private {
    cbgi_arena arena;
    cbg_exec exec;
};

typedef struct cbgi_evidence_build {
    cbgi_arena *arena;
    cbg_evidence *e;
    cbg_evidence_number *number;
    const cbg_case *c; /* NULL: a table */
    const cbg_evidence_options *options;
    cbg_diags *diags;
    bool *accepted, *rejected; /* [claims] */
    bool *source_rejected; /* [sources] */
    double most_power;
} cbgi_evidence_build;

/* Adds a value that evidence supports; rivals of which nothing is left go, but for the last. The scale runs from low to
 * high (infinite: of power) and is `width` wide. Then finish the number. build.c */
void cbgi_evidence_add(const cbgi_evidence_build *b, cbg_evidence_number *n, cbg_evidence_value v,
                       const cbg_names *source, double low, double high, double width);
void cbgi_evidence_finish(cbg_evidence_number *n);
cbg_status cbgi_evidence_from_case(cbgi_evidence_build *b);

/* Which claims are out. claims.c */
cbg_status cbgi_evidence_claims(cbgi_evidence_build *b);

/* Grades, origins and support of one value; false when everything behind it is rejected. claims.c */
bool cbgi_evidence_support(const cbgi_evidence_build *b, const cbg_names *source, cbg_evidence_value *value);

/* What preferences say about a party on an issue of the case: the place of its best option and its weight as a share of
 * all. False: nothing. derive.c */
bool cbgi_evidence_best(const cbg_case *c, int party, int issue, double *place);
bool cbgi_evidence_weight(const cbg_case *c, int party, int issue, cbg_evidence_value *share);

/* Ends of the scale of an issue of the case. derive.c */
void cbgi_evidence_scale(const cbg_issue *issue, double *low, double *high);

#endif
