/* Packages as people type them. */
#ifndef COBURGI_CLI_PACKAGE_H
#define COBURGI_CLI_PACKAGE_H

#include "cli/cli.h"

/* Reads one outcome into option[issues]: "UN=kept in full, CF=5060, ..." (names or unambiguous
 * beginnings of them, or #2 for the option with that number), or the option numbers in order "2 2 3 0",
 * or the id of a package of the case. On bad input explains on standard error and returns false. */
bool cbgi_cli_package(const cbgi_cli *cli, const cbg_case *c, const char *text, int *option);

#endif
