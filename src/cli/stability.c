/* What coburg stability was asked: options read, states chosen, the library called. */
#include "cli/stability.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef cbgi_question question;

/* "lh:3" or "nonmyopic"; false when it is neither. */
static bool read_extra(question *q, const char *word)
{
    int moves = 0;
    if (strcmp(word, "nonmyopic") != 0) {
        char *end = NULL;
        if (strncmp(word, "lh:", 3) != 0 || word[3] < '1' || word[3] > '9')
            return false;
        long n = strtol(word + 3, &end, 10);
        if (*end != '\0' || n > CBG_HORIZON_MAX)
            return false;
        moves = (int)n;
    }
    if (q->report.extras == CBGI_EXTRAS_MAX)
        return false;
    cbgi_extra *extra = &q->extra[q->report.extras++];
    *extra = (cbgi_extra){.moves = moves};
    (void)snprintf(extra->id, sizeof extra->id, "%s", word);
    (void)snprintf(extra->name, sizeof extra->name, moves > 0 ? "L%d" : "NM", moves);
    return true;
}

/* "nash,seq,lh:3" into a bit set and extras; false after a complaint. */
static bool read_concepts(question *q)
{
    const char *value = NULL;
    unsigned *out = &q->report.options.concepts;
    *out = (1u << CBG_CORE_CONCEPTS) - 1;
    if (!cbgi_cli_has(q->cli, "concepts", &value))
        return true;
    *out = 0;
    for (const char *s = value;; s++) {
        size_t length = strcspn(s, ",");
        char word[16] = "";
        if (length < sizeof word)
            memcpy(word, s, length);
        int concept = cbg_concept_find(word);
        if (concept >= 0) {
            *out |= 1u << concept;
        } else if (!read_extra(q, word)) {
            cbgi_cli_usage(q->cli,
                           "there is no concept \"%.*s\"; write some of nash, gmr, smr, seq, sseq, sim, lh:N "
                           "(N from 1 to %d) and nonmyopic with commas between",
                           (int)(length < 40 ? length : 40), s, (int)CBG_HORIZON_MAX);
            return false;
        }
        s += length;
        if (*s == '\0')
            break;
    }
    if (*out == 0)
        *out = 1u << CBG_NASH; /* looking ahead stands beside it */
    return true;
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
    for (int k = 0; k < q->targets_first; k++)
        add_once(q->state, &r->chosen, EXPLAINED, q->target[k]);
    for (int want = q->targets_first > 0 ? 0 : cbgi_stability_asked(r); want > 0; want--)
        for (uint32_t k = 0; k < r->rows; k++) {
            if (cbgi_stability_held(r, r->row[k]) != want)
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

/* "5,8" into wishes; false after a complaint. */
static bool read_wishes(question *q, const char *option, bool stable)
{
    const char *value = NULL;
    if (!cbgi_cli_has(q->cli, option, &value))
        return true;
    for (const char *item = value;; item++) {
        char text[CBG_CONFLICT_OPTIONS_MAX + 8] = "";
        const size_t length = strcspn(item, ",");
        cbg_wish *wish = &q->wish[q->report.wishes];
        memcpy(text, item, length < sizeof text ? length : 0);
        if (q->report.wishes == CHOSEN_MAX) {
            cbgi_cli_usage(q->cli, "--%s: at most %d states", option, (int)CHOSEN_MAX);
            return false;
        }
        if (!find_state(q, option, text, &wish->state))
            return false;
        wish->stable = stable;
        q->report.wishes++;
        item += length;
        if (*item == '\0')
            return true;
    }
}

/* One answer for each decision maker and concept. */
static cbg_status invert(question *q)
{
    cbgi_stability_report *r = &q->report;
    cbg_status status = CBG_OK;
    for (int i = 0; i < cbg_graph_makers(q->g); i++)
        for (int c = 0; c < CBG_CORE_CONCEPTS && status == CBG_OK; c++)
            if ((r->options.concepts >> c & 1) != 0) {
                status =
                    cbg_inverse_find(q->g, (cbg_concept)c, i, q->wish, r->wishes, r->options.opponents_once,
                                     &q->cli->exec, &q->inverse[r->inverses], &q->diags);
                r->inverses += status == CBG_OK;
            }
    r->wish = q->wish;
    r->inverse = q->inverse;
    return status;
}

/* Fills the report from what was asked; false after a complaint. */
bool cbgi_stability_choose(question *q)
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
    if (!read_wishes(q, "inverse", true) || !read_wishes(q, "not-stable", false))
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

bool cbgi_stability_read_options(question *q)
{
    static const char *const of_issues[] = {"issues",      "rungs",        "deadline",          "ranges",
                                            "same-within", "strong-above", "without-red-lines", "walk-away",
                                            "raise-walk-aways"};
    for (size_t k = 0; k < sizeof of_issues / sizeof of_issues[0]; k++)
        if (cbgi_cli_has(q->cli, of_issues[k], NULL) && !cbgi_cli_has(q->cli, "from-issues", NULL)) {
            cbgi_cli_usage(q->cli, "--%s belongs to a conflict built from issues; add --from-issues", of_issues[k]);
            return false;
        }
    if (cbgi_cli_has(q->cli, "not-stable", NULL) && !cbgi_cli_has(q->cli, "inverse", NULL)) {
        cbgi_cli_usage(q->cli, "--not-stable asks beside --inverse; add --inverse STATE");
        return false;
    }
    if (cbgi_cli_has(q->cli, "any-moves", NULL) && !cbgi_cli_has(q->cli, "tree", NULL) &&
        !cbgi_cli_has(q->cli, "all-ways", NULL)) {
        cbgi_cli_usage(q->cli, "--any-moves goes with --all-ways N or --tree N; add one");
        return false;
    }
    static const char *const rules[] = {"any", "once"}, *const modes[] = {"a", "b", "c", "d"};
    int rule = 0, mode = 0;
    if (!read_concepts(q) || !read_word(q->cli, "opponent-moves", rules, 2, &rule) ||
        !read_word(q->cli, "unknown", modes, 4, &mode) ||
        !cbgi_cli_integer(q->cli, "top", 1, TOP_MAX, &q->top) ||
        !cbgi_cli_integer(q->cli, "all-ways", 1, CBG_SEQUENCE_LENGTH_MAX, &q->all_length) ||
        !cbgi_cli_integer(q->cli, "tree", 1, CBG_SEQUENCE_LENGTH_MAX, &q->tree_depth) ||
        !cbgi_cli_integer(q->cli, "draws", 1, 10000000, &q->draw_count) ||
        !cbgi_cli_integer(q->cli, "seed", 0, INT64_MAX, &q->seed))
        return false;
    q->report.options.opponents_once = rule == 1;
    q->report.options.unknown = (cbg_unknown_mode)mode;
    q->report.extra = q->extra;
    return true;
}

cbg_status cbgi_stability_look_ahead(question *q)
{
    cbg_status status = CBG_OK;
    for (int k = 0; k < q->report.extras && status == CBG_OK; k++)
        status = cbg_horizon_solve(q->g, q->extra[k].moves, &q->cli->exec, &q->extra[k].result, &q->diags);
    return status;
}

cbg_status cbgi_stability_ask(question *q)
{
    cbgi_stability_report *r = &q->report;
    cbg_status status = CBG_OK;
    if (q->draw_count > 0) {
        status = q->built != NULL
                     ? cbg_draws_built(q->built, (int)q->draw_count, (uint64_t)q->seed, r->options.opponents_once,
                                       &q->cli->exec, &q->draws, &q->diags)
                     : cbg_draws_solve(q->c->conflict, q->g, (int)q->draw_count, (uint64_t)q->seed,
                                       r->options.opponents_once, &q->cli->exec, &q->draws, &q->diags);
        r->draws = q->draws;
        r->draw_count = (int)q->draw_count;
        r->seed = (uint64_t)q->seed;
    }
    if (status == CBG_OK && !q->cli->csv)
        status = explain(q);
    if (status == CBG_OK && r->wishes > 0 && !q->cli->csv)
        status = invert(q);
    if (status == CBG_OK && r->from >= 0 && r->targets > 0 && !q->cli->csv)
        status = cbg_ways_find(q->g, (uint32_t)r->from, &q->cli->exec, &r->ways, &q->diags);
    if (status == CBG_OK && !q->cli->csv)
        status = cbgi_stability_sequences_find(q);
    if (status == CBG_OK && cbgi_cli_has(q->cli, "coalitions", NULL) && !q->cli->csv)
        status = ask_coalitions(q);
    return status;
}
