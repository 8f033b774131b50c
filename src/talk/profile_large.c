/* Profiles without tables: every search counts instead (ladder.h).
 *
 * For a party whose values have few enough steps all answers are those of a sorted table. Where values had to be rounded, an
 * answer is close: what is found is acceptable and inside the bounds asked for, but another outcome may lie between. A bloc of
 * which a member may refuse what the bloc as a whole would take is searched by trying: ranks count what may be refused, and
 * an outcome is drawn near the one asked for until all members take it, a bounded number of times; failing that it is the
 * best outcome, which is known from branch and bound (optimum.h).
 */
#include <string.h>

#include "base/philox.h"
#include "coburg/optimum.h"
#include "talk/profile.h"

/* Windows that widen by a factor, with so many draws from each. */
enum { PURPOSE = 0xBE8, DRAWS = 64, NEAR_DRAWS = 24, WINDOWS = 16, FIRST_WINDOW = 32, WIDER = 16 };

int64_t cbgi_large_value(const cbg_profile *p, uint64_t outcome)
{
    const cbg_space *space = p->space;
    const int64_t *column = p->own->column;
    int64_t sum = 0;
    for (int i = space->issues - 1; i >= 0; i--) {
        const uint64_t options = (uint64_t)space->option_count[i];
        sum += column[space->offset[i] + (int)(outcome % options)];
        outcome /= options;
    }
    return sum;
}

bool cbgi_large_accepts(const cbg_profile *p, uint64_t outcome)
{
    const cbg_space *space = p->space;
    int64_t voice = 0, member[CBG_SEATS_MAX] = {0};
    uint64_t broken = 0;
    for (int i = space->issues - 1; i >= 0; i--) {
        const uint64_t options = (uint64_t)space->option_count[i];
        const int c = space->offset[i] + (int)(outcome % options);
        outcome /= options;
        broken |= space->breaks[c];
        voice += p->own->column[c];
        for (int k = 0; p->own->picky && k < p->members; k++)
            member[k] += cbgi_member_table(p, k)[c];
    }
    for (int k = 0; p->own->picky && k < p->members; k++)
        if (member[k] < space->walk_away[p->seat[k]])
            return false;
    return (broken & p->red_lines) == 0 && voice >= p->walk_away;
}

/* The voice's values of options, and which of them it allows. */
static cbg_status take_columns(cbg_profile *p, bool *allowed)
{
    const cbg_space *space = p->space;
    for (int c = 0; c < space->offset[space->issues]; c++) {
        allowed[c] = (space->breaks[c] & p->red_lines) == 0;
        for (int k = 0; k < p->members; k++) {
            int64_t product;
            if (__builtin_mul_overflow(p->share[k], cbgi_member_table(p, k)[c], &product) ||
                __builtin_add_overflow(p->own->column[c], product, &p->own->column[c]) ||
                p->own->column[c] > CBGI_VALUE_MAX || p->own->column[c] < -CBGI_VALUE_MAX)
                return CBG_OVERFLOW;
        }
    }
    return CBG_OK;
}

/* Can a member refuse anything that breaks no red line of the voice? */
static bool may_refuse(const cbg_profile *p, int member, const bool *allowed)
{
    const cbg_space *space = p->space;
    int64_t worst = 0;
    for (int i = 0; i < space->issues; i++) {
        int64_t least = INT64_MAX;
        for (int c = space->offset[i]; c < space->offset[i + 1]; c++)
            if (allowed[c] && cbgi_member_table(p, member)[c] < least)
                least = cbgi_member_table(p, member)[c];
        worst += least;
    }
    return worst < space->walk_away[p->seat[member]];
}

/* The best outcome that all members take, proved or not. */
static cbg_status best_of_bloc(cbg_profile *p, const cbg_exec *exec)
{
    cbg_space own_lines = *p->space; /* a view: only the red lines of the voice are in force */
    own_lines.scenario.red_lines = p->red_lines;
    cbg_goal goal = {.criterion = CBG_CRITERION_SUM};
    for (int k = 0; k < p->members; k++) {
        goal.from[p->seat[k]] = own_lines.walk_away[p->seat[k]];
        goal.weight[p->seat[k]] = p->share[k];
        goal.held[p->seat[k]] = true;
    }
    cbg_optimum *o = NULL;
    const cbg_status status = cbg_optimum_find(&own_lines, &goal, NULL, exec, &o);
    if (status != CBG_OK)
        return status;
    if (o->exists)
        p->own->best = cbg_space_encode(p->space, o->option);
    cbg_optimum_free(o);
    return CBG_OK;
}

static void take_ends(cbg_profile *p)
{
    struct cbgi_profile_private *own = p->own;
    if (own->best == CBG_NO_OUTCOME)
        return;
    p->acceptable = cbgi_ladder_count(&own->ladder, p->walk_away);
    p->acceptable += p->acceptable == 0; /* rounding hides the best outcome */
    p->best = p->worst = cbgi_large_value(p, own->best);
    const uint64_t last = cbgi_large_at_least(p, p->walk_away);
    p->worst = cbgi_large_value(p, last);
}

cbg_status cbgi_large_fill(cbg_profile *p, const cbg_exec *exec)
{
    struct cbgi_profile_private *own = p->own;
    const size_t columns = (size_t)p->space->offset[p->space->issues];
    own->best = CBG_NO_OUTCOME;
    own->column = cbgi_arena_array(&own->arena, columns, sizeof *own->column);
    bool *allowed = cbgi_arena_array(&own->arena, columns, sizeof *allowed);
    if (own->arena.failed)
        return CBG_NO_MEMORY;
    cbg_status status = take_columns(p, allowed);
    if (status == CBG_OK)
        status = cbgi_ladder_build(p->space, own->column, allowed, &own->arena, &own->ladder);
    p->exact = own->ladder.slack == 0;
    if (status != CBG_OK || !own->ladder.any || own->ladder.best < p->walk_away)
        return status;
    for (int k = 0; p->members > 1 && k < p->members; k++)
        own->picky = own->picky || may_refuse(p, k, allowed);
    p->exact = p->exact && !own->picky;
    if (own->picky) {
        status = best_of_bloc(p, exec);
    } else { /* the best option of every issue, the first of equals */
        int option[CBG_ISSUES_MAX];
        for (int i = 0; i < p->space->issues; i++) {
            int best = -1;
            for (int c = p->space->offset[i]; c < p->space->offset[i + 1]; c++)
                if (allowed[c] && (best < 0 || own->column[c] > own->column[best]))
                    best = c;
            option[i] = best - p->space->offset[i];
        }
        own->best = cbg_space_encode(p->space, option);
    }
    if (status == CBG_OK)
        take_ends(p);
    return status;
}

/* Draws from ranks low..high-1 until one is acceptable and worth at least `value`; of those the least valuable. */
static uint64_t draw_least(const cbg_profile *p, uint64_t low, uint64_t high, int64_t value, cbgi_stream *random)
{
    uint64_t found = CBG_NO_OUTCOME;
    int64_t least = 0;
    for (int k = 0; k < NEAR_DRAWS; k++) {
        const uint64_t outcome =
            cbgi_ladder_take(&p->own->ladder, low + cbgi_stream_below(random, high - low));
        if (!cbgi_large_accepts(p, outcome))
            continue;
        const int64_t worth = cbgi_large_value(p, outcome);
        if (worth >= value && (found == CBG_NO_OUTCOME || worth < least)) {
            found = outcome;
            least = worth;
        }
    }
    return found;
}

/* The same in windows that widen from rank `end` upwards in value. */
static uint64_t search_up(const cbg_profile *p, uint64_t end, int64_t value)
{
    cbgi_stream random;
    cbgi_stream_init(&random, end, PURPOSE, 1, 0, 0);
    uint64_t width = FIRST_WINDOW;
    for (int w = 0; w < WINDOWS; w++) {
        const uint64_t low = end > width ? end - width : 0;
        const uint64_t found = draw_least(p, low, end, value, &random);
        if (found != CBG_NO_OUTCOME)
            return found;
        if (low == 0)
            break;
        width = width > UINT64_MAX / WIDER ? UINT64_MAX : width * WIDER;
    }
    return p->own->best;
}

uint64_t cbgi_large_at_least(const cbg_profile *p, int64_t value)
{
    const struct cbgi_profile_private *own = p->own;
    if (own->best == CBG_NO_OUTCOME || value > p->best)
        return own->best;
    value = value < p->walk_away ? p->walk_away : value;
    const uint64_t count = cbgi_ladder_count(&own->ladder, value);
    if (count == 0)
        return own->best;
    if (own->picky)
        return search_up(p, count, value);
    return cbgi_ladder_take(&own->ladder, cbgi_ladder_first(&own->ladder, count - 1));
}

uint64_t cbgi_large_rank(const cbg_profile *p, int64_t value)
{
    if (value <= p->walk_away || p->acceptable == 0)
        return p->acceptable;
    const uint64_t count = cbgi_ladder_count(&p->own->ladder, value);
    return count == 0 && value <= p->best ? 1 : count; /* at least the best */
}

uint64_t cbgi_large_ranked(const cbg_profile *p, uint64_t rank)
{
    const struct cbgi_profile_private *own = p->own;
    if (!p->exact && rank == 0)
        return own->best;
    const uint64_t outcome = cbgi_ladder_take(&own->ladder, rank);
    if (!own->picky || cbgi_large_accepts(p, outcome))
        return outcome;
    return search_up(p, rank + 1, p->walk_away);
}

uint64_t cbgi_large_between(const cbg_profile *p, int64_t low, int64_t high, uint64_t key)
{
    const struct cbgi_profile_private *own = p->own;
    low = low < p->walk_away ? p->walk_away : low;
    high = high > p->best ? p->best : high;
    if (low > high || own->best == CBG_NO_OUTCOME)
        return CBG_NO_OUTCOME;
    cbgi_stream random;
    cbgi_stream_init(&random, key, CBGI_PROFILE_PURPOSE, 0, 0, 0);
    const uint64_t start = cbgi_ladder_count(&own->ladder, high + 1),
                   end = cbgi_ladder_count_loose(&own->ladder, low);
    for (int k = 0; start < end && k < DRAWS; k++) {
        const uint64_t outcome =
            cbgi_ladder_take(&own->ladder, start + cbgi_stream_below(&random, end - start));
        if (p->exact)
            return outcome;
        const int64_t value = cbgi_large_value(p, outcome);
        if (value >= low && value <= high && cbgi_large_accepts(p, outcome))
            return outcome;
    }
    return high >= p->best ? own->best : CBG_NO_OUTCOME;
}
