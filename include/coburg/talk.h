/* A talk: voices, a protocol, a deadline; and its sessions.
 *
 * A talk is compiled once (profiles, plans, sizes) and then run as often as wanted, each session from its own seed
 * in a workspace of fixed size. The same talk and seed give the same session on any machine and thread.
 * Everything that is said goes into a log; measures are taken from the log afterwards, so watching
 * a session cannot change it.
 */
#ifndef COBURG_TALK_H
#define COBURG_TALK_H

#include "coburg/strategy.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_ROUNDS_MAX = 1000000, CBG_DEALS_MAX = 8, CBG_STAGES_MAX = 16 };

/* How relative time follows from round r = 1..N. Rules such as "accept from t = .99" depend on it. */
typedef enum cbg_clock {
    CBG_CLOCK_GENIUS,  /* r / (N + 1): never 0, never 1 */
    CBG_CLOCK_NEGOLOG, /* (r - 1) / N: begins at 0 */
    CBG_CLOCK_FULL     /* (r - 1) / (N - 1): 0 in the first round, 1 in the last */
} cbg_clock;
enum { CBG_CLOCKS = 3 };
/* "genius", "negolog", "full"; and what they mean. Static. */
const char *cbg_clock_name(cbg_clock clock);
const char *cbg_clock_summary(cbg_clock clock);

typedef enum cbg_end {
    CBG_END_AGREEMENT,
    CBG_END_BREAKDOWN, /* somebody walked away */
    CBG_END_TIMEOUT,   /* the deadline, or the budget of actions */
    CBG_END_ERROR      /* a party failed or broke the rules */
} cbg_end;
const char *cbg_end_name(cbg_end end);

typedef struct cbg_voice {
    const char *id; /* for people */
    const cbg_profile *profile;
    const cbg_program *program;
    uint64_t heard_by; /* bit v: voice v hears what this one says; 0: all do */
    int power;         /* MOPAC: at least 1; 0 is read as 1 */
    bool veto;         /* majority: what this voice rejects cannot become the incumbent */
} cbg_voice;

/* Rule for extending the deadline: when it comes, each of `consent` is asked; if all agree the talk goes on for
 * `rounds` more. A strategy without an opinion agrees if the best offer it heard in the last half of
 * the stage beats the best of the half before: the others are still moving. */
typedef struct cbg_extension_rule {
    uint64_t consent;  /* bit v; 0: all voices */
    int rounds, times; /* times 0: the deadline is final */
} cbg_extension_rule;

typedef struct cbg_protocol_info {
    const char *name, *title, *summary, *source;
    const char *note;        /* departures; NULL: none */
    const cbg_param *params; /* NULL: none */
} cbg_protocol_info;
int cbg_protocol_count(void);
cbg_protocol_info cbg_protocol_at(int index);

typedef struct cbg_talk_options {
    const char *protocol; /* "saop", "mediated(mediator=1)" ... as in `coburg list protocols`; NULL: saop */
    int rounds;           /* 1..CBG_ROUNDS_MAX */
    cbg_clock clock;
    cbg_extension_rule extension;
    uint64_t budget; /* entries of the log, a mediator's too; once used up the deadline has come; 0: no limit */
} cbg_talk_options;

typedef struct cbg_talk cbg_talk;

/* Voices speak in the order given. The voices' profiles (all of one space), programs and ids must outlive the talk.
 * Makes the plans of every strategy. CBG_BAD_ARGUMENT and CBG_NOT_FOUND with a diagnostic; CBG_NO_MEMORY; what plans report. */
cbg_status cbg_talk_build(const cbg_voice *voice, int voices, const cbg_talk_options *options,
                          const cbg_exec *exec, cbg_talk **out, cbg_diags *diags);
void cbg_talk_free(cbg_talk *talk);
int cbg_talk_voices(const cbg_talk *talk);
const cbg_voice *cbg_talk_voice(const cbg_talk *talk, int index);
/* Every voice's profile, in speaking order. */
const cbg_profile *const *cbg_talk_profiles(const cbg_talk *talk);
const cbg_space *cbg_talk_space(const cbg_talk *talk);

/* One thing said. */
typedef struct cbg_entry {
    uint64_t outcome; /* CBG_NO_OUTCOME with CBG_ACT_END and CBG_ACT_FAIL */
    int32_t round;
    uint8_t from;  /* a voice; CBG_MEDIATOR */
    uint8_t act;   /* cbg_act */
    uint8_t phase; /* of the round, as the protocol counts them; 0 in SAOP */
    uint8_t deal;  /* 1: this action made the deal */
} cbg_entry;
enum { CBG_MEDIATOR = 255 };

typedef struct cbg_deal {
    uint64_t outcome;
    uint64_t members; /* bit v */
    int round;
} cbg_deal;

typedef struct cbg_session_result {
    cbg_end end;
    int ended_by;     /* voice that walked away or failed; -1 */
    int rounds;       /* begun */
    int extensions;   /* granted */
    int asked;        /* times that an extension was asked for */
    uint64_t refused; /* bit v: refused the last extension asked for */
    bool spent;           /* the budget of actions ran out: the talk ended as at a deadline that is final */
    double t;         /* of the last action */
    int deals;        /* 0 unless end is CBG_END_AGREEMENT; more than one only in protocols that split */
    cbg_deal deal[CBG_DEALS_MAX];
    uint64_t actions;     /* entries of the log */
    const cbg_entry *log; /* in the workspace: valid until its next session */
} cbg_session_result;

struct cbgi_session;
/* Called after each round with the session as it stands; may look at everything, changes nothing. */
typedef struct cbg_observer {
    void (*after_round)(void *context, const struct cbgi_session *session);
    void *context;
} cbg_observer;

/* Memory for one session at a time, to be used by one thread at a time. */
typedef struct cbg_workspace cbg_workspace;
cbg_status cbg_workspace_make(const cbg_talk *talk, const cbg_exec *exec, cbg_workspace **out);
void cbg_workspace_free(cbg_workspace *workspace);

/* Runs one session. observer may be NULL. Never fails: what goes wrong with a party is CBG_END_ERROR. */
void cbg_talk_run(const cbg_talk *talk, uint64_t seed, cbg_workspace *workspace, const cbg_observer *observer,
                  cbg_session_result *out);

#ifdef __cplusplus
}
#endif
#endif
