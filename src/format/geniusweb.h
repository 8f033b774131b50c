/* GeniusWeb JSON: what its files share. */
#ifndef COBURGI_GENIUSWEB_H
#define COBURGI_GENIUSWEB_H

#include "format/draft.h"
#include "format/json.h"

typedef struct cbgi_geniusweb {
    cbgi_input *in;
    cbgi_draft draft;
    const char **key; /* [issue]: its name as it stands in the file */
    cbgi_index names; /* of the issues */
} cbgi_geniusweb;

/* The issues of a domain, into g->draft; false after a complaint. */
bool cbgi_geniusweb_domain(cbgi_geniusweb *g, const cbgi_node *domain);

/* A profile, into the party; false after a complaint. */
bool cbgi_geniusweb_profile(cbgi_geniusweb *g, const cbgi_node *profile, cbgi_draft_party *party);

cbg_status cbgi_geniusweb_write(cbgi_output *out);

#endif
