/* Spreadsheet CSV: one row a party, issue and option.
 *
 * Columns, in any order, by the words of the header row: party, issue, option, score; and at will weight, walk_away,
 * out_of (what the score is out of), unit (the issue is a scale in it), type ("number": a scale without
 * a unit), party_name, issue_name. Above the header, rows "case", "scale" and "note" may give
 * the title, the top of scores (100, or 1 when no score is above 1) and a note. A party without
 * weights has points, which are added. With semicolons or tabs between cells a comma in a number is its decimal
 * point; "20%" is 20.
 */
#include "format/csv.h"

#include <string.h>

#include "coburg/space.h"

static const cbg_rational zero = {0, 1}, one = {1, 1}, hundred = {100, 1};

/* The distinct texts of a column, in order of appearance: number[row] says which. -1 after a complaint. */
static int distinct(cbgi_csv *t, cbgi_csv_column column, const char *what, int *number_of, const char **name)
{
    const int rows = t->sheet.count;
    const char **text = cbgi_arena_array(t->in->arena, (size_t)rows, sizeof *text);
    cbgi_index index;
    int count = 0;
    for (int r = 0; text != NULL && r < rows; r++) {
        const cbgi_cell *c = r <= t->header ? NULL : cbgi_csv_cell(t, r, column);
        text[r] = c == NULL ? "" : cbgi_name(t->in, c->text);
        text[r] = text[r] == NULL ? "" : text[r];
        if (r > t->header && text[r][0] == '\0') {
            cbg_span at = t->sheet.row[r].cell[0].span;
            cbg_diag_hint(cbgi_bad(t->in, at, "this row names no %s", what), "fill in every row");
            return -1;
        }
    }
    if (text == NULL || !cbgi_index_build(t->in->arena, text, rows, &index)) {
        return -1;
    }
    for (int r = t->header + 1; r < rows; r++) {
        const int first = cbgi_index_find(&index, text[r]);
        if (first == r) {
            name[count] = text[r];
        }
        number_of[r] = first == r ? count++ : number_of[first];
    }
    return count;
}

/* The options of every issue, in order of appearance. */
static bool read_options(cbgi_csv *t)
{
    cbgi_arena *arena = t->in->arena;
    const int rows = t->sheet.count;
    for (int i = 0; i < t->draft.issue_count; i++) {
        cbgi_draft_issue *issue = &t->draft.issue[i];
        const char **all = cbgi_arena_array(arena, (size_t)rows, sizeof *all);
        int *row = cbgi_arena_array(arena, (size_t)rows, sizeof *row), count = 0, distinct_count = 0;
        cbgi_index index;
        for (int r = t->header + 1; all != NULL && row != NULL && r < rows; r++) {
            const cbgi_cell *c = t->issue[r] == i ? cbgi_csv_cell(t, r, CBGI_CSV_OPTION) : NULL;
            if (t->issue[r] == i) {
                all[count] = c == NULL ? NULL : cbgi_name(t->in, c->text);
                row[count++] = r;
            }
            if (t->issue[r] == i && all[count - 1] == NULL) {
                cbg_diag_hint(cbgi_bad(t->in, t->sheet.row[r].cell[0].span, "this row names no option"),
                              "fill in every row");
                return false;
            }
        }
        if (arena->failed || !cbgi_index_build(arena, all, count, &index)) {
            return false;
        }
        const char **name = cbgi_arena_array(arena, (size_t)count, sizeof *name);
        for (int k = 0; name != NULL && k < count; k++) {
            const int first = cbgi_index_find(&index, all[k]);
            if (first == k) {
                name[distinct_count] = all[k];
            }
            t->option[row[k]] = first == k ? distinct_count++ : t->option[row[first]];
        }
        if (name == NULL || !cbgi_draft_options(&t->draft, issue, name, distinct_count, NULL)) {
            return false;
        }
    }
    return true;
}

/* Options that are points on a scale, upward. */
static bool make_scale(cbgi_csv *t, int i, cbg_span where)
{
    cbgi_draft_issue *issue = &t->draft.issue[i];
    issue->value = cbgi_arena_array(t->in->arena, (size_t)issue->count, sizeof *issue->value);
    bool even = issue->count > 2;
    cbg_rational step = zero, last = zero;
    for (int o = 0; issue->value != NULL && o < issue->count; o++) {
        const cbgi_cell c = {.text = issue->option[o], .span = where};
        char text[CBG_RATIONAL_TEXT];
        if (!cbgi_csv_number(t, &c, "a point on a scale", &issue->value[o])) {
            return false;
        }
        issue->option[o] = cbgi_arena_string(t->in->arena, cbg_rational_text(issue->value[o], 18, text));
        if (o > 0 && cbg_rational_compare(issue->value[o - 1], issue->value[o]) >= 0) {
            cbg_diag *diag = cbgi_bad(t->in, where, "the scale of %s does not go up", issue->name);
            cbg_diag_hint(diag, "put its rows in ascending order, each point once");
            return false;
        }
        even = even &&
               (o == 0 || cbg_rational_subtract(issue->value[o], issue->value[o - 1], &last) == CBG_OK) &&
               (o < 2 || cbg_rational_compare(step, last) == 0);
        step = last;
    }
    issue->numeric = issue->value != NULL;
    issue->range = even;
    return issue->numeric && !t->in->arena->failed;
}

static bool read_scales(cbgi_csv *t)
{
    for (int r = t->header + 1; r < t->sheet.count; r++) {
        cbgi_draft_issue *issue = &t->draft.issue[t->issue[r]];
        const cbgi_cell *unit = cbgi_csv_cell(t, r, CBGI_CSV_UNIT),
                        *type = cbgi_csv_cell(t, r, CBGI_CSV_TYPE),
                        *name = cbgi_csv_cell(t, r, CBGI_CSV_ISSUE_NAME);
        if (unit != NULL) {
            issue->unit = cbgi_name(t->in, unit->text);
        }
        if (name != NULL) {
            issue->name = cbgi_name(t->in, name->text);
        }
        const bool scale = unit != NULL || (type != NULL && cbgi_csv_is(type->text, "number"));
        if (scale && !issue->numeric &&
            !make_scale(t, t->issue[r], cbgi_csv_cell(t, r, CBGI_CSV_OPTION)->span)) {
            return false;
        }
    }
    return true;
}

/* A value that may stand in several rows but has to be the same in all. */
static bool agree(cbgi_csv *t, const cbgi_cell *c, const char *what, cbg_span *first, cbg_rational *value)
{
    cbg_rational here;
    if (c == NULL) {
        return true;
    }
    if (!cbgi_csv_number(t, c, what, &here)) {
        return false;
    }
    if (first->line > 0 && cbg_rational_compare(here, *value) != 0) {
        cbg_diag *diag = cbgi_bad(t->in, c->span, "%s is not what line %d says", what, (int)first->line);
        cbg_diag_hint(diag, "write it once, or the same in every row");
        return false;
    }
    if (first->line == 0) {
        *first = c->span;
        *value = here;
    }
    return true;
}

/* score / out of * scale. */
static bool read_score(cbgi_csv *t, int row, cbg_rational *out)
{
    const cbgi_cell *c = cbgi_csv_cell(t, row, CBGI_CSV_SCORE),
                    *most = cbgi_csv_cell(t, row, CBGI_CSV_OUT_OF);
    cbg_rational of;
    if (c == NULL) {
        cbg_diag *diag = cbgi_bad(t->in, t->sheet.row[row].cell[0].span, "this row has no score");
        cbg_diag_hint(diag, "write 0 when the option is worth nothing, or leave out all rows of the issue");
        return false;
    }
    if (!cbgi_csv_number(t, c, "a score", out) ||
        (most != NULL && !cbgi_csv_number(t, most, "`out_of`", &of))) {
        return false;
    }
    if (most != NULL && (of.num <= 0 || cbg_rational_divide(*out, of, out) != CBG_OK ||
                         cbg_rational_multiply(*out, t->draft.scale, out) != CBG_OK)) {
        cbg_diag_hint(cbgi_bad(t->in, most->span, "the score cannot be taken out of this"),
                      "write a number above 0");
        return false;
    }
    return true;
}

static bool read_rows(cbgi_csv *t)
{
    cbgi_draft *d = &t->draft;
    const int issues = d->issue_count;
    bool **seen = cbgi_arena_array(t->in->arena, (size_t)issues * (size_t)d->party_count, sizeof *seen);
    t->weight_at =
        cbgi_arena_array(t->in->arena, (size_t)issues * (size_t)d->party_count, sizeof *t->weight_at);
    for (int r = t->header + 1; seen != NULL && t->weight_at != NULL && r < t->sheet.count; r++) {
        const int i = t->issue[r], at = t->party[r] * issues + i, o = t->option[r];
        cbgi_draft_party *party = &d->party[t->party[r]];
        const cbgi_cell *name = cbgi_csv_cell(t, r, CBGI_CSV_PARTY_NAME);
        party->name = name != NULL ? cbgi_name(t->in, name->text) : party->name;
        party->span = party->span.line > 0 ? party->span : cbgi_csv_cell(t, r, CBGI_CSV_PARTY)->span;
        party->given = true;
        if (party->score[i] == NULL) {
            seen[at] = cbgi_arena_array(t->in->arena, (size_t)d->issue[i].count, sizeof **seen);
            if (seen[at] == NULL || cbgi_draft_scores(d, party, i) == NULL) {
                return false;
            }
        }
        if (seen[at][o]) {
            cbg_diag *diag = cbgi_bad(t->in, t->sheet.row[r].cell[0].span, "%s of %s is scored twice by %s",
                                      cbgi_quoted(t->in, d->issue[i].option[o]), d->issue[i].id, party->id);
            cbg_diag_hint(diag, "keep one of the rows");
            return false;
        }
        seen[at][o] = true;
        if (!read_score(t, r, &party->score[i][o]) ||
            !agree(t, cbgi_csv_cell(t, r, CBGI_CSV_WEIGHT), "the weight", &t->weight_at[at],
                   &party->weight[i]) ||
            !agree(t, cbgi_csv_cell(t, r, CBGI_CSV_WALK_AWAY), "the walk-away", &party->walk_away_span,
                   &party->walk_away)) {
            return false;
        }
    }
    for (int at = 0; seen != NULL && at < issues * d->party_count; at++) {
        const cbgi_draft_issue *issue = &d->issue[at % issues];
        for (int o = 0; seen[at] != NULL && o < issue->count; o++) {
            if (!seen[at][o]) {
                cbg_diag *diag =
                    cbgi_bad(t->in, d->party[at / issues].span, "%s does not score %s of %s",
                             d->party[at / issues].id, cbgi_quoted(t->in, issue->option[o]), issue->id);
                cbg_diag_hint(diag, "add a row for it");
                return false;
            }
        }
    }
    return !t->in->arena->failed;
}

/* Weights or points, and what weights sum to. */
static bool settle_forms(cbgi_csv *t)
{
    cbgi_draft *d = &t->draft;
    bool whole = true, in_hundred[CBG_SEATS_MAX] = {false};
    for (int p = 0; p < d->party_count; p++) {
        cbg_rational sum = zero;
        const cbg_span *where = NULL;
        for (int i = 0; i < d->issue_count; i++) {
            const cbg_span *here = &t->weight_at[p * d->issue_count + i];
            where = where == NULL && here->line > 0 ? here : where;
            if (cbg_rational_add(sum, d->party[p].weight[i], &sum) != CBG_OK ||
                d->party[p].weight[i].num < 0) {
                cbg_diag_hint(cbgi_bad(t->in, *here, "a weight below 0, or with too many digits"),
                              "write 0 or more");
                return false;
            }
        }
        d->party[p].points = where == NULL;
        if (where == NULL) {
            continue;
        }
        const double about = cbg_rational_double(sum), aim = about < 2 ? 1 : 100;
        if (about - aim > 1e-9 || aim - about > 1e-9) {
            char text[CBG_RATIONAL_TEXT];
            cbg_diag *diag = cbgi_bad(t->in, *where, "the weights of %s sum to %s, not %d", d->party[p].id,
                                      cbg_rational_text(sum, 18, text), (int)aim);
            cbg_diag_hint(diag, "weights of a party sum to 100, or to 1");
            return false;
        }
        whole = whole && aim > 1;
        in_hundred[p] = aim > 1;
    }
    d->total = whole ? hundred : one;
    for (int p = 0; p < d->party_count && !whole; p++) { /* the draft has one total for all */
        for (int i = 0; in_hundred[p] && i < d->issue_count; i++) {
            cbg_rational_divide(d->party[p].weight[i], hundred, &d->party[p].weight[i]);
        }
    }
    return true;
}

/* Without a scale row: 1 when no score is above 1, else 100; and scores lie between 0 and the scale. */
static bool settle_scale(cbgi_csv *t)
{
    cbgi_draft *d = &t->draft;
    bool small = true;
    for (int r = t->header + 1; r < t->sheet.count && !t->scale_given; r++) {
        small =
            small && cbg_rational_compare(d->party[t->party[r]].score[t->issue[r]][t->option[r]], one) <= 0;
    }
    d->scale = t->scale_given ? d->scale : small ? one : hundred;
    for (int r = t->header + 1; r < t->sheet.count; r++) {
        const cbgi_draft_party *party = &d->party[t->party[r]];
        const cbg_rational s = party->score[t->issue[r]][t->option[r]];
        if (!party->points && (s.num < 0 || cbg_rational_compare(s, d->scale) > 0)) {
            cbg_diag *diag = cbgi_bad(t->in, cbgi_csv_cell(t, r, CBGI_CSV_SCORE)->span,
                                      "the score is not between 0 and %d", (int)d->scale.num);
            cbg_diag_hint(diag, "correct it, or add a row `scale` with the highest score above the header");
            return false;
        }
    }
    return true;
}

/* Who and what there is. */
static bool read_names(cbgi_csv *t)
{
    cbgi_arena *arena = t->in->arena;
    const size_t rows = (size_t)t->sheet.count;
    t->party = cbgi_arena_array(arena, rows, sizeof *t->party);
    t->issue = cbgi_arena_array(arena, rows, sizeof *t->issue);
    t->option = cbgi_arena_array(arena, rows, sizeof *t->option);
    const char **party = cbgi_arena_array(arena, rows, sizeof *party);
    const char **issue = cbgi_arena_array(arena, rows, sizeof *issue);
    if (arena->failed) {
        return false;
    }
    const int parties = distinct(t, CBGI_CSV_PARTY, "party", t->party, party);
    const int issues = parties < 0 ? -1 : distinct(t, CBGI_CSV_ISSUE, "issue", t->issue, issue);
    if (issues < 0) {
        return false;
    }
    if (issues == 0 || issues > CBG_ISSUES_MAX || parties > CBG_SEATS_MAX) {
        cbg_diag *diag = cbgi_bad(t->in, t->sheet.row[t->header].cell[0].span,
                                  "the table has %d parties and %d issues", parties, issues);
        cbg_diag_hint(diag, "there are 1 to %d parties and 1 to %d issues", CBG_SEATS_MAX, CBG_ISSUES_MAX);
        return false;
    }
    if (!cbgi_draft_issues(&t->draft, issues) || !cbgi_draft_parties(&t->draft, parties)) {
        return false;
    }
    for (int i = 0; i < issues; i++) {
        t->draft.issue[i].id = t->draft.issue[i].name = issue[i];
    }
    for (int p = 0; p < parties; p++) {
        t->draft.party[p].id = t->draft.party[p].name = party[p];
    }
    return true;
}

static cbg_status read_csv(cbgi_input *in)
{
    cbgi_csv *t = cbgi_arena_alloc(in->arena, sizeof *t);
    if (t == NULL) {
        return CBG_NO_MEMORY;
    }
    *t = (cbgi_csv){.in = in, .draft = {.in = in, .scale = {1, 1}, .total = {1, 1}}};
    if (!cbgi_sheet_read(in, in->current, &t->sheet) || !cbgi_csv_top(t) || !read_names(t) ||
        !read_options(t) || !read_scales(t) || !read_rows(t) || !settle_forms(t) || !settle_scale(t)) {
        return cbgi_input_status(in);
    }
    t->draft.title = t->draft.title != NULL ? t->draft.title : cbgi_stem(in->arena, in->current->name);
    return cbgi_draft_finish(&t->draft);
}

static cbgi_role role(const cbgi_file *file)
{
    static const char *const sheets[] = {"csv", "tsv", NULL}, *const others[] = {"yaml", "yml", "json", NULL};
    const bool ours = cbgi_has_extension(file->name, sheets) ||
                      (!cbgi_has_extension(file->name, others) && cbgi_sheet_likely(file->text));
    return ours ? CBGI_ALONE : CBGI_NOT_OURS;
}

static const char *const extensions[] = {"csv", "tsv", NULL};

const cbgi_format_kind cbgi_format_csv = {
    .name = "csv",
    .title = "spreadsheet CSV",
    .summary = "one row a party, issue and option; walk-aways and weights in columns",
    .source = "docs/formats.md",
    .extension = extensions,
    .role = role,
    .read = read_csv,
    .write = cbgi_csv_write,
};
