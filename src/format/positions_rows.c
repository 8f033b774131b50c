/* The rows of a table of positions: a first pass numbers actors and issues, a second fills the tables. It goes on after a
 * problem, to report them all. */
#include <math.h>
#include <string.h>

#include "coburg/number.h"
#include "format/positions.h"

typedef struct reader {
    cbgi_arena *arena;
    cbg_diags *diags;
    cbgi_cells cells;
    cbgi_columns columns;
    int actors, issues;
    const char **actor, **issue;
    double *position, *salience, *capability, *low, *high, *reference;
    cbg_span *place; /* [actor * issues + issue] of the position */
    bool any_reference, percent;
} reader;

/* One row with its numbers; NaN: empty. */
typedef struct row {
    const cbgi_cell *cell;
    int count;
} row;

static row row_at(const cbgi_cells *cells, int first)
{
    int end = first + 1;
    while (end < cells->count && !cells->cell[end].first) {
        end++;
    }
    return (row){&cells->cell[first], end - first};
}

static bool empty(const char *text)
{
    return text[0] == '\0' || strcmp(text, "NA") == 0 || strcmp(text, "-") == 0;
}

static void wrong(reader *r, cbg_span span, const char *what, const char *text, const char *hint)
{
    cbg_diag_hint(cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, span, "%s: \"%.60s\"", what, text), "%s",
                  hint);
}

cbg_status cbgi_positions_number(const char *text, char separator, double *out)
{
    char copy[64];
    cbg_rational exact;
    const size_t length = strlen(text);
    if (length >= sizeof copy) {
        return CBG_BAD_SYNTAX;
    }
    memcpy(copy, text, length + 1);
    char *comma = strchr(copy, ',');
    if (comma != NULL && separator != ',') {
        *comma = '.';
    }
    const cbg_status status = cbg_rational_parse(copy, &exact);
    *out = status == CBG_OK ? cbg_rational_double(exact) : (double)NAN;
    return status;
}

/* NaN when empty or wrong. */
static double number(reader *r, const cbgi_cell *cell)
{
    double x;
    if (empty(cell->text)) {
        return (double)NAN;
    }
    const cbg_status status = cbgi_positions_number(cell->text, r->cells.separator, &x);
    if (status != CBG_OK) {
        wrong(r, cell->span, "not a number", cell->text,
              status == CBG_OVERFLOW ? "at most 18 digits are read" : "write it as 12.5, or leave it empty");
    }
    return x;
}

/* The number of a name, added when it is new; -1: too many. */
static int name_number(reader *r, const char **name, int *count, int most, const cbgi_cell *cell)
{
    for (int k = *count - 1; k >= 0; k--) { /* most often one of the last */
        if (strcmp(name[k], cell->text) == 0) {
            return k;
        }
    }
    if (*count == most) {
        return -1;
    }
    if (cell->text[0] == '\0') {
        wrong(r, cell->span, "a name is missing", "",
              "every row names its actor, and its issue where there is such a column");
        return -1;
    }
    name[*count] = cell->text;
    return (*count)++;
}

static const cbgi_cell *cell_of(const reader *r, row line, cbgi_field field)
{
    for (int k = 0; k < line.count && k < r->columns.count; k++) {
        if (r->columns.field[k] == field) {
            return &line.cell[k];
        }
    }
    return NULL;
}

/* First pass: who and what there is; false: too many, or rows of the wrong length. */
static bool collect(reader *r, int first)
{
    bool good = true;
    for (int at = first; at < r->cells.count;) {
        const row line = row_at(&r->cells, at);
        at += line.count;
        if (line.count != r->columns.count) {
            cbg_diag *diag =
                cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, line.cell[0].span,
                              "%d cells in this row, %d in the first line", line.count, r->columns.count);
            cbg_diag_hint(diag, "put a cell with a separator in it in quotes");
            good = false;
            continue;
        }
        const cbgi_cell *who = cell_of(r, line, CBGI_FIELD_ACTOR), *what = cell_of(r, line, CBGI_FIELD_ISSUE);
        if (name_number(r, r->actor, &r->actors, CBG_FORECAST_ACTORS_MAX, who) < 0 ||
            (what != NULL && name_number(r, r->issue, &r->issues, CBG_FORECAST_ISSUES_MAX, what) < 0)) {
            if (r->diags->errors == 0) {
                cbg_diags_add(r->diags, CBG_ERROR, CBG_TOO_LARGE, line.cell[0].span,
                              "more than %d actors or %d issues", CBG_FORECAST_ACTORS_MAX,
                              CBG_FORECAST_ISSUES_MAX);
            }
            return false;
        }
    }
    return good;
}

static void place_position(reader *r, size_t at, const cbgi_cell *cell, double x)
{
    if (r->place[at].line != 0) {
        cbg_diag *diag = cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, cell->span,
                                       "a second position of the same actor on the same issue");
        cbg_diag_hint(diag, "the first is on line %d", (int)r->place[at].line);
        return;
    }
    r->place[at] = cell->span;
    r->position[at] = x;
}

static void place_salience(reader *r, size_t at, const cbgi_cell *cell, double s)
{
    if (isnan(s) && !isnan(r->position[at])) {
        wrong(r, cell->span, "a position without its salience", cell->text, "give both, or neither");
    } else if (s < 0 || s > 100) {
        wrong(r, cell->span, "a salience outside its bounds", cell->text, "saliences are 0 to 1, or percent");
    }
    r->salience[at] = isnan(s) ? 0 : s;
    r->percent = r->percent || s > 1;
}

static void place_scale(reader *r, int issue, const cbgi_cell *cell, double *end, double x)
{
    if (isnan(x) || (!isnan(end[issue]) && end[issue] != x)) {
        wrong(r, cell->span,
              isnan(x) ? "an end of the scale is missing" : "another end of the scale than before",
              cell->text, "all rows of an issue give the same lower and upper");
    }
    end[issue] = x;
}

static void place_reference(reader *r, int issue, const cbgi_cell *cell, double x)
{
    if (isnan(x)) {
        return; /* one row that gives it is enough */
    }
    if (!isnan(r->reference[issue]) && r->reference[issue] != x) {
        wrong(r, cell->span, "another reference than before", cell->text,
              "all rows of an issue give the same, or leave it empty");
    }
    r->reference[issue] = x;
    r->any_reference = true;
}

static void fill_row(reader *r, row line)
{
    const cbgi_cell *what = cell_of(r, line, CBGI_FIELD_ISSUE);
    const int actor = name_number(r, r->actor, &r->actors, 0, cell_of(r, line, CBGI_FIELD_ACTOR)),
              only = what == NULL ? 0 : name_number(r, r->issue, &r->issues, 0, what);
    for (int k = 0; k < line.count; k++) {
        const cbgi_cell *cell = &line.cell[k];
        const int issue = r->columns.wide ? r->columns.issue[k] : only;
        const size_t at = (size_t)actor * (size_t)r->issues + (size_t)issue;
        switch (r->columns.field[k]) {
        case CBGI_FIELD_POSITION: place_position(r, at, cell, number(r, cell)); break;
        case CBGI_FIELD_LOWER: place_scale(r, issue, cell, r->low, number(r, cell)); break;
        case CBGI_FIELD_UPPER: place_scale(r, issue, cell, r->high, number(r, cell)); break;
        case CBGI_FIELD_REFERENCE: place_reference(r, issue, cell, number(r, cell)); break;
        case CBGI_FIELD_POWER: {
            const double c = number(r, cell);
            if (!(c >= 0)) {
                wrong(r, cell->span, "a power that is missing or negative", cell->text,
                      "powers are 0 or more");
            }
            for (int i = 0; i < r->issues; i++) {
                const bool here = r->columns.wide || i == only;
                double *const to = &r->capability[(size_t)actor * (size_t)r->issues + (size_t)i];
                *to = here ? c : *to;
            }
            break;
        }
        case CBGI_FIELD_SALIENCE:
        case CBGI_FIELD_NONE:
        case CBGI_FIELD_ACTOR:
        case CBGI_FIELD_ISSUE:
        case CBGI_FIELDS: break;
        }
    }
    for (int k = 0; k < line.count; k++) { /* after the positions they belong to */
        const int issue = r->columns.wide ? r->columns.issue[k] : only;
        if (r->columns.field[k] == CBGI_FIELD_SALIENCE) {
            place_salience(r, (size_t)actor * (size_t)r->issues + (size_t)issue, &line.cell[k],
                           number(r, &line.cell[k]));
        }
    }
}

static bool lay(reader *r)
{
    const size_t m = (size_t)r->issues, cells = (size_t)r->actors * m;
    double **const table[] = {&r->position, &r->salience, &r->capability},
                   **const scale[] = {&r->low, &r->high, &r->reference};
    r->place = cbgi_arena_array(r->arena, cells, sizeof *r->place);
    for (int k = 0; k < 3; k++) {
        *table[k] = cbgi_arena_array(r->arena, cells, sizeof(double));
        *scale[k] = cbgi_arena_array(r->arena, m, sizeof(double));
    }
    if (r->arena->failed) {
        return false;
    }
    for (size_t k = 0; k < cells; k++) {
        r->position[k] = (double)NAN;
        r->capability[k] = 1;
    }
    for (size_t k = 0; k < m; k++) {
        r->low[k] = r->columns.wide ? 0 : (double)NAN;
        r->high[k] = r->columns.wide ? 100 : (double)NAN;
        r->reference[k] = (double)NAN;
    }
    return true;
}

static void check_scales(reader *r)
{
    const bool scaled = r->columns.wide || r->columns.has[CBGI_FIELD_LOWER];
    for (int i = 0; i < r->actors; i++) {
        for (int k = 0; scaled && k < r->issues; k++) {
            const size_t at = (size_t)i * (size_t)r->issues + (size_t)k;
            if (r->low[k] >= r->high[k] && r->place[at].line != 0) {
                cbg_diag *diag =
                    cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, r->place[at],
                                  "a scale that does not rise: from %.15g to %.15g", r->low[k], r->high[k]);
                cbg_diag_hint(diag, "lower is below upper");
                r->low[k] = r->high[k] = (double)NAN; /* once is enough */
            }
            if (r->position[at] < r->low[k] || r->position[at] > r->high[k]) {
                cbg_diag *diag = cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, r->place[at],
                                               "a position of %.15g on a scale from %.15g to %.15g",
                                               r->position[at], r->low[k], r->high[k]);
                cbg_diag_hint(diag, "positions lie on the scale of the issue");
            }
        }
    }
    for (size_t k = 0; r->percent && k < (size_t)r->actors * (size_t)r->issues; k++) {
        r->salience[k] /= 100;
    }
}

/* Who and what is declared comes first. */
static void expect(reader *r, const cbgi_declared *declared)
{
    r->actors = declared->actors, r->issues = declared->issues;
    for (int k = 0; k < r->actors; k++) {
        r->actor[k] = declared->actor[k];
    }
    for (int k = 0; k < r->issues; k++) {
        r->issue[k] = declared->issue[k];
    }
}

static cbg_status build(reader *r, const cbgi_declared *declared, cbg_positions *out)
{
    if (r->cells.count == 0) {
        cbg_diag *diag =
            cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, (cbg_span){1, 1, 1}, "the table is empty");
        cbg_diag_hint(diag, "the first line names the columns: actor, position, salience, power");
        return CBG_BAD_CASE;
    }
    const row header = row_at(&r->cells, 0);
    r->actor = cbgi_arena_array(r->arena, CBG_FORECAST_ACTORS_MAX, sizeof *r->actor);
    r->issue = cbgi_arena_array(r->arena, CBG_FORECAST_ISSUES_MAX, sizeof *r->issue);
    if (!r->arena->failed) {
        expect(r, declared);
    }
    if (r->arena->failed ||
        !cbgi_positions_header(r->arena, header.cell, header.count, &r->columns, r->diags) ||
        !collect(r, header.count)) {
        return r->arena->failed ? CBG_NO_MEMORY : cbg_diags_status(r->diags);
    }
    if (r->actors == 0) {
        cbg_diag *diag =
            cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, header.cell->span, "a table without rows");
        cbg_diag_hint(diag, "one row an actor and issue follows the line of names");
        return CBG_BAD_CASE;
    }
    if (!r->columns.has[CBGI_FIELD_ISSUE]) {
        r->issues = r->columns.wide ? r->columns.issues : 1;
        for (int k = 0; k < r->issues; k++) {
            r->issue[k] = r->columns.wide ? r->columns.name[k] : "issue";
        }
    }
    if (!lay(r)) {
        return CBG_NO_MEMORY;
    }
    for (int at = header.count; at < r->cells.count;) {
        const row line = row_at(&r->cells, at);
        at += line.count;
        fill_row(r, line);
    }
    check_scales(r);
    const bool scaled = r->columns.wide || r->columns.has[CBGI_FIELD_LOWER];
    *out = (cbg_positions){
        .input = {r->actors, r->issues, r->position, r->salience, r->capability, scaled ? r->low : NULL,
                  scaled ? r->high : NULL, r->any_reference ? r->reference : NULL, r->actor, r->issue},
        .wide = r->columns.wide,
        .percent = r->percent,
        .power_given = r->columns.has[CBGI_FIELD_POWER],
    };
    if (r->diags->errors == 0) {
        cbg_forecast_check(&out->input, r->diags);
    }
    return r->arena->failed ? CBG_NO_MEMORY : cbg_diags_status(r->diags);
}

cbg_status cbgi_positions_build(cbgi_arena *arena, const cbgi_cells *cells, const cbgi_declared *declared,
                                cbg_positions *out, cbg_diags *diags)
{
    reader *r = cbgi_arena_alloc(arena, sizeof *r);
    if (r == NULL) {
        return CBG_NO_MEMORY;
    }
    *r = (reader){.arena = arena, .diags = diags, .cells = *cells};
    return build(r, declared, out);
}
