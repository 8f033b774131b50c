/* The input files of the exchange model's program: every line begins with a tag, '#A' an actor, '#P' an issue, '#M' a point
 * of its scale, '#D' a position (actor, issue, position, salience, power), '#O' and '#/' remarks; cells by tabs, commas or semicolons,
 * in single quotes or none. They become a table with a row an actor and issue, whose scales run from the least to the
 * greatest point; an issue without points runs over the positions on it, or has no scale when no issue has points. */
#include <string.h>

#include "format/positions.h"

enum { D_CELLS = 6, COLUMNS = 7 };
static const char tags[] = "APMDO/";

static bool quote(char c)
{
    return c == '\'' || c == '"';
}

/* The separator behind a tag at the start of a line, 0: there is no tag. */
static char tagged(const char *at, const char *end)
{
    at += at < end && quote(*at) ? 1 : 0;
    if (end - at < 3 || at[0] != '#' || strchr(tags, at[1]) == NULL || at[1] == '\0') {
        return 0;
    }
    at += quote(at[2]) ? 3 : 2;
    return at < end && *at != '\0' && strchr("\t,;", *at) != NULL ? *at : 0;
}

char cbgi_positions_separator(const char *text, size_t length)
{
    const char *const end = text + length;
    while (text < end) {
        const char *const stop = memchr(text, '\n', (size_t)(end - text));
        const char separator = tagged(text, end);
        if (separator != 0) {
            return separator;
        }
        if (*text != '#' && *text != '\n' && *text != '\r') {
            return 0; /* a line that names columns, or a row */
        }
        text = stop == NULL ? end : stop + 1;
    }
    return 0;
}

/* An issue, or an actor that has no scale. */
typedef struct named {
    const cbgi_cell *name;
    const cbgi_cell *low, *high; /* cells with the least and greatest point, NULL: none yet */
    double least, greatest;
    bool points, used; /* points of its own; anybody has a position */
} named;

typedef struct records {
    cbgi_arena *arena;
    cbg_diags *diags;
    char separator;
    named *actor, *issue;
    int actors, issues, rows;
    cbgi_cell *out;         /* the table: a line of titles, then `rows` */
    const cbgi_cell **line; /* [rows] where each came from */
    const named **about;    /* [rows] its issue */
} records;

static void wrong(const records *r, const cbgi_cell *cell, const char *what, const char *hint)
{
    cbg_diag_hint(
        cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, cell->span, "%s: \"%.60s\"", what, cell->text), "%s",
        hint);
}

static named *find(named *list, int count, const char *name)
{
    for (int k = 0; k < count; k++) {
        if (strcmp(list[k].name->text, name) == 0) {
            return &list[k];
        }
    }
    return NULL;
}

/* `cell` of a line of `count`, NULL and complained: it is missing. */
static const cbgi_cell *needed(const records *r, const cbgi_cell *line, int count, int cell, const char *hint)
{
    if (cell < count && line[cell].text[0] != '\0') {
        return &line[cell];
    }
    wrong(r, line, "cells are missing after", hint);
    return NULL;
}

static void declare(const records *r, named *list, int *count, int most, const cbgi_cell *line, int cells)
{
    const cbgi_cell *const name = needed(r, line, cells, 1, "a tab and the name follow");
    if (name == NULL) {
        return;
    }
    if (find(list, *count, name->text) != NULL) {
        wrong(r, name, "declared a second time", "leave one of them out");
    } else if (*count == most) {
        cbg_diags_add(r->diags, CBG_ERROR, CBG_TOO_LARGE, name->span, "more than %d of them", most);
    } else {
        list[(*count)++] = (named){.name = name};
    }
}

static named *declared(const records *r, named *list, int count, const cbgi_cell *name, const char *hint)
{
    named *const found = name == NULL ? NULL : find(list, count, name->text);
    if (found == NULL && name != NULL) {
        wrong(r, name, "nothing of this name is declared", hint);
    }
    return found;
}

/* The scale of an issue goes on to this cell, when it holds a number. */
static bool extend(const records *r, named *issue, const cbgi_cell *cell)
{
    double x;
    if (cbgi_positions_number(cell->text, r->separator, &x) != CBG_OK) {
        return false;
    }
    if (issue->low == NULL || x < issue->least) {
        issue->low = cell, issue->least = x;
    }
    if (issue->high == NULL || x > issue->greatest) {
        issue->high = cell, issue->greatest = x;
    }
    return true;
}

static void point(const records *r, const cbgi_cell *line, int cells)
{
    static const char hint[] = "a point of a scale is #M, issue, number, and words for it";
    named *const issue = declared(r, r->issue, r->issues, needed(r, line, cells, 1, hint),
                                  "a line #P declares the issue before");
    const cbgi_cell *const cell = needed(r, line, cells, 2, hint);
    if (issue != NULL && cell != NULL && !extend(r, issue, cell)) {
        wrong(r, cell, "not a number", hint);
    }
    if (issue != NULL) {
        issue->points = true;
    }
}

static void position(records *r, const cbgi_cell *line, int cells)
{
    static const char hint[] = "a position is #D, actor, issue, position, salience, power";
    named *const actor = declared(r, r->actor, r->actors, needed(r, line, cells, 1, hint),
                                  "a line #A declares the actor before"),
                 *const issue = declared(r, r->issue, r->issues, needed(r, line, cells, 2, hint),
                                         "a line #P declares the issue before");
    bool whole = actor != NULL && issue != NULL;
    for (int k = 3; k < D_CELLS && whole; k++) {
        whole = needed(r, line, cells, k, hint) != NULL;
    }
    for (int k = D_CELLS; k < cells; k++) {
        if (line[k].text[0] != '\0') {
            wrong(r, &line[k], "a cell too many", hint);
        }
    }
    if (!whole) {
        return;
    }
    actor->used = issue->used = true;
    if (!issue->points) {
        extend(r, issue, &line[3]); /* what is no number is said when the row is read */
    }
    r->about[r->rows] = issue;
    r->line[r->rows++] = line;
}

static void read_line(records *r, const cbgi_cell *line, int cells)
{
    const char *const text = line->text;
    const bool remark = text[0] == '#' && (text[1] == ' ' || text[1] == '\0');
    const char tag = remark ? '/' : text[0] == '#' && text[2] == '\0' ? text[1] : 0;
    switch (tag) {
    case 'A': declare(r, r->actor, &r->actors, CBG_FORECAST_ACTORS_MAX, line, cells); break;
    case 'P': declare(r, r->issue, &r->issues, CBG_FORECAST_ISSUES_MAX, line, cells); break;
    case 'M': point(r, line, cells); break;
    case 'D': position(r, line, cells); break;
    case 'O':
    case '/': break;
    default:
        wrong(r, line, "an unknown tag",
              "lines begin with #A (actor), #P (issue), #M (point of its scale), #D (position), #O or #/ "
              "(remark)");
    }
}

/* Single quotes are taken off. */
static void unquote(cbgi_arena *arena, cbgi_cell *cell)
{
    const size_t length = strlen(cell->text);
    if (length >= 2 && cell->text[0] == '\'' && cell->text[length - 1] == '\'') {
        cell->text = cbgi_arena_copy(arena, cell->text + 1, length - 2);
    }
}

static int names(named *list, int count, const char **out)
{
    int used = 0;
    for (int k = 0; k < count; k++) {
        if (list[k].used) {
            out[used++] = list[k].name->text;
        }
    }
    return used;
}

/* The table; without scales when no issue has one. */
static void finish(records *r, cbgi_cells *cells, cbgi_declared *out)
{
    static const char *const title[COLUMNS] = {"actor", "issue", "position", "salience",
                                               "power", "lower", "upper"};
    bool scaled = false;
    for (int k = 0; k < r->issues; k++) {
        scaled = scaled || (r->issue[k].points && r->issue[k].used);
    }
    const int columns = scaled ? COLUMNS : COLUMNS - 2;
    int count = 0;
    for (int k = 0; k < columns; k++) {
        r->out[count++] = (cbgi_cell){title[k], {1, 1, 1}, k == 0};
    }
    for (int row = 0; row < r->rows; row++) {
        const named *const issue = r->about[row];
        const cbgi_cell *const line = r->line[row];
        for (int k = 0; k < columns; k++) {
            const cbgi_cell *const end = k == 5 ? issue->low : k == 6 ? issue->high : NULL;
            r->out[count] = k < COLUMNS - 2 ? line[k + 1] : end != NULL ? *end : line[3];
            r->out[count++].first = k == 0;
        }
    }
    out->actors = names(r->actor, r->actors, out->actor);
    out->issues = names(r->issue, r->issues, out->issue);
    cells->cell = r->out;
    cells->count = count;
}

cbg_status cbgi_positions_records(cbgi_arena *arena, cbgi_cells *cells, cbgi_declared *out, cbg_diags *diags)
{
    records r = {.arena = arena, .diags = diags, .separator = cells->separator};
    int lines = 0;
    for (int k = 0; k < cells->count; k++) {
        lines += cells->cell[k].first;
        unquote(arena, &cells->cell[k]);
    }
    r.actor = cbgi_arena_array(arena, CBG_FORECAST_ACTORS_MAX, sizeof *r.actor);
    r.issue = cbgi_arena_array(arena, CBG_FORECAST_ISSUES_MAX, sizeof *r.issue);
    r.out = cbgi_arena_array(arena, ((size_t)lines + 1) * COLUMNS, sizeof *r.out);
    r.line = cbgi_arena_array(arena, (size_t)lines + 1, sizeof(cbgi_cell *));
    r.about = cbgi_arena_array(arena, (size_t)lines + 1, sizeof(named *));
    out->actor = cbgi_arena_array(arena, CBG_FORECAST_ACTORS_MAX, sizeof *out->actor);
    out->issue = cbgi_arena_array(arena, CBG_FORECAST_ISSUES_MAX, sizeof *out->issue);
    if (arena->failed) {
        return CBG_NO_MEMORY;
    }
    for (int at = 0; at < cells->count;) {
        int end = at + 1;
        while (end < cells->count && !cells->cell[end].first) {
            end++;
        }
        read_line(&r, &cells->cell[at], end - at);
        at = end;
    }
    if (diags->errors == 0) {
        finish(&r, cells, out);
    }
    return arena->failed ? CBG_NO_MEMORY : cbg_diags_status(diags);
}
