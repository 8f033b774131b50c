/* The challenge (expected utility) model: actors challenge each other over one issue, and give in, meet or hold.
 *
 * Votes of k between a and b: v_k(a, b) = c_k s_k (|x_k - b|^r_k - |x_k - a|^r_k) / D^r_k, D the range at the start.
 * Chance that x_i beats x_j: P_ij = sum_k max(0, v_k(x_i, x_j)) over
 *   replica: the sum over voters and all ordered pairs of actors of |v_k|;  textbook: sum_k |v_k(x_i, x_j)|.
 * With d = |x_i - x_j| / D, m = (|x_i - median| + |x_i - x_j|) / D and the observer's r,
 *   Us = 2 - 4(.5 - .5d)^r, Uf = 2 - 4(.5 + .5d)^r, Usq = 2 - 4(.5)^r, Ub = 2 - 4(.5 - .25m)^r, Uw = 2 - 4(.5 + .25m)^r,
 *   EU(i->j) = s_j (P_ij Us + (1 - P_ij) Uf) + (1 - s_j) Us - q Usq - (1 - q)(t Ub + (1 - t) Uw).
 * Risk: with r = 1, g_i = sum_j EU(j->i); R_i = (2 g_i - max g - min g) / (max g - min g); r_i = (1 - R_i/3) / (1 + R_i/3).
 * j offers i, a = EU_i(i->j), b = EU_i(j->i): b > a > 0 confrontation, i goes to x_j; b > 0 > a and b > |a| compromise, i
 * goes |a/b| of the way; b > 0 > a, b <= |a| capitulation, i goes to x_j (not in the replica, whose test never holds). i accepts
 * a confrontation, else a compromise, else a capitulation; of several the least move, except that the replica takes the
 * compromise of least (|a| x_i + |b| x_j) / (|a| + |b|). All move at once. The forecast is the weighted median (challenge_median.c).
 *
 * Sources: B. Bueno de Mesquita, "A decision making model: its structure and form", Int. Interactions 23 (1997) 235-266, doi
 * 10.1080/03050629708434909; J. B. Scholz, G. J. Calbert, G. A. Smith, "Unravelling Bueno De Mesquita's group decision
 * model", J. Theor. Politics 23 (2011) 510-531, doi 10.1177/0951629811418142; its public replica.
 * Stops when the median moves by less than `settle` of D, or when positions recur (within 1e-9 of D: a cycle), or at the limit;
 * settle=0 runs to the limit, as the replica does. At the limit low..high are the medians of the turns since the last
 * power of two. Departures: risk ranges over actors, as in the replica (Bueno de Mesquita: over positions an actor could
 * hold); R = 0 when all g are equal; who has no capability takes no part, in either variant (as published it would widen the
 * range of attitudes). Chances that differ by less than rounding may make of them (1e-14 of all weight) are equal, in either
 * variant. Of equal offers that of the first actor is taken: another order may change ties, and the last bits.
 * A turn takes O(n^2) powers and n^3 / 6 comparisons; eight runs side by side (challenge_body.h).
 */
#include <math.h>

#include "forecast/challenge.h"
#include "forecast/registry.h"

enum { VARIANT, Q, T, TURNS, SETTLE };

static const char *const variants[] = {"textbook", "replica", "chance", "capitulation", "choice", NULL};
static const int mended[] = {CHALLENGE_MEND_CHANCE | CHALLENGE_MEND_CAPITULATION | CHALLENGE_MEND_CHOICE, 0,
                             CHALLENGE_MEND_CHANCE, CHALLENGE_MEND_CAPITULATION, CHALLENGE_MEND_CHOICE};

static const cbg_forecast_param params[] = {
    {.name = "variant",
     .help = "as published, as the public replica computes, or the replica with one difference mended",
     .choice = variants,
     .option = true},
    {.name = "q",
     .help = "chance that nothing changes without a challenge",
     .lowest = 0,
     .highest = 1,
     .initial = 1,
     .option = true},
    {.name = "t",
     .help = "chance that what changes then is for the better",
     .lowest = 0,
     .highest = 1,
     .initial = .5,
     .option = true},
    {.name = "turns",
     .help = "at most so many turns",
     .lowest = 1,
     .highest = 10000,
     .initial = 100,
     .whole = true},
    {.name = "settle",
     .help = "settled when the median moves less than this part of the range; 0: run on",
     .lowest = 0,
     .highest = 1,
     .initial = .001},
};

static const cbg_forecast_difference differences[] = {
    {"variant", "replica", "chance",
     "the replica divides votes by those between all pairs, so chances of victory are small and "
     "do not add up to one. Mended: by the votes between the two"},
    {"variant", "replica", "capitulation",
     "the replica tests b < |b|, so nobody ever capitulates. Mended: b < |a|"},
    {"variant", "replica", "choice",
     "of several compromises the replica takes the one nearest to the low end, not the least move. Mended: "
     "the least move"},
    {"variant", "replica", "textbook", "all three together"},
};

/* Per lane, beside the vectors. */
typedef struct watch {
    double range, before, low,
        high;       /* D, median of the turn before, medians since the turn that is remembered */
    int remembered; /* a power of two */
    int turns, period;
    bool done;
    cbg_forecast_stop stop;
} watch;

typedef struct runs {
    challenge g;
    const challenge_kernel *kernel;
    challenge_lanes *saved; /* positions of the remembered turn */
    double *shown;          /* [actor] attitudes to risk, for the observer */
    watch lane[CHALLENGE_LANES];
    double settle;
    int limit;
} runs;

static size_t lay(challenge *g, challenge_lanes **saved, double **shown, int actors, void *base)
{
    size_t used = challenge_lay(g, actors, base);
    *saved = cbgi_forecast_take(base, &used, (size_t)actors, sizeof **saved);
    *shown = cbgi_forecast_take(base, &used, (size_t)actors, sizeof **shown);
    return used;
}

static size_t lanes_scratch(int actors)
{
    challenge g;
    challenge_lanes *saved;
    double *shown;
    return lay(&g, &saved, &shown, actors, NULL);
}

static size_t scratch(int actors, int issues, const cbg_forecast_options *options)
{
    (void)issues;
    (void)options;
    return lanes_scratch(actors);
}

static void set_up(runs *r, const cbg_forecast_options *o, int actors, void *memory)
{
    r->kernel = challenge_kernel_pick();
    lay(&r->g, &r->saved, &r->shown, actors, memory);
    r->g.mended = mended[cbgi_forecast_choice(o, VARIANT)];
    r->g.q = o->value[Q], r->g.t = o->value[T];
    r->limit = cbgi_forecast_choice(o, TURNS);
    r->settle = o->value[SETTLE];
}

/* The numbers of one actor in one lane. */
static void put(runs *r, int actor, int lane, double x, double s, double c)
{
    r->g.x[actor][lane] = x, r->g.s[actor][lane] = s, r->g.w[actor][lane] = c * s;
}

/* A lane whose run ended before it began: nobody weighs anything, or all stand at one point. */
static void begin_lane(runs *r, int lane)
{
    challenge *g = &r->g;
    double least = g->x[0][lane], most = least, weight = 0;
    for (int i = 0; i < g->n; i++) {
        const double x = g->x[i][lane];
        least = x < least ? x : least, most = x > most ? x : most;
        weight += g->w[i][lane];
    }
    g->range[lane] = most - least;
    g->by_range[lane] = most > least ? 1 / (most - least) : 0;
    g->least_weight[lane] = weight / 2 - 1e-12 * weight;
    r->lane[lane] = (watch){.range = most - least,
                            .done = !(weight > 0 && most > least),
                            .stop = weight > 0 ? CBG_FORECAST_SETTLED : CBG_FORECAST_UNDETERMINED};
}

static void find_median(runs *r)
{
    r->kernel->rank(&r->g);
    if (r->g.even && r->g.mended != mended[0]) {
        challenge_median_by_votes(&r->g);
    }
}

static void begin(runs *r)
{
    for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
        begin_lane(r, lane);
    }
    find_median(r);
    for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
        watch *w = &r->lane[lane];
        w->before = w->low = w->high = r->g.median[lane];
        for (int i = 0; i < r->g.n; i++) {
            r->saved[i][lane] = r->g.x[i][lane];
        }
    }
}

static bool recurs(const runs *r, int lane)
{
    for (int i = 0; i < r->g.n; i++) {
        if (fabs(r->g.x[i][lane] - r->saved[i][lane]) > 1e-9 * r->lane[lane].range) {
            return false;
        }
    }
    return true;
}

/* After turn `turn`: has the lane come to an end? Cycles by Brent's method: positions of the last power of two are kept. */
static void look(runs *r, int lane, int turn)
{
    watch *w = &r->lane[lane];
    const double median = r->g.median[lane], moved = fabs(median - w->before);
    w->before = median;
    w->turns = turn;
    w->low = median < w->low ? median : w->low, w->high = median > w->high ? median : w->high;
    if (r->settle > 0 && recurs(r, lane)) {
        w->period = turn - w->remembered;
        w->stop = w->period == 1 || w->low == w->high ? CBG_FORECAST_SETTLED : CBG_FORECAST_CYCLE;
        w->done = true;
    } else if (r->settle > 0 && moved < r->settle * w->range) {
        w->stop = CBG_FORECAST_SETTLED;
        w->done = true;
    } else if (turn >= r->limit) {
        w->stop = CBG_FORECAST_LIMIT;
        w->done = true;
    } else if ((turn & (turn - 1)) == 0) {
        w->remembered = turn;
        w->low = w->high = median;
        for (int i = 0; i < r->g.n; i++) {
            r->saved[i][lane] = r->g.x[i][lane];
        }
    }
}

static cbg_forecast_issue outcome(const runs *r, int lane)
{
    const watch *w = &r->lane[lane];
    if (w->stop == CBG_FORECAST_UNDETERMINED) {
        return (cbg_forecast_issue){CBGI_NONE, CBGI_NONE, CBGI_NONE, w->stop, 0, 0};
    }
    const bool cycle = w->stop == CBG_FORECAST_CYCLE, open = cycle || w->stop == CBG_FORECAST_LIMIT;
    return (cbg_forecast_issue){cycle ? w->low + (w->high - w->low) / 2 : w->before,
                                open ? w->low : w->before,
                                open ? w->high : w->before,
                                w->stop,
                                w->turns,
                                cycle ? w->period : 0};
}

static void tell(const runs *r, const cbgi_forecast_job *job, int turn)
{
    for (int i = 0; i < r->g.n; i++) {
        job->final[i] = r->g.x[i][0];
        r->shown[i] = turn == 0 ? 1 : r->g.risk[i][0];
    }
    cbgi_forecast_tell(job, turn, job->final, &r->lane[0].before, NULL, r->shown);
}

static void tell_events(const runs *r, const cbgi_forecast_job *job, int turn, const double *from)
{
    static const cbg_forecast_event_kind kinds[] = {CBG_FORECAST_CONFRONTATION, CBG_FORECAST_COMPROMISE,
                                                    CBG_FORECAST_CAPITULATION};
    for (int i = 0; i < r->g.n; i++) {
        const int kind = (int)r->g.best_kind[i][0];
        if (kind != CHALLENGE_STAYS) {
            cbgi_forecast_tell_event(job, (cbg_forecast_event){.turn = turn,
                                                               .kind = kinds[kind],
                                                               .actor = i,
                                                               .other = (int)r->g.best_from[i][0],
                                                               .issue = job->issue,
                                                               .other_issue = -1,
                                                               .from = from[i],
                                                               .to = r->g.x[i][0],
                                                               .other_from = CBGI_NONE,
                                                               .other_to = CBGI_NONE,
                                                               .gain = CBGI_NONE,
                                                               .other_gain = CBGI_NONE});
        }
    }
}

/* One run: the same numbers in every lane, so that it is the same as in a batch. */
static void run(const cbgi_forecast_job *job)
{
    runs r = {.settle = 0};
    set_up(&r, job->options, job->actors, job->scratch);
    for (int i = 0; i < job->actors; i++) {
        for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
            put(&r, i, lane, job->position[i], job->salience[i], job->capability[i]);
        }
    }
    begin(&r);
    tell(&r, job, 0);
    for (int turn = 1; !r.lane[0].done && !cbgi_forecast_beat(job->pulse, turn - 1, r.limit, 0, 1); turn++) {
        r.kernel->step(&r.g);
        find_median(&r);
        look(&r, 0, turn);
        tell_events(&r, job, turn, job->final);
        tell(&r, job, turn);
    }
    *job->out = outcome(&r, 0);
}

static void run_lanes(const cbgi_forecast_lanes *job)
{
    runs r = {.settle = 0};
    set_up(&r, job->options, job->actors, job->scratch);
    for (int i = 0; i < job->actors; i++) {
        for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
            const int at = i * CHALLENGE_LANES + lane;
            put(&r, i, lane, job->position[at], job->salience[at], job->capability[at]);
        }
    }
    begin(&r);
    for (int turn = 1, left = 1; left > 0 && !cbgi_forecast_stopped(job->pulse); turn++) {
        left = 0;
        for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
            left += !r.lane[lane].done;
        }
        if (left > 0) {
            r.kernel->step(&r.g);
            find_median(&r);
        }
        for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
            if (!r.lane[lane].done) {
                look(&r, lane, turn);
            }
        }
    }
    for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
        const cbg_forecast_issue end = outcome(&r, lane);
        job->point[lane] = end.point;
        job->stop[lane] = end.stop;
    }
}

const cbgi_forecast_kind cbgi_forecast_challenge = {
    .model =
        {.name = "challenge",
         .label = "Challenge (expected utility)",
         .summary = "actors challenge each other by expected utility, give in or meet, turn by turn; the "
                    "median is forecast",
         .source = "Bueno de Mesquita 1997, doi 10.1080/03050629708434909; Scholz, Calbert and Smith 2011, "
                   "doi 10.1177/0951629811418142",
         .departures =
             "risk ranges over actors, not over positions an actor could hold; who has no capability takes no part; "
             "the stopping rule is ours; of equal offers that of the actor named first is taken",
         .rounds = true,
         .params = sizeof params / sizeof *params,
         .param = params,
         .differences = sizeof differences / sizeof *differences,
         .difference = differences},
    .powers_only = true,
    .scratch = scratch,
    .run = run,
    .lanes = CHALLENGE_LANES,
    .lanes_scratch = lanes_scratch,
    .run_lanes = run_lanes,
};
