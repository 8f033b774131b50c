/* Turns what-if options into a scenario. */
#include "cli/scenario.h"

#include <string.h>
#include <unistd.h>

#include "base/decimal.h"

enum { ITEM_BYTES = 128 };

/* Copies the next item of a comma-separated list, blanks trimmed; false at the end. */
static bool next_item(const char **list, char item[ITEM_BYTES])
{
    if (*list == NULL)
        return false;
    const char *comma = strchr(*list, ',');
    size_t n = comma == NULL ? strlen(*list) : (size_t)(comma - *list);
    const char *start = *list;
    while (n > 0 && *start == ' ') {
        start++;
        n--;
    }
    while (n > 0 && start[n - 1] == ' ')
        n--;
    n = n < ITEM_BYTES ? n : ITEM_BYTES - 1;
    memcpy(item, start, n);
    item[n] = '\0';
    *list = comma == NULL ? NULL : comma + 1;
    return true;
}

static int party_named(const cbgi_cli *cli, const cbg_case *c, const char *id)
{
    int party = cbg_case_find_party(c, id);
    if (party >= 0)
        return party;
    const char *known[CBG_SEATS_MAX] = {NULL};
    int count = c->party_count < CBG_SEATS_MAX ? c->party_count : CBG_SEATS_MAX;
    for (int p = 0; p < count; p++)
        known[p] = c->party[p].id;
    int near = cbgi_text_nearest(id, known, count);
    cbgi_text ids;
    cbgi_text_init(&ids, NULL);
    for (int p = 0; p < count; p++)
        cbgi_text_addf(&ids, "%s%s", p == 0 ? "" : ", ", known[p]);
    if (near >= 0)
        cbgi_cli_usage(cli, "the case has no party \"%s\"; did you mean %s?", id, known[near]);
    else
        cbgi_cli_usage(cli, "the case has no party \"%s\"; its parties are %s", id,
                       ids.failed ? "" : ids.data);
    cbgi_text_free(&ids);
    return -1;
}

static bool seat_parties(cbgi_cli *cli, const cbg_case *c, cbg_scenario *s)
{
    const char *list = NULL;
    if (!cbgi_cli_has(cli, "parties", &list))
        return true;
    int party[CBG_SEATS_MAX], count = 0;
    char id[ITEM_BYTES];
    while (next_item(&list, id)) {
        if (count == CBG_SEATS_MAX) {
            cbgi_cli_usage(cli, "--parties takes at most %d parties", CBG_SEATS_MAX);
            return false;
        }
        party[count] = party_named(cli, c, id);
        if (party[count++] < 0)
            return false;
    }
    cbg_diags diags;
    cbg_diags_init(&diags, NULL);
    cbg_status status = cbg_scenario_seat(c, party, count, s, &diags);
    if (status != CBG_OK)
        cbgi_cli_fail(cli, status, &diags);
    return status == CBG_OK;
}

/* The list given with '=', or the argument that was left over. */
static const char *red_line_list(const cbgi_cli *cli, const char *value)
{
    if (value != NULL && *value != '\0')
        return value;
    return cli->arg_count == 2 ? cli->arg[1 - cbgi_cli_case_argument(cli)] : NULL;
}

static bool drop_red_lines(cbgi_cli *cli, const cbg_case *c, cbg_scenario *s)
{
    const char *list = NULL;
    if (!cbgi_cli_has(cli, "without-red-lines", &list)) {
        if (cli->arg_count > 1)
            cbgi_cli_usage(cli, "one case at a time: \"%s\" is one too many", cli->arg[1]);
        return cli->arg_count == 1;
    }
    list = red_line_list(cli, list);
    if (list == NULL) {
        s->red_lines = 0;
        return true;
    }
    char id[ITEM_BYTES];
    while (next_item(&list, id)) {
        int party = party_named(cli, c, id);
        if (party < 0)
            return false;
        for (int r = 0; r < c->red_line_count; r++) {
            if (c->red_line[r].party == party)
                s->red_lines &= ~(UINT64_C(1) << r);
        }
    }
    return true;
}

static bool set_walk_away(cbgi_cli *cli, const cbg_case *c, const char *item, cbg_scenario *s)
{
    char id[ITEM_BYTES];
    const char *equals = strchr(item, '=');
    cbg_rational points;
    if (equals == NULL || cbgi_rational_typed(equals + 1, &points) != CBG_OK) {
        cbgi_cli_usage(cli, "--walk-away takes PARTY=POINTS such as IR=50, not \"%s\"", item);
        return false;
    }
    memcpy(id, item, (size_t)(equals - item));
    id[equals - item] = '\0';
    int party = party_named(cli, c, id);
    bool seated = false;
    for (int seat = 0; party >= 0 && seat < s->seat_count; seat++) {
        if (s->party[seat] == party) {
            s->walk_away[seat] = points;
            seated = true;
        }
    }
    if (party >= 0 && !seated)
        cbgi_cli_usage(cli, "%s is not at the table: --parties leaves it out", id);
    return seated;
}

static bool set_walk_aways(cbgi_cli *cli, const cbg_case *c, cbg_scenario *s)
{
    for (int k = 0; k < cli->given_count; k++) {
        if (strcmp(cli->given[k].option->name, "walk-away") != 0)
            continue;
        const char *list = cli->given[k].value;
        char item[ITEM_BYTES];
        while (next_item(&list, item)) {
            if (!set_walk_away(cli, c, item, s))
                return false;
        }
    }
    return true;
}

static bool raise_walk_aways(cbgi_cli *cli, cbg_scenario *s)
{
    const char *value = NULL;
    cbg_rational points;
    if (!cbgi_cli_has(cli, "raise-walk-aways", &value))
        return true;
    if (cbgi_rational_typed(value, &points) != CBG_OK) {
        cbgi_cli_usage(cli, "--raise-walk-aways takes a number of points, not \"%s\"", value);
        return false;
    }
    for (int seat = 0; seat < s->seat_count; seat++) {
        if (cbg_rational_add(s->walk_away[seat], points, &s->walk_away[seat]) != CBG_OK) {
            cbgi_cli_usage(cli, "--raise-walk-aways: %s points cannot be added exactly", value);
            return false;
        }
    }
    return true;
}

int cbgi_cli_case_argument(const cbgi_cli *cli)
{
    if (cli->arg_count < 2 || access(cli->arg[0], F_OK) == 0)
        return 0;
    return access(cli->arg[1], F_OK) == 0 ? 1 : 0;
}

bool cbgi_cli_what_if(cbgi_cli *cli, const cbg_case *c, cbg_scenario *s)
{
    return drop_red_lines(cli, c, s) && set_walk_aways(cli, c, s) && raise_walk_aways(cli, s);
}

bool cbgi_cli_scenario(cbgi_cli *cli, const cbg_case *c, cbg_scenario *out)
{
    cbg_diags diags;
    cbg_diags_init(&diags, cli->arg[0]);
    cbg_status status = cbg_scenario_init(c, out, &diags);
    if (status != CBG_OK) {
        cbgi_cli_fail(cli, status, &diags);
        return false;
    }
    return seat_parties(cli, c, out) && cbgi_cli_what_if(cli, c, out);
}
