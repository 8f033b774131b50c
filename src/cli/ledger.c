/* A log of forecasts on disk. */
#include "cli/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/core.h"
#include "cli/score_edit.h"

void cbgi_ledger_free(cbgi_ledger *l)
{
    cbg_score_log_free(l->log);
    cbgi_text_free(&l->text);
}

const char *cbgi_ledger_today(char out[16])
{
    time_t now = time(NULL);
    struct tm parts;
    if (gmtime_r(&now, &parts) == NULL || strftime(out, 16, "%Y-%m-%d", &parts) == 0)
        memcpy(out, "1970-01-01", 11);
    return out;
}

bool cbgi_ledger_understand(cbgi_ledger *l)
{
    cbg_diags diags;
    cbg_score_log *log = NULL;
    const char *data = l->text.data == NULL ? "" : l->text.data;
    cbg_status status = cbg_score_log_read_text(data, l->text.length, l->path, &l->cli->exec, &log, &diags);
    if (status != CBG_OK) {
        cbgi_cli_fail(l->cli, status, &diags);
        return false;
    }
    cbg_score_log_free(l->log);
    l->log = log;
    return true;
}

bool cbgi_ledger_load(cbgi_cli *cli, const char *path, bool may_begin, cbgi_ledger *out)
{
    *out = (cbgi_ledger){.cli = cli, .path = path};
    cbgi_text_init(&out->text, NULL);
    const cbg_status status = cbgi_file_read(path, CBG_SCORE_BYTES_MAX, &out->text);
    out->exists = status == CBG_OK;
    if (status != CBG_OK && !(may_begin && status == CBG_IO && errno == ENOENT)) {
        cbgi_cli_usage(cli, "cannot read %s: %s", path,
                       status == CBG_IO ? strerror(errno) : cbg_status_text(status));
        return false;
    }
    if (may_begin && out->text.length == 0)
        cbgi_text_add(&out->text, cbgi_score_first_line);
    return true;
}

bool cbgi_ledger_need(cbgi_ledger *l, const char *const (*value)[2], int count)
{
    for (const char *name = cbgi_score_lacks(l->log, value, count); name != NULL;
         name = cbgi_score_lacks(l->log, value, count)) {
        cbgi_score_add_column(l->log, name, &l->text);
        if (l->text.failed) {
            cbgi_cli_usage(l->cli, "out of memory");
            return false;
        }
        if (!cbgi_ledger_understand(l))
            return false;
    }
    return true;
}

void cbgi_ledger_add(cbgi_ledger *l, const char *const (*value)[2], int count)
{
    cbgi_score_add_row(l->log, value, count, &l->text);
}

bool cbgi_ledger_save(cbgi_ledger *l)
{
    if (l->text.failed) {
        cbgi_cli_usage(l->cli, "out of memory");
        return false;
    }
    if (!cbgi_ledger_understand(l))
        return false;
    if (!l->exists) {
        const int fd = open(l->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0)
            close(fd);
    }
    if (!cbgi_file_replace(l->path, l->text.data, l->text.length)) {
        cbgi_cli_usage(l->cli, "cannot write %s: %s", l->path, strerror(errno));
        return false;
    }
    return true;
}
