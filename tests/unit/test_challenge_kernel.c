/* Every variant of the challenge kernel computes the same bits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/philox.h"
#include "forecast/challenge.h"

enum { ACTORS = 13, PADDED = 16, STEPS = 4 };

static challenge_lanes x[ACTORS], s[ACTORS], w[ACTORS], risk[ACTORS], sum[ACTORS], gain[ACTORS],
    part[PADDED * ACTORS], apart[PADDED * PADDED], kind[ACTORS], key[ACTORS], to[ACTORS], from[ACTORS];

static challenge made(uint32_t seed)
{
    cbgi_stream random;
    cbgi_stream_init(&random, 3, 4, seed, 0, 0);
    challenge g = {ACTORS,
                   PADDED,
                   (int)seed % 8,
                   seed % 2 == 0 ? 1 : .5,
                   .25,
                   {0},
                   {0},
                   x,
                   s,
                   w,
                   risk,
                   sum,
                   gain,
                   part,
                   apart,
                   kind,
                   key,
                   to,
                   from,
                   {0},
                   {0}};
    for (int lane = 0; lane < CHALLENGE_LANES; lane++) {
        double weight = 0;
        for (int i = 0; i < ACTORS; i++) {
            x[i][lane] = cbgi_stream_unit(&random);
            s[i][lane] = cbgi_stream_unit(&random);
            w[i][lane] = s[i][lane] * cbgi_stream_unit(&random);
            weight += w[i][lane];
        }
        x[1][lane] = x[0][lane];
        g.range[lane] = g.by_range[lane] = 1;
        g.least_weight[lane] = weight / 2;
    }
    return g;
}

static void every_variant_computes_the_same_bits(void **state)
{
    (void)state;
    static challenge_lanes wanted_x[STEPS][ACTORS], wanted_risk[STEPS][ACTORS], wanted_median[STEPS];
    const challenge_kernel *all[4];
    challenge_kernels(all);
    for (uint32_t seed = 0; seed < 16; seed++) {
        for (int v = 0; all[v] != NULL; v++) {
            challenge g = made(seed);
            for (int step = 0; step < STEPS; step++) {
                all[v]->median(&g);
                all[v]->step(&g);
                if (v == 0) {
                    memcpy(wanted_x[step], x, sizeof x);
                    memcpy(wanted_risk[step], risk, sizeof risk);
                    wanted_median[step] = g.median;
                }
                assert_memory_equal(x, wanted_x[step], sizeof x);
                assert_memory_equal(risk, wanted_risk[step], sizeof risk);
                assert_memory_equal(&g.median, &wanted_median[step], sizeof g.median);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_variant_computes_the_same_bits),
    };
    return cmocka_run_group_tests_name("challenge kernel", tests, NULL, NULL);
}
