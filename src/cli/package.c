/* Reads packages: "ISSUE=OPTION, ..." or option numbers or a named package. */
#include "cli/package.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "coburg/space.h"

static const char *skip_blanks(const char *s)
{
    while (*s == ' ' || *s == '\t')
        s++;
    return s;
}

/* The issue whose id stands at `s` before a '='; *value is set behind it. -1: none. */
static int issue_at(const cbg_case *c, const char *s, const char **value)
{
    for (int i = 0; i < c->issue_count; i++) {
        size_t n = strlen(c->issue[i].id);
        if (strncmp(s, c->issue[i].id, n) != 0)
            continue;
        const char *after = skip_blanks(s + n);
        if (*after == '=') {
            *value = skip_blanks(after + 1);
            return i;
        }
    }
    return -1;
}

/* Option names may hold commas: a value ends only where ", ISSUE=" follows, or the text ends. */
static size_t value_length(const cbg_case *c, const char *value, const char **next)
{
    const char *end = value, *unused;
    for (;; end++) {
        if (*end == '\0') {
            *next = end;
            break;
        }
        if (*end == ',' && issue_at(c, skip_blanks(end + 1), &unused) >= 0) {
            *next = skip_blanks(end + 1);
            break;
        }
    }
    while (end > value && (end[-1] == ' ' || end[-1] == ','))
        end--;
    return (size_t)(end - value);
}

/* -1: no option, -2: several begin so. */
static int option_named(const cbg_issue *issue, const char *text, size_t length)
{
    char name[256];
    if (length == 0 || length >= sizeof name)
        return -1;
    memcpy(name, text, length);
    name[length] = '\0';
    if (name[0] == '#' && isdigit((unsigned char)name[1])) {
        long number = strtol(name + 1, NULL, 10);
        return number < issue->option_count ? (int)number : -1;
    }
    int exact = cbg_issue_find_option(issue, name);
    if (exact >= 0)
        return exact;
    int found = -1;
    for (int o = 0; o < issue->option_count; o++) {
        if (strncasecmp(issue->option[o].name, name, length) == 0)
            found = found == -1 ? o : -2;
    }
    return found;
}

static bool bad_option(const cbgi_cli *cli, const cbg_issue *issue, int found, const char *value,
                       size_t length)
{
    cbgi_text options;
    cbgi_text_init(&options, NULL);
    for (int o = 0; o < issue->option_count && o < 12; o++)
        cbgi_text_addf(&options, "%s\"%s\"", o == 0 ? "" : ", ", issue->option[o].name);
    cbgi_cli_usage(cli, "%s \"%.*s\" of issue %s; its options are %s%s",
                   found == -2 ? "more than one option begins with" : "there is no option", (int)length,
                   value, issue->id, options.failed ? "" : options.data,
                   issue->option_count > 12 ? ", ..." : "");
    cbgi_text_free(&options);
    return false;
}

static bool by_number(const cbgi_cli *cli, const cbg_case *c, const char *text, int *option)
{
    const char *s = text;
    for (int i = 0; i < c->issue_count; i++) {
        char *end;
        long number = strtol(s, &end, 10);
        if (end == s || number < 0 || number >= c->issue[i].option_count) {
            cbgi_cli_usage(cli,
                           "option numbers need one number for each of the %d issues; issue %s takes 0 to %d",
                           c->issue_count, c->issue[i].id, c->issue[i].option_count - 1);
            return false;
        }
        option[i] = (int)number;
        s = end;
        while (*s == ' ' || *s == ',')
            s++;
    }
    if (*s != '\0') {
        cbgi_cli_usage(cli, "\"%s\" is left over after %d option numbers", s, c->issue_count);
        return false;
    }
    return true;
}

static bool by_name(const cbgi_cli *cli, const cbg_case *c, const char *text, int *option)
{
    for (int i = 0; i < c->issue_count; i++)
        option[i] = -1;
    for (const char *s = skip_blanks(text); *s != '\0';) {
        const char *value = NULL, *next = NULL;
        int issue = issue_at(c, s, &value);
        if (issue < 0) {
            cbgi_cli_usage(cli, "\"%s\" does not begin with an issue of the case and '='", s);
            return false;
        }
        size_t length = value_length(c, value, &next);
        int found = option_named(&c->issue[issue], value, length);
        if (found < 0)
            return bad_option(cli, &c->issue[issue], found, value, length);
        if (option[issue] >= 0) {
            cbgi_cli_usage(cli, "the package names issue %s twice", c->issue[issue].id);
            return false;
        }
        option[issue] = found;
        s = next;
    }
    for (int i = 0; i < c->issue_count; i++) {
        if (option[i] < 0) {
            cbgi_cli_usage(cli, "the package says nothing of issue %s (%s)", c->issue[i].id,
                           c->issue[i].name);
            return false;
        }
    }
    return true;
}

bool cbgi_cli_package(const cbgi_cli *cli, const cbg_case *c, const char *text, int *option)
{
    int package = cbg_case_find_package(c, text);
    if (package >= 0) {
        memcpy(option, c->package[package].option, (size_t)c->issue_count * sizeof *option);
        return true;
    }
    const char *s = skip_blanks(text);
    if (isdigit((unsigned char)*s) && strchr(s, '=') == NULL)
        return by_number(cli, c, s, option);
    return by_name(cli, c, text, option);
}
