/* Numbers as text: read exactly or refused, and written so that they read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/decimal.h"

static void numbers_are_read_exactly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        cbg_rational want;
    } good[] = {
        {"0", {0, 1}},
        {"-0", {0, 1}},
        {"+0.000", {0, 1}},
        {"007", {7, 1}},
        {"12.5", {25, 2}},
        {"-3", {-3, 1}},
        {"1e2", {100, 1}},
        {"1.0E-5", {1, 100000}},
        {"+1.25e+1", {25, 2}},
        {"20/30", {2, 3}},
        {"-20/30", {-2, 3}},
        {"0/9", {0, 1}},
        {"0.1000000000000000000000000000000000000000000000000000000000000000000", {1, 10}},
        {"100000000000000000000000000000000e-32", {1, 1}},
        {"0.00000000000000000000000000000000000001e38", {1, 1}},
        {"0e999999999999999999999999", {0, 1}},
        {"9223372036854775807", {INT64_MAX, 1}},
        {"-9223372036854775808", {INT64_MIN, 1}},
        {"-9223372036854775808/9223372036854775807", {INT64_MIN, INT64_MAX}},
        {"922337203685477580.7", {INT64_MAX, 10}},
        {"0.000000000000000001", {1, INT64_C(1000000000000000000)}},
        /* 1/2^62 and (2^63 - 1)/2^62, the longest decimals that fit */
        {"0.00000000000000000021684043449710088680149056017398834228515625", {1, INT64_C(1) << 62}},
        {"1.99999999999999999978315956550289911319850943982601165771484375", {INT64_MAX, INT64_C(1) << 62}},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        cbg_rational got = {77, 78};
        assert_int_equal(cbg_rational_parse(good[i].text, &got), CBG_OK);
        assert_true(got.num == good[i].want.num && got.den == good[i].want.den);
    }
}

static void numbers_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    static const char *const large[] = {
        "9223372036854775808",
        "-9223372036854775809",
        "1e19",
        "1e-19",
        "-1e99999999999999999999",
        "1e-99999999999999999999",
        "0.33333333333333333333",
        "0.000000000000000000108420217248550443400745280086994171142578125",
        "9999999999999999999999999999999999999999999999999999999999999999999999999999999",
        "1/9223372036854775808",
        "9223372036854775808/3",
    };
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        cbg_rational got = {77, 78};
        assert_int_equal(cbg_rational_parse(large[i], &got), CBG_OVERFLOW);
        assert_true(got.num == 77 && got.den == 78);
    }
}

static void texts_that_are_no_numbers_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",      "-",     "+",   ".",   ".5",    "1.",    "1.e2",  "1e",       "1e+", "e5",   "0x10",
        "nan",   "inf",   " 1",  "1 ",  "1,5",   "1..2",  "1/",    "/2",       "1/0", "1/-2", "1/2/3",
        "1e2/3", "1/2e3", "--1", "+-1", "1_000", "1.5.2", "1e2.5", "\xd9\xa1", "12a",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cbg_rational got = {77, 78};
        assert_int_equal(cbg_rational_parse(bad[i], &got), CBG_BAD_SYNTAX);
        assert_true(got.num == 77 && got.den == 78);
    }
}

static void typed_numbers_may_begin_with_a_point(void **state)
{
    (void)state;
    cbg_rational got = {77, 78};
    assert_int_equal(cbgi_rational_typed(".5", &got), CBG_OK);
    assert_true(got.num == 1 && got.den == 2);
    assert_int_equal(cbgi_rational_typed("-.25e1", &got), CBG_OK);
    assert_true(got.num == -5 && got.den == 2);
    assert_int_equal(cbgi_rational_typed("20/30", &got), CBG_OK);
    assert_true(got.num == 2 && got.den == 3);
    static const char *const bad[] = {"", ".", "-.", "5.", ".e1", ".5/2", ".5.5", "..5", ". 5", "nan"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(cbgi_rational_typed(bad[i], &got), CBG_BAD_SYNTAX);
}

static void text_is_a_decimal_when_that_is_short_and_a_fraction_otherwise(void **state)
{
    (void)state;
    static const struct {
        cbg_rational a;
        int digits;
        const char *text;
    } written[] = {
        {{25, 2}, 2, "12.5"},
        {{25, 2}, 0, "25/2"},
        {{395, 6}, 18, "395/6"},
        {{-1, 8}, 3, "-0.125"},
        {{-1, 8}, 2, "-1/8"},
        {{0, 1}, 5, "0"},
        {{INT64_MIN, 1}, 0, "-9223372036854775808"},
        {{INT64_MIN, INT64_MAX}, 18, "-9223372036854775808/9223372036854775807"},
        {{1, INT64_C(1000000000000000000)}, 18, "0.000000000000000001"},
        {{1, INT64_C(1000000000000000000)}, 17, "1/1000000000000000000"},
        {{INT64_MAX, 10}, 1, "922337203685477580.7"},
    };
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        char out[CBG_RATIONAL_TEXT];
        cbg_rational back;
        assert_string_equal(cbg_rational_text(written[i].a, written[i].digits, out), written[i].text);
        assert_int_equal(cbg_rational_parse(out, &back), CBG_OK);
        assert_int_equal(cbg_rational_compare(back, written[i].a), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_exactly),
        cmocka_unit_test(numbers_that_do_not_fit_are_refused),
        cmocka_unit_test(texts_that_are_no_numbers_are_refused),
        cmocka_unit_test(typed_numbers_may_begin_with_a_point),
        cmocka_unit_test(text_is_a_decimal_when_that_is_short_and_a_fraction_otherwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
