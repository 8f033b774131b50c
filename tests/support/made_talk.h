/* Talks on made-up cases: seats voices, builds what a talk needs, runs it and compares sessions. */
#ifndef TESTS_MADE_TALK_H
#define TESTS_MADE_TALK_H

#include "coburg/talk.h"
#include "support/made_case.h"

typedef struct made_talk {
    cbg_space *space;
    cbg_profile *profile[MADE_PARTIES];
    cbg_voice voice[MADE_PARTIES];
    int voices;
    cbg_talk *talk;
} made_talk;

/* How the talk is set up. party[v]: who speaks as the v-th voice; NULL: party v. */
typedef struct made_sitting {
    const cbg_program *program[MADE_PARTIES];
    uint64_t heard_by[MADE_PARTIES];
    const int *party;
    int voices;
    cbg_talk_options options;
} made_sitting;

/* Fails the test when it cannot be built. */
void made_talk_build(const made_case *m, const made_sitting *sitting, made_talk *out);
void made_talk_free(made_talk *t);

/* Random rounds, clock, extension, budget and hearing, for the voices that are set. */
void made_sitting_random(made_sitting *sitting, cbgi_stream *random);

/* A session that outlives its workspace. */
typedef struct made_session {
    cbg_session_result result;
    cbg_entry *log;
} made_session;

void made_session_run(const made_talk *t, uint64_t seed, cbg_workspace *w, const cbg_observer *observer,
                      made_session *out);
void made_session_free(made_session *s);
/* The same said by all, the same end. */
bool made_session_same(const made_session *a, const made_session *b);

/* Nobody offers what it would not take, nor anything impossible; who finds nothing acceptable never offers, and only
 * they walk away. Yes is said to acceptable outcomes only, unless the source of the strategy has it otherwise; an
 * annealing mediator's votes are steps of a climb, not consent, so they are left out. Nobody fails. */
bool made_session_fair(const made_sitting *sitting, const made_talk *t, const made_session *s);
/* The same told from every outcome of the case, without profiles; for voices that are one party each. */
bool made_session_fair_by_hand(const made_case *m, const made_sitting *sitting, const made_talk *t,
                               const made_session *s);

#endif
