/* Sums over the sessions of a tournament: by strategy, by pair of strategies, and by block (table and group of
 * repetitions). All are whole numbers, so tallies of parts merge to the tally of the whole exactly. */
#include "talk/tally.h"

#include <string.h>

enum { BLOCKS = 256 };

static void *zeroed(const cbg_exec *exec, size_t count, size_t size)
{
    void *memory = cbgi_alloc(exec, count * size);
    if (memory != NULL)
        memset(memory, 0, count * size);
    return memory;
}

cbg_status cbg_tally_make(const cbg_tournament *t, const cbg_exec *exec, cbg_tally **out)
{
    cbg_tally *tally = zeroed(exec, 1, sizeof *tally);
    if (tally == NULL)
        return CBG_NO_MEMORY;
    const uint64_t most = (uint64_t)(t->options.tables < BLOCKS ? BLOCKS / t->options.tables : 1);
    tally->t = t;
    tally->exec = exec;
    tally->programs = t->options.programs;
    tally->tables = t->options.tables;
    tally->groups = (int)(t->options.repeat < most ? t->options.repeat : most);
    const size_t programs = (size_t)tally->programs;
    tally->row = zeroed(exec, programs, sizeof *tally->row);
    tally->against = zeroed(exec, programs * programs, sizeof *tally->against);
    tally->block = zeroed(exec, (size_t)tally->tables * (size_t)tally->groups * programs, sizeof *tally->block);
    if (tally->row == NULL || tally->against == NULL || tally->block == NULL) {
        cbg_tally_free(tally);
        return CBG_NO_MEMORY;
    }
    *out = tally;
    return CBG_OK;
}

void cbg_tally_free(cbg_tally *tally)
{
    if (tally != NULL) {
        const cbg_exec *exec = tally->exec;
        cbgi_release(exec, tally->row);
        cbgi_release(exec, tally->against);
        cbgi_release(exec, tally->block);
        cbgi_release(exec, tally);
    }
}

static void add(cbgi_count *c, int64_t value)
{
    if (value != CBG_NANO_NONE) {
        c->n++;
        c->sum += value;
    }
}

/* Once for each of the others' strategies, however many seats it has. */
static void add_against(cbg_tally *tally, const cbg_fixture *f, const cbg_session_score *s, int v)
{
    cbgi_count *of = tally->against + (size_t)f->program[v] * (size_t)tally->programs;
    for (int w = 0; w < f->voices; w++) {
        bool counted = w == v;
        for (int before = 0; before < w && !counted; before++)
            counted = before != v && f->program[before] == f->program[w];
        if (!counted)
            add(&of[f->program[w]], s->utility[v]);
    }
}

/* The nearest whole number to sum / n. */
static int64_t mean_of(cbgi_sum sum, uint64_t n)
{
    const cbgi_sum half = (cbgi_sum)(n / 2), whole = (cbgi_sum)n;
    return (int64_t)(sum < 0 ? -((-sum + half) / whole) : (sum + half) / whole);
}

void cbgi_tally_fold(cbg_tally *tally, const cbg_fixture *f, const int64_t *sum, uint64_t n, bool ends)
{
    for (int v = 0; v < f->voices; v++)
        tally->match[v] += sum[v];
    tally->match_n += n;
    if (!ends)
        return;
    for (int v = 0; v < f->voices; v++) {
        cbgi_row *row = &tally->row[f->program[v]];
        const int64_t mean = mean_of(tally->match[v], tally->match_n);
        row->matches++;
        row->mean += mean;
        row->square += (cbgi_sum)mean * mean;
        tally->match[v] = 0;
    }
    tally->match_n = 0;
}

void cbgi_tally_count(cbg_tally *tally, const cbg_fixture *f, const cbg_session_score *s)
{
    const uint64_t group = (uint64_t)((double)f->repetition / (double)tally->t->options.repeat * tally->groups);
    cbgi_count *block =
        tally->block + ((size_t)f->table * (size_t)tally->groups + group) * (size_t)tally->programs;
    int64_t everybody = 0;
    for (int v = 0; v < f->voices; v++)
        everybody += s->utility[v];
    tally->sessions++;
    tally->ended[s->end]++;
    tally->varied += !f->first && tally->last_session + 1 == f->session &&
                     memcmp(tally->last, s->utility, (size_t)f->voices * sizeof tally->last[0]) != 0;
    tally->last_session = f->session;
    memcpy(tally->last, s->utility, (size_t)f->voices * sizeof tally->last[0]);
    for (int v = 0; v < f->voices; v++) {
        cbgi_row *row = &tally->row[f->program[v]];
        add(&row->utility, s->utility[v]);
        add(&row->gain, s->gain[v]);
        add(&row->advantage, s->advantage[v]);
        add(&row->welfare, s->welfare);
        add(&row->others, (everybody - s->utility[v]) / (f->voices - 1));
        add(&row->pareto, s->pareto);
        add(&row->nash, s->nash);
        add(&row->kalai, s->kalai);
        add(&row->t, s->t);
        row->bound += s->bound >> v & 1;
        row->failed += s->end == CBG_END_ERROR && s->ended_by == v;
        add(&block[f->program[v]], s->utility[v]);
        add_against(tally, f, s, v);
    }
}

void cbg_tally_add(cbg_tally *tally, const cbg_fixture *f, const cbg_session_score *s)
{
    cbgi_tally_count(tally, f, s);
    cbgi_tally_fold(tally, f, s->utility, 1, f->repetition + 1 == tally->t->options.repeat);
}

static void merge(cbgi_count *into, const cbgi_count *from, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        into[k].n += from[k].n;
        into[k].sum += from[k].sum;
    }
}

void cbgi_tally_merge(cbg_tally *into, const cbg_tally *from)
{
    const size_t programs = (size_t)into->programs;
    into->sessions += from->sessions;
    into->varied += from->varied;
    for (int k = 0; k < 4; k++)
        into->ended[k] += from->ended[k];
    for (size_t k = 0; k < programs; k++) {
        cbgi_row *a = &into->row[k];
        const cbgi_row *b = &from->row[k];
        merge(&a->utility, &b->utility, (offsetof(cbgi_row, t) - offsetof(cbgi_row, utility)) / sizeof a->t + 1);
        a->bound += b->bound;
        a->failed += b->failed;
    }
    merge(into->against, from->against, programs * programs);
    merge(into->block, from->block, (size_t)into->tables * (size_t)into->groups * programs);
}

uint64_t cbg_tally_sessions(const cbg_tally *tally)
{
    return tally->sessions;
}

uint64_t cbg_tally_ended(const cbg_tally *tally, cbg_end end)
{
    return tally->ended[end];
}

bool cbg_tally_varied(const cbg_tally *tally)
{
    return tally->varied > 0;
}

double cbg_tally_against(const cbg_tally *tally, int program, int other)
{
    return cbgi_mean(tally->against[(size_t)program * (size_t)tally->programs + (size_t)other]);
}

double cbg_tally_at_table(const cbg_tally *tally, int program, int table)
{
    cbgi_count all = {0, 0};
    for (int g = 0; g < tally->groups; g++)
        merge(&all,
              &tally->block[((size_t)table * (size_t)tally->groups + (size_t)g) * (size_t)tally->programs +
                            (size_t)program],
              1);
    return cbgi_mean(all);
}
