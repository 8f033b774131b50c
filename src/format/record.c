/* packages, trail and indicators: outcomes with a name, dated positions, figures to look up. */
#include "format/reader.h"

static void read_outcome(cbgi_reader *r, const cbgi_node *map, const cbgi_node *key, int *option)
{
    if (map->kind != CBGI_MAP) {
        if (map->kind != CBGI_BROKEN) {
            cbg_diag_hint(cbgi_wrong(r, map, "an outcome is a map from issue to option"),
                          "write {issue: option, ...}");
        }
        return;
    }
    bool ok = true;
    for (int k = 0; k < map->count && !cbgi_reader_done(r); k++) {
        const int issue = cbgi_refer(r, cbgi_key(map, k), "issue", &r->issue);
        const int o = issue < 0 ? -1 : cbgi_refer_option(r, cbgi_value(map, k), issue);
        ok = ok && o >= 0;
        if (issue >= 0) {
            option[issue] = o < 0 ? 0 : o;
        }
    }
    for (int i = 0; ok && i < r->c->issue_count; i++) {
        if (option[i] < 0) {
            cbg_diag *diag = cbgi_wrong(r, key, "this package says nothing of %s", r->c->issue[i].id);
            cbg_diag_hint(diag, "name an option for every issue");
            return;
        }
    }
}

void cbgi_read_packages(cbgi_reader *r)
{
    enum { NAME, OUTCOME, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const names[COUNT] = {"name", "outcome", "source", "claims", "note"};
    const int count = r->package.index.count;
    cbg_package *all = cbgi_arena_array(r->arena, (size_t)count, sizeof *all);
    r->c->package = all;
    r->c->package_count = all != NULL ? count : 0;
    for (int k = 0; k < r->c->package_count; k++) {
        const cbgi_node *v[COUNT], *key = cbgi_entry_key(r, CBGI_PACKAGES, k);
        int *option = cbgi_arena_array(r->arena, (size_t)r->c->issue_count, sizeof *option);
        all[k] = (cbg_package){.id = r->package.index.name[k],
                               .name = r->package.index.name[k],
                               .option = option,
                               .span = key->span};
        for (int i = 0; option != NULL && i < r->c->issue_count; i++) {
            option[i] = -1;
        }
        if (option == NULL || cbgi_reader_done(r) ||
            !cbgi_fields(r, cbgi_entry(r, CBGI_PACKAGES, k), "a package", names, COUNT, v)) {
            continue;
        }
        const char *name = cbgi_optional_text(r, v[NAME], "a name");
        all[k].name = name != NULL ? name : all[k].id;
        if (v[OUTCOME]) {
            read_outcome(r, v[OUTCOME], key, option);
        } else {
            cbgi_missing(r, key, "this package", "outcome", "outcome: {issue: option, ...}");
        }
        cbgi_source_of(r, v[SOURCE], v[CLAIMS], &all[k].source);
        cbgi_note_of(r, v[NOTE], &all[k].note);
    }
}

static bool read_point(cbgi_reader *r, const cbgi_node *node, cbg_trail_point *out)
{
    enum { DATE, PARTY, ISSUE, POSITION, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const names[COUNT] = {"date",   "party",  "issue", "position",
                                             "source", "claims", "note"};
    const cbgi_node *v[COUNT];
    if (!cbgi_fields(r, node, "a point of the trail", names, COUNT, v)) {
        return false;
    }
    for (int k = DATE; k <= POSITION; k++) {
        if (!v[k]) {
            cbgi_missing(
                r, node, "this point of the trail", names[k],
                "date, party, issue and position: {date: 2014-07, party: IR, issue: CF, position: 9400}");
            return false;
        }
    }
    *out = (cbg_trail_point){.span = node->span};
    cbgi_time_of(r, v[DATE], "a date", &out->time);
    out->party = cbgi_refer(r, v[PARTY], "party", &r->party);
    out->issue = cbgi_refer(r, v[ISSUE], "issue", &r->issue);
    out->position = cbgi_text_of(r, v[POSITION], "a position");
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &out->source);
    cbgi_note_of(r, v[NOTE], &out->note);
    return out->party >= 0 && out->issue >= 0 && out->position != NULL;
}

void cbgi_read_trail(cbgi_reader *r)
{
    const cbgi_node *list = r->section[CBGI_TRAIL];
    cbgi_node *const *item = NULL;
    const int count = list == NULL || cbgi_node_empty(list) ? 0 : cbgi_items(r, list, "`trail`", &item);
    cbg_trail_point *all = cbgi_arena_array(r->arena, count < 0 ? 0 : (size_t)count, sizeof *all);
    int kept = 0;
    for (int k = 0; all != NULL && k < count && !cbgi_reader_done(r); k++) {
        kept += read_point(r, item[k], &all[kept]);
    }
    r->c->trail = all;
    r->c->trail_count = kept;
}

void cbgi_read_indicators(cbgi_reader *r)
{
    enum { NAME, VALUE, UNIT, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const names[COUNT] = {"name", "value", "unit", "source", "claims", "note"};
    const int count = r->indicator.index.count;
    cbg_indicator *all = cbgi_arena_array(r->arena, (size_t)count, sizeof *all);
    r->c->indicator = all;
    r->c->indicator_count = all != NULL ? count : 0;
    for (int k = 0; k < r->c->indicator_count; k++) {
        const cbgi_node *v[COUNT], *key = cbgi_entry_key(r, CBGI_INDICATORS, k);
        all[k] = (cbg_indicator){.id = r->indicator.index.name[k],
                                 .name = r->indicator.index.name[k],
                                 .value = "",
                                 .span = key->span};
        if (cbgi_reader_done(r) ||
            !cbgi_fields(r, cbgi_entry(r, CBGI_INDICATORS, k), "an indicator", names, COUNT, v)) {
            continue;
        }
        const char *name = cbgi_optional_text(r, v[NAME], "a name");
        const char *value = cbgi_optional_text(r, v[VALUE], "a value");
        all[k].name = name != NULL ? name : all[k].id;
        all[k].value = value != NULL ? value : "";
        if (!v[VALUE]) {
            cbgi_missing(r, key, "this indicator", "value", "value: a number or words");
        }
        all[k].unit = cbgi_optional_text(r, v[UNIT], "a unit");
        cbgi_source_of(r, v[SOURCE], v[CLAIMS], &all[k].source);
        cbgi_note_of(r, v[NOTE], &all[k].note);
    }
}
