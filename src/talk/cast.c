/* Playing the matches of a table.
 *
 * For each program one talk is compiled in which it has every seat; that makes its plan for each seat. The talk of a match
 * borrows each seat's plan from there, so seating a match costs some pointers. Threads take pieces (whole sets) in turn,
 * each with a slot of its own: a talk to reseat, a workspace, a tally. Tallies are whole numbers and are added in the end.
 */
#include <string.h>

#include "base/parallel.h"
#include "talk/session.h"
#include "talk/tally.h"

enum { PIECE_SESSIONS = 256, THREADS_MAX = 256 };

struct cbg_cast {
    const cbg_tournament *t;
    const cbg_exec *exec;
    int table, voices;
    uint64_t sets_a_piece;
    const cbg_landmarks *landmarks;
    const cbg_program *const *program;
    cbg_talk **talk; /* [program]: it in every seat */
};

typedef struct slot {
    atomic_flag busy;
    const cbg_cast *cast;
    cbg_talk talk;
    const void **plan; /* [stage * voices + voice] */
    cbg_workspace *workspace;
    cbg_tally *tally;
    cbg_fixture fixture;
    cbg_session_result result;
    cbg_measures measures;
    cbg_session_score score;
} slot;

void cbg_cast_free(cbg_cast *cast)
{
    if (cast == NULL)
        return;
    const cbg_exec *exec = cast->exec;
    for (int p = 0; cast->talk != NULL && p < cast->t->options.programs; p++)
        cbg_talk_free(cast->talk[p]);
    cbgi_release(exec, cast->talk);
    cbgi_release(exec, cast);
}

cbg_status cbg_cast_make(const cbg_tournament *t, int table, const cbg_voice *voice, const cbg_talk_options *options,
                         const cbg_landmarks *landmarks, const cbg_program *const *program, const cbg_exec *exec,
                         cbg_cast **out, cbg_diags *diags)
{
    cbg_cast *cast = cbgi_alloc(exec, sizeof *cast);
    if (cast == NULL)
        return CBG_NO_MEMORY;
    const size_t programs = (size_t)t->options.programs;
    const uint64_t most = t->options.repeat < PIECE_SESSIONS ? t->options.repeat : PIECE_SESSIONS;
    *cast = (cbg_cast){.t = t,
                       .exec = exec,
                       .table = table,
                       .voices = t->options.table[table].voices,
                       .sets_a_piece = PIECE_SESSIONS / most,
                       .landmarks = landmarks,
                       .program = program};
    cast->talk = cbgi_alloc(exec, programs * sizeof(cbg_talk *));
    cbg_status status = cast->talk == NULL ? CBG_NO_MEMORY : CBG_OK;
    for (size_t p = 0; p < programs && cast->talk != NULL; p++)
        cast->talk[p] = NULL;
    cbg_voice seated[CBG_VOICES_MAX];
    memcpy(seated, voice, (size_t)cast->voices * sizeof seated[0]);
    for (size_t p = 0; p < programs && status == CBG_OK; p++) {
        for (int v = 0; v < cast->voices; v++)
            seated[v].program = program[p];
        status = cbg_talk_build(seated, cast->voices, options, exec, &cast->talk[p], diags);
        if (status == CBG_OK && exec != NULL && exec->cancel != NULL && atomic_load(exec->cancel))
            status = CBG_CANCELLED;
    }
    if (status != CBG_OK)
        cbg_cast_free(cast);
    else
        *out = cast;
    return status;
}

/* Bytes that a program takes in a seat. */
static size_t memory_of(const cbg_cast *cast, int program, int v)
{
    const cbg_talk *talk = cast->talk[program];
    return talk->memory_at[v + 1] - talk->memory_at[v];
}

/* As much memory as any match takes: a workspace is made once. */
static void size_for_any(const cbg_cast *cast, cbg_talk *talk)
{
    talk->memory_at[0] = 0;
    for (int v = 0; v < cast->voices; v++) {
        size_t most = 0;
        for (int p = 0; p < cast->t->options.programs; p++)
            most = memory_of(cast, p, v) > most ? memory_of(cast, p, v) : most;
        talk->memory_at[v + 1] = talk->memory_at[v] + most;
    }
}

static void slot_free(slot *s, const cbg_exec *exec)
{
    cbg_workspace_free(s->workspace);
    cbg_tally_free(s->tally);
    cbgi_release(exec, s->plan);
}

static cbg_status slot_make(const cbg_cast *cast, const cbg_exec *exec, slot *s)
{
    s->cast = cast;
    s->talk = *cast->talk[0];
    s->plan = cbgi_alloc(exec, (size_t)s->talk.stages * (size_t)cast->voices * sizeof *s->plan);
    if (s->plan == NULL)
        return CBG_NO_MEMORY;
    for (int k = 0; k < s->talk.stages; k++)
        s->talk.stage[k].plan = s->plan + k * cast->voices;
    size_for_any(cast, &s->talk);
    cbg_status status = cbg_workspace_make(&s->talk, exec, &s->workspace);
    return status == CBG_OK ? cbg_tally_make(cast->t, exec, &s->tally) : status;
}

static void seat(slot *s, const int *program)
{
    const cbg_cast *cast = s->cast;
    for (int v = 0; v < cast->voices; v++) {
        const cbg_talk *from = cast->talk[program[v]];
        s->talk.voice[v].program = cast->program[program[v]];
        s->talk.memory_at[v + 1] = s->talk.memory_at[v] + memory_of(cast, program[v], v);
        for (int k = 0; k < s->talk.stages; k++)
            s->talk.stage[k].plan[v] = from->stage[k].plan[v];
    }
    cbgi_workspace_seat(s->workspace);
}

/* ---- one call ---- */

typedef struct job {
    const cbg_cast *cast;
    const cbg_cast_sink *sink;
    const cbg_exec *exec;
    uint64_t first, sets;
    slot *slot;
    int slots;
    int64_t *sum; /* [set * voices + voice]: of utilities */
} job;

static void play_set(const job *j, slot *s, uint64_t piece, uint64_t set)
{
    const cbg_tournament *t = j->cast->t;
    cbg_fixture *f = &s->fixture;
    int64_t *sum = j->sum + (set - j->first) * (uint64_t)j->cast->voices;
    cbg_tournament_fixture(t, cbg_tournament_first(t, set), f);
    seat(s, f->program);
    for (;; cbgi_tournament_next(t, f)) {
        cbg_talk_run(&s->talk, f->seed, s->workspace, NULL, &s->result);
        cbg_measure(j->cast->landmarks, &s->result, &s->measures);
        cbg_session_score_of(j->cast->landmarks, &s->result, &s->measures, &s->score);
        cbgi_tally_count(s->tally, f, &s->score);
        for (int v = 0; v < f->voices; v++)
            sum[v] += s->score.utility[v];
        if (j->sink != NULL) {
            const cbg_played played = {f, &s->score, &s->talk, &s->result, &s->measures};
            j->sink->session(j->sink->context, piece, &played);
        }
        if (f->last)
            return;
    }
}

static cbg_status play_piece(void *context, uint64_t piece)
{
    job *j = context;
    slot *s = j->slot;
    while (atomic_flag_test_and_set(&s->busy)) /* there are as many slots as threads: one is free */
        s = s + 1 < j->slot + j->slots ? s + 1 : j->slot;
    const uint64_t begin = piece * j->cast->sets_a_piece;
    cbg_status status = CBG_OK;
    for (uint64_t k = begin; k < begin + j->cast->sets_a_piece && k < j->sets && status == CBG_OK; k++) {
        if (j->exec != NULL && j->exec->cancel != NULL && atomic_load(j->exec->cancel))
            status = CBG_CANCELLED;
        else
            play_set(j, s, piece, j->first + k);
    }
    atomic_flag_clear(&s->busy);
    return status;
}

uint64_t cbg_cast_pieces(const cbg_cast *cast, uint64_t sets)
{
    return sets / cast->sets_a_piece + (sets % cast->sets_a_piece != 0);
}

/* What was counted in any order, then the means of matches in order of sets. */
static void collect(const job *j, cbg_tally *tally)
{
    const cbg_tournament *t = j->cast->t;
    cbg_fixture f;
    for (int k = 0; k < j->slots; k++)
        cbgi_tally_merge(tally, j->slot[k].tally);
    for (uint64_t set = 0; set < j->sets; set++) {
        cbg_tournament_fixture(t, cbg_tournament_first(t, j->first + set + 1) - 1, &f);
        const uint64_t n = f.session + 1 - cbg_tournament_first(t, j->first + set);
        cbgi_tally_fold(tally, &f, j->sum + set * (uint64_t)j->cast->voices, n, f.repetition + 1 == t->options.repeat);
    }
}

static cbg_status make_slots(job *j)
{
    cbg_status status = CBG_OK;
    for (int k = 0; k < j->slots; k++) {
        atomic_flag_clear(&j->slot[k].busy);
        if (status == CBG_OK)
            status = slot_make(j->cast, j->exec, &j->slot[k]);
    }
    return status;
}

cbg_status cbg_cast_play(cbg_cast *cast, uint64_t first, uint64_t sets, const cbg_cast_sink *sink, cbg_tally *tally,
                         const cbg_exec *exec)
{
    int threads = exec == NULL || exec->threads < 1 ? 1 : exec->threads < THREADS_MAX ? exec->threads : THREADS_MAX;
    const uint64_t pieces = cbg_cast_pieces(cast, sets);
    threads = (uint64_t)threads > pieces ? (int)pieces : threads;
    job j = {cast, sink, exec, first, sets, NULL, threads, NULL};
    const size_t slots = ((size_t)threads + 1) * sizeof *j.slot,
                 sums = (sets * (uint64_t)cast->voices + 1) * sizeof *j.sum;
    j.slot = cbgi_alloc(exec, slots);
    j.sum = cbgi_alloc(exec, sums);
    cbg_status status = CBG_NO_MEMORY;
    if (j.slot != NULL && j.sum != NULL) {
        memset(j.slot, 0, slots);
        memset(j.sum, 0, sums);
        status = make_slots(&j);
        if (status == CBG_OK)
            status = cbgi_parallel_for(exec, pieces, play_piece, &j);
        if (status == CBG_OK)
            collect(&j, tally);
        for (int k = 0; k < threads; k++)
            slot_free(&j.slot[k], exec);
    }
    cbgi_release(exec, j.sum);
    cbgi_release(exec, j.slot);
    return status;
}
