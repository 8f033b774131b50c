/* Relative utilities and windows: see own.h. Doubles suffice, for strategies draw and compare targets, and what is
 * acceptable is tested exactly elsewhere. */
#include "strategy/agent/own.h"

static int64_t bottom(const cbg_profile *own)
{
    return own->worst < own->zero ? own->worst : own->zero;
}

double cbgi_own_scaled(const cbg_profile *own, int64_t value)
{
    const int64_t low = bottom(own), high = own->best;
    return high > low ? (double)(value - low) / (double)(high - low) : 1;
}

double cbgi_own_utility(const cbg_profile *own, uint64_t outcome)
{
    return cbgi_own_scaled(own, cbg_profile_value(own, outcome));
}

/* The value of a utility cut to 0..1, rounded down; `up`: rounded up. */
static int64_t value_of(const cbg_profile *own, double u, bool up)
{
    const int64_t low = bottom(own), range = own->best - low;
    if (range <= 0 || u >= 1)
        return own->best;
    if (!(u > 0))
        return low;
    const double x = u * (double)range;
    const int64_t whole = (int64_t)x;
    return low + whole + (up && (double)whole < x);
}

int64_t cbgi_own_value(const cbg_profile *own, double u)
{
    return value_of(own, u, true);
}

int64_t cbgi_own_ceiling(const cbg_profile *own, double u)
{
    return value_of(own, u, false);
}

double cbgi_own_floor(const cbg_profile *own)
{
    return cbgi_own_scaled(own, own->worst > own->walk_away ? own->worst : own->walk_away);
}

uint64_t cbgi_own_at_least(const cbg_profile *own, double u)
{
    return cbg_profile_at_least(own, cbgi_own_value(own, u));
}

uint64_t cbgi_own_within(const cbg_profile *own, double low, double high, uint64_t key)
{
    const int64_t from = cbgi_own_value(own, low);
    const uint64_t drawn = cbg_profile_between(own, from, cbgi_own_ceiling(own, high), key);
    return drawn == CBG_NO_OUTCOME ? cbg_profile_at_least(own, from) : drawn;
}

int cbgi_own_sample(const cbg_profile *own, uint64_t first, uint64_t end, const cbg_view *view,
                    uint32_t purpose, uint64_t *out, int most)
{
    if (end > own->acceptable)
        end = own->acceptable;
    if (first >= end)
        return 0;
    const uint64_t count = end - first, n = (uint64_t)most;
    if (count <= n) {
        for (uint64_t k = 0; k < count; k++)
            out[k] = cbg_profile_ranked(own, first + k);
        return (int)count;
    }
    const uint64_t width = count / n, longer = count % n;
    uint64_t at = first;
    for (uint64_t k = 0; k < n; k++) {
        const uint64_t here = width + (k < longer);
        out[k] = cbg_profile_ranked(own, at + cbg_view_random(view, purpose, (uint32_t)k) % here);
        at += here;
    }
    return most;
}
