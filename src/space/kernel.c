/* Picks the kernel variant that suits the processor; holds the plain one. */
#define KERNEL(name) plain_##name
#include "space/kernel_body.h"

static const cbgi_kernels plain = {"plain", plain_zone, plain_best, plain_reached, plain_above};

#if defined(__x86_64__)
extern const cbgi_kernels cbgi_kernels_avx2, cbgi_kernels_avx512;

static int runs_avx2(void)
{
    return __builtin_cpu_supports("avx2");
}

static int runs_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

void cbgi_kernels_all(const cbgi_kernels *out[4])
{
    int n = 0;
    out[n++] = &plain;
    if (runs_avx2()) {
        out[n++] = &cbgi_kernels_avx2;
    }
    if (runs_avx512()) {
        out[n++] = &cbgi_kernels_avx512;
    }
    out[n] = NULL;
}
#else
void cbgi_kernels_all(const cbgi_kernels *out[4])
{
    out[0] = &plain;
    out[1] = NULL;
}
#endif

const cbgi_kernels *cbgi_kernels_pick(void)
{
    const cbgi_kernels *all[4];
    cbgi_kernels_all(all);
    int last = 0;
    while (all[last + 1] != NULL) {
        last++;
    }
    return all[last];
}
