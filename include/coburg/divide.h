/* Fair division between two sides: Adjusted Winner, and what other rules would do.
 *
 * Each side spreads points over the same issues; an issue goes to one side or, at most one of
 * them, is shared. All results are exact. Thread-safety: pure functions; results may be shared.
 */
#ifndef COBURG_DIVIDE_H
#define COBURG_DIVIDE_H

#include "coburg/case.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is to be divided. cbg_goods_from_case makes one from a case; a program may also fill one
 * in itself (only count, points, and any of the pointers that may be NULL are then needed). */
typedef struct cbg_goods {
    const char *side[2]; /* ids of the two sides */
    const char *side_name[2];
    int count;
    const char *const *name;        /* [good]; NULL: they have no names */
    const int *issue;               /* [good]: index in the case; NULL: of no case */
    const cbg_rational *points[2];  /* [side][good], each >= 0 */
    const bool *divisible;          /* [good]; NULL: all are */
    const int *option[2];           /* [side][good]: the option that winning it means, -1: none; or NULL */
    bool positions;                 /* some are not goods: winning one means getting one's best option */
    int agreed_count;               /* issues on which both want the same option: nothing to divide */
    const int *agreed;              /* their indices in the case */
    struct cbgi_goods_private *own; /* NULL when the caller owns the memory */
} cbg_goods;

/* The issues of the case as goods between two sides, each named by the id of a party or a bloc.
 * Both NULL: the two parties that all goods of the case name, else the only two parties, else
 * the only two sides. Points of a good: what getting it is worth more than the other getting
 * it; of any other issue: its weight (points form: the best option less the worst). Those of a bloc
 * are the mean of its members by member weight.
 * CBG_NOT_FOUND, CBG_MISSING, CBG_BAD_CASE (an issue that cannot go to one of the sides),
 * CBG_OVERFLOW, CBG_NO_MEMORY. The case must outlive the result. */
cbg_status cbg_goods_from_case(const cbg_case *c, const char *side_a, const char *side_b,
                               const cbg_exec *exec, cbg_goods **out, cbg_diags *diags);
void cbg_goods_free(cbg_goods *goods); /* of cbg_goods_from_case only; NULL is allowed */

/* One way to divide. */
typedef struct cbg_allotment {
    const cbg_rational *share; /* [good]: the part that the first side gets, in 0..1 */
    cbg_rational total[2];     /* points of each side */
    int split;                 /* the good that is shared, -1: none */
} cbg_allotment;

/* A transfer of Adjusted Winner: `part` of a good goes from the leader to the other side. */
typedef struct cbg_transfer {
    int good;
    cbg_rational ratio;    /* leader's points over the other's */
    cbg_rational part;     /* in (0, 1]; below 1 only in the last transfer */
    cbg_rational total[2]; /* afterwards */
} cbg_transfer;

typedef struct cbg_division {
    int count;
    bool scaled;                   /* the sums differed: both were brought to 100 */
    cbg_rational stated_sum[2];    /* what the points summed to */
    cbg_rational sum;              /* what each side's points below sum to */
    const cbg_rational *points[2]; /* [side][good] as used */
    cbg_allotment initial;         /* each good to who values it more */
    int leader;                    /* who is ahead then; -1: the totals are equal */
    int transfer_count;
    const cbg_transfer *transfer;
    cbg_allotment adjusted;    /* Adjusted Winner */
    cbg_allotment nash;        /* greatest product of totals, goods divisible */
    bool whole_known;          /* false: too many combinations for the two below */
    cbg_allotment leximin;     /* whole goods: the smaller total as large as can be, then the larger */
    cbg_allotment max_product; /* whole goods: greatest product (maximum Nash welfare) */
    cbg_rational greatest_sum; /* of the two totals, over all divisions */
    struct cbgi_division_private *own;
} cbg_division;

/* Divides. `ties_to` (0 or 1) is the side that first gets what both value alike; it changes
 * neither side's total. CBG_MISSING: nothing to divide or a side that values nothing; CBG_BAD_CASE:
 * negative points; CBG_OVERFLOW, CBG_NO_MEMORY, CBG_CANCELLED.
 * Adjusted Winner and Nash take O(n^2); whole goods take O(n * frontier), up to about four
 * million partial divisions, beyond which whole_known is false.
 * Literature: S. J. Brams and A. D. Taylor, Fair Division, Cambridge University Press 1996, ch. 4. */
cbg_status cbg_divide(const cbg_goods *goods, int ties_to, const cbg_exec *exec, cbg_division **out,
                      cbg_diags *diags);
void cbg_division_free(cbg_division *division); /* NULL is allowed */

#ifdef __cplusplus
}
#endif
#endif
