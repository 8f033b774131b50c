/* The efficient points of tables of two utilities, beside a plain pass over the same memory. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/philox.h"
#include "coburg/skyline.h"

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static void measure(size_t count, int threads)
{
    int32_t *a = malloc(count * sizeof *a), *b = malloc(count * sizeof *b);
    if (a == NULL || b == NULL) {
        exit(1);
    }
    cbgi_stream random;
    cbgi_stream_init(&random, 1, 1, 0, 0, 0);
    for (size_t k = 0; k < count; k++) {
        a[k] = (int32_t)(cbgi_stream_u32(&random) >> 2);
        b[k] = (int32_t)(cbgi_stream_u32(&random) >> 2);
    }
    const cbg_exec exec = {.threads = threads};
    double fastest = 1e9, pass = 1e9;
    size_t found = 0, *index = NULL;
    int32_t sum = 0;
    for (int round = 0; round < 5; round++) {
        double began = now_ms();
        for (size_t k = 0; k < count; k++) {
            sum ^= a[k] ^ b[k];
        }
        double took = now_ms() - began;
        pass = took < pass ? took : pass;
        began = now_ms();
        if (cbg_skyline_two(a, b, count, &exec, &index, &found) != CBG_OK) {
            exit(1);
        }
        took = now_ms() - began;
        fastest = took < fastest ? took : fastest;
        cbg_skyline_free(&exec, index);
    }
    printf("%9zu points, %d thread%s  %8.2f ms  %5zu efficient  a plain pass on one thread %8.2f ms%s\n",
           count, threads, threads == 1 ? " " : "s", fastest, found, pass, sum == 1 ? " " : "");
    free(a);
    free(b);
}

int main(void)
{
    measure(1000000, 1);
    measure(10000000, 1);
    measure(100000000, 1);
    measure(100000000, 2);
    return 0;
}
