/* What the columns of a table of positions hold, by their names. */
#include <string.h>

#include "base/text.h"
#include "format/positions.h"

enum { NAME_MAX = 40 };

static const struct {
    const char *name;
    cbgi_field field;
} known[] = {
    {"actor", CBGI_FIELD_ACTOR},
    {"name", CBGI_FIELD_ACTOR},
    {"party", CBGI_FIELD_ACTOR},
    {"issue", CBGI_FIELD_ISSUE},
    {"position", CBGI_FIELD_POSITION},
    {"pos", CBGI_FIELD_POSITION},
    {"salience", CBGI_FIELD_SALIENCE},
    {"sal", CBGI_FIELD_SALIENCE},
    {"power", CBGI_FIELD_POWER},
    {"capability", CBGI_FIELD_POWER},
    {"capabilities", CBGI_FIELD_POWER},
    {"influence", CBGI_FIELD_POWER},
    {"resources", CBGI_FIELD_POWER},
    {"lower", CBGI_FIELD_LOWER},
    {"low", CBGI_FIELD_LOWER},
    {"min", CBGI_FIELD_LOWER},
    {"upper", CBGI_FIELD_UPPER},
    {"high", CBGI_FIELD_UPPER},
    {"max", CBGI_FIELD_UPPER},
    {"reference", CBGI_FIELD_REFERENCE},
    {"status quo", CBGI_FIELD_REFERENCE},
    {"description", CBGI_FIELD_NONE},
    {"desc", CBGI_FIELD_NONE},
};
enum { KNOWN = sizeof known / sizeof *known };

/* The name in lower case, '_' as a blank; cut to NAME_MAX. */
static void plain(const char *text, char out[NAME_MAX])
{
    int n = 0;
    for (; text[n] != '\0' && n < NAME_MAX - 1; n++) {
        const char c = text[n];
        out[n] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '_' ? ' ' : c;
    }
    out[n] = '\0';
}

static int find(const char *name)
{
    for (int k = 0; k < KNOWN; k++) {
        if (strcmp(known[k].name, name) == 0) {
            return k;
        }
    }
    return -1;
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Where a word stands in a name by itself, NULL: nowhere. */
static const char *word(const char *name, const char *wanted)
{
    const size_t length = strlen(wanted);
    for (const char *at = strstr(name, wanted); at != NULL; at = strstr(at + 1, wanted)) {
        if ((at == name || !letter(at[-1])) && !letter(at[length])) {
            return at;
        }
    }
    return NULL;
}

/* "pos 0", "position security", "security position": a column of the wide layout. */
static cbgi_field wide_field(const char *name)
{
    return word(name, "pos") || word(name, "position")   ? CBGI_FIELD_POSITION
           : word(name, "sal") || word(name, "salience") ? CBGI_FIELD_SALIENCE
                                                         : CBGI_FIELD_NONE;
}

/* The issue that a wide column is called after: what is left without the words for position. */
static const char *issue_name(cbgi_arena *arena, const char *text, int number)
{
    static const char *const words[] = {"position", "pos"};
    char lower[NAME_MAX];
    plain(text, lower);
    for (int k = 0; k < 2; k++) {
        const char *at = word(lower, words[k]);
        if (at == NULL || strlen(text) >= NAME_MAX) {
            continue;
        }
        const size_t before = (size_t)(at - lower), after = before + strlen(words[k]), length = strlen(text);
        const char *from = before == 0 ? text + after : text,
                   *to = before == 0 ? text + length : text + before;
        while (from < to && (*from == ' ' || *from == '_' || *from == '-')) {
            from++;
        }
        while (to > from && (to[-1] == ' ' || to[-1] == '_' || to[-1] == '-')) {
            to--;
        }
        const bool digits = strspn(from, "0123456789") >= (size_t)(to - from);
        return to == from || digits ? cbgi_arena_format(arena, "issue %d", number)
                                    : cbgi_arena_copy(arena, from, (size_t)(to - from));
    }
    return text[0] == '\0' ? cbgi_arena_format(arena, "issue %d", number) : text;
}

static bool unknown(const cbgi_cell *cell, cbg_diags *diags)
{
    const char *names[KNOWN];
    for (int k = 0; k < KNOWN; k++) {
        names[k] = known[k].name;
    }
    char name[NAME_MAX];
    plain(cell->text, name);
    const int nearest = cbgi_text_nearest(name, names, KNOWN);
    cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, cell->span,
                                   "a column \"%.60s\" that is not known", cell->text);
    cbg_diag_hint(diag,
                  nearest >= 0 ? "did you mean %s?"
                               : "columns are actor, issue, position, salience, power, lower, upper, "
                                 "reference%.0s; or pairs of position and salience",
                  nearest >= 0 ? names[nearest] : "");
    return false;
}

static bool twice(const cbgi_cell *cell, cbg_diags *diags)
{
    cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, cell->span,
                                   "a second column for the same thing: \"%.60s\"", cell->text);
    cbg_diag_hint(diag, "leave one of them out");
    return false;
}

/* A position column begins a new issue of the wide layout; the salience that follows belongs to it. */
static bool wide_column(cbgi_arena *arena, const cbgi_cell *cell, int column, cbgi_field field,
                        cbgi_columns *out, cbg_diags *diags)
{
    if (field == CBGI_FIELD_POSITION) {
        if (out->issues == CBG_FORECAST_ISSUES_MAX) {
            cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, cell->span, "more than %d issues",
                          CBG_FORECAST_ISSUES_MAX);
            return false;
        }
        out->name[out->issues] = issue_name(arena, cell->text, out->issues + 1);
        out->issues++;
    }
    const bool pair =
        field == CBGI_FIELD_POSITION || (column > 0 && out->field[column - 1] == CBGI_FIELD_POSITION);
    if (!pair) {
        cbg_diag *diag = cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, cell->span,
                                       "a salience without a position before it");
        cbg_diag_hint(diag, "columns come in pairs: position, salience");
        return false;
    }
    out->issue[column] = out->issues - 1;
    return true;
}

static bool complete(const cbgi_cell *cell, cbgi_columns *out, cbg_diags *diags)
{
    static const struct {
        cbgi_field field;
        const char *name;
    } needed[] = {
        {CBGI_FIELD_ACTOR, "actor"}, {CBGI_FIELD_POSITION, "position"}, {CBGI_FIELD_SALIENCE, "salience"}};
    for (int k = 0; k < 3; k++) {
        if (!out->has[needed[k].field]) {
            cbg_diag *diag =
                cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, cell->span, "no column \"%s\"", needed[k].name);
            cbg_diag_hint(diag, "the first line names the columns: actor, position, salience, power");
            return false;
        }
    }
    if (out->has[CBGI_FIELD_LOWER] != out->has[CBGI_FIELD_UPPER]) {
        cbg_diag *diag =
            cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, cell->span, "only one end of the scale");
        cbg_diag_hint(diag, "give both lower and upper, or neither");
        return false;
    }
    return true;
}

static bool is(const cbgi_cell *cell, cbgi_field field)
{
    char name[NAME_MAX];
    plain(cell->text, name);
    const int at = find(name);
    return at >= 0 && known[at].field == field;
}

/* KTAB goes by place: actor, description, power, then pairs under names of any kind. */
static bool by_place(const cbgi_cell *cell, int count)
{
    char name[NAME_MAX];
    bool place = count >= 5 && count % 2 == 1 && is(&cell[0], CBGI_FIELD_ACTOR) && is(&cell[1], CBGI_FIELD_NONE) &&
                 is(&cell[2], CBGI_FIELD_POWER);
    for (int k = 3; k < count && place; k++) {
        plain(cell[k].text, name);
        place = find(name) < 0 && wide_field(name) == CBGI_FIELD_NONE && name[0] != '\0';
    }
    return place;
}

bool cbgi_positions_header(cbgi_arena *arena, const cbgi_cell *cell, int count, cbgi_columns *out,
                           cbg_diags *diags)
{
    char name[NAME_MAX];
    *out = (cbgi_columns){.count = count};
    if (count > CBGI_POSITION_COLUMNS) {
        cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, cell[CBGI_POSITION_COLUMNS].span,
                      "more than %d columns", CBGI_POSITION_COLUMNS);
        return false;
    }
    for (int k = 0; k < count; k++) {
        plain(cell[k].text, name);
        out->wide = out->wide || is(&cell[k], CBGI_FIELD_NONE) ||
                    (find(name) < 0 && wide_field(name) != CBGI_FIELD_NONE);
    }
    const bool places = by_place(cell, count);
    for (int k = 0; k < count; k++) {
        plain(cell[k].text, name);
        const int at = find(name);
        const cbgi_field field = at >= 0                ? known[at].field
                                 : places && k % 2 == 1 ? CBGI_FIELD_POSITION
                                 : places               ? CBGI_FIELD_SALIENCE
                                 : out->wide            ? wide_field(name)
                                                        : CBGI_FIELD_NONE;
        const bool pair = out->wide && (field == CBGI_FIELD_POSITION || field == CBGI_FIELD_SALIENCE);
        out->field[k] = field;
        if (at < 0 && field == CBGI_FIELD_NONE && name[0] != '\0') {
            return unknown(&cell[k], diags);
        }
        if (out->wide && (field == CBGI_FIELD_ISSUE || field == CBGI_FIELD_LOWER ||
                          field == CBGI_FIELD_UPPER || field == CBGI_FIELD_REFERENCE)) {
            return unknown(&cell[k], diags);
        }
        if (pair ? !wide_column(arena, &cell[k], k, field, out, diags)
                 : field != CBGI_FIELD_NONE && out->has[field]) {
            return pair ? false : twice(&cell[k], diags);
        }
        out->has[field] = true;
    }
    return complete(&cell[0], out, diags);
}
