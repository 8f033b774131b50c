/* coburg frontier: every efficient outcome, at any size. */
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "cli/scenario.h"
#include "report/frontier.h"
#include "report/json.h"

/* "0.05" or "5%". */
static bool read_tolerance(cbgi_cli *cli, cbg_rational *out)
{
    const char *text = NULL;
    const bool tolerance = cbgi_cli_has(cli, "tolerance", &text);
    const char *name = tolerance ? "tolerance" : "epsilon";
    if (!tolerance && !cbgi_cli_has(cli, "epsilon", &text))
        return true;
    char digits[32];
    size_t length = strlen(text);
    bool percent = length > 0 && text[length - 1] == '%';
    length -= percent;
    cbg_rational value = {0, 1}, hundred = {100, 1};
    bool good = length > 0 && length < sizeof digits;
    if (good) {
        memcpy(digits, text, length);
        digits[length] = '\0';
        good = cbgi_rational_typed(digits, &value) == CBG_OK &&
               (!percent || cbg_rational_divide(value, hundred, &value) == CBG_OK);
    }
    if (!good || value.num < 0 || value.num > value.den) {
        cbgi_cli_usage(cli, "--%s is a share such as 0.05 or 5%%, not '%s'", name, text);
        return false;
    }
    *out = value;
    return true;
}

static void print(cbgi_cli *cli, const cbgi_frontier_page *page)
{
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, page->space->c);
        cbgi_frontier_json(page, &json);
        cbgi_json_close(&json, '}');
    } else if (cli->csv) {
        cbgi_frontier_csv(page, &cli->out);
    } else {
        cbgi_frontier_text(page, cli->style, &cli->out);
    }
}

static int fold(cbgi_cli *cli, const cbg_space *space, const cbg_frontier_options *options, cbg_diags *diags)
{
    cbg_frontier *f = NULL;
    cbg_status status = cbg_frontier_fold(space, options, &cli->exec, &f);
    if (status == CBG_TOO_LARGE)
        cbg_diags_add(
            diags, CBG_ERROR, status, (cbg_span){0, 0, 0},
            "the utilities are not sums over issues, and there are too many outcomes to look at each");
    if (status != CBG_OK)
        return cbgi_cli_fail(cli, status, diags);
    enum { ROWS = 40 };
    print(cli, &(cbgi_frontier_page){space, f, options, cbgi_cli_has(cli, "all", NULL) ? 0 : ROWS});
    int code = f->complete ? CBGI_EXIT_DONE : CBGI_EXIT_NO;
    cbg_frontier_release(f);
    return code;
}

static int prepare(cbgi_cli *cli, const cbg_case *c)
{
    cbg_scenario scenario;
    int64_t most = 0;
    cbg_frontier_options options = {.in_zone = cbgi_cli_has(cli, "in-zone", NULL)};
    if (!cbgi_cli_scenario(cli, c, &scenario) || !read_tolerance(cli, &options.epsilon) ||
        !cbgi_cli_integer(cli, "max-partial", 1, 1000000000, &most))
        return CBGI_EXIT_USAGE;
    options.max_partial = (size_t)most;
    cbg_diags diags;
    cbg_diags_init(&diags, cli->arg[cbgi_cli_case_argument(cli)]);
    cbg_space *space = NULL;
    cbg_status status = cbg_space_build(c, &scenario, &cli->exec, &space, &diags);
    if (status != CBG_OK)
        return cbgi_cli_fail(cli, status, &diags);
    int code = fold(cli, space, &options, &diags);
    cbg_space_free(space);
    return code;
}

static int run(cbgi_cli *cli)
{
    return cbgi_cli_with_case(cli, cbgi_cli_case_argument(cli), prepare);
}

static const cbgi_option options[] = {
    CBGI_SCENARIO_OPTIONS,
    {"in-zone", CBGI_ARG_NONE, NULL, NULL, "only outcomes that leave every party at or above its walk-away"},
    {"tolerance", CBGI_ARG_REQUIRED, "SHARE", NULL,
     "fewer points: no outcome is better than all of them by more than this share of a party's range"},
    {"epsilon", CBGI_ARG_REQUIRED, "SHARE", NULL, "the same as --tolerance"},
    {"max-partial", CBGI_ARG_REQUIRED, "N", NULL,
     "stop when more than N partial packages remain after an issue (default 2,000,000)"},
    {"all", CBGI_ARG_NONE, NULL, NULL, "show every point, not at most 40"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_frontier = {
    .name = "frontier",
    .args = "CASE",
    .args_min = 1,
    .args_max = 2,
    .summary = "List the Pareto frontier of any number of parties, exactly",
    .text =
        "An outcome is efficient when no other is better for one party and worse for none. Issues are folded "
        "in "
        "one at a time and partial packages that another dominates are dropped, so what counts is how many "
        "efficient points there are, not how many outcomes: 10^100 outcomes between two parties take "
        "milliseconds. With many parties nearly everything is efficient; then --in-zone and --tolerance "
        "help, "
        "and when more than --max-partial packages remain the command stops, says where, and exits with 1.",
    .example = "coburg frontier cases/vienna-2014.yaml --parties IR,US --without-red-lines\n"
               "coburg frontier cases/vienna-2014.yaml --without-red-lines --in-zone --tolerance 5%",
    .options = options,
    .threads = true,
    .tabular = true,
    .run = run,
};
