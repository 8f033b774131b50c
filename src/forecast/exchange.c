/* The exchange model: actors give way on issues they care less about for votes on those they care more about.
 *
 * Positions are put on 0..100 of the scale of each issue; the forecast of an issue is the mean of positions by capability and
 * salience. Two actors on opposite sides of the forecasts of two issues can exchange: each moves towards the other on the issue
 * that matters less to it (exchange_pair.c has the formulas). A round realises the exchange of the largest gain, works out again
 * every pair that one of the two moves concerns, from the voting positions now (exchange_restart.c), and goes on until no
 * exchange is left; an actor's moves on an issue all go one way. The forecast is the mean of the voting positions of the last round. An actor begins the
 * next round at (1-g) x + g y, x where it began, y how it voted, g = 0.4 (1-s) + 0.1, on issues on which it exchanged.
 * The random rate: who of the two, whether more or less than the equal gain e, and by how much are drawn for each exchange:
 * e + level z (most - e) or e (1 - level z), most what one gains when the other gains nothing; the order is that of equal gains.
 * Its effect on k, which the observer is told, is the sum over both issues of s_k (|O0-x_k| - |O1-x_k|).
 *
 * Source: the model of F. N. Stokman and R. van Oosten in Bueno de Mesquita and Stokman (eds.), European Community Decision
 * Making, Yale 1994, with the externalities of Dijkstra, van Assen and Stokman 2008, in the form its program has now.
 * Departures: equal gains (of the same multiple of 1e-12) go to who was ahead in line, at the start in the order of issues and
 * actors (the program: by its last digits, or a coin), or by a coin of Coburg's own stream (`ties`); who has no position,
 * salience or capability on an issue supplies nothing there; a random rate that is not possible leaves the exchange at the
 * equal one. All fifteen rounds of two published runs are met, with every exchange of their first rounds in order: eleven as they
 * are, four with a coin that falls as their last digits did.
 * The order of actors and issues decides between equal gains and shows in last bits.
 * A round costs O(K) for K pairs, at most n^2 m^2 / 8, and O(k log K) for each exchange, k the pairs of one actor and issue, about
 * 2 K / (n m); O(n m + K) memory.
 */
#include "forecast/exchange.h"

#include <math.h>
#include <string.h>

enum { RATE, LEVEL, TIES, LIMIT };
enum { RATE_EQUAL, RATE_RANDOM };
enum { TIES_FIRST, TIES_COIN };
enum { PURPOSE_RATE = 0x45580001, PURPOSE_TIE = 0x45580002 };

static const char *const rates[] = {"equal", "random", NULL};
static const char *const ties[] = {"first", "coin", NULL};

static const cbg_forecast_param params[] = {
    {.name = "rate", .help = "both gain the same, or by a random rate", .choice = rates, .option = true},
    {.name = "level",
     .help = "how far a random rate may go from equal gains",
     .lowest = 0,
     .highest = 1,
     .initial = 1,
     .option = true},
    {.name = "ties", .help = "of equal gains the first, or one by lot", .choice = ties, .option = true},
    {.name = "rounds",
     .help = "at most so many rounds",
     .lowest = 1,
     .highest = 10000,
     .initial = 10,
     .whole = true},
};

static size_t scratch(int actors, int issues, const cbg_forecast_options *options)
{
    (void)options;
    exchange e;
    return exchange_lay(&e, actors, issues, NULL);
}

static double onto(const cbgi_forecast_job *job, int issue, double y)
{
    const double low = job->low[issue], high = job->high[issue];
    return y <= 0 ? low : y >= EXCHANGE_SCALE ? high : low + y / EXCHANGE_SCALE * (high - low);
}

static void place(exchange *e, const cbgi_forecast_job *job)
{
    for (int k = 0; k < e->m; k++) {
        const double range = job->high[k] > job->low[k] ? job->high[k] - job->low[k] : 1;
        e->weight[k] = 0;
        for (int i = 0; i < e->n; i++) {
            const int at = i * e->m + k;
            const bool part = !isnan(job->position[at]);
            e->x[at] = part ? (job->position[at] - job->low[k]) / range * EXCHANGE_SCALE : CBGI_NONE;
            e->s[at] = part ? job->salience[at] : 0;
            e->w[at] = part ? job->salience[at] * job->capability[at] : 0;
            e->weight[k] += e->w[at];
        }
        for (int i = 0; i < e->n; i++) {
            const int at = i * e->m + k;
            e->share[at] = e->w[at] > 0 ? e->w[at] / e->weight[k] : 0;
            e->stretch[at] = e->w[at] > 0 ? e->weight[k] / e->w[at] : 0;
        }
    }
}

/* The mean on issue k of positions y by weight; that of all when they are the same, NaN when nobody has weight. */
static double mean(const exchange *e, const double *y, int k)
{
    double sum = 0, least = HUGE_VAL, greatest = -HUGE_VAL;
    for (int i = 0; i < e->n; i++) {
        const int at = i * e->m + k;
        if (e->w[at] > 0) {
            sum += e->w[at] * y[at];
            least = y[at] < least ? y[at] : least;
            greatest = y[at] > greatest ? y[at] : greatest;
        }
    }
    const double x = e->weight[k] > 0 ? sum / e->weight[k] : CBGI_NONE;
    return x < least ? least : x > greatest ? greatest : x; /* NaN stays */
}

static void tell(exchange *e, const cbgi_forecast_job *job, int turn, const double *y, const double *point)
{
    if (job->observer->turn == NULL) {
        return;
    }
    const int cells = e->n * e->m;
    for (int at = 0; at < cells; at++) {
        e->told[at] = isnan(job->position[at]) ? CBGI_NONE : onto(job, at % e->m, y[at]);
    }
    for (int k = 0; k < e->m; k++) {
        e->told[cells + k] = isnan(point[k]) ? CBGI_NONE : onto(job, k, point[k]);
    }
    cbgi_forecast_tell(job, turn, e->told, e->told + cells, NULL, NULL);
}

/* Moves a voting position and the forecast with it. */
static void move(exchange *e, int cell, int issue, double to)
{
    const double from = e->v[cell];
    e->way[cell] = to > from ? 1 : -1;
    e->v[cell] = to;
    e->now[issue] += (to - from) * e->share[cell];
}

static void realise(exchange *e, const cbgi_forecast_job *job, int turn, const exchange_pair *t)
{
    const double before_p = e->now[t->p], before_q = e->now[t->q], at_i = e->v[t->gives],
                 at_j = e->v[t->takes];
    move(e, t->gives, t->q, t->to_i);
    move(e, t->takes, t->p, t->to_j);
    if (job->observer->event == NULL) {
        return;
    }
    for (int k = 0; k < e->n; k++) {
        const int p = k * e->m + t->p, q = k * e->m + t->q;
        double sum = 0; /* NaN: takes no part in the issue */
        sum += isnan(e->x[p]) ? 0 : e->s[p] * (fabs(before_p - e->x[p]) - fabs(e->now[t->p] - e->x[p]));
        sum += isnan(e->x[q]) ? 0 : e->s[q] * (fabs(before_q - e->x[q]) - fabs(e->now[t->q] - e->x[q]));
        e->effect[k] = sum;
    }
    cbgi_forecast_tell_event(job, (cbg_forecast_event){.turn = turn,
                                                       .kind = CBG_FORECAST_EXCHANGE,
                                                       .actor = t->i,
                                                       .other = t->j,
                                                       .issue = t->q,
                                                       .other_issue = t->p,
                                                       .from = onto(job, t->q, at_i),
                                                       .to = onto(job, t->q, t->to_i),
                                                       .other_from = onto(job, t->p, at_j),
                                                       .other_to = onto(job, t->p, t->to_j),
                                                       .gain = t->gain_i,
                                                       .other_gain = t->gain_j,
                                                       .effect = e->effect});
}

/* Whether the run is to end; tells how much of the round is done: of the pairs listed those no longer queued. A pair that was
 * held back may be queued again: then `least`, the fewest there have been, stays. */
static bool stopped(const exchange *e, int turn, int turns, size_t *least)
{
    const size_t parts = 1000, all = e->pairs > 0 ? e->pairs : 1;
    *least = e->queued < *least ? e->queued : *least;
    return cbgi_forecast_beat(e->pulse, turn, turns, parts * (e->pairs - *least) / all, parts);
}

/* The pair of the largest gain, NULL: none is left. Ties by the option. */
static exchange_pair *best(exchange *e, int rule, cbgi_stream *random)
{
    if (e->queued == 0 || rule == TIES_FIRST) {
        return e->queued == 0 ? NULL : e->queue[0];
    }
    size_t equal = 0;
    while (e->queued > 0 && (equal == 0 || e->queue[0]->key == e->few[0]->key)) {
        e->few[equal++] = e->queue[0];
        exchange_queue_take(e, e->queue[0]);
    }
    exchange_pair *found = e->few[0];
    for (size_t k = 0; k < equal; k++) {
        exchange_queue_put(e, e->few[k]);
        found = k > 0 && cbgi_stream_below(random, k + 1) == 0 ? e->few[k] : found;
    }
    return found;
}

/* Number of exchanges. */
static int round_of(exchange *e, const cbgi_forecast_job *job, int turn)
{
    const size_t cells = (size_t)e->n * (size_t)e->m;
    const int limit = cbgi_forecast_choice(job->options, LIMIT);
    const bool equal = cbgi_forecast_choice(job->options, RATE) == RATE_EQUAL;
    cbgi_stream tie, rate;
    cbgi_stream_init(&tie, job->seed, PURPOSE_TIE, (uint32_t)job->run, 0, (uint16_t)turn);
    cbgi_stream_init(&rate, job->seed, PURPOSE_RATE, (uint32_t)job->run, 0, (uint16_t)turn);
    memcpy(e->v, e->x, cells * sizeof *e->v);
    memset(e->way, 0, cells);
    memcpy(e->now, e->start, (size_t)e->m * sizeof *e->now);
    exchange_list(e);
    int done = 0;
    size_t least = e->pairs;
    exchange_pair *t;
    while (!stopped(e, turn - 1, limit, &least) &&
           (t = best(e, cbgi_forecast_choice(job->options, TIES), &tie)) != NULL) {
        if (!equal) {
            const double u = cbgi_stream_unit(&rate), v = cbgi_stream_unit(&rate);
            exchange_rate(e, t, job->options->value[LEVEL], u, v, cbgi_stream_unit(&rate));
        }
        realise(e, job, turn, t);
        exchange_restart(e, t); /* a pair exchanges once a round */
        done++;
    }
    for (int k = 0; k < e->m; k++) {
        e->now[k] = mean(e, e->v, k);
    }
    return done;
}

static void run(const cbgi_forecast_job *job)
{
    exchange e;
    exchange_lay(&e, job->actors, job->issues, job->scratch);
    e.pulse = job->pulse;
    const int limit = cbgi_forecast_choice(job->options, LIMIT), cells = e.n * e.m;
    place(&e, job);
    cbg_forecast_stop stop = CBG_FORECAST_LIMIT;
    int turn = 0;
    for (;;) {
        for (int k = 0; k < e.m; k++) {
            e.start[k] = mean(&e, e.x, k);
        }
        if (turn == 0) {
            tell(&e, job, 0, e.x, e.start);
        }
        const int done = round_of(&e, job, turn + 1);
        if (job->pulse->stopped) {
            return;
        }
        if (done == 0) {
            stop = CBG_FORECAST_SETTLED;
            break;
        }
        turn++;
        tell(&e, job, turn, e.v, e.now);
        if (turn == limit) {
            break;
        }
        for (int at = 0; at < cells; at++) {
            if (e.way[at] != 0) {
                const double g = 0.4 * (1 - e.s[at]) + 0.1;
                e.x[at] = (1 - g) * e.x[at] + g * e.v[at];
            }
        }
    }
    for (int at = 0; at < cells; at++) {
        const bool stays = isnan(job->position[at]) || turn == 0;
        job->final[at] = stays ? job->position[at] : onto(job, at % e.m, e.v[at]);
    }
    for (int k = 0; k < e.m; k++) {
        const double x = isnan(e.now[k]) ? CBGI_NONE : onto(job, k, e.now[k]);
        job->out[k] = (cbg_forecast_issue){x, x, x, isnan(x) ? CBG_FORECAST_UNDETERMINED : stop, turn, 0};
    }
}

const cbgi_forecast_kind cbgi_forecast_exchange = {
    .model =
        {.name = "exchange",
         .label = "Exchange of votes",
         .summary = "pairs of actors trade moves on issues that matter less to them for moves on those that "
                    "matter more",
         .source = "Stokman and van Oosten in Bueno de Mesquita and Stokman (eds.), European Community "
                   "Decision Making, 1994; Dijkstra, van Assen and Stokman 2008",
         .departures =
             "equal gains go to the pair that is ahead in line unless `ties` says by lot; rounds in which "
             "gains tie may end elsewhere than with the authors' program",
         .joint = true,
         .random = true,
         .rounds = true,
         .params = 4,
         .param = params},
    .powers_only = true,
    .scratch = scratch,
    .run = run,
};
