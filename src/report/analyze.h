/* The analysis of a scenario as text, JSON and CSV. */
#ifndef COBURGI_REPORT_ANALYZE_H
#define COBURGI_REPORT_ANALYZE_H

#include "coburg/analysis.h"
#include "report/json.h"
#include "report/table.h"

void cbgi_analysis_text(const cbg_analysis *a, cbgi_style style, cbgi_text *out);
/* Adds keys to an object that is open. */
void cbgi_analysis_json(const cbg_analysis *a, cbgi_json *json);
void cbgi_analysis_csv(const cbg_analysis *a, cbgi_text *out);

/* Parts, one file each. */
void cbgi_analysis_answer(const cbg_analysis *a, cbgi_text *out); /* one sentence, no newline */
void cbgi_analysis_movers(const cbg_analysis *a, cbgi_text *out); /* who must move, sentences */
void cbgi_analysis_agreements(const cbg_analysis *a, cbgi_style style, cbgi_text *out);
void cbgi_analysis_blockers(const cbg_analysis *a, cbgi_style style, cbgi_text *out);
void cbgi_analysis_scored(const cbg_analysis *a, cbgi_style style, cbgi_text *out);
/* What utilities are made of besides sums over issues: sentences with a blank before each, or nothing. */
void cbgi_analysis_structure(const cbg_analysis *a, cbgi_text *out);
/* The price list of red lines, as keys of an object that is open; a set of red lines as numbers. */
void cbgi_analysis_prices_json(const cbg_analysis *a, cbgi_json *json);
void cbgi_red_line_set_json(const cbg_case *c, cbgi_json *json, const char *key, uint64_t set);
void cbgi_analysis_structure_json(const cbg_analysis *a, cbgi_json *json);

/* Words. */
enum { CBGI_WORDS = 160 };
/* "the United States", "Iran"; clones are told apart by what cbgi_seat_id gives. */
const char *cbgi_party_words(const cbg_case *c, int party, char out[CBGI_WORDS]);
/* "the United States'", "Iran's" */
const char *cbgi_party_possessive(const cbg_case *c, int party, char out[CBGI_WORDS]);
/* The party's id, with a number when it holds several seats: "US", "US.2" */
const char *cbgi_seat_id(const cbg_space *space, int seat, char out[CBGI_WORDS]);
/* "Iran's", or "Iran's on UN" when the party has more than one red line. */
void cbgi_red_line_words(const cbg_case *c, int red_line, cbgi_text *out);
/* The same for a set: "Iran's and the United States'". */
void cbgi_red_line_set_words(const cbg_case *c, uint64_t set, cbgi_text *out);
/* What the line accepts: "UN: kept in full or kept until the term ends" */
void cbgi_red_line_terms(const cbg_case *c, int red_line, cbgi_text *out);
/* A utility, or a difference of two, in points with two decimals; "-" for INT64_MIN. */
const char *cbgi_points(const cbg_space *space, int64_t units, char out[CBG_RATIONAL_TEXT]);
/* "22.95 %" */
const char *cbgi_percent(uint64_t part, uint64_t whole, char out[CBG_RATIONAL_TEXT]);
/* All of the space: "1,200 outcomes", "about 1e+30 outcomes". */
const char *cbgi_all_outcomes(const cbg_space *space, char out[CBGI_WORDS]);
/* The size of a zone: "12", "about 3.2e+24", "between 1 and 4.1e+20". */
const char *cbgi_agreements(const cbg_zone *zone, char out[CBGI_WORDS]);
/* "1 outcome", "1,200 outcomes" */
const char *cbgi_outcomes(uint64_t n, char out[CBGI_WORDS]);

#endif
