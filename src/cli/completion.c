/* Completion for bash, zsh and fish, made from the tables of commands and options. */
#include <string.h>

#include "cli/core.h"

static const char words_prefix[] = "words ";

/* The words an option's argument is one of, NULL when they are not known. */
static const char *words_of(const cbgi_option *option)
{
    bool known =
        option->complete != NULL && strncmp(option->complete, words_prefix, sizeof words_prefix - 1) == 0;
    return known ? option->complete + sizeof words_prefix - 1 : NULL;
}

static bool takes_files(const cbgi_command *command)
{
    return strstr(command->args, "CASE") != NULL || strstr(command->args, "FILE") != NULL;
}

static void add_command_names(cbgi_text *out)
{
    for (int k = 0; cbgi_commands[k] != NULL; k++)
        cbgi_text_addf(out, "%s%s", k > 0 ? " " : "", cbgi_commands[k]->name);
}

/* Text within single quotes of a shell; `special` are further characters that take a backslash. */
static void add_quoted(cbgi_text *out, const char *s, const char *special)
{
    for (; *s != '\0'; s++) {
        if (*s == '\'')
            cbgi_text_add(out, "'\\''");
        else if (strchr(special, *s) != NULL)
            cbgi_text_addf(out, "\\%c", *s);
        else
            cbgi_text_add_n(out, s, 1);
    }
}

static void add_bash_command(cbgi_text *out, const cbgi_command *command)
{
    cbgi_text_addf(out, "    %s)\n        case \"$previous\" in\n", command->name);
    const cbgi_option *option;
    for (int k = 0; (option = cbgi_cli_option(command, k)) != NULL; k++)
        if (option->kind == CBGI_ARG_REQUIRED)
            cbgi_text_addf(out, "        --%s) words='%s'; wanted=value ;;\n", option->name,
                           words_of(option) == NULL ? "" : words_of(option));
    cbgi_text_add(out, "        *) words='");
    if (strstr(command->args, "COMMAND") != NULL)
        add_command_names(out);
    cbgi_text_add(out, "'; options='");
    for (int k = 0; (option = cbgi_cli_option(command, k)) != NULL; k++)
        cbgi_text_addf(out, "%s--%s", k > 0 ? " " : "", option->name);
    cbgi_text_add(out, "' ;;\n        esac ;;\n");
}

static void add_bash(cbgi_text *out)
{
    cbgi_text_add(out, "# Completion of coburg for bash: made by \"coburg help --completion bash\".\n"
                       "_coburg() {\n"
                       "    local current=${COMP_WORDS[COMP_CWORD]}\n"
                       "    local previous=${COMP_WORDS[COMP_CWORD-1]}\n"
                       "    local words='' options='' wanted=''\n"
                       "    if ((COMP_CWORD == 1)); then\n        words='");
    add_command_names(out);
    cbgi_text_add(out, "'\n    else\n    case \"${COMP_WORDS[1]}\" in\n");
    for (int k = 0; cbgi_commands[k] != NULL; k++)
        add_bash_command(out, cbgi_commands[k]);
    cbgi_text_add(out, "    esac\n    fi\n"
                       "    if [[ $current == -* && -z $wanted ]]; then words=$options; fi\n"
                       "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
                       "}\n"
                       "complete -o default -F _coburg coburg\n");
}

static void add_zsh_command(cbgi_text *out, const cbgi_command *command)
{
    cbgi_text_addf(out, "    %s)\n        _arguments", command->name);
    const cbgi_option *option;
    for (int k = 0; (option = cbgi_cli_option(command, k)) != NULL; k++) {
        cbgi_text_addf(out, " \\\n            '*--%s%s[", option->name,
                       option->kind == CBGI_ARG_OPTIONAL ? "=-" : "");
        add_quoted(out, option->help, "[]:\\");
        cbgi_text_add(out, "]");
        if (option->kind != CBGI_ARG_NONE) {
            cbgi_text_add(out, option->kind == CBGI_ARG_OPTIONAL ? "::" : ":");
            add_quoted(out, option->arg, "[]:\\");
            if (words_of(option) != NULL)
                cbgi_text_addf(out, ":(%s)", words_of(option));
            else
                cbgi_text_add(out, option->complete == NULL ? ": " : ":_files");
        }
        cbgi_text_add(out, "'");
    }
    if (strstr(command->args, "COMMAND") != NULL) {
        cbgi_text_add(out, " \\\n            '1:command:(");
        add_command_names(out);
        cbgi_text_add(out, ")'");
    } else if (takes_files(command)) {
        cbgi_text_add(out, " \\\n            '*:file:_files'");
    }
    cbgi_text_add(out, " ;;\n");
}

static void add_zsh(cbgi_text *out)
{
    cbgi_text_add(out, "#compdef coburg\n"
                       "# Completion of coburg for zsh: made by \"coburg help --completion zsh\".\n"
                       "_coburg() {\n    local -a commands=(\n");
    for (int k = 0; cbgi_commands[k] != NULL; k++) {
        cbgi_text_addf(out, "        '%s:", cbgi_commands[k]->name);
        add_quoted(out, cbgi_commands[k]->summary, ":\\");
        cbgi_text_add(out, "'\n");
    }
    cbgi_text_add(out, "    )\n"
                       "    if ((CURRENT == 2)); then\n"
                       "        _describe command commands\n        return\n    fi\n"
                       "    shift words\n    ((CURRENT--))\n"
                       "    case $words[1] in\n");
    for (int k = 0; cbgi_commands[k] != NULL; k++)
        add_zsh_command(out, cbgi_commands[k]);
    cbgi_text_add(out, "    esac\n}\n"
                       "if [[ $funcstack[1] == _coburg ]]; then _coburg \"$@\"; else "
                       "compdef _coburg coburg; fi\n");
}

static void add_fish_command(cbgi_text *out, const cbgi_command *command)
{
    static const char within[] = "complete -c coburg -n '__fish_seen_subcommand_from";
    const cbgi_option *option;
    for (int k = 0; (option = cbgi_cli_option(command, k)) != NULL; k++) {
        cbgi_text_addf(out, "%s %s' -l %s", within, command->name, option->name);
        if (option->kind == CBGI_ARG_REQUIRED && words_of(option) != NULL)
            cbgi_text_addf(out, " -x -a '%s'", words_of(option));
        else if (option->kind == CBGI_ARG_REQUIRED)
            cbgi_text_add(out, option->complete == NULL ? " -x" : " -r");
        cbgi_text_add(out, " -d '");
        add_quoted(out, option->help, "\\");
        cbgi_text_add(out, "'\n");
    }
    if (strstr(command->args, "COMMAND") != NULL) {
        cbgi_text_addf(out, "%s %s' -a '", within, command->name);
        add_command_names(out);
        cbgi_text_add(out, "'\n");
    } else if (takes_files(command)) {
        cbgi_text_addf(out, "%s %s' -F\n", within, command->name);
    }
}

static void add_fish(cbgi_text *out)
{
    cbgi_text_add(out, "# Completion of coburg for fish: made by \"coburg help --completion fish\".\n"
                       "complete -c coburg -f\n");
    for (int k = 0; cbgi_commands[k] != NULL; k++) {
        cbgi_text_addf(out, "complete -c coburg -n __fish_use_subcommand -a %s -d '", cbgi_commands[k]->name);
        add_quoted(out, cbgi_commands[k]->summary, "\\");
        cbgi_text_add(out, "'\n");
    }
    for (int k = 0; cbgi_commands[k] != NULL; k++)
        add_fish_command(out, cbgi_commands[k]);
}

bool cbgi_help_completion(const char *shell, cbgi_text *out)
{
    if (strcmp(shell, "bash") == 0)
        add_bash(out);
    else if (strcmp(shell, "zsh") == 0)
        add_zsh(out);
    else if (strcmp(shell, "fish") == 0)
        add_fish(out);
    else
        return false;
    return true;
}
