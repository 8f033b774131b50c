/* coburg talk: one session between programs, told so that a person can follow it. */
#include <string.h>

#include "cli/core.h"
#include "cli/sitting.h"
#include "report/talk.h"

/* Writes what `write` composes to the file that the option names, if it is given. */
static bool save(cbgi_cli *cli, const char *option, void (*write)(const cbgi_talk_report *, cbgi_text *),
                 const cbgi_talk_report *report)
{
    const char *path = NULL;
    if (!cbgi_cli_has(cli, option, &path))
        return true;
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    write(report, &text);
    const bool done = cbgi_cli_write(cli, path, &text);
    cbgi_text_free(&text);
    return done;
}

static int tell(cbgi_cli *cli, const cbgi_talk_report *report)
{
    if (!save(cli, "trace", cbgi_talk_trace, report) || !save(cli, "svg", cbgi_talk_svg, report) ||
        !save(cli, "accuracy", cbgi_talk_accuracy_csv, report))
        return CBGI_EXIT_USAGE;
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, report->c);
        cbgi_talk_json(report, &json);
        cbgi_json_close(&json, '}');
    } else if (cli->csv) {
        cbgi_talk_trace(report, &cli->out);
    } else {
        cbgi_talk_text(report, cli->style, &cli->out);
    }
    return CBGI_EXIT_DONE;
}

/* Why a program of the user's ended the session; NULL: none did. */
static const char *failure_of(const cbgi_sitting *s, const cbg_session_result *result)
{
    const int v = result->ended_by;
    return result->end == CBG_END_ERROR && v >= 0 && s->agent[v] != NULL ? s->agent[v]->reason : NULL;
}

static int hold(cbgi_cli *cli, const cbgi_sitting *s, uint64_t seed)
{
    cbg_workspace *workspace = NULL;
    cbg_session_result result;
    cbg_measures measures;
    cbg_status status = cbg_workspace_make(s->talk, &cli->exec, &workspace);
    if (status != CBG_OK)
        return cbgi_cli_fail(cli, status, NULL);
    for (int v = 0; v < s->voices; v++)
        if (s->agent[v] != NULL)
            cbgi_agent_hello(s->agent[v], s->talk, &s->options, v, seed);
    cbg_accuracy *accuracy = NULL;
    const bool watched = cbgi_cli_has(cli, "accuracy", NULL);
    status = watched ? cbg_accuracy_make(s->talk, &cli->exec, &accuracy) : CBG_OK;
    if (status != CBG_OK) {
        cbg_workspace_free(workspace);
        return cbgi_cli_fail(cli, status, NULL);
    }
    const cbg_observer observer = watched ? cbg_accuracy_observer(accuracy) : (cbg_observer){0};
    cbg_talk_run(s->talk, seed, workspace, watched ? &observer : NULL, &result);
    for (int v = 0; v < s->voices; v++)
        if (s->agent[v] != NULL)
            cbgi_agent_result(s->agent[v], s->talk, &result);
    cbg_measure(s->landmarks, &result, &measures);
    const cbgi_talk_report report = {.c = s->c,
                                     .talk = s->talk,
                                     .landmarks = s->landmarks,
                                     .result = &result,
                                     .measures = &measures,
                                     .options = &s->options,
                                     .seed = seed,
                                     .whole = cbgi_cli_has(cli, "all", NULL),
                                     .failure = failure_of(s, &result),
                                     .accuracy = accuracy};
    const int code = tell(cli, &report);
    cbg_accuracy_free(accuracy);
    cbg_workspace_free(workspace);
    return code;
}

/* Two answers written to one file would leave the last. */
static bool have_own_files(cbgi_cli *cli)
{
    static const char *const option[] = {"trace", "svg", "accuracy"};
    const char *path[] = {NULL, NULL, NULL};
    for (int k = 0; k < 3; k++) {
        if (cbgi_cli_has(cli, option[k], &path[k]) && *path[k] == '\0') {
            cbgi_cli_usage(cli, "--%s needs the name of a file", option[k]);
            return false;
        }
        if (path[k] != NULL && strcmp(path[k], "-") == 0) {
            cbgi_cli_usage(cli, "--%s writes a file, not standard output, where the report goes: name one (./- is a name)", option[k]);
            return false;
        }
        for (int before = 0; before < k; before++) {
            if (path[k] != NULL && path[before] != NULL && strcmp(path[k], path[before]) == 0) {
                cbgi_cli_usage(cli, "--%s and --%s would both write %s", option[before], option[k], path[k]);
                return false;
            }
        }
    }
    return true;
}

static int run(cbgi_cli *cli)
{
    int64_t seed = 1;
    if (!have_own_files(cli))
        return CBGI_EXIT_USAGE;
    if (!cbgi_cli_integer(cli, "seed", 0, INT64_MAX, &seed))
        return CBGI_EXIT_USAGE;
    cbg_case *c = cbgi_cli_read_case(cli, cbgi_cli_case_argument(cli));
    if (c == NULL)
        return CBGI_EXIT_USAGE;
    cbgi_sitting sitting;
    const bool set = cbgi_sitting_set(cli, c, &sitting);
    const int code = set ? hold(cli, &sitting, (uint64_t)seed) : CBGI_EXIT_USAGE;
    cbgi_sitting_free(&sitting);
    cbg_case_free(c);
    return code;
}

static const cbgi_option options[] = {
    {"party", CBGI_ARG_REQUIRED, "WHO=STRATEGY", NULL,
     "seat a party, or a bloc that speaks as one, with a strategy of \"coburg list strategies\"; repeated, "
     "in speaking order"},
    {"others", CBGI_ARG_REQUIRED, "STRATEGY", NULL,
     "seat all other parties of the case as well; without --party and --others all are seated with boulware"},
    CBGI_TALK_OPTIONS,
    {"extend", CBGI_ARG_REQUIRED, "ROUNDS[xTIMES][:WHO,...]", NULL,
     "the deadline can be extended if all consent, or those named; 0: never (default: as the case says)"},
    {"hears", CBGI_ARG_REQUIRED, "WHO=WHOM,...", NULL, "this voice hears only those; may be repeated"},
    {"veto", CBGI_ARG_REQUIRED, "WHO,...", NULL, "in protocol majority: voices that cannot be outvoted"},
    {"power", CBGI_ARG_REQUIRED, "WHO=N", NULL,
     "in protocol mopac: voting power, 1 by default; may be repeated"},
    CBGI_WHAT_IF_OPTIONS,
    {"patience", CBGI_ARG_REQUIRED, "SECONDS", NULL,
     "how long a program of exec: may take for an answer (default 10)"},
    {"all", CBGI_ARG_NONE, NULL, NULL, "print the whole transcript"},
    {"trace", CBGI_ARG_REQUIRED, "FILE", "file", "write every action to FILE, as CSV"},
    {"accuracy", CBGI_ARG_REQUIRED, "FILE", "file",
     "write how well each knew the others' utilities, round by round, to FILE, as CSV; and tell it"},
    {"svg", CBGI_ARG_REQUIRED, "FILE", "file", "draw the offers in the space of utilities to FILE"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_talk = {
    .name = "talk",
    .args = "CASE",
    .args_min = 1,
    .args_max = 2,
    .summary = "Let programs negotiate the case, and tell how it went",
    .text = "Every voice is played by a strategy; it never offers, and takes only if its source has it so, "
            "what breaks its "
            "own red lines or lies below its walk-away. A bloc speaks with one voice: it takes what all its "
            "members "
            "take, and ranks outcomes by their bargaining weights.\n\n"
            "A strategy is a name with parameters, boulware(e=0.1), or put together from parts: "
            "bidding:boulware(e=0.1)+accept:next+model:uniform. exec:COMMAND has a program of your own play, "
            "in any "
            "language, over lines of JSON (docs/agents.md).\n\n"
            "The answer comes first; then who sat there, what was said, the deal and its distance from what "
            "was to "
            "be had, and how everybody moved.",
    .example =
        "coburg talk cases/itex-cypress.yaml --party Itex=boulware --party Cypress=conceder --rounds 20\n"
        "coburg talk cases/vienna-2014.yaml --without-red-lines --others linear --svg dance.svg\n"
        "coburg talk cases/vienna-2014.yaml --party IR=boulware --party P5+1=linear --without-red-lines",
    .options = options,
    .tabular = true,
    .run = run,
};
