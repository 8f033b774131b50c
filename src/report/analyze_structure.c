/* What the utilities of an analysis are made of, where they are more than sums over issues. */
#include "coburg/terms.h"
#include "report/analyze.h"

static const struct {
    unsigned bit;
    const char *word, *words;
} kinds[] = {
    {CBG_HAS_INTERACTIONS, "interactions", "interactions between issues"},
    {CBG_HAS_BOXES, "boxes", "boxes over several issues"},
    {CBG_HAS_TABLE, "table", "a table of outcomes"},
    {CBG_HAS_CONSTRAINTS, "constraints", NULL},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static bool discounted(const cbg_space *space)
{
    bool any = false;
    for (int seat = 0; seat < space->seats; seat++) {
        any = any || space->c->preference[space->scenario.party[seat]].discount.given;
    }
    return any;
}

/* Whether red lines stand between this count and the constraints alone. */
static const cbg_zone *unlined(const cbg_analysis *a)
{
    return a->set_aside ? &a->open_zone : a->space->scenario.red_lines == 0 ? &a->zone : NULL;
}

void cbgi_analysis_structure(const cbg_analysis *a, cbgi_text *out)
{
    const cbg_space *space = a->space;
    const char *before = " Utilities are sums over issues plus ";
    for (int k = 0; k < KINDS; k++) {
        if ((space->structure & kinds[k].bit) != 0 && kinds[k].words != NULL) {
            cbgi_text_addf(out, "%s%s", before, kinds[k].words);
            before = " and ";
        }
    }
    cbgi_text_add(out, before[1] == 'a' ? "." : "");
    if ((space->structure & CBG_HAS_CONSTRAINTS) != 0) {
        const int count = space->c->constraint_count;
        char words[CBGI_WORDS];
        cbgi_text_addf(out, " %d constraint%s between issues", count, count == 1 ? "" : "s");
        if (unlined(a) != NULL && a->enumerated) {
            cbgi_text_addf(out, " leave%s %s", count == 1 ? "s" : "",
                           cbgi_outcomes(unlined(a)->feasible, words));
        } else {
            cbgi_text_addf(out, " rule%s outcomes out for everybody", count == 1 ? "s" : "");
        }
        cbgi_text_add(out, ".");
    }
    if (discounted(space)) {
        cbgi_text_add(out, " Discounts are for talks that take time; here a deal is made at once.");
    }
}

void cbgi_analysis_structure_json(const cbg_analysis *a, cbgi_json *json)
{
    cbgi_json_put_open_line(json, "structure", '[');
    for (int k = 0; k < KINDS; k++) {
        if ((a->space->structure & kinds[k].bit) != 0) {
            cbgi_json_string(json, kinds[k].word);
        }
    }
    cbgi_json_close(json, ']');
}
