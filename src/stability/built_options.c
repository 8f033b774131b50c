/* The options of a conflict built from issues, what excludes what, and where it starts. */
#include <string.h>

#include "case/formula.h"
#include "stability/built.h"

typedef struct maker_of_options {
    cbg_built *b;
    cbg_conflict_option *option;
    cbg_formula *infeasible;
    int options, formulas;
} maker_of_options;

/* Ids are words of formulas: other characters become underscores. */
static const char *word(cbgi_arena *arena, const char *a, const char *b)
{
    char *s = cbgi_arena_format(arena, "%s_%s", a, b);
    for (char *p = s; p != NULL && *p != '\0'; p++) {
        bool plain = (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                     (unsigned char)*p >= 0x80 || *p == '.';
        *p = plain ? *p : '_';
    }
    return s;
}

static int add(maker_of_options *m, const char *id, const char *name, cbg_option_way way)
{
    m->option[m->options] = (cbg_conflict_option){.id = id, .name = name, .way = way};
    return m->options++;
}

/* No state in which a holds and b does (not). */
static void exclude(maker_of_options *m, int a, int b, bool negated)
{
    cbg_formula_step *step = cbgi_arena_array(&m->b->arena, 4, sizeof *step);
    if (step == NULL)
        return;
    int n = 0;
    step[n++] = (cbg_formula_step){CBG_FORMULA_OPTION, (uint8_t)a};
    step[n++] = (cbg_formula_step){CBG_FORMULA_OPTION, (uint8_t)b};
    if (negated)
        step[n++] = (cbg_formula_step){CBG_FORMULA_NOT, 0};
    step[n++] = (cbg_formula_step){CBG_FORMULA_AND, 0};
    m->infeasible[m->formulas++] = (cbg_formula){.text = "", .count = n, .step = step};
}

/* Thermometer: a rung is taken only together with those below it. */
static void add_ladder(maker_of_options *m, int s, int k)
{
    cbg_built *b = m->b;
    const cbg_ladder *l = &b->ladder[k];
    const cbg_issue *issue = &b->c->issue[l->issue];
    bool shared = l->owner < 0 && !b->options.deadline;
    b->side[s].rung[k] = m->options;
    for (int r = 1; r < l->count; r++) {
        const char *says = shared ? ", says " : "", *who = shared ? b->side[s].id : "";
        const char *number = cbgi_arena_format(&b->arena, "%d%s%s", r, shared ? "_" : "", who);
        const char *name =
            cbgi_arena_format(&b->arena, "%s: %s%s%s", issue->id, issue->option[l->level[r]].name, says, who);
        if (number == NULL || name == NULL)
            return;
        int at = add(m, word(&b->arena, issue->id, number), name, CBG_WAY_BOTH);
        if (r > 1)
            exclude(m, at, at - 1, true);
    }
}

static void add_process(maker_of_options *m, int s)
{
    static const char *const id[CBG_PROCESS_MOVES] = {"agree", "extend", "leave", "sanction"};
    static const char *const says[CBG_PROCESS_MOVES] = {"agrees", "extends", "walks out", "sanctions"};
    cbgi_side *side = &m->b->side[s];
    for (int k = 0; k < CBG_PROCESS_MOVES; k++) {
        side->bit[k] = -1;
        if ((side->process.moves >> k & 1) == 0)
            continue;
        bool stays = (k == CBG_PROCESS_LEAVE && !side->process.may_return) ||
                     (k == CBG_PROCESS_SANCTION && !side->process.sanctions_end);
        const char *name = cbgi_arena_format(&m->b->arena, "%s %s", side->id, says[k]);
        side->bit[k] = add(m, word(&m->b->arena, side->id, id[k]), name, stays ? CBG_WAY_TAKE : CBG_WAY_BOTH);
    }
    for (int k = 0; k < CBG_PROCESS_SANCTION; k++)
        for (int j = 0; j < k; j++)
            if (side->bit[k] >= 0 && side->bit[j] >= 0)
                exclude(m, side->bit[k], side->bit[j], false);
}

static bool has_ladder(const cbg_built *b, int s, int k)
{
    return b->ladder[k].owner < 0 || b->ladder[k].owner == s;
}

/* What a side states overrides what its utilities say. */
static cbg_status read_stated(maker_of_options *m, int s, cbg_conflict_order *order, cbg_diags *diags)
{
    const cbg_process *p = &m->b->side[s].process;
    order->form = CBG_ORDER_WEIGHTS; /* of nothing: replaced by worths */
    order->span = p->span;
    if (p->level_count > 0) {
        order->form = CBG_ORDER_RANKING;
        order->level_count = p->level_count;
        order->level = p->level;
    } else if (p->statements.count > 0) {
        cbg_formula *f = cbgi_arena_array(&m->b->arena, (size_t)p->statements.count, sizeof *f);
        cbg_status status = f == NULL ? CBG_NO_MEMORY : CBG_OK;
        for (int k = 0; k < p->statements.count && status == CBG_OK; k++)
            status = cbgi_formula_read(&m->b->arena, p->statements.item[k], p->statements.span[k], m->option,
                                       m->options, &f[k], diags);
        order->form = CBG_ORDER_STATEMENTS;
        order->statement_count = p->statements.count;
        order->statement = f;
        return status;
    }
    return CBG_OK;
}

cbg_status cbgi_built_options(cbg_built *b, cbg_diags *diags)
{
    maker_of_options m = {.b = b};
    m.option = cbgi_arena_array(&b->arena, CBG_CONFLICT_OPTIONS_MAX, sizeof *m.option);
    m.infeasible = cbgi_arena_array(&b->arena, 4 * CBG_CONFLICT_OPTIONS_MAX, sizeof *m.infeasible);
    cbg_conflict_maker *maker = cbgi_arena_array(&b->arena, (size_t)b->makers, sizeof *maker);
    if (b->arena.failed)
        return CBG_NO_MEMORY;
    /* At the deadline nobody owns the ladders: the package on the table is what it is. */
    for (int s = 0; s < b->makers && b->options.deadline; s++)
        for (int k = 0; k < b->ladders; k++)
            if (has_ladder(b, s, k) && (b->ladder[k].owner >= 0 || s == 0))
                add_ladder(&m, s, k);
    for (int s = 0; s < b->makers; s++) {
        cbgi_side *side = &b->side[s];
        side->first = m.options;
        for (int k = 0; k < b->ladders && !b->options.deadline; k++)
            if (has_ladder(b, s, k))
                add_ladder(&m, s, k);
        add_process(&m, s);
        side->count = m.options - side->first;
        maker[s] = (cbg_conflict_maker){
            .id = side->id, .name = side->name, .first_option = side->first, .option_count = side->count};
        if (side->count == 0) {
            cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, side->process.span, "%s can do nothing", side->name),
                          "give it `moves` or make it the `owner` of an issue");
            return CBG_BAD_CASE;
        }
    }
    cbg_status status = CBG_OK;
    for (int s = 0; s < b->makers && status == CBG_OK; s++)
        status = read_stated(&m, s, &maker[s].order, diags);
    b->conflict = (cbg_conflict){.maker_count = b->makers,
                                 .option_count = m.options,
                                 .infeasible_count = m.formulas,
                                 .maker = maker,
                                 .option = m.option,
                                 .infeasible = m.infeasible};
    return b->arena.failed ? CBG_NO_MEMORY : status;
}

int cbgi_built_rung(const cbg_built *b, uint64_t code, int k)
{
    const cbg_ladder *l = &b->ladder[k];
    int least = l->count - 1;
    for (int s = 0; s < b->makers; s++) {
        if (!has_ladder(b, s, k) || (b->options.deadline && l->owner < 0 && s > 0))
            continue;
        uint64_t rungs = code >> b->side[s].rung[k] & ((UINT64_C(1) << (l->count - 1)) - 1);
        int at = __builtin_popcountll(rungs);
        least = at < least ? at : least;
    }
    return least;
}
