/* sources and claims: who said what, how far to trust it, and what speaks for and against. */
#include <string.h>

#include "format/reader.h"

static char letter_of(cbgi_reader *r, const cbgi_node *node)
{
    static const char *const grades[] = {"A", "B", "C", "D", "E", "F"};
    const int k = cbgi_word_of(r, node, "reliability", grades, 6);
    return k < 0 ? '\0' : (char)('A' + k);
}

static void read_source(cbgi_reader *r, int number, cbg_source *s)
{
    enum { NAME, KIND, RELIABILITY, ORIGIN, DATE, URL, BIAS, SOURCE, CLAIMS, NOTE, COUNT };
    static const char *const names[COUNT] = {"name", "kind", "reliability", "origin", "date",
                                             "url",  "bias", "source",      "claims", "note"};
    const cbgi_node *v[COUNT];
    s->id = s->name = r->source.index.name[number];
    s->span = cbgi_entry_key(r, CBGI_SOURCES, number)->span;
    if (!cbgi_fields(r, cbgi_entry(r, CBGI_SOURCES, number), "a source", names, COUNT, v)) {
        return;
    }
    const char *name = cbgi_optional_text(r, v[NAME], "a name");
    s->name = name != NULL ? name : s->id;
    s->kind = cbgi_optional_text(r, v[KIND], "a kind");
    s->reliability = v[RELIABILITY] ? letter_of(r, v[RELIABILITY]) : '\0';
    if (v[ORIGIN]) {
        const int origin = cbgi_refer(r, v[ORIGIN], "source", &r->source);
        s->origin = origin < 0 ? NULL : r->source.index.name[origin];
    }
    if (v[DATE]) {
        cbgi_time_of(r, v[DATE], "a date", &s->time);
    }
    s->url = cbgi_optional_text(r, v[URL], "an address");
    s->bias = cbgi_optional_text(r, v[BIAS], "a bias");
    cbgi_source_of(r, v[SOURCE], v[CLAIMS], &s->attested);
    cbgi_note_of(r, v[NOTE], &s->note);
}

/* A source that in the end repeats itself. */
static void check_origins(cbgi_reader *r)
{
    for (int k = 0; k < r->c->source_count && !cbgi_reader_done(r); k++) {
        int at = k;
        for (int steps = 0; at >= 0 && r->c->source[at].origin != NULL && steps <= r->c->source_count;
             steps++) {
            at = cbgi_index_find(&r->source.index, r->c->source[at].origin);
            if (at == k) {
                cbg_diag *diag = cbgi_wrong(r, cbgi_entry_key(r, CBGI_SOURCES, k),
                                            "source '%s' is in the end its own origin", r->c->source[k].id);
                cbg_diag_hint(diag, "`origin` leads to who said it first: remove one of the links");
                return;
            }
        }
    }
}

void cbgi_read_sources(cbgi_reader *r)
{
    const int count = r->source.index.count;
    cbg_source *source = cbgi_arena_array(r->arena, (size_t)count, sizeof *source);
    r->c->source = source;
    r->c->source_count = source != NULL ? count : 0;
    for (int k = 0; k < r->c->source_count; k++) {
        source[k].id = source[k].name = r->source.index.name[k];
        if (!cbgi_reader_done(r)) {
            read_source(r, k, &source[k]);
        }
    }
    check_origins(r);
}

/* An Admiralty grade such as C5; either half alone will do. */
static void read_grade(cbgi_reader *r, const cbgi_node *node, cbg_claim *c)
{
    const char *s = node->kind == CBGI_SCALAR ? node->text : "";
    const char letter = *s >= 'A' && *s <= 'F' ? *s++ : '\0';
    const char digit = *s >= '1' && *s <= '6' ? *s++ : '\0';
    if (*s != '\0' || (letter == '\0' && digit == '\0')) {
        if (node->kind != CBGI_BROKEN) {
            cbg_diag *diag = cbgi_wrong(r, node, "a grade cannot be %s", cbgi_shown(r, node));
            cbg_diag_hint(diag, "write reliability A to F and credibility 1 to 6, such as C5");
        }
        return;
    }
    c->reliability = letter != '\0' ? letter : c->reliability;
    c->credibility = digit;
}

static void read_verdict(cbgi_reader *r, const cbgi_node *node, cbg_claim *c)
{
    enum { VERDICT, ON, BY, NOTE, COUNT };
    static const char *const names[COUNT] = {"verdict", "on", "by", "note"};
    static const char *const words[] = {"held", "partly", "failed"};
    const cbgi_node *v[COUNT];
    const char *unused = NULL;
    if (!cbgi_fields(r, node, "a score", names, COUNT, v)) {
        return;
    }
    if (!v[VERDICT]) {
        cbgi_missing(r, node, "this score", "verdict", "verdict: held, partly or failed");
        return;
    }
    c->verdict = (cbg_verdict)(cbgi_word_of(r, v[VERDICT], "a verdict", words, 3) + 1);
    if (v[ON]) {
        cbgi_time_of(r, v[ON], "a date", &c->scored_on);
    }
    cbgi_source_of(r, v[BY], NULL, &c->scored_by);
    cbgi_note_of(r, v[NOTE], &unused);
}

static const char *const topics[] = {"extension", "deadline", "progress", "outcome",   "schedule",
                                     "venue",     "source",   "salience", "walk_away", "power"};
enum { TOPICS = sizeof topics / sizeof *topics };

/* An unknown subject is worth a warning: the claim stands all the same. */
static void check_about(cbgi_reader *r, const cbgi_node *list, const cbg_names *about)
{
    const cbgi_ids *const known[] = {&r->party, &r->bloc,    &r->stakeholder, &r->issue,    &r->source,
                                     &r->claim, &r->package, &r->session,     &r->indicator};
    enum { KNOWN = sizeof known / sizeof *known };
    for (int k = 0; k < about->count; k++) {
        bool found = false, closed = true;
        for (int t = 0; t < TOPICS; t++) {
            found = found || strcmp(topics[t], about->item[k]) == 0;
        }
        const char *near = NULL;
        for (int t = 0; t < KNOWN && !found; t++) {
            closed = closed && known[t]->closed;
            found = cbgi_index_find(&known[t]->index, about->item[k]) >= 0;
            near = near != NULL ? near : cbgi_index_nearest(&known[t]->index, about->item[k]);
        }
        if (found || !closed) {
            continue;
        }
        const int topic = cbgi_text_nearest(about->item[k], topics, TOPICS);
        near = topic >= 0 ? topics[topic] : near;
        const cbgi_node *at = list->kind == CBGI_LIST ? list->item[k] : list;
        cbg_diag *diag = cbg_diags_add(r->diags, CBG_WARNING, CBG_BAD_CASE, at->span,
                                       "nothing in the case is called %s", cbgi_shown(r, at));
        if (near != NULL) {
            cbg_diag_hint(diag, "did you mean '%s'?", near);
        } else {
            cbg_diag_hint(diag,
                          "name a party, an issue or another id, or a topic such as extension or progress");
        }
    }
}

static void relation(cbgi_reader *r, const cbgi_node *node, int self, int *count, const int **out)
{
    if (node == NULL || !cbgi_refer_all(r, node, "claim", &r->claim, count, out)) {
        return;
    }
    for (int k = 0; k < *count; k++) {
        if ((*out)[k] == self) {
            cbg_diag *diag = cbgi_wrong(r, node->kind == CBGI_LIST ? node->item[k] : node,
                                        "claim '%s' names itself", r->claim.index.name[self]);
            cbg_diag_hint(diag, "name the other claim");
        }
    }
}

static void read_claim(cbgi_reader *r, int number, cbg_claim *c)
{
    enum { SOURCE, BY, SAYS, ABOUT, GRADE, DATE, CORROBORATED, CONTESTED, CONTRADICTED, SCORED, NOTE, COUNT };
    static const char *const names[COUNT] = {
        "source",          "by",     "says", "about", "grade", "date", "corroborated_by", "contested_by",
        "contradicted_by", "scored", "note"};
    const cbgi_node *v[COUNT];
    const cbgi_node *key = cbgi_entry_key(r, CBGI_CLAIMS, number);
    if (!cbgi_fields(r, cbgi_entry(r, CBGI_CLAIMS, number), "a claim", names, COUNT, v)) {
        return;
    }
    if (v[SOURCE]) {
        c->source = cbgi_refer(r, v[SOURCE], "source", &r->source);
    }
    if (c->source >= 0 && r->c->source_count > c->source) {
        c->reliability = r->c->source[c->source].reliability;
    }
    c->by = cbgi_optional_text(r, v[BY], "an attribution");
    const char *says = v[SAYS] ? cbgi_text_of(r, v[SAYS], "what a claim says") : NULL;
    c->says = says != NULL ? says : "";
    if (!v[SAYS]) {
        cbgi_missing(r, key, "this claim", "says", "says: the claim in your own words");
    }
    if (v[ABOUT] && cbgi_names_of(r, v[ABOUT], "a list of ids and topics", &c->about)) {
        check_about(r, v[ABOUT], &c->about);
    }
    if (v[GRADE]) {
        read_grade(r, v[GRADE], c);
    }
    if (v[DATE]) {
        cbgi_time_of(r, v[DATE], "a date", &c->time);
    }
    relation(r, v[CORROBORATED], number, &c->corroborated_by_count, &c->corroborated_by);
    relation(r, v[CONTESTED], number, &c->contested_by_count, &c->contested_by);
    relation(r, v[CONTRADICTED], number, &c->contradicted_by_count, &c->contradicted_by);
    if (v[SCORED]) {
        read_verdict(r, v[SCORED], c);
    }
    cbgi_note_of(r, v[NOTE], &c->note);
}

void cbgi_read_claims(cbgi_reader *r)
{
    const int count = r->claim.index.count;
    cbg_claim *claim = cbgi_arena_array(r->arena, (size_t)count, sizeof *claim);
    r->c->claim = claim;
    r->c->claim_count = claim != NULL ? count : 0;
    for (int k = 0; k < r->c->claim_count; k++) {
        claim[k].id = r->claim.index.name[k];
        claim[k].source = -1;
        claim[k].says = "";
        claim[k].span = cbgi_entry_key(r, CBGI_CLAIMS, k)->span;
        if (!cbgi_reader_done(r)) {
            read_claim(r, k, &claim[k]);
        }
    }
}
