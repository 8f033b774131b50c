/* coburg list: what is built in. Each kind of thing is one row of `kinds` with a function that
 * gives its n-th entry. */
#include <string.h>

#include "cli/cli.h"
#include "coburg/convert.h"
#include "coburg/forecast.h"
#include "coburg/solution.h"
#include "coburg/talk.h"
#include "coburg/stability.h"
#include "report/json.h"

typedef struct entry {
    const char *name, *summary, *source; /* source: where it was first described; NULL: ours */
    const char *note;                    /* departures from it; NULL: none */
    const cbg_param *params;             /* NULL: none */
    const cbg_forecast_model *forecast;  /* has parameters of its own; NULL: no forecasting model */
} entry;

typedef struct kind {
    const char *name, *title;
    bool (*get)(int index, entry *out); /* false after the last */
} kind;

static bool get_format(int index, entry *out)
{
    if (index >= cbg_format_count())
        return false;
    cbg_format_info info = cbg_format_at(index);
    *out = (entry){.name = info.name, .summary = info.summary, .source = info.source};
    return true;
}

static bool get_solution(int index, entry *out)
{
    if (index >= cbg_solution_count())
        return false;
    cbg_solution_info info = cbg_solution_at(index);
    *out = (entry){.name = info.name, .summary = info.summary, .source = info.source};
    return true;
}

static bool get_concept(int index, entry *out)
{
    static const struct {
        const char *summary, *source;
    } about[CBG_CONCEPTS] = {
        {"nobody can gain by a move of its own", "Nash, Econometrica 18 (1950) 155-162"},
        {"whoever gains by leaving can be answered so that it regrets it",
         "Howard, Paradoxes of Rationality, MIT Press 1971"},
        {"the same, and no way out after the answer", "Howard, Paradoxes of Rationality, MIT Press 1971"},
        {"the answer consists of moves that those who make them gain by",
         "Fraser and Hipel, IEEE Trans. SMC 9 (1979) 805-816"},
        {"the same, and no way out after the answer", "Rego and Vieira, Group Decis. Negot. 26 (2017)"},
        {"answers at the same time as the move, each a gain from the state itself",
         "Fraser and Hipel, IEEE Trans. SMC 9 (1979) 805-816"},
    };
    static const entry ahead[] = {
        {.name = "lh:N", .summary = "looking N moves ahead nobody can gain by leaving",
         .source = "Kilgour, Theory and Decision 16 (1984)"},
        {.name = "nonmyopic", .summary = "the same however far one looks ahead, from some N on",
         .source = "Brams and Wittman, Conflict Manag. Peace Sci. 6 (1981)"},
    };
    if (index >= CBG_CONCEPTS + 2)
        return false;
    if (index >= CBG_CONCEPTS) {
        *out = ahead[index - CBG_CONCEPTS];
        return true;
    }
    *out = (entry){.name = cbg_concept_id((cbg_concept)index), .summary = about[index].summary,
                   .source = about[index].source};
    return true;
}

/* A part of a strategy: what it is, then its parameters with bounds. */
static void get_part(const cbg_part *part, entry *out)
{
    *out = (entry){part->name, part->summary, part->source, part->note, part->params, NULL};
}

static bool get_protocol(int index, entry *out)
{
    if (index >= cbg_protocol_count())
        return false;
    const cbg_protocol_info p = cbg_protocol_at(index);
    *out = (entry){p.name, p.summary, p.source, p.note, p.params, NULL};
    return true;
}

static bool get_strategy(int index, entry *out)
{
    if (index >= cbg_strategy_count())
        return false;
    get_part(&cbg_strategy_at(index)->part, out);
    return true;
}

static bool get_bidding(int index, entry *out)
{
    if (index >= cbg_bidding_count())
        return false;
    get_part(&cbg_bidding_at(index)->part, out);
    return true;
}

static bool get_acceptance(int index, entry *out)
{
    if (index >= cbg_acceptance_count())
        return false;
    get_part(&cbg_acceptance_at(index)->part, out);
    return true;
}

static bool get_model(int index, entry *out)
{
    if (index >= cbg_model_count())
        return false;
    get_part(&cbg_model_at(index)->part, out);
    return true;
}

static bool get_forecast(int index, entry *out)
{
    if (index >= cbg_forecast_model_count())
        return false;
    const cbg_forecast_model *m = cbg_forecast_model_at(index);
    *out = (entry){.name = m->name, .summary = m->summary, .source = m->source, .forecast = m};
    out->note = strcmp(m->departures, "none") == 0 ? NULL : m->departures;
    return true;
}

static const kind kinds[] = {
    {"solutions", "Bargaining solutions", get_solution},
    {"concepts", "Stability concepts", get_concept},
    {"protocols", "Protocols of talks", get_protocol},
    {"strategies", "Strategies", get_strategy},
    {"bidding", "Bidding parts", get_bidding},
    {"acceptance", "Acceptance conditions", get_acceptance},
    {"models", "Opponent models", get_model},
    {"forecasts", "Forecasting models", get_forecast},
    {"formats", "Case formats", get_format},
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* "vote=binary|prop (prop): help" */
static void forecast_param(cbgi_table *table, const cbg_forecast_param *p)
{
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "%s=", p->name);
    for (int k = 0; p->choice != NULL && p->choice[k] != NULL; k++)
        cbgi_text_addf(&text, "%s%s", k == 0 ? "" : "|", p->choice[k]);
    if (p->choice != NULL)
        cbgi_text_addf(&text, " (%s): %s", p->choice[(int)p->initial], p->help);
    else
        cbgi_text_addf(&text, "%.6g (%.7g to %.7g): %s", p->initial, p->lowest, p->highest, p->help);
    cbgi_table_add(table, "");
    cbgi_table_add(table, text.failed ? "" : text.data);
    cbgi_text_free(&text);
}

static void print_text(cbgi_cli *cli, const kind *k, bool first)
{
    if (!first)
        cbgi_text_add(&cli->out, "\n");
    cbgi_text_addf(&cli->out, "%s (%s)\n\n", k->title, k->name);
    cbgi_table table;
    cbgi_table_init(&table, cli->style, "ll");
    table.indent = 2;
    table.header_rows = 0;
    entry e;
    for (int n = 0; k->get(n, &e); n++) {
        cbgi_table_add_colour(&table, CBGI_CYAN, e.name);
        cbgi_table_add(&table, e.summary);
        for (const cbg_param *p = e.params; p != NULL && p->name != NULL; p++) {
            cbgi_table_add(&table, "");
            cbgi_table_addf(&table, "%s=%.6g (%.6g to %.6g): %s", p->name, p->fallback, p->low, p->high,
                            p->help);
        }
        for (int m = 0; e.forecast != NULL && m < e.forecast->params; m++)
            forecast_param(&table, &e.forecast->param[m]);
        if (e.source != NULL) {
            cbgi_table_add(&table, "");
            cbgi_table_add_colour(&table, CBGI_DIM, e.source);
        }
        if (e.note != NULL) {
            cbgi_table_add(&table, "");
            cbgi_table_addf(&table, "note: %s", e.note);
        }
    }
    cbgi_table_print(&table, &cli->out);
    cbgi_table_free(&table);
}

static void print_csv(cbgi_cli *cli, const kind *k, bool first)
{
    if (first)
        cbgi_text_add(&cli->out, "kind,name,summary,source\n");
    entry e;
    for (int n = 0; k->get(n, &e); n++) {
        cbgi_csv(&cli->out, k->name, false);
        cbgi_csv(&cli->out, e.name, false);
        cbgi_csv(&cli->out, e.summary, false);
        cbgi_csv(&cli->out, e.source, true);
    }
}

static void print_param(cbgi_json *json, const cbg_param *p)
{
    cbgi_json_open_line(json, '{');
    cbgi_json_put_string(json, "name", p->name);
    cbgi_json_put_string(json, "help", p->help);
    cbgi_json_put_double(json, "default", p->fallback);
    cbgi_json_put_double(json, "low", p->low);
    cbgi_json_put_double(json, "high", p->high);
    cbgi_json_close(json, '}');
}

static void print_forecast_param(cbgi_json *json, const cbg_forecast_param *p)
{
    cbgi_json_open(json, '{');
    cbgi_json_put_string(json, "name", p->name);
    cbgi_json_put_string(json, "help", p->help);
    cbgi_json_key(json, "default");
    if (p->choice != NULL)
        cbgi_json_string(json, p->choice[(int)p->initial]);
    else
        cbgi_json_double(json, p->initial);
    cbgi_json_put_open_line(json, "choices", '[');
    for (int k = 0; p->choice != NULL && p->choice[k] != NULL; k++)
        cbgi_json_string(json, p->choice[k]);
    cbgi_json_close(json, ']');
    cbgi_json_close(json, '}');
}

static void print_json(cbgi_json *json, const kind *k)
{
    cbgi_json_put_open(json, k->name, '[');
    entry e;
    for (int n = 0; k->get(n, &e); n++) {
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "name", e.name);
        cbgi_json_put_string(json, "summary", e.summary);
        cbgi_json_put_string(json, "source", e.source);
        cbgi_json_put_string(json, "note", e.note);
        cbgi_json_put_open(json, "parameters", '[');
        for (const cbg_param *p = e.params; p != NULL && p->name != NULL; p++)
            print_param(json, p);
        for (int m = 0; e.forecast != NULL && m < e.forecast->params; m++)
            print_forecast_param(json, &e.forecast->param[m]);
        cbgi_json_close(json, ']');
        cbgi_json_close(json, '}');
    }
    cbgi_json_close(json, ']');
}

/* The row named on the command line, -1 for all, -2 for one that does not exist. */
static int chosen(const cbgi_cli *cli)
{
    if (cli->arg_count == 0)
        return -1;
    const char *names[KINDS];
    for (int k = 0; k < KINDS; k++) {
        names[k] = kinds[k].name;
        if (strcmp(kinds[k].name, cli->arg[0]) == 0)
            return k;
    }
    int nearest = cbgi_text_nearest(cli->arg[0], names, KINDS);
    if (nearest >= 0)
        cbgi_cli_usage(cli, "nothing is called \"%s\"; did you mean \"%s\"?", cli->arg[0], names[nearest]);
    else
        cbgi_cli_usage(cli, "nothing is called \"%s\"; \"coburg list\" shows all", cli->arg[0]);
    return -2;
}

static int run(cbgi_cli *cli)
{
    int only = chosen(cli);
    if (only == -2)
        return CBGI_EXIT_USAGE;
    cbgi_json json = {0};
    if (cli->json)
        cbgi_cli_open_json(cli, &json, NULL);
    int first = only < 0 ? 0 : only, last = only < 0 ? KINDS - 1 : only;
    for (int k = first; k <= last; k++) {
        if (cli->json)
            print_json(&json, &kinds[k]);
        else if (cli->csv)
            print_csv(cli, &kinds[k], k == first);
        else
            print_text(cli, &kinds[k], k == first);
    }
    if (cli->json)
        cbgi_json_close(&json, '}');
    return CBGI_EXIT_DONE;
}

const cbgi_command cbgi_command_list = {
    .name = "list",
    .args = "[KIND]",
    .args_max = 1,
    .summary = "List what is built in",
    .text = "Without KIND everything is listed, each kind under its name.",
    .example = "coburg list\ncoburg list formats --json",
    .tabular = true,
    .run = run,
};
