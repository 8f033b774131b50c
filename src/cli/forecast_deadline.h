/* coburg forecast --deadline. */
#ifndef COBURGI_CLI_FORECAST_DEADLINE_H
#define COBURGI_CLI_FORECAST_DEADLINE_H

#include "cli/cli.h"

/* Options that go with --deadline: to be listed among the command's, which has draws and seed as well. */
#define CBGI_DEADLINE_OPTIONS                                                                                \
    {"deadline", CBGI_ARG_NONE, NULL, NULL,                                                                  \
     "deal, breakdown or extension by the deadline, from stated priors"},                                    \
        {"days", CBGI_ARG_REQUIRED, "N", NULL, "with --deadline: days left (default: from the case)"},       \
        {"tension", CBGI_ARG_REQUIRED, "X[..Y]", NULL,                                                       \
         "with --deadline: how tense it is, 0 to 1 (default 0..1)"},                                         \
        {"gap", CBGI_ARG_REQUIRED, "X[..Y]", NULL,                                                           \
         "with --deadline: how far apart they are, 0 to 1 (default: from "                                   \
         "the case)"},                                                                                       \
    {                                                                                                        \
        "prior", CBGI_ARG_REQUIRED, "EXIT.TERM=MEAN[:SD]", NULL,                                             \
            "with --deadline: a coefficient, such as deal.gap=-3:1; repeated"                                \
    }

/* Answers for a case and returns an exit code. */
int cbgi_forecast_deadline(cbgi_cli *cli, const cbg_case *c);

#endif
