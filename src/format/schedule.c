/* schedule: the clock, how the deadline moved, extension, and sessions held and planned. */
#include <string.h>

#include "format/reader.h"

enum { BEGAN, DEADLINE, VENUE, GOAL, HISTORY, EXTENSION, SESSIONS, SOURCE, CLAIMS, NOTE, KEYS };

static const char *const keys[KEYS] = {"began",     "deadline", "venue",  "goal",   "history",
                                       "extension", "sessions", "source", "claims", "note"};
static const cbg_rational zero = {0, 1};

static const cbgi_node *field(const cbgi_node *map, const char *name)
{
    for (int k = 0; map != NULL && map->kind == CBGI_MAP && k < map->count; k++) {
        const char *text = cbgi_key(map, k)->text;
        if (text != NULL && strcmp(text, name) == 0) {
            return cbgi_value(map, k);
        }
    }
    return NULL;
}

void cbgi_read_session_ids(cbgi_reader *r)
{
    const cbgi_node *list = field(r->section[CBGI_SCHEDULE], keys[SESSIONS]);
    const int count = list != NULL && list->kind == CBGI_LIST ? list->count : 0;
    const char **name = cbgi_arena_array(r->arena, (size_t)count, sizeof *name);
    int kept = 0;
    for (int k = 0; name != NULL && k < count; k++) {
        const cbgi_node *id = field(list->item[k], "id");
        if (id != NULL && id->kind == CBGI_SCALAR) {
            if (cbgi_id_check(r, id, "a session id")) {
                name[kept++] = id->text;
            }
        }
    }
    r->session.closed = name != NULL && cbgi_index_build(r->arena, name, kept, &r->session.index);
    for (int k = 0; r->session.closed && k < kept; k++) {
        if (cbgi_index_find(&r->session.index, name[k]) < k) {
            cbg_diag *diag = cbgi_wrong(r, list, "two sessions have the id '%s'", name[k]);
            cbg_diag_hint(diag, "give each session an id of its own, or none");
        }
    }
}

static void read_milestone(cbgi_reader *r, const cbgi_node *node, cbg_milestone *out)
{
    enum { DATE, EVENT, UNTIL, SOURCES, ALSO, REMARK, COUNT };
    static const char *const names[COUNT] = {"date", "event", "deadline", "source", "claims", "note"};
    const cbgi_node *v[COUNT];
    out->span = node->span;
    if (!cbgi_fields(r, node, "an item of the history", names, COUNT, v)) {
        return;
    }
    if (!v[DATE] || !v[EVENT]) {
        cbgi_missing(r, node, "this item of the history", v[DATE] ? "event" : "date",
                     "both: {date: 2014-07-20, event: what happened}");
        return;
    }
    cbgi_time_of(r, v[DATE], "a date", &out->time);
    const char *event = cbgi_text_of(r, v[EVENT], "an event");
    out->event = event != NULL ? event : "";
    if (v[UNTIL]) {
        cbgi_time_of(r, v[UNTIL], "a deadline", &out->deadline);
    }
    cbgi_source_of(r, v[SOURCES], v[ALSO], &out->source);
    cbgi_note_of(r, v[REMARK], &out->note);
}

static void read_history(cbgi_reader *r, const cbgi_node *list, cbg_schedule *s)
{
    cbgi_node *const *item = NULL;
    const int count = cbgi_node_empty(list) ? 0 : cbgi_items(r, list, "`history`", &item);
    cbg_milestone *all = cbgi_arena_array(r->arena, count < 0 ? 0 : (size_t)count, sizeof *all);
    for (int k = 0; all != NULL && k < count; k++) {
        all[k].event = "";
        if (!cbgi_reader_done(r)) {
            read_milestone(r, item[k], &all[k]);
        }
    }
    s->milestone = all;
    s->milestone_count = all == NULL || count < 0 ? 0 : count;
}

static void read_extension(cbgi_reader *r, const cbgi_node *node, cbg_extension *out)
{
    enum { STATUS, CONSENT, ROUNDS, TIMES, SOURCES, ALSO, REMARK, COUNT };
    static const char *const names[COUNT] = {"status", "consent", "rounds", "times",
                                             "source", "claims",  "note"};
    static const char *const words[] = {"off_agenda", "on_agenda", "agreed", "refused"};
    const cbgi_node *v[COUNT];
    if (!cbgi_fields(r, node, "an extension", names, COUNT, v)) {
        return;
    }
    out->span = node->span;
    if (v[STATUS]) {
        out->status =
            (cbg_extension_status)(cbgi_word_of(r, v[STATUS], "the status of an extension", words, 4) + 1);
    }
    if (v[CONSENT]) {
        cbgi_refer_all(r, v[CONSENT], "party", &r->party, &out->consent_count, &out->consent);
    }
    cbgi_optional_number(r, v[ROUNDS], "the length of an extension", (cbgi_bounds){.low = &zero},
                         &out->rounds);
    cbgi_optional_number(r, v[TIMES], "the number of extensions", (cbgi_bounds){.low = &zero}, &out->times);
    cbgi_source_of(r, v[SOURCES], v[ALSO], &out->claims);
    cbgi_note_of(r, v[REMARK], &out->note);
}

/* `with` names parties, blocs and stakeholders. */
static bool known_at_table(cbgi_reader *r, const cbgi_node *node)
{
    if (!r->party.closed || !r->bloc.closed || !r->stakeholder.closed ||
        cbgi_index_find(&r->party.index, node->text) >= 0 ||
        cbgi_index_find(&r->bloc.index, node->text) >= 0 ||
        cbgi_index_find(&r->stakeholder.index, node->text) >= 0) {
        return true;
    }
    cbg_diag *diag = cbgi_wrong(r, node, "there is no party, bloc or stakeholder %s", cbgi_shown(r, node));
    const char *near = cbgi_index_nearest(&r->party.index, node->text);
    near = near != NULL ? near : cbgi_index_nearest(&r->bloc.index, node->text);
    near = near != NULL ? near : cbgi_index_nearest(&r->stakeholder.index, node->text);
    if (near != NULL) {
        cbg_diag_hint(diag, "did you mean '%s'?", near);
    } else {
        cbg_diag_hint(diag, "define it under `parties` or `stakeholders`");
    }
    return false;
}

static void check_size(cbgi_reader *r, const cbgi_node *with, const cbg_session *s)
{
    static const struct {
        const char *name;
        int least, most;
    } size[] = {
        {"a bilateral", 2, 2}, {"a trilateral", 3, 3}, {"a plenary", 2, 1 << 30}, {"a briefing", 2, 1 << 30}};
    const int n = s->with.count;
    if (n < size[s->kind].least || n > size[s->kind].most) {
        cbg_diag *diag = cbgi_wrong(r, with, "%s is between %s%d, this one names %d", size[s->kind].name,
                                    size[s->kind].most > 3 ? "at least " : "", size[s->kind].least, n);
        cbg_diag_hint(diag, "change `kind`, or `with`");
    }
}

static void read_with(cbgi_reader *r, const cbgi_node *node, bool check, cbg_session *s)
{
    if (!cbgi_names_of(r, node, "a list of parties", &s->with)) {
        return;
    }
    bool known = true;
    for (int k = 0; k < s->with.count && !cbgi_reader_done(r); k++) {
        known = known_at_table(r, node->kind == CBGI_LIST ? node->item[k] : node) && known;
    }
    if (known && check) {
        check_size(r, node, s);
    }
}

static void read_session(cbgi_reader *r, const cbgi_node *node, cbg_session *s)
{
    enum { ID, KIND, STATUS, DATE, PLACE, WITH, PEOPLE, SOURCES, ALSO, REMARK, COUNT };
    static const char *const names[COUNT] = {"id",   "kind",   "status", "date",   "venue",
                                             "with", "people", "source", "claims", "note"};
    static const char *const kinds[] = {"bilateral", "trilateral", "plenary", "briefing"};
    static const char *const statuses[] = {"held", "planned", "cancelled"};
    const cbgi_node *v[COUNT];
    if (!cbgi_fields(r, node, "a session", names, COUNT, v)) {
        return;
    }
    s->id = v[ID] && v[ID]->kind == CBGI_SCALAR ? v[ID]->text : NULL;
    if (!v[KIND]) {
        cbgi_missing(r, node, "this session", "kind", "kind: bilateral, trilateral, plenary or briefing");
    }
    const int kind = v[KIND] ? cbgi_word_of(r, v[KIND], "the kind of a session", kinds, 4) : -1;
    const int status = v[STATUS] ? cbgi_word_of(r, v[STATUS], "the status of a session", statuses, 3) : 0;
    s->kind = kind < 0 ? CBG_SESSION_PLENARY : (cbg_session_kind)kind;
    s->status = status < 0 ? CBG_SESSION_HELD : (cbg_session_status)status;
    if (v[DATE]) {
        cbgi_time_of(r, v[DATE], "a date", &s->time);
    }
    s->venue = cbgi_optional_text(r, v[PLACE], "a venue");
    if (v[WITH]) {
        read_with(r, v[WITH], kind >= 0, s);
    } else {
        cbgi_missing(r, node, "this session", "with", "with: [who meets]");
    }
    if (v[PEOPLE]) {
        cbgi_names_of(r, v[PEOPLE], "a list of people", &s->people);
    }
    cbgi_source_of(r, v[SOURCES], v[ALSO], &s->source);
    cbgi_note_of(r, v[REMARK], &s->note);
}

static void read_sessions(cbgi_reader *r, const cbgi_node *list, cbg_schedule *s)
{
    cbgi_node *const *item = NULL;
    const int count = cbgi_node_empty(list) ? 0 : cbgi_items(r, list, "`sessions`", &item);
    cbg_session *all = cbgi_arena_array(r->arena, count < 0 ? 0 : (size_t)count, sizeof *all);
    for (int k = 0; all != NULL && k < count && !cbgi_reader_done(r); k++) {
        all[k].span = item[k]->span;
        read_session(r, item[k], &all[k]);
    }
    s->session = all;
    s->session_count = all == NULL || count < 0 ? 0 : count;
}

void cbgi_read_schedule(cbgi_reader *r)
{
    const cbgi_node *v[KEYS];
    cbg_schedule *s = &r->c->schedule;
    s->extension.rounds.value = s->extension.times.value = zero;
    if (!r->section[CBGI_SCHEDULE] ||
        !cbgi_fields(r, r->section[CBGI_SCHEDULE], "the schedule", keys, KEYS, v)) {
        return;
    }
    cbg_names ignored = {0, NULL, NULL};
    const char *unused = NULL;
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &ignored);
    cbgi_note_of(r, v[NOTE], &unused);
    if (v[BEGAN]) {
        cbgi_time_of(r, v[BEGAN], "the beginning", &s->began);
    }
    if (v[DEADLINE]) {
        cbgi_time_of(r, v[DEADLINE], "the deadline", &s->deadline);
    }
    s->venue = cbgi_optional_text(r, v[VENUE], "a venue");
    s->goal = cbgi_optional_text(r, v[GOAL], "a goal");
    if (v[HISTORY]) {
        read_history(r, v[HISTORY], s);
    }
    if (v[EXTENSION]) {
        read_extension(r, v[EXTENSION], &s->extension);
    }
    if (v[SESSIONS]) {
        read_sessions(r, v[SESSIONS], s);
    }
}
