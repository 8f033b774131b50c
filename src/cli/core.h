/* What the core of the command line shares; commands need cli.h only. */
#ifndef COBURGI_CLI_CORE_H
#define COBURGI_CLI_CORE_H

#include "cli/cli.h"
#include "coburg/convert.h"

/* The index-th option that a command takes, its own first, then the common ones; NULL after the
 * last. This is the one table that parsing, help, man page and completion read. */
const cbgi_option *cbgi_cli_option(const cbgi_command *command, int index);

const cbgi_command *cbgi_cli_command(const char *name); /* NULL: unknown */

/* "coburg: unknown command ..." with the nearest one; returns CBGI_EXIT_USAGE. */
int cbgi_cli_unknown_command(const cbgi_cli *cli, const char *name);

/* Parses the arguments of cli->command; argv[0] is its name. When there is nothing left to do
 * (--help, bad usage) returns false with the exit code in *code. */
bool cbgi_cli_parse(cbgi_cli *cli, int argc, char **argv, int *code);

void cbgi_help_overview(cbgi_cli *cli);
void cbgi_help_command(cbgi_cli *cli, const cbgi_command *command);
void cbgi_help_man(cbgi_text *out);
void cbgi_help_json(cbgi_cli *cli);
/* false: no such shell. */
bool cbgi_help_completion(const char *shell, cbgi_text *out);

/* Colour and width for a stream; `when` is auto, always or never. */
cbgi_style cbgi_terminal_style(int fd, const char *when);

/* Shows how a long call goes, on standard error after the first second; the hook of cbg_exec. */
typedef struct cbgi_progress {
    double began_s, drawn_s; /* of this phase; of the last picture */
    uint64_t done;
    bool visible;
    cbgi_style style;
} cbgi_progress;

void cbgi_progress_init(cbgi_progress *progress, cbgi_style style);
void cbgi_progress_show(void *progress, uint64_t done, uint64_t total);
void cbgi_progress_clear(cbgi_progress *progress);

/* The whole of a file ("-": standard input), at most `limit` bytes; CBG_IO (errno says why),
 * CBG_TOO_LARGE, CBG_NO_MEMORY (text->failed). */
cbg_status cbgi_file_read(const char *path, size_t limit, cbgi_text *text);

/* Replaces a file as a whole or not at all: what is there stays until the new text is on disk.
 * Permissions are kept, a symbolic link is followed. false: errno says why. */
bool cbgi_file_replace(const char *path, const char *data, size_t length);

/* Writes a file anew, whatever it held. false: errno says why. */
bool cbgi_file_write(const char *path, const char *data, size_t length);

/* The same for what was composed for an option such as --svg; false after a complaint. */
bool cbgi_cli_write(const cbgi_cli *cli, const char *path, const cbgi_text *text);

/* Files in memory onto the disk, all or none; false: errno says why. A folder must not exist yet, or be
 * empty; files that exist make it fail (EEXIST) unless `replace`. store.c */
bool cbgi_store_folder(const char *path, const cbg_file *file, int count);
bool cbgi_store_files(const char *folder, const cbg_file *file, int count, bool replace);

#endif
