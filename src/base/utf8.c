/* UTF-8 decoding as in RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
#include "base/utf8.h"

#include <string.h>

size_t cbgi_utf8_next(const char *s, size_t length, uint32_t *code)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char first = (unsigned char)s[0];
    const size_t size = first < 0x80             ? 1
                        : (first & 0xE0) == 0xC0 ? 2
                        : (first & 0xF0) == 0xE0 ? 3
                        : (first & 0xF8) == 0xF0 ? 4
                                                 : 0;
    *code = CBGI_UTF8_INVALID;
    if (size == 0 || size > length) {
        return 1;
    }
    uint32_t value = size == 1 ? first : first & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++) {
        const unsigned char next = (unsigned char)s[i];
        if ((next & 0xC0) != 0x80) {
            return 1;
        }
        value = value << 6 | (next & 0x3Fu);
    }
    if (value < least[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 1;
    }
    *code = value;
    return size;
}

size_t cbgi_utf8_mark(const char *s, size_t length)
{
    return length >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

size_t cbgi_utf8_cut(const char *s, size_t length, size_t limit)
{
    if (length <= limit) {
        return length;
    }
    size_t cut = limit;
    /* At most three steps back: a longer run of continuation bytes is no sequence at all. */
    while (cut > 0 && limit - cut < 3 && ((unsigned char)s[cut] & 0xC0) == 0x80) {
        cut--;
    }
    return ((unsigned char)s[cut] & 0xC0) == 0x80 ? limit : cut;
}

typedef struct range {
    uint32_t first, last;
} range;

static bool in_ranges(uint32_t code, const range *r, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (code >= r[i].first && code <= r[i].last) {
            return true;
        }
    }
    return false;
}

bool cbgi_utf8_printable(uint32_t code)
{
    static const range hidden[] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},       {0x61C, 0x61C},
        {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},   {0xFEFF, 0xFEFF},
        {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F}, {CBGI_UTF8_INVALID, UINT32_MAX},
    };
    return !in_ranges(code, hidden, sizeof hidden / sizeof *hidden);
}

bool cbgi_utf8_combining(uint32_t code)
{
    static const range marks[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},
                                  {0x64B, 0x65F},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF},
                                  {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};
    return in_ranges(code, marks, sizeof marks / sizeof *marks);
}
