/* A GENIUS profile: weights, evaluations, reservation value, discount factor.
 *
 * u = min(1, sum of w e), where e of a discrete option is its evaluation over the best one of the issue (0 when that is
 * below 0.00001; the least is not shifted to 0), of an integer v clamp(offset + slope (v - lower bound)), of a
 * real v what its function says: linear clamp(parameter0 + parameter1 v), constant parameter0, triangular
 * between the least and greatest of parameter0..2 with its top at the middle one. Weights are used as they are;
 * only issues have any: what a file gives to an objective is passed over.
 */
#include <string.h>

#include "format/genius.h"

static const cbg_rational zero = {0, 1}, one = {1, 1}, negligible = {1, 100000};

typedef struct profile {
    cbgi_genius *g;
    cbgi_draft_party *party;
    int64_t *index;            /* [issue]: the number that this file gives it */
    const cbgi_xml **element;  /* [issue] */
    const cbgi_xml **weighted; /* [issue]: the weight that was read */
    bool below, above;         /* an issue whose best evaluation is a fraction of 1, or more than 1 */
} profile;

bool cbgi_genius_hypercube(const cbgi_xml *root)
{
    const char *type = cbgi_xml_get(root, "type");
    return (type != NULL && strcmp(type, "nonlinear") == 0) ||
           cbgi_xml_walk(root, root, "hyperRectangle") != NULL;
}

static bool negative(profile *p, const cbgi_xml *at, const char *attribute, const char *what, cbg_rational a)
{
    if (a.num < 0) {
        cbg_diag *diag = cbgi_bad(p->g->in, cbgi_xml_place(at, attribute), "%s is below 0", what);
        cbg_diag_hint(diag, "write 0 or more");
    }
    return a.num < 0;
}

/* Evaluations as they are written; *best is the greatest. */
static bool read_evaluations(profile *p, const cbgi_xml *element, int i, cbg_rational *e, cbg_rational *best)
{
    cbgi_genius *g = p->g;
    const cbgi_draft_issue *issue = &g->draft.issue[i];
    bool *seen = cbgi_arena_array(g->in->arena, (size_t)issue->count, sizeof *seen);
    *best = zero;
    for (const cbgi_xml *item = cbgi_xml_child(element, "item"); item && seen;
         item = cbgi_xml_after(item, "item")) {
        const char *value = cbgi_xml_get(item, "value");
        const char *name = value == NULL ? NULL : cbgi_name(g->in, value);
        const int o = name == NULL ? -1 : cbgi_draft_option(issue, name);
        cbg_rational evaluation;
        if (!cbgi_genius_number(g, item, "evaluation", issue->name, &evaluation) ||
            negative(p, item, "evaluation", "an evaluation", evaluation)) {
            return false;
        }
        *best = cbg_rational_compare(evaluation, *best) > 0 ? evaluation : *best;
        if (o < 0) {
            cbgi_remark(g->in, "%s: %s has no option %s; its evaluation is passed over.",
                        g->in->current->name, issue->name,
                        name == NULL ? "without a name" : cbgi_quoted(g->in, name));
            continue;
        }
        if (seen[o]) {
            cbg_diag *diag = cbgi_bad(g->in, cbgi_xml_place(item, "value"), "%s of %s is evaluated twice",
                                      cbgi_quoted(g->in, name), issue->name);
            cbg_diag_hint(diag, "keep one of the two");
            return false;
        }
        seen[o] = true;
        e[o] = evaluation;
    }
    for (int o = 0; seen != NULL && o < issue->count; o++) {
        if (!seen[o]) {
            cbg_diag *diag = cbgi_bad(g->in, element->span, "no evaluation for %s of %s",
                                      cbgi_quoted(g->in, issue->option[o]), issue->name);
            cbg_diag_hint(diag, "add <item value=\"...\" evaluation=\"...\"/> with just this value");
            return false;
        }
    }
    return seen != NULL;
}

static bool score_items(profile *p, const cbgi_xml *element, int i)
{
    cbgi_draft *d = &p->g->draft;
    cbg_rational best;
    cbg_rational *e = cbgi_draft_scores(d, p->party, i);
    if (e == NULL || !read_evaluations(p, element, i, e, &best)) {
        return false;
    }
    const bool none = cbg_rational_compare(best, negligible) < 0;
    p->below = p->below || (!none && cbg_rational_compare(best, one) < 0);
    p->above = p->above || cbg_rational_compare(best, one) > 0;
    bool whole = best.den == 1 && best.num < 1000000, rounded = false;
    for (int o = 0; o < d->issue[i].count; o++) {
        whole = whole && e[o].den == 1;
        e[o] = none ? zero : cbgi_quotient(e[o], best, &rounded);
    }
    p->party->over[i] = whole && !none ? best.num : 0;
    if (rounded) {
        cbgi_remark(p->g->in, "%s: evaluations of %s over the best are rounded to 15 decimals.",
                    p->g->in->current->name, d->issue[i].name);
    }
    return true;
}

static bool does_not_fit(profile *p, const cbgi_xml *at, int i)
{
    cbg_diag *diag =
        cbgi_bad(p->g->in, at->span, "the evaluations of %s have too many digits", p->g->draft.issue[i].name);
    cbg_diag_hint(diag, "round the numbers of its evaluator");
    return false;
}

/* offset + slope (v - lower bound), of whole numbers. */
static bool score_integer(profile *p, const cbgi_xml *element, const cbgi_xml *evaluator, int i)
{
    cbgi_genius *g = p->g;
    const cbgi_draft_issue *issue = &g->draft.issue[i];
    cbg_rational offset, slope, bound[2] = {g->low[i], zero};
    bool given;
    cbg_span where;
    if (!cbgi_genius_number(g, evaluator, "offset", issue->name, &offset) ||
        !cbgi_genius_number(g, evaluator, "slope", issue->name, &slope) ||
        !cbgi_genius_range(g, element, issue->name, bound, &given, &where)) {
        return false;
    }
    cbg_rational *score = cbgi_draft_scores(&g->draft, p->party, i);
    for (int o = 0; score != NULL && o < issue->count; o++) {
        cbg_rational above;
        if (cbg_rational_subtract(issue->value[o], bound[0], &above) != CBG_OK ||
            !cbgi_line(offset, slope, above, &score[o])) {
            return does_not_fit(p, evaluator, i);
        }
    }
    return score != NULL;
}

/* 0 outside corner[0]..corner[2], 1 at corner[1], straight between. */
static bool triangle(const cbg_rational corner[3], cbg_rational v, cbg_rational *out)
{
    const bool rising = cbg_rational_compare(v, corner[1]) <= 0;
    const cbg_rational from = rising ? corner[0] : corner[2];
    cbg_rational along, width;
    if (cbg_rational_compare(v, corner[1]) == 0) {
        *out = one;
        return true;
    }
    if (cbg_rational_compare(corner[0], v) >= 0 || cbg_rational_compare(corner[2], v) <= 0) {
        *out = zero;
        return true;
    }
    return cbg_rational_subtract(v, from, &along) == CBG_OK &&
           cbg_rational_subtract(corner[1], from, &width) == CBG_OK &&
           cbg_rational_divide(along, width, out) == CBG_OK;
}

static void sort_three(cbg_rational a[3])
{
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < 2; k++) {
            if (cbg_rational_compare(a[k], a[k + 1]) > 0) {
                const cbg_rational swap = a[k];
                a[k] = a[k + 1];
                a[k + 1] = swap;
            }
        }
    }
}

static bool score_real(profile *p, const cbgi_xml *evaluator, int i)
{
    static const char *const words[] = {"linear", "constant", "triangular"};
    static const char *const names[] = {"parameter0", "parameter1", "parameter2"};
    static const int needed[] = {2, 1, 3};
    cbgi_genius *g = p->g;
    const cbgi_draft_issue *issue = &g->draft.issue[i];
    const char *type = cbgi_xml_get(evaluator, "ftype");
    int kind = 0;
    while (kind < 3 && (type == NULL || strcmp(type, words[kind]) != 0)) {
        kind++;
    }
    if (kind == 3) {
        cbg_diag *diag = cbgi_bad(g->in, cbgi_xml_place(evaluator, "ftype"),
                                  "the evaluator of %s is of no known kind", issue->name);
        cbg_diag_hint(diag, "ftype is linear, constant or triangular");
        return false;
    }
    cbg_rational parameter[3] = {zero, zero, zero};
    for (int k = 0; k < needed[kind]; k++) {
        if (!cbgi_genius_number(g, evaluator, names[k], issue->name, &parameter[k])) {
            return false;
        }
    }
    if (kind == 2) {
        sort_three(parameter);
    }
    cbg_rational *score = cbgi_draft_scores(&g->draft, p->party, i);
    for (int o = 0; score != NULL && o < issue->count; o++) {
        const bool good = kind == 2 ? triangle(parameter, issue->value[o], &score[o])
                                    : cbgi_line(parameter[0], parameter[1], issue->value[o], &score[o]);
        if (!good) {
            return does_not_fit(p, evaluator, i);
        }
    }
    return score != NULL;
}

static bool score_issue(profile *p, int i)
{
    cbgi_genius *g = p->g;
    const cbgi_xml *element = p->element[i];
    if (element == NULL) {
        cbg_diag *diag = cbgi_bad(g->in, ((cbg_span){1, 1, 1}), "the profile does not evaluate issue %s",
                                  g->draft.issue[i].name);
        cbg_diag_hint(diag, "does it belong to another domain? Move it out of the folder, or add the issue");
        return false;
    }
    const cbgi_xml *evaluator = cbgi_xml_child(element, "evaluator");
    const bool items = cbgi_xml_child(element, "item") != NULL;
    if (items || g->type[i] == CBGI_DISCRETE) {
        return score_items(p, element, i);
    }
    if (evaluator == NULL) {
        cbg_diag *diag = cbgi_bad(g->in, element->span, "%s has no evaluator", g->draft.issue[i].name);
        cbg_diag_hint(diag, g->type[i] == CBGI_INTEGER
                                ? "add <evaluator slope=\"0.1\" offset=\"0\"/>"
                                : "add <evaluator ftype=\"linear\" parameter0=\"0\" parameter1=\"0.1\"/>");
        return false;
    }
    return g->type[i] == CBGI_INTEGER ? score_integer(p, element, evaluator, i) : score_real(p, evaluator, i);
}

/* Which issue of the domain an issue of the profile is: by name, else by index. */
static int issue_of(profile *p, const cbgi_xml *element, int64_t index)
{
    cbgi_genius *g = p->g;
    const char *text = cbgi_xml_get(element, "name");
    const char *name = text == NULL ? NULL : cbgi_name(g->in, text);
    const int found = name == NULL ? -1 : cbgi_index_find(&g->names, name);
    for (int i = 0; found < 0 && i < g->draft.issue_count; i++) {
        if (g->index[i] == index) {
            cbgi_remark(g->in, "%s calls issue %s %s; taken by its index.", g->in->current->name,
                        g->draft.issue[i].name, name == NULL ? "nothing" : cbgi_quoted(g->in, name));
            return i;
        }
    }
    return found;
}

static bool match_issues(profile *p, const cbgi_xml *root)
{
    cbgi_genius *g = p->g;
    int place = 0;
    for (const cbgi_xml *e = cbgi_xml_walk(root, root, "issue"); e != NULL;
         e = cbgi_xml_walk(root, e, "issue")) {
        int64_t index;
        if (!cbgi_genius_index_of(g, e, ++place, &index)) {
            return false;
        }
        const int i = issue_of(p, e, index);
        if (i < 0) {
            cbgi_remark(g->in, "%s evaluates an issue that the domain does not have; passed over (line %d).",
                        g->in->current->name, (int)e->span.line);
            continue;
        }
        if (p->element[i] != NULL) {
            cbg_diag *diag = cbgi_bad(g->in, e->span, "issue %s is evaluated twice", g->draft.issue[i].name);
            cbg_diag_hint(diag, "the other one stands on line %d", (int)p->element[i]->span.line);
            return false;
        }
        p->element[i] = e;
        p->index[i] = index;
    }
    return true;
}

static bool read_weights(profile *p, const cbgi_xml *root)
{
    cbgi_genius *g = p->g;
    for (const cbgi_xml *e = cbgi_xml_walk(root, root, "weight"); e != NULL;
         e = cbgi_xml_walk(root, e, "weight")) {
        cbg_rational index, weight;
        if (!cbgi_genius_number(g, e, "index", "a weight", &index) ||
            !cbgi_genius_number(g, e, "value", "a weight", &weight) ||
            negative(p, e, "value", "a weight", weight)) {
            return false;
        }
        int i = 0;
        while (i < g->draft.issue_count &&
               (p->element[i] == NULL || index.den != 1 || p->index[i] != index.num)) {
            i++;
        }
        if (i == g->draft.issue_count) {
            cbgi_remark(g->in, "%s: the weight of index %s is of no issue and is passed over.",
                        g->in->current->name, cbgi_xml_get(e, "index"));
            continue;
        }
        if (p->weighted[i] != NULL) {
            cbg_diag *diag = cbgi_bad(g->in, e->span, "issue %s has two weights", g->draft.issue[i].name);
            cbg_diag_hint(diag, "the other one stands on line %d", (int)p->weighted[i]->span.line);
            return false;
        }
        p->weighted[i] = e;
        p->party->weight[i] = weight;
    }
    for (int i = 0; i < g->draft.issue_count; i++) {
        if (p->weighted[i] == NULL) {
            cbgi_remark(g->in, "%s gives issue %s no weight: read as 0.", g->in->current->name,
                        g->draft.issue[i].name);
        }
    }
    return true;
}

bool cbgi_genius_ends(cbgi_genius *g, const cbgi_xml *root, cbgi_draft_party *party)
{
    const cbgi_xml *reservation = cbgi_xml_walk(root, root, "reservation");
    const cbgi_xml *discount = cbgi_xml_walk(root, root, "discount_factor");
    cbg_rational factor = one;
    party->walk_away = zero;
    if (reservation != NULL) {
        cbg_rational value;
        if (!cbgi_genius_number(g, reservation, "value", "the profile", &value)) {
            return false;
        }
        if (value.num < 0 || cbg_rational_compare(value, one) > 0) {
            cbg_diag *diag = cbgi_bad(g->in, cbgi_xml_place(reservation, "value"),
                                      "the reservation value is not between 0 and 1");
            cbg_diag_hint(diag, "utilities run from 0 to 1: write a number between them");
            return false;
        }
        party->walk_away = value;
    }
    if (discount != NULL && !cbgi_genius_number(g, discount, "value", "the profile", &factor)) {
        return false;
    }
    party->discount = factor.num <= 0 || cbg_rational_compare(factor, one) > 0 ? one : factor;
    return true;
}

bool cbgi_genius_profile(cbgi_genius *g, const cbgi_xml *root, cbgi_draft_party *party)
{
    cbgi_arena *arena = g->in->arena;
    const size_t n = (size_t)g->draft.issue_count;
    profile p = {.g = g, .party = party};
    p.index = cbgi_arena_array(arena, n, sizeof *p.index);
    p.element = cbgi_arena_array(arena, n, sizeof *p.element);
    p.weighted = cbgi_arena_array(arena, n, sizeof *p.weighted);
    if (arena->failed || !match_issues(&p, root) || !read_weights(&p, root)) {
        return false;
    }
    for (int i = 0; i < g->draft.issue_count; i++) {
        if (!score_issue(&p, i)) {
            return false;
        }
    }
    if (p.below && !p.above) { /* NegMAS writes utilities there, and nothing in the file says who wrote it */
        cbgi_remark(g->in,
                    "%s: evaluations are divided by the greatest of their issue, as GENIUS does; NegMAS takes "
                    "them as they are.",
                    g->in->current->name);
    }
    party->given = party->cap = true;
    party->span = root->span;
    return cbgi_genius_ends(g, root, party);
}
