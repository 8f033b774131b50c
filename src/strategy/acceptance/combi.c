/* The two forms share their memory: by round in which offers were heard, their best and the sum up to then. A window of length
 * 1 - t ends now, so it holds the rounds whose time is at least t - (1 - t). The formula is in combi.h; how the window is kept
 * by rounds is ours (remembered from the paper). Values are compared exactly. The best of a window is the first within it of a
 * list of rounds that no later one reached; so a question costs O(log rounds), an offer O(1) in the mean. */
#include "strategy/acceptance/combi.h"

__extension__ typedef __int128 wide;

typedef struct heard_round {
    uint64_t low; /* sum of the values heard until then, in two halves, for 16 bytes need not be aligned here */
    int64_t high;
    uint64_t offers; /* heard until then */
    int64_t best;    /* in this round */
    int round;
    uint32_t falling; /* the k-th says which is the k-th of the rounds that no later one reached */
} heard_round;

typedef struct offers {
    uint32_t rounds, falling;
    heard_round at[];
} offers;

const cbg_param cbgi_combi_params[] = {
    {"T", "relative time from which it settles for what is left to hope for", .98, 0, 1},
    {NULL, NULL, 0, 0, 0},
};

size_t cbgi_combi_memory_size(const cbg_setup *setup, const void *config)
{
    (void)config;
    return sizeof(offers) + (size_t)setup->max_rounds * sizeof(heard_round);
}

static wide sum_until(const offers *o, uint32_t end)
{
    return end == 0 ? 0 : (wide)o->at[end - 1].high * ((wide)1 << 64) + (wide)o->at[end - 1].low;
}

void cbgi_combi_hear(const cbg_view *view, cbg_self self, const cbg_heard *heard)
{
    offers *o = self.memory;
    if (heard->act != CBG_ACT_OFFER)
        return;
    const int64_t value = cbg_profile_value(view->own, heard->outcome);
    heard_round *now = &o->at[o->rounds];
    if (o->rounds > 0 && now[-1].round == heard->round) {
        now--;
        o->falling--; /* the present round is always the last of the list */
        now->best = value > now->best ? value : now->best;
    } else {
        now->round = heard->round;
        now->best = value;
        now->offers = o->rounds > 0 ? now[-1].offers : 0;
        now->low = o->rounds > 0 ? now[-1].low : 0;
        now->high = o->rounds > 0 ? now[-1].high : 0;
        o->rounds++;
    }
    const wide sum = sum_until(o, o->rounds) + value;
    now->low = (uint64_t)sum;
    now->high = (int64_t)(sum >> 64);
    now->offers++;
    while (o->falling > 0 && o->at[o->at[o->falling - 1].falling].best <= now->best)
        o->falling--;
    o->at[o->falling++].falling = o->rounds - 1;
}

/* The first of the rounds heard that lies in the window; o->rounds when none does. */
static uint32_t window(const cbg_view *view, const offers *o)
{
    const double from = 2 * view->t - 1;
    uint32_t low = 0, high = o->rounds;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (view->setup->t[o->at[middle].round] >= from)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Is a value as much as the best, or the mean, of the window? */
static bool reaches(const cbg_view *view, const offers *o, int64_t value, bool mean)
{
    const uint32_t first = window(view, o);
    if (first == o->rounds)
        return false;
    if (mean) {
        const uint64_t before = first == 0 ? 0 : o->at[first - 1].offers;
        const wide sum = sum_until(o, o->rounds) - sum_until(o, first);
        return (wide)value * (wide)(o->at[o->rounds - 1].offers - before) >= sum;
    }
    uint32_t low = 0, high = o->falling - 1; /* the last of the list is the last round, which is in the window */
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (o->at[middle].falling >= first)
            high = middle;
        else
            low = middle + 1;
    }
    return value >= o->at[o->at[low].falling].best;
}

bool cbgi_combi_accept(const cbg_view *view, cbg_self self, uint64_t offer, uint64_t next, bool mean)
{
    const double *p = self.config;
    const int64_t value = cbg_profile_value(view->own, offer);
    if (next != CBG_NO_OUTCOME && value >= cbg_profile_value(view->own, next))
        return true;
    return view->t >= p[0] && reaches(view, self.memory, value, mean);
}

static bool accept(const cbg_view *view, cbg_self self, const cbg_beliefs *beliefs, uint64_t offer,
                   uint64_t next)
{
    (void)beliefs;
    return cbgi_combi_accept(view, self, offer, next, false);
}

const cbg_acceptance cbgi_acceptance_combi = {
    .part = {.name = "combi",
             .summary = "as next; late also what is as good as the best of the others' recent offers",
             .source = "Baarslag et al. 2014, doi 10.1016/j.dss.2013.05.021",
             .note = "AC_combi(T, MAX^W); the window 1 - t is kept by rounds",
             .params = cbgi_combi_params,
             .memory_size = cbgi_combi_memory_size,
             .hear = cbgi_combi_hear},
    .accept = accept,
};
