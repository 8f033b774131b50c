/* Files and folders into memory.
 *
 * A folder is read in the order of file names by their bytes, so that parties come in the same order on
 * every machine. Hidden files, folders within and files of other kinds are passed over.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "coburg/read.h"
#include "format/formats.h"
#include "format/whole.h"

static const cbg_span nowhere = {0, 0, 0};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool ends_with(const char *name, const char *extension)
{
    const size_t n = strlen(name), m = strlen(extension);
    if (n <= m || name[n - m - 1] != '.') {
        return false;
    }
    for (size_t i = 0; i < m; i++) {
        if (lower(name[n - m + i]) != extension[i]) {
            return false;
        }
    }
    return true;
}

bool cbgi_has_extension(const char *name, const char *const *extension)
{
    for (int k = 0; extension[k] != NULL; k++) {
        if (ends_with(name, extension[k])) {
            return true;
        }
    }
    return false;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

const char *cbgi_stem(cbgi_arena *arena, const char *path)
{
    size_t end = strlen(path);
    while (end > 1 && path[end - 1] == '/') {
        end--;
    }
    size_t start = end;
    while (start > 0 && path[start - 1] != '/') {
        start--;
    }
    size_t point = end;
    while (point > start && path[point - 1] != '.') {
        point--;
    }
    if (point > start + 1 && point < end) {
        end = point - 1;
    }
    return cbgi_arena_copy(arena, path + start, end - start);
}

static cbg_status too_large(cbgi_input *in, const char *what, int most)
{
    cbg_diag_hint(cbgi_too_large(what, most, in->diags), "a case is text written by people: is this the right file?");
    return CBG_TOO_LARGE;
}

/* The bytes of a file, kept with the case, and as UTF-8. */
static cbg_status take(cbgi_input *in, const char *bytes, size_t length, cbgi_file *file)
{
    file->bytes = cbgi_arena_copy(in->arena, bytes, length);
    file->byte_count = length;
    return file->bytes != NULL && cbgi_to_utf8(in->arena, file) ? CBG_OK : CBG_NO_MEMORY;
}

static cbg_status load(cbgi_input *in, const char *path, cbgi_file *file)
{
    cbgi_text text;
    cbgi_text_init(&text, in->exec);
    cbg_status status = cbgi_whole_read(path, CBG_CASE_BYTES_MAX, &text, in->diags);
    if (status == CBG_OK) {
        file->path = cbgi_arena_string(in->arena, path);
        file->name = file->path == NULL ? "" : last_part(file->path);
        status = file->path == NULL                   ? CBG_NO_MEMORY
                 : text.length > CBG_CASE_BYTES_MAX ? too_large(in, "the file is", CBG_CASE_BYTES_MAX)
                                                      : take(in, text.data, text.length, file);
    }
    cbgi_text_free(&text);
    return status;
}

static int by_name(const void *a, const void *b)
{
    const cbgi_file *x = a, *y = b;
    return strcmp(x->name, y->name);
}

/* The regular files of an open folder with one of the extensions; names only. */
static cbg_status names_of(cbgi_input *in, DIR *directory, const char *folder, const char *const *extension,
                           cbgi_file *file, int *count)
{
    const struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        struct stat about;
        if (entry->d_name[0] == '.' || !cbgi_has_extension(entry->d_name, extension)) {
            continue;
        }
        if (*count == CBGI_FILES_MAX) {
            cbg_diag *diag = cbg_diags_add(in->diags, CBG_ERROR, CBG_TOO_LARGE, nowhere,
                                           "%s holds more than %d files", folder, CBGI_FILES_MAX);
            cbg_diag_hint(diag, "put the scenario into a folder of its own");
            return CBG_TOO_LARGE;
        }
        char *path = cbgi_arena_format(in->arena, "%s/%s", folder, entry->d_name);
        if (path == NULL) {
            return CBG_NO_MEMORY;
        }
        if (stat(path, &about) == 0 && S_ISREG(about.st_mode)) {
            file[(*count)++] = (cbgi_file){.path = path, .name = last_part(path)};
        }
    }
    return CBG_OK;
}

/* The files of a folder, sorted and loaded, except the one called `without`. */
static cbg_status load_folder(cbgi_input *in, const char *folder, const char *const *extension,
                              const char *without, cbgi_file **out, int *count)
{
    DIR *directory = opendir(folder);
    if (directory == NULL) {
        return cbgi_unreadable(folder, in->diags);
    }
    cbgi_file *file = cbgi_arena_array(in->arena, CBGI_FILES_MAX + 1, sizeof *file);
    *count = 0;
    cbg_status status =
        file == NULL ? CBG_NO_MEMORY : names_of(in, directory, folder, extension, file, count);
    closedir(directory);
    if (status == CBG_OK && *count > 0) {
        qsort(file, (size_t)*count, sizeof *file, by_name);
    }
    size_t total = 0;
    for (int k = 0; k < *count && status == CBG_OK; k++) {
        if (without != NULL && strcmp(file[k].name, without) == 0) {
            continue;
        }
        status = load(in, file[k].path, &file[k]);
        total += file[k].length;
        if (status == CBG_OK && total > CBGI_FOLDER_BYTES_MAX) {
            status = too_large(in, "the files of the folder together are", CBGI_FOLDER_BYTES_MAX);
        }
    }
    *out = file;
    return status;
}

cbg_status cbgi_input_open(cbgi_input *in, const char *path)
{
    static const char *const scenario[] = {"xml", "json", "yml", "yaml", NULL};
    struct stat about;
    if (stat(path, &about) != 0) {
        return cbgi_unreadable(path, in->diags);
    }
    in->path = path;
    in->folder = S_ISDIR(about.st_mode);
    if (in->folder) {
        size_t n = strlen(path);
        while (n > 1 && path[n - 1] == '/') {
            n--;
        }
        const char *folder = cbgi_arena_copy(in->arena, path, n);
        return folder == NULL ? CBG_NO_MEMORY
                              : load_folder(in, folder, scenario, NULL, &in->file, &in->count);
    }
    in->file = cbgi_arena_array(in->arena, 1, sizeof *in->file);
    in->count = 1;
    return in->file == NULL ? CBG_NO_MEMORY : load(in, path, in->file);
}

cbg_status cbgi_input_take(cbgi_input *in, const char *text, size_t length, const char *name)
{
    if (length > CBG_CASE_BYTES_MAX) {
        return too_large(in, "the file is", CBG_CASE_BYTES_MAX);
    }
    in->file = cbgi_arena_array(in->arena, 1, sizeof *in->file);
    const char *path = cbgi_arena_string(in->arena, name == NULL ? "" : name);
    if (in->file == NULL || path == NULL) {
        return CBG_NO_MEMORY;
    }
    in->count = 1;
    *in->file = (cbgi_file){.path = path, .name = last_part(path)};
    return take(in, text, length, in->file);
}

cbg_status cbgi_input_take_all(cbgi_input *in, const cbg_file *file, int count, const char *name)
{
    size_t total = 0;
    in->folder = true;
    in->path = cbgi_arena_string(in->arena, name == NULL ? "" : name);
    in->file = cbgi_arena_array(in->arena, (size_t)count, sizeof *in->file);
    for (int k = 0; in->path != NULL && in->file != NULL && k < count; k++) {
        const char *path = cbgi_arena_string(in->arena, file[k].name);
        total += file[k].length;
        if (total > CBGI_FOLDER_BYTES_MAX) {
            return too_large(in, "the files together are", CBGI_FOLDER_BYTES_MAX);
        }
        if (path == NULL) {
            return CBG_NO_MEMORY;
        }
        in->file[in->count] = (cbgi_file){.path = path, .name = last_part(path)};
        if (take(in, file[k].text, file[k].length, &in->file[in->count++]) != CBG_OK) {
            return CBG_NO_MEMORY;
        }
    }
    if (in->count > 1) {
        qsort(in->file, (size_t)in->count, sizeof *in->file, by_name);
    }
    return in->arena->failed ? CBG_NO_MEMORY : CBG_OK;
}

cbg_status cbgi_input_beside(cbgi_input *in, const char *const *extension, cbgi_file **named)
{
    *named = in->folder ? NULL : &in->file[0];
    if (in->path == NULL || in->folder) {
        return CBG_OK;
    }
    const cbgi_file first = in->file[0];
    const size_t part = (size_t)(first.name - first.path);
    const char *folder = part == 0 ? "." : part == 1 ? "/" : cbgi_arena_copy(in->arena, first.path, part - 1);
    if (folder == NULL) {
        return CBG_NO_MEMORY;
    }
    cbgi_file *file = NULL;
    int count = 0;
    cbg_status status = load_folder(in, folder, extension, first.name, &file, &count);
    if (status != CBG_OK) {
        return status;
    }
    int at = 0;
    while (at < count && strcmp(file[at].name, first.name) != 0) {
        at++;
    }
    count += at == count; /* the file has another extension: it stands last */
    file[at] = first;
    in->file = file;
    in->count = count;
    *named = &file[at];
    return CBG_OK;
}

void cbgi_input_enter(cbgi_input *in, cbgi_file *file)
{
    if (file->recoded && !file->used) {
        cbgi_remark(in, "%s is not UTF-8: read as Windows-1252 (Latin-1).", file->name);
    }
    file->used = true;
    in->current = file;
    if (in->count > 1 || in->folder) {
        memset(in->diags->file, 0, sizeof in->diags->file);
        snprintf(in->diags->file, sizeof in->diags->file, "%.*s", (int)sizeof in->diags->file - 1,
                 file->path);
    }
}
