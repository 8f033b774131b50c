/* The what-if options that commands on a scenario share. */
#ifndef COBURGI_CLI_SCENARIO_H
#define COBURGI_CLI_SCENARIO_H

#include "cli/cli.h"
#include "coburg/space.h"

/* --without-red-lines, --walk-away, --raise-walk-aways: to be listed among a command's options. */
#define CBGI_WHAT_IF_OPTIONS                                                                                 \
    {"without-red-lines", CBGI_ARG_OPTIONAL, "A,B", NULL,                                                    \
     "set aside the red lines of these parties, or of all"},                                                 \
        {"walk-away", CBGI_ARG_REQUIRED, "A=POINTS", NULL,                                                   \
         "another walk-away for a party; may be repeated, or a list with commas"},                           \
    {                                                                                                        \
        "raise-walk-aways", CBGI_ARG_REQUIRED, "POINTS", NULL,                                               \
            "raise every walk-away by so many points; negative lowers them"                                  \
    }

/* The same with --parties. */
#define CBGI_SCENARIO_OPTIONS                                                                                \
    {"parties", CBGI_ARG_REQUIRED, "A,B", NULL,                                                              \
     "only these parties are at the table; a party named twice has a double"},                               \
        CBGI_WHAT_IF_OPTIONS

/* The case as it stands, changed as the options say. Explains on standard error and returns false
 * when they make no sense. */
bool cbgi_cli_scenario(cbgi_cli *cli, const cbg_case *c, cbg_scenario *out);

/* The same for a scenario whose parties are seated already. */
bool cbgi_cli_what_if(cbgi_cli *cli, const cbg_case *c, cbg_scenario *s);

/* The path of the case when `--without-red-lines A,B` was written without '=', which leaves the
 * list among the arguments; other calls have the case first. */
int cbgi_cli_case_argument(const cbgi_cli *cli);

#endif
