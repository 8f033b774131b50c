/* coburg divide: a fair division between two sides. */
#include <string.h>

#include "cli/cli.h"
#include "report/divide.h"
#include "report/json.h"

enum { ID_BYTES = 512 };

/* "A,B" into two ids; false when it is not two. */
static bool split_pair(const char *value, char id[2][ID_BYTES])
{
    const char *comma = strchr(value, ',');
    if (comma == NULL || strchr(comma + 1, ',') != NULL)
        return false;
    size_t length[2] = {(size_t)(comma - value), strlen(comma + 1)};
    const char *start[2] = {value, comma + 1};
    for (int k = 0; k < 2; k++) {
        if (length[k] == 0 || length[k] >= ID_BYTES)
            return false;
        memcpy(id[k], start[k], length[k]);
        id[k][length[k]] = '\0';
    }
    return true;
}

static void print(cbgi_cli *cli, const cbgi_divide_report *report)
{
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, report->c);
        cbgi_divide_json(report, &json);
        cbgi_json_close(&json, '}');
    } else if (cli->csv) {
        cbgi_divide_csv(report, &cli->out);
    } else {
        cbgi_divide_text(report, cli->style, &cli->out);
    }
}

static int run(cbgi_cli *cli)
{
    const char *value = NULL;
    char id[2][ID_BYTES];
    bool named = cbgi_cli_has(cli, "parties", &value);
    if (named && !split_pair(value, id))
        return cbgi_cli_usage(cli, "--parties takes two ids with a comma between, not \"%s\"", value);
    cbg_case *c = cbgi_cli_read_case(cli, 0);
    if (c == NULL)
        return CBGI_EXIT_USAGE;
    cbg_diags diags;
    cbg_diags_init(&diags, cli->arg[0]);
    cbg_goods *goods = NULL;
    cbg_division *division = NULL;
    cbg_status s =
        cbg_goods_from_case(c, named ? id[0] : NULL, named ? id[1] : NULL, &cli->exec, &goods, &diags);
    if (s == CBG_OK)
        s = cbg_divide(goods, 0, &cli->exec, &division, &diags);
    int code = CBGI_EXIT_DONE;
    if (s == CBG_OK) {
        cbgi_divide_report report = {c, goods, division};
        print(cli, &report);
    } else {
        code = cbgi_cli_fail(cli, s, &diags);
    }
    cbg_division_free(division);
    cbg_goods_free(goods);
    cbg_case_free(c);
    return code;
}

static const cbgi_option options[] = {
    {"parties", CBGI_ARG_REQUIRED, "A,B", NULL,
     "the two sides, parties or blocs; needed when the case has more than two"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_divide = {
    .name = "divide",
    .args = "CASE",
    .args_min = 1,
    .args_max = 1,
    .summary = "Divide issues fairly between two sides (Adjusted Winner)",
    .text = "Each side has spread points over the issues. Adjusted Winner gives each issue to the side "
            "that values it more and then lets the side that is ahead hand over, at the lowest cost first, "
            "until both have the same number of points; at most one issue is shared. The result is "
            "efficient, equitable and free of envy, and stands beside what Nash and leximin would do. "
            "All numbers are exact.\n\n"
            "Issues are goods (\"to: [A, B]\"), valued by points; in any other case an issue is worth its "
            "weight and winning it means getting one's best option.",
    .example = "coburg divide cases/camp-david-1978.yaml\n"
               "coburg divide cases/vienna-2014.yaml --parties IR,US",
    .options = options,
    .tabular = true,
    .run = run,
};
