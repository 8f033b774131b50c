/* A profile without tables answers as one with tables does; where it cannot, what it finds is still within bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/made_case.h"
#include "talk/profile.h"

enum { CASES = 1500, QUERIES = 12 };

static made_case made;
static cbg_space *space;

/* fine: weights are fractions whose common unit is far too small to count in. */
static void set_space(int number, bool fine, cbgi_stream *random)
{
    cbgi_stream_init(random, 1975, 3, (uint32_t)number, 0, 0);
    made_random(&made, random);
    for (int p = 0; fine && p < made.c.party_count; p++)
        for (int i = 0; i < made.c.issue_count; i++)
            made.weight[p][i].value = (cbg_rational){(int64_t)cbgi_stream_below(random, 9000011) + 1, 1000003};
    space = made_space(&made, NULL);
}

static void pick_voice(cbgi_stream *random, int *seat, int *count)
{
    *count = 1;
    seat[0] = (int)cbgi_stream_below(random, (uint64_t)space->seats);
    if (cbgi_stream_below(random, 2) == 0)
        return;
    *count = 0;
    for (int s = 0; s < space->seats; s++)
        if (cbgi_stream_below(random, 2) == 0 || s == seat[0])
            seat[(*count)++] = s;
}

static void build(cbgi_stream *random, cbg_profile **table, cbg_profile **large)
{
    int seat[CBG_SEATS_MAX], count;
    pick_voice(random, seat, &count);
    assert_int_equal(cbgi_profile_build(space, seat, count, UINT64_MAX, NULL, table), CBG_OK);
    assert_int_equal(cbgi_profile_build(space, seat, count, 0, NULL, large), CBG_OK);
    assert_true((*table)->exact && (*table)->order != NULL && (*large)->order == NULL);
}

static int64_t any_value(const cbg_profile *p, cbgi_stream *random)
{
    const int64_t low = p->worst < p->zero ? p->worst : p->zero, high = p->best > p->top ? p->best : p->top;
    return low - 3 + (int64_t)cbgi_stream_below(random, (uint64_t)(high - low) + 7);
}

static void same_words(const cbg_profile *a, const cbg_profile *b)
{
    assert_int_equal(a->walk_away, b->walk_away);
    assert_int_equal(a->best, b->best);
    for (uint64_t o = 0; o < space->outcomes; o++) {
        assert_int_equal(cbg_profile_value(a, o), cbg_profile_value(b, o));
        assert_int_equal(cbg_profile_accepts(a, o), cbg_profile_accepts(b, o));
    }
}

static void same_answers(const cbg_profile *a, const cbg_profile *b, cbgi_stream *random)
{
    assert_int_equal(a->acceptable, b->acceptable);
    assert_int_equal(a->worst, b->worst);
    for (uint64_t r = 0; r < a->acceptable; r++)
        assert_int_equal(cbg_profile_ranked(a, r), cbg_profile_ranked(b, r));
    for (int k = 0; k < QUERIES; k++) {
        const int64_t low = any_value(a, random), high = low + any_value(a, random) - a->zero;
        const uint64_t key = cbgi_stream_u64(random);
        assert_int_equal(cbg_profile_rank(a, low), cbg_profile_rank(b, low));
        assert_int_equal(cbg_profile_at_least(a, low), cbg_profile_at_least(b, low));
        assert_int_equal(cbg_profile_between(a, low, high, key), cbg_profile_between(b, low, high, key));
    }
}

/* What holds though b is not exact: a tells the truth. */
static void close_answers(const cbg_profile *a, const cbg_profile *b, cbgi_stream *random)
{
    assert_true(b->acceptable > 0);
    assert_true(b->worst >= a->worst && b->worst <= a->best);
    assert_int_equal(cbg_profile_value(a, cbg_profile_ranked(b, 0)), a->best);
    for (int k = 0; k < QUERIES; k++) {
        const int64_t low = any_value(a, random), high = low + any_value(a, random) - a->zero;
        const uint64_t found = cbg_profile_at_least(b, low);
        assert_true(cbg_profile_accepts(a, found));
        assert_true(cbg_profile_value(a, found) >= (low < a->best ? low : a->best));
        const uint64_t between = cbg_profile_between(b, low, high, cbgi_stream_u64(random));
        if (between != CBG_NO_OUTCOME) {
            assert_true(cbg_profile_accepts(a, between));
            assert_true(cbg_profile_value(a, between) >= low && cbg_profile_value(a, between) <= high);
        }
        const uint64_t rank = cbgi_stream_below(random, b->acceptable);
        assert_true(cbg_profile_accepts(a, cbg_profile_ranked(b, rank)));
        assert_true(cbg_profile_rank(b, low) <= b->acceptable);
        assert_true(cbg_profile_rank(b, a->best) > 0);
    }
}

static void tables_and_counting_give_the_same_answers(void **state)
{
    (void)state;
    cbgi_stream random;
    int exact = 0, picky = 0, empty = 0;
    for (int n = 0; n < CASES; n++) {
        cbg_profile *a = NULL, *b = NULL;
        set_space(n, false, &random);
        build(&random, &a, &b);
        same_words(a, b);
        assert_int_equal(b->exact, !b->own->picky);
        assert_int_equal(a->acceptable == 0, b->acceptable == 0);
        if (a->acceptable == 0)
            empty++;
        else if (b->exact)
            same_answers(a, b, &random);
        else
            close_answers(a, b, &random);
        exact += b->exact;
        picky += !b->exact && a->acceptable > 0;
        cbg_profile_free(a);
        cbg_profile_free(b);
        cbg_space_free(space);
    }
    assert_true(exact > CASES / 3 && picky > CASES / 20 && empty > CASES / 20);
}

static void values_too_fine_to_count_are_met_from_above(void **state)
{
    (void)state;
    cbgi_stream random;
    int rounded = 0;
    for (int n = 0; n < CASES / 5; n++) {
        cbg_profile *a = NULL, *b = NULL;
        set_space(n, true, &random);
        build(&random, &a, &b);
        same_words(a, b);
        rounded += b->own->ladder.slack > 0;
        assert_int_equal(a->acceptable == 0, b->acceptable == 0);
        if (a->acceptable > 0)
            close_answers(a, b, &random);
        if (a->acceptable > 0 && !b->own->picky) { /* close is: within what rounding may lose */
            const int64_t value = any_value(a, &random), bound = b->own->ladder.slack + b->own->ladder.step;
            const int64_t found = cbg_profile_value(b, cbg_profile_at_least(b, value));
            const int64_t right = cbg_profile_value(a, cbg_profile_at_least(a, value));
            assert_true(found >= right);
            const int64_t next = cbg_profile_value(a, cbg_profile_at_least(a, right + bound));
            assert_true(found <= (next > right + bound ? next : right + bound) || found == a->best);
        }
        cbg_profile_free(a);
        cbg_profile_free(b);
        cbg_space_free(space);
    }
    assert_true(rounded > CASES / 20);
}

static void draws_come_from_the_whole_window(void **state)
{
    (void)state;
    cbgi_stream random;
    int seat = 0;
    set_space(12, false, &random); /* any case with several acceptable outcomes will do */
    cbg_profile *b = NULL;
    for (int n = 12; b == NULL || b->acceptable < 5 || b->acceptable > 60; n++) {
        cbg_profile_free(b);
        cbg_space_free(space);
        set_space(n, false, &random);
        assert_int_equal(cbgi_profile_build(space, &seat, 1, 0, NULL, &b), CBG_OK);
    }
    bool seen[MADE_OUTCOMES] = {false};
    uint64_t count = 0;
    for (uint64_t key = 0; key < 2000; key++) {
        const uint64_t o = cbg_profile_between(b, b->worst, b->best, key);
        count += !seen[o];
        seen[o] = true;
    }
    assert_int_equal(count, b->acceptable);
    cbg_profile_free(b);
    cbg_space_free(space);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_and_counting_give_the_same_answers),
        cmocka_unit_test(values_too_fine_to_count_are_met_from_above),
        cmocka_unit_test(draws_come_from_the_whole_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
