/* The parts of a party's utility that are not a sum over issues: interactions, boxes, a table. */
#include <string.h>

#include "format/reader.h"

static const cbg_rational zero = {0, 1}, one = {1, 1};

static bool read_interaction(cbgi_reader *r, const cbgi_node *node, cbg_interaction *out)
{
    enum { WHEN, POINTS, SOURCE, CLAIMS, NOTE, KEYS };
    static const char *const keys[KEYS] = {"when", "points", "source", "claims", "note"};
    const cbgi_node *v[KEYS];
    if (!cbgi_fields(r, node, "an interaction", keys, KEYS, v)) {
        return false;
    }
    *out = (cbg_interaction){.span = node->span};
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &out->source);
    cbgi_note_of(r, v[NOTE], &out->note);
    if (!v[WHEN] || !v[POINTS]) {
        cbgi_missing(r, node, "this interaction", v[WHEN] ? "points" : "when",
                     v[WHEN] ? "points: number" : "when: {issue: option, issue: [options]}");
        return false;
    }
    if (!cbgi_read_region(r, v[WHEN], "an interaction", &out->when) ||
        !cbgi_number_of(r, v[POINTS], "the points", (cbgi_bounds){NULL, NULL}, &out->points)) {
        return false;
    }
    if (out->when.issue_count != 2) {
        cbg_diag *diag = cbgi_wrong(r, v[WHEN], "an interaction is between two issues, this one names %d",
                                    out->when.issue_count);
        cbg_diag_hint(diag, "name two issues, or use `boxes` for any number of them");
        return false;
    }
    return true;
}

static bool read_interactions(cbgi_reader *r, const cbgi_node *list, cbg_terms *out)
{
    cbgi_node *const *item = NULL;
    const int count = cbgi_node_empty(list) ? 0 : cbgi_items(r, list, "`interactions`", &item);
    cbg_interaction *all = count < 0 ? NULL : cbgi_arena_array(r->arena, (size_t)count, sizeof *all);
    bool ok = all != NULL;
    for (int k = 0; ok && k < count && !cbgi_reader_done(r); k++) {
        ok = read_interaction(r, item[k], &all[k]);
    }
    out->interaction_count = ok ? count : 0;
    out->interaction = all;
    return ok;
}

static bool read_box(cbgi_reader *r, const cbgi_node *node, cbg_box *out)
{
    enum { INCLUDES, EXCLUDES, VALUE, WEIGHT, SOURCE, CLAIMS, NOTE, KEYS };
    static const char *const keys[KEYS] = {"includes", "excludes", "value", "weight",
                                           "source",   "claims",   "note"};
    const cbgi_node *v[KEYS];
    if (!cbgi_fields(r, node, "a box", keys, KEYS, v)) {
        return false;
    }
    *out = (cbg_box){.excludes = v[EXCLUDES] != NULL, .weight = {.value = one}, .span = node->span};
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &out->source);
    cbgi_note_of(r, v[NOTE], &out->note);
    if (v[INCLUDES] && v[EXCLUDES]) {
        cbg_diag *diag = cbgi_wrong(r, node, "a box either includes or excludes");
        cbg_diag_hint(diag, "leave one of them out, or write two boxes");
        return false;
    }
    if (!v[VALUE]) {
        cbgi_missing(r, node, "this box", "value", "value: number");
        return false;
    }
    const cbgi_node *region = v[INCLUDES] ? v[INCLUDES] : v[EXCLUDES];
    return (!region || cbgi_read_region(r, region, "a box", &out->region)) &&
           cbgi_number_of(r, v[VALUE], "a value", (cbgi_bounds){NULL, NULL}, &out->value) &&
           (!v[WEIGHT] ||
            cbgi_number_of(r, v[WEIGHT], "a weight", (cbgi_bounds){.low = &zero}, &out->weight));
}

static bool read_box_list(cbgi_reader *r, const cbgi_node *list, cbg_boxes *out)
{
    cbgi_node *const *item = NULL;
    const int count = cbgi_items(r, list, "a list of boxes", &item);
    cbg_box *all = count < 0 ? NULL : cbgi_arena_array(r->arena, (size_t)count, sizeof *all);
    bool ok = all != NULL;
    for (int k = 0; ok && k < count && !cbgi_reader_done(r); k++) {
        ok = read_box(r, item[k], &all[k]);
    }
    out->count = ok ? count : 0;
    out->box = all;
    return ok;
}

/* A list of boxes, or {aggregation, cap, list}. */
static bool read_boxes(cbgi_reader *r, const cbgi_node *node, cbg_boxes *out)
{
    enum { AGGREGATION, CAP, LIST, KEYS };
    static const char *const keys[KEYS] = {"aggregation", "cap", "list"};
    static const char *const words[] = {"sum", "max", "min"};
    const cbgi_node *v[KEYS];
    if (node->kind != CBGI_MAP) {
        return cbgi_node_empty(node) || read_box_list(r, node, out);
    }
    if (!cbgi_fields(r, node, "a group of boxes", keys, KEYS, v)) {
        return false;
    }
    if (v[AGGREGATION]) {
        const int word = cbgi_word_of(r, v[AGGREGATION], "the aggregation", words, 3);
        if (word < 0) {
            return false;
        }
        out->aggregation = (cbg_aggregation)word;
    }
    if (!v[LIST]) {
        cbgi_missing(r, node, "this group of boxes", "list", "list: [{includes: {...}, value: number}]");
        return false;
    }
    return (!v[CAP] || cbgi_number_of(r, v[CAP], "the cap", (cbgi_bounds){NULL, NULL}, &out->cap)) &&
           read_box_list(r, v[LIST], out);
}

/* What a table is filled from: outcome number and points, in the order of the file. */
typedef struct row {
    uint64_t outcome;
    cbg_rational points;
    const cbgi_node *node;
} row;

/* The number of outcomes; 0 after a complaint or when it cannot be known. */
static uint64_t outcomes_of(cbgi_reader *r, const cbgi_node *at)
{
    uint64_t outcomes = 1;
    for (int i = 0; i < r->c->issue_count; i++) {
        if (!r->issue_ok[i]) {
            return 0;
        }
        if (__builtin_mul_overflow(outcomes, (uint64_t)r->c->issue[i].option_count, &outcomes)) {
            cbg_diag *diag = cbgi_wrong(r, at, "a table cannot number so many outcomes");
            cbg_diag_hint(diag, "use scores, interactions or boxes");
            return 0;
        }
    }
    return outcomes;
}

static bool read_outcome(cbgi_reader *r, const cbgi_node *map, uint64_t *outcome)
{
    cbg_region region;
    if (!cbgi_read_region(r, map, "an outcome", &region)) {
        return false;
    }
    *outcome = 0;
    for (int i = 0; i < r->c->issue_count; i++) {
        int at = -1, found = 0;
        for (int k = 0; k < region.issue_count; k++) {
            for (int o = 0; region.issue[k] == i && o < r->c->issue[i].option_count; o++) {
                at = region.has[k][o] ? o : at;
                found += region.has[k][o];
            }
        }
        if (found != 1) {
            cbg_diag *diag = cbgi_wrong(r, map, "this outcome says %s about %s",
                                        found == 0 ? "nothing" : "several things", r->c->issue[i].id);
            cbg_diag_hint(diag, "name one option of every issue");
            return false;
        }
        *outcome = *outcome * (uint64_t)r->c->issue[i].option_count + (uint64_t)at;
    }
    return true;
}

static bool read_row(cbgi_reader *r, const cbgi_node *node, row *out)
{
    enum { OUTCOME, POINTS, KEYS };
    static const char *const keys[KEYS] = {"outcome", "points"};
    const cbgi_node *v[KEYS];
    if (!cbgi_fields(r, node, "a row of the table", keys, KEYS, v)) {
        return false;
    }
    if (!v[OUTCOME] || !v[POINTS]) {
        cbgi_missing(r, node, "this row of the table", v[OUTCOME] ? "points" : "outcome",
                     v[OUTCOME] ? "points: number" : "outcome: {issue: option, ...}");
        return false;
    }
    out->node = node;
    return read_outcome(r, v[OUTCOME], &out->outcome) &&
           cbgi_rational_of(r, v[POINTS], "the points", &out->points);
}

/* Merge sort by outcome, stable: of two equal rows the one further down comes second. */
static void sort_rows(row *rows, row *spare, int count)
{
    if (count < 2) {
        return;
    }
    const int half = count / 2;
    sort_rows(rows, spare, half);
    sort_rows(rows + half, spare, count - half);
    memcpy(spare, rows, (size_t)half * sizeof *rows);
    for (int a = 0, b = half, k = 0; a < half; k++) {
        rows[k] = b < count && rows[b].outcome < spare[a].outcome ? rows[b++] : spare[a++];
    }
}

static bool keep_rows(cbgi_reader *r, row *rows, int count, cbg_table *out)
{
    row *spare = cbgi_arena_array(r->arena, (size_t)count, sizeof *spare);
    uint64_t *outcome = cbgi_arena_array(r->arena, (size_t)count, sizeof *outcome);
    cbg_rational *points = cbgi_arena_array(r->arena, (size_t)count, sizeof *points);
    if (r->arena->failed) {
        return false;
    }
    sort_rows(rows, spare, count);
    for (int k = 0; k < count; k++) {
        if (k > 0 && rows[k].outcome == rows[k - 1].outcome) {
            cbg_diag_hint(cbgi_wrong(r, rows[k].node, "the table has this outcome twice"),
                          "keep one of them");
            return false;
        }
        outcome[k] = rows[k].outcome;
        points[k] = rows[k].points;
    }
    out->given = true;
    out->count = count;
    out->outcome = outcome;
    out->points = points;
    return true;
}

/* One number an outcome, the last issue varying fastest. */
static bool dense_table(cbgi_reader *r, const cbgi_node *list, uint64_t outcomes, cbg_table *out)
{
    if ((uint64_t)list->count != outcomes) {
        cbg_diag *diag = cbgi_wrong(r, list, "the case has %llu outcomes, this table has %d numbers",
                                    (unsigned long long)outcomes, list->count);
        cbg_diag_hint(diag,
                      "write one number an outcome, the last issue varying fastest, or {default, rows}");
        return false;
    }
    row *rows = cbgi_arena_array(r->arena, (size_t)list->count, sizeof *rows);
    for (int k = 0; rows != NULL && k < list->count; k++) {
        rows[k] = (row){(uint64_t)k, zero, list->item[k]};
        if (cbgi_reader_done(r) || !cbgi_rational_of(r, list->item[k], "the points", &rows[k].points)) {
            return false;
        }
    }
    return rows != NULL && keep_rows(r, rows, list->count, out);
}

static bool read_table(cbgi_reader *r, const cbgi_node *node, cbg_table *out)
{
    enum { DEFAULT, ROWS, KEYS };
    static const char *const keys[KEYS] = {"default", "rows"};
    const cbgi_node *v[KEYS];
    out->otherwise = zero;
    const uint64_t outcomes = outcomes_of(r, node);
    if (outcomes == 0) {
        return false;
    }
    if (node->kind == CBGI_LIST) {
        return dense_table(r, node, outcomes, out);
    }
    if (!cbgi_fields(r, node, "a table", keys, KEYS, v) ||
        (v[DEFAULT] && !cbgi_rational_of(r, v[DEFAULT], "the default", &out->otherwise))) {
        return false;
    }
    cbgi_node *const *item = NULL;
    const int count = v[ROWS] ? cbgi_items(r, v[ROWS], "`rows`", &item) : 0;
    row *rows = count < 0 ? NULL : cbgi_arena_array(r->arena, (size_t)count, sizeof *rows);
    bool ok = rows != NULL;
    for (int k = 0; ok && k < count; k++) {
        ok = !cbgi_reader_done(r) && read_row(r, item[k], &rows[k]);
    }
    return ok && keep_rows(r, rows, count, out);
}

bool cbgi_read_terms(cbgi_reader *r, const cbgi_node *interactions, const cbgi_node *boxes,
                     const cbgi_node *table, const cbg_terms **out)
{
    if (!interactions && !boxes && !table) {
        return true;
    }
    cbg_terms *terms = cbgi_arena_alloc(r->arena, sizeof *terms);
    if (terms == NULL) {
        return false;
    }
    bool ok = !interactions || read_interactions(r, interactions, terms);
    ok = (!boxes || read_boxes(r, boxes, &terms->boxes)) && ok;
    ok = (!table || read_table(r, table, &terms->table)) && ok;
    *out = terms;
    return ok;
}
