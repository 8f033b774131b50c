/* First-order and total Sobol indices.
 *
 *   V = variance of the outputs of samples A and B,   C_k = f(A with k from B)
 *   T_k = mean of (f(A) - C_k)^2 / (2 V)
 *   S_k = r(f(B), C_k) - (1 - T_k) r(f(B), f(A)),   r the correlation over rows
 * f(B) and C_k share number k alone, so their correlation is the first-order index; what f(B) and f(A) correlate, which they should
 * not at all, tells how far chance has brought B and the rest of C_k together, and is taken out.
 * Sources: I. M. Sobol, Math. Comput. Simul. 55 (2001) 271-280, doi 10.1016/S0378-4754(00)00270-6; correlations in place of products:
 * G. Glen and K. Isaacs, Environ. Model. Softw. 37 (2012) 157-166, doi 10.1016/j.envsoft.2012.03.014; T: see study.h.
 */
#include <math.h>

#include "coburg/study.h"

/* Sums over rows of outputs less a common base, for one pair of blocks. */
typedef struct pair {
    double x, y, xx, yy, xy;
} pair;

/* Rows in which nothing is missing count. */
static bool whole(const double *output, int factors, int rows, int row)
{
    for (int block = 0; block < factors + 2; block++) {
        if (isnan(output[(size_t)block * (size_t)rows + (size_t)row])) {
            return false;
        }
    }
    return true;
}

static void add(pair *p, double x, double y)
{
    p->x += x, p->y += y, p->xx += x * x, p->yy += y * y, p->xy += x * y;
}

static double correlation(const pair *p, int n)
{
    const double a = p->xx - p->x * p->x / n, b = p->yy - p->y * p->y / n, both = p->xy - p->x * p->y / n;
    return a > 0 && b > 0 ? both / (sqrt(a) * sqrt(b)) : 0;
}

static double mean_of(const double *output, int factors, int rows, int *used)
{
    double sum = 0;
    *used = 0;
    for (int r = 0; r < rows; r++) {
        if (whole(output, factors, rows, r)) {
            sum += output[r] + output[(size_t)rows + (size_t)r];
            ++*used;
        }
    }
    return *used > 0 ? sum / (2.0 * *used) : 0;
}

/* One factor: block `mixed`. */
static void one(const double *output, int factors, int rows, const double *mixed, double mean, int used, double variance,
                double chance, double *first, double *total)
{
    pair with_b = {0};
    double squares = 0;
    for (int r = 0; r < rows; r++) {
        if (whole(output, factors, rows, r)) {
            const double apart = output[r] - mixed[r];
            squares += apart * apart;
            add(&with_b, output[(size_t)rows + (size_t)r] - mean, mixed[r] - mean);
        }
    }
    *total = squares / (2.0 * used) / variance;
    *first = correlation(&with_b, used) - (1 - *total) * chance;
}

void cbg_sobol_indices(const double *output, int factors, int rows, double *first, double *total)
{
    int used = 0;
    const double mean = mean_of(output, factors, rows, &used);
    pair a_b = {0};
    for (int r = 0; r < rows; r++) {
        if (whole(output, factors, rows, r)) {
            add(&a_b, output[r] - mean, output[(size_t)rows + (size_t)r] - mean);
        }
    }
    const double variance = used > 0 ? (a_b.xx + a_b.yy) / (2.0 * used) : 0;
    /* What rounding leaves of a constant is no variance. */
    const bool varies = used > 1 && variance > 1e-24 * (mean * mean + 1e-300);
    for (int k = 0; k < factors; k++) {
        first[k] = total[k] = (double)NAN;
        if (varies) {
            one(output, factors, rows, output + (size_t)(k + 2) * (size_t)rows, mean, used, variance,
                correlation(&a_b, used), &first[k], &total[k]);
        }
    }
}
