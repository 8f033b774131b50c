/* coburg help: what there is, and how to use it. */
#include "cli/core.h"

static int run(cbgi_cli *cli)
{
    const char *shell;
    bool man = cbgi_cli_has(cli, "man", NULL), completion = cbgi_cli_has(cli, "completion", &shell);
    if (man + completion + cli->json + cli->arg_count > 1)
        return cbgi_cli_usage(cli, "COMMAND, --man, --completion and --json: choose one");
    if (completion) {
        if (!cbgi_help_completion(shell, &cli->out))
            return cbgi_cli_usage(cli, "--completion: \"%s\" is none of bash, zsh, fish", shell);
    } else if (man) {
        cbgi_help_man(&cli->out);
    } else if (cli->json) {
        cbgi_help_json(cli);
    } else if (cli->arg_count == 0) {
        cbgi_help_overview(cli);
    } else {
        const cbgi_command *command = cbgi_cli_command(cli->arg[0]);
        if (command == NULL)
            return cbgi_cli_unknown_command(cli, cli->arg[0]);
        cbgi_help_command(cli, command);
    }
    return CBGI_EXIT_DONE;
}

static const cbgi_option options[] = {
    {"man", CBGI_ARG_NONE, NULL, NULL, "print the manual page, as source for scdoc"},
    {"completion", CBGI_ARG_REQUIRED, "SHELL", "words bash zsh fish",
     "print the completion script for bash, zsh or fish"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_help = {
    .name = "help",
    .args = "[COMMAND]",
    .args_max = 1,
    .summary = "Explain the commands, or one of them",
    .text = "Help, manual page and completion are made from the same table, so they agree with "
            "the program that prints them. With --json the table itself is printed.",
    .example = "coburg help check\n"
               "coburg help --completion bash > ~/.local/share/bash-completion/completions/coburg",
    .options = options,
    .run = run,
};
