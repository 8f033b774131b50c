/* Picks the variant of the challenge kernel that suits the processor; holds the plain one, and lays out the tables of all. */
#define KERNEL(name) plain_##name
#include "forecast/challenge_body.h"
#include "forecast/registry.h"

static const challenge_kernel plain = {"plain", plain_rank, plain_step};

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

size_t challenge_lay(challenge *g, int actors, void *base)
{
    const size_t n = (size_t)actors;
    challenge_lanes **const by_actor[] = {
        &g->x,      &g->s,    &g->w,     &g->risk, &g->best_kind, &g->best_from, &g->actor,
        &g->at,     &g->twice, &g->care, &g->weight, &g->bold,    &g->below,     &g->left,
        &g->sum,    &g->far,  &g->won,   &g->gain, 
        &g->less, &g->more, &g->own, &g->other, &g->close, &g->taker, &g->offered, &g->goal};
    size_t used = 0;
    for (size_t k = 0; k < sizeof by_actor / sizeof *by_actor; k++) {
        *by_actor[k] = cbgi_forecast_take(base, &used, n, sizeof **by_actor[k]);
    }
    g->rank = cbgi_forecast_take(base, &used, n, sizeof *g->rank);
    g->best = cbgi_forecast_take(base, &used, n, sizeof *g->best);
    g->to_lower = cbgi_forecast_take(base, &used, n, sizeof *g->to_lower);
    g->part = cbgi_forecast_take(base, &used, n * n, sizeof *g->part);
    g->votes = cbgi_forecast_take(base, &used, n * n, sizeof *g->votes);
    g->middle = cbgi_forecast_take(base, &used, n * n * CHALLENGE_LANES, sizeof *g->middle);
    g->n = actors;
    return used;
}
