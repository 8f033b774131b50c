/* Laws of forecasts from cases: a scale that is moved and stretched moves and stretches every model's point; the order of
 * issues in the file, and giving what would be derived, change nothing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/read.h"
#include "coburg/study.h"

enum { TEXT = 4000, MODELS = CBG_STUDY_MODELS_MAX };

/* Three parties, two issues; `scale` holds the options of x. */
static void write_case(char out[TEXT], const int scale[5], const char *extra_a)
{
    snprintf(out, TEXT,
             "case: x\nparties:\n  A: {power: 3%s}\n  B: {power: 2}\n  C: {power: {value: 4, range: [2, 6]}}\n"
             "issues:\n  x: {scale: {options: [%d, %d, %d, %d, %d]}}\n  y: {options: [a, b, c]}\n"
             "preferences:\n"
             "  A: {weights: {x: 60, y: 40}, scores: {x: [100, 80, 40, 20, 0], y: [0, 50, 100]}}\n"
             "  B: {weights: {x: 30, y: 70}, scores: {x: [0, 50, 100, 60, 10], y: [100, 50, 0]}}\n"
             "  C: {weights: {x: {value: 50, range: [40, 60]}, y: 50}, scores: {x: [0, 10, 20, 50, 100], y: [0, 100, 30]}}\n",
             extra_a, scale[0], scale[1], scale[2], scale[3], scale[4]);
}

/* The points of every registered model on both issues, and the spread of the answer on x. */
static void points(const char *text, double x[MODELS], double y[MODELS], cbg_spread *spread)
{
    cbg_case *c = NULL;
    cbg_evidence *e = NULL;
    cbg_study *s = NULL;
    cbg_diags diags;
    const cbg_study_options options = {.draws = 200, .seed = 4};
    assert_int_equal(cbg_case_read_text(text, strlen(text), "test", NULL, &c, &diags), CBG_OK);
    assert_int_equal(cbg_evidence_build(c, NULL, NULL, &e, &diags), CBG_OK);
    assert_int_equal(cbg_study_make(e, &options, NULL, &s, &diags), CBG_OK);
    assert_int_equal(s->models, cbg_forecast_model_count());
    for (int m = 0; m < s->models; m++) {
        x[m] = s->model[m].issue[0].point;
        y[m] = s->model[m].issue[1].point;
    }
    *spread = s->spread[0];
    cbg_study_free(s);
    cbg_evidence_free(e);
    cbg_case_free(c);
}

static void points_move_with_the_scale(void **state)
{
    (void)state;
    static const int scale[5] = {0, 8, 16, 40, 64};
    char text[TEXT];
    double x[2][MODELS], y[2][MODELS];
    cbg_spread spread[2];
    for (int k = 0; k < 2; k++) {
        int moved[5];
        for (int o = 0; o < 5; o++)
            moved[o] = k == 0 ? scale[o] : 4 * scale[o] + 128;
        write_case(text, moved, "");
        points(text, x[k], y[k], &spread[k]);
    }
    for (int m = 0; m < cbg_forecast_model_count(); m++) {
        assert_true(fabs(4 * x[0][m] + 128 - x[1][m]) < 1e-6);
        assert_true(fabs(y[0][m] - y[1][m]) < 1e-9);
    }
    assert_true(fabs(4 * spread[0].q95 + 128 - spread[1].q95) < 1e-9);
    assert_true(spread[0].q05 < spread[0].q95);
}

static void stating_what_would_be_derived_changes_nothing(void **state)
{
    (void)state;
    static const int scale[5] = {0, 8, 16, 40, 64};
    char text[TEXT];
    double x[2][MODELS], y[2][MODELS];
    cbg_spread spread[2];
    for (int k = 0; k < 2; k++) {
        write_case(text, scale, k == 0 ? "" : ", positions: {x: 0, y: c}, salience: {x: 60, y: 40}");
        points(text, x[k], y[k], &spread[k]);
    }
    for (int m = 0; m < cbg_forecast_model_count(); m++)
        assert_true(fabs(x[0][m] - x[1][m]) < 1e-12 && fabs(y[0][m] - y[1][m]) < 1e-12);
    assert_memory_equal(&spread[0], &spread[1], sizeof spread[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_move_with_the_scale),
        cmocka_unit_test(stating_what_would_be_derived_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
