/* exp, log and pow built from + - * / alone: the same bits on every machine, compiler
 * and optimisation level, which libm does not promise.
 * Error below 2 units in the last place over the normal range (tested against long double). */
#ifndef COBURGI_REAL_H
#define COBURGI_REAL_H

double cbgi_exp(double x);           /* NaN in, NaN out; overflows to +inf, underflows to 0 */
double cbgi_log(double x);           /* x < 0: NaN; 0: -inf */
double cbgi_pow(double x, double y); /* x >= 0; pow(0, y>0) = 0, pow(x, 0) = 1; x < 0: NaN */

#endif
