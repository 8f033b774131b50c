/* UTF-8, one code point at a time. Bytes that are not UTF-8 count as one character each,
 * so any text has columns and can be shown. */
#ifndef COBURGI_UTF8_H
#define COBURGI_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CBGI_UTF8_INVALID = 0x110000 }; /* one past the last code point */

/* Decodes the character at s (length >= 1 bytes): its code point, or CBGI_UTF8_INVALID for a byte
 * that does not begin a well-formed sequence, goes to *code. Returns the bytes taken, 1..4. */
size_t cbgi_utf8_next(const char *s, size_t length, uint32_t *code);

/* The longest prefix of s, at most `limit` bytes, that does not cut a sequence in two. */
size_t cbgi_utf8_cut(const char *s, size_t length, size_t limit);

/* The bytes of the byte order mark that s begins with: 3, or 0 without one. */
size_t cbgi_utf8_mark(const char *s, size_t length);

/* Whether a code point may go to a terminal: no controls, no marks that reorder or hide text. */
bool cbgi_utf8_printable(uint32_t code);

/* Whether a code point is drawn over the one before it and takes no column. */
bool cbgi_utf8_combining(uint32_t code);

#endif
