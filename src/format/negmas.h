/* NegMAS scenarios: what its files share. */
#ifndef COBURGI_NEGMAS_H
#define COBURGI_NEGMAS_H

#include "format/draft.h"
#include "format/json.h"

typedef struct cbgi_negmas {
    cbgi_input *in;
    cbgi_draft draft;
    cbgi_index names; /* of the issues */
} cbgi_negmas;

/* The issues of an outcome space, into g->draft; false after a complaint. */
bool cbgi_negmas_space(cbgi_negmas *g, const cbgi_node *root);

/* A utility function, into the party; false after a complaint. */
bool cbgi_negmas_function(cbgi_negmas *g, const cbgi_node *root, cbgi_draft_party *party);

cbg_status cbgi_negmas_write(cbgi_output *out);

#endif
