/* Profiles: the acceptable outcomes of one voice, sorted by value, and searches among them.
 *
 * A bloc's value is the sum of its members' values with whole-number shares, namely their bargaining shares over the
 * least common denominator; its members agree by consensus, so an outcome that one of them refuses is refused. What a
 * constraint of the case rules out is refused by everybody.
 * Outcomes are sorted by a radix sort on (best - value): stable, so ties stay in order of their numbers.
 */
#include "talk/profile.h"

#include <string.h>

#include "base/integer.h"
#include "base/philox.h"

enum { DIGIT = 11, BUCKETS = 1 << DIGIT };

/* Counts through all outcomes, the last issue fastest, with the running value of each member. */
typedef struct counter {
    const cbg_profile *p;
    int option[CBG_ISSUES_MAX];
    int64_t member[CBG_SEATS_MAX];
} counter;

static void counter_start(counter *c, const cbg_profile *p)
{
    *c = (counter){.p = p};
    for (int k = 0; k < p->members; k++)
        for (int i = 0; i < p->space->issues; i++)
            c->member[k] += cbgi_member_table(p, k)[p->space->offset[i]];
}

static void counter_next(counter *c)
{
    const cbg_space *space = c->p->space;
    for (int i = space->issues - 1; i >= 0; i--) {
        const int old = c->option[i], new = old + 1 < space->option_count[i] ? old + 1 : 0;
        c->option[i] = new;
        for (int k = 0; k < c->p->members; k++) {
            const int64_t *value = cbgi_member_table(c->p, k) + space->offset[i];
            c->member[k] += value[new] - value[old];
        }
        if (new != 0)
            return;
    }
}

static int64_t weigh(const cbg_profile *p, const int64_t *member)
{
    int64_t sum = 0;
    for (int k = 0; k < p->members; k++)
        sum += p->share[k] * member[k];
    return sum;
}

static bool refuses(const cbg_profile *p, const int64_t *member, const int *option)
{
    for (int k = 0; k < p->members; k++)
        if (member[k] < p->space->walk_away[p->seat[k]])
            return true;
    return p->red_lines != 0 && (cbg_space_broken(p->space, option) & p->red_lines) != 0;
}

/* Shares over their least common denominator; a party alone has 1. */
static cbg_status take_shares(cbg_profile *p)
{
    const cbg_rational *share = p->space->scenario.share;
    int64_t common = 1;
    if (p->members == 1) {
        p->share[0] = 1;
        return CBG_OK;
    }
    for (int k = 0; k < p->members; k++)
        if (!cbgi_common_multiple(&common, share[p->seat[k]].den))
            return CBG_OVERFLOW;
    for (int k = 0; k < p->members; k++)
        if (__builtin_mul_overflow(common / share[p->seat[k]].den, share[p->seat[k]].num, &p->share[k]))
            return CBG_OVERFLOW;
    return CBG_OK;
}

/* sum += share * value, within bounds. */
static bool add_share(int64_t share, int64_t value, int64_t *sum)
{
    int64_t product;
    return !__builtin_mul_overflow(share, value, &product) && !__builtin_add_overflow(*sum, product, sum) &&
           *sum <= CBGI_VALUE_MAX && *sum >= -CBGI_VALUE_MAX;
}

/* Where utility 0 and 1 lie: at 0 and the top of the scale; for points, which have no top, at the worst outcome (or 0,
 * whichever is less) and the best. */
static cbg_status take_scale(cbg_profile *p)
{
    const cbg_space *space = p->space;
    const cbg_case *c = space->c;
    for (int k = 0; k < p->members; k++) {
        const int seat = p->seat[k];
        int64_t top = space->best[seat], zero = space->worst[seat] < 0 ? space->worst[seat] : 0;
        if (!c->preference[space->scenario.party[seat]].is_points) {
            zero = 0;
            if (__builtin_mul_overflow(c->scale.num, space->unit / c->scale.den, &top))
                return CBG_OVERFLOW;
            if (space->unit % c->scale.den != 0) /* a scale such as 1/3: the next whole unit */
                top++;
        }
        int64_t extreme = 0;
        if (!add_share(p->share[k], top, &p->top) || !add_share(p->share[k], zero, &p->zero) ||
            !add_share(p->share[k], space->walk_away[seat], &p->walk_away) ||
            !add_share(p->share[k], space->unit, &p->unit) ||
            !add_share(p->share[k], space->best[seat], &extreme) ||
            !add_share(p->share[k], space->worst[seat], &extreme))
            return CBG_OVERFLOW;
        for (int r = 0; r < c->red_line_count; r++)
            if (c->red_line[r].party == space->scenario.party[seat])
                p->red_lines |= space->scenario.red_lines & UINT64_C(1) << r;
    }
    if (p->top <= p->zero)
        p->top = p->zero + 1;
    p->per_value = 1 / (double)(p->top - p->zero);
    p->best = p->worst = p->walk_away;
    return CBG_OK;
}

/* One pass of the sort: by `DIGIT` bits of best - value from bit `shift` on. */
static void sort_pass(const cbg_profile *p, int shift, uint32_t *at, const uint32_t *from, uint32_t *to)
{
    memset(at, 0, (BUCKETS + 1) * sizeof *at);
    for (uint64_t k = 0; k < p->acceptable; k++)
        at[((uint64_t)(p->best - p->value[from[k]]) >> shift & (BUCKETS - 1)) + 1]++;
    for (int b = 0; b < BUCKETS; b++)
        at[b + 1] += at[b];
    for (uint64_t k = 0; k < p->acceptable; k++)
        to[at[(uint64_t)(p->best - p->value[from[k]]) >> shift & (BUCKETS - 1)]++] = from[k];
}

static cbg_status sort(cbg_profile *p, uint32_t *order, const cbg_exec *exec)
{
    if (p->acceptable == 0)
        return CBG_OK;
    uint32_t *spare = cbgi_alloc(exec, (size_t)p->acceptable * sizeof *spare);
    uint32_t *at = cbgi_alloc(exec, (BUCKETS + 1) * sizeof *at);
    if (spare != NULL && at != NULL) {
        uint32_t *from = order, *to = spare;
        for (int shift = 0; shift < 63 && (uint64_t)(p->best - p->worst) >> shift != 0; shift += DIGIT) {
            sort_pass(p, shift, at, from, to);
            uint32_t *swap = from;
            from = to;
            to = swap;
        }
        if (from != order)
            memcpy(order, from, (size_t)p->acceptable * sizeof *order);
    }
    const bool done = spare != NULL && at != NULL;
    cbgi_release(exec, spare);
    cbgi_release(exec, at);
    return done ? CBG_OK : CBG_NO_MEMORY;
}

/* What each member gets where utilities are not sums over issues; false: a constraint rules the outcome out. */
static bool take_terms(const cbg_profile *p, const int *option, int64_t *member)
{
    int64_t all[CBG_SEATS_MAX];
    cbg_space_utilities(p->space, option, all);
    for (int k = 0; k < p->members; k++)
        member[k] = all[p->seat[k]];
    return cbg_space_possible(p->space, option);
}

/* The tables: value of every outcome, who is refused, and the acceptable ones in order of number. */
static cbg_status fill(cbg_profile *p, const cbg_exec *exec)
{
    cbgi_arena *arena = &p->own->arena;
    const uint64_t n = p->space->outcomes;
    int64_t *value = cbgi_arena_array(arena, n, sizeof *value);
    uint32_t *order = cbgi_arena_array(arena, n, sizeof *order);
    uint64_t *refused = cbgi_arena_array(arena, n / 64 + 1, sizeof *refused);
    if (arena->failed)
        return CBG_NO_MEMORY;
    counter c;
    counter_start(&c, p);
    for (uint64_t o = 0; o < n; o++, counter_next(&c)) {
        int64_t with_terms[CBG_SEATS_MAX];
        const bool sums = p->space->structure == 0;
        const bool possible = sums || take_terms(p, c.option, with_terms);
        const int64_t *member = sums ? c.member : with_terms;
        value[o] = weigh(p, member);
        if (!possible || refuses(p, member, c.option)) {
            refused[o / 64] |= UINT64_C(1) << o % 64;
            continue;
        }
        if (p->acceptable == 0)
            p->best = p->worst = value[o];
        p->best = value[o] > p->best ? value[o] : p->best;
        p->worst = value[o] < p->worst ? value[o] : p->worst;
        order[p->acceptable++] = (uint32_t)o;
    }
    p->value = value;
    p->refused = refused;
    p->order = order;
    p->exact = true;
    return sort(p, order, exec);
}

cbg_status cbgi_profile_build(const cbg_space *space, const int *seat, int count, uint64_t table_max,
                              const cbg_exec *exec, cbg_profile **out)
{
    if (count < 1 || count > CBG_SEATS_MAX)
        return CBG_BAD_ARGUMENT;
    const bool tables = space->countable && space->outcomes <= table_max;
    if (!space->countable || (!tables && space->structure != 0))
        return CBG_TOO_LARGE;
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbg_profile *p = cbgi_arena_alloc(&arena, sizeof *p);
    struct cbgi_profile_private *own = cbgi_arena_alloc(&arena, sizeof *own);
    if (arena.failed) {
        cbgi_arena_free(&arena);
        return CBG_NO_MEMORY;
    }
    own->arena = arena;
    p->own = own;
    p->space = space;
    p->members = count;
    memcpy(p->seat, seat, (size_t)count * sizeof *seat);
    cbg_status status = take_shares(p);
    if (status == CBG_OK)
        status = take_scale(p);
    if (status == CBG_OK)
        status = tables ? fill(p, exec) : cbgi_large_fill(p, exec);
    if (status != CBG_OK)
        cbg_profile_free(p);
    else
        *out = p;
    return status;
}

cbg_status cbg_profile_build(const cbg_space *space, const int *seat, int count, const cbg_exec *exec,
                             cbg_profile **out)
{
    return cbgi_profile_build(space, seat, count, CBG_TABLE_MAX, exec, out);
}

void cbg_profile_free(cbg_profile *profile)
{
    if (profile != NULL) {
        cbgi_arena arena = profile->own->arena; /* the profile lives in it */
        cbgi_arena_free(&arena);
    }
}

int64_t cbg_profile_value(const cbg_profile *profile, uint64_t outcome)
{
    return profile->value != NULL ? profile->value[outcome] : cbgi_large_value(profile, outcome);
}

bool cbg_profile_accepts(const cbg_profile *profile, uint64_t outcome)
{
    if (profile->refused == NULL)
        return cbgi_large_accepts(profile, outcome);
    return (profile->refused[outcome / 64] >> outcome % 64 & 1) == 0;
}

double cbg_profile_scaled(const cbg_profile *profile, int64_t value)
{
    return (double)(value - profile->zero) * profile->per_value;
}

double cbg_profile_utility(const cbg_profile *profile, uint64_t outcome)
{
    return cbg_profile_scaled(profile, cbg_profile_value(profile, outcome));
}

/* The product is rounded, so the first guess is put right by trying its neighbours. */
int64_t cbg_profile_target(const cbg_profile *profile, double u)
{
    const double range = (double)(profile->top - profile->zero);
    if (!(u > -2))
        return -CBGI_VALUE_MAX;
    if (u > 2)
        return CBGI_VALUE_MAX;
    int64_t value = profile->zero + (int64_t)(u * range);
    while (cbg_profile_scaled(profile, value) < u)
        value++;
    while (cbg_profile_scaled(profile, value - 1) >= u)
        value--;
    return value;
}

uint64_t cbg_profile_rank(const cbg_profile *profile, int64_t value)
{
    if (profile->order == NULL)
        return cbgi_large_rank(profile, value);
    uint64_t low = 0, high = profile->acceptable;
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (profile->value[profile->order[middle]] >= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint64_t cbg_profile_ranked(const cbg_profile *profile, uint64_t rank)
{
    return profile->order != NULL ? profile->order[rank] : cbgi_large_ranked(profile, rank);
}

uint64_t cbg_profile_at_least(const cbg_profile *profile, int64_t value)
{
    if (profile->acceptable == 0)
        return CBG_NO_OUTCOME;
    if (profile->order == NULL)
        return cbgi_large_at_least(profile, value);
    const uint64_t rank = cbg_profile_rank(profile, value);
    const uint64_t last = rank == 0 ? 0 : rank - 1;
    return profile->order[cbg_profile_rank(profile, profile->value[profile->order[last]] + 1)];
}

uint64_t cbg_profile_between(const cbg_profile *profile, int64_t low, int64_t high, uint64_t key)
{
    if (low > high || profile->acceptable == 0)
        return CBG_NO_OUTCOME;
    if (profile->order == NULL)
        return cbgi_large_between(profile, low, high, key);
    const uint64_t end = cbg_profile_rank(profile, low),
                   start = cbg_profile_rank(profile, high < CBGI_VALUE_MAX ? high + 1 : high);
    if (start >= end)
        return CBG_NO_OUTCOME;
    cbgi_stream random;
    cbgi_stream_init(&random, key, CBGI_PROFILE_PURPOSE, 0, 0, 0);
    return profile->order[start + cbgi_stream_below(&random, end - start)];
}
