/* process: what each side can do in the talks themselves, and what standing still and sanctions cost. */
#include "coburg/process.h"

#include <string.h>

#include "format/reader.h"

static const cbg_rational zero = {0, 1};

const char *cbgi_side_of(cbgi_reader *r, const cbgi_node *node)
{
    const char *id = cbgi_text_of(r, node, "a party or bloc");
    if (id == NULL || !r->party.closed || !r->bloc.closed || cbgi_index_find(&r->party.index, id) >= 0 ||
        cbgi_index_find(&r->bloc.index, id) >= 0) {
        return id;
    }
    cbg_diag_hint(cbgi_wrong(r, node, "%s is neither a party nor a bloc", cbgi_shown(r, node)),
                  "name one of `parties` or `blocs`; leave `owner` out for an issue that all must settle");
    return NULL;
}

static void read_moves(cbgi_reader *r, const cbgi_node *node, cbg_process *p)
{
    static const char *const words[CBG_PROCESS_MOVES] = {"agree", "extend", "walk_out", "sanction"};
    cbgi_node *const *item = NULL;
    const int count = cbgi_items(r, node, "`moves`", &item);
    p->moves = 0;
    for (int k = 0; k < count && !cbgi_reader_done(r); k++) {
        const int word = cbgi_word_of(r, item[k], "a move", words, CBG_PROCESS_MOVES);
        p->moves |= word >= 0 ? 1u << word : 0;
    }
}

static void read_entry(cbgi_reader *r, const cbgi_node *map, cbg_process *p)
{
    enum { MOVES, RETURN, END, QUO, DELAY, COST, STATEMENTS, RANKING, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const keys[COUNT] = {"moves",      "may_return",    "sanctions_end", "status_quo",
                                            "delay_cost", "sanction_cost", "statements",    "ranking",
                                            "source",     "claims",        "note"};
    const cbgi_node *v[COUNT];
    if (!cbgi_fields(r, map, "the process of a side", keys, COUNT, v)) {
        return;
    }
    if (v[MOVES] != NULL) {
        read_moves(r, v[MOVES], p);
    }
    if (v[RETURN] != NULL) {
        cbgi_bool_of(r, v[RETURN], "`may_return`", &p->may_return);
    }
    if (v[END] != NULL) {
        cbgi_bool_of(r, v[END], "`sanctions_end`", &p->sanctions_end);
    }
    cbgi_optional_number(r, v[QUO], "the status quo", (cbgi_bounds){0}, &p->status_quo);
    cbgi_optional_number(r, v[DELAY], "the cost of delay", (cbgi_bounds){.low = &zero}, &p->delay_cost);
    cbgi_optional_number(r, v[COST], "the cost of sanctions", (cbgi_bounds){.low = &zero}, &p->sanction_cost);
    if (v[STATEMENTS] != NULL) {
        cbgi_names_of(r, v[STATEMENTS], "a list of statements", &p->statements);
    }
    if (v[RANKING] != NULL) {
        p->level_count = cbgi_read_ranking(r, v[RANKING], &p->level);
    }
    if (v[STATEMENTS] != NULL && v[RANKING] != NULL) {
        cbg_diag_hint(cbgi_wrong(r, cbgi_key_of(map, v[RANKING]), "preferences are stated in two forms"),
                      "keep `statements` or `ranking`");
    }
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &p->source);
    cbgi_note_of(r, v[NOTE], &p->note);
}

/* The side that the key names; false after a complaint. */
static bool find_side(cbgi_reader *r, const cbgi_node *key, cbg_process *p)
{
    if (cbgi_side_of(r, key) == NULL) {
        return false;
    }
    p->party = cbgi_index_find(&r->party.index, key->text);
    p->bloc = p->party >= 0 ? -1 : cbgi_index_find(&r->bloc.index, key->text);
    const int inside = p->party >= 0 && p->party < r->c->party_count ? r->c->party[p->party].bloc : -1;
    if (inside >= 0) {
        cbg_diag_hint(cbgi_wrong(r, key, "%s acts as part of %s", key->text, r->c->bloc[inside].id),
                      "state the process of the bloc");
        return false;
    }
    return p->party >= 0 || p->bloc >= 0;
}

void cbgi_read_process(cbgi_reader *r)
{
    const cbgi_node *map = r->section[CBGI_PROCESS];
    if (map == NULL || map->kind == CBGI_BROKEN || cbgi_node_empty(map)) {
        return;
    }
    if (map->kind != CBGI_MAP) {
        cbg_diag_hint(cbgi_wrong(r, map, "`process` is a map from party or bloc to what it can do"),
                      "write {IR: {moves: [agree, extend, walk_out], status_quo: 40}}");
        return;
    }
    cbg_process *all = cbgi_arena_array(r->arena, (size_t)map->count, sizeof *all);
    int kept = 0;
    for (int k = 0; all != NULL && k < map->count && !cbgi_reader_done(r); k++) {
        const cbgi_node *key = cbgi_key(map, k);
        cbg_process *p = &all[kept];
        *p = (cbg_process){.span = key->span,
                           .moves = 1u << CBG_PROCESS_AGREE | 1u << CBG_PROCESS_EXTEND | 1u << CBG_PROCESS_LEAVE};
        p->status_quo.value = p->delay_cost.value = p->sanction_cost.value = zero;
        if (!find_side(r, key, p)) {
            continue;
        }
        read_entry(r, cbgi_value(map, k), p);
        kept++;
    }
    r->c->process = all;
    r->c->process_count = kept;
}
