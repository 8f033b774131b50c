/* parties, blocs, stakeholders and influence: who is at the table and who stands behind it. */
#include "format/reader.h"

static const cbg_rational zero = {0, 1}, one = {1, 1}, hundred = {100, 1};

static cbg_number stated_by_default(cbg_rational value)
{
    return (cbg_number){.value = value, .low = value, .high = value};
}

void cbgi_read_parties(cbgi_reader *r)
{
    enum { NAME, HEADS, WALK, POWER, POSITIONS, SALIENCE, WEIGHT, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const keys[COUNT] = {"name",     "heads",  "walk_away", "power", "positions",
                                            "salience", "bargaining_weight", "source", "claims", "note"};
    const int count = r->party.index.count;
    cbg_party *party = cbgi_arena_array(r->arena, (size_t)count, sizeof *party);
    r->parties = party;
    r->c->party = party;
    r->c->party_count = party ? count : 0;
    for (int i = 0; i < r->c->party_count; i++) {
        const cbgi_node *v[COUNT];
        const cbgi_node *key = cbgi_entry_key(r, CBGI_PARTIES, i);
        cbg_party *p = &party[i];
        p->id = p->name = r->party.index.name[i];
        p->span = key->span;
        p->bloc = -1;
        p->walk_away = p->power = stated_by_default(zero);
        p->bargaining_weight = stated_by_default(one);
        if (cbgi_reader_done(r) ||
            !cbgi_fields(r, cbgi_entry(r, CBGI_PARTIES, i), "a party", keys, COUNT, v)) {
            continue;
        }
        const char *name = cbgi_optional_text(r, v[NAME], "a name");
        p->name = name ? name : p->id;
        if (v[HEADS]) {
            cbgi_names_of(r, v[HEADS], "a list of people", &p->heads);
        }
        cbgi_optional_number(r, v[WALK], "a walk-away", (cbgi_bounds){0}, &p->walk_away);
        cbgi_optional_number(r, v[POWER], "power", (cbgi_bounds){.low = &zero}, &p->power);
        cbgi_optional_number(r, v[WEIGHT], "a bargaining weight", (cbgi_bounds){.low = &zero},
                             &p->bargaining_weight);
        cbgi_source_of(r, v[SOURCE], v[CLAIMS], &p->source);
        cbgi_note_of(r, v[NOTE], &p->note);
    }
}

/* Members join; a party that is in a bloc already stays there and is complained about. */
static void join(cbgi_reader *r, const cbgi_node *list, int bloc)
{
    const cbg_bloc *b = &r->c->bloc[bloc];
    for (int k = 0; k < b->member_count; k++) {
        cbg_party *p = &r->parties[b->member[k]];
        if (p->bloc >= 0) {
            const cbgi_node *at = list->kind == CBGI_LIST ? list->item[k] : list;
            cbg_diag *diag = cbgi_wrong(r, at, "%s is already in %s", p->id, r->c->bloc[p->bloc].id);
            cbg_diag_hint(diag, "a party is in one bloc at most: remove it from one of them");
        } else {
            p->bloc = bloc;
        }
    }
}

static void read_member_weights(cbgi_reader *r, const cbgi_node *map, const cbg_bloc *b, cbg_number *weight)
{
    if (map->kind != CBGI_MAP) {
        if (map->kind != CBGI_BROKEN) {
            cbg_diag *diag = cbgi_wrong(r, map, "member weights are a map from party to number");
            cbg_diag_hint(diag, "write {%s: 1, ...}",
                          b->member_count > 0 ? r->c->party[b->member[0]].id : "A");
        }
        return;
    }
    for (int i = 0; i < map->count && !cbgi_reader_done(r); i++) {
        const int party = cbgi_refer(r, cbgi_key(map, i), "party", &r->party);
        int k = 0;
        while (k < b->member_count && b->member[k] != party) {
            k++;
        }
        if (k < b->member_count) {
            cbgi_number_of(r, cbgi_value(map, i), "a member weight", (cbgi_bounds){.low = &zero}, &weight[k]);
        } else if (party >= 0 && b->member_count > 0) {
            cbg_diag *diag =
                cbgi_wrong(r, cbgi_key(map, i), "%s is not a member of %s", r->c->party[party].id, b->id);
            cbg_diag_hint(diag, "add it to `members`, or remove its weight");
        }
    }
}

static void read_coordinator(cbgi_reader *r, const cbgi_node *node, cbg_bloc *b)
{
    if (node->kind == CBGI_SCALAR) {
        b->coordinator_stakeholder = cbgi_index_find(&r->stakeholder.index, node->text);
        if (b->coordinator_stakeholder >= 0) {
            return;
        }
        const char *near = cbgi_index_find(&r->party.index, node->text) < 0
                               ? cbgi_index_nearest(&r->stakeholder.index, node->text)
                               : NULL;
        if (near && r->party.closed && r->stakeholder.closed) {
            cbg_diag *diag = cbgi_wrong(r, node, "there is no party or stakeholder %s", cbgi_shown(r, node));
            cbg_diag_hint(diag, "did you mean '%s'?", near);
            return;
        }
    }
    if (r->stakeholder.closed) {
        b->coordinator_party = cbgi_refer(r, node, "party or stakeholder", &r->party);
    }
}

void cbgi_read_blocs(cbgi_reader *r)
{
    enum { NAME, MEMBERS, COORDINATOR, WEIGHT, MEMBER_WEIGHTS, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const keys[COUNT] = {"name",           "members", "coordinator", "bargaining_weight",
                                            "member_weights", "source",  "claims",      "note"};
    const int count = r->bloc.index.count;
    cbg_bloc *bloc = cbgi_arena_array(r->arena, (size_t)count, sizeof *bloc);
    r->c->bloc = bloc;
    r->c->bloc_count = bloc ? count : 0;
    for (int i = 0; i < r->c->bloc_count; i++) {
        const cbgi_node *v[COUNT];
        const cbgi_node *key = cbgi_entry_key(r, CBGI_BLOCS, i);
        cbg_bloc *b = &bloc[i];
        b->id = b->name = r->bloc.index.name[i];
        b->span = key->span;
        b->coordinator_party = b->coordinator_stakeholder = -1;
        b->bargaining_weight = stated_by_default(one);
        if (cbgi_reader_done(r) || !cbgi_fields(r, cbgi_entry(r, CBGI_BLOCS, i), "a bloc", keys, COUNT, v)) {
            continue;
        }
        const char *name = cbgi_optional_text(r, v[NAME], "a name");
        b->name = name ? name : b->id;
        if (!v[MEMBERS]) {
            cbgi_missing(r, key, "this bloc", "members", "members: [ids of parties]");
        } else if (cbgi_refer_all(r, v[MEMBERS], "party", &r->party, &b->member_count, &b->member)) {
            if (b->member_count == 0) {
                cbg_diag_hint(cbgi_wrong(r, v[MEMBERS], "this bloc has no members"), "name its parties");
            }
            join(r, v[MEMBERS], i);
        }
        cbg_number *weight = cbgi_arena_array(r->arena, (size_t)b->member_count, sizeof *weight);
        for (int k = 0; weight && k < b->member_count; k++) {
            weight[k] = stated_by_default(one);
        }
        b->member_weight = weight;
        if (v[MEMBER_WEIGHTS] && weight) {
            read_member_weights(r, v[MEMBER_WEIGHTS], b, weight);
        }
        if (v[COORDINATOR]) {
            read_coordinator(r, v[COORDINATOR], b);
        }
        cbgi_optional_number(r, v[WEIGHT], "a bargaining weight", (cbgi_bounds){.low = &zero},
                             &b->bargaining_weight);
        cbgi_source_of(r, v[SOURCE], v[CLAIMS], &b->source);
        cbgi_note_of(r, v[NOTE], &b->note);
    }
}

void cbgi_read_stakeholders(cbgi_reader *r)
{
    enum { NAME, ROLE, HEADS, BRIEFED_BY, SALIENCE, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const keys[COUNT] = {"name",     "role",   "heads",  "briefed_by",
                                            "salience", "source", "claims", "note"};
    const int count = r->stakeholder.index.count;
    cbg_stakeholder *all = cbgi_arena_array(r->arena, (size_t)count, sizeof *all);
    r->c->stakeholder = all;
    r->c->stakeholder_count = all ? count : 0;
    for (int i = 0; i < r->c->stakeholder_count; i++) {
        const cbgi_node *v[COUNT];
        cbg_stakeholder *s = &all[i];
        s->id = s->name = r->stakeholder.index.name[i];
        s->span = cbgi_entry_key(r, CBGI_STAKEHOLDERS, i)->span;
        s->salience = stated_by_default(zero);
        if (cbgi_reader_done(r) ||
            !cbgi_fields(r, cbgi_entry(r, CBGI_STAKEHOLDERS, i), "a stakeholder", keys, COUNT, v)) {
            continue;
        }
        const char *name = cbgi_optional_text(r, v[NAME], "a name");
        s->name = name ? name : s->id;
        s->role = cbgi_optional_text(r, v[ROLE], "a role");
        if (v[HEADS]) {
            cbgi_names_of(r, v[HEADS], "a list of people", &s->heads);
        }
        if (v[BRIEFED_BY]) {
            cbgi_refer_all(r, v[BRIEFED_BY], "party", &r->party, &s->briefed_by_count, &s->briefed_by);
        }
        cbgi_optional_number(r, v[SALIENCE], "salience", (cbgi_bounds){&zero, &hundred}, &s->salience);
        cbgi_source_of(r, v[SOURCE], v[CLAIMS], &s->source);
        cbgi_note_of(r, v[NOTE], &s->note);
    }
}

/* One edge; false when it cannot be used. */
static bool read_edge(cbgi_reader *r, const cbgi_node *node, cbg_influence *e)
{
    enum { FROM, TO, ISSUES, EFFECT, STRENGTH, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const keys[COUNT] = {"from",     "to",     "issues", "effect",
                                            "strength", "source", "claims", "note"};
    static const char *const effects[] = {"lowers", "raises"};
    const cbgi_node *v[COUNT];
    if (!cbgi_fields(r, node, "an influence", keys, COUNT, v)) {
        return false;
    }
    *e = (cbg_influence){
        .from_party = -1, .from_stakeholder = -1, .strength = stated_by_default(zero), .span = node->span};
    if (!v[FROM] || !v[TO] || !v[EFFECT]) {
        cbgi_missing(r, node, "this influence",
                     !v[FROM] ? "from"
                     : !v[TO] ? "to"
                              : "effect",
                     "from, to and effect: {from: SA, to: US, effect: raises}");
        return false;
    }
    cbg_bloc ends = {.coordinator_party = -1, .coordinator_stakeholder = -1};
    read_coordinator(r, v[FROM], &ends);
    e->from_party = ends.coordinator_party;
    e->from_stakeholder = ends.coordinator_stakeholder;
    e->to_party = cbgi_refer(r, v[TO], "party", &r->party);
    const int effect = cbgi_word_of(r, v[EFFECT], "an effect", effects, 2);
    e->raises = effect == 1;
    bool ok = (e->from_party >= 0 || e->from_stakeholder >= 0) && e->to_party >= 0 && effect >= 0;
    if (v[ISSUES]) {
        ok = cbgi_refer_all(r, v[ISSUES], "issue", &r->issue, &e->issue_count, &e->issue) && ok;
    }
    cbgi_optional_number(r, v[STRENGTH], "a strength", (cbgi_bounds){.low = &zero}, &e->strength);
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &e->source);
    cbgi_note_of(r, v[NOTE], &e->note);
    if (ok && e->from_party == e->to_party) {
        cbg_diag *diag = cbgi_wrong(r, v[TO], "%s presses on itself", cbgi_shown(r, v[TO]));
        cbg_diag_hint(diag, "influence goes from one party or stakeholder to another party");
    }
    return ok;
}

void cbgi_read_influence(cbgi_reader *r)
{
    const cbgi_node *list = r->section[CBGI_INFLUENCE];
    cbgi_node *const *item = NULL;
    const int count = !list || cbgi_node_empty(list) ? 0 : cbgi_items(r, list, "`influence`", &item);
    cbg_influence *edge = cbgi_arena_array(r->arena, count < 0 ? 0 : (size_t)count, sizeof *edge);
    int kept = 0;
    for (int i = 0; edge && i < count && !cbgi_reader_done(r); i++) {
        kept += read_edge(r, item[i], &edge[kept]);
    }
    r->c->influence = edge;
    r->c->influence_count = kept;
}
