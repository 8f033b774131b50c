/* Strategies: how a voice at the table plays, and the contract that a new one fulfils.
 *
 * A strategy answers two questions: what would I offer next (`propose`), and would I take this offer (`accept`)?
 * Every protocol is played with these two, so any strategy plays any protocol. A strategy may be whole, or be put
 * together from parts: a bidding part that proposes, an acceptance part that accepts, an opponent model that both may
 * ask. All are declared alike (cbg_part): name, sources, parameters with bounds, and how much memory they need.
 *
 * Memory. A plan is what can be worked out before the first session from the profile, the parameters and the
 * number of rounds (targets by round, for one); it is made once and shared read-only by all sessions. The memory of a
 * session is zeroed before `begin`. Both sizes are declared up front: no function called during a session allocates.
 *
 * Chance. Draw with cbg_view_random only: the numbers depend on (seed of the session, purpose, voice, round,
 * index), so nothing else that draws, or does not draw, can change them.
 *
 * Thread-safety: all functions are pure but for `self.memory`, which belongs to one session.
 */
#ifndef COBURG_STRATEGY_H
#define COBURG_STRATEGY_H

#include "coburg/profile.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_PARAMS_MAX = 16, CBG_VOICES_MAX = CBG_SEATS_MAX };

/* A parameter; `name` NULL ends a list. Written name=value in a specification. */
typedef struct cbg_param {
    const char *name, *help;
    double fallback, low, high; /* value when not given; bounds, both included */
} cbg_param;

typedef enum cbg_act {
    CBG_ACT_OFFER,
    CBG_ACT_ACCEPT, /* takes the offer (votes for it) */
    CBG_ACT_REJECT, /* votes against it */
    CBG_ACT_END,    /* walks away */
    CBG_ACT_FAIL    /* did something that is not allowed, or failed */
} cbg_act;

/* What is known before the first session. */
typedef struct cbg_setup {
    const cbg_profile *own;
    const cbg_profile *const *all; /* [seats]: everybody's, own too. Only models for ablation may look */
    int seat, seats;               /* the own place among the voices, in speaking order */
    int rounds;                    /* until the deadline, as extended in this stage */
    int max_rounds;  /* with every extension granted: what memory_size goes by, for it outlives stages */
    const double *t; /* [rounds]: relative time by the talk's clock */
} cbg_setup;

/* What a voice sees when it is asked. */
typedef struct cbg_view {
    const cbg_setup *setup; /* of the present stage: extending the deadline begins a new one */
    const cbg_profile *own;
    int seat, seats;
    int round, rounds; /* this round, from 0; rounds - round are left, this one included */
    double t;          /* relative time, 0..1 */
    uint64_t seed;     /* of the session */
    uint64_t standing; /* the last offer of another voice that was heard; CBG_NO_OUTCOME: none yet */
    uint64_t own_last; /* the own last offer; CBG_NO_OUTCOME: none yet */
    int standing_from; /* who made it */
} cbg_view;

/* Something another voice said within hearing. */
typedef struct cbg_heard {
    uint64_t outcome; /* what was offered, accepted or rejected */
    int from, round;
    cbg_act act;
} cbg_heard;

typedef struct cbg_move {
    cbg_act act; /* CBG_ACT_OFFER or CBG_ACT_END (a program of the user's may CBG_ACT_FAIL) */
    uint64_t outcome;
} cbg_move;

/* What belongs to one voice: `config` holds its parameters in the order of its table (double[]), unless a
 * strategy says otherwise. */
typedef struct cbg_self {
    const void *config;
    const void *plan;
    void *memory;
} cbg_self;

/* What strategies and parts have in common. Functions that are not needed are NULL. */
typedef struct cbg_part {
    const char *name, *summary, *source;
    const char *note;        /* departures from the source, or that it is remembered; NULL: none */
    const cbg_param *params; /* NULL: none */
    size_t (*plan_size)(const cbg_setup *setup, const void *config);
    cbg_status (*plan)(const cbg_setup *setup, const void *config, const cbg_exec *exec, void *plan);
    size_t (*memory_size)(const cbg_setup *setup, const void *config);
    void (*begin)(const cbg_view *view, cbg_self self);
    void (*hear)(const cbg_view *view, cbg_self self, const cbg_heard *heard);
} cbg_part;

typedef struct cbg_strategy {
    cbg_part part;
    /* Put together from parts, as in a specification: "bidding:boulware+accept:next". A parameter of the
     * strategy is handed on where the text says name=$name. The functions below are then NULL. */
    const char *parts;
    bool below_walk_away; /* its source has it accept less than its walk-away */
    cbg_move (*propose)(const cbg_view *view, cbg_self self);
    /* Would it take `offer`, when otherwise it would offer `next`? (CBG_NO_OUTCOME: nothing.) Not called for
     * unacceptable outcomes, unless below_walk_away. */
    bool (*accept)(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next);
    /* What it believes the utility of an outcome to be for voice `about`, 0..1; NULL: has no model. */
    double (*estimate)(const cbg_view *view, cbg_self self, int about, uint64_t outcome);
    /* Would it extend the deadline by so many rounds? NULL: as cbg_talk says. */
    bool (*extend)(const cbg_view *view, cbg_self self, int rounds);
    /* Did it fail while it was asked to accept or to extend? Then the session ends with CBG_END_ERROR. NULL: it cannot.
     * Only strategies that depend on something outside (a program of the user's) need it. */
    bool (*failed)(cbg_self self);
} cbg_strategy;

/* An opponent model: one memory for each other voice; it hears that voice only. */
typedef struct cbg_model {
    cbg_part part;
    double (*estimate)(const cbg_view *view, cbg_self self, int about, uint64_t outcome);
} cbg_model;

/* The models that a part may ask; model NULL: none was chosen. */
typedef struct cbg_beliefs {
    const cbg_model *model;
    const void *config, *plan;
    unsigned char *memory; /* of voice v: memory + v * stride */
    size_t stride;
} cbg_beliefs;

/* The believed utility of an outcome for voice `about`; .5 without a model. */
double cbg_believe(const cbg_view *view, const cbg_beliefs *beliefs, int about, uint64_t outcome);

typedef struct cbg_bidding {
    cbg_part part;
    bool wants_model; /* what it does without one is in its note */
    cbg_move (*propose)(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs);
} cbg_bidding;

typedef struct cbg_acceptance {
    cbg_part part;
    bool wants_model;
    bool (*accept)(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs, uint64_t offer,
                   uint64_t next);
} cbg_acceptance;

/* 64 random bits. purpose: one number for each use within a strategy; index: 0, 1, 2 ... for more draws of one
 * purpose in one round. */
uint64_t cbg_view_random(const cbg_view *view, uint32_t purpose, uint32_t index);
/* The same, uniform in [0, 1). */
double cbg_view_random_unit(const cbg_view *view, uint32_t purpose, uint32_t index);

/* What is registered, in order. */
int cbg_strategy_count(void);
const cbg_strategy *cbg_strategy_at(int index);
int cbg_bidding_count(void);
const cbg_bidding *cbg_bidding_at(int index);
int cbg_acceptance_count(void);
const cbg_acceptance *cbg_acceptance_at(int index);
int cbg_model_count(void);
const cbg_model *cbg_model_at(int index);

/* A strategy with its parameters, ready to be seated. Immutable. */
typedef struct cbg_program {
    const cbg_strategy *strategy;
    const void *config;
    const char *spec; /* as written */
    struct cbgi_program_private *own;
} cbg_program;

/* Reads "boulware", "boulware(e=0.1)", or "bidding:time(e=0.1)+accept:next+model:uniform" in any order;
 * without accept: "next" is meant. CBG_BAD_SYNTAX, CBG_NOT_FOUND, CBG_BAD_ARGUMENT (a parameter that does not exist or
 * is out of bounds), each with a diagnostic that says what to write; CBG_NO_MEMORY. */
cbg_status cbg_program_parse(const char *spec, const cbg_exec *exec, cbg_program **out, cbg_diags *diags);
void cbg_program_free(cbg_program *program);

#ifdef __cplusplus
}
#endif
#endif
