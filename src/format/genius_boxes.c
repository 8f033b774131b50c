/* Nonlinear GENIUS profiles: utility made of hyperrectangles.
 *
 * utility maxutility=M > ufun aggregation=sum|min|max weight (nestable) > hyperRectangle utility weight, with INCLUDES index
 * min max (all must hold, bounds included) or EXCLUDES (pays when any of them fails) or neither (always pays). What
 * the rectangles pay is aggregated and divided by M; more than 1 counts as 1. They become boxes of the case file, with cap 1;
 * nested sums are one sum. ANAC 2014; rectangles after Ito, Hattori and Klein, IJCAI 2007, 1347-1352.
 */
#include <string.h>

#include "format/genius.h"

static const cbg_rational zero = {0, 1}, one = {1, 1};

typedef struct boxes {
    cbgi_genius *g;
    cbgi_draft_party *party;
    cbg_rational most; /* maxutility */
    bool rounded;
} boxes;

/* The child that older files call so and newer ones otherwise. */
static const cbgi_xml *either(const cbgi_xml *element, const char *name, const char *other)
{
    const cbgi_xml *found = cbgi_xml_walk(element, element, name);
    return found != NULL ? found : cbgi_xml_walk(element, element, other);
}

static bool optional(cbgi_genius *g, const cbgi_xml *element, const char *attribute, cbg_rational *out)
{
    return cbgi_xml_get(element, attribute) == NULL ||
           cbgi_genius_number(g, element, attribute, element->name, out);
}

static int issue_of(boxes *b, const cbgi_xml *condition)
{
    cbg_rational index;
    if (!cbgi_genius_number(b->g, condition, "index", "a hyperrectangle", &index)) {
        return -1;
    }
    for (int i = 0; i < b->g->draft.issue_count; i++) {
        if (index.den == 1 && b->g->index[i] == index.num) {
            return i;
        }
    }
    cbg_diag *diag = cbgi_bad(b->g->in, cbgi_xml_place(condition, "index"), "no issue has the index %s",
                              cbgi_xml_get(condition, "index"));
    cbg_diag_hint(diag, "write the index of an issue of the domain");
    return -1;
}

/* The options that a condition names, first > last when there are none. False after a complaint. */
static bool options_of(boxes *b, const cbgi_xml *condition, int i, int *first, int *last)
{
    const cbgi_draft_issue *issue = &b->g->draft.issue[i];
    cbg_rational low, high;
    if (!issue->numeric) {
        const char *from = cbgi_xml_get(condition, "min"), *to = cbgi_xml_get(condition, "max");
        *first = from == NULL ? -1 : cbgi_index_find(&issue->index, from);
        *last = to == NULL ? -1 : cbgi_index_find(&issue->index, to);
        if (*first < 0 || *last < 0 || *first > *last) {
            cbg_diag *diag =
                cbgi_bad(b->g->in, condition->span, "%s has no such options from min to max", issue->name);
            cbg_diag_hint(diag, "name two of its options, in their order");
            return false;
        }
        return true;
    }
    if (!cbgi_genius_number(b->g, condition, "min", issue->name, &low) ||
        !cbgi_genius_number(b->g, condition, "max", issue->name, &high)) {
        return false;
    }
    *first = cbgi_draft_from(issue, low);
    *last = cbgi_draft_from(issue, high);
    *last -= *last == issue->count || cbg_rational_compare(issue->value[*last], high) > 0;
    return true;
}

/* Narrows the region of a box by one condition; *empty: nothing is left of it. */
static bool narrow(boxes *b, cbgi_draft_box *box, const cbgi_xml *condition, bool *empty)
{
    int first, last, k = 0;
    const int i = issue_of(b, condition);
    if (i < 0 || !options_of(b, condition, i, &first, &last)) {
        return false;
    }
    while (k < box->count && box->issue[k] != i) {
        k++;
    }
    if (k == box->count) {
        box->issue[box->count] = i;
        box->first[box->count] = first;
        box->last[box->count++] = last;
    } else {
        box->first[k] = first > box->first[k] ? first : box->first[k];
        box->last[k] = last < box->last[k] ? last : box->last[k];
    }
    *empty = *empty || box->first[k] > box->last[k];
    return true;
}

static bool read_conditions(boxes *b, const cbgi_xml *rectangle, cbgi_draft_box *box, bool *empty)
{
    cbgi_arena *arena = b->g->in->arena;
    const size_t n = (size_t)b->g->draft.issue_count;
    box->issue = cbgi_arena_array(arena, n, sizeof *box->issue);
    box->first = cbgi_arena_array(arena, n, sizeof *box->first);
    box->last = cbgi_arena_array(arena, n, sizeof *box->last);
    *empty = false;
    for (const cbgi_xml *e = arena->failed ? NULL : rectangle->first; e != NULL; e = e->next) {
        const bool includes = strcmp(e->name, "INCLUDES") == 0, excludes = strcmp(e->name, "EXCLUDES") == 0;
        if (!includes && !excludes) {
            continue;
        }
        if (box->count > 0 && box->excludes != excludes) {
            cbg_diag *diag = cbgi_bad(b->g->in, e->span, "INCLUDES and EXCLUDES in one hyperrectangle");
            cbg_diag_hint(diag, "use two hyperrectangles");
            return false;
        }
        box->excludes = excludes;
        if (!narrow(b, box, e, empty)) {
            return false;
        }
    }
    return !arena->failed;
}

/* One rectangle, whose pay is multiplied by `weight`, as the next box. */
static bool add_box(boxes *b, const cbgi_xml *rectangle, cbg_rational weight)
{
    cbg_rational value, own = one;
    cbgi_draft_box *box = &b->party->box[b->party->box_count];
    const char *name = cbgi_xml_get(rectangle, "utility") != NULL ? "utility" : "utility_function";
    bool empty;
    *box = (cbgi_draft_box){0};
    if (!cbgi_genius_number(b->g, rectangle, name, "a hyperrectangle", &value) ||
        !optional(b->g, rectangle, "weight", &own) || !read_conditions(b, rectangle, box, &empty)) {
        return false;
    }
    box->value = cbgi_product(cbgi_product(value, own, &b->rounded), weight, &b->rounded);
    box->value = cbgi_quotient(box->value, b->most, &b->rounded);
    if (empty) { /* an empty region: excluded, it always pays; included, never, which counts as 0 */
        box->count = 0;
        box->value = box->excludes ? box->value : zero;
    }
    b->party->box_count++;
    return true;
}

/* The rectangles of a function, and those of sums within a sum. */
static bool add_function(boxes *b, const cbgi_xml *function, cbg_rational weight, bool outermost)
{
    static const char *const words[] = {"sum", "max", "min"};
    const char *how = cbgi_xml_get(function, "aggregation");
    cbg_rational own = one;
    int kind = 0;
    while (how != NULL && kind < 3 && strcmp(how, words[kind]) != 0) {
        kind++;
    }
    if (kind == 3 || (!outermost && (kind != 0 || b->party->aggregation != words[0]))) {
        cbg_diag *diag =
            cbgi_bad(b->g->in, cbgi_xml_place(function, "aggregation"),
                     kind == 3 ? "this aggregation is not known" : "an aggregation within another");
        cbg_diag_hint(diag, kind == 3 ? "write sum, max or min" : "only sums within a sum can be read");
        return false;
    }
    b->party->aggregation = words[kind];
    if (!optional(b->g, function, "weight", &own)) {
        return false;
    }
    weight = cbgi_product(weight, own, &b->rounded);
    for (const cbgi_xml *e = function->first; e != NULL; e = e->next) {
        if (strcmp(e->name, "hyperRectangle") == 0 && !add_box(b, e, weight)) {
            return false;
        }
        if (strcmp(e->name, "ufun") == 0 && !add_function(b, e, weight, false)) {
            return false;
        }
    }
    return true;
}

bool cbgi_genius_boxes(cbgi_genius *g, const cbgi_xml *root, cbgi_draft_party *party)
{
    boxes b = {.g = g, .party = party, .most = one};
    const cbgi_xml *utility = either(root, "utility", "utility_function");
    const cbgi_xml *function = cbgi_xml_walk(root, root, "ufun");
    int count = 0;
    for (const cbgi_xml *e = cbgi_xml_walk(root, root, "hyperRectangle"); e != NULL;
         e = cbgi_xml_walk(root, e, "hyperRectangle")) {
        count++;
    }
    if (function == NULL || count == 0) {
        cbg_diag *diag = cbgi_bad(g->in, root->span, "a nonlinear profile without hyperrectangles");
        cbg_diag_hint(diag, "they stand within <ufun> within <utility maxutility=\"...\">");
        return false;
    }
    if (utility != NULL && !optional(g, utility, "maxutility", &b.most)) {
        return false;
    }
    if (b.most.num <= 0) { /* -1 where a program does not know it */
        cbgi_remark(g->in, "%s states no greatest utility: what hyperrectangles pay is used as it is.",
                    g->in->current->name);
        b.most = one;
    }
    party->box = cbgi_arena_array(g->in->arena, (size_t)count, sizeof *party->box);
    if (party->box == NULL || !add_function(&b, function, one, true)) {
        return false;
    }
    if (b.rounded) {
        cbgi_remark(g->in, "%s: what hyperrectangles pay is rounded to 15 decimals.", g->in->current->name);
    }
    party->given = true;
    party->cap = true;
    party->points = true;
    party->span = root->span;
    return true;
}
