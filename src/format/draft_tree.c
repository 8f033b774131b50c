/* A finished draft as the tree of a case file. */
#include <stdio.h>
#include <string.h>

#include "format/draft.h"
#include "format/reader.h"

static const cbg_rational zero = {0, 1}, hundred = {100, 1};

/* Places are those of the one file; with several files they would mislead. */
static cbg_span place(const cbgi_draft *d, cbg_span span)
{
    return d->in->count == 1 && !d->in->folder ? span : (cbg_span){0, 0, 0};
}

static cbgi_node *text(const cbgi_draft *d, const char *s, cbg_span span)
{
    return cbgi_make_text(d->in->arena, s, place(d, span));
}

static void put(const cbgi_draft *d, cbgi_node *map, const char *key, cbgi_node *value)
{
    cbgi_make_put(map, cbgi_make_text(d->in->arena, key, value == NULL ? (cbg_span){0, 0, 0} : value->span),
                  value);
}

/* An id like the name that is not among the `count` before it. */
static const char *id_of(const cbgi_draft *d, const char *name, const char *const *before, int count)
{
    cbgi_arena *arena = d->in->arena;
    char *id = cbgi_arena_string(arena, name);
    if (id == NULL) {
        return "";
    }
    for (char *s = id; *s != '\0'; s++) {
        *s = *s == ',' || *s == '=' ? ' ' : *s;
    }
    size_t end = strlen(id);
    const char *start = id + strspn(id, " ");
    end -= (size_t)(start - id);
    while (end > 0 && (cbgi_utf8_count(start, end) > CBGI_ID_CHARACTERS - 4 || start[end - 1] == ' ' ||
                       ((unsigned char)start[end] & 0xC0) == 0x80)) {
        end--;
    }
    const char *base = end == 0 ? "x" : cbgi_arena_copy(arena, start, end);
    const char *out = base;
    for (int n = 2, k = 0; out != NULL && k < count; k++) {
        if (strcmp(before[k], out) == 0) {
            out = cbgi_arena_format(arena, "%s %d", base, n++);
            k = -1;
        }
    }
    return out != NULL ? out : "";
}

static bool make_ids(cbgi_draft *d)
{
    const int most = d->issue_count > d->party_count ? d->issue_count : d->party_count;
    const char **id = cbgi_arena_array(d->in->arena, (size_t)most, sizeof *id);
    if (id == NULL) {
        return false;
    }
    for (int i = 0; i < d->issue_count; i++) {
        const char *wish = d->issue[i].id != NULL ? d->issue[i].id : d->issue[i].name;
        d->issue[i].id = id[i] = id_of(d, wish, id, i);
    }
    for (int p = 0; p < d->party_count; p++) {
        const char *wish = d->party[p].id != NULL ? d->party[p].id : d->party[p].name;
        d->party[p].id = id[p] = id_of(d, wish, id, p);
    }
    return true;
}

static cbgi_node *parties(const cbgi_draft *d)
{
    cbgi_arena *arena = d->in->arena;
    cbgi_node *map = cbgi_make_map(arena, d->party_count, false, place(d, d->party[0].span));
    for (int p = 0; p < d->party_count; p++) {
        const cbgi_draft_party *party = &d->party[p];
        cbgi_node *entry = cbgi_make_map(arena, 3, true, place(d, party->span));
        if (strcmp(party->name, party->id) != 0) {
            put(d, entry, "name", text(d, party->name, party->span));
        }
        if (cbg_rational_compare(party->walk_away, zero) != 0) {
            put(d, entry, "walk_away",
                cbgi_make_number(arena, party->walk_away, place(d, party->walk_away_span)));
        }
        if (party->note != NULL) {
            put(d, entry, "note", text(d, party->note, party->span));
        }
        cbgi_make_put(map, text(d, party->id, party->span), entry);
    }
    return map;
}

static cbgi_node *options(const cbgi_draft *d, const cbgi_draft_issue *issue)
{
    cbgi_arena *arena = d->in->arena;
    cbgi_node *list = cbgi_make_list(arena, issue->count, true, place(d, issue->span));
    for (int o = 0; o < issue->count; o++) {
        cbgi_make_add(list, text(d, issue->option[o], issue->span));
    }
    return list;
}

static cbgi_node *scale(const cbgi_draft *d, const cbgi_draft_issue *issue)
{
    cbgi_arena *arena = d->in->arena;
    cbgi_node *map = cbgi_make_map(arena, 4, true, place(d, issue->span));
    cbg_rational step;
    if (issue->range && cbg_rational_subtract(issue->value[1], issue->value[0], &step) == CBG_OK) {
        put(d, map, "from", text(d, issue->option[0], issue->span));
        put(d, map, "to", text(d, issue->option[issue->count - 1], issue->span));
        put(d, map, "step", cbgi_make_number(arena, step, place(d, issue->span)));
    } else {
        put(d, map, "options", options(d, issue));
    }
    if (issue->unit != NULL) {
        put(d, map, "unit", text(d, issue->unit, issue->span));
    }
    return map;
}

static cbgi_node *issues(const cbgi_draft *d)
{
    cbgi_arena *arena = d->in->arena;
    cbgi_node *map = cbgi_make_map(arena, d->issue_count, false, place(d, d->issue[0].span));
    for (int i = 0; i < d->issue_count; i++) {
        const cbgi_draft_issue *issue = &d->issue[i];
        cbgi_node *entry = cbgi_make_map(arena, 2, true, place(d, issue->span));
        if (strcmp(issue->name, issue->id) != 0) {
            put(d, entry, "name", text(d, issue->name, issue->span));
        }
        put(d, entry, issue->numeric ? "scale" : "options",
            issue->numeric ? scale(d, issue) : options(d, issue));
        cbgi_make_put(map, text(d, issue->id, issue->span), entry);
    }
    return map;
}

/* A score as a fraction of the best evaluation where that reads better than a decimal. */
static cbgi_node *score(const cbgi_draft *d, const cbgi_draft_party *party, int i, int o)
{
    const cbg_rational s = party->score[i][o];
    const int64_t over = party->over[i];
    if (over <= 1 || over % s.den != 0) {
        return cbgi_make_number(d->in->arena, s, place(d, party->span));
    }
    const char *fraction =
        cbgi_arena_format(d->in->arena, "%lld/%lld", (long long)(s.num * (over / s.den)), (long long)over);
    return fraction == NULL ? NULL : text(d, fraction, party->span);
}

/* Whether option o of a scale lies on the line through its neighbours. */
static bool on_line(const cbgi_draft_issue *issue, const cbg_rational *s, int o)
{
    cbg_rational rise[2], run[2], left, right;
    for (int k = 0; k < 2; k++) {
        if (cbg_rational_subtract(s[o + k], s[o + k - 1], &rise[k]) != CBG_OK ||
            cbg_rational_subtract(issue->value[o + k], issue->value[o + k - 1], &run[k]) != CBG_OK) {
            return false;
        }
    }
    return cbg_rational_multiply(rise[0], run[1], &left) == CBG_OK &&
           cbg_rational_multiply(rise[1], run[0], &right) == CBG_OK && cbg_rational_compare(left, right) == 0;
}

static cbgi_node *scores(const cbgi_draft *d, const cbgi_draft_party *party, int i)
{
    const cbgi_draft_issue *issue = &d->issue[i];
    const int last = issue->count - 1;
    int corners = 0;
    for (int o = 0; issue->numeric && o <= last; o++) {
        corners += o == 0 || o == last || !on_line(issue, party->score[i], o);
    }
    if (corners == 0 || 2 * corners > issue->count) {
        cbgi_node *list = cbgi_make_list(d->in->arena, issue->count, true, place(d, party->span));
        for (int o = 0; o <= last; o++) {
            cbgi_make_add(list, score(d, party, i, o));
        }
        return list;
    }
    cbgi_node *map = cbgi_make_map(d->in->arena, corners, true, place(d, party->span));
    for (int o = 0; o <= last; o++) {
        if (o == 0 || o == last || !on_line(issue, party->score[i], o)) {
            cbgi_make_put(map, text(d, issue->option[o], party->span), score(d, party, i, o));
        }
    }
    return map;
}

/* A group of boxes whose aggregate counts for at most 1, with room for so many. */
static cbgi_node *box_group(const cbgi_draft *d, const cbgi_draft_party *party, const char *how, int count,
                            cbgi_node **list)
{
    cbgi_arena *arena = d->in->arena;
    cbgi_node *map = cbgi_make_map(arena, 3, false, place(d, party->span));
    *list = cbgi_make_list(arena, count, false, place(d, party->span));
    put(d, map, "aggregation", text(d, how, party->span));
    put(d, map, "cap", text(d, "1", party->span));
    put(d, map, "list", *list);
    return map;
}

static void put_box(const cbgi_draft *d, const cbgi_draft_party *party, const char *key, cbgi_node *where,
                    cbg_rational value, cbgi_node *list)
{
    const cbg_span at = place(d, party->span);
    cbgi_node *box = cbgi_make_map(d->in->arena, 2, true, at);
    if (key != NULL) {
        put(d, box, key, where);
    }
    put(d, box, "value", cbgi_make_number(d->in->arena, value, at));
    cbgi_make_add(list, box);
}

/* min(1, sum over issues) as boxes: one an option that is worth something. */
static cbgi_node *capped_sum(const cbgi_draft *d, const cbgi_draft_party *party)
{
    int count = 0;
    cbgi_node *list;
    for (int i = 0; i < d->issue_count; i++) {
        count += party->score[i] != NULL ? d->issue[i].count : 0;
    }
    cbgi_node *map = box_group(d, party, "sum", count, &list);
    for (int i = 0; i < d->issue_count; i++) {
        for (int o = 0; party->score[i] != NULL && o < d->issue[i].count; o++) {
            if (party->score[i][o].num != 0) {
                cbgi_node *where = cbgi_make_map(d->in->arena, 1, true, place(d, party->span));
                put(d, where, d->issue[i].id, text(d, d->issue[i].option[o], party->span));
                put_box(d, party, "includes", where, party->score[i][o], list);
            }
        }
    }
    return map;
}

static cbgi_node *boxes(const cbgi_draft *d, const cbgi_draft_party *party)
{
    cbgi_node *list, *map = box_group(d, party, party->aggregation, party->box_count, &list);
    for (int k = 0; k < party->box_count; k++) {
        const cbgi_draft_box *box = &party->box[k];
        cbgi_node *where = cbgi_make_map(d->in->arena, box->count, true, place(d, party->span));
        for (int m = 0; m < box->count; m++) {
            const cbgi_draft_issue *issue = &d->issue[box->issue[m]];
            cbgi_node *range = text(d, issue->option[box->first[m]], party->span);
            if (box->first[m] < box->last[m]) {
                cbgi_node *low = range;
                range = cbgi_make_map(d->in->arena, 2, true, place(d, party->span));
                put(d, range, "at_least", low);
                put(d, range, "at_most", text(d, issue->option[box->last[m]], party->span));
            }
            put(d, where, issue->id, range);
        }
        const char *key = box->count == 0 ? NULL : box->excludes ? "excludes" : "includes";
        put_box(d, party, key, where, box->value, list);
    }
    return map;
}

static void put_discount(const cbgi_draft *d, const cbgi_draft_party *party, cbgi_node *map)
{
    const cbg_rational factor = party->discount;
    if (factor.num > 0 && factor.num < factor.den) {
        put(d, map, "discount", cbgi_make_number(d->in->arena, factor, place(d, party->span)));
    }
}

static cbgi_node *preference(const cbgi_draft *d, const cbgi_draft_party *party)
{
    cbgi_arena *arena = d->in->arena;
    cbgi_node *map = cbgi_make_map(arena, 3, false, place(d, party->span));
    if (party->capped || party->box_count > 0) {
        put(d, map, "boxes", party->capped ? capped_sum(d, party) : boxes(d, party));
        put_discount(d, party, map);
        return map;
    }
    cbgi_node *weights = cbgi_make_map(arena, d->issue_count, true, place(d, party->span));
    cbgi_node *table = cbgi_make_map(arena, d->issue_count, false, place(d, party->span));
    for (int i = 0; i < d->issue_count; i++) {
        if (!party->points && (party->score[i] != NULL || party->weight[i].num != 0)) {
            cbgi_make_put(weights, text(d, d->issue[i].id, party->span),
                          cbgi_make_number(arena, party->weight[i], place(d, party->span)));
        }
        if (party->score[i] != NULL) {
            cbgi_make_put(table, text(d, d->issue[i].id, party->span), scores(d, party, i));
        }
    }
    if (!party->points) {
        put(d, map, "weights", weights);
    }
    put(d, map, party->points ? "points" : "scores", table);
    put_discount(d, party, map);
    return map;
}

static cbgi_node *preferences(const cbgi_draft *d)
{
    cbgi_node *map = cbgi_make_map(d->in->arena, d->party_count, false, place(d, d->party[0].span));
    for (int p = 0; p < d->party_count; p++) {
        if (d->party[p].given) {
            cbgi_make_put(map, text(d, d->party[p].id, d->party[p].span), preference(d, &d->party[p]));
        }
    }
    return map;
}

/* The note of the case: its own, then the remarks. */
static const char *note_of(const cbgi_draft *d)
{
    const char *note = d->note != NULL ? d->note : "";
    for (int k = 0; k < d->in->remark_count && note != NULL; k++) {
        note = cbgi_arena_format(d->in->arena, "%s%s%s", note, note[0] == '\0' ? "" : " ", d->in->remark[k]);
    }
    return note;
}

static const char *shown(const cbgi_draft *d, const char *name, const char *otherwise)
{
    const char *clean = name == NULL ? NULL : cbgi_name(d->in, name);
    return clean != NULL ? clean : otherwise;
}

cbg_status cbgi_draft_finish(cbgi_draft *d)
{
    static const cbg_span top = {1, 1, 1};
    cbgi_input *in = d->in;
    if (cbgi_input_status(in) == CBG_OK) {
        cbgi_draft_settle(d);
    }
    d->title = shown(d, d->title, "untitled"); /* names of files may hold anything */
    for (int p = 0; p < d->party_count; p++) {
        d->party[p].name = shown(d, d->party[p].name, "party");
    }
    if (cbgi_input_status(in) != CBG_OK || !make_ids(d)) {
        return cbgi_input_status(in);
    }
    cbgi_node *root = cbgi_make_map(in->arena, 6, false, place(d, top));
    put(d, root, "case", text(d, d->title, top));
    const char *note = note_of(d);
    if (note != NULL && note[0] != '\0') {
        put(d, root, "note", text(d, note, top));
    }
    if (cbg_rational_compare(d->scale, hundred) != 0) {
        put(d, root, "scale", cbgi_make_number(in->arena, d->scale, place(d, top)));
    }
    put(d, root, "parties", parties(d));
    put(d, root, "issues", issues(d));
    put(d, root, "preferences", preferences(d));
    in->root = root;
    return cbgi_input_status(in);
}
