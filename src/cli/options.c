/* Options: one table for every command, read by getopt_long here and by help, man page and
 * completion elsewhere. */
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/core.h"

enum { OPTIONS_MAX = 64, THREADS_MAX = 256, FIRST_VALUE = 256 };

static const cbgi_option common[] = {
    {"json", CBGI_ARG_NONE, NULL, NULL, "print the answer as JSON"},
    {"csv", CBGI_ARG_NONE, NULL, NULL, "print the answer as CSV"},
    {"threads", CBGI_ARG_REQUIRED, "N", "words 1 2 4 8",
     "use N threads, 1 to 256; the answer is the same (default: one a processor)"},
    {"quiet", CBGI_ARG_NONE, NULL, NULL, "show no progress bar"},
    {"color", CBGI_ARG_REQUIRED, "WHEN", "words auto always never",
     "colour the answer: auto (on a terminal, without NO_COLOR), always, never"},
    {"no-color", CBGI_ARG_NONE, NULL, NULL, "the same as --color never"},
    {"help", CBGI_ARG_NONE, NULL, NULL, "show this help"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

static bool takes(const cbgi_command *command, const cbgi_option *option)
{
    if (strcmp(option->name, "csv") == 0)
        return command->tabular;
    if (strcmp(option->name, "threads") == 0 || strcmp(option->name, "quiet") == 0)
        return command->threads;
    return true;
}

const cbgi_option *cbgi_cli_option(const cbgi_command *command, int index)
{
    const cbgi_option *own = command->options;
    for (; own != NULL && own->name != NULL; own++)
        if (index-- == 0)
            return own;
    for (const cbgi_option *option = common; option->name != NULL; option++)
        if (takes(command, option) && index-- == 0)
            return option;
    return NULL;
}

const cbgi_command *cbgi_cli_command(const char *name)
{
    for (int k = 0; cbgi_commands[k] != NULL; k++)
        if (strcmp(cbgi_commands[k]->name, name) == 0)
            return cbgi_commands[k];
    return NULL;
}

int cbgi_cli_unknown_command(const cbgi_cli *cli, const char *name)
{
    const char *known[OPTIONS_MAX];
    int count = 0;
    while (count < OPTIONS_MAX && cbgi_commands[count] != NULL) {
        known[count] = cbgi_commands[count]->name;
        count++;
    }
    int nearest = cbgi_text_nearest(name, known, count);
    if (nearest >= 0)
        return cbgi_cli_usage(cli, "unknown command \"%s\"; did you mean \"%s\"?", name, known[nearest]);
    return cbgi_cli_usage(cli, "unknown command \"%s\"", name);
}

int cbgi_cli_usage(const cbgi_cli *cli, const char *format, ...)
{
    const char *name = cli->command == NULL ? NULL : cli->command->name;
    fprintf(stderr, "coburg%s%s: ", name == NULL ? "" : " ", name == NULL ? "" : name);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\nSee \"coburg help%s%s\".\n", name == NULL ? "" : " ", name == NULL ? "" : name);
    return CBGI_EXIT_USAGE;
}

bool cbgi_cli_has(const cbgi_cli *cli, const char *name, const char **value)
{
    for (int k = cli->given_count - 1; k >= 0; k--) {
        if (strcmp(cli->given[k].option->name, name) != 0)
            continue;
        if (value != NULL)
            *value = cli->given[k].value == NULL ? "" : cli->given[k].value;
        return true;
    }
    return false;
}

bool cbgi_cli_integer(const cbgi_cli *cli, const char *name, int64_t low, int64_t high, int64_t *out)
{
    const char *value;
    if (!cbgi_cli_has(cli, name, &value))
        return true;
    char *end;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    bool digits = value[strspn(value, "+-0123456789")] == '\0';
    if (!digits || end == value || *end != '\0' || errno != 0 || number < low || number > high) {
        cbgi_cli_usage(cli, "--%s: \"%s\" is not a whole number from %lld to %lld", name, value,
                       (long long)low, (long long)high);
        return false;
    }
    *out = number;
    return true;
}

/* Names the option that getopt_long stumbled over; `word` is the argument as typed. */
static int bad_option(const cbgi_cli *cli, int result, const char *word)
{
    if (optopt >= FIRST_VALUE) {
        const cbgi_option *option = cbgi_cli_option(cli->command, optopt - FIRST_VALUE);
        if (result == ':')
            return cbgi_cli_usage(cli, "--%s needs a value: --%s %s", option->name, option->name,
                                  option->arg);
        return cbgi_cli_usage(cli, "--%s takes no value", option->name);
    }
    if (optopt != 0)
        return cbgi_cli_usage(cli, "unknown option -%c", optopt);

    const char *known[OPTIONS_MAX];
    int count = 0;
    for (const cbgi_option *o; (o = cbgi_cli_option(cli->command, count)) != NULL; count++)
        known[count] = o->name;
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    int nearest = cbgi_text_nearest(name, known, count);
    if (nearest >= 0)
        return cbgi_cli_usage(cli, "unknown option --%s; did you mean --%s?", name, known[nearest]);
    return cbgi_cli_usage(cli, "unknown option --%s", name);
}

static int check_arguments(const cbgi_cli *cli)
{
    const cbgi_command *command = cli->command;
    if (cli->arg_count < command->args_min)
        return cbgi_cli_usage(cli, "an argument is missing: coburg %s %s", command->name, command->args);
    if (command->args_max >= 0 && cli->arg_count > command->args_max)
        return cbgi_cli_usage(cli, "\"%s\" is one argument too many: coburg %s%s%s",
                              cli->arg[command->args_max], command->name, command->args[0] == '\0' ? "" : " ",
                              command->args);
    return CBGI_EXIT_DONE;
}

/* What the common options mean. */
static int apply_common(cbgi_cli *cli)
{
    cli->json = cbgi_cli_has(cli, "json", NULL);
    cli->csv = cbgi_cli_has(cli, "csv", NULL);
    if (cli->json && cli->csv)
        return cbgi_cli_usage(cli, "--json and --csv: choose one");

    const char *when = "auto";
    cbgi_cli_has(cli, "color", &when);
    if (strcmp(when, "auto") != 0 && strcmp(when, "always") != 0 && strcmp(when, "never") != 0)
        return cbgi_cli_usage(cli, "--color: \"%s\" is none of auto, always, never", when);
    if (cbgi_cli_has(cli, "no-color", NULL))
        when = "never";
    cli->style = cbgi_terminal_style(STDOUT_FILENO, when);
    cli->error_style = cbgi_terminal_style(STDERR_FILENO, when);

    int64_t threads = sysconf(_SC_NPROCESSORS_ONLN);
    threads = threads < 1 ? 1 : threads > THREADS_MAX ? THREADS_MAX : threads;
    if (!cbgi_cli_integer(cli, "threads", 1, THREADS_MAX, &threads))
        return CBGI_EXIT_USAGE;
    cli->exec.threads = (int)threads;
    return CBGI_EXIT_DONE;
}

bool cbgi_cli_parse(cbgi_cli *cli, int argc, char **argv, int *code)
{
    struct option table[OPTIONS_MAX + 1];
    memset(table, 0, sizeof table);
    const cbgi_option *option;
    for (int k = 0; k < OPTIONS_MAX && (option = cbgi_cli_option(cli->command, k)) != NULL; k++)
        table[k] = (struct option){option->name, (int)option->kind, NULL, FIRST_VALUE + k};

    int result;
    opterr = 0;
    while ((result = getopt_long(argc, argv, ":h", table, NULL)) != -1) {
        if (result == '?' || result == ':') {
            *code = bad_option(cli, result, argv[optind - 1]);
            return false;
        }
        option = result == 'h' ? NULL : cbgi_cli_option(cli->command, result - FIRST_VALUE);
        if (option == NULL || strcmp(option->name, "help") == 0) {
            cbgi_help_command(cli, cli->command);
            *code = CBGI_EXIT_DONE;
            return false;
        }
        if (cli->given_count == CBGI_GIVEN_MAX) {
            *code = cbgi_cli_usage(cli, "more than %d options", CBGI_GIVEN_MAX);
            return false;
        }
        cli->given[cli->given_count++] = (cbgi_given){option, optarg};
    }
    cli->arg = (const char *const *)(argv + optind);
    cli->arg_count = argc - optind;
    *code = apply_common(cli);
    if (*code == CBGI_EXIT_DONE)
        *code = check_arguments(cli);
    return *code == CBGI_EXIT_DONE;
}
