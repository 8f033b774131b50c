/* The inside of a tournament's programme. */
#ifndef COBURGI_TALK_TOURNAMENT_H
#define COBURGI_TALK_TOURNAMENT_H

#include "base/arena.h"
#include "coburg/tournament.h"

struct cbg_tournament {
    cbgi_arena arena;
    cbg_tournament_options options;
    const uint64_t *key;   /* [program]: hash of its text */
    uint64_t parts;        /* sets of each match */
    uint64_t *session_at;  /* [table + 1]: the first session of each, and how many there are */
    uint64_t *set_at;      /* [table + 1] */
};

/* The next repetition of the same set. */
void cbgi_tournament_next(const cbg_tournament *t, cbg_fixture *fixture);

#endif
