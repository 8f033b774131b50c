/* Which claims count, and what stands behind a number: grades, and how many origins that do not repeat each other. */
#include <string.h>

#include "evidence/evidence.h"

static cbg_status unknown(const cbgi_evidence_build *b, const char *option, const char *id)
{
    cbg_diag *diag = cbg_diags_add(b->diags, CBG_ERROR, CBG_NOT_FOUND, (cbg_span){0, 0, 0},
                                   "--%s \"%s\": the case has no such claim%s", option, id,
                                   strcmp(option, "reject") == 0 ? " or source" : "");
    if (b->c->claim_count > 0) {
        cbg_diag_hint(diag, "its claims run from %s to %s (coburg show lists them)", b->c->claim[0].id,
                      b->c->claim[b->c->claim_count - 1].id);
    } else {
        cbg_diag_hint(diag, "it has no claims; docs/case-format.md shows how to write them");
    }
    return CBG_NOT_FOUND;
}

static cbg_status reject(cbgi_evidence_build *b, const char *id)
{
    const int claim = cbg_case_find_claim(b->c, id), source = cbg_case_find_source(b->c, id);
    if (claim >= 0) {
        b->rejected[claim] = true;
    }
    if (source >= 0) {
        b->source_rejected[source] = true;
    }
    for (int k = 0; source >= 0 && k < b->c->claim_count; k++) {
        b->rejected[k] = b->rejected[k] || b->c->claim[k].source == source;
    }
    return claim >= 0 || source >= 0 ? CBG_OK : unknown(b, "reject", id);
}

/* Accepting claims rejects their rivals, but for those that are accepted too. */
static cbg_status accept_all(cbgi_evidence_build *b)
{
    const cbg_evidence_options *o = b->options;
    bool *accepted = b->accepted;
    for (int k = 0; k < o->accepts; k++) {
        const int claim = cbg_case_find_claim(b->c, o->accept[k]);
        if (claim < 0) {
            return unknown(b, "accept", o->accept[k]);
        }
        if (b->rejected[claim]) {
            cbg_diag_hint(cbg_diags_add(b->diags, CBG_ERROR, CBG_BAD_ARGUMENT, (cbg_span){0, 0, 0},
                                        "%s is both accepted and rejected", o->accept[k]),
                          "leave one of the two out");
            return CBG_BAD_ARGUMENT;
        }
        accepted[claim] = true;
    }
    for (int k = 0; k < b->c->claim_count; k++) {
        const cbg_claim *claim = &b->c->claim[k];
        for (int j = 0; accepted[k] && j < claim->contested_by_count; j++) {
            b->rejected[claim->contested_by[j]] = true;
        }
        for (int j = 0; accepted[k] && j < claim->contradicted_by_count; j++) {
            b->rejected[claim->contradicted_by[j]] = true;
        }
    }
    for (int k = 0; k < b->c->claim_count; k++) {
        b->rejected[k] = b->rejected[k] && !accepted[k];
    }
    return CBG_OK;
}

cbg_status cbgi_evidence_claims(cbgi_evidence_build *b)
{
    const cbg_case *c = b->c;
    b->accepted = cbgi_arena_array(b->arena, (size_t)c->claim_count, sizeof *b->accepted);
    b->rejected = cbgi_arena_array(b->arena, (size_t)c->claim_count, sizeof *b->rejected);
    b->source_rejected = cbgi_arena_array(b->arena, (size_t)c->source_count, sizeof *b->source_rejected);
    int *list = cbgi_arena_array(b->arena, (size_t)c->claim_count, sizeof *list);
    if (b->accepted == NULL || b->rejected == NULL || b->source_rejected == NULL || list == NULL) {
        return CBG_NO_MEMORY;
    }
    cbg_status status = CBG_OK;
    for (int k = 0; k < b->options->rejects && status == CBG_OK; k++) {
        status = reject(b, b->options->reject[k]);
    }
    status = status == CBG_OK ? accept_all(b) : status;
    for (int k = 0; k < c->claim_count; k++) {
        if (b->rejected[k]) {
            list[b->e->rejected++] = k;
        }
    }
    b->e->reject = list;
    return status;
}

/* The source at the end of the chain of those that repeat each other; chains are checked to end. */
static int origin_of(const cbg_case *c, int source)
{
    for (int steps = 0; source >= 0 && c->source[source].origin != NULL && steps < c->source_count; steps++) {
        const int next = cbg_case_find_source(c, c->source[source].origin);
        if (next < 0) {
            break;
        }
        source = next;
    }
    return source;
}

static bool better(char a, char d, const cbg_evidence_value *than)
{
    return than->reliability == 0 || a < than->reliability || (a == than->reliability && d < than->credibility);
}

enum { ORIGINS_MAX = 32 };

/* An origin that was not there yet. Claims of no source each speak for themselves. */
static void count_origin(int origin[ORIGINS_MAX], int *count, int mine)
{
    for (int k = 0; k < *count; k++) {
        if (origin[k] == mine) {
            return;
        }
    }
    if (*count < ORIGINS_MAX) {
        origin[(*count)++] = mine;
    }
}

/* The width that the table gives to a grade; negative: none. Half a grade (B, or 2) may turn out to be any grade that begins or
 * ends so, and has the widest of theirs. */
static double width_of(const cbg_case *c, char letter, char digit)
{
    const cbg_outlook *o = c->outlook;
    double widest = -1;
    if (o == NULL || !o->graded || (letter == 0 && digit == 0)) {
        return -1;
    }
    for (int a = letter == 0 ? 0 : letter - 'A'; a <= (letter == 0 ? 5 : letter - 'A'); a++) {
        for (int d = digit == 0 ? 0 : digit - '1'; d <= (digit == 0 ? 5 : digit - '1'); d++) {
            if (!o->grade[a][d].given) {
                return -1;
            }
            const double w = cbg_rational_double(o->grade[a][d].value);
            widest = w > widest ? w : widest;
        }
    }
    return widest;
}

bool cbgi_evidence_support(const cbgi_evidence_build *b, const cbg_names *source, cbg_evidence_value *v)
{
    int origin[ORIGINS_MAX], out = 0;
    double width = -1;
    v->source = source;
    v->origins = 0;
    for (int k = 0; source != NULL && k < source->count; k++) {
        const int claim = cbg_case_find_claim(b->c, source->item[k]);
        const int own = claim >= 0 ? b->c->claim[claim].source : cbg_case_find_source(b->c, source->item[k]);
        if (claim >= 0 ? b->rejected[claim] : own >= 0 && b->source_rejected[own]) {
            out++;
            continue;
        }
        v->accepted = v->accepted || (claim >= 0 && b->accepted[claim]);
        const int from = origin_of(b->c, own);
        count_origin(origin, &v->origins, from >= 0 ? from : -1 - claim);
        const char letter = claim >= 0 ? b->c->claim[claim].reliability : own >= 0 ? b->c->source[own].reliability : '\0';
        const double mine = width_of(b->c, letter, claim >= 0 ? b->c->claim[claim].credibility : '\0');
        width = mine >= 0 && (width < 0 || mine < width) ? mine : width;
        if (claim < 0) {
            continue;
        }
        const cbg_claim *said = &b->c->claim[claim];
        v->contested = v->contested || said->standing == CBG_STANDING_CONTESTED ||
                       said->standing == CBG_STANDING_CONTRADICTED;
        if (said->reliability != 0 && said->credibility != 0 && better(said->reliability, said->credibility, v)) {
            v->reliability = said->reliability;
            v->credibility = said->credibility;
        }
    }
    if (width >= 0 && v->range == CBG_RANGE_NONE) {
        v->range = CBG_RANGE_GRADED;
        v->low = v->high = width; /* the builder knows the scale */
    }
    return source == NULL || source->count == 0 || out < source->count;
}
