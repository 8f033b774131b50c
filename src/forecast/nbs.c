/* Asymmetric Nash bargaining solution in one dimension.
 *
 *   maximise over x on the scale   sum_i w_i log(U_i(x) - d_i),   w = capability * salience,
 *   U_i(x) = -(|x - x_i| / R)^p,   p = 2 (quadratic loss) or 1 (linear), R the length of the scale
 *
 * d_i is -D for all (a loss D > 1 without agreement: worse than any point of the scale), or U_i(reference point). With a
 * reference point nobody agrees to less than it gives, so all must stand strictly on one side of it; else: no agreement.
 * The sum is concave, so its slope falls: the optimum is a position where it jumps past zero (linear loss), or is bisected
 * to the last bit between positions. Slopes are summed with their rounding errors kept, so that the bits left are right.
 * Sources: J. F. Nash, Econometrica 18 (1950), doi 10.2307/1907266; with a reference point: Achen 2006,
 * doi 10.1017/CBO9780511492082. O(n log n + 60 n).
 * Departures: actors of no weight have no veto. Without a scale R runs from the least to the greatest position.
 */
#include <math.h>

#include "forecast/weights.h"

enum { LOSS, AGAINST, DISAGREEMENT };

static const char *const losses[] = {"quadratic", "linear", NULL};
static const char *const against[] = {"reference", "loss", NULL};

static const cbg_forecast_param params[] = {
    {.name = "loss", .help = "how distance hurts", .choice = losses, .option = true},
    {.name = "against",
     .help = "what no agreement brings: the reference point where one is known, or always a loss",
     .choice = against,
     .option = true},
    {.name = "disagreement",
     .help = "the loss without agreement, in lengths of the scale to the power of the loss",
     .lowest = 1.000001,
     .highest = 1e9,
     .initial = 2,
     .option = true},
};

typedef struct problem {
    const cbgi_held *held;
    int count;
    bool linear, referred;
    double scale, reference, disagreement;
} problem;

/* sum += term, with what rounding lost gathered in *lost (Neumaier 1974, doi 10.1002/zamm.19740540106). */
static void add(double *sum, double *lost, double term)
{
    const double grown = *sum + term;
    *lost += fabs(*sum) >= fabs(term) ? (*sum - grown) + term : (term - grown) + *sum;
    *sum = grown;
}

/* The slope just below x (side -1) or above it (side 1); they differ at positions under linear loss. */
static double slope(const problem *p, double x, int side)
{
    double sum = 0, lost = 0;
    for (int i = 0; i < p->count; i++) {
        const double t = (x - p->held[i].x) / p->scale, r = (p->reference - p->held[i].x) / p->scale,
                     away = p->linear ? fabs(r) : r * r, most = p->referred ? away : p->disagreement;
        const double gain = most - (p->linear ? fabs(t) : t * t), fall = !p->linear ? 2 * t
                                                                         : t > 0 || (t == 0 && side > 0) ? 1
                                                                                                         : -1;
        add(&sum, &lost, -p->held[i].w * fall / gain);
    }
    return sum + lost;
}

/* Between low, where the slope rises above zero, and high: bisects until no double lies between. */
static double bisect(const problem *p, double low, double high)
{
    for (;;) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) {
            return low;
        }
        const double s = slope(p, middle, 1);
        if (s == 0) {
            return middle;
        }
        *(s > 0 ? &low : &high) = middle;
    }
}

/* The optimum in [low, high]; at an end where the gains vanish the slope points inwards without limit. */
static double solve(const problem *p, double low, double high)
{
    for (int i = 0; i < p->count; i++) {
        const double x = p->held[i].x;
        if (x <= low || x >= high) {
            continue;
        }
        if (slope(p, x, -1) < 0) {
            return bisect(p, low, x);
        }
        if (slope(p, x, 1) <= 0) {
            return x;
        }
        low = x;
    }
    return bisect(p, low, high);
}

/* Narrows [low, high] to where all gain over the reference point; false when they do not. */
static bool zone(const problem *p, double *low, double *high)
{
    const double r = p->reference, first = p->held[0].x, last = p->held[p->count - 1].x;
    if (first <= r && last >= r) {
        return false;
    }
    if (first > r) { /* up to the mirror image of r behind the nearest position */
        *low = *low > r ? *low : r;
        *high = *high < first + (first - r) ? *high : first + (first - r);
    } else {
        *high = *high < r ? *high : r;
        *low = *low > last - (r - last) ? *low : last - (r - last);
    }
    return *low < *high;
}

static void run(const cbgi_forecast_job *job)
{
    problem p = {.held = job->scratch,
                 .count = cbgi_forecast_held(job, CBGI_WEIGH_BOTH, job->scratch),
                 .linear = cbgi_forecast_choice(job->options, LOSS) == 1,
                 .referred = cbgi_forecast_choice(job->options, AGAINST) == 0 && !isnan(*job->reference),
                 .scale = *job->high - *job->low,
                 .reference = *job->reference,
                 .disagreement = job->options->value[DISAGREEMENT]};
    if (p.count == 0) {
        return;
    }
    double low = p.held[0].x, high = p.held[p.count - 1].x;
    if (p.referred && p.scale > 0) {
        low = *job->low, high = *job->high;
    }
    if (p.referred && !zone(&p, &low, &high)) {
        *job->out = (cbg_forecast_issue){CBGI_NONE, CBGI_NONE, CBGI_NONE, CBG_FORECAST_NO_AGREEMENT, 0, 0};
        return;
    }
    const double x = p.held[0].x == p.held[p.count - 1].x ? p.held[0].x : solve(&p, low, high);
    *job->out = (cbg_forecast_issue){x, x, x, CBG_FORECAST_SETTLED, 0, 0};
}

const cbgi_forecast_kind cbgi_forecast_nbs = {
    .model = {.name = "nbs",
              .label = "Nash bargaining solution",
              .summary = "the point with the greatest weighted product of gains over no agreement",
              .source = "Nash 1950, doi 10.2307/1907266; Achen 2006, doi 10.1017/CBO9780511492082",
              .departures = "actors of no weight have no veto",
              .params = 3,
              .param = params},
    .powers_only = true,
    .scratch = cbgi_forecast_held_scratch,
    .run = run,
};
