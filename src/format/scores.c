/* The scores (or points) that a party gives the options of one issue, in any of the three forms.
 *
 * On a scale a map may name some points only; between two that it names the score lies on a straight
 * line: s = s0 + (s1 - s0) (x - x0) / (x1 - x0), exactly.
 */
#include "format/reader.h"

static cbg_number *scores_new(cbgi_reader *r, const cbgi_node *at, int count)
{
    r->scores += count;
    if (r->scores > CBGI_CASE_SCORES_MAX) {
        cbg_diag *diag = cbg_diags_add(r->diags, CBG_ERROR, CBG_TOO_LARGE, at->span,
                                       "the case has more than 4,000,000 scores");
        cbg_diag_hint(diag, "take larger steps on its scales");
        return NULL;
    }
    return cbgi_arena_array(r->arena, (size_t)count, sizeof(cbg_number));
}

static const cbg_number *from_list(cbgi_reader *r, const cbgi_node *node, const cbg_issue *issue,
                                   cbgi_bounds bounds)
{
    if (node->count != issue->option_count) {
        cbg_diag *diag = cbgi_wrong(r, node, "%s has %d option%s, this list has %d score%s", issue->id,
                                    issue->option_count, issue->option_count == 1 ? "" : "s", node->count,
                                    node->count == 1 ? "" : "s");
        cbg_diag_hint(diag, "write one score for each option, in the order of the options");
        return NULL;
    }
    cbg_number *score = scores_new(r, node, node->count);
    bool ok = score != NULL;
    for (int o = 0; ok && o < node->count && !cbgi_reader_done(r); o++) {
        ok = cbgi_number_of(r, node->item[o], "a score", bounds, &score[o]);
    }
    return ok ? score : NULL;
}

/* Fills the gap between two given scores. */
static cbg_status interpolate(const cbg_issue *issue, cbg_number *score, int from, int to)
{
    const cbg_option *x = issue->option;
    cbg_rational rise, run;
    cbg_status status = cbg_rational_subtract(score[to].value, score[from].value, &rise);
    if (status == CBG_OK) {
        status = cbg_rational_subtract(x[to].value, x[from].value, &run);
    }
    if (status == CBG_OK) {
        status = cbg_rational_divide(rise, run, &rise);
    }
    for (int o = from + 1; o < to && status == CBG_OK; o++) {
        cbg_rational along;
        status = cbg_rational_subtract(x[o].value, x[from].value, &along);
        if (status == CBG_OK) {
            status = cbg_rational_multiply(along, rise, &along);
        }
        if (status == CBG_OK) {
            status = cbg_rational_add(score[from].value, along, &score[o].value);
        }
        score[o].given = true;
        score[o].low = score[o].high = score[o].value;
        score[o].span = score[from].span;
    }
    return status;
}

/* Everything named, or on a scale the ends and any points between. */
static bool complete(cbgi_reader *r, const cbgi_node *node, const cbg_issue *issue, cbg_number *score)
{
    int last = -1;
    for (int o = 0; o < issue->option_count; o++) {
        if (!score[o].given) {
            const bool end = o == 0 || o == issue->option_count - 1;
            if (!issue->numeric || end) {
                cbg_diag *diag = cbgi_wrong(r, node, "no score for %s '%s'",
                                            issue->numeric ? "the end" : "the option", issue->option[o].name);
                cbg_diag_hint(diag, "add '%s: ...'", issue->option[o].name);
                return false;
            }
            continue;
        }
        if (last + 1 < o && interpolate(issue, score, last, o) != CBG_OK) {
            cbg_diag *diag = cbgi_wrong(r, node, "the scores between %s and %s have too many digits",
                                        issue->option[last].name, issue->option[o].name);
            cbg_diag_hint(diag, "use rounder numbers, or name more points");
            return false;
        }
        last = o;
    }
    return true;
}

static const cbg_number *from_map(cbgi_reader *r, const cbgi_node *node, int issue, cbgi_bounds bounds)
{
    const cbg_issue *of = &r->c->issue[issue];
    cbg_number *score = scores_new(r, node, of->option_count);
    bool ok = score != NULL;
    for (int i = 0; ok && i < node->count && !cbgi_reader_done(r); i++) {
        const int o = cbgi_refer_option(r, cbgi_key(node, i), issue);
        ok = o >= 0 && cbgi_number_of(r, cbgi_value(node, i), "a score", bounds, &score[o]);
    }
    return ok && !cbgi_reader_done(r) && complete(r, node, of, score) ? score : NULL;
}

/* What a good is worth to whom gets it. */
static const cbg_number *from_worth(cbgi_reader *r, const cbgi_node *node, int party, const cbg_issue *issue,
                                    cbgi_bounds bounds)
{
    cbg_number worth;
    cbg_number *score = scores_new(r, node, issue->option_count);
    if (score == NULL || !cbgi_number_of(r, node, "a score", bounds, &worth)) {
        return NULL;
    }
    for (int o = 0; o < issue->option_count; o++) {
        score[o] =
            (cbg_number){.given = true, .value = {0, 1}, .low = {0, 1}, .high = {0, 1}, .span = worth.span};
        if (issue->to[o] == party) {
            score[o] = worth;
        }
    }
    return score;
}

const cbg_number *cbgi_read_scores(cbgi_reader *r, const cbgi_node *node, int party, int issue,
                                   cbgi_bounds bounds)
{
    const cbg_issue *of = &r->c->issue[issue];
    if (node->kind == CBGI_BROKEN || !r->issue_ok[issue]) {
        return NULL;
    }
    if (node->kind == CBGI_LIST) {
        return from_list(r, node, of, bounds);
    }
    /* {value, range, source} is one number with its evidence. */
    const bool number =
        node->kind == CBGI_SCALAR || (of->is_good && node->count > 0 && cbgi_key(node, 0)->text != NULL &&
                                      cbgi_index_find(&r->option[issue], cbgi_key(node, 0)->text) < 0);
    if (of->is_good && number) {
        return from_worth(r, node, party, of, bounds);
    }
    if (node->kind == CBGI_MAP) {
        return from_map(r, node, issue, bounds);
    }
    cbg_diag *diag =
        cbgi_wrong(r, node, "the scores of %s are a list, or a map from option to score", of->id);
    cbg_diag_hint(diag, "write %d scores in brackets", of->option_count);
    return NULL;
}
