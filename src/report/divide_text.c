/* A fair division for people: the answer, who gets what, how other rules would divide and why
 * they differ, and the steps of the procedure. */
#include "report/divide.h"

#include <string.h>

typedef struct page {
    const cbgi_divide_report *r;
    const cbg_goods *goods;
    const cbg_division *d;
    const char *const *side; /* how the two sides are called */
    cbgi_style style;
    cbgi_text *out;
} page;

enum { POINTS_TEXT = 2 * CBG_RATIONAL_TEXT };

cbg_rational cbgi_divide_part(const cbg_allotment *a, int side, int good)
{
    cbg_rational share = a->share[good];
    if (side == 1) /* 1 - p/q; q - p keeps lowest terms */
        share.num = share.den - share.num;
    return share;
}

/* Points for a table: exact when short, else two decimals. */
static const char *points_text(cbg_rational v, char *out)
{
    return v.den == 1 || 100 % v.den == 0 ? cbg_rational_text(v, 2, out) : cbg_rational_rounded(v, 2, out);
}

/* Points for a sentence: "66", or "395/6 (65.83)". */
static const char *points_exact(cbg_rational v, char out[POINTS_TEXT])
{
    cbg_rational_text(v, 2, out);
    if (strchr(out, '/') == NULL)
        return out;
    size_t length = strlen(out);
    memcpy(out + length, " (", 2);
    cbg_rational_rounded(v, 2, out + length + 2);
    strcat(out, ")");
    return out;
}

static const char *part_text(cbg_rational v, char out[CBG_RATIONAL_TEXT])
{
    return cbg_rational_text(v, 0, out);
}

static int winner(const cbg_allotment *a, int good)
{
    return a->share[good].num == a->share[good].den ? 0 : a->share[good].num == 0 ? 1 : -1;
}

static bool unvalued(const cbg_division *d, int good)
{
    return d->points[0][good].num == 0 && d->points[1][good].num == 0;
}

static const char *name_of(const page *p, int good)
{
    return p->goods->name[good];
}

static void paragraph(const page *p, cbgi_text *text)
{
    if (text->failed)
        p->out->failed = true;
    else
        cbgi_wrap(p->out, p->style, 0, 0, text->data);
    cbgi_text_free(text);
}

/* "US: a, b; Panama: c" */
static void add_lists(const page *p, const cbg_allotment *a, cbgi_text *text)
{
    for (int side = 0; side < 2; side++) {
        cbgi_text_addf(text, "%s%s: ", side > 0 ? "; " : "", p->side[side]);
        int n = 0;
        for (int i = 0; i < p->d->count; i++)
            if (winner(a, i) == side && !unvalued(p->d, i))
                cbgi_text_addf(text, "%s%s", n++ > 0 ? ", " : "", name_of(p, i));
        if (n == 0)
            cbgi_text_add(text, "nothing");
    }
}

static void answer(const page *p)
{
    const cbg_allotment *a = &p->d->adjusted;
    char points[POINTS_TEXT], part[2][CBG_RATIONAL_TEXT];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    points_exact(a->total[0], points);
    if (a->split >= 0)
        cbgi_text_addf(&text, "%s is shared (%s %s, %s %s); each side gets %s points.", name_of(p, a->split),
                       p->side[0], part_text(cbgi_divide_part(a, 0, a->split), part[0]), p->side[1],
                       part_text(cbgi_divide_part(a, 1, a->split), part[1]), points);
    else
        cbgi_text_addf(&text, "Nothing needs to be shared; each side gets %s points.", points);
    if (!text.failed && p->style.colour) {
        cbgi_paint(p->out, p->style, CBGI_BOLD, text.data);
        cbgi_text_add(p->out, "\n");
        cbgi_text_free(&text);
    } else {
        paragraph(p, &text);
    }
    if (a->split < 0 || p->goods->divisible[a->split])
        return;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "But %s cannot be divided (divisible: false in the case). ", name_of(p, a->split));
    if (p->d->whole_known) {
        char first[CBG_RATIONAL_TEXT], second[CBG_RATIONAL_TEXT];
        cbgi_text_addf(&text, "The best division in whole issues gives %s %s and %s %s points. ", p->side[0],
                       points_text(p->d->leximin.total[0], first), p->side[1],
                       points_text(p->d->leximin.total[1], second));
        add_lists(p, &p->d->leximin, &text);
        cbgi_text_add(&text, ".");
    }
    paragraph(p, &text);
}

static void table(const page *p)
{
    static const cbgi_colour colour[] = {CBGI_CYAN, CBGI_YELLOW};
    const cbg_allotment *a = &p->d->adjusted;
    char text[2][CBG_RATIONAL_TEXT];
    cbgi_table t;
    cbgi_table_init(&t, p->style, p->goods->positions ? "lrrlrl" : "lrrlr");
    cbgi_table_add(&t, "issue");
    for (int side = 0; side < 2; side++)
        cbgi_table_add(&t, p->side[side]);
    cbgi_table_add(&t, "goes to");
    cbgi_table_add(&t, "share");
    if (p->goods->positions)
        cbgi_table_add(&t, "that is");
    for (int i = 0; i < p->d->count; i++) {
        int to = winner(a, i);
        cbgi_table_add(&t, name_of(p, i));
        for (int side = 0; side < 2; side++)
            cbgi_table_add_colour(&t, to == side ? CBGI_PLAIN : CBGI_DIM,
                                  points_text(p->d->points[side][i], text[side]));
        if (unvalued(p->d, i))
            cbgi_table_add_colour(&t, CBGI_DIM, "no matter");
        else if (to < 0)
            cbgi_table_add_colour(&t, CBGI_BOLD, "both");
        else
            cbgi_table_add_colour(&t, colour[to], p->side[to]);
        if (to < 0)
            cbgi_table_addf(&t, "%s : %s", part_text(cbgi_divide_part(a, 0, i), text[0]),
                            part_text(cbgi_divide_part(a, 1, i), text[1]));
        else
            cbgi_table_add(&t, unvalued(p->d, i) ? "" : "all");
        if (p->goods->positions) {
            int option = to < 0 ? -1 : p->goods->option[to][i];
            const cbg_issue *issue = &p->r->c->issue[p->goods->issue[i]];
            bool say = option >= 0 && !issue->is_good;
            cbgi_table_add(&t, say ? issue->option[option].name : to < 0 ? "something in between" : "");
        }
    }
    cbgi_text_add(p->out, "\n");
    cbgi_table_print(&t, p->out);
    cbgi_table_free(&t);
}

static void notes(const page *p)
{
    char sum[2][CBG_RATIONAL_TEXT];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    if (p->d->scaled)
        cbgi_text_addf(&text, "%s has stated %s points in all and %s %s: both are scaled to 100. ",
                       p->side[0], points_text(p->d->stated_sum[0], sum[0]), p->side[1],
                       points_text(p->d->stated_sum[1], sum[1]));
    if (p->goods->positions)
        cbgi_text_add(&text, "Points on an issue are its weight: winning it means getting one's "
                             "best option, losing it the other side's. ");
    if (p->goods->agreed_count > 0) {
        cbgi_text_add(&text, "Left out, as both want the same: ");
        for (int k = 0; k < p->goods->agreed_count; k++)
            cbgi_text_addf(&text, "%s%s", k > 0 ? ", " : "", p->r->c->issue[p->goods->agreed[k]].name);
        cbgi_text_add(&text, ".");
    }
    if (text.length > 0)
        cbgi_text_add(p->out, "\n");
    if (text.length > 0 || text.failed)
        paragraph(p, &text);
}

/* What an allotment does otherwise than Adjusted Winner: "Sinai to Egypt". */
static void add_difference(const page *p, const cbg_allotment *a, cbgi_text *text)
{
    char part[CBG_RATIONAL_TEXT];
    int n = 0;
    for (int i = 0; i < p->d->count; i++) {
        if (cbg_rational_compare(a->share[i], p->d->adjusted.share[i]) == 0 || unvalued(p->d, i))
            continue;
        cbgi_text_add(text, n++ > 0 ? ", " : "");
        int to = winner(a, i);
        if (to >= 0)
            cbgi_text_addf(text, "%s to %s", name_of(p, i), p->side[to]);
        else
            cbgi_text_addf(text, "%s shared, %s %s", name_of(p, i), p->side[0], part_text(a->share[i], part));
    }
    if (n == 0)
        cbgi_text_add(text, "the same");
}

static void compare_row(const page *p, cbgi_table *t, const char *rule, const char *aim,
                        const cbg_allotment *a)
{
    char text[CBG_RATIONAL_TEXT];
    cbg_rational product;
    cbgi_table_add(t, rule);
    cbgi_table_add(t, aim);
    for (int side = 0; side < 2; side++)
        cbgi_table_add(t, points_text(a->total[side], text));
    if (cbg_rational_multiply(a->total[0], a->total[1], &product) == CBG_OK)
        cbgi_table_add(t, cbg_rational_rounded(product, 0, text));
    else
        cbgi_table_addf(t, "%.4g", cbg_rational_double(a->total[0]) * cbg_rational_double(a->total[1]));
    cbgi_text difference;
    cbgi_text_init(&difference, NULL);
    if (a == &p->d->adjusted)
        cbgi_text_add(&difference, "as above");
    else
        add_difference(p, a, &difference);
    cbgi_table_add(t, difference.failed ? NULL : difference.data);
    if (difference.failed)
        p->out->failed = true;
    cbgi_text_free(&difference);
}

static void why(const page *p)
{
    const cbg_allotment *aw = &p->d->adjusted, *nash = &p->d->nash;
    char each[CBG_RATIONAL_TEXT], first[CBG_RATIONAL_TEXT], second[CBG_RATIONAL_TEXT];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    points_text(aw->total[0], each);
    int order = cbg_rational_compare(nash->total[0], nash->total[1]);
    if (order == 0)
        cbgi_text_addf(&text,
                       "Adjusted Winner and Nash agree here: of all divisions, the one that "
                       "makes the totals equal, %s each, also has the greatest product.",
                       each);
    else
        cbgi_text_addf(&text,
                       "Adjusted Winner makes the totals equal, %s each; Nash makes their product as "
                       "large as can be, and it grows by letting %s be ahead, %s to %s: more is "
                       "gained by %s than lost, in proportion, by %s.",
                       each, p->side[order < 0], points_text(nash->total[order < 0], first),
                       points_text(nash->total[order > 0], second), p->side[order < 0], p->side[order > 0]);
    cbgi_text_add(p->out, "\n");
    paragraph(p, &text);
}

static void comparison(const page *p)
{
    cbgi_table t;
    char sum[CBG_RATIONAL_TEXT];
    cbgi_heading(p->out, p->style, "Other rules");
    cbgi_table_init(&t, p->style, "llrrrl");
    cbgi_table_add(&t, "rule");
    cbgi_table_add(&t, "seeks");
    cbgi_table_add(&t, p->side[0]);
    cbgi_table_add(&t, p->side[1]);
    cbgi_table_add(&t, "product");
    cbgi_table_add(&t, "against Adjusted Winner");
    compare_row(p, &t, "Adjusted Winner", "equal totals", &p->d->adjusted);
    compare_row(p, &t, "Nash", "greatest product", &p->d->nash);
    if (p->d->whole_known) {
        compare_row(p, &t, "leximin, whole", "greatest minimum", &p->d->leximin);
        compare_row(p, &t, "Nash, whole", "greatest product", &p->d->max_product);
    }
    cbgi_table_print(&t, p->out);
    if (t.arena.failed)
        p->out->failed = true;
    cbgi_table_free(&t);
    why(p);
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "The two totals can add up to %s at most.", points_text(p->d->greatest_sum, sum));
    if (!p->d->whole_known)
        cbgi_text_add(&text, " Rules for whole issues are not computed: there are too many combinations.");
    paragraph(p, &text);
}

static void steps(const page *p)
{
    const cbg_division *d = p->d;
    char text[2][CBG_RATIONAL_TEXT];
    cbgi_heading(p->out, p->style, "How Adjusted Winner gets there");
    cbgi_text line;
    cbgi_text_init(&line, NULL);
    cbgi_text_addf(&line,
                   "1. Each issue goes to the side that gives it more points, ties to %s: "
                   "%s %s, %s %s points.",
                   p->side[0], p->side[0], points_text(d->initial.total[0], text[0]), p->side[1],
                   points_text(d->initial.total[1], text[1]));
    paragraph(p, &line);
    if (d->leader < 0) {
        cbgi_text_add(p->out, "2. The totals are equal at once.\n");
        return;
    }
    cbgi_text_init(&line, NULL);
    cbgi_text_addf(&line,
                   "2. %s is ahead and hands over, first what costs it least for a point "
                   "that %s gains, until the totals are equal:",
                   p->side[d->leader], p->side[1 - d->leader]);
    paragraph(p, &line);
    cbgi_table t;
    cbgi_table_init(&t, p->style, "lrlrr");
    t.indent = 3;
    cbgi_table_add_all(&t, "issue", "cost for a point", "handed over");
    for (int side = 0; side < 2; side++)
        cbgi_table_add(&t, p->side[side]);
    for (int k = 0; k < d->transfer_count; k++) {
        const cbg_transfer *step = &d->transfer[k];
        cbgi_table_add(&t, name_of(p, step->good));
        cbgi_table_add(&t, points_text(step->ratio, text[0]));
        cbgi_table_add(&t, step->part.den == 1 ? "all of it" : part_text(step->part, text[0]));
        for (int side = 0; side < 2; side++)
            cbgi_table_add(&t, points_text(step->total[side], text[side]));
    }
    cbgi_table_print(&t, p->out);
    if (t.arena.failed)
        p->out->failed = true;
    cbgi_table_free(&t);
}

void cbgi_divide_text(const cbgi_divide_report *r, cbgi_style style, cbgi_text *out)
{
    page p = {r, r->goods, r->division, r->goods->side, style, out};
    answer(&p);
    table(&p);
    notes(&p);
    comparison(&p);
    steps(&p);
    cbgi_text_add(out, "\n");
    cbgi_wrap(out, style, 0, 0,
              "Efficient, equitable and free of envy for points that add up and are honest; the "
              "procedure does not reward honesty by itself.");
}
