/* A whole case out of a tree: the sections, the ids they define, then their contents. */
#include "format/reader.h"

static const char *const sections[CBGI_SECTIONS] = {
    "case",     "as_of",        "note",      "scale",  "schedule",    "parties",
    "blocs",    "stakeholders", "influence", "issues", "constraints", "preferences",
    "packages", "sources",      "claims",    "trail",  "indicators",  "conflict",
    "process",  "forecast"};

static const cbg_rational zero = {0, 1};

static void collect_ids(cbgi_reader *r)
{
    cbgi_ids_collect(r, CBGI_PARTIES, "a party", &r->party);
    cbgi_ids_collect(r, CBGI_BLOCS, "a bloc", &r->bloc);
    cbgi_ids_collect(r, CBGI_STAKEHOLDERS, "a stakeholder", &r->stakeholder);
    cbgi_ids_collect(r, CBGI_ISSUES, "an issue", &r->issue);
    cbgi_ids_collect(r, CBGI_SOURCES, "a source", &r->source);
    cbgi_ids_collect(r, CBGI_CLAIMS, "a claim", &r->claim);
    cbgi_ids_collect(r, CBGI_PACKAGES, "a package", &r->package);
    cbgi_ids_collect(r, CBGI_INDICATORS, "an indicator", &r->indicator);
    cbgi_read_session_ids(r);
}

/* Parties, blocs and stakeholders share one set of names: a session's `with` must be plain. */
static void shared_names(cbgi_reader *r, const cbgi_ids *later, cbgi_section section, const cbgi_ids *earlier,
                         const char *what)
{
    for (int k = 0; k < later->index.count && !cbgi_reader_done(r); k++) {
        if (cbgi_index_find(&earlier->index, later->index.name[k]) >= 0) {
            cbg_diag *diag = cbgi_wrong(r, cbgi_entry_key(r, section, k), "'%s' is already the id of %s",
                                        later->index.name[k], what);
            cbg_diag_hint(diag, "parties, blocs and stakeholders need different ids");
        }
    }
}

static void enough_of(cbgi_reader *r, cbgi_section section, const cbgi_ids *ids, const char *what, int most)
{
    const cbgi_node *node = r->section[section];
    if (node == NULL) {
        cbg_diag *diag =
            CBGI_WRONG(r->diags, ((cbg_span){1, 1, 1}), "the case has no `%s`", sections[section]);
        cbg_diag_hint(diag, "add a map `%s:` with %s", sections[section], what);
    } else if (ids->closed && ids->index.count == 0 && node->kind != CBGI_BROKEN) {
        cbg_diag *diag = cbgi_wrong(r, cbgi_key_of(r->root, node), "`%s` is empty", sections[section]);
        cbg_diag_hint(diag, "add at least %s", what);
    } else if (ids->index.count > most) {
        cbg_diag_hint(cbg_diags_add(r->diags, CBG_ERROR, CBG_TOO_LARGE, cbgi_key_of(r->root, node)->span,
                                    "%d %s: at most %d can be handled", ids->index.count, sections[section],
                                    most),
                      "split the case");
    }
}

static void read_heading(cbgi_reader *r)
{
    cbg_case *c = r->c;
    if (r->section[CBGI_CASE] != NULL) {
        const char *title = cbgi_text_of(r, r->section[CBGI_CASE], "the title of the case");
        c->title = title != NULL ? title : "";
    } else {
        cbg_diag *diag = CBGI_WRONG(r->diags, ((cbg_span){1, 1, 1}), "the case has no title");
        cbg_diag_hint(diag, "begin with `case: ` and a title");
    }
    if (r->section[CBGI_AS_OF] != NULL) {
        cbgi_time_of(r, r->section[CBGI_AS_OF], "`as_of`", &c->as_of);
    }
    cbgi_note_of(r, r->section[CBGI_NOTE], &c->note);
    const cbgi_node *scale = r->section[CBGI_SCALE];
    cbg_rational top;
    if (scale != NULL && cbgi_rational_of(r, scale, "the scale", &top)) {
        if (cbg_rational_compare(top, zero) <= 0) {
            cbg_diag_hint(cbgi_wrong(r, scale, "the scale is not above 0"), "write 100, or 1");
        } else {
            c->scale = top;
        }
    }
}

void cbgi_read_case(cbgi_reader *r)
{
    if (!cbgi_fields(r, r->root, "a case", sections, CBGI_SECTIONS, r->section)) {
        return;
    }
    collect_ids(r);
    if (r->section[CBGI_CONFLICT] == NULL || r->section[CBGI_PARTIES] != NULL ||
        r->section[CBGI_ISSUES] != NULL) {
        enough_of(r, CBGI_PARTIES, &r->party, "one party", CBG_SEATS_MAX);
        enough_of(r, CBGI_ISSUES, &r->issue, "one issue", CBG_ISSUES_MAX);
    }
    shared_names(r, &r->bloc, CBGI_BLOCS, &r->party, "a party");
    shared_names(r, &r->stakeholder, CBGI_STAKEHOLDERS, &r->party, "a party");
    shared_names(r, &r->stakeholder, CBGI_STAKEHOLDERS, &r->bloc, "a bloc");
    read_heading(r);
    cbgi_read_parties(r);
    cbgi_read_stakeholders(r);
    cbgi_read_blocs(r);
    cbgi_read_issues(r);
    cbgi_read_influence(r);
    cbgi_read_sources(r);
    cbgi_read_claims(r);
    cbgi_read_schedule(r);
    cbgi_read_constraints(r);
    cbgi_read_preferences(r);
    cbgi_read_packages(r);
    cbgi_read_trail(r);
    cbgi_read_indicators(r);
    cbgi_read_conflict(r);
    cbgi_read_process(r);
    cbgi_read_stands(r);
}
