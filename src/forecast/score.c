/* Scores of forecasts, and what each forecaster's come to; formulas and sources in score.h.
 *
 * The CRPS of a quantile function q is the integral over levels t of 2 ([y < q(t)] - t)(q(t) - y): with straight lines between
 * quantiles each piece is a parabola, which Simpson's rule integrates exactly.
 */
#include "coburg/score.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/real.h"

const double cbg_score_bin_end[CBG_SCORE_BINS] = {.05, .20, .45, .55, .80, .95, 1};

double cbg_score_brier(const double *probability, int answers, int happened)
{
    double sum = 0;
    for (int k = 0; k < answers; k++) {
        const double miss = probability[k] - (k == happened ? 1 : 0);
        sum += miss * miss;
    }
    if (answers == 1) {
        return sum; /* "no" misses by as much */
    }
    return (sum + (happened < 0 ? 1 : 0)) / 2;
}

double cbg_score_log_loss(double probability)
{
    return probability > 0 ? -cbgi_log(probability) : HUGE_VAL;
}

static double loss_at(double t, double q, double y)
{
    return 2 * ((y < q ? 1 : 0) - t) * (q - y);
}

/* One straight piece on one side of y. */
static double side(double a, double b, double qa, double qb, double y)
{
    const double middle = (a + b) / 2, q = (qa + qb) / 2;
    const double above = q > y ? 1 : 0;
    return (b - a) / 6 *
           (2 * (above - a) * (qa - y) + 4 * loss_at(middle, q, y) + 2 * (above - b) * (qb - y));
}

/* From level a to b along a straight line from qa to qb. */
static double piece(double a, double b, double qa, double qb, double y)
{
    if (y <= qa || y >= qb) {
        return side(a, b, qa, qb, y);
    }
    const double at = a + (b - a) * (y - qa) / (qb - qa);
    return side(a, at, qa, y, y) + side(at, b, y, qb, y);
}

double cbg_score_crps(const double *level, const double *quantile, int count, double low, double high,
                      double y)
{
    if (count == 1) {
        return fabs(quantile[0] - y);
    }
    const int last = count - 1;
    double sum = piece(0, level[0], isnan(low) ? quantile[0] : low, quantile[0], y);
    for (int k = 0; k < last; k++) {
        sum += piece(level[k], level[k + 1], quantile[k], quantile[k + 1], y);
    }
    return sum + piece(level[last], 1, quantile[last], isnan(high) ? quantile[last] : high, y);
}

typedef struct owned {
    cbg_score_card card; /* first: the caller's pointer is ours */
    cbgi_arena arena;
} owned;

typedef struct scorer {
    const cbg_score_log *log;
    bool all, shared;
    cbg_scored_forecast *forecast;
    cbg_forecaster *forecaster;
    const cbg_prediction **outcome; /* [question]: the first row that states it; NULL: open */
    const char **resolved;          /* [question]: when; NULL: not stated */
    double *probability;            /* [rows], of one forecast */
    int *playing[2];                /* [forecaster]: counted forecasts of numbers, of events */
    int players[2];
    int *answered; /* [question]: forecasters with a counted forecast */
    int low_level[CBG_SCORE_LEVELS_MAX], high_level[CBG_SCORE_LEVELS_MAX], intervals;
} scorer;

static bool same(const char *a, const char *b)
{
    return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

/* at: where the forecast's rows begin in log->by_question; `count` of them. */
static void score_event(scorer *s, cbg_scored_forecast *f, int at, const char *outcome)
{
    int happened = -1;
    for (int k = 0; k < f->answers; k++) {
        const cbg_prediction *p = &s->log->row[s->log->by_question[at + k]];
        s->probability[k] = p->probability;
        happened = same(p->answer, outcome) ? k : happened;
    }
    const bool yes_or_no = f->answers == 1;
    const double p = happened >= 0 ? s->probability[happened] : yes_or_no ? 1 - s->probability[0] : 0;
    const double ways = yes_or_no ? 2 : f->answers;
    f->brier = cbg_score_brier(s->probability, f->answers, happened);
    f->log = cbg_score_log_loss(p);
    f->chance = yes_or_no ? .25 : happened < 0 ? (1 + 1 / ways) / 2 : (1 - 1 / ways) / 2;
}

/* The quantiles that a row gives, without the gaps; returns how many. */
static int given(const cbg_score_log *log, const cbg_prediction *p, double *level, double *quantile)
{
    int count = 0;
    for (int k = 0; k < log->levels; k++) {
        if (!isnan(p->quantile[k])) {
            level[count] = log->level[k];
            quantile[count++] = p->quantile[k];
        }
    }
    return count;
}

static void score_number(scorer *s, cbg_scored_forecast *f, double y)
{
    const cbg_prediction *p = &s->log->row[f->row];
    double level[CBG_SCORE_LEVELS_MAX], quantile[CBG_SCORE_LEVELS_MAX];
    const int count = given(s->log, p, level, quantile);
    f->crps = cbg_score_crps(level, quantile, count, p->low, p->high, y);
    f->error = (double)NAN;
    for (int k = 0; k < count; k++) {
        f->error = level[k] == .5 ? fabs(quantile[k] - y) : f->error;
    }
}

/* Of the forecasts of one forecaster on one question, rising by day, those that count: made no later than the day
 * on which the question was resolved, and the last of them unless all are asked for. */
static void count_forecasts(scorer *s, int from, int to, const char *resolved)
{
    cbg_scored_forecast *last = NULL;
    for (int k = from; k < to; k++) {
        const cbg_prediction *p = &s->log->row[s->log->by_question[k]];
        if (resolved != NULL && p->made != NULL && strcmp(p->made, resolved) > 0) {
            break;
        }
        last = &s->forecast[p->forecast];
        last->counted = s->all;
    }
    if (last != NULL) {
        last->counted = true;
    }
}

/* Numbers, scores and counts the forecasts of one forecaster on one question. */
static void score_pair(scorer *s, int from, int to)
{
    const cbg_prediction *row = s->log->row;
    const int *order = s->log->by_question;
    const cbg_prediction *outcome = s->outcome[row[order[from]].asked];
    const double none = (double)NAN;
    for (int at = from, end; at < to; at = end) {
        const cbg_prediction *p = &row[order[at]];
        cbg_scored_forecast *f = &s->forecast[p->forecast];
        for (end = at + 1; end < to && row[order[end]].forecast == p->forecast; end++) {
        }
        *f = (cbg_scored_forecast){.row = order[at],
                                   .answers = end - at,
                                   .event = p->answer != NULL,
                                   .settled = outcome != NULL,
                                   .brier = none,
                                   .log = none,
                                   .crps = none,
                                   .error = none,
                                   .chance = none};
        if (f->settled && f->event) {
            score_event(s, f, at, outcome->outcome);
        } else if (f->settled) {
            score_number(s, f, outcome->value);
        }
    }
    if (outcome != NULL) {
        count_forecasts(s, from, to, s->resolved[row[order[from]].asked]);
        bool counted = false;
        for (int k = from; k < to; k++) {
            counted = counted || s->forecast[row[order[k]].forecast].counted;
        }
        s->playing[row[order[from]].answer != NULL][row[order[from]].forecaster] += counted;
        s->answered[row[order[from]].asked] += counted;
    }
}

/* Did everybody with a counted forecast of this kind answer the question? */
static bool answered_by_all(const scorer *s, const cbg_scored_forecast *f)
{
    return s->answered[s->log->row[f->row].asked] == s->players[f->event];
}

static void calibrate(cbg_forecaster *who, double probability, bool happened)
{
    int bin = 0;
    while (bin < CBG_SCORE_BINS - 1 && (probability > cbg_score_bin_end[bin] ||
                                        (probability < .5 && probability >= cbg_score_bin_end[bin]))) {
        bin++; /* where two words meet it is the one nearer to even, as in forecasts */
    }
    who->bin_count[bin]++;
    who->bin_true[bin] += happened;
    who->bin_sum[bin] += probability;
}

static void tally_event(const cbg_scored_forecast *f, cbg_forecaster *who)
{
    who->events++;
    who->brier += f->brier;
    who->log += f->log;
    who->chance += f->chance;
    who->impossible += f->log > 1e300;
}

static void tally_number(const scorer *s, const cbg_scored_forecast *f, double y, cbg_forecaster *who)
{
    const cbg_prediction *p = &s->log->row[f->row];
    who->numbers++;
    who->crps += f->crps;
    who->error += f->error;
    for (int k = 0; k < s->intervals; k++) {
        const double low = p->quantile[s->low_level[k]], high = p->quantile[s->high_level[k]];
        if (!isnan(low) && !isnan(high)) {
            who->asked[k]++;
            who->inside[k] += y >= low && y <= high;
        }
    }
}

static void find_intervals(scorer *s)
{
    const cbg_score_log *log = s->log;
    for (int a = 0; a < log->levels; a++) {
        for (int b = a + 1; b < log->levels; b++) {
            if (fabs(log->level[a] + log->level[b] - 1) < 1e-12) {
                s->low_level[s->intervals] = a;
                s->high_level[s->intervals++] = b;
            }
        }
    }
}

static bool counts(const scorer *s, const cbg_scored_forecast *f)
{
    return f->counted && (!s->shared || answered_by_all(s, f));
}

static void tally(scorer *s)
{
    const cbg_prediction *row = s->log->row;
    for (int k = 0; k < s->log->forecasts; k++) {
        const cbg_scored_forecast *f = &s->forecast[k];
        cbg_forecaster *who = &s->forecaster[row[f->row].forecaster];
        who->open += !f->settled;
        who->superseded += f->settled && !f->counted;
        if (counts(s, f) && f->event) {
            tally_event(f, who);
        } else if (counts(s, f)) {
            tally_number(s, f, s->outcome[row[f->row].asked]->value, who);
        }
    }
    for (int k = 0; k < s->log->count; k++) {
        const cbg_prediction *p = &row[k];
        cbg_forecaster *who = &s->forecaster[p->forecaster];
        who->by = p->by == NULL ? "" : p->by;
        if (p->answer != NULL && counts(s, &s->forecast[p->forecast])) {
            calibrate(who, p->probability, same(p->answer, s->outcome[p->asked]->outcome));
        }
    }
    for (int k = 0; k < s->log->forecasters; k++) {
        cbg_forecaster *who = &s->forecaster[k];
        const double events = who->events > 0 ? who->events : (double)NAN,
                     numbers = who->numbers > 0 ? who->numbers : (double)NAN;
        who->brier /= events;
        who->log /= events;
        who->chance /= events;
        who->crps /= numbers;
        who->error /= numbers;
        who->skill = 1 - who->brier / who->chance;
    }
}

static void score_all(scorer *s)
{
    const cbg_score_log *log = s->log;
    for (int k = log->count - 1; k >= 0; k--) {
        const cbg_prediction *p = &log->row[k];
        s->outcome[p->asked] = p->outcome != NULL ? p : s->outcome[p->asked];
        s->resolved[p->asked] = p->resolved != NULL ? p->resolved : s->resolved[p->asked];
    }
    for (int from = 0, to; from < log->count; from = to) {
        const cbg_prediction *p = &log->row[log->by_question[from]];
        for (to = from + 1; to < log->count && log->row[log->by_question[to]].asked == p->asked &&
                            log->row[log->by_question[to]].forecaster == p->forecaster;
             to++) {
        }
        score_pair(s, from, to);
    }
    for (int k = 0; k < log->forecasters; k++) {
        s->players[0] += s->playing[0][k] > 0;
        s->players[1] += s->playing[1][k] > 0;
    }
    tally(s);
}

static void deliver(const scorer *s, cbg_score_card *out)
{
    *out = (cbg_score_card){.forecasts = s->log->forecasts,
                            .forecasters = s->log->forecasters,
                            .questions = s->log->questions,
                            .forecast = s->forecast,
                            .forecaster = s->forecaster,
                            .intervals = s->intervals};
    for (int k = 0; k < s->intervals; k++) {
        const double share = s->log->level[s->high_level[k]] - s->log->level[s->low_level[k]];
        out->share[k] = floor(share * 1e12 + .5) / 1e12; /* .95 - .05 is .9 */
    }
    for (int k = 0; k < s->log->questions; k++) {
        out->settled += s->outcome[k] != NULL;
    }
}

static bool make(scorer *s, cbgi_arena *arena)
{
    const size_t rows = (size_t)s->log->count + 1, forecasters = (size_t)s->log->forecasters + 1;
    s->forecast = cbgi_arena_array(arena, (size_t)s->log->forecasts + 1, sizeof *s->forecast);
    s->forecaster = cbgi_arena_array(arena, forecasters, sizeof *s->forecaster);
    s->outcome = cbgi_arena_array(arena, (size_t)s->log->questions + 1, sizeof *s->outcome);
    s->resolved = cbgi_arena_array(arena, (size_t)s->log->questions + 1, sizeof *s->resolved);
    s->answered = cbgi_arena_array(arena, (size_t)s->log->questions + 1, sizeof *s->answered);
    s->probability = cbgi_arena_array(arena, rows, sizeof *s->probability);
    s->playing[0] = cbgi_arena_array(arena, forecasters, sizeof *s->playing[0]);
    s->playing[1] = cbgi_arena_array(arena, forecasters, sizeof *s->playing[1]);
    return !arena->failed;
}

cbg_status cbg_score(const cbg_score_log *log, bool all, bool shared, const cbg_exec *exec,
                     cbg_score_card **out)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    owned *made = cbgi_arena_alloc(&arena, sizeof *made);
    scorer s = {.log = log, .all = all, .shared = shared};
    if (made == NULL || !make(&s, &arena)) {
        cbgi_arena_free(&arena);
        return CBG_NO_MEMORY;
    }
    find_intervals(&s);
    score_all(&s);
    deliver(&s, &made->card);
    made->arena = arena;
    *out = &made->card;
    return CBG_OK;
}

void cbg_score_card_free(cbg_score_card *card)
{
    if (card != NULL) {
        cbgi_arena arena = ((owned *)(void *)card)->arena;
        cbgi_arena_free(&arena);
    }
}
