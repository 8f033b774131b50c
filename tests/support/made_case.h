/* Cases made in memory for tests: random ones with ties on purpose, and a brute-force oracle that
 * looks at every outcome and knows nothing of the engine's tables. */
#ifndef TESTS_MADE_CASE_H
#define TESTS_MADE_CASE_H

#include "base/philox.h"
#include "coburg/blocker.h"
#include "coburg/solution.h"
#include "coburg/terms.h"

enum { MADE_PARTIES = 8, MADE_ISSUES = 6, MADE_OPTIONS = 6, MADE_LINES = 5, MADE_OUTCOMES = 8000 };
enum { MADE_BOXES = 3, MADE_CONSTRAINTS = 3, MADE_ROWS = 40, MADE_REGIONS = 128 };

typedef struct made_case {
    cbg_case c;
    cbg_party party[MADE_PARTIES];
    cbg_bloc bloc[1];
    int member[MADE_PARTIES];
    cbg_number member_weight[MADE_PARTIES];
    cbg_issue issue[MADE_ISSUES];
    cbg_option option[MADE_ISSUES][MADE_OPTIONS];
    cbg_preference preference[MADE_PARTIES];
    cbg_number weight[MADE_PARTIES][MADE_ISSUES];
    cbg_number score[MADE_PARTIES][MADE_ISSUES][MADE_OPTIONS];
    const cbg_number *score_of[MADE_PARTIES][MADE_ISSUES];
    cbg_red_line line[MADE_LINES];
    int line_issue[MADE_LINES];
    bool accept[MADE_LINES][MADE_OPTIONS];
    const bool *accept_of[MADE_LINES];
    int regions; /* used so far */
    int region_issue[MADE_REGIONS][MADE_ISSUES];
    bool region_has[MADE_REGIONS][MADE_ISSUES][MADE_OPTIONS];
    const bool *region_of[MADE_REGIONS][MADE_ISSUES];
    cbg_terms terms[MADE_PARTIES];
    cbg_interaction interaction[MADE_PARTIES][MADE_BOXES];
    cbg_box box[MADE_PARTIES][MADE_BOXES];
    uint64_t row[MADE_PARTIES][MADE_ROWS];
    cbg_rational row_points[MADE_PARTIES][MADE_ROWS];
    cbg_constraint constraint[MADE_CONSTRAINTS];
    cbg_region constraint_region[MADE_CONSTRAINTS][2];
} made_case;

/* An empty case of this shape: weights and scores 0, total 10, scale 10, no red lines, no blocs. */
void made_init(made_case *m, int parties, int issues, const int *options);

/* A random case: small integers so that ties are common; walk-aways low, exactly met or too high;
 * sometimes a bloc, sometimes red lines. At most MADE_OUTCOMES outcomes. */
void made_random(made_case *m, cbgi_stream *random);

/* The same with interactions, boxes of every aggregation, tables and constraints. */
void made_structured(made_case *m, cbgi_stream *random);

/* Does no constraint rule the outcome out? */
bool brute_possible(const made_case *m, const int *option);

/* What a party gets besides its sum over issues, in points. */
int brute_terms(const made_case *m, int party, int outcome, const int *option);

/* The bit in `broken` of an outcome that a constraint rules out. */
#define BRUTE_IMPOSSIBLE (UINT64_C(1) << 63)

/* What brute force finds. Utilities are 10 times the points (total is 10). */
typedef struct brute {
    int seats, issues, outcomes;
    int utility[MADE_OUTCOMES][MADE_PARTIES];
    uint64_t broken[MADE_OUTCOMES];
    int walk_away[MADE_PARTIES];
    bool zone[MADE_OUTCOMES];
} brute;

/* Every outcome of the case, all parties seated, red lines of the bit set in force. */
void brute_fill(const made_case *m, uint64_t red_lines, brute *b);

/* The space of the case, all parties seated and all red lines in force, and the same by brute force unless b is NULL. Ends
 * the program when it cannot be built. The caller frees it. */
cbg_space *made_space(const made_case *m, brute *b);

#endif
