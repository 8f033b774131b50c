/* Rational arithmetic in formulas: the first failure sticks in *s and the rest of the formula
 * runs on harmlessly, so that a formula reads as one and is checked once. */
#ifndef COBURGI_EXACT_H
#define COBURGI_EXACT_H

#include "coburg/number.h"

typedef cbg_status (*cbgi_exact_operation)(cbg_rational, cbg_rational, cbg_rational *);

static inline cbg_rational cbgi_exact(cbg_status *s, cbgi_exact_operation operation, cbg_rational a,
                                      cbg_rational b)
{
    cbg_rational r = {0, 1};
    cbg_status status = *s == CBG_OK ? operation(a, b, &r) : *s;
    *s = status;
    return r;
}

static inline cbg_rational cbgi_add(cbg_status *s, cbg_rational a, cbg_rational b)
{
    return cbgi_exact(s, cbg_rational_add, a, b);
}

static inline cbg_rational cbgi_subtract(cbg_status *s, cbg_rational a, cbg_rational b)
{
    return cbgi_exact(s, cbg_rational_subtract, a, b);
}

static inline cbg_rational cbgi_multiply(cbg_status *s, cbg_rational a, cbg_rational b)
{
    return cbgi_exact(s, cbg_rational_multiply, a, b);
}

static inline cbg_rational cbgi_divide(cbg_status *s, cbg_rational a, cbg_rational b)
{
    return cbgi_exact(s, cbg_rational_divide, a, b);
}

#endif
