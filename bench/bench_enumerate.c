/* How fast the engine enumerates, beside a plain baseline in the same run.
 *
 * Made-up additive domains with 2, 3 and 7 parties and 8 issues of 10 options: 10^8 outcomes. "coburg" evaluates every
 * outcome exactly and, in the same pass, counts the zone, finds the largest smallest gain and
 * bounds the largest Nash product. "plain" is what one writes first: for each outcome, decode its options, add up
 * weight * score in double for each party, compare; timed on the first 2 * 10^6 outcomes.
 * Processor time on one thread; then the wall time of one and of two threads.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/philox.h"
#include "base/text.h"
#include "coburg/read.h"
#include "space/scan.h"

enum { ISSUES = 8, OPTIONS = 10, ROUNDS = 3, PLAIN = 2000000 };

static double weight[7][ISSUES], score[7][ISSUES][OPTIONS];

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void write_party(cbgi_stream *random, int p, cbgi_text *text)
{
    cbgi_text_addf(text, "  P%d:\n    weights: {", p);
    for (int i = 0; i < ISSUES; i++) {
        int w = i + 1 == ISSUES ? 16 : 12;
        weight[p][i] = w;
        cbgi_text_addf(text, "%si%d: %d", i == 0 ? "" : ", ", i, w);
    }
    cbgi_text_add(text, "}\n    scores:\n");
    for (int i = 0; i < ISSUES; i++) {
        cbgi_text_addf(text, "      i%d: [", i);
        for (int o = 0; o < OPTIONS; o++) {
            int s = (int)cbgi_stream_below(random, 101);
            score[p][i][o] = s;
            cbgi_text_addf(text, "%s%d", o == 0 ? "" : ", ", s);
        }
        cbgi_text_add(text, "]\n");
    }
}

static cbg_case *make_case(int parties)
{
    cbgi_stream random;
    cbgi_text text;
    cbg_case *c = NULL;
    static cbg_diags diags;
    cbgi_stream_init(&random, 1950, 0xBE, (uint32_t)parties, 0, 0);
    cbgi_text_init(&text, NULL);
    cbgi_text_add(&text, "case: bench\nparties:\n");
    for (int p = 0; p < parties; p++) {
        cbgi_text_addf(&text, "  P%d: {walk_away: 50}\n", p);
    }
    cbgi_text_add(&text, "issues:\n");
    for (int i = 0; i < ISSUES; i++) {
        cbgi_text_addf(&text, "  i%d: {scale: {from: 1, to: %d, step: 1}}\n", i, OPTIONS);
    }
    cbgi_text_add(&text, "preferences:\n");
    for (int p = 0; p < parties; p++) {
        write_party(&random, p, &text);
    }
    if (cbg_case_read_text(text.data, text.length, "bench", NULL, &c, &diags) != CBG_OK) {
        fprintf(stderr, "%s\n", diags.item[0].message);
        exit(1);
    }
    cbgi_text_free(&text);
    return c;
}

/* The plain way; returns outcomes per second. */
static double plain(int parties, uint64_t *zone)
{
    double began = seconds(CLOCK_PROCESS_CPUTIME_ID), best_min = -1e9, best_product = 0;
    *zone = 0;
    for (int n = 0; n < PLAIN; n++) {
        int rest = n, option[ISSUES];
        for (int i = ISSUES - 1; i >= 0; i--) {
            option[i] = rest % OPTIONS;
            rest /= OPTIONS;
        }
        double least = 1e9, product = 1;
        for (int p = 0; p < parties; p++) {
            double gain = -50;
            for (int i = 0; i < ISSUES; i++) {
                gain += weight[p][i] * score[p][i][option[i]] / 100;
            }
            least = gain < least ? gain : least;
            product *= gain;
        }
        *zone += least >= 0;
        best_min = least > best_min ? least : best_min;
        best_product = least >= 0 && product > best_product ? product : best_product;
    }
    double rate = PLAIN / (seconds(CLOCK_PROCESS_CPUTIME_ID) - began);
    return best_min > 1e8 || best_product < 0 ? 0 : rate; /* keeps the results alive */
}

static double scan_seconds(const cbgi_box *box, int threads, clockid_t clock, uint64_t *zone)
{
    double fastest = 1e9;
    const cbg_exec exec = {.threads = threads};
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t feasible;
        int64_t max_min;
        double began = seconds(clock);
        if (cbgi_scan_zone(box, &exec, &feasible, zone, &max_min) != CBG_OK) {
            exit(1);
        }
        double took = seconds(clock) - began;
        fastest = took < fastest ? took : fastest;
    }
    return fastest;
}

static void bench(int parties)
{
    cbg_case *c = make_case(parties);
    cbg_scenario scenario;
    cbg_space *space = NULL;
    cbgi_arena arena;
    cbgi_box box;
    uint64_t zone = 0, unused;
    cbgi_arena_init(&arena, NULL);
    if (cbg_scenario_init(c, &scenario, NULL) != CBG_OK ||
        cbg_space_build(c, &scenario, NULL, &space, NULL) != CBG_OK ||
        cbgi_box_build(space, 0, NULL, &arena, &box) != CBG_OK) {
        exit(1);
    }
    double rate = (double)space->outcomes / scan_seconds(&box, 1, CLOCK_PROCESS_CPUTIME_ID, &zone);
    double one = scan_seconds(&box, 1, CLOCK_MONOTONIC, &zone),
           two = scan_seconds(&box, 2, CLOCK_MONOTONIC, &zone);
    double slow = plain(parties, &unused);
    printf("%7d  %11.2e  %11.2e  %9.0f x  %11.2f x\n", parties, rate, slow, rate / slow, one / two);
    cbgi_arena_free(&arena);
    cbg_space_free(space);
    cbg_case_free(c);
}

int main(void)
{
    printf("enumerate and compare, 10^8 outcomes, kernel %s\n", cbgi_kernels_pick()->name);
    printf("parties   coburg, /s    plain, /s      coburg/plain  two threads\n");
    bench(2);
    bench(3);
    bench(7);
    return 0;
}
