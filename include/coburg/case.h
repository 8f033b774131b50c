/* The case: who negotiates, about what, what each wants, when the clock runs out, and where
 * every number comes from.
 *
 * A case is read once (see read.h), validated, and then immutable: it may be shared by any
 * number of threads. All strings are NUL-terminated UTF-8 owned by the case; all indices count
 * from 0 in the order of the file; -1 stands for "none". Counts may be 0, arrays are then NULL
 * or empty. Spans say where in the file a thing stands.
 */
#ifndef COBURG_CASE_H
#define COBURG_CASE_H

#include "coburg/exec.h"
#include "coburg/number.h"
#include "coburg/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cbg_conflict; /* see conflict.h */
struct cbg_process;  /* see process.h */

typedef struct cbg_names {
    int count;
    const char *const *item;
    const cbg_span *span; /* one a name */
} cbg_names;

/* A number with its evidence: plain, or {value, range, source, note} in the file. */
typedef struct cbg_number {
    bool given; /* false: the file does not state it; value is the documented default */
    bool has_range;
    cbg_rational value, low, high; /* low <= value <= high when has_range */
    cbg_names source;              /* ids of claims or sources */
    const char *note;              /* NULL: none */
    cbg_span span;
} cbg_number;

/* A point in time, as precise as the file states it. */
typedef struct cbg_time {
    bool given, has_month, has_day, has_clock, has_offset;
    int16_t year;
    int8_t month, day, hour, minute; /* month and day from 1 */
    int16_t offset_min;              /* minutes east of UTC */
    const char *text;                /* as written */
    cbg_span span;
} cbg_time;

typedef struct cbg_party {
    const char *id, *name;        /* name defaults to id */
    cbg_names heads;              /* who speaks for it */
    cbg_number walk_away;         /* reservation value in utility points; default 0 */
    cbg_number power;             /* capability, >= 0; not given: unknown */
    cbg_number bargaining_weight; /* of a party outside any bloc; default 1 */
    int bloc;                     /* index, -1: none */
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_party;

/* Parties that speak as one side. */
typedef struct cbg_bloc {
    const char *id, *name;
    int member_count;
    const int *member;               /* party indices */
    const cbg_number *member_weight; /* bargaining weights within the bloc; default 1 each */
    cbg_number bargaining_weight;    /* of the whole bloc as one side; default 1 */
    int coordinator_party;           /* -1 when the coordinator is a stakeholder or none */
    int coordinator_stakeholder;
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_bloc;

/* Somebody outside the room: no vote, may be briefed, may press. */
typedef struct cbg_stakeholder {
    const char *id, *name, *role; /* role: free text such as "coordinator"; NULL: none */
    cbg_names heads;
    int briefed_by_count;
    const int *briefed_by; /* party indices */
    cbg_number salience;   /* how much it cares, 0..100 */
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_stakeholder;

/* Pressure of a stakeholder or party on the weights of a party. */
typedef struct cbg_influence {
    int from_stakeholder, from_party; /* one of them is -1 */
    int to_party;
    int issue_count;
    const int *issue;    /* empty: all */
    bool raises;         /* false: lowers the weight */
    cbg_number strength; /* weight points; not given: unknown */
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_influence;

typedef struct cbg_option {
    const char *name;   /* for a numeric issue the number as text */
    cbg_rational value; /* numeric issues only */
    cbg_span span;
} cbg_option;

typedef struct cbg_issue {
    const char *id, *name;
    bool numeric;     /* options are points on a scale */
    bool is_range;    /* the scale was given as from, to, step */
    bool divisible;   /* a share of it can go to each of two parties (coburg divide) */
    bool is_good;     /* options are the parties that may get it: `to: [A, B]` */
    const int *to;    /* is_good: party index of each option */
    const char *unit; /* NULL: none */
    const char *owner; /* id of the party or bloc that can settle it alone; NULL: held jointly */
    int option_count; /* >= 1 */
    const cbg_option *option;
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_issue;

/* A set of options that a party will not leave: broken by an outcome if, on any issue of
 * the line, the option is not among the accepted ones. */
typedef struct cbg_red_line {
    int party;
    int issue_count;
    const int *issue;
    const bool *const *accept; /* [k][option]: accepted on issue[k] */
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_red_line;

/* What one party wants. Utility of an outcome o:
 *   weights form: sum over issues of weight_i * score_i(o_i) / total, in 0..scale;
 *   points form:  sum over issues of points_i(o_i);
 * and in both forms what `terms` add. An issue that a party does not mention has weight 0. */
typedef struct cbg_preference {
    bool given;
    bool is_points;
    cbg_rational total;             /* what the weights sum to: 100 or 1; points form: 1 */
    const cbg_number *weight;       /* [issue]; points form: all 1 */
    const cbg_number *const *score; /* [issue][option]; NULL for an issue not scored */
    const struct cbg_terms *terms;  /* see terms.h; NULL: the utility is the sum over issues */
    cbg_number discount; /* d: utility is worth d^t after t rounds or days, 0 < d <= 1; not given: no discount */
    cbg_span span;
} cbg_preference;

typedef enum cbg_session_kind {
    CBG_SESSION_BILATERAL,
    CBG_SESSION_TRILATERAL,
    CBG_SESSION_PLENARY,
    CBG_SESSION_BRIEFING
} cbg_session_kind;

typedef enum cbg_session_status {
    CBG_SESSION_HELD,
    CBG_SESSION_PLANNED,
    CBG_SESSION_CANCELLED
} cbg_session_status;

typedef struct cbg_session {
    const char *id; /* NULL: none */
    cbg_session_kind kind;
    cbg_session_status status;
    cbg_time time;
    const char *venue;
    cbg_names with;   /* ids of parties, blocs and stakeholders */
    cbg_names people; /* names of persons */
    cbg_names source; /* claims or sources that attest it */
    const char *note;
    cbg_span span;
} cbg_session;

/* One step in the life of the deadline. */
typedef struct cbg_milestone {
    cbg_time time;
    const char *event; /* what happened, in words */
    cbg_time deadline; /* the deadline as it stood from then on; may be not given */
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_milestone;

typedef enum cbg_extension_status {
    CBG_EXTENSION_UNSTATED,
    CBG_EXTENSION_OFF_AGENDA,
    CBG_EXTENSION_ON_AGENDA,
    CBG_EXTENSION_AGREED,
    CBG_EXTENSION_REFUSED
} cbg_extension_status;

/* Extension as a procedural item: stated status, and the rule if there is one. */
typedef struct cbg_extension {
    cbg_extension_status status;
    cbg_names claims;
    int consent_count;
    const int *consent;       /* parties who must agree; empty: all */
    cbg_number rounds, times; /* length of one extension and how often */
    const char *note;
    cbg_span span;
} cbg_extension;

typedef struct cbg_schedule {
    cbg_time began, deadline;
    const char *venue, *goal;
    int milestone_count, session_count;
    const cbg_milestone *milestone;
    const cbg_session *session;
    cbg_extension extension;
} cbg_schedule;

typedef struct cbg_source {
    const char *id, *name, *kind; /* name defaults to id */
    char reliability;             /* Admiralty 'A'..'F', 0: not graded */
    const char *origin;           /* id of the source it repeats, NULL: its own */
    cbg_time time;
    const char *url, *bias, *note;
    cbg_names attested; /* claims that speak of the source: `source` in the file */
    cbg_span span;
} cbg_source;

typedef enum cbg_verdict {
    CBG_VERDICT_OPEN,
    CBG_VERDICT_HELD,
    CBG_VERDICT_PARTLY,
    CBG_VERDICT_FAILED
} cbg_verdict;

typedef enum cbg_standing {
    CBG_STANDING_SINGLE, /* nobody else speaks to it */
    CBG_STANDING_CORROBORATED,
    CBG_STANDING_CONTESTED, /* contested, whether or not also corroborated */
    CBG_STANDING_CONTRADICTED
} cbg_standing;

typedef struct cbg_claim {
    const char *id;
    int source;       /* index, -1: none stated */
    const char *by;   /* to whom the source attributes it; NULL: the source itself */
    const char *says; /* in our own words */
    cbg_names about;  /* ids of parties, issues, sessions ... or topics such as "extension" */
    char reliability; /* 'A'..'F', from the grade, else from the source; 0: none */
    char credibility; /* '1'..'6', 0: none */
    cbg_time time;
    /* Claim indices; the relations are symmetric: a claim that contests another is contested by it. */
    int corroborated_by_count, contested_by_count, contradicted_by_count;
    const int *corroborated_by, *contested_by, *contradicted_by;
    cbg_standing standing; /* derived from the three lists and the verdict */
    cbg_verdict verdict;   /* later scoring */
    cbg_time scored_on;
    cbg_names scored_by; /* claims or sources */
    const char *note;
    cbg_span span;
} cbg_claim;

/* A dated position of a party on an issue. */
typedef struct cbg_trail_point {
    cbg_time time;
    int party, issue;
    const char *position; /* a number or words */
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_trail_point;

/* A figure that is looked up, not computed (breakout time, a budget). */
typedef struct cbg_indicator {
    const char *id, *name, *value, *unit;
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_indicator;

/* A named outcome; `option` has one entry an issue. */
typedef struct cbg_package {
    const char *id, *name;
    const int *option;
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_package;

typedef struct cbg_case {
    const char *title;
    const char *note;
    cbg_time as_of;
    cbg_rational scale; /* the top of scores and utilities; default 100 */
    cbg_schedule schedule;
    int party_count, bloc_count, stakeholder_count, influence_count, issue_count, red_line_count;
    int constraint_count, source_count, claim_count, trail_count, indicator_count, package_count;
    const cbg_party *party;
    const cbg_bloc *bloc;
    const cbg_stakeholder *stakeholder;
    const cbg_influence *influence;
    const cbg_issue *issue;
    const cbg_preference *preference; /* one a party */
    const cbg_red_line *red_line;
    const struct cbg_constraint *constraint; /* between issues, binding everybody; see terms.h */
    const cbg_source *source;
    const cbg_claim *claim;
    const cbg_trail_point *trail;
    const cbg_indicator *indicator;
    const cbg_package *package;
    int process_count;
    const struct cbg_process *process; /* what sides can do besides the issues (process.h) */
    const struct cbg_outlook *outlook;   /* what it states for forecasting (outlook.h), NULL: nothing */
    const struct cbg_conflict *conflict; /* a graph model (conflict.h), NULL: none */
    const char *format; /* what the case was read from: "coburg", "genius" ... (convert.h); NULL: nothing */
    int remark_count;   /* what reading another format assumed or rounded, in sentences */
    const char *const *remark;
    struct cbgi_case_private *own; /* the memory behind it all */
} cbg_case;

/* Releases the case and all it owns; NULL is allowed. */
void cbg_case_free(cbg_case *c);

/* Index of the thing with this id (case-sensitive), -1 when there is none. O(number of things). */
int cbg_case_find_party(const cbg_case *c, const char *id);
int cbg_case_find_bloc(const cbg_case *c, const char *id);
int cbg_case_find_stakeholder(const cbg_case *c, const char *id);
int cbg_case_find_issue(const cbg_case *c, const char *id);
int cbg_case_find_source(const cbg_case *c, const char *id);
int cbg_case_find_claim(const cbg_case *c, const char *id);
int cbg_case_find_package(const cbg_case *c, const char *id);
/* Index of the option with this name, or, for a numeric issue, this value. */
int cbg_issue_find_option(const cbg_issue *issue, const char *name);

/* Sides: each bloc is one, each party outside a bloc is one, in order of first party.
 * Returns how many; fills side_of_party[party] when not NULL. */
int cbg_case_sides(const cbg_case *c, int *side_of_party);

/* The share of bargaining weight of each party, summing to 1: sides share by bargaining weight,
 * members of a bloc share the bloc's. out[party_count]. CBG_OVERFLOW as for rationals. */
cbg_status cbg_case_bargaining_shares(const cbg_case *c, cbg_rational *out);

#ifdef __cplusplus
}
#endif
#endif
