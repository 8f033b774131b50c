/* What readers of all formats share: remarks, complaints, and numbers as programs write them. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "format/draft.h"

__extension__ typedef __int128 int128;

enum { QUOTED_CHARACTERS = 40, NUMBER_BYTES = 400, DECIMALS = 15 };

void cbgi_remark(cbgi_input *in, const char *format, ...)
{
    char text[2 * CBG_DIAG_TEXT];
    va_list args;
    va_start(args, format);
    const int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (length < 0 || in->remark_count == CBGI_REMARKS_MAX) {
        return;
    }
    if (in->remark == NULL) {
        in->remark = cbgi_arena_array(in->arena, CBGI_REMARKS_MAX, sizeof *in->remark);
    }
    text[cbgi_utf8_cut(text, strlen(text), sizeof text - 1)] = '\0';
    const char *copy = cbgi_name(in, text); /* names from files may hold anything */
    if (in->remark != NULL && copy != NULL) {
        in->remark[in->remark_count++] = copy;
    }
}

cbg_status cbgi_input_status(const cbgi_input *in)
{
    return in->arena->failed ? CBG_NO_MEMORY : cbg_diags_status(in->diags);
}

const char *cbgi_quoted(cbgi_input *in, const char *text)
{
    const size_t length = strlen(text);
    size_t end = 0;
    int count = 0;
    while (end < length && count < QUOTED_CHARACTERS) {
        uint32_t code;
        end += cbgi_utf8_next(text + end, length - end, &code);
        count++;
    }
    const char *out = cbgi_arena_format(in->arena, "'%.*s%s'", (int)end, text, end < length ? "..." : "");
    return out != NULL ? out : "?";
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Copies a number without blanks around it, with digits on both sides of a point. */
static bool tidy(const char *text, char out[NUMBER_BYTES])
{
    while (blank(*text)) {
        text++;
    }
    size_t length = strlen(text), at = 0;
    while (length > 0 && blank(text[length - 1])) {
        length--;
    }
    if (length == 0 || length > NUMBER_BYTES - 3) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        const bool point = text[i] == '.';
        if (point && (i == 0 || strchr("+-", text[i - 1]) != NULL)) {
            out[at++] = '0';
        }
        out[at++] = text[i];
        if (point && (i + 1 == length || text[i + 1] == 'e' || text[i + 1] == 'E')) {
            out[at++] = '0';
        }
    }
    out[at] = '\0';
    return at < NUMBER_BYTES - 1;
}

/* A decimal with more digits than fit, rounded half away from zero to DECIMALS decimals. The text is known to
 * be well formed: [+-]digits[.digits][e[+-]digits]. */
static cbg_status rounded_decimal(const char *s, cbg_rational *out)
{
    const bool negative = *s == '-';
    s += *s == '-' || *s == '+';
    int128 value = 0;
    int exponent = 0, digits = 0;
    bool after = false;
    for (; *s != '\0' && *s != 'e' && *s != 'E'; s++) {
        if (*s == '.') {
            after = true;
        } else if (digits < 36) {
            value = 10 * value + (*s - '0');
            digits += value > 0;
            exponent -= after;
        } else {
            exponent += !after;
        }
    }
    if (*s != '\0') {
        const bool down = s[1] == '-';
        int read = 0;
        for (s += 1 + (s[1] == '-' || s[1] == '+'); *s != '\0'; s++) {
            read = read > 100000 ? read : 10 * read + (*s - '0');
        }
        exponent += down ? -read : read;
    }
    const int128 most = INT64_MAX;
    for (; exponent < -DECIMALS - 1 && value != 0; exponent++) {
        value /= 10;
    }
    for (; exponent > -DECIMALS && value != 0; exponent--) {
        if (value > most * 1000000000000000) {
            return CBG_OVERFLOW;
        }
        value *= 10;
    }
    if (exponent < -DECIMALS) {
        value = (value + 5) / 10;
    }
    /* Fewer decimals where the whole part needs the room. */
    int64_t unit = INT64_C(1000000000000000);
    while (value > most && unit > 1) {
        value = (value + 5) / 10;
        unit /= 10;
    }
    return value > most ? CBG_OVERFLOW : cbg_rational_make((int64_t)(negative ? -value : value), unit, out);
}

cbg_status cbgi_decimal(const char *text, cbg_rational *out, bool *rounded)
{
    char number[NUMBER_BYTES];
    if (!tidy(text, number)) {
        return CBG_BAD_SYNTAX;
    }
    cbg_status status = cbg_rational_parse(number, out);
    if (status == CBG_OVERFLOW && strchr(number, '/') == NULL) {
        status = rounded_decimal(number, out);
        *rounded = *rounded || status == CBG_OK;
    }
    return status;
}
