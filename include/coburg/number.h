/* Exact numbers: what a case file says, kept as it was said.
 *
 * Numbers of a case are decimals ("12.5", "-3", "1e2") or fractions ("20/30") and are held as
 * rationals in lowest terms with int64 numerator and denominator, so sums, ties and
 * comparisons are exact. Every operation that could leave that range says so.
 * Thread-safety: pure functions.
 */
#ifndef COBURG_NUMBER_H
#define COBURG_NUMBER_H

#include "coburg/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* num/den with den > 0 and gcd(num, den) = 1; zero is 0/1. */
typedef struct cbg_rational {
    int64_t num, den;
} cbg_rational;

/* Reads the whole of `text`: [+-]digits[.digits][e[+-]digits] (e or E), or [+-]digits/digits.
 * CBG_BAD_SYNTAX: not a number (also "nan", "inf", "", "1.", "0x10", blanks);
 * CBG_OVERFLOW: a number that does not fit. */
cbg_status cbg_rational_parse(const char *text, cbg_rational *out);

/* num/den in lowest terms. CBG_BAD_ARGUMENT when den is 0, CBG_OVERFLOW when it does not fit. */
cbg_status cbg_rational_make(int64_t num, int64_t den, cbg_rational *out);

/* CBG_OVERFLOW when the exact result does not fit; divide: CBG_BAD_ARGUMENT by zero. */
cbg_status cbg_rational_add(cbg_rational a, cbg_rational b, cbg_rational *out);
cbg_status cbg_rational_subtract(cbg_rational a, cbg_rational b, cbg_rational *out);
cbg_status cbg_rational_multiply(cbg_rational a, cbg_rational b, cbg_rational *out);
cbg_status cbg_rational_divide(cbg_rational a, cbg_rational b, cbg_rational *out);

/* -1, 0, 1: exact for all values. */
int cbg_rational_compare(cbg_rational a, cbg_rational b);

/* The nearest double. */
double cbg_rational_double(cbg_rational a);

/* Writes a as a decimal when it has at most `digits` digits after the point ("12.5"), else as a
 * fraction ("395/6"). `out` holds at least CBG_RATIONAL_TEXT bytes. digits in 0..18. Returns out. */
enum { CBG_RATIONAL_TEXT = 48 };
char *cbg_rational_text(cbg_rational a, int digits, char *out);

/* Writes a rounded half away from zero to exactly `digits` decimals ("65.83"); digits in 0..9. */
char *cbg_rational_rounded(cbg_rational a, int digits, char *out);

#ifdef __cplusplus
}
#endif
#endif
