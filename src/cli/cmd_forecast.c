/* coburg forecast: where will it end? Spatial bargaining models over evidence. */
#include "cli/forecast.h"
#include "cli/forecast_deadline.h"
#include "cli/forecast_keep.h"

typedef cbgi_forecast_question question;

static void print(question *q)
{
    cbgi_cli *cli = q->cli;
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, q->c);
        cbgi_forecast_json(&q->report, &json);
        cbgi_json_close(&json, '}');
    } else if (cli->csv) {
        cbgi_forecast_csv(&q->report, &cli->out);
    } else {
        cbgi_forecast_text(&q->report, cli->style, &cli->out);
    }
}

static int fail(question *q, cbg_status status)
{
    if (q->c != NULL)
        cbg_case_quote(q->c, &q->diags);
    if ((status == CBG_NOT_FOUND || status == CBG_BAD_ARGUMENT) && q->diags.count > 0 && q->diags.item[0].span.line == 0)
        q->diags.file[0] = '\0'; /* an option is wrong, not the file */
    return cbgi_cli_fail(q->cli, status, &q->diags);
}

static int answer(question *q)
{
    cbg_status status = cbgi_forecast_evidence(q, &q->evidence, &q->e);
    if (status == CBG_OK)
        status = cbg_study_make(q->e, &q->options, &q->cli->exec, &q->study, &q->diags);
    if (status != CBG_OK)
        return fail(q, status);
    q->report.study = q->study;
    q->report.c = q->c;
    q->report.power_given = q->positions != NULL && q->positions->power_given;
    if (!cbgi_forecast_choose(q))
        return CBGI_EXIT_USAGE;
    status = cbgi_forecast_more(q);
    bool written = true;
    if (status == CBG_OK)
        status = cbgi_forecast_picture(q, &written);
    if (status != CBG_OK)
        return fail(q, status);
    if (!written)
        return CBGI_EXIT_USAGE;
    print(q);
    return cbgi_forecast_keep(q) ? CBGI_EXIT_DONE : CBGI_EXIT_USAGE;
}

/* --deadline is a question of its own. */
static int answer_deadline(question *q)
{
    return q->c != NULL
               ? cbgi_forecast_deadline(q->cli, q->c)
               : cbgi_cli_usage(
                     q->cli,
                     "--deadline needs a case; a table of positions has no walk-aways and no schedule");
}

static int run(cbgi_cli *cli)
{
    question q = {.cli = cli, .draws = 10000, .seed = 1, .shown = -1};
    int code = CBGI_EXIT_USAGE;
    cbgi_arena_init(&q.arena, NULL);
    cbg_diags_init(&q.diags, cli->arg[0]);
    if (cbgi_forecast_read_options(&q) && cbgi_forecast_read(&q))
        code = cbgi_cli_has(cli, "deadline", NULL) ? answer_deadline(&q) : answer(&q);
    cbg_drivers_free(q.drivers);
    cbg_study_free(q.study);
    cbg_evidence_free(q.e);
    cbg_positions_free(q.positions);
    cbg_case_free(q.c);
    cbgi_arena_free(&q.arena);
    return code;
}

static const cbgi_option options[] = {
    {"issue", CBGI_ARG_REQUIRED, "ISSUE", NULL,
     "tell this issue in full (default: the most contested one, and all others)"},
    {"models", CBGI_ARG_REQUIRED, "NAME,...", NULL,
     "models with options, smp,challenge:variant=replica; the first is the answer (default: all)"},
    {"draws", CBGI_ARG_REQUIRED, "N", NULL,
     "draws of the evidence behind the intervals (default 10000; 0: none)"},
    {"seed", CBGI_ARG_REQUIRED, "N", NULL, "which draws (default 1)"},
    {"equal-power", CBGI_ARG_NONE, NULL, NULL, "every actor counts alike"},
    {"spread", CBGI_ARG_REQUIRED, "PERCENT", NULL,
     "give numbers without a range one of this, in percent of the scale (of power: of itself)"},
    {"accept", CBGI_ARG_REQUIRED, "CLAIM,...", NULL,
     "believe these claims: those that dispute them are rejected"},
    {"reject", CBGI_ARG_REQUIRED, "CLAIM,...", NULL, "reject these claims, or all of a source"},
    CBGI_DEADLINE_OPTIONS,
    {"turns", CBGI_ARG_NONE, NULL, NULL, "show positions turn by turn"},
    {"moves", CBGI_ARG_REQUIRED, "N", NULL,
     "show the first N moves of each model: exchanges, bargains, challenges; 0: all of them"},
    {"svg", CBGI_ARG_REQUIRED, "FILE", "file", "draw positions, intervals and turns of the issue told to FILE"},
    {"keep", CBGI_ARG_REQUIRED, "FILE", "file", "keep the forecast in the log FILE, which coburg score reads"},
    {"explain", CBGI_ARG_NONE, NULL, NULL, "show what each difference between variants of a model changes"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_forecast = {
    .name = "forecast",
    .args = "CASE",
    .args_min = 1,
    .args_max = 1,
    .summary = "Forecast where issues would end, with intervals from the evidence",
    .text = "CASE is a case with `power`, or a table of positions in CSV (docs/forecast.md shows the "
            "layouts). Positions "
            "and saliences are taken from the case where it states them, else derived from preferences; the "
            "answer says "
            "which. Intervals come from drawing all numbers from their ranges; beside them stand the spread "
            "over models "
            "and over each model's own options.\n\n"
            "The answer is the combination of models that the case names in `forecast`, else the compromise "
            "mean; with "
            "--models, the first of them.",
    .example = "coburg forecast cases/vienna-2014.yaml\n"
               "coburg forecast cases/vienna-2014.yaml --issue CF --turns\n"
               "coburg forecast cases/vienna-2014.yaml --deadline --prior deal.deadline=2:1\n"
               "coburg forecast positions.csv --models smp:variant=fixed,mean --spread 10\n"
               "coburg forecast cases/vienna-2014.yaml --models exchange --moves 20\n"
               "coburg forecast cases/vienna-2014.yaml --issue CF --keep log.csv",
    .options = options,
    .threads = true,
    .tabular = true,
    .run = run,
};
