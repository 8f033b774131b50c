/* Problems that show only when the parts of a case are seen together. */
#include "case/model.h"
#include "coburg/terms.h"

#include <string.h>

static const char *possessive(const cbg_party *p)
{
    const size_t n = strlen(p->name);
    return n > 0 && p->name[n - 1] == 's' ? "'" : "'s";
}

/* Bounds on the least and the most that a party can get; false when they do not fit. */
static bool reach_of(const cbg_case *c, int party, cbg_rational *least, cbg_rational *most)
{
    const cbg_preference *f = &c->preference[party];
    *least = *most = (cbg_rational){0, 1};
    if (f->terms != NULL && cbg_terms_reach(f->terms, least, most) != CBG_OK) {
        return false;
    }
    if (!f->is_points) {
        return cbg_rational_add(*most, c->scale, most) == CBG_OK;
    }
    for (int i = 0; i < c->issue_count; i++) {
        if (f->score[i] == NULL) {
            continue;
        }
        cbg_rational low = f->score[i][0].value, high = low;
        for (int o = 1; o < c->issue[i].option_count; o++) {
            const cbg_rational v = f->score[i][o].value;
            low = cbg_rational_compare(v, low) < 0 ? v : low;
            high = cbg_rational_compare(v, high) > 0 ? v : high;
        }
        if (cbg_rational_add(*least, low, least) != CBG_OK || cbg_rational_add(*most, high, most) != CBG_OK) {
            return false;
        }
    }
    /* Points are often meant as parts of the scale: a walk-away within it is no slip. */
    *least = least->num > 0 ? (cbg_rational){0, 1} : *least;
    *most = cbg_rational_compare(*most, c->scale) < 0 ? c->scale : *most;
    return true;
}

static void check_walk_away(const cbg_case *c, int party, cbg_diags *diags)
{
    const cbg_party *p = &c->party[party];
    cbg_rational least, most;
    char text[3][CBG_RATIONAL_TEXT];
    if (!p->walk_away.given || !c->preference[party].given || !reach_of(c, party, &least, &most)) {
        return;
    }
    if (cbg_rational_compare(p->walk_away.value, least) < 0 ||
        cbg_rational_compare(p->walk_away.value, most) > 0) {
        cbg_diag *diag =
            CBGI_WRONG(diags, p->walk_away.span, "%s%s walk-away is outside the scale: %s", p->name,
                       possessive(p), cbg_rational_text(p->walk_away.value, 18, text[0]));
        cbg_diag_hint(diag, "its utilities run from %s to %s: write a number between them",
                      cbg_rational_text(least, 18, text[1]), cbg_rational_text(most, 18, text[2]));
    }
}

static void check_preferences(const cbg_case *c, cbg_diags *diags)
{
    int given = 0;
    for (int p = 0; p < c->party_count; p++) {
        given += c->preference[p].given;
        check_walk_away(c, p, diags);
    }
    for (int p = 0; p < c->party_count && given > 0; p++) {
        if (!c->preference[p].given) {
            cbg_diag *diag = cbg_diags_add(diags, CBG_WARNING, CBG_MISSING, c->party[p].span,
                                           "the case does not say what %s wants", c->party[p].name);
            cbg_diag_hint(diag, "add %s under `preferences`", c->party[p].id);
        }
    }
}

static void check_times(const cbg_case *c, cbg_diags *diags)
{
    const cbg_time *a = &c->schedule.began, *b = &c->schedule.deadline;
    if (!a->given || !b->given || !a->has_day || !b->has_day) {
        return;
    }
    const int began = (a->year * 16 + a->month) * 32 + a->day, ends = (b->year * 16 + b->month) * 32 + b->day;
    if (ends < began) {
        cbg_diag *diag = CBGI_WRONG(diags, b->span, "the deadline lies before the beginning, %s", a->text);
        cbg_diag_hint(diag, "correct `began` or `deadline`");
    }
}

static void check_shares(const cbg_case *c, cbg_diags *diags)
{
    for (int k = 0; k < c->bloc_count; k++) {
        bool any = false;
        for (int m = 0; m < c->bloc[k].member_count; m++) {
            any = any || c->bloc[k].member_weight[m].value.num > 0;
        }
        if (!any) {
            cbg_diag *diag =
                CBGI_WRONG(diags, c->bloc[k].span, "all member weights of %s are 0", c->bloc[k].name);
            cbg_diag_hint(diag, "give one of its members a weight above 0");
        }
    }
}

void cbgi_case_check(const cbg_case *c, cbg_diags *diags)
{
    check_preferences(c, diags);
    check_times(c, diags);
    check_shares(c, diags);
}
