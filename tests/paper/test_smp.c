/* SMP as KTAB's program computes it: its sample of 7 actors and 3 issues, every turn bit for bit, and final positions
 * under other options. One row of that table is not compared: the program does not repeat it from run to run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "support/made_input.h"
#include "support/table_file.h"

enum { ACTORS = 7, ISSUES = 3, TURNS = 10 };

static made_input sample;

static void read_sample(void)
{
    table_file *t = table_read("ktab_dummyData_3Dim_input.csv");
    made_input_random(&sample, ACTORS, ISSUES, 1);
    for (int i = 0; i < ACTORS; i++) {
        for (int k = 0; k < ISSUES; k++) {
            char column[16];
            snprintf(column, sizeof column, "pos_%d", k);
            sample.position[i * ISSUES + k] = table_number(t, i, column);
            snprintf(column, sizeof column, "sal_%d", k);
            sample.salience[i * ISSUES + k] = table_number(t, i, column) / 100;
            sample.capability[i * ISSUES + k] = table_number(t, i, "power");
        }
    }
    table_free(t);
}

typedef struct record {
    int turns;
    double position[TURNS + 1][ACTORS * ISSUES], chance[TURNS + 1][ACTORS];
} record;

static void keep(void *context, const cbg_forecast_turn *turn)
{
    record *r = context;
    assert_int_equal(turn->issue, -1);
    assert_in_range(turn->turn, 0, TURNS);
    r->turns = turn->turn;
    memcpy(r->position[turn->turn], turn->position, sizeof r->position[0]);
    memcpy(r->chance[turn->turn], turn->probability, sizeof r->chance[0]);
}

static void every_turn_is_the_same_to_the_bit(void **state)
{
    (void)state;
    static record r;
    const cbg_forecast_observer observer = {&r, keep, NULL};
    const int model = cbg_forecast_model_find("smp");
    cbg_forecast_options options;
    cbg_forecast_result *result = NULL;
    cbg_forecast_options_init(model, &options);
    assert_int_equal(cbg_forecast_run(model, &options, &sample.input, 0, 0, &observer, NULL, &result, NULL),
                     CBG_OK);
    assert_int_equal(r.turns, TURNS);
    assert_int_equal(result->issue[0].stop, CBG_FORECAST_SETTLED);
    cbg_forecast_result_free(result);
    table_file *t = table_read("ktab_dummyData_3Dim_expected.csv");
    assert_int_equal(t->rows, ACTORS * (ISSUES + 1));
    for (int row = 0; row < t->rows; row++) {
        const int actor = table_text(t, row, "actor")[8] - '0';
        const char *what = table_text(t, row, "dim");
        for (int turn = 0; turn <= TURNS; turn++) {
            char column[8];
            snprintf(column, sizeof column, "t%d", turn);
            const double wanted = table_number(t, row, column);
            if (strcmp(what, "prob") == 0) { /* logged with four decimals */
                assert_true(fabs(r.chance[turn][actor] - wanted) <= 0.5001e-4);
            } else {
                assert_true(r.position[turn][actor * ISSUES + (what[0] - '0')] == wanted);
            }
        }
    }
    table_free(t);
}

/* An option of the table in our words; NULL: not compared. */
static const char *setting(const char *option, const char *value)
{
    static const char *const names[][3] = {{"default", "-", "smp"},
                                           {"VictoryProbModel", "Square", "smp:victory=square"},
                                           {"VictoryProbModel", "Octic", "smp:victory=octic"},
                                           {"PCEModel", "MarkovIncentive", "smp:pce=markov-incentive"},
                                           {"VotingRule", "Binary", "smp:vote=binary"},
                                           {"VotingRule", "PropCbc", "smp:vote=prop-cubic"},
                                           {"BigRRange", "Max", "smp:range=max"},
                                           {"BigRAdjust", "Half", "smp:adjust=half"},
                                           {"ThirdPartyCommit", "FullCommit", "smp:commit=full"},
                                           {"InterVecBrgn", "S2PMax", "smp:weights=s2pmax"},
                                           {"BargnModel", "PWCompInterp", "smp:bargain=compromise"}};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        if (strcmp(names[k][0], option) == 0 && strcmp(names[k][1], value) == 0) {
            return names[k][2];
        }
    }
    return NULL;
}

static void other_options_end_where_the_program_ends(void **state)
{
    (void)state;
    table_file *t = table_read("ktab_option_sweep_dummyData_3Dim.csv");
    int compared = 0;
    for (int row = 0; row < t->rows; row++) {
        const char *model = setting(table_text(t, row, "option"), table_text(t, row, "value"));
        if (model == NULL) {
            const char *repeat = table_text(t, row, "turns");
            assert_true(strcmp(repeat, "FAILED") == 0 ||
                        strcmp(table_text(t, row, "repeat"), "DIFFERS") == 0);
            continue;
        }
        /* what is not rounded to four decimals differs in the last bits */
        const double tolerance = strstr(model, "s2pmax") || strstr(model, "compromise") ? 1e-12 : 0;
        cbg_forecast_result *r = made_forecast(model, &sample.input);
        assert_true(r->issue[0].turns == table_number(t, row, "turns"));
        for (int k = 0; k < ACTORS * ISSUES; k++) {
            char column[24];
            snprintf(column, sizeof column, "SActor-0%d_%d", k / ISSUES, k % ISSUES);
            assert_true(fabs(r->position[k] - table_number(t, row, column)) <= tolerance);
        }
        cbg_forecast_result_free(r);
        compared++;
    }
    assert_int_equal(compared, 11);
    table_free(t);
}

static void no_and_full_commitment_are_the_same_until_mended(void **state)
{
    (void)state;
    cbg_forecast_result *none = made_forecast("smp:commit=none", &sample.input),
                        *full = made_forecast("smp:commit=full", &sample.input);
    assert_memory_equal(none->position, full->position, sizeof(double) * ACTORS * ISSUES);
    cbg_forecast_result_free(none);
    cbg_forecast_result_free(full);
    none = made_forecast("smp:commit=none:variant=third-parties", &sample.input);
    full = made_forecast("smp:commit=full:variant=third-parties", &sample.input);
    assert_memory_not_equal(none->position, full->position, sizeof(double) * ACTORS * ISSUES);
    cbg_forecast_result_free(none);
    cbg_forecast_result_free(full);
}

static void every_option_runs_to_an_end(void **state)
{
    (void)state;
    const int model = cbg_forecast_model_find("smp");
    const cbg_forecast_model *m = cbg_forecast_model_at(model);
    for (int p = 0; p < m->params; p++) {
        for (int c = 0; m->param[p].choice != NULL && m->param[p].choice[c] != NULL; c++) {
            cbg_forecast_options options;
            cbg_forecast_result *r = NULL;
            cbg_forecast_options_init(model, &options);
            options.value[p] = c;
            assert_int_equal(cbg_forecast_run(model, &options, &sample.input, 5, 2, NULL, NULL, &r, NULL),
                             CBG_OK);
            for (int k = 0; k < ACTORS * ISSUES; k++) {
                assert_true(0 <= r->position[k] && r->position[k] <= 100);
            }
            cbg_forecast_result_free(r);
        }
    }
}

static void a_lot_is_drawn_by_seed_and_run(void **state)
{
    (void)state;
    const int model = cbg_forecast_model_find("smp");
    cbg_forecast_options options;
    double point[3][ISSUES];
    static const uint64_t address[3][2] = {{1, 1}, {1, 1}, {1, 2}};
    cbg_forecast_options_init(model, &options);
    assert_int_equal(cbg_forecast_options_set(model, "transition", "stochastic", &options, NULL), CBG_OK);
    for (int k = 0; k < 3; k++) {
        cbg_forecast_result *r = NULL;
        assert_int_equal(cbg_forecast_run(model, &options, &sample.input, address[k][0], address[k][1], NULL,
                                          NULL, &r, NULL),
                         CBG_OK);
        for (int i = 0; i < ISSUES; i++) {
            point[k][i] = r->issue[i].point;
        }
        cbg_forecast_result_free(r);
    }
    assert_memory_equal(point[0], point[1], sizeof point[0]);
    assert_memory_not_equal(point[0], point[2], sizeof point[0]);
}

int main(void)
{
    read_sample();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_turn_is_the_same_to_the_bit),
        cmocka_unit_test(other_options_end_where_the_program_ends),
        cmocka_unit_test(no_and_full_commitment_are_the_same_until_mended),
        cmocka_unit_test(every_option_runs_to_an_end),
        cmocka_unit_test(a_lot_is_drawn_by_seed_and_run),
    };
    return cmocka_run_group_tests_name("smp", tests, NULL, NULL);
}
