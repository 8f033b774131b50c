/* A session as text, JSON, a trace and a picture. */
#ifndef COBURGI_REPORT_TALK_H
#define COBURGI_REPORT_TALK_H

#include "coburg/accuracy.h"
#include "coburg/measure.h"
#include "report/json.h"
#include "report/table.h"

/* A session and all that is said about it. */
typedef struct cbgi_talk_report {
    const cbg_case *c;
    const cbg_talk *talk;
    const cbg_landmarks *landmarks;
    const cbg_session_result *result;
    const cbg_measures *measures;
    const cbg_talk_options *options;
    uint64_t seed;
    bool whole; /* the transcript is not cut */
    const char *failure; /* why the voice that ended it failed: "did not answer within 10 s"; NULL: not known */
    const cbg_accuracy *accuracy; /* NULL: not asked for */
} cbgi_talk_report;

/* What came of it, in one or a few sentences. */
void cbgi_talk_answer(const cbgi_talk_report *r, cbgi_text *out);
/* The deal beside the landmarks. */
void cbgi_talk_landmarks(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out);
/* What was said, row by row. */
void cbgi_talk_transcript(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out);
void cbgi_talk_text(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out);
/* Adds keys to an object that is open. */
void cbgi_talk_json(const cbgi_talk_report *r, cbgi_json *json);
/* One line an action: CSV. */
void cbgi_talk_trace(const cbgi_talk_report *r, cbgi_text *out);
/* How well voices knew each other; nothing when it was not asked. */
void cbgi_talk_accuracy(const cbgi_talk_report *r, cbgi_style style, cbgi_text *out);
void cbgi_talk_accuracy_json(const cbgi_talk_report *r, cbgi_json *json);
/* One line a round and pair. */
void cbgi_talk_accuracy_csv(const cbgi_talk_report *r, cbgi_text *out);
/* The negotiation dance: offers in the space of utilities, over outcomes and frontier. With more than two voices the
 * others' mean is on the second axis. */
void cbgi_talk_svg(const cbgi_talk_report *r, cbgi_text *out);

/* Words. */
enum { CBGI_TALK_WORDS = 200 };
/* "Iran", "the six powers": a party alone by its name, a bloc by its own. */
const char *cbgi_voice_words(const cbgi_talk_report *r, int voice, char out[CBGI_TALK_WORDS]);
/* Values of a voice in points with two decimals. */
const char *cbgi_voice_points(const cbgi_talk_report *r, int voice, int64_t value,
                              char out[CBG_RATIONAL_TEXT]);
/* What an offer says, or, when `before` is not CBG_NO_OUTCOME, what it changes: "CF 5060, UN all ended". */
void cbgi_offer_words(const cbg_space *space, uint64_t outcome, uint64_t before, cbgi_text *out);
/* "offers", "accepts" ... of a cbg_act. */
const char *cbgi_act_words(int act);

/* The voice's offer before entry k; CBG_NO_OUTCOME: none. */
uint64_t cbgi_offer_before(const cbgi_talk_report *r, uint64_t k);
/* The step of entry k from it; "" when there is none. */
const char *cbgi_step_words(const cbgi_talk_report *r, uint64_t k);

#endif
