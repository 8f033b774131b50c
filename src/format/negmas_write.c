/* A case as a NegMAS scenario in YAML: <stem>.yml with the issues, and a utility function a party. */
#include <string.h>

#include "format/additive.h"
#include "format/negmas.h"

static void line(cbgi_text *text, const char *before, const char *value)
{
    cbgi_text_add(text, before);
    cbgi_put_json(text, value); /* a JSON string is one of YAML */
    cbgi_text_add(text, "\n");
}

static void write_space(cbgi_output *out, const cbgi_additive *view)
{
    const cbg_case *c = view->c;
    cbgi_text text;
    cbgi_text_init(&text, out->exec);
    line(&text, "name: ", c->title);
    cbgi_text_add(&text, "type: DiscreteCartesianOutcomeSpace\nissues:\n");
    for (int i = 0; i < c->issue_count; i++) {
        line(&text, "- name: ", view->issue_name[i]);
        cbgi_text_add(&text, "  type: CategoricalIssue\n  values:\n");
        for (int o = 0; o < c->issue[i].option_count; o++) {
            line(&text, "  - ", c->issue[i].option[o].name);
        }
    }
    cbgi_output_add(out, cbgi_arena_format(out->arena, "%s.yml", out->stem), &text);
}

static void write_function(cbgi_output *out, const cbgi_additive *view, int k, int digits)
{
    const cbgi_additive_party *p = &view->party[k];
    const cbg_case *c = view->c;
    bool rounded = false;
    cbgi_text text;
    cbgi_text_init(&text, out->exec);
    line(&text, "name: ", p->name);
    cbgi_text_add(&text, "type: LinearAdditiveUtilityFunction\nreserved_value: ");
    cbgi_put_walk_away(&text, p->walk_away, &rounded);
    cbgi_text_add(&text, "\nweights:\n");
    for (int i = 0; i < c->issue_count; i++) {
        cbgi_text_add(&text, "- ");
        cbgi_put_decimal(&text, p->weight[i], &rounded);
        cbgi_text_add(&text, "\n");
    }
    cbgi_text_add(&text, "values:\n");
    for (int i = 0; i < c->issue_count; i++) {
        cbgi_text_add(&text, "- type: TableFun\n  mapping:\n");
        for (int o = 0; o < c->issue[i].option_count; o++) {
            cbgi_text_add(&text, "    ");
            cbgi_put_json(&text, c->issue[i].option[o].name);
            cbgi_text_add(&text, ": ");
            cbgi_put_decimal(&text, p->score[i][o], &rounded);
            cbgi_text_add(&text, "\n");
        }
    }
    if (rounded) {
        cbgi_loss(out, "%s: fractions are written as decimals, rounded to 17 digits after the point.",
                  p->name);
    }
    cbgi_output_add(out, cbgi_arena_format(out->arena, "%s_prof%0*d.yml", out->stem, digits, k + 1), &text);
}

cbg_status cbgi_negmas_write(cbgi_output *out)
{
    cbgi_additive *view = cbgi_arena_alloc(out->arena, sizeof *view);
    cbg_status status =
        view == NULL ? CBG_NO_MEMORY : cbgi_additive_view(out, CBGI_HOLDS_TITLE, "a NegMAS scenario", view);
    if (status != CBG_OK) {
        return status;
    }
    write_space(out, view);
    for (int k = 0; k < view->party_count; k++) {
        write_function(out, view, k, view->party_count > 9 ? 2 : 1);
    }
    return CBG_OK;
}
