/* The manual page, in the language of scdoc(5), made from the tables of commands and options. */
#include <string.h>

#include "cli/core.h"

/* Text in which nothing means anything to scdoc. */
static void add_plain(cbgi_text *out, const char *s)
{
    bool line_start = true;
    for (; *s != '\0'; s++) {
        bool special = strchr("\\*_", *s) != NULL || (line_start && strchr("#-.[]|;", *s) != NULL);
        if (special)
            cbgi_text_add_n(out, "\\", 1);
        cbgi_text_add_n(out, s, 1);
        line_start = *s == '\n';
    }
}

static void add_option(cbgi_text *out, const cbgi_option *option)
{
    cbgi_text_add(out, "*--");
    add_plain(out, option->name);
    cbgi_text_add(out, "*");
    if (option->kind != CBGI_ARG_NONE) {
        cbgi_text_add(out, option->kind == CBGI_ARG_OPTIONAL ? "[=_" : " _");
        add_plain(out, option->arg);
        cbgi_text_add(out, option->kind == CBGI_ARG_OPTIONAL ? "_]" : "_");
    }
    cbgi_text_add(out, "\n\t");
    add_plain(out, option->help);
    cbgi_text_add(out, "\n\n");
}

static void add_command(cbgi_text *out, const cbgi_command *command)
{
    cbgi_text_addf(out, "## coburg %s ", command->name);
    add_plain(out, command->args);
    cbgi_text_add(out, "\n\n");
    add_plain(out, command->summary);
    cbgi_text_add(out, ".\n\n");
    if (command->text[0] != '\0') {
        add_plain(out, command->text);
        cbgi_text_add(out, "\n\n");
    }
    const cbgi_option *option = command->options;
    for (; option != NULL && option->name != NULL; option++)
        add_option(out, option);
    if (command->example[0] != '\0') {
        cbgi_text_add(out, "```\n");
        cbgi_text_add(out, command->example);
        cbgi_text_add(out, "\n```\n\n");
    }
}

/* Options that every command shares are listed once; a command that takes them all shows them. */
static void add_common(cbgi_text *out)
{
    static const cbgi_command all = {.name = "", .threads = true, .tabular = true};
    cbgi_text_add(out, "# OPTIONS\n\nTaken by every command to which they apply.\n\n");
    const cbgi_option *option;
    for (int k = 0; (option = cbgi_cli_option(&all, k)) != NULL; k++)
        add_option(out, option);
}

void cbgi_help_man(cbgi_text *out)
{
    cbgi_text_addf(out, "coburg(1) \"Coburg %s\" \"User commands\"\n\n", cbgi_version);
    cbgi_text_add(out, "# NAME\n\ncoburg - a negotiation engine and workbench\n\n"
                       "# SYNOPSIS\n\n*coburg* _COMMAND_ [_OPTION_]... [_ARGUMENT_]...\n\n"
                       "# DESCRIPTION\n\n"
                       "Coburg reads a negotiation from one file, its case, and says what deals there "
                       "is room\nfor, what blocks them, and what would hold. A _CASE_ is the path of "
                       "such a file, or\n\\- for standard input.\n\n"
                       "# COMMANDS\n\n");
    for (int k = 0; cbgi_commands[k] != NULL; k++)
        add_command(out, cbgi_commands[k]);
    add_common(out);
    cbgi_text_add(out, "# EXIT STATUS\n\n"
                       "*0*\n\tDone.\n\n"
                       "*1*\n\tThe command asks a yes/no question and the answer is no.\n\n"
                       "*2*\n\tThe command line or a file given is not right; standard error says "
                       "why.\n\n"
                       "*3*\n\tThe answer could not be computed or written.\n\n"
                       "# ENVIRONMENT\n\n"
                       "*NO\\_COLOR*\n\tWhen set and not empty, nothing is coloured.\n\n"
                       "*TERM*\n\tWhen it is \"dumb\", nothing is coloured.\n\n"
                       "# SEE ALSO\n\nThe case file is described in docs/case-format.md.\n");
}
