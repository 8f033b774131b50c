/* A case as the formats of the field see it: u = sum of weight * score, everything between 0 and 1. */
#ifndef COBURGI_ADDITIVE_H
#define COBURGI_ADDITIVE_H

#include "format/formats.h"

typedef struct cbgi_additive_party {
    int party; /* of the case */
    const char *name;
    cbg_rational *weight; /* [issue], >= 0 */
    cbg_rational **score; /* [issue][option], 0..1 */
    cbg_rational walk_away;
} cbgi_additive_party;

typedef struct cbgi_additive {
    const cbg_case *c;
    const char **issue_name; /* [issue], distinct */
    int party_count;         /* those that state preferences */
    bool boxes; /* some utility is more than a sum over issues: weights, scores and walk-aways are not filled in */
    cbgi_additive_party *party;
} cbgi_additive;

/* What a format holds besides names, options, weights, scores and walk-aways. */
enum {
    CBGI_HOLDS_IDS = 1,
    CBGI_HOLDS_TITLE = 2,
    CBGI_HOLDS_SCALE = 4,   /* the top of scores, and points */
    CBGI_HOLDS_NUMBERS = 8, /* options that are points on a scale */
    CBGI_HOLDS_DISCOUNT = 32,
    CBGI_HOLDS_BOXES = 64, /* utilities that are more than sums over issues */
    CBGI_HOLDS_NOTE = 16 /* of the case */
};

/* Fills the view and says in out->diags what the format cannot hold. CBG_MISSING: nobody states
 * preferences; CBG_OVERFLOW, CBG_NO_MEMORY. */
cbg_status cbgi_additive_view(cbgi_output *out, unsigned holds, const char *format, cbgi_additive *view);

/* The complaint that a party's utility is more than a sum over issues. */
cbg_status cbgi_not_additive(cbgi_output *out, int party);

/* Warnings about the parts of the case that the format has no place for. losses.c */
void cbgi_say_losses(cbgi_output *out, unsigned holds, const char *format);

/* The outcome that is worth least to the party among those that reach its walk-away; false: none does, or there are
 * too many outcomes to tell. reservation.c */
bool cbgi_least_outcome(cbgi_output *out, const cbgi_additive_party *p, int *option);

/* ---- output.c ---- */

/* A warning about what the format cannot hold. */
void cbgi_loss(cbgi_output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Starts a text that becomes a file; cbgi_output_add takes it over. */
void cbgi_output_add(cbgi_output *out, const char *name, cbgi_text *text);

/* A number as a decimal. What is none is rounded to 17 decimals; *rounded is then set. */
void cbgi_put_decimal(cbgi_text *text, cbg_rational number, bool *rounded);

/* A walk-away as a decimal. What is none is rounded down to 12 decimals, so that an outcome that just meets it still
 * does when its utility was rounded as well; *rounded is then set. */
void cbgi_put_walk_away(cbgi_text *text, cbg_rational number, bool *rounded);

/* a * b and a / b (b not 0), rounded to 15 decimals when the exact result does not fit; *rounded is then set.
 * Both are moderate: results below 1000. */
cbg_rational cbgi_product(cbg_rational a, cbg_rational b, bool *rounded);
cbg_rational cbgi_quotient(cbg_rational a, cbg_rational b, bool *rounded);

/* As a JSON string, with its quotes. */
void cbgi_put_json(cbgi_text *text, const char *s);

/* The least common denominator of scores, 0: beyond `most`. */
int64_t cbgi_denominator(const cbg_rational *number, int count, int64_t most);

/* The greatest of them. */
cbg_rational cbgi_greatest(const cbg_rational *number, int count);

#endif
