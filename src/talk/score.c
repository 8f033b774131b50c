/* A session's measures as whole numbers of billionths. */
#include "coburg/tournament.h"

enum { LIMIT = 1000 };

int64_t cbg_nano(double value)
{
    if (!(value >= -LIMIT))
        return value < -LIMIT ? -(int64_t)LIMIT * CBG_NANO : CBG_NANO_NONE;
    if (value > LIMIT)
        return (int64_t)LIMIT * CBG_NANO;
    return (int64_t)(value * CBG_NANO + (value < 0 ? -.5 : .5));
}

void cbg_session_score_of(const cbg_landmarks *landmarks, const cbg_session_result *result, const cbg_measures *measures,
                  cbg_session_score *out)
{
    const int n = landmarks->voices;
    out->end = result->end;
    out->ended_by = result->ended_by;
    out->rounds = result->rounds;
    out->voices = n;
    out->actions = result->actions;
    out->outcome = result->deals == 1 ? result->deal[0].outcome : CBG_NO_OUTCOME;
    out->bound = 0;
    for (int d = 0; d < result->deals; d++)
        out->bound |= result->deal[d].members;
    out->whole = result->deals == 1 && __builtin_popcountll(out->bound) == n;
    out->t = cbg_nano(result->t);
    out->welfare = cbg_nano(measures->welfare);
    out->pareto = cbg_nano(measures->pareto);
    out->nash = cbg_nano(measures->nash);
    out->kalai = cbg_nano(measures->kalai);
    for (int v = 0; v < n; v++) {
        const cbg_profile *p = landmarks->profile[v];
        const double room = cbg_profile_scaled(p, p->best) - landmarks->walk_away[v];
        out->utility[v] = cbg_nano(measures->utility[v]);
        out->gain[v] = cbg_nano(measures->gain[v]);
        out->advantage[v] = room > 0 ? cbg_nano(measures->gain[v] / room) : CBG_NANO_NONE;
    }
}
