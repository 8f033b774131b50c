/* The weighted median as the public replica finds it: over distinct positions in ascending order, a newcomer takes the holder's place when
 * the votes for it, c s (|x - holder| - |x - newcomer|) / D, sum to more than 0, in the order of actors. With exact halves
 * rounding decides, and so the sum is taken as the replica takes it; elsewhere it is the position at which half of the weight is reached.
 */
#include "forecast/challenge_lanes.h"

void challenge_median_by_votes(challenge *g)
{
    const size_t n = (size_t)g->n;
    lanes holder = g->x[0], most = g->x[0];
    for (size_t k = 1; k < n; k++) {
        holder = pick(g->x[k] < holder, g->x[k], holder);
        most = pick(g->x[k] > most, g->x[k], most);
    }
    lanes at = holder;
    for (size_t step = 1; step < n; step++) {
        lanes next = most, votes = {0};
        for (size_t k = 0; k < n; k++) {
            next = pick((g->x[k] > at) & (g->x[k] < next), g->x[k], next);
        }
        for (size_t k = 0; k < n; k++) {
            votes += g->w[k] * (size_of(g->x[k] - holder) - size_of(g->x[k] - next)) / g->range;
        }
        holder = pick((next > at) & (votes > 0), next, holder);
        at = next;
    }
    g->median = holder;
}
