/* The exchange model beside runs of its authors' program: every exchange of round 1 in order, the results of the rounds;
 * and a pair of actors by hand. Equal gains fall there as here, to who is ahead in line, but for where the last digits of that
 * program tell them apart: for a round with such a tie a seed is named with which Coburg's coin falls as it did there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "forecast/exchange.h"
#include "support/made_input.h"
#include "support/table_file.h"

enum { NAMES = 40, TRADES = 400, ROUNDS = 1 };

typedef struct data {
    made_input m;
    table_file *rows;
    const char *actor[NAMES], *issue[NAMES];
    int actors, issues;
} data;

static data sample, cop;

static int number_of(const char **name, int *count, const char *text)
{
    for (int k = 0; k < *count; k++) {
        if (strcmp(name[k], text) == 0) {
            return k;
        }
    }
    assert_true(*count < NAMES);
    name[*count] = text;
    return (*count)++;
}

static void read_data(data *d, const char *name)
{
    d->rows = table_read(name);
    for (int pass = 0; pass < 2; pass++) { /* names first, then cells: the width of a row is known */
        for (int r = 0; r < d->rows->rows; r++) {
            const int i = number_of(d->actor, &d->actors, table_text(d->rows, r, "actor")),
                      k = number_of(d->issue, &d->issues, table_text(d->rows, r, "issue"));
            if (pass == 0) {
                continue;
            }
            if (r == 0) {
                made_input_random(&d->m, d->actors, d->issues, 1);
                for (int at = 0; at < d->actors * d->issues; at++) {
                    d->m.position[at] = (double)NAN;
                }
            }
            const int at = i * d->issues + k;
            d->m.position[at] = table_number(d->rows, r, "position");
            d->m.salience[at] = table_number(d->rows, r, "salience");
            d->m.capability[at] = table_number(d->rows, r, "power");
            d->m.low[k] = table_number(d->rows, r, "lower");
            d->m.high[k] = table_number(d->rows, r, "upper");
        }
    }
}

typedef struct record {
    int issues, trades, turn;
    cbg_forecast_event trade[TRADES];
    double effect[NAMES], point[ROUNDS + 1][NAMES];
} record;

static void keep_trade(void *context, const cbg_forecast_event *event)
{
    record *r = context;
    assert_int_equal(event->kind, CBG_FORECAST_EXCHANGE);
    assert_non_null(event->effect);
    if (event->turn == 1) {
        assert_true(r->trades < TRADES);
        r->trade[r->trades++] = *event;
        if (r->trades == 1) {
            memcpy(r->effect, event->effect, 2 * sizeof *r->effect);
        }
    }
}

static void keep_turn(void *context, const cbg_forecast_turn *turn)
{
    record *r = context;
    assert_int_equal(turn->issue, -1);
    if (turn->turn <= ROUNDS) {
        memcpy(r->point[turn->turn], turn->point, (size_t)r->issues * sizeof(double));
    }
    r->turn = turn->turn;
}

static cbg_forecast_result *run_seed(const cbg_forecast_input *in, const char *text, uint64_t seed, record *r)
{
    int model = 0;
    cbg_forecast_options options;
    cbg_forecast_result *result = NULL;
    const cbg_forecast_observer observer = {r, keep_turn, keep_trade};
    memset(r, 0, sizeof *r);
    r->issues = in->issues;
    assert_int_equal(cbg_forecast_parse(text, &model, &options, NULL), CBG_OK);
    assert_int_equal(cbg_forecast_run(model, &options, in, seed, 0, &observer, NULL, &result, NULL), CBG_OK);
    return result;
}

static cbg_forecast_result *run_with(const cbg_forecast_input *in, const char *text, record *r)
{
    return run_seed(in, text, 1, r);
}

static double on_scale(const data *d, int issue, double x)
{
    return (x - d->m.low[issue]) / (d->m.high[issue] - d->m.low[issue]) * 100;
}

static void compare(data *d, const char *file, const char *model, uint64_t seed, int count)
{
    static record r;
    cbg_forecast_result_free(run_seed(&d->m.input, model, seed, &r));
    table_file *t = table_read(file);
    assert_true(r.trades >= count && (count == r.trades || count < t->rows));
    for (int k = 0; k < count; k++) {
        const cbg_forecast_event *e = &r.trade[k];
        assert_string_equal(d->actor[e->actor], table_text(t, k, "actor_i"));
        assert_string_equal(d->issue[e->issue], table_text(t, k, "supply_i"));
        assert_string_equal(d->actor[e->other], table_text(t, k, "actor_j"));
        assert_string_equal(d->issue[e->other_issue], table_text(t, k, "supply_j"));
        assert_true(fabs(e->gain - table_number(t, k, "gain")) <= 1e-9 && e->gain == e->other_gain);
        assert_true(fabs(on_scale(d, e->issue, e->from) - table_number(t, k, "from_i")) <= 1e-9);
        assert_true(fabs(on_scale(d, e->issue, e->to) - table_number(t, k, "to_i")) <= 1e-9);
        assert_true(fabs(on_scale(d, e->other_issue, e->other_from) - table_number(t, k, "from_j")) <= 1e-9);
        assert_true(fabs(on_scale(d, e->other_issue, e->other_to) - table_number(t, k, "to_j")) <= 1e-9);
    }
    table_free(t);
}

static void every_exchange_of_round_1_is_the_published_one(void **state)
{
    (void)state;
    compare(&sample, "exchange_sample_round1.csv", "exchange:rounds=1", 1, 39);
    compare(&cop, "exchange_cop21_round1.csv", "exchange:rounds=1", 1, 46); /* until a tie */
    compare(&cop, "exchange_cop21_round1.csv", "exchange:rounds=1:ties=coin", 71, 126);
}

/* Moves everybody on to where the next round begins. */
static void move_on(data *d, const cbg_forecast_result *f)
{
    for (int at = 0; at < d->actors * d->issues; at++) {
        const double g = .4 * (1 - d->m.salience[at]) + .1;
        d->m.position[at] = (1 - g) * d->m.position[at] + g * f->position[at];
    }
}

static bool one_round(data *d, const table_file *t, int round, uint64_t seed)
{
    static record r;
    cbg_forecast_result *f =
        run_seed(&d->m.input, seed == 0 ? "exchange:rounds=1" : "exchange:rounds=1:ties=coin", seed, &r);
    bool met = true;
    int seen = 0;
    for (int row = 0; row < t->rows; row++) {
        if ((int)table_number(t, row, "round") == round) {
            const int k = number_of(d->issue, &d->issues, table_text(t, row, "issue"));
            met = met && r.trades == (int)table_number(t, row, "realized") &&
                  fabs(on_scale(d, k, r.point[0][k]) - table_number(t, row, "mds_start")) <= 1e-9 &&
                  fabs(on_scale(d, k, r.point[1][k]) - table_number(t, row, "mds_vote")) <= 1e-9;
            seen++;
        }
    }
    assert_int_equal(seen, d->issues);
    move_on(d, f);
    cbg_forecast_result_free(f);
    return met;
}

/* A seed a round; 0: equal gains go to who is ahead. */
static void compare_rounds(const char *input, const char *expected, const uint64_t *seed, int rounds)
{
    static data d;
    memset(&d, 0, sizeof d);
    read_data(&d, input);
    table_file *t = table_read(expected);
    for (int round = 1; round <= rounds; round++) {
        assert_true(one_round(&d, t, round, seed[round - 1]));
    }
    table_free(t);
    table_free(d.rows);
}

static void every_round_ends_at_the_published_forecasts(void **state)
{
    (void)state;
    static const uint64_t in_sample[] = {0, 0, 0, 0, 0, 0, 0, 3, 0, 0}, in_cop[] = {71, 23, 25, 0, 0};
    compare_rounds("exchange_sample_input.csv", "exchange_sample_expected.csv", in_sample, 10);
    compare_rounds("exchange_cop21_input.csv", "exchange_cop21_expected.csv", in_cop, 5);
}

/* Two actors, two issues, equal capability: A at (100, 0) with saliences .6, .5, B at (0, 100) with .1, .9. A is i: p is worth
 * more to it. B goes all the way on p, which shifts it by 100 .1/.7 = 14.2857; equal gains need dq = dp .7/1.4, so A goes
 * dq 1.4/.5 = 20 of the way on q. Both gain 14.2857 .6 - 7.142857 .5 = 5 = 7.142857 .9 - 14.2857 .1. */
static const double two_x[] = {100, 0, 0, 100}, two_s[] = {.6, .5, .1, .9}, two_c[] = {1, 1, 1, 1},
                    two_low[] = {0, 0}, two_high[] = {100, 100};
static const cbg_forecast_input two = {.actors = 2,
                                       .issues = 2,
                                       .position = two_x,
                                       .salience = two_s,
                                       .capability = two_c,
                                       .low = two_low,
                                       .high = two_high};

static void two_actors_by_hand(void **state)
{
    (void)state;
    static record r;
    cbg_forecast_result *f = run_with(&two, "exchange:rounds=1", &r);
    assert_int_equal(r.trades, 1);
    const cbg_forecast_event *e = &r.trade[0];
    assert_true(e->actor == 0 && e->other == 1 && e->issue == 1 && e->other_issue == 0);
    assert_true(fabs(e->gain - 5) < 1e-12 && fabs(e->to - 20) < 1e-12 && e->other_to == 100);
    assert_true(fabs(r.effect[0] - 5) < 1e-12 && fabs(r.effect[1] - 5) < 1e-12);
    assert_true(f->issue[0].point == 100);
    assert_true(fabs(f->issue[1].point - (20 * .5 + 100 * .9) / 1.4) < 1e-12);
    assert_int_equal(f->issue[0].stop, CBG_FORECAST_LIMIT);
    cbg_forecast_result_free(f);
    /* next: g = .4 (1 - s) + .1; A on q: .7 0 + .3 20 = 6; B on p: .54 0 + .46 100 = 46, O_p = (60 + 4.6) / .7 */
    f = run_with(&two, "exchange:rounds=2", &r);
    assert_int_equal(r.turn, 2);
    cbg_forecast_result_free(f);
    f = run_with(&two, "exchange:rounds=1000", &r); /* O passes B's old place: in the end nobody is across */
    assert_true(f->issue[0].point <= 100 && f->issue[1].point >= 0);
    cbg_forecast_result_free(f);
}

/* Whoever of the two is limited goes over the whole scale, however w / W rounds: a move of 100 is not one too far. */
static void a_move_over_the_whole_scale_is_allowed(void **state)
{
    (void)state;
    static record r;
    static made_input m;
    for (uint64_t seed = 1; seed <= 2000; seed++) {
        made_input_random(&m, 2, 2, seed);
        double s[4], c[4];
        for (int k = 0; k < 4; k++) {
            s[k] = .05 + .9 * m.salience[k];
            c[k] = .05 + m.capability[k];
        }
        const cbg_forecast_input in = {2, 2, two_x, s, c, two_low, two_high, NULL, NULL, NULL};
        cbg_forecast_result_free(run_with(&in, "exchange:rounds=1", &r));
        assert_int_equal(r.trades, 1);
        const cbg_forecast_event *e = &r.trade[0];
        assert_true(fabs(e->to - e->from) == 100 || fabs(e->other_to - e->other_from) == 100);
    }
}

/* The published check: saliences 10/90 and 60/50, most gains 1400 and 777.7778 on saliences of 0..100. */
static void most_gains_are_the_published_ones(void **state)
{
    (void)state;
    double x[] = {100, 0, 0, 100}, v[] = {100, 0, 0, 100}, s[] = {60, 50, 10, 90}, w[] = {60, 50, 10, 90},
           weight[] = {70, 140}, start[] = {85.714285714285714, 64.285714285714286}, share[4], stretch[4];
    for (int k = 0; k < 4; k++) {
        share[k] = w[k] / weight[k % 2];
        stretch[k] = weight[k % 2] / w[k];
    }
    signed char way[4] = {0};
    exchange e = {
        .n = 2, .m = 2, .x = x, .v = v, .s = s, .w = w, .weight = weight, .start = start, .way = way};
    e.share = share, e.stretch = stretch;
    exchange_pair t = {.i = 0, .j = 1, .p = 0, .q = 1, .gives = 1, .takes = 2, .wants_q = 3, .wants_p = 0};
    t.q_for_p = .5, t.p_for_q = 2;
    t.base_p = start[0], t.base_q = start[1];
    exchange_match(&e, &t);
    assert_true(fabs(exchange_most(&e, &t, false) - 1400) < 1e-9);
    assert_true(fabs(exchange_most(&e, &t, true) - 777.77777777777777) < 1e-9);
    const double equal = t.rank;
    exchange_pair up = t, down = t;
    exchange_rate(&e, &up, 1, .2, .2, .5); /* i, up, half of the way to its most */
    assert_true(fabs(up.gain_i - (equal + 777.77777777777777) / 2) < 1e-9);
    assert_true(up.gain_j >= 0 && up.gain_j < equal && up.shift_p == t.shift_p);
    exchange_rate(&e, &down, .5, .7, .9, .5); /* j, down, by a quarter */
    assert_true(fabs(down.gain_j - .75 * equal) < 1e-9 && down.gain_i > equal);
}

static void a_random_rate_of_level_none_is_the_equal_gain(void **state)
{
    (void)state;
    static record one, two_of;
    cbg_forecast_result_free(run_with(&sample.m.input, "exchange:rounds=1", &one));
    cbg_forecast_result_free(run_with(&sample.m.input, "exchange:rounds=1:rate=random:level=0", &two_of));
    assert_int_equal(one.trades, two_of.trades);
    for (int k = 0; k < one.trades; k++) {
        assert_true(fabs(one.trade[k].gain - two_of.trade[k].gain) < 1e-9);
    }
    cbg_forecast_result_free(run_with(&sample.m.input, "exchange:rounds=1:rate=random", &two_of));
    int apart = 0;
    for (int k = 0; k < two_of.trades; k++) {
        assert_true(two_of.trade[k].gain >= 0 && two_of.trade[k].other_gain >= 0);
        apart += two_of.trade[k].gain != two_of.trade[k].other_gain;
    }
    assert_true(apart > two_of.trades / 2);
}

/* What the definition promises of every exchange of any round, on made-up actors. */
static void both_gain_and_each_moves_one_way(void **state)
{
    (void)state;
    static made_input m;
    static record r;
    static const char *const settings[] = {"exchange:rounds=1", "exchange:rounds=1:ties=coin",
                                           "exchange:rounds=1:rate=random:level=0.3"};
    int all = 0;
    for (uint64_t seed = 0; seed < 12; seed++) {
        made_input_random(&m, 9, 5, seed);
        m.position[7] = (double)NAN; /* one takes no part in one issue, one has no capability */
        m.capability[10] = m.capability[11] = m.capability[12] = m.capability[13] = m.capability[14] = 0;
        for (int s = 0; s < 3; s++) {
            int way[9 * 5] = {0};
            cbg_forecast_result_free(run_with(&m.input, settings[s], &r));
            all += r.trades;
            for (int k = 0; k < r.trades; k++) {
                const cbg_forecast_event *e = &r.trade[k];
                assert_true(e->gain >= 0 && e->other_gain >= 0 && e->actor != e->other);
                assert_true(e->actor != 2 && e->other != 2);
                const int cell[] = {e->actor * 5 + e->issue, e->other * 5 + e->other_issue};
                const double went[] = {e->to - e->from, e->other_to - e->other_from};
                for (int side = 0; side < 2; side++) {
                    const int sign = went[side] > 0 ? 1 : -1;
                    assert_true(went[side] != 0 && cell[side] != 7);
                    assert_true(way[cell[side]] == 0 || way[cell[side]] == sign);
                    way[cell[side]] = sign;
                }
            }
        }
    }
    assert_true(all > 500);
}

int main(void)
{
    read_data(&sample, "exchange_sample_input.csv");
    read_data(&cop, "exchange_cop21_input.csv");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_exchange_of_round_1_is_the_published_one),
        cmocka_unit_test(every_round_ends_at_the_published_forecasts),
        cmocka_unit_test(two_actors_by_hand),
        cmocka_unit_test(a_move_over_the_whole_scale_is_allowed),
        cmocka_unit_test(most_gains_are_the_published_ones),
        cmocka_unit_test(a_random_rate_of_level_none_is_the_equal_gain),
        cmocka_unit_test(both_gain_and_each_moves_one_way),
    };
    return cmocka_run_group_tests_name("exchange", tests, NULL, NULL);
}
