/* Evidence: what a number's range is, what claims do to it, and draws that can be had again one by one. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "coburg/evidence.h"
#include "coburg/read.h"

#define NEAR(a, b) assert_true(fabs((a) - (b)) < 1e-12)

static const char text[] = "case: x\n"
                           "parties:\n"
                           "  A: {power: 1, positions: {x: [{value: 10, source: S}, {value: 50, range: [40, 80], source: P}]},\n"
                           "      salience: {x: 50}}\n"
                           "  B: {power: {value: 2, range: [1, 4]}, positions: {x: {value: 90, source: [S, R]}}, salience: {x: 20}}\n"
                           "issues:\n"
                           "  x: {scale: {from: 0, to: 100, step: 1}}\n"
                           "sources:\n"
                           "  wire:\n"
                           "  echo: {origin: wire}\n"
                           "claims:\n"
                           "  S: {source: wire, says: ten, grade: C3}\n"
                           "  R: {source: echo, says: the same, grade: C4}\n"
                           "  P: {source: echo, says: fifty, grade: B2, contested_by: S}\n"
                           "forecast: {grades: {C3: 4, C: 9}}\n";

static cbg_case *c;

static int read_case(void **state)
{
    (void)state;
    cbg_diags diags;
    return cbg_case_read_text(text, sizeof text - 1, "test", NULL, &c, &diags) == CBG_OK ? 0 : -1;
}

static int free_case(void **state)
{
    (void)state;
    cbg_case_free(c);
    return 0;
}

static cbg_evidence *build(const char *accept, const char *reject)
{
    cbg_evidence *e = NULL;
    const cbg_evidence_options options = {.accepts = accept != NULL, .accept = &accept, .rejects = reject != NULL, .reject = &reject};
    assert_int_equal(cbg_evidence_build(c, &options, NULL, &e, NULL), CBG_OK);
    return e;
}

/* The number of an actor: 0 power of A, 1 of B, then position and salience of A and of B. */
enum { POWER_B = 1, POSITION_A = 2, POSITION_B = 4 };

static void ranges_come_from_the_case_or_the_grades(void **state)
{
    (void)state;
    cbg_evidence *e = build(NULL, NULL);
    const cbg_evidence_number *a = &e->number[POSITION_A], *b = &e->number[POSITION_B];
    assert_int_equal(a->rivals, 2);
    NEAR(a->value, 10);
    NEAR(a->rival[0].low, 6); /* C3: 4 % of 100 */
    NEAR(a->rival[0].high, 14);
    assert_int_equal(a->rival[1].range, CBG_RANGE_STATED);
    NEAR(a->low, 6);
    NEAR(a->high, 80);
    assert_int_equal(b->rival[0].origins, 1); /* the echo repeats the wire */
    NEAR(b->low, 86);                         /* the better of its two grades */
    NEAR(b->high, 94);
    assert_true(b->rival[0].contested);
    cbg_evidence_free(e);
}

static void claims_take_rivals_along(void **state)
{
    (void)state;
    cbg_evidence *e = build("P", NULL);
    assert_int_equal(e->number[POSITION_A].rivals, 1);
    NEAR(e->number[POSITION_A].value, 50);
    assert_int_equal(e->rejected, 1);
    cbg_evidence_free(e);
    e = build(NULL, "echo");
    assert_int_equal(e->number[POSITION_A].rivals, 1);
    NEAR(e->number[POSITION_A].value, 10);
    assert_int_equal(e->rejected, 2);
    cbg_evidence_free(e);
    e = build(NULL, "wire"); /* S alone: B's position still has R */
    assert_int_equal(e->number[POSITION_B].rival[0].origins, 1);
    NEAR(e->number[POSITION_B].low, 81);
    cbg_evidence_free(e);
}

static void the_median_of_a_number_is_its_value(void **state)
{
    (void)state;
    cbg_evidence *e = build(NULL, NULL);
    const cbg_evidence_number *b = &e->number[POWER_B];
    NEAR(cbg_evidence_at(b, 0.5), 2);
    NEAR(cbg_evidence_at(b, 0), 1);
    NEAR(cbg_evidence_at(b, 0.25), 1.5);
    NEAR(cbg_evidence_at(b, 0.75), 3);
    NEAR(cbg_evidence_at(&e->number[POSITION_A], 0.25), 10); /* rivals share it evenly */
    NEAR(cbg_evidence_at(&e->number[POSITION_A], 0.75), 50);
    cbg_evidence_free(e);
}

static void every_slice_is_drawn_once(void **state)
{
    (void)state;
    enum { MOST = 1000 };
    cbg_evidence *e = build(NULL, NULL);
    assert_int_equal(e->varying, 3);
    for (uint64_t draws = 1; draws <= MOST; draws = draws * 3 + 1) {
        cbg_sampler *s = NULL;
        assert_int_equal(cbg_sampler_make(e, 7, 0, draws, NULL, &s), CBG_OK);
        for (int k = 0; k < e->varying; k++) {
            bool seen[3 * MOST] = {false};
            for (uint64_t d = 0; d < draws; d++) {
                const double place = cbg_sampler_place(s, d, k);
                assert_true(place >= 0 && place < 1);
                const size_t slice = (size_t)(place * (double)draws);
                assert_false(seen[slice]);
                seen[slice] = true;
            }
        }
        cbg_sampler_free(s);
    }
    cbg_evidence_free(e);
}

static void a_draw_can_be_had_again_by_itself(void **state)
{
    (void)state;
    cbg_evidence *e = build(NULL, NULL);
    cbg_sampler *s = NULL, *again = NULL, *other = NULL, *purpose = NULL;
    assert_int_equal(cbg_sampler_make(e, 7, 0, 50, NULL, &s), CBG_OK);
    assert_int_equal(cbg_sampler_make(e, 7, 0, 50, NULL, &again), CBG_OK);
    assert_int_equal(cbg_sampler_make(e, 8, 0, 50, NULL, &other), CBG_OK);
    assert_int_equal(cbg_sampler_make(e, 7, 1, 50, NULL, &purpose), CBG_OK);
    int same_seed = 0, same_purpose = 0;
    for (uint64_t d = 0; d < 50; d++) {
        double x[2] = {0}, sal[2] = {0}, p[2] = {0}, x2[2] = {0}, sal2[2] = {0}, p2[2] = {0};
        cbg_sampler_fill(s, d, x, sal, p);
        cbg_sampler_fill(again, 49 - d, x2, sal2, p2);
        cbg_sampler_fill(again, d, x2, sal2, p2);
        assert_memory_equal(x, x2, sizeof x);
        assert_memory_equal(p, p2, sizeof p);
        same_seed += !(cbg_sampler_place(s, d, 0) < cbg_sampler_place(other, d, 0)) &&
                     !(cbg_sampler_place(s, d, 0) > cbg_sampler_place(other, d, 0));
        same_purpose += !(cbg_sampler_place(s, d, 0) < cbg_sampler_place(purpose, d, 0)) &&
                        !(cbg_sampler_place(s, d, 0) > cbg_sampler_place(purpose, d, 0));
    }
    assert_int_equal(same_seed, 0);
    assert_int_equal(same_purpose, 0);
    cbg_sampler_free(s);
    cbg_sampler_free(again);
    cbg_sampler_free(other);
    cbg_sampler_free(purpose);
    assert_int_equal(cbg_sampler_make(e, 7, 0, 0, NULL, &s), CBG_BAD_ARGUMENT);
    cbg_evidence_free(e);
}

static void numbers_are_drawn_independently(void **state)
{
    (void)state;
    enum { DRAWS = 4000 };
    cbg_evidence *e = build(NULL, NULL);
    cbg_sampler *s = NULL;
    assert_int_equal(cbg_sampler_make(e, 3, 0, DRAWS, NULL, &s), CBG_OK);
    for (int k = 1; k < e->varying; k++) {
        double sum = 0;
        for (uint64_t d = 0; d < DRAWS; d++)
            sum += (cbg_sampler_place(s, d, 0) - 0.5) * (cbg_sampler_place(s, d, k) - 0.5);
        assert_true(fabs(12 * sum / DRAWS) < 4 / sqrt(DRAWS)); /* correlation, four standard errors */
    }
    cbg_sampler_free(s);
    cbg_evidence_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_come_from_the_case_or_the_grades),
        cmocka_unit_test(claims_take_rivals_along),
        cmocka_unit_test(the_median_of_a_number_is_its_value),
        cmocka_unit_test(every_slice_is_drawn_once),
        cmocka_unit_test(a_draw_can_be_had_again_by_itself),
        cmocka_unit_test(numbers_are_drawn_independently),
    };
    return cmocka_run_group_tests(tests, read_case, free_case);
}
