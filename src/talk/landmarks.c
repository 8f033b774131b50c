/* The landmarks between voices: one pass over all outcomes for the ideals, one for the solutions; where outcomes are too
 * many for that see landmarks_large.c.
 *
 * Gains are whole numbers (values minus walk-aways). Nash products are compared in double and near-ties settled by exact
 * products; shares of the ideal (Kalai-Smorodinsky) are compared in double, ties to the smallest number. The frontier of
 * parties comes from folding (frontier.h); that of two voices of which one is a bloc from keeping a staircase
 * of the best outcomes seen.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/wide.h"
#include "coburg/frontier.h"
#include "talk/landmarks.h"

enum { FRONTIER_MAX = CBGI_FRONTIER_MAX };

static bool agreed(const cbg_landmarks *l, uint64_t outcome)
{
    for (int v = 0; v < l->voices; v++)
        if (!cbg_profile_accepts(l->profile[v], outcome))
            return false;
    return true;
}

void cbgi_landmark_set(const cbg_landmarks *l, cbg_landmark *mark, uint64_t outcome)
{
    mark->exists = mark->proved = true;
    mark->outcome = outcome;
    for (int v = 0; v < l->voices; v++)
        mark->utility[v] = cbg_profile_utility(l->profile[v], outcome);
}

/* What the scan keeps. */
typedef struct best {
    int64_t ideal[CBG_VOICES_MAX], gain[CBG_VOICES_MAX]; /* gains at the Nash outcome */
    double product, share, sum;
} best;

static void offer_nash(cbg_landmarks *l, best *b, uint64_t outcome, const int64_t *gain)
{
    double product = 1;
    for (int v = 0; v < l->voices; v++) {
        if (gain[v] <= 0)
            return; /* a product of 0 separates nothing */
        product *= (double)gain[v] * l->profile[v]->per_value;
    }
    if (l->nash.exists && product < b->product * (1 - 1e-12))
        return;
    if (l->nash.exists && product <= b->product * (1 + 1e-12) &&
        cbgi_wide_compare_products(gain, b->gain, NULL, l->voices) <= 0)
        return;
    b->product = product;
    memcpy(b->gain, gain, sizeof b->gain);
    cbgi_landmark_set(l, &l->nash, outcome);
}

static void offer_others(cbg_landmarks *l, best *b, uint64_t outcome, const int64_t *gain)
{
    double share = (double)INFINITY, sum = 0;
    for (int v = 0; v < l->voices; v++) {
        const double part = b->ideal[v] > 0 ? (double)gain[v] / (double)b->ideal[v] : -1;
        share = part < share ? part : share;
        sum += cbg_profile_utility(l->profile[v], outcome);
    }
    if (share >= 0 && (!l->kalai.exists || share > b->share)) {
        b->share = share;
        cbgi_landmark_set(l, &l->kalai, outcome);
    }
    if (!l->welfare.exists || sum > b->sum) {
        b->sum = sum;
        cbgi_landmark_set(l, &l->welfare, outcome);
    }
}

static void scan(cbg_landmarks *l)
{
    best b;
    memset(&b, 0, sizeof b);
    int64_t gain[CBG_VOICES_MAX];
    const uint64_t n = l->profile[0]->space->outcomes;
    for (int pass = 0; pass < 2; pass++) {
        for (uint64_t o = 0; o < n; o++) {
            if (!agreed(l, o))
                continue;
            for (int v = 0; v < l->voices; v++)
                gain[v] = cbg_profile_value(l->profile[v], o) - l->profile[v]->walk_away;
            if (pass == 1) {
                offer_nash(l, &b, o, gain);
                offer_others(l, &b, o, gain);
                continue;
            }
            l->agreements++;
            for (int v = 0; v < l->voices; v++)
                b.ideal[v] = gain[v] > b.ideal[v] ? gain[v] : b.ideal[v];
        }
    }
}

static bool have_tables(const cbg_landmarks *l)
{
    for (int v = 0; v < l->voices; v++)
        if (l->profile[v]->order == NULL)
            return false;
    return true;
}

static bool all_alone(const cbg_landmarks *l)
{
    for (int v = 0; v < l->voices; v++)
        if (l->profile[v]->members != 1)
            return false;
    return true;
}

cbg_status cbgi_landmarks_fold(cbg_landmarks *l, const cbg_space *space, const int *seat, size_t max_partial,
                               const cbg_exec *exec)
{
    const cbg_frontier_options options = {.seat = seat, .seats = l->voices, .max_partial = max_partial};
    cbg_frontier *f = NULL;
    cbg_status status = cbg_frontier_fold(space, &options, exec, &f);
    if (status != CBG_OK)
        return status;
    if (f->complete) {
        const size_t n = f->count * (size_t)l->voices;
        l->frontier = cbgi_alloc(exec, (n + 1) * sizeof *l->frontier);
        if (l->frontier == NULL)
            status = CBG_NO_MEMORY;
        for (size_t k = 0; k < n && status == CBG_OK; k++)
            l->frontier[k] = cbg_profile_scaled(l->profile[k % (size_t)l->voices], f->utility[k]);
        l->frontier_count = (int64_t)f->count;
        l->has_frontier = status == CBG_OK;
    }
    cbg_frontier_release(f);
    return status;
}

/* Puts a point into the staircase (falling a, rising b) unless it is dominated; drops what it dominates. */
static void insert(int64_t (*point)[2], int64_t *count, int64_t a, int64_t b)
{
    int64_t low = 0, high = *count; /* the first with a point no better for the first voice */
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if (point[middle][0] > a)
            low = middle + 1;
        else
            high = middle;
    }
    if ((low > 0 && point[low - 1][1] >= b) || (low < *count && point[low][0] == a && point[low][1] >= b))
        return;
    int64_t end = low;
    while (end < *count && point[end][1] <= b)
        end++;
    memmove(point[low + 1], point[end], (size_t)(*count - end) * sizeof point[0]);
    *count += 1 - (end - low);
    point[low][0] = a;
    point[low][1] = b;
}

static cbg_status staircase(cbg_landmarks *l, const cbg_exec *exec)
{
    const cbg_space *space = l->profile[0]->space;
    int64_t(*point)[2] = cbgi_alloc(exec, (FRONTIER_MAX + 2) * sizeof *point);
    int64_t count = 0;
    if (point == NULL)
        return CBG_NO_MEMORY;
    int option[CBG_ISSUES_MAX];
    for (uint64_t o = 0; o < space->outcomes && count < FRONTIER_MAX; o++) {
        if (space->scenario.red_lines != 0) {
            cbg_space_decode(space, o, option);
            if (cbg_space_broken(space, option) != 0)
                continue;
        }
        insert(point, &count, cbg_profile_value(l->profile[0], o), cbg_profile_value(l->profile[1], o));
    }
    l->frontier = cbgi_alloc(exec, ((size_t)count * 2 + 1) * sizeof *l->frontier);
    if (l->frontier != NULL) {
        for (int64_t k = 0; k < count; k++)
            for (int v = 0; v < 2; v++)
                l->frontier[k * 2 + v] = cbg_profile_scaled(l->profile[v], point[k][v]);
        l->frontier_count = count;
        l->has_frontier = count < FRONTIER_MAX;
    }
    cbgi_release(exec, point);
    return l->frontier == NULL ? CBG_NO_MEMORY : CBG_OK;
}

cbg_status cbg_landmarks_build(const cbg_profile *const *profile, int voices, const cbg_exec *exec,
                               cbg_landmarks **out)
{
    cbg_landmarks *l = cbgi_alloc(exec, sizeof *l);
    if (l == NULL)
        return CBG_NO_MEMORY;
    memset(l, 0, sizeof *l);
    l->exec = exec;
    l->voices = voices;
    for (int v = 0; v < voices; v++) {
        l->profile[v] = profile[v];
        l->walk_away[v] = cbg_profile_scaled(profile[v], profile[v]->walk_away);
    }
    cbg_status status = CBG_OK;
    int seat[CBG_VOICES_MAX];
    for (int v = 0; v < voices; v++)
        seat[v] = profile[v]->seat[0];
    if (!have_tables(l)) {
        status = cbgi_landmarks_search(l, exec);
    } else {
        scan(l);
        l->counted = true;
        l->none = l->agreements == 0;
        l->agreements_most = (double)l->agreements;
        if (all_alone(l))
            status = cbgi_landmarks_fold(l, profile[0]->space, seat, FRONTIER_MAX, exec);
        else if (voices == 2)
            status = staircase(l, exec);
    }
    if (status != CBG_OK)
        cbg_landmarks_free(l);
    else
        *out = l;
    return status;
}

void cbg_landmarks_free(cbg_landmarks *landmarks)
{
    if (landmarks != NULL) {
        const cbg_exec *exec = landmarks->exec;
        cbgi_release(exec, landmarks->frontier);
        cbgi_release(exec, landmarks);
    }
}
