/* coburg score: keeps forecasts, and says later how good they were. */
#include <string.h>

#include "base/decimal.h"
#include "cli/core.h"
#include "cli/ledger.h"
#include "cli/score_edit.h"
#include "report/score.h"

enum { VALUES_MAX = 16 + CBG_SCORE_LEVELS_MAX, NAME_BYTES = 256 };

typedef cbgi_ledger ledger;

typedef struct values {
    const char *pair[VALUES_MAX][2];
    char name[VALUES_MAX][NAME_BYTES];
    int count;
} values;

static void put(values *v, const char *name, const char *value)
{
    if (value != NULL && v->count < VALUES_MAX) {
        v->pair[v->count][0] = name;
        v->pair[v->count++][1] = value;
    }
}

/* What every row of a new forecast says. */
static void common_values(cbgi_cli *cli, const char *question, char day[16], values *v)
{
    static const char *const names[] = {"by", "due", "low", "high", "note"};
    const char *made = NULL;
    put(v, "question", question);
    put(v, "made", cbgi_cli_has(cli, "made", &made) ? made : cbgi_ledger_today(day));
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        const char *value = NULL;
        if (cbgi_cli_has(cli, names[k], &value))
            put(v, names[k], value);
    }
}

/* Splits NAME=VALUE at the last sign. */
static const char *split(cbgi_cli *cli, const char *option, const char *text, char name[NAME_BYTES])
{
    const char *equals = strrchr(text, '=');
    const size_t length = equals == NULL ? 0 : (size_t)(equals - text);
    if (length == 0 || length >= NAME_BYTES || equals[1] == '\0') {
        cbgi_cli_usage(cli, "--%s takes %s, not \"%s\"", option,
                       strcmp(option, "answer") == 0     ? "ANSWER=PROBABILITY"
                       : strcmp(option, "quantile") == 0 ? "PERCENT=VALUE"
                                                         : "QUESTION=OUTCOME",
                       text);
        return NULL;
    }
    memcpy(name, text, length);
    name[length] = '\0';
    return equals + 1;
}

static bool percent(cbgi_cli *cli, const char *text)
{
    cbg_rational p;
    if (cbgi_rational_typed(text, &p) == CBG_OK && p.num > 0 && cbg_rational_double(p) < 100)
        return true;
    cbgi_cli_usage(cli, "--quantile takes PERCENT=VALUE with a percentage between 0 and 100, not \"%s\"", text);
    return false;
}

/* One row for each --answer, or one with all --quantile. */
static bool add(cbgi_cli *cli, const char *question, ledger *l)
{
    static values v, one;
    char day[16];
    int answers = 0, quantiles = 0;
    v.count = 0;
    common_values(cli, question, day, &v);
    for (int k = 0; k < cli->given_count; k++) {
        const char *option = cli->given[k].option->name, *value = cli->given[k].value;
        if (strcmp(option, "answer") == 0) {
            one = v;
            value = split(cli, option, value, one.name[0]);
            put(&one, "answer", one.name[0]);
            put(&one, "probability", value);
            if (value == NULL || (answers++ == 0 && !cbgi_ledger_need(l, (const char *const(*)[2])one.pair, one.count)))
                return false;
            cbgi_ledger_add(l, (const char *const(*)[2])one.pair, one.count);
        } else if (strcmp(option, "quantile") == 0) {
            char *name = v.name[quantiles + 1];
            value = split(cli, option, value, name + 1);
            name[0] = 'q';
            if (value == NULL || !percent(cli, name + 1))
                return false;
            if (++quantiles == CBG_SCORE_LEVELS_MAX) {
                cbgi_cli_usage(cli, "more than %d quantiles", CBG_SCORE_LEVELS_MAX - 1);
                return false;
            }
            put(&v, name, value);
        }
    }
    if ((answers > 0) == (quantiles > 0)) {
        cbgi_cli_usage(cli, "--add takes either --answer ANSWER=PROBABILITY, repeated, or --quantile "
                            "PERCENT=VALUE, repeated");
        return false;
    }
    if (quantiles > 0) {
        if (!cbgi_ledger_need(l, (const char *const(*)[2])v.pair, v.count))
            return false;
        cbgi_ledger_add(l, (const char *const(*)[2])v.pair, v.count);
    }
    return true;
}

static int keep(cbgi_cli *cli, const char *question, ledger *l)
{
    if (!cbgi_ledger_understand(l) || !add(cli, question, l) || !cbgi_ledger_save(l))
        return CBGI_EXIT_USAGE;
    cbgi_text_addf(&cli->out, "Kept in %s: %s\n", cli->arg[0], question);
    return CBGI_EXIT_DONE;
}

/* What may be a slip: an outcome that no forecast names, another outcome than was written down before. */
static void remark(const cbg_score_log *log, const char *question, const char *outcome, cbgi_text *out)
{
    const char *before = NULL, *shown[8];
    int answers = 0, of_first = 0, first = -1;
    bool named = false;
    for (int k = 0; k < log->count; k++) {
        const cbg_prediction *row = &log->row[k];
        if (strcmp(row->question, question) != 0)
            continue;
        before = before == NULL ? row->outcome : before;
        if (row->answer == NULL)
            continue;
        first = first < 0 ? row->forecast : first;
        of_first += row->forecast == first;
        named = named || strcmp(row->answer, outcome) == 0;
        bool seen = answers == 8;
        for (int s = 0; s < answers; s++)
            seen = seen || strcmp(shown[s], row->answer) == 0;
        if (!seen)
            shown[answers++] = row->answer;
    }
    if (before != NULL && strcmp(before, outcome) != 0)
        cbgi_text_addf(out, "Before, its outcome was %s.\n", before);
    if (named || of_first < 2) /* an only answer stands for yes or no */
        return;
    cbgi_text_addf(out, "No forecast names %s; they name ", outcome);
    for (int s = 0; s < answers; s++)
        cbgi_text_addf(out, "%s%s", s == 0 ? "" : ", ", shown[s]);
    cbgi_text_add(out, ". If that was a slip, resolve it again.\n");
}

static int resolve(cbgi_cli *cli, const char *pair, ledger *l)
{
    char question[NAME_BYTES], day[16];
    const char *on = NULL, *outcome = split(cli, "resolve", pair, question);
    static const char *const needed[][2] = {{"outcome", ""}, {"resolved", ""}};
    if (outcome == NULL || !cbgi_ledger_understand(l) || !cbgi_ledger_need(l, needed, 2))
        return CBGI_EXIT_USAGE;
    const int rows = cbgi_score_resolve(l->log, question, outcome,
                                        cbgi_cli_has(cli, "on", &on) ? on : cbgi_ledger_today(day), &l->text);
    if (rows == 0) {
        const char *names[64];
        int count = 0;
        for (int k = 0; k < l->log->count && count < 64; k++)
            names[count++] = l->log->row[k].question;
        const int nearest = cbgi_text_nearest(question, names, count);
        return cbgi_cli_usage(cli, "there is no question \"%s\" in %s%s%s%s", question, cli->arg[0],
                              nearest < 0 ? "" : "; did you mean \"", nearest < 0 ? "" : names[nearest],
                              nearest < 0 ? "" : "\"?");
    }
    cbgi_text notes;
    cbgi_text_init(&notes, NULL);
    remark(l->log, question, outcome, &notes);
    const bool saved = cbgi_ledger_save(l);
    if (saved)
        cbgi_text_addf(&cli->out, "Settled in %s: %s is %s (%d row%s)\n%s", cli->arg[0], question, outcome, rows,
                       rows == 1 ? "" : "s", notes.length == 0 ? "" : notes.data);
    cbgi_text_free(&notes);
    return saved ? CBGI_EXIT_DONE : CBGI_EXIT_USAGE;
}

static int tell(cbgi_cli *cli, const cbgi_score_page *page)
{
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, NULL);
        cbgi_score_json(page, &json);
        cbgi_json_close(&json, '}');
    } else if (cli->csv) {
        cbgi_score_csv(page, &cli->out);
    } else {
        cbgi_score_text(page, cli->style, &cli->out);
    }
    return CBGI_EXIT_DONE;
}

static int report(cbgi_cli *cli, ledger *l)
{
    cbg_score_card *card = NULL;
    const bool all = cbgi_cli_has(cli, "all", NULL), shared = cbgi_cli_has(cli, "shared", NULL);
    if (!cbgi_ledger_understand(l))
        return CBGI_EXIT_USAGE;
    const cbg_status status = cbg_score(l->log, all, shared, &cli->exec, &card);
    if (status != CBG_OK)
        return cbgi_cli_fail(cli, status, NULL);
    const cbgi_score_page page = {l->log, card, all, shared};
    const int code = tell(cli, &page);
    cbg_score_card_free(card);
    return code;
}

static int claims(cbgi_cli *cli)
{
    cbg_case *c = cbgi_cli_read_case(cli, 0);
    if (c == NULL)
        return CBGI_EXIT_USAGE;
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, c);
        cbgi_score_claims_json(c, &json);
        cbgi_json_close(&json, '}');
    } else {
        cbgi_score_claims_text(c, cli->style, &cli->out);
    }
    cbg_case_free(c);
    return CBGI_EXIT_DONE;
}

static int run(cbgi_cli *cli)
{
    const char *question = NULL, *pair = NULL;
    const bool adds = cbgi_cli_has(cli, "add", &question), resolves = cbgi_cli_has(cli, "resolve", &pair);
    if (adds && resolves)
        return cbgi_cli_usage(cli, "--add and --resolve are two steps; do one at a time");
    static const char *const of_add[] = {"answer", "quantile", "low", "high", "by", "made", "due", "note"};
    for (size_t k = 0; k < sizeof of_add / sizeof of_add[0] && !adds; k++)
        if (cbgi_cli_has(cli, of_add[k], NULL))
            return cbgi_cli_usage(cli, "--%s goes with --add QUESTION; add that", of_add[k]);
    if (!resolves && cbgi_cli_has(cli, "on", NULL))
        return cbgi_cli_usage(cli, "--on goes with --resolve QUESTION=OUTCOME; add that");
    ledger l = {0};
    int code = CBGI_EXIT_USAGE;
    if (cbgi_ledger_load(cli, cli->arg[0], adds, &l)) {
        const char *data = l.text.data == NULL ? "" : l.text.data;
        const bool log = adds || resolves || cbg_score_log_is(data, l.text.length);
        const char *dot = strrchr(cli->arg[0], '.');
        if (!log && (l.text.length == 0 || (dot != NULL && (strcmp(dot, ".csv") == 0 || strcmp(dot, ".tsv") == 0)))) {
            cbgi_ledger_free(&l);
            return cbgi_cli_usage(cli, "%s is no log of forecasts: its first line names question, and probability or "
                                       "quantiles such as q50; begin one with --add QUESTION", cli->arg[0]);
        }
        code = adds       ? keep(cli, question, &l)
               : resolves ? resolve(cli, pair, &l)
               : log      ? report(cli, &l)
                          : claims(cli);
    }
    cbgi_ledger_free(&l);
    return code;
}

static const cbgi_option options[] = {
    {"add", CBGI_ARG_REQUIRED, "QUESTION", NULL, "keep a forecast; the log is begun when there is none"},
    {"answer", CBGI_ARG_REQUIRED, "ANSWER=PROBABILITY", NULL,
     "with --add: what may happen, and how likely; repeated"},
    {"quantile", CBGI_ARG_REQUIRED, "PERCENT=VALUE", NULL,
     "with --add: a number stays below VALUE with PERCENT; repeated"},
    {"low", CBGI_ARG_REQUIRED, "VALUE", NULL, "with --add: the least that the number can be"},
    {"high", CBGI_ARG_REQUIRED, "VALUE", NULL, "with --add: the most that the number can be"},
    {"by", CBGI_ARG_REQUIRED, "WHO", NULL, "with --add: the forecaster, a person or a model"},
    {"made", CBGI_ARG_REQUIRED, "DAY", NULL, "with --add: when it was made (default today)"},
    {"due", CBGI_ARG_REQUIRED, "DAY", NULL, "with --add: when it will be known"},
    {"note", CBGI_ARG_REQUIRED, "TEXT", NULL, "with --add: anything worth keeping"},
    {"resolve", CBGI_ARG_REQUIRED, "QUESTION=OUTCOME", NULL, "write down what happened"},
    {"on", CBGI_ARG_REQUIRED, "DAY", NULL, "with --resolve: when that was known (default today)"},
    {"all", CBGI_ARG_NONE, NULL, NULL,
     "score every forecast, not only the last before a question was resolved"},
    {"shared", CBGI_ARG_NONE, NULL, NULL, "score only questions that all forecasters answered"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_score = {
    .name = "score",
    .args = "FILE",
    .args_min = 1,
    .args_max = 1,
    .summary = "Keep forecasts, and say later how good they were",
    .text = "FILE is a log of forecasts: a table with a row an answer (deal 20 %, extension 70 %, breakdown "
            "10 %), or a row "
            "a number, given by quantiles. --add writes to it, --resolve notes what happened, and without "
            "either the "
            "forecasts are scored: Brier and logarithmic scores of events, CRPS and intervals of numbers, "
            "calibration by the "
            "words of likelihood.\n\n"
            "FILE may also be a case: then its claims that have a verdict are told by source and by grade.",
    .example = "coburg score log.csv --add \"Vienna, 24 November\" --by desk --answer deal=20% --answer "
               "extension=70% "
               "--answer breakdown=10% --due 2014-11-24\n"
               "coburg score log.csv --add \"centrifuges\" --by desk --quantile 5=1500 --quantile 50=5000 "
               "--quantile 95=9400\n"
               "coburg score log.csv --resolve \"Vienna, 24 November=extension\" --on 2014-11-24\n"
               "coburg score log.csv\n"
               "coburg score cases/vienna-2014.yaml",
    .options = options,
    .tabular = true,
    .run = run,
};
