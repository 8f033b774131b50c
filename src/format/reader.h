/* Reading a case out of a tree: what the sections share.
 *
 * Every reader goes on after a problem. What could not be read is left out (or `given` false), so
 * that nothing else complains about it. Ids are collected before contents, so sections may
 * stand in any order.
 */
#ifndef COBURGI_READER_H
#define COBURGI_READER_H

#include "case/model.h"
#include "coburg/space.h"
#include "coburg/terms.h"
#include "format/index.h"
#include "format/node.h"

enum {
    CBGI_ID_CHARACTERS = 64,
    CBGI_ISSUE_OPTIONS_MAX = 1000000,
    CBGI_CASE_OPTIONS_MAX = 2000000, /* of all issues together */
    CBGI_CASE_SCORES_MAX = 4000000,  /* of all parties together */
    CBGI_CASE_MARKS_MAX = 64000000   /* options that red lines, boxes and constraints may mark */
};

typedef enum cbgi_section {
    CBGI_CASE,
    CBGI_AS_OF,
    CBGI_NOTE,
    CBGI_SCALE,
    CBGI_SCHEDULE,
    CBGI_PARTIES,
    CBGI_BLOCS,
    CBGI_STAKEHOLDERS,
    CBGI_INFLUENCE,
    CBGI_ISSUES,
    CBGI_CONSTRAINTS,
    CBGI_PREFERENCES,
    CBGI_PACKAGES,
    CBGI_SOURCES,
    CBGI_CLAIMS,
    CBGI_TRAIL,
    CBGI_INDICATORS,
    CBGI_CONFLICT,
    CBGI_PROCESS,
    CBGI_FORECAST,
    CBGI_SECTIONS
} cbgi_section;

/* The ids that a section defines. `closed`: the section could be read, so that a name which
 * is not among them is an error; otherwise unknown names are passed over in silence. */
typedef struct cbgi_ids {
    cbgi_index index;
    bool closed;
} cbgi_ids;

typedef struct cbgi_reader {
    cbgi_arena *arena;
    cbg_case *c;
    cbg_diags *diags;
    const cbgi_node *root, *section[CBGI_SECTIONS];
    cbgi_ids party, bloc, stakeholder, issue, source, claim, package, session, indicator;
    cbg_party *parties; /* c->party, while it is being filled */
    cbgi_index *option; /* one an issue */
    bool *issue_ok;     /* one an issue: its options are known */
    int64_t scores;     /* allocated so far */
    int64_t marks;      /* options of red lines, boxes and constraints so far */
} cbgi_reader;

/* Adds an error; returns it for a hint. */
#define cbgi_wrong(r, node, ...) CBGI_WRONG((r)->diags, (node)->span, __VA_ARGS__)

/* Whether reading should stop: no memory, or more errors than can be reported. */
bool cbgi_reader_done(const cbgi_reader *r);

/* ---- fields.c: maps, lists, text ---- */

/* Text to show in a message, in quotes, at most 40 characters. Valid until the arena goes. */
const char *cbgi_shown(cbgi_reader *r, const cbgi_node *node);

/* Checks that `node` is a map of these keys and fills value[k] with the value of keys[k], NULL when
 * absent. `what` names the thing: "a party". An empty node is an empty map. */
bool cbgi_fields(cbgi_reader *r, const cbgi_node *node, const char *what, const char *const *keys, int count,
                 const cbgi_node **value);

/* The complaint about a key that must be there. */
void cbgi_missing(cbgi_reader *r, const cbgi_node *at, const char *what, const char *key,
                  const char *example);

/* The key node of the pair with this value. */
const cbgi_node *cbgi_key_of(const cbgi_node *map, const cbgi_node *value);

/* Text without line breaks when `line`; NULL after a complaint. */
const char *cbgi_text_of(cbgi_reader *r, const cbgi_node *node, const char *what);
const char *cbgi_optional_text(cbgi_reader *r, const cbgi_node *node, const char *what);

/* One of `words`, -1 after a complaint. */
int cbgi_word_of(cbgi_reader *r, const cbgi_node *node, const char *what, const char *const *words,
                 int count);

/* The items of a list, or the node itself when it is a scalar; -1 after a complaint. */
int cbgi_items(cbgi_reader *r, const cbgi_node *node, const char *what, cbgi_node *const **items);

bool cbgi_names_of(cbgi_reader *r, const cbgi_node *node, const char *what, cbg_names *out);

/* `note` and `source` or `claims`, which any item may have. */
void cbgi_note_of(cbgi_reader *r, const cbgi_node *note, const char **out);
void cbgi_source_of(cbgi_reader *r, const cbgi_node *source, const cbgi_node *claims, cbg_names *out);

/* ---- names.c: ids and what they refer to ---- */

/* Whether a key can be an id; complains when not. */
bool cbgi_id_check(cbgi_reader *r, const cbgi_node *key, const char *what);

/* The ids of a section that is a map, or an empty closed set when the section is absent. */
void cbgi_ids_collect(cbgi_reader *r, cbgi_section section, const char *what, cbgi_ids *out);

/* The map and its pair behind the i-th id. */
const cbgi_node *cbgi_entry_key(const cbgi_reader *r, cbgi_section section, int i);
const cbgi_node *cbgi_entry(const cbgi_reader *r, cbgi_section section, int i);

/* The number of the thing that `node` names, -1 after a complaint or when it cannot be known. */
int cbgi_refer(cbgi_reader *r, const cbgi_node *node, const char *what, const cbgi_ids *ids);

/* A list of distinct references; false after a complaint. */
bool cbgi_refer_all(cbgi_reader *r, const cbgi_node *node, const char *what, const cbgi_ids *ids, int *count,
                    const int **out);

/* The option of an issue that `node` names, -1 after a complaint. */
int cbgi_refer_option(cbgi_reader *r, const cbgi_node *node, int issue);

/* ---- values.c: numbers and times ---- */

/* A number whose value and range lie in low..high (NULL: unbounded). False after a complaint. */
typedef struct cbgi_bounds {
    const cbg_rational *low, *high;
} cbgi_bounds;
bool cbgi_rational_of(cbgi_reader *r, const cbgi_node *node, const char *what, cbg_rational *out);
bool cbgi_number_of(cbgi_reader *r, const cbgi_node *node, const char *what, cbgi_bounds bounds,
                    cbg_number *out);
void cbgi_optional_number(cbgi_reader *r, const cbgi_node *node, const char *what, cbgi_bounds bounds,
                          cbg_number *out);
void cbgi_time_of(cbgi_reader *r, const cbgi_node *node, const char *what, cbg_time *out);
bool cbgi_bool_of(cbgi_reader *r, const cbgi_node *node, const char *what, bool *out);

/* ---- the sections ---- */

void cbgi_read_parties(cbgi_reader *r);
void cbgi_read_blocs(cbgi_reader *r);
void cbgi_read_stakeholders(cbgi_reader *r);
void cbgi_read_influence(cbgi_reader *r);
void cbgi_read_issues(cbgi_reader *r);
void cbgi_read_constraints(cbgi_reader *r);
void cbgi_read_preferences(cbgi_reader *r);
void cbgi_read_packages(cbgi_reader *r);
void cbgi_read_session_ids(cbgi_reader *r);
void cbgi_read_schedule(cbgi_reader *r);
void cbgi_read_sources(cbgi_reader *r);
void cbgi_read_claims(cbgi_reader *r);
void cbgi_read_trail(cbgi_reader *r);
void cbgi_read_indicators(cbgi_reader *r);
void cbgi_read_conflict(cbgi_reader *r);
void cbgi_read_process(cbgi_reader *r);

/* The id of a party or bloc; NULL after a complaint. process.c */
const char *cbgi_side_of(cbgi_reader *r, const cbgi_node *node);

/* States listed best first, lists within it tie; returns how many levels. conflict_order.c */
int cbgi_read_ranking(cbgi_reader *r, const cbgi_node *node, const cbg_names **out);
void cbgi_read_stands(cbgi_reader *r); /* `forecast` too */
void cbgi_read_forecast(cbgi_reader *r, struct cbg_outlook *out);

/* The scores of one issue; NULL after a complaint. scores.c */
const cbg_number *cbgi_read_scores(cbgi_reader *r, const cbgi_node *node, int party, int issue,
                                   cbgi_bounds bounds);

/* The red lines of one party are counted, then read into out[]; returns how many. red_lines.c */
int cbgi_count_red_lines(const cbgi_node *list);
int cbgi_read_red_lines(cbgi_reader *r, const cbgi_node *list, int party, cbg_red_line *out);

/* Options of one issue: one, a list, or {at_least, at_most}; a bool for each option of the issue. `what`
 * begins the complaint when there is none: "this red line". NULL after a complaint. region.c */
const bool *cbgi_read_options(cbgi_reader *r, const cbgi_node *node, int issue, const char *what);
/* The options from at_least to at_most, either of which may be NULL, but not both. */
const bool *cbgi_read_bounds(cbgi_reader *r, const cbgi_node *at_least, const cbgi_node *at_most, int issue,
                             const char *what);
/* A map from issue to options. False after a complaint. */
bool cbgi_read_region(cbgi_reader *r, const cbgi_node *map, const char *what, cbg_region *out);

/* Interactions, boxes and a table, each NULL when absent. False after a complaint. terms.c */
bool cbgi_read_terms(cbgi_reader *r, const cbgi_node *interactions, const cbgi_node *boxes,
                     const cbgi_node *table, const cbg_terms **out);

/* Everything, into r->c. read_case.c */
void cbgi_read_case(cbgi_reader *r);

#endif
