/* From a case with issues to a conflict: the pieces in order, and a name for every state. */
#include <string.h>

#include "base/parallel.h"
#include "stability/built.h"

/* The package that fixes what has no ladder: the Nash agreement, else for each issue the option of the greatest total. */
static cbg_status find_reference(cbg_built *b)
{
    const cbg_space *space = b->space;
    b->reference = cbgi_arena_array(&b->arena, (size_t)space->issues, sizeof *b->reference);
    if (b->reference == NULL)
        return CBG_NO_MEMORY;
    if (space->countable && space->outcomes <= CBG_OUTCOMES_DEFAULT_MAX) {
        cbg_status status = cbg_solve(space, 0, false, &b->exec, &b->solutions);
        if (status == CBG_CANCELLED || status == CBG_NO_MEMORY)
            return status;
        b->solved = status == CBG_OK;
    }
    if (b->solved && b->solutions.count > 0 && b->solutions.agreement[0].exists) {
        cbg_space_decode(space, b->solutions.agreement[0].outcome, b->reference);
        return CBG_OK;
    }
    for (int i = 0; i < space->issues; i++) {
        double best = 0;
        for (int o = 0; o < space->option_count[i]; o++) {
            double sum = 0;
            for (int s = 0; s < b->makers; s++)
                sum += (double)cbgi_built_option_worth(b, s, i, o) / (double)b->side[s].total;
            if (o == 0 || sum > best) {
                best = sum;
                b->reference[i] = o;
            }
        }
    }
    return CBG_OK;
}

static const char *const kind_words[] = {"no deal", "deal", "extended", "left", "lapsed"};

/* "deal: CF 5060, UN ended by a new re..." */
static const char *name_state(cbg_built *b, uint32_t state)
{
    enum { SHORT = 26 };
    uint64_t code = cbg_graph_code(b->graph, state);
    cbg_built_kind kind = cbg_built_kind_of(b, state);
    const char *text = kind_words[kind];
    for (int s = 0; s < b->makers; s++)
        for (int k = 0; k < CBG_PROCESS_MOVES; k++) {
            int bit = b->side[s].bit[k];
            bool said = kind == CBG_BUILT_DEAL && k == CBG_PROCESS_AGREE;
            if (bit >= 0 && (code >> bit & 1) != 0 && !said && text != NULL)
                text = cbgi_arena_format(&b->arena, "%s; %s", text, b->conflict.option[bit].name);
        }
    for (int k = 0; k < b->ladders && text != NULL; k++) {
        const cbg_issue *issue = &b->c->issue[b->ladder[k].issue];
        const char *option = issue->option[b->ladder[k].level[cbgi_built_rung(b, code, k)]].name;
        size_t length = strlen(option);
        bool cut = length > SHORT;
        for (length = cut ? SHORT - 2 : length; length > 0 && ((unsigned char)option[length] & 0xC0) == 0x80;)
            length--;
        text = cbgi_arena_format(&b->arena, "%s%s%s %.*s%s", text, k == 0 ? ": " : ", ", issue->id, (int)length, option,
                                 cut ? "\xE2\x80\xA6" : "");
    }
    return text;
}

/* Where things stand: nobody has said anything; at the deadline the reference package is on the table. */
static void find_start(cbg_built *b)
{
    uint64_t code = 0;
    for (int k = 0; k < b->ladders && b->options.deadline; k++) {
        const cbg_ladder *l = &b->ladder[k];
        const cbgi_side *side = &b->side[l->owner >= 0 ? l->owner : 0];
        for (int r = 1; r < l->count && l->level[r - 1] != b->reference[l->issue]; r++)
            code |= UINT64_C(1) << (side->rung[k] + r - 1);
    }
    b->graph->status_quo = cbgi_state_of_code(b->graph, code);
}

static cbg_status name_states(cbg_built *b)
{
    uint32_t n = cbg_graph_states(b->graph);
    b->label = cbgi_arena_array(&b->arena, n, sizeof *b->label);
    for (uint32_t s = 0; b->label != NULL && s < n && n <= CBG_GRAPH_SETS_MAX; s++)
        b->label[s] = name_state(b, s);
    b->graph->label = n <= CBG_GRAPH_SETS_MAX ? b->label : NULL;
    return b->arena.failed ? CBG_NO_MEMORY : CBG_OK;
}

static cbg_status make(cbg_built *b, cbg_diags *diags)
{
    cbg_scenario scenario;
    cbg_status status = CBG_OK;
    if (b->options.scenario != NULL)
        scenario = *b->options.scenario;
    else
        status = cbg_scenario_init(b->c, &scenario, diags);
    if (status == CBG_OK)
        status = cbg_space_build(b->c, &scenario, &b->exec, &b->space, diags);
    if (status == CBG_OK)
        status = cbgi_built_sides(b, diags);
    if (status == CBG_OK)
        status = find_reference(b);
    if (status == CBG_OK)
        status = cbgi_built_ladders(b, diags);
    if (status == CBG_OK)
        status = cbgi_built_options(b, diags);
    if (status == CBG_OK)
        status = cbg_graph_build(&b->conflict, &b->exec, &b->graph, diags);
    if (status != CBG_OK)
        return status;
    bool relations = b->options.ranges || b->options.has_strong || b->options.same.num > 0;
    if (relations && cbg_graph_states(b->graph) > CBG_GRAPH_SETS_MAX) {
        cbg_diag_hint(cbg_diags_add(diags, CBG_ERROR, CBG_TOO_LARGE, (cbg_span){0},
                                    "%u states: margins, ranges and strength need at most %d",
                                    (unsigned)cbg_graph_states(b->graph), (int)CBG_GRAPH_SETS_MAX),
                      "name fewer issues or take fewer rungs");
        return CBG_TOO_LARGE;
    }
    status = cbgi_built_worths(b, diags);
    if (status == CBG_OK)
        status = cbgi_built_prefer(b);
    if (status != CBG_OK)
        return status;
    cbgi_built_compare_stated(b);
    find_start(b);
    return name_states(b);
}

cbg_status cbg_built_make(const cbg_case *c, const cbg_built_options *options, const cbg_exec *exec,
                          cbg_built **out, cbg_diags *diags)
{
    if (options->rungs < 0 || options->rungs == 1 || options->rungs > CBG_BUILT_RUNGS_MAX || options->same.num < 0 ||
        options->issue_count > CBG_BUILT_ISSUES_MAX)
        return CBG_BAD_ARGUMENT;
    cbg_built *b = cbgi_alloc(exec, sizeof *b);
    if (b == NULL)
        return CBG_NO_MEMORY;
    memset(b, 0, sizeof *b);
    if (exec != NULL)
        b->exec = *exec;
    b->c = c;
    b->options = *options;
    b->options.same.den = options->same.den > 0 ? options->same.den : 1;
    b->options.strong.den = options->strong.den > 0 ? options->strong.den : 1;
    cbgi_arena_init(&b->arena, b->exec.allocator);
    cbg_status status = make(b, diags);
    if (status == CBG_OK)
        *out = b;
    else
        cbg_built_free(b);
    return status;
}

void cbg_built_free(cbg_built *built)
{
    if (built == NULL)
        return;
    cbg_exec exec = built->exec;
    cbg_graph_free(built->graph);
    cbg_space_free(built->space);
    cbgi_arena_free(&built->arena);
    cbgi_release(&exec, built);
}

const cbg_graph *cbg_built_graph(const cbg_built *built)
{
    return built->graph;
}

const cbg_space *cbg_built_space(const cbg_built *built)
{
    return built->space;
}

const cbg_solutions *cbg_built_solutions(const cbg_built *built)
{
    return built->solved ? &built->solutions : NULL;
}

const char *cbg_built_label(const cbg_built *built, uint32_t state)
{
    return built->label[state];
}

int cbg_built_ladders(const cbg_built *built, const cbg_ladder **ladder)
{
    *ladder = built->ladder;
    return built->ladders;
}

const cbg_tau *cbg_built_tau(const cbg_built *built, int maker)
{
    return &built->tau[maker];
}
