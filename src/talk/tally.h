/* The inside of a tally: whole-number sums, so that order and grouping do not matter. */
#ifndef COBURGI_TALK_TALLY_H
#define COBURGI_TALK_TALLY_H

#include "talk/tournament.h"

__extension__ typedef __int128 cbgi_sum;

/* How many, and their sum. */
typedef struct cbgi_count {
    uint64_t n;
    cbgi_sum sum;
} cbgi_count;

typedef struct cbgi_row {
    cbgi_count utility, gain, advantage, welfare, others, pareto, nash, kalai, t;
    uint64_t bound, failed, matches;
    cbgi_sum mean, square; /* of the means of matches */
} cbgi_row;

struct cbg_tally {
    const cbg_tournament *t;
    const cbg_exec *exec;
    int programs, tables, groups; /* groups of repetitions at each table */
    uint64_t sessions, ended[4];
    uint64_t varied;
    cbgi_row *row;          /* [program] */
    cbgi_count *against;    /* [program * programs + other] */
    cbgi_count *block;      /* [(table * groups + group) * programs + program] */
    cbgi_sum match[CBG_VOICES_MAX]; /* of the match that is being added */
    uint64_t match_n;
    uint64_t last_session;          /* counted, and its utilities */
    int64_t last[CBG_VOICES_MAX];
};

/* All but the means of matches: in any order, though sets are counted as a whole. */
void cbgi_tally_count(cbg_tally *tally, const cbg_fixture *f, const cbg_session_score *s);
/* The means of matches: sums of n utilities by voice, in order of sessions. `ends`: the last was the match's. */
void cbgi_tally_fold(cbg_tally *tally, const cbg_fixture *f, const int64_t *sum, uint64_t n,
                     bool ends);
/* Adds what was counted, not what was folded. */
void cbgi_tally_merge(cbg_tally *into, const cbg_tally *from);

static inline double cbgi_mean(cbgi_count c)
{
    return c.n == 0 ? (double)__builtin_nan("") : (double)c.sum / (double)c.n / CBG_NANO;
}

#endif
