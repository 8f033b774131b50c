/* Laws of Adjusted Winner, and whole-good rules beside brute force, on random goods. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/philox.h"
#include "coburg/divide.h"

enum { CASES = 2000, GOODS = 9 };

static cbg_rational points[2][GOODS];
static cbg_goods goods;

/* Whole points summing to 100 on each side; often equal, sometimes 0. */
static void make_goods(int number)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 1996, 2, (uint32_t)number, 0, 0);
    goods = (cbg_goods){.side = {"A", "B"},
                        .side_name = {"A", "B"},
                        .count = 1 + (int)cbgi_stream_below(&random, GOODS),
                        .points = {points[0], points[1]}};
    for (int side = 0; side < 2; side++) {
        for (int g = 0; g < goods.count; g++)
            points[side][g] = (cbg_rational){0, 1};
        for (int left = 20; left > 0; left--)
            points[side][cbgi_stream_below(&random, (uint64_t)goods.count)].num += 5;
    }
}

static cbg_rational times(cbg_rational a, cbg_rational b)
{
    cbg_rational out;
    assert_int_equal(cbg_rational_multiply(a, b, &out), CBG_OK);
    return out;
}

static cbg_rational plus(cbg_rational a, cbg_rational b)
{
    cbg_rational out;
    assert_int_equal(cbg_rational_add(a, b, &out), CBG_OK);
    return out;
}

static cbg_rational minus(cbg_rational a, cbg_rational b)
{
    cbg_rational out;
    assert_int_equal(cbg_rational_subtract(a, b, &out), CBG_OK);
    return out;
}

static const cbg_rational one = {1, 1};

static void check_totals(const cbg_allotment *a)
{
    cbg_rational total[2] = {{0, 1}, {0, 1}};
    for (int g = 0; g < goods.count; g++) {
        total[0] = plus(total[0], times(points[0][g], a->share[g]));
        total[1] = plus(total[1], times(points[1][g], minus(one, a->share[g])));
    }
    for (int side = 0; side < 2; side++)
        assert_int_equal(cbg_rational_compare(total[side], a->total[side]), 0);
}

static int splits(const cbg_allotment *a)
{
    int count = 0;
    for (int g = 0; g < goods.count; g++)
        count += a->share[g].num != 0 && cbg_rational_compare(a->share[g], one) != 0;
    return count;
}

/* Two-party linear division is efficient when no exchange helps: whoever holds some of g while the other holds some of h
 * values g against h at least as much as the other does. */
static void check_efficient(const cbg_allotment *a)
{
    for (int g = 0; g < goods.count; g++) {
        for (int h = 0; h < goods.count; h++) {
            const bool first_has_g = a->share[g].num > 0;
            const bool second_has_h = cbg_rational_compare(a->share[h], one) < 0;
            if (first_has_g && second_has_h)
                assert_true(points[0][g].num * points[1][h].num >= points[0][h].num * points[1][g].num);
        }
    }
}

static void adjusted_winner_is_equitable_efficient_envy_free_and_splits_one_good(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbg_division *d[2];
        make_goods(number);
        for (int tie = 0; tie < 2; tie++) {
            assert_int_equal(cbg_divide(&goods, tie, NULL, &d[tie], NULL), CBG_OK);
            const cbg_allotment *a = &d[tie]->adjusted;
            check_totals(a);
            check_efficient(a);
            assert_int_equal(cbg_rational_compare(a->total[0], a->total[1]), 0);
            assert_true(splits(a) <= 1);
            assert_true(a->total[0].num * 1 >=
                        50 * a->total[0].den); /* envy-free with equal sums: half or more */
        }
        assert_int_equal(cbg_rational_compare(d[0]->adjusted.total[0], d[1]->adjusted.total[0]), 0);
        cbg_division_free(d[0]);
        cbg_division_free(d[1]);
    }
}

static void nash_is_efficient_and_no_share_moved_raises_the_product(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbg_division *d;
        make_goods(number);
        assert_int_equal(cbg_divide(&goods, 0, NULL, &d, NULL), CBG_OK);
        check_totals(&d->nash);
        check_efficient(&d->nash);
        const double a = cbg_rational_double(d->nash.total[0]), b = cbg_rational_double(d->nash.total[1]);
        for (int g = 0; g < goods.count; g++) {
            const double share = cbg_rational_double(d->nash.share[g]);
            for (double to = 0; to <= 1; to += 0.125) {
                const double x = a + (to - share) * (double)points[0][g].num,
                             y = b - (to - share) * (double)points[1][g].num;
                assert_true(x * y <= a * b * (1 + 1e-12) + 1e-9);
            }
        }
        cbg_division_free(d);
    }
}

static void whole_goods_are_divided_as_brute_force_does(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        cbg_division *d;
        make_goods(number);
        assert_int_equal(cbg_divide(&goods, 0, NULL, &d, NULL), CBG_OK);
        int64_t best_min = -1, best_max = -1, best_product = -1, best_sum = -1;
        for (int set = 0; set < 1 << goods.count; set++) {
            int64_t total[2] = {0, 0};
            for (int g = 0; g < goods.count; g++)
                total[set >> g & 1 ? 0 : 1] += points[set >> g & 1 ? 0 : 1][g].num;
            const int64_t low = total[0] < total[1] ? total[0] : total[1], high = total[0] + total[1] - low;
            if (low > best_min || (low == best_min && high > best_max)) {
                best_min = low;
                best_max = high;
            }
            best_product = low * high > best_product ? low * high : best_product;
            best_sum = low + high > best_sum ? low + high : best_sum;
        }
        assert_true(d->whole_known);
        check_totals(&d->leximin);
        check_totals(&d->max_product);
        assert_int_equal(splits(&d->leximin) + splits(&d->max_product), 0);
        const int64_t x = d->leximin.total[0].num, y = d->leximin.total[1].num;
        assert_int_equal(x < y ? x : y, best_min);
        assert_int_equal(x < y ? y : x, best_max);
        assert_int_equal(d->max_product.total[0].num * d->max_product.total[1].num, best_product);
        assert_int_equal(d->greatest_sum.num, best_sum);
        cbg_division_free(d);
    }
}

static void nothing_to_divide_is_said(void **state)
{
    (void)state;
    static cbg_diags diags;
    cbg_division *d = NULL;
    make_goods(1);
    for (int g = 0; g < goods.count; g++)
        points[1][g] = (cbg_rational){0, 1};
    cbg_diags_init(&diags, NULL);
    assert_int_equal(cbg_divide(&goods, 0, NULL, &d, &diags), CBG_MISSING);
    assert_null(d);
    assert_int_equal(diags.errors, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adjusted_winner_is_equitable_efficient_envy_free_and_splits_one_good),
        cmocka_unit_test(nash_is_efficient_and_no_share_moved_raises_the_product),
        cmocka_unit_test(whole_goods_are_divided_as_brute_force_does),
        cmocka_unit_test(nothing_to_divide_is_said),
    };
    return cmocka_run_group_tests_name("divide", tests, NULL, NULL);
}
