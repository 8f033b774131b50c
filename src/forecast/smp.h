/* The parts of the SMP model that its files share. Tables by position, then actor: u[position * n + actor] is what the
 * position is worth to the actor, so that loops over actors run along memory. */
#ifndef COBURGI_FORECAST_SMP_H
#define COBURGI_FORECAST_SMP_H

#include "forecast/registry.h"

enum smp_vote {
    SMP_VOTE_BINARY,
    SMP_VOTE_PROP_BIN,
    SMP_VOTE_PROP,
    SMP_VOTE_PROP_CUBIC,
    SMP_VOTE_CUBIC,
    SMP_VOTE_PROSPECT
};
enum smp_victory { SMP_LINEAR, SMP_SQUARE, SMP_QUARTIC, SMP_OCTIC, SMP_BINARY };
enum smp_pce { SMP_CONDITIONAL, SMP_MARKOV_UNIFORM, SMP_MARKOV_INCENTIVE };
enum smp_range { SMP_MIN, SMP_MID, SMP_MAX };
enum smp_adjust { SMP_NONE, SMP_THIRD, SMP_HALF, SMP_TWO_THIRDS, SMP_FULL };
enum smp_commit { SMP_COMMIT_NONE, SMP_COMMIT_SEMI, SMP_COMMIT_FULL };
enum smp_weights { SMP_S1P1, SMP_S2P2, SMP_S2PMAX };
enum smp_bargain { SMP_INITIATOR, SMP_BOTH, SMP_COMPROMISE };

/* Faults of the published program, one bit each, that a variant mends. */
enum { SMP_MEND_THIRD_PARTIES = 1, SMP_MEND_OWN_SIDE = 2, SMP_MEND_RECEIVER = 4 };

typedef struct smp_rules {
    int vote, victory, pce, range, adjust, commit, weights, bargain, mended;
    bool stochastic;
} smp_rules;

/* A proposal: where its two parties would stand. */
typedef struct smp_deal {
    int initiator, receiver;
} smp_deal;

typedef struct smp {
    smp_rules rules;
    cbgi_forecast_pulse *pulse;
    int turn, turns; /* this one, from 0, and how many at most */
    int n, m, deals;
    double *x, *next, *s; /* [actor * m + issue], positions and saliences in 0..1 */
    double *sum, *c, *w;  /* [actor] sum of saliences, capability, their product */
    double *risk, *chance;
    double *away;             /* [position * n + actor] distance as the actor feels it */
    double *u;                /* [position * n + actor] utilities, as one actor sees them or without risk */
    double *own;              /* [position * n + actor] as each actor sees itself */
    double *view, *tally;     /* [actor] */
    double *coalition, *wins; /* (2 n + 1)^2 */
    double *odds, *odds_next; /* [2 n + 1] */
    int *row;                 /* [2 n + 1] */
    smp_deal *deal;           /* [2 n] */
    double *side;             /* [deal * 2 * m]: the initiator's point, then the receiver's */
    int *chosen;              /* [actor] the deal it takes, -1: none */
    double *told;             /* [actor * m + issue], then [issue] */
    double *worth;            /* [(1 + deal) * n + actor], what it is worth; row 0: nobody moves */
} smp;

/* Utility at distance d of who has risk attitude r. */
static inline double smp_utility(double d, double r)
{
    return d <= 1 ? (1 - d) * (1 + d * r) : (1 - d) * (1 + r);
}

static inline double smp_binary(double du)
{
    const double v = du / 1e-8;
    return v < -1 ? -1 : v > 1 ? 1 : v;
}

/* How much weight w goes to one side for a difference du in utility; negative: to the other. */
static inline __attribute__((always_inline)) double smp_vote(int rule, double w, double du)
{
    switch (rule) {
    case SMP_VOTE_BINARY: return w * smp_binary(du);
    case SMP_VOTE_PROP_BIN: return w * (.8 * du + .2 * smp_binary(du));
    case SMP_VOTE_PROP: return w * du;
    case SMP_VOTE_PROP_CUBIC: return w * (.5 * du + .5 * du * du * du);
    case SMP_VOTE_CUBIC: return w * (du * du * du);
    default: return w * (du < 0 ? du : 2 * du / 3);
    }
}

/* How far b is from a for an actor of saliences s; 0 for one that cares about nothing. */
double smp_distance(int m, const double *s, const double *a, const double *b);

/* What h takes the risk attitude of another to be. */
double smp_estimate(int adjust, double own, double other);

/* The chance of each of `count` options, whose utilities are rows u + row[k] * n, when actors vote on
 * them by pairs with weights c; in `odds`. */
void smp_odds(smp *g, const double *u, const int *row, int count);

/* Whether the run is to end; tells that `done` of `all` in the first, second or third part of the turn are done. */
static inline bool smp_stopped(const smp *g, int part, int done, int all)
{
    const size_t n = (size_t)g->n;
    return cbgi_forecast_beat(g->pulse, g->turn, g->turns, (size_t)part * n + n * (size_t)done / (size_t)all, 3 * n);
}

/* Each of the functions below looks at the pulse once a row of actors or proposals, and when it is stopped returns at
 * once: what it fills is then of no use. */

/* Distances, chances and risk attitudes at the positions x. */
void smp_look(smp *g);

/* The chance of each distinct position, given the risk attitudes: what the published program logs. */
void smp_standing(smp *g, double *chance);

/* Every actor in turn looks for a target and makes its proposals. */
void smp_propose(smp *g);

/* The chance that the challenge of i to j succeeds, as u sees it; and what it changes for i. */
double smp_victory(const smp *g, const double *u, int i, int j);
double smp_gain(const smp *g, const double *u, int i, int j, double chance);

/* Fills u with all utilities as h sees them. */
void smp_see(smp *g, int h);

/* Where i and j meet when they give way by the chances p of i and q of j. */
void smp_meet(const smp *g, int i, int j, double p, double q, double *side_i, double *side_j);

/* Each actor chooses among the proposals that concern it: fills next. chosen[k]: the deal, -1: none. */
void smp_resolve(smp *g, uint64_t seed, uint64_t run, int turn, int *chosen);

#endif
