/* Queries that combine the two parts of an inversion. */
#include <string.h>

#include "base/philox.h"
#include "space/inversion.h"

/* What the issues after `issue` and the parts can add at least and at most. */
static int64_t rest_least(const cbgi_inversion_private *own, int issue)
{
    return own->least[own->space->issues] - own->least[issue];
}

static int64_t rest_most(const cbgi_inversion_private *own, int issue)
{
    return own->most[own->space->issues] - own->most[issue];
}

/* Settles the leading issues so that `value` stays as far inside what the rest can reach as may be. */
static int64_t lead_towards(const cbgi_inversion_private *own, int64_t value, int *option)
{
    int64_t sum = 0;
    for (int i = 0; i < own->lead; i++) {
        int best = own->start[i];
        double best_room = 0;
        for (int k = own->start[i]; k < own->start[i + 1]; k++) {
            double below = (double)(value - (sum + own->value[k] + rest_least(own, i + 1)));
            double above = (double)(sum + own->value[k] + rest_most(own, i + 1) - value);
            double room = below < above ? below : above;
            if (k == own->start[i] || room > best_room) {
                best = k;
                best_room = room;
            }
        }
        option[i] = own->option[best];
        sum += own->value[best];
    }
    return sum;
}

/* Settles them at random, as far as the window stays within reach; false: it cannot. */
static bool lead_at_random(const cbgi_inversion_private *own, int64_t low, int64_t high, cbgi_stream *random,
                           int *option, int64_t *sum)
{
    for (int i = 0; i < own->lead; i++) {
        int chosen = -1;
        uint64_t seen = 0;
        for (int k = own->start[i]; k < own->start[i + 1]; k++) {
            bool reach = *sum + own->value[k] + rest_least(own, i + 1) <= high &&
                         *sum + own->value[k] + rest_most(own, i + 1) >= low;
            if (reach && cbgi_stream_below(random, ++seen) == 0) {
                chosen = k;
            }
        }
        if (chosen < 0) {
            return false;
        }
        option[i] = own->option[chosen];
        *sum += own->value[chosen];
    }
    return true;
}

static uint64_t pair_number(const cbgi_part *a, uint32_t i, const cbgi_part *b, uint32_t j)
{
    return (uint64_t)a->entry[i].code * b->count + b->entry[j].code;
}

bool cbg_inversion_at_least(const cbg_inversion *inv, int64_t value, int *option, int64_t *found)
{
    const cbgi_inversion_private *own = inv->own;
    if (!inv->any || value > inv->best) {
        return false;
    }
    const cbgi_part *a = &own->part[0], *b = &own->part[1];
    int64_t lead = lead_towards(own, value, option), best = INT64_MAX;
    uint64_t number = UINT64_MAX;
    uint32_t best_a = 0, best_b = 0, j = b->count;
    for (uint32_t i = 0; i < a->count; i++) {
        while (j > 0 && lead + a->entry[i].sum + b->entry[j - 1].sum >= value) {
            j--;
        }
        if (j == b->count) {
            continue; /* even the best of the second part is not enough yet */
        }
        int64_t sum = lead + a->entry[i].sum + b->entry[j].sum;
        if (sum < best || (sum == best && pair_number(a, i, b, j) < number)) {
            best = sum;
            number = pair_number(a, i, b, j);
            best_a = i;
            best_b = j;
        }
    }
    if (best == INT64_MAX) {
        return false;
    }
    cbgi_part_decode(own, a, a->entry[best_a].code, option);
    cbgi_part_decode(own, b, b->entry[best_b].code, option);
    *found = best;
    return true;
}

/* With the i-th sum of the first part: the second one nearest above what is missing to `aim`. */
static bool complete(const cbgi_inversion_private *own, int64_t lead, uint32_t i, int64_t aim, int64_t high,
                     int *option, int64_t *found)
{
    const cbgi_part *a = &own->part[0], *b = &own->part[1];
    int64_t base = lead + a->entry[i].sum;
    uint32_t j = cbgi_part_at_least(b, aim - base);
    if (j == b->count || b->entry[j].sum > high - base) {
        return false;
    }
    cbgi_part_decode(own, a, a->entry[i].code, option);
    cbgi_part_decode(own, b, b->entry[j].code, option);
    *found = base + b->entry[j].sum;
    return true;
}

bool cbg_inversion_between(const cbg_inversion *inv, int64_t low, int64_t high, uint64_t key, int *option,
                           int64_t *found)
{
    enum { TRIES = 32, LEADS = 8, PURPOSE = 0x17E5 };
    const cbgi_inversion_private *own = inv->own;
    low = low < inv->worst ? inv->worst : low; /* keeps differences small */
    high = high > inv->best ? inv->best : high;
    if (!inv->any || low > high) {
        return false;
    }
    cbgi_stream random;
    cbgi_stream_init(&random, key, PURPOSE, 0, 0, 0);
    for (int leads = 0; leads < (inv->whole ? 1 : LEADS); leads++) {
        int64_t lead = 0;
        if (!lead_at_random(own, low, high, &random, option, &lead)) {
            continue;
        }
        /* Only sums that some second one can complete. */
        const cbgi_part *a = &own->part[0], *b = &own->part[1];
        uint32_t from = cbgi_part_at_least(a, low - lead - b->entry[b->count - 1].sum);
        uint32_t to = cbgi_part_at_least(a, high - lead - b->entry[0].sum + 1);
        if (from >= to) {
            continue;
        }
        for (int t = 0; t < TRIES; t++) {
            uint32_t i = from + (uint32_t)cbgi_stream_below(&random, to - from);
            int64_t aim = low + (int64_t)cbgi_stream_below(&random, (uint64_t)(high - low) + 1);
            if (complete(own, lead, i, aim, high, option, found)) {
                return true;
            }
        }
        uint32_t begin = from + (uint32_t)cbgi_stream_below(&random, to - from);
        for (uint32_t k = 0; k < to - from; k++) { /* a rare window: look everywhere once */
            uint32_t i = begin + k < to ? begin + k : begin + k - (to - from);
            if (complete(own, lead, i, low, high, option, found)) {
                return true;
            }
        }
    }
    return false;
}

/* Pairs whose sum is below `value`. */
static uint64_t count_below(const cbgi_part *a, const cbgi_part *b, int64_t value)
{
    uint64_t count = 0;
    uint32_t j = b->count;
    for (uint32_t i = 0; i < a->count; i++) {
        while (j > 0 && a->entry[i].sum + b->entry[j - 1].sum >= value) {
            j--;
        }
        count += j;
    }
    return count;
}

uint64_t cbg_inversion_count(const cbg_inversion *inv, int64_t low, int64_t high)
{
    if (!inv->any || low > high || low > inv->best || high < inv->worst) {
        return 0;
    }
    if (!inv->whole) {
        return UINT64_MAX;
    }
    const cbgi_part *a = &inv->own->part[0], *b = &inv->own->part[1];
    uint64_t above = high >= inv->best ? (uint64_t)a->count * b->count : count_below(a, b, high + 1);
    return above - (low <= inv->worst ? 0 : count_below(a, b, low));
}
