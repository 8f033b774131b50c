/* The first line of a log of forecasts. */
#include "format/score_header.h"

#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "base/utf8.h"

static const char *const names[CBGI_SCORE_NAMED] = {
    "question", "by", "made", "answer", "probability", "low", "high", "due", "outcome", "resolved", "note"};

static bool refuse(cbg_diags *diags, const cbgi_cell *cell, const char *what, const char *hint)
{
    cbg_diag *diag =
        cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, cell->span, "%s: \"%.60s\"", what, cell->text);
    cbg_diag_hint(diag, "%s", hint);
    return false;
}

/* Letters of a column name, in lower case and without blanks, compared with a known one. */
static bool same_name(const char *text, const char *known)
{
    for (; *text != '\0' && *known != '\0'; text++, known++) {
        const char c = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
        if (c != *known) {
            return false;
        }
    }
    return *text == *known;
}

/* "q5", "q97.5": the level as a probability; NaN: not a quantile's name. */
static double level_of(const char *text)
{
    cbg_rational percent;
    if ((text[0] != 'q' && text[0] != 'Q') || text[1] < '0' || text[1] > '9' ||
        cbgi_rational_typed(text + 1, &percent) != CBG_OK) {
        return (double)NAN;
    }
    return cbg_rational_double(percent) / 100;
}

static int field_of(const char *text)
{
    for (int f = 0; f < CBGI_SCORE_NAMED; f++) {
        if (same_name(text, names[f])) {
            return f;
        }
    }
    return CBGI_SCORE_OTHER;
}

/* Levels in rising order; the columns keep theirs. */
static void sort_levels(cbgi_score_columns *r)
{
    for (int k = 1; k < r->levels; k++) {
        for (int j = k; j > 0 && r->level[j - 1] > r->level[j]; j--) {
            const double kept = r->level[j];
            r->level[j] = r->level[j - 1];
            r->level[j - 1] = kept;
        }
    }
}

static bool add_level(cbgi_score_columns *r, const cbgi_cell *cell, double level, cbg_diags *diags)
{
    bool again = false;
    for (int k = 0; k < r->levels; k++) {
        again = again || r->level[k] == level;
    }
    if (!(level > 0 && level < 1) || again || r->levels == CBG_SCORE_LEVELS_MAX) {
        return refuse(diags, cell,
                      again ? "a second column for the same quantile" : "a quantile that cannot be",
                      "quantiles are written q5, q50, q97.5: in percent, between 0 and 100, each once");
    }
    r->level[r->levels++] = level;
    return true;
}

static bool has(const cbgi_score_columns *r, int field, int before)
{
    for (int k = 0; k < before; k++) {
        if (r->field[k] == field) {
            return true;
        }
    }
    return false;
}

bool cbgi_score_header(const cbgi_cell *line, int count, cbgi_score_columns *out, cbg_diags *diags)
{
    *out = (cbgi_score_columns){.count = count};
    if (count > CBGI_SCORE_COLUMNS_MAX) {
        cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, line[CBGI_SCORE_COLUMNS_MAX].span,
                      "more than %d columns", CBGI_SCORE_COLUMNS_MAX);
        return false;
    }
    for (int k = 0; k < count; k++) {
        const double level = level_of(line[k].text);
        out->field[k] = field_of(line[k].text);
        if (!isnan(level) && !add_level(out, &line[k], level, diags)) {
            return false;
        }
        if (out->field[k] != CBGI_SCORE_OTHER && has(out, out->field[k], k)) {
            return refuse(diags, &line[k], "a second column of this name", "leave one of them out");
        }
    }
    sort_levels(out);
    for (int k = 0; k < count; k++) {
        const double level = level_of(line[k].text);
        for (int j = 0; j < out->levels; j++) {
            out->field[k] = out->level[j] == level ? CBGI_SCORE_NAMED + j : out->field[k];
        }
    }
    if (!has(out, CBGI_SCORE_QUESTION, count) ||
        (out->levels == 0 && !has(out, CBGI_SCORE_PROBABILITY, count))) {
        cbg_diag *diag = cbg_diags_add(
            diags, CBG_ERROR, CBG_BAD_CASE, line->span,
            "the first line names no column \"question\", or neither \"probability\" nor a quantile");
        cbg_diag_hint(diag, "begin with: question,by,made,answer,probability,due,outcome,resolved");
        return false;
    }
    return true;
}

/* Only the first line that is neither empty nor a comment is looked at. */
bool cbg_score_log_is(const char *text, size_t length)
{
    cbgi_arena arena;
    cbgi_cells cells = {0};
    const char *at = text + cbgi_utf8_mark(text, length), *end = text + length;
    while (at < end && (*at == '#' || *at == '\n' || *at == '\r')) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        at = stop == NULL ? end : stop + 1;
    }
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    cbgi_arena_init(&arena, NULL);
    cbg_diags *diags = cbgi_arena_alloc(&arena, sizeof *diags);
    bool question = false, forecast = false;
    if (diags != NULL &&
        cbgi_cells_read(&arena, at, (size_t)((stop == NULL ? end : stop) - at), &cells, diags) == CBG_OK) {
        for (int k = 0; k < cells.count; k++) {
            question = question || same_name(cells.cell[k].text, names[CBGI_SCORE_QUESTION]);
            forecast = forecast || same_name(cells.cell[k].text, names[CBGI_SCORE_PROBABILITY]) ||
                       !isnan(level_of(cells.cell[k].text));
        }
    }
    cbgi_arena_free(&arena);
    return question && forecast;
}
