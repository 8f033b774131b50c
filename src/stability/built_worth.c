/* What the states of a built conflict are worth. States fall into classes: the same outcome of the talks, the same
 * package if it is a deal, the same sanctions; a class has one worth for each side, in exact integers. */
#include <string.h>

#include "base/integer.h"
#include "stability/built.h"

bool cbgi_built_takes(const cbg_built *b, uint64_t code, int s, cbg_process_move move)
{
    return b->side[s].bit[move] >= 0 && (code >> b->side[s].bit[move] & 1) != 0;
}

static void package_of(const cbg_built *b, uint64_t code, int *option)
{
    memcpy(option, b->reference, (size_t)b->space->issues * sizeof *option);
    for (int k = 0; k < b->ladders; k++)
        option[b->ladder[k].issue] = b->ladder[k].level[cbgi_built_rung(b, code, k)];
}

static bool can_be_agreed(const cbg_built *b, uint64_t code)
{
    int option[CBG_ISSUES_MAX];
    package_of(b, code, option);
    return cbg_space_possible(b->space, option) &&
           (cbg_space_broken(b->space, option) & b->space->scenario.red_lines) == 0;
}

static cbg_built_kind kind_of(const cbg_built *b, uint64_t code)
{
    bool agree = true, extend = true;
    for (int s = 0; s < b->makers; s++) {
        if (cbgi_built_takes(b, code, s, CBG_PROCESS_LEAVE))
            return CBG_BUILT_LEFT;
        agree = agree && cbgi_built_takes(b, code, s, CBG_PROCESS_AGREE);
        extend = extend && cbgi_built_takes(b, code, s, CBG_PROCESS_EXTEND);
    }
    if (agree && can_be_agreed(b, code))
        return CBG_BUILT_DEAL;
    if (extend)
        return CBG_BUILT_EXTENDED;
    return b->options.deadline ? CBG_BUILT_LAPSED : CBG_BUILT_OPEN;
}

/* Kind, sanctions and, of a deal, rungs in one number: at most 3 + 8 + 12 * 4 bits. */
static uint64_t class_key(const cbg_built *b, uint64_t code)
{
    cbg_built_kind kind = kind_of(b, code);
    uint64_t key = (uint64_t)(kind == CBG_BUILT_LAPSED ? CBG_BUILT_LEFT : kind);
    for (int s = 0; s < b->makers; s++)
        key = key << 1 | (uint64_t)cbgi_built_takes(b, code, s, CBG_PROCESS_SANCTION);
    for (int k = 0; k < b->ladders; k++)
        key = key << 4 | (uint64_t)(kind == CBG_BUILT_DEAL ? cbgi_built_rung(b, code, k) : 0);
    return key;
}

static uint64_t key_of(const void *context, uint32_t state)
{
    return ((const uint64_t *)context)[state];
}

static cbg_status find_classes(cbg_built *b)
{
    uint32_t n = cbg_graph_states(b->graph);
    cbgi_arena scratch;
    cbgi_arena_init(&scratch, b->exec.allocator);
    uint64_t *key = cbgi_arena_array(&scratch, n, sizeof *key);
    uint32_t *order = cbgi_arena_array(&scratch, n, sizeof *order), *spare = cbgi_arena_array(&scratch, n, sizeof *spare);
    b->class_of = cbgi_arena_array(&b->arena, n, sizeof *b->class_of);
    b->example = cbgi_arena_array(&b->arena, n, sizeof *b->example);
    cbg_status status = scratch.failed || b->arena.failed ? CBG_NO_MEMORY : CBG_OK;
    if (status == CBG_OK) {
        for (uint32_t s = 0; s < n; s++) {
            key[s] = class_key(b, cbg_graph_code(b->graph, s));
            order[s] = s;
        }
        cbgi_sort(order, spare, n, 64, key_of, key);
        for (uint32_t k = 0; k < n; k++) {
            if (k == 0 || key[order[k]] != key[order[k - 1]])
                b->example[b->classes++] = order[k];
            b->class_of[order[k]] = b->classes - 1;
        }
    }
    cbgi_arena_free(&scratch);
    return status;
}

/* A number of points in units of the side's worths; false: does not fit. */
static bool points(cbg_rational value, int64_t unit, cbgi_wide *out)
{
    *out = (cbgi_wide)value.num * (unit / value.den);
    return unit % value.den == 0;
}

typedef struct constants {
    cbgi_wide walk_away, standing, sanction[CBG_MAKERS_MAX];
} constants;

/* The unit of a side, in which all its constants are whole numbers, and these. */
static bool find_constants(cbg_built *b, int s, constants *k)
{
    const cbgi_side *side = &b->side[s];
    const cbg_process *p = &side->process;
    int64_t factor = 1, unit;
    cbgi_wide walk = 0, quo, delay = 0, same = 0, strong = 0;
    bool fits = cbgi_common_multiple(&factor, p->status_quo.given ? p->status_quo.value.den : 1) &&
                cbgi_common_multiple(&factor, p->delay_cost.value.den) &&
                cbgi_common_multiple(&factor, b->options.same.den) &&
                cbgi_common_multiple(&factor, b->options.strong.den);
    for (int j = 0; j < b->makers; j++)
        fits = fits && cbgi_common_multiple(&factor, b->side[j].process.sanction_cost.value.den);
    if (!fits || __builtin_mul_overflow(b->space->unit, side->total, &unit) || __builtin_mul_overflow(unit, factor, &unit))
        return false;
    for (int m = 0; m < b->space->seats; m++)
        walk += (cbgi_wide)side->weight[m] * b->space->walk_away[m] * factor;
    fits = points(p->delay_cost.value, unit, &delay) && points(b->options.same, unit, &same) &&
           points(b->options.strong, unit, &strong);
    quo = walk;
    fits = fits && (!p->status_quo.given || points(p->status_quo.value, unit, &quo));
    for (int j = 0; j < b->makers; j++)
        fits = fits && points(b->side[j].process.sanction_cost.value, unit, &k->sanction[j]);
    cbgi_wide most = INT64_MAX / 4;
    if (!fits || same > most || strong > most)
        return false;
    k->walk_away = walk;
    k->standing = quo - delay;
    b->scale[s] = (double)unit;
    b->same[s] = (int64_t)same;
    b->strong[s] = (int64_t)strong;
    return true;
}

static bool find_worths(cbg_built *b, int s)
{
    constants k;
    if (!find_constants(b, s, &k))
        return false;
    int64_t factor = (int64_t)(b->scale[s] / ((double)b->space->unit * (double)b->side[s].total) + 0.5);
    for (uint32_t c = 0; c < b->classes; c++) {
        uint64_t code = cbg_graph_code(b->graph, b->example[c]);
        cbg_built_kind kind = kind_of(b, code);
        cbgi_wide worth = kind == CBG_BUILT_LEFT || kind == CBG_BUILT_LAPSED ? k.walk_away : k.standing;
        if (kind == CBG_BUILT_DEAL) {
            int option[CBG_ISSUES_MAX];
            int64_t utility[CBG_SEATS_MAX];
            package_of(b, code, option);
            cbg_space_utilities(b->space, option, utility);
            worth = 0;
            for (int m = 0; m < b->space->seats; m++)
                worth += (cbgi_wide)b->side[s].weight[m] * utility[m] * factor;
        }
        for (int j = 0; j < b->makers; j++)
            worth -= j != s && cbgi_built_takes(b, code, j, CBG_PROCESS_SANCTION) ? k.sanction[j] : 0;
        if (worth > INT64_MAX / 4 || worth < INT64_MIN / 4)
            return false;
        b->worth[(size_t)s * b->classes + c] = (int64_t)worth;
    }
    return true;
}

cbg_status cbgi_built_worths(cbg_built *b, cbg_diags *diags)
{
    cbg_status status = find_classes(b);
    if (status != CBG_OK)
        return status;
    b->worth = cbgi_arena_array(&b->arena, (size_t)b->makers * b->classes, sizeof *b->worth);
    if (b->worth == NULL)
        return CBG_NO_MEMORY;
    for (int s = 0; s < b->makers; s++)
        if (!find_worths(b, s)) {
            cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_OVERFLOW, b->side[s].process.span,
                                        "the worths of %s do not fit exact arithmetic", b->side[s].name),
                          "use rounder numbers");
            return CBG_OVERFLOW;
        }
    return CBG_OK;
}

cbg_built_kind cbg_built_kind_of(const cbg_built *b, uint32_t state)
{
    return kind_of(b, cbg_graph_code(b->graph, state));
}

void cbg_built_package(const cbg_built *b, uint32_t state, int *option)
{
    package_of(b, cbg_graph_code(b->graph, state), option);
}

double cbg_built_worth(const cbg_built *b, int maker, uint32_t state)
{
    return (double)b->worth[(size_t)maker * b->classes + b->class_of[state]] / b->scale[maker];
}

int64_t cbg_built_deal(const cbg_built *b, const int *option)
{
    int have[CBG_ISSUES_MAX];
    for (uint32_t c = 0; c < b->classes; c++) {
        uint32_t s = b->example[c];
        bool sanctions = false;
        for (int j = 0; j < b->makers; j++)
            sanctions = sanctions || cbgi_built_takes(b, cbg_graph_code(b->graph, s), j, CBG_PROCESS_SANCTION);
        if (sanctions || cbg_built_kind_of(b, s) != CBG_BUILT_DEAL)
            continue;
        cbg_built_package(b, s, have);
        if (memcmp(have, option, (size_t)b->space->issues * sizeof *have) == 0)
            return s;
    }
    return -1;
}

