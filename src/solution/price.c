/* The price list of red lines from the number of outcomes that break each set of them: the zone without a set S is
 * the sum over broken sets within S, and the smallest sets worth dropping are the minimal broken sets
 * that occur.
 */
#include "solution/price.h"

#include <stdlib.h>
#include <string.h>

typedef struct priced {
    uint64_t in_force;
    int count;
    const uint64_t *set;        /* ascending */
    const uint64_t *agreements; /* [count] */
} priced;

static int ascending(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static uint64_t zone_without(const priced *t, uint64_t dropped)
{
    uint64_t sum = 0;
    for (int k = 0; k < t->count; k++) {
        uint64_t more = (t->set[k] & ~dropped) == 0 ? t->agreements[k] : 0;
        sum = sum + more < more ? UINT64_MAX : sum + more;
    }
    return sum;
}

static int bits(uint64_t set)
{
    return __builtin_popcountll(set);
}

/* Largest opening first, then fewer red lines, then the earlier ones. */
static int by_opening(const void *a, const void *b)
{
    const cbg_drop_set *x = a, *y = b;
    if (x->agreements != y->agreements) {
        return x->agreements > y->agreements ? -1 : 1;
    }
    if (bits(x->red_lines) != bits(y->red_lines)) {
        return bits(x->red_lines) - bits(y->red_lines);
    }
    return ascending(&x->red_lines, &y->red_lines);
}

static bool minimal(const priced *t, int k)
{
    for (int other = 0; other < t->count; other++) {
        if (other != k && t->agreements[other] > 0 && (t->set[other] & ~t->set[k]) == 0) {
            return false;
        }
    }
    return true;
}

static void smallest_sets(const priced *t, cbg_red_line_prices *out)
{
    out->sets_complete = true;
    for (int k = 0; k < t->count; k++) {
        if (t->agreements[k] == 0 || !minimal(t, k)) {
            continue;
        }
        if (out->set_count == CBG_DROP_SETS_MAX) {
            out->sets_complete = false;
            break;
        }
        out->set[out->set_count++] = (cbg_drop_set){t->set[k], zone_without(t, t->set[k])};
    }
    qsort(out->set, (size_t)out->set_count, sizeof *out->set, by_opening);
}

static bool all_broken(const cbg_space *space, int issue, uint64_t lines)
{
    for (int o = 0; o < space->option_count[issue]; o++) {
        if ((space->breaks[space->offset[issue] + o] & lines) == 0) {
            return false;
        }
    }
    return true;
}

/* Per issue: if no option satisfies everybody, drops lines from the list while that remains so. */
static void find_conflicts(const cbg_space *space, uint64_t in_force, cbg_red_line_prices *out)
{
    for (int i = 0; i < space->issues && out->conflict_count < CBG_RED_LINES_MAX; i++) {
        if (!all_broken(space, i, in_force)) {
            continue;
        }
        uint64_t lines = in_force;
        for (int r = CBG_RED_LINES_MAX - 1; r >= 0; r--) {
            uint64_t fewer = lines & ~(UINT64_C(1) << r);
            lines = all_broken(space, i, fewer) ? fewer : lines;
        }
        out->conflict[out->conflict_count++] = (cbg_red_line_conflict){i, lines};
    }
}

void cbgi_red_lines_fill(const cbg_space *space, uint64_t in_force, int count, const uint64_t *set,
                         const uint64_t *agreements, cbg_red_line_prices *out)
{
    const priced one = {in_force, count, set, agreements}, *t = &one;
    memset(out, 0, sizeof *out);
    const cbg_case *c = space->c;
    out->now = zone_without(t, 0);
    out->none = zone_without(t, t->in_force);
    for (int r = 0; r < c->red_line_count; r++) {
        out->without[r] = zone_without(t, UINT64_C(1) << r);
    }
    for (int seat = 0; seat < space->seats; seat++) {
        uint64_t mine = 0;
        for (int r = 0; r < c->red_line_count; r++) {
            mine |= c->red_line[r].party == space->scenario.party[seat] ? UINT64_C(1) << r : 0;
        }
        out->without_party[seat] = zone_without(t, mine);
    }
    if (out->now == 0) {
        smallest_sets(t, out);
    } else {
        out->sets_complete = true;
    }
    find_conflicts(space, t->in_force, out);
}
