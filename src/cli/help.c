/* Help for people (and, as JSON, for programs), made from the tables of commands and options. */
#include <string.h>

#include "cli/core.h"
#include "report/json.h"

enum { INDENT = 2, WIDEST = 96 };

/* Lines longer than this are tiring to read, however wide the terminal. */
static cbgi_style page(const cbgi_cli *cli)
{
    cbgi_style style = cli->style;
    if (style.width > WIDEST)
        style.width = WIDEST;
    return style;
}

static void add_commands(cbgi_cli *cli)
{
    cbgi_table table;
    cbgi_table_init(&table, page(cli), "ll");
    table.header_rows = 0;
    table.indent = INDENT;
    for (int k = 0; cbgi_commands[k] != NULL; k++) {
        cbgi_table_add_colour(&table, CBGI_CYAN, cbgi_commands[k]->name);
        cbgi_table_add(&table, cbgi_commands[k]->summary);
    }
    cbgi_table_print(&table, &cli->out);
    cbgi_table_free(&table);
}

static void add_options(cbgi_cli *cli, const cbgi_command *command)
{
    cbgi_table table;
    cbgi_table_init(&table, page(cli), "ll");
    table.header_rows = 0;
    table.indent = INDENT;
    const cbgi_option *option;
    for (int k = 0; (option = cbgi_cli_option(command, k)) != NULL; k++) {
        if (option->kind == CBGI_ARG_NONE)
            cbgi_table_addf(&table, "--%s", option->name);
        else if (option->kind == CBGI_ARG_REQUIRED)
            cbgi_table_addf(&table, "--%s %s", option->name, option->arg);
        else
            cbgi_table_addf(&table, "--%s[=%s]", option->name, option->arg);
        cbgi_table_add(&table, option->help);
    }
    cbgi_table_print(&table, &cli->out);
    cbgi_table_free(&table);
}

void cbgi_help_overview(cbgi_cli *cli)
{
    cbgi_text *out = &cli->out;
    cbgi_paint(out, cli->style, CBGI_BOLD, "Coburg");
    cbgi_text_add(out, ": what deals a negotiation has room for, what blocks them, what would hold.\n");
    cbgi_heading(out, cli->style, "Try this first");
    cbgi_text_add(out, "  coburg analyze cases/vienna-2014.yaml\n");
    cbgi_heading(out, cli->style, "Commands");
    add_commands(cli);
    cbgi_text_add(out, "\n\"coburg help COMMAND\" explains one of them.\n");
}

void cbgi_help_command(cbgi_cli *cli, const cbgi_command *command)
{
    cbgi_text *out = &cli->out;
    cbgi_style style = page(cli);
    cbgi_text title;
    cbgi_text_init(&title, NULL);
    cbgi_text_addf(&title, "coburg %s", command->name);
    if (title.failed)
        out->failed = true;
    else
        cbgi_paint(out, style, CBGI_BOLD, title.data);
    cbgi_text_free(&title);
    cbgi_text_addf(out, ": %s\n\n", command->summary);
    cbgi_text_addf(out, "Usage: coburg %s [OPTION]...%s%s\n", command->name,
                   command->args[0] == '\0' ? "" : " ", command->args);
    if (command->text[0] != '\0') {
        cbgi_text_add(out, "\n");
        cbgi_wrap(out, style, 0, 0, command->text);
    }
    cbgi_heading(out, style, "Options");
    add_options(cli, command);
    if (command->example[0] != '\0') {
        cbgi_heading(out, style, "Examples");
        cbgi_wrap(out, style, INDENT, INDENT - 2, command->example);
    }
}

void cbgi_help_json(cbgi_cli *cli)
{
    cbgi_json json;
    cbgi_cli_open_json(cli, &json, NULL);
    cbgi_json_put_open(&json, "commands", '[');
    for (int k = 0; cbgi_commands[k] != NULL; k++) {
        const cbgi_command *command = cbgi_commands[k];
        cbgi_json_open(&json, '{');
        cbgi_json_put_string(&json, "name", command->name);
        cbgi_json_put_string(&json, "arguments", command->args);
        cbgi_json_put_string(&json, "summary", command->summary);
        cbgi_json_put_open(&json, "options", '[');
        const cbgi_option *option;
        for (int n = 0; (option = cbgi_cli_option(command, n)) != NULL; n++) {
            cbgi_json_open_line(&json, '{');
            cbgi_json_put_string(&json, "name", option->name);
            cbgi_json_put_string(&json, "argument", option->arg);
            cbgi_json_put_bool(&json, "required", option->kind == CBGI_ARG_REQUIRED);
            cbgi_json_put_string(&json, "help", option->help);
            cbgi_json_close(&json, '}');
        }
        cbgi_json_close(&json, ']');
        cbgi_json_close(&json, '}');
    }
    cbgi_json_close(&json, ']');
    cbgi_json_close(&json, '}');
}
