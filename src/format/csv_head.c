/* What stands at the top of a table, and taking cells out of it. */
#include <string.h>

#include "format/csv.h"

static const struct {
    const char *word;
    cbgi_csv_column column;
} words[] = {
    {"party", CBGI_CSV_PARTY},
    {"side", CBGI_CSV_PARTY},
    {"issue", CBGI_CSV_ISSUE},
    {"option", CBGI_CSV_OPTION},
    {"score", CBGI_CSV_SCORE},
    {"points", CBGI_CSV_SCORE},
    {"evaluation", CBGI_CSV_SCORE},
    {"weight", CBGI_CSV_WEIGHT},
    {"walk_away", CBGI_CSV_WALK_AWAY},
    {"walk-away", CBGI_CSV_WALK_AWAY},
    {"walk away", CBGI_CSV_WALK_AWAY},
    {"walkaway", CBGI_CSV_WALK_AWAY},
    {"reservation", CBGI_CSV_WALK_AWAY},
    {"out_of", CBGI_CSV_OUT_OF},
    {"out of", CBGI_CSV_OUT_OF},
    {"unit", CBGI_CSV_UNIT},
    {"type", CBGI_CSV_TYPE},
    {"party_name", CBGI_CSV_PARTY_NAME},
    {"party name", CBGI_CSV_PARTY_NAME},
    {"issue_name", CBGI_CSV_ISSUE_NAME},
    {"issue name", CBGI_CSV_ISSUE_NAME},
};

bool cbgi_csv_is(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        if ((*a >= 'A' && *a <= 'Z' ? *a - 'A' + 'a' : *a) != *b) {
            return false;
        }
    }
    return *a == *b;
}

/* The cell of a column, NULL: absent or empty. */
const cbgi_cell *cbgi_csv_cell(const cbgi_csv *t, int row, cbgi_csv_column column)
{
    const int at = t->at[column];
    const cbgi_cell *found = at < 0 || at >= t->sheet.row[row].count ? NULL : &t->sheet.row[row].cell[at];
    return found == NULL || found->text[0] == '\0' ? NULL : found;
}

bool cbgi_csv_number(cbgi_csv *t, const cbgi_cell *c, const char *what, cbg_rational *out)
{
    char *text = cbgi_arena_string(t->in->arena, c->text);
    bool rounded = false;
    if (text == NULL) {
        return false;
    }
    char *comma = t->sheet.separator == ',' || strchr(text, '.') != NULL ? NULL : strchr(text, ',');
    if (comma != NULL) {
        *comma = '.';
    }
    const size_t length = strlen(text);
    if (length > 1 && text[length - 1] == '%') {
        text[length - 1] = '\0';
    }
    const cbg_status status = cbgi_decimal(text, out, &rounded);
    if (status != CBG_OK) {
        cbg_diag *diag = cbgi_bad(t->in, c->span, "%s is %s: %s", what,
                                  status == CBG_OVERFLOW ? "too large a number" : "not a number",
                                  cbgi_quoted(t->in, c->text));
        cbg_diag_hint(diag, strchr(c->text, ',') != NULL && t->sheet.separator == ','
                                ? "write a decimal point, or separate cells by semicolons"
                                : "write a number such as 12.5");
        return false;
    }
    if (rounded) {
        cbgi_remark(t->in, "Line %d: %s is rounded to 15 decimals.", (int)c->span.line, what);
    }
    return true;
}

/* Rows above the header: "case", "scale", "note". */
static bool read_setting(cbgi_csv *t, const cbgi_row *row)
{
    static const char *const known[] = {"case", "scale", "note"};
    const char *key = row->cell[0].text;
    const cbgi_cell *value = row->count > 1 ? &row->cell[1] : NULL;
    if (value != NULL && cbgi_csv_is(key, "case")) {
        t->draft.title = cbgi_name(t->in, value->text);
    } else if (value != NULL && cbgi_csv_is(key, "note")) {
        t->draft.note = cbgi_name(t->in, value->text);
    } else if (value != NULL && cbgi_csv_is(key, "scale")) {
        t->scale_given = true;
        if (!cbgi_csv_number(t, value, "the scale", &t->draft.scale)) {
            return false;
        }
        if (t->draft.scale.num <= 0 || t->draft.scale.den != 1 || t->draft.scale.num > 1000000) {
            cbg_diag_hint(cbgi_bad(t->in, value->span, "the scale is no whole number above 0"),
                          "write 100, or 1");
            return false;
        }
    } else {
        const int near = cbgi_text_nearest(key, known, 3);
        cbg_diag *diag =
            cbgi_bad(t->in, row->cell[0].span, "a row above the header that says nothing known: %s",
                     cbgi_quoted(t->in, key));
        cbg_diag_hint(diag,
                      near < 0 ? "the header row has at least party, issue, option and score%.0s"
                               : "did you mean `%s`, with its value in the next cell?",
                      near < 0 ? "" : known[near]);
        return false;
    }
    return true;
}

static bool read_header(cbgi_csv *t, int row)
{
    static const char *const needed[] = {"party", "issue", "option", "score"};
    const cbgi_row *header = &t->sheet.row[row];
    for (int k = 0; k < CBGI_CSV_COLUMNS; k++) {
        t->at[k] = -1;
    }
    for (int k = 0; k < header->count; k++) {
        size_t w = 0;
        while (w < sizeof words / sizeof words[0] && !cbgi_csv_is(header->cell[k].text, words[w].word)) {
            w++;
        }
        if (w == sizeof words / sizeof words[0]) {
            if (header->cell[k].text[0] != '\0') {
                cbgi_remark(t->in, "The column %s is not known and is passed over.",
                            cbgi_quoted(t->in, header->cell[k].text));
            }
        } else if (t->at[words[w].column] >= 0) {
            cbg_diag_hint(cbgi_bad(t->in, header->cell[k].span, "a second column of the same kind"),
                          "keep one of them");
            return false;
        } else {
            t->at[words[w].column] = k;
        }
    }
    for (int k = CBGI_CSV_PARTY; k <= CBGI_CSV_SCORE; k++) {
        if (t->at[k] < 0) {
            cbg_diag *diag =
                cbgi_bad(t->in, header->cell[0].span, "the header has no column `%s`", needed[k]);
            cbg_diag_hint(diag,
                          "name the columns party, issue, option, score, and at will weight and walk_away");
            return false;
        }
    }
    t->header = row;
    t->scale_given =
        t->scale_given || t->at[CBGI_CSV_OUT_OF] >= 0; /* out of it, and of 1 when none is given */
    return true;
}

/* Settings, then the header: the first row with a cell "party". */
bool cbgi_csv_top(cbgi_csv *t)
{
    for (int r = 0; r < t->sheet.count; r++) {
        const cbgi_row *row = &t->sheet.row[r];
        for (int k = 0; k < row->count; k++) {
            if (cbgi_csv_is(row->cell[k].text, "party") || cbgi_csv_is(row->cell[k].text, "side")) {
                return read_header(t, r);
            }
        }
        if (!read_setting(t, row)) {
            return false;
        }
    }
    cbg_diag *diag = cbgi_bad(t->in, ((cbg_span){1, 1, 1}), "there is no header row with a column `party`");
    cbg_diag_hint(diag, "name the columns party, issue, option, score, and at will weight and walk_away");
    return false;
}
