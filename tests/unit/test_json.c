/* The JSON writer: layout, numbers that read back, and output that is valid whatever comes in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/json.h"

static cbgi_text out;
static cbgi_json json;

static int begin(void **state)
{
    (void)state;
    cbgi_text_init(&out, NULL);
    cbgi_json_init(&json, &out);
    return 0;
}

static int end(void **state)
{
    (void)state;
    cbgi_text_free(&out);
    return 0;
}

static void brackets_nest_with_commas_and_two_blanks_a_level(void **state)
{
    (void)state;
    cbgi_json_open(&json, '{');
    cbgi_json_put_int(&json, "a", -1);
    cbgi_json_key(&json, "b");
    cbgi_json_open(&json, '[');
    cbgi_json_bool(&json, true);
    cbgi_json_null(&json);
    cbgi_json_close(&json, ']');
    cbgi_json_close(&json, '}');
    assert_string_equal(out.data, "{\n  \"a\": -1,\n  \"b\": [\n    true,\n    null\n  ]\n}\n");
}

static void a_line_holds_all_that_is_within_it(void **state)
{
    (void)state;
    cbgi_json_open_line(&json, '[');
    cbgi_json_open(&json, '{');
    cbgi_json_put_uint(&json, "a", UINT64_MAX);
    cbgi_json_put_string(&json, "b", NULL);
    cbgi_json_close(&json, '}');
    cbgi_json_open(&json, '[');
    cbgi_json_close(&json, ']');
    cbgi_json_close(&json, ']');
    assert_string_equal(out.data, "[{\"a\": 18446744073709551615, \"b\": null}, []]\n");
}

static void strings_are_escaped_and_bytes_that_are_not_utf8_replaced(void **state)
{
    (void)state;
    cbgi_json_string(&json, "\"\\\n\t\x01\x7f \xc3\xa9 \xff \xed\xa0\x80 \xe6\x97\xa5");
    assert_string_equal(out.data, "\"\\\"\\\\\\n\\t\\u0001\\u007f \xc3\xa9 \\ufffd "
                                  "\\ufffd\\ufffd\\ufffd \xe6\x97\xa5\"");
}

static void doubles_are_the_shortest_that_read_back(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } example[] = {{0.1, "0.1"}, {3, "3"}, {1e30, "1e+30"}, {2.0 / 3, "0.6666666666666666"}, {5e-324, "5e-324"}};
    for (size_t k = 0; k < sizeof example / sizeof example[0]; k++) {
        out.length = 0;
        cbgi_json_double(&json, example[k].value);
        assert_string_equal(out.data, example[k].text);
        assert_true(memcmp(&(double){strtod(out.data, NULL)}, &example[k].value, sizeof(double)) == 0);
    }
}

static void a_double_that_is_no_number_is_null(void **state)
{
    (void)state;
    double zero = 0;
    cbgi_json_open_line(&json, '[');
    cbgi_json_double(&json, 1 / zero);
    cbgi_json_double(&json, zero / zero);
    cbgi_json_close(&json, ']');
    assert_string_equal(out.data, "[null, null]\n");
}

static void rationals_are_exact_where_decimals_are(void **state)
{
    (void)state;
    cbgi_json_open_line(&json, '[');
    cbgi_json_rational(&json, (cbg_rational){25, 2});
    cbgi_json_rational(&json, (cbg_rational){-1, 8});
    cbgi_json_rational(&json, (cbg_rational){1, 3});
    cbgi_json_close(&json, ']');
    assert_string_equal(out.data, "[12.5, -0.125, 0.3333333333333333]\n");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        CASE(brackets_nest_with_commas_and_two_blanks_a_level),
        CASE(a_line_holds_all_that_is_within_it),
        CASE(strings_are_escaped_and_bytes_that_are_not_utf8_replaced),
        CASE(doubles_are_the_shortest_that_read_back),
        CASE(a_double_that_is_no_number_is_null),
        CASE(rationals_are_exact_where_decimals_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
