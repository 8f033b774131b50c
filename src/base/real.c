/* exp, log and pow from + - * / and the bits of doubles.
 *
 * log:  x = 2^k m with m in [sqrt(1/2), sqrt(2)); s = (m - 1) / (m + 1);
 *       log x = k log 2 + 2 (s + s^3/3 + s^5/5 + ...), |s| < 0.172.
 * exp:  x = k log 2 + r with |r| <= log(2)/2;  exp x = 2^k (1 + r + r^2/2! + r^3/3! + ...).
 * pow:  exp(y log x), where the error of the logarithm is magnified up to 745 times. So
 *       logarithms are carried as unevaluated sums hi + lo of two doubles, good to some 2^-68.
 * Sources: T. J. Dekker, Numer. Math. 18, 1971, doi 10.1007/BF01397083 (double-double
 * arithmetic); J.-M. Muller, Elementary Functions, 3rd ed., 2016, doi 10.1007/978-1-4899-7983-4.
 * The bits depend on IEEE double arithmetic, rounding to nearest and -ffp-contract=off.
 */
#include "base/real.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

_Static_assert(FLT_EVAL_METHOD == 0, "doubles must be evaluated as doubles");

/* An unevaluated sum; |lo| is at most about half a unit in the last place of hi. */
typedef struct pair {
    double hi, lo;
} pair;

/* log 2 in two parts; the first has 11 zero bits at its end, so k times it is exact. */
static const double log2_high = 0x1.62e42fefa3800p-1, log2_low = 0x1.ef35793c76730p-45;

/* a + b exactly, for |a| >= |b|. */
static pair add_smaller(double a, double b)
{
    const double sum = a + b;
    return (pair){sum, b - (sum - a)};
}

/* a + b exactly. */
static pair add(double a, double b)
{
    const double sum = a + b, part = sum - a;
    return (pair){sum, (a - (sum - part)) + (b - part)};
}

static pair pair_add(pair a, pair b)
{
    const pair sum = add(a.hi, b.hi);
    return add_smaller(sum.hi, sum.lo + (a.lo + b.lo));
}

/* a * b exactly (short of overflow and underflow): halves of 26 bits multiply without rounding. */
static pair multiply(double a, double b)
{
    const double splitter = 0x1p27 + 1.0;
    const double p = splitter * a, q = splitter * b;
    const double a1 = p - (p - a), a2 = a - a1, b1 = q - (q - b), b2 = b - b1;
    const double product = a * b;
    return (pair){product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2};
}

static pair pair_multiply(pair a, pair b)
{
    const pair product = multiply(a.hi, b.hi);
    return add_smaller(product.hi, product.lo + (a.hi * b.lo + a.lo * b.hi));
}

static pair pair_divide(pair a, pair b)
{
    const double quotient = a.hi / b.hi;
    const pair back = pair_multiply((pair){quotient, 0.0}, b);
    const double rest = ((a.hi - back.hi) - back.lo) + a.lo;
    return add_smaller(quotient, rest / b.hi);
}

static double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* x * 2^k for x of ordinary size, -1080 <= k <= 1030; rounded once more when subnormal. */
static double scale(double x, int k)
{
    const int half = k / 2;
    return x * from_bits((uint64_t)(1023 + half) << 52) * from_bits((uint64_t)(1023 + (k - half)) << 52);
}

/* log x for finite x > 0. */
static pair log_pair(double x)
{
    const uint64_t fraction = (UINT64_C(1) << 52) - 1;
    int k = -1023;
    if (x < DBL_MIN) {
        x *= 0x1p54;
        k -= 54;
    }
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    k += (int)(bits >> 52);
    double m = from_bits((bits & fraction) | UINT64_C(1023) << 52);
    if (m >= 0x1.6a09e667f3bcdp0) {
        m *= 0.5;
        k++;
    }
    const pair s = pair_divide((pair){m - 1.0, 0.0}, add(m, 1.0));
    const pair z = pair_multiply(s, s);
    /* The series in z = s^2 < 0.0295. Its last terms are small enough for plain doubles. */
    double tail = 1.0 / 29.0;
    for (int n = 27; n >= 7; n -= 2) {
        tail = tail * z.hi + 1.0 / n;
    }
    static const pair third = {0x1.5555555555555p-2, 0x1.5555555555555p-56};
    static const pair fifth = {0x1.999999999999ap-3, -0x1.999999999999ap-57};
    pair series = pair_add(fifth, pair_multiply(z, (pair){tail, 0.0}));
    series = pair_add(third, pair_multiply(z, series));
    series = pair_add(s, pair_multiply(pair_multiply(s, z), series));
    const pair of_k = add(k * log2_high, k * log2_low);
    return pair_add(of_k, (pair){2.0 * series.hi, 2.0 * series.lo});
}

/* exp(x.hi + x.lo), not NaN. */
static double exp_pair(pair x)
{
    if (x.hi > 710.0) {
        return HUGE_VAL;
    }
    if (x.hi < -746.0) {
        return 0.0;
    }
    const double steps = x.hi * 0x1.71547652b82fep0;
    const int k = (int)(steps < 0.0 ? steps - 0.5 : steps + 0.5);
    const pair reduced = add(x.hi - k * log2_high, -(k * log2_low));
    const pair r = add_smaller(reduced.hi, reduced.lo + x.lo);
    /* r^2/2! + ... + r^14/14! = r^2/2 (1 + r/3 (1 + r/4 (1 + ...))). */
    double rest = 1.0;
    for (int n = 14; n >= 3; n--) {
        rest = 1.0 + r.hi * rest / n;
    }
    rest *= r.hi * r.hi * 0.5;
    const pair sum = add_smaller(1.0, r.hi);
    return scale(sum.hi + (sum.lo + (rest + (r.lo + r.hi * r.lo))), k);
}

double cbgi_exp(double x)
{
    return isnan(x) ? (double)NAN : exp_pair((pair){x, 0.0});
}

double cbgi_log(double x)
{
    if (isnan(x) || x < 0.0) {
        return (double)NAN;
    }
    if (x == 0.0) {
        return -HUGE_VAL;
    }
    return isinf(x) ? x : log_pair(x).hi;
}

double cbgi_pow(double x, double y)
{
    if (y == 0.0 || x == 1.0) {
        return 1.0;
    }
    if (isnan(x) || isnan(y) || x < 0.0) {
        return (double)NAN;
    }
    if (x == 0.0 || isinf(x)) {
        return (x == 0.0) == (y > 0.0) ? 0.0 : HUGE_VAL;
    }
    const pair l = log_pair(x);
    /* Out of range already: settled here, because the exact product could overflow. */
    const double rough = y * l.hi;
    if (rough > 800.0 || rough < -800.0) {
        return rough > 0.0 ? HUGE_VAL : 0.0;
    }
    const pair product = multiply(y, l.hi);
    return exp_pair(add_smaller(product.hi, product.lo + y * l.lo));
}
