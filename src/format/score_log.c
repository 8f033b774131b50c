/* A log of forecasts: see score.h. Reads all rows, complaining about each mistake at its place, then looks at rows of the same
 * question together. */
#include "coburg/score.h"

#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "base/utf8.h"
#include "format/cells.h"
#include "format/node.h"
#include "format/score_groups.h"
#include "format/score_header.h"
#include "format/whole.h"

typedef struct owned {
    cbg_score_log log; /* first: the caller's pointer is ours */
    cbgi_arena arena;
} owned;

typedef struct reader {
    cbgi_arena *arena;
    cbg_diags *diags;
    cbgi_cells cells;
    cbgi_score_columns columns;
    cbg_prediction *row;
    int rows;
} reader;

static void wrong(reader *r, cbg_span span, const char *what, const char *text, const char *hint)
{
    cbg_diag_hint(cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, span, "%s: \"%.60s\"", what, text), "%s",
                  hint);
}

static const cbgi_cell *cell_of(const reader *r, const cbgi_cell *line, cbgi_score_field f)
{
    for (int k = 0; k < r->columns.count; k++) {
        if (r->columns.field[k] == (int)f) {
            return &line[k];
        }
    }
    return NULL;
}

static const char *text_of(const reader *r, const cbgi_cell *line, cbgi_score_field f)
{
    const cbgi_cell *cell = cell_of(r, line, f);
    return cell == NULL || cell->text[0] == '\0' ? NULL : cell->text;
}

/* NaN when empty or wrong; a percent sign divides by 100. */
static double number(reader *r, const cbgi_cell *cell, bool percent)
{
    char text[64];
    cbg_rational exact;
    const size_t length = cell == NULL ? 0 : strlen(cell->text);
    if (length == 0) {
        return (double)NAN;
    }
    cbg_status status = length < sizeof text ? CBG_OK : CBG_BAD_SYNTAX;
    const bool sign = percent && cell->text[length - 1] == '%';
    if (status == CBG_OK) {
        memcpy(text, cell->text, length - sign);
        text[length - sign] = '\0';
        char *comma = r->cells.separator == ',' ? NULL : strchr(text, ',');
        if (comma != NULL) {
            *comma = '.';
        }
        status = cbgi_rational_typed(text, &exact);
    }
    if (status != CBG_OK) {
        wrong(r, cell->span, "not a number", cell->text,
              percent ? "write 0.25 or 25%" : "write it as 12.5, or leave it empty");
        return (double)NAN;
    }
    return cbg_rational_double(exact) / (sign ? 100 : 1);
}

static const char *date(reader *r, const cbgi_cell *line, cbgi_score_field f)
{
    const cbgi_cell *cell = cell_of(r, line, f);
    if (cell == NULL || cell->text[0] == '\0') {
        return NULL;
    }
    const char *text = cell->text;
    bool good = strlen(text) == 10;
    for (int k = 0; good && k < 10; k++) {
        good = k == 4 || k == 7 ? text[k] == '-' : text[k] >= '0' && text[k] <= '9';
    }
    const int month = good ? (text[5] - '0') * 10 + text[6] - '0' : 0,
              day = good ? (text[8] - '0') * 10 + text[9] - '0' : 0;
    if (month < 1 || month > 12 || day < 1 || day > 31) {
        wrong(r, cell->span, "not a date", text, "write it as 2014-11-24");
        return NULL;
    }
    return text;
}

static void read_quantiles(reader *r, const cbgi_cell *line, cbg_prediction *p)
{
    double *quantile = cbgi_arena_array(r->arena, (size_t)r->columns.levels + 1, sizeof *quantile);
    if (quantile == NULL) {
        return;
    }
    for (int k = 0; k < r->columns.levels; k++) {
        quantile[k] = (double)NAN;
    }
    int given = 0;
    const cbgi_cell *place = line;
    for (int k = 0; k < r->columns.count; k++) {
        if (r->columns.field[k] >= CBGI_SCORE_NAMED) {
            const double q = number(r, &line[k], false);
            quantile[r->columns.field[k] - CBGI_SCORE_NAMED] = q;
            given += !isnan(q);
            place = isnan(q) ? place : &line[k];
        }
    }
    double last = isnan(p->low) ? -HUGE_VAL : p->low;
    for (int k = 0; k < r->columns.levels; k++) {
        if (quantile[k] < last || quantile[k] > p->high) {
            wrong(r, place->span, "quantiles that do not rise from low to high, among them", place->text,
                  "the quantile of a larger percentage cannot be smaller; low and high are the ends of the "
                  "scale");
            break;
        }
        last = isnan(quantile[k]) ? last : quantile[k];
    }
    if (p->answer == NULL && given == 0) {
        cbg_diag_hint(
            cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, p->span, "a row that forecasts nothing"),
            "give an answer with its probability, or quantiles");
    } else if (p->answer != NULL && given > 0) {
        wrong(r, place->span, "an answer and quantiles in one row", place->text,
              "a question is either about an event or about a number");
    }
    p->quantile = quantile;
}

static void read_row(reader *r, const cbgi_cell *line)
{
    static const double none = (double)NAN;
    cbg_prediction *p = &r->row[r->rows++];
    const cbgi_cell *outcome = cell_of(r, line, CBGI_SCORE_OUTCOME),
                    *resolved = cell_of(r, line, CBGI_SCORE_RESOLVED),
                    *probability = cell_of(r, line, CBGI_SCORE_PROBABILITY);
    *p = (cbg_prediction){.question = text_of(r, line, CBGI_SCORE_QUESTION),
                          .by = text_of(r, line, CBGI_SCORE_BY),
                          .made = date(r, line, CBGI_SCORE_MADE),
                          .answer = text_of(r, line, CBGI_SCORE_ANSWER),
                          .due = date(r, line, CBGI_SCORE_DUE),
                          .outcome = text_of(r, line, CBGI_SCORE_OUTCOME),
                          .resolved = date(r, line, CBGI_SCORE_RESOLVED),
                          .note = text_of(r, line, CBGI_SCORE_NOTE),
                          .low = number(r, cell_of(r, line, CBGI_SCORE_LOW), false),
                          .high = number(r, cell_of(r, line, CBGI_SCORE_HIGH), false),
                          .probability = number(r, probability, true),
                          .value = none,
                          .span = line->span};
    p->outcome_cell = outcome == NULL ? p->outcome_cell : outcome->span;
    p->resolved_cell = resolved == NULL ? p->resolved_cell : resolved->span;
    if (p->question == NULL) {
        cbg_diag_hint(
            cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, line->span, "a row without a question"),
            "name the question in every row");
        p->question = "";
    }
    if (p->answer == NULL && !isnan(p->probability)) {
        p->answer = "yes";
    }
    const bool unread = isnan(p->probability) && probability != NULL && probability->text[0] != '\0';
    if (p->answer != NULL && !unread && !(p->probability >= 0 && p->probability <= 1)) {
        wrong(r, probability == NULL ? p->span : probability->span,
              "a probability that is missing or outside 0 to 1", probability == NULL ? "" : probability->text,
              "write 0.25 or 25%");
        p->probability = 0;
    }
    read_quantiles(r, line, p);
    if (p->answer == NULL && outcome != NULL) {
        p->value = number(r, outcome, false);
    }
}

static cbg_status build(reader *r, cbg_score_log *log)
{
    int count = 1;
    while (count < r->cells.count && !r->cells.cell[count].first) {
        count++;
    }
    if (r->cells.count == 0 || !cbgi_score_header(r->cells.cell, count, &r->columns, r->diags)) {
        if (r->cells.count == 0) {
            cbg_diag_hint(
                cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, (cbg_span){1, 1, 1}, "the log is empty"),
                "begin with: question,by,made,answer,probability,due,outcome,resolved");
        }
        return cbg_diags_status(r->diags);
    }
    r->row = cbgi_arena_array(r->arena, (size_t)(r->cells.count / count) + 2, sizeof *r->row);
    for (int at = count; at < r->cells.count && !r->arena->failed;) {
        int end = at + 1;
        while (end < r->cells.count && !r->cells.cell[end].first) {
            end++;
        }
        if (end - at == count) {
            read_row(r, &r->cells.cell[at]);
        } else {
            cbg_diag_hint(cbg_diags_add(r->diags, CBG_ERROR, CBG_BAD_CASE, r->cells.cell[at].span,
                                        "%d cells in this row, %d in the first line", end - at, count),
                          "put a cell with a separator in it in quotes");
        }
        at = end;
    }
    if (!r->arena->failed && r->diags->errors == 0) {
        cbgi_score_groups(r->arena, r->row, r->rows, log, r->diags);
    }
    return r->arena->failed ? CBG_NO_MEMORY : cbg_diags_status(r->diags);
}

static cbg_status read_into(owned *made, const char *text, size_t length, cbg_diags *diags)
{
    reader *r = cbgi_arena_alloc(&made->arena, sizeof *r);
    if (r == NULL) {
        return CBG_NO_MEMORY;
    }
    r->arena = &made->arena;
    r->diags = diags;
    const size_t mark = cbgi_utf8_mark(text, length);
    if (!cbgi_utf8_check(text + mark, length - mark, diags)) {
        return CBG_BAD_SYNTAX;
    }
    cbg_status status = cbgi_cells_read(&made->arena, text + mark, length - mark, &r->cells, diags);
    status = status == CBG_OK ? build(r, &made->log) : status;
    if (status != CBG_OK) {
        return status;
    }
    double *level = cbgi_arena_array(&made->arena, (size_t)r->columns.levels + 1, sizeof *level);
    const char **column = cbgi_arena_array(&made->arena, (size_t)r->columns.count, sizeof *column);
    if (made->arena.failed) {
        return CBG_NO_MEMORY;
    }
    memcpy(level, r->columns.level, (size_t)r->columns.levels * sizeof *level);
    for (int k = 0; k < r->columns.count; k++) {
        column[k] = r->cells.cell[k].text;
    }
    made->log.count = r->rows;
    made->log.row = r->row;
    made->log.levels = r->columns.levels;
    made->log.level = level;
    made->log.separator = r->cells.separator;
    made->log.columns = r->columns.count;
    made->log.column = column;
    return CBG_OK;
}

cbg_status cbg_score_log_read_text(const char *text, size_t length, const char *name, const cbg_exec *exec,
                                   cbg_score_log **out, cbg_diags *diags)
{
    cbg_diags_init(diags, name);
    if (length > CBG_SCORE_BYTES_MAX) {
        cbgi_too_large("the file is", CBG_SCORE_BYTES_MAX, diags);
        return CBG_TOO_LARGE;
    }
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    owned *made = cbgi_arena_alloc(&arena, sizeof *made);
    cbg_status status = made == NULL ? CBG_NO_MEMORY : CBG_OK;
    if (made != NULL) {
        made->arena = arena;
        status = read_into(made, text, length, diags);
        arena = made->arena;
    }
    if (status != CBG_OK) {
        cbgi_tell_no_memory(status, diags);
        cbg_diags_quote(diags, text, length);
        cbgi_arena_free(&arena);
        return status;
    }
    *out = &made->log;
    return CBG_OK;
}

void cbg_score_log_free(cbg_score_log *log)
{
    if (log != NULL) {
        cbgi_arena arena = ((owned *)(void *)log)->arena;
        cbgi_arena_free(&arena);
    }
}
