/* Laws of fair division over random points, with brute force beside the fast paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/philox.h"
#include "coburg/divide.h"

enum { GOODS_MAX = 10, ROUNDS = 400 };

typedef struct sample {
    int count;
    cbg_rational a[GOODS_MAX], b[GOODS_MAX];
    cbg_goods goods;
} sample;

static const cbg_rational zero = {0, 1}, one = {1, 1};

/* Small points make ties common; now and then zeros, fractions and unequal sums. */
static void draw(uint32_t round, sample *out)
{
    cbgi_stream s;
    cbgi_stream_init(&s, 1, 2, round, 0, 0);
    out->count = 1 + (int)cbgi_stream_below(&s, GOODS_MAX);
    int64_t top = 2 + (int64_t)cbgi_stream_below(&s, 30), den = 1 + (int64_t)cbgi_stream_below(&s, 3);
    for (int i = 0; i < out->count; i++) {
        int64_t first = (int64_t)cbgi_stream_below(&s, (uint64_t)top);
        int64_t second = (int64_t)cbgi_stream_below(&s, (uint64_t)top);
        assert_int_equal(cbg_rational_make(first, den, &out->a[i]), CBG_OK);
        assert_int_equal(cbg_rational_make(second, 1, &out->b[i]), CBG_OK);
    }
    if (out->a[0].num == 0)
        out->a[0] = one;
    if (out->b[out->count - 1].num == 0)
        out->b[out->count - 1] = one;
    out->goods = (cbg_goods){.count = out->count, .points = {out->a, out->b}};
}

static cbg_division *divide(const cbg_goods *goods, int ties_to)
{
    cbg_division *d = NULL;
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    assert_int_equal(cbg_divide(goods, ties_to, NULL, &d, &diags), CBG_OK);
    return d;
}

static bool equal(cbg_rational a, cbg_rational b)
{
    return cbg_rational_compare(a, b) == 0;
}

static cbg_rational plus(cbg_rational a, cbg_rational b)
{
    cbg_rational r = zero;
    assert_int_equal(cbg_rational_add(a, b, &r), CBG_OK);
    return r;
}

static cbg_rational times(cbg_rational a, cbg_rational b)
{
    cbg_rational r = zero;
    assert_int_equal(cbg_rational_multiply(a, b, &r), CBG_OK);
    return r;
}

static cbg_rational minus(cbg_rational a, cbg_rational b)
{
    cbg_rational r = zero;
    assert_int_equal(cbg_rational_subtract(a, b, &r), CBG_OK);
    return r;
}

/* Efficient if and only if no pair of goods can be traded with profit: what the first side has a part of
 * must not have a lower ratio a/b than what the second has a part of. (Two-party linear division:
 * every profitable trade contains a profitable trade of two goods.) */
static void assert_efficient(const cbg_division *d, const cbg_allotment *x)
{
    for (int i = 0; i < d->count; i++)
        for (int j = 0; j < d->count; j++) {
            if (equal(x->share[i], zero) || equal(x->share[j], one))
                continue;
            cbg_rational keep = times(d->points[0][i], d->points[1][j]);
            cbg_rational get = times(d->points[0][j], d->points[1][i]);
            assert_true(cbg_rational_compare(keep, get) >= 0);
        }
    for (int i = 0; i < d->count; i++) { /* nobody holds what only the other values */
        if (d->points[0][i].num == 0 && d->points[1][i].num > 0)
            assert_true(equal(x->share[i], zero));
        if (d->points[1][i].num == 0 && d->points[0][i].num > 0)
            assert_true(equal(x->share[i], one));
    }
}

static int splits(const cbg_allotment *x, int count)
{
    int n = 0;
    for (int i = 0; i < count; i++)
        n += !equal(x->share[i], zero) && !equal(x->share[i], one);
    return n;
}

static void adjusted_winner_is_equitable_efficient_and_envy_free(void **state)
{
    (void)state;
    const cbg_rational two = {2, 1};
    for (uint32_t round = 0; round < ROUNDS; round++) {
        sample x;
        draw(round, &x);
        cbg_division *d = divide(&x.goods, 0);
        assert_true(equal(d->adjusted.total[0], d->adjusted.total[1]));
        assert_efficient(d, &d->adjusted);
        /* What I have is worth at least half of all to me: so is it at least what the other has. */
        assert_true(cbg_rational_compare(times(two, d->adjusted.total[0]), d->sum) >= 0);
        assert_true(splits(&d->adjusted, d->count) <= 1);
        assert_int_equal(splits(&d->adjusted, d->count), d->adjusted.split >= 0);
        cbg_division_free(d);
    }
}

static void direction_of_ties_leaves_totals_alone(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        sample x;
        draw(round, &x);
        cbg_division *d = divide(&x.goods, 0), *e = divide(&x.goods, 1);
        assert_true(equal(d->adjusted.total[0], e->adjusted.total[0]));
        assert_true(equal(d->adjusted.total[1], e->adjusted.total[1]));
        cbg_division_free(d);
        cbg_division_free(e);
    }
}

static void transfers_lead_from_the_first_winners_to_the_result(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        sample x;
        draw(round, &x);
        cbg_division *d = divide(&x.goods, 0);
        for (int k = 0; k < d->transfer_count; k++) {
            const cbg_transfer *t = &d->transfer[k];
            assert_true(equal(t->part, one) || k == d->transfer_count - 1);
            if (k > 0)
                assert_true(cbg_rational_compare(d->transfer[k - 1].ratio, t->ratio) <= 0);
            assert_true(cbg_rational_compare(t->ratio, one) >= 0);
        }
        const cbg_rational *last =
            d->transfer_count > 0 ? d->transfer[d->transfer_count - 1].total : d->initial.total;
        assert_true(equal(last[0], d->adjusted.total[0]));
        assert_true(equal(last[1], d->adjusted.total[1]));
        assert_true(equal(plus(d->initial.total[0], d->initial.total[1]), d->greatest_sum));
        cbg_division_free(d);
    }
}

static cbg_rational product(const cbg_rational total[2])
{
    return times(total[0], total[1]);
}

/* The product cannot rise by moving a small part of any good either way: the derivative
 * b X - a Y of each move has the right sign. The product of totals is log-concave over the convex set of
 * shares, so this first-order condition is sufficient. */
static void nash_cannot_be_improved_by_any_small_move(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        sample x;
        draw(round, &x);
        cbg_division *d = divide(&x.goods, 0);
        for (int i = 0; i < d->count; i++) {
            cbg_rational to_first =
                minus(times(d->points[0][i], d->nash.total[1]), times(d->points[1][i], d->nash.total[0]));
            if (!equal(d->nash.share[i], one))
                assert_true(to_first.num <= 0);
            if (!equal(d->nash.share[i], zero))
                assert_true(to_first.num >= 0);
        }
        assert_true(splits(&d->nash, d->count) <= 1);
        assert_true(cbg_rational_compare(product(d->nash.total), product(d->adjusted.total)) >= 0);
        cbg_division_free(d);
    }
}

/* Brute force: all 2^n assignments, better by `better`. */
static void best_whole(const cbg_division *d, bool (*better)(const cbg_rational *, const cbg_rational *),
                       cbg_rational best[2])
{
    for (unsigned set = 0; set < 1u << d->count; set++) {
        cbg_rational total[2] = {zero, zero};
        for (int i = 0; i < d->count; i++) {
            int side = (set >> i & 1u) != 0;
            total[side] = plus(total[side], d->points[side][i]);
        }
        if (set == 0 || better(total, best))
            memcpy(best, total, sizeof total);
    }
}

static int compare_sorted(const cbg_rational *x, const cbg_rational *y)
{
    int x_low = cbg_rational_compare(x[1], x[0]) < 0, y_low = cbg_rational_compare(y[1], y[0]) < 0;
    int order = cbg_rational_compare(x[x_low], y[y_low]);
    return order != 0 ? order : cbg_rational_compare(x[1 - x_low], y[1 - y_low]);
}

static bool better_leximin(const cbg_rational *x, const cbg_rational *y)
{
    int order = compare_sorted(x, y);
    return order > 0 || (order == 0 && cbg_rational_compare(x[0], y[0]) > 0);
}

static bool better_product(const cbg_rational *x, const cbg_rational *y)
{
    int order = cbg_rational_compare(product(x), product(y));
    if (order == 0 && product(x).num == 0)
        order = compare_sorted(x, y);
    return order > 0 || (order == 0 && cbg_rational_compare(x[0], y[0]) > 0);
}

static void whole_goods_agree_with_brute_force(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        sample x;
        draw(round, &x);
        cbg_division *d = divide(&x.goods, 0);
        assert_true(d->whole_known);
        cbg_rational best[2];
        best_whole(d, better_leximin, best);
        assert_true(equal(best[0], d->leximin.total[0]) && equal(best[1], d->leximin.total[1]));
        best_whole(d, better_product, best);
        assert_true(equal(best[0], d->max_product.total[0]) && equal(best[1], d->max_product.total[1]));
        assert_int_equal(splits(&d->leximin, d->count) + splits(&d->max_product, d->count), 0);
        cbg_division_free(d);
    }
}

static void sums_that_differ_are_both_scaled_to_100(void **state)
{
    (void)state;
    const cbg_rational a[] = {{30, 1}, {10, 1}}, b[] = {{1, 1}, {2, 1}};
    cbg_goods goods = {.count = 2, .points = {a, b}};
    cbg_division *d = divide(&goods, 0);
    assert_true(d->scaled);
    assert_true(equal(d->points[0][0], (cbg_rational){75, 1}));
    assert_true(equal(d->points[1][1], (cbg_rational){200, 3}));
    cbg_division_free(d);
}

static void one_good_is_halved_when_all_of_both_points_are_on_it(void **state)
{
    (void)state;
    const cbg_rational a[] = {{7, 1}}, b[] = {{7, 1}};
    cbg_goods goods = {.count = 1, .points = {a, b}};
    cbg_division *d = divide(&goods, 0);
    assert_true(equal(d->adjusted.share[0], (cbg_rational){1, 2}));
    assert_true(equal(d->nash.share[0], (cbg_rational){1, 2}));
    assert_true(equal(d->leximin.total[0], (cbg_rational){7, 1}));
    cbg_division_free(d);
}

static void equal_valuations_give_each_half(void **state)
{
    (void)state;
    const cbg_rational a[] = {{25, 1}, {25, 1}, {25, 1}, {25, 1}};
    cbg_goods goods = {.count = 4, .points = {a, a}};
    cbg_division *d = divide(&goods, 1);
    assert_true(equal(d->adjusted.total[0], (cbg_rational){50, 1}));
    assert_int_equal(d->adjusted.split, -1);
    assert_int_equal(d->transfer_count, 2);
    cbg_division_free(d);
}

static void a_good_that_nobody_values_changes_nothing(void **state)
{
    (void)state;
    const cbg_rational a[] = {{60, 1}, {0, 1}, {40, 1}}, b[] = {{30, 1}, {0, 1}, {70, 1}};
    cbg_goods goods = {.count = 3, .points = {a, b}};
    cbg_division *d = divide(&goods, 0);
    assert_true(equal(d->adjusted.total[0], d->adjusted.total[1]));
    assert_int_equal(d->adjusted.split, 2);
    cbg_division_free(d);
}

static void no_points_at_all_is_explained(void **state)
{
    (void)state;
    const cbg_rational some[] = {{1, 1}}, none[] = {{0, 1}}, debt[] = {{-1, 1}};
    const struct {
        const cbg_rational *a, *b;
        int count;
        cbg_status status;
    } bad[] = {{none, none, 1, CBG_MISSING},
               {some, none, 1, CBG_MISSING},
               {none, some, 1, CBG_MISSING},
               {some, some, 0, CBG_MISSING},
               {some, debt, 1, CBG_BAD_CASE}};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        cbg_goods goods = {.count = bad[k].count, .points = {bad[k].a, bad[k].b}};
        cbg_division *d = NULL;
        cbg_diags diags;
        cbg_diags_init(&diags, NULL);
        assert_int_equal(cbg_divide(&goods, 0, NULL, &d, &diags), bad[k].status);
        assert_int_equal(diags.errors, 1);
        assert_null(d);
    }
}

static void too_many_whole_goods_are_left_uncomputed_and_said_so(void **state)
{
    (void)state;
    cbg_rational a[40], b[40];
    for (int i = 0; i < 40; i++) { /* powers of two in opposite order: every set is efficient */
        a[i] = (cbg_rational){INT64_C(1) << i, 1};
        b[i] = a[i];
    }
    cbg_goods goods = {.count = 40, .points = {a, b}};
    cbg_division *d = divide(&goods, 0);
    assert_false(d->whole_known);
    assert_true(equal(d->adjusted.total[0], d->adjusted.total[1]));
    cbg_division_free(d);
    goods.count = 20;
    d = divide(&goods, 0);
    assert_true(d->whole_known);
    assert_true(equal(d->leximin.total[0], (cbg_rational){1 << 19, 1}));
    cbg_division_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adjusted_winner_is_equitable_efficient_and_envy_free),
        cmocka_unit_test(direction_of_ties_leaves_totals_alone),
        cmocka_unit_test(transfers_lead_from_the_first_winners_to_the_result),
        cmocka_unit_test(nash_cannot_be_improved_by_any_small_move),
        cmocka_unit_test(whole_goods_agree_with_brute_force),
        cmocka_unit_test(sums_that_differ_are_both_scaled_to_100),
        cmocka_unit_test(one_good_is_halved_when_all_of_both_points_are_on_it),
        cmocka_unit_test(equal_valuations_give_each_half),
        cmocka_unit_test(a_good_that_nobody_values_changes_nothing),
        cmocka_unit_test(no_points_at_all_is_explained),
        cmocka_unit_test(too_many_whole_goods_are_left_uncomputed_and_said_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
