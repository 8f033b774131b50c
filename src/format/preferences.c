/* preferences: weights and scores, or points, what is not a sum over issues, and the red lines of each party. */
#include <string.h>

#include "format/reader.h"

enum { WEIGHTS, SCORES, POINTS, INTERACTIONS, BOXES, TABLE, DISCOUNT, RED_LINES, SOURCE, CLAIMS, NOTE, KEYS };

static const char *const keys[KEYS] = {"weights",  "scores",    "points", "interactions", "boxes", "table",
                                       "discount", "red_lines", "source", "claims",       "note"};
static const cbg_rational zero = {0, 1}, one = {1, 1}, hundred = {100, 1};

/* Tables being filled for one party. */
typedef struct filling {
    int party;
    cbg_number *weight;
    const cbg_number **score;
} filling;

/* Each pair of a map from issue to something; -1 marks issues that cannot be used. */
static int issue_of(cbgi_reader *r, const cbgi_node *map, int k)
{
    return cbgi_refer(r, cbgi_key(map, k), "issue", &r->issue);
}

static bool is_map(cbgi_reader *r, const cbgi_node *node, const char *what)
{
    if (node->kind == CBGI_MAP || node->kind == CBGI_BROKEN || cbgi_node_empty(node)) {
        return node->kind == CBGI_MAP;
    }
    cbg_diag *diag = cbgi_wrong(r, node, "%s are a map from issue to number", what);
    cbg_diag_hint(diag, "write {%s: ..., ...}", r->c->issue_count > 0 ? r->c->issue[0].id : "issue");
    return false;
}

/* Weights sum to 100 or to 1; what is missing is said in points. */
static bool sum_is_whole(cbgi_reader *r, const cbgi_node *at, int party, cbg_rational sum,
                         cbg_rational *total)
{
    char text[CBG_RATIONAL_TEXT], gap_text[CBG_RATIONAL_TEXT];
    *total = cbg_rational_compare(sum, one) == 0 ? one : hundred;
    if (cbg_rational_compare(sum, *total) == 0) {
        return true;
    }
    const char *name = r->c->party[party].name;
    const char *s = name[0] != '\0' && name[strlen(name) - 1] == 's' ? "'" : "'s";
    if (sum.num == 0) {
        cbg_diag_hint(cbgi_wrong(r, at, "%s%s weights are all 0", name, s),
                      "give each issue its part of 100");
        return false;
    }
    const cbg_rational two = {2, 1};
    const cbg_rational aim = cbg_rational_compare(sum, two) < 0 ? one : hundred;
    cbg_rational gap;
    cbg_diag *diag = cbgi_wrong(r, at, "%s%s weights sum to %s, not %s", name, s,
                                cbg_rational_text(sum, 18, text), aim.num == 1 ? "1" : "100");
    if (cbg_rational_subtract(aim, sum, &gap) == CBG_OK) {
        const bool add = gap.num > 0;
        gap.num = add ? gap.num : -gap.num;
        cbg_diag_hint(diag, "%s %s %s one of them or spread it over several", add ? "add" : "take",
                      cbg_rational_text(gap, 18, gap_text), add ? "to" : "from");
    }
    return false;
}

static bool read_weights(cbgi_reader *r, const cbgi_node *at, const cbgi_node *map, filling *f,
                         cbg_rational *total)
{
    const cbgi_bounds bounds = {.low = &zero};
    cbg_rational sum = zero;
    bool ok = is_map(r, map, "weights");
    for (int k = 0; ok && k < map->count && !cbgi_reader_done(r); k++) {
        const int i = issue_of(r, map, k);
        ok = i >= 0 && cbgi_number_of(r, cbgi_value(map, k), "a weight", bounds, &f->weight[i]) && ok;
        if (ok && cbg_rational_add(sum, f->weight[i].value, &sum) != CBG_OK) {
            cbg_diag_hint(cbgi_wrong(r, cbgi_value(map, k), "the weights have too many digits"),
                          "round them");
            ok = false;
        }
    }
    return ok && sum_is_whole(r, at, f->party, sum, total);
}

static bool read_scores(cbgi_reader *r, const cbgi_node *map, const char *what, cbgi_bounds bounds,
                        filling *f)
{
    bool ok = is_map(r, map, what);
    for (int k = 0; map->kind == CBGI_MAP && k < map->count && !cbgi_reader_done(r); k++) {
        const int i = issue_of(r, map, k);
        const cbg_number *score = i < 0 ? NULL : cbgi_read_scores(r, cbgi_value(map, k), f->party, i, bounds);
        ok = score != NULL && ok;
        if (i >= 0) {
            f->score[i] = score;
        }
    }
    return ok;
}

/* A weight without scores would count for nothing. */
static bool weights_have_scores(cbgi_reader *r, const cbgi_node *map, const filling *f)
{
    bool ok = true;
    for (int k = 0; k < map->count && !cbgi_reader_done(r); k++) {
        const int i = cbgi_index_find(&r->issue.index, cbgi_key(map, k)->text);
        if (i >= 0 && f->score[i] == NULL && f->weight[i].value.num > 0) {
            cbg_diag *diag = cbgi_wrong(r, cbgi_key(map, k), "%s has a weight for %s but no scores",
                                        r->c->party[f->party].id, r->c->issue[i].id);
            cbg_diag_hint(diag, "add %s under `scores`, or set its weight to 0", r->c->issue[i].id);
            ok = false;
        }
    }
    return ok;
}

static bool filling_new(cbgi_reader *r, int party, filling *f)
{
    size_t issues = (size_t)r->c->issue_count;
    f->party = party;
    f->weight = cbgi_arena_array(r->arena, issues, sizeof *f->weight);
    f->score = cbgi_arena_array(r->arena, issues, sizeof *f->score);
    for (size_t i = 0; f->weight != NULL && i < issues; i++) {
        f->weight[i] = (cbg_number){.value = zero, .low = zero, .high = zero};
    }
    return f->weight != NULL && f->score != NULL;
}

static bool in_points(cbgi_reader *r, const cbgi_node *const *v, filling *f, cbg_preference *out)
{
    for (int i = 0; i < r->c->issue_count; i++) {
        f->weight[i].value = f->weight[i].low = f->weight[i].high = one;
    }
    out->is_points = true;
    out->total = one;
    if (v[WEIGHTS] || v[SCORES]) {
        cbg_diag *diag =
            cbgi_wrong(r, v[WEIGHTS] ? v[WEIGHTS] : v[SCORES], "weights and scores stand beside points");
        cbg_diag_hint(diag, "write either `weights` and `scores`, or `points`");
        return false;
    }
    return !v[POINTS] || read_scores(r, v[POINTS], "points", (cbgi_bounds){NULL, NULL}, f);
}

static bool in_weights(cbgi_reader *r, const cbgi_node *key, const cbgi_node *node, const cbgi_node *const *v,
                       filling *f, cbg_preference *out)
{
    if (!v[WEIGHTS] || !v[SCORES]) {
        cbgi_missing(r, key, "this preference", v[WEIGHTS] ? "scores" : "weights",
                     v[WEIGHTS] ? "scores: {issue: [one score an option], ...}"
                                : "weights: {issue: number, ...}, or write `points` instead of both");
        return false;
    }
    const cbgi_bounds bounds = {&zero, &r->c->scale};
    bool ok = read_weights(r, cbgi_key_of(node, v[WEIGHTS]), v[WEIGHTS], f, &out->total);
    ok = read_scores(r, v[SCORES], "scores", bounds, f) && ok;
    return ok && weights_have_scores(r, v[WEIGHTS], f);
}

/* d in (0, 1]: utility is worth d^t after t rounds or days. */
static bool read_discount(cbgi_reader *r, const cbgi_node *node, cbg_number *out)
{
    out->value = out->low = out->high = one;
    if (!node) {
        return true;
    }
    if (!cbgi_number_of(r, node, "the discount", (cbgi_bounds){&zero, &one}, out)) {
        return false;
    }
    if (out->value.num == 0) {
        cbg_diag *diag = cbgi_wrong(r, node, "a discount of 0 makes every later deal worthless");
        cbg_diag_hint(diag, "write a factor above 0 and up to 1, or leave it out: no discount");
        return false;
    }
    return true;
}

static void read_one(cbgi_reader *r, int k, cbg_preference *preference, cbg_red_line *line)
{
    const cbgi_node *map = r->section[CBGI_PREFERENCES];
    const cbgi_node *key = cbgi_key(map, k), *v[KEYS];
    const int party = cbgi_refer(r, key, "party", &r->party);
    filling f;
    if (!cbgi_fields(r, cbgi_value(map, k), "a preference", keys, KEYS, v) || party < 0 ||
        !filling_new(r, party, &f)) {
        return;
    }
    cbg_names ignored = {0, NULL, NULL};
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &ignored);
    cbg_preference p = {.weight = f.weight, .score = f.score, .span = key->span};
    const bool weighted = v[WEIGHTS] || v[SCORES];
    const bool nothing = !v[POINTS] && !weighted && !v[INTERACTIONS] && !v[BOXES] && !v[TABLE];
    if (nothing && !v[RED_LINES]) {
        cbgi_missing(r, key, "this preference", "weights", "weights and scores, or points");
    }
    if (!nothing) {
        p.given = v[POINTS] || !weighted ? in_points(r, v, &f, &p)
                                         : in_weights(r, key, cbgi_value(map, k), v, &f, &p);
        p.given = cbgi_read_terms(r, v[INTERACTIONS], v[BOXES], v[TABLE], &p.terms) && p.given;
        p.given = read_discount(r, v[DISCOUNT], &p.discount) && p.given;
        preference[party] = p;
    }
    if (v[RED_LINES]) {
        r->c->red_line_count += cbgi_read_red_lines(r, v[RED_LINES], party, line + r->c->red_line_count);
    }
}

/* Room for every red line of the section. */
static cbg_red_line *lines_new(cbgi_reader *r, const cbgi_node *map)
{
    size_t count = 0;
    for (int k = 0; k < map->count; k++) {
        const cbgi_node *each = cbgi_value(map, k);
        for (int m = 0; each->kind == CBGI_MAP && m < each->count; m++) {
            const char *name = cbgi_key(each, m)->text;
            if (name != NULL && strcmp(name, keys[RED_LINES]) == 0) {
                count += (size_t)cbgi_count_red_lines(cbgi_value(each, m));
            }
        }
    }
    if (count > CBG_RED_LINES_MAX) {
        cbg_diag *diag = cbg_diags_add(r->diags, CBG_ERROR, CBG_TOO_LARGE, map->span,
                                       "the case has %zu red lines, more than %d", count, CBG_RED_LINES_MAX);
        cbg_diag_hint(diag, "join lines of one party into one over several issues");
        return NULL;
    }
    return cbgi_arena_array(r->arena, count, sizeof(cbg_red_line));
}

void cbgi_read_preferences(cbgi_reader *r)
{
    cbg_preference *preference = cbgi_arena_array(r->arena, (size_t)r->c->party_count, sizeof *preference);
    const cbgi_node *map = r->section[CBGI_PREFERENCES];
    r->c->preference = preference;
    if (preference == NULL || map == NULL || !is_map(r, map, "preferences")) {
        return;
    }
    cbg_red_line *line = lines_new(r, map);
    r->c->red_line = line;
    for (int k = 0; line != NULL && k < map->count && !cbgi_reader_done(r); k++) {
        read_one(r, k, preference, line);
    }
}
