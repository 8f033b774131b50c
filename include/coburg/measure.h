/* Measures of sessions: how good the deal is, how far from the landmarks, and how each voice moved.
 *
 * Everything is taken from the log and the profiles after the session, in utilities of 0 to 1; walk-aways are utilities
 * too. Distances are Euclidean, in the space of the voices' utilities.
 */
#ifndef COBURG_MEASURE_H
#define COBURG_MEASURE_H

#include "coburg/talk.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A step between two offers of one voice, with a threshold of CBG_MOVE_THRESHOLD on utility, the others' being their
 * mean. Source: Hindriks, Jonker, Tykhonov, "Let's DANS! An analytic framework of negotiation dynamics and
 * strategies", Web Intelligence and Agent Systems 9 (2011) 319-335, doi 10.3233/WIA-2011-0221. */
typedef enum cbg_step {
    CBG_STEP_SILENT,      /* neither changes */
    CBG_STEP_NICE,        /* the others gain, at no cost */
    CBG_STEP_CONCESSION,  /* it loses, the others do not */
    CBG_STEP_FORTUNATE,   /* it gains, and so do the others */
    CBG_STEP_SELFISH,     /* it gains, the others do not */
    CBG_STEP_UNFORTUNATE, /* the others lose, it does not gain */
} cbg_step;
enum { CBG_STEPS = 6 };
#define CBG_MOVE_THRESHOLD 0.03
const char *cbg_step_name(cbg_step step);
/* From the changes of utility. */
cbg_step cbg_step_kind(double own, double others);

typedef struct cbg_landmark {
    bool exists;
    bool proved; /* no agreement is better; else it is the best found */
    uint64_t outcome;
    double utility[CBG_VOICES_MAX];
} cbg_landmark;

/* The bargaining problem between the voices: agreements are the outcomes acceptable to all of them. */
typedef struct cbg_landmarks {
    int voices;
    const cbg_profile *profile[CBG_VOICES_MAX];
    double walk_away[CBG_VOICES_MAX]; /* utilities */
    uint64_t agreements;              /* outcomes acceptable to all; at least so many when not counted */
    bool counted;
    double agreements_most; /* at most so many; infinite: not known */
    bool none;              /* it is certain that there is no agreement */
    cbg_landmark nash;                /* largest product of gains over the walk-aways; none when it is 0 throughout */
    cbg_landmark kalai;               /* Kalai-Smorodinsky: largest smallest share of the ideal gain; none when
                                         somebody gains nothing in any agreement */
    cbg_landmark welfare;             /* largest sum of utilities */
    bool has_frontier;                /* false: it is too large, or not known for these voices */
    int64_t frontier_count;           /* efficient outcomes among those that break no red line in force */
    double *frontier;                 /* [point * voices + voice], by falling utility of the first voice */
    const cbg_exec *exec;
} cbg_landmarks;

/* Looks at every outcome twice; without tables (profile.h) searches by branch and bound and counts issue by issue, at most a
 * few seconds, and says what is not proved. The frontier as in frontier.h. exec must outlive the result. Ties go to the smallest
 * outcome number; products are compared exactly. CBG_NO_MEMORY, CBG_CANCELLED. */
cbg_status cbg_landmarks_build(const cbg_profile *const *profile, int voices, const cbg_exec *exec,
                               cbg_landmarks **out);
void cbg_landmarks_free(cbg_landmarks *landmarks);

/* Distance of a point of utilities to the nearest efficient one; NaN without a frontier. O(frontier). */
double cbg_distance_pareto(const cbg_landmarks *landmarks, const double *utility);
/* To a landmark; NaN when it does not exist. */
double cbg_distance(const cbg_landmarks *landmarks, const cbg_landmark *to, const double *utility);

typedef struct cbg_measures {
    double utility[CBG_VOICES_MAX]; /* in the end: of the deal it is bound by, else of the walk-away */
    double gain[CBG_VOICES_MAX];    /* over the walk-away */
    double welfare, product;        /* sum of utilities; product of gains */
    double pareto, nash,
        kalai; /* distances of the deal; NaN without a deal of all voices or without the landmark */
    int32_t steps[CBG_VOICES_MAX][CBG_STEPS];
    double
        sensitivity[CBG_VOICES_MAX]; /* (fortunate + nice + concession) / (selfish + unfortunate) steps: above
                                           1 it moves with the others; +inf without bad steps, NaN without steps */
} cbg_measures;

/* O(actions * voices). */
void cbg_measure(const cbg_landmarks *landmarks, const cbg_session_result *result, cbg_measures *out);

#ifdef __cplusplus
}
#endif
#endif
