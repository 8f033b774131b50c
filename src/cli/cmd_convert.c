/* coburg convert: a case from any format that Coburg reads into any that it writes. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/core.h"
#include "coburg/convert.h"
#include "report/json.h"

/* Where things go: the folder, and what the files in it are called after. */
typedef struct target {
    int format;
    bool standard; /* to standard output */
    bool folder;   /* a new folder at `path` holds the files */
    const char *path;
    cbgi_text parent, stem;
} target;

/* The last part of a path without its ending. */
static void split(const char *path, bool ending, target *t)
{
    size_t end = strlen(path);
    while (end > 1 && path[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && path[start - 1] != '/')
        start--;
    if (start == 0)
        cbgi_text_add(&t->parent, ".");
    else
        cbgi_text_add_n(&t->parent, path, start == 1 ? 1 : start - 1);
    for (size_t k = end; ending && k > start + 1; k--) {
        if (path[k - 1] == '.') {
            end = k - 1;
            break;
        }
    }
    cbgi_text_add_n(&t->stem, path + start, end - start);
}

/* The format that --to or the ending of OUT names; -1 after a complaint. */
static int choose(const cbgi_cli *cli, const char *path)
{
    const char *name;
    if (!cbgi_cli_has(cli, "to", &name)) {
        int found = strcmp(path, "-") == 0 ? cbg_format_find("coburg") : cbg_format_of_path(path);
        if (found < 0)
            cbgi_cli_usage(
                cli, "\"%s\" does not say in which format: add --to FORMAT (\"coburg list formats\")", path);
        return found;
    }
    int found = cbg_format_find(name);
    if (found < 0) {
        const char *known[16];
        int count = 0;
        for (; count < cbg_format_count() && count < 16; count++)
            known[count] = cbg_format_at(count).name;
        int nearest = cbgi_text_nearest(name, known, count);
        if (nearest >= 0)
            cbgi_cli_usage(cli, "no format is called \"%s\"; did you mean \"%s\"?", name, known[nearest]);
        else
            cbgi_cli_usage(cli, "no format is called \"%s\"; \"coburg list formats\" shows all", name);
    }
    return found;
}

/* False after a complaint. */
static bool aim(const cbgi_cli *cli, const char *path, target *t)
{
    struct stat about;
    t->path = path;
    t->format = choose(cli, path);
    if (t->format < 0)
        return false;
    cbg_format_info info = cbg_format_at(t->format);
    bool ending = cbg_format_of_path(path) >= 0;
    bool exists = stat(path, &about) == 0;
    t->standard = strcmp(path, "-") == 0;
    t->folder =
        info.folder && !t->standard && (info.fixed_names || !ending || (exists && S_ISDIR(about.st_mode)));
    if (t->standard && info.folder) {
        cbgi_cli_usage(cli, "%s is several files: name a folder for them", info.title);
        return false;
    }
    const size_t length = strlen(path);
    const bool directory = (exists && S_ISDIR(about.st_mode)) || (length > 0 && path[length - 1] == '/');
    if (directory && !t->standard && !t->folder) {
        cbgi_cli_usage(cli, "%s is a directory: name a file", path);
        return false;
    }
    split(t->standard ? "case" : path, ending, t);
    return !t->stem.failed && !t->parent.failed;
}

/* Puts the files where they belong. Returns an exit code. */
static int store(cbgi_cli *cli, const target *t, const cbg_export *files)
{
    if (t->standard) {
        cbgi_text_add_n(&cli->out, files->file[0].text, files->file[0].length);
        return CBGI_EXIT_DONE;
    }
    bool force = cbgi_cli_has(cli, "force", NULL);
    cbg_file only = files->file[0];
    only.name = strrchr(t->path, '/') == NULL ? t->path : strrchr(t->path, '/') + 1;
    bool ok = t->folder            ? cbgi_store_folder(t->path, files->file, files->count)
              : files->count == 1 ? cbgi_store_files(t->parent.data, &only, 1, force) /* just where OUT says */
                                  : cbgi_store_files(t->parent.data, files->file, files->count, force);
    if (ok)
        return CBGI_EXIT_DONE;
    const char *hint = errno == EEXIST && !t->folder           ? "; --force replaces what is there"
                       : errno == EEXIST || errno == ENOTEMPTY ? "; name a new folder, or an empty one"
                                                               : "";
    fprintf(stderr, "coburg convert: cannot write %s: %s%s\n", t->path, strerror(errno), hint);
    return CBGI_EXIT_USAGE;
}

static void print_text(cbgi_cli *cli, const target *t, const cbg_export *files)
{
    cbg_format_info info = cbg_format_at(t->format);
    cbgi_text_addf(&cli->out, "%s: %s", t->path, info.title);
    if (files->count > 1) {
        cbgi_text_addf(&cli->out, ", %d files:", files->count);
        for (int k = 0; k < files->count; k++)
            cbgi_text_addf(&cli->out, "%s %s", k == 0 ? "" : ",", files->file[k].name);
    }
    cbgi_text_add(&cli->out, "\n");
}

static void print_json(cbgi_cli *cli, const cbg_case *c, const target *t, const cbg_export *files,
                       const cbg_diags *diags)
{
    cbgi_json json;
    cbgi_cli_open_json(cli, &json, c);
    cbgi_json_put_string(&json, "from", c->format);
    cbgi_json_put_string(&json, "to", cbg_format_at(t->format).name);
    cbgi_json_put_string(&json, "path", t->path);
    cbgi_json_put_open(&json, "files", '[');
    for (int k = 0; k < files->count; k++)
        cbgi_json_string(&json, files->file[k].name);
    cbgi_json_close(&json, ']');
    cbgi_json_put_open(&json, "losses", '[');
    for (int k = 0; k < diags->count; k++)
        cbgi_json_string(&json, diags->item[k].message);
    cbgi_json_close(&json, ']');
    cbgi_json_close(&json, '}');
}

static int convert(cbgi_cli *cli, const cbg_case *c, const target *t)
{
    cbg_diags diags;
    cbg_export *files = NULL;
    cbg_diags_init(&diags, cli->arg[0]);
    cbg_status status = cbg_case_export(c, t->format, t->stem.data, &cli->exec, &files, &diags);
    if (status != CBG_OK)
        return cbgi_cli_fail(cli, status, &diags);
    int code = store(cli, t, files);
    if (code == CBGI_EXIT_DONE) {
        for (int k = 0; k < diags.count && !cli->json; k++)
            fprintf(stderr, "note: %s\n", diags.item[k].message);
        if (cli->json)
            print_json(cli, c, t, files, &diags);
        else if (!t->standard)
            print_text(cli, t, files);
    }
    cbg_export_free(files);
    return code;
}

static int run(cbgi_cli *cli)
{
    target t = {0};
    cbgi_text_init(&t.parent, NULL);
    cbgi_text_init(&t.stem, NULL);
    int code = CBGI_EXIT_USAGE;
    if (cli->json && strcmp(cli->arg[1], "-") == 0) {
        code = cbgi_cli_usage(cli, "--json and the case cannot both go to standard output");
    } else if (aim(cli, cli->arg[1], &t)) {
        cbg_case *c = cbgi_cli_read_case(cli, 0);
        code = c == NULL ? CBGI_EXIT_USAGE : convert(cli, c, &t);
        cbg_case_free(c);
    }
    cbgi_text_free(&t.parent);
    cbgi_text_free(&t.stem);
    return code;
}

static const cbgi_option options[] = {
    {"to", CBGI_ARG_REQUIRED, "FORMAT", "words coburg genius geniusweb negolog negmas csv",
     "write this format (default: what the ending of OUT says)"},
    {"force", CBGI_ARG_NONE, NULL, NULL, "replace files that exist"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_convert = {
    .name = "convert",
    .args = "CASE OUT",
    .args_min = 2,
    .args_max = 2,
    .summary = "Write a case in another format",
    .text =
        "CASE may be in any format that Coburg reads, as for every command: it is recognised by its content. "
        "OUT is "
        "a file, a folder that does not exist yet, or - for standard output. A format of several files "
        "(GENIUS XML, GeniusWeb JSON ...) goes into the folder OUT, or, when OUT is named like a domain file "
        "(out.xml), beside it.\n"
        "\n"
        "What the format has no place for is said on standard error, item by item. Files are written "
        "all or none, and nothing that exists is replaced without --force.",
    .example = "coburg convert scenario/ case.yaml\ncoburg convert cases/itex-cypress.yaml itex --to genius\n"
               "coburg convert case.yaml table.csv",
    .options = options,
    .run = run,
};
