/* conflict: who can do what, which states there are, and where things stand.
 *
 * States are kept as written: which of them exist shows when the graph is built. A section with an
 * error in it is left out whole.
 */
#include "format/conflict.h"

#include <string.h>

#include "case/formula.h"

enum { STATES_MAX = 16384 };

static bool is_word(const char *s)
{
    bool digits = true, letters_yn = true;
    for (; *s != '\0'; s++) {
        const unsigned char c = (unsigned char)*s;
        const bool digit = c >= '0' && c <= '9';
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        if (!digit && !letter && c != '_' && c != '.') {
            return false;
        }
        digits = digits && digit;
        letters_yn = letters_yn && (c == 'Y' || c == 'N');
    }
    return !digits && !letters_yn;
}

/* Ids of options are operands of formulas: one word that is neither a number, nor a pattern of Y and
 * N, nor an operator. */
static bool option_id_check(cbgi_conflict_reader *k, const cbgi_node *key)
{
    static const char *const operator[] = {"not", "and", "or", "if", "iff", "NOT", "AND", "OR", "IF", "IFF"};
    if (!cbgi_id_check(k->r, key, "an option")) {
        return false;
    }
    bool ok = is_word(key->text);
    for (size_t n = 0; n < sizeof operator/ sizeof operator[0]; n++) {
        ok = ok && strcmp(key->text, operator[n]) != 0;
    }
    if (!ok) {
        cbg_diag *diag = cbgi_wrong(k->r, key, "%s cannot be the id of an option", cbgi_shown(k->r, key));
        cbg_diag_hint(diag, "write one word of letters, digits, _ and . that is neither a number nor an "
                            "operator, and the full text as its name");
    }
    for (int o = 0; o < k->conflict->option_count; o++) {
        if (strcmp(k->option[o].id, key->text) == 0) {
            cbg_diag *diag = cbgi_wrong(k->r, key, "'%s' is already the id of an option", key->text);
            cbg_diag_hint(diag, "decision makers need different ids for their options");
            ok = false;
        }
    }
    return ok;
}

static void read_option(cbgi_conflict_reader *k, const cbgi_node *key, const cbgi_node *node)
{
    enum { NAME, ONE_WAY, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const keys[COUNT] = {"name", "one_way", "source", "claims", "note"};
    static const char *const ways[] = {"take", "drop"};
    const cbgi_node *v[COUNT];
    if (k->conflict->option_count == CBG_CONFLICT_OPTIONS_MAX) {
        cbg_diag *diag = cbg_diags_add(k->r->diags, CBG_ERROR, CBG_TOO_LARGE, key->span,
                                       "more than %d options", (int)CBG_CONFLICT_OPTIONS_MAX);
        cbg_diag_hint(diag, "leave out what changes nothing");
        return;
    }
    if (!option_id_check(k, key)) {
        k->option_lost = true;
        return;
    }
    cbg_conflict_option *option = &k->option[k->conflict->option_count++];
    *option = (cbg_conflict_option){.id = key->text, .name = key->text, .span = key->span};
    if (node->kind == CBGI_SCALAR && !cbgi_node_empty(node)) {
        option->name = node->text;
        return;
    }
    if (!cbgi_fields(k->r, node, "an option", keys, COUNT, v)) {
        return;
    }
    const char *name = cbgi_optional_text(k->r, v[NAME], "a name");
    option->name = name != NULL ? name : option->id;
    if (v[ONE_WAY] != NULL) {
        const int way = cbgi_word_of(k->r, v[ONE_WAY], "`one_way`", ways, 2);
        option->way = way == 1 ? CBG_WAY_DROP : CBG_WAY_TAKE;
    }
    cbgi_source_of(k->r, v[SOURCE], v[CLAIMS], &option->source);
    cbgi_note_of(k->r, v[NOTE], &option->note);
}

static bool is_map(cbgi_reader *r, const cbgi_node *node, const char *what, const char *example)
{
    if (node->kind == CBGI_SCALAR || node->kind == CBGI_LIST) {
        cbg_diag_hint(cbgi_wrong(r, node, "%s are a map, not %s", what, cbgi_shown(r, node)), "write %s",
                      example);
    }
    return node->kind == CBGI_MAP;
}

static void read_options(cbgi_conflict_reader *k, cbg_conflict_maker *m, const cbgi_node *node)
{
    m->first_option = k->conflict->option_count;
    if (node != NULL && k->graph_form) {
        const cbgi_node *key = cbgi_key_of(k->entry[m - k->maker], node);
        cbg_diag_hint(cbgi_wrong(k->r, key, "options have no place where `states` are listed"),
                      "write `moves: {state: [states]}`, or remove `states`");
    } else if (node != NULL && is_map(k->r, node, "options", "{release: Release water}")) {
        for (int i = 0; i < node->count && !cbgi_reader_done(k->r); i++) {
            read_option(k, cbgi_key(node, i), cbgi_value(node, i));
        }
    }
    m->option_count = k->conflict->option_count - m->first_option;
}

static void read_moves(cbgi_conflict_reader *k, cbg_conflict_maker *m, const cbgi_node *map)
{
    if (!k->graph_form) {
        const cbgi_node *key = cbgi_key_of(k->entry[m - k->maker], map);
        cbg_diag_hint(
            cbgi_wrong(k->r, key, "moves belong to listed `states`; here moves follow from options"),
            "remove `moves`, or list the `states` of the conflict");
        return;
    }
    if (!is_map(k->r, map, "moves", "{state: [states it can go to]}")) {
        return;
    }
    cbg_names *to = cbgi_arena_array(k->r->arena, (size_t)map->count, sizeof *to);
    int total = 0;
    for (int i = 0; to != NULL && i < map->count; i++) {
        if (!cbgi_node_empty(cbgi_value(map, i))) {
            cbgi_names_of(k->r, cbgi_value(map, i), "a list of states", &to[i]);
        }
        total += to[i].count;
    }
    cbg_conflict_move *move = cbgi_arena_array(k->r->arena, (size_t)total, sizeof *move);
    for (int i = 0; to != NULL && move != NULL && i < map->count; i++) {
        const cbgi_node *from = cbgi_key(map, i);
        for (int n = 0; from->kind == CBGI_SCALAR && n < to[i].count; n++) {
            move[m->move_count++] = (cbg_conflict_move){from->text, to[i].item[n], to[i].span[n]};
        }
    }
    m->move = move;
}

static void read_states(cbgi_conflict_reader *k, const cbgi_node *node)
{
    cbg_names names = {0};
    if (!cbgi_names_of(k->r, node, "a list of states", &names)) {
        return;
    }
    cbgi_index index;
    if (names.count == 0 || names.count > STATES_MAX) {
        cbg_diag_hint(cbgi_wrong(k->r, node, "%d states are listed", names.count), "list 1 to %d states",
                      (int)STATES_MAX);
    } else if (cbgi_index_build(k->r->arena, names.item, names.count, &index)) {
        for (int s = 0; s < names.count; s++) {
            if (cbgi_index_find(&index, names.item[s]) < s) {
                cbg_diag_hint(
                    CBGI_WRONG(k->r->diags, names.span[s], "two states are called '%s'", names.item[s]),
                    "give each a name of its own");
            }
        }
        k->conflict->state_name = names.item;
        k->conflict->state_count = names.count;
    }
}

bool cbgi_read_formula(cbgi_conflict_reader *k, const cbgi_node *node, cbg_formula *out)
{
    const char *text = cbgi_text_of(k->r, node, "a formula");
    if (text == NULL || k->option_lost) {
        return false;
    }
    cbg_span span = node->span;
    span.column += node->plain ? 0 : 1; /* the quotation mark */
    const cbg_status status =
        cbgi_formula_read(k->r->arena, text, span, k->option, k->conflict->option_count, out, k->r->diags);
    return status == CBG_OK;
}

int cbgi_read_formulas(cbgi_conflict_reader *k, const cbgi_node *node, const char *what,
                       const cbg_formula **out)
{
    cbgi_node *const *item = NULL;
    const bool single = node->kind == CBGI_SCALAR && !cbgi_node_empty(node);
    const int count = single ? 1 : cbgi_node_empty(node) ? 0 : cbgi_items(k->r, node, what, &item);
    cbg_formula *formula = cbgi_arena_array(k->r->arena, count > 0 ? (size_t)count : 0, sizeof *formula);
    int kept = 0;
    for (int i = 0; formula != NULL && i < count && !cbgi_reader_done(k->r); i++) {
        kept += cbgi_read_formula(k, single ? node : item[i], &formula[kept]);
    }
    *out = formula;
    return kept;
}

enum {
    NAME,
    OPTIONS,
    MOVES,
    STATEMENTS,
    WEIGHTS,
    RANKING,
    PREFERS,
    UNKNOWN,
    STRONG,
    STRONG_GAP,
    MISPERCEIVED,
    SOURCE,
    CLAIMS,
    NOTE,
    KEYS
};

static bool read_maker(cbgi_conflict_reader *k, int i, const cbgi_node **v)
{
    static const char *const keys[KEYS] = {"name",         "options", "moves",   "statements", "weights",
                                           "ranking",      "prefers", "unknown", "strong",     "strong_gap",
                                           "misperceived", "source",  "claims",  "note"};
    cbg_conflict_maker *m = &k->maker[i];
    const cbgi_node *key = cbgi_key(k->makers, i);
    m->id = m->name = key->text != NULL ? key->text : "";
    m->span = key->span;
    k->entry[i] = cbgi_value(k->makers, i);
    if (!cbgi_id_check(k->r, key, "a decision maker") ||
        !cbgi_fields(k->r, k->entry[i], "a decision maker", keys, KEYS, v)) {
        return false;
    }
    const char *name = cbgi_optional_text(k->r, v[NAME], "a name");
    m->name = name != NULL ? name : m->id;
    read_options(k, m, v[OPTIONS]);
    if (v[MOVES] != NULL) {
        read_moves(k, m, v[MOVES]);
    }
    if (v[MISPERCEIVED] != NULL) {
        cbgi_names_of(k->r, v[MISPERCEIVED], "a list of states", &m->misperceived);
    }
    cbgi_source_of(k->r, v[SOURCE], v[CLAIMS], &m->source);
    cbgi_note_of(k->r, v[NOTE], &m->note);
    return true;
}

/* Formulas name options of anybody, so options come first. */
static void read_makers(cbgi_conflict_reader *k)
{
    const cbgi_node *v[CBG_MAKERS_MAX][KEYS];
    bool known[CBG_MAKERS_MAX];
    const int count = k->makers->count;
    for (int i = 0; i < count && !cbgi_reader_done(k->r); i++) {
        known[i] = read_maker(k, i, v[i]);
    }
    if (!cbgi_reader_done(k->r) && k->conflict->option_count == 0 && !k->graph_form) {
        cbg_diag_hint(cbgi_wrong(k->r, k->key, "nobody in this conflict has an option"),
                      "give decision makers `options`, or list `states` and `moves`");
    }
    for (int i = 0; i < count && !cbgi_reader_done(k->r); i++) {
        if (known[i]) {
            const cbgi_order_nodes nodes = {v[i][STATEMENTS], v[i][WEIGHTS], v[i][RANKING],   v[i][PREFERS],
                                            v[i][UNKNOWN],    v[i][STRONG],  v[i][STRONG_GAP]};
            cbgi_read_order(k, i, &nodes);
        }
    }
}

static bool makers_are_there(cbgi_conflict_reader *k, const cbgi_node *node)
{
    if (node == NULL) {
        cbgi_missing(k->r, k->key, "this conflict", "decision_makers",
                     "decision_makers: {A: {options: ..., statements: ...}, ...}");
        return false;
    }
    if (!is_map(k->r, node, "decision makers", "`id:` and what it can do and wants below it")) {
        return false;
    }
    if (node->count < 1 || node->count > CBG_MAKERS_MAX) {
        cbg_diag_hint(cbgi_wrong(k->r, node, "%d decision makers", node->count), "there may be 1 to %d",
                      (int)CBG_MAKERS_MAX);
        return false;
    }
    k->makers = node;
    k->conflict->maker_count = node->count;
    k->maker = cbgi_arena_array(k->r->arena, (size_t)node->count, sizeof *k->maker);
    k->option = cbgi_arena_array(k->r->arena, CBG_CONFLICT_OPTIONS_MAX, sizeof *k->option);
    k->conflict->maker = k->maker;
    k->conflict->option = k->option;
    return k->maker != NULL && k->option != NULL;
}

void cbgi_read_conflict(cbgi_reader *r)
{
    enum { MAKERS, STATES, INFEASIBLE, STATUS_QUO, NUMBERING, SOURCE_, CLAIMS_, NOTE_, COUNT };
    static const char *const keys[COUNT] = {"decision_makers", "states", "infeasible", "status_quo",
                                            "numbering",       "source", "claims",     "note"};
    static const char *const numberings[] = {"ordered", "decimal"};
    const cbgi_node *v[COUNT], *node = r->section[CBGI_CONFLICT];
    const int errors = r->diags->errors;
    cbg_conflict *conflict = node == NULL ? NULL : cbgi_arena_alloc(r->arena, sizeof *conflict);
    if (conflict == NULL || !cbgi_fields(r, node, "a conflict", keys, COUNT, v)) {
        return;
    }
    cbgi_conflict_reader k = {.r = r, .conflict = conflict, .key = cbgi_key_of(r->root, node)};
    k.graph_form = v[STATES] != NULL;
    conflict->span = k.key->span;
    if (!makers_are_there(&k, v[MAKERS])) {
        return;
    }
    if (k.graph_form) {
        read_states(&k, v[STATES]);
    }
    read_makers(&k);
    if (v[INFEASIBLE] != NULL && k.graph_form) {
        cbg_diag_hint(cbgi_wrong(r, cbgi_key_of(node, v[INFEASIBLE]), "`infeasible` speaks of options"),
                      "list only `states` that exist");
    } else if (v[INFEASIBLE] != NULL) {
        conflict->infeasible_count =
            cbgi_read_formulas(&k, v[INFEASIBLE], "`infeasible`", &conflict->infeasible);
    }
    if (v[STATUS_QUO] != NULL) {
        conflict->status_quo = cbgi_text_of(r, v[STATUS_QUO], "the status quo");
        conflict->status_quo_span = v[STATUS_QUO]->span;
    }
    if (v[NUMBERING] != NULL && cbgi_word_of(r, v[NUMBERING], "`numbering`", numberings, 2) == 1) {
        conflict->numbering = CBG_NUMBER_DECIMAL;
    }
    cbgi_source_of(r, v[SOURCE_], v[CLAIMS_], &conflict->source);
    cbgi_note_of(r, v[NOTE_], &conflict->note);
    if (r->diags->errors == errors) {
        r->c->conflict = conflict;
    }
}
