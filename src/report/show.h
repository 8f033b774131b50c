/* A case at a glance, as text and JSON. */
#ifndef COBURGI_REPORT_SHOW_H
#define COBURGI_REPORT_SHOW_H

#include "coburg/case.h"
#include "report/json.h"
#include "report/table.h"

/* heat[party * issue_count + issue], from cbg_heat. */
void cbgi_show_text(const cbg_case *c, const double *heat, cbgi_style style, cbgi_text *out);
/* Adds keys to an object that is open. */
void cbgi_show_json(const cbg_case *c, const double *heat, cbgi_json *json);

/* Sections, one file each. A section with nothing to say says nothing. */
void cbgi_show_people(const cbg_case *c, cbgi_style style, cbgi_text *out);
void cbgi_show_heat(const cbg_case *c, const double *heat, cbgi_style style, cbgi_text *out);
void cbgi_show_schedule(const cbg_case *c, cbgi_style style, cbgi_text *out);
void cbgi_show_red_lines(const cbg_case *c, cbgi_style style, cbgi_text *out);
void cbgi_show_evidence(const cbg_case *c, cbgi_style style, cbgi_text *out);
void cbgi_show_conflict(const cbg_case *c, cbgi_style style, cbgi_text *out);
void cbgi_show_conflict_json(const cbg_case *c, cbgi_json *json);
void cbgi_show_outlook(const cbg_case *c, cbgi_style style, cbgi_text *out);
void cbgi_show_outlook_json(const cbg_case *c, cbgi_json *json);
void cbgi_show_record(const cbg_case *c, cbgi_style style, cbgi_text *out);

/* Names with a separator between; "" for none. */
void cbgi_show_names(const cbg_names *names, const char *separator, cbgi_text *out);
const char *cbgi_session_kind(cbg_session_kind kind);
const char *cbgi_session_status(cbg_session_status status);
const char *cbgi_standing(cbg_standing standing);
const char *cbgi_verdict(cbg_verdict verdict); /* "" while open */
const char *cbgi_extension_words(cbg_extension_status status);

#endif
