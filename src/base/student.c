/* Student's t distribution: two-sided tail = I_{df / (df + t^2)}(df / 2, 1 / 2).
 *
 * The incomplete beta function by its continued fraction, evaluated by Lentz's method as modified by Thompson and
 * Barnett; log gamma by Stirling's series after shifting the argument above 12. Source of the formulas: NIST Digital
 * Library of Mathematical Functions, 8.17.22 and 5.11.1.
 */
#include "base/student.h"

#include <float.h>
#include <math.h>

#include "base/real.h"

enum { STEPS_MAX = 10000, HALVINGS = 200 };

double cbgi_log_gamma(double x)
{
    static const double term[] = {1.0 / 12,  -1.0 / 360,       1.0 / 1260, -1.0 / 1680,
                                  1.0 / 1188, -691.0 / 360360, 1.0 / 156};
    double product = 1;
    for (; x < 12; x += 1)
        product *= x;
    double series = 0, power = 1 / x;
    for (int k = 0; k < 7; k++, power /= x * x)
        series += term[k] * power;
    return (x - .5) * cbgi_log(x) - x + .91893853320467274178 + series - cbgi_log(product);
}

static double away_from_zero(double x)
{
    return x > -DBL_MIN && x < DBL_MIN ? DBL_MIN : x;
}

/* The continued fraction; converges quickly for x < (a + 1) / (a + b + 2). */
static double fraction(double a, double b, double x)
{
    double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), h = d;
    for (int m = 1; m < STEPS_MAX; m++) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        h *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        h *= d * c;
        if (d * c - 1 < 1e-15 && d * c - 1 > -1e-15)
            break;
    }
    return h;
}

double cbgi_beta_share(double a, double b, double x)
{
    if (!(x > 0))
        return x <= 0 ? 0 : x;
    if (x >= 1)
        return 1;
    const double front = cbgi_exp(cbgi_log_gamma(a + b) - cbgi_log_gamma(a) - cbgi_log_gamma(b) +
                                  a * cbgi_log(x) + b * cbgi_log(1 - x));
    if (x < (a + 1) / (a + b + 2))
        return front * fraction(a, b, x) / a;
    return 1 - front * fraction(b, a, 1 - x) / b;
}

/* Near the middle 1 - x would lose digits, so the other tail is taken there. */
double cbgi_student_two_sided(double t, double df)
{
    const double square = t * t;
    if (!(square < (double)INFINITY))
        return square > 0 ? 0 : square;
    if (square > df)
        return cbgi_beta_share(df / 2, .5, df / (df + square));
    return 1 - cbgi_beta_share(.5, df / 2, square / (df + square));
}

double cbgi_student_quantile(double p, double df)
{
    double low = 0, high = 1;
    while (high < 1e300 && cbgi_student_two_sided(high, df) > p)
        high *= 2;
    for (int k = 0; k < HALVINGS && low < high; k++) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            break;
        if (cbgi_student_two_sided(middle, df) > p)
            low = middle;
        else
            high = middle;
    }
    return high;
}
