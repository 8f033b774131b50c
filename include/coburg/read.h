/* Reading cases from files and memory.
 *
 * Problems are collected, up to CBG_DIAGS_MAX, each with its place in the file, what is wrong
 * and what to write instead; a case is returned only when there is no error (warnings may be in
 * the list). Input may be anything: it is never trusted.
 */
#ifndef COBURG_READ_H
#define COBURG_READ_H

#include "coburg/case.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_CASE_BYTES_MAX = 16 * 1024 * 1024 };

/* Reads, validates and returns in *out a case that the caller releases with cbg_case_free.
 * CBG_IO, CBG_TOO_LARGE, CBG_NO_MEMORY, CBG_BAD_SYNTAX, CBG_BAD_CASE; `diags` must not be NULL. */
cbg_status cbg_case_read_file(const char *path, const cbg_exec *exec, cbg_case **out, cbg_diags *diags);

/* The same from memory; `name` is what diagnostics call it. `text` may hold any bytes. */
cbg_status cbg_case_read_text(const char *text, size_t length, const char *name, const cbg_exec *exec,
                              cbg_case **out, cbg_diags *diags);

/* The text of the case as Coburg lays it out: every key, comment and number of the file that it
 * was read from, in the same order, in canonical layout; reading it back gives the same case.
 * NUL-terminated, released with cbg_text_free. */
cbg_status cbg_case_write_text(const cbg_case *c, const cbg_exec *exec, char **out, size_t *length);
void cbg_text_free(const cbg_exec *exec, char *text);

/* Fills the excerpts of diagnostics that point into the file which the case was read from, for
 * problems that are found after reading. */
void cbg_case_quote(const cbg_case *c, cbg_diags *diags);

/* SHA-256 of the bytes that the case was read from, 64 hexadecimal digits. */
const char *cbg_case_hash(const cbg_case *c);

#ifdef __cplusplus
}
#endif
#endif
