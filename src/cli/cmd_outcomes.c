/* coburg outcomes: one party's outcomes by utility, in spaces of any size. */
#include <string.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "cli/scenario.h"
#include "coburg/frontier.h"
#include "coburg/inversion.h"
#include "report/analyze.h"
#include "report/json.h"

enum { LIST_MAX = 1000 };

__extension__ typedef __int128 wide;

/* What to list. */
typedef struct request {
    int seat, other; /* other: best for this seat, -1: for none in particular */
    int64_t count;
    bool at_least, between;
    cbg_rational low, high; /* points */
    uint64_t seed;
} request;

typedef struct listing {
    int count;
    int *option; /* [count * issues] */
} listing;

static bool seat_of(cbgi_cli *cli, const cbg_case *c, const cbg_scenario *scenario, const char *id, int *seat)
{
    for (*seat = 0; *seat < scenario->seat_count; (*seat)++) {
        if (strcmp(c->party[scenario->party[*seat]].id, id) == 0)
            return true;
    }
    cbgi_cli_usage(cli, "no party '%s' is at the table", id);
    return false;
}

static bool find_seats(cbgi_cli *cli, const cbg_case *c, const cbg_scenario *scenario, request *r)
{
    const char *id = NULL;
    r->other = -1;
    if (!cbgi_cli_has(cli, "party", &id)) {
        cbgi_cli_usage(cli, "say whose outcomes: --party %s", c->party[scenario->party[0]].id);
        return false;
    }
    if (!seat_of(cli, c, scenario, id, &r->seat))
        return false;
    if (!cbgi_cli_has(cli, "best-for", &id))
        return true;
    if (!seat_of(cli, c, scenario, id, &r->other))
        return false;
    if (r->other == r->seat || !cbgi_cli_has(cli, "at-least", NULL)) {
        cbgi_cli_usage(cli, "--best-for names another party and goes with --at-least, the target of --party");
        return false;
    }
    return true;
}

static bool read_points(cbgi_cli *cli, const char *option, const char *text, cbg_rational *out)
{
    if (cbgi_rational_typed(text, out) == CBG_OK)
        return true;
    cbgi_cli_usage(cli, "--%s takes points such as 62.5, not '%s'", option, text);
    return false;
}

/* "60..65" */
static bool read_window(cbgi_cli *cli, const char *text, request *r)
{
    const char *dots = strstr(text, "..");
    char low[64];
    if (dots == NULL || dots == text || (size_t)(dots - text) >= sizeof low) {
        cbgi_cli_usage(cli, "--between takes two numbers such as 60..65, not '%s'", text);
        return false;
    }
    memcpy(low, text, (size_t)(dots - text));
    low[dots - text] = '\0';
    r->between = true;
    return read_points(cli, "between", low, &r->low) && read_points(cli, "between", dots + 2, &r->high);
}

static bool read_request(cbgi_cli *cli, request *r)
{
    const char *text = NULL;
    int64_t seed = 1;
    r->count = 10;
    r->low.den = r->high.den = 1;
    if (!cbgi_cli_integer(cli, "count", 1, LIST_MAX, &r->count) ||
        !cbgi_cli_integer(cli, "seed", 0, INT64_MAX, &seed))
        return false;
    r->seed = (uint64_t)seed;
    if (cbgi_cli_has(cli, "at-least", &text)) {
        r->at_least = true;
        if (!read_points(cli, "at-least", text, &r->low))
            return false;
    }
    if (cbgi_cli_has(cli, "between", &text)) {
        if (r->at_least) {
            cbgi_cli_usage(cli, "--at-least and --between exclude each other");
            return false;
        }
        return read_window(cli, text, r);
    }
    return true;
}

/* Points to units, up or down; numbers beyond any utility stay beyond it. */
static int64_t units(const cbg_space *space, cbg_rational points, bool up)
{
    wide n = (wide)points.num * space->unit, q = n / points.den, r = n % points.den;
    q += (up && r > 0) - (!up && r < 0);
    return q > INT64_MAX / 4 ? INT64_MAX / 4 : q < -(INT64_MAX / 4) ? -(INT64_MAX / 4) : (int64_t)q;
}

/* Values one after the other from below; of equal values one outcome. */
static int rising(const cbg_inversion *inv, int64_t from, int count, int *option)
{
    int found = 0;
    int64_t value = from, got = 0;
    while (found < count && cbg_inversion_at_least(inv, value, option + found * inv->issues, &got)) {
        found++;
        value = got + 1;
    }
    return found;
}

/* What gives the other seat most while the own reaches the target: the frontier of the two from the other's end.
 */
static cbg_status best_for(const cbg_space *space, const request *r, const cbg_exec *exec, listing *l)
{
    const int seat[2] = {r->seat, r->other};
    const cbg_frontier_options two = {.seat = seat, .seats = 2};
    const int64_t target = units(space, r->low, true);
    cbg_frontier *f = NULL;
    cbg_status status = cbg_frontier_fold(space, &two, exec, &f);
    if (status != CBG_OK)
        return status;
    if (!f->complete)
        status = CBG_TOO_LARGE;
    for (size_t k = f->count; k > 0 && l->count < (int)r->count; k--) {
        if (f->utility[2 * (k - 1)] < target)
            continue;
        for (int i = 0; i < space->issues; i++)
            l->option[l->count * space->issues + i] = f->option[(k - 1) * (size_t)space->issues + (size_t)i];
        l->count++;
    }
    cbg_frontier_release(f);
    return status;
}

/* Draws, each outcome once; gives up when fresh ones grow rare. */
static int drawn(const cbg_inversion *inv, const cbg_space *space, const request *r, int *option)
{
    int64_t low = units(space, r->low, true), high = units(space, r->high, false), got = 0;
    size_t bytes = (size_t)inv->issues * sizeof *option;
    int found = 0;
    for (uint64_t draw = 0; found < r->count && draw < 20 * (uint64_t)r->count; draw++) {
        int *here = option + found * inv->issues;
        if (!cbg_inversion_between(inv, low, high, r->seed * 1000003 + draw, here, &got))
            break;
        int k = 0;
        while (k < found && memcmp(option + k * inv->issues, here, bytes) != 0)
            k++;
        found += k == found;
    }
    return found;
}

static void sentence(const cbg_space *space, const cbg_inversion *inv, const request *r, int count,
                     cbgi_text *out)
{
    char party[CBGI_WORDS], all[CBGI_WORDS], low[CBG_RATIONAL_TEXT], high[CBG_RATIONAL_TEXT], number[32];
    cbgi_party_words(space->c, space->scenario.party[r->seat], party);
    cbg_rational_text(r->low, 6, low);
    cbg_rational_text(r->high, 6, high);
    cbgi_all_outcomes(space, all);
    if (r->other >= 0) {
        char other[CBGI_WORDS];
        cbgi_party_words(space->c, space->scenario.party[r->other], other);
        cbgi_text_addf(out, "Of %s, those that give %s most while %s gets %s points or more", all, other, party,
                       low);
    } else if (r->between && inv->whole) {
        uint64_t in = cbg_inversion_count(inv, units(space, r->low, true), units(space, r->high, false));
        cbgi_text_addf(out, "%s of %s give %s between %s and %s points", cbgi_text_grouped(in, number), all,
                       party, low, high);
    } else if (r->between) {
        cbgi_text_addf(out, "Of %s, some that give %s between %s and %s points", all, party, low, high);
    } else if (r->at_least) {
        cbgi_text_addf(out, "Of %s, those that give %s just %s points or more, one of each utility%s", all, party,
                       low, inv->whole ? "" : " (close, not proved to be the closest)");
    } else {
        cbgi_text_addf(out, "Of %s, those that give %s most", all, party);
    }
    if (count == 0)
        cbgi_text_add(out, ": there is none.\n");
    else if (r->between)
        cbgi_text_addf(out, "; drawn with seed %llu:\n\n", (unsigned long long)r->seed);
    else
        cbgi_text_add(out, ":\n\n");
}

static void print_text(cbgi_cli *cli, const cbg_space *space, const listing *l)
{
    char align[CBG_SEATS_MAX + 2], id[CBGI_WORDS], points[CBG_RATIONAL_TEXT];
    memset(align, 'r', (size_t)space->seats);
    memcpy(align + space->seats, "l", 2);
    cbgi_table t;
    cbgi_table_init(&t, cli->style, align);
    t.indent = 2;
    for (int s = 0; s < space->seats; s++)
        cbgi_table_add(&t, cbgi_seat_id(space, s, id));
    cbgi_table_add(&t, "options, by number");
    for (int k = 0; k < l->count; k++) {
        const int *option = l->option + k * space->issues;
        int64_t utility[CBG_SEATS_MAX];
        cbg_space_utilities(space, option, utility);
        for (int s = 0; s < space->seats; s++)
            cbgi_table_add_colour(&t, utility[s] < space->walk_away[s] ? CBGI_RED : CBGI_PLAIN,
                                  cbgi_points(space, utility[s], points));
        cbgi_text line;
        cbgi_text_init(&line, cli->out.exec);
        for (int i = 0; i < space->issues; i++)
            cbgi_text_addf(&line, "%s%d", i == 0 ? "" : " ", option[i]);
        cbgi_table_add(&t, line.data);
        cli->out.failed = cli->out.failed || line.failed;
        cbgi_text_free(&line);
    }
    cbgi_table_print(&t, &cli->out);
    cbgi_table_free(&t);
}

static const char *exact(const cbg_space *space, int64_t units, char text[CBG_RATIONAL_TEXT])
{
    cbg_rational points;
    return cbg_rational_make(units, space->unit, &points) == CBG_OK ? cbg_rational_text(points, 12, text)
                                                                    : "";
}

static void print_json(cbgi_cli *cli, const cbg_space *space, const cbg_inversion *inv, const request *r,
                       const listing *l)
{
    cbgi_json json;
    char id[CBGI_WORDS], text[CBG_RATIONAL_TEXT];
    cbgi_cli_open_json(cli, &json, space->c);
    cbgi_json_put_string(&json, "party", cbgi_seat_id(space, r->seat, id));
    cbgi_json_put_string(&json, "outcomes", space->outcomes_text);
    cbgi_json_put_bool(&json, "exact", inv == NULL || inv->whole || (!r->between && !r->at_least));
    if (r->between && inv->whole)
        cbgi_json_put_uint(
            &json, "in_window",
            cbg_inversion_count(inv, units(space, r->low, true), units(space, r->high, false)));
    cbgi_json_put_open(&json, "listed", '[');
    for (int k = 0; k < l->count; k++) {
        const int *option = l->option + k * space->issues;
        int64_t utility[CBG_SEATS_MAX];
        cbg_space_utilities(space, option, utility);
        cbgi_json_open_line(&json, '{');
        cbgi_json_put_open_line(&json, "utilities", '{');
        for (int s = 0; s < space->seats; s++)
            cbgi_json_put_string(&json, cbgi_seat_id(space, s, id), exact(space, utility[s], text));
        cbgi_json_close(&json, '}');
        cbgi_json_put_open_line(&json, "options", '[');
        for (int i = 0; i < space->issues; i++)
            cbgi_json_int(&json, option[i]);
        cbgi_json_close(&json, ']');
        cbgi_json_close(&json, '}');
    }
    cbgi_json_close(&json, ']');
    cbgi_json_close(&json, '}');
}

static void print_csv(cbgi_cli *cli, const cbg_space *space, const listing *l)
{
    char id[CBGI_WORDS], text[CBG_RATIONAL_TEXT];
    for (int s = 0; s < space->seats; s++)
        cbgi_csv(&cli->out, cbgi_seat_id(space, s, id), false);
    for (int i = 0; i < space->issues; i++)
        cbgi_csv(&cli->out, space->c->issue[i].id, i + 1 == space->issues);
    for (int k = 0; k < l->count; k++) {
        const int *option = l->option + k * space->issues;
        int64_t utility[CBG_SEATS_MAX];
        cbg_space_utilities(space, option, utility);
        for (int s = 0; s < space->seats; s++)
            cbgi_csv(&cli->out, exact(space, utility[s], text), false);
        for (int i = 0; i < space->issues; i++)
            cbgi_csv(&cli->out, space->c->issue[i].option[option[i]].name, i + 1 == space->issues);
    }
}

static void print(cbgi_cli *cli, const cbg_space *space, const cbg_inversion *inv, const request *r,
                  const listing *l)
{
    if (cli->json) {
        print_json(cli, space, inv, r, l);
    } else if (cli->csv) {
        print_csv(cli, space, l);
    } else {
        sentence(space, inv, r, l->count, &cli->out);
        if (l->count > 0)
            print_text(cli, space, l);
    }
}

static int list(cbgi_cli *cli, const cbg_space *space, const request *r, cbg_diags *diags)
{
    cbg_inversion *inv = NULL;
    listing l = {0, cbgi_alloc(&cli->exec, (size_t)r->count * (size_t)space->issues * sizeof *l.option)};
    int64_t *value = cbgi_alloc(&cli->exec, (size_t)r->count * sizeof *value);
    cbg_status status = l.option == NULL || value == NULL ? CBG_NO_MEMORY
                        : r->other >= 0
                            ? best_for(space, r, &cli->exec, &l)
                            : cbg_inversion_build(space, r->seat, NULL, NULL, &cli->exec, &inv);
    if (status == CBG_BAD_ARGUMENT)
        cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0},
                      "outcomes are listed by utility only where utilities are sums over issues");
    if (status == CBG_TOO_LARGE)
        cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0}, "the frontier of the two parties is too large");
    if (status == CBG_OK && r->other < 0) {
        l.count = r->between    ? drawn(inv, space, r, l.option)
                  : r->at_least ? rising(inv, units(space, r->low, true), (int)r->count, l.option)
                                : cbg_inversion_top(inv, (int)r->count, l.option, value);
        status = l.count < 0 ? CBG_NO_MEMORY : CBG_OK;
    }
    if (status == CBG_OK)
        print(cli, space, inv, r, &l);
    cbg_inversion_free(inv);
    cbgi_release(&cli->exec, l.option);
    cbgi_release(&cli->exec, value);
    return status == CBG_OK ? CBGI_EXIT_DONE : cbgi_cli_fail(cli, status, diags);
}

static int prepare(cbgi_cli *cli, const cbg_case *c)
{
    cbg_scenario scenario;
    request r = {0};
    if (!cbgi_cli_scenario(cli, c, &scenario) || !find_seats(cli, c, &scenario, &r) ||
        !read_request(cli, &r))
        return CBGI_EXIT_USAGE;
    cbg_diags diags;
    cbg_diags_init(&diags, cli->arg[cbgi_cli_case_argument(cli)]);
    cbg_space *space = NULL;
    cbg_status status = cbg_space_build(c, &scenario, &cli->exec, &space, &diags);
    if (status != CBG_OK)
        return cbgi_cli_fail(cli, status, &diags);
    int code = list(cli, space, &r, &diags);
    cbg_space_free(space);
    return code;
}

static int run(cbgi_cli *cli)
{
    return cbgi_cli_with_case(cli, cbgi_cli_case_argument(cli), prepare);
}

static const cbgi_option options[] = {
    {"party", CBGI_ARG_REQUIRED, "A", NULL, "whose utility counts"},
    {"count", CBGI_ARG_REQUIRED, "N", NULL, "list N outcomes (default 10, at most 1000)"},
    {"at-least", CBGI_ARG_REQUIRED, "POINTS", NULL,
     "from this utility upwards, one outcome of each, instead of the best"},
    {"best-for", CBGI_ARG_REQUIRED, "B", NULL,
     "with --at-least: what gives party B most while A reaches its target"},
    {"between", CBGI_ARG_REQUIRED, "LOW..HIGH", NULL,
     "drawn at random from this window, instead of the best"},
    {"seed", CBGI_ARG_REQUIRED, "N", NULL, "another draw (default 1)"},
    CBGI_SCENARIO_OPTIONS,
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_outcomes = {
    .name = "outcomes",
    .args = "CASE",
    .args_min = 1,
    .args_max = 2,
    .summary = "List one party's outcomes by utility: the best, just enough, or in a window",
    .text = "For who prepares an offer: which packages give a party the most, just reach a target, or lie in "
            "a window, and "
            "what the others get from them (red: below their walk-away). Works at 10^12 outcomes and beyond: "
            "nothing is "
            "enumerated; sums of two halves of the issues are combined.",
    .example = "coburg outcomes cases/vienna-2014.yaml --party IR --count 5\n"
               "coburg outcomes cases/vienna-2014.yaml --party US --at-least 70\n"
               "coburg outcomes cases/vienna-2014.yaml --party US --at-least 70 --best-for IR\n"
               "coburg outcomes cases/vienna-2014.yaml --party US --between 70..71 --count 5 --seed 7",
    .options = options,
    .threads = false,
    .tabular = true,
    .run = run,
};
