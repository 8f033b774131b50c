/* coburg version: which program this is. Says nothing about the machine or compiler it was
 * built with: answers do not depend on them. */
#include "cli/cli.h"
#include "report/json.h"

static int run(cbgi_cli *cli)
{
    if (!cli->json) {
        cbgi_text_addf(&cli->out, "coburg %s\n", cbgi_version);
        return CBGI_EXIT_DONE;
    }
    cbgi_json json;
    cbgi_cli_open_json(cli, &json, NULL);
    cbgi_json_close(&json, '}');
    return CBGI_EXIT_DONE;
}

const cbgi_command cbgi_command_version = {
    .name = "version",
    .args = "",
    .summary = "Print the version of the program",
    .text = "",
    .example = "",
    .run = run,
};
