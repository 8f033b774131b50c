/* coburg bakeoff: every forecasting model on issues that are decided. */
#include <errno.h>
#include <string.h>

#include "cli/core.h"
#include "report/bakeoff.h"

enum { SPECS_MAX = CBG_BAKEOFF_ENTRANTS_MAX, SPECS_BYTES = 2048 };

/* "smp,challenge:variant=textbook" into its items; count 0 and "all": all. */
static int split(const char *value, char *copy, const char *spec[SPECS_MAX])
{
    int count = 0;
    if (value == NULL || strcmp(value, "all") == 0)
        return 0;
    if (strlen(value) >= SPECS_BYTES)
        return -1;
    memcpy(copy, value, strlen(value) + 1);
    for (char *item = copy; item != NULL; count++) {
        char *comma = strchr(item, ',');
        if (count == SPECS_MAX || *item == '\0' || *item == ',')
            return -1;
        if (comma != NULL)
            *comma++ = '\0';
        spec[count] = item;
        item = comma;
    }
    return count;
}

static bool read_file(cbgi_cli *cli, const char *path, cbgi_text *text)
{
    cbgi_text_init(text, NULL);
    const cbg_status status = cbgi_file_read(path, CBG_OUTCOMES_BYTES_MAX, text);
    if (status == CBG_OK && text->data == NULL)
        cbgi_text_add_n(text, "", 0);
    if (status != CBG_OK)
        cbgi_cli_usage(cli, "cannot read %s: %s", path,
                       status == CBG_IO ? strerror(errno) : cbg_status_text(status));
    return status == CBG_OK;
}

static cbg_outcomes *read_set(cbgi_cli *cli)
{
    const char *columns = NULL, *power_path = NULL;
    cbgi_text text, power;
    cbg_outcomes *set = NULL;
    cbg_diags diags;
    (void)cbgi_cli_has(cli, "columns", &columns);
    const bool joined = cbgi_cli_has(cli, "power", &power_path);
    cbgi_text_init(&power, NULL);
    if (read_file(cli, cli->arg[0], &text) && (!joined || read_file(cli, power_path, &power))) {
        const cbg_status status = cbg_outcomes_read_text(text.data == NULL ? "" : text.data, text.length,
                                                         cli->arg[0], columns, power_path,
                                                         !joined              ? NULL
                                                         : power.data == NULL ? ""
                                                                              : power.data,
                                                         power.length, &cli->exec, &set, &diags);
        if (status != CBG_OK)
            cbgi_cli_fail(cli, status, &diags);
    }
    cbgi_text_free(&text);
    cbgi_text_free(&power);
    return set;
}

static int tell(cbgi_cli *cli, const cbgi_bakeoff_page *page)
{
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, NULL);
        cbgi_bakeoff_json(page, &json);
        cbgi_json_close(&json, '}');
    } else if (cli->csv) {
        cbgi_bakeoff_csv(page, &cli->out);
    } else {
        cbgi_bakeoff_text(page, cli->style, &cli->out);
    }
    return CBGI_EXIT_DONE;
}

static int run(cbgi_cli *cli)
{
    int64_t seed = 1, resamples = 2000;
    const char *models = NULL, *spec[SPECS_MAX];
    char copy[SPECS_BYTES];
    if (!cbgi_cli_integer(cli, "seed", 0, INT64_MAX, &seed) ||
        !cbgi_cli_integer(cli, "resamples", 1, 100000, &resamples))
        return CBGI_EXIT_USAGE;
    (void)cbgi_cli_has(cli, "models", &models);
    const int count = split(models, copy, spec);
    if (count < 0)
        return cbgi_cli_usage(
            cli,
            "--models takes names with commas between, such as smp,challenge:variant=textbook, not \"%s\"",
            models);
    cbg_outcomes *set = read_set(cli);
    if (set == NULL)
        return CBGI_EXIT_USAGE;
    cbg_diags diags;
    cbg_bakeoff *bakeoff = NULL;
    cbg_diags_init(&diags, cli->arg[0]);
    const cbg_status status =
        cbg_bakeoff_run(set, spec, count, (uint64_t)seed, (int)resamples, &cli->exec, &bakeoff, &diags);
    const cbgi_bakeoff_page page = {set, bakeoff, (uint64_t)seed, (int)resamples};
    const int code = status == CBG_OK ? tell(cli, &page) : cbgi_cli_fail(cli, status, &diags);
    cbg_bakeoff_free(bakeoff);
    cbg_outcomes_free(set);
    return code;
}

static const cbgi_option options[] = {
    {"outcomes", CBGI_ARG_NONE, NULL, NULL,
     "score against the column outcome (always done; for scripts that say so)"},
    {"models", CBGI_ARG_REQUIRED, "NAME,...", NULL, "models with options, smp:vote=binary; default all"},
    {"power", CBGI_ARG_REQUIRED, "FILE", "file",
     "capabilities from a second table with columns actor and power"},
    {"columns", CBGI_ARG_REQUIRED, "NAME=COLUMN,...", NULL,
     "what your table calls proposal, issue, actor, outcome ..."},
    {"resamples", CBGI_ARG_REQUIRED, "N", NULL, "resamples of proposals behind each interval (default 2000)"},
    {"seed", CBGI_ARG_REQUIRED, "N", NULL, "seed of all that is random (default 1)"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_bakeoff = {
    .name = "bakeoff",
    .args = "FILE",
    .args_min = 1,
    .args_max = 1,
    .summary = "Try every forecasting model on issues that are decided",
    .text = "FILE is a table of actors' positions and saliences on issues, with what was decided in the end; "
            "docs/bakeoff.md shows "
            "both layouts and how to bring other data sets in. Every model and four baselines forecast each "
            "issue, and "
            "are compared with the compromise mean, the one to beat. Intervals come from drawing proposals "
            "anew.\n\n"
            "What a model did on one data set says little about the next; the table says how little.",
    .example = "coburg bakeoff cases/decided-illustration.csv\n"
               "coburg bakeoff decisions.csv --power votes.csv --columns proposal=prnr,outcome=out\n"
               "coburg bakeoff decisions.csv --models smp,challenge:variant=textbook --csv",
    .options = options,
    .threads = true,
    .tabular = true,
    .run = run,
};
