/* What the files of the exchange model share: candidates, their exchanges, and the state of a round. */
#ifndef COBURGI_FORECAST_EXCHANGE_H
#define COBURGI_FORECAST_EXCHANGE_H

#include <stdint.h>

#include "base/philox.h"
#include "forecast/registry.h"

/* Positions are on 0..100. Tables are [actor * issues + issue]. */
#define EXCHANGE_SCALE 100.0
/* The least move and gain that count. */
#define EXCHANGE_LEAST 1e-10
/* Gains that round to the same multiple of this are equal: doubles carry some 15 digits of them. */
#define EXCHANGE_TIE 1e-12
/* How near a forecast is to a position on which it has landed. */
#define EXCHANGE_NEAR 1e-9
#define EXCHANGE_NOWHERE SIZE_MAX

/* A possible exchange. i demands p and supplies q, j the reverse; of the two, i is the one to whom p is worth more
 * beside q. Each pair reckons with forecasts of its own: exchange_restart.c. */
typedef struct exchange_pair {
    int gives, takes;            /* cells of what i supplies (i, q) and j supplies (j, p) */
    int wants_q, wants_p;        /* cells of who demands them: (j, q) and (i, p) */
    uint32_t seen;               /* the last exchange that has looked at it */
    bool gone;                   /* exchanged, or given up */
    bool held;                   /* no exchange until a move of one of the two concerns it */
    bool up_i, up_j;             /* the directions of the moves */
    double base_p, base_q;       /* the forecasts that limit the moves */
    size_t slot;                 /* in the queue, or EXCHANGE_NOWHERE */
    double key;                  /* the rank that puts it in the queue */
    int64_t turn;                /* of equal keys the least comes first */
    double q_for_p, p_for_q;     /* how far one forecast moves for the other at equal gains */
    double shift_q, shift_p;     /* how far the forecasts move, >= 0 */
    double to_i, to_j;           /* where i ends on q, j on p */
    double gain_i, gain_j, rank; /* the gains; the equal gain that decides who comes first, 0: no exchange */
    double sum_i, sum_j;         /* of the moves that have been worked out for it, up positive */
    int i, j, p, q;
} exchange_pair;

/* The pairs that a cell matters to; those that are gone are taken out when they are met. */
typedef struct exchange_part {
    exchange_pair **pair;
    size_t count;
} exchange_part;

typedef struct exchange {
    cbgi_forecast_pulse *pulse;
    int n, m;
    double *x, *v;           /* positions at the start of the round; voting positions */
    double *s, *w;           /* salience; salience times capability, 0 for who takes no part */
    double *share, *stretch; /* how far a move moves the forecast, w over the sum; the reverse */
    double *weight;          /* [m] sum of w */
    double *start, *now;     /* [m] the forecast on start and on voting positions */
    signed char *way;        /* direction of an actor's moves on an issue, 0: none yet */
    signed char *side;       /* 1: right of the forecast, -1: at it or left, 0: takes no part */
    exchange_pair *pair;     /* as they were listed */
    size_t pairs;
    exchange_part *supply, *wish;       /* [cell] pairs that supply it; pairs in which it is of who demands */
    exchange_pair **supplies, **wishes; /* where the parts lie */
    exchange_pair **queue;              /* those that are possible and not held back; exchange_queue.c */
    size_t queued;
    int64_t front, back; /* the turns to come */
    exchange_pair **few; /* room for some pairs */
    uint32_t done;       /* exchanges of this round */
    double *effect;      /* [n] of an exchange on everybody */
    double *told;        /* for the observer, positions and forecasts in the unit of the issue */
} exchange;

/* Bytes for a job of this size at `base`, or how many there would be when it is NULL. */
size_t exchange_lay(exchange *e, int actors, int issues, void *base);

/* Finds everybody's side, lists the pairs of actors and issues that can exchange, and queues them; only some of them
 * when the pulse is stopped. */
void exchange_list(exchange *e);

/* Works out again, after `done` was realised, every pair that it concerns; it and those that have become impossible are gone. */
void exchange_restart(exchange *e, exchange_pair *done);

/* The queue: all pairs; one more; one less. O(K), O(log K), O(log K) for K pairs. */
void exchange_queue_fill(exchange *e);
void exchange_queue_put(exchange *e, exchange_pair *pair);
void exchange_queue_take(exchange *e, exchange_pair *pair);
/* Puts pairs that were taken and worked out again where they belong; sorts the list. */
void exchange_queue_again(exchange *e, exchange_pair **list, size_t count);

/* The equal-gain exchange of a pair from the present voting positions; rank 0 when it is not possible. */
void exchange_match(const exchange *e, exchange_pair *pair);

/* The same pair at another rate: u, v, z in [0, 1) choose whose gain, up or down, and how far; level in 0..1. */
void exchange_rate(const exchange *e, exchange_pair *pair, double level, double u, double v, double z);

/* What one gains at most when the other gains nothing, on the same moves of what limits the exchange. */
double exchange_most(const exchange *e, const exchange_pair *pair, bool of_i);

#endif
