/* The skyline of a table is what looking at every pair of points finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/philox.h"
#include "coburg/skyline.h"

enum { CASES = 300, POINTS = 900, LARGE = 1 << 20 };

static int32_t a[LARGE], b[LARGE];

static void fill(int number, size_t count)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 2003, 5, (uint32_t)number, 0, 0);
    const uint64_t width = number % 3 == 0 ? 10 : number % 3 == 1 ? 1000 : UINT64_C(1) << 32;
    for (size_t k = 0; k < count; k++) {
        a[k] = (int32_t)(uint32_t)cbgi_stream_below(&random, width);
        b[k] = number % 5 == 4 && width < 2000 ? (int32_t)width - a[k] /* all efficient */
                                               : (int32_t)(uint32_t)cbgi_stream_below(&random, width);
    }
}

static bool efficient(size_t k, size_t count)
{
    for (size_t m = 0; m < count; m++) {
        const bool covers = a[m] >= a[k] && b[m] >= b[k];
        if (covers && (a[m] > a[k] || b[m] > b[k] || m < k)) {
            return false;
        }
    }
    return true;
}

static void the_skyline_is_what_all_pairs_leave(void **state)
{
    (void)state;
    for (int number = 0; number < CASES; number++) {
        const size_t count = (size_t)(number * 37 % POINTS);
        const cbg_exec two = {.threads = 2};
        size_t *index = NULL, found = 0, expected = 0;
        fill(number, count);
        assert_int_equal(cbg_skyline_two(a, b, count, number % 2 ? &two : NULL, &index, &found), CBG_OK);
        for (size_t k = 0; k < count; k++) {
            expected += efficient(k, count);
        }
        assert_int_equal(found, expected);
        for (size_t k = 0; k < found; k++) {
            assert_true(efficient(index[k], count));
            assert_true(k == 0 || a[index[k]] < a[index[k - 1]]);
        }
        cbg_skyline_free(NULL, index);
    }
}

/* Large enough for several runs a piece, thresholds that bite, and buffers that are cut down. */
static void large_tables_are_swept_like_small_ones(void **state)
{
    (void)state;
    for (int number = 0; number < 6; number++) {
        size_t *index = NULL, found = 0, expected = 0;
        fill(number, LARGE);
        int32_t top = INT32_MIN;
        assert_int_equal(cbg_skyline_two(a, b, LARGE, NULL, &index, &found), CBG_OK);
        for (size_t k = 0; k < found; k++) {
            assert_true(k == 0 || (a[index[k]] < a[index[k - 1]] && b[index[k]] > b[index[k - 1]]));
        }
        for (size_t k = 0; k < LARGE; k++) { /* every point is covered by the listed one next above it */
            size_t low = 0, high = found;
            while (low < high) {
                const size_t mid = (low + high) / 2;
                if (a[index[mid]] >= a[k]) {
                    low = mid + 1;
                } else {
                    high = mid;
                }
            }
            assert_true(low > 0 && b[index[low - 1]] >= b[k]);
            top = b[k] > top ? b[k] : top;
            expected += a[k] == a[index[low - 1]] && b[k] == b[index[low - 1]] && k == index[low - 1];
        }
        assert_int_equal(found, expected);
        assert_int_equal(b[index[found - 1]], top);
        cbg_skyline_free(NULL, index);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_skyline_is_what_all_pairs_leave),
        cmocka_unit_test(large_tables_are_swept_like_small_ones),
    };
    return cmocka_run_group_tests_name("skyline", tests, NULL, NULL);
}
