/* What coburg forecast was asked: options, the case or the table, the issue. */
#include "cli/forecast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "cli/core.h"

typedef cbgi_forecast_question question;

/* "smp,challenge:variant=textbook" into its items; false after a complaint. */
static bool read_models(question *q)
{
    const char *value = NULL;
    if (!cbgi_cli_has(q->cli, "models", &value) || strcmp(value, "all") == 0)
        return true;
    const size_t length = strlen(value);
    memcpy(q->specs, value, length < sizeof q->specs ? length + 1 : 0);
    for (char *item = length < sizeof q->specs ? q->specs : NULL; item != NULL; q->options.specs++) {
        char *comma = strchr(item, ',');
        if (q->options.specs == CBG_STUDY_MODELS_MAX || *item == '\0' || *item == ',')
            break;
        if (comma != NULL)
            *comma++ = '\0';
        q->spec[q->options.specs] = item;
        if (comma == NULL) {
            q->options.specs++;
            q->options.spec = q->spec;
            return true;
        }
        item = comma;
    }
    cbgi_cli_usage(q->cli, "--models takes names with commas between, such as smp,challenge:variant=textbook; "
                           "\"coburg list forecasts\" has them");
    return false;
}

/* Every value of a repeated option, commas between ids; false after a complaint. */
static bool read_ids(question *q, const char *option, const char *id[FORECAST_IDS_MAX], int *count)
{
    for (int k = 0; k < q->cli->given_count; k++) {
        if (strcmp(q->cli->given[k].option->name, option) != 0)
            continue;
        for (const char *s = q->cli->given[k].value; s != NULL; s = strchr(s, ',') == NULL ? NULL : strchr(s, ',') + 1) {
            if (*count == FORECAST_IDS_MAX) {
                cbgi_cli_usage(q->cli, "--%s: at most %d ids", option, (int)FORECAST_IDS_MAX);
                return false;
            }
            id[*count] = cbgi_arena_copy(&q->arena, s, strcspn(s, ","));
            *count += id[*count] != NULL;
        }
    }
    return true;
}

static bool read_spread(question *q)
{
    const char *value = NULL;
    cbg_rational exact;
    if (!cbgi_cli_has(q->cli, "spread", &value))
        return true;
    const double percent = cbgi_rational_typed(value, &exact) == CBG_OK ? cbg_rational_double(exact) : -1;
    if (percent < 0 || percent > 100) {
        cbgi_cli_usage(q->cli, "--spread takes a percentage from 0 to 100, not \"%s\"", value);
        return false;
    }
    q->evidence.spread = percent;
    return true;
}

/* --deadline is another question: what belongs to one of the two is not passed over in the other. */
static bool read_question(question *q)
{
    static const char *const of_deadline[] = {"days", "tension", "gap", "prior"};
    static const char *const of_issues[] = {"issue", "models", "spread",  "accept",
                                            "reject", "turns", "moves", "svg", "explain"};
    const bool deadline = cbgi_cli_has(q->cli, "deadline", NULL);
    for (size_t k = 0; k < sizeof of_deadline / sizeof of_deadline[0]; k++)
        if (!deadline && cbgi_cli_has(q->cli, of_deadline[k], NULL)) {
            cbgi_cli_usage(q->cli, "--%s belongs to --deadline; add that", of_deadline[k]);
            return false;
        }
    for (size_t k = 0; k < sizeof of_issues / sizeof of_issues[0]; k++)
        if (deadline && cbgi_cli_has(q->cli, of_issues[k], NULL)) {
            cbgi_cli_usage(q->cli, "--%s belongs to forecasts of issues, not to --deadline; leave one of the two out",
                           of_issues[k]);
            return false;
        }
    return true;
}

bool cbgi_forecast_read_options(question *q)
{
    if (!read_question(q) || !read_models(q) || !read_spread(q) || !read_ids(q, "accept", q->accept, &q->evidence.accepts) ||
        !read_ids(q, "reject", q->reject, &q->evidence.rejects) ||
        !cbgi_cli_integer(q->cli, "draws", 0, CBG_EVIDENCE_DRAWS_MAX, &q->draws) ||
        !cbgi_cli_integer(q->cli, "seed", 0, INT64_MAX, &q->seed) ||
        !cbgi_cli_integer(q->cli, "moves", 0, INT32_MAX, &q->shown))
        return false;
    if (q->cli->csv && q->shown >= 0 && cbgi_cli_has(q->cli, "turns", NULL)) {
        cbgi_cli_usage(q->cli, "--csv writes one table: leave --turns or --moves out");
        return false;
    }
    q->evidence.accept = q->accept;
    q->evidence.reject = q->reject;
    q->evidence.equal_power = cbgi_cli_has(q->cli, "equal-power", NULL);
    q->options.draws = (uint64_t)q->draws;
    q->options.seed = (uint64_t)q->seed;
    q->report.spread = q->evidence.spread;
    return true;
}

static bool ends_with(const char *path, const char *end)
{
    const size_t n = strlen(path), m = strlen(end);
    return n >= m && strcmp(path + n - m, end) == 0;
}

/* Tagged lines are positions whatever the file is called. A table whose header has a column `option` is a case in CSV, any
 * other one of positions. */
static bool is_positions(const cbgi_text *text, const char *path)
{
    const char *s = text->data == NULL ? "" : text->data;
    if (cbg_positions_tagged(s, text->length))
        return true;
    if (!ends_with(path, ".csv") && !ends_with(path, ".tsv") && !ends_with(path, ".txt"))
        return false;
    while (*s == '#' || *s == '\n' || *s == '\r') {
        const char *next = strchr(s, '\n');
        if (next == NULL)
            return false;
        s = next + 1;
    }
    for (const char *end = s + strcspn(s, "\r\n"); s + 6 <= end; s++)
        if (strncmp(s, "option", 6) == 0 || strncmp(s, "Option", 6) == 0)
            return false;
    return true;
}

/* False when the file is no table of positions; then nothing was complained about, unless *wrong. */
static bool read_positions(question *q, const char *path, bool *wrong)
{
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    bool found = false;
    if (cbgi_file_read(path, CBG_POSITIONS_BYTES_MAX, &text) == CBG_OK && is_positions(&text, path)) {
        const cbg_status status = cbg_positions_read_text(text.data == NULL ? "" : text.data, text.length, path,
                                                          &q->cli->exec, &q->positions, &q->diags);
        found = status == CBG_OK;
        *wrong = !found;
        if (!found)
            cbgi_cli_fail(q->cli, status, &q->diags);
        if (found && q->evidence.accepts + q->evidence.rejects > 0) {
            cbgi_cli_usage(q->cli, "--accept and --reject need a case; a table of positions has no claims");
            *wrong = true;
        }
    }
    cbgi_text_free(&text);
    return found;
}

bool cbgi_forecast_read(question *q)
{
    const char *path = q->cli->arg[0];
    bool wrong = false;
    if (strcmp(path, "-") != 0 && (read_positions(q, path, &wrong) || wrong))
        return !wrong;
    q->c = cbgi_cli_read_case(q->cli, 0);
    return q->c != NULL;
}

cbg_status cbgi_forecast_evidence(question *q, const cbg_evidence_options *options, cbg_evidence **out)
{
    if (q->c != NULL)
        return cbg_evidence_build(q->c, options, &q->cli->exec, out, &q->diags);
    return cbg_evidence_from_input(&q->positions->input, options, &q->cli->exec, out, &q->diags);
}

/* How far an issue is in the open: the width of the answer's interval and of the models, as shares of the scale. */
static double openness(const question *q, int i)
{
    const cbg_study *s = q->study;
    const cbg_forecast_input *in = &q->e->input;
    const double width = in->low == NULL || in->high == NULL ? 1 : in->high[i] - in->low[i];
    double sum = 0, most = 0;
    for (int a = 0; a < in->actors; a++) {
        const size_t at = (size_t)a * (size_t)in->issues + (size_t)i;
        if (isnan(in->position[at]))
            continue;
        const double w = in->salience[at] * in->capability[at];
        sum += w * fabs(in->position[at] - s->point[i]);
        most += w;
    }
    return most > 0 && !isnan(sum) ? sum * width / (width * width) : 0;
}

bool cbgi_forecast_choose(question *q)
{
    const cbg_forecast_input *in = &q->e->input;
    const char *value = NULL;
    q->report.all = in->issues > 1;
    if (!cbgi_cli_has(q->cli, "issue", &value)) {
        for (int i = 1; i < in->issues; i++)
            if (openness(q, i) > openness(q, q->report.issue))
                q->report.issue = i;
        return true;
    }
    q->report.all = false;
    for (int i = 0; i < in->issues && in->issue_name != NULL; i++)
        if (strcmp(in->issue_name[i], value) == 0) {
            q->report.issue = i;
            return true;
        }
    for (int i = 0; i < in->issues && q->c != NULL; i++)
        if (strcmp(q->c->issue[q->e->case_issue[i]].name, value) == 0) {
            q->report.issue = i;
            return true;
        }
    char *end = NULL;
    const long number = strtol(value, &end, 10);
    if (*value != '\0' && *end == '\0' && number >= 1 && number <= in->issues) {
        q->report.issue = (int)number - 1;
        return true;
    }
    const int nearest = in->issue_name == NULL ? -1 : cbgi_text_nearest(value, in->issue_name, in->issues);
    if (nearest >= 0)
        cbgi_cli_usage(q->cli, "there is no issue %s to forecast; did you mean %s?", value, in->issue_name[nearest]);
    else if (in->issue_name != NULL)
        cbgi_cli_usage(q->cli, "there is no issue %s to forecast; the first of %d is %s", value, in->issues,
                       in->issue_name[0]);
    else
        cbgi_cli_usage(q->cli, "there is no issue %s to forecast; write a number from 1 to %d", value, in->issues);
    return false;
}
