/* First-order and total Sobol indices.
 *
 *   V = variance of the outputs of samples A and B
 *   S_k = mean of f(B) (f(A with k from B) - f(A)) / V, outputs taken from their common mean
 *   T_k = mean of (f(A) - f(A with k from B))^2 / (2 V)
 * Sources: I. M. Sobol, Math. Comput. Simul. 55 (2001) 271-280, doi 10.1016/S0378-4754(00)00270-6; the estimators are those named
 * in study.h. Departure: outputs are centred first, which changes nothing but the error of S.
 */
#include <math.h>

#include "coburg/study.h"

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

void cbg_sobol_indices(const double *output, int factors, int rows, double *first, double *total)
{
    const size_t n = (size_t)rows;
    double sum = 0, squares = 0;
    int used = 0;
    for (int k = 0; k < factors; k++) {
        first[k] = total[k] = 0;
    }
    for (int r = 0; r < rows; r++) {
        if (whole(output, factors, rows, r)) {
            sum += output[r] + output[n + (size_t)r];
            used++;
        }
    }
    const double mean = used > 0 ? sum / (2.0 * used) : 0;
    for (int r = 0; r < rows; r++) {
        if (!whole(output, factors, rows, r)) {
            continue;
        }
        const double a = output[r] - mean, b = output[n + (size_t)r] - mean;
        squares += a * a + b * b;
        for (int k = 0; k < factors; k++) {
            const double mixed = output[(size_t)(k + 2) * n + (size_t)r] - mean;
            first[k] += b * (mixed - a);
            total[k] += (a - mixed) * (a - mixed);
        }
    }
    const double variance = used > 0 ? squares / (2.0 * used) : 0;
    /* What rounding leaves of a constant is no variance. */
    const bool varies = used > 1 && variance > 1e-24 * (mean * mean + 1e-300);
    for (int k = 0; k < factors; k++) {
        first[k] = varies ? first[k] / used / variance : (double)NAN;
        total[k] = varies ? total[k] / (2.0 * used) / variance : (double)NAN;
    }
}
