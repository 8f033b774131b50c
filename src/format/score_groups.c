/* Rows of the same question, forecaster and day: sorted once, then everything is a look at neighbours. */
#include "format/score_groups.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare(const char *a, const char *b)
{
    return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

static int by_forecaster(const void *left, const void *right)
{
    const cbg_prediction *a = *(cbg_prediction *const *)left, *b = *(cbg_prediction *const *)right;
    const int order = compare(a->by, b->by);
    return order != 0 ? order : (a > b) - (a < b);
}

static int by_question(const void *left, const void *right)
{
    const cbg_prediction *a = *(cbg_prediction *const *)left, *b = *(cbg_prediction *const *)right;
    int order = compare(a->question, b->question);
    order = order != 0 ? order : compare(a->by, b->by);
    order = order != 0 ? order : compare(a->made, b->made);
    return order != 0 ? order : (a > b) - (a < b);
}

static bool same_question(const cbg_prediction *a, const cbg_prediction *b)
{
    return compare(a->question, b->question) == 0;
}

static bool same_forecaster(const cbg_prediction *a, const cbg_prediction *b)
{
    return compare(a->by, b->by) == 0;
}

static bool same_forecast(const cbg_prediction *a, const cbg_prediction *b)
{
    return same_question(a, b) && same_forecaster(a, b) && compare(a->made, b->made) == 0;
}

static void complain(cbg_diags *diags, cbg_span span, const char *what, const char *text, const char *hint)
{
    cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, span, "%s: \"%.60s\"", what, text), "%s",
                  hint);
}

/* Numbers the groups among neighbours in order of their first rows: out is where in a row the number goes. */
static int number_groups(cbg_prediction *const *list, cbg_prediction *row, int rows,
                         bool (*same)(const cbg_prediction *, const cbg_prediction *), size_t out, int *first)
{
    int groups = 0;
    for (int k = 0, group = 0; k < rows; k++) { /* the least row of each group stands for it */
        const int here = (int)(list[k] - row);
        group = k > 0 && same(list[k - 1], list[k]) ? group : k;
        first[group] = k == group || here < first[group] ? here : first[group];
        *(int *)(void *)((char *)list[k] + out) = group;
    }
    int *number = first + rows; /* of the group that begins with this row */
    for (int k = 0; k < rows; k++) {
        const int group = *(int *)(void *)((char *)&row[k] + out);
        if (first[group] == k) {
            number[group] = groups++;
        }
        *(int *)(void *)((char *)&row[k] + out) = number[group];
    }
    return groups;
}

static int by_answer(const void *left, const void *right)
{
    const cbg_prediction *a = *(cbg_prediction *const *)left, *b = *(cbg_prediction *const *)right;
    const int order = compare(a->answer, b->answer);
    return order != 0 ? order : (a > b) - (a < b);
}

/* One forecast: every answer once, probabilities that sum to 1; an only answer stands for yes or no. Its rows are put
 * in order of answers, and back. */
static void check_forecast(cbg_prediction **list, int count, cbg_diags *diags)
{
    double sum = 0;
    qsort(list, (size_t)count, sizeof *list, by_answer);
    for (int k = 0; k < count; k++) {
        sum += list[k]->probability;
        if (k > 0 && compare(list[k - 1]->answer, list[k]->answer) == 0) {
            cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, list[k]->span,
                                        "the same forecast a second time; the first is on line %d",
                                        (int)list[k - 1]->span.line),
                          "give the day on which each was made");
            return;
        }
    }
    qsort(list, (size_t)count, sizeof *list, by_question);
    if (count > 1 && list[0]->answer != NULL && fabs(sum - 1) > 0.005) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, list[0]->span,
                                    "the probabilities of %d answers sum to %.6g", count, sum),
                      "they must sum to 1; add an answer for whatever else may happen");
    }
}

/* What rows of one question must agree about. */
static void check_question(cbg_prediction *const *list, int count, cbg_diags *diags)
{
    const cbg_prediction *settled = NULL;
    for (int k = 0; k < count; k++) {
        const cbg_prediction *p = list[k];
        if ((p->answer == NULL) != (list[0]->answer == NULL)) {
            complain(diags, p->span, "answers and quantiles for one question", p->question,
                     "give the question about the number another name");
            return;
        }
        settled = settled == NULL && p->outcome != NULL ? p : settled;
        if (p->outcome != NULL && compare(p->outcome, settled->outcome) != 0) {
            complain(diags, p->outcome_cell, "a second outcome of the same question", p->outcome,
                     "all rows of a question have the same outcome, or none");
            return;
        }
    }
}

static void check(cbg_prediction **list, int rows, cbg_diags *diags)
{
    for (int from = 0, to; from < rows; from = to) {
        for (to = from + 1; to < rows && same_question(list[from], list[to]); to++) {
        }
        check_question(list + from, to - from, diags);
    }
    for (int from = 0, to; from < rows; from = to) {
        for (to = from + 1; to < rows && same_forecast(list[from], list[to]); to++) {
        }
        check_forecast(list + from, to - from, diags);
    }
}

void cbgi_score_groups(cbgi_arena *arena, cbg_prediction *row, int rows, cbg_score_log *log, cbg_diags *diags)
{
    const size_t n = (size_t)rows;
    cbg_prediction **list = cbgi_arena_array(arena, n + 1, sizeof *list);
    int *first = cbgi_arena_array(arena, 2 * n + 1, sizeof *first),
        *order = cbgi_arena_array(arena, n + 1, sizeof *order);
    if (arena->failed) {
        return;
    }
    for (int k = 0; k < rows; k++) {
        list[k] = &row[k];
    }
    qsort(list, n, sizeof *list, by_forecaster);
    log->forecasters =
        number_groups(list, row, rows, same_forecaster, offsetof(cbg_prediction, forecaster), first);
    qsort(list, n, sizeof *list, by_question);
    log->questions = number_groups(list, row, rows, same_question, offsetof(cbg_prediction, asked), first);
    log->forecasts = number_groups(list, row, rows, same_forecast, offsetof(cbg_prediction, forecast), first);
    check(list, rows, diags);
    for (int k = 0; k < rows; k++) {
        order[k] = (int)(list[k] - row);
    }
    log->by_question = order;
}
