/* Formats: how files of many kinds become one tree, and a case becomes files again.
 *
 * Every format is translated to the tree of a case file (node.h), so that one reader makes the
 * case, one checker judges it, and one writer lays it out. Adding a format is a file with one
 * cbgi_format_kind and a line in registry.def.
 */
#ifndef COBURGI_FORMATS_H
#define COBURGI_FORMATS_H

#include "base/text.h"
#include "case/model.h"
#include "coburg/convert.h"
#include "coburg/exec.h"
#include "format/node.h"

enum {
    CBGI_FILES_MAX = 1000,            /* looked at in one folder */
    CBGI_FOLDER_BYTES_MAX = 64 << 20, /* of the files read together */
    CBGI_REMARKS_MAX = 100
};

/* A file in memory. The text lives in the arena of the case. */
typedef struct cbgi_file {
    const char *path, *name; /* name: the last part of the path */
    const char *bytes;       /* as they came, NUL-terminated */
    size_t byte_count;
    const char *text; /* the same as UTF-8 without byte order mark, NUL-terminated */
    size_t length;
    bool recoded; /* the bytes were not UTF-8 */
    bool used;    /* counts for the hash of the case */
} cbgi_file;

/* What is being read. A format fills `root`. */
typedef struct cbgi_input {
    cbgi_arena *arena;
    cbg_diags *diags;
    const cbg_exec *exec;
    const char *path; /* as the user named it; NULL: from memory */
    bool folder;      /* the path is a folder: file[] are all that may be of use, by name */
    int count;
    cbgi_file *file;          /* of a single file [0] is it; others after cbgi_input_beside */
    const cbgi_file *current; /* where complaints belong */
    const cbgi_node *root;    /* result: the tree of a case file */
    const char **remark;      /* what reading changed or assumed, for people */
    int remark_count;
} cbgi_input;

typedef enum cbgi_role {
    CBGI_NOT_OURS,
    CBGI_ALONE, /* the file is a whole case */
    CBGI_PART   /* the file is a domain or a profile: others belong to it */
} cbgi_role;

/* What writing produces: files in memory. */
typedef struct cbgi_output {
    cbgi_arena *arena;
    const cbg_exec *exec;
    const cbg_case *c;
    const char *stem; /* what files are called after */
    cbg_diags *diags; /* what the format cannot hold, as warnings */
    cbg_file file[CBG_EXPORT_FILES_MAX];
    int count;
    bool no_memory;
} cbgi_output;

typedef struct cbgi_format_kind {
    const char *name, *title, *summary, *source;
    const char *const *extension; /* without the point, NULL-terminated; the first is written */
    bool folder;                  /* written as several files, which belong in a folder */
    bool fixed_names;             /* ... and are always called the same */
    cbgi_role (*role)(const cbgi_file *file);
    /* Fills in->root; CBG_OK, or a status after complaining. */
    cbg_status (*read)(cbgi_input *in);
    cbg_status (*write)(cbgi_output *out);
} cbgi_format_kind;

#define X(name) extern const cbgi_format_kind cbgi_format_##name;
#include "format/registry.def"
#undef X

/* Every registered format, NULL-terminated. A file is of the first whose role() says so. */
extern const cbgi_format_kind *const cbgi_formats[];

/* ---- files.c ---- */

/* Reads a file, or the names of a folder and its files, into in->file. */
cbg_status cbgi_input_open(cbgi_input *in, const char *path);

/* Takes bytes from memory as the one file. */
cbg_status cbgi_input_take(cbgi_input *in, const char *text, size_t length, const char *name);

/* Takes several files from memory as if they lay in a folder called `name`. */
cbg_status cbgi_input_take_all(cbgi_input *in, const cbg_file *file, int count, const char *name);

/* Adds the other files of the folder with one of these extensions; in->file is then sorted by name, and
 * the file that was named is returned. In a folder, or from memory, nothing is added. */
cbg_status cbgi_input_beside(cbgi_input *in, const char *const *extension, cbgi_file **named);

/* "itex" of "folder/itex.xml". */
const char *cbgi_stem(cbgi_arena *arena, const char *path);
bool cbgi_has_extension(const char *name, const char *const *extension);

/* From now on complaints are about this file, which counts for the hash. */
void cbgi_input_enter(cbgi_input *in, cbgi_file *file);

/* ---- encoding.c ---- */

/* Fills text, length and recoded of a file from its bytes: as they are when they are UTF-8; UTF-16 by its
 * byte order mark; otherwise Windows-1252, which contains Latin-1. False: out of memory. */
bool cbgi_to_utf8(cbgi_arena *arena, cbgi_file *file);

/* ---- input.c ---- */

/* Notes something that people should know about how the file was read. */
void cbgi_remark(cbgi_input *in, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A complaint at a place in the current file; returned for a hint. */
#define cbgi_bad(in, span, ...) CBGI_WRONG((in)->diags, (span), __VA_ARGS__)

/* CBG_NO_MEMORY, or the first complaint, or CBG_OK. */
cbg_status cbgi_input_status(const cbgi_input *in);

/* Text to show in a message: in quotes, at most 40 characters. */
const char *cbgi_quoted(cbgi_input *in, const char *text);

/* A decimal as programs write it: blanks around it, ".5" and "5." are allowed. What does not fit is rounded
 * to 15 decimals (*rounded is then set). CBG_BAD_SYNTAX: not a number; CBG_OVERFLOW: beyond 9e18. */
cbg_status cbgi_decimal(const char *text, cbg_rational *out, bool *rounded);

#endif
