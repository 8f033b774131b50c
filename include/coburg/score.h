/* Forecasts kept and scored: was the forecaster right, and how sure was it when it was?
 *
 * A log is a table with one row an answer (an event: deal 20 %, extension 70 %, breakdown 10 %) or one row a
 * number (quantiles of where it will end). Rows of the same question, forecaster and day are one forecast. A question is
 * settled once a row gives its outcome. Scores are losses: 0 is perfect.
 *   Brier     sum over answers of (p - o)^2, halved: for a question of yes or no it is (p - o)^2. 0..1
 *   log       -ln p of what happened; infinite when that was called impossible
 *   CRPS      integral of (F(x) - [x >= y])^2, F going in straight lines through the quantiles; in the unit of the question
 * Sources: G. W. Brier, Mon. Weather Rev. 78 (1950) 1-3, doi 10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2; T. Gneiting and
 * A. E. Raftery, J. Am. Stat. Assoc. 102 (2007) 359-378, doi 10.1198/016214506000001437.
 * Thread-safety: logs and cards are immutable once made.
 */
#ifndef COBURG_SCORE_H
#define COBURG_SCORE_H

#include "coburg/exec.h"
#include "coburg/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CBG_SCORE_BYTES_MAX = 16 * 1024 * 1024,
    CBG_SCORE_LEVELS_MAX = 64, /* quantile columns */
    CBG_SCORE_BINS = 7         /* of the calibration: the likelihood words of ICD 203 */
};

/* One row of a log. Texts are NULL when empty; dates are YYYY-MM-DD. */
typedef struct cbg_prediction {
    const char *question, *by, *made, *answer; /* answer NULL: the question is about a number */
    const char *due, *outcome, *resolved, *note;
    double probability;     /* of the answer, 0..1 */
    double low, high;       /* ends of the scale; NaN: not given */
    const double *quantile; /* [levels], rising; NaN: not given */
    double value;           /* outcome of a number; NaN: open */
    int asked, forecast,
        forecaster; /* numbers of the question, forecast and forecaster, in order of first rows */
    cbg_span span;  /* of the row */
    cbg_span outcome_cell, resolved_cell; /* line 0: there is no such column */
} cbg_prediction;

typedef struct cbg_score_log {
    int count;
    const cbg_prediction *row;
    int questions, forecasts, forecasters;
    const int *by_question; /* [count] rows by question, then forecaster, then day, then place in the file */
    int levels;
    const double *level; /* [levels] 0..1, rising */
    char separator;
    int columns;
    const char *const *column; /* [columns] the first line */
} cbg_score_log;

/* Is this the beginning of a log: a first line that names `question`, and `probability` or a quantile? */
bool cbg_score_log_is(const char *text, size_t length);

/* Reads a log that may hold any bytes; `name` is what diagnostics call it. Columns, in any order and case: question; by; made;
 * answer, probability (0..1 or with %); q5, q50 ... (quantiles in percent); low, high; due; outcome; resolved; note. Others are
 * left alone. CBG_BAD_SYNTAX, CBG_BAD_CASE with line and column, CBG_TOO_LARGE, CBG_NO_MEMORY. *out is released with
 * cbg_score_log_free. O(rows log rows). */
cbg_status cbg_score_log_read_text(const char *text, size_t length, const char *name, const cbg_exec *exec,
                                   cbg_score_log **out, cbg_diags *diags);
void cbg_score_log_free(cbg_score_log *log);

/* The Brier score of probabilities over `answers` answers of which `happened` came true; -1: none of them. An only answer
 * stands for yes or no. */
double cbg_score_brier(const double *probability, int answers, int happened);
/* -ln p; +infinity for p <= 0. */
double cbg_score_log_loss(double probability);
/* level[count] and quantile[count] rising, count >= 1. Below the first and above the last level the line goes on to low and high;
 * where those are NaN the rest of the probability lies on the outermost quantile. A single quantile is a point: the
 * absolute error. O(count). */
double cbg_score_crps(const double *level, const double *quantile, int count, double low, double high,
                      double y);

/* One forecast: rows of one question, forecaster and day. */
typedef struct cbg_scored_forecast {
    int row;     /* the first of its rows */
    int answers; /* rows; 1 for numbers */
    bool event, settled;
    bool counted;       /* settled, and the last that the forecaster made before the question was resolved */
    double brier, log;  /* events */
    double crps, error; /* numbers; error: |median - y|, NaN without one */
    double chance;      /* the Brier score of equal probabilities on the same answers */
} cbg_scored_forecast;

/* What one forecaster did, over counted forecasts. Means are NaN when there is nothing to take them over. */
typedef struct cbg_forecaster {
    const char *by; /* "": none named */
    int events, numbers, open, superseded;
    double brier, log, chance, crps, error;
    double skill;   /* 1 - brier / chance */
    int impossible; /* events that happened although they were given 0 */
    int inside[CBG_SCORE_LEVELS_MAX],
        asked[CBG_SCORE_LEVELS_MAX]; /* by interval: outcomes within, of how many */
    int bin_count[CBG_SCORE_BINS],
        bin_true[CBG_SCORE_BINS];   /* calibration: answers, and how many came true */
    double bin_sum[CBG_SCORE_BINS]; /* of their probabilities */
} cbg_forecaster;

typedef struct cbg_score_card {
    int forecasts, forecasters, questions, settled; /* settled: questions */
    const cbg_scored_forecast *forecast;            /* in order of their first rows */
    const cbg_forecaster *forecaster;               /* in order of appearance */
    int intervals;                                  /* pairs of levels p and 1 - p */
    double share[CBG_SCORE_LEVELS_MAX];             /* what interval k should hold, widest first */
} cbg_score_card;

/* Upper ends of the bins: .05, .20, .45, .55, .80, .95, 1; each but the last is in the bin nearer to even. */
extern const double cbg_score_bin_end[CBG_SCORE_BINS];

/* Scores a log. all: every forecast counts, not only the last before a question was resolved; shared: only
 * questions that every forecaster with a settled forecast of that kind answered. CBG_NO_MEMORY. O(rows + questions). The log must outlive
 * the card. Release with cbg_score_card_free. */
cbg_status cbg_score(const cbg_score_log *log, bool all, bool shared, const cbg_exec *exec,
                     cbg_score_card **out);
void cbg_score_card_free(cbg_score_card *card);

#ifdef __cplusplus
}
#endif
#endif
