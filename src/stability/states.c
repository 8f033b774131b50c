/* Feasible states in option form: all combinations of options in which no infeasible formula holds.
 *
 * Depth-first over the options from the highest down; a branch is cut as soon as
 * some infeasible formula is certain to hold whatever the rest (Kleene's logic), and the lowest six
 * options are settled 64 states at a time. So what counts is the number of feasible
 * states, not 2^options.
 */
#include "case/formula.h"
#include "stability/graph.h"

enum { LEAF_OPTIONS = 6 };
#define BRANCHES_MAX (UINT64_C(1) << 24)

/* Bit b of lane[o] is bit o of b. */
static const uint64_t lane[LEAF_OPTIONS] = {UINT64_C(0xAAAAAAAAAAAAAAAA), UINT64_C(0xCCCCCCCCCCCCCCCC),
                                            UINT64_C(0xF0F0F0F0F0F0F0F0), UINT64_C(0xFF00FF00FF00FF00),
                                            UINT64_C(0xFFFF0000FFFF0000), UINT64_C(0xFFFFFFFF00000000)};

typedef struct walk {
    const cbg_conflict *conflict;
    uint64_t branches;
    uint64_t found;
    uint64_t *code; /* NULL: count only */
    bool too_long;
} walk;

static void leaf(walk *w, uint64_t code, int low)
{
    uint64_t word[CBG_CONFLICT_OPTIONS_MAX];
    uint64_t bad = low < LEAF_OPTIONS ? ~UINT64_C(0) << (1u << low) : 0;
    for (int o = 0; o < w->conflict->option_count; o++)
        word[o] = o < low ? lane[o] : (code >> o & 1) != 0 ? ~UINT64_C(0) : 0;
    for (int k = 0; k < w->conflict->infeasible_count; k++)
        bad |= cbgi_formula_lanes(&w->conflict->infeasible[k], word);
    for (uint64_t good = ~bad; good != 0; good &= good - 1) {
        if (w->code != NULL)
            w->code[w->found] = code | (uint64_t)__builtin_ctzll(good);
        w->found++;
    }
}

/* Options from `level` up are settled in code. */
static void descend(walk *w, uint64_t code, int level)
{
    int options = w->conflict->option_count;
    int low = options < LEAF_OPTIONS ? options : LEAF_OPTIONS;
    if (w->too_long || ++w->branches > BRANCHES_MAX || w->found > CBG_GRAPH_STATES_MAX) {
        w->too_long = true;
        return;
    }
    if (level <= low) {
        leaf(w, code, low);
        return;
    }
    uint64_t known = ~UINT64_C(0) << (level - 1);
    for (uint64_t bit = 0; bit <= 1; bit++) {
        uint64_t next = code | bit << (level - 1);
        bool dead = false;
        for (int k = 0; k < w->conflict->infeasible_count && !dead; k++)
            dead = cbgi_formula_partial(&w->conflict->infeasible[k], next, known) == 1;
        if (!dead)
            descend(w, next, level - 1);
    }
}

cbg_status cbgi_enumerate(const cbg_conflict *conflict, cbgi_arena *arena, const uint64_t **code,
                          uint32_t *states, cbg_diags *diags)
{
    if (conflict->infeasible_count == 0 && conflict->option_count <= 24) {
        *states = UINT32_C(1) << conflict->option_count;
        return CBG_OK;
    }
    walk w = {.conflict = conflict};
    descend(&w, 0, conflict->option_count);
    if (w.too_long || w.found > CBG_GRAPH_STATES_MAX) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, conflict->span,
                                    "the conflict has more than %d feasible states, or finding "
                                    "them takes too long",
                                    (int)CBG_GRAPH_STATES_MAX),
                      "add infeasible combinations, or leave options out");
        return CBG_TOO_LARGE;
    }
    if (w.found == 0) {
        (void)cbg_diags_add(diags, CBG_ERROR, CBG_BAD_CASE, conflict->span,
                            "no state is feasible: the infeasible combinations exclude every one");
        return CBG_BAD_CASE;
    }
    uint64_t *all = cbgi_arena_array(arena, (size_t)w.found, sizeof *all);
    if (all == NULL)
        return CBG_NO_MEMORY;
    w = (walk){.conflict = conflict, .code = all};
    descend(&w, 0, conflict->option_count);
    *code = all;
    *states = (uint32_t)w.found;
    return CBG_OK;
}

void cbgi_option_words(const cbg_graph *g, uint32_t first, uint64_t *word)
{
    uint32_t count = g->states - first < 64 ? g->states - first : 64;
    for (int o = 0; o < g->options; o++)
        word[o] = 0;
    for (uint32_t b = 0; b < count; b++) {
        uint64_t code = cbgi_code(g, first + b);
        for (int o = 0; o < g->options; o++)
            word[o] |= (code >> o & 1) << b;
    }
}
