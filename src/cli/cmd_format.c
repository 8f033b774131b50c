/* coburg format: a case file in canonical layout, so that two people's edits differ only where
 * they say different things. */
#include <errno.h>
#include <string.h>

#include "cli/core.h"

typedef enum task { PRINT, IN_PLACE, CHECK } task;

/* What is asked of one file whose text is `was` and whose canonical text is `now`. */
static int deliver(cbgi_cli *cli, task mode, const char *path, const cbgi_text *was, const char *now,
                   size_t length)
{
    bool same = was->length == length && memcmp(was->data, now, length) == 0;
    if (mode == PRINT) {
        cbgi_text_add_n(&cli->out, now, length);
    } else if (!same && mode == CHECK) {
        cbgi_text_addf(&cli->out, "%s: not in canonical layout\n", path);
        return CBGI_EXIT_NO;
    } else if (!same && !cbgi_file_replace(path, now, length)) {
        fprintf(stderr, "coburg format: cannot write %s: %s\n", path, strerror(errno));
        return CBGI_EXIT_USAGE;
    }
    return CBGI_EXIT_DONE;
}

static int format(cbgi_cli *cli, task mode, const char *path)
{
    cbg_diags diags;
    cbg_case *c = NULL;
    cbgi_text was;
    char *now = NULL;
    size_t length = 0;
    cbgi_text_init(&was, &cli->exec);
    cbg_diags_init(&diags, path);
    cbg_status status = cbgi_file_read(path, CBG_CASE_BYTES_MAX, &was);
    if (status != CBG_OK)
        cbg_diags_add(&diags, CBG_ERROR, status, (cbg_span){0, 0, 0}, "%s",
                      status == CBG_IO ? strerror(errno) : cbg_status_text(status));
    if (status == CBG_OK)
        status =
            cbg_case_read_text(was.data == NULL ? "" : was.data, was.length, path, &cli->exec, &c, &diags);
    if (status == CBG_OK && strcmp(c->format, "coburg") != 0) {
        cbg_diag *diag = cbg_diags_add(&diags, CBG_ERROR, CBG_BAD_ARGUMENT, (cbg_span){0, 0, 0},
                                       "not a case file in YAML: it is in the format \"%s\"", c->format);
        cbg_diag_hint(diag, "\"coburg convert\" makes a case file of it");
        status = CBG_BAD_ARGUMENT;
    }
    if (status == CBG_OK)
        status = cbg_case_write_text(c, &cli->exec, &now, &length);
    int code =
        status != CBG_OK ? cbgi_cli_fail(cli, status, &diags) : deliver(cli, mode, path, &was, now, length);
    cbg_text_free(&cli->exec, now);
    cbg_case_free(c);
    cbgi_text_free(&was);
    return code;
}

static int run(cbgi_cli *cli)
{
    bool in_place = cbgi_cli_has(cli, "in-place", NULL), check = cbgi_cli_has(cli, "check", NULL);
    task mode = in_place ? IN_PLACE : check ? CHECK : PRINT;
    if (in_place && check)
        return cbgi_cli_usage(cli, "--in-place and --check: choose one");
    if (cli->json)
        return cbgi_cli_usage(cli, "a case file is YAML: there is no --json here");
    if (mode == PRINT && cli->arg_count > 1)
        return cbgi_cli_usage(cli, "several cases need --in-place or --check");
    int code = CBGI_EXIT_DONE;
    for (int k = 0; k < cli->arg_count; k++) {
        if (in_place && strcmp(cli->arg[k], "-") == 0)
            return cbgi_cli_usage(cli, "standard input cannot be changed in place");
        int one = format(cli, mode, cli->arg[k]);
        code = one > code ? one : code;
    }
    return code;
}

static const cbgi_option options[] = {
    {"in-place", CBGI_ARG_NONE, NULL, NULL, "change the files themselves"},
    {"check", CBGI_ARG_NONE, NULL, NULL, "only name the files that would change; exit status 1"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_format = {
    .name = "format",
    .args = "CASE...",
    .args_min = 1,
    .args_max = -1,
    .summary = "Lay a case file out in the canonical way",
    .text = "Keys, comments and numbers stay as they are and in their order; indentation, quotes "
            "and blank lines become those of Coburg. A file is replaced as a whole or not at "
            "all, and keeps its permissions.",
    .example = "coburg format case.yaml\ncoburg format --in-place cases/*.yaml",
    .options = options,
    .run = run,
};
