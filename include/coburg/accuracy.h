/* How well do voices know each other? After each round what a voice believes of another's utilities is compared with the
 * truth over the outcomes: an observer that draws nothing and changes nothing.
 *
 * RMSE is the root of the mean squared difference; Pearson's, Spearman's and Kendall's coefficients (tau-b) say whether beliefs
 * rise with the truth, in proportion, by rank and pair by pair; NaN where either does not vary. Source of the measures:
 * Baarslag, Hendrikx, Hindriks, Jonker, "Learning about the opponent in automated bilateral negotiation: a comprehensive
 * survey of opponent modeling techniques", AAMAS journal 30 (2016) 849-898, doi 10.1007/s10458-015-9309-1. Kendall in O(n log n):
 * W. R. Knight, J. Am. Stat. Assoc. 61 (1966) 436-439, doi 10.1080/01621459.1966.10480879.
 * Thread-safety: one session at a time.
 */
#ifndef COBURG_ACCURACY_H
#define COBURG_ACCURACY_H

#include "coburg/talk.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Spaces of more outcomes are looked at through so many, evenly spaced by number. */
enum { CBG_ACCURACY_OUTCOMES_MAX = 20000 };

typedef struct cbg_correlation {
    double rmse, pearson, spearman, kendall;
} cbg_correlation;

/* Of two lists; scratch holds 4 n doubles. n < 2: all NaN but RMSE. O(n log n). */
void cbg_correlate(const double *a, const double *b, size_t n, double *scratch, cbg_correlation *out);

typedef struct cbg_accuracy_row {
    int round, voice, about; /* round from 0 */
    cbg_correlation of;
} cbg_accuracy_row;

typedef struct cbg_accuracy {
    uint64_t outcomes; /* looked at */
    int pairs;         /* of a voice with a model and another voice */
    size_t count;      /* rows of the last session, by round, voice, about */
    const cbg_accuracy_row *row;
    struct cbgi_accuracy_private *own;
} cbg_accuracy;

/* Memory for the talk's longest session: O(rounds * pairs + outcomes). The talk must outlive it. CBG_NO_MEMORY. */
cbg_status cbg_accuracy_make(const cbg_talk *talk, const cbg_exec *exec, cbg_accuracy **out);
void cbg_accuracy_free(cbg_accuracy *accuracy);

/* To be given to cbg_talk_run; each session overwrites the rows of the one before. O(pairs * outcomes log outcomes) a round. */
cbg_observer cbg_accuracy_observer(cbg_accuracy *accuracy);

#ifdef __cplusplus
}
#endif
#endif
