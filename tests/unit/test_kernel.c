/* Every kernel variant computes what a plain loop computes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/philox.h"
#include "space/kernel.h"

enum { RUN = 1024, SEATS = 12, ROUNDS = 60 };

static int32_t table[SEATS][RUN], base[SEATS];
static const int32_t *low[SEATS];

static void fill(cbgi_stream *random)
{
    for (int p = 0; p < SEATS; p++) {
        low[p] = table[p];
        base[p] = (int32_t)cbgi_stream_below(random, 2000) - 1000;
        for (int k = 0; k < RUN; k++) {
            table[p][k] = (int32_t)cbgi_stream_below(random, 1500);
        }
    }
}

static void check(const cbgi_kernels *kernels, int seats, int count)
{
    uint32_t zone = 0;
    int32_t max_min = INT32_MIN, best = INT32_MIN;
    double product = 0;
    for (int k = 0; k < count; k++) {
        int32_t least = INT32_MAX, others = INT32_MAX;
        double all = 1;
        for (int p = 0; p < seats; p++) {
            int32_t gain = base[p] + low[p][k];
            least = gain < least ? gain : least;
            others = p > 0 && gain < others ? gain : others;
            all *= gain;
        }
        zone += least >= 0;
        max_min = least > max_min ? least : max_min;
        product = least >= 0 && all > product ? all : product;
        best = others >= 0 && base[0] + low[0][k] > best ? base[0] + low[0][k] : best;
    }
    cbgi_kernel_result r;
    kernels->zone(seats, low, base, count, &r);
    assert_int_equal(r.zone, zone);
    assert_int_equal(r.max_min, max_min);
    if (product < 1e38) {
        assert_true((double)r.max_product >= product * (1 - 1e-6 * (seats + 1)));
        assert_true((double)r.max_product <= product * (1 + 1e-6 * (seats + 1)));
    }
    assert_int_equal(kernels->best(seats, low, base, count), best);
}

static void every_variant_agrees_with_a_plain_loop(void **state)
{
    (void)state;
    cbgi_stream random;
    cbgi_stream_init(&random, 7, 7, 7, 7, 7);
    const cbgi_kernels *all[4];
    cbgi_kernels_all(all);
    for (int round = 0; round < ROUNDS; round++) {
        fill(&random);
        for (int v = 0; all[v] != NULL; v++) {
            for (int seats = 1; seats <= SEATS; seats++) {
                check(all[v], seats, 1 + (int)cbgi_stream_below(&random, RUN));
            }
        }
    }
}

static void the_fastest_variant_is_the_last_that_runs_here(void **state)
{
    (void)state;
    const cbgi_kernels *all[4], *picked = cbgi_kernels_pick();
    cbgi_kernels_all(all);
    int count = 0;
    while (all[count] != NULL) {
        count++;
    }
    assert_ptr_equal(picked, all[count - 1]);
    assert_string_equal(all[0]->name, "plain");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_variant_agrees_with_a_plain_loop),
        cmocka_unit_test(the_fastest_variant_is_the_last_that_runs_here),
    };
    return cmocka_run_group_tests_name("kernel", tests, NULL, NULL);
}
