/* Relative time from rounds: r = 1..N. Rules of strategies depend on the convention ("accept from t = .99" never
 * fires before round 99 of 100 by one and never at all by another), so it has a name.
 * genius: t = r / (N + 1); negolog: t = (r - 1) / N; full: t = (r - 1) / (N - 1), 0 when N = 1. */
#include "coburg/talk.h"
#include "talk/clock.h"

const char *cbg_clock_name(cbg_clock clock)
{
    static const char *const name[CBG_CLOCKS] = {"genius", "negolog", "full"};
    return name[clock];
}

const char *cbg_clock_summary(cbg_clock clock)
{
    static const char *const summary[CBG_CLOCKS] = {
        "t = r/(N+1): the first of N rounds is at 1/(N+1), the last at N/(N+1)",
        "t = (r-1)/N: from 0 to (N-1)/N",
        "t = (r-1)/(N-1): from 0 to 1",
    };
    return summary[clock];
}

double cbgi_clock_time(cbg_clock clock, int round, int rounds)
{
    switch (clock) {
    case CBG_CLOCK_NEGOLOG: return (double)round / (double)rounds;
    case CBG_CLOCK_FULL: return rounds == 1 ? 0 : (double)round / (double)(rounds - 1);
    case CBG_CLOCK_GENIUS: break;
    }
    return (double)(round + 1) / ((double)rounds + 1);
}
