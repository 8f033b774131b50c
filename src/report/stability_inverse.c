/* What decision makers would have to prefer, in words: conditions over states by number. */
#include <string.h>

#include "report/stability.h"

enum { CONDITION_BYTES = 600, RANKED_MOST = 40 };

static bool compares(const cbg_condition *c)
{
    return c->kind == CBG_CONDITION_AT_LEAST || c->kind == CBG_CONDITION_BETTER;
}

static void add_comparison(const cbg_condition *c, cbgi_text *out)
{
    cbgi_text_addf(out, "%u %s %u", (unsigned)c->left + 1, c->kind == CBG_CONDITION_BETTER ? ">" : "≥",
                   (unsigned)c->right + 1);
}

/* Comparisons that share their left side, or their right side: "5 ≥ 1, 2 and 4", "1, 2 and 4 > 5". */
static bool add_bundle(const cbg_condition *c, cbgi_text *out)
{
    const char *last = c->kind == CBG_CONDITION_ALL ? " and " : " or ";
    bool left = c->count > 1, right = c->count > 1;
    for (uint32_t k = 0; k < c->count && (left || right); k++) {
        const bool alike = compares(c->part[k]) && c->part[k]->kind == c->part[0]->kind;
        left = left && alike && c->part[k]->left == c->part[0]->left;
        right = right && alike && c->part[k]->right == c->part[0]->right;
    }
    if (!left && !right)
        return false;
    const char *sign = c->part[0]->kind == CBG_CONDITION_BETTER ? ">" : "≥";
    if (left)
        cbgi_text_addf(out, "%u %s ", (unsigned)c->part[0]->left + 1, sign);
    for (uint32_t k = 0; k < c->count; k++)
        cbgi_text_addf(out, "%s%u",
                       k == 0             ? ""
                       : k + 1 < c->count ? ", "
                                          : last,
                       (unsigned)(left ? c->part[k]->right : c->part[k]->left) + 1);
    if (!left)
        cbgi_text_addf(out, " %s %u", sign, (unsigned)c->part[0]->right + 1);
    return true;
}

/* In parentheses when it stands within a condition of the other kind. */
static void add_condition(const cbg_condition *c, const cbg_condition *within, cbgi_text *out)
{
    if (compares(c)) {
        add_comparison(c, out);
    } else if (c->count == 0) {
        cbgi_text_add(out, c->kind == CBG_CONDITION_ALL ? "always" : "never");
    } else if (c->count == 1) {
        add_condition(c->part[0], within, out);
    } else if (!add_bundle(c, out)) {
        const bool apart = within != NULL && within->kind != c->kind;
        cbgi_text_add(out, apart ? "(" : "");
        for (uint32_t k = 0; k < c->count; k++) {
            cbgi_text_add(out, k == 0 ? "" : c->kind == CBG_CONDITION_ALL ? "; and " : ", or ");
            add_condition(c->part[k], c, out);
        }
        cbgi_text_add(out, apart ? ")" : "");
    }
}

void cbgi_condition_add_words(const cbg_condition *condition, cbgi_text *out)
{
    add_condition(condition, NULL, out);
}

/* "5 > 1 = 3 > 2" */
static void add_ranking(const cbg_inverse *inverse, cbgi_text *out)
{
    for (uint32_t k = 0; k < inverse->ranked && k < RANKED_MOST; k++)
        cbgi_text_addf(out, "%s%u",
                       k == 0                                       ? ""
                       : inverse->place[k] == inverse->place[k - 1] ? " = "
                                                                    : " > ",
                       (unsigned)inverse->order[k] + 1);
    cbgi_text_add(out, inverse->ranked > RANKED_MOST ? " > ..." : "");
}

static const char *possible_words(const cbg_inverse *inverse)
{
    return inverse->holds                        ? "as stated"
           : inverse->possible == CBG_POSSIBLE   ? "not as stated"
           : inverse->possible == CBG_IMPOSSIBLE ? "no preferences do"
                                                 : "not decided";
}

static void wishes_words(const cbgi_stability_report *r, cbgi_text *out)
{
    for (int stable = 1; stable >= 0; stable--) {
        int count = 0;
        for (int k = 0; k < r->wishes; k++) {
            if (r->wish[k].stable != (stable == 1))
                continue;
            cbgi_text_addf(out, "%s%u",
                           count++ > 0 ? ", "
                           : stable    ? ""
                                       : " and not for ",
                           (unsigned)r->wish[k].state + 1);
        }
    }
}

static void print_condition(const cbg_inverse *inverse, cbgi_style style, cbgi_text *out)
{
    cbgi_text line;
    cbgi_text_init(&line, NULL);
    cbgi_text_addf(&line, "%s: ", cbg_concept_name(inverse->concept));
    const size_t head = line.length;
    cbgi_condition_add_words(inverse->condition, &line);
    if (!line.failed && line.length > head + CONDITION_BYTES) {
        size_t cut = head + CONDITION_BYTES;
        while (cut > head && line.data[cut] != ' ')
            cut--;
        line.length = cut;
        line.data[cut] = '\0';
        cbgi_text_add(&line, " ... (--json has all of it)");
    }
    cbgi_text_addf(&line, ". %s", inverse->holds ? "Holds." : "Does not hold");
    if (!inverse->holds && inverse->possible == CBG_POSSIBLE) {
        cbgi_text_add(&line, "; this would do: ");
        add_ranking(inverse, &line);
        cbgi_text_add(&line, ".");
    } else if (!inverse->holds) {
        cbgi_text_add(&line, inverse->possible == CBG_IMPOSSIBLE
                                 ? ", and no preferences can make it hold."
                                 : "; whether any preferences would was not decided.");
    }
    if (!line.failed)
        cbgi_wrap(out, style, 4, 4, line.data);
    out->failed = out->failed || line.failed;
    cbgi_text_free(&line);
}

static void summary(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out)
{
    cbgi_table t;
    char align[CBG_CONCEPTS + 2] = "l";
    int columns = 0;
    for (int k = 0; k < r->inverses && r->inverse[k]->maker == 0; k++)
        align[++columns] = 'l';
    cbgi_table_init(&t, style, align);
    t.indent = 2;
    cbgi_table_add(&t, "");
    for (int k = 0; k < columns; k++)
        cbgi_table_add(&t, cbg_concept_name(r->inverse[k]->concept));
    for (int k = 0; k < r->inverses; k++) {
        const cbg_inverse *inverse = r->inverse[k];
        if (k % columns == 0)
            cbgi_table_add(&t, cbg_graph_maker_name(r->g, inverse->maker));
        cbgi_table_add_colour(&t,
                              inverse->holds                        ? CBGI_GREEN
                              : inverse->possible == CBG_IMPOSSIBLE ? CBGI_RED
                                                                    : CBGI_PLAIN,
                              possible_words(inverse));
    }
    cbgi_table_print(&t, out);
    out->failed = out->failed || t.arena.failed;
    cbgi_table_free(&t);
}

void cbgi_stability_inverse(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out)
{
    if (r->inverses == 0)
        return;
    cbgi_text title;
    cbgi_text_init(&title, NULL);
    cbgi_text_add(&title, "What they would have to prefer for stability of ");
    wishes_words(r, &title);
    cbgi_heading(out, style, title.failed ? "" : title.data);
    cbgi_text_free(&title);
    summary(r, style, out);
    for (int k = 0; k < r->inverses; k++) {
        if (k == 0 || r->inverse[k]->maker != r->inverse[k - 1]->maker)
            cbgi_text_addf(out, "\n  %s\n", cbg_graph_maker_name(r->g, r->inverse[k]->maker));
        print_condition(r->inverse[k], style, out);
    }
    cbgi_wrap(out, style, 2, 2,
              "a ≥ b: state a is at least as good as b; a > b: it is better. What the others answer under "
              "SEQ and SSEQ goes by "
              "their preferences as stated.");
}

static void put_ranking(const cbg_inverse *inverse, cbgi_json *json)
{
    cbgi_json_put_open_line(json, "order", '[');
    for (uint32_t k = 0; k < inverse->ranked; k++) {
        if (k == 0 || inverse->place[k] != inverse->place[k - 1])
            cbgi_json_open_line(json, '[');
        cbgi_json_int(json, (int64_t)inverse->order[k] + 1);
        if (k + 1 == inverse->ranked || inverse->place[k + 1] != inverse->place[k])
            cbgi_json_close(json, ']');
    }
    cbgi_json_close(json, ']');
}

void cbgi_stability_inverse_json(const cbgi_stability_report *r, cbgi_json *json)
{
    static const char *const possible[] = {"yes", "no", "open"};
    if (r->inverses == 0)
        return;
    cbgi_json_put_open(json, "inverse", '[');
    for (int k = 0; k < r->inverses; k++) {
        const cbg_inverse *inverse = r->inverse[k];
        cbgi_text text;
        cbgi_text_init(&text, NULL);
        cbgi_condition_add_words(inverse->condition, &text);
        cbgi_json_open(json, '{');
        cbgi_json_put_string(json, "decision_maker", cbg_graph_maker_id(r->g, inverse->maker));
        cbgi_json_put_string(json, "concept", cbg_concept_id(inverse->concept));
        cbgi_json_put_bool(json, "holds", inverse->holds);
        cbgi_json_put_string(json, "possible", possible[inverse->possible]);
        cbgi_json_put_string(json, "condition", text.failed ? NULL : text.data);
        put_ranking(inverse, json);
        cbgi_json_close(json, '}');
        cbgi_text_free(&text);
    }
    cbgi_json_close(json, ']');
}
