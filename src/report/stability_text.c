/* The analysis of a conflict for people: whether things hold, the states that do, why, and how to get there. */
#include "report/stability.h"

#include <string.h>

enum { ANSWERS_MAX = 3 };

typedef struct page {
    const cbgi_stability_report *r;
    const cbg_graph *g;
    cbgi_style style;
    cbgi_text *out;
} page;

static bool asked(const page *p, int concept)
{
    return (p->r->options.concepts >> concept & 1) != 0;
}

static void paragraph(const page *p, cbgi_text *text, int indent, int hang)
{
    if (text->failed)
        p->out->failed = true;
    else if (text->length > 0)
        cbgi_wrap(p->out, p->style, indent, hang, text->data);
    cbgi_text_free(text);
}

/* "state 6 (NYY: Escalate, Attack)" */
static void add_state(const page *p, uint32_t s, cbgi_text *text)
{
    char pattern[CBG_CONFLICT_OPTIONS_MAX + 1];
    cbgi_text_addf(text, "state %u (", (unsigned)s + 1);
    if (cbg_graph_option_form(p->g))
        cbgi_text_addf(text, "%s: ", cbgi_state_pattern(p->g, s, pattern));
    cbgi_state_add_words(p->g, s, text);
    cbgi_text_add(text, ")");
}

static void add_concept(const char *name, int total, int *done, cbgi_text *text)
{
    cbgi_text_addf(text, "%s%s", *done == 0 ? "" : *done + 1 == total ? " and " : ", ", name);
    ++*done;
}

/* The concepts under which a state is an equilibrium, "Nash, GMR and SMR"; returns how many. */
static int add_concepts(const page *p, uint32_t s, cbgi_text *text)
{
    int total = cbgi_stability_held(p->r, s), done = 0;
    for (int k = 0; k < CBG_CONCEPTS; k++)
        if (asked(p, k) && cbg_stability_equilibrium(p->r->result, (cbg_concept)k, s))
            add_concept(cbg_concept_name((cbg_concept)k), total, &done, text);
    for (int k = 0; k < p->r->extras; k++)
        if (cbg_horizon_equilibrium(p->r->extra[k].result, s))
            add_concept(p->r->extra[k].name, total, &done, text);
    return total;
}

static void status_quo_sentence(const page *p, cbgi_text *text)
{
    cbgi_text names;
    cbgi_text_init(&names, NULL);
    uint32_t s = (uint32_t)cbg_graph_status_quo(p->g);
    int held = add_concepts(p, s, &names), all = cbgi_stability_asked(p->r);
    cbgi_text_add(text, "The status quo, ");
    add_state(p, s, text);
    if (held == 0)
        cbgi_text_add(text, ", does not hold: somebody gains by leaving it and need not fear an answer. ");
    else if (held == all)
        cbgi_text_addf(text, ", holds under %s. ", all == 1 ? names.data : "every concept asked for");
    else
        cbgi_text_addf(text, ", holds under %s only. ", names.data != NULL ? names.data : "");
    text->failed = text->failed || names.failed;
    cbgi_text_free(&names);
}

static void answer(const page *p)
{
    const cbgi_stability_report *r = p->r;
    char number[2][32];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    if (cbg_graph_status_quo(p->g) >= 0)
        status_quo_sentence(p, &text);
    cbgi_text_grouped(cbg_graph_states(p->g), number[0]);
    cbgi_text_grouped(r->everywhere, number[1]);
    const char *under = cbgi_stability_asked(r) == 1 ? "" : " under every concept";
    if (r->holding == 0)
        cbgi_text_addf(&text, "None of the %s states would hold: from each somebody leaves.", number[0]);
    else if (r->everywhere == 0)
        cbgi_text_addf(&text, "No state holds%s; %s of %s hold under some.", under,
                       cbgi_text_grouped(r->holding, number[1]), number[0]);
    else if (r->everywhere > 3)
        cbgi_text_addf(&text, "%s of %s states hold%s.", number[1], number[0], under);
    else {
        cbgi_text_addf(&text, "Of %s states, ", number[0]);
        uint32_t told = 0;
        for (uint32_t k = 0; k < r->rows && told < r->everywhere; k++) {
            if (cbgi_stability_held(p->r, r->row[k]) < cbgi_stability_asked(r))
                continue;
            cbgi_text_add(&text, told == 0 ? "" : told + 1 == r->everywhere ? " and " : ", ");
            add_state(p, r->row[k], &text);
            told++;
        }
        cbgi_text_addf(&text, " %s%s.", r->everywhere == 1 ? "holds" : "hold", under);
    }
    cbgi_stability_built_sentence(r, &text);
    paragraph(p, &text, 0, 0);
}

static void state_cells(const page *p, cbgi_table *t, uint32_t s)
{
    char pattern[CBG_CONFLICT_OPTIONS_MAX + 1];
    bool now = cbg_graph_status_quo(p->g) == (int64_t)s;
    cbgi_table_addf(t, "%u", (unsigned)s + 1);
    if (cbg_graph_option_form(p->g)) {
        cbgi_table_addf(t, "%llu", (unsigned long long)cbg_graph_code(p->g, s));
        cbgi_table_add(t, cbgi_state_pattern(p->g, s, pattern));
    }
    cbgi_text words;
    cbgi_text_init(&words, NULL);
    cbgi_state_add_words(p->g, s, &words);
    cbgi_text_add(&words, now ? " (now)" : "");
    cbgi_table_add(t, words.failed ? "" : words.data);
    cbgi_text_free(&words);
}

static void verdict_cell(cbgi_table *t, bool holds)
{
    cbgi_table_add_colour(t, holds ? CBGI_GREEN : CBGI_DIM, holds ? "holds" : "·");
}

static void table(const page *p)
{
    const cbgi_stability_report *r = p->r;
    if (r->rows == 0)
        return;
    int makers = cbg_graph_makers(p->g);
    char align[8 + CBG_CONCEPTS + CBGI_EXTRAS_MAX + CBG_MAKERS_MAX] = "rrll";
    if (!cbg_graph_option_form(p->g))
        memcpy(align, "rl", 3);
    for (int c = 0; c < CBG_CONCEPTS; c++)
        strcat(align, asked(p, c) ? "l" : "");
    for (int k = 0; k < r->extras; k++)
        strcat(align, "l");
    for (int i = 0; i < makers; i++)
        strcat(align, "r");
    strcat(align, "l");
    cbgi_table t;
    cbgi_table_init(&t, p->style, align);
    cbgi_table_add(&t, "state");
    if (cbg_graph_option_form(p->g)) {
        cbgi_table_add(&t, "decimal");
        cbgi_table_add(&t, "options");
    }
    cbgi_table_add(&t, "what");
    for (int c = 0; c < CBG_CONCEPTS; c++)
        if (asked(p, c))
            cbgi_table_add(&t, cbg_concept_name((cbg_concept)c));
    for (int k = 0; k < r->extras; k++)
        cbgi_table_add(&t, r->extra[k].name);
    for (int i = 0; i < makers; i++)
        cbgi_table_add(&t, cbg_graph_maker_id(p->g, i));
    cbgi_table_add(&t, "");
    for (uint32_t k = 0; k < r->rows; k++) {
        uint32_t s = r->row[k];
        state_cells(p, &t, s);
        for (int c = 0; c < CBG_CONCEPTS; c++)
            if (asked(p, c))
                verdict_cell(&t, cbg_stability_equilibrium(r->result, (cbg_concept)c, s));
        for (int e = 0; e < r->extras; e++)
            verdict_cell(&t, cbg_horizon_equilibrium(r->extra[e].result, s));
        for (int i = 0; i < makers; i++) {
            uint32_t place = cbgi_stability_place(p->g, i, s);
            cbgi_table_addf(&t, "%.0u", (unsigned)place);
        }
        cbgi_table_add_colour(&t, CBGI_DIM, cbgi_stability_efficient(p->g, s) ? "efficient" : "");
    }
    cbgi_text_add(p->out, "\n");
    cbgi_table_print(&t, p->out);
    cbgi_table_free(&t);
}

static void below_table(const page *p)
{
    const cbgi_stability_report *r = p->r;
    char number[2][32];
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    if (!r->all_listed && r->rows < r->holding)
        cbgi_text_addf(&text, "The first %s of %s states that hold under some concept (--top N shows more). ",
                       cbgi_text_grouped(r->rows, number[0]), cbgi_text_grouped(r->holding, number[1]));
    cbgi_text_add(&text, "Under a decision maker: the place it gives the state, 1 is best. Efficient: no "
                         "other state is better for some and worse for nobody.");
    cbgi_text_add(p->out, "\n");
    paragraph(p, &text, 0, 0);
}

/* "Syria   stable under Nash, GMR, SMR. If ..." */
static void reason(const page *p, const cbg_why *why)
{
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "%s: ", cbg_graph_maker_name(p->g, why->maker));
    int stable = 0;
    for (int c = 0; c < CBG_CONCEPTS; c++)
        if (asked(p, c) && cbg_stability_stable(p->r->result, (cbg_concept)c, why->maker, why->state)) {
            bool strongly = cbg_stability_strong(p->r->result, (cbg_concept)c, why->maker, why->state);
            cbgi_text_addf(&text, "%s%s%s", stable++ == 0 ? "stable under " : ", ",
                           cbg_concept_name((cbg_concept)c), strongly ? " (strongly)" : "");
        }
    cbgi_text_add(&text, stable == 0 ? "unstable. " : ". ");
    uint32_t told = 0, open = 0;
    for (uint32_t k = 0; k < why->count; k++)
        open += !why->answer[k].met;
    if (why->count == 0)
        cbgi_text_add(&text, "It has no move to a state that it prefers.");
    for (uint32_t k = 0; k < why->count && told < ANSWERS_MAX; k++) {
        if (open > 0 && why->answer[k].met)
            continue; /* one way out is enough to leave: tell those */
        cbgi_text_add(&text, told++ > 0 ? " " : "");
        cbgi_why_add_words(p->g, why, &why->answer[k], &text);
    }
    uint32_t all = open > 0 ? open : why->count;
    if (told < all)
        cbgi_text_addf(&text, " And so for %u more.", (unsigned)(all - told));
    paragraph(p, &text, 2, 4);
}

static void reasons(const page *p)
{
    int makers = cbg_graph_makers(p->g);
    for (int k = 0; k < p->r->chosen; k++) {
        cbgi_text title;
        cbgi_text_init(&title, NULL);
        cbgi_text_add(&title, "Why ");
        add_state(p, p->r->state[k], &title);
        cbgi_text_add(&title, cbgi_stability_held(p->r, p->r->state[k]) > 0 ? " holds" : " does not hold");
        if (!title.failed)
            cbgi_heading(p->out, p->style, title.data);
        cbgi_text_free(&title);
        for (int i = 0; i < makers; i++)
            reason(p, p->r->why[k * makers + i]);
    }
}

/* One sentence for a target. */
static void way(const page *p, uint32_t to)
{
    const cbg_graph_move *path = NULL;
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "To %u: ", (unsigned)to + 1);
    int count = cbg_ways_path(p->r->ways, true, to, &path);
    if (count == 0) {
        cbgi_text_add(&text, "that is where things stand.");
    } else if (count > 0) {
        cbgi_text_add(&text, "each gaining by its own move: ");
        cbgi_moves_add_words(p->g, path, count, &text);
        cbgi_text_add(&text, ".");
    } else {
        unsigned group = cbg_ways_coalition(p->r->ways, to, &count, &path);
        if (group != 0) {
            cbgi_text_add(&text, "only together: not by improvements one by one, but ");
            cbgi_moves_add_words(p->g, path, count, &text);
            cbgi_text_add(&text, __builtin_popcount(group) == 1 ? "; it gains in the end."
                                                                : "; all who move gain in the end.");
        } else if ((count = cbg_ways_path(p->r->ways, false, to, &path)) > 0) {
            cbgi_text_add(&text, "only if somebody moves against its interest: ");
            cbgi_moves_add_words(p->g, path, count, &text);
            cbgi_text_add(&text, ".");
        } else {
            cbgi_text_add(&text, "no moves lead there.");
        }
    }
    paragraph(p, &text, 2, 4);
}

static void ways(const page *p)
{
    if (p->r->ways == NULL || p->r->targets == 0)
        return;
    cbgi_text title;
    cbgi_text_init(&title, NULL);
    cbgi_text_addf(&title, "How to get there from state %u%s", (unsigned)p->r->from + 1,
                   p->r->from == cbg_graph_status_quo(p->g) ? ", the status quo" : "");
    if (!title.failed)
        cbgi_heading(p->out, p->style, title.data);
    cbgi_text_free(&title);
    for (int k = 0; k < p->r->targets; k++)
        way(p, p->r->target[k]);
}

static void method(const page *p)
{
    const cbgi_stability_report *r = p->r;
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_text_addf(&text, "%s; %s.",
                   r->options.opponents_once
                       ? "In a sanction each opponent moves at most once (--opponent-moves once)"
                       : "By the definitions: in a sanction nobody moves twice in a row",
                   cbg_stability_solver(r->result) == CBG_SOLVER_SWEEP
                       ? "complete rankings, solved by sweeps over all states"
                       : "solved with sets of reachable states");
    if (cbg_graph_option_form(p->g))
        cbgi_text_add(&text,
                      " Numbers: state counts feasible states from 1; decimal is the sum of 2^k over "
                      "the options taken, k from 0. Options: one letter each, in the order of the case.");
    cbgi_text_add(p->out, "\n");
    paragraph(p, &text, 0, 0);
}

void cbgi_stability_text(const cbgi_stability_report *r, cbgi_style style, cbgi_text *out)
{
    page p = {r, r->g, style, out};
    answer(&p);
    table(&p);
    below_table(&p);
    cbgi_stability_inverse(r, style, out);
    cbgi_stability_draws(r, style, out);
    reasons(&p);
    ways(&p);
    cbgi_stability_sequences(r, style, out);
    cbgi_stability_groups(r, style, out);
    cbgi_stability_built(r, style, out);
    method(&p);
}
