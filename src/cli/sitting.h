/* A table set from the command line: voices with their profiles and programs, and the talk. */
#ifndef COBURGI_CLI_SITTING_H
#define COBURGI_CLI_SITTING_H

#include "cli/cli.h"
#include "cli/scenario.h"
#include "cli/agent.h"
#include "coburg/measure.h"

typedef struct cbgi_sitting {
    const cbg_case *c;
    cbg_scenario scenario;
    cbg_space *space;
    int voices;
    cbg_voice voice[CBG_VOICES_MAX];
    cbg_profile *profile[CBG_VOICES_MAX];
    cbg_program *program[CBG_VOICES_MAX];
    cbgi_agent *agent[CBG_VOICES_MAX]; /* exec: in place of a program; NULL: none */
    cbg_talk_options options;
    cbg_talk *talk;
    cbg_landmarks *landmarks;
} cbgi_sitting;

/* Options about the rules of a talk: to be listed among a command's options. */
#define CBGI_TALK_OPTIONS                                                                                    \
    {"protocol", CBGI_ARG_REQUIRED, "NAME", NULL,                                                            \
     "rules of the talk: saop (default), or one of \"coburg list protocols\""},                              \
        {"rounds", CBGI_ARG_REQUIRED, "N", NULL, "rounds until the deadline (default 100)"},                 \
        {"budget", CBGI_ARG_REQUIRED, "N", NULL,                                                             \
         "actions of all voices together after which the deadline has come at once (default: no limit)"},    \
        {"clock", CBGI_ARG_REQUIRED, "NAME", "words genius negolog full",                                    \
         "relative time of round r of N: genius r/(N+1) (default), negolog (r-1)/N, full (r-1)/(N-1)"},      \
    {                                                                                                        \
        "seed", CBGI_ARG_REQUIRED, "N", NULL, "seed of all that is random (default 1)"                       \
    }

/* Reads --protocol, --rounds, --budget and --clock; explains on standard error and returns false when they make no sense. */
bool cbgi_sitting_options(cbgi_cli *cli, cbg_talk_options *out);

/* Sets the table of a case as --party, --others, the rules below and the what-if options say; prints what is wrong and
 * returns false when that cannot be done. Release with cbgi_sitting_free either way. */
bool cbgi_sitting_set(cbgi_cli *cli, const cbg_case *c, cbgi_sitting *out);
void cbgi_sitting_free(cbgi_sitting *sitting);

/* --hears, --veto, --power and --extend for voices that are seated already. */
bool cbgi_sitting_rules(cbgi_cli *cli, cbgi_sitting *s);

/* Index of the voice with this id; -1. */
int cbgi_sitting_find(const cbgi_sitting *s, const char *id, size_t length);

#endif
