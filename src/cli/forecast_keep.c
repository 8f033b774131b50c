/* --keep: a forecast into a log that coburg score reads, so that it can be held against the outcome. */
#include "cli/forecast_keep.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/ledger.h"

enum { PAIRS_MAX = 16, TEXT = 512, NUMBER = 32 };

typedef struct keeper {
    cbgi_ledger ledger;
    const cbg_case *c; /* NULL: a table */
    const char *pair[PAIRS_MAX][2];
    char number[PAIRS_MAX][NUMBER];
    char question[TEXT], by[TEXT], day[16], made[16], due[16];
    int pairs, rows, kept, left_out;
} keeper;

static void put(keeper *k, const char *column, const char *value)
{
    if (*value != '\0') {
        k->pair[k->pairs][0] = column;
        k->pair[k->pairs++][1] = value;
    }
}

/* Six decimals, less the zeros at the end: no exponent. */
static void put_number(keeper *k, const char *column, double x)
{
    char *text = k->number[k->pairs];
    if (isnan(x))
        return;
    snprintf(text, NUMBER, fabs(x) < 1e9 ? "%.6f" : "%.0f", x);
    if (strchr(text, '.') != NULL) {
        size_t n = strlen(text);
        while (text[n - 1] == '0')
            n--;
        text[text[n - 1] == '.' ? n - 1 : n] = '\0';
    }
    put(k, column, strcmp(text, "-0") == 0 ? "0" : text);
}

/* The day of a time that is given to the day; else "". */
static const char *day_of(const cbg_time *t, char out[16])
{
    out[0] = '\0';
    if (t->given && t->has_day)
        snprintf(out, 16, "%04d-%02d-%02d", t->year % 10000, t->month % 100, t->day % 100);
    return out;
}

static bool begin(keeper *k, cbgi_cli *cli, const char *path, const cbg_case *c)
{
    k->c = c;
    cbgi_ledger_today(k->day);
    k->made[0] = k->due[0] = '\0';
    if (c != NULL) {
        day_of(&c->as_of, k->made);
        day_of(&c->schedule.deadline, k->due);
    }
    if (k->made[0] == '\0')
        memcpy(k->made, k->day, sizeof k->made);
    return cbgi_ledger_load(cli, path, true, &k->ledger) && cbgi_ledger_understand(&k->ledger);
}

static void begin_row(keeper *k)
{
    k->pairs = 0;
    put(k, "question", k->question);
    put(k, "by", k->by);
    put(k, "made", k->made);
    put(k, "due", k->due);
}

/* The first row says which columns there must be. */
static bool end_row(keeper *k)
{
    const char *const(*const pair)[2] = (const char *const(*)[2])k->pair;
    if (k->rows++ == 0 && !cbgi_ledger_need(&k->ledger, pair, k->pairs))
        return false;
    cbgi_ledger_add(&k->ledger, pair, k->pairs);
    return true;
}

/* Saves and says so; in the answer for people only. */
static bool finish(keeper *k, bool good)
{
    cbgi_cli *cli = k->ledger.cli;
    good = good && (k->kept == 0 || cbgi_ledger_save(&k->ledger));
    if (good && !cli->json && !cli->csv) {
        cbgi_text_addf(&cli->out, "\nKept in %s: %d forecast%s by %s, made %s.\n", k->ledger.path, k->kept,
                       k->kept == 1 ? "" : "s", k->by, k->made);
        if (k->left_out > 0)
            cbgi_text_addf(&cli->out, "Left out: %d without a forecast in every draw.\n", k->left_out);
    }
    cbgi_ledger_free(&k->ledger);
    return good;
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static bool keep_issue(keeper *k, const cbgi_forecast_question *q, int issue)
{
    static const char *const level[] = {"q5", "q25", "q50", "q75", "q95"};
    const cbg_forecast_input *in = &q->e->input;
    const cbg_spread *s = q->study->spread == NULL ? NULL : &q->study->spread[issue];
    const double value[] = {s == NULL ? (double)NAN : s->q05, s == NULL ? (double)NAN : s->q25,
                            s == NULL ? q->study->point[issue] : s->median, s == NULL ? (double)NAN : s->q75,
                            s == NULL ? (double)NAN : s->q95};
    if (isnan(value[2]) || (s != NULL && s->none > 0)) {
        k->left_out++;
        return true;
    }
    if (k->c != NULL)
        snprintf(k->question, TEXT, "%.240s: %.240s", k->c->title, k->c->issue[q->e->case_issue[issue]].name);
    else
        snprintf(k->question, TEXT, "%.240s: %.240s", file_name(q->cli->arg[0]),
                 in->issue_name == NULL ? "issue" : in->issue_name[issue]);
    begin_row(k);
    for (int v = 0; v < 5; v++)
        put_number(k, level[v], value[v]);
    put_number(k, "low", in->low == NULL ? (double)NAN : in->low[issue]);
    put_number(k, "high", in->high == NULL ? (double)NAN : in->high[issue]);
    k->kept++;
    return end_row(k);
}

bool cbgi_forecast_keep(const cbgi_forecast_question *q)
{
    static const char *const of_case = "the case's combination";
    const char *path = NULL, *method = of_case;
    keeper k = {.pairs = 0};
    if (!cbgi_cli_has(q->cli, "keep", &path))
        return true;
    for (int m = 0; m < q->study->models && !q->study->named; m++)
        method = q->study->model[m].weight > 0 ? q->study->model[m].text : method;
    snprintf(k.by, TEXT, "coburg, %.400s", method);
    bool good = begin(&k, q->cli, path, q->c);
    for (int i = 0; i < q->e->input.issues && good; i++)
        good = (!q->report.all && i != q->report.issue) || keep_issue(&k, q, i);
    return finish(&k, good);
}

bool cbgi_forecast_keep_exits(cbgi_cli *cli, const cbg_case *c, const double probability[CBG_EXITS])
{
    const char *path = NULL;
    keeper k = {.pairs = 0};
    if (!cbgi_cli_has(cli, "keep", &path))
        return true;
    snprintf(k.by, TEXT, "coburg, --deadline");
    bool good = begin(&k, cli, path, c);
    snprintf(k.question, TEXT, "%.240s: by the deadline%s%s", c->title, k.due[0] == '\0' ? "" : " of ", k.due);
    double left = 1;
    for (int e = 0; e < CBG_EXITS && good; e++) {
        /* rounded so that the answers sum to 1 in the log */
        const double p = e + 1 < CBG_EXITS ? floor(probability[e] * 1e6 + .5) / 1e6 : left;
        left -= p;
        begin_row(&k);
        put(&k, "answer", cbg_exit_name((cbg_exit)e));
        put_number(&k, "probability", p < 0 ? 0 : p);
        good = end_row(&k);
    }
    k.kept = 1;
    return finish(&k, good);
}
