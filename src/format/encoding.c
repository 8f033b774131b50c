/* Bytes to UTF-8, whatever a file claims to be.
 *
 * What is valid UTF-8 is UTF-8, even under a label that says otherwise: text in an older code that happens to be
 * valid UTF-8 beyond ASCII hardly exists. Bytes that are not are read as Windows-1252, the superset of
 * Latin-1 that spreadsheets and older tools write (table: encoding.spec.whatwg.org/#windows-1252).
 */
#include "base/utf8.h"
#include "format/formats.h"

static bool is_utf8(const char *s, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += cbgi_utf8_next(s + i, length - i, &code);
        if (code == CBGI_UTF8_INVALID) {
            return false;
        }
    }
    return true;
}

/* Appends one code point; 4 bytes of room. Surrogates that stand alone become U+FFFD. */
static size_t put(uint32_t code, char *out)
{
    if (code >= 0xD800 && code < 0xE000) {
        code = 0xFFFD;
    }
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

static uint32_t windows_1252(unsigned char byte)
{
    static const uint16_t upper[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                       0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte;
}

static uint32_t unit(const unsigned char *s, bool big)
{
    return big ? (uint32_t)s[0] << 8 | s[1] : (uint32_t)s[1] << 8 | s[0];
}

static size_t from_utf16(const unsigned char *s, size_t length, bool big, char *out)
{
    size_t at = 0;
    for (size_t i = 0; i + 1 < length; i += 2) {
        uint32_t code = unit(s + i, big);
        if (code >= 0xD800 && code < 0xDC00 && i + 3 < length) {
            const uint32_t low = unit(s + i + 2, big);
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        at += put(code, out + at);
    }
    return at;
}

bool cbgi_to_utf8(cbgi_arena *arena, cbgi_file *file)
{
    const unsigned char *s = (const unsigned char *)file->bytes;
    const size_t length = file->byte_count;
    const bool big = length >= 2 && s[0] == 0xFE && s[1] == 0xFF;
    const bool little = length >= 2 && s[0] == 0xFF && s[1] == 0xFE;
    const size_t mark = cbgi_utf8_mark(file->bytes, length);
    if (!big && !little && is_utf8(file->bytes + mark, length - mark)) {
        file->text = file->bytes + mark;
        file->length = length - mark;
        return true;
    }
    char *out = cbgi_arena_alloc(arena, 3 * length + 1); /* either code needs at most 3 bytes a byte */
    if (out == NULL) {
        return false;
    }
    size_t at = 0;
    if (big || little) {
        at = from_utf16(s + 2, length - 2, big, out);
    } else {
        file->recoded = true;
        for (size_t i = 0; i < length; i++) {
            at += put(windows_1252(s[i]), out + at);
        }
    }
    out[at] = '\0';
    file->text = out;
    file->length = at;
    return true;
}
