/* Tables, paragraphs, colour and CSV: what a page looks like. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/table.h"

static cbgi_text out;
static const cbgi_style wide = {.colour = false, .width = 80}, narrow = {.colour = false, .width = 30},
                        coloured = {.colour = true, .width = 80};

static int begin(void **state)
{
    (void)state;
    cbgi_text_init(&out, NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    cbgi_text_free(&out);
    return 0;
}

static void print(cbgi_style style, const char *align, int header_rows, const char *const *cell)
{
    cbgi_table table;
    cbgi_table_init(&table, style, align);
    table.header_rows = header_rows;
    for (; *cell != NULL; cell++)
        cbgi_table_add(&table, *cell);
    cbgi_table_print(&table, &out);
    cbgi_table_free(&table);
}

static void columns_are_as_wide_as_their_widest_cell_in_characters(void **state)
{
    (void)state;
    print(wide, "lr", 1, (const char *const[]){"Who", "Points", "Zo\xc3\xab", "62.75", "Ann", "7", NULL});
    assert_string_equal(out.data, "Who  Points\n\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80  "
                                  "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\n"
                                  "Zo\xc3\xab   62.75\nAnn       7\n");
}

static void no_line_ends_in_blanks(void **state)
{
    (void)state;
    print(wide, "lll", 0, (const char *const[]){"a", "", "", "long", "b", "c", NULL});
    assert_string_equal(out.data, "a\nlong  b  c\n");
}

static void a_row_that_is_not_full_is_printed(void **state)
{
    (void)state;
    print(wide, "ll", 0, (const char *const[]){"a", "b", "c", NULL});
    assert_string_equal(out.data, "a  b\nc\n");
}

static void a_table_too_wide_wraps_its_widest_text_column(void **state)
{
    (void)state;
    print(narrow, "rl", 0, (const char *const[]){"1", "one two three four five six seven", "2", "x", NULL});
    assert_string_equal(out.data, "1  one two three four five six\n   seven\n2  x\n");
}

static void a_table_grows_to_any_number_of_rows(void **state)
{
    (void)state;
    cbgi_table table;
    cbgi_table_init(&table, wide, "r");
    table.header_rows = 0;
    for (int k = 0; k < 1000; k++)
        cbgi_table_addf(&table, "%d", k);
    assert_int_equal(table.rows, 1000);
    cbgi_table_print(&table, &out);
    assert_int_equal(out.length, 4 * 1000);
    assert_memory_equal(out.data + 4 * 999, "999\n", 4);
    cbgi_table_free(&table);
}

static void colour_is_written_only_when_wanted(void **state)
{
    (void)state;
    cbgi_paint(&out, wide, CBGI_RED, "no");
    cbgi_paint(&out, coloured, CBGI_PLAIN, "no");
    assert_string_equal(out.data, "nono");
    cbgi_paint(&out, coloured, CBGI_RED, "yes");
    assert_string_equal(out.data, "nono\033[31myes\033[0m");
}

static void paragraphs_are_wrapped_and_a_long_word_is_kept_whole(void **state)
{
    (void)state;
    cbgi_wrap(&out, narrow, 2, 2, "The quick brown fox jumps over\n\na-word-much-longer-than-any-line-has-room end");
    assert_string_equal(out.data, "  The quick brown fox jumps\n    over\n\n"
                                  "    a-word-much-longer-than-any-line-has-room\n    end\n");
}

static void csv_quotes_what_needs_it(void **state)
{
    (void)state;
    cbgi_csv(&out, "plain", false);
    cbgi_csv(&out, "a,b", false);
    cbgi_csv(&out, "say \"yes\"", false);
    cbgi_csv(&out, "two\nlines", false);
    cbgi_csv(&out, NULL, true);
    assert_string_equal(out.data, "plain,\"a,b\",\"say \"\"yes\"\"\",\"two\nlines\",\n");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        CASE(columns_are_as_wide_as_their_widest_cell_in_characters),
        CASE(no_line_ends_in_blanks),
        CASE(a_row_that_is_not_full_is_printed),
        CASE(a_table_too_wide_wraps_its_widest_text_column),
        CASE(a_table_grows_to_any_number_of_rows),
        CASE(colour_is_written_only_when_wanted),
        CASE(paragraphs_are_wrapped_and_a_long_word_is_kept_whole),
        CASE(csv_quotes_what_needs_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
