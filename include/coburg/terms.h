/* What makes a case more than a sum over issues: interactions between two issues, hyperrectangles,
 * tables of complete outcomes, and constraints that rule outcomes out for everybody.
 *
 * All of them speak of regions: sets of outcomes described issue by issue. Utility of an outcome:
 *   sum over issues (see cbg_preference) + interactions + aggregated boxes + table,
 * in utility points. Ownership and indices as in case.h.
 * Sources: hyperrectangles (constraint-based utilities) after T. Ito, H. Hattori and M. Klein, Multi-issue
 * negotiation protocol for agents: exploring nonlinear utility spaces, IJCAI 2007, 1347-1352.
 */
#ifndef COBURG_TERMS_H
#define COBURG_TERMS_H

#include "coburg/case.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Outcomes that have, on each of these issues, one of the marked options. No issues: all outcomes. */
typedef struct cbg_region {
    int issue_count;
    const int *issue;       /* distinct */
    const bool *const *has; /* [k][option of issue[k]]; nothing marked: no outcome at all */
} cbg_region;

/* Points added (or, negative, taken) when two issues are settled together in a certain way. */
typedef struct cbg_interaction {
    cbg_region when; /* over two issues */
    cbg_number points;
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_interaction;

/* A hyperrectangle: pays value * weight. */
typedef struct cbg_box {
    bool excludes; /* pays outside the region; false: inside it */
    cbg_region region;
    cbg_number value;  /* of either sign */
    cbg_number weight; /* >= 0; not given: 1 */
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_box;

/* How the payments of a party's boxes become one number; a box that does not pay counts as 0. */
typedef enum cbg_aggregation { CBG_AGGREGATE_SUM, CBG_AGGREGATE_MAX, CBG_AGGREGATE_MIN } cbg_aggregation;

typedef struct cbg_boxes {
    cbg_aggregation aggregation;
    cbg_number cap; /* given: the aggregate counts for at most this */
    int count;
    const cbg_box *box;
} cbg_boxes;

/* Points of complete outcomes, by outcome number: mixed radix over all issues, the first issue the most
 * significant digit. */
typedef struct cbg_table {
    bool given;
    cbg_rational otherwise; /* points of outcomes that are not listed */
    int count;
    const uint64_t *outcome; /* ascending, distinct */
    const cbg_rational *points;
} cbg_table;

/* The parts of a party's utility that are not a sum over issues. */
typedef struct cbg_terms {
    int interaction_count;
    const cbg_interaction *interaction;
    cbg_boxes boxes;
    cbg_table table;
} cbg_terms;

/* A rule between issues that binds everybody: an outcome that lies in a forbidden region, or in none of
 * the allowed ones, cannot be agreed. `if ... then ...` is read as the regions it forbids. */
typedef struct cbg_constraint {
    bool allows; /* the outcome lies in one of the regions; false: in none of them */
    int region_count;
    const cbg_region *region;
    cbg_names source;
    const char *note;
    cbg_span span;
} cbg_constraint;

/* What a box pays: value * weight. CBG_OVERFLOW. */
cbg_status cbg_box_pay(const cbg_box *box, cbg_rational *out);

/* Bounds on what the terms add to a utility, the sums of what is negative and of what is positive in them:
 * least <= terms(o) <= most for every outcome. CBG_OVERFLOW. */
cbg_status cbg_terms_reach(const cbg_terms *terms, cbg_rational *least, cbg_rational *most);

/* Does the outcome, one option an issue, lie in the region? O(issues of the region). */
bool cbg_region_holds(const cbg_region *region, const int *option);

/* Does the outcome satisfy the constraint? O(regions * issues). */
bool cbg_constraint_holds(const cbg_constraint *constraint, const int *option);

#ifdef __cplusplus
}
#endif
#endif
