/* Formats that Coburg reads and writes besides its own, and turning a case into files.
 *
 * Reading needs no call of its own: cbg_case_read_file and cbg_case_read_text (read.h) recognise the
 * format by its content. What each format holds, and how it is mapped, is in docs/formats.md.
 */
#ifndef COBURG_CONVERT_H
#define COBURG_CONVERT_H

#include "coburg/case.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CBG_EXPORT_FILES_MAX = 72 };

typedef struct cbg_format_info {
    const char *name;      /* what --to takes: "genius" */
    const char *title;     /* "GENIUS XML" */
    const char *summary;   /* one line */
    const char *source;    /* where the format is described */
    const char *extension; /* of the files it writes, without the point */
    bool folder;           /* writes several files, which belong in a folder of their own */
    bool fixed_names;      /* ... and are always called the same */
} cbg_format_info;

/* The registered formats, 0 <= index < cbg_format_count(). The strings are static. */
int cbg_format_count(void);
cbg_format_info cbg_format_at(int index);

/* The index of the format with this name, -1: none. */
int cbg_format_find(const char *name);

/* The index of the format that a path means by its ending (".xml" is GENIUS ...), -1: none. */
int cbg_format_of_path(const char *path);

typedef struct cbg_file {
    const char *name; /* without a folder */
    const char *text; /* UTF-8, NUL-terminated */
    size_t length;
} cbg_file;

/* Reads a scenario of several files (a domain and its profiles) from memory, as cbg_case_read_file does from a folder
 * called `name`. Parties come in the order of file names. */
cbg_status cbg_case_read_files(const cbg_file *file, int count, const char *name, const cbg_exec *exec,
                               cbg_case **out, cbg_diags *diags);

typedef struct cbg_export {
    int count;
    const cbg_file *file;
    struct cbgi_export_private *own;
} cbg_export;

/* Writes the case in a format, in memory. `stem` is what the files are called after (letters, digits, and
 * the like: no '/'). Everything that the format cannot hold is a warning in `diags`, which says exactly
 * what it is. CBG_MISSING: the case lacks what the format needs (preferences); CBG_TOO_LARGE: the
 * format is for fewer parties; CBG_OVERFLOW: numbers that do not fit; CBG_NO_MEMORY. O(size of the case).
 * The caller releases *out with cbg_export_free. */
cbg_status cbg_case_export(const cbg_case *c, int format, const char *stem, const cbg_exec *exec,
                           cbg_export **out, cbg_diags *diags);
void cbg_export_free(cbg_export *files);

#ifdef __cplusplus
}
#endif
#endif
