/* The four worked divisions of the literature on Adjusted Winner, with exact results.
 * Points: S. J. Brams and A. D. Taylor, Fair Division (Cambridge 1996) and The Win-Win Solution
 * (Norton 1999); Camp David: S. J. Brams and J. M. Togman, Conflict Management and Peace Science 15
 * (1996) 243-261. Results: reference/adjusted_winner_expected.csv, computed independently. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/divide.h"
#include "coburg/read.h"

enum { GOODS_MAX = 10 };

typedef struct example {
    const char *file;
    int count, a[GOODS_MAX], b[GOODS_MAX];
    cbg_rational each, part; /* points each; what the first side keeps of the shared good */
    int split;
    int nash[2], whole[2], sum;
} example;

static const example panama = {"panama-1974.yaml",
                               10,
                               {22, 22, 15, 14, 11, 6, 4, 2, 2, 2},
                               {9, 15, 15, 3, 15, 5, 11, 7, 7, 13},
                               {66, 1},
                               {2, 15},
                               2,
                               {66, 66},
                               {64, 68},
                               132};
static const example camp_david = {"camp-david-1978.yaml",
                                   6,
                                   {35, 10, 20, 10, 5, 20},
                                   {55, 5, 10, 5, 20, 5},
                                   {395, 6},
                                   {1, 6},
                                   0,
                                   {60, 75},
                                   {60, 75},
                                   135};
static const example divorce_a = {
    "divorce-a.yaml", 5,  {10, 40, 10, 38, 2}, {38, 20, 30, 10, 2}, {218, 3}, {13, 15}, 1, {78, 70},
    {78, 70},         148};
static const example divorce_b = {"divorce-b.yaml",
                                  8,
                                  {35, 6, 8, 8, 5, 18, 15, 5},
                                  {55, 1, 1, 1, 6, 17, 15, 4},
                                  {665, 11},
                                  {1, 11},
                                  4,
                                  {60, 61},
                                  {60, 61},
                                  121};

static void assert_is(cbg_rational value, int64_t num, int64_t den)
{
    cbg_rational expected;
    char got[CBG_RATIONAL_TEXT], want[CBG_RATIONAL_TEXT];
    assert_int_equal(cbg_rational_make(num, den, &expected), CBG_OK);
    assert_string_equal(cbg_rational_text(value, 0, got), cbg_rational_text(expected, 0, want));
}

static void assert_division(const example *e, const cbg_division *d)
{
    assert_false(d->scaled);
    for (int side = 0; side < 2; side++) {
        assert_is(d->adjusted.total[side], e->each.num, e->each.den);
        assert_is(d->nash.total[side], e->nash[side], 1);
        assert_true(d->whole_known);
        assert_is(d->leximin.total[side], e->whole[side], 1);
        assert_is(d->max_product.total[side], e->whole[side], 1);
    }
    assert_int_equal(d->adjusted.split, e->split);
    assert_is(d->adjusted.share[e->split], e->part.num, e->part.den);
    assert_is(d->greatest_sum, e->sum, 1);
}

static void check_numbers(const example *e)
{
    cbg_rational a[GOODS_MAX], b[GOODS_MAX];
    for (int i = 0; i < e->count; i++) {
        a[i] = (cbg_rational){e->a[i], 1};
        b[i] = (cbg_rational){e->b[i], 1};
    }
    cbg_goods goods = {.count = e->count, .points = {a, b}};
    cbg_diags diags;
    for (int ties_to = 0; ties_to < 2; ties_to++) {
        cbg_division *d = NULL;
        cbg_diags_init(&diags, NULL);
        assert_int_equal(cbg_divide(&goods, ties_to, NULL, &d, &diags), CBG_OK);
        assert_division(e, d);
        cbg_division_free(d);
    }
}

static void check_file(const example *e)
{
    const char *folder = getenv("COBURG_CASES");
    if (folder == NULL)
        skip();
    char path[4096];
    assert_true(strlen(folder) + strlen(e->file) + 2 < sizeof path);
    strcpy(path, folder);
    strcat(path, "/");
    strcat(path, e->file);
    cbg_diags diags;
    cbg_case *c = NULL;
    assert_int_equal(cbg_case_read_file(path, NULL, &c, &diags), CBG_OK);
    cbg_goods *goods = NULL;
    assert_int_equal(cbg_goods_from_case(c, NULL, NULL, NULL, &goods, &diags), CBG_OK);
    assert_int_equal(goods->count, e->count);
    cbg_division *d = NULL;
    assert_int_equal(cbg_divide(goods, 0, NULL, &d, &diags), CBG_OK);
    assert_division(e, d);
    cbg_division_free(d);
    cbg_goods_free(goods);
    cbg_case_free(c);
}

static void panama_canal_gives_each_66_points_and_splits_land_and_water(void **state)
{
    (void)state;
    check_numbers(&panama);
}

static void camp_david_gives_each_395_sixths_and_israel_a_sixth_of_sinai(void **state)
{
    (void)state;
    check_numbers(&camp_david);
}

static void divorce_a_gives_each_218_thirds(void **state)
{
    (void)state;
    check_numbers(&divorce_a);
}

static void divorce_b_gives_each_665_elevenths(void **state)
{
    (void)state;
    check_numbers(&divorce_b);
}

static void panama_case_file_says_the_same(void **state)
{
    (void)state;
    check_file(&panama);
}

static void camp_david_case_file_says_the_same(void **state)
{
    (void)state;
    check_file(&camp_david);
}

static void divorce_case_files_say_the_same(void **state)
{
    (void)state;
    check_file(&divorce_a);
    check_file(&divorce_b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(panama_canal_gives_each_66_points_and_splits_land_and_water),
        cmocka_unit_test(camp_david_gives_each_395_sixths_and_israel_a_sixth_of_sinai),
        cmocka_unit_test(divorce_a_gives_each_218_thirds),
        cmocka_unit_test(divorce_b_gives_each_665_elevenths),
        cmocka_unit_test(panama_case_file_says_the_same),
        cmocka_unit_test(camp_david_case_file_says_the_same),
        cmocka_unit_test(divorce_case_files_say_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
