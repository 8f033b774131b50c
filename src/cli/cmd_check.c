/* coburg check: is this a valid case? Says what is in it, or what is wrong and where. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "coburg/stability.h"
#include "report/json.h"

enum { COUNT_TEXT = 40 };

/* The number of outcomes: exact while it fits 64 bits, then "about 1.2e+30". Kept as mantissa
 * and exponent because a double ends at 1e308 and a case does not. */
static const char *outcomes_text(const cbg_case *c, bool grouped, char out[COUNT_TEXT])
{
    uint64_t exact = 1;
    double mantissa = 1;
    int exponent = 0;
    bool fits = true;
    for (int i = 0; i < c->issue_count; i++) {
        uint64_t options = (uint64_t)c->issue[i].option_count;
        fits = fits && exact <= UINT64_MAX / options;
        exact *= options;
        for (mantissa *= (double)options; mantissa >= 10; mantissa /= 10)
            exponent++;
    }
    if (!fits) {
        bool carry = mantissa >= 9.95; /* would be printed as 10.0 */
        snprintf(out, COUNT_TEXT, "about %.1fe+%d", carry ? 1.0 : mantissa, exponent + carry);
    } else if (grouped) {
        cbgi_text_grouped(exact, out);
    } else {
        snprintf(out, COUNT_TEXT, "%" PRIu64, exact);
    }
    return out;
}

/* "33 claims", with what comes before it; `always`: also when there are none. */
static void add_count(cbgi_text *out, const char *before, int count, const char *one, const char *many,
                      bool always)
{
    char number[32];
    if (count > 0 || always)
        cbgi_text_addf(out, "%s%s %s", before, cbgi_text_grouped((uint64_t)count, number),
                       count == 1 ? one : many);
}

static void add_parties(const cbg_case *c, cbgi_text *out)
{
    char number[COUNT_TEXT];
    int sides = cbg_case_sides(c, NULL);
    add_count(out, "", c->party_count, "party", "parties", true);
    if (sides < c->party_count)
        add_count(out, " in ", sides, "side", "sides", true);
    add_count(out, ", ", c->stakeholder_count, "stakeholder", "stakeholders", false);
    add_count(out, ", ", c->issue_count, "issue", "issues", true);
    outcomes_text(c, true, number);
    cbgi_text_addf(out, ", %s outcome%s", number, strcmp(number, "1") == 0 ? "" : "s");
    add_count(out, ", ", c->constraint_count, "constraint", "constraints", false);
}

static void add_summary(const cbg_case *c, cbgi_text *out)
{
    if (c->conflict != NULL) {
        const cbg_conflict *k = c->conflict;
        cbgi_text_addf(out, "a conflict of %d decision maker%s with ", k->maker_count,
                       k->maker_count == 1 ? "" : "s");
        if (k->state_count > 0)
            add_count(out, "", k->state_count, "state", "states", true);
        else
            add_count(out, "", k->option_count, "option", "options", true);
        cbgi_text_add(out, c->party_count > 0 ? "; " : "");
    }
    if (c->party_count > 0)
        add_parties(c, out);
    add_count(out, ", ", c->red_line_count, "red line", "red lines", false);
    add_count(out, ", ", c->package_count, "package", "packages", false);
    add_count(out, ", ", c->claim_count, "claim", "claims", false);
    add_count(out, c->claim_count > 0 ? " from " : ", ", c->source_count, "source", "sources", false);
}

static void print_text(cbgi_cli *cli, const cbg_case *c, const cbg_diags *diags)
{
    if (c != NULL) {
        cbgi_text_addf(&cli->out, "%s: ", diags->file);
        cbgi_paint(&cli->out, cli->style, CBGI_GREEN, "ok");
        cbgi_text_add(&cli->out, ": ");
        add_summary(c, &cli->out);
        cbgi_text_add(&cli->out, "\n");
    }
    cbgi_cli_print_diags(diags, cli->style, &cli->out);
}

static void json_diag(cbgi_json *json, const cbg_diag *diag)
{
    cbgi_json_open(json, '{');
    cbgi_json_put_string(json, "severity", diag->severity == CBG_ERROR ? "error" : "warning");
    cbgi_json_put_int(json, "status", diag->status);
    cbgi_json_put_string(json, "kind", cbg_status_text(diag->status));
    cbgi_json_put_int(json, "line", diag->span.line);
    cbgi_json_put_int(json, "column", diag->span.column);
    cbgi_json_put_int(json, "length", diag->span.length);
    cbgi_json_put_string(json, "message", diag->message);
    cbgi_json_put_string(json, "hint", diag->hint[0] == '\0' ? NULL : diag->hint);
    cbgi_json_close(json, '}');
}

static void print_json(cbgi_json *json, const cbg_case *c, const cbg_diags *diags)
{
    char number[COUNT_TEXT];
    cbgi_json_open(json, '{');
    cbgi_json_put_string(json, "file", diags->file);
    cbgi_json_put_bool(json, "ok", c != NULL);
    if (c != NULL) {
        cbgi_json_put_string(json, "case", c->title);
        cbgi_json_put_string(json, "sha256", cbg_case_hash(c));
        cbgi_json_put_int(json, "parties", c->party_count);
        cbgi_json_put_int(json, "sides", cbg_case_sides(c, NULL));
        cbgi_json_put_int(json, "issues", c->issue_count);
        cbgi_json_put_string(json, "outcomes", outcomes_text(c, false, number));
        cbgi_json_put_int(json, "decision_makers", c->conflict != NULL ? c->conflict->maker_count : 0);
        cbgi_json_put_int(json, "red_lines", c->red_line_count);
        cbgi_json_put_int(json, "claims", c->claim_count);
        cbgi_json_put_int(json, "sources", c->source_count);
    }
    cbgi_json_put_int(json, "errors", diags->errors);
    cbgi_json_put_int(json, "warnings", diags->warnings);
    cbgi_json_put_open(json, "diagnostics", '[');
    for (int k = 0; k < diags->count; k++)
        json_diag(json, &diags->item[k]);
    cbgi_json_close(json, ']');
    cbgi_json_close(json, '}');
}

/* Whether the states that a conflict names exist shows only when its graph is built. */
static cbg_status check_conflict(cbgi_cli *cli, cbg_case **c, cbg_diags *diags)
{
    cbg_graph *graph = NULL;
    if ((*c)->conflict == NULL)
        return CBG_OK;
    cbg_status status = cbg_graph_build((*c)->conflict, &cli->exec, &graph, diags);
    cbg_graph_free(graph);
    if (status != CBG_OK) {
        cbg_case_quote(*c, diags);
        cbg_case_free(*c);
        *c = NULL;
    }
    return status;
}

/* One file; json NULL: as text. What could not be read at all goes to standard error. */
static int check(cbgi_cli *cli, const char *path, cbgi_json *json)
{
    cbg_case *c = NULL;
    cbg_diags diags;
    cbg_diags_init(&diags, path);
    cbg_status status = cbgi_cli_load(cli, path, &c, &diags);
    if (status == CBG_OK)
        status = check_conflict(cli, &c, &diags);
    int code = status == CBG_OK ? CBGI_EXIT_DONE : CBGI_EXIT_NO;
    if (json != NULL)
        print_json(json, c, &diags);
    if (status == CBG_IO || status == CBG_NO_MEMORY)
        code = cbgi_cli_fail(cli, status, &diags);
    else if (json == NULL)
        print_text(cli, c, &diags);
    cbg_case_free(c);
    return code;
}

static int run(cbgi_cli *cli)
{
    cbgi_json json = {0};
    if (cli->json) {
        cbgi_cli_open_json(cli, &json, NULL);
        cbgi_json_put_open(&json, "files", '[');
    }
    int code = CBGI_EXIT_DONE;
    for (int k = 0; k < cli->arg_count; k++) {
        int one = check(cli, cli->arg[k], cli->json ? &json : NULL);
        code = one > code ? one : code;
    }
    if (cli->json) {
        cbgi_json_close(&json, ']');
        cbgi_json_close(&json, '}');
    }
    return code;
}

const cbgi_command cbgi_command_check = {
    .name = "check",
    .args = "CASE...",
    .args_min = 1,
    .args_max = -1,
    .summary = "Say whether case files are valid, and what is in them or wrong with them",
    .text = "A valid case is summed up in one line, warnings after it. Of what is wrong up to "
            "20 problems are shown, each with its place, the line, and what to write instead.\n"
            "\n"
            "Exit status: 0 all are valid, 1 one is not, 2 one could not be read.",
    .example = "coburg check cases/vienna-2014.yaml\ncoburg check cases/*.yaml --json",
    .run = run,
};
