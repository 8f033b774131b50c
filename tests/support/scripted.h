/* Voices that play by a script, and a session of theirs as one line of text. */
#ifndef TESTS_SCRIPTED_H
#define TESTS_SCRIPTED_H

#include "coburg/talk.h"
#include "support/made_case.h"

enum { SCRIPT_VOICES = 6, SCRIPT_LINE = 9000 };

/* What a voice does in each round. */
typedef struct script {
    const char *moves;    /* [round]: the digit of an outcome to offer, '!' walks away, '?' fails; the last repeats */
    const char *takes[8]; /* [round]: digits of the outcomes that it accepts; "": none; NULL: as the round before */
    const char *joins;    /* digits of outcomes that it accepts once it has heard somebody accept them; NULL: none */
    const char *extends;  /* [time asked]: 'y' or 'n' */
} script;

/* A table of scripted voices over one issue of ten options, each worth its number to all unless the test says else. */
typedef struct table {
    made_case made;
    cbg_space *space;
    int voices;
    script script[SCRIPT_VOICES];
    cbg_strategy strategy[SCRIPT_VOICES];
    cbg_program program[SCRIPT_VOICES];
    cbg_profile *profile[SCRIPT_VOICES];
    cbg_voice voice[SCRIPT_VOICES];
    cbg_talk_options options;
    cbg_session_result result;
    char said[SCRIPT_LINE];
} table;

void table_set(table *t, int voices, const char *protocol, int rounds);

/* Runs a session and returns what was said: rounds parted by " | "; voices A, B, ... and M for the mediator; A3 offers
 * 3, A+3 accepts it, A-3 rejects it, A! walks away, A? fails; a star follows the action that made a deal. */
const char *table_run(table *t, uint64_t seed);

#endif
