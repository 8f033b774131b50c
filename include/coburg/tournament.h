/* Tournaments: every strategy against every other, on every case, over and over; and who came out best.
 *
 * A match is who sits where: one strategy for each voice of a case. Its sessions differ in their repetition only. Sessions
 * are numbered case by case, match by match, repetition by repetition; a session's seed follows from the master seed, the
 * strategies as written, the case and the repetition, so it can be played again alone and does not change when strategies
 * or cases are added. Sessions are independent, measures are rounded to billionths and added as whole numbers: any
 * number of threads and any division into pieces gives the same sums to the last bit.
 * Memory does not grow with the number of sessions.
 */
#ifndef COBURG_TOURNAMENT_H
#define COBURG_TOURNAMENT_H

#include "coburg/measure.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_PROGRAMS_MAX = 256, CBG_TABLES_MAX = 4096 };

/* Who meets whom at a table of n voices. With two voices all and duels are the same. */
typedef enum cbg_pairing {
    CBG_PAIRING_ALL,    /* every way to fill the seats: strategies^n */
    CBG_PAIRING_DUELS,  /* one seat has a strategy, all others have another one: n * strategies * (strategies - 1) */
    CBG_PAIRING_SAMPLED /* so many matches drawn at random from all, with replacement */
} cbg_pairing;
/* "all", "duels", "sampled". Static. */
const char *cbg_pairing_name(cbg_pairing pairing);

/* A table is a case as it is played: who has a voice there. */
typedef struct cbg_table_shape {
    int voices;
    uint64_t key; /* of the case, for seeds: the first 64 bits of its hash */
} cbg_table_shape;

typedef struct cbg_tournament_options {
    int programs;            /* 1..CBG_PROGRAMS_MAX */
    const char *const *spec; /* [programs]: strategies as written, all different */
    int tables;              /* 1..CBG_TABLES_MAX */
    const cbg_table_shape *table;
    uint64_t repeat, seed; /* repeat: at least 1 */
    cbg_pairing pairing;
    uint64_t sample;       /* CBG_PAIRING_SAMPLED: matches at each table */
    bool self_play;        /* also matches in which every seat has the same strategy */
} cbg_tournament_options;

typedef struct cbg_tournament cbg_tournament;

/* Counts matches and sessions. Copies the options, the texts included. CBG_BAD_ARGUMENT: nothing to play, two equal
 * strategies; CBG_TOO_LARGE: more than 2^62 sessions; each with a diagnostic. CBG_NO_MEMORY. */
cbg_status cbg_tournament_make(const cbg_tournament_options *options, const cbg_exec *exec, cbg_tournament **out,
                               cbg_diags *diags);
void cbg_tournament_free(cbg_tournament *t);
const cbg_tournament_options *cbg_tournament_options_of(const cbg_tournament *t);
uint64_t cbg_tournament_sessions(const cbg_tournament *t);
uint64_t cbg_tournament_matches(const cbg_tournament *t, int table);

/* Sets are the pieces that work is divided into: some repetitions of one match. Set s holds sessions
 * first(s)..first(s + 1) - 1; s may be the number of sets. O(log tables). */
uint64_t cbg_tournament_sets(const cbg_tournament *t);
uint64_t cbg_tournament_first(const cbg_tournament *t, uint64_t set);
/* The first set of a table; table may be the number of tables. */
uint64_t cbg_tournament_table_set(const cbg_tournament *t, int table);

/* Session `index`: what it is. O(log tables + voices). */
typedef struct cbg_fixture {
    uint64_t session, set, repetition, seed;
    int table, voices;
    bool first, last; /* of its set */
    int program[CBG_VOICES_MAX];
} cbg_fixture;
void cbg_tournament_fixture(const cbg_tournament *t, uint64_t index, cbg_fixture *out);

/* ---- results ---- */

#define CBG_NANO 1000000000 /* measures are whole numbers of billionths */
#define CBG_NANO_NONE INT64_MIN

/* What a session came to. Distances and advantages may be CBG_NANO_NONE: not defined, or not known. */
typedef struct cbg_session_score {
    cbg_end end;
    int ended_by, rounds, voices;
    uint64_t actions, outcome; /* CBG_NO_OUTCOME: no deal, or more than one */
    uint64_t bound;            /* bit v: bound by a deal */
    bool whole;                /* one deal of all voices */
    int64_t t, welfare, pareto, nash, kalai;
    int64_t utility[CBG_VOICES_MAX], gain[CBG_VOICES_MAX];
    int64_t advantage[CBG_VOICES_MAX]; /* (u - walk-away) / (best - walk-away), as in the negotiation league ANL */
} cbg_session_score;
/* Nearest billionth; CBG_NANO_NONE for NaN; held within a thousand. */
int64_t cbg_nano(double value);
void cbg_session_score_of(const cbg_landmarks *landmarks, const cbg_session_result *result, const cbg_measures *measures,
                  cbg_session_score *out);

/* Sums of scores, which must be added in order of sessions. Parts may be left out; of a match whose last session is missing the
 * mean is not counted among those of matches. */
typedef struct cbg_tally cbg_tally;
cbg_status cbg_tally_make(const cbg_tournament *t, const cbg_exec *exec, cbg_tally **out);
void cbg_tally_free(cbg_tally *tally);
void cbg_tally_add(cbg_tally *tally, const cbg_fixture *fixture, const cbg_session_score *score);
uint64_t cbg_tally_sessions(const cbg_tally *tally);
/* Sessions that ended so. */
uint64_t cbg_tally_ended(const cbg_tally *tally, cbg_end end);
/* Did any repetition come to something else than the one before it? */
bool cbg_tally_varied(const cbg_tally *tally);

/* How one strategy fared. Means are over its seats in all sessions; NaN where nothing was counted. */
typedef struct cbg_placing {
    int program, rank;     /* rank from 1; equal means share it */
    uint64_t seats;        /* counted */
    uint64_t matches;      /* a seat each: the sample of the interval and of Welch's test */
    double utility, low, high; /* mean and its 95 % interval by Student's t over the means of matches */
    double gain, advantage;    /* over the walk-away; as a share of what was to be gained */
    double agreement;          /* share of its seats bound by a deal */
    double welfare;            /* mean sum of everybody's utilities in its sessions */
    double others;             /* mean utility of the others in its sessions */
    double pareto, nash, kalai; /* mean distances, over deals of all voices */
    double deadline;            /* mean relative time at the end */
    uint64_t failed;            /* sessions that it ended by failing or breaking the rules */
    /* Against the next in the ranking; NaN for the last, or when there is too little to compare. */
    double welch_t, welch_df, welch_p; /* over the means of matches, unequal variances */
    double bootstrap_p;                /* resampling blocks: cases and groups of repetitions */
    int best, worst; /* ranks it takes when the sessions with any one of the others are left out, among those that remain */
} cbg_placing;

typedef struct cbg_ranking {
    int count, blocks; /* placings; blocks that the bootstrap drew from */
    cbg_placing *placing; /* best first; equal means in the order of the strategies */
    const cbg_exec *exec;
} cbg_ranking;

/* O(strategies^2 log + CBG_BOOTSTRAPS * blocks * strategies). Sources: Welch, "The generalization of 'Student's' problem
 * when several different population variances are involved", Biometrika 34 (1947) 28-35, doi 10.1093/biomet/34.1-2.28;
 * Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979) 1-26,
 * doi 10.1214/aos/1176344552. CBG_NO_MEMORY. */
enum { CBG_BOOTSTRAPS = 2000 };
cbg_status cbg_tally_rank(const cbg_tally *tally, const cbg_exec *exec, cbg_ranking **out);
void cbg_ranking_free(cbg_ranking *ranking);
/* Mean utility of a strategy against another (in sessions where that one has a seat), or at a table; NaN: never. */
double cbg_tally_against(const cbg_tally *tally, int program, int other);
double cbg_tally_at_table(const cbg_tally *tally, int program, int table);

/* ---- playing ---- */

/* The programs at a table: plans are made once for each program and seat and shared by all matches. */
typedef struct cbg_cast cbg_cast;
/* `voice` has ids, profiles and hearing; its programs are not looked at. Everything handed in must outlive the cast. */
cbg_status cbg_cast_make(const cbg_tournament *t, int table, const cbg_voice *voice, const cbg_talk_options *options,
                         const cbg_landmarks *landmarks, const cbg_program *const *program, const cbg_exec *exec,
                         cbg_cast **out, cbg_diags *diags);
void cbg_cast_free(cbg_cast *cast);

/* One session that was just played. What it points to is valid during the call. */
typedef struct cbg_played {
    const cbg_fixture *fixture;
    const cbg_session_score *score;
    const cbg_talk *talk;
    const cbg_session_result *result;
    const cbg_measures *measures;
} cbg_played;
/* Told of every session, from any thread; pieces are numbered from 0 in order of their sessions, and one piece is told of in
 * order by one thread. */
typedef struct cbg_cast_sink {
    void (*session)(void *context, uint64_t piece, const cbg_played *played);
    void *context;
} cbg_cast_sink;

/* How many pieces cbg_cast_play would cut these sets into. */
uint64_t cbg_cast_pieces(const cbg_cast *cast, uint64_t sets);
/* Plays sets first..first + sets - 1, all of this table, and adds them to `tally` (after those before), which is left alone on
 * failure. sink may be
 * NULL. CBG_CANCELLED: some sessions may have been told of. CBG_NO_MEMORY. */
cbg_status cbg_cast_play(cbg_cast *cast, uint64_t first, uint64_t sets, const cbg_cast_sink *sink, cbg_tally *tally,
                         const cbg_exec *exec);

#ifdef __cplusplus
}
#endif
#endif
