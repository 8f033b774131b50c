/* Conflicts made in memory for tests, and the definitions of stability written down again, slowly:
 * sequences are followed move by move, and nothing of the engine's tables is used. */
#ifndef TESTS_MADE_CONFLICT_H
#define TESTS_MADE_CONFLICT_H

#include "base/arena.h"
#include "base/philox.h"
#include "coburg/stability.h"

enum { CONFLICT_MAKERS = 4, CONFLICT_OPTIONS = 7, CONFLICT_STATES = 128 };

typedef struct made_conflict {
    cbg_conflict conflict;
    cbg_conflict_maker maker[CONFLICT_MAKERS];
    cbg_conflict_option option[CONFLICT_OPTIONS];
    cbgi_arena arena; /* strings, lists and formulas */
    int makers, states;
    bool graph_form;
    unsigned code[CONFLICT_STATES];
    bool move[CONFLICT_MAKERS][CONFLICT_STATES][CONFLICT_STATES];
    unsigned char relation[CONFLICT_MAKERS][CONFLICT_STATES][CONFLICT_STATES]; /* cbg_relation of to */
} made_conflict;

/* What a random conflict may contain. */
typedef struct made_wishes {
    bool graph_form, one_way, infeasible, blind;
    bool unknown, strong, intransitive;
} made_wishes;

void made_conflict_random(made_conflict *m, cbgi_stream *random, made_wishes wishes);
void made_conflict_free(made_conflict *m);

typedef struct brute_rules {
    bool once; /* each opponent at most once */
    cbg_unknown_mode mode;
    bool strongly; /* sanctions must be strongly worse */
} brute_rules;

/* out[s]: reached from `from` by legal sequences of at least one move of the makers in the set. */
void brute_reach(const made_conflict *m, unsigned movers, int from, bool improving, bool once, bool *out);

bool brute_stable(const made_conflict *m, cbg_concept concept, int maker, int state, brute_rules rules);

#endif
