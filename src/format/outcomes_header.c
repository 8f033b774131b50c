/* The first line of a set of decided issues: what each column holds, by its usual names or by those that the user gives. */
#include <string.h>

#include "base/text.h"
#include "format/outcomes.h"

enum { NAME_MAX_BYTES = 64 };

static const struct {
    const char *name;
    cbgi_outcome_field field;
} known[] = {
    {"proposal", CBGI_OUTCOME_PROPOSAL},
    {"dossier", CBGI_OUTCOME_PROPOSAL},
    {"prnr", CBGI_OUTCOME_PROPOSAL},
    {"issue", CBGI_OUTCOME_ISSUE},
    {"isnr", CBGI_OUTCOME_ISSUE},
    {"actor", CBGI_OUTCOME_ACTOR},
    {"party", CBGI_OUTCOME_ACTOR},
    {"position", CBGI_OUTCOME_POSITION},
    {"pos", CBGI_OUTCOME_POSITION},
    {"salience", CBGI_OUTCOME_SALIENCE},
    {"sal", CBGI_OUTCOME_SALIENCE},
    {"power", CBGI_OUTCOME_POWER},
    {"capability", CBGI_OUTCOME_POWER},
    {"influence", CBGI_OUTCOME_POWER},
    {"low", CBGI_OUTCOME_LOW},
    {"lower", CBGI_OUTCOME_LOW},
    {"min", CBGI_OUTCOME_LOW},
    {"high", CBGI_OUTCOME_HIGH},
    {"upper", CBGI_OUTCOME_HIGH},
    {"max", CBGI_OUTCOME_HIGH},
    {"reference", CBGI_OUTCOME_REFERENCE},
    {"rp", CBGI_OUTCOME_REFERENCE},
    {"status quo", CBGI_OUTCOME_REFERENCE},
    {"outcome", CBGI_OUTCOME_OUTCOME},
    {"out", CBGI_OUTCOME_OUTCOME},
};
enum { KNOWN = sizeof known / sizeof *known };

static const char *const field_name[CBGI_OUTCOME_FIELDS] = {
    "proposal", "issue", "actor", "position", "salience", "power", "low", "high", "reference", "outcome"};

/* The name in lower case, '_' as a blank; cut. */
static void plain(const char *text, size_t length, char out[NAME_MAX_BYTES])
{
    size_t n = 0;
    for (; n < length && n < NAME_MAX_BYTES - 1; n++) {
        const char c = text[n];
        out[n] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '_' ? ' ' : c;
    }
    out[n] = '\0';
}

static int known_field(const char *name)
{
    for (int k = 0; k < KNOWN; k++) {
        if (strcmp(known[k].name, name) == 0) {
            return known[k].field;
        }
    }
    return CBGI_OUTCOME_OTHER;
}

/* "proposal=prnr,outcome=out": the field that this column is given to; another field's column is no longer taken for it by
 * its usual name. */
static int named_field(const char *names, const char *column, bool taken[CBGI_OUTCOME_FIELDS])
{
    int found = CBGI_OUTCOME_OTHER;
    char name[NAME_MAX_BYTES], wanted[NAME_MAX_BYTES];
    for (const char *item = names; item != NULL && *item != '\0';) {
        const size_t length = strcspn(item, ",");
        const char *equals = memchr(item, '=', length);
        if (equals != NULL) {
            plain(item, (size_t)(equals - item), name);
            plain(equals + 1, length - (size_t)(equals + 1 - item), wanted);
            for (int f = 0; f < CBGI_OUTCOME_FIELDS; f++) {
                if (strcmp(field_name[f], name) == 0) {
                    taken[f] = true;
                    found = strcmp(wanted, column) == 0 ? f : found;
                }
            }
        }
        item += length + (item[length] == ',');
    }
    return found;
}

static bool check_names(const char *names, cbg_diags *diags)
{
    char name[NAME_MAX_BYTES];
    for (const char *item = names; item != NULL && *item != '\0';) {
        const size_t length = strcspn(item, ",");
        const char *equals = memchr(item, '=', length);
        bool good = false;
        plain(item, equals == NULL ? length : (size_t)(equals - item), name);
        for (int f = 0; f < CBGI_OUTCOME_FIELDS && equals != NULL; f++) {
            good = good || strcmp(field_name[f], name) == 0;
        }
        if (!good) {
            cbg_diag *diag =
                cbg_diags_add(diags, CBG_ERROR, CBG_BAD_ARGUMENT, (cbg_span){0, 0, 0},
                              "\"%.*s\" gives no column to anything", (int)(length < 60 ? length : 60), item);
            cbg_diag_hint(
                diag,
                "write NAME=COLUMN, NAME being proposal, issue, actor, position, salience, power, low, high, "
                "reference or outcome");
            return false;
        }
        item += length + (item[length] == ',');
    }
    return true;
}

/* "pos DE", "sal DE": *actor is "DE" as written. 0 position, 1 salience, -1 neither. */
static int pair_kind(const char *text, const char *lower, const char **actor)
{
    static const char *const prefix[2][2] = {{"position ", "pos "}, {"salience ", "sal "}};
    for (int kind = 0; kind < 2; kind++) {
        for (int k = 0; k < 2; k++) {
            const size_t n = strlen(prefix[kind][k]);
            if (strncmp(lower, prefix[kind][k], n) == 0 && lower[n] != '\0') {
                *actor = text + n;
                return kind;
            }
        }
    }
    return -1;
}

static int actor_number(cbgi_outcome_columns *out, const char *actor)
{
    for (int k = 0; k < out->actors; k++) {
        if (strcmp(out->actor[k], actor) == 0) {
            return k;
        }
    }
    if (out->actors == CBG_FORECAST_ACTORS_MAX) {
        return -1;
    }
    out->actor[out->actors] = actor;
    out->position[out->actors] = out->salience[out->actors] = -1;
    return out->actors++;
}

static bool complain(cbg_diags *diags, const cbgi_cell *cell, const char *what, const char *name,
                     const char *hint)
{
    cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, cell->span, "%s \"%.60s\"", what, name), "%s",
                  hint);
    return false;
}

static bool complete(const cbgi_cell *cell, const cbgi_outcome_columns *out, cbg_diags *diags)
{
    static const int needed[] = {CBGI_OUTCOME_ISSUE, CBGI_OUTCOME_OUTCOME, CBGI_OUTCOME_ACTOR,
                                 CBGI_OUTCOME_POSITION, CBGI_OUTCOME_SALIENCE};
    for (int k = 0; k < (out->actors > 0 ? 2 : 5); k++) {
        if (out->at[needed[k]] < 0) {
            return complain(
                diags, cell, "no column", field_name[needed[k]],
                "the first line names issue, actor, position, salience, outcome (or issue, outcome and pairs "
                "pos_ACTOR, sal_ACTOR); --columns outcome=NAME says what yours is called");
        }
    }
    for (int k = 0; k < out->actors; k++) {
        if (out->position[k] < 0 || out->salience[k] < 0) {
            return complain(diags, cell,
                            out->position[k] < 0 ? "a salience without the position of"
                                                 : "a position without the salience of",
                            out->actor[k], "columns come in pairs: pos_DE, sal_DE");
        }
    }
    if ((out->at[CBGI_OUTCOME_LOW] < 0) != (out->at[CBGI_OUTCOME_HIGH] < 0)) {
        return complain(diags, cell, "only one end of the scale: no column",
                        out->at[CBGI_OUTCOME_LOW] < 0 ? "low" : "high", "give both low and high, or neither");
    }
    return true;
}

static bool take_column(const cbgi_cell *cell, int k, const char *names, bool taken[CBGI_OUTCOME_FIELDS],
                        cbgi_outcome_columns *out, cbg_diags *diags)
{
    char lower[NAME_MAX_BYTES];
    const char *actor = NULL;
    plain(cell->text, strlen(cell->text), lower);
    int field = named_field(names, lower, taken);
    if (field == CBGI_OUTCOME_OTHER) {
        field = known_field(lower);
        field = field >= 0 && taken[field] ? CBGI_OUTCOME_OTHER : field;
    }
    if (field >= 0) {
        if (out->at[field] >= 0) {
            return complain(diags, cell, "a second column for the same thing:", cell->text,
                            "leave one of them out");
        }
        out->at[field] = k;
        return true;
    }
    const int kind = pair_kind(cell->text, lower, &actor);
    const int number = kind < 0 ? 0 : actor_number(out, actor);
    if (kind < 0) {
        return true; /* a column of the user's own */
    }
    if (number < 0) {
        return complain(diags, cell, "more than 1000 actors:", cell->text, "leave some out");
    }
    int *place = kind == 0 ? &out->position[number] : &out->salience[number];
    if (*place >= 0) {
        return complain(diags, cell, "a second column for the same thing:", cell->text,
                        "leave one of them out");
    }
    *place = k;
    return true;
}

bool cbgi_outcome_header(const cbgi_cell *cell, int count, const char *names, cbgi_outcome_columns *out,
                         cbg_diags *diags)
{
    bool taken[CBGI_OUTCOME_FIELDS] = {false};
    memset(out, 0, sizeof *out);
    out->count = count;
    for (int f = 0; f < CBGI_OUTCOME_FIELDS; f++) {
        out->at[f] = -1;
    }
    if (!check_names(names, diags)) {
        return false;
    }
    if (count > CBGI_OUTCOME_COLUMNS_MAX) {
        return complain(diags, &cell[CBGI_OUTCOME_COLUMNS_MAX],
                        "too many columns, from here on:", cell[CBGI_OUTCOME_COLUMNS_MAX].text,
                        "leave some out");
    }
    (void)named_field(names, "", taken);
    for (int k = 0; k < count; k++) {
        if (!take_column(&cell[k], k, names, taken, out, diags)) {
            return false;
        }
    }
    if (out->at[CBGI_OUTCOME_ACTOR] >= 0) { /* long: whatever looks like a pair is the user's own */
        out->actors = 0;
    }
    return complete(&cell[0], out, diags);
}
