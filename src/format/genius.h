/* GENIUS XML: what reading the domain and reading a profile share. */
#ifndef COBURGI_GENIUS_H
#define COBURGI_GENIUS_H

#include "format/additive.h"
#include "format/draft.h"
#include "format/xml.h"

typedef enum cbgi_genius_type { CBGI_DISCRETE, CBGI_INTEGER, CBGI_REAL } cbgi_genius_type;

typedef struct cbgi_genius {
    cbgi_input *in;
    cbgi_draft draft;
    cbgi_genius_type *type; /* [issue] */
    int64_t *index;         /* [issue]: the number that the file gives it */
    cbg_rational *low;      /* [issue]: lower bound of an integer issue */
    cbgi_index names;       /* of the issues */
} cbgi_genius;

/* The issues of a domain (or of a profile that stands alone), into g->draft. False after a complaint. */
bool cbgi_genius_domain(cbgi_genius *g, const cbgi_xml *root);

/* A profile, into the party. False after a complaint. */
bool cbgi_genius_profile(cbgi_genius *g, const cbgi_xml *root, cbgi_draft_party *party);

/* The type of an issue or evaluator: `type` before `etype` before `vtype`, discrete when none is there.
 * False after a complaint. */
bool cbgi_genius_type_of(cbgi_genius *g, const cbgi_xml *issue, cbgi_genius_type *out);

/* The number of an issue: its `index`, or its place among the issues, from 1. */
bool cbgi_genius_index_of(cbgi_genius *g, const cbgi_xml *issue, int place, int64_t *out);

/* A number in an attribute that must be there. `of`: "issue Price". */
bool cbgi_genius_number(cbgi_genius *g, const cbgi_xml *element, const char *attribute, const char *of,
                        cbg_rational *out);

/* The lower and upper bound, of the `range` within or of the issue itself; *given: there are any. */
bool cbgi_genius_range(cbgi_genius *g, const cbgi_xml *issue, const char *of, cbg_rational out[2],
                       bool *given, cbg_span *where);

/* A nonlinear profile, but for its reservation value and discount; false after a complaint. */
bool cbgi_genius_boxes(cbgi_genius *g, const cbgi_xml *root, cbgi_draft_party *party);

/* Reservation value and discount factor, when there are any. */
bool cbgi_genius_ends(cbgi_genius *g, const cbgi_xml *root, cbgi_draft_party *party);

cbg_status cbgi_genius_write(cbgi_output *out);

/* ---- what writing both kinds of profiles shares ---- */

void cbgi_genius_attribute(cbgi_text *text, const char *name, const char *value);
void cbgi_genius_open_issue(cbgi_text *text, const cbgi_additive *view, int i, const char *type);
void cbgi_genius_put_issue(cbgi_text *text, const cbgi_additive *view, int i);
void cbgi_genius_open_objective(cbgi_text *text, const cbgi_additive *view);

/* Whether the options are whole numbers in a row. */
bool cbgi_genius_whole(const cbg_issue *issue);

/* The profiles of a case in which some utility is more than a sum over issues. */
cbg_status cbgi_genius_write_boxes(cbgi_output *out, const cbgi_additive *view);

/* Whether the profile is of the kind with hyperrectangles. */
bool cbgi_genius_hypercube(const cbgi_xml *root);

#endif
