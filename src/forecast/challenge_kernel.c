/* Picks the variant of the challenge kernel that suits the processor; holds the plain one. */
#define KERNEL(name) plain_##name
#include "forecast/challenge_body.h"

static const challenge_kernel plain = {"plain", plain_median, plain_step};

#if defined(__x86_64__)
extern const challenge_kernel challenge_kernel_avx2, challenge_kernel_avx512;
#endif

void challenge_kernels(const challenge_kernel *out[4])
{
    int n = 0;
    out[n++] = &plain;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        out[n++] = &challenge_kernel_avx2;
    }
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
        out[n++] = &challenge_kernel_avx512;
    }
#endif
    out[n] = NULL;
}

const challenge_kernel *challenge_kernel_pick(void)
{
    const challenge_kernel *all[4];
    challenge_kernels(all);
    int last = 0;
    while (all[last + 1] != NULL) {
        last++;
    }
    return all[last];
}
