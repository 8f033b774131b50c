/* Correlations beside their definitions: all pairs for Kendall, ranks counted one by one for Spearman. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "base/philox.h"
#include "coburg/accuracy.h"

enum { MOST = 60 };

static double slow_pearson(const double *a, const double *b, int n)
{
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    for (int k = 0; k < n; k++) {
        sa += a[k];
        sb += b[k];
        saa += a[k] * a[k];
        sbb += b[k] * b[k];
        sab += a[k] * b[k];
    }
    return (n * sab - sa * sb) / sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
}

static double slow_rank(const double *a, int n, int at)
{
    double below = 0, same = 0;
    for (int k = 0; k < n; k++) {
        below += a[k] < a[at];
        same += a[k] == a[at];
    }
    return below + (same + 1) / 2;
}

static double slow_kendall(const double *a, const double *b, int n)
{
    double agree = 0, in_a = 0, in_b = 0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            const double x = (a[i] > a[j]) - (a[i] < a[j]), y = (b[i] > b[j]) - (b[i] < b[j]);
            agree += x * y;
            in_a += x != 0;
            in_b += y != 0;
        }
    }
    return agree / sqrt(in_a * in_b);
}

static bool close_to(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) < 1e-9;
}

static void correlations_are_those_of_the_definitions(void **state)
{
    (void)state;
    for (int number = 0; number < 400; number++) {
        double a[MOST], b[MOST], ra[MOST], rb[MOST], scratch[4 * MOST];
        cbgi_stream random;
        cbgi_stream_init(&random, 16, 3, (uint32_t)number, 0, 0);
        const int n = 2 + (int)cbgi_stream_below(&random, MOST - 2);
        const uint64_t grid = number % 3 == 0 ? 4 : 1000; /* many ties, few ties */
        double square = 0;
        for (int k = 0; k < n; k++) {
            a[k] = (double)cbgi_stream_below(&random, grid) / (double)grid;
            b[k] = (double)cbgi_stream_below(&random, grid) / (double)grid + (number % 2 ? a[k] : 0);
            square += (a[k] - b[k]) * (a[k] - b[k]);
        }
        for (int k = 0; k < n; k++) {
            ra[k] = slow_rank(a, n, k);
            rb[k] = slow_rank(b, n, k);
        }
        cbg_correlation c;
        cbg_correlate(a, b, (size_t)n, scratch, &c);
        assert_true(close_to(c.rmse, sqrt(square / n)));
        const double kendall = slow_kendall(a, b, n);
        assert_true(close_to(c.kendall, isfinite(kendall) ? kendall : (double)NAN));
        if (isfinite(kendall)) {
            assert_true(close_to(c.pearson, slow_pearson(a, b, n)));
            assert_true(close_to(c.spearman, slow_pearson(ra, rb, n)));
        } else {
            assert_true(isnan(c.pearson) && isnan(c.spearman));
        }
    }
}

static void what_rises_together_correlates_wholly(void **state)
{
    (void)state;
    const double a[] = {1, 2, 3, 4, 5}, up[] = {1, 4, 9, 16, 25}, down[] = {5, 4, 3, 2, 1};
    double scratch[20];
    cbg_correlation c;
    cbg_correlate(a, up, 5, scratch, &c);
    assert_true(c.kendall == 1 && close_to(c.spearman, 1) && c.pearson < 1);
    cbg_correlate(a, down, 5, scratch, &c);
    assert_true(c.kendall == -1 && close_to(c.spearman, -1) && close_to(c.pearson, -1));
    cbg_correlate(a, up, 1, scratch, &c);
    assert_true(c.rmse == 0 && isnan(c.kendall));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(correlations_are_those_of_the_definitions),
        cmocka_unit_test(what_rises_together_correlates_wholly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
