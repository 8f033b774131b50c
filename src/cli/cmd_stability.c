/* coburg stability: what would hold, by the graph model for conflict resolution. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "report/stability.h"

enum {
    CHOSEN_MAX = 64,
    EXPLAINED = 3,
    TARGETS_MAX = 12,
    TOP_DEFAULT = 20,
    TOP_MAX = 1 << 20,
    JUMP_ENDS = 64
};

typedef struct question {
    cbgi_cli *cli;
    cbg_case *c;
    cbg_graph *g;
    cbg_stability *result;
    cbgi_stability_report report;
    uint32_t state[CHOSEN_MAX], target[CHOSEN_MAX];
    cbg_why *why[CHOSEN_MAX * CBG_MAKERS_MAX];
    cbg_coalitions *coalitions;
    cbg_ways *jump_ways[JUMP_ENDS];
    cbgi_arena arena;
    cbg_diags diags;
} question;

/* "nash,seq" into a bit set; false after a complaint. */
static bool read_concepts(const cbgi_cli *cli, unsigned *out)
{
    const char *value = NULL;
    *out = (1u << CBG_CORE_CONCEPTS) - 1;
    if (!cbgi_cli_has(cli, "concepts", &value))
        return true;
    *out = 0;
    for (const char *s = value;; s++) {
        size_t length = strcspn(s, ",");
        char word[16] = "";
        if (length < sizeof word)
            memcpy(word, s, length);
        int concept = cbg_concept_find(word);
        if (concept < 0) {
            cbgi_cli_usage(cli,
                           "there is no concept \"%.*s\"; write some of nash, gmr, smr, seq, sseq, sim with "
                           "commas between",
                           (int)(length < 40 ? length : 40), s);
            return false;
        }
        *out |= 1u << concept;
        s += length;
        if (*s == '\0')
            return true;
    }
}

static bool read_word(const cbgi_cli *cli, const char *option, const char *const *words, int count, int *out)
{
    const char *value = NULL;
    if (!cbgi_cli_has(cli, option, &value))
        return true;
    for (*out = 0; *out < count; ++*out)
        if (strcmp(words[*out], value) == 0)
            return true;
    cbgi_cli_usage(cli, "--%s cannot be \"%s\"; see coburg help %s", option, value, cli->command->name);
    return false;
}

static bool find_state(const question *q, const char *option, const char *text, uint32_t *out)
{
    int64_t found = cbg_graph_find(q->g, text);
    if (found < 0)
        cbgi_cli_usage(q->cli,
                       "--%s: there is no state %s; write its number from 1 to %u, d and the decimal number, "
                       "or its letters Y and N",
                       option, text, (unsigned)cbg_graph_states(q->g));
    else
        *out = (uint32_t)found;
    return found >= 0;
}

/* All values of a repeated option; false after a complaint. */
static bool find_states(const question *q, const char *option, uint32_t *out, int *count)
{
    for (int k = 0; k < q->cli->given_count; k++) {
        const cbgi_given *given = &q->cli->given[k];
        if (strcmp(given->option->name, option) != 0)
            continue;
        if (*count == CHOSEN_MAX) {
            cbgi_cli_usage(q->cli, "--%s: at most %d states", option, (int)CHOSEN_MAX);
            return false;
        }
        if (!find_state(q, option, given->value, &out[*count]))
            return false;
        ++*count;
    }
    return true;
}

static void add_once(uint32_t *list, int *count, int most, uint32_t state)
{
    for (int k = 0; k < *count; k++)
        if (list[k] == state)
            return;
    if (*count < most)
        list[(*count)++] = state;
}

/* What to explain when nobody says: the status quo and the states that hold best. */
static void choose_states(question *q)
{
    cbgi_stability_report *r = &q->report;
    int64_t now = cbg_graph_status_quo(q->g);
    if (now >= 0)
        add_once(q->state, &r->chosen, EXPLAINED, (uint32_t)now);
    for (int want = CBG_CONCEPTS; want > 0; want--)
        for (uint32_t k = 0; k < r->rows; k++) {
            int held = 0;
            for (int c = 0; c < CBG_CONCEPTS; c++)
                held += (r->options.concepts >> c & 1) != 0 &&
                        cbg_stability_equilibrium(q->result, (cbg_concept)c, r->row[k]);
            if (held != want)
                continue;
            add_once(q->state, &r->chosen, EXPLAINED, r->row[k]);
            if (r->from < 0 || (uint32_t)r->from != r->row[k])
                add_once(q->target, &r->targets, TARGETS_MAX, r->row[k]);
        }
}

static cbg_status explain(question *q)
{
    cbgi_stability_report *r = &q->report;
    int makers = cbg_graph_makers(q->g);
    cbg_status status = CBG_OK;
    for (int k = 0; k < r->chosen; k++)
        for (int i = 0; i < makers && status == CBG_OK; i++)
            status = cbg_stability_explain(q->g, &r->options, cbgi_stability_telling(r, i, q->state[k]), i,
                                           q->state[k], &q->cli->exec, &q->why[k * makers + i], &q->diags);
    return status;
}

/* Jumps between equilibria under the strongest concept asked for, of groups of two or more. */
static cbg_status find_jumps(question *q)
{
    cbgi_stability_report *r = &q->report;
    r->jump_concept = (cbg_concept)__builtin_ctz(r->options.concepts);
    uint32_t end[JUMP_ENDS];
    int ends = 0;
    for (uint32_t s = 0; s < cbg_graph_states(q->g) && ends < JUMP_ENDS; s++)
        if (cbg_stability_equilibrium(q->result, r->jump_concept, s))
            end[ends++] = s;
    cbgi_jump *jump = cbgi_arena_array(&q->arena, (size_t)(ends * ends), sizeof *jump);
    cbg_status status = jump == NULL ? CBG_NO_MEMORY : CBG_OK;
    for (int a = 0; a < ends && status == CBG_OK; a++) {
        status = cbg_ways_find(q->g, end[a], &q->cli->exec, &q->jump_ways[a], &q->diags);
        for (int b = 0; b < ends && status == CBG_OK; b++) {
            cbgi_jump *next = &jump[r->jumps];
            *next = (cbgi_jump){.from = end[a], .to = end[b]};
            next->group =
                a == b ? 0 : cbg_ways_coalition(q->jump_ways[a], end[b], &next->length, &next->path);
            r->jumps += __builtin_popcount(next->group) > 1;
        }
    }
    r->jump = jump;
    return status;
}

static cbg_status ask_coalitions(question *q)
{
    cbg_status status = cbg_coalitions_solve(q->g, &q->cli->exec, &q->coalitions, &q->diags);
    q->report.coalitions = q->coalitions;
    return status == CBG_OK ? find_jumps(q) : status;
}

/* Fills the report from what was asked; false after a complaint. */
static bool choose(question *q)
{
    cbgi_stability_report *r = &q->report;
    uint32_t from = 0;
    const char *value = NULL;
    r->from = cbg_graph_status_quo(q->g);
    if (cbgi_cli_has(q->cli, "from-state", &value)) {
        if (!find_state(q, "from-state", value, &from))
            return false;
        r->from = from;
    }
    int states = 0, targets = 0;
    uint32_t state[CHOSEN_MAX], target[CHOSEN_MAX];
    if (!find_states(q, "state", state, &states) || !find_states(q, "to-state", target, &targets))
        return false;
    if (targets > 0 && r->from < 0) {
        cbgi_cli_usage(q->cli, "--to-state: from where? the case has no status_quo; add --from-state");
        return false;
    }
    choose_states(q);
    if (states > 0) {
        memcpy(q->state, state, sizeof state);
        r->chosen = states;
    }
    if (targets > 0) {
        memcpy(q->target, target, sizeof target);
        r->targets = targets;
    }
    r->state = q->state;
    r->target = q->target;
    r->why = q->why;
    return true;
}

static void print(question *q)
{
    cbgi_cli *cli = q->cli;
    if (cli->json) {
        cbgi_json json;
        cbgi_json_init(&json, &cli->out);
        cbgi_cli_open_json(cli, &json, q->c);
        cbgi_stability_json(&q->report, &json);
        cbgi_json_close(&json, '}');
    } else if (cli->csv) {
        cbgi_stability_csv(&q->report, &cli->out);
    } else {
        cbgi_stability_text(&q->report, cli->style, &cli->out);
    }
}

static cbg_status solve(question *q, int64_t top)
{
    cbgi_stability_report *r = &q->report;
    if (q->c->conflict == NULL) {
        cbg_diag_hint(cbg_diags_add(&q->diags, CBG_ERROR, CBG_MISSING, (cbg_span){0, 0, 0},
                                    "the case has no `conflict`"),
                      "add decision makers with their options and preferences, as docs/case-format.md shows");
        return CBG_MISSING;
    }
    cbg_status status = cbg_graph_build(q->c->conflict, &q->cli->exec, &q->g, &q->diags);
    if (status == CBG_OK)
        status = cbg_stability_solve(q->g, &r->options, &q->cli->exec, &q->result, &q->diags);
    if (status != CBG_OK)
        return status;
    r->c = q->c;
    r->g = q->g;
    r->result = q->result;
    r->row = cbgi_arena_array(&q->arena, (size_t)top, sizeof *r->row);
    if (r->row == NULL)
        return CBG_NO_MEMORY;
    cbgi_stability_list(r, (uint32_t)top);
    return CBG_OK;
}

static int answer(question *q, int64_t top)
{
    cbg_status status = solve(q, top);
    if (status == CBG_OK && !choose(q))
        return CBGI_EXIT_USAGE;
    if (status == CBG_OK && !q->cli->csv)
        status = explain(q);
    if (status == CBG_OK && q->report.from >= 0 && q->report.targets > 0 && !q->cli->csv)
        status = cbg_ways_find(q->g, (uint32_t)q->report.from, &q->cli->exec, &q->report.ways, &q->diags);
    if (status == CBG_OK && cbgi_cli_has(q->cli, "coalitions", NULL) && !q->cli->csv)
        status = ask_coalitions(q);
    if (status != CBG_OK) {
        cbg_case_quote(q->c, &q->diags);
        return cbgi_cli_fail(q->cli, status, &q->diags);
    }
    print(q);
    return CBGI_EXIT_DONE;
}

static int run(cbgi_cli *cli)
{
    static const char *const rules[] = {"any", "once"}, *const modes[] = {"a", "b", "c", "d"};
    int rule = 0, mode = 0;
    int64_t top = TOP_DEFAULT;
    question q = {.cli = cli};
    if (!read_concepts(cli, &q.report.options.concepts) ||
        !read_word(cli, "opponent-moves", rules, 2, &rule) || !read_word(cli, "unknown", modes, 4, &mode) ||
        !cbgi_cli_integer(cli, "top", 1, TOP_MAX, &top))
        return CBGI_EXIT_USAGE;
    q.report.options.opponents_once = rule == 1;
    q.report.options.unknown = (cbg_unknown_mode)mode;
    q.c = cbgi_cli_read_case(cli, 0);
    if (q.c == NULL)
        return CBGI_EXIT_USAGE;
    cbg_diags_init(&q.diags, cli->arg[0]);
    cbgi_arena_init(&q.arena, NULL);
    int code = answer(&q, top);
    for (int k = 0; k < CHOSEN_MAX * CBG_MAKERS_MAX; k++)
        cbg_why_free(q.why[k]);
    for (int k = 0; k < JUMP_ENDS; k++)
        cbg_ways_free(q.jump_ways[k]);
    cbg_coalitions_free(q.coalitions);
    cbg_ways_free(q.report.ways);
    cbg_stability_free(q.result);
    cbg_graph_free(q.g);
    cbgi_arena_free(&q.arena);
    cbg_case_free(q.c);
    return code;
}

static const cbgi_option options[] = {
    {"concepts", CBGI_ARG_REQUIRED, "LIST", "words nash gmr smr seq sseq sim",
     "stability concepts, commas between: nash, gmr, smr, seq, sseq, sim (default: the first five)"},
    {"state", CBGI_ARG_REQUIRED, "STATE", NULL,
     "explain this state; may be repeated (default: the status quo and those that hold best)"},
    {"from-state", CBGI_ARG_REQUIRED, "STATE", NULL, "tell the ways from here (default: the status quo)"},
    {"to-state", CBGI_ARG_REQUIRED, "STATE", NULL,
     "tell the way to this state; may be repeated (default: the states listed)"},
    {"coalitions", CBGI_ARG_NONE, NULL, NULL,
     "may groups leave together? stability against every coalition, and jumps"},
    {"top", CBGI_ARG_REQUIRED, "N", NULL,
     "list at most N states: all when there are no more, else those that hold (default 20)"},
    {"opponent-moves", CBGI_ARG_REQUIRED, "RULE", "words any once",
     "any: by the definitions; once: each opponent moves at most once in a sanction, as some programs have "
     "it"},
    {"unknown", CBGI_ARG_REQUIRED, "MODE", "words a b c d",
     "unknown preferences: a leaves for and is not deterred by unknown states, b neither, c both, d only "
     "deterred"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_stability = {
    .name = "stability",
    .args = "CASE",
    .args_min = 1,
    .args_max = 1,
    .summary = "Say what would hold: the graph model for conflict resolution",
    .text =
        "The case has a `conflict`: decision makers, the options each owns (or states and moves), and what "
        "each prefers. A state holds when nobody gains by leaving it, or when the others would answer so "
        "that leaving is not worth it: Nash (nobody can gain), GMR (any answer counts), SMR (and no way "
        "out after it), SEQ (only answers that the others gain by), SSEQ (both), SIM (answers at the same "
        "time).\n\n"
        "A STATE is its number among the feasible states, from 1; d and its decimal number; or one letter Y "
        "or N an option, such as YNN.",
    .example = "coburg stability cases/euphrates-1975.yaml\n"
               "coburg stability cases/elmira-1989.yaml --state 5 --to-state 8",
    .options = options,
    .threads = true,
    .tabular = true,
    .run = run,
};
