/* The command line: one table of commands and options makes parsing, help, man page and shell
 * completion. A command is one file with one cbgi_command; commands.def lists them, in the order of the help. */
#ifndef COBURGI_CLI_H
#define COBURGI_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "base/text.h"
#include "coburg/case.h"
#include "coburg/exec.h"
#include "coburg/read.h"
#include "report/table.h"

/* Exit codes. */
enum {
    CBGI_EXIT_DONE = 0,
    CBGI_EXIT_NO = 1,    /* the answer to a yes/no question is "no" */
    CBGI_EXIT_USAGE = 2, /* bad usage or input */
    CBGI_EXIT_INTERNAL = 3
};

typedef enum cbgi_arg_kind { CBGI_ARG_NONE, CBGI_ARG_REQUIRED, CBGI_ARG_OPTIONAL } cbgi_arg_kind;

typedef struct cbgi_option {
    const char *name; /* without the dashes; NULL ends a list */
    cbgi_arg_kind kind;
    const char *arg;      /* placeholder: "N", "FILE", "PARTY=POINTS"; NULL with CBGI_ARG_NONE */
    const char *complete; /* how a shell completes the argument: "file", "words a b c", NULL */
    const char *help;     /* one line, no full stop */
} cbgi_option;

struct cbgi_cli;
struct cbgi_json;

typedef struct cbgi_command {
    const char *name;
    const char *args;                 /* usage after the name: "CASE", "[COMMAND]"; CASE, FILE and COMMAND are
                          * what shells complete */
    int args_min, args_max;           /* -1: any number */
    const char *summary;              /* one line, starts with a verb, no full stop */
    const char *text;                 /* paragraphs for help and man page, a blank line between; may be "" */
    const char *example;              /* lines of commands; may be "" */
    const cbgi_option *options;       /* besides the common ones; ends with name NULL; may be NULL */
    bool threads, tabular;            /* takes --threads; takes --csv */
    int (*run)(struct cbgi_cli *cli); /* returns an exit code */
} cbgi_command;

typedef struct cbgi_given {
    const cbgi_option *option;
    const char *value; /* NULL: none given */
} cbgi_given;

enum { CBGI_GIVEN_MAX = 256 };

typedef struct cbgi_cli {
    const cbgi_command *command;
    const char *const *arg; /* positional */
    int arg_count;
    cbgi_given given[CBGI_GIVEN_MAX]; /* in the order given; options may repeat */
    int given_count;
    bool json, csv;         /* common options */
    cbgi_style style;       /* for standard output: colour only on a terminal without NO_COLOR */
    cbgi_style error_style; /* the same for standard error */
    cbg_exec exec;          /* threads, progress bar on a terminal, cancel on SIGINT */
    cbgi_text out;          /* what goes to standard output, written whole when the command returns */
} cbgi_cli;

/* Every command, NULL-terminated, in the order of the help. */
extern const cbgi_command *const cbgi_commands[];

extern const char cbgi_version[];

/* Was the option given? Its last value (or "" when it has none) in *value, if value is not NULL. */
bool cbgi_cli_has(const cbgi_cli *cli, const char *name, const char **value);

/* Prints "coburg COMMAND: message" and a hint to use help on standard error; returns CBGI_EXIT_USAGE. */
int cbgi_cli_usage(const cbgi_cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Reads an integer option in [low, high] into *out (left alone when not given); on bad input
 * explains on standard error and returns false. */
bool cbgi_cli_integer(const cbgi_cli *cli, const char *name, int64_t low, int64_t high, int64_t *out);

/* Begins the answer in JSON: an object with its manifest: program, version, command and, unless
 * c is NULL, title and SHA-256 of the case. The caller closes it with '}'. */
void cbgi_cli_open_json(cbgi_cli *cli, struct cbgi_json *json, const cbg_case *c);

/* Reads the case at `path` ("-" is standard input); prints nothing. The caller frees the case. */
cbg_status cbgi_cli_load(cbgi_cli *cli, const char *path, cbg_case **out, cbg_diags *diags);

/* Reads the case at args[index] ("-" is standard input). On failure prints the diagnostics on standard error and
 * returns NULL; warnings are not printed. The caller frees the case. */
cbg_case *cbgi_cli_read_case(cbgi_cli *cli, int index);

/* The same for a command that does nothing else: runs `work` on the case, frees it, and returns the exit code. */
int cbgi_cli_with_case(cbgi_cli *cli, int index, int (*work)(cbgi_cli *cli, const cbg_case *c));

/* Prints diagnostics (file:line:column, source line with caret, hint) and how many there are. */
void cbgi_cli_print_diags(const cbg_diags *diags, cbgi_style style, cbgi_text *out);

/* The exit code for a status, after printing diags (and the status when there are none) to standard error. */
int cbgi_cli_fail(cbgi_cli *cli, cbg_status status, const cbg_diags *diags);

#endif
