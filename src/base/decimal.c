/* Reading rationals: decimals and fractions, exactly or not at all.
 *
 * A decimal is S * 10^E with S a whole number that 10 does not divide. For E < 0, S / 10^k with
 * k = -E; only powers of 2 or only powers of 5 can cancel, so the denominator stays at least
 * 2^k and k <= 62 is necessary. Then S < 2^63 * 5^62 < 2^208, which four words hold.
 */
#include "base/decimal.h"

#include <string.h>

__extension__ typedef unsigned __int128 uint128;

enum { WORDS = 4, CANCEL_MAX = 62, DIGITS_MAX = 63, EXPONENT_MAX = 1000000000 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_digits(const char *s)
{
    while (is_digit(*s)) {
        s++;
    }
    return s;
}

/* word = word * factor + add, least significant word first; false: it does not fit. */
static bool grow(uint64_t word[WORDS], uint64_t factor, uint64_t add)
{
    for (int i = 0; i < WORDS; i++) {
        const uint128 t = (uint128)word[i] * factor + add;
        word[i] = (uint64_t)t;
        add = (uint64_t)(t >> 64);
    }
    return add == 0;
}

/* Divides word by `divisor` when that leaves no rest; false (and no change) when it does. */
static bool divide_exactly(uint64_t word[WORDS], uint64_t divisor)
{
    uint64_t quotient[WORDS], rest = 0;
    for (int i = WORDS - 1; i >= 0; i--) {
        const uint128 t = (uint128)rest << 64 | word[i];
        quotient[i] = (uint64_t)(t / divisor);
        rest = (uint64_t)(t % divisor);
    }
    if (rest != 0) {
        return false;
    }
    memcpy(word, quotient, sizeof quotient);
    return true;
}

/* The word as an int64 of the given sign. */
static cbg_status to_int64(const uint64_t word[WORDS], bool negative, int64_t *out)
{
    const uint64_t most = (uint64_t)INT64_MAX + negative;
    if (word[1] != 0 || word[2] != 0 || word[3] != 0 || word[0] > most) {
        return CBG_OVERFLOW;
    }
    *out = !negative ? (int64_t)word[0] : word[0] == most ? INT64_MIN : -(int64_t)word[0];
    return CBG_OK;
}

/* S * 10^exponent for S > 0 not divisible by 10. */
static cbg_status scaled(uint64_t s[WORDS], int64_t exponent, bool negative, cbg_rational *out)
{
    int64_t num, den = 1;
    if (exponent < -CANCEL_MAX || exponent > 18) {
        return CBG_OVERFLOW;
    }
    for (; exponent > 0; exponent--) {
        if (!grow(s, 10, 0)) {
            return CBG_OVERFLOW;
        }
    }
    for (; exponent < 0; exponent++) {
        /* What of this 10 = 2 * 5 does not cancel goes to the denominator. */
        const int64_t two = divide_exactly(s, 2) ? 1 : 2;
        const int64_t five = divide_exactly(s, 5) ? 1 : 5;
        if (__builtin_mul_overflow(den, two * five, &den)) {
            return CBG_OVERFLOW;
        }
    }
    const cbg_status status = to_int64(s, negative, &num);
    if (status == CBG_OK) {
        *out = (cbg_rational){num, den};
    }
    return status;
}

/* The digits of [first, last), in which one point may stand, times 10^exponent. */
static cbg_status decimal(const char *first, const char *last, int64_t exponent, bool negative,
                          cbg_rational *out)
{
    const char *point = memchr(first, '.', (size_t)(last - first));
    exponent -= point ? last - point - 1 : 0;
    while (first < last && (*first == '0' || *first == '.')) {
        first++;
    }
    if (first == last) {
        *out = (cbg_rational){0, 1};
        return CBG_OK;
    }
    for (; last[-1] == '0' || last[-1] == '.'; last--) {
        exponent += last[-1] == '0';
    }
    uint64_t s[WORDS] = {0};
    int digits = 0;
    for (; first < last; first++) {
        if (*first == '.') {
            continue;
        }
        if (++digits > DIGITS_MAX || !grow(s, 10, (uint64_t)(*first - '0'))) {
            return CBG_OVERFLOW;
        }
    }
    return scaled(s, exponent, negative, out);
}

/* [+-]digits to the end of s; saturates, because 0e99999999999 is 0 and all others overflow. */
static cbg_status read_exponent(const char *s, int64_t *out)
{
    const bool negative = *s == '-';
    s += *s == '-' || *s == '+';
    if (!is_digit(*s)) {
        return CBG_BAD_SYNTAX;
    }
    int64_t value = 0;
    for (; is_digit(*s); s++) {
        value = value > EXPONENT_MAX ? value : 10 * value + (*s - '0');
    }
    *out = negative ? -value : value;
    return *s == '\0' ? CBG_OK : CBG_BAD_SYNTAX;
}

static cbg_status read_fraction(const char *first, const char *slash, bool negative, cbg_rational *out)
{
    const char *end = skip_digits(slash + 1);
    if (end == slash + 1 || *end != '\0') {
        return CBG_BAD_SYNTAX;
    }
    cbg_rational num, den;
    cbg_status status = decimal(slash + 1, end, 0, false, &den);
    if (status == CBG_OK && den.num == 0) {
        return CBG_BAD_SYNTAX;
    }
    if (status == CBG_OK) {
        status = decimal(first, slash, 0, negative, &num);
    }
    return status == CBG_OK ? cbg_rational_divide(num, den, out) : status;
}

/* `bare`: a point may come first. */
static cbg_status parse(const char *text, bool bare, cbg_rational *out)
{
    const bool negative = *text == '-';
    const char *first = text + (*text == '-' || *text == '+');
    const char *last = skip_digits(first);
    if (last == first && !(bare && *last == '.')) {
        return CBG_BAD_SYNTAX;
    }
    if (*last == '/') {
        return read_fraction(first, last, negative, out);
    }
    if (*last == '.') {
        if (!is_digit(last[1])) {
            return CBG_BAD_SYNTAX;
        }
        last = skip_digits(last + 1);
    }
    int64_t exponent = 0;
    if (*last == 'e' || *last == 'E') {
        const cbg_status status = read_exponent(last + 1, &exponent);
        if (status != CBG_OK) {
            return status;
        }
    } else if (*last != '\0') {
        return CBG_BAD_SYNTAX;
    }
    return decimal(first, last, exponent, negative, out);
}

cbg_status cbg_rational_parse(const char *text, cbg_rational *out)
{
    return parse(text, false, out);
}

cbg_status cbgi_rational_typed(const char *text, cbg_rational *out)
{
    return parse(text, true, out);
}
