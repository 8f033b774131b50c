/* The additive view of a case: exact, in units of 1.
 *
 * Weights form: weight / total and score / scale. Points form: an issue weighs its best points, an option scores its
 * points over the best; where points sum to more than the scale, all parties' are divided by the greatest sum, and
 * points below 0 are raised to 0, with the walk-away, issue by issue. Both keep every order and
 * every ratio of gains; both are said.
 */
#include "format/additive.h"

#include <string.h>

static const cbg_rational zero = {0, 1};

static cbg_rational least_of(const cbg_number *score, int count)
{
    cbg_rational least = zero;
    for (int o = 0; o < count; o++) {
        least = cbg_rational_compare(score[o].value, least) < 0 ? score[o].value : least;
    }
    return least;
}

static cbg_rational best_of(const cbg_number *score, int count)
{
    cbg_rational most = score[0].value;
    for (int o = 1; o < count; o++) {
        most = cbg_rational_compare(score[o].value, most) > 0 ? score[o].value : most;
    }
    return most;
}

/* The top of all parties' utilities: the scale, or the most points that anybody can get over the least. */
static bool top_of(const cbg_case *c, cbg_rational *top)
{
    *top = c->scale;
    for (int p = 0; p < c->party_count; p++) {
        const cbg_preference *f = &c->preference[p];
        cbg_rational most = zero;
        for (int i = 0; f->given && f->is_points && i < c->issue_count; i++) {
            const int count = c->issue[i].option_count;
            cbg_rational reach;
            if (f->score[i] != NULL &&
                (cbg_rational_subtract(best_of(f->score[i], count), least_of(f->score[i], count), &reach) !=
                     CBG_OK ||
                 cbg_rational_add(most, reach, &most) != CBG_OK)) {
                return false;
            }
        }
        *top = cbg_rational_compare(most, *top) > 0 ? most : *top;
    }
    return true;
}

static bool weights_form(const cbg_case *c, const cbg_preference *f, int i, cbgi_additive_party *out)
{
    bool fits = cbg_rational_divide(f->weight[i].value, f->total, &out->weight[i]) == CBG_OK;
    for (int o = 0; fits && o < c->issue[i].option_count; o++) {
        fits = f->score[i] == NULL ||
               cbg_rational_divide(f->score[i][o].value, c->scale, &out->score[i][o]) == CBG_OK;
    }
    return fits;
}

static bool points_form(const cbg_case *c, const cbg_preference *f, int i, cbg_rational top,
                        cbgi_additive_party *out, cbg_rational *raised)
{
    const int count = c->issue[i].option_count;
    if (f->score[i] == NULL) {
        return true;
    }
    const cbg_rational least = least_of(f->score[i], count);
    cbg_rational best;
    bool fits = cbg_rational_subtract(best_of(f->score[i], count), least, &best) == CBG_OK &&
                cbg_rational_divide(best, top, &out->weight[i]) == CBG_OK &&
                cbg_rational_subtract(*raised, least, raised) == CBG_OK;
    for (int o = 0; fits && best.num > 0 && o < count; o++) {
        fits = cbg_rational_subtract(f->score[i][o].value, least, &out->score[i][o]) == CBG_OK &&
               cbg_rational_divide(out->score[i][o], best, &out->score[i][o]) == CBG_OK;
    }
    return fits;
}

static bool fill(cbgi_output *out, int p, cbg_rational top, cbgi_additive_party *view)
{
    const cbg_case *c = out->c;
    const cbg_preference *f = &c->preference[p];
    cbg_rational raised = zero;
    view->weight = cbgi_arena_array(out->arena, (size_t)c->issue_count, sizeof *view->weight);
    view->score = cbgi_arena_array(out->arena, (size_t)c->issue_count, sizeof *view->score);
    bool fits = view->weight != NULL && view->score != NULL;
    for (int i = 0; fits && i < c->issue_count; i++) {
        const int count = c->issue[i].option_count;
        view->weight[i] = zero;
        view->score[i] = cbgi_arena_array(out->arena, (size_t)count, sizeof **view->score);
        for (int o = 0; view->score[i] != NULL && o < count; o++) {
            view->score[i][o] = zero;
        }
        fits = view->score[i] != NULL &&
               (f->is_points ? points_form(c, f, i, top, view, &raised) : weights_form(c, f, i, view));
    }
    if (raised.num > 0) {
        char text[CBG_RATIONAL_TEXT];
        cbgi_loss(out, "%s: points below 0 are raised to 0, and the walk-away with them, by %s in all.",
                  c->party[p].name, cbg_rational_text(raised, 18, text));
    }
    return fits && cbg_rational_add(c->party[p].walk_away.value, raised, &view->walk_away) == CBG_OK &&
           cbg_rational_divide(view->walk_away, f->is_points ? top : c->scale, &view->walk_away) == CBG_OK;
}

/* `name`, or "name (id)" when another before it has the same. */
static const char *distinct(cbgi_output *out, const char *name, const char *id, const char *const *before,
                            int count)
{
    for (int k = 0; k < count; k++) {
        if (strcmp(before[k], name) == 0) {
            const char *made = cbgi_arena_format(out->arena, "%s (%s)", name, id);
            return made != NULL ? made : "";
        }
    }
    return name;
}

cbg_status cbgi_not_additive(cbgi_output *out, int party)
{
    cbg_diag *diag =
        cbg_diags_add(out->diags, CBG_ERROR, CBG_BAD_CASE, out->c->preference[party].span,
                      "the utility of %s is not a sum over issues: interactions, boxes or a table",
                      out->c->party[party].name);
    cbg_diag_hint(diag, "a case file holds that (--to coburg), and GENIUS most of it (--to genius)");
    return CBG_BAD_CASE;
}

static bool any_terms(const cbg_case *c)
{
    bool any = false;
    for (int p = 0; p < c->party_count; p++) {
        any = any || c->preference[p].terms != NULL;
    }
    return any;
}

/* Utilities run from 0 to 1 there, and a walk-away with them. */
static cbg_status out_of_reach(cbgi_output *out, int party, const char *format)
{
    cbg_diag *diag =
        cbg_diags_add(out->diags, CBG_ERROR, CBG_BAD_CASE, out->c->preference[party].span,
                      "%s has no place for the walk-away of %s, which lies outside of what utilities can be", format,
                      out->c->party[party].name);
    cbg_diag_hint(diag, "state a walk-away between the least and the most that it can get");
    return CBG_BAD_CASE;
}

cbg_status cbgi_additive_view(cbgi_output *out, unsigned holds, const char *format, cbgi_additive *view)
{
    const cbg_case *c = out->c;
    cbg_rational top;
    char text[CBG_RATIONAL_TEXT];
    *view = (cbgi_additive){.c = c, .boxes = (holds & CBGI_HOLDS_BOXES) != 0 && any_terms(c)};
    view->issue_name = cbgi_arena_array(out->arena, (size_t)c->issue_count, sizeof *view->issue_name);
    view->party = cbgi_arena_array(out->arena, (size_t)c->party_count, sizeof *view->party);
    const char **party_name = cbgi_arena_array(out->arena, (size_t)c->party_count, sizeof *party_name);
    if (out->arena->failed) {
        return CBG_NO_MEMORY;
    }
    for (int i = 0; i < c->issue_count; i++) {
        view->issue_name[i] = distinct(out, c->issue[i].name, c->issue[i].id, view->issue_name, i);
    }
    bool fits = top_of(c, &top);
    for (int p = 0; p < c->party_count && fits; p++) {
        const int k = view->party_count;
        if (!c->preference[p].given) {
            cbgi_loss(out, "%s states no preferences and is left out.", c->party[p].name);
            continue;
        }
        if (c->preference[p].terms != NULL && !view->boxes) {
            return cbgi_not_additive(out, p);
        }
        party_name[k] = distinct(out, c->party[p].name, c->party[p].id, party_name, k);
        view->party[k] = (cbgi_additive_party){.party = p, .name = party_name[k]};
        fits = view->boxes || fill(out, p, top, &view->party[k]);
        const cbg_rational walk_away = view->party[k].walk_away;
        if (fits && !view->boxes && (walk_away.num < 0 || walk_away.num > walk_away.den)) {
            return out_of_reach(out, p, format);
        }
        view->party_count++;
    }
    if (!fits) {
        cbg_diag *diag = cbg_diags_add(out->diags, CBG_ERROR, CBG_OVERFLOW, (cbg_span){0, 0, 0},
                                       "weights and scores have too many digits to be written from 0 to 1");
        cbg_diag_hint(diag, "round them to fewer digits");
        return out->arena->failed ? CBG_NO_MEMORY : CBG_OVERFLOW;
    }
    if (view->party_count == 0) {
        cbg_diag *diag = cbg_diags_add(out->diags, CBG_ERROR, CBG_MISSING, (cbg_span){0, 0, 0},
                                       "the case does not say what anybody wants");
        cbg_diag_hint(diag, "%s needs weights and scores of at least one party", format);
        return CBG_MISSING;
    }
    if (!view->boxes && (holds & CBGI_HOLDS_SCALE) == 0 && (top.num != 1 || top.den != 1)) {
        cbgi_loss(out, "Utilities run from 0 to 1 there: everything is divided by %s.",
                  cbg_rational_text(top, 18, text));
    }
    cbgi_say_losses(out, holds, format);
    return CBG_OK;
}
