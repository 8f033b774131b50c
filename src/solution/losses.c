/* Issue by issue: what each of two seats would lose, and what cannot be avoided.
 *
 * "The main stumbling block" has two readings. The issue on which a side itself loses most if the other
 * gets its way is one; the issue on which even the best compromise costs both together most is the other. A
 * source close to one side speaks of the first, an outside observer of the second.
 */
#include "coburg/blocker.h"

static int64_t value_at(const cbg_space *space, int seat, int issue, int option)
{
    size_t options = (size_t)space->offset[space->issues];
    return space->value[(size_t)seat * options + (size_t)(space->offset[issue] + option)];
}

static int64_t best_value(const cbg_space *space, int seat, int issue)
{
    int64_t best = INT64_MIN;
    for (int o = 0; o < space->option_count[issue]; o++) {
        int64_t v = value_at(space, seat, issue, o);
        best = v > best ? v : best;
    }
    return best;
}

/* The least that `seat` loses over the options that are best for `other`. */
static int64_t loss_at_ideal_of(const cbg_space *space, int seat, int other, int issue)
{
    int64_t best = best_value(space, seat, issue), ideal = best_value(space, other, issue);
    int64_t loss = INT64_MAX;
    for (int o = 0; o < space->option_count[issue]; o++) {
        int64_t here = best - value_at(space, seat, issue, o);
        if (value_at(space, other, issue, o) == ideal && here < loss) {
            loss = here;
        }
    }
    return loss;
}

void cbg_issue_losses(const cbg_space *space, int seat_a, int seat_b, cbg_issue_loss *loss)
{
    for (int i = 0; i < space->issues; i++) {
        int64_t best = best_value(space, seat_a, i) + best_value(space, seat_b, i);
        loss[i].own[0] = loss_at_ideal_of(space, seat_a, seat_b, i);
        loss[i].own[1] = loss_at_ideal_of(space, seat_b, seat_a, i);
        loss[i].joint = INT64_MAX;
        for (int o = 0; o < space->option_count[i]; o++) {
            int64_t joint = best - value_at(space, seat_a, i, o) - value_at(space, seat_b, i, o);
            if (joint < loss[i].joint) {
                loss[i].joint = joint;
                loss[i].joint_option = o;
            }
        }
    }
}
