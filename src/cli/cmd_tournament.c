/* coburg tournament: every strategy against every other on every case, over and over. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "cli/core.h"
#include "cli/tournament.h"
#include "report/talk.h"

/* Batches take between these times: short enough to stop soon and lose little, long enough to keep all threads busy. */
#define BATCH_MIN_S .25
#define BATCH_MAX_S 1.
enum { PIECES_MIN = 4, PIECES_MAX = 512 };

/* What is written of the sessions of one piece. */
typedef struct piece {
    cbgi_text sessions, genius;
} piece;

typedef struct tour {
    cbgi_cli *cli;
    cbgi_entry_list entries;
    cbg_tally *tally;
    cbgi_folder folder;
    bool writes; /* there is a folder */
    piece *piece; /* [PIECES_MAX] */
    uint64_t pieces; /* a batch, now */
    int table;
    uint64_t done, total, batch; /* sessions before this batch, of all, of it: for progress */
    atomic_int trace_error;      /* errno of a trace that could not be written */
} tour;

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void show(void *context, uint64_t done, uint64_t total)
{
    const tour *t = context;
    const double share = total == 0 ? 0 : (double)done / (double)total;
    t->cli->exec.progress(t->cli->exec.progress_context, t->done + (uint64_t)(share * (double)t->batch), t->total);
}

/* ---- writing ---- */

static void trace(tour *t, const cbg_played *p)
{
    const cbgi_sitting *s = t->entries.table[t->table].sitting;
    const cbgi_talk_report report = {.c = s->c,
                                     .talk = p->talk,
                                     .landmarks = s->landmarks,
                                     .result = p->result,
                                     .measures = p->measures,
                                     .options = &s->options,
                                     .seed = p->fixture->seed};
    cbgi_text text, path;
    cbgi_text_init(&text, NULL);
    cbgi_text_init(&path, NULL);
    cbgi_talk_trace(&report, &text);
    cbgi_text_addf(&path, "%s/traces/%06llu.csv", t->folder.path, (unsigned long long)p->fixture->session);
    if (text.failed || path.failed)
        atomic_store(&t->trace_error, ENOMEM);
    else if (!cbgi_file_write(path.data, text.data, text.length))
        atomic_store(&t->trace_error, errno);
    cbgi_text_free(&text);
    cbgi_text_free(&path);
}

static void written(void *context, uint64_t index, const cbg_played *p)
{
    tour *t = context;
    const cbgi_programme *programme = &t->entries.programme;
    cbgi_sessions_row(&programme->plan, &programme->names, p->fixture, p->score, &t->piece[index].sessions);
    cbgi_genius_row(&programme->plan, p->fixture, p->score, &t->piece[index].genius);
    if (programme->plan.traces)
        trace(t, p);
}

static bool make_traces_folder(tour *t)
{
    cbgi_text path;
    bool good = cbgi_folder_path(t->folder.path, "traces", &path) && (mkdir(path.data, 0777) == 0 || errno == EEXIST);
    cbgi_text_free(&path);
    if (!good)
        cbgi_cli_usage(t->cli, "cannot make %s/traces: %s", t->folder.path, strerror(errno));
    return good;
}

static bool flush(tour *t, uint64_t pieces, uint64_t next)
{
    bool good = true;
    for (uint64_t k = 0; k < pieces; k++) {
        piece *p = &t->piece[k];
        good = good && cbgi_folder_append(&t->folder, &p->sessions, &p->genius);
        p->sessions.length = p->genius.length = 0; /* the memory is used again */
    }
    if (good && atomic_load(&t->trace_error) != 0) {
        cbgi_cli_usage(t->cli, "cannot write %s/traces: %s", t->folder.path, strerror(atomic_load(&t->trace_error)));
        good = false;
    }
    return good && cbgi_folder_mark(&t->folder, next);
}

/* ---- playing ---- */

static void adapt(tour *t, double took)
{
    if (took < BATCH_MIN_S && t->pieces < PIECES_MAX)
        t->pieces *= 2;
    else if (took > BATCH_MAX_S && t->pieces > PIECES_MIN)
        t->pieces /= 2;
}

/* Plays sets set..end - 1 of one table in batches. */
static cbg_status play_table(tour *t, cbg_cast *cast, uint64_t set, uint64_t end)
{
    const cbg_cast_sink sink = {written, t};
    const cbg_tournament *programme = t->entries.programme.t;
    cbg_exec exec = t->cli->exec;
    if (exec.progress != NULL) {
        exec.progress = show;
        exec.progress_context = t;
    }
    while (set < end) {
        /* as many sets as fill the pieces */
        const uint64_t each = cbg_cast_pieces(cast, 256) == 256 ? 1 : 256 / cbg_cast_pieces(cast, 256);
        const uint64_t sets = t->pieces * each < end - set ? t->pieces * each : end - set;
        const uint64_t pieces = cbg_cast_pieces(cast, sets);
        const double began = now_s();
        t->batch = cbg_tournament_first(programme, set + sets) - cbg_tournament_first(programme, set);
        const cbg_status status = cbg_cast_play(cast, set, sets, t->writes ? &sink : NULL, t->tally, &exec);
        if (status != CBG_OK)
            return status;
        adapt(t, now_s() - began);
        set += sets;
        t->done += t->batch;
        if (t->writes && !flush(t, pieces, set))
            return CBG_IO;
    }
    return CBG_OK;
}

static cbg_status play_one(tour *t, int table, uint64_t set, uint64_t end)
{
    const cbgi_sitting *s = cbgi_entries_table(t->cli, &t->entries, table);
    cbg_cast *cast = NULL;
    cbg_diags diags;
    if (s == NULL) /* told already */
        return t->cli->exec.cancel != NULL && atomic_load(t->cli->exec.cancel) ? CBG_CANCELLED : CBG_IO;
    t->table = table;
    cbg_diags_init(&diags, t->cli->arg[table]);
    cbg_status status =
        cbg_cast_make(t->entries.programme.t, table, s->voice, &s->options, s->landmarks,
                      (const cbg_program *const *)t->entries.program, &t->cli->exec, &cast, &diags);
    if (status == CBG_OK)
        status = play_table(t, cast, set, end);
    else if (status != CBG_CANCELLED)
        cbgi_cli_fail(t->cli, status, &diags);
    cbg_cast_free(cast);
    cbgi_entries_clear(&t->entries, table);
    return status;
}

static cbg_status play(tour *t, uint64_t set, uint64_t end)
{
    const cbg_tournament *programme = t->entries.programme.t;
    cbg_status status = CBG_OK;
    for (int k = 0; k < t->entries.tables && status == CBG_OK; k++) {
        const uint64_t first = cbg_tournament_table_set(programme, k), last = cbg_tournament_table_set(programme, k + 1);
        const uint64_t from = set > first ? set : first, to = end < last ? end : last;
        if (from < to)
            status = play_one(t, k, from, to);
    }
    return status;
}

/* ---- telling ---- */

static void how_to_replay(const tour *t, cbgi_text *out)
{
    const cbg_tournament_options *o = cbg_tournament_options_of(t->entries.programme.t);
    const cbgi_tournament_plan *plan = &t->entries.programme.plan;
    cbg_fixture f;
    cbg_tournament_fixture(t->entries.programme.t, 0, &f);
    cbgi_text_addf(out, "A session again (number 0): coburg talk %s", t->cli->arg[0]);
    for (int v = 0; v < f.voices; v++)
        cbgi_text_addf(out, " --party '%s=%s'", plan->played[0].party[v], o->spec[f.program[v]]);
    cbgi_text_addf(out, " --protocol '%s' --rounds %d --clock %s --seed %llu", plan->protocol, plan->rounds, plan->clock,
                   (unsigned long long)f.seed);
    for (int k = 0; k < plan->settings; k++)
        if (strncmp(plan->setting[k], "party", 5) != 0)
            cbgi_text_addf(out, " --%s", plan->setting[k]);
}

static int tell(tour *t)
{
    cbgi_cli *cli = t->cli;
    cbgi_text replay, file;
    cbg_ranking *ranking = NULL;
    const cbg_status status = cbg_tally_rank(t->tally, &cli->exec, &ranking);
    if (status != CBG_OK)
        return cbgi_cli_fail(cli, status, NULL);
    cbgi_text_init(&replay, NULL);
    cbgi_text_init(&file, NULL);
    how_to_replay(t, &replay);
    const cbgi_tournament_report report = {.plan = &t->entries.programme.plan,
                                           .tally = t->tally,
                                           .ranking = ranking,
                                           .folder = t->writes ? t->folder.path : NULL,
                                           .replay = replay.failed ? NULL : replay.data};
    cbgi_ranking_csv(&report, &file);
    const int code = t->writes && !cbgi_folder_finish(&t->folder, &file) ? CBGI_EXIT_USAGE : CBGI_EXIT_DONE;
    if (cli->json) {
        cbgi_json json;
        cbgi_cli_open_json(cli, &json, NULL);
        cbgi_tournament_json(&report, &json);
        cbgi_json_close(&json, '}');
    } else if (cli->csv) {
        cbgi_ranking_csv(&report, &cli->out);
    } else {
        cbgi_tournament_text(&report, cli->style, &cli->out);
    }
    if (code != CBGI_EXIT_DONE)
        cli->out.length = 0;
    cbgi_text_free(&replay);
    cbgi_text_free(&file);
    cbg_ranking_free(ranking);
    return code;
}

static int stopped(const tour *t)
{
    char done[32], total[32];
    cbgi_text_grouped(t->done, done);
    cbgi_text_grouped(t->total, total);
    if (t->writes)
        fprintf(stderr, "\ncoburg tournament: stopped after %s of %s sessions; the same command goes on from there\n", done,
                total);
    else
        fprintf(stderr, "\ncoburg tournament: stopped after %s of %s sessions; with --out DIR it could go on from there\n",
                done, total);
    return CBGI_EXIT_DONE; /* the interrupt itself is what ends the program */
}

static int hold(tour *t)
{
    cbgi_cli *cli = t->cli;
    const cbgi_programme *p = &t->entries.programme;
    const char *folder = NULL;
    uint64_t set, end;
    cbgi_programme_part(p, &set, &end);
    const uint64_t first = cbg_tournament_first(p->t, set);
    cbg_status status = cbg_tally_make(p->t, NULL, &t->tally);
    if (status != CBG_OK)
        return cbgi_cli_fail(cli, status, NULL);
    t->writes = cbgi_cli_has(cli, "out", &folder);
    if (t->writes) {
        if (!cbgi_folder_open(cli, folder, p, t->tally, &t->folder) || (p->plan.traces && !make_traces_folder(t)))
            return CBGI_EXIT_USAGE;
        set = t->folder.set;
    }
    t->pieces = PIECES_MIN;
    t->total = cbg_tournament_first(p->t, end) - first;
    t->done = cbg_tournament_first(p->t, set) - first;
    t->piece = calloc(PIECES_MAX, sizeof *t->piece);
    if (t->piece == NULL)
        return cbgi_cli_fail(cli, CBG_NO_MEMORY, NULL);
    status = play(t, set, end);
    if (status == CBG_CANCELLED)
        return stopped(t);
    if (status == CBG_NO_MEMORY)
        return cbgi_cli_fail(cli, status, NULL);
    return status == CBG_OK ? tell(t) : CBGI_EXIT_USAGE;
}

static int run(cbgi_cli *cli)
{
    tour *t = calloc(1, sizeof *t);
    if (t == NULL)
        return cbgi_cli_fail(cli, CBG_NO_MEMORY, NULL);
    t->cli = cli;
    t->folder = (cbgi_folder){.sessions = -1, .genius = -1, .journal = -1};
    const int code = cbgi_entries_set(cli, &t->entries) ? hold(t) : CBGI_EXIT_USAGE;
    for (int k = 0; t->piece != NULL && k < PIECES_MAX; k++) {
        cbgi_text_free(&t->piece[k].sessions);
        cbgi_text_free(&t->piece[k].genius);
    }
    free(t->piece);
    cbg_tally_free(t->tally);
    cbgi_folder_close(&t->folder);
    cbgi_entries_free(&t->entries);
    free(t);
    return code;
}

static const cbgi_option options[] = {
    {"strategies", CBGI_ARG_REQUIRED, "A,B,...", NULL,
     "who plays: strategies of \"coburg list strategies\", with parameters, or put together from parts; all: every one"},
    {"repeat", CBGI_ARG_REQUIRED, "N", NULL, "sessions of each match (default 1)"},
    CBGI_TALK_OPTIONS,
    {"self-play", CBGI_ARG_NONE, NULL, NULL, "a strategy also meets itself"},
    {"tuples", CBGI_ARG_REQUIRED, "WHICH", "words all duels",
     "with more than two parties: all ways to fill the seats (default), duels (one seat against all others), or a number of "
     "matches drawn at random"},
    {"party", CBGI_ARG_REQUIRED, "WHO", NULL,
     "only these parties, or blocs that speak as one, are at the table; repeated, in speaking order"},
    {"extend", CBGI_ARG_REQUIRED, "ROUNDS[xTIMES][:WHO,...]", NULL,
     "the deadline can be extended if all consent, or those named; 0: never (default: as the case says)"},
    {"hears", CBGI_ARG_REQUIRED, "WHO=WHOM,...", NULL, "this voice hears only those; may be repeated"},
    {"veto", CBGI_ARG_REQUIRED, "WHO,...", NULL, "in protocol majority: voices that cannot be outvoted"},
    {"power", CBGI_ARG_REQUIRED, "WHO=N", NULL, "in protocol mopac: voting power, 1 by default; may be repeated"},
    CBGI_WHAT_IF_OPTIONS,
    {"out", CBGI_ARG_REQUIRED, "DIR", "file",
     "write sessions.csv, genius.csv, ranking.csv and manifest.json there; a folder that was interrupted is taken up again"},
    {"traces", CBGI_ARG_NONE, NULL, NULL, "also write every session's actions, one CSV file a session"},
    {"shard", CBGI_ARG_REQUIRED, "PART/PARTS", NULL, "play only this part; \"coburg merge\" puts parts together"},
    {"max-sessions", CBGI_ARG_REQUIRED, "N", NULL, "refuse more sessions than this (default 100000000)"},
    {NULL, CBGI_ARG_NONE, NULL, NULL, NULL},
};

const cbgi_command cbgi_command_tournament = {
    .name = "tournament",
    .args = "CASE...",
    .args_min = 1,
    .args_max = -1,
    .summary = "Let strategies meet each other over and over, and rank them",
    .text = "A match is who sits where; every match is played on every case, as often as --repeat says. The ranking goes by mean "
            "utility, with its 95 % interval, whether the lead over the next is significant, and what rank remains when any "
            "one opponent is left out.\n\n"
            "Every session has a seed of its own, which follows from the master seed, the case, the strategies and the "
            "repetition: sessions.csv has it, and \"coburg talk --seed\" plays the session again. The same command gives the same "
            "bytes with any number of threads, in parts or as a whole, interrupted or not.",
    .example = "coburg tournament cases/itex-cypress.yaml --strategies boulware,linear,conceder,hardliner\n"
               "coburg tournament cases/itex-cypress.yaml cases/price.yaml --strategies 'boulware(e=0.1),conceder,random(min=0.5)' --repeat 100 --out league\n"
               "coburg tournament cases/vienna-2014.yaml --without-red-lines --strategies all --tuples 500 --shard 1/4 --out part1",
    .options = options,
    .threads = true,
    .tabular = true,
    .run = run,
};
