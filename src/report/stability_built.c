/* A conflict built from issues: which agreements of bargaining solutions hold, what would make them hold, where stated
 * preferences contradict utilities, and how the conflict was built. */
#include <string.h>

#include "report/stability.h"

typedef struct page {
    const cbgi_stability_report *r;
    const cbg_graph *g;
    const cbg_built *b;
    cbgi_style style;
    cbgi_text *out;
} page;

static bool asked(const cbgi_stability_report *r, int concept)
{
    return (r->options.concepts >> concept & 1) != 0;
}

static void paragraph(const page *p, cbgi_text *text, int hang)
{
    if (!text->failed && text->length > 0)
        cbgi_wrap(p->out, p->style, 2, hang, text->data);
    p->out->failed = p->out->failed || text->failed;
    cbgi_text_free(text);
}

void cbgi_stability_built_sentence(const cbgi_stability_report *r, cbgi_text *text)
{
    if (r->built == NULL)
        return;
    if (r->deals == 0) {
        cbgi_text_add(text, " There is no deal among them: every package breaks a constraint or a red line.");
        return;
    }
    if (r->links == 0 || r->link[0].state < 0)
        return;
    uint32_t s = (uint32_t)r->link[0].state;
    int held = cbgi_stability_held(r, s), asked_for = cbgi_stability_asked(r), done = 0;
    cbgi_text_addf(text, " The agreement of the %s solution, state %u, ", r->link[0].name, (unsigned)s + 1);
    if (held == 0)
        cbgi_text_add(text, "would not hold.");
    else if (held == asked_for)
        cbgi_text_add(text, "would hold under every concept.");
    else {
        cbgi_text_add(text, "would hold under ");
        for (int c = 0; c < CBG_CONCEPTS; c++)
            if (asked(r, c) && cbg_stability_equilibrium(r->result, (cbg_concept)c, s))
                cbgi_text_addf(text, "%s%s", done++ == 0 ? "" : ", ", cbg_concept_name((cbg_concept)c));
        cbgi_text_add(text, done > 0 ? " only." : "some concepts that look ahead only.");
    }
}

/* Why a package is not in the graph: the issues on which it needs a level that is not there. */
static void add_missing(const page *p, const cbgi_link *l, cbgi_text *text)
{
    const cbg_ladder *ladder;
    int count = cbg_built_ladders(p->b, &ladder), want[CBG_ISSUES_MAX], have[CBG_ISSUES_MAX], done = 0;
    cbg_space_decode(cbg_built_space(p->b), l->agreement->outcome, want);
    cbg_built_package(p->b, 0, have);
    for (int i = 0; i < p->r->c->issue_count; i++) {
        bool there = want[i] == have[i];
        for (int k = 0; k < count; k++)
            for (int r = 0; ladder[k].issue == i && r < ladder[k].count; r++)
                there = there || ladder[k].level[r] == want[i];
        if (!there)
            cbgi_text_addf(text, "%s%s", done++ == 0 ? "not in this graph: needs other levels of " : ", ",
                           p->r->c->issue[i].id);
    }
}

const char *cbgi_way_kind(const cbgi_stability_report *r, uint32_t to)
{
    const cbg_graph_move *path = NULL;
    int count = 0;
    if (r->ways == NULL)
        return "";
    if (cbg_ways_path(r->ways, true, to, &path) >= 0)
        return "improvements";
    if (cbg_ways_coalition(r->ways, to, &count, &path) != 0)
        return "coalition";
    return cbg_ways_path(r->ways, false, to, &path) >= 0 ? "any moves" : "none";
}

static const char *way_words(const char *kind)
{
    return strcmp(kind, "improvements") == 0 ? "move by move, each gaining"
           : strcmp(kind, "coalition") == 0  ? "together only"
           : strcmp(kind, "any moves") == 0  ? "against somebody's interest"
                                             : "";
}

static void table(const page *p)
{
    const cbgi_stability_report *r = p->r;
    char align[16] = "lr";
    for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
        strcat(align, asked(r, c) ? "l" : "");
    strcat(align, "ll");
    cbgi_table t;
    cbgi_table_init(&t, p->style, align);
    t.indent = 2;
    cbgi_table_add(&t, "solution");
    cbgi_table_add(&t, "state");
    for (int c = 0; c < CBG_CORE_CONCEPTS; c++)
        if (asked(r, c))
            cbgi_table_add(&t, cbg_concept_name((cbg_concept)c));
    cbgi_table_add(&t, "");
    cbgi_table_add(&t, "reached");
    for (int k = 0; k < r->links; k++) {
        const cbgi_link *l = &r->link[k];
        uint32_t s = l->state < 0 ? 0 : (uint32_t)l->state;
        cbgi_table_add(&t, l->name);
        if (l->state >= 0)
            cbgi_table_addf(&t, "%u", (unsigned)s + 1);
        else
            cbgi_table_add(&t, "-");
        for (int c = 0; c < CBG_CORE_CONCEPTS; c++) {
            bool holds = l->state >= 0 && cbg_stability_equilibrium(r->result, (cbg_concept)c, s);
            if (asked(r, c))
                cbgi_table_add_colour(&t, holds ? CBGI_GREEN : CBGI_DIM, l->state < 0 ? "" : holds ? "holds" : "·");
        }
        cbgi_table_add(&t, l->agreement->efficient ? "efficient" : "");
        cbgi_text words;
        cbgi_text_init(&words, NULL);
        if (l->state < 0)
            add_missing(p, l, &words);
        else
            cbgi_text_add(&words, way_words(cbgi_way_kind(r, s)));
        cbgi_table_add(&t, words.data);
        p->out->failed = p->out->failed || words.failed;
        cbgi_text_free(&words);
    }
    cbgi_table_print(&t, p->out);
    cbgi_table_free(&t);
}

uint32_t cbgi_best_move(const cbgi_stability_report *r, int maker, uint32_t s, uint32_t *moves)
{
    uint32_t best = s, count = cbg_graph_moves(r->g, maker, s, moves);
    for (uint32_t k = 0; k < count; k++) {
        cbg_relation gain = cbg_graph_compare(r->g, maker, s, moves[k]);
        if ((gain == CBG_BETTER || gain == CBG_MUCH_BETTER) &&
            (best == s || cbg_built_worth(r->built, maker, moves[k]) > cbg_built_worth(r->built, maker, best)))
            best = moves[k];
    }
    return best;
}

/* What would have to be worth less for the side to stay: the condition of Nash stability in points. */
static void add_need(const page *p, int maker, uint32_t s, uint32_t to, cbgi_text *text)
{
    double gap = cbg_built_worth(p->b, maker, to) - cbg_built_worth(p->b, maker, s);
    const char *name = cbg_graph_maker_name(p->g, maker);
    cbgi_text_addf(text, "%s would leave for state %u", name, (unsigned)to + 1);
    if (cbg_built_tau(p->b, maker)->stated)
        cbgi_text_add(text, ", as it states its preferences");
    else if (gap <= 0)
        cbgi_text_add(text, "");
    else
        switch (cbg_built_kind_of(p->b, to)) {
        case CBG_BUILT_LEFT:
        case CBG_BUILT_LAPSED:
            cbgi_text_addf(text, ": its walk-away would have to be lower by %.2f points, or the package worth as much more",
                           gap);
            break;
        case CBG_BUILT_OPEN:
        case CBG_BUILT_EXTENDED:
            cbgi_text_addf(text,
                           ": waiting (the status quo less delay) would have to be worth %.2f points less, or the "
                           "package as much more",
                           gap);
            break;
        case CBG_BUILT_DEAL:
            cbgi_text_addf(text, ": what it would gain on the issue it moves would have to weigh %.2f points less", gap);
            break;
        }
    cbgi_text_add(text, ". ");
}

static void need(const page *p, const char *what, uint32_t s, uint32_t *moves)
{
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    for (int i = 0; i < cbg_graph_makers(p->g); i++) {
        uint32_t to = cbgi_best_move(p->r, i, s, moves);
        if (to == s)
            continue;
        if (text.length == 0)
            cbgi_text_addf(&text, "What blocks %s%sstate %u%s under Nash: ", what, *what != '\0' ? " (" : "",
                           (unsigned)s + 1, *what != '\0' ? ")" : "");
        add_need(p, i, s, to, &text);
    }
    paragraph(p, &text, 4);
}

/* Of the agreements, and of the states that reasons are told of. */
static void needs(const page *p)
{
    const cbgi_stability_report *r = p->r;
    cbgi_arena scratch;
    cbgi_arena_init(&scratch, NULL);
    uint32_t *moves = cbgi_arena_array(&scratch, cbg_graph_states(p->g), sizeof *moves);
    for (int k = 0; moves != NULL && k < r->links + r->chosen; k++) {
        int64_t s = k < r->links ? r->link[k].state : (int64_t)r->state[k - r->links];
        bool told = s < 0;
        for (int j = 0; j < k && !told; j++)
            told = s == (j < r->links ? r->link[j].state : (int64_t)r->state[j - r->links]);
        if (!told)
            need(p, k < r->links ? r->link[k].name : "", (uint32_t)s, moves);
    }
    p->out->failed = p->out->failed || scratch.failed;
    cbgi_arena_free(&scratch);
}

static void efficient(const page *p)
{
    const cbgi_stability_report *r = p->r;
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "Packages on which all can agree here: %u", (unsigned)r->deals);
    if (r->counted && r->deals > 0) {
        cbgi_text_addf(&text, "; %u of them efficient among all packages of the case", (unsigned)r->efficient_deals);
        for (int c = 0, done = 0; c < CBG_CORE_CONCEPTS && r->efficient_deals > 0; c++)
            if (asked(r, c))
                cbgi_text_addf(&text, "%s%u under %s", done++ == 0 ? "; of these hold " : ", ",
                               (unsigned)r->efficient_hold[c], cbg_concept_name((cbg_concept)c));
    }
    cbgi_text_add(&text, r->deals == 0 ? ": every one breaks a constraint or a red line." : ".");
    paragraph(p, &text, 2);
}

static void stated(const page *p)
{
    for (int i = 0; i < cbg_graph_makers(p->g); i++) {
        const cbg_tau *t = cbg_built_tau(p->b, i);
        if (!t->stated)
            continue;
        cbgi_text text;
        cbgi_text_init(&text, NULL);
        cbgi_text_addf(&text,
                       "%s states its preferences; they are used. They agree with its utilities by a Kendall's tau of %.3f; "
                       "%llu pairs of states stand the other way round",
                       cbg_graph_maker_name(p->g, i), t->tau, (unsigned long long)t->against);
        for (int k = 0; k < t->example_count; k++)
            cbgi_text_addf(&text, "%s%u over %u (%.2f against %.2f points)",
                           k == 0 ? ". By utility it would prefer " : ", ", (unsigned)t->better[k] + 1,
                           (unsigned)t->worse[k] + 1, cbg_built_worth(p->b, i, t->better[k]),
                           cbg_built_worth(p->b, i, t->worse[k]));
        cbgi_text_add(&text, ".");
        paragraph(p, &text, 4);
    }
}

static void ladders(const page *p)
{
    const cbg_ladder *ladder;
    int count = cbg_built_ladders(p->b, &ladder);
    const cbg_case *c = p->r->c;
    for (int k = 0; k < count; k++) {
        const cbg_ladder *l = &ladder[k];
        cbgi_text text;
        cbgi_text_init(&text, NULL);
        cbgi_text_addf(&text, "%s, %s: ", c->issue[l->issue].id,
                       l->owner >= 0 ? cbg_graph_maker_name(p->g, l->owner) : "held jointly, the lowest that anybody says counts");
        for (int r = 0; r < l->count; r++)
            cbgi_text_addf(&text, "%s%s", r == 0 ? "" : " > ", c->issue[l->issue].option[l->level[r]].name);
        paragraph(p, &text, 6);
    }
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    int fixed = 0, option[CBG_ISSUES_MAX];
    cbg_built_package(p->b, 0, option);
    for (int i = 0; i < c->issue_count; i++) {
        bool moved = false;
        for (int k = 0; k < count; k++)
            moved = moved || ladder[k].issue == i;
        if (!moved)
            cbgi_text_addf(&text, "%s%s %s", fixed++ == 0 ? "Fixed (--issues chooses others): " : "; ", c->issue[i].id,
                           c->issue[i].option[option[i]].name);
    }
    cbgi_text_add(&text, fixed > 0 ? "." : "");
    paragraph(p, &text, 4);
}

static void how(const page *p)
{
    cbgi_heading(p->out, p->style, p->r->built_options->deadline ? "How it was built: the last moment before the deadline"
                                                                  : "How it was built: before the deadline");
    ladders(p);
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_add(&text, p->r->built_options->deadline
                             ? "The package on the table cannot be changed any more; unless all agree, or all extend, the talks "
                               "lapse and everybody has its walk-away. "
                             : "Each side may hold, step on its ladders, agree to what is on the table, extend or walk out. ");
    cbgi_text_add(&text, "Worth of a state: the utility of the package when all agree; the walk-away after a walk-out; else the "
                         "status quo less the cost of delay, less sanctions. Without a stated status quo that is the "
                         "walk-away. Only the order of these counts.");
    paragraph(p, &text, 2);
}

void cbgi_stability_built(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out)
{
    if (r->built == NULL)
        return;
    page p = {r, r->g, r->built, style, out};
    cbgi_heading(out, style, "Would the agreements of bargaining solutions hold?");
    if (r->links > 0)
        table(&p);
    else
        cbgi_wrap(out, style, 2, 2,
                  "There is no zone of agreement, so no bargaining solution. (--without-red-lines, --walk-away and "
                  "--raise-walk-aways ask what would be if there were.)");
    efficient(&p);
    needs(&p);
    stated(&p);
    how(&p);
}
