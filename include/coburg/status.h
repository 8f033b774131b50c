/* Statuses and diagnostics: how every fallible call of Coburg reports.
 *
 * A call returns a cbg_status and, where a person must be told more, adds
 * diagnostics to a list that the caller owns. Nothing here allocates, so running out of
 * memory can be reported too. Out-parameters are untouched when a call fails.
 * Thread-safety: a list belongs to one thread at a time.
 */
#ifndef COBURG_STATUS_H
#define COBURG_STATUS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Numbers are never reused. */
typedef enum cbg_status {
    CBG_OK = 0,
    CBG_NO_MEMORY = 1,    /* an allocation failed */
    CBG_BAD_ARGUMENT = 2, /* the caller asked for something that has no meaning */
    CBG_BAD_SYNTAX = 3,   /* the text is not in the format it should be */
    CBG_BAD_CASE = 4,     /* the text is well formed, what it says is not a valid case */
    CBG_NOT_FOUND = 5,    /* a name that the case (or the program) does not know */
    CBG_TOO_LARGE = 6,    /* more outcomes, parties, bytes ... than this call takes */
    CBG_IO = 7,           /* the operating system refused to read or write */
    CBG_CANCELLED = 8,    /* the cancel token was set */
    CBG_OVERFLOW = 9,     /* exact numbers do not fit */
    CBG_MISSING = 10      /* the case lacks what this question needs */
} cbg_status;

/* A place in a file: lines and columns count from 1, columns and length in characters.
 * line 0: no place. */
typedef struct cbg_span {
    int32_t line, column, length;
} cbg_span;

typedef enum cbg_severity { CBG_ERROR = 0, CBG_WARNING = 1 } cbg_severity;

enum {
    CBG_DIAGS_MAX = 20,
    CBG_DIAG_TEXT = 320,   /* bytes, terminating NUL included */
    CBG_DIAG_EXCERPT = 160 /* bytes of the source line that are kept */
};

typedef struct cbg_diag {
    cbg_status status;
    cbg_severity severity;
    cbg_span span;
    char message[CBG_DIAG_TEXT];    /* what is wrong */
    char hint[CBG_DIAG_TEXT];       /* what to write instead; may be empty */
    char excerpt[CBG_DIAG_EXCERPT]; /* the source line, or the part around the column */
    int32_t excerpt_column;         /* where in the excerpt (1-based, characters) the span starts */
} cbg_diag;

/* Up to CBG_DIAGS_MAX diagnostics are kept; `errors` and `warnings` count all that were found.
 * An error displaces the last kept warning when the list is full. */
typedef struct cbg_diags {
    char file[CBG_DIAG_TEXT]; /* as the user named it; "" when no file is meant */
    int32_t count, errors, warnings;
    cbg_diag item[CBG_DIAGS_MAX];
} cbg_diags;

/* Empties the list and notes the file name (NULL: none). */
void cbg_diags_init(cbg_diags *diags, const char *file);

/* Adds one diagnostic with a printf-style message and returns it so that a hint can be
 * added; returns NULL when the list is full or `diags` is NULL. */
cbg_diag *cbg_diags_add(cbg_diags *diags, cbg_severity severity, cbg_status status, cbg_span span,
                        const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Sets the hint of `diag` (printf-style); does nothing when `diag` is NULL. */
void cbg_diag_hint(cbg_diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Fills the excerpt of every diagnostic that has a line, from the text of the file.
 * `text` need not be NUL-terminated or valid UTF-8. */
void cbg_diags_quote(cbg_diags *diags, const char *text, size_t length);

/* A short English name ("out of memory"); never NULL. */
const char *cbg_status_text(cbg_status status);

/* The status of the first error in the list, CBG_OK when there is none. */
cbg_status cbg_diags_status(const cbg_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
