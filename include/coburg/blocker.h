/* What blocks a deal: red lines, walk-aways and issues. */
#ifndef COBURG_BLOCKER_H
#define COBURG_BLOCKER_H

#include "coburg/space.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_DROP_SETS_MAX = 64 };

/* Red lines whose demands on one issue no option meets together. */
typedef struct cbg_red_line_conflict {
    int issue;
    uint64_t red_lines; /* such a set on this issue; without any one of them an option is left */
} cbg_red_line_conflict;

typedef struct cbg_drop_set {
    uint64_t red_lines;
    uint64_t agreements; /* the zone when exactly these are dropped */
} cbg_drop_set;

/* The price list of the red lines in force. */
typedef struct cbg_red_line_prices {
    uint64_t now;                          /* zone with all in force */
    uint64_t none;                         /* zone with none in force */
    uint64_t without[CBG_RED_LINES_MAX];   /* zone when this red line of the case is dropped */
    uint64_t without_party[CBG_SEATS_MAX]; /* zone when all red lines of this seat's party are dropped */
    int set_count;                         /* smallest sets (by inclusion) whose dropping opens an empty zone,
                                                 largest opening first */
    cbg_drop_set set[CBG_DROP_SETS_MAX];
    bool sets_complete; /* false: there are more than fit */
    int conflict_count;
    cbg_red_line_conflict conflict[CBG_RED_LINES_MAX];
} cbg_red_line_prices;

/* One scan. CBG_TOO_LARGE: more than 4096 combinations of broken red lines occur. */
cbg_status cbg_red_line_price(const cbg_space *space, const cbg_exec *exec, cbg_red_line_prices *out);

/* The two readings of "the main stumbling block", for two seats a and b, per issue, in units. */
typedef struct cbg_issue_loss {
    int64_t own[2]; /* what a (b) loses on this issue if the other gets its best option there; of several best
                           options the one kindest to a (b) */
    int64_t joint;  /* smallest possible sum of both losses over the options: what cannot be avoided */
    int joint_option; /* an option that attains it, smallest index */
} cbg_issue_loss;

/* loss[space->issues]. Red lines are not looked at. O(options). */
void cbg_issue_losses(const cbg_space *space, int seat_a, int seat_b, cbg_issue_loss *loss);

#ifdef __cplusplus
}
#endif
#endif
