/* SMP: the scalable multidimensional process, a spatial model of coalitions and bargains in many dimensions.
 *
 * Each turn: chances of all positions by pairwise votes, from them attitudes to risk (smp_odds.c, smp_look.c); every
 * actor challenges whom it expects to gain most from (smp_challenge.c) and proposes a bargain; every actor takes its side
 * of the bargain that wins among those it is party to (smp_resolve.c). All move at once. It ends when moves fall under `settle`
 * of those of the first turn, from turn 2 on, or at the limit.
 *
 * Source: the program KTAB (B. P. Wise et al., 2015-2019) after B. Bueno de Mesquita, "A new model for predicting policy
 * choices", Conflict Manag. Peace Sci. 28 (2011) 65-87, doi 10.1177/0738894210388127, and 1.
 * Variants: `ktab` computes what that program does, in its order of summation, bit for bit under its defaults; `fixed` mends
 * its faults, which the table of differences names; each can be mended alone.
 * The order of actors matters: the first of equal targets and of equal bargains is taken, and sums run in their order.
 * Departures: an actor without capability takes no part (in the program its position is one that can win); one without a
 * position on an issue is put at the weighted mean of the others and does not care; saliences of
 * which some actor's sum is above 1 are divided by the greatest sum; an actor has one capability, the mean over its
 * issues; the draws of the stochastic transition are Coburg's own. The published program fails under adjust=full; here it runs.
 * The program leaves open what to forecast from final positions: `point`.
 * O(n^3) a turn for n actors, O(n^2) memory.
 */
#include "forecast/smp.h"

#include <math.h>
#include <string.h>

enum {
    VARIANT,
    VICTORY,
    PCE,
    VOTE,
    RANGE,
    ADJUST,
    COMMIT,
    WEIGHTS,
    BARGAIN,
    TRANSITION,
    TURNS,
    SETTLE,
    POINT
};
enum { POINT_MEAN, POINT_LEADER };

static const char *const variants[] = {"ktab", "fixed", "third-parties", "own-side", "receiver", NULL};
static const int mended[] = {0, SMP_MEND_THIRD_PARTIES | SMP_MEND_OWN_SIDE | SMP_MEND_RECEIVER,
                             SMP_MEND_THIRD_PARTIES, SMP_MEND_OWN_SIDE, SMP_MEND_RECEIVER};
static const char *const victories[] = {"linear", "square", "quartic", "octic", "binary", NULL};
static const char *const pces[] = {"conditional", "markov-uniform", "markov-incentive", NULL};
static const char *const votes[] = {"binary", "prop-bin", "prop", "prop-cubic", "cubic", "prospect", NULL};
static const char *const ranges[] = {"min", "mid", "max", NULL};
static const char *const adjusts[] = {"none", "third", "half", "two-thirds", "full", NULL};
static const char *const commits[] = {"none", "semi", "full", NULL};
static const char *const weightings[] = {"s1p1", "s2p2", "s2pmax", NULL};
static const char *const bargains[] = {"initiator", "both", "compromise", NULL};
static const char *const transitions[] = {"deterministic", "stochastic", NULL};
static const char *const points[] = {"mean", "leader", NULL};

static const cbg_forecast_param params[] = {
    {.name = "variant",
     .help = "as published, or with its faults mended, all or one",
     .choice = variants,
     .option = true},
    {.name = "victory", .help = "how strength becomes a chance to win", .choice = victories, .option = true},
    {.name = "pce", .help = "from chances by pairs to chances overall", .choice = pces, .option = true},
    {.name = "vote",
     .help = "how a difference in utility becomes a vote",
     .choice = votes,
     .initial = SMP_VOTE_PROP,
     .option = true},
    {.name = "range",
     .help = "the range of attitudes to risk",
     .choice = ranges,
     .initial = SMP_MID,
     .option = true},
    {.name = "adjust",
     .help = "how far an actor sees the others' attitudes as theirs",
     .choice = adjusts,
     .initial = SMP_THIRD,
     .option = true},
    {.name = "commit",
     .help = "what third parties put at stake",
     .choice = commits,
     .initial = SMP_COMMIT_SEMI,
     .option = true},
    {.name = "weights",
     .help = "who gives way in a bargain",
     .choice = weightings,
     .initial = SMP_S2P2,
     .option = true},
    {.name = "bargain", .help = "whose idea of the bargain counts", .choice = bargains, .option = true},
    {.name = "transition",
     .help = "the likeliest bargain, or one by lot",
     .choice = transitions,
     .option = true},
    {.name = "turns",
     .help = "at most so many turns",
     .lowest = 1,
     .highest = 10000,
     .initial = 100,
     .whole = true},
    {.name = "settle",
     .help = "settled below this part of the moves of turn 1",
     .lowest = 0,
     .highest = 1,
     .initial = .02},
    {.name = "point",
     .help = "the forecast: mean of final positions by power and salience, or position of the likeliest",
     .choice = points},
};

static const cbg_forecast_difference differences[] = {
    {"variant", "ktab", "third-parties",
     "a third party weighs the same chance of victory whichever side it joins, so joining changes nothing; "
     "with no or full "
     "commitment third parties count nothing at all. Mended: the chance is the one with its weight on the "
     "side it joins"},
    {"variant", "ktab", "own-side",
     "under semi-commitment a third party may vote against the side it prefers, even against its own "
     "position. Mended: it stays out"},
    {"variant", "ktab", "receiver",
     "with bargain=both or compromise the receiver's bargain takes what the challenge changes in utility for "
     "a "
     "probability, and the compromise gives both sides the initiator's capability. Mended: the chance, and "
     "each its own"},
    {"variant", "ktab", "fixed", "all three together"},
};

static size_t lay(smp *g, int actors, int issues, void *base)
{
    const size_t n = (size_t)actors, m = (size_t)issues, options = 2 * n + 1;
    size_t used = 0;
    const struct {
        double **table;
        size_t count;
    } tables[] = {{&g->x, n * m},
                  {&g->next, n * m},
                  {&g->s, n * m},
                  {&g->sum, n},
                  {&g->c, n},
                  {&g->w, n},
                  {&g->risk, n},
                  {&g->chance, n},
                  {&g->away, n * n},
                  {&g->u, n * n},
                  {&g->own, n * n},
                  {&g->view, n},
                  {&g->tally, n},
                  {&g->coalition, options * options},
                  {&g->wins, options * options},
                  {&g->odds, options},
                  {&g->odds_next, options},
                  {&g->side, 2 * n * 2 * m},
                  {&g->worth, options * n}};
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        *tables[k].table = cbgi_forecast_take(base, &used, tables[k].count, sizeof(double));
    }
    g->row = cbgi_forecast_take(base, &used, options, sizeof *g->row);
    g->deal = cbgi_forecast_take(base, &used, 2 * n, sizeof *g->deal);
    g->chosen = cbgi_forecast_take(base, &used, n, sizeof *g->chosen);
    g->told = cbgi_forecast_take(base, &used, n * m + m, sizeof(double));
    return used;
}

static size_t scratch(int actors, int issues, const cbg_forecast_options *options)
{
    (void)options;
    smp g;
    return lay(&g, actors, issues, NULL);
}

/* Positions to 0..1; who has none stands at the weighted mean and does not care. */
static void place(smp *g, const cbgi_forecast_job *job)
{
    const size_t n = (size_t)g->n, m = (size_t)g->m;
    for (size_t k = 0; k < m; k++) {
        const double low = job->low[k], range = job->high[k] > low ? job->high[k] - low : 1;
        double sum = 0, weight = 0;
        for (size_t i = 0; i < n; i++) {
            const double x = job->position[i * m + k],
                         w = job->capability[i * m + k] * job->salience[i * m + k];
            if (!isnan(x)) {
                sum += w * (x - low) / range;
                weight += w;
            }
        }
        for (size_t i = 0; i < n; i++) {
            const double x = job->position[i * m + k];
            g->x[i * m + k] = !isnan(x) ? (x - low) / range : weight > 0 ? sum / weight : .5;
            g->s[i * m + k] = !isnan(x) ? job->salience[i * m + k] : 0;
        }
    }
}

static void weigh(smp *g, const cbgi_forecast_job *job)
{
    const size_t n = (size_t)g->n, m = (size_t)g->m;
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        double sum = 0, least = HUGE_VAL, greatest = 0, all = 0;
        int given = 0;
        for (size_t k = 0; k < m; k++) {
            sum += g->s[i * m + k];
            if (!isnan(job->position[i * m + k])) {
                const double c = job->capability[i * m + k];
                least = c < least ? c : least, greatest = c > greatest ? c : greatest;
                all += c;
                given++;
            }
        }
        g->sum[i] = sum;
        g->c[i] = given == 0 ? 0 : least == greatest ? least : all / given;
        most = sum > most ? sum : most;
    }
    const double by = most > 1 + 1e-9 ? most : 1;
    for (size_t k = 0; k < n * m; k++) {
        g->s[k] /= by;
    }
    for (size_t i = 0; i < n; i++) {
        g->sum[i] /= by;
        g->w[i] = g->sum[i] * g->c[i];
    }
}

/* What is forecast on issue k from the positions x, on 0..1; NaN when nobody has weight. */
static double forecast(const smp *g, int k, int rule)
{
    const size_t m = (size_t)g->m;
    double sum = 0, weight = 0;
    int leader = 0;
    for (int i = 0; i < g->n; i++) {
        const double w = g->c[i] * g->s[(size_t)i * m + (size_t)k];
        sum += w * g->x[(size_t)i * m + (size_t)k];
        weight += w;
        leader = g->chance[i] > g->chance[leader] ? i : leader;
    }
    const double all = g->x[k];
    bool same = true;
    for (int i = 1; i < g->n; i++) {
        same = same && g->x[(size_t)i * m + (size_t)k] == all;
    }
    return weight <= 0            ? CBGI_NONE
           : same                 ? all
           : rule == POINT_LEADER ? g->x[(size_t)leader * m + (size_t)k]
                                  : sum / weight;
}

static double onto(const cbgi_forecast_job *job, size_t k, double y)
{
    return job->low[k] + y * (job->high[k] > job->low[k] ? job->high[k] - job->low[k] : 1);
}

/* Chances are those of distinct positions, which only who looks at turns needs. */
static void tell(smp *g, const cbgi_forecast_job *job, int turn)
{
    const size_t n = (size_t)g->n, m = (size_t)g->m;
    if (job->observer->turn == NULL) {
        return;
    }
    smp_look(g);
    smp_standing(g, g->chance);
    if (g->pulse->stopped) {
        return;
    }
    for (size_t i = 0; i < n * m; i++) {
        g->told[i] = isnan(job->position[i]) ? CBGI_NONE : onto(job, i % m, g->x[i]);
    }
    for (size_t k = 0; k < m; k++) {
        g->told[n * m + k] = onto(job, k, forecast(g, (int)k, cbgi_forecast_choice(job->options, POINT)));
    }
    cbgi_forecast_tell(job, turn, g->told, g->told + n * m, g->chance, g->risk);
}

static void tell_bargains(const smp *g, const cbgi_forecast_job *job, int turn)
{
    for (int k = 0; k < g->n; k++) {
        if (g->chosen[k] >= 0) {
            const smp_deal d = g->deal[g->chosen[k]];
            cbgi_forecast_tell_event(
                job, (cbg_forecast_event){.turn = turn,
                                          .kind = CBG_FORECAST_BARGAIN,
                                          .actor = k,
                                          .other = d.initiator == k ? d.receiver : d.initiator,
                                          .issue = -1,
                                          .other_issue = -1,
                                          .from = CBGI_NONE,
                                          .to = CBGI_NONE,
                                          .other_from = CBGI_NONE,
                                          .other_to = CBGI_NONE,
                                          .gain = CBGI_NONE,
                                          .other_gain = CBGI_NONE});
        }
    }
}

/* Takes the positions of the next turn; returns the sum of the moves. */
static double move(smp *g)
{
    double all = 0;
    for (int i = 0; i < g->n; i++) {
        double sum = 0;
        for (int k = 0; k < g->m; k++) {
            const double t = g->x[i * g->m + k] - g->next[i * g->m + k];
            sum += t * t;
        }
        all += sqrt(sum);
    }
    double *const old = g->x;
    g->x = g->next, g->next = old;
    return all;
}

static smp_rules rules_of(const cbg_forecast_options *o)
{
    return (smp_rules){.mended = mended[cbgi_forecast_choice(o, VARIANT)],
                       .victory = cbgi_forecast_choice(o, VICTORY),
                       .pce = cbgi_forecast_choice(o, PCE),
                       .vote = cbgi_forecast_choice(o, VOTE),
                       .range = cbgi_forecast_choice(o, RANGE),
                       .adjust = cbgi_forecast_choice(o, ADJUST),
                       .commit = cbgi_forecast_choice(o, COMMIT),
                       .weights = cbgi_forecast_choice(o, WEIGHTS),
                       .bargain = cbgi_forecast_choice(o, BARGAIN),
                       .stochastic = cbgi_forecast_choice(o, TRANSITION) == 1};
}

static void run(const cbgi_forecast_job *job)
{
    smp g = {.rules = rules_of(job->options), .pulse = job->pulse, .n = job->actors, .m = job->issues};
    const size_t n = (size_t)g.n, m = (size_t)g.m;
    const int limit = cbgi_forecast_choice(job->options, TURNS),
              rule = cbgi_forecast_choice(job->options, POINT);
    g.turns = limit;
    lay(&g, g.n, g.m, job->scratch);
    place(&g, job);
    weigh(&g, job);
    tell(&g, job, 0);
    cbg_forecast_stop stop = CBG_FORECAST_LIMIT;
    double first = 0;
    int turn = 0;
    while (turn < limit && stop == CBG_FORECAST_LIMIT) {
        g.turn = turn++;
        smp_look(&g);
        smp_propose(&g);
        smp_resolve(&g, job->seed, job->run, turn, g.chosen);
        if (job->pulse->stopped) {
            return;
        }
        tell_bargains(&g, job, turn);
        const double moved = move(&g);
        first = turn == 1 ? moved : first;
        if (turn >= 2 && moved / (first + 1e-4) < job->options->value[SETTLE]) {
            stop = CBG_FORECAST_SETTLED;
        }
        tell(&g, job, turn);
    }
    smp_look(&g);
    for (size_t i = 0; i < n * m; i++) {
        job->final[i] = isnan(job->position[i]) ? CBGI_NONE : onto(job, i % m, g.x[i]);
    }
    for (size_t k = 0; k < m; k++) {
        const double x = onto(job, k, forecast(&g, (int)k, rule));
        job->out[k] = (cbg_forecast_issue){x, x, x, isnan(x) ? CBG_FORECAST_UNDETERMINED : stop, turn, 0};
    }
}

const cbgi_forecast_kind cbgi_forecast_smp = {
    .model =
        {.name = "smp",
         .label = "SMP (KTAB's coalition bargaining)",
         .summary =
             "coalitions weigh positions, actors challenge and bargain turn by turn, on all issues together",
         .source = "KTAB, Wise et al. 2015-2019; Bueno de Mesquita 2011, doi 10.1177/0738894210388127",
         .departures = "who has no capability takes no part; who has no position on an issue does not care about "
                       "it; saliences are scaled to sum to at most 1; adjust=full, under which the published "
                       "program stops, runs; "
                       "the forecast is the mean of final positions unless `point` says otherwise; of equal targets the actor named "
                       "first is taken",
         .joint = true,
         .random = true,
         .rounds = true,
         .params = sizeof params / sizeof *params,
         .param = params,
         .differences = sizeof differences / sizeof *differences,
         .difference = differences},
    .powers_only = true,
    .scratch = scratch,
    .run = run,
};
