/* positions and salience of the parties, and the reference of an issue: places on the scale of an issue. */
#include <stdio.h>
#include <string.h>

#include "coburg/outlook.h"
#include "format/reader.h"

static const cbg_rational zero = {0, 1}, hundred = {100, 1};

/* The value of a key, NULL when it is not there; whoever reads the other keys complains about shape and spelling. */
static const cbgi_node *field(const cbgi_node *map, const char *key)
{
    for (int i = 0; map != NULL && map->kind == CBGI_MAP && i < map->count; i++) {
        const cbgi_node *k = cbgi_key(map, i);
        if (k->kind == CBGI_SCALAR && strcmp(k->text, key) == 0) {
            return cbgi_value(map, i);
        }
    }
    return NULL;
}

/* A scalar that names an option becomes its place; NULL after a complaint. */
static const cbgi_node *placed(cbgi_reader *r, const cbgi_node *node, int issue)
{
    cbg_rational number;
    if (node->kind != CBGI_SCALAR || r->c->issue[issue].numeric) {
        return node;
    }
    int place = cbgi_index_find(&r->option[issue], node->text);
    if (place < 0 && cbg_rational_parse(node->text, &number) == CBG_OK) {
        return node;
    }
    place = place >= 0 ? place : cbgi_refer_option(r, node, issue);
    cbgi_node *copy = place < 0 ? NULL : cbgi_arena_alloc(r->arena, sizeof *copy);
    const char *text = copy == NULL ? NULL : cbgi_arena_format(r->arena, "%d", place);
    if (text == NULL) {
        return NULL;
    }
    *copy = *node;
    copy->text = text;
    copy->length = strlen(text);
    return copy;
}

/* The same for the value and the ends of the range of {value, range, source}. */
static const cbgi_node *all_placed(cbgi_reader *r, const cbgi_node *node, int issue)
{
    if (node->kind == CBGI_SCALAR || r->c->issue[issue].numeric || node->kind == CBGI_BROKEN) {
        return placed(r, node, issue);
    }
    cbgi_node *copy = cbgi_arena_alloc(r->arena, sizeof *copy);
    const size_t items = (size_t)node->count * (node->kind == CBGI_MAP ? 2 : 1);
    cbgi_node **item = cbgi_arena_array(r->arena, items, sizeof *item);
    if (copy == NULL || item == NULL) {
        return NULL;
    }
    *copy = *node;
    copy->item = item;
    memcpy(item, node->item, items * sizeof *item);
    for (int k = 0; k < node->count; k++) {
        const bool map = node->kind == CBGI_MAP;
        const char *key = !map || cbgi_key(node, k)->kind != CBGI_SCALAR ? "" : cbgi_key(node, k)->text;
        const cbgi_node *old = map ? cbgi_value(node, k) : node->item[k], *new = old;
        if (!map || strcmp(key, "value") == 0) {
            new = placed(r, old, issue);
        } else if (strcmp(key, "range") == 0 && old->kind == CBGI_LIST) {
            new = all_placed(r, old, issue);
        }
        if (new == NULL) {
            return NULL;
        }
        item[map ? 2 * k + 1 : k] = (cbgi_node *)(uintptr_t)new;
    }
    return copy;
}

/* The ends of the scale. */
static void ends(const cbg_issue *issue, cbg_rational end[2])
{
    end[0] = issue->numeric ? issue->option[0].value : zero;
    end[1] = issue->numeric ? issue->option[issue->option_count - 1].value
                            : (cbg_rational){issue->option_count - 1, 1};
}

static bool place_of(cbgi_reader *r, const cbgi_node *node, int issue, const char *what, cbg_number *out)
{
    cbg_rational end[2];
    ends(&r->c->issue[issue], end);
    const cbgi_node *numbers = all_placed(r, node, issue);
    return numbers != NULL && cbgi_number_of(r, numbers, what, (cbgi_bounds){&end[0], &end[1]}, out);
}

static void read_stand(cbgi_reader *r, const cbgi_node *node, int issue, bool position, cbg_stand *out)
{
    const bool list = node->kind == CBGI_LIST;
    const int count = list ? node->count : 1;
    cbg_number *rival = cbgi_arena_array(r->arena, (size_t)count, sizeof *rival);
    if (rival == NULL) {
        return;
    }
    if (count == 0) {
        cbg_diag_hint(cbgi_wrong(r, node, "this list of rival values is empty"), "write one value, or several");
        return;
    }
    int kept = 0;
    for (int k = 0; k < count && !cbgi_reader_done(r); k++) {
        const cbgi_node *one = list ? node->item[k] : node;
        kept += position ? place_of(r, one, issue, "a position", &rival[kept])
                         : cbgi_number_of(r, one, "salience", (cbgi_bounds){&zero, &hundred}, &rival[kept]);
    }
    *out = (cbg_stand){kept, rival};
}

static void read_map(cbgi_reader *r, const cbgi_node *map, bool position, cbg_stand *out)
{
    if (map == NULL || cbgi_node_empty(map) || map->kind == CBGI_BROKEN) {
        return;
    }
    if (map->kind != CBGI_MAP) {
        cbg_diag *diag = cbgi_wrong(r, map, "%s a map from issue to number", position ? "positions are" : "salience is");
        cbg_diag_hint(diag, "write {%s: ..., ...}", r->c->issue_count > 0 ? r->c->issue[0].id : "issue");
        return;
    }
    for (int k = 0; k < map->count && !cbgi_reader_done(r); k++) {
        const int issue = cbgi_refer(r, cbgi_key(map, k), "issue", &r->issue);
        if (issue >= 0 && issue < r->c->issue_count && r->issue_ok[issue]) {
            read_stand(r, cbgi_value(map, k), issue, position, &out[issue]);
        }
    }
}

/* Whether the file says anything of all this, so that other cases carry no tables. */
static bool anything(const cbgi_reader *r)
{
    bool found = r->section[CBGI_FORECAST] != NULL;
    for (int p = 0; p < r->c->party_count; p++) {
        const cbgi_node *node = cbgi_entry(r, CBGI_PARTIES, p);
        found = found || field(node, "positions") != NULL || field(node, "salience") != NULL;
    }
    for (int i = 0; i < r->c->issue_count; i++) {
        found = found || field(cbgi_entry(r, CBGI_ISSUES, i), "reference") != NULL;
    }
    return found;
}

void cbgi_read_stands(cbgi_reader *r)
{
    const int parties = r->c->party_count, issues = r->c->issue_count;
    if (cbgi_reader_done(r) || !anything(r)) {
        return;
    }
    const size_t cells = (size_t)parties * (size_t)issues;
    cbg_outlook *out = cbgi_arena_alloc(r->arena, sizeof *out);
    cbg_stand *position = cbgi_arena_array(r->arena, cells, sizeof *position);
    cbg_stand *salience = cbgi_arena_array(r->arena, cells, sizeof *salience);
    cbg_number *reference = cbgi_arena_array(r->arena, (size_t)issues, sizeof *reference);
    if (out == NULL || position == NULL || salience == NULL || reference == NULL) {
        return;
    }
    for (int p = 0; p < parties; p++) {
        const cbgi_node *node = cbgi_entry(r, CBGI_PARTIES, p);
        read_map(r, field(node, "positions"), true, &position[(size_t)p * (size_t)issues]);
        read_map(r, field(node, "salience"), false, &salience[(size_t)p * (size_t)issues]);
    }
    for (int i = 0; i < issues; i++) {
        const cbgi_node *node = field(cbgi_entry(r, CBGI_ISSUES, i), "reference");
        if (node != NULL && r->issue_ok[i] && !cbgi_reader_done(r)) {
            place_of(r, node, i, "a reference", &reference[i]);
        }
    }
    out->position = position;
    out->salience = salience;
    out->reference = reference;
    cbgi_read_forecast(r, out);
    r->c->outlook = out;
}
