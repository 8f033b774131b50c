/* Formulas over options: precedence, evaluation in 64 states at once and in part, and where errors stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/philox.h"
#include "case/formula.h"

enum { OPTIONS = 4 };

static const cbg_conflict_option option[OPTIONS] = {{.id = "a", .name = "a"},
                                                    {.id = "b", .name = "b"},
                                                    {.id = "water", .name = "c"},
                                                    {.id = "Zürich", .name = "d"}};

static cbg_formula read(cbgi_arena *arena, const char *text)
{
    cbg_formula f;
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    if (cbgi_formula_read(arena, text, (cbg_span){0}, option, OPTIONS, &f, &diags) != CBG_OK)
        fail_msg("%s: %s", text, diags.item[0].message);
    return f;
}

/* All 16 combinations of the four options, bit b of the result: combination b. */
static uint64_t truth(const cbg_formula *f)
{
    static const uint64_t word[OPTIONS] = {0xAAAA, 0xCCCC, 0xF0F0, 0xFF00};
    return cbgi_formula_lanes(f, word) & 0xFFFF;
}

static void operators_bind_from_not_to_if(void **state)
{
    (void)state;
    static const struct {
        const char *text, *same;
    } pair[] = {{"-a & b", "(-a) & b"},
                {"a | b & water", "a | (b & water)"},
                {"a IF b | water", "a IF (b | water)"},
                {"a | b IF water", "(a | b) IF water"},
                {"not a AND 2", "-1 & b"},
                {"a IF b", "a | -b"},
                {"a IFF b", "(a & b) | (-a & -b)"},
                {"--a", "a"},
                {"!(a & b)", "-a | -b"},
                {"YN--", "a & -b"},
                {"Zürich", "4"},
                {"a && b || water", "(a & b) | water"}};
    for (size_t k = 0; k < sizeof pair / sizeof pair[0]; k++) {
        cbgi_arena arena;
        cbgi_arena_init(&arena, NULL);
        cbg_formula f = read(&arena, pair[k].text), g = read(&arena, pair[k].same);
        assert_string_equal(f.text, pair[k].text);
        if (truth(&f) != truth(&g))
            fail_msg("%s is not %s", pair[k].text, pair[k].same);
        cbgi_arena_free(&arena);
    }
}

static void errors_point_at_the_character(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int column;
        const char *says;
    } bad[] = {{"", 1, "missing at the end"},
               {"a &", 4, "missing at the end"},
               {"a b", 3, "operator"},
               {"a & (b", 5, "not closed"},
               {"a)", 2, "never opened"},
               {"a IF b IF a", 8, "parentheses"},
               {"Zürich & wter", 10, "no option"},
               {"5", 1, "no option"},
               {"a & | b", 5, "should stand"}};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        cbgi_arena arena;
        cbgi_arena_init(&arena, NULL);
        cbg_diags diags;
        cbg_diags_init(&diags, NULL);
        cbg_formula f;
        cbg_span at = {3, 1, 1};
        assert_int_equal(cbgi_formula_read(&arena, bad[k].text, at, option, OPTIONS, &f, &diags),
                         CBG_BAD_CASE);
        assert_int_equal(diags.errors, 1);
        if (diags.item[0].span.column != bad[k].column || strstr(diags.item[0].message, bad[k].says) == NULL)
            fail_msg("%s: column %d, %s", bad[k].text, (int)diags.item[0].span.column, diags.item[0].message);
        cbgi_arena_free(&arena);
    }
}

static void nesting_beyond_the_limit_is_refused(void **state)
{
    (void)state;
    char text[4096] = "";
    for (int k = 0; k < 300; k++)
        strcat(text, "(a & ");
    cbgi_arena arena;
    cbgi_arena_init(&arena, NULL);
    cbg_formula f;
    assert_int_equal(cbgi_formula_read(&arena, text, (cbg_span){0}, option, OPTIONS, &f, NULL), CBG_BAD_CASE);
    cbgi_arena_free(&arena);
}

/* With nothing left to know the partial answer is exact; with less it never excludes what can be. */
static void a_partial_answer_never_excludes_what_can_happen(void **state)
{
    (void)state;
    static const char *const text[] = {"a & b | -water", "a IF (b IFF water)", "-(a | Zürich) & b", "YN-N",
                                       "(a IFF b) IFF (water IFF Zürich)"};
    for (size_t k = 0; k < sizeof text / sizeof text[0]; k++) {
        cbgi_arena arena;
        cbgi_arena_init(&arena, NULL);
        cbg_formula f = read(&arena, text[k]);
        for (unsigned known = 0; known < 16; known++)
            for (unsigned code = 0; code < 16; code++) {
                unsigned may = 0;
                for (unsigned full = 0; full < 16; full++)
                    if ((full & known) == (code & known))
                        may |= (truth(&f) >> full & 1) != 0 ? 1u : 2u;
                unsigned said = cbgi_formula_partial(&f, code, known);
                assert_int_equal(said & may, may);
                if (known == 15)
                    assert_int_equal(said, may);
            }
        cbgi_arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_bind_from_not_to_if),
        cmocka_unit_test(errors_point_at_the_character),
        cmocka_unit_test(nesting_beyond_the_limit_is_refused),
        cmocka_unit_test(a_partial_answer_never_excludes_what_can_happen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
