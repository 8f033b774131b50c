/* Weights of positions, and positions in order. */
#include "forecast/weights.h"

#include <stdbool.h>

const char *const cbgi_forecast_weightings[] = {"power-salience", "power", "salience", "equal", NULL};

static double weight(const cbgi_forecast_job *job, int actor, int weighting)
{
    switch (weighting) {
    case CBGI_WEIGH_BOTH: return job->capability[actor] * job->salience[actor];
    case CBGI_WEIGH_POWER: return job->capability[actor];
    case CBGI_WEIGH_SALIENCE: return job->salience[actor];
    default: return 1;
    }
}

static bool after(cbgi_held a, cbgi_held b)
{
    return a.x > b.x || (a.x == b.x && a.w > b.w);
}

/* Shell's sort with gaps of 2^k - 1: up to 1000 actors, no memory of its own. */
static void sort(cbgi_held *held, int count)
{
    for (int gap = 511; gap > 0; gap /= 2) {
        for (int i = gap; i < count; i++) {
            const cbgi_held moved = held[i];
            int to = i;
            for (; to >= gap && after(held[to - gap], moved); to -= gap) {
                held[to] = held[to - gap];
            }
            held[to] = moved;
        }
    }
}

int cbgi_forecast_held(const cbgi_forecast_job *job, int weighting, cbgi_held *held)
{
    int count = 0;
    for (int i = 0; i < job->actors; i++) {
        const cbgi_held h = {job->position[i], weight(job, i, weighting)};
        if (h.w > 0) {
            held[count++] = h;
        }
    }
    sort(held, count);
    return count;
}

size_t cbgi_forecast_held_scratch(int actors, int issues, const cbg_forecast_options *options)
{
    (void)issues;
    (void)options;
    return (size_t)actors * sizeof(cbgi_held);
}
