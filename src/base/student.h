/* Student's t distribution, from exp and log of our own (real.h): the same bits everywhere. */
#ifndef COBURGI_STUDENT_H
#define COBURGI_STUDENT_H

/* log of the gamma function, x > 0. */
double cbgi_log_gamma(double x);

/* The regularised incomplete beta function I_x(a, b), a, b > 0, 0 <= x <= 1. */
double cbgi_beta_share(double a, double b, double x);

/* The chance of |T| >= |t| with `df` degrees of freedom (df > 0, need not be whole). NaN in, NaN out. */
double cbgi_student_two_sided(double t, double df);

/* The t that |T| exceeds with chance p, 0 < p < 1. */
double cbgi_student_quantile(double p, double df);

#endif
