/* Sets of decided issues: see bakeoff.h. The table becomes a list of statements (who stands where on what), the statements of
 * one proposal the input of a forecast. Names are numbered through sorted indices, so no choice of names makes it slow. */
#include "format/outcomes.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "coburg/number.h"
#include "format/node.h"
#include "format/whole.h"

enum { STATEMENTS_MAX = 2000000 };

typedef struct owned {
    cbg_outcomes outcomes; /* first: the caller's pointer is ours */
    cbgi_arena arena;
} owned;

void cbgi_outcome_complain(cbgi_outcome_reader *r, cbg_span span, const char *what, const char *text,
                           const char *hint)
{
    cbg_diag_hint(cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, span, "%s: \"%.60s\"", what, text), "%s",
                  hint);
}

/* NaN when empty ("", "NA", ".", "-") or wrong; where cells are not separated by commas, a comma may stand for the point. */
static double number(cbgi_outcome_reader *r, const cbgi_cell *cell)
{
    char text[64];
    cbg_rational exact;
    const size_t length = strlen(cell->text);
    if (length == 0 || strcmp(cell->text, "NA") == 0 || strcmp(cell->text, ".") == 0 ||
        strcmp(cell->text, "-") == 0) {
        return (double)NAN;
    }
    cbg_status status = length < sizeof text ? CBG_OK : CBG_BAD_SYNTAX;
    if (status == CBG_OK) {
        memcpy(text, cell->text, length + 1);
        char *comma = r->cells.separator == ',' ? NULL : strchr(text, ',');
        if (comma != NULL) {
            *comma = '.';
        }
        status = cbg_rational_parse(text, &exact);
    }
    if (status != CBG_OK) {
        cbgi_outcome_complain(r, cell->span, "not a number", cell->text,
                              "write it as 12.5, or leave it empty");
        return (double)NAN;
    }
    return cbg_rational_double(exact);
}

static double field_number(cbgi_outcome_reader *r, const cbgi_cell *line, cbgi_outcome_field field)
{
    const int at = r->columns->at[field];
    return at < 0 ? (double)NAN : number(r, &line[at]);
}

static const char *field_text(const cbgi_outcome_reader *r, const cbgi_cell *line, cbgi_outcome_field field)
{
    const int at = r->columns->at[field];
    return at < 0 ? "" : line[at].text;
}

static void check_statement(cbgi_outcome_reader *r, const cbgi_statement *s)
{
    if (!isnan(s->position) && !(s->salience >= 0 && s->salience <= 100)) {
        cbgi_outcome_complain(
            r, s->span,
            isnan(s->salience) ? "a position without its salience, of" : "a salience outside its bounds, of",
            s->actor, "saliences are 0 to 1, or percent; an actor without a position has neither");
    }
    if (s->power < 0) {
        cbgi_outcome_complain(r, s->span, "a negative power, of", s->actor, "powers are 0 or more");
    }
    if (s->high <= s->low) {
        cbgi_outcome_complain(r, s->span, "a scale that does not rise, of issue", s->issue,
                              "high is above low");
    }
    r->percent = r->percent || s->salience > 1;
}

static bool add_statement(cbgi_outcome_reader *r, const cbgi_statement *made)
{
    if (r->count == STATEMENTS_MAX) {
        cbg_diags_add(r->diags, CBG_ERROR, CBG_TOO_LARGE, made->span, "more than %d positions",
                      STATEMENTS_MAX);
        return false;
    }
    cbgi_statement *s = &r->list[r->count++];
    *s = *made;
    s->issue_key = cbgi_arena_format(r->arena, "%s\x1f%s", s->proposal, s->issue);
    s->actor_key = cbgi_arena_format(r->arena, "%s\x1f%s", s->proposal, s->actor);
    check_statement(r, s);
    return !r->arena->failed;
}

static bool read_row(cbgi_outcome_reader *r, const cbgi_cell *line)
{
    const cbgi_outcome_columns *c = r->columns;
    cbgi_statement s = {.issue = field_text(r, line, CBGI_OUTCOME_ISSUE),
                        .proposal = field_text(r, line, CBGI_OUTCOME_PROPOSAL),
                        .actor = field_text(r, line, CBGI_OUTCOME_ACTOR),
                        .position = field_number(r, line, CBGI_OUTCOME_POSITION),
                        .salience = field_number(r, line, CBGI_OUTCOME_SALIENCE),
                        .power = field_number(r, line, CBGI_OUTCOME_POWER),
                        .low = field_number(r, line, CBGI_OUTCOME_LOW),
                        .high = field_number(r, line, CBGI_OUTCOME_HIGH),
                        .reference = field_number(r, line, CBGI_OUTCOME_REFERENCE),
                        .outcome = field_number(r, line, CBGI_OUTCOME_OUTCOME),
                        .span = line->span};
    if (s.issue[0] == '\0' || (c->actors == 0 && s.actor[0] == '\0')) {
        cbgi_outcome_complain(r, s.span, "a row without its", s.issue[0] == '\0' ? "issue" : "actor",
                              "every row names its issue and its actor");
        return true;
    }
    if (c->at[CBGI_OUTCOME_PROPOSAL] < 0) {
        s.proposal = s.issue; /* every issue by itself */
    }
    bool good = c->actors > 0 || add_statement(r, &s);
    for (int k = 0; k < c->actors && good; k++) {
        s.actor = c->actor[k];
        s.span = line[c->position[k]].span;
        s.position = number(r, &line[c->position[k]]);
        s.salience = number(r, &line[c->salience[k]]);
        good = add_statement(r, &s);
    }
    return good;
}

static bool read_rows(cbgi_outcome_reader *r, int width)
{
    if (r->cells.count == width) {
        cbgi_outcome_complain(r, (cbg_span){1, 1, 1}, "a table without rows",
                              r->cells.count == 0 ? "" : r->cells.cell[0].text,
                              "the first line names issue, actor, position, salience, outcome; rows follow");
        return false;
    }
    for (int at = width, end; at < r->cells.count; at = end) {
        for (end = at + 1; end < r->cells.count && !r->cells.cell[end].first; end++) {
        }
        if (end - at != width) {
            cbg_diag *diag = cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, r->cells.cell[at].span,
                                           "%d cells in this row, %d in the first line", end - at, width);
            cbg_diag_hint(diag, "put a cell with a separator in it in quotes");
        } else if (!read_row(r, &r->cells.cell[at])) {
            return false;
        }
    }
    return r->diags->errors == 0;
}

/* The second table: actor, power. */
static bool read_power(cbgi_outcome_reader *r, const char *text, size_t length)
{
    cbgi_cells cells = {0};
    if (!cbgi_utf8_check(text, length, r->diags) ||
        cbgi_cells_read(r->arena, text, length, &cells, r->diags) != CBG_OK) {
        return false;
    }
    const char **name = cbgi_arena_array(r->arena, (size_t)cells.count + 1, sizeof *name);
    double *power = cbgi_arena_array(r->arena, (size_t)cells.count + 1, sizeof *power);
    int rows = 0;
    r->cells.separator = cells.separator;
    for (int at = 0; at < cells.count && !r->arena->failed; at += 2) {
        const bool pair = at + 1 < cells.count && cells.cell[at].first && !cells.cell[at + 1].first &&
                          (at + 2 == cells.count || cells.cell[at + 2].first);
        if (!pair) {
            cbgi_outcome_complain(r, cells.cell[at].span,
                                  "a row of the powers that is not an actor and a number",
                                  cells.cell[at].text, "write two columns: actor, power");
            return false;
        }
        if (at == 0) {
            continue; /* the names of the columns */
        }
        name[rows] = cells.cell[at].text;
        power[rows] = number(r, &cells.cell[at + 1]);
        if (!(power[rows++] >= 0)) {
            cbgi_outcome_complain(r, cells.cell[at + 1].span, "a power that is missing or negative",
                                  cells.cell[at + 1].text, "powers are 0 or more");
        }
    }
    r->power = power;
    r->power_given = true;
    return !r->arena->failed && r->diags->errors == 0 &&
           cbgi_index_build(r->arena, name, rows, &r->power_actor);
}

static cbgi_outcome_reader *reader_new(cbgi_arena *arena, cbg_diags *diags)
{
    cbgi_outcome_reader *r = cbgi_arena_alloc(arena, sizeof *r);
    if (r != NULL) {
        r->columns = cbgi_arena_alloc(arena, sizeof *r->columns);
        r->arena = arena;
        r->diags = diags;
    }
    return arena->failed ? NULL : r;
}

static cbg_status read_table(cbgi_outcome_reader *r, const char *text, size_t length, const char *columns,
                             cbg_outcomes *out)
{
    r->cells = (cbgi_cells){0};
    const size_t mark = cbgi_utf8_mark(text, length);
    if (!cbgi_utf8_check(text + mark, length - mark, r->diags)) {
        return CBG_BAD_SYNTAX;
    }
    cbg_status status = cbgi_cells_read(r->arena, text + mark, length - mark, &r->cells, r->diags);
    if (status != CBG_OK) {
        return status;
    }
    int width = r->cells.count > 0;
    while (width < r->cells.count && !r->cells.cell[width].first) {
        width++;
    }
    if (r->cells.count > 0 && !cbgi_outcome_header(r->cells.cell, width, columns, r->columns, r->diags)) {
        return cbg_diags_status(r->diags);
    }
    r->power_given = r->power_given || r->columns->at[CBGI_OUTCOME_POWER] >= 0;
    r->list =
        cbgi_arena_array(r->arena, (size_t)r->cells.count + 1, sizeof *r->list); /* a cell each at least */
    if (r->arena->failed || !read_rows(r, width)) {
        return r->arena->failed ? CBG_NO_MEMORY : cbg_diags_status(r->diags);
    }
    return cbgi_outcomes_build(r, out);
}

cbg_status cbg_outcomes_read_text(const char *text, size_t length, const char *name, const char *columns,
                                  const char *power_name, const char *power, size_t power_length,
                                  const cbg_exec *exec, cbg_outcomes **out, cbg_diags *diags)
{
    cbg_diags_init(diags, name);
    if (length > CBG_OUTCOMES_BYTES_MAX) {
        cbgi_too_large("the file is", CBG_OUTCOMES_BYTES_MAX, diags);
        return CBG_TOO_LARGE;
    }
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    owned *made = cbgi_arena_alloc(&arena, sizeof *made);
    cbgi_outcome_reader *r = made == NULL ? NULL : reader_new(&arena, diags);
    cbg_status status = r == NULL ? CBG_NO_MEMORY : CBG_OK;
    const char *quoted = text;
    if (status == CBG_OK && power != NULL) {
        cbg_diags_init(diags, power_name);
        status = read_power(r, power, power_length) ? CBG_OK
                 : arena.failed                     ? CBG_NO_MEMORY
                                                    : cbg_diags_status(diags);
        quoted = status == CBG_OK ? text : power;
    }
    if (status == CBG_OK) {
        cbg_diags_init(diags, name);
        status = read_table(r, text, length, columns, &made->outcomes);
    }
    if (status != CBG_OK) {
        cbgi_tell_no_memory(status, diags);
        cbg_diags_quote(diags, quoted, quoted == text ? length : power_length);
        cbgi_arena_free(&arena);
        return status;
    }
    made->arena = arena;
    *out = &made->outcomes;
    return CBG_OK;
}

void cbg_outcomes_free(cbg_outcomes *outcomes)
{
    if (outcomes != NULL) {
        cbgi_arena arena = ((owned *)(void *)outcomes)->arena;
        cbgi_arena_free(&arena);
    }
}
