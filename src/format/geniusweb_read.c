/* GeniusWeb's domain, {name, issuesValues: {issue: {values: [...]} | {range: [low, high, step]}}}, and profile,
 * {issueUtilities: {issue: {wrapper: {valueUtilities | lowValue, lowUtility, highValue, highUtility}}}, issueWeights,
 * reservationBid}. Wrappers are called DiscreteValueSetUtilities and NumberValueSetUtilities, or discreteutils and
 * numberutils. The utility of a number lies on the line between both ends.
 */
#include <string.h>

#include "coburg/space.h"
#include "format/geniusweb.h"

static const cbg_rational zero = {0, 1};

static bool read_values(cbgi_geniusweb *g, const cbgi_node *list, cbgi_draft_issue *issue)
{
    const size_t count = (size_t)list->count;
    const char **name = cbgi_arena_array(g->in->arena, count, sizeof *name);
    cbg_span *where = cbgi_arena_array(g->in->arena, count, sizeof *where);
    if (name == NULL || where == NULL) {
        return false;
    }
    if (count == 0) {
        cbg_diag_hint(cbgi_bad(g->in, list->span, "%s has no values", issue->name), "name at least one");
        return false;
    }
    for (int o = 0; o < list->count; o++) {
        where[o] = list->item[o]->span;
        name[o] = cbgi_json_name(g->in, list->item[o], "a value");
        if (name[o] == NULL) {
            return false;
        }
    }
    return cbgi_draft_options(&g->draft, issue, name, list->count, where);
}

static bool read_range(cbgi_geniusweb *g, const cbgi_node *list, cbgi_draft_issue *issue)
{
    cbg_rational end[3], span, steps = zero;
    if (list->count != 3) {
        cbg_diag *diag = cbgi_bad(g->in, list->span, "the range of %s is not three numbers", issue->name);
        cbg_diag_hint(diag, "write \"range\": [low, high, step]");
        return false;
    }
    for (int k = 0; k < 3; k++) {
        if (!cbgi_json_number(g->in, list->item[k], "a bound", &end[k])) {
            return false;
        }
    }
    if (cbg_rational_compare(end[0], end[1]) > 0 || end[2].num <= 0) {
        cbg_diag *diag = cbgi_bad(g->in, list->span, "the range of %s does not go up", issue->name);
        cbg_diag_hint(diag, "write the lower end first, and a step above 0");
        return false;
    }
    if (cbg_rational_subtract(end[1], end[0], &span) != CBG_OK ||
        cbg_rational_divide(span, end[2], &steps) != CBG_OK) {
        cbg_diag_hint(cbgi_bad(g->in, list->span, "the range of %s has too many digits", issue->name),
                      "round its numbers");
        return false;
    }
    const int64_t whole = steps.num / steps.den;
    return cbgi_draft_range(&g->draft, issue, end[0], end[2], whole == INT64_MAX ? whole : whole + 1,
                            list->span);
}

bool cbgi_geniusweb_domain(cbgi_geniusweb *g, const cbgi_node *domain)
{
    const cbgi_node *map = cbgi_json_need(g->in, domain, "issuesValues", CBGI_MAP, "the domain");
    if (map == NULL) {
        return false;
    }
    if (map->count == 0 || map->count > CBG_ISSUES_MAX) {
        cbg_diag *diag = cbgi_bad(g->in, map->span, "the domain has %d issues", map->count);
        cbg_diag_hint(diag, "between 1 and %d can be handled", CBG_ISSUES_MAX);
        return false;
    }
    const char **name = cbgi_arena_array(g->in->arena, (size_t)map->count, sizeof *name);
    g->key = cbgi_arena_array(g->in->arena, (size_t)map->count, sizeof *g->key);
    if (name == NULL || g->key == NULL || !cbgi_draft_issues(&g->draft, map->count)) {
        return false;
    }
    for (int i = 0; i < map->count; i++) {
        cbgi_draft_issue *issue = &g->draft.issue[i];
        const cbgi_node *value = cbgi_value(map, i);
        issue->span = cbgi_key(map, i)->span;
        g->key[i] = cbgi_key(map, i)->text;
        issue->name = name[i] = cbgi_json_name(g->in, cbgi_key(map, i), "an issue");
        if (issue->name == NULL) {
            return false;
        }
        const bool range = cbgi_json_get(value, "range") != NULL;
        const cbgi_node *list =
            cbgi_json_need(g->in, value, range ? "range" : "values", CBGI_LIST, issue->name);
        if (list == NULL || !(range ? read_range(g, list, issue) : read_values(g, list, issue))) {
            return false;
        }
    }
    if (!cbgi_index_build(g->in->arena, name, map->count, &g->names)) {
        return false;
    }
    for (int i = 0; i < map->count; i++) {
        if (cbgi_index_find(&g->names, name[i]) < i) {
            cbg_diag *diag =
                cbgi_bad(g->in, cbgi_key(map, i)->span, "there are two issues called %s", name[i]);
            cbg_diag_hint(diag, "names differ in more than blanks");
            return false;
        }
    }
    return true;
}

/* The option of an issue that a value names; numbers may be written in another way. -1 after a complaint. */
static int option_of(cbgi_geniusweb *g, const cbgi_node *value, int i)
{
    const cbgi_draft_issue *issue = &g->draft.issue[i];
    const char *name = cbgi_json_name(g->in, value, "a value");
    const int found = name == NULL ? -1 : cbgi_draft_option(issue, name);
    if (name != NULL && found < 0) {
        cbg_diag *diag =
            cbgi_bad(g->in, value->span, "%s has no value %s", issue->name, cbgi_quoted(g->in, name));
        const char *near = diag == NULL || issue->numeric ? NULL : cbgi_index_nearest(&issue->index, name);
        if (near != NULL) {
            cbg_diag_hint(diag, "did you mean '%s'?", near);
        } else {
            cbg_diag_hint(diag, "its values run from '%s' to '%s'", issue->option[0],
                          issue->option[issue->count - 1]);
        }
    }
    return found;
}

static bool discrete(cbgi_geniusweb *g, const cbgi_node *map, int i, cbg_rational *score)
{
    const cbgi_draft_issue *issue = &g->draft.issue[i];
    bool *seen = cbgi_arena_array(g->in->arena, (size_t)issue->count, sizeof *seen);
    for (int k = 0; seen != NULL && k < map->count; k++) {
        const int o = option_of(g, cbgi_key(map, k), i);
        if (o < 0 || !cbgi_json_share(g->in, cbgi_value(map, k), "a utility", &score[o])) {
            return false;
        }
        seen[o] = true;
    }
    for (int o = 0; seen != NULL && o < issue->count; o++) {
        if (!seen[o]) {
            cbg_diag *diag = cbgi_bad(g->in, map->span, "no utility for %s of %s",
                                      cbgi_quoted(g->in, issue->option[o]), issue->name);
            cbg_diag_hint(diag, "add it to valueUtilities");
            return false;
        }
    }
    return seen != NULL;
}

/* low utility + (v - low value) (high utility - low utility) / (high value - low value), between 0 and 1. */
static bool linear(cbgi_geniusweb *g, const cbgi_node *map, int i, cbg_rational *score)
{
    static const char *const key[] = {"lowValue", "lowUtility", "highValue", "highUtility"};
    const cbgi_draft_issue *issue = &g->draft.issue[i];
    cbg_rational n[4], rise, run, slope = zero;
    for (int k = 0; k < 4; k++) {
        const cbgi_node *node = cbgi_json_need(g->in, map, key[k], CBGI_SCALAR, issue->name);
        if (node == NULL || !cbgi_json_number(g->in, node, key[k], &n[k])) {
            return false;
        }
    }
    bool fits = issue->numeric && cbg_rational_subtract(n[3], n[1], &rise) == CBG_OK &&
                cbg_rational_subtract(n[2], n[0], &run) == CBG_OK &&
                (run.num == 0 || cbg_rational_divide(rise, run, &slope) == CBG_OK);
    for (int o = 0; fits && o < issue->count; o++) {
        cbg_rational above;
        fits = cbg_rational_subtract(issue->value[o], n[0], &above) == CBG_OK &&
               cbgi_line(n[1], slope, above, &score[o]);
    }
    if (!fits) {
        cbg_diag *diag = cbgi_bad(g->in, map->span,
                                  issue->numeric ? "the utilities of %s have too many digits"
                                                 : "%s has values by name, not a range of numbers",
                                  issue->name);
        cbg_diag_hint(diag,
                      issue->numeric ? "round the numbers" : "give each value a utility: valueUtilities");
    }
    return fits;
}

static bool score_issue(cbgi_geniusweb *g, const cbgi_node *utilities, int i, cbgi_draft_party *party)
{
    static const char *const wrapper[] = {"DiscreteValueSetUtilities", "discreteutils",
                                          "NumberValueSetUtilities", "numberutils", NULL};
    const char *name = g->draft.issue[i].name;
    const cbgi_node *entry = cbgi_json_need(g->in, utilities, g->key[i], CBGI_MAP, "issueUtilities");
    cbg_rational *score = cbgi_draft_scores(&g->draft, party, i);
    if (entry == NULL || score == NULL) {
        return false;
    }
    const cbgi_node *inside = entry;
    for (int k = 0; wrapper[k] != NULL; k++) {
        const cbgi_node *found = cbgi_json_get(entry, wrapper[k]);
        inside = found != NULL ? found : inside;
    }
    if (cbgi_json_get(inside, "lowValue") != NULL) {
        return linear(g, inside, i, score);
    }
    const cbgi_node *values = cbgi_json_need(g->in, inside, "valueUtilities", CBGI_MAP, name);
    return values != NULL && discrete(g, values, i, score);
}

/* The bid that the party falls back on, as an outcome. */
static bool read_reservation(cbgi_geniusweb *g, const cbgi_node *bid, cbgi_draft_party *party)
{
    const cbgi_node *values = cbgi_json_need(g->in, bid, "issuevalues", CBGI_MAP, "the reservation bid");
    int *option = cbgi_arena_array(g->in->arena, (size_t)g->draft.issue_count, sizeof *option);
    if (values == NULL || option == NULL) {
        return false;
    }
    for (int i = 0; i < g->draft.issue_count; i++) {
        const cbgi_node *value = cbgi_json_get(values, g->key[i]);
        option[i] = value == NULL ? -1 : option_of(g, value, i);
        if (value != NULL && option[i] < 0) {
            return false;
        }
        if (value == NULL) {
            cbgi_remark(g->in, "%s: the reservation bid says nothing of %s, which counts 0.", party->name,
                        g->draft.issue[i].name);
        }
    }
    party->reservation = option;
    return true;
}

bool cbgi_geniusweb_profile(cbgi_geniusweb *g, const cbgi_node *profile, cbgi_draft_party *party)
{
    const cbgi_node *utilities = cbgi_json_need(g->in, profile, "issueUtilities", CBGI_MAP, "the profile");
    const cbgi_node *weights = cbgi_json_need(g->in, profile, "issueWeights", CBGI_MAP, "the profile");
    const cbgi_node *bid = cbgi_json_get(profile, "reservationBid");
    if (utilities == NULL || weights == NULL) {
        return false;
    }
    for (int i = 0; i < g->draft.issue_count; i++) {
        const cbgi_node *weight = cbgi_json_need(g->in, weights, g->key[i], CBGI_SCALAR, "issueWeights");
        if (weight == NULL || !cbgi_json_share(g->in, weight, "a weight", &party->weight[i]) ||
            !score_issue(g, utilities, i, party)) {
            return false;
        }
    }
    for (int k = 0; k < utilities->count; k++) {
        const char *name = cbgi_name(g->in, cbgi_key(utilities, k)->text);
        if (name == NULL || cbgi_index_find(&g->names, name) < 0) {
            cbgi_remark(g->in, "%s evaluates %s, which is no issue of the domain; passed over.", party->name,
                        cbgi_quoted(g->in, cbgi_key(utilities, k)->text));
        }
    }
    party->given = true;
    party->span = profile->span;
    const bool none =
        bid == NULL || (bid->kind == CBGI_SCALAR && bid->plain && strcmp(bid->text, "null") == 0);
    return none || read_reservation(g, bid, party);
}
