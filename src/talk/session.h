/* The inside of a talk and of a running session, for protocols and observers. */
#ifndef COBURGI_TALK_SESSION_H
#define COBURGI_TALK_SESSION_H

#include "base/arena.h"
#include "coburg/talk.h"

struct cbgi_protocol;

/* A stage lasts until a deadline; extending begins the next. */
typedef struct cbgi_stage {
    int rounds;        /* until its deadline, counted from the beginning of the talk */
    const double *t;   /* [rounds] */
    cbg_setup *setup;  /* [voice] */
    const void **plan; /* [voice] */
} cbgi_stage;

struct cbg_talk {
    cbgi_arena arena;
    const cbg_space *space;
    int voices;
    cbg_voice voice[CBG_VOICES_MAX];
    uint64_t heard_by[CBG_VOICES_MAX]; /* never empty but for lone voices; without the speaker */
    const cbg_profile *profile[CBG_VOICES_MAX];
    const struct cbgi_protocol *protocol;
    double param[CBG_PARAMS_MAX]; /* of the protocol */
    cbg_talk_options options;
    int stages;
    cbgi_stage stage[CBG_STAGES_MAX];
    size_t memory_at[CBG_VOICES_MAX + 1]; /* offsets in the workspace's memory; the last is its size */
    size_t state_size;
    size_t log_capacity;
};

typedef struct cbgi_session {
    const cbg_talk *talk;
    const struct cbg_strategy *strategy[CBG_VOICES_MAX];
    cbg_view view[CBG_VOICES_MAX];
    cbg_self self[CBG_VOICES_MAX];
    bool listens[CBG_VOICES_MAX]; /* has a `hear` */
    uint64_t seed;
    int round, stage, voices;
    double t;
    uint8_t phase;
    bool over;
    bool spent; /* the budget is used up; `over` with it */
    void *state; /* of the protocol */
    cbg_entry *log;
    uint64_t entries, limit; /* of the log; the budget */
    cbg_session_result *result;
} cbgi_session;

struct cbg_workspace {
    cbgi_session session;
    const cbg_exec *exec;
    unsigned char *memory;
    cbg_entry *log;
};

/* The talk's programs were changed for others; their memory together is no larger than when the workspace was made. */
void cbgi_workspace_seat(cbg_workspace *workspace);

/* Says aloud: logs it, and whoever is within hearing of `from` hears it. Hearing an offer makes it the one that
 * stands. CBG_MEDIATOR is heard by all. */
void cbgi_session_say(cbgi_session *s, int from, cbg_act act, uint64_t outcome);
/* The same for the ears of nobody: only the log has it (a vote in a ballot box). */
void cbgi_session_note(cbgi_session *s, int from, cbg_act act, uint64_t outcome);

/* Does voice hear what `from` says? Oneself always, and the mediator. */
bool cbgi_session_hears(const cbgi_session *s, int voice, int from);

/* Asks a voice for its next offer. Answers that the rules forbid come back as CBG_ACT_FAIL. */
cbg_move cbgi_session_propose(cbgi_session *s, int voice);
/* Would it accept `offer`, when it would otherwise offer `next`? */
bool cbgi_session_accepts(cbgi_session *s, int voice, uint64_t offer, uint64_t next);

/* Did a voice fail while it was asked something else than its next offer? Then the session is over. */
bool cbgi_session_failed(cbgi_session *s, int voice);

/* Once the session is over nothing more is said or agreed. The three ways to end before the deadline. `members`: who is bound. */
void cbgi_session_agree(cbgi_session *s, uint64_t outcome, uint64_t members);
/* The same, but the others go on. */
void cbgi_session_settle(cbgi_session *s, uint64_t outcome, uint64_t members);
void cbgi_session_end(cbgi_session *s, int voice);  /* walked away */
void cbgi_session_fail(cbgi_session *s, int voice); /* failed or broke the rules */

static inline uint64_t cbgi_everyone(int voices)
{
    return voices == 64 ? UINT64_MAX : (UINT64_C(1) << voices) - 1;
}

#endif
