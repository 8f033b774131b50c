/* Growing texts, columns, and the nearest name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/philox.h"
#include "base/text.h"
#include "base/utf8.h"

static void parts_are_joined_in_order(void **state)
{
    (void)state;
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    assert_null(text.data);
    cbgi_text_add(&text, "");
    assert_string_equal(text.data, "");
    cbgi_text_add(&text, "ab");
    cbgi_text_add_n(&text, "cdef", 2);
    cbgi_text_addf(&text, "%d-%s", 12, "x");
    cbgi_text_pad(&text, '.', 3);
    assert_string_equal(text.data, "abcd12-x...");
    assert_int_equal(text.length, strlen(text.data));
    cbgi_text_free(&text);
    assert_null(text.data);
}

static void long_texts_grow_without_loss(void **state)
{
    (void)state;
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    for (int i = 0; i < 5000; i++) {
        cbgi_text_addf(&text, "%05d", i);
    }
    assert_int_equal(text.length, 25000);
    for (int i = 0; i < 5000; i++) {
        char part[6] = "";
        memcpy(part, text.data + 5 * i, 5);
        assert_int_equal(atoi(part), i);
    }
    cbgi_text_free(&text);
}

static void *no_memory(void *context, size_t size)
{
    int *left = context;
    return (*left)-- > 0 ? malloc(size) : NULL;
}

static void give_back(void *context, void *memory)
{
    (void)context;
    free(memory);
}

static void running_out_of_memory_is_remembered_and_keeps_what_was_there(void **state)
{
    (void)state;
    int left = 1;
    const cbg_allocator allocator = {no_memory, give_back, &left};
    const cbg_exec exec = {.allocator = &allocator};
    cbgi_text text;
    cbgi_text_init(&text, &exec);
    cbgi_text_add(&text, "kept");
    assert_false(text.failed);
    cbgi_text_pad(&text, 'x', 100000);
    assert_true(text.failed);
    cbgi_text_add(&text, "more");
    cbgi_text_addf(&text, "%d", 1);
    cbgi_text_pad(&text, 'x', SIZE_MAX);
    assert_string_equal(text.data, "kept");
    cbgi_text_free(&text);
    cbgi_text_init(&text, &exec);
    cbgi_text_pad(&text, 'x', SIZE_MAX);
    assert_true(text.failed);
    cbgi_text_free(&text);
}

static void columns_count_code_points_without_combining_marks(void **state)
{
    (void)state;
    assert_int_equal(cbgi_text_columns(""), 0);
    assert_int_equal(cbgi_text_columns("Wien"), 4);
    assert_int_equal(cbgi_text_columns("G\xc3\xb6teborg"), 8);
    assert_int_equal(cbgi_text_columns("Go\xcc\x88teborg"), 8);
    assert_int_equal(cbgi_text_columns("\xf0\x9f\x99\x82"), 1);
    assert_int_equal(cbgi_text_columns("a\xff\xc3"), 3); /* stray bytes: one each */
}

static void decoding_refuses_what_rfc_3629_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t taken;
        uint32_t code;
    } text[] = {
        {"A", 1, 'A'},
        {"\xc3\xb6", 2, 0xF6},
        {"\xe2\x82\xac", 3, 0x20AC},
        {"\xf4\x8f\xbf\xbf", 4, 0x10FFFF},
        {"\xf4\x90\x80\x80", 1, CBGI_UTF8_INVALID}, /* above the last */
        {"\xed\xa0\x80", 1, CBGI_UTF8_INVALID},     /* a surrogate */
        {"\xc0\x80", 1, CBGI_UTF8_INVALID},         /* overlong */
        {"\xe0\x9f\xbf", 1, CBGI_UTF8_INVALID},
        {"\xf0\x8f\xbf\xbf", 1, CBGI_UTF8_INVALID},
        {"\x80", 1, CBGI_UTF8_INVALID},     /* a continuation alone */
        {"\xe2\x82", 1, CBGI_UTF8_INVALID}, /* cut short */
        {"\xe2\x28\xa1", 1, CBGI_UTF8_INVALID},
        {"\xf8\x88\x80\x80\x80", 1, CBGI_UTF8_INVALID},
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        uint32_t code;
        assert_int_equal(cbgi_utf8_next(text[i].bytes, strlen(text[i].bytes), &code), text[i].taken);
        assert_int_equal(code, text[i].code);
    }
}

static void digits_are_grouped_by_three(void **state)
{
    (void)state;
    char out[32];
    assert_string_equal(cbgi_text_grouped(0, out), "0");
    assert_string_equal(cbgi_text_grouped(999, out), "999");
    assert_string_equal(cbgi_text_grouped(1000, out), "1,000");
    assert_string_equal(cbgi_text_grouped(1224720, out), "1,224,720");
    assert_string_equal(cbgi_text_grouped(UINT64_MAX, out), "18,446,744,073,709,551,615");
}

/* The recurrence itself, without tables. */
static int slow_distance(const char *a, size_t m, const char *b, size_t n)
{
    if (m == 0 || n == 0) {
        return (int)(m + n);
    }
    int best = slow_distance(a, m - 1, b, n) + 1;
    const int insert = slow_distance(a, m, b, n - 1) + 1;
    const int replace = slow_distance(a, m - 1, b, n - 1) + (a[m - 1] != b[n - 1]);
    best = insert < best ? insert : best;
    best = replace < best ? replace : best;
    if (m > 1 && n > 1 && a[m - 1] == b[n - 2] && a[m - 2] == b[n - 1]) {
        const int swap = slow_distance(a, m - 2, b, n - 2) + 1;
        best = swap < best ? swap : best;
    }
    return best;
}

static void distance_is_that_of_the_plain_recurrence(void **state)
{
    (void)state;
    cbgi_stream s;
    cbgi_stream_init(&s, 1, 0, 0, 0, 0);
    for (int trial = 0; trial < 400; trial++) {
        char word[2][8] = {"", ""};
        for (int w = 0; w < 2; w++) {
            const int length = (int)cbgi_stream_below(&s, 7);
            for (int i = 0; i < length; i++) {
                word[w][i] = (char)('a' + cbgi_stream_below(&s, 3));
            }
        }
        const int want = slow_distance(word[0], strlen(word[0]), word[1], strlen(word[1]));
        assert_int_equal(cbgi_text_distance(word[0], word[1], 99), want);
        assert_int_equal(cbgi_text_distance(word[0], word[1], 2), want > 3 ? 3 : want);
    }
}

static void distance_counts_characters_and_ignores_case(void **state)
{
    (void)state;
    assert_int_equal(cbgi_text_distance("IRAN", "iran", 5), 0);
    assert_int_equal(cbgi_text_distance("G\xc3\xb6teborg", "Goteborg", 5), 1);
    char longer[300], other[300];
    memset(longer, 'a', sizeof longer);
    longer[299] = '\0';
    memcpy(other, longer, sizeof other);
    assert_int_equal(cbgi_text_distance(longer, other, 4), 0);
    other[0] = 'b';
    assert_int_equal(cbgi_text_distance(longer, other, 4), 5);
}

static void nearest_name_is_found_within_a_third_of_the_length(void **state)
{
    (void)state;
    static const char *const names[] = {"parties", "preferences", "issues", "IR", "issue"};
    assert_int_equal(cbgi_text_nearest("partys", names, 5), 0);
    assert_int_equal(cbgi_text_nearest("prefrences", names, 5), 1);
    assert_int_equal(cbgi_text_nearest("isseus", names, 5), 2);
    assert_int_equal(cbgi_text_nearest("Issue", names, 5), 4);
    assert_int_equal(cbgi_text_nearest("ir", names, 5), 3);
    assert_int_equal(cbgi_text_nearest("UK", names, 5), -1);
    assert_int_equal(cbgi_text_nearest("deadline", names, 5), -1);
    assert_int_equal(cbgi_text_nearest("", names, 5), -1);
    assert_int_equal(cbgi_text_nearest("parties", names, 0), -1);
}

static void equally_near_names_give_the_first(void **state)
{
    (void)state;
    static const char *const names[] = {"mace", "lace", "race"};
    assert_int_equal(cbgi_text_nearest("face", names, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_joined_in_order),
        cmocka_unit_test(long_texts_grow_without_loss),
        cmocka_unit_test(running_out_of_memory_is_remembered_and_keeps_what_was_there),
        cmocka_unit_test(columns_count_code_points_without_combining_marks),
        cmocka_unit_test(decoding_refuses_what_rfc_3629_refuses),
        cmocka_unit_test(digits_are_grouped_by_three),
        cmocka_unit_test(distance_is_that_of_the_plain_recurrence),
        cmocka_unit_test(distance_counts_characters_and_ignores_case),
        cmocka_unit_test(nearest_name_is_found_within_a_third_of_the_length),
        cmocka_unit_test(equally_near_names_give_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
