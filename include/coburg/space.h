/* Scenarios and outcome spaces: a case, a what-if, and exact integer utilities.
 *
 * Outcomes are numbered in mixed radix: the first issue is the most significant digit, the last
 * varies fastest. Utilities are int64 multiples of 1/unit points, the same unit for all
 * seats, so comparisons within and between seats are exact.
 */
#ifndef COBURG_SPACE_H
#define COBURG_SPACE_H

#include "coburg/case.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CBG_SEATS_MAX = 64,     /* parties at one table */
    CBG_RED_LINES_MAX = 64, /* red lines in one case */
    CBG_ISSUES_MAX = 256
};

/* A what-if on a case. A seat is a party at the table; a party may hold several seats (clones). */
typedef struct cbg_scenario {
    int seat_count;
    int party[CBG_SEATS_MAX];
    cbg_rational walk_away[CBG_SEATS_MAX];
    cbg_rational share[CBG_SEATS_MAX]; /* bargaining weights, sum 1 */
    uint64_t red_lines;                /* bit r: red line r of the case is in force */
} cbg_scenario;

/* The case as it stands: every party one seat, its walk-away, its bloc's share, all red lines.
 * CBG_TOO_LARGE beyond the limits above, CBG_OVERFLOW when shares do not fit. */
cbg_status cbg_scenario_init(const cbg_case *c, cbg_scenario *out, cbg_diags *diags);

/* Restricts the table to these parties in this order (repeats allowed); red lines of absent
 * parties go out of force; shares are taken anew: sides as in the case, clones like members. */
cbg_status cbg_scenario_seat(const cbg_case *c, const int *party, int count, cbg_scenario *scenario,
                             cbg_diags *diags);

/* What the utilities at the table are made of besides sums over issues, as bits; 0: nothing, all
 * seats are additive and every outcome can be agreed. */
enum {
    CBG_HAS_INTERACTIONS = 1, /* terms between two issues */
    CBG_HAS_BOXES = 2,        /* hyperrectangles */
    CBG_HAS_TABLE = 4,        /* points of complete outcomes */
    CBG_HAS_CONSTRAINTS = 8   /* outcomes that nobody can agree to */
};

typedef struct cbg_space {
    const cbg_case *c;
    cbg_scenario scenario;
    int seats, issues;
    int64_t unit;            /* utility points times unit = integer utility */
    const int *option_count; /* [issue] */
    const int *offset;       /* [issue + 1]: start of an issue in the tables below */
    const int64_t *value;    /* [seat * offset[issues] + offset[issue] + option]: the additive part */
    const uint64_t *breaks;  /* [offset[issue] + option]: red lines of the case it breaks */
    int64_t walk_away[CBG_SEATS_MAX];
    /* Utilities lie between these; over all outcomes they are attained when the structure is additive. */
    int64_t best[CBG_SEATS_MAX], worst[CBG_SEATS_MAX];
    unsigned structure;             /* bits CBG_HAS_... */
    const struct cbgi_terms *terms; /* what is not additive; NULL when structure is 0 */
    bool countable;                                    /* outcomes fit uint64 */
    uint64_t outcomes;      /* product of option counts; UINT64_MAX when not countable */
    char outcomes_text[64]; /* exact when countable, else "about 1.2e+30" */
    struct cbgi_space_private *own;
} cbg_space;

/* Compiles the case under the scenario. The case must outlive the space. Memory O(seats * options).
 * CBG_MISSING: a seated party states no preferences; CBG_OVERFLOW: exact utilities do not
 * fit 62 bits (the diagnostic names the party); CBG_TOO_LARGE. */
cbg_status cbg_space_build(const cbg_case *c, const cbg_scenario *scenario, const cbg_exec *exec,
                           cbg_space **out, cbg_diags *diags);
void cbg_space_free(cbg_space *space);

/* Digits of an outcome; option[issues]. outcome < space->outcomes. */
void cbg_space_decode(const cbg_space *space, uint64_t outcome, int *option);
uint64_t cbg_space_encode(const cbg_space *space, const int *option);

/* Utility of each seat in units; utility[seats]. */
void cbg_space_utilities(const cbg_space *space, const int *option, int64_t *utility);

/* Red lines in force that the outcome breaks, as a bit set. */
uint64_t cbg_space_broken(const cbg_space *space, const int *option);

/* Does the outcome satisfy every constraint of the case? Red lines are not looked at. */
bool cbg_space_possible(const cbg_space *space, const int *option);

#ifdef __cplusplus
}
#endif
#endif
