/* Several files onto the disk, all of them or none: a new folder by way of a temporary one, or files beside others by
 * way of temporary files. What exists is not touched unless that was asked for. */
#define _XOPEN_SOURCE 700 /* mkdtemp, mkstemp */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/core.h"

/* The permissions of a new file or folder. */
static mode_t permitted(mode_t mode)
{
    mode_t mask = umask(0);
    umask(mask);
    return mode & ~mask;
}

static bool write_out(int fd, const cbg_file *file)
{
    for (size_t done = 0; done < file->length;) {
        ssize_t n = write(fd, file->text + done, file->length - done);
        if (n < 0 && errno != EINTR)
            return false;
        done += n > 0 ? (size_t)n : 0;
    }
    return fchmod(fd, permitted(0666)) == 0 && fsync(fd) == 0;
}

/* Writes to the open file and closes it; errno survives. */
static bool write_and_close(int fd, const cbg_file *file)
{
    bool ok = fd >= 0 && write_out(fd, file);
    int why = errno;
    if (fd >= 0 && close(fd) != 0 && ok) {
        ok = false;
        why = errno;
    }
    errno = why;
    return ok;
}

static char *joined(const char *a, const char *between, const char *b)
{
    size_t size = strlen(a) + strlen(between) + strlen(b) + 1;
    char *out = malloc(size);
    if (out != NULL)
        snprintf(out, size, "%s%s%s", a, between, b);
    return out;
}

static void remove_files(const char *folder, const cbg_file *file, int count)
{
    for (int k = 0; k < count; k++) {
        char *path = joined(folder, "/", file[k].name);
        if (path != NULL)
            unlink(path);
        free(path);
    }
}

bool cbgi_store_folder(const char *path, const cbg_file *file, int count)
{
    char *temporary = joined(path, "", ".XXXXXX");
    int written = 0;
    bool ok = temporary != NULL && mkdtemp(temporary) != NULL;
    bool made = ok;
    for (; ok && written < count; written++) {
        char *inside = joined(temporary, "/", file[written].name);
        ok = inside != NULL &&
             write_and_close(open(inside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), &file[written]);
        free(inside);
    }
    ok = ok && chmod(temporary, permitted(0777)) == 0 && rename(temporary, path) == 0;
    int why = errno;
    if (made && !ok) {
        remove_files(temporary, file, written);
        rmdir(temporary);
    }
    free(temporary);
    errno = why;
    return ok;
}

/* Gives the temporary file its name; an existing one is replaced only with `replace`. */
static bool settle(const char *temporary, const char *path, bool replace)
{
    if (replace)
        return rename(temporary, path) == 0;
    return link(temporary, path) == 0 && unlink(temporary) == 0;
}

bool cbgi_store_files(const char *folder, const cbg_file *file, int count, bool replace)
{
    char *temporary[CBG_EXPORT_FILES_MAX] = {NULL};
    int written = 0, settled = 0;
    bool ok = true;
    for (; ok && written < count; written++) {
        char *path = joined(folder, "/.", file[written].name);
        temporary[written] = path == NULL ? NULL : joined(path, "", ".XXXXXX");
        free(path);
        ok = temporary[written] != NULL && write_and_close(mkstemp(temporary[written]), &file[written]);
    }
    for (; ok && settled < count; settled += ok) {
        char *path = joined(folder, "/", file[settled].name);
        ok = path != NULL && settle(temporary[settled], path, replace);
        free(path);
    }
    int why = errno;
    if (!ok && !replace)
        remove_files(folder, file, settled);
    for (int k = 0; k < written; k++) {
        if (!ok && k >= settled && temporary[k] != NULL)
            unlink(temporary[k]);
        free(temporary[k]);
    }
    errno = why;
    return ok;
}
