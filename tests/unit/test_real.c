/* exp, log and pow against the long double functions of libm at 100000 random points each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/philox.h"
#include "base/real.h"

enum { POINTS = 100000 };

/* Distance in units in the last place of the double nearest to `want`. */
static double ulps(double got, long double want)
{
    int e;
    (void)frexp((double)want, &e);
    e = e < -1021 ? -1021 : e;
    return (double)(fabsl((long double)got - want) / ldexpl(1.0L, e - 53));
}

static double any_positive(cbgi_stream *s)
{
    const uint64_t bits = 1 + cbgi_stream_below(s, (UINT64_C(0x7FF) << 52) - 1);
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static double between(cbgi_stream *s, double low, double high)
{
    return low + (high - low) * cbgi_stream_unit(s);
}

static void exp_is_within_one_unit_in_the_last_place(void **state)
{
    (void)state;
    cbgi_stream s;
    cbgi_stream_init(&s, 1, 1, 0, 0, 0);
    for (int i = 0; i < POINTS; i++) {
        const double x = i % 2 ? between(&s, -708, 709.7) : between(&s, -1, 1);
        assert_true(ulps(cbgi_exp(x), expl((long double)x)) < 1.0);
    }
}

static void exp_is_gradual_below_the_normal_range(void **state)
{
    (void)state;
    cbgi_stream s;
    cbgi_stream_init(&s, 1, 2, 0, 0, 0);
    for (int i = 0; i < POINTS; i++) {
        const double x = between(&s, -745, -708);
        assert_true(ulps(cbgi_exp(x), expl((long double)x)) < 1.5);
    }
}

static void log_is_within_one_unit_in_the_last_place(void **state)
{
    (void)state;
    cbgi_stream s;
    cbgi_stream_init(&s, 1, 3, 0, 0, 0);
    for (int i = 0; i < POINTS; i++) {
        const double x = i % 3 == 0   ? any_positive(&s)
                         : i % 3 == 1 ? between(&s, 0.5, 2)
                                      : 1 + between(&s, -1e-9, 1e-9);
        assert_true(ulps(cbgi_log(x), logl((long double)x)) < 1.0);
    }
}

static void pow_is_within_one_unit_in_the_last_place(void **state)
{
    (void)state;
    cbgi_stream s;
    cbgi_stream_init(&s, 1, 4, 0, 0, 0);
    int tested = 0;
    for (int i = 0; i < POINTS; i++) {
        const double x = i % 2 ? any_positive(&s) : between(&s, 0, 2);
        const double y = between(&s, -708, 708) / (i % 4 < 2 ? fabs(log(x)) : 50);
        const long double want = powl((long double)x, (long double)y);
        if (want >= (long double)DBL_MIN && want <= (long double)DBL_MAX) {
            assert_true(ulps(cbgi_pow(x, y), want) < 1.0);
            tested++;
        }
    }
    assert_true(tested > POINTS / 2);
}

static void small_whole_powers_are_exact(void **state)
{
    (void)state;
    for (int x = 1; x <= 9; x++) {
        double power = 1;
        for (int y = 0; y <= 16; y++, power *= x) {
            assert_true(ulps(cbgi_pow(x, y), (long double)power) == 0);
        }
    }
    assert_true(ulps(cbgi_pow(4, 0.5), 2) == 0 && ulps(cbgi_pow(2, -1074), 0x1p-1074L) == 0);
}

static void borders_are_as_described(void **state)
{
    (void)state;
    const double inf = HUGE_VAL, nan_value = (double)NAN;
    static const double tiny = 0x1p-1074;
    assert_true(cbgi_exp(0) == 1 && cbgi_exp(-0.0) == 1 && cbgi_exp(tiny) == 1);
    assert_true(cbgi_exp(inf) == inf && cbgi_exp(-inf) == 0 && isnan(cbgi_exp(nan_value)));
    assert_true(cbgi_exp(709.782712893384) < inf && cbgi_exp(709.782712893385) == inf);
    assert_true(cbgi_exp(-745.13) == tiny && cbgi_exp(-745.14) == 0 && cbgi_exp(-1e300) == 0);
    assert_true(cbgi_log(0) == -inf && cbgi_log(-0.0) == -inf && cbgi_log(inf) == inf);
    assert_true(cbgi_log(1) == 0 && isnan(cbgi_log(-1)) && isnan(cbgi_log(-inf)));
    assert_true(isnan(cbgi_log(nan_value)));
    assert_true(ulps(cbgi_log(tiny), logl(0x1p-1074L)) < 1);
    assert_true(cbgi_pow(0, 0) == 1 && cbgi_pow(nan_value, 0) == 1 && cbgi_pow(inf, 0) == 1);
    assert_true(cbgi_pow(0, 2) == 0 && cbgi_pow(0, inf) == 0 && cbgi_pow(0, -2) == inf);
    assert_true(cbgi_pow(inf, 2) == inf && cbgi_pow(inf, -2) == 0);
    assert_true(cbgi_pow(1, inf) == 1 && cbgi_pow(1, nan_value) == 1);
    assert_true(cbgi_pow(0.5, inf) == 0 && cbgi_pow(0.5, -inf) == inf);
    assert_true(cbgi_pow(2, inf) == inf && cbgi_pow(2, -inf) == 0);
    assert_true(cbgi_pow(2, DBL_MAX) == inf && cbgi_pow(2, -DBL_MAX) == 0);
    assert_true(cbgi_pow(2, tiny) == 1 && cbgi_pow(2, 1024) == inf && cbgi_pow(2, -1080) == 0);
    assert_true(isnan(cbgi_pow(-1, 2)) && isnan(cbgi_pow(2, nan_value)));
    assert_true(isnan(cbgi_pow(nan_value, 1)) && isnan(cbgi_pow(-inf, 1)));
}

/* One number over 30000 results: it must be the same wherever this is built. */
static void bits_are_the_same_everywhere(void **state)
{
    (void)state;
    cbgi_stream s;
    cbgi_stream_init(&s, 1, 5, 0, 0, 0);
    uint64_t hash = 0;
    for (int i = 0; i < 10000; i++) {
        const double x = any_positive(&s), y = between(&s, -750, 710);
        const double result[3] = {cbgi_exp(y), cbgi_log(x), cbgi_pow(x, y / 300)};
        uint64_t word[4] = {hash, 0, 0, 0};
        memcpy(word + 1, result, sizeof result);
        hash = cbgi_hash_words(word, 4);
    }
    assert_true(hash == UINT64_C(0x6D39B6DB73D9C0D0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_within_one_unit_in_the_last_place),
        cmocka_unit_test(exp_is_gradual_below_the_normal_range),
        cmocka_unit_test(log_is_within_one_unit_in_the_last_place),
        cmocka_unit_test(pow_is_within_one_unit_in_the_last_place),
        cmocka_unit_test(small_whole_powers_are_exact),
        cmocka_unit_test(borders_are_as_described),
        cmocka_unit_test(bits_are_the_same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
