/* Means, medians and the Nash solution on the car-emission and oil-price examples, beside values that were computed
 * otherwise; where those are only near the optimum, ours is shown to be the better one. */
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

static made_input car, oil;

/* The model of a row of the table: "nbs_q1.5" is quadratic loss against a disagreement loss of 1.5. */
static void model_of(const char *row, char out[96])
{
    static const char *const names[][2] = {
        {"mean_unweighted", "mean:weights=equal"},           {"mean_power", "mean:weights=power"},
        {"mean_salience", "mean:weights=salience"},          {"compromise_power_x_salience", "mean"},
        {"median_unweighted_lower", "median:weights=equal"}, {"median_power_lower", "median:weights=power"},
        {"median_power_x_salience_lower", "median"}};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        if (strcmp(names[k][0], row) == 0) {
            snprintf(out, 96, "%s", names[k][1]);
            return;
        }
    }
    assert_memory_equal(row, "nbs_", 4);
    snprintf(out, 96, "nbs:loss=%s:disagreement=%s", row[4] == 'q' ? "quadratic" : "linear", row + 5);
}

/* What the Nash solution maximises, by the definition and in long double. */
static long double product(const cbg_forecast_input *in, double x, bool linear, double disagreement)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (int i = 0; i < in->actors; i++) {
        low = fmin(low, in->position[i]);
        high = fmax(high, in->position[i]);
    }
    long double sum = 0;
    for (int i = 0; i < in->actors; i++) {
        const long double t =
            fabsl((long double)x - (long double)in->position[i]) / ((long double)high - (long double)low);
        sum += (long double)in->capability[i] * (long double)in->salience[i] *
               logl((long double)disagreement - (linear ? t : t * t));
    }
    return sum;
}

static void every_published_value_is_met(void **state)
{
    (void)state;
    table_file *t = table_read("static_models_expected.csv");
    assert_int_equal(t->rows, 32);
    for (int row = 0; row < t->rows; row++) {
        const cbg_forecast_input *in =
            strcmp(table_text(t, row, "case"), "car") == 0 ? &car.input : &oil.input;
        const char *name = table_text(t, row, "model");
        const double wanted = table_number(t, row, "value");
        char model[96];
        model_of(name, model);
        const double got = made_point(model, in);
        if (memcmp(name, "nbs_", 4) != 0) {
            assert_true(fabs(got - wanted) <= 1e-9);
            continue;
        }
        assert_true(fabs(got - wanted) <= 1e-6);
        const bool linear = name[4] == 'l';
        const double d = strtod(name + 5, NULL);
        assert_true(product(in, got, linear, d) >= product(in, wanted, linear, d));
        const double step = 1e-6; /* and no neighbour is better */
        assert_true(product(in, got, linear, d) >= product(in, got - step, linear, d));
        assert_true(product(in, got, linear, d) >= product(in, got + step, linear, d));
    }
    table_free(t);
}

static void with_a_far_worse_disagreement_nash_is_the_compromise(void **state)
{
    (void)state;
    assert_true(fabs(made_point("nbs:disagreement=1e9", &car.input) - made_point("mean", &car.input)) < 1e-6);
}

static void a_half_on_either_side_leaves_an_interval(void **state)
{
    (void)state;
    const double x[] = {1, 2, 5, 9}, s[] = {1, 1, 1, 1}, c[] = {0.1, 0.2, 0.2, 0.1};
    const cbg_forecast_input in = {.actors = 4, .issues = 1, .position = x, .salience = s, .capability = c};
    cbg_forecast_result *r = made_forecast("median", &in);
    assert_true(r->issue[0].point == 2 && r->issue[0].low == 2 && r->issue[0].high == 5);
    cbg_forecast_result_free(r);
    assert_true(made_point("median:side=upper", &in) == 5);
    assert_true(made_point("median:side=middle", &in) == 3.5);
}

static void a_reference_point_must_lie_on_one_side_of_all(void **state)
{
    (void)state;
    const double x[] = {4, 6}, s[] = {1, 1}, c[] = {1, 1}, low = 0, high = 10, between = 5, below = 0,
                 beside = 3.5;
    cbg_forecast_input in = {.actors = 2,
                             .issues = 1,
                             .position = x,
                             .salience = s,
                             .capability = c,
                             .low = &low,
                             .high = &high,
                             .reference = &between};
    cbg_forecast_result *r = made_forecast("nbs", &in);
    assert_int_equal(r->issue[0].stop, CBG_FORECAST_NO_AGREEMENT);
    assert_true(isnan(r->issue[0].point));
    cbg_forecast_result_free(r);
    in.reference = &below; /* gains 16 - (x-4)^2 and 36 - (x-6)^2: x (8 - x) * x (12 - x) is greatest at
                              2 (96 - 20 x + x^2) = x (20 - 2 x), x = (15 - sqrt(33)) / 2 */
    assert_true(fabs(made_point("nbs", &in) - (15 - sqrt(33)) / 2) < 1e-12);
    in.reference = &beside; /* nobody agrees to more than 4.5 */
    assert_true(made_point("nbs", &in) < 4.5 && made_point("nbs", &in) > 4);
    assert_true(made_point("nbs:against=loss", &in) == 5);
}

static void nobody_with_weight_leaves_it_open(void **state)
{
    (void)state;
    static const char *const models[] = {"mean", "median", "nbs"};
    const double x[] = {4, 6}, s[] = {1, 0}, c[] = {0, 1};
    const cbg_forecast_input in = {.actors = 2, .issues = 1, .position = x, .salience = s, .capability = c};
    for (int k = 0; k < 3; k++) {
        cbg_forecast_result *r = made_forecast(models[k], &in);
        assert_int_equal(r->issue[0].stop, CBG_FORECAST_UNDETERMINED);
        assert_true(isnan(r->issue[0].point));
        cbg_forecast_result_free(r);
    }
}

int main(void)
{
    made_input_file(&car, "scholz_car_emissions_input.csv");
    made_input_file(&oil, "oil_price_sultan_input.csv");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_published_value_is_met),
        cmocka_unit_test(with_a_far_worse_disagreement_nash_is_the_compromise),
        cmocka_unit_test(a_half_on_either_side_leaves_an_interval),
        cmocka_unit_test(a_reference_point_must_lie_on_one_side_of_all),
        cmocka_unit_test(nobody_with_weight_leaves_it_open),
    };
    return cmocka_run_group_tests_name("static models", tests, NULL, NULL);
}
