/* The challenge model on the car-emission example: the public replica's positions, risks and moves over 15 rounds, and the
 * oil-price example in which nobody moves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "support/made_input.h"
#include "support/table_file.h"

enum { ROUNDS = 15, ACTORS = 10 };

static made_input car, oil;
static table_file *names;

typedef struct record {
    int turns, events;
    double position[ROUNDS + 1][ACTORS], risk[ROUNDS + 1][ACTORS], median[ROUNDS + 1];
    char event[100][80];
} record;

static void keep_turn(void *context, const cbg_forecast_turn *turn)
{
    record *r = context;
    assert_in_range(turn->turn, 0, ROUNDS);
    r->turns = turn->turn;
    memcpy(r->position[turn->turn], turn->position, sizeof r->position[0]);
    memcpy(r->risk[turn->turn], turn->risk, sizeof r->risk[0]);
    r->median[turn->turn] = turn->point[0];
}

static void keep_event(void *context, const cbg_forecast_event *e)
{
    record *r = context;
    snprintf(r->event[r->events++], sizeof r->event[0], "%d,%s %s %s", e->turn,
             table_text(names, e->actor, "Actor"), cbg_forecast_event_text(e->kind),
             table_text(names, e->other, "Actor"));
}

static cbg_forecast_issue run(const char *model, const cbg_forecast_input *in, record *r)
{
    const cbg_forecast_observer observer = {r, keep_turn, keep_event};
    int number = 0;
    cbg_forecast_options options;
    cbg_forecast_result *result = NULL;
    assert_int_equal(cbg_forecast_parse(model, &number, &options, NULL), CBG_OK);
    assert_int_equal(
        cbg_forecast_run(number, &options, in, 0, 0, r == NULL ? NULL : &observer, NULL, &result, NULL),
        CBG_OK);
    const cbg_forecast_issue issue = result->issue[0];
    cbg_forecast_result_free(result);
    return issue;
}

static void the_replica_is_met_in_every_round(void **state)
{
    (void)state;
    static record r;
    const cbg_forecast_issue end = run("challenge:variant=replica:settle=0:turns=15", &car.input, &r);
    assert_int_equal(end.stop, CBG_FORECAST_LIMIT);
    assert_int_equal(r.turns, ROUNDS);
    table_file *t = table_read("scholz_car_emissions_expected.csv");
    for (int round = 0; round <= ROUNDS; round++) {
        assert_true(fabs(r.median[round] - table_number(t, round, "median")) <= 1e-9);
        for (int i = 0; i < ACTORS; i++) {
            assert_true(fabs(r.position[round][i] - strtod(t->cell[round][3 + i], NULL)) <= 1e-9);
            assert_true(fabs(r.risk[round][i] - strtod(t->cell[round][3 + ACTORS + i], NULL)) <= 1e-9);
        }
    }
    table_free(t);
    t = table_read("scholz_car_emissions_expected_events.csv");
    assert_int_equal(r.events, t->rows);
    for (int k = 0; k < t->rows; k++) {
        char wanted[80];
        snprintf(wanted, sizeof wanted, "%s,%s", t->cell[k][0], t->cell[k][1]);
        assert_string_equal(r.event[k], wanted);
    }
    table_free(t);
}

static void nobody_moves_in_the_oil_price_example(void **state)
{
    (void)state;
    const cbg_forecast_issue end = run("challenge:variant=replica", &oil.input, NULL);
    assert_true(end.point == 13.9);
    assert_int_equal(end.stop, CBG_FORECAST_SETTLED);
    assert_int_equal(end.turns, 1);
    assert_true(run("challenge:variant=replica:settle=0:turns=8", &oil.input, NULL).point == 13.9);
}

/* ---- the definitions, slowly and by libm ---- */

typedef struct slow {
    int n;
    bool textbook;
    double d, q, t, mu, x[MADE_ACTORS], s[MADE_ACTORS], c[MADE_ACTORS], r[MADE_ACTORS];
} slow;

static double vote(const slow *g, int k, double a, double b)
{
    return g->c[k] * g->s[k] *
           (pow(fabs(g->x[k] - b) / g->d, g->r[k]) - pow(fabs(g->x[k] - a) / g->d, g->r[k]));
}

static double chance(const slow *g, int i, int j)
{
    double over = 0, under = 0;
    for (int k = 0; k < g->n; k++) {
        over += fmax(0, vote(g, k, g->x[i], g->x[j]));
        under += g->textbook ? fabs(vote(g, k, g->x[i], g->x[j])) : 0;
        for (int a = 0; a < g->n && !g->textbook; a++) {
            for (int b = 0; b < g->n; b++) {
                under += a == b ? 0 : fabs(vote(g, k, g->x[a], g->x[b]));
            }
        }
    }
    return g->x[i] == g->x[j] || under == 0 ? 0 : over / under;
}

static double expected(const slow *g, double p, int i, int j, double r)
{
    const double d = fabs(g->x[i] - g->x[j]) / g->d,
                 m = (fabs(g->x[i] - g->mu) + fabs(g->x[i] - g->x[j])) / g->d;
    const double us = 2 - 4 * pow(.5 - .5 * d, r), uf = 2 - 4 * pow(.5 + .5 * d, r), quo = 2 - 4 * pow(.5, r),
                 better = 2 - 4 * pow(fmax(0, .5 - .25 * m), r), worse = 2 - 4 * pow(.5 + .25 * m, r);
    return g->s[j] * (p * us + (1 - p) * uf) + (1 - g->s[j]) * us - g->q * quo -
           (1 - g->q) * (g->t * better + (1 - g->t) * worse);
}

static void slow_risks(slow *g)
{
    double gain[MADE_ACTORS] = {0}, least = HUGE_VAL, most = -HUGE_VAL;
    for (int i = 0; i < g->n; i++) {
        g->r[i] = 1;
    }
    for (int i = 0; i < g->n; i++) {
        for (int j = 0; j < g->n; j++) {
            gain[i] += j == i ? 0 : expected(g, chance(g, j, i), j, i, 1);
        }
        least = fmin(least, gain[i]);
        most = fmax(most, gain[i]);
    }
    for (int i = 0; i < g->n; i++) {
        const double risk = most > least ? (2 * gain[i] - most - least) / (most - least) : 0;
        g->r[i] = (1 - risk / 3) / (1 + risk / 3);
    }
}

static double slow_choice(const slow *g, int i)
{
    int best_kind = 3;
    double best_key = 0, to = g->x[i];
    for (int j = 0; j < g->n; j++) {
        const double a = expected(g, chance(g, i, j), i, j, g->r[i]),
                     b = expected(g, chance(g, j, i), j, i, g->r[i]);
        const bool meets = b > 0 && a < 0 && b > fabs(a);
        const int kind = g->x[i] == g->x[j]              ? 3
                         : b > a && a > 0                ? 0
                         : meets                         ? 1
                         : b > 0 && a < 0 && g->textbook ? 2
                                                         : 3;
        const double goal = kind == 1 ? g->x[i] + (g->x[j] - g->x[i]) * fabs(a / b) : g->x[j],
                     key = kind == 1 && !g->textbook
                               ? (fabs(a) * g->x[i] + fabs(b) * g->x[j]) / (fabs(a) + fabs(b))
                               : fabs(goal - g->x[i]);
        if (kind < best_kind || (kind == best_kind && kind < 3 && key < best_key)) {
            best_kind = kind, best_key = key, to = goal;
        }
    }
    return to;
}

static double slow_median(const slow *g)
{
    double all = 0, best = HUGE_VAL;
    for (int i = 0; i < g->n; i++) {
        all += g->c[i] * g->s[i];
    }
    for (int i = 0; i < g->n; i++) {
        double below = 0;
        for (int k = 0; k < g->n; k++) {
            below += g->x[k] <= g->x[i] ? g->c[k] * g->s[k] : 0;
        }
        best = below >= all / 2 - 1e-12 * all ? fmin(best, g->x[i]) : best;
    }
    return best;
}

static void one_slow_turn(slow *g)
{
    double next[MADE_ACTORS];
    g->mu = slow_median(g);
    slow_risks(g);
    for (int i = 0; i < g->n; i++) {
        next[i] = slow_choice(g, i);
    }
    memcpy(g->x, next, sizeof next);
}

static void every_step_follows_the_definitions(void **state)
{
    (void)state;
    static made_input m;
    static slow g;
    for (uint64_t round = 0; round < 24; round++) {
        const int n = 2 + (int)round % 7;
        made_input_random(&m, n, 1, round);
        m.input.low = m.input.high = NULL;
        double least = HUGE_VAL, most = -HUGE_VAL;
        g = (slow){.n = n, .textbook = round % 2 == 1, .q = round % 3 == 2 ? .75 : 1, .t = .25};
        for (int i = 0; i < n; i++) {
            g.x[i] = m.position[i], g.s[i] = m.salience[i], g.c[i] = m.capability[i];
            least = fmin(least, g.x[i]), most = fmax(most, g.x[i]);
        }
        g.d = most - least;
        for (int turn = 1; turn <= 3; turn++) {
            char model[96];
            snprintf(model, sizeof model, "challenge:variant=%s:q=%g:t=0.25:settle=0:turns=%d",
                     g.textbook ? "textbook" : "replica", g.q, turn);
            one_slow_turn(&g);
            cbg_forecast_result *r = made_forecast(model, &m.input);
            for (int i = 0; i < n; i++) {
                assert_true(fabs(r->position[i] - g.x[i]) <= 1e-8);
            }
            cbg_forecast_result_free(r);
        }
    }
}

static void mending_the_three_faults_is_the_textbook(void **state)
{
    (void)state;
    const double replica = run("challenge:variant=replica:settle=0:turns=5", &car.input, NULL).point;
    assert_true(run("challenge:variant=chance:settle=0:turns=5", &car.input, NULL).point != replica);
    assert_true(run("challenge:variant=textbook", &car.input, NULL).stop != CBG_FORECAST_LIMIT);
}

int main(void)
{
    made_input_file(&car, "scholz_car_emissions_input.csv");
    made_input_file(&oil, "oil_price_sultan_input.csv");
    names = table_read("scholz_car_emissions_input.csv");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_replica_is_met_in_every_round),
        cmocka_unit_test(nobody_moves_in_the_oil_price_example),
        cmocka_unit_test(every_step_follows_the_definitions),
        cmocka_unit_test(mending_the_three_faults_is_the_textbook),
    };
    const int failed = cmocka_run_group_tests_name("challenge", tests, NULL, NULL);
    table_free(names);
    return failed;
}
