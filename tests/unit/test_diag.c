/* Diagnostics: what is kept, what is cut, and what a quoted line looks like. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "coburg/status.h"

static const cbg_span nowhere = {0, 0, 0};

static void errors_displace_the_last_warning_when_the_list_is_full(void **state)
{
    (void)state;
    static cbg_diags d;
    cbg_diags_init(&d, "a.yaml");
    for (int i = 0; i < CBG_DIAGS_MAX; i++) {
        assert_non_null(
            cbg_diags_add(&d, i == 3 || i == 7 ? CBG_WARNING : CBG_ERROR, CBG_BAD_CASE, nowhere, "%d", i));
    }
    assert_null(cbg_diags_add(&d, CBG_WARNING, CBG_BAD_CASE, nowhere, "lost"));
    assert_string_equal(cbg_diags_add(&d, CBG_ERROR, CBG_IO, nowhere, "new")->message, "new");
    assert_string_equal(d.item[6].message, "6");
    assert_string_equal(d.item[7].message, "8");
    assert_string_equal(d.item[CBG_DIAGS_MAX - 2].message, "19");
    assert_string_equal(d.item[CBG_DIAGS_MAX - 1].message, "new");
    assert_non_null(cbg_diags_add(&d, CBG_ERROR, CBG_IO, nowhere, "newer"));
    assert_null(cbg_diags_add(&d, CBG_ERROR, CBG_IO, nowhere, "lost"));
    for (int i = 0; i < CBG_DIAGS_MAX; i++) {
        assert_int_equal(d.item[i].severity, CBG_ERROR);
    }
    assert_int_equal(d.count, CBG_DIAGS_MAX);
    assert_int_equal(d.errors, 21);
    assert_int_equal(d.warnings, 3);
    assert_string_equal(d.file, "a.yaml");
}

static void status_of_a_list_is_that_of_its_first_error(void **state)
{
    (void)state;
    static cbg_diags d;
    cbg_diags_init(&d, NULL);
    assert_string_equal(d.file, "");
    assert_int_equal(cbg_diags_status(&d), CBG_OK);
    cbg_diags_add(&d, CBG_WARNING, CBG_MISSING, nowhere, "w");
    assert_int_equal(cbg_diags_status(&d), CBG_OK);
    cbg_diags_add(&d, CBG_ERROR, CBG_NOT_FOUND, nowhere, "e");
    cbg_diags_add(&d, CBG_ERROR, CBG_IO, nowhere, "e");
    assert_int_equal(cbg_diags_status(&d), CBG_NOT_FOUND);
    cbg_diags_init(&d, "x");
    assert_int_equal(d.count + d.errors + d.warnings, 0);
}

static void no_list_and_no_diagnostic_are_accepted(void **state)
{
    (void)state;
    assert_null(cbg_diags_add(NULL, CBG_ERROR, CBG_IO, nowhere, "%d", 1));
    cbg_diag_hint(NULL, "%d", 1);
}

static bool is_clean(const char *s, size_t size)
{
    const size_t length = strlen(s);
    bool clean = length < size;
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += cbgi_utf8_next(s + i, length - i, &code);
        clean = clean && cbgi_utf8_printable(code);
    }
    return clean;
}

static void long_messages_are_cut_between_characters(void **state)
{
    (void)state;
    static cbg_diags d;
    for (int shift = 0; shift < 4; shift++) {
        char text[600] = "";
        memset(text, 'a', (size_t)shift);
        for (int i = 0; i < 190; i++) {
            strcat(text, "\xe2\x82\xac");
        }
        cbg_diags_init(&d, text);
        cbg_diag *diag = cbg_diags_add(&d, CBG_ERROR, CBG_IO, nowhere, "%s", text);
        cbg_diag_hint(diag, "%s", text);
        const size_t length = strlen(diag->message);
        assert_true(is_clean(diag->message, sizeof diag->message));
        assert_true(length > CBG_DIAG_TEXT - 5);
        assert_string_equal(diag->message + length - 3, "...");
        assert_memory_equal(diag->message, text, length - 3);
        assert_string_equal(diag->hint, diag->message);
        assert_true(is_clean(d.file, sizeof d.file) && strlen(d.file) > CBG_DIAG_TEXT - 5);
    }
    char exact[CBG_DIAG_TEXT] = "";
    memset(exact, 'x', sizeof exact - 1);
    assert_string_equal(cbg_diags_add(&d, CBG_ERROR, CBG_IO, nowhere, "%s", exact)->message, exact);
}

static void messages_cannot_drive_the_terminal(void **state)
{
    (void)state;
    static cbg_diags d;
    cbg_diags_init(&d, NULL);
    const cbg_diag *diag =
        cbg_diags_add(&d, CBG_ERROR, CBG_IO, nowhere, "a%sz", "\x1b[2J\n\xff\xc2\x9b\xe2\x80\xae");
    assert_string_equal(diag->message, "a?[2J ???z");
}

static const cbg_diag *quote(cbg_diags *d, cbg_span span, const char *text, size_t length)
{
    cbg_diags_init(d, "f");
    cbg_diags_add(d, CBG_ERROR, CBG_BAD_SYNTAX, span, "m");
    cbg_diags_quote(d, text, length);
    return &d->item[0];
}

static void short_lines_are_quoted_whole(void **state)
{
    (void)state;
    static const char text[] = "\xef\xbb\xbf"
                               "first\r\n\tsecond \xc3\xb6\xff \x01!\rthird\n\nfifth";
    static const struct {
        cbg_span span;
        const char *excerpt;
        int32_t column;
    } quotes[] = {
        {{1, 2, 1}, "first", 2},
        {{2, 9, 2}, " second \xc3\xb6? ?!", 9},
        {{2, 12, 1}, " second \xc3\xb6? ?!", 12},
        {{2, 99, 1}, " second \xc3\xb6? ?!", 14}, /* just behind the end */
        {{3, 1, 5}, "third", 1},
        {{4, 1, 0}, "", 1},
        {{5, 0, 0}, "fifth", 1},
        {{6, 1, 0}, "", 0},
        {{0, 0, 0}, "", 0},
    };
    static cbg_diags d;
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        const cbg_diag *diag = quote(&d, quotes[i].span, text, sizeof text - 1);
        assert_string_equal(diag->excerpt, quotes[i].excerpt);
        assert_int_equal(diag->excerpt_column, quotes[i].column);
    }
    quote(&d, (cbg_span){1, 1, 1}, NULL, 0);
}

/* Character c of a line of 1000 is U+0100 + c, so any window shows where it was cut. */
static void long_lines_are_cut_around_the_column(void **state)
{
    (void)state;
    static char text[2001];
    static cbg_diags d;
    for (int c = 0; c < 1000; c++) {
        const int code = 0x100 + c;
        text[2 * c] = (char)(0xC0 | code >> 6);
        text[2 * c + 1] = (char)(0x80 | (code & 0x3F));
    }
    memset(text + 2 * 0x200, 'x', 2000 - 2 * 0x200); /* U+0300 on: marks; letters are simpler */
    for (int32_t column = 1; column <= 0x200; column++) {
        const cbg_diag *diag = quote(&d, (cbg_span){1, column, 1}, text, 2000);
        assert_true(is_clean(diag->excerpt, sizeof diag->excerpt));
        size_t at = 0;
        uint32_t code = 0;
        for (int32_t c = 1; c <= diag->excerpt_column; c++) {
            assert_true(at < strlen(diag->excerpt));
            at += cbgi_utf8_next(diag->excerpt + at, strlen(diag->excerpt) - at, &code);
        }
        assert_int_equal(code, 0x100 + column - 1);
        assert_true(strlen(diag->excerpt) > 150);
        assert_int_equal(strncmp(diag->excerpt, "...", 3) == 0, column > 31);
        assert_string_equal(diag->excerpt + strlen(diag->excerpt) - 3, "...");
    }
    const cbg_diag *last = quote(&d, (cbg_span){1, 5000, 1}, text, 2000);
    assert_int_equal(last->excerpt_column, strlen(last->excerpt) + 1);
    assert_string_equal(last->excerpt + strlen(last->excerpt) - 3, "xxx");
}

static void every_status_has_a_text_of_its_own(void **state)
{
    (void)state;
    for (int a = CBG_OK; a <= CBG_MISSING; a++) {
        assert_string_not_equal(cbg_status_text((cbg_status)a), "unknown status");
        for (int b = CBG_OK; b < a; b++) {
            assert_string_not_equal(cbg_status_text((cbg_status)a), cbg_status_text((cbg_status)b));
        }
    }
    assert_string_equal(cbg_status_text(CBG_NO_MEMORY), "out of memory");
    assert_non_null(cbg_status_text((cbg_status)99));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_displace_the_last_warning_when_the_list_is_full),
        cmocka_unit_test(status_of_a_list_is_that_of_its_first_error),
        cmocka_unit_test(no_list_and_no_diagnostic_are_accepted),
        cmocka_unit_test(long_messages_are_cut_between_characters),
        cmocka_unit_test(messages_cannot_drive_the_terminal),
        cmocka_unit_test(short_lines_are_quoted_whole),
        cmocka_unit_test(long_lines_are_cut_around_the_column),
        cmocka_unit_test(every_status_has_a_text_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
