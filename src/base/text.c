/* A text that grows by doubling, and the few ways of laying out text that tables need. */
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

void cbgi_text_init(cbgi_text *text, const cbg_exec *exec)
{
    *text = (cbgi_text){.exec = exec};
}

void cbgi_text_free(cbgi_text *text)
{
    cbgi_release(text->exec, text->data);
    cbgi_text_init(text, text->exec);
}

/* Makes room for `more` bytes and a NUL; false when there is none, now or earlier. */
static bool reserve(cbgi_text *text, size_t more)
{
    if (text->failed || more < text->capacity - text->length) {
        return !text->failed;
    }
    if (more >= SIZE_MAX / 2 - text->length) {
        text->failed = true;
        return false;
    }
    size_t capacity = text->capacity ? text->capacity : 128;
    while (capacity <= text->length + more) {
        capacity *= 2;
    }
    char *data = cbgi_alloc(text->exec, capacity);
    if (!data) {
        text->failed = true;
        return false;
    }
    if (text->data) {
        memcpy(data, text->data, text->length);
    }
    cbgi_release(text->exec, text->data);
    text->data = data;
    text->capacity = capacity;
    return true;
}

void cbgi_text_add(cbgi_text *text, const char *s)
{
    cbgi_text_add_n(text, s, strlen(s));
}

void cbgi_text_add_n(cbgi_text *text, const char *s, size_t length)
{
    if (!reserve(text, length)) {
        return;
    }
    if (length > 0) {
        memcpy(text->data + text->length, s, length);
    }
    text->length += length;
    text->data[text->length] = '\0';
}

void cbgi_text_addf(cbgi_text *text, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) {
        text->failed = true;
    } else if (reserve(text, (size_t)length)) {
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

void cbgi_text_pad(cbgi_text *text, char c, size_t count)
{
    if (reserve(text, count)) {
        memset(text->data + text->length, c, count);
        text->length += count;
        text->data[text->length] = '\0';
    }
}

size_t cbgi_text_columns(const char *s)
{
    const size_t length = strlen(s);
    size_t columns = 0;
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += cbgi_utf8_next(s + i, length - i, &code);
        columns += !cbgi_utf8_combining(code);
    }
    return columns;
}

const char *cbgi_text_grouped(uint64_t n, char out[32])
{
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%" PRIu64, n);
    int at = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) {
            out[at++] = ',';
        }
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}
