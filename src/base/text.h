/* A growing text: all that is printed is composed here first and written in one go, so
 * output is never half-written. Failure to allocate is remembered in `failed`. */
#ifndef COBURGI_TEXT_H
#define COBURGI_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "coburg/exec.h"

typedef struct cbgi_text {
    const cbg_exec *exec;
    char *data; /* NUL-terminated once anything was added */
    size_t length, capacity;
    bool failed;
} cbgi_text;

void cbgi_text_init(cbgi_text *text, const cbg_exec *exec);
void cbgi_text_free(cbgi_text *text);
void cbgi_text_add(cbgi_text *text, const char *s);
void cbgi_text_add_n(cbgi_text *text, const char *s, size_t length);
void cbgi_text_addf(cbgi_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cbgi_text_pad(cbgi_text *text, char c, size_t count);

/* Columns that UTF-8 text takes on a terminal: one a code point, none for combining marks. */
size_t cbgi_text_columns(const char *s);

/* "1,224,720": groups of three; out holds at least 32 bytes. */
const char *cbgi_text_grouped(uint64_t n, char out[32]);

/* Edit distance with transpositions, at most `limit` + 1; for nearest-name hints. Counts
 * code points and ignores the case of A-Z; a text over 128 of them is only near to itself. */
int cbgi_text_distance(const char *a, const char *b, int limit);

/* Index of the nearest of `names` to `given` within a third of its length, -1: none is near.
 * Letter case is ignored. */
int cbgi_text_nearest(const char *given, const char *const *names, int count);

#endif
