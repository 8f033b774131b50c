/* coburg stability: what would hold, by the graph model for conflict resolution. */
#include "cli/core.h"
#include "cli/scenario.h"
#include "cli/stability.h"

typedef cbgi_question question;

static void print(question *q)
{
    cbgi_cli *cli = q->cli;
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, q->c);
        cbgi_stability_json(&q->report, &json);
        cbgi_json_close(&json, '}');
    } else if (cli->csv) {
        cbgi_stability_csv(&q->report, &cli->out);
    } else {
        cbgi_stability_text(&q->report, cli->style, &cli->out);
    }
}

/* --svg FILE; false after a complaint. */
static bool draw(question *q)
{
    const char *path = NULL;
    if (!cbgi_cli_has(q->cli, "svg", &path))
        return true;
    if (cbg_graph_states(q->g) > CBGI_SVG_STATES_MAX) {
        cbgi_cli_usage(q->cli, "--svg draws at most %d states, and there are %u", (int)CBGI_SVG_STATES_MAX,
                       (unsigned)cbg_graph_states(q->g));
        return false;
    }
    cbgi_text text;
    cbgi_text_init(&text, NULL);
    cbgi_stability_svg(&q->report, &text);
    const bool done = cbgi_cli_write(q->cli, path, &text);
    cbgi_text_free(&text);
    return done;
}

static cbg_status build(question *q)
{
    if (cbgi_cli_has(q->cli, "from-issues", NULL))
        return cbgi_stability_build(q);
    if (q->c->conflict == NULL) {
        cbg_diag_hint(cbg_diags_add(&q->diags, CBG_ERROR, CBG_MISSING, (cbg_span){0, 0, 0},
                                    "the case has no `conflict`"),
                      q->c->issue_count > 0
                          ? "build one from its issues with --from-issues, or add decision makers with their options "
                            "and preferences, as docs/case-format.md shows"
                          : "add decision makers with their options and preferences, as docs/case-format.md shows");
        return CBG_MISSING;
    }
    cbg_status status = cbg_graph_build(q->c->conflict, &q->cli->exec, &q->own, &q->diags);
    q->g = q->own;
    return status;
}

static cbg_status solve(question *q)
{
    cbgi_stability_report *r = &q->report;
    cbg_status status = build(q);
    if (status == CBG_OK)
        status = cbg_stability_solve(q->g, &r->options, &q->cli->exec, &q->result, &q->diags);
    if (status != CBG_OK)
        return status;
    r->c = q->c;
    r->g = q->g;
    r->result = q->result;
    r->row = cbgi_arena_array(&q->arena, (size_t)q->top, sizeof *r->row);
    if (r->row == NULL)
        return CBG_NO_MEMORY;
    status = cbgi_stability_look_ahead(q);
    if (status != CBG_OK)
        return status;
    cbgi_stability_list(r, (uint32_t)q->top);
    return q->built != NULL ? cbgi_stability_link(q) : CBG_OK;
}

static int answer(question *q)
{
    cbg_status status = solve(q);
    if (status == CBG_OK && !cbgi_stability_choose(q))
        return CBGI_EXIT_USAGE;
    if (status == CBG_OK)
        status = cbgi_stability_ask(q);
    if (status == CBG_BAD_ARGUMENT && q->diags.count == 0)
        return CBGI_EXIT_USAGE; /* the complaint is out */
    if (status != CBG_OK) {
        cbg_case_quote(q->c, &q->diags);
        return cbgi_cli_fail(q->cli, status, &q->diags);
    }
    if (!draw(q))
        return CBGI_EXIT_USAGE;
    print(q);
    return CBGI_EXIT_DONE;
}

static int run(cbgi_cli *cli)
{
    question q = {.cli = cli, .top = TOP_DEFAULT, .seed = 1};
    if (!cbgi_stability_read_options(&q))
        return CBGI_EXIT_USAGE;
    q.c = cbgi_cli_read_case(cli, cbgi_cli_case_argument(cli));
    if (q.c == NULL)
        return CBGI_EXIT_USAGE;
    cbg_diags_init(&q.diags, cli->arg[cbgi_cli_case_argument(cli)]);
    cbgi_arena_init(&q.arena, NULL);
    int code = answer(&q);
    for (int k = 0; k < CHOSEN_MAX * CBG_MAKERS_MAX; k++)
        cbg_why_free(q.why[k]);
    for (int k = 0; k < CBG_CORE_CONCEPTS * CBG_MAKERS_MAX; k++)
        cbg_inverse_free(q.inverse[k]);
    for (int k = 0; k < JUMP_ENDS; k++)
        cbg_ways_free(q.jump_ways[k]);
    for (int k = 0; k < q.report.extras; k++)
        cbg_horizon_free(q.extra[k].result);
    for (int k = 0; k < q.report.all_ways_count; k++)
        cbg_sequences_free(q.all_ways[k].sequences);
    cbg_sequences_free(q.tree);
    cbg_draws_free(q.draws);
    cbg_coalitions_free(q.coalitions);
    cbg_ways_free(q.report.ways);
    cbg_stability_free(q.result);
    cbg_graph_free(q.own);
    cbg_built_free(q.built);
    cbgi_arena_free(&q.arena);
    cbg_case_free(q.c);
    return code;
}

static const cbgi_option options[] = {
    {"concepts", CBGI_ARG_REQUIRED, "LIST", "words nash gmr smr seq sseq sim lh:2 lh:3 nonmyopic",
     "stability concepts, commas between: nash, gmr, smr, seq, sseq, sim, lh:N, nonmyopic (default: the "
     "first five)"},
    {"state", CBGI_ARG_REQUIRED, "STATE", NULL,
     "explain this state; may be repeated (default: the status quo and those that hold best)"},
    {"from-state", CBGI_ARG_REQUIRED, "STATE", NULL, "tell the ways from here (default: the status quo)"},
    {"to-state", CBGI_ARG_REQUIRED, "STATE", NULL,
     "tell the way to this state; may be repeated (default: the states listed)"},
    {"inverse", CBGI_ARG_REQUIRED, "STATE,...", NULL,
     "what would each have to prefer for these states to be stable? conditions, and whether any ranking "
     "meets them"},
    {"not-stable", CBGI_ARG_REQUIRED, "STATE,...", NULL, "with --inverse: and these states not to be"},
    {"all-ways", CBGI_ARG_REQUIRED, "N", NULL,
     "tell all sequences of at most N moves to the states that ways are told to, not only a shortest"},
    {"tree", CBGI_ARG_REQUIRED, "N", NULL, "tell what may follow, move by move, up to N moves"},
    {"any-moves", CBGI_ARG_NONE, NULL, NULL,
     "with --all-ways and --tree: moves that nobody gains by, too"},
    {"coalitions", CBGI_ARG_NONE, NULL, NULL,
     "may groups leave together? stability against every coalition, and jumps"},
    {"top", CBGI_ARG_REQUIRED, "N", NULL,
     "list at most N states: all when there are no more, else those that hold (default 20)"},
    {"svg", CBGI_ARG_REQUIRED, "FILE", "file", "draw the states and moves of a small model to FILE"},
    {"draws", CBGI_ARG_REQUIRED, "N", NULL,
     "draw weights that have a range N times; say how often each state holds"},
    {"seed", CBGI_ARG_REQUIRED, "N", NULL, "which draws (default 1)"},
    {"opponent-moves", CBGI_ARG_REQUIRED, "RULE", "words any once",
     "any: by the definitions; once: each opponent moves at most once in a sanction, as some programs have "
     "it"},
    {"unknown", CBGI_ARG_REQUIRED, "MODE", "words a b c d",
     "unknown preferences: a leaves for and is not deterred by unknown states, b neither, c both, d only "
     "deterred"},
    {"from-issues", CBGI_ARG_NONE, NULL, NULL,
     "build the conflict from issues, owners and walk-aways instead of reading `conflict`"},
    {"issues", CBGI_ARG_REQUIRED, "A,B", NULL,
     "from issues: only these can be moved on (default: the most contested, as many as fit)"},
    {"rungs", CBGI_ARG_REQUIRED, "N", NULL,
     "from issues: levels of an issue at most (default 3; those of bargaining solutions always)"},
    {"deadline", CBGI_ARG_NONE, NULL, NULL,
     "from issues: the last moment; sides can only agree, extend, walk out and sanction"},
    {"ranges", CBGI_ARG_NONE, NULL, NULL,
     "from issues: what ranges of numbers leave open is an unknown preference"},
    {"same-within", CBGI_ARG_REQUIRED, "POINTS", NULL, "from issues: a smaller difference is a tie"},
    {"strong-above", CBGI_ARG_REQUIRED, "POINTS", NULL, "from issues: a larger one is a strong preference"},
    CBGI_WHAT_IF_OPTIONS,
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_stability = {
    .name = "stability",
    .args = "CASE",
    .args_min = 1,
    .args_max = 2,
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
               "coburg stability cases/elmira-1989.yaml --state 5 --to-state 8\n"
               "coburg stability cases/euphrates-1975.yaml --inverse 2 --concepts nash,gmr\n"
               "coburg stability cases/vienna-2014.yaml --from-issues --deadline",
    .options = options,
    .threads = true,
    .tabular = true,
    .run = run,
};
