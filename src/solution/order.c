/* Exact comparisons shared by solutions: products by multi-word integers, ratios by
 * cross-multiplication in 128 bits. */
#include "solution/order.h"

__extension__ typedef __int128 wide;

void cbgi_score_product(const cbgi_problem *problem, const int32_t *exponent, const cbgi_gains *gains,
                        double *score)
{
    for (int k = 0; k < gains->count; k++) {
        score[k] = 1;
    }
    for (int seat = 0; seat < problem->seats; seat++) {
        const int64_t *gain = gains->gain[seat];
        double scale = problem->scale[seat];
        int32_t e = exponent == NULL ? 1 : exponent[seat];
        if (e == 1) {
            for (int k = 0; k < gains->count; k++) {
                score[k] *= (double)gain[k] * scale;
            }
            continue;
        }
        for (int k = 0; k < gains->count; k++) {
            double power = 1, square = (double)gain[k] * scale;
            for (int32_t left = e; left > 0; left >>= 1) {
                power = left & 1 ? power * square : power;
                square *= square;
            }
            score[k] *= power;
        }
    }
}

static void sort_gains(const int64_t *gain, int count, int64_t *sorted)
{
    for (int i = 0; i < count; i++) {
        int at = i;
        for (; at > 0 && sorted[at - 1] > gain[i]; at--) {
            sorted[at] = sorted[at - 1];
        }
        sorted[at] = gain[i];
    }
}

int cbgi_leximin(const int64_t *a, const int64_t *b, int count)
{
    int64_t x[CBG_SEATS_MAX], y[CBG_SEATS_MAX];
    sort_gains(a, count, x);
    sort_gains(b, count, y);
    for (int i = 0; i < count; i++) {
        if (x[i] != y[i]) {
            return x[i] > y[i] ? 1 : -1;
        }
    }
    return 0;
}

typedef struct ratio {
    int64_t gain, ideal;
} ratio;

static int compare_ratio(ratio x, ratio y)
{
    wide left = (wide)x.gain * y.ideal, right = (wide)y.gain * x.ideal;
    return (left > right) - (left < right);
}

static int sort_ratios(const cbgi_problem *problem, const int64_t *gain, ratio *sorted)
{
    int count = 0;
    for (int seat = 0; seat < problem->seats; seat++) {
        if (problem->ideal[seat] == 0) {
            continue;
        }
        ratio r = {gain[seat], problem->ideal[seat]};
        int at = count++;
        for (; at > 0 && compare_ratio(sorted[at - 1], r) > 0; at--) {
            sorted[at] = sorted[at - 1];
        }
        sorted[at] = r;
    }
    return count;
}

int cbgi_leximin_ratio(const cbgi_problem *problem, const int64_t *a, const int64_t *b)
{
    ratio x[CBG_SEATS_MAX], y[CBG_SEATS_MAX];
    int count = sort_ratios(problem, a, x);
    sort_ratios(problem, b, y);
    for (int i = 0; i < count; i++) {
        int order = compare_ratio(x[i], y[i]);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}
