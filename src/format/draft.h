/* A draft: what formats of the field have in common, before it becomes a case file.
 *
 * Parties give every option of every issue a score, 0..1 in the weights form, and every issue a weight:
 * u = sum of weight * score. Reading a format means filling a draft; cbgi_draft_finish settles the numbers,
 * invents ids and makes the tree of a case file.
 */
#ifndef COBURGI_DRAFT_H
#define COBURGI_DRAFT_H

#include "format/formats.h"
#include "format/index.h"

typedef struct cbgi_draft_issue {
    const char *id; /* NULL: made from the name */
    const char *name, *unit;
    cbg_span span;
    bool numeric; /* options are points on a scale, upward */
    bool range;   /* the scale is value[0], value[0] + step ... */
    int count;
    const char **option;
    cbg_rational *value; /* numeric only */
    cbgi_index index;    /* of the option names */
} cbgi_draft_issue;

/* A hyperrectangle: pays where all (excludes: where not all) of its issues have an option from first to last. */
typedef struct cbgi_draft_box {
    bool excludes;
    int count, *issue, *first, *last;
    cbg_rational value;
} cbgi_draft_box;

typedef struct cbgi_draft_party {
    const char *id, *name;
    cbg_span span;
    bool given;           /* preferences are known */
    bool points;          /* scores are added as they are, weights are all 1 */
    bool capped;          /* ... and count for at most 1 together */
    cbg_rational *weight; /* [issue] */
    cbg_rational **score; /* [issue][option]; NULL: the party does not care */
    int64_t *over;        /* [issue]: above 1, scores are written as fractions of it ("20/30") */
    cbg_rational walk_away;
    cbg_span walk_away_span;
    cbg_rational discount; /* 1: none; 0/0: not set, none */
    int box_count;         /* above 0: utility is made of these alone */
    cbgi_draft_box *box;
    const char *aggregation;
    bool cap; /* the format caps utility at 1 */
    const int
        *reservation; /* [issue]: the walk-away is what this outcome is worth; -1: nothing; NULL: none */
    const char *note;
} cbgi_draft_party;

typedef struct cbgi_draft {
    cbgi_input *in;
    const char *title, *note;
    cbg_rational scale; /* top of scores in the case file; default 1 */
    cbg_rational total; /* what weights sum to: 1 or 100 */
    int issue_count, party_count;
    cbgi_draft_issue *issue;
    cbgi_draft_party *party;
} cbgi_draft;

/* Room for so many; false: out of memory. */
bool cbgi_draft_issues(cbgi_draft *d, int count);
bool cbgi_draft_parties(cbgi_draft *d, int count);

/* Sets the options of an issue whose names were filled in; complains about names that stand twice at the
 * span that `where` gives for option o. */
bool cbgi_draft_options(cbgi_draft *d, cbgi_draft_issue *issue, const char **option, int count,
                        const cbg_span *where);

/* Whole numbers, or points from low in `steps` equal steps: an issue of numbers. False after a complaint. */
bool cbgi_draft_range(cbgi_draft *d, cbgi_draft_issue *issue, cbg_rational low, cbg_rational step,
                      int64_t count, cbg_span where);

/* The points of a real range that stand for it: 21, the ends included. */
enum { CBGI_REAL_STEPS = 20 };
bool cbgi_draft_real(cbgi_draft *d, cbgi_draft_issue *issue, cbg_rational low, cbg_rational high,
                     cbg_span where);

/* The first point of a scale that is not below x; the number of points when there is none. */
int cbgi_draft_from(const cbgi_draft_issue *issue, cbg_rational x);

/* The option of this name, or, on a scale, of this number however it is written ("1.0"); -1: none. */
int cbgi_draft_option(const cbgi_draft_issue *issue, const char *name);

/* The scores of a party on an issue, all 0. */
cbg_rational *cbgi_draft_scores(cbgi_draft *d, cbgi_draft_party *party, int issue);

/* min(1, max(0, a)). */
cbg_rational cbgi_clamp(cbg_rational a);

/* offset + slope * x, clamped; false: does not fit. */
bool cbgi_line(cbg_rational offset, cbg_rational slope, cbg_rational x, cbg_rational *out);

/* Text fit for a name: no blanks at the ends, no control characters; NULL: nothing is left, or no memory. */
const char *cbgi_name(cbgi_input *in, const char *text);

/* Numbers made to fit: exact where they can be, else rounded with a remark (resolution.c). */
void cbgi_draft_settle(cbgi_draft *d);

/* The tree of the case file, into in->root. */
cbg_status cbgi_draft_finish(cbgi_draft *d);

/* ---- make.c: nodes that come from no file ---- */
cbgi_node *cbgi_make_text(cbgi_arena *arena, const char *text, cbg_span span);
cbgi_node *cbgi_make_number(cbgi_arena *arena, cbg_rational number, cbg_span span);
/* An empty map or list with room for `count`; in brackets when it fits and `flow`. */
cbgi_node *cbgi_make_map(cbgi_arena *arena, int count, bool flow, cbg_span span);
cbgi_node *cbgi_make_list(cbgi_arena *arena, int count, bool flow, cbg_span span);
/* Nothing happens when one of them is NULL (the arena has failed then). */
void cbgi_make_put(cbgi_node *map, cbgi_node *key, cbgi_node *value);
void cbgi_make_add(cbgi_node *list, cbgi_node *item);

#endif
