/* The program: finds the command, prepares how it runs, and writes what it answered.
 *
 * Answers are composed in memory and written in one go when the command is done, so a
 * reader never sees half an answer and a full disk is noticed. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/core.h"

#define X(name) extern const cbgi_command cbgi_command_##name;
#include "cli/commands.def"
#undef X

#define X(name) &cbgi_command_##name,
const cbgi_command *const cbgi_commands[] = {
#include "cli/commands.def"
    NULL};
#undef X

const char cbgi_version[] = COBURG_VERSION;

static atomic_bool cancel;

static void interrupt(int signal_number)
{
    (void)signal_number;
    atomic_store(&cancel, true);
}

/* The first interrupt asks the command to stop, the second ends the program. */
static void catch_interrupt(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = interrupt;
    action.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

/* A standard stream that is closed would give its number to the next file opened, and answers
 * would be written into that. Opened for reading only, writing to it fails instead. */
static bool guard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", O_RDONLY) != fd)
            return false;
    return true;
}

static int write_answer(const cbgi_text *text)
{
    if (text->failed) {
        fprintf(stderr, "coburg: out of memory\n");
        return CBGI_EXIT_INTERNAL;
    }
    for (size_t written = 0; written < text->length;) {
        ssize_t n = write(STDOUT_FILENO, text->data + written, text->length - written);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            fprintf(stderr, "coburg: cannot write the answer: %s\n", strerror(errno));
            return CBGI_EXIT_INTERNAL;
        }
        written += (size_t)n;
    }
    return CBGI_EXIT_DONE;
}

static int run(cbgi_cli *cli, int argc, char **argv)
{
    if (argc < 2) {
        cbgi_help_overview(cli);
        return CBGI_EXIT_DONE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    else if (strcmp(name, "--version") == 0)
        name = "version";
    if (name[0] == '-')
        return cbgi_cli_usage(cli, "the command comes first: coburg COMMAND %s", name);
    cli->command = cbgi_cli_command(name);
    if (cli->command == NULL)
        return cbgi_cli_unknown_command(cli, name);

    int code;
    if (!cbgi_cli_parse(cli, argc - 1, argv + 1, &code))
        return code;
    cbgi_progress progress;
    cbgi_progress_init(&progress, cli->error_style);
    if (isatty(STDERR_FILENO) && !cbgi_cli_has(cli, "quiet", NULL)) {
        cli->exec.progress = cbgi_progress_show;
        cli->exec.progress_context = &progress;
    }
    cli->exec.cancel = &cancel;
    catch_interrupt();
    code = cli->command->run(cli);
    cbgi_progress_clear(&progress);
    return code;
}

int main(int argc, char **argv)
{
    if (!guard_streams())
        return CBGI_EXIT_INTERNAL;
    cbgi_cli cli;
    memset(&cli, 0, sizeof cli);
    cli.style = cbgi_terminal_style(STDOUT_FILENO, "auto");
    cli.error_style = cbgi_terminal_style(STDERR_FILENO, "auto");
    cbgi_text_init(&cli.out, NULL);
    int code = run(&cli, argc, argv);
    if (atomic_load(&cancel)) {
        cbgi_text_free(&cli.out);
        raise(SIGINT); /* its default is back: whoever started us sees what ended us */
        return CBGI_EXIT_INTERNAL;
    }
    int written = write_answer(&cli.out);
    cbgi_text_free(&cli.out);
    return written != CBGI_EXIT_DONE ? written : code;
}
