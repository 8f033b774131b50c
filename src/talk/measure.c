/* What a session came to: utilities, distances, steps. Formulas stand in coburg/measure.h. */
#include "coburg/measure.h"

#include <math.h>
#include <string.h>

#include "talk/quick.h"

const char *cbg_step_name(cbg_step step)
{
    static const char *const name[CBG_STEPS] = {"silent",    "nice",    "concession",
                                                "fortunate", "selfish", "unfortunate"};
    return name[step];
}

/* -1, 0, 1: falls, stays within the threshold, rises. */
static int direction(double change)
{
    return (change > CBG_MOVE_THRESHOLD) - (change < -CBG_MOVE_THRESHOLD);
}

static cbg_step kind_of(double own, double others)
{
    static const cbg_step kind[3][3] = {
        /* others:     fall                  stay                 rise            own: */
        {CBG_STEP_UNFORTUNATE, CBG_STEP_CONCESSION, CBG_STEP_CONCESSION}, /* falls */
        {CBG_STEP_UNFORTUNATE, CBG_STEP_SILENT, CBG_STEP_NICE},           /* stays */
        {CBG_STEP_SELFISH, CBG_STEP_SELFISH, CBG_STEP_FORTUNATE},         /* rises */
    };
    return kind[direction(own) + 1][direction(others) + 1];
}

cbg_step cbg_step_kind(double own, double others)
{
    return kind_of(own, others);
}

double cbg_distance(const cbg_landmarks *landmarks, const cbg_landmark *to, const double *utility)
{
    if (!to->exists)
        return (double)NAN;
    double sum = 0;
    for (int v = 0; v < landmarks->voices; v++)
        sum += (utility[v] - to->utility[v]) * (utility[v] - to->utility[v]);
    return sqrt(sum);
}

double cbg_distance_pareto(const cbg_landmarks *landmarks, const double *utility)
{
    const int n = landmarks->voices;
    double nearest = (double)INFINITY;
    for (int64_t k = 0; k < landmarks->frontier_count; k++) {
        const double *point = landmarks->frontier + (size_t)k * (size_t)n;
        double sum = 0;
        for (int v = 0; v < n; v++)
            sum += (utility[v] - point[v]) * (utility[v] - point[v]);
        nearest = sum < nearest ? sum : nearest;
    }
    return landmarks->has_frontier && landmarks->frontier_count > 0 ? sqrt(nearest) : (double)NAN;
}

/* Steps of every voice, from the offers in the log. */
static void count_steps(const cbg_landmarks *l, const cbg_session_result *r, cbg_measures *out)
{
    const int n = l->voices;
    double last_own[CBG_VOICES_MAX], last_others[CBG_VOICES_MAX];
    uint64_t last[CBG_VOICES_MAX];
    for (int v = 0; v < n; v++)
        last[v] = CBG_NO_OUTCOME;
    for (uint64_t k = 0; k < r->actions; k++) {
        const cbg_entry *e = &r->log[k];
        if (e->act != CBG_ACT_OFFER || e->from >= n)
            continue;
        if (e->outcome == last[e->from]) {
            out->steps[e->from][CBG_STEP_SILENT]++;
            continue;
        }
        double others = 0;
        for (int v = 0; v < n; v++)
            others += v == e->from ? 0 : cbgi_utility(l->profile[v], e->outcome);
        others /= n - 1;
        const double own = cbgi_utility(l->profile[e->from], e->outcome);
        if (last[e->from] != CBG_NO_OUTCOME)
            out->steps[e->from][kind_of(own - last_own[e->from], others - last_others[e->from])]++;
        last[e->from] = e->outcome;
        last_own[e->from] = own;
        last_others[e->from] = others;
    }
    for (int v = 0; v < n; v++) {
        const int32_t *s = out->steps[v];
        const double good = s[CBG_STEP_FORTUNATE] + s[CBG_STEP_NICE] + s[CBG_STEP_CONCESSION];
        const double bad = s[CBG_STEP_SELFISH] + s[CBG_STEP_UNFORTUNATE];
        out->sensitivity[v] = bad > 0 ? good / bad : good > 0 ? (double)INFINITY : (double)NAN;
    }
}

void cbg_measure(const cbg_landmarks *landmarks, const cbg_session_result *result, cbg_measures *out)
{
    const int n = landmarks->voices;
    out->welfare = 0;
    out->product = 1;
    out->pareto = out->nash = out->kalai = (double)NAN;
    memset(out->steps, 0, (size_t)n * sizeof out->steps[0]);
    for (int v = 0; v < n; v++) {
        out->utility[v] = landmarks->walk_away[v];
        for (int d = 0; d < result->deals; d++)
            if ((result->deal[d].members >> v & 1) != 0)
                out->utility[v] = cbgi_utility(landmarks->profile[v], result->deal[d].outcome);
        out->gain[v] = out->utility[v] - landmarks->walk_away[v];
        out->welfare += out->utility[v];
        out->product *= out->gain[v];
    }
    if (result->deals == 1 && result->deal[0].members == (n == 64 ? UINT64_MAX : (UINT64_C(1) << n) - 1)) {
        out->pareto = cbg_distance_pareto(landmarks, out->utility);
        out->nash = cbg_distance(landmarks, &landmarks->nash, out->utility);
        out->kalai = cbg_distance(landmarks, &landmarks->kalai, out->utility);
    }
    count_steps(landmarks, result, out);
}
