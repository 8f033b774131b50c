/* Files in and out: cases from paths or standard input, and a file replaced safely. */
#define _XOPEN_SOURCE 700 /* realpath */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/core.h"
#include "report/json.h"

cbg_status cbgi_file_read(const char *path, size_t limit, cbgi_text *text)
{
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return CBG_IO;
    char block[65536];
    ssize_t n;
    while (text->length <= limit && (n = read(fd, block, sizeof block)) != 0) {
        if (n < 0) {
            int why = errno;
            if (!standard)
                close(fd);
            errno = why;
            return CBG_IO;
        }
        cbgi_text_add_n(text, block, (size_t)n);
        if (text->failed)
            break;
    }
    if (!standard)
        close(fd);
    if (text->failed)
        return CBG_NO_MEMORY;
    return text->length > limit ? CBG_TOO_LARGE : CBG_OK;
}

static bool write_all(int fd, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, data, length);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            data += n;
            length -= (size_t)n;
        }
    }
    return true;
}

/* The file at `real` becomes `data` by way of `temporary`, a template for mkstemp beside it. */
static bool replace(const char *real, char *temporary, const char *data, size_t length)
{
    struct stat was;
    if (stat(real, &was) != 0)
        return false;
    int fd = mkstemp(temporary);
    if (fd < 0)
        return false;
    /* The owner can be kept only by root: permissions matter more, so they are set last. */
    int owner = fchown(fd, was.st_uid, was.st_gid);
    (void)owner;
    bool ok = fchmod(fd, was.st_mode & 07777) == 0 && write_all(fd, data, length) && fsync(fd) == 0;
    int why = errno;
    ok = close(fd) == 0 && ok;
    if (ok && rename(temporary, real) == 0)
        return true;
    if (ok)
        why = errno;
    unlink(temporary);
    errno = why;
    return false;
}

bool cbgi_file_replace(const char *path, const char *data, size_t length)
{
    char *real = realpath(path, NULL);
    if (real == NULL)
        return false;
    cbgi_text temporary;
    cbgi_text_init(&temporary, NULL);
    cbgi_text_addf(&temporary, "%s.XXXXXX", real);
    bool ok = !temporary.failed && replace(real, temporary.data, data, length);
    int why = temporary.failed ? ENOMEM : errno;
    cbgi_text_free(&temporary);
    free(real);
    errno = why;
    return ok;
}

bool cbgi_file_write(const char *path, const char *data, size_t length)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0)
        return false;
    bool ok = write_all(fd, data, length);
    const int why = errno;
    if (close(fd) == 0)
        errno = why;
    else
        ok = false;
    return ok;
}

bool cbgi_cli_write(const cbgi_cli *cli, const char *path, const cbgi_text *text)
{
    const bool done = !text->failed && cbgi_file_write(path, text->data, text->length);
    if (!done)
        cbgi_cli_usage(cli, "cannot write %s: %s", path, text->failed ? "out of memory" : strerror(errno));
    return done;
}

cbg_status cbgi_cli_load(cbgi_cli *cli, const char *path, cbg_case **out, cbg_diags *diags)
{
    static const char name[] = "standard input";
    if (strcmp(path, "-") != 0)
        return cbg_case_read_file(path, &cli->exec, out, diags);
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbg_status status = cbgi_file_read(path, CBG_CASE_BYTES_MAX, &text);
    if (status == CBG_OK) {
        status =
            cbg_case_read_text(text.data == NULL ? "" : text.data, text.length, name, &cli->exec, out, diags);
    } else {
        cbg_diags_init(diags, name);
        cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0}, "%s",
                      status == CBG_IO ? strerror(errno) : cbg_status_text(status));
    }
    cbgi_text_free(&text);
    return status;
}

/* What reading another format assumed or rounded, for people; JSON has it in the manifest. */
static void tell_remarks(const cbg_case *c)
{
    cbg_diags clean; /* its messages are safe to print */
    cbg_diags_init(&clean, NULL);
    for (int k = 0; k < c->remark_count; k++)
        cbg_diags_add(&clean, CBG_WARNING, CBG_OK, (cbg_span){0, 0, 0}, "%s", c->remark[k]);
    for (int k = 0; k < clean.count; k++)
        fprintf(stderr, "note: %s\n", clean.item[k].message);
    if (clean.count < c->remark_count)
        fprintf(stderr, "note: and %d more; \"coburg show\" has them all\n", c->remark_count - clean.count);
}

cbg_case *cbgi_cli_read_case(cbgi_cli *cli, int index)
{
    cbg_case *c = NULL;
    cbg_diags diags;
    cbg_diags_init(&diags, cli->arg[index]);
    cbg_status status = cbgi_cli_load(cli, cli->arg[index], &c, &diags);
    if (status != CBG_OK) {
        cbgi_cli_fail(cli, status, &diags);
        return NULL;
    }
    tell_remarks(c);
    return c;
}

int cbgi_cli_with_case(cbgi_cli *cli, int index, int (*work)(cbgi_cli *cli, const cbg_case *c))
{
    cbg_case *c = cbgi_cli_read_case(cli, index);
    if (c == NULL)
        return CBGI_EXIT_USAGE;
    const int code = work(cli, c);
    cbg_case_free(c);
    return code;
}

void cbgi_cli_open_json(cbgi_cli *cli, cbgi_json *json, const cbg_case *c)
{
    cbgi_json_init(json, &cli->out);
    cbgi_json_open(json, '{');
    cbgi_json_put_open(json, "manifest", '{');
    cbgi_json_put_string(json, "program", "coburg");
    cbgi_json_put_string(json, "version", cbgi_version);
    cbgi_json_put_string(json, "command", cli->command->name);
    if (c != NULL) {
        cbgi_json_put_string(json, "case", c->title);
        cbgi_json_put_string(json, "sha256", cbg_case_hash(c));
        cbgi_json_put_string(json, "format", c->format);
        cbgi_json_put_open(json, "remarks", '[');
        for (int k = 0; k < c->remark_count; k++)
            cbgi_json_string(json, c->remark[k]);
        cbgi_json_close(json, ']');
    }
    cbgi_json_close(json, '}');
}
