/* Arithmetic of rationals in lowest terms. Intermediate results are exact in 128 bits: the
 * largest, a.num b.den + b.num a.den, stays below 2^127. */
#include "coburg/number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

static uint128 gcd(uint128 a, uint128 b)
{
    while (b > UINT64_MAX) {
        const uint128 rest = a % b;
        a = b;
        b = rest;
    }
    if (b == 0) {
        return a;
    }
    uint64_t x = (uint64_t)b, y = (uint64_t)(a % b);
    while (y != 0) {
        const uint64_t rest = x % y;
        x = y;
        y = rest;
    }
    return x;
}

/* |a|, safe for INT64_MIN. */
static uint64_t magnitude(int64_t a)
{
    return a < 0 ? 0 - (uint64_t)a : (uint64_t)a;
}

/* num/den (den > 0) in lowest terms. */
static cbg_status reduced(int128 num, int128 den, cbg_rational *out)
{
    const uint128 size = num < 0 ? 0 - (uint128)num : (uint128)num;
    const int128 common = (int128)gcd(size, (uint128)den);
    num /= common;
    den /= common;
    if (num < INT64_MIN || num > INT64_MAX || den > INT64_MAX) {
        return CBG_OVERFLOW;
    }
    *out = (cbg_rational){(int64_t)num, (int64_t)den};
    return CBG_OK;
}

cbg_status cbg_rational_make(int64_t num, int64_t den, cbg_rational *out)
{
    if (den == 0) {
        return CBG_BAD_ARGUMENT;
    }
    return den < 0 ? reduced(-(int128)num, -(int128)den, out) : reduced(num, den, out);
}

cbg_status cbg_rational_add(cbg_rational a, cbg_rational b, cbg_rational *out)
{
    return reduced((int128)a.num * b.den + (int128)b.num * a.den, (int128)a.den * b.den, out);
}

cbg_status cbg_rational_subtract(cbg_rational a, cbg_rational b, cbg_rational *out)
{
    return reduced((int128)a.num * b.den - (int128)b.num * a.den, (int128)a.den * b.den, out);
}

cbg_status cbg_rational_multiply(cbg_rational a, cbg_rational b, cbg_rational *out)
{
    return reduced((int128)a.num * b.num, (int128)a.den * b.den, out);
}

cbg_status cbg_rational_divide(cbg_rational a, cbg_rational b, cbg_rational *out)
{
    if (b.num == 0) {
        return CBG_BAD_ARGUMENT;
    }
    const int128 num = (int128)a.num * b.den, den = (int128)a.den * b.num;
    return den < 0 ? reduced(-num, -den, out) : reduced(num, den, out);
}

int cbg_rational_compare(cbg_rational a, cbg_rational b)
{
    const int128 left = (int128)a.num * b.den, right = (int128)b.num * a.den;
    return (left > right) - (left < right);
}

/* 2^e for -1022 <= e <= 1023. */
static double power_of_two(int e)
{
    const uint64_t bits = (uint64_t)(1023 + e) << 52;
    double out;
    memcpy(&out, &bits, sizeof out);
    return out;
}

double cbg_rational_double(cbg_rational a)
{
    const uint64_t exact = UINT64_C(1) << 53;
    const uint64_t size = magnitude(a.num);
    if (size <= exact && (uint64_t)a.den <= exact) {
        return (double)a.num / (double)a.den; /* both exact, so rounded once */
    }
    /* 64 leading bits of the quotient, the last one also set when anything follows it:
     * converting those to 53 bits rounds as the exact quotient would. */
    uint128 scaled = size;
    int shift = 0;
    while (scaled >> 127 == 0) {
        scaled <<= 1;
        shift++;
    }
    uint128 quotient = scaled / (uint64_t)a.den;
    uint64_t rest = scaled % (uint64_t)a.den != 0;
    while (quotient > UINT64_MAX) {
        rest |= (uint64_t)quotient & 1;
        quotient >>= 1;
        shift--;
    }
    const double value = (double)((uint64_t)quotient | rest) * power_of_two(-shift);
    return a.num < 0 ? -value : value;
}

static uint64_t power_of_ten(int digits)
{
    uint64_t power = 1;
    for (int i = 0; i < digits; i++) {
        power *= 10;
    }
    return power;
}

char *cbg_rational_text(cbg_rational a, int digits, char *out)
{
    const uint64_t size = magnitude(a.num), den = (uint64_t)a.den;
    const char *sign = a.num < 0 ? "-" : "";
    if (den == 1) {
        snprintf(out, CBG_RATIONAL_TEXT, "%s%" PRIu64, sign, size);
        return out;
    }
    for (int d = 1; d <= digits && d <= 18; d++) {
        const uint64_t power = power_of_ten(d);
        if (power % den == 0) {
            snprintf(out, CBG_RATIONAL_TEXT, "%s%" PRIu64 ".%0*" PRIu64, sign, size / den, d,
                     size % den * (power / den));
            return out;
        }
    }
    snprintf(out, CBG_RATIONAL_TEXT, "%s%" PRIu64 "/%" PRIu64, sign, size, den);
    return out;
}

char *cbg_rational_rounded(cbg_rational a, int digits, char *out)
{
    const int d = digits < 0 ? 0 : digits > 9 ? 9 : digits;
    const uint64_t power = power_of_ten(d), den = (uint64_t)a.den;
    const uint128 twice = 2 * (uint128)magnitude(a.num) * power + den;
    const uint128 rounded = twice / (2 * (uint128)den);
    const char *sign = a.num < 0 && rounded > 0 ? "-" : "";
    const uint64_t whole = (uint64_t)(rounded / power), part = (uint64_t)(rounded % power);
    if (d == 0) {
        snprintf(out, CBG_RATIONAL_TEXT, "%s%" PRIu64, sign, whole);
    } else {
        snprintf(out, CBG_RATIONAL_TEXT, "%s%" PRIu64 ".%0*" PRIu64, sign, whole, d, part);
    }
    return out;
}
