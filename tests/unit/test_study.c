/* Sobol indices of functions whose indices are known, and quantiles beside a naive count. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/philox.h"
#include "coburg/study.h"

enum { ROWS = 30000, FACTORS = 3 };

static double unit(uint32_t purpose, uint32_t row, uint16_t factor)
{
    cbgi_stream s;
    cbgi_stream_init(&s, 5, purpose, row, factor, 0);
    return cbgi_stream_unit(&s);
}

/* T. Ishigami and T. Homma, ISUMA 1990, doi 10.1109/ISUMA.1990.151285: sin x + 7 sin^2 y + 0.1 z^4 sin x on (-pi, pi). */
static double ishigami(const double u[FACTORS])
{
    const double pi = acos(-1), x = pi * (2 * u[0] - 1), y = pi * (2 * u[1] - 1), z = pi * (2 * u[2] - 1);
    return sin(x) + 7 * sin(y) * sin(y) + 0.1 * z * z * z * z * sin(x);
}

static double additive(const double u[FACTORS])
{
    return 1000 + 1 * u[0] + 2 * u[1];
}

static double constant(const double u[FACTORS])
{
    (void)u;
    return 0.1;
}

static void solve(double (*f)(const double *), double first[FACTORS], double total[FACTORS])
{
    double *out = malloc((FACTORS + 2) * ROWS * sizeof *out);
    assert_non_null(out);
    for (int block = 0; block < FACTORS + 2; block++) {
        for (uint32_t row = 0; row < ROWS; row++) {
            double u[FACTORS];
            for (uint16_t k = 0; k < FACTORS; k++)
                u[k] = unit(block == 1 || block == k + 2 ? 2 : 1, row, k);
            out[block * ROWS + (int)row] = f(u);
        }
    }
    out[3 * ROWS + 17] = (double)NAN; /* a row without an answer does not spoil the others */
    cbg_sobol_indices(out, FACTORS, ROWS, first, total);
    free(out);
}

static void indices_of_ishigami(void **state)
{
    (void)state;
    double first[FACTORS], total[FACTORS];
    solve(ishigami, first, total);
    static const double s[] = {0.3139, 0.4424, 0}, t[] = {0.5576, 0.4424, 0.2437};
    for (int k = 0; k < FACTORS; k++) {
        assert_true(fabs(first[k] - s[k]) < 0.03);
        assert_true(fabs(total[k] - t[k]) < 0.02);
    }
}

static void indices_of_a_sum(void **state)
{
    (void)state;
    double first[FACTORS], total[FACTORS];
    solve(additive, first, total);
    static const double s[] = {0.2, 0.8, 0};
    for (int k = 0; k < FACTORS; k++) {
        assert_true(fabs(first[k] - s[k]) < 0.02);
        assert_true(fabs(total[k] - s[k]) < 0.02);
    }
}

static void a_constant_has_no_drivers(void **state)
{
    (void)state;
    double first[FACTORS], total[FACTORS];
    solve(constant, first, total);
    for (int k = 0; k < FACTORS; k++)
        assert_true(isnan(first[k]) && isnan(total[k]));
}

/* Type 7 by its definition: the value at 1 + (n - 1) p, counted from 1, in the sorted list. */
static double naive(const double *value, int n, double p)
{
    const double at = (n - 1) * p;
    double below = 0, above = 0;
    for (int k = 0; k < n; k++) {
        int rank = 0;
        for (int j = 0; j < n; j++)
            rank += value[j] < value[k];
        below = rank == (int)floor(at) ? value[k] : below;
        above = rank == (int)ceil(at) ? value[k] : above;
    }
    return below + (at - floor(at)) * (above - below);
}

static void quantiles_agree_with_counting(void **state)
{
    (void)state;
    for (int n = 1; n <= 60; n += 7) {
        double value[70], copy[70];
        for (int k = 0; k < n; k++)
            copy[k] = value[k] = unit(9, (uint32_t)k, (uint16_t)n);
        value[n] = value[n + 1] = (double)NAN;
        cbg_spread spread;
        cbg_spread_of(value, (size_t)n + 2, &spread);
        assert_true(fabs(spread.median - naive(copy, n, 0.5)) < 1e-12);
        assert_true(fabs(spread.q05 - naive(copy, n, 0.05)) < 1e-12);
        assert_true(fabs(spread.q75 - naive(copy, n, 0.75)) < 1e-12);
        assert_true(fabs(spread.q95 - naive(copy, n, 0.95)) < 1e-12);
        assert_true(fabs(spread.none - 2.0 / (n + 2)) < 1e-12);
    }
    double none[2] = {(double)NAN, (double)NAN};
    cbg_spread spread;
    cbg_spread_of(none, 2, &spread);
    assert_true(isnan(spread.median) && isnan(spread.mean) && spread.none >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indices_of_ishigami),
        cmocka_unit_test(indices_of_a_sum),
        cmocka_unit_test(a_constant_has_no_drivers),
        cmocka_unit_test(quantiles_agree_with_counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
