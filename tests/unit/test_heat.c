/* The heat map on numbers worked by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/heat.h"
#include "coburg/read.h"

/* A against the bloc of B (weight 3) and C (weight 1). On x A loses its 60 when B wins and nothing when C does; on y both
 * others want the option that A values at a quarter. */
static const char text[] = "case: hand-worked\n"
                           "parties: {A: , B: , C: }\n"
                           "blocs: {bc: {members: [B, C], member_weights: {B: 3, C: 1}}}\n"
                           "issues: {x: {options: [one, two]}, y: {options: [one, two]}}\n"
                           "preferences:\n"
                           "  A: {weights: {x: 60, y: 40}, scores: {x: [100, 0], y: [100, 25]}}\n"
                           "  B: {weights: {x: 50, y: 50}, scores: {x: [0, 100], y: [0, 100]}}\n"
                           "  C: {weights: {x: 10, y: 90}, scores: {x: [100, 0], y: [0, 100]}}\n";

static void heat_is_what_a_party_loses_if_the_other_sides_win(void **state)
{
    (void)state;
    static cbg_diags diags;
    cbg_case *c = NULL;
    double heat[6];
    assert_int_equal(cbg_case_read_text(text, sizeof text - 1, "hand", NULL, &c, &diags), CBG_OK);
    cbg_heat(c, heat);
    const double wanted[6] = {45, 30, 50, 50, 0, 90}; /* A: 60 * 3/4 + 0 * 1/4; 40 * 75 % ... */
    for (int k = 0; k < 6; k++)
        assert_true(heat[k] == wanted[k]);
    cbg_case_free(c);
}

static void a_party_alone_loses_nothing(void **state)
{
    (void)state;
    static cbg_diags diags;
    static const char alone[] = "case: alone\nparties: {A: }\nissues: {x: {options: [a, b]}}\n"
                                "preferences: {A: {weights: {x: 100}, scores: {x: [0, 100]}}}\n";
    cbg_case *c = NULL;
    double heat = -1;
    assert_int_equal(cbg_case_read_text(alone, sizeof alone - 1, "alone", NULL, &c, &diags), CBG_OK);
    cbg_heat(c, &heat);
    assert_true(heat == 0);
    cbg_case_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heat_is_what_a_party_loses_if_the_other_sides_win),
        cmocka_unit_test(a_party_alone_loses_nothing),
    };
    return cmocka_run_group_tests_name("heat", tests, NULL, NULL);
}
