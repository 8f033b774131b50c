/* coburg show: a case at a glance. */
#include "base/arena.h"
#include "cli/cli.h"
#include "coburg/heat.h"
#include "report/show.h"

static int show(cbgi_cli *cli, const cbg_case *c)
{
    double *heat = cbgi_alloc(&cli->exec, (size_t)c->party_count * (size_t)c->issue_count * sizeof *heat);
    if (heat == NULL)
        return cbgi_cli_fail(cli, CBG_NO_MEMORY, NULL);
    cbg_heat(c, heat);
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, c);
        cbgi_show_json(c, heat, &json);
        cbgi_json_close(&json, '}');
    } else {
        cbgi_show_text(c, heat, cli->style, &cli->out);
    }
    cbgi_release(&cli->exec, heat);
    return CBGI_EXIT_DONE;
}

static int run(cbgi_cli *cli)
{
    return cbgi_cli_with_case(cli, 0, show);
}

const cbgi_command cbgi_command_show = {
    .name = "show",
    .args = "CASE",
    .args_min = 1,
    .args_max = 1,
    .summary = "Show a case at a glance",
    .text = "Parties and blocs, who stands outside and presses on whom, a heat map of parties and issues, "
            "red lines, "
            "the clock with sessions held and planned, claims with their grade and standing, sources, and "
            "whatever else the case holds.\n\n"
            "A cell of the heat map is the points that the party would lose on the issue if the other sides "
            "got what they "
            "like best; a side is the mean of its members by bargaining weight.",
    .example = "coburg show cases/vienna-2014.yaml",
    .run = run,
};
