/* Bounds from multipliers, and better multipliers by projected subgradient steps.
 *
 *   SUM       f = sum w g                bound: x_p >= w_p, equal where the seat is not held
 *   PRODUCT   f = sum a log g, sum a = 1 bound: x_p > 0, constant sum a (log(a / x) - 1)
 *   SMALLEST  f = min g / w              bound: x on the simplex of the seats that count
 * A held seat that does not count has a free multiplier >= 0. Gains are scaled to the order of 1. Steps are Polyak's
 * towards the best value known, in logarithms of x for PRODUCT, where that is the natural metric.
 */
#include "solution/relaxed.h"

#include <math.h>
#include <string.h>

#include "base/philox.h"
#include "base/real.h"

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static bool counts(const cbg_goal *goal, int seat)
{
    return goal->weight[seat] > 0;
}

static double share(const cbgi_columns *c, int seat)
{
    double total = 0;
    for (int s = 0; s < c->seats; s++) {
        total += (double)c->goal->weight[s];
    }
    return (double)c->goal->weight[seat] / total;
}

static bool feasible(const cbg_space *space, int column)
{
    return (space->breaks[column] & space->scenario.red_lines) == 0;
}

/* Columns by a hash of their values, so that an issue may have many options. Entries of earlier issues count as free. */
typedef struct lookup {
    int *column; /* [mask + 1], -1: free */
    size_t mask;
} lookup;

static bool lookup_init(lookup *l, const cbg_space *space, cbgi_arena *arena)
{
    size_t places = 16;
    for (int i = 0; i < space->issues; i++) {
        while (places < 2 * (size_t)space->option_count[i]) {
            places *= 2;
        }
    }
    l->mask = places - 1;
    l->column = cbgi_arena_array(arena, places, sizeof *l->column);
    for (size_t k = 0; k < places && l->column != NULL; k++) {
        l->column[k] = -1;
    }
    return l->column != NULL;
}

/* The column of the issue that begins at `from` with the same values, or the end, which is then noted. */
static int find_column(const cbgi_columns *c, const lookup *l, int from, int end, const int64_t *value)
{
    uint64_t word[CBG_SEATS_MAX];
    const size_t bytes = (size_t)c->seats * sizeof *value;
    memcpy(word, value, bytes);
    size_t at = (size_t)cbgi_hash_words(word, c->seats) & l->mask;
    for (; l->column[at] >= from; at = (at + 1) & l->mask) {
        if (memcmp(c->value + (size_t)l->column[at] * (size_t)c->seats, value, bytes) == 0) {
            return l->column[at];
        }
    }
    l->column[at] = end;
    return end;
}

static void collect(cbgi_columns *c, const lookup *l)
{
    const cbg_space *space = c->space;
    size_t options = (size_t)space->offset[space->issues];
    int end = 0;
    for (int i = 0; i < c->issues; i++) {
        c->start[i] = end;
        for (int o = 0; o < space->option_count[i]; o++) {
            int at = space->offset[i] + o;
            if (!feasible(space, at)) {
                continue;
            }
            int64_t *value = c->value + (size_t)end * (size_t)c->seats;
            for (int s = 0; s < c->seats; s++) {
                value[s] = space->value[(size_t)s * options + (size_t)at];
            }
            int same = l != NULL ? find_column(c, l, c->start[i], end, value) : end;
            if (same < end) {
                c->many[same]++;
            } else {
                c->many[end] = 1;
                c->option[end++] = o;
            }
        }
        c->blocked = c->blocked || end == c->start[i];
        c->widest = end - c->start[i] > c->widest ? end - c->start[i] : c->widest;
    }
    c->start[c->issues] = end;
}

/* The width of what a seat's gain can be. */
static double range_of(const cbgi_columns *c, int seat)
{
    double range = 0;
    for (int i = 0; i < c->issues; i++) {
        int64_t least = INT64_MAX, most = INT64_MIN;
        for (int k = c->start[i]; k < c->start[i + 1]; k++) {
            int64_t v = c->value[(size_t)k * (size_t)c->seats + (size_t)seat];
            least = v < least ? v : least;
            most = v > most ? v : most;
        }
        range += (double)most - (double)least;
    }
    return range > 0 ? range : 1;
}

static void set_scales(cbgi_columns *c)
{
    const cbg_goal *goal = c->goal;
    double widest = 0;
    for (int s = 0; s < c->seats; s++) {
        c->scale[s] = 1 / range_of(c, s);
        double range =
            range_of(c, s) / (goal->criterion == CBG_CRITERION_SMALLEST ? (double)goal->weight[s] : 1);
        widest = counts(goal, s) && range > widest ? range : widest;
    }
    c->unit = widest;
    for (int s = 0; s < c->seats && goal->criterion != CBG_CRITERION_PRODUCT; s++) {
        if (goal->criterion == CBG_CRITERION_SUM) {
            c->scale[s] = 1 / widest;
        } else if (counts(goal, s)) {
            c->scale[s] = 1 / (widest * (double)goal->weight[s]);
        }
    }
}

/* Each bound sums issues * seats products; each has magnitude up to the seat's largest partial sums. */
static void set_margin(cbgi_columns *c)
{
    double largest = 0;
    for (int s = 0; s < c->seats; s++) {
        double sum = fabs((double)c->goal->from[s]);
        for (int i = 0; i < c->issues; i++) {
            double most = 0;
            for (int k = c->start[i]; k < c->start[i + 1]; k++) {
                most = larger(most, fabs((double)c->value[(size_t)k * (size_t)c->seats + (size_t)s]));
            }
            sum += most;
        }
        largest = larger(largest, sum * c->scale[s]);
    }
    c->margin = largest * (c->issues + c->seats + 16) * 0x1p-51;
}

cbg_status cbgi_columns_build(const cbg_space *space, const cbg_goal *goal, bool merge, cbgi_arena *arena,
                              cbgi_columns *out)
{
    size_t n = (size_t)space->seats, options = (size_t)space->offset[space->issues];
    cbgi_columns c = {.space = space, .goal = goal, .seats = space->seats, .issues = space->issues};
    c.start = cbgi_arena_array(arena, (size_t)space->issues + 1, sizeof *c.start);
    c.value = cbgi_arena_array(arena, options * n, sizeof *c.value);
    c.scaled = cbgi_arena_array(arena, options * n, sizeof *c.scaled);
    c.option = cbgi_arena_array(arena, options, sizeof *c.option);
    c.many = cbgi_arena_array(arena, options, sizeof *c.many);
    lookup l = {0};
    if (arena->failed || (merge && !lookup_init(&l, space, arena))) {
        return CBG_NO_MEMORY;
    }
    collect(&c, merge ? &l : NULL);
    if (!c.blocked) {
        set_scales(&c);
        set_margin(&c);
    }
    for (size_t k = 0; k < (size_t)c.start[c.issues] * n && !c.blocked; k++) {
        c.scaled[k] = (double)c.value[k] * c.scale[k % n];
    }
    *out = c;
    return CBG_OK;
}

void cbgi_relaxed_start(const cbgi_columns *c, double *x)
{
    const cbg_goal *goal = c->goal;
    int counted = 0;
    for (int s = 0; s < c->seats; s++) {
        counted += counts(goal, s);
    }
    for (int s = 0; s < c->seats; s++) {
        x[s] = 0;
        if (counts(goal, s)) {
            /* PRODUCT: right if everybody gained half of the range. */
            x[s] = goal->criterion == CBG_CRITERION_SUM       ? (double)goal->weight[s]
                   : goal->criterion == CBG_CRITERION_PRODUCT ? 2 * share(c, s)
                                                              : 1.0 / counted;
        }
    }
}

double cbgi_relaxed_bound(const cbgi_columns *c, const cbgi_partial *at, const double *x, int *pick,
                          double *gain)
{
    size_t n = (size_t)c->seats;
    double bound = 0, weight = 0;
    for (size_t s = 0; s < n; s++) {
        double fixed = (double)at->gain[s] * c->scale[s];
        bound += x[s] * fixed;
        weight += x[s];
        if (gain != NULL) {
            gain[s] = fixed;
        }
        if (c->goal->criterion == CBG_CRITERION_PRODUCT && counts(c->goal, (int)s)) {
            double a = share(c, (int)s);
            bound += a * (cbgi_log(a / x[s]) - 1);
        }
    }
    for (int i = 0; i < at->open; i++) {
        int best = -1;
        double most = 0;
        for (int k = c->start[at->issue[i]]; k < c->start[at->issue[i] + 1]; k++) {
            const double *v = c->scaled + (size_t)k * n;
            double sum = 0;
            for (size_t s = 0; s < n; s++) {
                sum += x[s] * v[s];
            }
            if (best < 0 || sum > most) {
                best = k;
                most = sum;
            }
        }
        bound += most;
        if (pick != NULL) {
            pick[i] = best;
        }
        for (size_t s = 0; gain != NULL && s < n; s++) {
            gain[s] += c->scaled[(size_t)best * n + s];
        }
    }
    return bound + c->margin * (weight + 1);
}

/* The nearest point of the simplex over the seats that count. */
static void project(const cbgi_columns *c, double *x)
{
    bool in[CBG_SEATS_MAX];
    double tau = 0;
    int dropped = 1;
    for (int s = 0; s < c->seats; s++) {
        in[s] = counts(c->goal, s);
    }
    while (dropped > 0) {
        double sum = 0;
        int count = 0;
        for (int s = 0; s < c->seats; s++) {
            sum += in[s] ? x[s] : 0;
            count += in[s];
        }
        tau = (sum - 1) / count;
        dropped = 0;
        for (int s = 0; s < c->seats; s++) {
            if (in[s] && x[s] < tau) {
                in[s] = false;
                dropped++;
            }
        }
    }
    double sum = 0;
    for (int s = 0; s < c->seats; s++) {
        if (counts(c->goal, s)) {
            x[s] = in[s] ? x[s] - tau : 0;
            sum += x[s];
        }
    }
    for (int s = 0; s < c->seats; s++) {
        x[s] = counts(c->goal, s) ? x[s] / sum
                                  : x[s]; /* exactly as much weight as the bound assumes, to rounding */
    }
}

/* Where the multipliers may move, and how steeply the bound rises that way. */
static double slope(const cbgi_columns *c, const double *x, const double *gain, double *to)
{
    const cbg_goal *goal = c->goal;
    double mean = 0, square = 0;
    int counted = 0;
    for (int s = 0; s < c->seats && goal->criterion == CBG_CRITERION_SMALLEST; s++) {
        mean += counts(goal, s) ? gain[s] : 0;
        counted += counts(goal, s);
    }
    mean = counted > 0 ? mean / counted : 0;
    for (int s = 0; s < c->seats; s++) {
        bool free_multiplier = goal->held[s] && (goal->criterion == CBG_CRITERION_SUM || !counts(goal, s));
        to[s] = free_multiplier ? gain[s] : 0;
        if (counts(goal, s) && goal->criterion == CBG_CRITERION_PRODUCT) {
            to[s] = x[s] * gain[s] - share(c, s);
        } else if (counts(goal, s) && goal->criterion == CBG_CRITERION_SMALLEST) {
            to[s] = gain[s] - mean;
        }
        square += to[s] * to[s];
    }
    return square;
}

static void move(const cbgi_columns *c, const double *to, double length, double *x)
{
    const cbg_goal *goal = c->goal;
    for (int s = 0; s < c->seats; s++) {
        if (goal->criterion == CBG_CRITERION_PRODUCT && counts(goal, s)) {
            double by = -length * to[s];
            x[s] *= cbgi_exp(by > 2 ? 2 : by < -2 ? -2 : by);
            x[s] = x[s] < 1e-9 ? 1e-9 : x[s] > 1e9 ? 1e9 : x[s];
        } else {
            double least = goal->criterion == CBG_CRITERION_SUM ? (double)goal->weight[s] : 0;
            bool on_simplex = goal->criterion == CBG_CRITERION_SMALLEST && counts(goal, s);
            x[s] -= length * to[s];
            x[s] = !on_simplex && x[s] < least ? least : x[s];
        }
    }
    if (goal->criterion == CBG_CRITERION_SMALLEST) {
        project(c, x);
    }
}

double cbgi_relaxed_improve(const cbgi_columns *c, const cbgi_partial *at, int steps, double target,
                            double *x, int *pick, cbgi_relaxed_seen seen, void *context)
{
    double current[CBG_SEATS_MAX], gain[CBG_SEATS_MAX], to[CBG_SEATS_MAX], theta = 1;
    double best = cbgi_relaxed_bound(c, at, x, pick, gain);
    memcpy(current, x, (size_t)c->seats * sizeof *x);
    double bound = best;
    for (int step = 0, stalled = 0; step < steps && best >= target; step++) {
        if (seen != NULL) {
            seen(context, pick);
        }
        double aim = target > -HUGE_VAL && target < best ? target : best - 0.02 * (fabs(best) + 0.01);
        double square = slope(c, current, gain, to);
        if (square == 0) {
            break; /* the bound is attained */
        }
        move(c, to, theta * (bound - aim) / square, current);
        bound = cbgi_relaxed_bound(c, at, current, pick, gain);
        if (bound < best) {
            best = bound;
            memcpy(x, current, (size_t)c->seats * sizeof *x);
            stalled = 0;
        } else if (++stalled == 6) {
            theta *= 0.6;
            stalled = 0;
            memcpy(current, x, (size_t)c->seats * sizeof *x);
            bound = cbgi_relaxed_bound(c, at, current, pick, gain);
        }
    }
    return best;
}

double cbgi_relaxed_missing(const cbgi_columns *c, const int64_t *gain)
{
    double missing = 0;
    for (int s = 0; s < c->seats; s++) {
        bool above = c->goal->criterion == CBG_CRITERION_PRODUCT && counts(c->goal, s);
        if (above && gain[s] < 1) {
            missing += (double)(1 - gain[s]) * c->scale[s];
        } else if (c->goal->held[s] && gain[s] < 0) {
            missing -= (double)gain[s] * c->scale[s];
        }
    }
    return missing;
}

double cbgi_relaxed_value(const cbgi_columns *c, const int64_t *gain)
{
    const cbg_goal *goal = c->goal;
    if (cbgi_relaxed_missing(c, gain) > 0) {
        return -HUGE_VAL;
    }
    double value = goal->criterion == CBG_CRITERION_SMALLEST ? HUGE_VAL : 0;
    for (int s = 0; s < c->seats; s++) {
        if (!counts(goal, s)) {
            continue;
        }
        double g = (double)gain[s] * c->scale[s];
        if (goal->criterion == CBG_CRITERION_SUM) {
            value += (double)goal->weight[s] * g;
        } else if (goal->criterion == CBG_CRITERION_PRODUCT) {
            value += share(c, s) * cbgi_log(g);
        } else {
            value = g < value ? g : value;
        }
    }
    return value;
}
