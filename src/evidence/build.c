/* Evidence from a case or a table. */
#include <math.h>
#include <string.h>

#include "evidence/evidence.h"

/* A range around a value, in the bounds of the scale. */
static void around(cbg_evidence_value *v, double half, double low, double high)
{
    v->low = v->value - half < low ? low : v->value - half;
    v->high = v->value + half > high ? high : v->value + half;
}

/* Range by grade, spread or rejection; `width` is the width of the scale. */
static void widen(const cbgi_evidence_build *b, cbg_evidence_value *v, bool supported, double low, double high,
                  double width)
{
    if (!supported) {
        v->range = CBG_RANGE_REJECTED;
        v->low = low;
        v->high = isfinite(high) ? high : width;
    } else if (v->range == CBG_RANGE_GRADED) {
        around(v, v->low / 100 * width / sqrt(v->origins > 0 ? v->origins : 1), low, high);
    } else if (v->range == CBG_RANGE_NONE && b->options->spread > 0) {
        v->range = CBG_RANGE_SPREAD;
        around(v, b->options->spread / 100 * (isfinite(high) ? width : v->value), low, high);
    }
}

/* Where somebody accepted the claim behind a rival, the others fall. */
static void settle_rivals(cbg_evidence_number *n)
{
    int accepted = 0;
    for (int k = 0; k < n->rivals; k++) {
        if (n->rival[k].accepted) {
            n->rival[accepted++] = n->rival[k];
        }
    }
    n->rivals = accepted > 0 ? accepted : n->rivals;
}

void cbgi_evidence_finish(cbg_evidence_number *n)
{
    settle_rivals(n);
    n->value = n->rivals > 0 ? n->rival[0].value : (double)NAN;
    n->low = n->high = n->value;
    for (int k = 0; k < n->rivals; k++) {
        n->low = n->rival[k].low < n->low ? n->rival[k].low : n->low;
        n->high = n->rival[k].high > n->high ? n->rival[k].high : n->high;
    }
}

/* Adds a value that evidence supports. Rivals of which nothing is left go, but for the last. */
void cbgi_evidence_add(const cbgi_evidence_build *b, cbg_evidence_number *n, cbg_evidence_value v, const cbg_names *source,
                double low, double high, double width)
{
    const bool supported = b->c == NULL || cbgi_evidence_support(b, source, &v);
    if (n->rivals > 0 && !supported) {
        return;
    }
    if (n->rivals == 1 && n->rival[0].range == CBG_RANGE_REJECTED) {
        n->rivals = 0; /* somebody supports another value */
    }
    widen(b, &v, supported, low, high, width);
    if (n->rivals < CBG_EVIDENCE_RIVALS_MAX) {
        n->rival[n->rivals++] = v;
    }
}

static cbg_evidence_value plain(const cbg_number *x, double divisor)
{
    return (cbg_evidence_value){.value = cbg_rational_double(x->value) / divisor,
                                .low = cbg_rational_double(x->low) / divisor,
                                .high = cbg_rational_double(x->high) / divisor,
                                .range = x->has_range ? CBG_RANGE_STATED : CBG_RANGE_NONE,
                                .span = x->span};
}

static cbg_status powers(cbgi_evidence_build *b)
{
    cbg_status status = CBG_OK;
    for (int p = 0; p < b->c->party_count; p++) {
        const double high = cbg_rational_double(b->c->party[p].power.high);
        b->most_power = high > b->most_power ? high : b->most_power;
    }
    for (int p = 0; p < b->c->party_count; p++) {
        const cbg_party *party = &b->c->party[p];
        cbg_evidence_number *n = &b->number[p];
        *n = (cbg_evidence_number){.kind = CBG_EVIDENCE_POWER, .actor = p, .issue = -1};
        if (b->options->equal_power) {
            n->rival[n->rivals++] = (cbg_evidence_value){.value = 1, .low = 1, .high = 1};
        } else if (party->power.given) {
            cbgi_evidence_add(b, n, plain(&party->power, 1), &party->power.source, 0, (double)INFINITY,
                b->most_power > 0 ? b->most_power : 1);
        } else {
            cbg_diag_hint(cbg_diags_add(b->diags, CBG_ERROR, CBG_MISSING, party->span,
                                        "forecast needs `power` for %s", party->id),
                          "add it at line %d, or pass --equal-power", (int)party->span.line);
            status = CBG_MISSING;
        }
        cbgi_evidence_finish(n);
    }
    return status;
}

static void positions(cbgi_evidence_build *b, int p, int issue, cbg_evidence_number *n)
{
    const cbg_case *c = b->c;
    double low, high, best;
    cbgi_evidence_scale(&c->issue[issue], &low, &high);
    const cbg_stand *stand =
        c->outlook == NULL ? NULL : &c->outlook->position[(size_t)p * (size_t)c->issue_count + (size_t)issue];
    for (int k = 0; stand != NULL && k < stand->count; k++) {
        cbgi_evidence_add(b, n, plain(&stand->rival[k], 1), &stand->rival[k].source, low, high, high - low);
    }
    if (n->rivals > 0) {
        b->e->stated_positions++;
    } else if (cbgi_evidence_best(c, p, issue, &best)) {
        n->derived = true;
        b->e->derived_positions++;
        cbgi_evidence_add(b, n, (cbg_evidence_value){.value = best, .low = best, .high = best, .span = c->preference[p].span},
            NULL, low, high, high - low);
    }
}

static cbg_status saliences(cbgi_evidence_build *b, int p, int issue, bool placed, cbg_evidence_number *n)
{
    const cbg_case *c = b->c;
    cbg_evidence_value share;
    const cbg_stand *stand =
        c->outlook == NULL ? NULL : &c->outlook->salience[(size_t)p * (size_t)c->issue_count + (size_t)issue];
    for (int k = 0; placed && stand != NULL && k < stand->count; k++) {
        cbgi_evidence_add(b, n, plain(&stand->rival[k], 100), &stand->rival[k].source, 0, 1, 1);
    }
    if (n->rivals > 0 || !placed) {
        b->e->stated_saliences += n->rivals > 0;
        return CBG_OK;
    }
    if (cbgi_evidence_weight(c, p, issue, &share)) {
        n->derived = true;
        b->e->derived_saliences++;
        cbgi_evidence_add(b, n, share, share.source, 0, 1, 1);
        return CBG_OK;
    }
    cbg_diag_hint(cbg_diags_add(b->diags, CBG_ERROR, CBG_MISSING, c->party[p].span,
                                "forecast needs `salience` of %s on %s, on which it has a position", c->party[p].id,
                                c->issue[issue].id),
                  "add salience: {%s: 50} to %s at line %d, from 0 to 100", c->issue[issue].id, c->party[p].id,
                  (int)c->party[p].span.line);
    return CBG_MISSING;
}

/* Tables for models, and the list of what varies. */
static cbg_status tables(cbgi_evidence_build *b, int actors, int issues)
{
    cbg_evidence *e = b->e;
    const size_t cells = (size_t)actors * (size_t)issues;
    double *table = cbgi_arena_array(b->arena, cells * 3, sizeof *table);
    int *vary = cbgi_arena_array(b->arena, (size_t)e->numbers, sizeof *vary);
    if (table == NULL || vary == NULL) {
        return CBG_NO_MEMORY;
    }
    e->input.actors = actors;
    e->input.issues = issues;
    e->input.position = table;
    e->input.salience = table + cells;
    e->input.capability = table + 2 * cells;
    e->number = b->number;
    for (int k = 0; k < e->numbers; k++) {
        const cbg_evidence_number *n = &b->number[k];
        const bool empty = n->rivals == 0;
        cbg_evidence_put(e, k, empty && n->kind == CBG_EVIDENCE_SALIENCE ? 0 : n->value, table, table + cells,
                         table + 2 * cells);
        if (!empty && n->low < n->high) {
            vary[e->varying++] = k;
        }
    }
    e->vary = vary;
    return CBG_OK;
}

/* Names, scales and references of the issues that can be forecast. */
static cbg_status issues_of(cbgi_evidence_build *b, int *issues)
{
    const cbg_case *c = b->c;
    const size_t most = (size_t)c->issue_count;
    int *at = cbgi_arena_array(b->arena, most, sizeof *at);
    double *low = cbgi_arena_array(b->arena, most, sizeof *low), *high = cbgi_arena_array(b->arena, most, sizeof *high);
    double *reference = cbgi_arena_array(b->arena, most, sizeof *reference);
    const char **name = cbgi_arena_array(b->arena, most, sizeof *name);
    const char **actor = cbgi_arena_array(b->arena, (size_t)c->party_count, sizeof *actor);
    if (at == NULL || low == NULL || high == NULL || reference == NULL || name == NULL || actor == NULL) {
        return CBG_NO_MEMORY;
    }
    for (int p = 0; p < c->party_count; p++) {
        actor[p] = c->party[p].id;
    }
    for (int i = 0; i < c->issue_count; i++) {
        if (c->issue[i].option_count < 2) {
            continue;
        }
        const cbg_number *r = c->outlook == NULL ? NULL : &c->outlook->reference[i];
        cbgi_evidence_scale(&c->issue[i], &low[*issues], &high[*issues]);
        reference[*issues] = r != NULL && r->given ? cbg_rational_double(r->value) : (double)NAN;
        name[*issues] = c->issue[i].id;
        at[(*issues)++] = i;
    }
    b->e->case_issue = at;
    b->e->input.low = low;
    b->e->input.high = high;
    b->e->input.reference = reference;
    b->e->input.issue_name = name;
    b->e->input.actor_name = actor;
    if (*issues == 0 || c->party_count == 0) {
        cbg_diag_hint(cbg_diags_add(b->diags, CBG_ERROR, CBG_MISSING, (cbg_span){0, 0, 0},
                                    "the case has no parties with an issue of two or more options"),
                      "forecasts need `parties` and `issues`");
        return CBG_MISSING;
    }
    return CBG_OK;
}

cbg_status cbgi_evidence_from_case(cbgi_evidence_build *b)
{
    int issues = 0;
    cbg_status status = cbgi_evidence_claims(b);
    status = status == CBG_OK ? issues_of(b, &issues) : status;
    if (status != CBG_OK) {
        return status;
    }
    const int parties = b->c->party_count;
    b->e->numbers = parties + 2 * parties * issues;
    b->number = cbgi_arena_array(b->arena, (size_t)b->e->numbers, sizeof *b->number);
    if (b->number == NULL) {
        return CBG_NO_MEMORY;
    }
    status = powers(b);
    for (int p = 0; p < parties; p++) {
        for (int i = 0; i < issues; i++) {
            cbg_evidence_number *n = &b->number[parties + 2 * (p * issues + i)];
            n[0] = (cbg_evidence_number){.kind = CBG_EVIDENCE_POSITION, .actor = p, .issue = i};
            n[1] = (cbg_evidence_number){.kind = CBG_EVIDENCE_SALIENCE, .actor = p, .issue = i};
            positions(b, p, b->e->case_issue[i], &n[0]);
            cbgi_evidence_finish(&n[0]);
            const cbg_status found = saliences(b, p, b->e->case_issue[i], n[0].rivals > 0, &n[1]);
            cbgi_evidence_finish(&n[1]);
            status = status == CBG_OK ? found : status;
        }
    }
    return status == CBG_OK ? tables(b, parties, issues) : status;
}
