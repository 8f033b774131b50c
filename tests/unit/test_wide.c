/* Exact products against schoolbook decimal multiplication, digit by digit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/philox.h"
#include "base/wide.h"

enum { DIGITS = 1400 };

/* Least significant digit first. */
typedef struct decimal {
    unsigned char digit[DIGITS];
} decimal;

static void decimal_multiply(decimal *d, int64_t factor)
{
    decimal out = {{0}};
    int place = 0;
    for (; factor > 0; factor /= 10, place++) {
        const int by = (int)(factor % 10);
        int carry = 0;
        for (int i = 0; i + place < DIGITS; i++) {
            const int t = out.digit[i + place] + d->digit[i] * by + carry;
            out.digit[i + place] = (unsigned char)(t % 10);
            carry = t / 10;
        }
    }
    *d = out;
}

static int slow_compare(const int64_t *a, const int64_t *b, const int32_t *e, int count)
{
    decimal p = {{1}}, q = {{1}};
    for (int i = 0; i < count; i++) {
        for (int32_t k = 0; k < (e ? e[i] : 1); k++) {
            decimal_multiply(&p, a[i]);
            decimal_multiply(&q, b[i]);
        }
    }
    for (int i = DIGITS - 1; i >= 0; i--) {
        if (p.digit[i] != q.digit[i]) {
            return p.digit[i] < q.digit[i] ? -1 : 1;
        }
    }
    return 0;
}

static void products_compare_as_in_schoolbook_arithmetic(void **state)
{
    (void)state;
    cbgi_stream s;
    cbgi_stream_init(&s, 11, 0, 0, 0, 0);
    int seen[3] = {0};
    for (int trial = 0; trial < 1500; trial++) {
        int64_t a[7], b[7];
        int32_t e[7];
        const int count = (int)cbgi_stream_below(&s, 8);
        const uint64_t bound = UINT64_C(1) << (1 + cbgi_stream_below(&s, 63));
        for (int i = 0; i < count; i++) {
            a[i] = (int64_t)cbgi_stream_below(&s, bound);
            b[i] = (int64_t)cbgi_stream_below(&s, bound);
            e[i] = (int32_t)cbgi_stream_below(&s, 9);
        }
        const int32_t *exponents = trial % 2 ? e : NULL;
        const int want = slow_compare(a, b, exponents, count);
        seen[want + 1]++;
        assert_int_equal(cbgi_wide_compare_products(a, b, exponents, count), want);
        assert_int_equal(cbgi_wide_compare_products(b, a, exponents, count), -want);
    }
    assert_true(seen[0] > 100 && seen[1] > 10 && seen[2] > 100);
}

/* Doubles cannot tell these apart: (n - 1)(n + 1) = n^2 - 1. */
static void products_that_differ_by_one_are_told_apart(void **state)
{
    (void)state;
    const int64_t n = INT64_MAX - 1;
    const int64_t a[2] = {n - 1, n + 1}, b[2] = {n, n};
    assert_int_equal(cbgi_wide_compare_products(a, b, NULL, 2), -1);
    assert_int_equal(cbgi_wide_compare_products(b, a, NULL, 2), 1);
    assert_int_equal(cbgi_wide_compare_products(a, a, NULL, 2), 0);
}

static void equal_products_of_different_factors_are_equal(void **state)
{
    (void)state;
    const int64_t a[3] = {INT64_C(1) << 62, 3037000500, 7};
    const int64_t b[3] = {7, INT64_C(1) << 62, 3037000500};
    const int32_t e[3] = {5, 5, 5};
    assert_int_equal(cbgi_wide_compare_products(a, b, NULL, 3), 0);
    assert_int_equal(cbgi_wide_compare_products(a, b, e, 3), 0);
}

static void the_largest_product_allowed_fits(void **state)
{
    (void)state;
    const int64_t a[2] = {INT64_MAX, INT64_MAX}, b[2] = {INT64_MAX, INT64_MAX - 1};
    const int32_t e[2] = {CBGI_WIDE_EXPONENTS - 1, 1};
    assert_int_equal(cbgi_wide_compare_products(a, a, e, 2), 0);
    assert_int_equal(cbgi_wide_compare_products(a, b, e, 2), 1);
    assert_int_equal(cbgi_wide_compare_products(b, a, e, 2), -1);
}

static void zero_to_the_power_zero_is_one(void **state)
{
    (void)state;
    const int64_t a[2] = {0, 1}, b[2] = {5, 1}, zero[2] = {5, 0};
    const int32_t e[2] = {0, 3};
    assert_int_equal(cbgi_wide_compare_products(a, b, e, 2), 0);
    assert_int_equal(cbgi_wide_compare_products(a, zero, e, 2), 1);
    assert_int_equal(cbgi_wide_compare_products(a, zero, NULL, 2), 0);
    assert_int_equal(cbgi_wide_compare_products(a, zero, NULL, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_compare_as_in_schoolbook_arithmetic),
        cmocka_unit_test(products_that_differ_by_one_are_told_apart),
        cmocka_unit_test(equal_products_of_different_factors_are_equal),
        cmocka_unit_test(the_largest_product_allowed_fits),
        cmocka_unit_test(zero_to_the_power_zero_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
