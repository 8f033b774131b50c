/* A case as GeniusWeb JSON: a domain file and one profile a party.
 *
 * Weights must sum to exactly 1: what is missing (points that sum to less) is added to the heaviest issue, whose
 * utilities shrink by as much. A walk-away is written as the least outcome that reaches it.
 */
#include <string.h>

#include "format/additive.h"
#include "format/geniusweb.h"

typedef struct writer {
    cbgi_output *out;
    const cbgi_additive *view;
    cbgi_text text;
    bool rounded;
} writer;

static void key(writer *w, const char *indent, const char *name, const char *after)
{
    cbgi_text_add(&w->text, indent);
    cbgi_put_json(&w->text, name);
    cbgi_text_add(&w->text, after);
}

static void domain(writer *w, const char *indent)
{
    const cbg_case *c = w->view->c;
    cbgi_text_add(&w->text, "{\"name\": ");
    cbgi_put_json(&w->text, c->title);
    cbgi_text_add(&w->text, ", \"issuesValues\": {");
    for (int i = 0; i < c->issue_count; i++) {
        cbgi_text_addf(&w->text, "%s\n%s", i == 0 ? "" : ",", indent);
        key(w, "  ", w->view->issue_name[i], ": {\"values\": [");
        for (int o = 0; o < c->issue[i].option_count; o++) {
            key(w, o == 0 ? "" : ", ", c->issue[i].option[o].name, "");
        }
        cbgi_text_add(&w->text, "]}");
    }
    cbgi_text_addf(&w->text, "\n%s}}", indent);
}

/* Weights that sum to 1 in decimals; shrink: what utilities of the heaviest issue are multiplied by. */
static cbg_status weights_of(writer *w, const cbgi_additive_party *p, cbg_rational *weight, int *heaviest,
                             cbg_rational *shrink)
{
    const int count = w->view->c->issue_count;
    cbg_rational rest = {1, 1};
    *heaviest = 0;
    for (int i = 0; i < count; i++) {
        *heaviest = cbg_rational_compare(p->weight[i], p->weight[*heaviest]) > 0 ? i : *heaviest;
    }
    for (int i = 0; i < count; i++) {
        char text[CBG_RATIONAL_TEXT];
        weight[i] = p->weight[i];
        if (i == *heaviest) {
            continue;
        }
        if (strchr(cbg_rational_text(weight[i], 15, text), '/') != NULL) {
            const double about = cbg_rational_double(weight[i]);
            cbg_rational_make((int64_t)(about * 1e15 + 0.5), INT64_C(1000000000000000), &weight[i]);
            w->rounded = true;
        }
        if (cbg_rational_subtract(rest, weight[i], &rest) != CBG_OK) {
            return CBG_OVERFLOW;
        }
    }
    weight[*heaviest] = rest;
    *shrink = (cbg_rational){0, 1};
    if (rest.num > 0) {
        *shrink = cbgi_quotient(p->weight[*heaviest], rest, &w->rounded);
    }
    return CBG_OK;
}

static void utilities(writer *w, const cbgi_additive_party *p, int heaviest, cbg_rational shrink)
{
    const cbg_case *c = w->view->c;
    for (int i = 0; i < c->issue_count; i++) {
        key(w, i == 0 ? "\n      " : ",\n      ", w->view->issue_name[i],
            ": {\"DiscreteValueSetUtilities\": {\"valueUtilities\": {");
        for (int o = 0; o < c->issue[i].option_count; o++) {
            cbg_rational score = p->score[i][o];
            score = i == heaviest ? cbgi_clamp(cbgi_product(score, shrink, &w->rounded)) : score;
            key(w, o == 0 ? "" : ", ", c->issue[i].option[o].name, ": ");
            cbgi_put_decimal(&w->text, score, &w->rounded);
        }
        cbgi_text_add(&w->text, "}}}");
    }
}

/* The reservation bid, when the party has a walk-away that rules anything out. */
static void reservation(writer *w, const cbgi_additive_party *p)
{
    const cbg_case *c = w->view->c;
    char text[CBG_RATIONAL_TEXT];
    int *option = cbgi_arena_array(w->out->arena, (size_t)c->issue_count, sizeof *option);
    if (option == NULL || p->walk_away.num <= 0) {
        return;
    }
    if (!cbgi_least_outcome(w->out, p, option)) {
        cbgi_loss(w->out, "%s: no bid was found that is worth the walk-away, %s; it is left out.", p->name,
                  cbg_rational_text(p->walk_away, 6, text));
        return;
    }
    cbg_rational worth = {0, 1};
    cbgi_text_add(&w->text, ",\n    \"reservationBid\": {\"issuevalues\": {");
    for (int i = 0; i < c->issue_count; i++) {
        cbg_rational add;
        key(w, i == 0 ? "" : ", ", w->view->issue_name[i], ": ");
        cbgi_put_json(&w->text, c->issue[i].option[option[i]].name);
        if (cbg_rational_multiply(p->weight[i], p->score[i][option[i]], &add) == CBG_OK) {
            cbg_rational_add(worth, add, &worth);
        }
    }
    cbgi_text_add(&w->text, "}}");
    if (cbg_rational_compare(worth, p->walk_away) != 0) {
        char rounded[2][CBG_RATIONAL_TEXT];
        cbgi_loss(w->out, "%s: the walk-away %s is written as the least bid that reaches it, worth %s.",
                  p->name, cbg_rational_rounded(p->walk_away, 4, rounded[0]),
                  cbg_rational_rounded(worth, 4, rounded[1]));
    }
}

static cbg_status profile(writer *w, int k, int digits)
{
    const cbgi_additive_party *p = &w->view->party[k];
    const cbg_case *c = w->view->c;
    int heaviest;
    cbg_rational shrink;
    cbg_rational *weight = cbgi_arena_array(w->out->arena, (size_t)c->issue_count, sizeof *weight);
    cbgi_text_init(&w->text, w->out->exec);
    w->rounded = false;
    cbg_status status = weight == NULL ? CBG_NO_MEMORY : weights_of(w, p, weight, &heaviest, &shrink);
    if (status != CBG_OK) {
        return status;
    }
    key(w, "{\"LinearAdditiveUtilitySpace\": {\n    \"name\": ", p->name, ",\n    \"domain\": ");
    domain(w, "    ");
    cbgi_text_add(&w->text, ",\n    \"issueWeights\": {");
    for (int i = 0; i < c->issue_count; i++) {
        key(w, i == 0 ? "" : ", ", w->view->issue_name[i], ": ");
        cbgi_put_decimal(&w->text, weight[i], &w->rounded);
    }
    cbgi_text_add(&w->text, "},\n    \"issueUtilities\": {");
    utilities(w, p, heaviest, shrink);
    cbgi_text_add(&w->text, "\n    }");
    reservation(w, p);
    cbgi_text_add(&w->text, "\n}}\n");
    if (w->rounded) {
        cbgi_loss(w->out,
                  "%s: fractions are written as decimals, rounded to 15 or 17 digits after the point.",
                  p->name);
    }
    cbgi_output_add(w->out, cbgi_arena_format(w->out->arena, "%s_prof%0*d.json", w->out->stem, digits, k + 1),
                    &w->text);
    return status;
}

cbg_status cbgi_geniusweb_write(cbgi_output *out)
{
    cbgi_additive *view = cbgi_arena_alloc(out->arena, sizeof *view);
    cbg_status status =
        view == NULL ? CBG_NO_MEMORY : cbgi_additive_view(out, CBGI_HOLDS_TITLE, "GeniusWeb JSON", view);
    if (status != CBG_OK) {
        return status;
    }
    writer w = {.out = out, .view = view};
    cbgi_text_init(&w.text, out->exec);
    domain(&w, "");
    cbgi_text_add(&w.text, "\n");
    cbgi_output_add(out, cbgi_arena_format(out->arena, "%s.json", out->stem), &w.text);
    for (int k = 0; k < view->party_count && status == CBG_OK; k++) {
        status = profile(&w, k, view->party_count > 9 ? 2 : 1);
    }
    cbgi_text_free(&w.text);
    return status;
}
