/* coburg analyze: what deals exist, what blocks them, who must move. */
#include <string.h>

#include "cli/package.h"
#include "cli/scenario.h"
#include "report/analyze.h"

/* All parties alike, whatever blocs they form. */
static void equal_shares(cbg_scenario *s)
{
    for (int seat = 0; seat < s->seat_count; seat++)
        s->share[seat] = (cbg_rational){1, s->seat_count};
}

static void print(cbgi_cli *cli, const cbg_analysis *a)
{
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, a->space->c);
        cbgi_analysis_json(a, &json);
        cbgi_json_close(&json, '}');
    } else if (cli->csv) {
        cbgi_analysis_csv(a, &cli->out);
    } else {
        cbgi_analysis_text(a, cli->style, &cli->out);
    }
}

static int analyze(cbgi_cli *cli, const cbg_case *c, const cbg_scenario *scenario,
                   const cbg_analysis_options *options)
{
    cbg_diags diags;
    cbg_diags_init(&diags, cli->arg[cbgi_cli_case_argument(cli)]);
    cbg_analysis *a = NULL;
    cbg_status status = cbg_analyze(c, scenario, options, &cli->exec, &a, &diags);
    if (status != CBG_OK)
        return cbgi_cli_fail(cli, status, &diags);
    print(cli, a);
    cbg_analysis_free(a);
    return CBGI_EXIT_DONE;
}

static bool read_method(cbgi_cli *cli, cbg_method *method)
{
    static const char *const names[] = {"auto", "enumerate", "structure"};
    const char *name = "auto";
    cbgi_cli_has(cli, "method", &name);
    for (int k = 0; k < 3; k++) {
        if (strcmp(name, names[k]) == 0) {
            *method = (cbg_method)k;
            return true;
        }
    }
    cbgi_cli_usage(cli, "--method is auto, enumerate or structure, not '%s'", name);
    return false;
}

static int prepare(cbgi_cli *cli, const cbg_case *c)
{
    cbg_scenario scenario;
    int64_t top = 0, most = 0;
    int outcome[CBG_ISSUES_MAX];
    const char *package = NULL;
    if (!cbgi_cli_scenario(cli, c, &scenario) || !cbgi_cli_integer(cli, "top", 0, CBG_TOP_MAX, &top) ||
        !cbgi_cli_integer(cli, "max-outcomes", 1, INT64_MAX, &most))
        return CBGI_EXIT_USAGE;
    bool weighted = cbgi_cli_has(cli, "bloc-weights", NULL);
    if (cbgi_cli_has(cli, "symmetric", NULL)) {
        if (weighted)
            return cbgi_cli_usage(cli, "--symmetric and --bloc-weights exclude each other");
        equal_shares(&scenario);
    }
    cbg_analysis_options options = {
        .top = (int)top, .weighted_top = weighted, .max_outcomes = (uint64_t)most};
    if (!read_method(cli, &options.method))
        return CBGI_EXIT_USAGE;
    if (cbgi_cli_has(cli, "outcome", &package)) {
        if (!cbgi_cli_package(cli, c, package, outcome))
            return CBGI_EXIT_USAGE;
        options.outcome = outcome;
    }
    return analyze(cli, c, &scenario, &options);
}

static int run(cbgi_cli *cli)
{
    return cbgi_cli_with_case(cli, cbgi_cli_case_argument(cli), prepare);
}

static const cbgi_option options[] = {
    CBGI_SCENARIO_OPTIONS,
    {"symmetric", CBGI_ARG_NONE, NULL, NULL, "every party counts alike, in a bloc or not"},
    {"bloc-weights", CBGI_ARG_NONE, NULL, NULL,
     "rank the best packages by the bloc-weighted product: a bloc counts as one side"},
    {"outcome", CBGI_ARG_REQUIRED, "PACKAGE", NULL,
     "score one package: \"UN=kept in full, CF=5060, ...\", option numbers, or a package of the case"},
    {"top", CBGI_ARG_REQUIRED, "N", NULL, "also list the N best packages by the Nash product (at most 100)"},
    {"method", CBGI_ARG_REQUIRED, "METHOD", NULL,
     "enumerate: look at every outcome; structure: fold, count and search issue by issue; auto (default): "
     "whichever "
     "suits the size"},
    {"max-outcomes", CBGI_ARG_REQUIRED, "N", NULL, "enumerate up to N outcomes (default 2,000,000,000)"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_analyze = {
    .name = "analyze",
    .args = "CASE",
    .args_min = 1,
    .args_max = 2,
    .summary = "Find what deals exist, what blocks them and who must move",
    .text =
        "The answer comes first, in one sentence. Then: the zone of agreement; the packages that bargaining "
        "solutions choose in it, with every party's utility; with two parties the Pareto frontier; what "
        "blocks, "
        "namely red lines and what dropping them opens, how far walk-aways are from closing or opening the "
        "zone, and the issues that cost most; and who must move. When red lines leave no zone the rest is "
        "answered as if all of them were set aside.\n\n"
        "Utilities are whole numbers, so counts, ties and comparisons are exact. Small cases are enumerated. "
        "Large "
        "ones, up to any number of outcomes, are answered from their structure: the frontier is folded issue "
        "by "
        "issue, the zone counted, the solutions found by branch and bound; what is not proved is said.",
    .example = "coburg analyze cases/vienna-2014.yaml\n"
               "coburg analyze cases/vienna-2014.yaml --without-red-lines=IR --top 5\n"
               "coburg analyze cases/vienna-2014.yaml --parties IR,US --raise-walk-aways 10\n"
               "coburg analyze cases/vienna-2014.yaml --outcome \"2 2 3 0 0 2 1 1 1 1 1\"",
    .options = options,
    .threads = true,
    .tabular = true,
    .run = run,
};
