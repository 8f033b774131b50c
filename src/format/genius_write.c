/* A case as GENIUS XML: the domain, and one profile a party.
 *
 * GENIUS divides evaluations by the best of the issue, so the weight takes up what that changes: an option that
 * scores s of at most m, m below 1, on an issue of weight w is written as evaluation s, weight w m. Titles, ids and
 * names stand in attributes (name, id) that GENIUS passes over and Coburg reads.
 */
#include <string.h>

#include "format/additive.h"
#include "format/genius.h"

enum { FRACTION_MAX = 1000000000 };

void cbgi_genius_attribute(cbgi_text *text, const char *name, const char *value)
{
    cbgi_text_addf(text, " %s=\"", name);
    for (const char *s = value; *s != '\0'; s++) {
        const char *escaped = *s == '&'   ? "&amp;"
                              : *s == '<' ? "&lt;"
                              : *s == '>' ? "&gt;"
                              : *s == '"' ? "&quot;"
                                          : NULL;
        if (escaped != NULL) {
            cbgi_text_add(text, escaped);
        } else if ((unsigned char)*s < 0x20) {
            cbgi_text_addf(text, "&#%d;", *s);
        } else {
            cbgi_text_add_n(text, s, 1);
        }
    }
    cbgi_text_add(text, "\"");
}

void cbgi_genius_open_issue(cbgi_text *text, const cbgi_additive *view, int i, const char *type)
{
    cbgi_text_addf(text, "    <issue index=\"%d\" type=\"%s\" etype=\"%s\" vtype=\"%s\"", i + 1, type, type,
                   type);
    cbgi_genius_attribute(text, "name", view->issue_name[i]);
    if (strcmp(view->c->issue[i].id, view->issue_name[i]) != 0) {
        cbgi_genius_attribute(text, "id", view->c->issue[i].id);
    }
    cbgi_text_add(text, ">\n");
}

static void open_item(cbgi_text *text, const cbgi_additive *view, int i, int o)
{
    cbgi_text_addf(text, "      <item index=\"%d\"", o + 1);
    cbgi_genius_attribute(text, "value", view->c->issue[i].option[o].name);
}

/* The options of an issue; in rectangles whole numbers in a row are a range, which is all that GENIUS knows there. */
void cbgi_genius_put_issue(cbgi_text *text, const cbgi_additive *view, int i)
{
    const cbg_issue *issue = &view->c->issue[i];
    const bool range = view->boxes && cbgi_genius_whole(issue);
    cbgi_genius_open_issue(text, view, i, range ? "integer" : "discrete");
    if (range) {
        cbgi_text_addf(text, "      <range lowerbound=\"%s\" upperbound=\"%s\"/>\n", issue->option[0].name,
                       issue->option[issue->option_count - 1].name);
    }
    for (int o = 0; !range && o < issue->option_count; o++) {
        open_item(text, view, i, o);
        cbgi_text_add(text, "/>\n");
    }
    cbgi_text_add(text, "    </issue>\n");
}

void cbgi_genius_open_objective(cbgi_text *text, const cbgi_additive *view)
{
    cbgi_text_addf(text, " number_of_issues=\"%d\">\n", view->c->issue_count);
    cbgi_text_add(text, "  <objective index=\"0\" type=\"objective\" etype=\"objective\" name=\"any\">\n");
}

static void write_domain(cbgi_output *out, const cbgi_additive *view)
{
    cbgi_text text;
    cbgi_text_init(&text, out->exec);
    cbgi_text_add(&text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<negotiation_template");
    cbgi_genius_attribute(&text, "name", view->c->title);
    cbgi_text_add(&text, ">\n<utility_space");
    cbgi_genius_open_objective(&text, view);
    for (int i = 0; i < view->c->issue_count; i++) {
        cbgi_genius_put_issue(&text, view, i);
    }
    cbgi_text_add(&text, "  </objective>\n</utility_space>\n</negotiation_template>\n");
    cbgi_output_add(out, cbgi_arena_format(out->arena, "%s.xml", out->stem), &text);
}

/* Evaluations that stand to each other as the scores do: the numbers of the case when they are decimals, else
 * whole numbers, else rounded decimals. */
static void evaluations(const cbgi_additive *view, const cbgi_additive_party *party, int i, cbg_rational *out)
{
    const cbg_case *c = view->c;
    const cbg_preference *f = &c->preference[party->party];
    const int count = c->issue[i].option_count;
    const cbg_rational *score = party->score[i];
    const int64_t common = cbgi_denominator(score, count, FRACTION_MAX);
    bool plain = f->score[i] != NULL;
    for (int o = 0; o < count; o++) {
        char text[CBG_RATIONAL_TEXT];
        plain = plain && f->score[i][o].value.num >= 0 &&
                strchr(cbg_rational_text(f->score[i][o].value, 9, text), '/') == NULL;
    }
    if (plain) { /* not so small that GENIUS takes them for nothing */
        cbg_rational best = f->score[i][0].value;
        for (int o = 1; o < count; o++) {
            best = cbg_rational_compare(f->score[i][o].value, best) > 0 ? f->score[i][o].value : best;
        }
        plain = best.num == 0 || cbg_rational_compare(best, (cbg_rational){1, 1000}) >= 0;
    }
    for (int o = 0; o < count; o++) {
        out[o] = plain ? f->score[i][o].value : score[o];
        if (!plain && common > 0) {
            out[o] = (cbg_rational){score[o].num * (common / score[o].den), 1};
        }
    }
}

static void write_issue(cbgi_output *out, const cbgi_additive *view, const cbgi_additive_party *party, int i,
                        cbgi_text *text, bool *rounded)
{
    const int count = view->c->issue[i].option_count;
    cbg_rational *e = cbgi_arena_array(out->arena, (size_t)count, sizeof *e);
    if (e == NULL) {
        return;
    }
    evaluations(view, party, i, e);
    cbgi_genius_open_issue(text, view, i, "discrete");
    for (int o = 0; o < count; o++) {
        open_item(text, view, i, o);
        cbgi_text_add(text, " evaluation=\"");
        cbgi_put_decimal(text, e[o], rounded);
        cbgi_text_add(text, "\"/>\n");
    }
    cbgi_text_add(text, "    </issue>\n");
}

static void write_profile(cbgi_output *out, const cbgi_additive *view, int k, int digits)
{
    const cbgi_additive_party *party = &view->party[k];
    const cbg_party *of = &view->c->party[party->party];
    const cbg_number discount = view->c->preference[party->party].discount;
    bool rounded = false;
    cbgi_text text;
    cbgi_text_init(&text, out->exec);
    cbgi_text_add(&text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<utility_space type=\"any\"");
    cbgi_genius_attribute(&text, "name", party->name);
    if (strcmp(of->id, party->name) != 0) {
        cbgi_genius_attribute(&text, "id", of->id);
    }
    cbgi_genius_open_objective(&text, view);
    for (int i = 0; i < view->c->issue_count; i++) {
        write_issue(out, view, party, i, &text, &rounded);
    }
    for (int i = 0; i < view->c->issue_count; i++) {
        const cbg_rational most = cbgi_greatest(party->score[i], view->c->issue[i].option_count);
        const cbg_rational weight =
            most.num > 0 ? cbgi_product(party->weight[i], most, &rounded) : party->weight[i];
        cbgi_text_addf(&text, "    <weight index=\"%d\" value=\"", i + 1);
        cbgi_put_decimal(&text, weight, &rounded);
        cbgi_text_add(&text, "\"/>\n");
    }
    cbgi_text_add(&text, "  </objective>\n  <discount_factor value=\"");
    cbgi_put_decimal(&text, discount.given ? discount.value : (cbg_rational){1, 1}, &rounded);
    cbgi_text_add(&text, "\"/>\n  <reservation value=\"");
    cbgi_put_walk_away(&text, party->walk_away, &rounded);
    cbgi_text_add(&text, "\"/>\n</utility_space>\n");
    if (rounded) {
        cbgi_loss(out, "%s: fractions are written as decimals, rounded to 17 digits after the point.",
                  party->name);
    }
    cbgi_output_add(out, cbgi_arena_format(out->arena, "%s_prof%0*d.xml", out->stem, digits, k + 1), &text);
}

cbg_status cbgi_genius_write(cbgi_output *out)
{
    cbgi_additive *view = cbgi_arena_alloc(out->arena, sizeof *view);
    cbg_status status = view == NULL
                            ? CBG_NO_MEMORY
                            : cbgi_additive_view(out, CBGI_HOLDS_IDS | CBGI_HOLDS_TITLE | CBGI_HOLDS_DISCOUNT |
                                                          CBGI_HOLDS_BOXES,
                                                 "GENIUS XML", view);
    if (status != CBG_OK) {
        return status;
    }
    write_domain(out, view);
    if (view->boxes) {
        return cbgi_genius_write_boxes(out, view);
    }
    for (int k = 0; k < view->party_count; k++) {
        write_profile(out, view, k, view->party_count > 9 ? 2 : 1);
    }
    return CBG_OK;
}
