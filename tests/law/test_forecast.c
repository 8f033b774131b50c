/* Laws of forecasting: what every registered model keeps, and what the parameter table promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "base/philox.h"
#include "support/made_input.h"

enum { ROUNDS = 20 };

static bool near(double a, double b, double tolerance)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= tolerance;
}

static void forecasts_stay_on_the_scale_and_say_how_they_ended(void **state)
{
    (void)state;
    static made_input m;
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        const char *name = cbg_forecast_model_at(model)->name;
        for (uint64_t round = 0; round < ROUNDS; round++) {
            made_input_random(&m, 1 + (int)(round % 9), 1 + (int)(round % 3), round);
            cbg_forecast_result *r = made_forecast(name, &m.input);
            for (int k = 0; k < m.input.issues; k++) {
                const cbg_forecast_issue *i = &r->issue[k];
                const bool open =
                    i->stop == CBG_FORECAST_NO_AGREEMENT || i->stop == CBG_FORECAST_UNDETERMINED;
                assert_int_equal(isnan(i->point), open);
                assert_true(open ||
                            (0 <= i->low && i->low <= i->point && i->point <= i->high && i->high <= 100));
            }
            cbg_forecast_result_free(r);
        }
    }
}

static void one_actor_alone_gets_its_way(void **state)
{
    (void)state;
    static made_input m;
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        made_input_random(&m, 1, 1, 5);
        assert_true(made_point(cbg_forecast_model_at(model)->name, &m.input) == m.position[0]);
    }
}

static void all_at_one_position_stay_there(void **state)
{
    (void)state;
    static made_input m;
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        for (int scale = 0; scale < 2; scale++) {
            made_input_random(&m, 7, 2, 5);
            for (int i = 0; i < 14; i++) {
                m.position[i] = m.position[i % 2];
            }
            if (scale == 0) {
                m.input.low = m.input.high = NULL;
            }
            cbg_forecast_result *r = made_forecast(cbg_forecast_model_at(model)->name, &m.input);
            for (int k = 0; k < 2; k++) {
                assert_true(near(r->issue[k].point, m.position[k], 1e-12));
                assert_int_equal(r->issue[k].stop, CBG_FORECAST_SETTLED);
                assert_true(near(r->position[6 * 2 + k], m.position[k], 1e-12));
            }
            cbg_forecast_result_free(r);
        }
    }
}

/* Weighted static models only: others are tested with the files that say how they depend on order. */
static void order_of_actors_and_actors_of_no_power_change_no_bit(void **state)
{
    (void)state;
    static const char *const models[] = {"mean", "median", "nbs", "nbs:loss=linear", "mean:weights=power"};
    static made_input m, other;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        made_input_random(&m, 12, 1, round);
        int order[12];
        for (int i = 0; i < 12; i++) {
            order[i] = (5 * i + (int)round) % 12;
        }
        made_input_reorder(&m, order, &other);
        for (size_t k = 0; k < sizeof models / sizeof *models; k++) {
            const double x = made_point(models[k], &m.input);
            assert_true(made_point(models[k], &other.input) == x);
            m.capability[12] = 0, m.position[12] = 3, m.salience[12] = 1;
            m.input.actors = 13;
            assert_true(made_point(models[k], &m.input) == x);
            m.input.actors = 12;
        }
    }
}

static void moving_and_stretching_the_scale_moves_and_stretches_the_answer(void **state)
{
    (void)state;
    static made_input m, other;
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        const char *name = cbg_forecast_model_at(model)->name;
        for (uint64_t round = 0; round < ROUNDS; round++) {
            made_input_random(&m, 9, 1, round);
            made_input_random(&other, 9, 1, round);
            for (int i = 0; i < 9; i++) {
                other.position[i] = 16 * m.position[i] - 32; /* exact but for the last bits */
            }
            other.low[0] = -32, other.high[0] = 16 * 100 - 32;
            assert_true(near(made_point(name, &other.input), 16 * made_point(name, &m.input) - 32, 1e-8));
        }
    }
}

/* Sums run in the order of actors, so last bits may differ; nothing here ties. */
static void order_of_actors_changes_last_bits_only(void **state)
{
    (void)state;
    static made_input m, other;
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        const cbg_forecast_model *about = cbg_forecast_model_at(model);
        for (uint64_t round = 0; round < ROUNDS; round++) {
            made_input_random(&m, 11, 3, 40 + round);
            int order[11];
            for (int i = 0; i < 11; i++) {
                order[i] = (4 * i + (int)round) % 11;
            }
            made_input_reorder(&m, order, &other);
            cbg_forecast_result *one = made_forecast(about->name, &m.input),
                                *two = made_forecast(about->name, &other.input);
            for (int k = 0; k < 3; k++) {
                assert_true(near(one->issue[k].point, two->issue[k].point, 1e-9));
            }
            cbg_forecast_result_free(one);
            cbg_forecast_result_free(two);
        }
    }
}

/* Who has no capability: nobody notices, wherever it stands, with a scale or without. It stays where it is. */
static void an_actor_of_no_power_changes_nothing(void **state)
{
    (void)state;
    static made_input m;
    static const char *const models[] = {"mean",
                                         "median",
                                         "nbs",
                                         "smp",
                                         "smp:variant=fixed:bargain=both",
                                         "challenge",
                                         "challenge:variant=replica:q=0.5",
                                         "exchange",
                                         "exchange:rate=random:ties=coin"};
    for (uint64_t round = 0; round < ROUNDS; round++) {
        for (size_t k = 0; k < sizeof models / sizeof *models; k++) {
            made_input_random(&m, 11, 3, 70 + round);
            if (round % 2 == 1) {
                m.input.low = m.input.high = NULL;
            }
            for (int issue = 0; issue < 3; issue++) {
                m.capability[10 * 3 + issue] = 0;
                m.position[10 * 3 + issue] = round % 4 < 2 ? 100 : m.position[issue];
            }
            cbg_forecast_result *with = made_forecast(models[k], &m.input);
            assert_true(with->position[10 * 3] == m.position[10 * 3]);
            m.input.actors = 10;
            cbg_forecast_result *without = made_forecast(models[k], &m.input);
            for (int issue = 0; issue < 3; issue++) {
                assert_true(with->issue[issue].point == without->issue[issue].point);
            }
            cbg_forecast_result_free(with);
            cbg_forecast_result_free(without);
        }
    }
}

static void joint_models_move_and_stretch_with_every_scale(void **state)
{
    (void)state;
    static made_input m, other;
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        const cbg_forecast_model *about = cbg_forecast_model_at(model);
        for (uint64_t round = 0; about->joint && round < ROUNDS; round++) {
            made_input_random(&m, 9, 3, 90 + round);
            made_input_random(&other, 9, 3, 90 + round);
            for (int i = 0; i < 27; i++) {
                other.position[i] = 4 * m.position[i] + 8;
            }
            for (int k = 0; k < 3; k++) {
                other.low[k] = 8, other.high[k] = 408;
            }
            cbg_forecast_result *one = made_forecast(about->name, &m.input),
                                *two = made_forecast(about->name, &other.input);
            for (int k = 0; k < 3; k++) {
                assert_true(near(two->issue[k].point, 4 * one->issue[k].point + 8, 1e-8));
            }
            cbg_forecast_result_free(one);
            cbg_forecast_result_free(two);
        }
    }
}

static void nobody_with_power_leaves_every_model_undetermined(void **state)
{
    (void)state;
    static made_input m;
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        made_input_random(&m, 5, 2, 8);
        memset(m.capability, 0, sizeof m.capability);
        cbg_forecast_result *r = made_forecast(cbg_forecast_model_at(model)->name, &m.input);
        for (int k = 0; k < 2; k++) {
            assert_int_equal(r->issue[k].stop, CBG_FORECAST_UNDETERMINED);
            assert_true(isnan(r->issue[k].point));
        }
        cbg_forecast_result_free(r);
    }
}

static void vary(void *context, uint64_t run, double *position, double *salience, double *capability)
{
    const cbg_forecast_input *in = context;
    cbgi_stream random;
    cbgi_stream_init(&random, 11, 12, (uint32_t)run, 0, 0);
    for (int k = 0; k < in->actors * in->issues; k++) {
        position[k] += 20 * cbgi_stream_unit(&random) - 10;
        salience[k] *= cbgi_stream_unit(&random);
        capability[k] = k / in->issues == 6 && run % 3 == 0 ? 0 : capability[k]; /* takes part in some draws */
    }
}

static void a_batch_is_its_runs_one_by_one_at_any_number_of_threads(void **state)
{
    (void)state;
    static made_input m;
    static double one[2 * 150], two[2 * 150];
    static cbg_forecast_stop stop[2 * 150];
    made_input_random(&m, 8, 2, 3);
    m.position[5] = (double)NAN; /* one takes no part in one issue */
    const cbg_forecast_draws draws = {7, 150, vary, &m.input};
    const cbg_exec threads = {.threads = 2};
    for (int model = 0; model < cbg_forecast_model_count(); model++) {
        cbg_forecast_options options;
        cbg_forecast_options_init(model, &options);
        assert_int_equal(cbg_forecast_batch(model, &options, &m.input, 4, &draws, NULL, one, stop, NULL),
                         CBG_OK);
        assert_int_equal(cbg_forecast_batch(model, &options, &m.input, 4, &draws, &threads, two, NULL, NULL),
                         CBG_OK);
        assert_memory_equal(one, two, sizeof one);
        for (uint64_t run = 0; run < 150; run++) {
            static made_input drawn;
            made_input_reorder(&m, (const int[]){0, 1, 2, 3, 4, 5, 6, 7}, &drawn);
            vary(&m.input, 7 + run, drawn.position, drawn.salience, drawn.capability);
            for (int k = 0; k < 16; k++) {
                drawn.position[k] = fmin(100, drawn.position[k] < 0 ? 0 : drawn.position[k]);
            }
            drawn.position[5] = (double)NAN;
            cbg_forecast_result *r = NULL;
            assert_int_equal(
                cbg_forecast_run(model, &options, &drawn.input, 4, 7 + run, NULL, NULL, &r, NULL), CBG_OK);
            for (int k = 0; k < 2; k++) {
                assert_int_equal(r->issue[k].stop, stop[2 * run + (uint64_t)k]);
                assert_memory_equal(&r->issue[k].point, &one[2 * run + (uint64_t)k], sizeof(double));
            }
            cbg_forecast_result_free(r);
        }
    }
}

static void settings_are_read_as_they_are_written(void **state)
{
    (void)state;
    static cbg_diags diags;
    int model = -1;
    cbg_forecast_options options;
    char text[128];
    cbg_diags_init(&diags, NULL);
    assert_int_equal(cbg_forecast_parse("nbs:disagreement=1.5:loss=linear", &model, &options, &diags),
                     CBG_OK);
    assert_string_equal(cbg_forecast_options_text(model, &options, text, sizeof text),
                        "nbs:loss=linear:disagreement=1.5");
    assert_int_equal(cbg_forecast_parse("nsb", &model, &options, &diags), CBG_NOT_FOUND);
    assert_int_equal(cbg_forecast_parse("nbs:los=linear", &model, &options, &diags), CBG_NOT_FOUND);
    assert_int_equal(cbg_forecast_parse("nbs:loss=cubic", &model, &options, &diags), CBG_NOT_FOUND);
    assert_int_equal(cbg_forecast_parse("nbs:disagreement=0.5", &model, &options, &diags), CBG_BAD_ARGUMENT);
    assert_int_equal(cbg_forecast_parse("nbs:loss", &model, &options, &diags), CBG_BAD_ARGUMENT);
    assert_int_equal(diags.errors, 5);
    assert_string_equal(diags.item[2].hint, "one of quadratic, linear");
    assert_string_equal(cbg_forecast_options_text(model, &options, text, 6), "nbs:l"); /* cut, not overrun */
}

static void bad_input_is_refused_by_name(void **state)
{
    (void)state;
    static cbg_diags diags;
    static made_input m;
    static const char *const names[] = {"Iran", "France"};
    made_input_random(&m, 2, 1, 1);
    m.input.actor_name = names;
    m.salience[1] = 1.5;
    cbg_diags_init(&diags, NULL);
    assert_int_equal(cbg_forecast_check(&m.input, &diags), CBG_BAD_ARGUMENT);
    assert_string_equal(diags.item[0].message, "the salience of France on issue 1 is 1.5");
    m.salience[1] = 0.5, m.position[0] = 101;
    assert_int_equal(cbg_forecast_check(&m.input, NULL), CBG_BAD_ARGUMENT);
    m.position[0] = 100, m.capability[0] = -1;
    assert_int_equal(cbg_forecast_check(&m.input, NULL), CBG_BAD_ARGUMENT);
    m.capability[0] = (double)INFINITY;
    assert_int_equal(cbg_forecast_check(&m.input, NULL), CBG_BAD_ARGUMENT);
    m.capability[0] = 1, m.low[0] = 100;
    assert_int_equal(cbg_forecast_check(&m.input, NULL), CBG_BAD_ARGUMENT);
    m.low[0] = 0;
    assert_int_equal(cbg_forecast_check(&m.input, NULL), CBG_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forecasts_stay_on_the_scale_and_say_how_they_ended),
        cmocka_unit_test(one_actor_alone_gets_its_way),
        cmocka_unit_test(all_at_one_position_stay_there),
        cmocka_unit_test(order_of_actors_and_actors_of_no_power_change_no_bit),
        cmocka_unit_test(moving_and_stretching_the_scale_moves_and_stretches_the_answer),
        cmocka_unit_test(order_of_actors_changes_last_bits_only),
        cmocka_unit_test(an_actor_of_no_power_changes_nothing),
        cmocka_unit_test(joint_models_move_and_stretch_with_every_scale),
        cmocka_unit_test(nobody_with_power_leaves_every_model_undetermined),
        cmocka_unit_test(a_batch_is_its_runs_one_by_one_at_any_number_of_threads),
        cmocka_unit_test(settings_are_read_as_they_are_written),
        cmocka_unit_test(bad_input_is_refused_by_name),
    };
    return cmocka_run_group_tests_name("forecast", tests, NULL, NULL);
}
