/* Student's t distribution against published tables. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/student.h"

static void near(double got, double wanted, double error)
{
    if (!(got - wanted <= error && wanted - got <= error))
        fail_msg("got %.12g, wanted %.12g", got, wanted);
}

/* Two-sided 5 % and 1 % points, as in NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2. */
static void quantiles_are_those_of_the_table(void **state)
{
    (void)state;
    static const double table[][3] = {{1, 12.706, 63.657}, {2, 4.303, 9.925}, {3, 3.182, 5.841},
                                      {4, 2.776, 4.604},   {5, 2.571, 4.032}, {10, 2.228, 3.169},
                                      {20, 2.086, 2.845},  {30, 2.042, 2.750}, {100, 1.984, 2.626}};
    for (int k = 0; k < 9; k++) {
        near(cbgi_student_quantile(.05, table[k][0]), table[k][1], 5e-4);
        near(cbgi_student_quantile(.01, table[k][0]), table[k][2], 5e-4);
    }
    near(cbgi_student_quantile(.05, 1e9), 1.959964, 1e-5);
}

/* df 1: 1 - 2 atan(t) / pi; df 2: 1 - t / sqrt(2 + t^2). */
static void tails_are_those_of_the_closed_forms(void **state)
{
    (void)state;
    for (double t = 0; t < 50; t += .37) {
        near(cbgi_student_two_sided(t, 1), 1 - 2 * atan(t) / 3.14159265358979323846, 1e-13);
        near(cbgi_student_two_sided(t, 2), 1 - t / sqrt(2 + t * t), 1e-13);
        near(cbgi_student_two_sided(-t, 2), cbgi_student_two_sided(t, 2), 0);
    }
}

static void log_gamma_is_that_of_the_library(void **state)
{
    (void)state;
    for (double x = .05; x < 400; x += .31)
        near(cbgi_log_gamma(x), lgamma(x), 1e-12 * (1 + fabs(lgamma(x))));
}

static void extremes_are_no_surprise(void **state)
{
    (void)state;
    near(cbgi_student_two_sided(0, 5), 1, 0);
    near(cbgi_student_two_sided((double)INFINITY, 5), 0, 0);
    near(cbgi_student_two_sided(1e200, 5), 0, 0);
    assert_true(isnan(cbgi_student_two_sided((double)NAN, 5)));
    near(cbgi_beta_share(2, 3, .4), .5248, 1e-12); /* 1 - sum of binomials: exact */
    near(cbgi_beta_share(2, 3, .4) + cbgi_beta_share(3, 2, .6), 1, 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_those_of_the_table),
        cmocka_unit_test(tails_are_those_of_the_closed_forms),
        cmocka_unit_test(log_gamma_is_that_of_the_library),
        cmocka_unit_test(extremes_are_no_surprise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
